"""What becomes of one chunk of rows? Parties, answers, lines: the same in this process, in a worker and on Spark.

Rows that can't be screened are set aside with the reason; nothing is read from or written to disk.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from watchword.batch.chunks import Chunk, PassedOver
from watchword.batch.columns import ColumnMap
from watchword.batch.reading import arrow_forms, rows_of
from watchword.batch.results import CSV_HEAD, Write, csv_lines, json_lines
from watchword.batch.summary import Tally
from watchword.cases.answers import (
    AnsweredRow,
    Listed,
    Told,
    ToldRefusal,
    ToldRow,
    answered_row,
    listed_of,
    row_digests,
    subject_of,
    written,
)
from watchword.errors import InputError
from watchword.model import Hit, Party
from watchword.policy import Policy
from watchword.screen import Screener, decide_all

ASIDE_HEAD = b"row,field,reason,text\r\n"
_LONGEST_TEXT = 10_000  # characters of a row that are shown where it is set aside


Read = Party | PassedOver | InputError  # what a row is
Found = tuple[Hit, ...] | InputError  # what is found for a party


class Job(msgspec.Struct, frozen=True):
    """Everything that the bytes of the output depend on, beside the rows: two equal jobs give equal output.

    `source` is csv, jsonl, ftm or parquet, `target` csv, jsonl or parquet; `snapshot` and `engine` are those
    of the lists.
    """

    source: str
    headers: tuple[str, ...]
    encoding: str
    delimiter: str
    columns: ColumnMap
    target: str
    hits_only: bool
    minimum: float
    policy: Policy
    snapshot: str
    engine: str


class Done(msgspec.Struct, frozen=True):
    """What a chunk gave: lines of the output, lines of rows set aside (CSV), counts; and what is recorded of it.

    `digests` are SHA-256 of each row's line, `answers` the rows that have hits (see cases.answers).
    """

    out: bytes
    aside: bytes
    tally: Tally
    digests: tuple[bytes, ...] = ()
    answers: tuple[AnsweredRow, ...] = ()


class ChunkScreener:
    """Screens chunks of one job. Holds a screener: one for each thread."""

    def __init__(self, job: Job, screener: Screener) -> None:
        self._job, self._screener, self.matcher = job, screener, screener.matcher
        self._rows = rows_of(job.source, job.headers, job.delimiter, job.columns)
        self._write = writer_of(job.target)
        self._digests: dict[str, str] = {}  # of the listings that were hits, by id

    def screen(self, chunks: Sequence[Chunk]) -> tuple[Done, ...]:
        """What each chunk gives: every row of it, in order. All are searched for together."""
        raws = [list(self._rows.raws(chunk.data)) for chunk in chunks]
        read = [self._read(some) for some in raws]
        parties = (one for some in read for one in some if isinstance(one, Party))
        found = iter(decide_all(parties, self._screener, self._job.minimum))
        return tuple(self._done(*of_chunk, found) for of_chunk in zip(chunks, raws, read, strict=True))

    def _read(self, raws: Sequence[Any]) -> list[Read]:
        """What each row is."""
        party, read = self._rows.party, list[Read]()
        for raw in raws:
            try:
                read.append(party(raw))
            except InputError as error:
                read.append(error.with_traceback(None))
        return read

    def _done(self, chunk: Chunk, raws: Sequence[Any], read: Sequence[Read], found: Iterator[Found]) -> Done:
        tally, aside, told, lines, hit = Tally(), Aside(), list[Told](), list[ToldRow](), list[AnsweredRow]()
        for number, (raw, one) in enumerate(zip(raws, read, strict=True), start=chunk.first):
            hits = next(found) if isinstance(one, Party) else one
            if isinstance(one, Party) and isinstance(hits, tuple):
                tally.screened += 1
                row = ToldRow(number, one, hits)
                if hits or not self._job.hits_only:
                    lines.append(row)
                if hits:
                    tally.count(hits)
                    told.append(kept := written(row))
                    hit.append(answered_row(kept, subject_of(one), len(hits), tuple(map(self._listed, hits))))
                else:
                    told.append(row)
            elif isinstance(hits, PassedOver):
                tally.pass_over(hits.what)
                told.append(ToldRefusal(number, "no party"))
            elif isinstance(hits, InputError):
                tally.refuse(hits)
                told.append(ToldRefusal(number, f"{hits.where}: {hits.message}"))
                aside.add(number, hits, self._rows.text(raw))
        return Done(self._write(lines), aside.take(), tally, tuple(row_digests(told)), tuple(hit))

    def _listed(self, hit: Hit) -> Listed:
        one = listed_of(hit, self._digests.get(hit.listing.id, ""))
        self._digests[one.id] = one.digest
        return one


class Aside:
    """Rows set aside, as lines of CSV: row number, field, reason, the row's text."""

    def __init__(self) -> None:
        self._text = io.StringIO()
        self._rows = csv.writer(self._text, lineterminator="\r\n")

    def add(self, row: int, error: InputError, text: str) -> None:
        """Take one row with what is wrong with it."""
        self._rows.writerow((row, error.where, error.message, text[:_LONGEST_TEXT]))

    def take(self) -> bytes:
        """Every line added."""
        return self._text.getvalue().encode("utf-8", "backslashreplace")


def writer_of(target: str) -> Write:
    """What writes csv, jsonl or parquet (as Arrow streams, which `parquet.assemble` makes a file of)."""
    if target == "parquet":
        write: Write = arrow_forms().arrow_stream
        return write
    return csv_lines if target == "csv" else json_lines


def head_of(target: str) -> bytes:
    """What stands before the first line of an output."""
    return CSV_HEAD if target == "csv" else b""
