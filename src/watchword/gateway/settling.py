"""What becomes of a held payment once people have decided? Released, blocked (funds frozen) or rejected (returned).

One held for hits follows the decisions on its alerts; one held for anything else is decided by a person, with words.
Nothing moves here: `folder` hands over what was released.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

import msgspec
import sqlalchemy as sa

from watchword.cases import folding
from watchword.cases.alert import Alert
from watchword.cases.desk import Desk, words
from watchword.cases.happenings import Said
from watchword.cases.people import Person
from watchword.errors import NotFoundError, UsageError
from watchword.gateway.register import OnRecord, PaymentState, Register, connection_of
from watchword.ledger.log import Change, Entry
from watchword.model import Receipt
from watchword.store import payments_tables as tables

SETTLED = "payment-settled"
Outcome = Literal["released", "blocked", "rejected"]


class Settled(msgspec.Struct, frozen=True):
    """The body of a `payment-settled` record: which payment, what became of it, by whom, after which alerts."""

    payment: int
    outcome: str
    by: str
    alerts: tuple[str, ...] = ()


class Held(msgspec.Struct, frozen=True):
    """A held payment with its alerts, and what they make of it: empty while somebody has to decide."""

    payment: OnRecord
    alerts: tuple[Alert, ...]
    outcome: str


class Settlement:
    """Settles held payments of one record."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def held(self) -> list[Held]:
        """Every payment that is held, oldest first."""
        with self._desk.open() as (change, connection):
            return [self._look(change, connection, seq) for seq in _held(connection)]

    def follow(self) -> list[tuple[int, str]]:
        """Settle every payment whose alerts are all decided; gives number and outcome of each."""
        done = []
        with self._desk.open() as (change, connection):
            for seq in _held(connection):
                one = self._look(change, connection, seq)
                if one.outcome:
                    alerts = tuple(alert.id for alert in one.alerts)
                    _settle(change, Settled(seq, one.outcome, "", alerts))
                    done.append((seq, one.outcome))
        return done

    def decide(self, person: Person, seq: int, outcome: Outcome, text: str) -> Receipt:
        """Settle a payment by a person's word.

        Raises NotFoundError when no such payment is held, UsageError for a release while one of its alerts is open or
        is a true match, ForbiddenError for a role that may not.
        """
        said = Said(words(text))
        with self._desk.open() as (change, connection):
            by = self._desk.working(connection, person, "decide").id
            if seq not in _held(connection):
                raise NotFoundError(f"no payment {seq} is held", where=str(seq), hint="See watchword payments held.")
            one = self._look(change, connection, seq)
            if outcome == "released":
                refuse_release(one.alerts)
            _settle(change, Settled(seq, outcome, by, tuple(alert.id for alert in one.alerts)), said)
        return change.receipts[-1]

    def _look(self, change: Change, connection: sa.Connection, seq: int) -> Held:
        alerts = tuple(folding.find(connection, one) for one in folding.alerts_of(connection, seq - 1))
        payment = Register.on_record(change, seq, PaymentState.HELD)
        return Held(payment, alerts, outcome_of(payment, alerts))


def outcome_of(payment: OnRecord, alerts: Iterable[Alert]) -> str:
    """What the decisions on its alerts make of a payment; empty while one is open, or something else holds it, too."""
    told = [alert.ruling.disposition if alert.ruling and alert.state == "closed" else "" for alert in alerts]
    if not told or "" in told:
        return ""
    if "block" in told:
        return PaymentState.BLOCKED
    if "reject" in told:
        return PaymentState.REJECTED
    return PaymentState.RELEASED if set(payment.holding) <= {"hit"} else ""


def refuse_release(alerts: Iterable[Alert]) -> None:
    """Raises UsageError while an alert of the payment is open, or was found to be a true match."""
    for alert in alerts:
        if alert.state != "closed" or alert.ruling is None:
            raise UsageError(f"alert {alert.id} of this payment is not decided", where=alert.id,
                             hint="Decide it first: watchword alerts decide.")  # fmt: skip
        if alert.ruling.disposition in ("block", "reject"):
            raise UsageError(f"alert {alert.id} is a true match: this payment can't be released", where=alert.id)


def _held(connection: sa.Connection) -> list[int]:
    table = tables.payments.c
    return list(
        connection.execute(sa.select(table.seq).where(table.state == PaymentState.HELD).order_by(table.seq)).scalars()
    )


def _settle(change: Change, settled: Settled, said: Said | None = None) -> None:
    """Put the outcome on record, and mark the delivery as settled when no payment of it is held any longer."""
    change.append(Entry(SETTLED, settled, said))
    connection, payments, deliveries = connection_of(change), tables.payments, tables.deliveries
    connection.execute(sa.update(payments).where(payments.c.seq == settled.payment).values(state=settled.outcome))
    delivery = connection.execute(sa.select(payments.c.delivery).where(payments.c.seq == settled.payment)).scalar_one()
    states = set(connection.execute(sa.select(payments.c.state).where(payments.c.delivery == delivery)).scalars())
    if PaymentState.HELD not in states:
        verdict = "release" if states == {PaymentState.RELEASED} else "hold"
        connection.execute(
            sa.update(deliveries).where(deliveries.c.id == delivery, deliveries.c.state == "handed")
            .values(state="settled", verdict=verdict)
        )  # fmt: skip
