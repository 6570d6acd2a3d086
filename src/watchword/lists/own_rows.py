"""What does a row of one's own list say? Cells under mapped columns become a `Listing`, or an error naming the field.

Nothing is guessed: a date, country or kind that can't be read is an error of its row.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import TypeVar

import msgspec

from watchword.errors import ListError
from watchword.lists import phrases
from watchword.model import Address, DateSpan, Detail, Identifier, Kind, Listing, Name, Strength
from watchword.text import dates, places

_T = TypeVar("_T")
Cells = str | tuple[str, ...]  # one column or several
_GENDERS = {"male": "male", "m": "male", "female": "female", "f": "female"}


class Columns(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`[columns]`: our field -> the file's columns, as many as there are.

    `[columns.identifiers]` has a type of identifier for each key (passport, tax, imo, ...), `[columns.details]` the
    label of a detail. Without `id` a listing's id is made from its name and birth.
    """

    id: Cells = ""
    name: Cells = ""
    given: Cells = ""
    family: Cells = ""
    kind: Cells = ""
    aliases: Cells = ""
    weak_aliases: Cells = ""
    former_names: Cells = ""
    birth: Cells = ""
    birth_place: Cells = ""
    death: Cells = ""
    nationality: Cells = ""
    gender: Cells = ""
    address: Cells = ""
    city: Cells = ""
    region: Cells = ""
    postcode: Cells = ""
    country: Cells = ""
    programme: Cells = ""
    listed_on: Cells = ""
    remarks: Cells = ""
    identifiers: Mapping[str, Cells] = {}
    details: Mapping[str, Cells] = {}

    def of(self, field: str) -> tuple[str, ...]:
        """The columns of a field."""
        return _many(getattr(self, field))

    def names(self) -> tuple[str, ...]:
        """Every column that the map names, none twice."""
        maps = (self.identifiers, self.details)
        plain = (getattr(self, field) for field in self.__struct_fields__ if field not in ("identifiers", "details"))
        named = (*plain, *(cells for cells_of in maps for cells in cells_of.values()))
        return tuple(dict.fromkeys(name for cells in named for name in _many(cells)))


@dataclass(frozen=True, slots=True)
class Record:
    """A row or entry: where it stands, and the texts of every column, which may hold several."""

    where: str
    cells: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Reading:
    """How a list is read: its id, the kind of its parties, what parts values in a cell, and its words for ours."""

    id: str
    kind: Kind
    separator: str
    values: Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class _Row:
    record: Record
    columns: Columns
    reading: Reading

    def texts(self, field: str, columns: tuple[str, ...] | None = None) -> tuple[str, ...]:
        """The values of a field, of all its columns and of cells that hold several; those that say nothing left out."""
        names = self.columns.of(field) if columns is None else columns
        cells = (text for name in names for text in self.record.cells.get(name, ()))
        parts = (" ".join(part.split()) for cell in cells for part in cell.split(self.reading.separator))
        return tuple(dict.fromkeys(part for part in parts if not phrases.is_blank(part)))

    def text(self, field: str) -> str:
        """A field that has one value, its cell whole."""
        cells = (text for name in self.columns.of(field) for text in self.record.cells.get(name, ()))
        return next((text for cell in cells if not phrases.is_blank(text := " ".join(cell.split()))), "")

    def fault(self, field: str, problem: str) -> ListError:
        return ListError(problem, where=f"{self.record.where}, field {field}")

    def each(self, field: str, read: Callable[[str], _T | None], what: str) -> tuple[_T, ...]:
        """Every value of a field, read; the error names the first that can't be."""
        found = []
        for text in self.texts(field):
            value = read(text)
            if not value:
                raise self.fault(field, f"{text!r} is no {what}")
            found.append(value)
        return tuple(dict.fromkeys(found))


def to_listing(record: Record, columns: Columns, reading: Reading) -> Listing:
    """The listing of one row. ListError naming the row and the field of the first value that can't be read."""
    row = _Row(record, columns, reading)
    names = _names(row)
    births = row.each("birth", dates.parse, "date")
    listed = row.each("listed_on", phrases.one_day, "full date")
    return Listing(
        id=f"{reading.id}:{_number(row, names, births)}",
        publisher=reading.id,
        kind=_kind(row),
        names=names,
        births=births,
        birth_places=tuple(phrases.place(text) for text in row.texts("birth_place")),
        deaths=row.each("death", dates.parse, "date"),
        nationalities=row.each("nationality", places.country, "country"),
        genders=row.each("gender", lambda text: _word(row, "gender", text, _GENDERS), "gender (male, female)"),
        identifiers=phrases.distinct(_identifiers(row)),
        addresses=tuple(_addresses(row)),
        programmes=row.texts("programme"),
        listed_on=listed[0] if listed else "",
        details=phrases.distinct(_details(row)),
        remarks="\n".join(text for name in columns.of("remarks") for text in record.cells.get(name, ()) if text),
        source=record.where,
    )


def _many(value: Cells) -> tuple[str, ...]:
    return ((value,) if value else ()) if isinstance(value, str) else tuple(value)


def _number(row: _Row, names: tuple[Name, ...], births: tuple[DateSpan, ...]) -> str:
    if not row.columns.id:
        facts = "\n".join((names[0].full, *(f"{span.first}/{span.last}" for span in births)))
        return sha256(facts.encode()).hexdigest()[:16]
    number = row.text("id")
    if not number:
        raise row.fault("id", "empty")
    return number


def _names(row: _Row) -> tuple[Name, ...]:
    given, family = row.text("given"), row.text("family")
    full = row.text("name") or f"{given} {family}".strip()
    if not full:
        raise row.fault("name", "empty")
    parts = {"given": given, "family": family} if given and family else {}
    names = [phrases.listed_name(full, Strength.PRIMARY, **parts)]
    for field, strength in (
        ("aliases", Strength.STRONG),
        ("weak_aliases", Strength.WEAK),
        ("former_names", Strength.FORMER),
    ):
        names += [phrases.listed_name(text, strength) for text in row.texts(field)]
    return phrases.best_names(names)


def _kind(row: _Row) -> Kind:
    text = row.text("kind")
    if not text:
        return row.reading.kind
    word = _word(row, "kind", text, {kind: kind for kind in Kind})
    if not word:
        raise row.fault("kind", f"{text!r} is no kind; put it under [values.kind]")
    return Kind(word)


def _word(row: _Row, field: str, text: str, ours: Mapping[str, str]) -> str:
    return row.reading.values.get(field, {}).get(text) or ours.get(text.casefold(), "")


def _identifiers(row: _Row) -> Iterator[Identifier]:
    for type_, columns in row.columns.identifiers.items():
        yield from (Identifier(type_, text) for text in row.texts(type_, _many(columns)))


def _addresses(row: _Row) -> Iterator[Address]:
    """The address of the row; several in one cell share no town or postcode, so they have none."""
    country = row.text("country")
    code = places.country(country) if country else ""
    if country and not code:
        raise row.fault("country", f"{country!r} is no country")
    streets = row.texts("address")
    if len(streets) > 1:
        yield from (Address(text, country=phrases.place(text).country or code) for text in streets)
        return
    city, region, postcode = (row.text(field) for field in ("city", "region", "postcode"))
    full = ", ".join(filter(None, (*streets, city, region, postcode, country)))
    if full:
        yield Address(full, city, region, postcode, code or phrases.place(full).country)


def _details(row: _Row) -> Iterator[Detail]:
    for label, columns in row.columns.details.items():
        yield from (Detail(label, text) for text in row.texts(label, _many(columns)))
