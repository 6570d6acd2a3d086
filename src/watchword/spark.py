"""How is a DataFrame screened on Apache Spark? Each executor maps the index file once and screens Arrow batches.

Rows are read and screened by the parts that `batch` has, so that a cluster gives what one machine gives. Needs the
extra `spark`; reading and writing tables is Spark's own work.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from watchword.batch.columns import ColumnMap, MapFile, named
from watchword.batch.guessing import guess
from watchword.batch.results import COLUMNS, Line, lines_of
from watchword.errors import InputError, UsageError
from watchword.model import Party
from watchword.policy import Policy
from watchword.screen import Screener
from watchword.snapshot import Snapshot

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import DataFrame

    from watchword.batch.parquet import ParquetChunk
    from watchword.batch.values import Cell

_TYPES = {"int64": "bigint", "int32": "int", "float64": "double", "string": "string"}
_FIELDS = (*COLUMNS[1:], ("error", "string", "why the row could not be screened; empty when it was"))
SCHEMA = ", ".join(f"`{name}` {_TYPES[kind]}" for name, kind, _ in _FIELDS)  # of the DataFrame that `screen` gives
_SAMPLE = 100  # rows that a guess of the columns looks at


class _Kernel(msgspec.Struct, frozen=True):
    """What an executor has to know: the index file's name, policy, columns, the line. Travels pickled."""

    index: str
    policy: Policy
    columns: ColumnMap
    minimum: float | None
    hits_only: bool

    def __call__(self, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """Batches of customers as batches of results, as `mapInArrow` wants it."""
        from pyspark import SparkFiles

        screener = _screener(SparkFiles.get(self.index), msgspec.msgpack.encode(self.policy))
        return screen_batches(batches, screener, self.columns, self.minimum, hits_only=self.hits_only)


def screen(
    df: DataFrame,
    snapshot_path: Path | str,
    policy: Policy | None = None,
    columns: ColumnMap | Mapping[str, str | Sequence[str]] | None = None,
    minimum: float | None = None,
    *,
    hits_only: bool = False,
) -> DataFrame:
    """The hits of every row of `df`: one line for each hit, one without a hit where there is none (`SCHEMA`).

    `snapshot_path` is a file that `Snapshot.write` wrote, or its URI; Spark ships it to each executor once.
    `columns` names the column of each field (`{"name": "full_name"}`); None guesses them from the first rows.
    A row that can't be screened has the reason in `error` and no `hits`. Raises UsageError for columns that
    do not fit and where pyspark is not installed, StorageError for an index of another engine.
    """
    try:
        from pyspark import SparkFiles
    except ImportError as error:
        raise UsageError("Spark needs pyspark", hint="Install it with: pip install 'watchword[spark]'") from error
    session = df.sparkSession
    session.sparkContext.addFile(str(snapshot_path))
    name = str(snapshot_path).replace("\\", "/").rstrip("/").rpartition("/")[2]
    Snapshot.open(SparkFiles.get(name))  # an index of another engine is refused here, not on the executors
    found = _columns(df, columns)
    used = df.select(*("`{}`".format(column.replace("`", "``")) for column in found.used))
    kernel = _Kernel(name, policy or Policy(), found, minimum, hits_only)
    return used.mapInArrow(lambda batches: kernel(batches), SCHEMA)


def _columns(df: DataFrame, given: ColumnMap | Mapping[str, str | Sequence[str]] | None) -> ColumnMap:
    if isinstance(given, ColumnMap):
        return given
    if given is None:
        sample = [row.asDict() for row in df.limit(_SAMPLE).collect()]
        return guess(df.columns, sample, MapFile())
    return named(msgspec.convert({"columns": dict(given)}, MapFile), df.columns)


@lru_cache(maxsize=1)
def _screener(path: str, policy: bytes) -> Screener:
    """The screener of this Python worker: Spark keeps workers, so that it is made once in each."""
    return Screener(Snapshot.open(path), msgspec.msgpack.decode(policy, type=Policy))


def screen_batches(
    batches: Iterable[pa.RecordBatch],
    screener: Screener,
    columns: ColumnMap,
    minimum: float | None = None,
    *,
    hits_only: bool = False,
) -> Iterator[pa.RecordBatch]:
    """Arrow batches of customers as Arrow batches of results, in order: what runs on an executor, without Spark."""
    from watchword.batch.parquet import ParquetChunk, batch_of, schema_of

    rows, schema = ParquetChunk(columns), schema_of(_FIELDS)
    for batch in batches:
        raws = list(rows.rows(batch))
        read = [_party(rows, raw) for raw in raws]
        answers = iter(screener.screen_many([p for p in read if isinstance(p, Party)], minimum))
        lines: list[Line] = []
        for raw, one in zip(raws, read, strict=True):
            answer = next(answers) if isinstance(one, Party) else one
            if isinstance(answer, InputError):
                lines.append(_refused(rows.id(raw), answer))
            elif answer.hits or not hits_only:
                lines += [(*line[1:], None) for line in lines_of(0, answer.party, answer.hits)]
        yield batch_of(lines, schema)


def _party(rows: ParquetChunk, raw: tuple[Cell, ...]) -> Party | InputError:
    try:
        return rows.party(raw)
    except InputError as error:
        return error.with_traceback(None)


def _refused(row_id: str, error: InputError) -> Line:
    return (row_id, *(None,) * (len(_FIELDS) - 2), f"{error.where}: {error.message}")
