"""A log with a book, lists that change, and runs over both."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.ledger.logs import open_log

from watchword.cases.recorder import Against, Asking, Recorder
from watchword.ledger.log import Log
from watchword.match.version import engine
from watchword.monitoring.importing import Wish, take
from watchword.monitoring.planning import State, monitor
from watchword.monitoring.running import Means
from watchword.policy import Policy
from watchword.snapshot import Snapshot


def clock() -> datetime:
    return datetime(2024, 6, 1, 12, tzinfo=UTC)


@pytest.fixture
def log(store_url: str, tmp_path: Path) -> Iterator[Log]:
    made = open_log(store_url, tmp_path / "keys")
    yield made
    made.storage.engine.dispose()


class Bank:
    """A bank with a book: takes customer lines, and monitors them against snapshots that it remembers."""

    def __init__(self, log: Log, folder: Path) -> None:
        self.log = log
        self.policy = Policy()
        self.workers = 1
        self.party_of: dict[str, str] = {}
        self._file = folder / "customers.csv"
        self._snapshots: dict[str, Snapshot] = {}

    def book(self, *lines: str, part: bool = False, accept_shrunken: bool = True):
        self._file.write_text("\n".join(("id,name,type,birth_date", *lines)) + "\n", encoding="utf-8")
        return take(self._file, None, Wish(part, accept_shrunken=accept_shrunken), self.log, clock(), lambda *_: None)

    def means(self, snapshot: Snapshot) -> Means:
        against = Against(snapshot.digest, snapshot.publications, self.policy, engine())
        recorder = Recorder(self.log, against, Asking("monitor", "os:test", party_of=self._party_of), clock)
        return Means(self.log, recorder, self.workers, clock)

    def _party_of(self, listing_id: str) -> str:
        return self.party_of.get(listing_id, listing_id)

    def monitor(self, snapshot: Snapshot, watch: Callable[[int, int], None] = lambda *_: None):
        self._snapshots[snapshot.digest] = snapshot
        return list(monitor(State("2024-06-01", snapshot), self.means(snapshot), self._snapshots.__getitem__, watch))


@pytest.fixture
def bank(log: Log, tmp_path: Path) -> Bank:
    return Bank(log, tmp_path)
