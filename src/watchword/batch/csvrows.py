"""Which records does a delimited text hold, and which of its lines are broken? One bad line costs that line only.

A quote that is never closed would swallow the rows after it: such a line is set aside alone, and reading goes
on behind it. What the cells mean is not decided here.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from itertools import islice

import msgspec

_LONGEST_FIELD = 131_072  # characters: csv's own limit, named here because memory rests on it
_TOGETHER = 100  # lines that are read at once
_BLANK = ("\n", "\r\n", "\r")


class BadRow(msgspec.Struct, frozen=True):
    """A row that can't be read: why, and its text as it stands in the file."""

    reason: str
    text: str


class CsvRows:
    """Iterates over the records of lines of text: lists of cells as wide as the header, or BadRow.

    Blank lines are no records. Undecodable bytes are expected as surrogate escapes, `encoding` is named in
    the reason. Extra cells that are empty go; other rows of another width are bad.
    """

    def __init__(self, lines: Iterable[str], delimiter: str, width: int, encoding: str) -> None:
        csv.field_size_limit(_LONGEST_FIELD)
        self._source = iter(lines)
        self._delimiter, self._width, self._encoding = delimiter, width, encoding
        self._again: list[str] = []  # lines given back, last one first
        self._taken: list[str] = []  # lines of the record that is being read

    def __iter__(self) -> Iterator[list[str] | BadRow]:
        while lines := list(islice(self._source, _TOGETHER)):
            rows = self._flawless(lines)
            yield from self._with_flaws(lines) if rows is None else rows

    def as_lines(self) -> Iterator[str | list[str] | BadRow]:
        """The same records, not taken apart: a line each, where lines are good text and one record by itself."""
        while lines := list(islice(self._source, _TOGETHER)):
            if self._are_records(lines):
                yield from [line for line in lines if line not in _BLANK]
            else:
                yield from self._with_flaws(lines)

    def _with_flaws(self, lines: list[str]) -> Iterator[list[str] | BadRow]:
        self._again = lines[::-1]
        return self._one_by_one()

    def _are_records(self, lines: list[str]) -> bool:
        """Whether each line is a record by itself, or blank: only quotes could change that."""
        quoted = [line for line in lines if '"' in line]
        try:
            apart = len(list(csv.reader(quoted, delimiter=self._delimiter, strict=True))) == len(quoted)
        except csv.Error:
            return False
        return apart and (all(map(str.isascii, lines)) or _is_text("".join(lines)))

    def _flawless(self, lines: list[str]) -> list[list[str]] | None:
        """The records of lines of which each is a record by itself, or blank, and good; None where one is not."""
        try:
            rows = list(csv.reader(lines, delimiter=self._delimiter, strict=True))
        except csv.Error:
            return None
        if len(rows) != len(lines):
            return None
        widths, text = set(map(len, rows)), "".join(lines)
        if widths - {0, self._width} or not (text.isascii() or _is_text(text)):
            return None
        return [row for row in rows if row] if 0 in widths else rows

    def _one_by_one(self) -> Iterator[list[str] | BadRow]:
        """The records that begin in the lines that were given back."""
        reader = csv.reader(self._lines(), delimiter=self._delimiter)
        while self._again:
            self._taken.clear()
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                yield self._set_first_aside(f"not readable as CSV: {error}")
                reader = csv.reader(self._lines(), delimiter=self._delimiter)
                continue
            if not cells:
                continue
            if len(self._taken) > 1 and self._swallowed(cells):
                yield self._set_first_aside("a quote that is never closed")
                reader = csv.reader(self._lines(), delimiter=self._delimiter)
                continue
            yield self._checked(cells)

    def _lines(self) -> Iterator[str]:
        while True:
            if self._again:
                line = self._again.pop()
            else:
                try:
                    line = next(self._source)
                except StopIteration:
                    return
            self._taken.append(line)
            yield line

    def _set_first_aside(self, reason: str) -> BadRow:
        first, *rest = self._taken
        self._again.extend(reversed(rest))
        return BadRow(reason, _shown(first))

    def _swallowed(self, cells: list[str]) -> bool:
        """Whether a record of several lines has rows in it that are records of their own."""
        if len(cells) != self._width:
            return True
        try:
            list(csv.reader(self._taken, delimiter=self._delimiter, strict=True))
        except csv.Error:
            return True
        return self._width > 1 and any(self._is_record(line) for line in self._taken[1:])

    def _is_record(self, line: str) -> bool:
        try:
            return [len(row) for row in csv.reader([line], delimiter=self._delimiter, strict=True)] == [self._width]
        except csv.Error:
            return False

    def _checked(self, cells: list[str]) -> list[str] | BadRow:
        if len(cells) > self._width and not any(cells[self._width :]):
            del cells[self._width :]
        if len(cells) != self._width:
            counted = f"{len(cells)} field{'s' * (len(cells) != 1)}"
            return BadRow(f"{counted} where the header has {self._width}", _shown("".join(self._taken)))
        if not all(line.isascii() or _is_text(line) for line in self._taken):
            return BadRow(f"bytes that are not {self._encoding}", _shown("".join(self._taken)))
        return cells


def _is_text(line: str) -> bool:
    try:
        line.encode()
    except UnicodeEncodeError:
        return False
    return True


def _shown(line: str) -> str:
    """The line without its end, bytes that could not be decoded as \\xNN."""
    bare = line.rstrip("\r\n")
    try:
        return bare.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    except UnicodeEncodeError:
        return bare.encode("utf-8", "backslashreplace").decode()
