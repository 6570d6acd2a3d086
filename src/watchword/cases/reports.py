"""What has to be reported, with which fields, and by when? Blocked property, rejected transactions, the annual report.

The fields are those of 31 CFR 501.603(b) and 501.604(b); a report without one is refused, and names it. What one looks
like on paper is `report_paper`. Filing it with OFAC is the reporter's own business.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import Connection

from watchword.cases import folding, happenings
from watchword.cases.alert import Alert, Ruling
from watchword.cases.deadlines import business_days_after
from watchword.cases.desk import Desk, answer_of
from watchword.cases.keeping import EXPORTED, Exported
from watchword.cases.people import Person
from watchword.errors import InputError, UsageError
from watchword.ledger.log import Entry, View
from watchword.ledger.record import stamp
from watchword.model import Receipt

BLOCK, REJECT = "block", "reject"
TITLES = {BLOCK: "Report of blocked property", REJECT: "Report of a rejected transaction"}
RULES = {BLOCK: "31 CFR 501.603(b)(1)", REJECT: "31 CFR 501.604(b)"}

FACTS: dict[str, str] = {
    "holder_name": "Name of the person that holds the property, or rejected the transaction",
    "holder_address": "Address of that person",
    "contact_name": "Contact from whom more can be learned",
    "contact_email": "E-mail of the contact",
    "contact_phone": "Telephone of the contact",
    "transaction": "Description of the transaction, with its type, reference numbers and dates; none without one",
    "parties": "All persons and banks that take part in the transaction, and where each is",
    "property": "Description of the property, with its type",
    "location": "Where the property is held, or the transaction was rejected",
    "account": "Account, where there is one",
    "action_date": "Day on which it was blocked or rejected (ISO date)",
    "value_usd": "Value in US dollars on that day, actual or else estimated",
    "value_basis": "actual or estimated",
    "legal_authority": "Legal authority under which it was blocked or rejected",
    "documents": "Copies of payment instructions and other papers, by their SHA-256 as attached to the alert; none without any",
}
"""What the reporter tells, and what it means."""

OPTIONAL = frozenset({"account"})
TOLD_BY_THE_RECORD = ("alert", "target", "target_ids", "programmes", "decision", "due")
COLUMNS = ("rule", *TOLD_BY_THE_RECORD, *FACTS)
NONE = "none"
"""What is written of papers and transactions where there are none."""
_BASES = ("actual", "estimated")
_VALUE = re.compile(r"(\d+|\d{1,3}(,\d{3})+)(\.\d{1,2})?", re.ASCII)


class Report(msgspec.Struct, frozen=True):
    """The personal part of a `reported` record: every field of a report, as text, by its name in COLUMNS."""

    fields: dict[str, str]


def template(kind: str, known: Mapping[str, str] | None = None) -> str:
    """A TOML file of the facts, to fill in; `known` ones are filled in already."""
    _check_kind(kind)
    lines = [
        f"# {meaning}{' (may stay empty)' if name in OPTIONAL else ''}\n"
        f"{name} = {json.dumps((known or {}).get(name, ''), ensure_ascii=False)}"  # JSON's strings are TOML's, too
        for name, meaning in FACTS.items()
    ]
    return f"# Report under {RULES[kind]}\n\n" + "\n\n".join(lines) + "\n"


def read_facts(path: Path) -> dict[str, str]:
    """The facts of a TOML file. Raises InputError for what can't be read or isn't asked for."""
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise InputError(f"can't read it: {error.strerror}", where=str(path)) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError(f"the facts can't be understood: {error}", where=str(path)) from None
    unknown = [name for name in told if name not in FACTS]
    if unknown:
        raise InputError("a report has no such fact", where=unknown[0], hint=f"Use: {', '.join(FACTS)}.")
    return {name: str(value).strip() for name, value in told.items()}


def make(desk: Desk, person: Person, kind: str, alert_id: str, facts: Mapping[str, str]) -> tuple[Receipt, Report]:
    """A complete report of an alert that was decided so, put on record. Raises InputError naming what is missing."""
    _check_kind(kind)
    with desk.open() as (change, connection):
        by = desk.working(connection, person, "report").id
        alert = folding.find(connection, alert_id)
        if alert.ruling is None or alert.ruling.disposition != kind:
            raise UsageError(f"this alert was not decided as {kind}", where=alert_id)
        day = _checked(facts, _attached(change, connection, alert_id), change.time[:10])
        known = _from_record(change, alert) | {"due": business_days_after(day).isoformat()}
        report = Report({"rule": RULES[kind], **known, **{name: facts.get(name, "") for name in FACTS}})
        change.append(Entry(happenings.REPORTED, happenings.Reported(alert_id, by, kind), report))
    return change.receipts[-1], report


def outstanding(desk: Desk) -> list[Alert]:
    """Alerts that were blocked or rejected and of which there is no report yet, the first deadline first."""
    with desk.open() as (change, connection):
        decided = [a for a in folding.queue(connection, ("closed",)) if a.ruling and a.ruling.disposition in RULES]
        missing = [alert for alert in decided if not _reports(change, connection, alert.id, alert.decided)]
    return sorted(missing, key=lambda alert: (alert.due, alert.id))


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
            reports = _reports(change, connection, alert.id, decided)
            found += reports[-1:]
            missing += [] if reports else [alert.id]
        change.append(Entry(EXPORTED, Exported(f"annual report {year}", by, personal=True)))
    return found, missing


def as_csv(reports: Iterable[Report]) -> str:
    """Reports as CSV (RFC 4180), one a row under COLUMNS; no cell starts what a spreadsheet would run."""
    import csv
    import io

    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\r\n")
    rows.writerow(COLUMNS)
    for report in reports:
        rows.writerow([_harmless(report.fields.get(name, "")) for name in COLUMNS])
    return out.getvalue()


def _harmless(text: str) -> str:
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


def _check_kind(kind: str) -> None:
    if kind not in RULES:
        raise UsageError(f"{kind!r} is not reported", where="kind", hint=f"Use one of: {', '.join(RULES)}.")


def _checked(facts: Mapping[str, str], attached: frozenset[str], today: str) -> date:
    """The day of the action. Raises InputError for the first fact that is missing or makes no sense."""
    missing = [name for name in FACTS if name not in OPTIONAL and not facts.get(name, "").strip()]
    if missing:
        more = f" Also missing: {', '.join(missing[1:])}." if missing[1:] else ""
        raise InputError("a report needs this", where=missing[0], hint=f"{FACTS[missing[0]]}.{more}")
    if not _VALUE.fullmatch(facts["value_usd"]):
        raise InputError("a value is a number of US dollars, as 12,500.00", where="value_usd")
    if facts["value_basis"] not in _BASES:
        raise InputError("a value is actual or estimated", where="value_basis")
    for digest in facts["documents"].replace(",", " ").split():
        if digest not in attached and facts["documents"] != NONE:
            raise InputError("this paper is not attached to the alert", where=digest,
                             hint=f"Attach it with watchword alerts attach, or write {NONE}.")  # fmt: skip
    return _day(facts["action_date"], today)


def _day(text: str, today: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise InputError("a day is written as 2026-11-23", where="action_date") from None
    if day.isoformat() > today:
        raise InputError("this day is yet to come", where="action_date")
    return day


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


def _reports(view: View, connection: Connection, alert_id: str, since: int) -> list[Report]:
    """The reports of an alert since it was decided; an erased one is empty."""
    seqs = [seq for seq in folding.records_of(connection, alert_id) if seq > since]
    told: list[dict[str, Any]] = [view.personal(s) or {} for s in seqs if view.record(s).kind == happenings.REPORTED]
    return [Report(one.get("fields", {})) for one in told]


def _ruling_at(view: View, connection: Connection, alert_id: str, end: str) -> tuple[Ruling | None, int]:
    """The ruling that stood before a time, and its record."""
    found: tuple[Ruling | None, int] = (None, 0)
    for seq in folding.records_of(connection, alert_id):
        record = view.record(seq)
        if record.time >= end:
            break
        if record.kind == happenings.DECIDED:
            found = (record.read(happenings.Decided).ruling, seq)
        elif record.kind == happenings.APPROVED:
            found = (record.read(happenings.Approved).proposed.ruling, seq)
    return found
