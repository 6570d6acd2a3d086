"""What does Canada's consolidated autonomous sanctions list (SEMA, XML) hold? Each `record` becomes a `Listing`.

Three layouts are read: that of 2020, that of 2021 on (ships, listing dates) and the one whose tags have both
languages (`Country-Pays`). The list has no numbers of its own: regulation, schedule and item together name a party.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256

from watchword.errors import ListError
from watchword.lists import phrases, trees
from watchword.lists.kinds import entity_kind
from watchword.lists.loading import the_only
from watchword.lists.source import ListFormat, ReadList, SourceFile
from watchword.lists.trees import Node
from watchword.model import DateSpan, Detail, Identifier, Kind, Listing, Name, Publication, Strength

PUBLISHER = "ca-sema"
TITLE = "Consolidated Canadian Autonomous Sanctions List"
LICENCE = "Crown copyright, Canada: non-commercial reproduction"
URL = (
    "https://www.international.gc.ca/world-monde/international_relations-relations_internationales/sanctions/"
    "consolidated-consolide.aspx"
)

# Tags of the layouts, without the French half that the newest one adds behind a hyphen -> our word for the field.
FIELDS: dict[str, str] = {
    "Country": "regime",
    "Entity": "entity",
    "EntityOrShip": "entity",
    "LastName": "family",
    "GivenName": "given",
    "Title": "title",
    "TitleOrShip": "title",
    "TitleOrShipType": "title",
    "DateOfBirth": "born",
    "DateOfBirthOrShipBuildDate": "born",
    "ShipIMONumber": "imo",
    "Aliases": "aliases",
    "Schedule": "schedule",
    "Item": "item",
    "DateOfListing": "listed",
}
_BETWEEN = re.compile(r";\s*|,\s+(?!(?:Ltd|Limited|LLC|Inc|Co|Corp|S\.?A|JSC|OJSC|PJSC|GmbH)\b)")
_LANGUAGES = re.compile(r"\s*/\s*(?![^(]*\))")
_BRACKETED = re.compile(r"^(.*?)\s*\(([^()]+)\)$")
_PATRONYMIC = re.compile(r"(?:ich|vna|ichna)$", re.IGNORECASE)
_NOT_SLUG = re.compile(r"[^a-z0-9.]+")
_SHIP_TYPES = re.compile(r"\b(?:tanker|cargo|carrier|vessel|ship|ferry|barge|tug|dredger|container)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class SemaXml:
    """The format: `data-set`, one file."""

    name: str = "ca-sema-xml"

    def recognises(self, file: SourceFile) -> bool:
        """Whether the root element is `data-set` with records that have an item of a schedule."""
        head = file.data[:16384]
        return trees.root_is(file.data, "data-set", "<record>") and (b"<Item" in head or b"<Schedule" in head)

    def read(self, files: tuple[SourceFile, ...]) -> ReadList:
        """One listing for each `record`; ListError naming the line of the first that is not whole."""
        file = the_only(files, TITLE)
        listings: dict[str, Listing] = {}
        unread: Counter[str] = Counter()
        for node in trees.read_records(file, "data-set"):
            if node.tag != "record":
                continue
            unread.update(
                child.tag for child in node.children if child.tag.partition("-")[0] not in FIELDS and child.text
            )
            listing = _listing(node, file.name)
            if listing.id in listings:
                where = f"{file.name}, line {node.line}"
                raise ListError(f"{listing.id} stands twice", where=where, hint="The copy is damaged; fetch it again.")
            listings[listing.id] = listing
        if not listings:
            raise ListError("no record in this file", where=file.name)
        publication = Publication(
            publisher=PUBLISHER,
            title=TITLE,
            records=len(listings),
            sha256=sha256(file.data).hexdigest(),
            licence=LICENCE,
            url=URL,
        )
        notes = (
            "the file does not say its date",
            *(f"{tag} is not read ({count} times)" for tag, count in sorted(unread.items())),
        )
        return ReadList(publication, tuple(listings.values()), notes)


FORMATS: tuple[ListFormat, ...] = (SemaXml(),)


def _listing(record: Node, file: str) -> Listing:
    said = dict.fromkeys(FIELDS.values(), "")
    for child in record.children:
        name = FIELDS.get(child.tag.partition("-")[0])
        if name:
            said[name] = " ".join(child.text.split())
    where = f"{file}, line {record.line}"
    if not said["entity"] and not said["family"] and not said["given"]:
        raise ListError("a record without a name", where=where)
    if not said["regime"] or not said["item"]:
        raise ListError(f"a record without {'Country' if not said['regime'] else 'Item'}", where=where)
    kind = _kind(said)
    births, undated = phrases.dates_in([said["born"]] if said["born"] and kind is Kind.PERSON else [])
    regime = _LANGUAGES.split(said["regime"])[0].strip()
    return Listing(
        id=_id(regime, said["schedule"], said["item"]),
        publisher=PUBLISHER,
        kind=kind,
        names=phrases.best_names(_names(said, kind)),
        births=births,
        identifiers=(Identifier("imo", said["imo"]),) if said["imo"] else (),
        programmes=(regime,),
        listed_on=phrases.one_day(said["listed"]),
        details=tuple(_details(said, kind, births, undated)),
        source=f"line {record.line}",
    )


def _id(regime: str, schedule: str, item: str) -> str:
    """The regulation in English, the schedule and the item: `ca-sema:russia/1-part-2/17`."""
    parts = (regime, "" if phrases.is_blank(schedule) else schedule, item)
    return f"{PUBLISHER}:{'/'.join(_NOT_SLUG.sub('-', part.casefold()).strip('-') or '-' for part in parts)}"


def _kind(said: dict[str, str]) -> Kind:
    if not said["entity"]:
        return Kind.PERSON
    if said["imo"] or _SHIP_TYPES.search(said["title"]):
        return Kind.VESSEL
    return entity_kind(_LANGUAGES.split(said["entity"])[0])


def _names(said: dict[str, str], kind: Kind) -> Iterator[Name]:
    """The name, in both languages where there are two; then the aliases."""
    if kind is Kind.PERSON:
        yield from _person(said["given"], said["family"])
    else:
        first, *others = _LANGUAGES.split(said["entity"])
        yield phrases.listed_name(first, Strength.PRIMARY)
        yield from (phrases.listed_name(name, Strength.STRONG) for name in others if name)
    for cell in _BETWEEN.split(said["aliases"]):
        for alias in _LANGUAGES.split(cell):
            bare = alias.strip(" ()") if alias.startswith("(") else alias.strip()
            if bare:
                yield phrases.listed_name(_completed(bare, said) if kind is Kind.PERSON else bare, Strength.STRONG)


def _person(given: str, family: str) -> Iterator[Name]:
    """The name, and with the other spelling that may stand in brackets: `DIKIY (DIKY)`."""
    strength = Strength.PRIMARY
    other = _BRACKETED.match(family)
    for spelled in (other[1], other[2]) if other else (family,):
        parts = {"given": given, "family": spelled} if given and spelled else {}
        yield phrases.listed_name(f"{given} {spelled}".strip(), strength, **parts)
        strength = Strength.STRONG


def _completed(alias: str, said: dict[str, str]) -> str:
    """An alias that spells one part of the name anew, with the other part: `Andrei` is no name of its own."""
    words = alias.split()
    family = _BRACKETED.sub(r"\1", said["family"])
    if len(words) == 1 and alias.isupper() and len(alias) > 2 and said["given"]:
        return f"{said['given']} {alias}"
    is_given = len(words) == 1 or (len(words) == 2 and _PATRONYMIC.search(words[-1]) and not words[-1].isupper())
    return f"{alias} {family}" if is_given and family and said["given"] else alias


def _details(
    said: dict[str, str], kind: Kind, births: tuple[DateSpan, ...], undated: tuple[str, ...]
) -> Iterator[Detail]:
    title = _LANGUAGES.split(said["title"])[0]
    if title:
        yield Detail("Type of ship" if kind is Kind.VESSEL else "Title", title)
    if said["born"] and kind is not Kind.PERSON:
        yield Detail("Year built", said["born"])
    yield from (Detail("Date of birth", text) for text in undated)
    if said["aliases"]:
        yield Detail("Aliases", said["aliases"])
    if not phrases.is_blank(said["schedule"]):
        yield Detail("Schedule", said["schedule"])
    yield Detail("Item", said["item"])
    yield Detail("Regulation", said["regime"])
