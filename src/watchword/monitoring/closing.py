"""What becomes of an alert when its hit is gone? Delisting closes it and tells why; all else is told in the case.

An alert is about a listed party: it is closed only when no listing of that party is a hit of the customer any more. A
decision that it is a true match stands until a person changes it: blocked property is not released by a program.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection

from watchword.cases import folding, happenings
from watchword.cases.alert import Alert, Ruling
from watchword.cases.desk import FOLDS
from watchword.cases.happenings import Said
from watchword.cases.projections import follow
from watchword.ledger.log import Change, Entry
from watchword.monitoring.changes import DELISTED, HitChange
from watchword.monitoring.rows import recall
from watchword.store.book import Book, Run

BY = ""  # nobody: the run did it


def close(change: Change, book: Book, run: Run, found: Sequence[HitChange]) -> int:
    """Close or comment the alerts of hits that a run lost, in its transaction. Returns how many were closed."""
    lost: dict[str, list[HitChange]] = {}
    for one in found:
        if one.what == "lost":
            lost.setdefault(one.customer, []).append(one)
    if not lost:
        return 0
    connection = follow(change, FOLDS)
    closed = 0
    known = book.with_ids(list(lost))
    for own_id, gone in lost.items():
        number = known[own_id].number
        standing = {hit.listing for hit in recall(book.hits(number, number).get(number, b""))}
        for alert, changes in _alerts(change, connection, own_id, gone):
            closed += _settle(change, alert, changes, standing, run)
    return closed


def _alerts(
    change: Change, connection: Connection, own_id: str, gone: Sequence[HitChange]
) -> list[tuple[Alert, list[HitChange]]]:
    """The alerts of a customer that lost hits are of, each with those."""
    token = change.writing.token_of(f"customer:{own_id}")
    found: dict[str, tuple[Alert, list[HitChange]]] = {}
    for one in gone:
        alert = folding.about(connection, token, one.listing) if token else None
        if alert:
            found.setdefault(alert.id, (alert, []))[1].append(one)
    return list(found.values())


def _settle(change: Change, alert: Alert, gone: list[HitChange], standing: set[str], run: Run) -> bool:
    """Record what a run means for an alert. Whether it is closed by that."""
    reasons = ", ".join(f"{one.listing} ({one.why})" for one in gone)
    told = f"Run {run.number}, lists of {run.day or 'the package'}: no hit any more on {reasons}."
    left = sorted(standing & set(alert.listings))
    if left:
        told += f" Still hits: {', '.join(left)}."
    elif all(one.why == DELISTED for one in gone) and alert.state != "closed" and not alert.pending:
        ruling = Ruling("false-positive", "delisted")
        change.append(Entry(happenings.DECIDED, happenings.Decided(alert.id, BY, ruling), Said(told)))
        return True
    elif alert.state == "closed" and alert.ruling and alert.ruling.disposition in ("block", "reject"):
        told += " It was decided to be a true match: what follows is for a person to decide."
    change.append(Entry(happenings.COMMENTED, happenings.Commented(alert.id, BY), Said(told)))
    return False
