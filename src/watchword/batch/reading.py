"""Which form does a customer file have? Told by its content, never by its name.

Opening a file is here; its rows are read by `textfiles` and `parquet`.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from types import ModuleType

from watchword.batch.chunks import Rows, Source
from watchword.batch.columns import ColumnMap
from watchword.batch.rows import CsvChunk, EntityChunk, JsonChunk
from watchword.batch.textfiles import CsvSource, LinesSource
from watchword.errors import InputError, UsageError

_PARQUET = b"PAR1"
_OTHERS = (
    (b"PK\x03\x04", "an Excel or zip file"),
    (b"\xd0\xcf\x11\xe0", "an old Excel file"),
    (b"\x1f\x8b", "a gzip file"),
    (b"\xfd7zXZ", "an xz file"),
    (b"%PDF", "a PDF document"),
)


def open_source(path: Path, encoding: str = "", delimiter: str = "") -> Source:
    """The customer file at `path`; encoding and delimiter of delimited text are found out where none is given.

    Raises InputError (where: the file) when it can't be read, is empty or of another form, and UsageError for
    Parquet without pyarrow and for an encoding that does not exist.
    """
    try:
        with path.open("rb") as file:
            start = file.read(1 << 16)
        for mark, what in _OTHERS:
            if start.startswith(mark):
                raise InputError(f"this is {what}", where=str(path), hint="Save it as CSV, Parquet or JSON lines.")
        if start.startswith(_PARQUET):
            source: Source = arrow_forms().ParquetSource(path)
            return source
        text = start.removeprefix(b"\xef\xbb\xbf").lstrip()
        if not text:
            raise InputError("the file is empty", where=str(path))
        if text.startswith(b"["):
            raise InputError("a JSON array", where=str(path), hint="Write one JSON object a line.")
        if text.startswith(b"{"):
            return LinesSource(path)
        return CsvSource(path, encoding, delimiter)
    except OSError as error:
        raise InputError(f"can't read it: {error.strerror or error}", where=str(path)) from error


def rows_of(form: str, headers: Sequence[str], delimiter: str, columns: ColumnMap) -> Rows:
    """What takes chunks of a form (csv, jsonl, ftm, parquet) apart."""
    if form == "csv":
        return CsvChunk(headers, delimiter, columns)
    if form == "parquet":
        rows: Rows = arrow_forms().ParquetChunk(columns)
        return rows
    return EntityChunk() if form == "ftm" else JsonChunk(columns)


def arrow_forms() -> ModuleType:
    """The module for Parquet and Arrow. Raises UsageError naming the extra when pyarrow is not installed."""
    try:
        from watchword.batch import parquet
    except ImportError as error:
        raise UsageError("Parquet needs pyarrow", hint="Install it with: pip install 'watchword[batch]'") from error
    return parquet
