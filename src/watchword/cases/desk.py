"""How is a case worked on? The one use case behind every door: each call checks who acts, then records, then is done.

Everything is read, checked and recorded in one transaction, so that two people at once can't both decide. The fold
that makes alerts is `folding`; what needs a second person goes through `approvals`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import Connection

from watchword.cases import allowances, folding, happenings, people, permissions, permits, proposals
from watchword.cases.alert import DISPOSITIONS, REASONS, TRUE_MATCH, Alert, Ruling
from watchword.cases.answers import CHUNK_SCREENED, Answer, ChunkAnswer, RowAnswer, policy_in_force
from watchword.cases.happenings import Said
from watchword.cases.people import Person
from watchword.cases.permits import Permit
from watchword.cases.projections import Projection, follow
from watchword.errors import InputError, UsageError
from watchword.ledger.log import Change, Entry, Log, View
from watchword.ledger.record import Record
from watchword.model import Receipt
from watchword.policy import Policy

WORK = ("open", "escalated")
"""States of alerts that wait for somebody."""

FOLDS: tuple[Projection, ...] = (
    folding.AlertFold(),
    people.PeopleFold(),
    proposals.ProposalFold(),
    allowances.AllowanceFold(),
)
"""The tables of cases, in the order in which they follow the log: entries look their alert up."""


@dataclass(frozen=True, slots=True)
class Happening:
    """One thing that happened in a case: its record, and what was said in it (None when nothing, or erased)."""

    record: Record
    personal: dict[str, Any] | None


class Desk:
    """Alerts of one log. Any number of threads and processes may work on them.

    `register` are the licences and carve-outs that can permit a true match; by default those that ship. `forget` takes a
    list, or the state of a digest, out of what is screened against.
    """

    def __init__(self, log: Log, clock: Callable[[], datetime], register: tuple[Permit, ...] | None = None,
                 forget: Callable[[str, str], None] | None = None) -> None:  # fmt: skip
        self.log, self.clock, self.forget = log, clock, forget
        self.register = permits.permits() if register is None else register

    @contextmanager
    def open(self) -> Iterator[tuple[Change, Connection]]:
        """A transaction in which the tables are up to date and allow-list entries have done their work."""
        self._settle()
        with self.log.change(self.clock()) as change:
            connection = follow(change, FOLDS)
            yield change, connection

    def _settle(self) -> None:
        """Close alerts that an allow-list entry covers, end entries that no longer hold; each on a record of its own."""
        with self.log.change(self.clock()) as change:
            connection = follow(change, FOLDS)
            day = change.time[:10]
            for entry in allowances.in_question(connection, day):
                alert = folding.find(connection, entry.alert)
                why, changed = _why_ended(change, entry, alert, day)
                if why:
                    ended = happenings.AllowanceEnded(entry.seq, alert.id, why, changed)
                    change.append(Entry(happenings.ALLOWANCE_ENDED, ended))
                elif not alert.pending:
                    change.append(Entry(happenings.PASSED, happenings.Passed(alert.id, entry.seq)))

    # Reading ---------------------------------------------------------------------------------------------------

    def queue(
        self,
        states: Sequence[str] = WORK,
        assigned: str | None = None,
        limit: int = 0,
        offset: int = 0,
    ) -> tuple[int, list[Alert]]:
        """How many alerts there are in these states (all when none is named), and some in the order of work."""
        with self.open() as (_, connection):
            found = folding.queue(connection, states, assigned, limit, offset)
            return folding.count(connection, states, assigned), found

    def neighbours(self, alert_id: str) -> tuple[str, str]:
        """The ids of the alerts before and after one in the order of work, "" where there is none; after one that is closed
        comes the first. Raises NotFoundError."""
        with self.open() as (_, connection):
            one = folding.find(connection, alert_id)
            if one.state not in WORK:
                return "", next((first.id for first in folding.queue(connection, WORK, limit=1)), "")
            before, after = (folding.neighbour(connection, one, WORK, after=way) for way in (False, True))
            return before, after

    def alert(self, alert_id: str) -> Alert:
        """The alert of an id. Raises NotFoundError."""
        with self.open() as (_, connection):
            return folding.find(connection, alert_id)

    def history(self, alert_id: str) -> list[Happening]:
        """All that happened in a case, in order. Raises NotFoundError."""
        with self.open() as (change, connection):
            folding.find(connection, alert_id)
            seqs = folding.records_of(connection, alert_id)
            return [Happening(change.record(seq), change.personal(seq)) for seq in seqs]

    def answer(self, alert: Alert) -> RowAnswer | None:
        """The last answer that hit an alert: the party as it was asked for, and its hits; None when erased."""
        with self.log.read() as view:
            return answer_of(view, alert)

    def alerts_of(self, receipt: Receipt) -> list[Alert]:
        """The alerts that an answer has raised or added to, as they stand."""
        with self.open() as (_, connection):
            return [folding.find(connection, one) for one in folding.alerts_of(connection, receipt.seq)]

    def proposals(self) -> list[proposals.Proposal]:
        """What waits for a second person, oldest first."""
        with self.open() as (_, connection):
            return proposals.waiting(connection)

    def policy(self) -> Policy:
        """The policy in force."""
        with self.log.read() as view:
            return policy_in_force(view.reading)

    def allowed(self, *, ended: bool = False) -> list[allowances.Allowance]:
        """The allow-list, with `ended` also entries that are no longer in force."""
        with self.open() as (_, connection):
            return allowances.entries(connection, ended=ended)

    # Working ---------------------------------------------------------------------------------------------------

    def take(self, person: Person, alert_id: str, assignee: str) -> Receipt:
        """Give an alert to somebody, or with "" to nobody."""
        with self.open() as (change, connection):
            by = self.working(connection, person, "work on alerts").id
            folding.find(connection, alert_id)
            if assignee:
                assignee = people.find(connection, assignee).id
            change.append(Entry(happenings.TAKEN, happenings.Taken(alert_id, by, assignee)))
        return change.receipts[-1]

    def comment(self, person: Person, alert_id: str, text: str) -> Receipt:
        """Write something about an alert."""
        said = Said(words(text))
        with self.open() as (change, connection):
            by = self.working(connection, person, "work on alerts").id
            folding.find(connection, alert_id)
            change.append(Entry(happenings.COMMENTED, happenings.Commented(alert_id, by), said))
        return change.receipts[-1]

    def decide(self, person: Person, alert_id: str, ruling: Ruling, text: str) -> Receipt:
        """Decide an alert, or propose it where a second person is needed; the receipt's kind says which.

        Of a permitted match, authority and scope are those of the register. Raises UsageError for a disposition,
        reason or permit that doesn't fit, NotFoundError for a permit that isn't there, ForbiddenError for a role.
        """
        check_ruling(ruling)
        if ruling.disposition == "permitted":
            ruling = permits.ruling(ruling, self.register, self.clock().date())
        said = Said(words(text))
        with self.open() as (change, connection):
            by = self.working(connection, person, "decide").id
            alert = folding.find(connection, alert_id)
            refuse_pending(alert)
            if needs_second(alert, ruling, policy_in_force(change.reading).second_person):
                proposed = happenings.Proposed(happenings.DECIDE, by, alert_id, ruling)
                change.append(Entry(happenings.PROPOSED, proposed, said))
            else:
                change.append(Entry(happenings.DECIDED, happenings.Decided(alert_id, by, ruling), said))
        return change.receipts[-1]

    @staticmethod
    def working(connection: Connection, person: Person, action: str) -> Person:
        """The person as the register has them now. Raises ForbiddenError unless a role of theirs allows the action.

        Roles are those of this moment, not of when the person was looked up.
        """
        known = people.find(connection, person.id)
        permissions.require(known, action)
        return known


def needs_second(alert: Alert, ruling: Ruling, named: Collection[str]) -> bool:
    """Whether a decision needs a second person: always one that lets a true match through (it is to be permitted, or was
    one and is to be none), whatever the policy says; and those that the policy has named."""
    was_true = alert.ruling is not None and alert.ruling.disposition in (*TRUE_MATCH, "permitted")
    releases = ruling.disposition == "permitted" or (was_true and ruling.disposition not in TRUE_MATCH)
    return releases or ruling.disposition in named


def check_ruling(ruling: Ruling) -> None:
    """Raises UsageError for a disposition or reason that does not exist."""
    if ruling.disposition not in DISPOSITIONS:
        raise UsageError(f"there is no disposition {ruling.disposition!r}", where="disposition",
                         hint=f"Use one of: {', '.join(DISPOSITIONS)}.")  # fmt: skip
    reasons = REASONS[ruling.disposition]
    if ruling.reason not in reasons:
        raise UsageError(f"{ruling.reason!r} is no reason for {ruling.disposition}", where="reason",
                         hint=f"Use one of: {', '.join(reasons)}.")  # fmt: skip


def refuse_pending(alert: Alert) -> None:
    """Raises UsageError while a proposal about the alert waits."""
    if alert.pending:
        hint = "It has to be approved or refused first."
        raise UsageError(f"proposal {alert.pending} about this alert waits", where=alert.id, hint=hint)


def words(text: str) -> str:
    """What somebody wrote, which must be something. Raises InputError."""
    text = text.strip()
    if not text:
        raise InputError("say why, in words", where="text")
    return text


def _why_ended(view: View, entry: allowances.Allowance, alert: Alert, day: str) -> tuple[str, tuple[str, ...]]:
    """Why an entry doesn't cover the last hits of its alert, and what changed."""
    sides, answer = view.personal_bytes(entry.proposal), answer_of(view, alert)
    hit = {h.listing.id: h.listing for h in answer.hits if h.listing.id in alert.listings} if answer else {}
    kept = msgspec.json.decode(sides, type=allowances.Sides) if sides else None
    return allowances.why_ended(entry, kept, answer.party if answer else None, hit, day)


def answer_of(view: View, alert: Alert) -> RowAnswer | None:
    """The last answer that hit an alert and is not erased."""
    for seen in reversed(alert.seen):
        data = view.personal_bytes(seen.seq)
        if data is None:
            continue
        if view.record(seen.seq).kind == CHUNK_SCREENED:
            rows = msgspec.json.decode(data, type=ChunkAnswer).rows
            return next((row for row in rows if row.row == seen.row), None)
        answer = msgspec.json.decode(data, type=Answer)
        return RowAnswer(0, answer.subject, answer.party, answer.hits)
    return None
