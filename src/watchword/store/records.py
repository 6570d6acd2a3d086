"""Where does the ledger's log lie? In four tables. Fulfils ledger.storage.Storage without importing it.

It computes no hash and decides nothing; a change is durable once its block has ended.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import sqlalchemy
from sqlalchemy import Connection, Engine, Select, Table, bindparam, delete, insert, select, text

from watchword.errors import StorageError
from watchword.store import tables
from watchword.store.engine import WRITE, storage_errors
from watchword.store.light import WAIT_SECONDS

Row = tuple[int, str, str, bytes, bytes, bytes]

_BLOCK = 2000  # rows fetched, or numbers asked for, at a time
_RECORD_TYPES = (int, str, str, bytes, bytes, bytes)
_RECORD = [tables.records.c[name] for name in ("seq", "time", "kind", "previous", "personal", "body")]

# Statements of every commit, made once: making one takes longer than what SQLite does for it.
_LARGEST = select(tables.heads.c.size, tables.heads.c.note).order_by(tables.heads.c.size.desc()).limit(1)
_TOKEN = select(tables.subjects.c.token).where(tables.subjects.c.subject == bindparam("about")).limit(1)
_INSERT = {
    table: insert(table)
    for table in (tables.records, tables.hashes, tables.personal, tables.subjects, tables.heads)
}  # fmt: skip


class Records:
    """The log's tables in one store. Any number of threads may use it."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A view that doesn't change while it is open. Raises StorageError."""
        with storage_errors(self.engine.url), self.engine.connect() as connection:
            if self._is_postgresql:
                connection = connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
            with connection.begin():
                yield Session(connection)

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """The one writer's transaction: committed at the block's end, undone when it raises. StorageError."""
        with (
            storage_errors(self.engine.url),
            self.engine.connect().execution_options(begin=WRITE) as connection,
            connection.begin(),
        ):
            if self._is_postgresql:
                connection.execute(_SETTINGS)
                connection.execute(_LOCK)
            yield Session(connection)

    def scrub(self) -> None:
        """Overwrite what erased personal parts have left: in SQLite's journal, in PostgreSQL's dead rows.

        Backups and PostgreSQL's archived journal are not reached from here.
        """
        with storage_errors(self.engine.url), self.engine.connect() as connection:
            if self._is_postgresql:
                connection.execution_options(isolation_level="AUTOCOMMIT").exec_driver_sql("VACUUM personal")
            else:
                connection.execution_options(begin="").exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")

    @property
    def _is_postgresql(self) -> bool:
        return self.engine.dialect.name == "postgresql"


class Session:
    """Reads and writes of the log's tables in one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    @property
    def connection(self) -> Connection:
        """The transaction, for tables that are kept beside the log."""
        return self._connection

    def tip(self) -> tuple[int, str]:
        """Size and note of the largest head; 0 and "" when there is none."""
        return next(iter(self._few(_LARGEST, (int, str))), (0, ""))

    def notes(self) -> Iterator[tuple[int, str]]:
        """Size and note of every head, by size."""
        heads = tables.heads.c
        return self._stream(select(heads.size, heads.note).order_by(heads.size), (int, str))

    def records(self, first: int, end: int | None, kinds: Sequence[str]) -> Iterator[Row]:
        """Records from `first` to `end` (excluded; None for all) of these kinds (none for all), in order."""
        wanted = select(*_RECORD).where(tables.records.c.seq >= first).order_by(tables.records.c.seq)
        if end is not None:
            wanted = wanted.where(tables.records.c.seq < end)
        if kinds:
            wanted = wanted.where(tables.records.c.kind.in_(kinds))
        if end is not None and end - first <= _BLOCK:
            return iter(self._few(wanted, _RECORD_TYPES))
        return self._stream(wanted, _RECORD_TYPES)

    def last_of(self, kinds: Sequence[str], end: int | None) -> Row | None:
        """The last record of these kinds before `end` (None for all)."""
        found: list[Row] = []
        for (
            kind
        ) in kinds:  # one at a time: then every planner takes the index on kind and seq, with or without statistics
            wanted = select(*_RECORD).where(tables.records.c.kind == kind)
            if end is not None:
                wanted = wanted.where(tables.records.c.seq < end)
            found += self._few(wanted.order_by(tables.records.c.seq.desc()).limit(1), _RECORD_TYPES)
        return max(found, default=None)

    def hashes(self, positions: Sequence[int]) -> list[bytes]:
        """The tree's hashes at these positions, in the order asked. Raises StorageError when one is missing."""
        table = tables.hashes.c
        found: dict[int, bytes] = {}
        for start in range(0, len(positions), _BLOCK):
            block = select(table.position, table.hash).where(table.position.in_(positions[start : start + _BLOCK]))
            found.update(self._few(block, (int, bytes)))
        missing = next((at for at in positions if at not in found), None)
        if missing is not None:
            raise StorageError(f"the tree's hash {missing} is missing", where="hashes")
        return [found[at] for at in positions]

    def all_hashes(self) -> Iterator[tuple[int, bytes]]:
        """Every stored hash with its position, in order."""
        table = tables.hashes.c
        return self._stream(select(table.position, table.hash).order_by(table.position), (int, bytes))

    def personal(self, seq: int) -> tuple[bytes, bytes] | None:
        """Salt and data of a record's personal part, if it is there."""
        table = tables.personal.c
        wanted = select(table.salt, table.data).where(table.seq == seq)
        return next(iter(self._few(wanted, (bytes, bytes))), None)

    def all_personal(self) -> Iterator[tuple[int, bytes, bytes]]:
        """Number, salt and data of every personal part, in order."""
        table = tables.personal.c
        return self._stream(select(table.seq, table.salt, table.data).order_by(table.seq), (int, bytes, bytes))

    def token_of(self, subject: str) -> str:
        """The token that stands for a subject in the bodies of records; "" when no record has its personal part."""
        known = self._few(_TOKEN, (str,), {"about": subject})
        return str(known[0][0]) if known else ""

    def personal_before(self, time: str) -> Iterator[int]:
        """Numbers of the records before that time that have a personal part, in order."""
        both = tables.personal.join(tables.records)
        wanted = select(tables.personal.c.seq).select_from(both).where(tables.records.c.time < time)
        return (seq for (seq,) in self._stream(wanted.order_by(tables.personal.c.seq), (int,)))

    def add_records(self, rows: Sequence[Row]) -> None:
        """Add records."""
        names = [column.name for column in _RECORD]
        self._add(tables.records, [dict(zip(names, row, strict=True)) for row in rows])

    def add_hashes(self, first: int, hashes: Sequence[bytes]) -> None:
        """Add hashes at the positions from `first`."""
        self._add(tables.hashes, [{"position": at, "hash": h} for at, h in enumerate(hashes, first)])

    def add_personal(self, rows: Sequence[tuple[int, bytes, bytes]]) -> None:
        """Add personal parts: number, salt, data."""
        self._add(tables.personal, [{"seq": seq, "salt": salt, "data": data} for seq, salt, data in rows])

    def add_subjects(self, rows: Sequence[tuple[int, str, str]]) -> None:
        """Add whom records are about: number, subject, token."""
        self._add(tables.subjects, [{"seq": seq, "subject": subject, "token": token} for seq, subject, token in rows])

    def add_note(self, size: int, note: str) -> None:
        """Add a signed head."""
        self._add(tables.heads, [{"size": size, "note": note}])

    def erase_personal(self, seq: int) -> bool:
        """Remove a personal part, and whom the record is about. Returns whether it was there."""
        self._connection.execute(delete(tables.subjects).where(tables.subjects.c.seq == seq))
        gone = self._connection.execute(delete(tables.personal).where(tables.personal.c.seq == seq))
        return gone.rowcount == 1

    def _few(self, wanted: Select[Any], types: tuple[type, ...], given: dict[str, Any] | None = None) -> list[Any]:
        """A few rows at once, as tuples of exactly these types. Raises StorageError when one has others."""
        return [_checked(row, types, wanted) for row in self._connection.execute(wanted, given)]

    def _stream(self, wanted: Select[Any], types: tuple[type, ...]) -> Iterator[Any]:
        """The same for any number of rows, which are fetched a block at a time."""
        result = self._connection.execute(wanted, execution_options={"yield_per": _BLOCK})
        try:
            for block in result.partitions():
                for row in block:
                    yield _checked(row, types, wanted)
        finally:
            result.close()

    def _add(self, table: Table, rows: list[dict[str, Any]]) -> None:
        if rows:
            self._connection.execute(_INSERT[table], rows)


def _checked(row: sqlalchemy.Row[Any], types: tuple[type, ...], wanted: Select[Any]) -> Any:
    values = tuple(row)
    if tuple(map(type, values)) != types:
        raise StorageError("a row is damaged: a column is of another type", where=str(wanted.get_final_froms()[0]))
    return values


# A commit waits for the disk whatever the server's default is; a writer that hangs lets the others go on.
_SETTINGS = text(
    f"SELECT set_config('lock_timeout', '{WAIT_SECONDS}s', true),"
    f" set_config('idle_in_transaction_session_timeout', '{2 * WAIT_SECONDS}s', true),"
    " CASE current_setting('synchronous_commit') WHEN 'off' THEN set_config('synchronous_commit', 'on', true) END"
)
# A statement of its own: what is read after it was committed before it.
_LOCK = text("SELECT pg_advisory_xact_lock('records'::regclass::oid::bigint)")
