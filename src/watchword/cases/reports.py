"""What has to be reported, and by when? Property that was blocked or is so no longer, rejected transactions, the year.

What the reporter has to tell is `report_facts`, what a report looks like on paper `report_paper`. Filing it with OFAC is the
reporter's own business.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time
from typing import Any

import msgspec
from sqlalchemy import Connection

from watchword.cases import folding, happenings
from watchword.cases.alert import Alert, Ruling
from watchword.cases.deadlines import business_days_after
from watchword.cases.desk import Desk, answer_of
from watchword.cases.keeping import EXPORTED, Exported
from watchword.cases.people import Person
from watchword.cases.report_facts import BLOCK, RULES, UNBLOCK, UNBLOCKED, check, facts_of
from watchword.errors import UsageError
from watchword.ledger.log import Entry, View
from watchword.ledger.record import stamp
from watchword.model import Receipt

_SAME_PROPERTY = frozenset({
    "holder_name", "holder_address", "contact_name", "contact_email", "contact_phone", "property", "location", "account",
})  # fmt: skip
TOLD_BY_THE_RECORD = ("alert", "target", "target_ids", "programmes", "decision", "due")


class Report(msgspec.Struct, frozen=True):
    """The personal part of a `reported` record: every field of a report, as text, by its name in `columns`."""

    fields: dict[str, str]


class Outstanding(msgspec.Struct, frozen=True):
    """A report that has yet to be made of an alert, and the day by which it is due (ISO date)."""

    kind: str
    alert: Alert
    due: str


def columns(kind: str) -> tuple[str, ...]:
    """The fields of a kind of report, in their order."""
    return ("rule", *TOLD_BY_THE_RECORD, *facts_of(kind))


def make(desk: Desk, person: Person, kind: str, alert_id: str, facts: Mapping[str, str]) -> tuple[Receipt, Report]:
    """A complete report of an alert that was decided so, put on record. Raises InputError naming what is missing."""
    asked = facts_of(kind)
    with desk.open() as (change, connection):
        by = desk.working(connection, person, "report").id
        alert = folding.find(connection, alert_id)
        if kind == UNBLOCK:
            _check_unblocked(change, connection, alert, facts.get("action", ""))
        elif alert.ruling is None or alert.ruling.disposition != kind:
            raise UsageError(f"this alert was not decided as {kind}", where=alert_id)
        day = check(kind, facts, _attached(change, connection, alert_id), change.time[:10])
        known = _from_record(change, alert) | {"due": business_days_after(day).isoformat()}
        report = Report({"rule": RULES[kind], **known, **{name: facts.get(name, "") for name in asked}})
        change.append(Entry(happenings.REPORTED, happenings.Reported(alert_id, by, kind), report))
    return change.receipts[-1], report


def outstanding(desk: Desk) -> list[Outstanding]:
    """Reports that are to be made and have not been, the first deadline first: of what was blocked or rejected, and of
    what was blocked once and is so no longer."""
    with desk.open() as (change, connection):
        blocked = _ever_blocked(change)
        waiting = []
        for alert in folding.queue(connection, ()):
            kind = _owed(alert, blocked)
            if kind and not _reports(change, connection, alert, kind):
                due = business_days_after(date.fromisoformat(alert.decided_at[:10])).isoformat()
                waiting.append(Outstanding(kind, alert, due))
    return sorted(waiting, key=lambda one: (one.due, one.alert.id))


def known(desk: Desk, person: Person, kind: str, alert_id: str) -> dict[str, str]:
    """The facts that an earlier report of the same property told: those of its blocking, for its unblocking."""
    if kind != UNBLOCK:
        return {}
    with desk.open() as (change, connection):
        desk.working(connection, person, "report")
        alert = folding.find(connection, alert_id)
        made = _reports(change, connection, msgspec.structs.replace(alert, decided=0), BLOCK)
    told = made[-1].fields if made else {}
    kept = {name: told.get(name, "") for name in facts_of(UNBLOCK) if name in _SAME_PROPERTY}
    first = f"Report of alert {alert_id} for the blocking of {told['action_date']}" if told else ""
    return {name: value for name, value in (kept | {"first_report": first}).items() if value}


def annual(desk: Desk, person: Person, year: int) -> tuple[list[Report], list[str]]:
    """The last report of each property that was blocked as of 30 June of a year, and alerts whose report is missing.

    What was released by then is left out (31 CFR 501.603(b)(2)). Raises UsageError while that day is not over.
    """
    end = stamp(datetime.combine(date(year, 7, 1), time(), UTC))
    found, missing = [], []
    with desk.open() as (change, connection):
        by = desk.working(connection, person, "report").id
        if change.time < end:
            raise UsageError(f"30 June {year} is not over yet", where="year")
        for alert in sorted(folding.queue(connection, ()), key=lambda alert: alert.opened):
            ruling, decided = _ruling_at(change, connection, alert.id, end)
            if ruling is None or ruling.disposition != BLOCK:
                continue
            reports = _reports(change, connection, msgspec.structs.replace(alert, decided=decided), BLOCK)
            found += reports[-1:]
            missing += [] if reports else [alert.id]
        change.append(Entry(EXPORTED, Exported(f"annual report {year}", by, personal=True)))
    return found, missing


def as_csv(kind: str, reports: Iterable[Report]) -> str:
    """Reports as CSV (RFC 4180), one a row under `columns`; no cell starts what a spreadsheet would run."""
    import csv
    import io

    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\r\n")
    rows.writerow(columns(kind))
    for report in reports:
        rows.writerow([_harmless(report.fields.get(name, "")) for name in columns(kind)])
    return out.getvalue()


def _harmless(text: str) -> str:
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


def _check_unblocked(view: View, connection: Connection, alert: Alert, action: str) -> None:
    """Raises UsageError for an alert that was never blocked, or of which unblocking is reported while it still is."""
    if all(ruling.disposition != BLOCK for ruling, _, _ in _rulings(view, connection, alert.id)):
        raise UsageError("nothing was blocked for this alert", where=alert.id)
    if action == UNBLOCKED and alert.ruling is not None and alert.ruling.disposition == BLOCK:
        hint = "Decide it otherwise first (watchword alerts decide), which takes two people."
        raise UsageError("this alert still stands as block", where=alert.id, hint=hint)


def _owed(alert: Alert, blocked: frozenset[str]) -> str:
    """The kind of report that the last decision on an alert asks for; "" for none."""
    disposition = alert.ruling.disposition if alert.ruling else ""
    return disposition if disposition in RULES else UNBLOCK if alert.id in blocked else ""


def _ever_blocked(view: View) -> frozenset[str]:
    """Alerts that were decided as block at any time."""
    decided = (record.read(happenings.Decided) for record in view.records(kinds=(happenings.DECIDED,)))
    approved = (record.read(happenings.Approved).proposed for record in view.records(kinds=(happenings.APPROVED,)))
    return frozenset(
        one.alert for told in (decided, approved) for one in told if one.ruling and one.ruling.disposition == BLOCK
    )


def _attached(view: View, connection: Connection, alert_id: str) -> frozenset[str]:
    records = [view.record(seq) for seq in folding.records_of(connection, alert_id)]
    return frozenset(r.read(happenings.Attached).sha256 for r in records if r.kind == happenings.ATTACHED)


def _from_record(view: View, alert: Alert) -> dict[str, str]:
    """What the record itself tells: who was hit, under which programmes, who decided when."""
    answer = answer_of(view, alert)
    names = {hit.listing.id: hit.listing.name for hit in answer.hits} if answer else {}
    return {
        "alert": alert.id,
        "target": "; ".join(dict.fromkeys(names.get(one, "") for one in alert.listings)),
        "target_ids": "; ".join(alert.listings),
        "programmes": "; ".join(alert.programmes),
        "decision": f"record {alert.decided}, {alert.decided_at}, {alert.by}",
        "due": alert.due,
    }


def _reports(view: View, connection: Connection, alert: Alert, kind: str) -> list[Report]:
    """The reports of a kind that were made of an alert since it was decided; an erased one is empty."""
    records = [view.record(seq) for seq in folding.records_of(connection, alert.id) if seq > alert.decided]
    made = [r.seq for r in records if r.kind == happenings.REPORTED and r.read(happenings.Reported).kind == kind]
    told: list[dict[str, Any]] = [view.personal(seq) or {} for seq in made]
    return [Report(one.get("fields", {})) for one in told]


def _ruling_at(view: View, connection: Connection, alert_id: str, end: str) -> tuple[Ruling | None, int]:
    """The ruling that stood before a time, and its record."""
    before = [(ruling, seq) for ruling, seq, time in _rulings(view, connection, alert_id) if time < end]
    return before[-1] if before else (None, 0)


def _rulings(view: View, connection: Connection, alert_id: str) -> list[tuple[Ruling, int, str]]:
    """Every ruling on an alert with its record and time, in order."""
    found = []
    for seq in folding.records_of(connection, alert_id):
        record = view.record(seq)
        ruling = None
        if record.kind == happenings.DECIDED:
            ruling = record.read(happenings.Decided).ruling
        elif record.kind == happenings.APPROVED:
            ruling = record.read(happenings.Approved).proposed.ruling
        if ruling is not None:
            found.append((ruling, seq, record.time))
    return found
