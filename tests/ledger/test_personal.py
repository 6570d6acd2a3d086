"""Is a person's data erased when it may be, kept when it must be, and every proof whole either way?"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest
from tests.ledger.logs import NOW, open_log

from watchword.errors import NotFoundError, UsageError
from watchword.ledger.audit import verify
from watchword.ledger.log import Log
from watchword.ledger.personal import Erasure, Hold, due, erase, holds, lift_hold, place_hold
from watchword.ledger.record import commitment
from watchword.ledger.verify_log import check_proof

ANN = {"name": "Ann Example", "birth": "1984-05-01"}


def test_the_log_holds_a_commitment_only(log: Log) -> None:
    """The record has the salted hash of the personal part, and nothing of it."""
    log.append("screened", {"hits": 0}, time=NOW, personal=ANN)
    with log.read() as view, log.storage.reading() as reading:
        found = view.record(1)
        assert view.personal(1) == ANN
        salt, data = reading.personal(1)
    assert b"Ann" not in found.line
    assert (len(salt), data) == (32, b'{"birth":"1984-05-01","name":"Ann Example"}')
    assert found.personal == commitment(salt, data).hex()


def test_equal_persons_have_unequal_commitments(log: Log) -> None:
    """Two records about the same person can't be told to be so from the log."""
    for _ in range(2):
        log.append("screened", {}, time=NOW, personal=ANN)
    with log.read() as view:
        assert view.record(1).personal != view.record(2).personal


def test_erasure_leaves_every_proof_whole(log: Log) -> None:
    """After an erasure the data is gone, the erasure is on record, and log and proofs are sound."""
    log.append("screened", {}, time=NOW, personal=ANN)
    before = msgspec.to_builtins(log.prove(1))
    receipt = erase(log, Erasure(1, "asked for", "dave"), time=NOW)
    with log.read() as view:
        assert view.personal(1) is None
        assert view.record(receipt.seq).read(Erasure) == Erasure(1, "asked for", "dave")
    assert check_proof(before) == []
    assert check_proof(msgspec.to_builtins(log.prove(1))) == []
    assert verify(log) == []
    with pytest.raises(NotFoundError):
        erase(log, Erasure(1, "again", "dave"), time=NOW)
    assert log.head().size == 3


def test_erased_bytes_are_gone_from_the_files(tmp_path: Path) -> None:
    """Neither SQLite's file nor its journal holds an erased person's name."""
    log = open_log(f"sqlite:///{tmp_path / 'watchword.db'}", tmp_path / "keys")
    for n in range(50):
        log.append("screened", {}, time=NOW, personal={"name": f"Zebedee Quux {n}"})
    for seq in range(1, 51):
        erase(log, Erasure(seq, "asked for", "dave"), time=NOW)
    left = b"".join(path.read_bytes() for path in tmp_path.glob("watchword.db*"))
    assert b"asked for" in left
    assert b"Zebedee" not in left
    log.storage.engine.dispose()


def test_a_legal_hold_refuses_erasure(log: Log) -> None:
    """While a hold covers a record its personal part stays; once lifted it may go."""
    for _ in range(3):
        log.append("screened", {}, time=NOW, personal=ANN)
    place_hold(log, Hold("case 7", (2,), "subpoena", "carol"), time=NOW)
    with pytest.raises(UsageError, match="case 7"):
        erase(log, Erasure(2, "asked for", "dave"), time=NOW)
    erase(log, Erasure(1, "asked for", "dave"), time=NOW)
    lift_hold(log, "case 7", reason="closed", by="carol", time=NOW)
    erase(log, Erasure(2, "asked for", "dave"), time=NOW)
    assert verify(log) == []


def test_a_hold_may_cover_everything(log: Log) -> None:
    """A hold without a list of records covers all, those to come too."""
    place_hold(log, Hold("audit", None, "supervisor's order", "carol"), time=NOW)
    log.append("screened", {}, time=NOW, personal=ANN)
    with pytest.raises(UsageError, match="audit"):
        erase(log, Erasure(2, "asked for", "dave"), time=NOW)
    with log.read() as view:
        assert [hold.name for hold in holds(view)] == ["audit"]


def test_holds_have_names_of_their_own(log: Log) -> None:
    """No two standing holds share a name, none is lifted that doesn't stand, none covers a missing record."""
    hold = Hold("case 7", (0,), "subpoena", "carol")
    place_hold(log, hold, time=NOW)
    with pytest.raises(UsageError):
        place_hold(log, hold, time=NOW)
    with pytest.raises(NotFoundError):
        lift_hold(log, "case 8", reason="closed", by="carol", time=NOW)
    with pytest.raises(NotFoundError):
        place_hold(log, Hold("case 9", (99,), "subpoena", "carol"), time=NOW)
    lift_hold(log, "case 7", reason="closed", by="carol", time=NOW)
    place_hold(log, hold, time=NOW)


def test_what_is_due_after_ten_years(log: Log) -> None:
    """Due are the personal parts of records older than the retention that no hold covers; asking erases none."""
    times = [datetime(2016, 2, 28, tzinfo=UTC), datetime(2016, 2, 29, tzinfo=UTC), datetime(2016, 3, 1, tzinfo=UTC)]
    for time in times:
        log.append("screened", {}, time=time, personal=ANN)
    log.append("screened", {}, time=times[0])

    def due_on(*day: int) -> list[int]:
        with log.read() as view:
            return due(view, now=datetime(*day, tzinfo=UTC))

    assert due_on(2026, 2, 28) == []
    assert due_on(2026, 2, 28, 1) == [1]
    assert due_on(2026, 3, 1) == [1, 2]
    assert due_on(2028, 2, 29) == [1, 2, 3]
    with log.read() as view:
        assert due(view, now=datetime(2028, 2, 29, tzinfo=UTC), years=15) == []
        assert due(view, now=datetime(2026, 3, 1, tzinfo=UTC), years=5) == [1, 2, 3]
    place_hold(log, Hold("case 7", (1,), "subpoena", "carol"), time=NOW)
    assert due_on(2026, 3, 2) == [2, 3]
    assert verify(log) == []
