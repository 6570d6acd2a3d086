"""Logs to test with: how one is opened, and a small one that has everything in it."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from watchword.ledger.keys import KeyFolder
from watchword.ledger.log import Entry, Log
from watchword.ledger.personal import Erasure, Hold, erase, place_hold
from watchword.store.engine import open_store
from watchword.store.records import Records

NOW = datetime(2026, 11, 23, 16, 0, 37, 123456, tzinfo=UTC)


def open_log(store: str, keys: Path) -> Log:
    """The log of a store, opened if it is new."""
    log = Log(Records(open_store(store)), KeyFolder(keys))
    log.begin(NOW)
    return log


def fill(log: Log) -> None:
    """Fourteen more records: alone and together, with and without personal parts, one erased, a new key."""
    log.append("screened", {"hits": 0, "snapshot": "3f2a"}, time=NOW, personal={"name": "Ann Example"})
    log.append_many(
        [Entry("screened", {"hits": n, "score": n / 7}, {"name": f"Señor {n}"}) for n in range(5)], time=NOW
    )
    log.append("comment", {"text": "Ж — 中"}, time=NOW)
    place_hold(log, Hold("case 7", (2,), "subpoena", "carol"), time=NOW)
    erase(log, Erasure(3, "requested", "dave"), time=NOW)
    log.rotate_key("yearly", time=NOW)
    log.append_many([Entry("list-changed", {"added": n}) for n in range(3)], time=NOW)
    log.append("screened", {"hits": 1}, time=NOW, personal={"name": 'Bob "the" Builder\n'})
