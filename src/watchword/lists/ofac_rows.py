"""Which of OFAC's CSV files is this, and what are its rows? Bytes become checked rows of known columns.

The files have no header. `-0- ` means nothing. Copies differ in line ends, in a byte order mark, in the byte
0x1A at the end, and in whether every text is quoted. Nothing here compares one file with another.

Source: OFAC, "SDN data file specification" (dat_spec.txt), for the columns and their names.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from watchword.errors import ListError
from watchword.lists.loading import describe
from watchword.lists.ofac_mend import NULL, SDN_TYPES, mend
from watchword.lists.source import SourceFile

# OFAC's own names of the columns, in order; the roles in the order in which a set is read.
COLUMNS: dict[str, tuple[str, ...]] = {
    "sdn": (
        *("ent_num", "SDN_Name", "SDN_Type", "Program", "Title", "Call_Sign", "Vess_type", "Tonnage", "GRT"),
        *("Vess_flag", "Vess_owner", "Remarks"),
    ),
    "alt": ("ent_num", "alt_num", "alt_type", "alt_name", "alt_remarks"),
    "add": ("ent_num", "add_num", "address", "city_state_province_postal_code", "country", "add_remarks"),
    "comments": ("ent_num", "remarks"),
}
ALIAS_TYPES = frozenset(("aka", "fka", "nka"))
END_MARK = b"\x1a"

_HEAD_BYTES, _HEAD_LINES = 32_768, 10
_MOST_FIGURES = 9
_LINE_END = re.compile(r"\r\n|\n|\r")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_REMARK = re.compile(r"(?:; |\.k\.a\. '|Linked To: |DOB |Digital Currency Address - |No\. |Number )")
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True, slots=True)
class Row:
    """One row: `line` counts from 1; `fields` have OFAC's columns, nulls as empty text.

    Outer blanks are gone, but for remarks: one that is cut goes on in another file, blanks and all.
    """

    line: int
    fields: tuple[str, ...]

    @property
    def number(self) -> str:
        """The number of the designation that the row belongs to."""
        return self.fields[0]


@dataclass(frozen=True, slots=True)
class Table:
    """One file read: `mended` rows had lost their quotes, `marked` tells whether it ends in 0x1A."""

    file: SourceFile
    role: str
    rows: tuple[Row, ...]
    mended: int
    marked: bool

    def where(self, row: Row) -> str:
        """The row's place, for an error."""
        return f"{self.file.name} row {row.line}"


def role_of(file: SourceFile) -> str:
    """Which file of the set this is, by its first rows: sdn, alt, add or comments; empty when it is none."""
    head = file.data[:_HEAD_BYTES]
    if head.startswith(_UTF16):
        text = head.decode("utf-16", "replace")
    else:
        text = head.removeprefix(b"\xef\xbb\xbf").decode("latin-1")
    lines = [line for line in _LINE_END.split(text.replace("\x1a", "")) if line.strip()]
    if len(file.data) > _HEAD_BYTES:
        lines = lines[:-1]
    lines = lines[:_HEAD_LINES]
    votes = Counter(_role_of_line(line) for line in lines)
    role, count = max(votes.items(), key=lambda vote: vote[1]) if votes else ("", 0)
    if 2 * count <= len(lines) or (role == "comments" and not _REMARK.search(text)):
        return ""
    return role


def _role_of_line(line: str) -> str:
    try:
        fields = next(csv.reader([line]), [])
    except csv.Error:
        return ""
    if len(fields) < 2 or not _is_number(fields[0]):
        return ""
    if len(fields) >= 12 and (fields[2].strip() in SDN_TYPES or mend("sdn", fields)):
        return "sdn"
    if len(fields) >= 5 and _is_number(fields[1]):
        return "alt" if fields[2].strip() in ALIAS_TYPES else "add" if len(fields) >= 6 else ""
    return "comments" if len(fields) == 2 and len(fields[1]) > 1 and not _is_number(fields[1]) else ""


Seen = dict[tuple[str, ...], tuple[str, ...]]
"""Fields as they stand in a file, and as they were read: a row that was checked once need not be again."""


def read_table(file: SourceFile, seen: Seen | None = None) -> Table:
    """The file's rows, or ListError naming file and row: damaged, cut off, wrongly encoded, not OFAC's.

    `seen` takes and gives rows of earlier files.
    """
    role = role_of(file)
    if not role:
        found = describe(file.data.rstrip(END_MARK))
        raise ListError(f"not one of OFAC's CSV files: {found}", where=file.name, hint="Fetch it again.")
    text = _decode(file)
    lines = _LINE_END.split(text)
    rows: list[Row] = []
    mended = 0
    for line, fields in _fields_of(file, lines):
        width = len(COLUMNS[role])
        if len(fields) > width:
            fields = mend(role, fields) or fields
            mended += len(fields) == width
        if len(fields) != width:
            cut_off = line == len(lines)
            problem = "the file breaks off here" if cut_off else "columns are missing or too many"
            raise ListError(f"{problem}: {len(fields)} of {width} columns", where=f"{file.name} row {line}")
        known = seen.get(tuple(fields)) if seen is not None else None
        if known is not None:
            rows.append(Row(line, known))
            continue
        row = Row(line, tuple(_clean(field, column) for field, column in zip(fields, COLUMNS[role], strict=True)))
        _check(file, role, row)
        rows.append(row)
        if seen is not None:
            seen[tuple(fields)] = row.fields
    _check_end(file, lines, rows)
    return Table(file, role, tuple(rows), mended, file.data.endswith(END_MARK))


def _decode(file: SourceFile) -> str:
    if file.data.startswith(_UTF16):
        raise ListError("encoded in UTF-16", where=file.name, hint="Save it as UTF-8, or fetch it again.")
    data = file.data.rstrip(END_MARK)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        try:
            text = data.decode("cp1252")
        except UnicodeDecodeError:
            line = data.count(b"\n", 0, error.start) + 1
            raise ListError("neither UTF-8 nor Windows-1252", where=f"{file.name} row {line}") from None
    control = _CONTROL.search(text)
    if control:
        line = text.count("\n", 0, control.start()) + 1
        raise ListError(f"control character {control.group()!r}", where=f"{file.name} row {line}")
    return text


def _fields_of(file: SourceFile, lines: list[str]) -> Iterable[tuple[int, list[str]]]:
    """Line number and fields of every line that is not blank."""
    reader = csv.reader(lines, strict=True)
    before = 0
    while True:
        try:
            fields = next(reader, None)
        except csv.Error as error:
            cut_off = reader.line_num >= len(lines)
            problem = "the file breaks off in this row" if cut_off else f"quotes don't match ({error})"
            raise ListError(problem, where=f"{file.name} row {before + 1}") from None
        if fields is None:
            return
        if reader.line_num != before + 1:
            raise ListError("a quote is not closed in this row", where=f"{file.name} row {before + 1}")
        before = reader.line_num
        if fields and (len(fields) > 1 or fields[0].strip()):
            yield before, fields


def _check(file: SourceFile, role: str, row: Row) -> None:
    """What a row must have, whatever the other rows and files say."""
    problem = ""
    numbers = row.fields[:2] if role in ("alt", "add") else row.fields[:1]
    if not all(_is_number(number) for number in numbers):
        problem = f"{', '.join(COLUMNS[role][: len(numbers)])} must be numbers, not {', '.join(numbers)!r}"
    elif role == "sdn" and not row.fields[1]:
        problem = "a designation without a name"
    elif role == "sdn" and (row.fields[2] or NULL) not in SDN_TYPES:
        problem = f"unknown SDN_Type {row.fields[2]!r}"
    elif role == "alt" and row.fields[2] not in ALIAS_TYPES:
        problem = f"unknown alt_type {row.fields[2]!r}"
    elif role == "alt" and not row.fields[3]:
        problem = "an alias without a name"
    if problem:
        raise ListError(problem, where=f"{file.name} row {row.line}")


def _check_end(file: SourceFile, lines: list[str], rows: list[Row]) -> None:
    """Published rows end in a line end; without one, only a closed quote or a null is sure to be whole."""
    last = lines[-1].rstrip()
    if last and not last.endswith(('"', NULL)):
        raise ListError("the file breaks off in this row", where=f"{file.name} row {rows[-1].line}")


def _clean(field: str, column: str) -> str:
    bare = field.strip()
    if bare == NULL:
        return ""
    return field if column in ("Remarks", "remarks") else bare


def _is_number(field: str) -> bool:
    field = field.strip()
    return field.isascii() and field.isdecimal() and len(field) <= _MOST_FIGURES
