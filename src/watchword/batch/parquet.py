"""How do Parquet and Arrow come in and go out? Columns become rows, and lines of results become columns.

The only module here that needs pyarrow (the extra `batch`); nothing is screened in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import pyarrow as pa
from pyarrow import parquet

from watchword.batch.chunks import CHUNK_ROWS, SAMPLE_ROWS, Chunk
from watchword.batch.columns import ColumnMap
from watchword.batch.results import COLUMNS, HEADER, OF_ROW, Line, lines_of
from watchword.batch.values import Cell, PartyMaker
from watchword.cases.answers import ToldRow
from watchword.errors import InputError
from watchword.model import Party

_ROW_GROUP = 100_000  # lines of a row group: small enough for memory, large enough to compress
_KINDS = [kind for _, kind, _ in COLUMNS]
_REPEATING = [name for name in HEADER if name not in ("row", "id", "name")]  # columns that a dictionary makes smaller
_TYPES = {"int64": pa.int64(), "int32": pa.int32(), "float64": pa.float64(), "string": pa.string()}


def schema_of(columns: Iterable[tuple[str, str, str]]) -> pa.Schema:
    """The Arrow schema of columns that are named as `results.COLUMNS` are."""
    return pa.schema([pa.field(name, _TYPES[kind]) for name, kind, _ in columns])


SCHEMA = schema_of(COLUMNS)


class ParquetSource:
    """A Parquet file of customers. Rows are numbered from 1."""

    form = "parquet"
    encoding = ""
    delimiter = ""

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            with parquet.ParquetFile(path) as file:
                self.headers = tuple(file.schema_arrow.names)
                self.total = file.metadata.num_rows
                first = next(file.iter_batches(SAMPLE_ROWS), None)
                self.sample: list[dict[str, Cell]] = [] if first is None else first.to_pylist()
        except pa.ArrowException as error:
            raise InputError(f"damaged Parquet: {error}", where=str(path)) from None

    def chunks(self, columns: ColumnMap) -> Iterator[Chunk]:
        """The columns of the map as Arrow IPC streams. `position` counts rows."""
        first = 1
        try:
            with parquet.ParquetFile(self._path) as file:
                for batch in file.iter_batches(CHUNK_ROWS, columns=list(columns.used)):
                    yield Chunk(first, batch.num_rows, to_bytes(batch), first - 1 + batch.num_rows)
                    first += batch.num_rows
        except pa.ArrowException as error:
            raise InputError(f"damaged Parquet: {error}", where=f"{self._path}: row {first}") from None


class ParquetChunk:
    """Rows of a record batch: cells in the order of `columns.used`."""

    def __init__(self, columns: ColumnMap) -> None:
        self._maker, self._columns = PartyMaker(columns), columns.used

    def raws(self, data: bytes) -> Iterable[tuple[Cell, ...]]:
        """Each row's cells."""
        return (row for batch in from_bytes(data) for row in self.rows(batch))

    def rows(self, batch: pa.RecordBatch) -> Iterable[tuple[Cell, ...]]:
        """Each row's cells of a batch that is at hand."""
        return zip(*(batch.column(name).to_pylist() for name in self._columns), strict=True)

    def party(self, raw: tuple[Cell, ...]) -> Party:
        """The party of a row's cells."""
        return self._maker.party(raw)

    def id(self, raw: tuple[Cell, ...]) -> str:
        """The row's own id, empty where it can't be read."""
        return self._maker.id(raw)

    def text(self, raw: tuple[Cell, ...]) -> str:
        """The row's cells as a JSON object."""
        return msgspec.json.encode(dict(zip(self._columns, raw, strict=True)), enc_hook=str).decode()


def arrow_stream(rows: Sequence[ToldRow]) -> bytes:
    """Lines of results as an Arrow IPC stream of one batch; nothing for no line."""
    lines = [row for row in rows for _ in row.hits or (None,)]  # the row of each line: most have one
    if not lines:
        return b""
    parties = [row.party for row in lines]
    heads = ([row.row for row in lines], [one.id for one in parties], [one.name for one in parties],
             [len(row.hits) for row in lines])  # fmt: skip
    of_hits = [at for at, row in enumerate(lines) if row.hits]
    found = [line[OF_ROW:] for row in rows if row.hits for line in lines_of(row.row, row.party, row.hits)]
    rest = list(zip(*found, strict=True)) or [()] * len(_KINDS[OF_ROW:])
    count = len(lines)
    arrays = [*_sparse(_KINDS[:OF_ROW], count, range(count), heads), *_sparse(_KINDS[OF_ROW:], count, of_hits, rest)]
    return to_bytes(pa.RecordBatch.from_arrays(arrays, schema=SCHEMA))


def _sparse(
    kinds: Sequence[str], count: int, places: Sequence[int], columns: Iterable[Sequence[Any]]
) -> Iterator[pa.Array]:
    """Columns of these kinds and of so many cells, with values in these places and nothing in the others.

    `pa.array` would load pandas where it is installed, which takes a fifth of a second in each worker.
    """
    at = np.array(places, dtype=np.int64)
    known = np.zeros(count, dtype=bool)
    known[at] = True
    where = pa.py_buffer(np.packbits(known, bitorder="little"))
    for kind, values in zip(kinds, columns, strict=True):
        if kind == "string":
            text = "".join(values)
            sizes = np.zeros(count + 1, dtype=np.int32)
            sizes[at + 1] = [*map(len, values if text.isascii() else map(str.encode, values))]
            buffers = [pa.py_buffer(sizes.cumsum(dtype=np.int32)), pa.py_buffer(text.encode())]
        else:
            numbers = np.zeros(count, dtype=kind)
            numbers[at] = values
            buffers = [pa.py_buffer(numbers)]
        yield pa.Array.from_buffers(_TYPES[kind], count, [where, *buffers])


def batch_of(lines: Iterable[Line], schema: pa.Schema) -> pa.RecordBatch:
    """Lines as a record batch, their values in the order of the schema."""
    columns = list(zip(*lines, strict=True)) or [()] * len(schema)
    arrays = [pa.array(values, field.type) for values, field in zip(columns, schema, strict=True)]
    return pa.RecordBatch.from_arrays(arrays, schema=schema)


def to_bytes(batch: pa.RecordBatch) -> bytes:
    """One batch as an Arrow IPC stream."""
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, batch.schema) as writer:
        writer.write_batch(batch)
    data: bytes = sink.getvalue().to_pybytes()
    return data


def from_bytes(data: bytes) -> Iterator[pa.RecordBatch]:
    """The batches of an Arrow IPC stream."""
    with pa.ipc.open_stream(data) as reader:
        yield from reader


def assemble(streams: Iterable[bytes], path: Path, facts: Mapping[str, str]) -> None:
    """Write the batches of Arrow IPC streams to one Parquet file, zstd, with `facts` in its metadata.

    The same streams give the same bytes.
    """
    schema = SCHEMA.with_metadata({f"watchword.{key}": value for key, value in facts.items()})
    with parquet.ParquetWriter(path, schema, compression="zstd", use_dictionary=_REPEATING) as writer:
        waiting: list[pa.RecordBatch] = []
        rows = 0
        for stream in streams:
            for batch in from_bytes(stream):
                waiting.append(batch)
                rows += batch.num_rows
            if rows >= _ROW_GROUP:
                writer.write_table(pa.Table.from_batches(waiting, SCHEMA))
                waiting, rows = [], 0
        if waiting:
            writer.write_table(pa.Table.from_batches(waiting, SCHEMA))
