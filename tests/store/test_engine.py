"""Is a store opened, made, migrated and guarded alike on SQLite and PostgreSQL?"""

from __future__ import annotations

import importlib
import os
import pkgutil
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import MetaData, inspect, text
from sqlalchemy.exc import DatabaseError

from watchword import store as store_package
from watchword.errors import StorageError, UsageError
from watchword.store import engine as store
from watchword.store import tables
from watchword.store.engine import HEAD, open_store


def all_tables() -> MetaData:
    """The tables of every module that has some."""
    for module in pkgutil.iter_modules(store_package.__path__):
        if module.name.endswith("_tables"):
            importlib.import_module(f"watchword.store.{module.name}")
    return tables.metadata


def test_opened_twice_it_is_the_same(store_url: str) -> None:
    """Opening makes the tables once, and leaves them as they are after that."""
    open_store(store_url).dispose()
    engine = open_store(store_url)
    assert set(inspect(engine).get_table_names()) == {*all_tables().tables, "alembic_version"}
    engine.dispose()


def test_another_process_that_leaves_takes_nothing_away(tmp_path: Path) -> None:
    """Opened twice here, a store keeps its journal when another process opens and closes it: our lock holds."""
    path = tmp_path / "w.db"
    first = open_store(path)
    with first.connect() as connection, connection.begin():
        connection.execute(text("CREATE TABLE kept (n INTEGER)"))
    open_store(path)
    other = "import sqlite3, sys; sqlite3.connect(sys.argv[1]).execute('SELECT count(*) FROM kept').connection.close()"
    subprocess.run([sys.executable, "-c", other, str(path)], check=True)
    assert (tmp_path / "w.db-wal").is_file()  # the last to leave removes it
    first.dispose()


def test_migrations_make_the_tables_that_the_code_knows(store_url: str) -> None:
    """The migrated schema is that of tables.py, and HEAD is the last migration."""
    from alembic.autogenerate import compare_metadata
    from alembic.config import Config
    from alembic.migration import MigrationContext
    from alembic.script import ScriptDirectory

    engine = open_store(store_url)
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), all_tables()) == []
    config = Config()
    config.set_main_option("script_location", str(Path(store.__file__).parent / "migrations"))
    assert ScriptDirectory.from_config(config).get_heads() == [HEAD]
    engine.dispose()


def test_a_newer_store_is_refused(store_url: str) -> None:
    """A store whose schema this program doesn't know is not touched."""
    engine = open_store(store_url)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()
    with pytest.raises(StorageError, match="newer watchword"):
        open_store(store_url)


def test_the_current_schema_is_opened_without_alembic(tmp_path: Path) -> None:
    """Alembic, slow to load, is not loaded for a store that is up to date."""
    open_store(tmp_path / "watchword.db").dispose()
    code = (
        "import sys; from pathlib import Path; from watchword.store.engine import open_store;"
        f"open_store(Path({str(tmp_path / 'watchword.db')!r})); print('alembic' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE records SET kind = 'other'",
        "DELETE FROM records",
        "UPDATE hashes SET position = 7",
        "DELETE FROM hashes",
        "UPDATE heads SET note = ''",
        "DELETE FROM heads",
        "UPDATE personal SET seq = 1",
        "INSERT OR REPLACE INTO heads VALUES (1, 'other')",
        "REPLACE INTO hashes SELECT * FROM hashes",
        "INSERT INTO heads VALUES (1, 'other')",
        "TRUNCATE records, personal",
        "TRUNCATE hashes",
        "TRUNCATE heads",
    ],
)
def test_the_log_can_only_be_added_to(store_url: str, statement: str) -> None:
    """The database itself refuses to change or remove what is in the log."""
    engine = open_store(store_url)
    fill(engine)
    with pytest.raises(DatabaseError), engine.begin() as connection:
        connection.exec_driver_sql(statement)
    with engine.connect() as connection:
        assert connection.execute(text("SELECT size, note FROM heads")).all() == [(1, "a head")]
        assert connection.execute(text("SELECT kind FROM records")).scalars().all() == ["kind"]
    engine.dispose()


def fill(engine: store.Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text("INSERT INTO records VALUES (0, 'time', 'kind', '', '', '')"))
        connection.execute(text("INSERT INTO hashes VALUES (0, '')"))
        connection.execute(text("INSERT INTO heads VALUES (1, 'a head')"))
        connection.execute(text("INSERT INTO personal VALUES (0, '', '')"))


def test_a_file_is_durable_and_private(tmp_path: Path) -> None:
    """SQLite writes ahead, waits for the disk, and its file is for its owner only."""
    engine = open_store(tmp_path / "new" / "watchword.db")
    with engine.connect() as connection:
        pragmas = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout", "secure_delete")
        }
    assert pragmas == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "busy_timeout": store.WAIT_SECONDS * 1000,
        "secure_delete": 1,
    }
    if os.name == "posix":
        assert (tmp_path / "new" / "watchword.db").stat().st_mode & 0o777 == 0o600
    engine.dispose()


@pytest.mark.parametrize("where", ["mysql://host/db", "no url", "sqlite://", "postgresql", ""])
def test_other_stores_are_refused(where: str) -> None:
    """What is neither SQLite nor PostgreSQL is a UsageError."""
    with pytest.raises(UsageError):
        open_store(where)


def test_what_can_not_be_opened(tmp_path: Path) -> None:
    """A folder, a file that is no database, a server that isn't there: StorageError."""
    (tmp_path / "text").write_text("This is no database, but it is long enough to be taken for one." * 20)
    for where in (tmp_path, tmp_path / "text", tmp_path / "text" / "watchword.db"):
        with pytest.raises(StorageError):
            open_store(where)


def test_a_server_that_is_not_there(tmp_path: Path) -> None:
    """A server that does not answer is a StorageError that does not tell the password."""
    pytest.importorskip("psycopg", reason="the driver for PostgreSQL is not installed")
    with pytest.raises(StorageError) as caught:
        open_store(f"postgresql://user:secret@/db?host={tmp_path}")
    assert "secret" not in str(caught.value)


def test_a_missing_driver_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without psycopg the error says what to install."""
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(StorageError, match=r"watchword\[postgresql\]"):
        open_store("postgresql://user@host/db")
