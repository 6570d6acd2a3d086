"""In what portions do rows travel from the file to whoever screens them? Chunks of bounded size, as bytes.

What the bytes mean is known to the pair that makes them and takes them apart (`textfiles` and `rows`, `parquet`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Protocol

import msgspec

from watchword.batch.columns import ColumnMap
from watchword.batch.values import Cell
from watchword.model import Party

CHUNK_ROWS = 1000
SAMPLE_ROWS = 100  # rows that a guess of the columns looks at
_CHUNK_BYTES = 4 << 20  # a chunk ends early when its rows are long


class Chunk(msgspec.Struct, frozen=True):
    """Rows `first` to `first + rows - 1` as bytes that `rows` understands.

    `position` of the source's `total` is read when this chunk is.
    """

    first: int
    rows: int
    data: bytes
    position: int


class Source(Protocol):
    """An open customer file. `form` is csv, jsonl, ftm or parquet; `headers` are empty for ftm."""

    form: str
    encoding: str
    delimiter: str
    headers: tuple[str, ...]
    sample: list[dict[str, Cell]]
    total: int

    def chunks(self, columns: ColumnMap) -> Iterator[Chunk]:
        """Every row from the first, in chunks; the same chunks for the same file."""


class PassedOver(msgspec.Struct, frozen=True):
    """A row that names no party and need not: a blank line, or an entity of the schema `what`."""

    what: str = ""


class Rows(Protocol):
    """Takes chunks of one form apart."""

    def raws(self, data: bytes) -> Iterable[Any]:
        """The rows of a chunk as they are, one for each row of it."""

    def party(self, raw: Any) -> Party | PassedOver:
        """The party of a row. Raises InputError."""

    def text(self, raw: Any) -> str:
        """A row as text, to be set aside for a person to mend."""


def batches(rows: Iterable[Any], size_of: Callable[[Any], int]) -> Iterator[list[Any]]:
    """Lists of up to CHUNK_ROWS rows, fewer where they are long: memory is bounded whatever the rows are."""
    batch: list[Any] = []
    size = 0
    for row in rows:
        batch.append(row)
        size += size_of(row)
        if len(batch) == CHUNK_ROWS or size >= _CHUNK_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch
