"""Where does the customer book lie? In tables beside the log, read and written within the log's transactions.

What a change or a run means is decided in `monitoring`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, and_, func, insert, or_, select, update

from watchword.errors import StorageError
from watchword.store.book_tables import book_chunks as chunks
from watchword.store.book_tables import book_imports as imports
from watchword.store.book_tables import book_runs as runs
from watchword.store.book_tables import customer_answers as answers
from watchword.store.book_tables import customer_history as history
from watchword.store.book_tables import customers

_BLOCK = 500  # values asked for at a time


class Customer(msgspec.Struct, frozen=True):
    """A customer as the book has it; `since` and `gone` are numbers of imports, `screened` of a run (0: none)."""

    number: int
    own_id: str
    digest: bytes
    party: bytes
    since: int
    screened: int
    gone: int


class Run(msgspec.Struct, frozen=True):
    """One run: against which lists (`day` is that of their newest state), policy and engine, over which state of the book.

    Known answers are carried over from the lists of digest `basis` ("": none are). `whole` when every customer is in it,
    else those that no run had answered yet. `position` is the number of the last customer who is done.
    """

    number: int
    day: str
    snapshot: str
    policy: str
    engine: str
    imports: int
    basis: str
    whole: bool
    position: int = 0
    complete: bool = False


class SealedChunk(msgspec.Struct, frozen=True):
    """The record that seals some customers of a run in rows from `row` on; `numbers` names them in that order."""

    run: int
    row: int
    first: int
    last: int
    seq: int
    numbers: bytes


_CUSTOMER = [customers.c[name] for name in Customer.__struct_fields__]
_RUN = [runs.c[name] for name in Run.__struct_fields__]
_CHUNK = [chunks.c[name] for name in SealedChunk.__struct_fields__]


class Book:
    """The book in one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def last_import(self) -> int:
        """The number of the last import, 0 before the first."""
        return int(self._connection.scalar(select(func.max(imports.c.number))) or 0)

    def add_import(self, number: int, seq: int) -> None:
        """Note an import and its record."""
        self._connection.execute(insert(imports).values(number=number, seq=seq))

    def import_before(self, seq: int) -> int:
        """The last import whose record is before a record."""
        return int(self._connection.scalar(select(func.max(imports.c.number)).where(imports.c.seq < seq)) or 0)

    def count(self) -> tuple[int, int]:
        """How many customers there are, and how many are gone."""
        everybody = int(self._connection.scalar(select(func.count()).select_from(customers)) or 0)
        here = int(self._connection.scalar(select(func.count()).where(customers.c.gone == 0)) or 0)
        return here, everybody - here

    def with_ids(self, own_ids: Sequence[str]) -> dict[str, Customer]:
        """The customers of these ids, present or gone."""
        out = {}
        for start in range(0, len(own_ids), _BLOCK):
            wanted = select(*_CUSTOMER).where(customers.c.own_id.in_(own_ids[start : start + _BLOCK]))
            out.update({row.own_id: Customer(*row) for row in self._connection.execute(wanted)})
        return out

    def with_numbers(self, numbers: Sequence[int]) -> dict[int, Customer]:
        """The customers of these numbers, present or gone."""
        out = {}
        for start in range(0, len(numbers), _BLOCK):
            wanted = select(*_CUSTOMER).where(customers.c.number.in_(numbers[start : start + _BLOCK]))
            out.update({row.number: Customer(*row) for row in self._connection.execute(wanted)})
        return out

    def present(self, first: int = 0) -> Iterator[int]:
        """Numbers from `first` of the customers who are not gone, in order."""
        wanted = select(customers.c.number).where(customers.c.gone == 0, customers.c.number >= first)
        return (int(number) for (number,) in self._connection.execute(wanted.order_by(customers.c.number)))

    def page(self, after: int, count: int, *, begins: str = "") -> list[Customer]:
        """The next customers after a number, present ones only, whose id begins so."""
        wanted = select(*_CUSTOMER).where(customers.c.gone == 0, customers.c.number > after)
        if begins:
            wanted = wanted.where(customers.c.own_id.startswith(begins, autoescape=True))
        return [Customer(*row) for row in self._connection.execute(wanted.order_by(customers.c.number).limit(count))]

    def add(self, rows: Sequence[tuple[str, bytes, bytes]], number: int) -> None:
        """Add customers (id, digest, party) with an import."""
        self._many(insert(customers), [
            {"own_id": own_id, "digest": digest, "party": party, "since": number, "screened": 0, "gone": 0}
            for own_id, digest, party in rows
        ])  # fmt: skip

    def replace(self, earlier: Sequence[Customer], rows: Sequence[tuple[bytes, bytes]], number: int) -> None:
        """Give customers another version (digest, party), or bring back who was gone; what was stays in the history."""
        self._remember(earlier, number)
        for one, (digest, party) in zip(earlier, rows, strict=True):
            values = {"digest": digest, "party": party, "since": number, "screened": 0, "gone": 0}
            self._connection.execute(update(customers).where(customers.c.number == one.number).values(values))

    def let_go(self, numbers: Sequence[int], number: int) -> None:
        """Mark customers as gone with an import; what they were stays in the history."""
        for start in range(0, len(numbers), _BLOCK):
            block = numbers[start : start + _BLOCK]
            self._remember(list(self.with_numbers(block).values()), number)
            self._connection.execute(update(customers).where(customers.c.number.in_(block)).values(gone=number))

    def history(self, number: int) -> list[tuple[int, int, bytes, bytes]]:
        """What a customer was before: since and until which import, digest, party; from the oldest."""
        c = history.c
        wanted = select(c.since, c.until, c.digest, c.party).where(c.number == number).order_by(c.since)
        return [tuple(row) for row in self._connection.execute(wanted)]

    def _remember(self, earlier: Iterable[Customer], number: int) -> None:
        self._many(insert(history), [
            {"number": one.number, "since": one.since, "until": number, "digest": one.digest, "party": one.party}
            for one in earlier if not one.gone
        ])  # fmt: skip

    # Runs ---------------------------------------------------------------------------------------------------

    def runs(self) -> list[Run]:
        """Every run, from the first."""
        return [Run(*row) for row in self._connection.execute(select(*_RUN).order_by(runs.c.number))]

    def last_run(self, *, complete: bool | None = None) -> Run | None:
        """The last run, of those that are (not) complete where that is asked."""
        wanted = select(*_RUN).order_by(runs.c.number.desc()).limit(1)
        if complete is not None:
            wanted = wanted.where(runs.c.complete == complete)
        row = self._connection.execute(wanted).first()
        return Run(*row) if row else None

    def begin_run(self, run: Run) -> None:
        """Note a run that begins. Raises StorageError when another process began it."""
        if self._connection.execute(select(runs.c.number).where(runs.c.number == run.number)).first():
            raise StorageError("another process does this run", where=f"run {run.number}", hint="Let it end.")
        self._connection.execute(insert(runs).values(msgspec.structs.asdict(run)))

    def advance(self, run: int, before: int, position: int, *, complete: bool = False) -> None:
        """Note how far a run is. Raises StorageError when it is no longer where it was before."""
        to = {"position": position, "complete": complete}
        mine = and_(runs.c.number == run, runs.c.position == before, runs.c.complete.is_(False))
        if self._connection.execute(update(runs).where(mine).values(to)).rowcount != 1:
            raise StorageError("another process does this run", where=f"run {run}", hint="Let it end.")

    def to_screen(self, run: Run, after: int, count: int) -> list[Customer]:
        """The next customers of a run after a number."""
        wanted = select(*_CUSTOMER).where(customers.c.gone == 0, customers.c.number > after)
        if not run.whole:
            wanted = wanted.where(customers.c.screened == 0)
        return [Customer(*row) for row in self._connection.execute(wanted.order_by(customers.c.number).limit(count))]

    def unscreened(self) -> int:
        """How many customers no run has answered as they are now."""
        wanted = select(func.count()).where(customers.c.gone == 0, customers.c.screened == 0)
        return int(self._connection.scalar(wanted) or 0)

    def screened(self, numbers: Sequence[int], run: int) -> None:
        """Note the run that answered customers for the first time as they are now."""
        for start in range(0, len(numbers), _BLOCK):
            block = numbers[start : start + _BLOCK]
            self._connection.execute(update(customers).where(customers.c.number.in_(block)).values(screened=run))

    def hits(self, first: int, last: int, *, run: int = 0) -> dict[int, bytes]:
        """Answers with hits of the customers of these numbers: those that stand, or stood after a run."""
        c = answers.c
        stood = c.until == 0 if not run else and_(c.since <= run, or_(c.until == 0, c.until > run))
        wanted = select(c.number, c.hits).where(c.number >= first, c.number <= last, stood)
        return {int(number): hits for number, hits in self._connection.execute(wanted)}

    def answer(self, changed: Sequence[tuple[int, bytes]], run: int) -> None:
        """Replace the answers of customers by those of a run (empty: no hits)."""
        for start in range(0, len(changed), _BLOCK):
            block = [number for number, _ in changed[start : start + _BLOCK]]
            standing = update(answers).where(answers.c.number.in_(block), answers.c.until == 0)
            self._connection.execute(standing.values(until=run))
        fresh = [{"number": number, "since": run, "until": 0, "hits": hits} for number, hits in changed if hits]
        self._many(insert(answers), fresh)

    def changed(self, run: int) -> Iterator[tuple[int, bytes, bytes]]:
        """Customers whom a run answered otherwise than before: number, hits before and after (empty: none), in order."""
        c = answers.c
        old = {int(n): h for n, h in self._connection.execute(select(c.number, c.hits).where(c.until == run))}
        new = {int(n): h for n, h in self._connection.execute(select(c.number, c.hits).where(c.since == run))}
        return ((number, old.get(number, b""), new.get(number, b"")) for number in sorted(old.keys() | new.keys()))

    def seal(self, sealed: Sequence[SealedChunk]) -> None:
        """Note the records that seal chunks of a run."""
        self._many(insert(chunks), [msgspec.structs.asdict(one) for one in sealed])

    def sealed(self, run: int) -> list[SealedChunk]:
        """The records of a run, in order."""
        wanted = select(*_CHUNK).where(chunks.c.run == run).order_by(chunks.c.first)
        return [SealedChunk(*row) for row in self._connection.execute(wanted)]

    def sealing(self, number: int) -> list[SealedChunk]:
        """The records that may hold a customer, in the order of the runs."""
        wanted = select(*_CHUNK).where(chunks.c.first <= number, chunks.c.last >= number)
        return [SealedChunk(*row) for row in self._connection.execute(wanted.order_by(chunks.c.run))]

    def chunk_of(self, seq: int) -> SealedChunk | None:
        """The chunk that a record seals."""
        row = self._connection.execute(select(*_CHUNK).where(chunks.c.seq == seq)).first()
        return SealedChunk(*row) if row else None

    def _many(self, statement: Any, rows: list[dict[str, Any]]) -> None:
        if rows:
            self._connection.execute(statement, rows)
