"""Who keeps the log, and how? Export, erasure, legal holds and a new key, each for those whose role it is, on record.

What these do to a log is `ledger`; here is checked who may.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import msgspec

from watchword.cases import people, permissions
from watchword.cases.desk import Desk, words
from watchword.cases.people import Person
from watchword.ledger import personal
from watchword.ledger.personal import Erasure, Hold
from watchword.model import Receipt

EXPORTED = "exported"


class Exported(msgspec.Struct, frozen=True):
    """The body of an `exported` record: what left the house, and at whose hands."""

    what: str
    by: str
    personal: bool


def exporting(desk: Desk, person: Person, what: str, *, with_personal: bool) -> Receipt:
    """Put on record that something is going to be exported; only then it is."""
    by = _allowed(desk, person, "export the log").id
    if with_personal:
        _allowed(desk, person, "see personal data")
    return desk.log.append(EXPORTED, Exported(what, by, with_personal), time=desk.clock())


def erase(desk: Desk, person: Person, seqs: Sequence[int], reason: str) -> list[Receipt]:
    """Erase the personal parts of records; those before one that can't be erased are gone.

    Raises UsageError when a legal hold covers one, NotFoundError when there is no personal part (any more).
    """
    by, why = _allowed(desk, person, "erase").id, words(reason)
    return [personal.erase(desk.log, Erasure(seq, why, by), time=desk.clock()) for seq in seqs]


def place_hold(desk: Desk, person: Person, name: str, seqs: Sequence[int] | None, reason: str) -> Receipt:
    """Place a legal hold on some records, or on all."""
    by, why = _allowed(desk, person, "hold").id, words(reason)
    hold = Hold(words(name), tuple(seqs) if seqs else None, why, by)
    return personal.place_hold(desk.log, hold, time=desk.clock())


def lift_hold(desk: Desk, person: Person, name: str, reason: str) -> Receipt:
    """Lift a legal hold."""
    by, why = _allowed(desk, person, "hold").id, words(reason)
    return personal.lift_hold(desk.log, name, reason=why, by=by, time=desk.clock())


def rotate_key(desk: Desk, person: Person, reason: str) -> Receipt:
    """Sign from now on with a new key."""
    by, why = _allowed(desk, person, "rotate the key").id, words(reason)
    return desk.log.rotate_key(f"{why} ({by})", time=desk.clock())


def holds(desk: Desk) -> Sequence[Hold]:
    """The legal holds that stand."""
    with desk.log.read() as view:
        return personal.holds(view)


def due(desk: Desk, now: datetime, years: int) -> list[int]:
    """The records whose personal part is older than so many years and under no hold. Nothing is erased."""
    with desk.log.read() as view:
        return personal.due(view, now=now, years=years)


def _allowed(desk: Desk, person: Person, action: str) -> Person:
    with desk.open() as (_, connection):
        known = people.find(connection, person.id)
        permissions.require(known, action)
        return known
