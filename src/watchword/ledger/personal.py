"""What about a person may still be kept, and what must go? Erasure, legal holds, retention.

A record's personal part lies beside the log, under a salted commitment in the record: once it is erased, the
salt is gone too, so that nobody can tell from the commitment what it was, and every proof still holds. Nothing
is ever erased by itself: `due` says what may go, a person's decision upstairs lets it go.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import msgspec

from watchword.errors import NotFoundError, UsageError
from watchword.ledger import record
from watchword.ledger.log import Entry, Log, View
from watchword.ledger.record import Receipt

RETENTION_YEARS = 10
"""How long records are kept by default (31 CFR 501.601, since 2025-03-12)."""


class Hold(msgspec.Struct, frozen=True):
    """A legal hold: while it stands, the personal parts of `records` (None: of all) can't be erased."""

    name: str
    records: tuple[int, ...] | None
    reason: str
    by: str

    def covers(self, seq: int) -> bool:
        """Whether it protects that record."""
        return self.records is None or seq in self.records


class Erasure(msgspec.Struct, frozen=True):
    """The body of an `erased` record: whose personal part went (a record's number), why, and by whom."""

    seq: int
    reason: str
    by: str


class _Lift(msgspec.Struct, frozen=True):
    name: str
    reason: str
    by: str


def erase(log: Log, erasure: Erasure, *, time: datetime) -> Receipt:
    """Erase the personal part of a record and record it, in one transaction.

    Raises UsageError when a legal hold covers it, NotFoundError when there is no personal part (any more).
    """
    with log.change(time) as change:
        hold = next((h for h in holds(change) if h.covers(erasure.seq)), None)
        if hold is not None:
            raise UsageError(f"legal hold {hold.name!r} covers record {erasure.seq}", where="seq")
        change.erase(erasure.seq, Entry(record.ERASED, erasure))
    log.storage.scrub()
    return change.receipts[0]


def place_hold(log: Log, hold: Hold, *, time: datetime) -> Receipt:
    """Place a hold. Raises UsageError when one of that name stands, NotFoundError for a missing record."""
    with log.change(time) as change:
        if any(standing.name == hold.name for standing in holds(change)):
            raise UsageError(f"a legal hold named {hold.name!r} stands already", where="name")
        for seq in hold.records or ():
            change.record(seq)
        change.append_reserved(Entry(record.HOLD_PLACED, hold))
    return change.receipts[0]


def lift_hold(log: Log, name: str, *, reason: str, by: str, time: datetime) -> Receipt:
    """Lift a legal hold. Raises NotFoundError when none of that name stands."""
    with log.change(time) as change:
        if all(standing.name != name for standing in holds(change)):
            raise NotFoundError(f"no legal hold is named {name!r}", where="name")
        change.append_reserved(Entry(record.HOLD_LIFTED, _Lift(name, reason, by)))
    return change.receipts[0]


def holds(view: View) -> Sequence[Hold]:
    """The legal holds that stand, in the order in which they were placed."""
    standing: dict[str, Hold] = {}
    for found in view.records(kinds=(record.HOLD_PLACED, record.HOLD_LIFTED)):
        if found.kind == record.HOLD_PLACED:
            hold = found.read(Hold)
            standing[hold.name] = hold
        else:
            standing.pop(found.read(_Lift).name)
    return tuple(standing.values())


def due(view: View, *, now: datetime, years: int = RETENTION_YEARS) -> list[int]:
    """Numbers of the records whose personal part is older than the retention and under no legal hold.

    A record of 29 February is due on 1 March. Nothing is erased by asking.
    """
    day = (now.month, now.day)
    if day == (2, 29) and not _is_leap(now.year - years):
        now = now.replace(day=28)
    standing = holds(view)
    aged = view.personal_before(now.replace(year=now.year - years))
    return [seq for seq in aged if not any(hold.covers(seq) for hold in standing)]


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
