"""Is each message of a queue decided once, however many workers there are and whenever one of them dies?"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tests.payments.samples import pacs008

from watchword import wiring
from watchword.cases.recorder import Asking
from watchword.gateway.judge import Judge
from watchword.gateway.process import Processor
from watchword.gateway.queue import Worker, put, state
from watchword.gateway.register import Register, delivery_of
from watchword.ledger.log import Log
from watchword.payments import rules as payment_rules
from watchword.payments.message import digest
from watchword.payments.source import Source
from watchword.screen import Screener
from watchword.snapshot import Snapshot
from watchword.wiring import Settings


@pytest.fixture
def log(store_url: str, tmp_path: Path) -> Iterator[Log]:
    found = wiring.open_log(Settings(home=tmp_path / "home", store=store_url))
    yield found
    found.storage.engine.dispose()  # type: ignore[attr-defined]


def worker(log: Log, listed: Snapshot, name: str, later: timedelta = timedelta(0)) -> Worker:
    def clock() -> datetime:
        return datetime.now(UTC) + later

    screener = Screener(listed, compiled=False)
    register = Register(wiring.open_recorder(screener, log, Asking("queue", "os:test")), 30)
    judge = Judge(screener, payment_rules.default(), lambda _: ())
    return Worker(Processor(judge, register, clock), name, clock)


def message(at: int) -> bytes:
    creditor = "Ousmane Illiassou Djibo" if at % 4 == 0 else f"Bakery {at}"
    return pacs008(message_id=f"M{at}", reference=f"R{at}", creditor=creditor, amount=f"{10 * 1.05**at:.2f}")


def decided(log: Log) -> int:
    with log.read() as view:
        return len(list(view.records(kinds=("payment-decided",))))


def test_workers_share_a_queue(log: Log, listed: Snapshot) -> None:
    """Three workers at once: each message is decided by one of them, once, and ends released or held."""
    numbers = [put(log, f"m{at}", message(at), datetime.now(UTC)) for at in range(24)]
    done: list[int] = []

    def run(name: str) -> None:
        mine = worker(log, listed, name)
        while found := mine.work(3):
            done.extend(number for number, _ in found)

    threads = [threading.Thread(target=run, args=(name,)) for name in ("a", "b", "c")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(done) == numbers
    assert decided(log) == 24
    assert Counter(state(log, number) for number in numbers) == {"released": 18, "held": 6}


def test_a_dead_worker_loses_nothing(log: Log, listed: Snapshot) -> None:
    """What a worker took and did not end is taken by another when the lease is over, and not decided twice."""
    dead = worker(log, listed, "dead")
    number = put(log, "m", message(1), datetime.now(UTC))
    ((taken, name, body),) = dead._take(5)
    assert worker(log, listed, "other").work() == []
    dead._processor.process(Source.of_bytes(body, name), delivery_of(f"queue {taken}", digest(body)))
    heir = worker(log, listed, "heir", later=timedelta(minutes=6))
    assert [one for one, _ in heir.work()] == [number]
    assert (decided(log), state(log, number)) == (1, "released")
