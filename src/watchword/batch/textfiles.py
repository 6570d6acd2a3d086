"""Which rows does a text file of customers hold, delimited or as JSON lines?

Rows are passed on as they stand; `rows` takes them apart where they are screened.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import BinaryIO

import msgspec

from watchword.batch.chunks import SAMPLE_ROWS, Chunk, batches
from watchword.batch.columns import ColumnMap
from watchword.batch.csvrows import BadRow, CsvRows
from watchword.batch.dialect import find_delimiter, find_encoding
from watchword.batch.values import Cell
from watchword.errors import InputError, UsageError

LONGEST_LINE = 8 << 20  # bytes of one JSON line


class CsvSource:
    """A delimited text file with a header. Row 1 is the first below the header; blank lines are no rows."""

    form = "csv"

    def __init__(self, path: Path, encoding: str = "", delimiter: str = "") -> None:
        encoding = encoding or find_encoding(path)
        self._path, self.encoding = path, encoding
        self.total = path.stat().st_size
        try:
            with _open_text(path, encoding) as (_, lines):
                self.delimiter = delimiter or find_delimiter(lines)
        except (LookupError, UnicodeError) as error:
            raise UsageError(f"can't read it as {encoding}: {error}", where=str(path)) from None
        if len(self.delimiter) != 1:
            raise UsageError("a delimiter is one character", where="delimiter")
        with _open_text(path, encoding) as (_, lines):
            self.headers = self._header(lines)
            good = (row for row in self._rows(lines) if isinstance(row, list))
            self.sample: list[dict[str, Cell]] = [
                dict(zip(self.headers, row, strict=True)) for row in islice(good, SAMPLE_ROWS)
            ]

    def chunks(self, columns: ColumnMap) -> Iterator[Chunk]:
        """Whole rows as MessagePack: a line each, a list of cells, or a BadRow (see `CsvRows.as_lines`). `position` counts
        bytes."""
        encoder = msgspec.msgpack.Encoder()
        first = 1
        with _open_text(self._path, self.encoding) as (file, lines):
            self._header(lines)
            for batch in batches(self._rows(lines).as_lines(), _size_of_row):
                yield Chunk(first, len(batch), encoder.encode(batch), min(file.tell(), self.total))
                first += len(batch)

    def _rows(self, lines: io.TextIOWrapper) -> CsvRows:
        return CsvRows(lines, self.delimiter, len(self.headers), self.encoding)

    def _header(self, lines: io.TextIOWrapper) -> tuple[str, ...]:
        """The first line that has cells, without empty ones at its end; `lines` stands below it then."""
        header: list[str] = []
        for cells in csv.reader(lines, delimiter=self.delimiter):
            told = len(cells) <= 2 and cells and cells[0].casefold().startswith("sep=")  # a line that Excel writes
            if any(cells) and not told:
                header = [cell.strip() for cell in cells]
                break
        while header and not header[-1]:
            header.pop()
        if not header:
            raise InputError("a header is needed in the first line", where=str(self._path))
        return tuple(header)


@contextmanager
def _open_text(path: Path, encoding: str) -> Iterator[tuple[BinaryIO, io.TextIOWrapper]]:
    """The file's bytes and its lines with their ends; bytes that can't be decoded become lone surrogates."""
    errors = "surrogatepass" if encoding.replace("_", "-").lower().startswith("utf-16") else "surrogateescape"
    with path.open("rb") as file, io.TextIOWrapper(file, encoding, errors, newline="") as lines:
        try:
            yield file, lines
        except UnicodeDecodeError as error:
            raise InputError(f"can't read it as {encoding}: {error.reason}", where=str(path)) from None


class LinesSource:
    """One JSON object a line: FollowTheMoney entities, or rows under keys. A row's number is its line's."""

    encoding = "utf-8"
    delimiter = ""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.total = path.stat().st_size
        with path.open("rb") as file:
            self.sample: list[dict[str, Cell]] = list(islice(filter(None, map(_object, _lines(file))), SAMPLE_ROWS))
        entities = sum(isinstance(o.get("schema"), str) and isinstance(o.get("properties"), dict) for o in self.sample)
        self.form = "ftm" if self.sample and 2 * entities > len(self.sample) else "jsonl"
        keys = dict.fromkeys(key for row in self.sample for key in row)
        self.headers = tuple(keys) if self.form == "jsonl" else ()

    def chunks(self, columns: ColumnMap) -> Iterator[Chunk]:
        """The lines as MessagePack: bytes each, or a BadRow for one that is too long. `position` counts bytes."""
        encoder = msgspec.msgpack.Encoder()
        with self._path.open("rb") as file:
            first = 1
            for batch in batches(_lines(file), _size_of_line):
                yield Chunk(first, len(batch), encoder.encode(batch), file.tell())
                first += len(batch)


def _object(line: bytes | BadRow) -> dict[str, Cell] | None:
    if isinstance(line, BadRow):
        return None
    try:
        return msgspec.json.decode(line, type=dict[str, Cell])
    except msgspec.MsgspecError:
        return None


def _lines(file: BinaryIO) -> Iterator[bytes | BadRow]:
    while line := file.readline(LONGEST_LINE):
        if len(line) == LONGEST_LINE and not line.endswith(b"\n"):
            while rest := file.readline(LONGEST_LINE):
                if rest.endswith(b"\n"):
                    break
            yield BadRow(f"a line of more than {LONGEST_LINE:,} bytes", line[:200].decode("utf-8", "replace"))
        else:
            yield line


def _size_of_row(row: str | list[str] | BadRow) -> int:
    if isinstance(row, str):
        return len(row)
    return sum(map(len, row)) if isinstance(row, list) else len(row.text)


def _size_of_line(line: bytes | BadRow) -> int:
    return len(line) if isinstance(line, bytes) else len(line.text)
