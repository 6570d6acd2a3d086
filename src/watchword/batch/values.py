"""Which party does a row describe? Cells become texts, texts the fields of a Party.

Placeholders such as N/A count as empty, except in names; nothing else is repaired: what screening refuses
is for the door that reads the file to set aside.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import cache, lru_cache
from typing import Any

from watchword.batch.columns import ColumnMap
from watchword.batch.headers import fold, words
from watchword.errors import InputError
from watchword.model import Kind, Party
from watchword.text import places

Cell = Any  # text, number, date, nothing, or a list of these
_LONGEST_BLANK = 20  # characters: whole sentences are not looked up
_LONGEST_REMEMBERED = 60  # characters of a cell that is likely to come again
_MOST_REMEMBERED = 1 << 15  # cells of a column
_FIELDS = Party.__struct_fields__  # the name is the first, the id the last
_PARTED = re.compile(r"\s*[;|\n]\s*")


@cache
def _table(subject: str) -> dict[str, str]:
    """The folded words for kinds, genders, blanks or no-country, with what they stand for."""
    return {word: meaning for first, meaning, word in words("values") if first == subject}


def texts(cell: Cell) -> tuple[str, ...]:
    """A cell as texts without blanks at their ends: none for an empty cell, several for a list.

    Raises InputError for a cell that is no text, number, date or list of these.
    """
    if isinstance(cell, str):
        text = cell.strip()
        return (text,) if text else ()
    if cell is None:
        return ()
    if isinstance(cell, list | tuple):
        return tuple(text for part in cell for text in texts(part))
    if isinstance(cell, datetime | date):
        return (cell.isoformat()[:10],)
    if isinstance(cell, float | Decimal):
        if not math.isfinite(cell):
            return ()
        return (str(int(cell)) if cell == int(cell) else str(cell),)
    if isinstance(cell, int):
        return (str(cell),)
    raise InputError("only text is allowed here")


def is_blank(text: str) -> bool:
    """Whether a text says that nothing is known: a dash, N/A, unknown and their like."""
    if len(text) >= _LONGEST_BLANK or text[:1].isdigit():  # most texts are dates, numbers and whole sentences
        return False
    return _is_blank(text)


@lru_cache(maxsize=1 << 14)
def _is_blank(text: str) -> bool:
    return not any(map(str.isalnum, text)) or _meaning("blank", text) is not None


def kind_named(text: str, own: Mapping[str, Kind]) -> Kind | None:
    """The kind that a text of a file stands for, `own` words first; None when unknown."""
    known = _meaning("kind", text)
    mine = own.get(fold(text)) if own else None
    return mine or (Kind(known) if known else None)


def gender_named(text: str) -> str | None:
    """male, female, or empty for what says neither; None when unknown."""
    return _meaning("gender", text)


@lru_cache(maxsize=1 << 14)
def _meaning(subject: str, text: str) -> str | None:
    return _table(subject).get(fold(text))


class _Field:
    """One field of a party: in which columns of a row it stands, and how their texts are read.

    `known` is what was made of the cells of its only column: most cells come again.
    """

    def __init__(self, name: str, where: tuple[int, ...], read: Callable[[list[str]], Any], nothing: Any) -> None:
        self.known: dict[Cell, Any] = {}
        self._name, self._where, self._read, self._nothing = name, where, read, nothing

    def learn(self, cells: Sequence[Cell]) -> Any:
        """What a row says. Raises InputError naming the field that can't be read."""
        found = [text for text in _texts(cells, self._where, self._name) if not is_blank(text)]
        value = self._read(found) if found else self._nothing
        cell = cells[self._where[0]] if len(self._where) == 1 else None
        if isinstance(cell, str) and len(cell) <= _LONGEST_REMEMBERED and len(self.known) < _MOST_REMEMBERED:
            self.known[cell] = value
        return value


class PartyMaker:
    """Makes parties of rows; a row is the cells of `columns.used` in that order, or of all `headers`."""

    def __init__(self, columns: ColumnMap, headers: Sequence[str] = ()) -> None:
        headers = headers or columns.used
        at = {column: headers.index(column) for column in columns.used}
        self._id, self._name = _places(columns.id, at), _places(columns.name, at)
        self._parts = _places((*columns.given, *columns.middle, *columns.family), at)
        readers: tuple[tuple[str, tuple[str, ...], Callable[[list[str]], Any]], ...] = (
            ("aliases", columns.aliases, _several),
            ("kind", columns.kind, self._kind),
            ("birth", columns.birth, _first),
            ("birth_place", columns.birth_place, _first),
            ("countries", columns.country, _countries),
            ("nationalities", columns.nationality, _countries),
            ("gender", columns.gender, _gender),
            ("addresses", columns.address, _joined),
        )
        # What a row that says nothing gives the fields of a party, in their order.
        self._nothing = ["", *Party.__struct_defaults__]
        self._nothing[_FIELDS.index("kind")] = columns.kind_of_all
        self._fields = []
        for field, names, read in readers:
            if names:
                place = _FIELDS.index(field)
                one = _Field(field, _places(names, at), read, self._nothing[place])
                self._fields.append((place, at[names[0]], one.known, one.learn))
        self._numbers = [(kind, _places(names, at)) for kind, names in columns.identifiers.items()]
        self._kinds, self._kind_of_all = columns.kinds, columns.kind_of_all

    def party(self, cells: Sequence[Cell]) -> Party:
        """The party of a row. Raises InputError naming the field that can't be read."""
        given = self._nothing.copy()
        given[0] = self._text(cells, self._name, "name") or self._text(cells, self._parts, "name")
        for place, at, known, learn in self._fields:
            try:
                given[place] = known[cells[at]]
            except (KeyError, TypeError):  # not met before, or no text but a list
                given[place] = learn(cells)
        if self._numbers:
            given[_FIELDS.index("identifiers")] = tuple(self._identifiers(cells))
        given[-1] = self._text(cells, self._id, "id")
        return Party(*given)

    def id(self, cells: Sequence[Cell]) -> str:
        """The row's own id; empty where there is none that can be read."""
        try:
            return self._text(cells, self._id, "id")
        except InputError:
            return ""

    def _text(self, cells: Sequence[Cell], where: Sequence[int], field: str) -> str:
        if len(where) == 1 and isinstance(cell := cells[where[0]], str):  # nearly all of them
            return cell.strip()
        return " ".join(_texts(cells, where, field))

    def _kind(self, found: list[str]) -> Kind:
        kind = kind_named(found[0], self._kinds)
        if kind is None:
            kinds = ", ".join(Kind)
            raise InputError(f"unknown kind {found[0]!r}", where="kind",
                             hint=f"Map it to one of {kinds} under [kinds] in the map.")  # fmt: skip
        return self._kind_of_all if kind is Kind.UNKNOWN else kind

    def _identifiers(self, cells: Sequence[Cell]) -> list[str]:
        return [
            text if kind == "other" else f"{kind}:{text}"
            for kind, where in self._numbers
            for cell in _texts(cells, where, "identifiers")
            for text in _PARTED.split(cell)
            if not is_blank(text)
        ]


def _texts(cells: Sequence[Cell], where: Sequence[int], field: str) -> list[str]:
    """The texts in some cells of a row. Raises InputError naming the field."""
    try:
        return [text for at in where for text in texts(cells[at])]
    except InputError as error:
        error.where = field
        raise


def _places(names: Sequence[str], at: Mapping[str, int]) -> tuple[int, ...]:
    return tuple(at[name] for name in names)


def _first(found: list[str]) -> str:
    return found[0]


def _joined(found: list[str]) -> tuple[str, ...]:
    return (", ".join(found),)


def _several(found: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part for text in found for part in _PARTED.split(text) if not is_blank(part)))


def _countries(found: list[str]) -> tuple[str, ...]:
    """Each country of the cells; several are parted by ; or |, or by commas where the whole is not one."""
    if len(found) == 1 and len(found[0]) <= _LONGEST_REMEMBERED:
        return _countries_of(found[0])
    return tuple(dict.fromkeys(one for text in found for one in _countries_of.__wrapped__(text)))


@lru_cache(maxsize=1 << 12)
def _countries_of(cell: str) -> tuple[str, ...]:
    parts = [part for part in _PARTED.split(cell) if part]
    out = []
    for part in parts:
        whole = places.country(part)
        pieces = (part,) if whole or "," not in part else tuple(piece.strip() for piece in part.split(","))
        out += [piece for piece in pieces if not is_blank(piece) and _meaning("no-country", piece) is None]
    return tuple(dict.fromkeys(out))


def _gender(found: list[str]) -> str:
    known = gender_named(found[0])
    return found[0] if known is None else known
