"""How do the record and its cases look to a person? Faults, records, the queue, one case, people, the allow-list.

All text is hostile here, as in `render`; nothing is computed that is not there.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import msgspec
from rich import box
from rich.console import Group
from rich.table import Table
from rich.text import Text

from watchword.wording import plain

if TYPE_CHECKING:
    from watchword.cases.alert import Alert
    from watchword.cases.allowances import Allowance
    from watchword.cases.answers import RowAnswer
    from watchword.cases.people import Person
    from watchword.cases.permits import Permit
    from watchword.cases.proposals import Proposal
    from watchword.cases.reports import Outstanding
    from watchword.ledger.personal import Hold
    from watchword.ledger.verify_log import Fault
    from watchword.policy import Policy

_MINUTE = 16  # characters of a time down to the minute


def faults(found: Sequence[Fault]) -> Text | Table:
    """What is wrong with a log, by record."""
    if not found:
        return Text("sound", "bold green")
    rows = [("" if fault.record is None else str(fault.record), fault.code, fault.message) for fault in found]
    return _table(("record", "fault", "what was found"), rows)


def records(told: Iterable[Mapping[str, Any]]) -> Group:
    """Records with their bodies."""
    return Group(*(_record(one) for one in told))


def queue(alerts: Sequence[Alert], total: int, answers: Sequence[RowAnswer | None] | None) -> Group:
    """Alerts in the order of work, with the answer of each; `answers` is None where they are not to be seen."""
    rows = []
    for one, answer in zip(alerts, answers or [None] * len(alerts), strict=True):
        about = answer.party.name if answer else "(not shown)" if answers is None else "(erased)"
        hits = {hit.listing.id: hit.listing.name for hit in answer.hits} if answer else {}
        listed = next((hits[listing] for listing in one.listings if listing in hits), one.party)
        rows.append((one.id, about, listed, ", ".join(one.programmes),
                     f"{one.probability:.0%}", one.due, _standing(one), one.assigned))  # fmt: skip
    head = Text(f"{total:,} alert{'s' * (total != 1)}", "bold")
    if not rows:
        return Group(head)
    names = ("alert", "about", "listed", "programmes", "probability", "due", "state", "assigned")
    return Group(head, _table(names, rows))


def case(alert: Alert, answer: RowAnswer | None, history: Sequence[Mapping[str, Any]]) -> Group:
    """One case: how it stands, the hits with their evidence, and what happened."""
    about = answer.party.name if answer else "(erased)"
    lines = [
        Text.assemble("Alert ", (alert.id, "bold"), f"  {_standing(alert)}  due {alert.due}  {alert.assigned}"),
        Text.assemble("about ", (plain(about), "bold"), f"  subject {alert.subject}"),
    ]
    for hit in answer.hits if answer else ():
        if hit.listing.id in alert.listings:
            lines.append(Text.assemble((plain(hit.listing.name), "bold red"), f"  {plain(hit.listing.id)}  similarity ",
                                       f"{hit.similarity:.3f}  probability {hit.probability:.1%}"))  # fmt: skip
            lines += [_line(f"   {one.code} {one.query} = {one.listed}") for one in hit.evidence]
    if alert.ruling:
        ruling = alert.ruling
        told = " · ".join(part for part in (ruling.disposition, ruling.reason, ruling.permit, ruling.scope) if part)
        lines.append(_line(f"{told}, by {alert.by or 'the allow-list'} on {alert.decided_at[:10]}"))
    rows = [(str(one["seq"]), one["time"][:_MINUTE], one["kind"], _who(one["body"]), _said(one["personal"]))
            for one in history]  # fmt: skip
    return Group(*lines, _table(("record", "time", "what", "by", "words"), rows))


def reports_due(found: Iterable[Outstanding], today: str) -> Table:
    """What was blocked, rejected or unblocked and is not yet reported."""
    rows = [
        (one.alert.id, one.kind, one.alert.decided_at[:10], one.due, "overdue" if one.due < today else "")
        for one in found
    ]
    return _table(("alert", "report", "decided on", "due", ""), rows)


def proposals(found: Iterable[Proposal], in_force: Policy) -> Table:
    """What waits for a second person."""
    from watchword.cases.proposals import brings

    rows = []
    for one in found:
        told = one.proposed
        what = brings(one, in_force)
        rows.append((str(one.seq), one.time[:_MINUTE], told.action, told.alert or told.digest[:16], what, told.by))
    return _table(("proposal", "time", "what", "of", "is to be", "by"), rows)


def people(found: Iterable[Person]) -> Table:
    """The register."""
    rows = [(one.id, one.name, ", ".join(one.roles), one.account) for one in found]
    return _table(("person", "name", "roles", "account"), rows)


def allowances(found: Iterable[Allowance]) -> Table:
    """The allow-list."""
    rows = [
        (str(one.seq), one.alert, one.until, f"{one.by}, {one.approved_by}", one.ended, ", ".join(one.changed))
        for one in found
    ]
    return _table(("entry", "alert", "until", "by", "ended", "what changed"), rows)


def permits(found: Iterable[Permit]) -> Table:
    """The register of licences and carve-outs."""
    rows = [(one.id, one.authority, one.scope, one.since, one.until or "no end") for one in found]
    return _table(("permit", "authority", "scope", "since", "until"), rows)


def holds(found: Iterable[Hold]) -> Table:
    """The legal holds that stand."""
    rows = [
        (one.name, "all" if one.records is None else ", ".join(map(str, one.records)), one.reason, one.by)
        for one in found
    ]
    return _table(("hold", "records", "why", "by"), rows)


def _standing(alert: Alert) -> str:
    if alert.pending:
        return f"waits for approval of {alert.pending}"
    return f"{alert.state}: {alert.ruling.disposition}" if alert.state == "closed" and alert.ruling else alert.state


def _record(told: Mapping[str, Any]) -> Group:
    parts = [
        Text.assemble(
            (str(told["seq"]), "bold"), f"  {told['time']}  ", (told["kind"], "bold"), f"  {told['hash'][:16]}"
        ),
        _line(bytes(told["body"]).decode("utf-8", "replace"), "dim"),
    ]
    if told.get("personal"):
        parts.append(_line(msgspec.json.encode(told["personal"]).decode()))
    return Group(*parts)


def _who(body: msgspec.Raw) -> str:
    told = msgspec.json.decode(body, type=dict[str, Any])
    basis = told.get("basis", {})
    return str(told.get("by") or basis.get("by", ""))


def _said(personal: Mapping[str, Any] | None) -> str:
    told = personal or {}
    return str(told.get("text") or told.get("name") or "")


def _table(names: Sequence[str], rows: Iterable[Sequence[str]]) -> Table:
    table = Table(box=box.SIMPLE_HEAVY, pad_edge=False)
    for name in names:
        table.add_column(name, overflow="fold")
    for row in rows:
        table.add_row(*(_line(cell) for cell in row))
    return table


def _line(text: str, style: str = "") -> Text:
    return Text(plain(text), style)
