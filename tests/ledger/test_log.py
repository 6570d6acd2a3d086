"""Is what was acknowledged in the log, in one order, provable, and refused when it can't be?"""

from __future__ import annotations

import os
from datetime import datetime, timedelta, timezone
from pathlib import Path

import msgspec
import pytest
from tests.ledger.logs import NOW, fill, open_log

from watchword.errors import NotFoundError, StorageError, UsageError
from watchword.ledger import heads, tree
from watchword.ledger.audit import verify
from watchword.ledger.log import Entry, Log
from watchword.ledger.verify_log import check_proof


class Answer(msgspec.Struct):
    zulu: int
    alpha: str


def test_receipt_names_what_was_taken_in(log: Log) -> None:
    """A receipt has the record's number and leaf hash, and a signed head whose root proves it."""
    receipt = log.append("screened", {"b": 1, "a": "é"}, time=NOW)
    head = heads.read_head(receipt.head)
    assert (receipt.seq, receipt.tree_size, receipt.kind) == (1, 2, "screened")
    assert (head.size, head.root.hex(), head.time) == (2, receipt.root, "2026-11-23T16:00:37.123456Z")
    with log.read() as view:
        record = view.record(1)
    assert record.leaf_hash.hex() == receipt.leaf_hash
    assert bytes(record.body) == '{"a":"é","b":1}'.encode()
    assert record.previous == tree.leaf_hash(first_line(log)).hex()


def first_line(log: Log) -> bytes:
    with log.read() as view:
        return view.record(0).line


def test_bodies_become_one_form(log: Log) -> None:
    """A dict, a struct and JSON bytes of the same content are recorded as the same bytes."""
    bodies = [{"zulu": 1, "alpha": "x"}, Answer(1, "x"), b'{ "zulu":1,\n"alpha": "x" }']
    log.append_many([Entry("screened", body) for body in bodies], time=NOW)
    with log.read() as view:
        assert {bytes(found.body) for found in view.records(1)} == {b'{"alpha":"x","zulu":1}'}


@pytest.mark.parametrize("body", [b"[1]", b"{", b"text", {"a": object()}, {"a": "\ud800"}])
def test_what_is_no_json_object_is_refused(log: Log, body: object) -> None:
    """What can't be written as a JSON object is a UsageError, and nothing of its batch is recorded."""
    with pytest.raises(UsageError):
        log.append_many([Entry("screened", {}), Entry("screened", body)], time=NOW)
    assert log.head().size == 1


@pytest.mark.parametrize("kind", ["log-opened", "key-rotated", "erased", "hold-placed", "", "Two words", "a" * 65])
def test_kinds_of_the_ledger_are_its_own(log: Log, kind: str) -> None:
    """Nobody but the ledger writes the kinds that a verifier acts on, or a kind that is no word."""
    with pytest.raises(UsageError):
        log.append(kind, {}, time=NOW)


def test_time_is_utc_and_has_a_zone(log: Log) -> None:
    """A time in any zone is recorded as UTC; one without a zone is refused."""
    east = datetime(2026, 1, 1, 3, tzinfo=timezone(timedelta(hours=5)))
    assert log.append("screened", {}, time=east).time == "2025-12-31T22:00:00.000000Z"
    with pytest.raises(UsageError):
        log.append("screened", {}, time=datetime(2026, 1, 1))


def test_every_record_is_proven_at_every_size(log: Log) -> None:
    """Each record's proof under the last head holds for a verifier of its own, and for no other record."""
    fill(log)
    size = log.head().size
    for seq in range(size):
        proof = msgspec.to_builtins(log.prove(seq))
        assert check_proof(proof) == []
        assert check_proof({**proof, "path": proof["path"][::-1]}) or len(set(proof["path"])) < 2
        assert [f.code for f in check_proof({**proof, "record": proof["record"].replace(":", ": ", 1)})]
    with pytest.raises(NotFoundError):
        log.prove(size)


def test_every_head_continues_the_one_before(log: Log) -> None:
    """The growth from any size to any later one is proven."""
    fill(log)
    with log.storage.reading() as reading:
        notes = [heads.read_head(note) for _, note in reading.notes()]
    for old in notes:
        for new in notes[notes.index(old) :]:
            path = log.prove_growth(old.size, new.size)
            assert tree.verify_consistency(old.size, new.size, old.root, path, new.root)
    with pytest.raises(NotFoundError):
        log.prove_growth(1, notes[-1].size + 1)
    with pytest.raises(UsageError):
        log.prove_growth(0, 1)


def test_a_log_is_opened_once(log: Log, store_url: str, keys: Path) -> None:
    """Opening an existing log adds nothing to it."""
    assert open_log(store_url, keys).head() == log.head()


def test_two_logs_objects_write_in_turn(log: Log, store_url: str, keys: Path) -> None:
    """A writer sees what another one added, and goes on from there."""
    other = open_log(store_url, keys)
    seqs = [(log, other)[n % 2].append("screened", {"n": n}, time=NOW).seq for n in range(6)]
    assert seqs == [1, 2, 3, 4, 5, 6]
    assert verify(log) == []


def test_new_key_counts_from_the_next_head(log: Log, store_url: str, keys: Path) -> None:
    """After a rotation every writer signs with the new key; the record of it stands under the old one."""
    other = open_log(store_url, keys)
    other.append("screened", {}, time=NOW)
    receipt = log.rotate_key("yearly", time=NOW)
    later = other.append("screened", {}, time=NOW)
    assert heads.read_head(receipt.head).key != heads.read_head(later.head).key
    assert len(list(keys.glob("*.pem"))) == 2
    assert verify(log) == []


def test_keys_are_for_their_owner_only(log: Log, keys: Path) -> None:
    """A key has mode 0600, and one that others may read is not used."""
    (key,) = keys.glob("*.pem")
    assert key.stat().st_mode & 0o777 == 0o600
    key.chmod(0o644)
    fresh = Log(log.storage, log._keys)
    if os.name == "posix":
        with pytest.raises(StorageError, match="others may read"):
            fresh.append("screened", {}, time=NOW)


def test_without_its_key_nothing_is_written(log: Log, keys: Path) -> None:
    """A log whose key is gone takes no record."""
    (key,) = keys.glob("*.pem")
    key.unlink()
    fresh = Log(log.storage, log._keys)
    with pytest.raises(StorageError, match="can't read the key"):
        fresh.append("screened", {}, time=NOW)
    assert fresh.head().size == 1


def test_a_wrong_key_is_not_used(log: Log, keys: Path) -> None:
    """A file that holds another key, or none, is refused."""
    (path,) = keys.glob("*.pem")
    other = log._keys.create()
    path.write_bytes(next(keys.glob("*.new")).read_bytes())
    assert other.public
    with pytest.raises(StorageError, match="another key"):
        Log(log.storage, log._keys).append("screened", {}, time=NOW)
    path.write_bytes(b"no key")
    with pytest.raises(StorageError, match="no private key"):
        Log(log.storage, log._keys).append("screened", {}, time=NOW)


def test_a_crash_while_opening_leaves_a_key_that_is_found(log: Log, keys: Path) -> None:
    """A key that the log names but that has still its pending name is settled when it is needed."""
    (path,) = keys.glob("*.pem")
    path.rename(f"{path}.new")
    assert Log(log.storage, log._keys).append("screened", {}, time=NOW).seq == 1
    assert path.exists()


def test_a_lost_log_is_not_begun_anew(log: Log, tmp_path: Path, keys: Path) -> None:
    """Where keys of an earlier log are, an empty store is refused."""
    with pytest.raises(StorageError, match="keys of an earlier log"):
        open_log(f"sqlite:///{tmp_path / 'other.db'}", keys)


def test_an_unopened_log_takes_nothing(log: Log) -> None:
    """An append to a log that was never opened is refused, and it has no head."""

    class Empty:
        def tip(self) -> tuple[int, str]:
            return 0, ""

    with pytest.raises(StorageError, match="not yet opened"):
        log._current(Empty())


def test_a_change_that_raises_leaves_nothing(log: Log) -> None:
    """What is appended in a block that fails is not recorded, and the log goes on."""

    def refused() -> None:
        with log.change(NOW) as change:
            change.append(Entry("screened", {}))
            change.record(99)

    with pytest.raises(NotFoundError):
        refused()
    assert log.append("screened", {}, time=NOW).seq == 1
    assert verify(log) == []


def test_an_empty_change_writes_nothing(log: Log) -> None:
    """A change in which nothing is appended makes no head."""
    before = log.head()
    assert log.append_many([], time=NOW) == []
    assert log.head() == before


def test_records_are_read_by_range_and_kind(log: Log) -> None:
    """A fold reads from where it stopped, and only the kinds that it knows."""
    fill(log)
    with log.read() as view:
        assert [found.seq for found in view.records(3, 6)] == [3, 4, 5]
        assert {found.kind for found in view.records(kinds=("comment", "list-changed"))} == {
            "comment",
            "list-changed",
        }
        assert [found.seq for found in view.records(8, kinds=("screened",))] == [14]
        assert next(view.records(1, 2)).read(dict) == {"hits": 0, "snapshot": "3f2a"}
