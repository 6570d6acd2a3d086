"""How is the store opened? A file (SQLite) or the URL of a PostgreSQL server in, an engine at the current schema out.

What a transaction promises is set here: durable once committed, one writer at a time where WRITE is asked for.
Nothing is read or written here but the schema.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, SQLAlchemyError

from watchword.errors import StorageError, UsageError
from watchword.store.light import HEAD, PRAGMAS, WAIT_SECONDS, failure, make_file

WRITE = "BEGIN IMMEDIATE"
"""The execution option `begin` of a connection that is to be SQLite's one writer; "" is for no transaction."""

_OLDEST_POSTGRESQL = (15,)
_SCHEMA_LOCK = 7_094_160_338_207_146_051  # any number, the same for all: no two processes change the schema at once


def open_store(where: Path | str) -> Engine:
    """The engine of a store, created or brought to the current schema when it isn't there yet.

    `where` is the path of an SQLite file or a URL (postgresql://user@host/database). Raises UsageError for another
    sort of URL, StorageError when the store can't be opened or is newer than this program.
    """
    url = _url(where)
    with storage_errors(url):
        engine = _sqlite(url) if url.get_backend_name() == "sqlite" else _postgresql(url)
        try:
            _bring_to_head(engine)
        except SQLAlchemyError:
            engine.dispose()
            raise
    return engine


@contextmanager
def storage_errors(url: URL) -> Iterator[None]:
    """Within it, every failure of the database or its driver is a StorageError that names the store."""
    place = url.database or "" if url.get_backend_name() == "sqlite" else url.render_as_string(hide_password=True)
    try:
        yield
    except SQLAlchemyError as error:
        cause = getattr(error, "orig", None) or error
        reason = str(cause).strip().partition("\n")[0]
        raise failure(reason, place) from error
    except OSError as error:
        raise failure(error.strerror or str(error), place) from error


def _url(where: Path | str) -> URL:
    if isinstance(where, Path):
        return URL.create("sqlite+pysqlite", database=str(where))
    try:
        url = make_url(where)
        if url.get_backend_name() == "sqlite" and url.database:
            return url.set(drivername="sqlite+pysqlite")
        if url.get_backend_name() == "postgresql":
            return url.set(drivername="postgresql+psycopg")
    except (ArgumentError, NoSuchModuleError, ValueError):
        pass
    raise UsageError("a store is a file or a URL of the form postgresql://user@host/database", where="store")


def _sqlite(url: URL) -> Engine:
    """A file in WAL mode; each commit reaches the disk before it returns."""
    path = Path(str(url.database))
    make_file(path)
    engine = create_engine(url, connect_args={"timeout": WAIT_SECONDS, "check_same_thread": False})

    @event.listens_for(engine, "connect")
    def connect(connection: Any, _: object) -> None:
        connection.isolation_level = None  # the driver starts no transaction by itself: `begin` below does
        for pragma in PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        statement = connection.get_execution_options().get("begin", "BEGIN")
        if statement:
            connection.exec_driver_sql(statement)

    return engine


def _postgresql(url: URL) -> Engine:
    try:
        engine = create_engine(url, pool_pre_ping=True, connect_args={"connect_timeout": WAIT_SECONDS})
    except ImportError as error:
        hint = "Install watchword[postgresql]."
        raise StorageError("the driver for PostgreSQL is not installed", where="store", hint=hint) from error
    with engine.connect() as connection:
        version = connection.dialect.server_version_info or ()
    if version < _OLDEST_POSTGRESQL:
        engine.dispose()
        raise StorageError(f"PostgreSQL {version[0]} is too old: 15 is the oldest that will do", where=url.host or "")
    return engine


def _bring_to_head(engine: Engine) -> None:
    """Migrate unless the schema is current; Alembic is loaded only then, for it takes longer than an answer."""
    with engine.connect() as connection:
        if _revision(connection) == HEAD:
            return
    with engine.connect().execution_options(begin=WRITE) as connection, connection.begin():
        if engine.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _SCHEMA_LOCK})
        if _revision(connection) != HEAD:
            _migrate(connection)


def _revision(connection: Connection) -> str:
    """The revision that the schema has; "" for a new store."""
    if not connection.dialect.has_table(connection, "alembic_version"):
        return ""
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar() or ""


def _migrate(connection: Connection) -> None:
    from alembic import command
    from alembic.config import Config
    from alembic.util import CommandError

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    try:
        command.upgrade(config, "head")
    except CommandError as error:
        raise StorageError(
            f"the store has a schema that is unknown here: {error}",
            where="store",
            hint="It was written by a newer watchword: install that.",
        ) from error
