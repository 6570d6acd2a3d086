"""Is a store that is made without Alembic the one that the migrations make?"""

from __future__ import annotations

import sqlite3
import stat
from contextlib import closing
from multiprocessing import get_context
from pathlib import Path

import pytest
from tools.schema import migrated

from watchword.errors import StorageError
from watchword.store.engine import open_store
from watchword.store.light import SCHEMA, create, is_current


def test_the_script_is_that_of_the_migrations(tmp_path: Path) -> None:
    """What makes a new store is made from the migrations: after a new one, run python -m tools.schema."""
    assert SCHEMA.read_text(encoding="utf-8") == migrated(tmp_path)


def test_a_new_store_is_current(tmp_path: Path) -> None:
    """It is of today's schema, for its owner alone, and nothing is left to migrate."""
    path = tmp_path / "new" / "watchword.db"
    create(path)
    assert is_current(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    before = _schema(path)
    open_store(path).dispose()
    assert _schema(path) == before


def test_a_store_is_made_once(tmp_path: Path) -> None:
    """Processes that find none at the same time make one; one that is there stays as it is."""
    path = tmp_path / "watchword.db"
    makers = [get_context("spawn").Process(target=create, args=(path,)) for _ in range(3)]
    for maker in makers:
        maker.start()
    for maker in makers:
        maker.join()
    assert [maker.exitcode for maker in makers] == [0, 0, 0]
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("INSERT INTO webhook_messages VALUES (1, 'a', 'b', x'00')")
    create(path)
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT count(*) FROM webhook_messages").fetchone() == (1,)


def test_where_none_can_be_made_the_place_is_named(tmp_path: Path) -> None:
    """A folder that can't be made is a StorageError with its path."""
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(StorageError) as caught:
        create(tmp_path / "file" / "watchword.db")
    assert "watchword.db" in str(caught.value)


def _schema(path: Path) -> list[tuple[str, str]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute("SELECT name, sql FROM sqlite_master ORDER BY name").fetchall()
