"""What does a group of rows of Australia's list say in our terms? The rows of one number become a `Listing`.

Nothing here reads files. The list has no columns for identifiers but IMO numbers, nor for titles and genders: they are
taken from Additional Information. Until November 2025 it graded no alias, so none of these is weak.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from watchword.errors import ListError
from watchword.lists import inline, phrases
from watchword.lists.kinds import entity_kind
from watchword.lists.sheets import Row, Table
from watchword.model import Address, Detail, Identifier, Kind, Listing, Name, Place, Strength
from watchword.text import places

COLUMNS: tuple[str, ...] = (
    "Reference", "Name of Individual or Entity", "Type", "Name Type", "Date of Birth", "Place of Birth",
    "Citizenship", "Address", "Additional Information", "Listing Information", "Committees", "Control Date",
)  # fmt: skip
MEASURES = ("Targeted Financial Sanction", "Travel Ban", "Arms Embargo", "Maritime Restriction")
SINCE_2025: tuple[str, ...] = ("Alias Strength", "IMO Number", "Instrument of Designation", *MEASURES)
NAME_TYPES = {
    "primary name": Strength.PRIMARY,
    "aka": Strength.STRONG,
    "alias": Strength.STRONG,
    "original script": Strength.STRONG,
    "formerly known as": Strength.FORMER,
    "previously listed as": Strength.FORMER,
}
_KINDS = {"individual": Kind.PERSON, "entity": Kind.ORGANISATION, "vessel": Kind.VESSEL}
_YES = {"true", "yes", "1"}
_LABELS = {
    "Title": "Title",
    "Designation": "Position",
    "Last known position": "Position",
    "Position": "Position",
    "Military rank": "Title",
}
_LABELLED = re.compile(
    rf"\b({'|'.join(_LABELS)}):\s*(.+?)"
    r"(?=\.?\s+(?:Designation|Title|Passport|National identif)\b|\.\s+[A-Z]|[;\n]|$)"
)
_GENDER = re.compile(r"(?:^|\b(?:gender|sex):\s*)(male|female)\b", re.IGNORECASE)
_COUNTRIES = re.compile(r"[/;,]|\band\b|\bor\b|\n")


def to_listing(number: str, rows: Sequence[Row], table: Table) -> Listing:
    """The listing of one number. ListError with the row when a name is missing or the type is unknown."""
    said = _values(rows, "Additional Information")
    listed = _values(rows, "Listing Information")
    names = _names(rows, table)
    births, undated = phrases.dates_in(_values(rows, "Date of Birth"))
    nationalities, strangers = _nationalities(rows)
    details = [
        *(Detail("Date of birth", text) for text in undated),
        *(Detail("Citizenship", text) for text in strangers),
        *(Detail("Listing information", text) for text in listed),
        *(Detail("Control date", phrases.one_day(text) or text) for text in _values(rows, "Control Date")),
        *(Detail("Instrument of designation", text) for text in _values(rows, "Instrument of Designation")),
        *(Detail("Sanctions imposed", measure) for measure in MEASURES if _YES & _folded(rows, measure)),
        *(detail for text in said for detail in _labelled(text)),
    ]
    numbers = [Identifier("imo", text) for text in _values(rows, "IMO Number")]
    return Listing(
        id=f"au-dfat:{number}",
        publisher="au-dfat",
        kind=_kind(rows, names[0].full, table),
        names=names,
        births=births,
        birth_places=phrases.distinct(_birth_places(rows)),
        nationalities=nationalities,
        genders=phrases.distinct(gender.casefold() for text in said for gender in _GENDER.findall(text)),
        identifiers=inline.unique((*numbers, *(found for text in said for found in inline.identifiers_in(text)))),
        addresses=phrases.distinct(_addresses(rows)),
        programmes=_values(rows, "Committees"),
        listed_on=next((day for text in listed if (day := phrases.listing_date(text) or phrases.one_day(text))), ""),
        details=phrases.distinct(details),
        remarks="\n".join(said),
        source=table.source(rows),
    )


def _kind(rows: Sequence[Row], name: str, table: Table) -> Kind:
    types = phrases.distinct(row["Type"].casefold() for row in rows)
    if len(types) != 1 or types[0] not in _KINDS:
        raise ListError(f"unknown Type {' and '.join(types)!r}", where=table.where(rows[0]))
    kind = _KINDS[types[0]]
    return entity_kind(name) if kind is Kind.ORGANISATION else kind


def _names(rows: Sequence[Row], table: Table) -> tuple[Name, ...]:
    names = []
    for row in rows:
        full = row["Name of Individual or Entity"]
        if not full:
            raise ListError("a row without a name", where=table.where(row))
        strength = NAME_TYPES.get(row["Name Type"].casefold(), Strength.STRONG)
        if strength is Strength.STRONG and row.cells.get("Alias Strength", "").casefold().startswith("weak"):
            strength = Strength.WEAK
        names.append(phrases.listed_name(full, strength))
    best = phrases.best_names(names)
    if best[0].strength is not Strength.PRIMARY:
        raise ListError("a number without a primary name", where=table.where(rows[0]), hint="Is the file whole?")
    return best


def _birth_places(rows: Sequence[Row]) -> Iterator[Place]:
    for cell in _values(rows, "Place of Birth"):
        for item in phrases.items(cell):
            yield from (phrases.place(part.strip(" .,")) for part in item.split(";") if not phrases.is_blank(part))


def _nationalities(rows: Sequence[Row]) -> tuple[tuple[str, ...], list[str]]:
    """The countries of citizenship, and what names none."""
    codes: list[str] = []
    strangers: list[str] = []
    for cell in _values(rows, "Citizenship"):
        for item in phrases.items(cell):
            found = [places.country(item)] if places.country(item) else list(map(places.country, _parts(item)))
            codes += filter(None, found)
            strangers += [item] if not all(found) else []
    return phrases.distinct(codes), strangers


def _parts(text: str) -> list[str]:
    return [part.strip(" .") for part in _COUNTRIES.split(text) if part.strip(" .")]


def _addresses(rows: Sequence[Row]) -> Iterator[Address]:
    for cell in _values(rows, "Address"):
        for item in phrases.items(cell):
            full = " ".join(item.split()).strip(" .,")
            yield Address(full, country=phrases.place(full).country)


def _labelled(text: str) -> Iterator[Detail]:
    for label, value in _LABELLED.findall(text):
        yield from (Detail(_LABELS[label], item.strip(" .")) for item in phrases.items(value))


def _values(rows: Sequence[Row], column: str) -> tuple[str, ...]:
    texts = (row.cells.get(column, "") for row in rows)
    return phrases.distinct(text for text in texts if not phrases.is_blank(text))


def _folded(rows: Sequence[Row], column: str) -> set[str]:
    return {text.casefold() for text in _values(rows, column)}
