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
_Job = tuple[Work, Future[list[Receipt]]]

_ENOUGH = 256  # jobs in one transaction: more would only make the first of them wait


class Group:
    """A thread that appends for others. `put` from any thread; `close` waits for what was put before."""

    def __init__(self, log: Log, clock: Callable[[], datetime]) -> None:
        self._log = log
        self._clock = clock
        self._jobs: queue.SimpleQueue[list[_Job] | None] = queue.SimpleQueue()
        self._lock = threading.Lock()
        self._closed = False
        self._thread = threading.Thread(target=self._run, name="ledger", daemon=True)
        self._thread.start()

    def put(self, work: Work) -> Future[list[Receipt]]:
        """Have this append to the log: the receipts of its records come when they are durable.

        `work` runs in another thread, inside a transaction: it must only append, and be quick. What it raises comes
        back alone; StorageError when nothing of the transaction became durable.
        """
        return self.put_all([work])[0]

    def put_all(self, works: Sequence[Work]) -> list[Future[list[Receipt]]]:
        """`put` for each of several works, which wait together. Who hears of the last has heard of all."""
        jobs: list[_Job] = [(work, Future()) for work in works]
        with self._lock:
            if self._closed:
                raise StorageError("the record is closed: this process is stopping", where="log")
            self._jobs.put(jobs)
        return [future for _, future in jobs]

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
        found = self._jobs.get()
        while found is not None:
            jobs += found
            if len(jobs) >= _ENOUGH:
                return jobs, True
            try:
                found = self._jobs.get_nowait()
            except queue.Empty:
                return jobs, True
        return jobs, False

    def _commit(self, jobs: list[_Job]) -> None:
        done: list[slice | Exception] = []
        try:
            with self._log.change(self._clock()) as change:
                for work, _ in jobs:
                    first = len(change.pending)
                    try:
                        work(change)
                        done.append(slice(first, len(change.pending)))
                    except Exception as error:  # noqa: BLE001  # whatever it is, it is for the one who gave the work
                        del change.pending[first:]
                        done.append(error)
        except Exception as error:  # noqa: BLE001  # nothing became durable: everybody who waits has to hear of it
            done = [error] * len(jobs)
        for (_, future), what in zip(jobs, done, strict=True):
            if isinstance(what, slice):
                future.set_result(change.receipts[what])
            else:
                future.set_exception(what)
