"""How do tables follow the log? Each is a fold over its records: it goes on where it stood, and can be made anew.

A fold reads a record and its personal part and nothing else, so that the tables are the same whenever and however
often they are made. What a fold means is its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol, cast

from sqlalchemy import Connection, Table, delete, insert, select, update

from watchword.errors import UsageError
from watchword.ledger.log import Change, Log, View
from watchword.ledger.record import Record
from watchword.store import tables
from watchword.store.records import Session

_BLOCK = 1000  # records read at a time


class Projection(Protocol):
    """A fold over records of some kinds into some tables."""

    @property
    def name(self) -> str:
        """What it is called in the table of projections."""

    @property
    def kinds(self) -> Sequence[str]:
        """The kinds of records that it takes."""

    @property
    def tables(self) -> Sequence[Table]:
        """The tables that it alone writes."""

    def apply(self, connection: Connection, record: Record, personal: bytes | None) -> None:
        """Take one more record; `personal` is its personal part, None where it has none (any more)."""


def connection_of(change: Change) -> Connection:
    """The transaction of a change, for the tables beside the log. UsageError where the log was opened light."""
    if not isinstance(change.writing, Session):
        raise UsageError("this log was opened for answers alone", where="log", hint="Open it whole.")
    return change.writing.connection


def follow(change: Change, projections: Iterable[Projection]) -> Connection:
    """Bring tables up to the records that were there when the change began. Gives its transaction."""
    connection = connection_of(change)
    head = change.head
    size = head.size if head else 0
    for projection in projections:
        stood = _stood(connection, projection)
        if stood < size:
            _apply(change, connection, projection, (stood, size))
            _note(connection, projection, size)
    return connection


def rebuild(log: Log, projections: Sequence[Projection], change: Change) -> None:
    """Empty the tables of some folds and make them anew from the first record."""
    connection = connection_of(change)
    for projection in projections:
        for table in projection.tables:
            connection.execute(delete(table))
        connection.execute(delete(tables.projections).where(tables.projections.c.name == projection.name))
    follow(change, projections)


def contents(connection: Connection, projections: Iterable[Projection]) -> dict[str, list[tuple[object, ...]]]:
    """Every row of the tables of some folds, by table, in order: to compare."""
    return {
        table.name: [tuple(row) for row in connection.execute(select(table).order_by(*table.primary_key))]
        for projection in projections
        for table in projection.tables
    }


def _apply(view: View, connection: Connection, projection: Projection, span: tuple[int, int]) -> None:
    for first in range(*span, _BLOCK):
        for record in list(view.records(first, min(first + _BLOCK, span[1]), projection.kinds)):
            projection.apply(connection, record, view.personal_bytes(record.seq) if record.personal else None)


def _stood(connection: Connection, projection: Projection) -> int:
    wanted = select(tables.projections.c.size).where(tables.projections.c.name == projection.name)
    return cast(int, connection.execute(wanted).scalar() or 0)


def _note(connection: Connection, projection: Projection, size: int) -> None:
    table = tables.projections
    if not connection.execute(update(table).where(table.c.name == projection.name).values(size=size)).rowcount:
        connection.execute(insert(table).values(name=projection.name, size=size))
