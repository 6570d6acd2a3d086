"""How do two pairs of eyes see a thing? Somebody proposes, somebody else approves; then it takes effect, not before.

What needs it is `happenings.ACTIONS`, who may is `permissions`. Nothing here takes effect by itself.
"""

from __future__ import annotations

from datetime import date, timedelta

import msgspec
from sqlalchemy import Connection

from watchword.cases import allowances, folding, happenings, people, permissions, proposals
from watchword.cases.allowances import Sides
from watchword.cases.answers import POLICY_CHANGED, PolicyChanged
from watchword.cases.desk import FOLDS, Desk, answer_of, refuse_pending, words
from watchword.cases.happenings import Forgotten, Proposed, Said
from watchword.cases.people import Person
from watchword.cases.projections import rebuild
from watchword.errors import UsageError
from watchword.ledger.log import Change, Entry
from watchword.model import Receipt
from watchword.policy import Policy

LONGEST_DAYS = 366
"""For how long an allow-list entry may hold."""


def propose_allowance(desk: Desk, person: Person, alert_id: str, until: str, text: str) -> Receipt:
    """Propose that this subject and this listed party need no alert until a day, as long as both stay what they are.

    Raises UsageError for a day that is past or too far, or where the answer was erased.
    """
    today = desk.clock().date()
    day = _day(until)
    if not today <= day <= today + timedelta(days=LONGEST_DAYS):
        raise UsageError(f"an entry holds from today for {LONGEST_DAYS} days at most", where="until")
    reason = words(text)
    with desk.open() as (change, connection):
        by = desk.working(connection, person, "propose decisions").id
        alert = folding.find(connection, alert_id)
        refuse_pending(alert)
        if alert.ruling and alert.ruling.disposition in ("block", "reject", "permitted"):
            raise UsageError("a true match can't be put on the allow-list", where=alert_id)
        answer = answer_of(change, alert)
        if answer is None:
            raise UsageError("the answer behind this alert was erased", where=alert_id)
        listings = tuple(hit.listing for hit in answer.hits if hit.listing.id in alert.listings)
        proposed = Proposed(happenings.ALLOW, by, alert_id, until=day.isoformat())
        change.append(Entry(happenings.PROPOSED, proposed, Sides(reason, answer.party, listings)))
    return change.receipts[-1]


def propose_policy(desk: Desk, person: Person, policy: Policy, text: str) -> Receipt:
    """Propose the policy that is to be screened under from now on."""
    return _propose(desk, person, happenings.POLICY, policy, text)


def propose_forgetting(desk: Desk, person: Person, forgotten: Forgotten, text: str) -> Receipt:
    """Propose that a list, or one state of it, is screened against no more."""
    return _propose(desk, person, happenings.FORGET, forgotten, text)


def _propose(desk: Desk, person: Person, action: str, what: Policy | Forgotten, text: str) -> Receipt:
    """Propose a change that no alert is about, with its whole content."""
    said = Said(words(text))
    content = msgspec.Raw(msgspec.json.encode(what))
    with desk.open() as (change, connection):
        by = desk.working(connection, person, "propose policy").id
        change.append(Entry(happenings.PROPOSED, Proposed(action, by, digest=what.digest, content=content), said))
    return change.receipts[-1]


def approve(desk: Desk, person: Person, seq: int) -> Receipt:
    """Approve a proposal of somebody else. Raises ForbiddenError, and UsageError when it is settled already."""
    with desk.open() as (change, connection):
        proposal = _waiting(connection, seq)
        second = people.find(connection, person.id)
        permissions.require_second(second, proposal.proposed.by)
        proposed = proposal.proposed
        change.append(Entry(happenings.APPROVED, happenings.Approved(seq, second.id, proposed)))
        if proposed.action == happenings.POLICY:
            policy = msgspec.json.decode(proposed.content, type=Policy)
            changed = PolicyChanged(seq, second.id, proposed.digest, policy)
            change.append(Entry(POLICY_CHANGED, changed))
        elif proposed.action == happenings.FORGET:
            _forget(desk, change, seq, second.id)
    return change.receipts[0]


def _forget(desk: Desk, change: Change, seq: int, by: str) -> None:
    """Take out what the proposal of a number names, before that is on record: an approval that is cut off between the two
    still waits, and is given again."""
    proposed = change.record(seq).read(Proposed)
    of = msgspec.json.decode(proposed.content, type=Forgotten)
    if desk.forget is None:
        raise UsageError(
            "the lists are not at hand here", where=str(seq), hint="Approve it with watchword alerts approve."
        )
    desk.forget(of.list, of.digest)
    change.append(Entry(happenings.LISTS_FORGOTTEN, happenings.ListsForgotten(seq, by, of.list, of.digest)))


def refuse(desk: Desk, person: Person, seq: int, text: str) -> Receipt:
    """Refuse a proposal; its maker may withdraw it so."""
    said = Said(words(text))
    with desk.open() as (change, connection):
        proposal = _waiting(connection, seq)
        known = people.find(connection, person.id)
        if known.id != proposal.proposed.by:
            permissions.require(known, "approve")
        body = happenings.Refused(seq, known.id, proposal.proposed.alert)
        change.append(Entry(happenings.REFUSED, body, said))
    return change.receipts[-1]


def withdraw(desk: Desk, person: Person, seq: int) -> Receipt:
    """End an allow-list entry before its time."""
    with desk.open() as (change, connection):
        known = desk.working(connection, person, "end an allowance")
        entry = allowances.find(connection, seq)
        if entry.ended:
            raise UsageError(f"this entry has ended: {entry.ended}", where=str(seq))
        body = happenings.AllowanceEnded(seq, entry.alert, "withdrawn", (), known.id)
        change.append(Entry(happenings.ALLOWANCE_ENDED, body))
    return change.receipts[-1]


def rebuild_tables(desk: Desk) -> None:
    """Make the tables of cases anew from the log."""
    with desk.log.change(desk.clock()) as change:
        rebuild(desk.log, FOLDS, change)


def _waiting(connection: Connection, seq: int) -> proposals.Proposal:
    proposal = proposals.find(connection, seq)
    if proposal.state != "waiting":
        raise UsageError(f"{proposal.settled_by} has {proposal.state} this proposal already", where=str(seq))
    return proposal


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageError(f"{text!r} is no day", where="until", hint="Write it as 2027-06-30.") from None
