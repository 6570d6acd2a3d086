"""What does a target of the Swiss list say in our terms? A `target` with its programmes and places is a `Listing`.

Nothing here reads files. `READ` and `UNREAD` name every field that the format is known to have.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from watchword.errors import ListError
from watchword.lists import inline, phrases, references, trees
from watchword.lists.kinds import entity_kind
from watchword.lists.trees import Node
from watchword.model import Address, DateSpan, Detail, Identifier, Kind, Link, Listing, Name, Place, Strength
from watchword.text import dates, places

PUBLISHER = "ch-seco"

_SUBJECTS = ("individual", "entity", "object")
_FIELDS = {
    "": "justification other-information",
    "/relation": "@target-id @relation-type remark",
    "/identity": "@main bic",
    "/identity/name": "@name-type @quality",
    "/identity/name/name-part": "@order @name-part-type value",
    "/identity/name/name-part/spelling-variant": ". @lang @script",
    "/identity/day-month-year": "@day @month @year @quality @calendar",
    "/identity/place-of-birth": "@place-id",
    "/identity/address": "@place-id c-o address-details p-o-box zip-code remarks",
    "/identity/nationality/country": ". @iso-code",
    "/identity/identification-document": "@document-type number issuer date-of-issue expiry-date remark",
    "/identity/identification-document/issuer": "@code",
    "/identity/identification-document/place-of-issue": "@place-id",
}
READ = trees.known_paths(
    {
        "swiss-sanctions-list": "@list-type @date",
        "sanctions-program": "program-key program-name sanctions-set origin",
        "sanctions-program/program-key": "@lang",
        "sanctions-program/program-name": "@lang",
        "sanctions-program/sanctions-set": "@ssid @lang",
        "place": "@ssid location location-variant area area-variant country",
        "place/country": "@iso-code",
        "target": "@ssid @sanctions-set-id sanctions-set-id foreign-identifier individual@sex object@object-type",
        "target/modification": "@modification-type @enactment-date @publication-date @effective-date",
        **{f"target/{tag}{path}": names for tag in _SUBJECTS for path, names in _FIELDS.items()},
    }
)
_NUMBERED = (
    "identity identity/name identity/nationality identity/day-month-year identity/place-of-birth identity/address"
    " identity/identification-document relation justification other-information"
)
UNREAD: dict[str, str] = {
    "swiss-sanctions-list@noNamespaceSchemaLocation": "where the schema is",
    "sanctions-program@ssid": "a number of the database; the key names the programme",
    "sanctions-program@version-date": "when the programme was last changed",
    "target/modification/added": "copies of earlier states",
    "target/modification/removed": "copies of earlier states",
    "place/location-variant@variant-type": "whether it is a spelling or another name",
    "place/area-variant@variant-type": "whether it is a spelling or another name",
    **{f"target/{t}/{name}@ssid": "a number of the database" for t in _SUBJECTS for name in _NUMBERED.split()},
    **{f"target/{t}/identity/name@lang": "eng: names are transliterated for English" for t in _SUBJECTS},
}
KNOWN = READ | UNREAD.keys()

# The list puts the family name first; names are given in the order in which they are said.
_ORDER = {
    "given-name": 0,
    "further-given-name": 1,
    "father-name": 2,
    "grand-father-name": 3,
    "family-name": 5,
    "tribal-name": 6,
    "suffix": 7,
}
_OTHER_PART = 4
_LANGUAGES = {
    "eng": "en", "ger": "de", "fre": "fr", "ita": "it", "spa": "es", "por": "pt", "rus": "ru", "ukr": "uk", "bel": "be",
    "srp": "sr", "bos": "bs", "ara": "ar", "per": "fa", "pus": "ps", "urd": "ur", "heb": "he", "tur": "tr", "chi": "zh",
    "kor": "ko", "bur": "my", "amh": "am", "tir": "ti",
}  # fmt: skip
_DOCUMENTS = {
    "passport": "passport",
    "diplomatic-passport": "passport",
    "id-card": "national-id",
    "driving-license": "driving-licence",
    "driving-permit": "driving-licence",
    "ssn": "social-security",
    "tax": "tax",
}
_OBJECTS = {"vessel": Kind.VESSEL, "aircraft": Kind.AIRCRAFT}
_RELATIONS = (
    (re.compile(r"brother|sister|son\b|daughter|father|mother|wife|husband|spouse|child|relative|family"), "family"),
    (re.compile(r"owned"), "owned-by"),
    (re.compile(r"represent|acting"), "acts-for"),
    (re.compile(r"member"), "member-of"),
)


@dataclass(frozen=True, slots=True)
class Programme:
    """One set of measures of a programme: key and name of the programme, the set, where it comes from (ONU, UE)."""

    key: str
    name: str
    measures: str
    origin: str


def programmes(node: Node) -> dict[str, Programme]:
    """The sets of measures of a `sanctions-program` by number, in English as far as there is any."""
    key, name = _english(node, "program-key"), _english(node, "program-name")
    numbers = phrases.distinct(one.get("ssid") for one in node.all("sanctions-set"))
    return {
        number: Programme(key or name, name, _english(node, "sanctions-set", number), node.said("origin"))
        for number in numbers
    }


def is_delisted(target: Node) -> bool:
    """Whether the last modification took the target off the list. Those of one day stand newest first."""
    last = max(target.all("modification"), key=_day, default=None)
    return last is not None and last.get("modification-type") == "de-listed"


def to_listing(target: Node, sets: Mapping[str, Programme], sites: Mapping[str, Node], where: str) -> Listing:
    """The listing of one target. ListError when its number, subject, name, set or one of its places is missing."""
    number = target.get("ssid")
    subject = next((node for node in target.children if node.tag in _SUBJECTS), None)
    if not number or subject is None:
        raise ListError("a target without ssid" if not number else "a target that is nobody", where=where)
    names = _names(subject, where)
    kind = _kind(subject, names[0].full)
    births, undated = _dates(subject)
    remarks = "\n".join(subject.texts("other-information"))
    applied = tuple(_applied(target, sets, where))
    return Listing(
        id=f"{PUBLISHER}:{number}",
        publisher=PUBLISHER,
        kind=kind,
        names=names,
        births=births if kind is Kind.PERSON else (),
        birth_places=phrases.distinct(_birth_places(subject, sites, where)),
        nationalities=phrases.distinct(code for code, _ in _nationalities(subject) if code),
        genders=tuple(sex for sex in (subject.get("sex"),) if sex in ("male", "female")),
        identifiers=inline.unique((*_identifiers(subject, sites, where), *inline.identifiers_in(remarks))),
        addresses=phrases.distinct(_addresses(subject, sites, where)),
        programmes=phrases.distinct(programme.key for programme in applied),
        listed_on=_listed_on(target),
        links=phrases.distinct(_links(target, subject)),
        details=phrases.distinct((*_details(target, subject, applied), *_date_details(kind, births, undated))),
        remarks=remarks,
        source=f"line {target.line}",
    )


def _english(node: Node, tag: str, number: str = "") -> str:
    found = [one for one in node.all(tag) if not number or one.get("ssid") == number]
    found.sort(key=lambda one: one.get("lang") != "eng")
    return next((" ".join(one.text.split()) for one in found if one.text), "")


def _day(modification: Node) -> str:
    return next(
        (day for name in ("effective", "enactment", "publication") if (day := modification.get(f"{name}-date"))), ""
    )


def _listed_on(target: Node) -> str:
    """The first day on which the target was listed."""
    days = (_day(node)[:10] for node in target.all("modification") if node.get("modification-type") == "listed")
    return min((day for text in days if (day := phrases.one_day(text))), default="")


def _applied(target: Node, sets: Mapping[str, Programme], where: str) -> Iterator[Programme]:
    for number in (*target.texts("sanctions-set-id"), *filter(None, (target.get("sanctions-set-id"),))):
        if number not in sets:
            raise ListError(f"no sanctions-set {number} in this file", where=where, hint="Is the file whole?")
        yield sets[number]


def _kind(subject: Node, name: str) -> Kind:
    if subject.tag == "individual":
        return Kind.PERSON
    return entity_kind(name) if subject.tag == "entity" else _OBJECTS.get(subject.get("object-type"), Kind.UNKNOWN)


def _names(subject: Node, where: str) -> tuple[Name, ...]:
    """The names of all identities: the first primary name of the main one comes first, or else the first name."""
    nodes = [(identity, node) for identity in subject.all("identity") for node in identity.all("name")]
    main = [node for identity, node in nodes if identity.get("main") == "true"]
    primary = next((node for node in main if node.get("name-type") == "primary-name"), None)
    order = sorted((node for _, node in nodes), key=lambda node: node is not primary)
    names = [name for at, node in enumerate(order) for name in _spellings(node, _strength(node, at == 0))]
    if not names:
        raise ListError("a target without a name", where=where)
    return phrases.best_names(names)


def _strength(node: Node, primary: bool) -> Strength:
    if primary:
        return Strength.PRIMARY
    if node.get("quality") == "low":
        return Strength.WEAK
    return Strength.FORMER if node.get("name-type") == "formerly-known-as" else Strength.STRONG


def _spellings(name: Node, strength: Strength) -> Iterator[Name]:
    """The name, its spellings, which each part has apart, and with the maiden name instead of the family name."""
    parts = sorted(name.all("name-part"), key=_rank)
    said = [(part, part.said("value")) for part in parts if part.get("name-part-type") != "title"]
    whole = [(part, text) for part, text in said if part.get("name-part-type") != "maiden-name"]
    if any(text for _, text in whole):
        yield _joined(whole, strength)
    later = Strength.STRONG if strength is Strength.PRIMARY else strength
    for key in phrases.distinct(_key(variant) for part in parts for variant in part.all("spelling-variant")):
        yield from _variants(whole, key, later)
    for maiden in (text for part, text in said if part.get("name-part-type") == "maiden-name" and text):
        given = [(part, text) for part, text in whole if part.get("name-part-type") != "family-name"]
        yield phrases.listed_name(" ".join([*(text for _, text in given if text), maiden]), Strength.FORMER)


def _rank(part: Node) -> tuple[int, int]:
    order = part.get("order")
    return _ORDER.get(part.get("name-part-type"), _OTHER_PART), int(order) if order.isdecimal() else 0


def _joined(parts: list[tuple[Node, str]], strength: Strength, language: str = "") -> Name:
    given = " ".join(text for part, text in parts if part.get("name-part-type") in ("given-name", "further-given-name"))
    family = " ".join(text for part, text in parts if part.get("name-part-type") == "family-name")
    split = {"given": given.strip(), "family": family.strip()} if given.strip() and family.strip() else {}
    full = " ".join(text for _, text in parts if text)
    return phrases.listed_name(full, strength, language=language, **split)


def _key(variant: Node) -> tuple[str, str]:
    return variant.get("script").upper(), variant.get("lang")


def _variants(parts: list[tuple[Node, str]], key: tuple[str, str], strength: Strength) -> Iterator[Name]:
    """The names in one script and language: the first spelling of every part, the second, and so on.

    A part with fewer spellings keeps its last one; one with none keeps its value in Latin script, and is
    left out in others.
    """
    latin = key[0] in ("", "LATN")
    columns = [
        (part, [" ".join(v.text.split()) for v in part.all("spelling-variant") if _key(v) == key and v.text], value)
        for part, value in parts
    ]
    for at in range(max((len(found) for _, found, _ in columns), default=0)):
        row = [
            (part, found[min(at, len(found) - 1)] if found else value)
            for part, found, value in columns
            if found or latin
        ]
        yield _joined(row, strength, _LANGUAGES.get(key[1], ""))


def _dates(subject: Node) -> tuple[tuple[DateSpan, ...], tuple[str, ...]]:
    """The dates of all identities, and as text those that can't be read."""
    spans: list[DateSpan] = []
    unread: list[str] = []
    for node in subject.all("identity", "day-month-year"):
        day, month, year = (node.get(name) for name in ("day", "month", "year"))
        text = f"{day.zfill(2)}/{month.zfill(2)}/{year}"
        calendar = node.get("calendar")
        span = dates.parse(text) if calendar in ("", "Gregorian") else dates.parse(f"{text} AH")
        if span is None:
            unread.append(f"{text} ({calendar})" if calendar else text)
        else:
            circa = node.get("quality") == "low"
            spans.append(DateSpan(span.first, span.last, circa, span.text))
    return phrases.distinct(spans), tuple(unread)


def _date_details(kind: Kind, spans: tuple[DateSpan, ...], unread: tuple[str, ...]) -> Iterator[Detail]:
    yield from (Detail("Date of birth" if kind is Kind.PERSON else "Date", text) for text in unread)
    if kind is not Kind.PERSON:
        yield from (Detail("Date", dates.format_span(span)) for span in spans)


def _nationalities(subject: Node) -> Iterator[tuple[str, str]]:
    for node in subject.all("identity", "nationality", "country"):
        yield _country(node), " ".join(node.text.split())


def _country(node: Node) -> str:
    return places.country(node.get("iso-code")) or places.country(node.text)


def _site(node: Node, sites: Mapping[str, Node], where: str) -> tuple[str, str, str, str]:
    """The place that an element points at: location, area, country as text and as code."""
    number = node.get("place-id")
    if not number:
        return "", "", "", ""
    if number not in sites:
        raise ListError(f"no place {number} in this file", where=where, hint="Is the file whole?")
    site = sites[number]
    country = next(site.all("country"), None)
    location = " / ".join((*site.texts("location"), *site.texts("location-variant")))
    area = " / ".join((*site.texts("area"), *site.texts("area-variant")))
    return location, area, site.said("country"), _country(country) if country else ""


def _birth_places(subject: Node, sites: Mapping[str, Node], where: str) -> Iterator[Place]:
    for node in subject.all("identity", "place-of-birth"):
        *parts, code = _site(node, sites, where)
        if text := ", ".join(filter(None, parts)):
            yield phrases.place(text, code)


def _addresses(subject: Node, sites: Mapping[str, Node], where: str) -> Iterator[Address]:
    for node in subject.all("identity", "address"):
        location, area, country, code = _site(node, sites, where)
        box = node.said("p-o-box")
        parts = (
            f"c/o {care}" if (care := node.said("c-o")) else "",
            node.said("address-details"),
            box if not box or "box" in box.casefold() else f"P.O. Box {box}",
            node.said("zip-code"),
            location,
            area,
            country,
            node.said("remarks"),
        )
        full = ", ".join(filter(None, parts))
        if full:
            code = code or phrases.place(full).country
            yield Address(full, location.partition(" / ")[0], area, node.said("zip-code"), code)


def _identifiers(subject: Node, sites: Mapping[str, Node], where: str) -> Iterator[Identifier]:
    for node in subject.all("identity", "identification-document"):
        number, kind = node.said("number"), node.get("document-type")
        if not number:
            continue
        issuer = next(node.all("issuer"), None)
        code = (places.country(issuer.get("code")) or places.country(issuer.text)) if issuer else ""
        issued_in = [", ".join(filter(None, _site(one, sites, where)[:3])) for one in node.all("place-of-issue")]
        notes = (
            kind.replace("-", " ") if kind not in ("passport", "id-card") else "",
            f"issued {day}" if (day := node.said("date-of-issue")) else "",
            f"expires {day}" if (day := node.said("expiry-date")) else "",
            f"issued by {issuer.text}" if issuer and issuer.text and not code else "",
            *(f"issued in {text}" for text in issued_in if text),
            node.said("remark"),
        )
        yield Identifier(_DOCUMENTS.get(kind, "other"), number, code, "; ".join(filter(None, notes)))
    yield from (Identifier("bic", text) for text in subject.texts("identity", "bic"))


def _links(target: Node, subject: Node) -> Iterator[Link]:
    for node in subject.all("relation"):
        number, kind = node.get("target-id"), node.get("relation-type")
        relation = next((relation for sign, relation in _RELATIONS if sign.search(kind)), "linked-to")
        yield Link(relation, number, f"{PUBLISHER}:{number}")
    yield from references.same_parties(target.texts("foreign-identifier"))


def _details(target: Node, subject: Node, applied: tuple[Programme, ...]) -> Iterator[Detail]:
    for node in subject.all("identity", "name", "name-part"):
        if node.get("name-part-type") == "title" and (title := node.said("value")):
            yield Detail("Title", title)
    for programme in applied:
        yield from (Detail("Programme", text) for text in (programme.name,) if text)
        yield from (Detail("Measures", text) for text in (programme.measures,) if text)
        yield from (Detail("Origin of the programme", text) for text in (programme.origin,) if text)
    yield from (Detail("Type of object", text) for text in (subject.get("object-type"),) if text)
    yield from (Detail("Foreign identifier", text) for text in target.texts("foreign-identifier"))
    yield from (Detail("Nationality", text) for code, text in _nationalities(subject) if text and not code)
    for node in subject.all("relation"):
        said = ": ".join(filter(None, (node.get("relation-type").replace("-", " "), node.said("remark"))))
        if said != "related to":
            yield Detail("Relation", f"{PUBLISHER}:{node.get('target-id')} {said}")
    for node in subject.all("identity", "identification-document"):
        if not node.said("number") and any(child.text for child in node.children):
            yield Detail("Document", ", ".join(child.text for child in node.children if child.text))
    yield from (Detail("Justification", text) for text in subject.texts("justification"))
