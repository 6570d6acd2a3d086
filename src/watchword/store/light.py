"""How does one answer reach the log without loading a database toolkit? By the standard library's SQLite alone.

It keeps the same tables under the same promises as `records`, for a store whose schema is current; tests hold that
both do the same. It makes a new store, but migrates none, and knows no table beside the log's own.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from watchword.errors import StorageError
from watchword.store.files import make_folder, sync_folder

WAIT_SECONDS = 30
"""How long a writer waits for another before it gives up."""

PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    "recursive_triggers=ON",  # so that INSERT OR REPLACE can't slip past the append-only triggers
    "secure_delete=ON",
)
"""What every connection to an SQLite store is told first."""

Row = tuple[int, str, str, bytes, bytes, bytes]

_BLOCK = 500  # numbers asked for at a time: SQLite's own limit was 999 for long
_RECORD = "SELECT seq, time, kind, previous, personal, body FROM records"
_RECORD_TYPES = (int, str, str, bytes, bytes, bytes)


VERSIONS = Path(__file__).parent / "migrations" / "versions"
"""Where the steps of the schema's history are, one file each."""

HEAD = max(path.name[1:5] for path in VERSIONS.glob("v[0-9]*.py"))
"""The schema's current revision: the last step."""


SCHEMA = Path(__file__).parent / "schema.sql"
"""What makes a new store: one statement a line, made from the migrations by tools/schema.py."""


_HINTS = {
    "disk": "Is there room left on this disk?",
    "space": "Is there room left on this disk?",
    "readonly": "May this account write there?",
    "unable to open": "May this account write there?",
    "locked": "Another process writes for long: try again.",
}  # by what stands in a reason


def failure(reason: str, where: str) -> StorageError:
    """The error of a store that failed for a reason that its driver gave."""
    hint = next((hint for sign, hint in _HINTS.items() if sign in reason.lower()), "")
    return StorageError(f"the store failed: {reason}", where=where, hint=hint)


def make_file(path: Path) -> None:
    """An empty file for a store where there is none yet: it will hold personal data, so it is its owner's only.

    A file that is there is never opened here: closing it would take away every lock that this process has on it
    (POSIX), and another process that closes the store would then remove the journal under our feet. Raises OSError.
    """
    make_folder(path.parent)
    with suppress(FileExistsError):
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
        sync_folder(path.parent)


def create(path: Path) -> None:
    """Make a store where there is none yet; of several processes that try, one does. Raises StorageError."""
    try:
        make_file(path)
    except OSError as error:
        raise failure(error.strerror or str(error), str(path)) from error
    with _connected(path) as connection:
        connection.execute("BEGIN IMMEDIATE")
        if not connection.execute("SELECT 1 FROM sqlite_master").fetchone():
            for statement in SCHEMA.read_text(encoding="utf-8").splitlines():
                connection.execute(statement)
        connection.execute("COMMIT")


def is_current(path: Path) -> bool:
    """Whether a file is a store whose schema is of today. Raises StorageError when it can't be read."""
    if not path.is_file():
        return False
    with _connected(path) as connection:
        if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'").fetchone():
            return False
        return connection.execute("SELECT version_num FROM alembic_version").fetchall() == [(HEAD,)]


class LightRecords:
    """The log's tables in one SQLite file that is there already. Fulfils ledger.storage.Storage."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @contextmanager
    def reading(self) -> Iterator[LightSession]:
        """A view that doesn't change while it is open. Raises StorageError."""
        with self._transaction("BEGIN") as connection:
            yield LightSession(connection)

    @contextmanager
    def writing(self) -> Iterator[LightSession]:
        """The one writer's transaction: committed at the block's end, undone when it raises. StorageError."""
        with self._transaction("BEGIN IMMEDIATE") as connection:
            yield LightSession(connection)

    def scrub(self) -> None:
        """Overwrite what erased personal parts have left in the journal."""
        with _connected(self.path) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    @contextmanager
    def _transaction(self, begin: str) -> Iterator[sqlite3.Connection]:
        with _connected(self.path) as connection:
            connection.execute(begin)
            try:
                yield connection
            except BaseException:
                connection.rollback()
                raise
            connection.commit()


class LightSession:
    """Reads and writes of the log's tables in one transaction; see records.Session for each."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def tip(self) -> tuple[int, str]:
        """Size and note of the largest head; 0 and "" when there is none."""
        return next(self._rows("SELECT size, note FROM heads ORDER BY size DESC LIMIT 1", (int, str)), (0, ""))

    def notes(self) -> Iterator[tuple[int, str]]:
        """Size and note of every head, by size."""
        return self._rows("SELECT size, note FROM heads ORDER BY size", (int, str))

    def records(self, first: int, end: int | None, kinds: Sequence[str]) -> Iterator[Row]:
        """Records from `first` to `end` (excluded; None for all) of these kinds (none for all), in order."""
        wanted, values = f"{_RECORD} WHERE seq >= ?", [first, *kinds]
        if kinds:
            wanted += f" AND kind IN ({_marks(kinds)})"
        if end is not None:
            wanted += " AND seq < ?"
            values.append(end)
        return self._rows(f"{wanted} ORDER BY seq", _RECORD_TYPES, values)

    def last_of(self, kinds: Sequence[str], end: int | None) -> Row | None:
        """The last record of these kinds before `end` (None for all)."""
        wanted = f"{_RECORD} WHERE kind = ? AND seq < ? ORDER BY seq DESC LIMIT 1"
        before = 1 << 62 if end is None else end
        return max((row for kind in kinds for row in self._rows(wanted, _RECORD_TYPES, (kind, before))), default=None)

    def hashes(self, positions: Sequence[int]) -> list[bytes]:
        """The tree's hashes at these positions, in the order asked. Raises StorageError when one is missing."""
        found: dict[int, bytes] = {}
        for start in range(0, len(positions), _BLOCK):
            block = positions[start : start + _BLOCK]
            wanted = f"SELECT position, hash FROM hashes WHERE position IN ({_marks(block)})"  # noqa: S608
            found.update(self._rows(wanted, (int, bytes), block))
        missing = next((at for at in positions if at not in found), None)
        if missing is not None:
            raise StorageError(f"the tree's hash {missing} is missing", where="hashes")
        return [found[at] for at in positions]

    def all_hashes(self) -> Iterator[tuple[int, bytes]]:
        """Every stored hash with its position, in order."""
        return self._rows("SELECT position, hash FROM hashes ORDER BY position", (int, bytes))

    def personal(self, seq: int) -> tuple[bytes, bytes] | None:
        """Salt and data of a record's personal part, if it is there."""
        return next(self._rows("SELECT salt, data FROM personal WHERE seq = ?", (bytes, bytes), (seq,)), None)

    def all_personal(self) -> Iterator[tuple[int, bytes, bytes]]:
        """Number, salt and data of every personal part, in order."""
        return self._rows("SELECT seq, salt, data FROM personal ORDER BY seq", (int, bytes, bytes))

    def personal_before(self, time: str) -> Iterator[int]:
        """Numbers of the records before that time that have a personal part, in order."""
        wanted = "SELECT seq FROM personal JOIN records USING (seq) WHERE time < ? ORDER BY seq"
        return (seq for (seq,) in self._rows(wanted, (int,), (time,)))

    def token_of(self, subject: str) -> str:
        """The token that stands for a subject in the bodies of records; "" when no record has its personal part."""
        wanted = "SELECT token FROM subjects WHERE subject = ? LIMIT 1"
        return str(next(self._rows(wanted, (str,), (subject,)), ("",))[0])

    def add_records(self, rows: Sequence[Row]) -> None:
        """Add records."""
        self._add("INSERT INTO records (seq, time, kind, previous, personal, body) VALUES (?, ?, ?, ?, ?, ?)", rows)

    def add_hashes(self, first: int, hashes: Sequence[bytes]) -> None:
        """Add hashes at the positions from `first`."""
        self._add("INSERT INTO hashes (position, hash) VALUES (?, ?)", list(enumerate(hashes, first)))

    def add_personal(self, rows: Sequence[tuple[int, bytes, bytes]]) -> None:
        """Add personal parts: number, salt, data."""
        self._add("INSERT INTO personal (seq, salt, data) VALUES (?, ?, ?)", rows)

    def add_subjects(self, rows: Sequence[tuple[int, str, str]]) -> None:
        """Add whom records are about: number, subject, token."""
        self._add("INSERT INTO subjects (seq, subject, token) VALUES (?, ?, ?)", rows)

    def add_note(self, size: int, note: str) -> None:
        """Add a signed head."""
        self._add("INSERT INTO heads (size, note) VALUES (?, ?)", [(size, note)])

    def erase_personal(self, seq: int) -> bool:
        """Remove a personal part, and whom the record is about. Returns whether it was there."""
        self._connection.execute("DELETE FROM subjects WHERE seq = ?", (seq,))
        return self._connection.execute("DELETE FROM personal WHERE seq = ?", (seq,)).rowcount == 1

    def _rows(self, wanted: str, types: tuple[type, ...], values: Sequence[Any] = ()) -> Iterator[Any]:
        """Rows as tuples of exactly these types. Raises StorageError when one has others."""
        for row in self._connection.execute(wanted, values):
            if tuple(map(type, row)) != types:
                raise StorageError("a row is damaged: a column is of another type", where=wanted)
            yield row

    def _add(self, statement: str, rows: Sequence[Sequence[Any]]) -> None:
        self._connection.executemany(statement, rows)


@contextmanager
def _connected(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection of its own; every failure of it is a StorageError that names the store."""
    try:
        connection = sqlite3.connect(path, timeout=WAIT_SECONDS, isolation_level=None)
        try:
            for pragma in PRAGMAS:
                connection.execute(f"PRAGMA {pragma}")
            yield connection
        finally:
            connection.close()
    except (sqlite3.Error, sqlite3.Warning) as error:
        raise failure(str(error), str(path)) from error


def _marks(values: Sequence[object]) -> str:
    return ", ".join("?" * len(values))
