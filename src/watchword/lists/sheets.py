"""What rows does a table file hold? CSV, XLSX and XLS bytes become rows of text under the file's own column names.

A row is text as published, with the number of its line or sheet row. What a column means, mappers say.
"""

from __future__ import annotations

import csv
import io
import struct
import warnings
import zipfile
import zlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from importlib import import_module
from itertools import zip_longest
from typing import Any

from watchword.errors import ListError
from watchword.lists.loading import LARGEST_FILE
from watchword.lists.source import SourceFile

_HIGHEST_RATIO = 200  # of unpacked to packed bytes; a sheet that is mostly empty reaches some 40
_RATIO_COUNTS_FROM = 10 * 1024 * 1024
_MOST_CELLS = 5_000_000
_XLS = b"\xd0\xcf\x11\xe0"
_HEADER_WITHIN = 20  # rows
_LONGEST_CELL = 1024 * 1024  # characters in CSV; Excel's own limit is 32,767

# What zipfile and openpyxl raise on damaged files: neither has one base error.
_XLSX_ERRORS = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, KeyError, IndexError, ValueError,
    TypeError, AttributeError, NotImplementedError, RuntimeError, OverflowError, SyntaxError,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """One row: `number` as the file counts (from 1), `cells` from column to text without outer blanks."""

    number: int
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells[column]


@dataclass(frozen=True, slots=True)
class Table:
    """The rows below a header; `columns` in order; `above` the cells over it; `unit` is line or row."""

    name: str
    unit: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    above: tuple[str, ...]

    def where(self, row: Row) -> str:
        """The place of a row for an error: `ConList.csv, line 12`."""
        return f"{self.name}, {self.unit} {row.number}"

    def source(self, rows: Iterable[Row]) -> str:
        """Where a record stands, for people: `row 3`, `lines 3, 17-20`."""
        runs: list[list[int]] = []
        for number in sorted(row.number for row in rows):
            if runs and number == runs[-1][1] + 1:
                runs[-1][1] = number
            else:
                runs.append([number, number])
        texts = [str(first) if first == last else f"{first}-{last}" for first, last in runs]
        one = len(texts) == 1 and "-" not in texts[0]
        return f"{self.unit}{'' if one else 's'} {', '.join(texts)}"


def read_csv(file: SourceFile, needed: Collection[str]) -> Table:
    """The table of a UTF-8 CSV file whose header has all of the columns `needed`.

    Raises ListError naming the file and line when it is not UTF-8, a column is missing, a row has more
    cells than the header, or a quoted cell does not end.
    """
    return _table(Table(file.name, "line", (), (), ()), _csv_rows(file), needed)


def read_xlsx(file: SourceFile, needed: Collection[str]) -> Table:
    """The table of an XLSX workbook's first sheet whose header has all of the columns `needed`.

    Dates become ISO text, whole numbers lose their `.0`. Raises ListError as `read_csv` does, and for
    workbooks that are damaged, encrypted, larger unpacked than any list (zip bombs), or declare a DTD.
    """
    return _table(Table(file.name, "row", (), (), ()), _xlsx_rows(file), needed)


def read_xls(file: SourceFile, needed: Collection[str]) -> Table:
    """The table of an old Excel workbook's first sheet whose header has all of the columns `needed`.

    Cells become text as with `read_xlsx`. Raises ListError as `read_csv` does, for workbooks that are damaged or
    larger than any list, and where the package xlrd is not installed.
    """
    return _table(Table(file.name, "row", (), (), ()), _xls_rows(file), needed)


def is_xls_with(data: bytes, texts: Collection[str]) -> bool:
    """Whether `data` is an old Office file in which all of `texts` occur as they do in a workbook. Never raises."""
    return data.startswith(_XLS) and all(
        text.encode("latin-1", "replace") in data or text.encode("utf-16-le") in data for text in texts
    )


def is_xlsx_with(data: bytes, texts: Collection[str]) -> bool:
    """Whether `data` is a sound XLSX workbook in which all of `texts` occur as cell texts. Never raises."""
    if not data.startswith(b"PK"):
        return False
    wanted = [text.encode() for text in texts]
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if "xl/workbook.xml" not in archive.namelist() or _bomb(archive):
                return False
            parts = [n for n in archive.namelist() if n == "xl/sharedStrings.xml" or n.startswith("xl/worksheets/")]
            return any(all(text in content for text in wanted) for content in map(archive.read, sorted(parts)))
    except _XLSX_ERRORS:
        return False


def csv_header_has(data: bytes, columns: Collection[str]) -> bool:
    """Whether one of the first lines of `data`, read as CSV, has all of `columns`. Never raises."""
    lines = data[: 64 * 1024].decode("utf-8-sig", "replace").splitlines()[:_HEADER_WITHIN]
    try:
        return any(set(columns) <= {cell.strip() for cell in cells} for cells in csv.reader(lines))
    except csv.Error:
        return False


def _table(table: Table, numbered: Iterator[tuple[int, Sequence[str]]], needed: Collection[str]) -> Table:
    """Find the header within the first rows, then make rows of everything below it that is not blank."""
    above: list[str] = []
    best: set[str] = set()
    for number, cells in numbered:
        present = set(cells) & set(needed)
        if len(present) == len(set(needed)):
            headed = replace(table, columns=_columns(table, number, cells), above=tuple(above))
            return replace(headed, rows=tuple(_rows(headed, numbered)))
        best = max(best, present, key=len)
        above.extend(cell for cell in cells if cell)
        # A row with most of the columns is the header, of another layout.
        if number >= _HEADER_WITHIN or 2 * len(present) > len(needed):
            break
    missing = ", ".join(sorted(set(needed) - best))
    raise ListError(f"no header with the columns: {missing}", where=table.name)


def _columns(table: Table, number: int, cells: Sequence[str]) -> tuple[str, ...]:
    used = list(cells)
    while used and not used[-1]:
        used.pop()
    twice = {cell for cell in used if used.count(cell) > 1}
    if twice:
        where = f"{table.name}, {table.unit} {number}"
        raise ListError(f"a column stands twice: {', '.join(sorted(twice))}", where=where)
    return tuple(used)


def _rows(table: Table, numbered: Iterator[tuple[int, Sequence[str]]]) -> Iterator[Row]:
    width = len(table.columns)
    for number, cells in numbered:
        if any(cells[width:]) or (table.unit == "line" and len(cells) < width and any(cells)):
            where = f"{table.name}, {table.unit} {number}"
            raise ListError(f"{len(cells)} cells under {width} columns", where=where, hint="Is the file whole?")
        if any(cells):
            yield Row(number, dict(zip_longest(table.columns, cells[:width], fillvalue="")))


def _csv_rows(file: SourceFile) -> Iterator[tuple[int, Sequence[str]]]:
    """The rows with the line on which each begins. What is not UTF-8 is told when its row comes, so that a
    wrong header is told first."""
    good, fault = file.data, None
    try:
        text = good.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        good = good[: good.rfind(b"\n", 0, error.start) + 1]
        text = good.decode("utf-8-sig")
        lines = good.count(b"\n") + 1
        fault = ListError("not UTF-8 text", where=f"{file.name}, line {lines}")
    csv.field_size_limit(_LONGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    line = 1
    try:
        for cells in reader:
            yield line, [_clean(cell) for cell in cells]
            line = reader.line_num + 1
    except csv.Error as error:
        raise fault or ListError(f"broken CSV ({error})", where=f"{file.name}, line {line}") from None
    if fault:
        raise fault


def _xlsx_rows(file: SourceFile) -> Iterator[tuple[int, Sequence[str]]]:
    # openpyxl takes longer to import than a start from a ready index may take.
    from openpyxl import load_workbook

    try:
        with zipfile.ZipFile(io.BytesIO(file.data)) as archive:
            fault = _bomb(archive) or _dtd(archive)
        if fault:
            raise ListError(fault, where=file.name)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of styles and validations that openpyxl does not keep
            book = load_workbook(io.BytesIO(file.data), read_only=True, data_only=True)
            cells = list(book.worksheets[0].iter_rows(values_only=True))
            book.close()
    except _XLSX_ERRORS as error:
        raise ListError(f"damaged workbook ({error})", where=file.name, hint="Fetch it again.") from None
    for number, row in enumerate(cells, 1):
        yield number, ["" if cell is None else _text(cell) for cell in row]


def _xls_rows(file: SourceFile) -> Iterator[tuple[int, Sequence[str]]]:
    try:
        xlrd = import_module("xlrd")
    except ImportError:
        hint = "Install watchword[xls], or save the file as XLSX."
        raise ListError("an old Excel workbook, which needs the package xlrd", where=file.name, hint=hint) from None
    try:
        book = xlrd.open_workbook(file_contents=file.data, logfile=io.StringIO(), on_demand=True)
        sheet = book.sheet_by_index(0)
        if sheet.nrows * sheet.ncols > _MOST_CELLS:
            raise ListError(f"a sheet of more than {_MOST_CELLS:,} cells", where=file.name)
        rows = [
            ["" if cell.ctype in (0, 5, 6) else _text(_old_value(xlrd, cell, book.datemode)) for cell in sheet.row(at)]
            for at in range(sheet.nrows)
        ]
    except (*_XLSX_ERRORS, AssertionError, xlrd.XLRDError, xlrd.compdoc.CompDocError) as error:
        raise ListError(f"damaged workbook ({error})", where=file.name, hint="Fetch it again.") from None
    yield from enumerate(rows, 1)


def _old_value(xlrd: Any, cell: Any, datemode: int) -> object:
    """A cell's value; those in a date format are numbers of days, as XLSX has them too, but unmarked."""
    return xlrd.xldate_as_datetime(cell.value, datemode) if cell.ctype == xlrd.XL_CELL_DATE else cell.value


def _bomb(archive: zipfile.ZipFile) -> str:
    """Why the archive is not to be unpacked, or nothing. zipfile reads no more than is declared here."""
    size = sum(member.file_size for member in archive.infolist())
    packed = sum(member.compress_size for member in archive.infolist())
    if size > LARGEST_FILE or (size > _RATIO_COUNTS_FROM and size > _HIGHEST_RATIO * max(packed, 1)):
        return f"a workbook that unpacks from {packed:,} to {size:,} bytes: more than any list"
    return ""


def _dtd(archive: zipfile.ZipFile) -> str:
    for name in archive.namelist():
        if name.endswith((".xml", ".rels")):
            with archive.open(name) as part:
                if b"<!DOCTYPE" in part.read(4096).replace(b"\0", b""):
                    return f"{name} in this workbook declares a DTD, which no list needs"
    return ""


def _text(value: object) -> str:
    if isinstance(value, str):
        return _clean(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _clean(cell: str) -> str:
    return cell.replace("\xa0", " ").strip() if "\xa0" in cell else cell.strip()
