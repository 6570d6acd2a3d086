"""How do many threads share one durable commit? Each gives what it would append; one thread appends it for all.

A commit waits for the disk, and the log has one writer: together, hundreds of answers a second wait no longer than
one. Each still hears only when its own records are durable, or why they are not.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from datetime import datetime

from watchword.errors import StorageError
from watchword.ledger.log import Change, Log
from watchword.ledger.record import Receipt

Work = Callable[[Change], None]
Outcome = list[Receipt] | Exception  # the receipts of a work's records, or why there are none
_Job = tuple[Sequence[Work], Future[list[Outcome]]]

_ENOUGH = 256  # works in one transaction: more would only make the first of them wait


class Group:
    """A thread that appends for others. `put` from any thread; `close` waits for what was put before."""

    def __init__(self, log: Log, clock: Callable[[], datetime]) -> None:
        self._log = log
        self._clock = clock
        self._jobs: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._lock = threading.Lock()
        self._closed = False
        self._thread = threading.Thread(target=self._run, name="ledger", daemon=True)
        self._thread.start()

    def put(self, work: Work) -> Future[list[Receipt]]:
        """Have this append to the log: the receipts of its records come when they are durable.

        `work` runs in another thread, inside a transaction: it must only append, and be quick. What it raises comes
        back alone; StorageError when nothing of the transaction became durable.
        """
        one: Future[list[Receipt]] = Future()

        def told(done: Future[list[Outcome]]) -> None:
            (outcome,) = done.result()
            if isinstance(outcome, Exception):
                one.set_exception(outcome)
            else:
                one.set_result(outcome)

        self.put_all([work]).add_done_callback(told)
        return one

    def put_all(self, works: Sequence[Work]) -> Future[list[Outcome]]:
        """`put` for several works, which wait together: the outcome of each, in their order.

        One future for all, because each costs as much as a short search.
        """
        told: Future[list[Outcome]] = Future()
        with self._lock:
            if self._closed:
                raise StorageError("the record is closed: this process is stopping", where="log")
            self._jobs.put((works, told))
        return told

    def close(self) -> None:
        """Take no more, and return when all that was put is durable or failed."""
        with self._lock:
            if not self._closed:
                self._closed = True
                self._jobs.put(None)
        self._thread.join()

    def _run(self) -> None:
        open_ = True
        while open_:
            jobs, open_ = self._next()
            if jobs:
                self._commit(jobs)

    def _next(self) -> tuple[list[_Job], bool]:
        """Everything that waits, until there is enough for a transaction; false at the end."""
        jobs: list[_Job] = []
        works, found = 0, self._jobs.get()
        while found is not None:
            jobs.append(found)
            works += len(found[0])
            if works >= _ENOUGH:
                return jobs, True
            try:
                found = self._jobs.get_nowait()
            except queue.Empty:
                return jobs, True
        return jobs, False

    def _commit(self, jobs: list[_Job]) -> None:
        done: list[list[slice | Exception]] = []
        try:
            with self._log.change(self._clock()) as change:
                for works, _ in jobs:
                    done.append([_appended(work, change) for work in works])
        except Exception as error:  # noqa: BLE001  # nothing became durable: everybody who waits has to hear of it
            for works, told in jobs:
                told.set_result([error] * len(works))
            return
        for (_, told), parts in zip(jobs, done, strict=True):
            told.set_result([change.receipts[part] if isinstance(part, slice) else part for part in parts])


def _appended(work: Work, change: Change) -> slice | Exception:
    """Where in a change the records of a work are, or what it raised: then it has appended none."""
    first = len(change.pending)
    try:
        work(change)
    except Exception as error:  # noqa: BLE001  # whatever it is, it is for the one who gave the work
        del change.pending[first:]
        return error
    return slice(first, len(change.pending))
