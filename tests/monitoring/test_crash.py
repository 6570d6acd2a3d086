"""Does a run that is killed go on, with one answer for every customer and a sound log?"""

from __future__ import annotations

import os
import select
import signal
import time
from pathlib import Path
from random import Random

import pytest
from tests.ledger.logs import open_log
from tests.ledger.test_crash import needs_fork, start
from tests.monitoring.conftest import Bank
from tests.monitoring.test_running import BAKABO, GHALI, KOUFFA, answered
from tests.small import snapshot_of

from watchword.ledger.audit import verify
from watchword.monitoring import running
from watchword.monitoring.opening import reading_book
from watchword.monitoring.running import numbers_of
from watchword.snapshot import Snapshot

CUSTOMERS = 100
NAMES = ("Amadou Kouffa", "Iyad Ag Ghali", "Baye Ag Bakabo", "Dora Example", "Ada Instance")


class Killing:
    """A store whose runs are killed: every process opens it anew."""

    def __init__(self, store: str, folder: Path) -> None:
        self._store, self._folder = store, folder
        self._bank: Bank | None = None
        self._random = Random(1)
        self.unfinished = 0

    def open(self) -> Bank:
        log = open_log(self._store, self._folder / "keys")
        if self._bank is None:
            self._bank = Bank(log, self._folder)
        self._bank.log = log
        return self._bank

    def kill_a_run(self, snapshot: Snapshot) -> None:
        """Begin or go on with a run in another process, and kill that at some moment."""
        child, pipe = start(lambda pipe: self.open().monitor(snapshot, lambda *_: os.write(pipe, b".") and None))
        if self._random.random() < 0.8:
            select.select([pipe], [], [], 30)  # something of it is on record
        time.sleep(self._random.uniform(0, 0.02))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        os.close(pipe)
        bank = self.open()
        with reading_book(bank.log) as book:
            last = book.last_run()
            self.unfinished += last is not None and not last.complete
        assert verify(bank.log) == []
        bank.log.storage.engine.dispose()

    def check(self, snapshot: Snapshot, number: int) -> None:
        """Finish the run of that number; everybody is answered once in it, as if nothing had ever been killed."""
        bank = self.open()
        bank.monitor(snapshot)
        assert bank.monitor(snapshot) == []
        with reading_book(bank.log) as book:
            assert [(one.number, one.complete) for one in book.runs()] == [(n, True) for n in range(1, number + 1)]
            numbers = [customer for chunk in book.sealed(number) for customer in numbers_of(chunk)]
        assert numbers == list(range(1, CUSTOMERS + 1))
        told, true = answered(bank.log, snapshot)
        assert told == true
        assert len(told) == CUSTOMERS
        assert verify(bank.log) == []
        bank.log.storage.engine.dispose()


def kill_runs(killing: Killing, monkeypatch: pytest.MonkeyPatch, kills: int) -> None:
    """So many kills in the run of each of some states of the lists."""
    monkeypatch.setattr(running, "CHUNK_ROWS", 2)
    monkeypatch.setattr(running, "_COMMIT_EVERY", 0.0)
    bank = killing.open()
    bank.book(*(f"{n},{NAMES[n % len(NAMES)]},person," for n in range(CUSTOMERS)))
    bank.log.storage.engine.dispose()
    states = [snapshot_of(KOUFFA), snapshot_of(KOUFFA, GHALI), snapshot_of(GHALI, BAKABO)]
    for number, snapshot in enumerate(states, start=1):
        for _ in range(kills):
            killing.kill_a_run(snapshot)
        killing.check(snapshot, number)
    assert killing.unfinished >= len(states)


@needs_fork
def test_a_killed_run_goes_on(store_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After kill -9 of its runs, each customer has exactly one answer for each state of the lists, and the log is sound."""
    kill_runs(Killing(store_url, tmp_path), monkeypatch, 2)


@needs_fork
@pytest.mark.slow
def test_runs_killed_often_go_on(store_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same for ten kills a run."""
    kill_runs(Killing(store_url, tmp_path), monkeypatch, 10)
