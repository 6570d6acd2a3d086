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


class PartyMaker:
    """Makes parties of rows; a row is the cells of `columns.used`, in that order."""

    def __init__(self, columns: ColumnMap) -> None:
        at = {column: number for number, column in enumerate(columns.used)}
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
        # With what each has made of the cells that it has read: most come again.
        self._fields: list[tuple[str, tuple[int, ...], Callable[[list[str]], Any], dict[str, Any]]] = [
            (field, _places(names, at), read, {}) for field, names, read in readers if names
        ]
        self._numbers = [(kind, _places(names, at)) for kind, names in columns.identifiers.items()]
        self._kinds, self._kind_of_all = columns.kinds, columns.kind_of_all

    def party(self, cells: Sequence[Cell]) -> Party:
        """The party of a row. Raises InputError naming the field that can't be read."""
        name = self._texts(cells, self._name, "name") or self._texts(cells, self._parts, "name")
        given: dict[str, Any] = {"kind": self._kind_of_all}
        for field, where, read, known in self._fields:
            cell = cells[where[0]] if len(where) == 1 else None
            value = known.get(cell, known) if isinstance(cell, str) else known
            if value is known:  # not met before
                found = [text for text in self._texts(cells, where, field) if not is_blank(text)]
                value = read(found) if found else None
                if isinstance(cell, str) and len(cell) <= _LONGEST_REMEMBERED and len(known) < _MOST_REMEMBERED:
                    known[cell] = value
            if value is not None:
                given[field] = value
        if self._numbers:
            given["identifiers"] = tuple(self._identifiers(cells))
        return Party(" ".join(name), id=" ".join(self._texts(cells, self._id, "id")), **given)

    def id(self, cells: Sequence[Cell]) -> str:
        """The row's own id; empty where there is none that can be read."""
        try:
            return " ".join(self._texts(cells, self._id, "id"))
        except InputError:
            return ""

    def _texts(self, cells: Sequence[Cell], where: Sequence[int], field: str) -> list[str]:
        if len(where) == 1 and isinstance(cell := cells[where[0]], str):  # nearly all of them
            text = cell.strip()
            return [text] if text else []
        try:
            return [text for at in where for text in texts(cells[at])]
        except InputError as error:
            error.where = field
            raise

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
            for cell in self._texts(cells, where, "identifiers")
            for text in _PARTED.split(cell)
            if not is_blank(text)
        ]


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
