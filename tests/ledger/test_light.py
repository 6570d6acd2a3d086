"""Does a store without the database toolkit keep a log just as the other does?"""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.ledger.logs import NOW, fill, open_log

from watchword.errors import StorageError
from watchword.ledger.audit import verify
from watchword.ledger.export import write_export
from watchword.ledger.log import Entry, Log
from watchword.store.engine import open_store
from watchword.store.light import LightRecords, is_current
from watchword.store.records import Records


def exported(log: Log) -> bytes:
    """The log as it leaves the house."""
    out = io.BytesIO()
    with log.storage.reading() as reading:
        write_export(reading, out, personal=True)
    return out.getvalue()


def test_both_write_and_read_one_log(light_log: Log, keys: Path) -> None:
    """What one has written the other continues and reads alike, and it is sound for both."""
    path = light_log.storage.path
    fill(light_log)
    other = open_log(f"sqlite:///{path}", keys)
    fill_again = [Entry("screened", {"n": n}, {"name": "x" * n}, (("ann", "00ff"),)) for n in range(3)]
    other.append_many(fill_again, time=NOW)
    light_log.append("comment", {"text": "after"}, time=NOW)
    assert verify(light_log) == verify(other) == []
    assert exported(light_log) == exported(other)
    other.storage.engine.dispose()


def answers(session: Any) -> Iterator[object]:
    """What a session answers to every question that the ledger asks."""
    yield session.tip()
    yield list(session.notes())
    yield list(session.records(0, None, ()))
    yield list(session.records(2, 7, ("screened",)))
    for end in (None, 3):
        yield session.last_of(("screened", "log-opened"), end)
    yield session.last_of(("nothing",), None)
    yield session.hashes([0, 3, 1])
    yield list(session.all_hashes())
    yield list(session.all_personal())
    yield [session.personal(seq) for seq in range(8)]
    yield list(session.personal_before("2027"))
    yield [session.token_of(subject) for subject in ("ann", "nobody")]


def test_both_answer_alike(light_log: Log) -> None:
    """Every question to a session has the same answer from both."""
    fill(light_log)
    light_log.append_many([Entry("screened", {}, {"name": "Ann"}, (("ann", "00ff"),))], time=NOW)
    full = Records(open_store(light_log.storage.path))
    with light_log.storage.reading() as light, full.reading() as other:
        assert list(answers(light)) == list(answers(other))
    full.engine.dispose()


def test_a_failed_change_leaves_nothing(light_log: Log) -> None:
    """A change that raises has written nothing, and the next one goes through."""

    def fails() -> None:
        with light_log.change(NOW) as change:
            change.append(Entry("screened", {}))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fails()
    assert light_log.append("screened", {}, time=NOW).seq == 1


def test_only_a_store_of_today_is_opened(tmp_path: Path, light_log: Log) -> None:
    """A missing file, a file without a schema and a store of another schema are not for it; no database is an error."""
    assert is_current(light_log.storage.path)
    assert not is_current(tmp_path / "nothing.db")
    (tmp_path / "empty.db").touch()
    assert not is_current(tmp_path / "empty.db")
    (tmp_path / "text.db").write_text("no database at all" * 100)
    with pytest.raises(StorageError):
        is_current(tmp_path / "text.db")
    engine = open_store(light_log.storage.path)
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0001'")
    engine.dispose()
    assert not is_current(light_log.storage.path)


def test_a_store_that_fails_is_a_storage_error(light_log: Log) -> None:
    """A log that can't be written raises StorageError."""
    light_log.storage.path.unlink()
    with pytest.raises(StorageError):
        LightRecords(light_log.storage.path.parent / "no" / "such").reading().__enter__()
