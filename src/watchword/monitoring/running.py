"""How does every customer get an answer for every state of the lists? A run: in chunks, each sealed on the record.

A chunk's record, its answers in the book and the run's position change together, so a run that is killed goes on where
its last record is: no customer is left out, and none is answered twice. What a run is for is `planning`.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from zlib import compress, decompress

import numpy as np

from watchword.batch.chunks import CHUNK_ROWS, Chunk
from watchword.batch.pool import Answers, Pool, here
from watchword.cases import recorder as recording
from watchword.cases.recorder import Recorder
from watchword.ledger.log import Entry, Log
from watchword.monitoring import rows
from watchword.monitoring.changes import HitChange, Monitored, changes, summed
from watchword.monitoring.closing import close
from watchword.monitoring.delta import Delta
from watchword.monitoring.messages import tell
from watchword.monitoring.opening import book_of, reading_book
from watchword.monitoring.rows import Answered, Asked, BookJob, BookScreener
from watchword.screen import Screener
from watchword.snapshot import Snapshot
from watchword.store.book import Customer, Run, SealedChunk

MONITORED = "monitored"
SOURCE = "customer book"
_COMMIT_EVERY = 1.0  # seconds
_FEW = 2000  # customers below which workers are not worth starting

Watch = Callable[[int, int], None]  # customers done, in all


@dataclass(frozen=True, slots=True)
class Means:
    """What a run works with: the log, whoever records, the workers (1: this process), the clock."""

    log: Log
    recorder: Recorder
    workers: int
    clock: Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Task:
    """A run with its lists, and how they differ from those of its basis (None where nothing is carried over)."""

    run: Run
    snapshot: Snapshot
    delta: Delta | None


@dataclass(frozen=True, slots=True)
class _Page:
    """Customers of one chunk with the answers that stand of them."""

    customers: list[Customer]
    standing: dict[int, bytes]

    def asked(self, *, carry: bool) -> list[Asked]:
        return [
            Asked(one.party, self.standing.get(one.number, b"") if carry and one.screened else None)
            for one in self.customers
        ]


@dataclass(slots=True)
class _Progress:
    """Where a run is: the last customer on record, pages under way, what is not yet on record, rows done."""

    position: int
    row: int
    total: int
    pages: dict[int, _Page] = field(default_factory=dict)
    waiting: list[tuple[Chunk, list[Answered]]] = field(default_factory=list)
    done: int = 0


def run(task: Task, means: Means, watch: Watch) -> tuple[Monitored, list[HitChange]]:
    """Do a run, or what is left of it, and put it on the record: what it did, and which hits came and went.

    Raises StorageError when something can't be recorded; the run can then be taken up again.
    """
    with reading_book(means.log) as book:
        sealed = book.sealed(task.run.number)
        rows_done = sum(len(numbers_of(one)) for one in sealed)
        total = rows_done + len(book.to_screen(task.run, task.run.position, _FEW + 1))
        if total - rows_done > _FEW:
            total = rows_done + (book.count()[0] if task.run.whole else book.unscreened())
    at = _Progress(task.run.position, rows_done + 1, total, done=rows_done)
    with ExitStack() as stack:
        _screen(at, task, means, stack, watch)
    return _finish(at.position, task, means)


def _screen(at: _Progress, task: Task, means: Means, stack: ExitStack, watch: Watch) -> None:
    """Answer everybody who is left; what is answered is on the record whatever stops it."""
    answers = _crew(at, task, means, stack)(_chunks(at, task, means.log))
    committed = time.monotonic()
    for chunk, done in answers:
        at.waiting.append((chunk, rows.answers(done)))
        if time.monotonic() - committed >= _COMMIT_EVERY:
            _seal(at, task, means)
            committed = time.monotonic()
            watch(at.done, at.total)
    _seal(at, task, means)
    watch(at.done, at.total)


def _crew(at: _Progress, task: Task, means: Means, stack: ExitStack) -> Callable[[Iterator[Chunk]], Answers]:
    """Who answers: this process for few customers, else workers that share the index files."""
    delta = task.delta
    touched = tuple(sorted(delta.touched)) if delta else ()
    policy = means.recorder.against.policy
    few = at.total - at.done <= _FEW
    if few or means.workers == 1:
        whole = Screener(task.snapshot, policy, compiled=not few)
        changes = Screener(delta.snapshot(), policy, compiled=not few) if delta else None
        return partial(here, BookScreener(whole, changes, touched))
    folder = Path(stack.enter_context(TemporaryDirectory(prefix="watchword-")))
    index = task.snapshot.path
    if index is None:
        index = folder / "lists.index"
        task.snapshot.write(index)
    if delta:
        delta.snapshot().write(folder / "delta.index")
    job = BookJob(str(index), str(folder / "delta.index") if delta else "", touched, policy)
    pool = stack.enter_context(Pool(means.workers, "watchword.monitoring.rows"))
    pool.begin(job)
    return pool.screen


def _chunks(at: _Progress, task: Task, log: Log) -> Iterator[Chunk]:
    """Everybody who is left, in the order of the book."""
    after = task.run.position
    while True:
        with reading_book(log) as book:
            customers = book.to_screen(task.run, after, CHUNK_ROWS)
            if not customers:
                return
            after = customers[-1].number
            page = _Page(customers, book.hits(customers[0].number, after))
        data = rows.parts(page.asked(carry=task.delta is not None))
        chunk = Chunk(at.row, len(customers), data, after)
        at.pages[chunk.first] = page
        at.row += len(customers)
        yield chunk


def _seal(at: _Progress, task: Task, means: Means) -> None:
    """Put what waits on the record and into the book, together."""
    if not at.waiting:
        return
    number = task.run.number
    with means.recorder.change() as change:
        book = book_of(change.writing)
        made = [_recorded(chunk, answered, at.pages[chunk.first], task.delta) for chunk, answered in at.waiting]
        line = means.recorder.against.policy.alert
        seqs = [means.recorder.add_chunk(change, one, line) for one in made]
        for (chunk, answered), seq in zip(at.waiting, seqs, strict=True):
            page = at.pages.pop(chunk.first)
            numbers = [one.number for one in page.customers]
            changed = [
                (at_number, one.hits)
                for at_number, one in zip(numbers, answered, strict=True)
                if one.hits != page.standing.get(at_number, b"")
            ]
            book.answer(changed, number)
            book.screened([one.number for one in page.customers if not one.screened], number)
            book.seal([SealedChunk(number, chunk.first, numbers[0], numbers[-1], seq, packed(numbers))])
        book.advance(number, at.position, at.waiting[-1][0].position)
    at.position = at.waiting[-1][0].position
    at.done += sum(len(answered) for _, answered in at.waiting)
    at.waiting.clear()


def _recorded(chunk: Chunk, answered: list[Answered], page: _Page, delta: Delta | None) -> recording.Chunk:
    """A chunk as it goes on the record. An answer that stands, on listings that are as they were, raises nothing anew."""
    touched = delta.touched if delta else frozenset()

    def stands(one: Answered, customer: Customer) -> bool:
        known = page.standing.get(customer.number, b"")
        return (
            bool(customer.screened) and one.hits == known and not touched & {hit.listing for hit in rows.recall(known)}
        )

    quiet = frozenset(
        row
        for row, (one, customer) in enumerate(zip(answered, page.customers, strict=True), start=chunk.first)
        if one.hits and delta is not None and stands(one, customer)
    )
    return recording.Chunk(
        SOURCE, chunk.first, [one.digest for one in answered], sum(bool(one.refused) for one in answered),
        [one.answer for one in answered if one.answer], quiet=quiet,
    )  # fmt: skip


def _finish(position: int, task: Task, means: Means) -> tuple[Monitored, list[HitChange]]:
    """Close a run: what it changed goes on the record and into the outbox."""
    with means.log.change(means.clock()) as change:
        book = book_of(change.writing)
        found = list(changes(book, task.run, task.delta))
        sealed = book.sealed(task.run.number)
        closed = close(change, book, task.run, found)
        customers = sum(len(numbers_of(one)) for one in sealed)
        monitored = summed(task.run, task.snapshot, found, sealed, (customers, closed))
        change.append(Entry(MONITORED, monitored, {"changes": found} if found else None))
        tell(change, monitored, found)
        book.advance(task.run.number, position, position, complete=True)
    return monitored, found


def packed(numbers: list[int]) -> bytes:
    """Numbers of customers, in order, as the book keeps them."""
    return compress(np.diff(np.array(numbers, dtype=np.int64), prepend=0).tobytes())


def numbers_of(chunk: SealedChunk) -> list[int]:
    """The numbers of the customers in a record's rows, in their order."""
    return [int(n) for n in np.cumsum(np.frombuffer(decompress(chunk.numbers), dtype=np.int64))]
