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
from watchword.batch.results import CsvWriter, JsonWriter, Writer
from watchword.batch.summary import Tally
from watchword.cases.answers import AnsweredRow, Listed, answered_row, listed_of, row_digests, subject_of, told_of_row
from watchword.errors import InputError
from watchword.model import Hit, Party, Screening
from watchword.policy import Policy
from watchword.screen import Screener

ASIDE_HEAD = b"row,field,reason,text\r\n"
_LONGEST_TEXT = 10_000  # characters of a row that are shown where it is set aside


Read = Party | PassedOver | InputError  # what a row is
Answer = Screening | InputError


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
        self._job, self._screener = job, screener
        self._rows = rows_of(job.source, job.headers, job.delimiter, job.columns)
        self._writer = writer_of(job.target)
        self._digests: dict[str, str] = {}  # of the listings that were hits, by id

    def screen(self, chunks: Sequence[Chunk]) -> tuple[Done, ...]:
        """What each chunk gives: every row of it, in order. All are searched for together."""
        raws = [list(self._rows.raws(chunk.data)) for chunk in chunks]
        read = [[self._read(raw) for raw in some] for some in raws]
        parties = [one for some in read for one in some if isinstance(one, Party)]
        answers = iter(self._screener.screen_many(parties, self._job.minimum))
        return tuple(self._done(*of_chunk, answers) for of_chunk in zip(chunks, raws, read, strict=True))

    def _done(self, chunk: Chunk, raws: Sequence[Any], read: Sequence[Read], answers: Iterator[Answer]) -> Done:
        tally, aside, told, hit = Tally(), Aside(), [], []
        for number, (raw, one) in enumerate(zip(raws, read, strict=True), start=chunk.first):
            answer = next(answers) if isinstance(one, Party) else one
            if isinstance(answer, Screening):
                party, hits = answer.party, answer.hits
                tally.count(answer)
                told.append(row := told_of_row(number, party, hits))
                if hits:
                    listed = tuple(map(self._listed, hits))
                    hit.append(answered_row(row, subject_of(party), len(hits), listed))
                if hits or not self._job.hits_only:
                    self._writer.add(number, answer)
            elif isinstance(answer, PassedOver):
                tally.pass_over(answer.what)
                told.append(told_of_row(number, None, (), "no party"))
            else:
                tally.refuse(answer)
                told.append(told_of_row(number, None, (), f"{answer.where}: {answer.message}"))
                aside.add(number, answer, self._rows.text(raw))
        return Done(self._writer.take(), aside.take(), tally, tuple(row_digests(told)), tuple(hit))

    def _listed(self, hit: Hit) -> Listed:
        one = listed_of(hit, self._digests.get(hit.listing.id, ""))
        self._digests[one.id] = one.digest
        return one

    def _read(self, raw: Any) -> Read:
        try:
            return self._rows.party(raw)
        except InputError as error:
            return error.with_traceback(None)


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


def writer_of(target: str) -> Writer:
    """A writer of csv, jsonl or parquet (as Arrow streams, which `parquet.assemble` makes a file of)."""
    if target == "parquet":
        writer: Writer = arrow_forms().ArrowWriter()
        return writer
    return CsvWriter() if target == "csv" else JsonWriter()


def head_of(target: str) -> bytes:
    """What stands before the first line of an output."""
    return writer_of(target).head
