"""What does a record of the UN's list say in our terms? An INDIVIDUAL or ENTITY element becomes a `Listing`.

Nothing here reads files. `READ` and `UNREAD` name every field; several names in one field, dates in notes and
identifiers in comments are taken out of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from watchword.errors import ListError
from watchword.lists import inline, phrases, references, trees
from watchword.lists.kinds import entity_kind
from watchword.lists.trees import Node
from watchword.model import Address, DateSpan, Detail, Identifier, Kind, Link, Listing, Name, Place, Strength
from watchword.text import dates, places
from watchword.text.scripts import script_of

_COMMON = (
    "DATAID FIRST_NAME UN_LIST_TYPE REFERENCE_NUMBER LISTED_ON COMMENTS1 NAME_ORIGINAL_SCRIPT LAST_DAY_UPDATED/VALUE"
    " SUBMITTED_ON SUBMITTED_BY DELISTED_ON"
)
_ADDRESS = "STREET CITY STATE_PROVINCE ZIP_CODE COUNTRY NOTE"
READ = trees.known_paths(
    {
        "CONSOLIDATED_LIST": "@dateGenerated",
        "INDIVIDUAL": f"{_COMMON} SECOND_NAME THIRD_NAME FOURTH_NAME GENDER TITLE/VALUE DESIGNATION/VALUE"
        " NATIONALITY/VALUE",
        "INDIVIDUAL/INDIVIDUAL_ALIAS": "QUALITY ALIAS_NAME DATE_OF_BIRTH CITY_OF_BIRTH COUNTRY_OF_BIRTH NOTE",
        "INDIVIDUAL/INDIVIDUAL_ADDRESS": _ADDRESS,
        "INDIVIDUAL/INDIVIDUAL_DATE_OF_BIRTH": "TYPE_OF_DATE DATE YEAR FROM_YEAR TO_YEAR NOTE",
        "INDIVIDUAL/INDIVIDUAL_PLACE_OF_BIRTH": "STREET CITY STATE_PROVINCE COUNTRY NOTE",
        "INDIVIDUAL/INDIVIDUAL_DOCUMENT": "TYPE_OF_DOCUMENT TYPE_OF_DOCUMENT2 NUMBER ISSUING_COUNTRY DATE_OF_ISSUE"
        " CITY_OF_ISSUE COUNTRY_OF_ISSUE NOTE",
        "ENTITY": _COMMON,
        "ENTITY/ENTITY_ALIAS": "QUALITY ALIAS_NAME NOTE",
        "ENTITY/ENTITY_ADDRESS": _ADDRESS,
    }
)
UNREAD: dict[str, str] = {
    "CONSOLIDATED_LIST@noNamespaceSchemaLocation": "where the schema is",
    **{
        f"{tag}/{name}": reason
        for tag in ("INDIVIDUAL", "ENTITY")
        for name, reason in (
            ("VERSIONNUM", "1 for every record that the UN has published"),
            ("LIST_TYPE/VALUE", "UN List for every record"),
            ("SORT_KEY", "empty; orders the publisher's own pages"),
            ("SORT_KEY_LAST_MOD", "empty; orders the publisher's own pages"),
        )
    },
}
KNOWN = READ | UNREAD.keys()

_STRENGTHS = {"Good": Strength.STRONG, "a.k.a.": Strength.STRONG, "Low": Strength.WEAK, "f.k.a.": Strength.FORMER}
_FORMERLY = re.compile(r"\b(?:previously|formerly) listed as\b", re.IGNORECASE)
_BORN = re.compile(r",?\s+born (?:on |in )?(?=.*\d{4})", re.IGNORECASE)
_ORIGINAL = re.compile(r"\(\s*original script:?\s*\)?", re.IGNORECASE)
_BRACKETS = re.compile(r"\(([^()]*)(?:\)|$)")
_LANGUAGES = frozenset(("Amharic", "Arabic", "Korean", "Russian", "Tigrinya"))
_GENDER = re.compile(r"\b(?:gender|sex):\s*(male|female)\b", re.IGNORECASE)
_TYPES = (
    (re.compile(r"pass?e?port|pasaporte", re.IGNORECASE), "passport"),
    (re.compile(r"social security", re.IGNORECASE), "social-security"),
    (re.compile(r"driv(?:ing licen[cs]e|er.s (?:licen[cs]e|permit))", re.IGNORECASE), "driving-licence"),
    (re.compile(r"ration|certificate|registration|travel document|permit|residen", re.IGNORECASE), "other"),
    (re.compile(r"identi|national|civil|tazkira|\bid\b", re.IGNORECASE), "national-id"),
)
_WORDY = re.compile(
    r"^(?P<words>[A-Z][a-z]+\b(?:[^\d]*?[a-z)”:.])??)\s*(?:\b(?:numbers?|nos?)\b[.:]*\s*)?(?P<value>(?=[^\s]*\d)\S.*)$",
    re.IGNORECASE,
)
_AFTER = re.compile(r"^(?P<value>\S.*?)(?:,\s+|\s+\()(?P<after>[A-Za-z][^()]*)\)?$")


def to_listing(record: Node, file: str) -> Listing:
    """The listing of one record. ListError with the line when its number or its name is missing."""
    number = record.said("REFERENCE_NUMBER") or record.said("DATAID")
    where = f"{file}, line {record.line} ({number or 'no REFERENCE_NUMBER'})"
    if not number:
        raise ListError("a record without REFERENCE_NUMBER and DATAID", where=where)
    person = record.tag == "INDIVIDUAL"
    names, details = _names(record, where)
    births, birth_details = _births(record)
    comments = _said(record, "COMMENTS1")
    positions = [item for text in record.texts("DESIGNATION", "VALUE") for item in phrases.items(text)]
    id_ = f"un-sc:{number}"
    return Listing(
        id=id_,
        publisher="un-sc",
        kind=Kind.PERSON if person else entity_kind(names[0].full),
        names=names,
        births=births,
        birth_places=phrases.distinct(_birth_places(record)),
        nationalities=phrases.distinct(
            code for text in record.texts("NATIONALITY", "VALUE") if (code := places.country(text))
        ),
        genders=_genders(record.said("GENDER"), comments),
        identifiers=inline.unique((*_documents(record), *_contacts(record), *inline.identifiers_in(comments))),
        addresses=phrases.distinct(_addresses(record)),
        programmes=record.texts("UN_LIST_TYPE"),
        listed_on=phrases.one_day(record.said("LISTED_ON")),
        links=_links(f"{comments} {' '.join(positions)}", id_),
        details=phrases.distinct((*_details(record, positions), *details, *birth_details)),
        remarks=comments,
        source=f"DATAID {record.said('DATAID')}, line {record.line}",
    )


def _said(node: Node, *path: str) -> str:
    """What stands at `path`, or the element itself, empty when it says nothing."""
    text = node.said(*path) if path else " ".join(node.text.split())
    return "" if phrases.is_blank(text) else text


def _names(record: Node, where: str) -> tuple[tuple[Name, ...], list[Detail]]:
    parts = (record.said(f"{number}_NAME") for number in ("FIRST", "SECOND", "THIRD", "FOURTH"))
    full = " ".join(part for part in parts if part)
    if not full:
        raise ListError("a record without a name", where=where)
    first, *more = _split_name(full, Strength.PRIMARY)
    names, details = [first, *(msgspec.structs.replace(name, strength=Strength.STRONG) for name in more)], []
    original = _said(record, "NAME_ORIGINAL_SCRIPT")
    names += _split_name(original, Strength.STRONG) if original else []
    for alias in record.all(f"{record.tag}_ALIAS"):
        text, note = _said(alias, "ALIAS_NAME"), _said(alias, "NOTE")
        born = _BORN.search(text)
        if born:
            details.append(Detail("Alias note", text))
            text = text[: born.start()]
        strength = _STRENGTHS.get(alias.said("QUALITY"), Strength.STRONG)
        if _FORMERLY.search(note):
            strength = Strength.FORMER
        elif note:
            details.append(Detail("Alias note", f"{text}: {note}" if text else note))
        names += _split_name(text, strength) if text else []
    return phrases.best_names(names), details


def _split_name(text: str, strength: Strength) -> list[Name]:
    """The names in one field: `A; B`, `A (the same in another script)`, `A (original script: B)`."""
    text = _ORIGINAL.sub(lambda sign: "" if sign[0].endswith(")") else "(", text)
    script = script_of(_BRACKETS.sub("", text))
    others = [inner for inner in _BRACKETS.findall(text) if script_of(inner) not in ("Zyyy", script)]
    text = _BRACKETS.sub(lambda bracket: " " if bracket[1] in others else bracket[0], text)
    # What stands in brackets behind another script is a name, or the language: (Tigrinya).
    spelled = [_trim(part) for whole in (text, *others) for part in whole.split(";")]
    found = [part for part in spelled if part and not (part in others and part in _LANGUAGES)]
    return [phrases.listed_name(part, strength) for part in found]


def _trim(text: str) -> str:
    bare = " ".join(text.split()).strip(" ,،")
    return bare if bare.count("(") == bare.count(")") else bare.strip("() ,")


def _births(record: Node) -> tuple[tuple[DateSpan, ...], list[Detail]]:
    spans: list[DateSpan] = []
    details: list[Detail] = []
    for node in record.all("INDIVIDUAL_DATE_OF_BIRTH"):
        years = "-".join(filter(None, (node.said("FROM_YEAR"), node.said("TO_YEAR"))))
        written, note = node.said("DATE") or node.said("YEAR") or years, _said(node, "NOTE")
        circa = node.said("TYPE_OF_DATE") == "APPROXIMATELY" or note.casefold().startswith("approximately")
        span = dates.parse(f"{note} {written}" if re.fullmatch(r"[A-Z][a-z]+\.?", note) and not circa else written)
        span = span or dates.parse(written)
        if span:
            spans.append(msgspec.structs.replace(span, circa=circa or span.circa))
        elif note or written:
            more, unread = phrases.dates_in([note or written])
            spans += more
            details += [Detail("Date of birth", text) for text in unread]
        if span and note and not circa:
            details.append(Detail("Date of birth note", f"{written}: {note}"))
    for text in record.texts("INDIVIDUAL_ALIAS", "DATE_OF_BIRTH"):
        more, unread = phrases.dates_in([text])
        spans += more
        details += [Detail("Alias birth date", cell) for cell in (text, *unread) if not phrases.is_blank(cell)]
    return phrases.distinct(spans), details


def _birth_places(record: Node) -> Iterator[Place]:
    for node in record.all("INDIVIDUAL_PLACE_OF_BIRTH"):
        parts = [_said(node, name) for name in ("STREET", "CITY", "STATE_PROVINCE", "COUNTRY")]
        text = ", ".join(dict.fromkeys(filter(None, parts))) or _said(node, "NOTE")
        if text:
            yield phrases.place(text, phrases.country(parts[-1]) if parts[-1] else "")
    for alias in record.all("INDIVIDUAL_ALIAS"):
        parts = [_said(alias, name) for name in ("CITY_OF_BIRTH", "COUNTRY_OF_BIRTH")]
        if any(parts):
            yield phrases.place(", ".join(filter(None, parts)), phrases.country(parts[-1]) if parts[-1] else "")


def _genders(label: str, comments: str) -> tuple[str, ...]:
    said = (label.casefold(), *map(str.casefold, _GENDER.findall(comments)))
    return phrases.distinct(gender for gender in said if gender in ("male", "female"))


def _addresses(record: Node) -> Iterator[Address]:
    for node in record.all(f"{record.tag}_ADDRESS"):
        names = ("STREET", "CITY", "STATE_PROVINCE", "ZIP_CODE", "COUNTRY")
        street, city, region, postcode, country = (_said(node, name) for name in names)
        full = ", ".join(filter(None, (street, city, region, postcode, country)))
        if full:
            code = (phrases.country(country) if country else "") or phrases.place(full).country
            yield Address(full, city, region, postcode, code)


def _contacts(record: Node) -> Iterator[Identifier]:
    """What notes on addresses say: telephone numbers, e-mail addresses, licences."""
    for text in (*record.texts(f"{record.tag}_ADDRESS", "NOTE"), *record.texts("INDIVIDUAL_ALIAS", "NOTE")):
        yield from inline.identifiers_in(text)


def _documents(record: Node) -> Iterator[Identifier]:
    for node in record.all("INDIVIDUAL_DOCUMENT"):
        kinds = [_said(node, name) for name in ("TYPE_OF_DOCUMENT2", "TYPE_OF_DOCUMENT")]
        number, note = _said(node, "NUMBER").strip(" ."), _said(node, "NOTE")
        if not number:
            texts = (*kinds, note, f"{kinds[1]}: {note}")
            yield from next((found for text in texts if (found := inline.identifiers_in(text))), ())
            continue
        words, value, after = _read_number(number)
        type_ = next(
            (type_ for text in (words, *kinds) if text for sign, type_ in _TYPES if sign.search(text)), "other"
        )
        countries = (*node.texts("ISSUING_COUNTRY"), *node.texts("COUNTRY_OF_ISSUE"))
        said = [
            places.country(after),
            inline.country_before(words),
            *map(places.country, countries),
            inline.country_before(kinds[0]),
        ]
        unknown = (text for text in countries if not places.country(text))
        about = (words or kinds[0], "" if said[0] else after, *unknown)
        yield Identifier(type_, value, next(filter(None, said), ""), _note(node, about, note))


def _read_number(text: str) -> tuple[str, str, str]:
    """The words before a number, the number, and what follows it: `Qatari passport number 00868774`, `403 (US)`."""
    words, after = "", ""
    if wordy := _WORDY.match(text):
        words, text = wordy["words"], wordy["value"].strip()
    if followed := _AFTER.match(text):
        text, after = followed["value"], followed["after"]
    return words, text, after


def _note(node: Node, about: tuple[str, ...], note: str) -> str:
    issued = _said(node, "DATE_OF_ISSUE")
    place = ", ".join(dict.fromkeys(filter(None, (_said(node, "CITY_OF_ISSUE"), _said(node, "COUNTRY_OF_ISSUE")))))
    parts = (*about, f"issued {issued}" if issued else "", f"issued in {place}" if place else "", note)
    return "; ".join(filter(None, parts))


def _links(text: str, own: str) -> tuple[Link, ...]:
    """The other listings that the record cites by reference; `un` puts in their names."""
    found = phrases.distinct(references.UN.findall(text))
    return tuple(Link("linked-to", number, f"un-sc:{number}") for number in found if f"un-sc:{number}" != own)


def _details(record: Node, positions: list[str]) -> Iterator[Detail]:
    yield from (Detail("Title", item) for text in record.texts("TITLE", "VALUE") for item in phrases.items(text))
    yield from (Detail("Position", item) for item in positions)
    for text in record.texts("NATIONALITY", "VALUE"):
        if not places.country(text) or "(" in text:
            yield Detail("Nationality", text)
    for label, path in (
        ("UN data number", ("DATAID",)),
        ("Submitted on", ("SUBMITTED_ON",)),
        ("Submitted by", ("SUBMITTED_BY",)),
        ("Delisted on", ("DELISTED_ON",)),
        ("Last updated", ("LAST_DAY_UPDATED", "VALUE")),
        ("Address note", (f"{record.tag}_ADDRESS", "NOTE")),
        ("Place of birth note", ("INDIVIDUAL_PLACE_OF_BIRTH", "NOTE")),
    ):
        yield from (Detail(label, text) for text in record.texts(*path) if not phrases.is_blank(text))
    for node in record.all("INDIVIDUAL_DOCUMENT"):
        if not node.said("NUMBER") and any(_said(child) for child in node.children):
            yield Detail("Document", ", ".join(text for child in node.children if (text := _said(child))))
