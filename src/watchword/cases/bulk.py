"""May many alerts be closed at once? Only as false positives, and only after a sample of them was looked at one by one.

The sample is drawn by the record: whoever chooses the alerts does not choose which of them are looked at. An alert that
is likely, waits for a second person or was a true match before is never part of a bulk.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Sequence

from watchword.cases import folding, happenings
from watchword.cases.alert import Alert, Ruling
from watchword.cases.answers import policy_in_force
from watchword.cases.desk import Desk, check_ruling, needs_second, refuse_pending, words
from watchword.cases.happenings import Said
from watchword.cases.people import Person
from watchword.errors import UsageError
from watchword.ledger.log import Entry, View
from watchword.model import Receipt

MOST = 200
"""Alerts that are closed together."""
LIKELY = 0.5
"""Probability from which an alert is looked at by itself."""
_SHARE, _LEAST = 10, 2  # one in ten is looked at, two at least


def sample_of(alerts: Sequence[Alert]) -> tuple[str, ...]:
    """Ids of the alerts to be looked at one by one: those of the least digests of their id and their last record."""
    size = min(len(alerts), max(_LEAST, -(-len(alerts) // _SHARE)))
    return tuple(one.id for one in sorted(alerts, key=_draw)[:size])


def chosen(desk: Desk, alert_ids: Collection[str]) -> list[Alert]:
    """The alerts of a bulk. Raises UsageError for too many or none, and for one that has to be decided by itself."""
    wanted = sorted(set(alert_ids))
    if not 0 < len(wanted) <= MOST:
        raise UsageError(f"choose 1 to {MOST} alerts", where="alerts")
    with desk.open() as (change, connection):
        _refuse_second(change)
        return [_fit(folding.find(connection, one)) for one in wanted]


def close(
    desk: Desk, person: Person, alert_ids: Collection[str], checked: Collection[str], said: tuple[str, str]
) -> list[Receipt]:
    """Close alerts as false positives; `checked` are those that were looked at, `said` reason code and words.

    All are decided in one transaction, or none. Raises UsageError when an alert of the sample was not looked at,
    ForbiddenError for a role that may not decide.
    """
    ruling = Ruling("false-positive", said[0])
    check_ruling(ruling)
    wanted = sorted(set(alert_ids))
    if not 0 < len(wanted) <= MOST:
        raise UsageError(f"choose 1 to {MOST} alerts", where="alerts")
    with desk.open() as (change, connection):
        by = desk.working(connection, person, "decide").id
        _refuse_second(change)
        alerts = [_fit(folding.find(connection, one)) for one in wanted]
        sample = sample_of(alerts)
        if missing := [one for one in sample if one not in checked]:
            raise UsageError("look at this one first", where=missing[0], hint="Each of the sample has to be confirmed.")
        text = f"{words(said[1])} (closed with {len(alerts) - 1} others; looked at one by one: {', '.join(sample)})"
        for one in alerts:
            change.append(Entry(happenings.DECIDED, happenings.Decided(one.id, by, ruling), Said(text)))
    return change.receipts


def _refuse_second(view: View) -> None:
    if "false-positive" in policy_in_force(view.reading).second_person:
        hint = "Decide each by itself, and have it approved."
        raise UsageError("by the policy in force a false positive needs a second person", where="alerts", hint=hint)


def _fit(alert: Alert) -> Alert:
    refuse_pending(alert)
    if alert.state == "closed":
        raise UsageError("it is closed already", where=alert.id)
    if alert.probability >= LIKELY or needs_second(alert, Ruling("false-positive", "other-person"), ()):
        raise UsageError("it is likely, or was a true match before: decide it by itself", where=alert.id)
    return alert


def _draw(alert: Alert) -> bytes:
    return hashlib.sha256(f"{alert.id} {alert.seen[-1].seq}".encode()).digest()
