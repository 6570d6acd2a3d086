"""What does the record of a payment tell a report of blocked property? All that the message said, under the report's names.

What only the reporter knows (contact, authority, papers) stays to be told; whatever the reporter tells goes first.
"""

from __future__ import annotations

import msgspec

from watchword.cases import folding
from watchword.cases.alert import Alert
from watchword.cases.desk import Desk
from watchword.cases.people import Person
from watchword.cases.report_facts import facts_of
from watchword.gateway.register import DECIDED, Decided, Paid
from watchword.gateway.resent import Earlier
from watchword.ledger.log import View

_HOLDERS = ("instructed-agent", "receiver")  # who was given the message, and so holds the funds
_PARTIES = ("debtor", "creditor")


def known_facts(desk: Desk, person: Person, kind: str, alert_id: str) -> dict[str, str]:
    """The facts of a kind of report that the payment behind an alert tells, by their names; none for other alerts.

    Raises ForbiddenError for a role that may not report, NotFoundError where there is no such alert.
    """
    with desk.open() as (change, connection):
        desk.working(connection, person, "report")
        alert = folding.find(connection, alert_id)
        found = _payment(change, alert)
    asked = facts_of(kind)
    return {name: value for name, value in _told(*found, alert).items() if value and name in asked} if found else {}


def _payment(view: View, alert: Alert) -> tuple[Decided, Earlier] | None:
    """The first payment that an alert was raised by: its record follows that of its parties."""
    head = view.head
    for seen in alert.seen:
        seq = seen.seq + 1
        if head is None or seq >= head.size or view.record(seq).kind != DECIDED:
            continue
        data = view.personal_bytes(seq)
        if data is not None:
            return view.record(seq).read(Decided), msgspec.json.decode(data, type=Paid).facts
    return None


def _told(decided: Decided, paid: Earlier, alert: Alert) -> dict[str, str]:
    parties = {role: ", ".join((one.name, *one.numbers)) for role, one in paid.parties.items()}
    holder = next((paid.parties[role].name for role in _HOLDERS if role in paid.parties), "")
    amount = f"{paid.amount} {paid.currency}"
    dollars = paid.currency == "USD"
    return {
        "holder_name": holder,
        "transaction": f"{decided.type} {paid.message_id} / {paid.reference}: payment of {amount}, held {paid.held_on}",
        "parties": "; ".join(f"{role}: {told}" for role, told in parties.items()),
        "property": f"Funds, {amount}",
        "account": "; ".join(n for role in _PARTIES if role in paid.parties for n in paid.parties[role].numbers),
        "action_date": alert.decided_at[:10],
        "value_usd": paid.amount if dollars else "",
        "value_basis": "actual" if dollars else "",
    }
