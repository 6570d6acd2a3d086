"""Do threads that share a commit each hear the truth?"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest

from watchword.errors import StorageError, UsageError
from watchword.ledger.group import Group
from watchword.ledger.keys import KeyFolder
from watchword.ledger.log import Change, Entry, Log
from watchword.store.engine import open_store
from watchword.store.records import Records

NOW = datetime(2026, 11, 26, tzinfo=UTC)


@pytest.fixture
def log(tmp_path: Path) -> Log:
    """A new log."""
    made = Log(Records(open_store(tmp_path / "w.db")), KeyFolder(tmp_path / "keys"))
    made.begin(NOW)
    return made


@pytest.fixture
def group(log: Log) -> Iterator[Group]:
    """A group that appends to it."""
    made = Group(log, lambda: NOW)
    yield made
    made.close()


def test_each_gets_the_receipts_of_its_own_records(log: Log, group: Group) -> None:
    """From many threads, every work's receipts are those of its records, in its order, and all are in the log."""

    def put(number: int) -> list[int]:
        def work(change: Change) -> None:
            for part in range(number % 3):
                change.append(Entry("noted", {"number": number, "part": part}))

        return [receipt.seq for receipt in group.put(work).result(60)]

    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(put, range(200)))
    with log.read() as view:
        for number, seqs in enumerate(found):
            bodies = [view.record(seq).read(dict) for seq in seqs]  # type: ignore[type-arg]
            assert bodies == [{"number": number, "part": part} for part in range(number % 3)]
        assert sum(1 for _ in view.records(kinds=("noted",))) == sum(number % 3 for number in range(200))


def test_many_share_a_commit(log: Log, group: Group) -> None:
    """Works that wait together stand under one signed head."""
    futures = [group.put(lambda change: change.append(Entry("noted", {}))) for _ in range(100)]
    sizes = {future.result(60)[0].tree_size for future in futures}
    assert len(sizes) < 50


def test_what_one_raises_comes_back_alone(log: Log, group: Group) -> None:
    """A work that fails appends nothing and spoils no other."""

    def bad(change: Change) -> None:
        change.append(Entry("noted", {"from": "bad"}))
        raise UsageError("no")

    futures = [group.put(lambda change: change.append(Entry("noted", {"from": "good"}))) for _ in range(5)]
    failed = group.put(bad)
    futures += [group.put(lambda change: change.append(Entry("noted", {"from": "good"}))) for _ in range(5)]
    with pytest.raises(UsageError, match="no"):
        failed.result(60)
    assert len({future.result(60)[0].seq for future in futures}) == 10
    with log.read() as view:
        assert {one.read(dict)["from"] for one in view.records(kinds=("noted",))} == {"good"}  # type: ignore[type-arg]


def test_nothing_durable_is_told_to_all(log: Log, group: Group, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the store fails, everybody who waited hears of it."""

    def broken(*_: object) -> None:
        raise StorageError("the disk is full")

    monkeypatch.setattr(log, "change", broken)
    futures = [group.put(lambda change: change.append(Entry("noted", {}))) for _ in range(4)]
    for future in futures:
        with pytest.raises(StorageError, match="full"):
            future.result(60)


def test_closing_finishes_what_was_put_and_takes_no_more(log: Log) -> None:
    """What was put before closing is durable after it; later works are refused."""
    one = Group(log, lambda: NOW)
    futures = [one.put(lambda change: change.append(Entry("noted", {}))) for _ in range(50)]
    one.close()
    assert all(future.done() for future in futures)
    with pytest.raises(StorageError, match="closed"):
        one.put(lambda change: None)


def test_together_is_in_order(log: Log, group: Group) -> None:
    """Works that are put together have their records in that order; what one of them raises stands in its place."""

    def bad(_: Change) -> None:
        raise UsageError("no")

    works = [lambda change: change.append(Entry("noted", {})) for _ in range(300)]
    outcomes = group.put_all([*works, bad, *works]).result(60)
    assert isinstance(outcomes[300], UsageError)
    seqs = [one[0].seq for one in outcomes if not isinstance(one, Exception)]
    assert len(seqs) == 600
    assert seqs == sorted(seqs)
