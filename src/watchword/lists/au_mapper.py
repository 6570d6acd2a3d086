"""What does a group of rows of Australia's list say in our terms? The rows of one number become a `Listing`.

Nothing here reads files. The list has no columns for identifiers, titles and genders: they are taken from
Additional Information. It grades no alias, so none is weak.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from watchword.errors import ListError
from watchword.lists import inline, phrases
from watchword.lists.kinds import entity_kind
from watchword.lists.sheets import Row, Table
from watchword.model import Address, Detail, Kind, Listing, Name, Place, Strength
from watchword.text import places

COLUMNS: tuple[str, ...] = (
    "Reference", "Name of Individual or Entity", "Type", "Name Type", "Date of Birth", "Place of Birth",
    "Citizenship", "Address", "Additional Information", "Listing Information", "Committees", "Control Date",
)  # fmt: skip
NAME_TYPES = {
    "primary name": Strength.PRIMARY,
    "aka": Strength.STRONG,
    "original script": Strength.STRONG,
    "formerly known as": Strength.FORMER,
    "previously listed as": Strength.FORMER,
}
_KINDS = {"individual": Kind.PERSON, "entity": Kind.ORGANISATION}
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
        *(detail for text in said for detail in _labelled(text)),
    ]
    return Listing(
        id=f"au-dfat:{number}",
        publisher="au-dfat",
        kind=_kind(rows, names[0].full, table),
        names=names,
        births=births,
        birth_places=phrases.distinct(_birth_places(rows)),
        nationalities=nationalities,
        genders=phrases.distinct(gender.casefold() for text in said for gender in _GENDER.findall(text)),
        identifiers=inline.unique(found for text in said for found in inline.identifiers_in(text)),
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
    return Kind.PERSON if types[0] == "individual" else entity_kind(name)


def _names(rows: Sequence[Row], table: Table) -> tuple[Name, ...]:
    names = []
    for row in rows:
        full = row["Name of Individual or Entity"]
        if not full:
            raise ListError("a row without a name", where=table.where(row))
        names.append(phrases.listed_name(full, NAME_TYPES.get(row["Name Type"].casefold(), Strength.STRONG)))
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
    return phrases.distinct(row[column] for row in rows if not phrases.is_blank(row[column]))
