"""Which payments were decided, and is each on record once? The ledger's records, and the tables beside them.

A payment and the parties screened for it become durable together, before anything is handed over. Deciding is `judge`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

import msgspec
import sqlalchemy as sa

from watchword.cases.answers import CHUNK_SCREENED, RowAnswer, row_digest, row_line
from watchword.cases.recorder import Chunk, Recorder
from watchword.gateway.resent import Earlier, facts_of
from watchword.gateway.verdict import Decision, Reason, Verdict
from watchword.ledger.log import Change, Entry, Log, View
from watchword.ledger.record import stamp
from watchword.model import Receipt
from watchword.payments.message import Transaction
from watchword.store import payments_tables as tables

DECIDED, SCREENED = "payment-decided", "payment-screened"
_FOLLOWING = 20  # records between a payment's parties and its own: what the allow-list has closed
_NEAR = 0.02  # share by which the amounts of payments that are compared may differ


class PaymentState(StrEnum):
    """What became of a payment."""

    RELEASED = "released"
    HELD = "held"
    BLOCKED = "blocked"
    REJECTED = "rejected"


class Delivery(msgspec.Struct, frozen=True):
    """A file or message that was taken in: `id` is made of its name and bytes; `payments` are on record so far."""

    id: str
    name: str
    state: str  # deciding, decided, handed, settled; gone: replaced before it could be handed over
    verdict: str
    target: str
    payments: int


class Decided(msgspec.Struct, frozen=True):
    """The body of a `payment-decided` record: nothing in it tells who or how much. `screened` is the record of its
    parties; `codes` are the reasons'."""

    verdict: str
    codes: tuple[str, ...]
    type: str
    rules: str
    parties: int
    hits: int
    rail: str = ""


class Paid(msgspec.Struct, frozen=True):
    """The personal part of a `payment-decided` record: the payment, the reasons, and what later ones are compared with."""

    delivery: str
    name: str
    number: int
    path: str
    uetr: str
    reasons: tuple[Reason, ...]
    facts: Earlier


class OnRecord(msgspec.Struct, frozen=True):
    """A payment as it is on record; `holding` are the codes that hold it. What can be erased is empty once it was."""

    seq: int
    number: int
    state: PaymentState
    type: str
    message_id: str
    reference: str
    amount: str
    currency: str
    codes: tuple[str, ...]
    holding: tuple[str, ...]
    reasons: tuple[Reason, ...]
    name: str = ""
    uetr: str = ""


class AlreadyDecided(Exception):  # noqa: N818  # no error: the message came twice, and is decided anew as such
    """Messages of these payments came before; each is told by the id of its delivery and its number in that."""

    def __init__(self, payments: frozenset[tuple[str, int]]) -> None:
        super().__init__(sorted(payments))
        self.payments = payments


@dataclass(frozen=True, slots=True)
class Part:
    """A delivery as it will be, and the payments of it that are decided now."""

    delivery: Delivery
    decided: tuple[tuple[Transaction, Decision], ...]


class Register:
    """The record of payments. One for each thread, as the recorder.

    With `hands_over` false, payments are only looked at, by somebody who asks: each answer is on record as screened, and
    a file may be asked about as often as one likes.
    """

    def __init__(self, recorder: Recorder, days: int, *, hands_over: bool = True) -> None:
        self._recorder, self._days, self._hands_over = recorder, days, hands_over
        self.log: Log = recorder.log

    def delivery(self, delivery_id: str) -> Delivery | None:
        """What is known of a delivery; None when it is new."""
        return self.deliveries([delivery_id]).get(delivery_id)

    def deliveries(self, delivery_ids: Sequence[str]) -> dict[str, Delivery]:
        """Those of these deliveries that are known."""
        if not self._hands_over:
            return {}
        columns = [tables.deliveries.c[name] for name in Delivery.__struct_fields__]
        wanted = sa.select(*columns).where(tables.deliveries.c.id.in_(delivery_ids))
        with self.log.read() as view:
            return {row.id: Delivery(*row) for row in connection_of(view).execute(wanted)}

    def in_state(self, state: str) -> list[Delivery]:
        """Deliveries in a state, in the order of their coming: `decided` ones are not known to be handed over, of
        `settled` ones people have decided every payment."""
        columns = [tables.deliveries.c[name] for name in Delivery.__struct_fields__]
        wanted = sa.select(*columns).where(tables.deliveries.c.state == state).order_by(tables.deliveries.c.time)
        with self.log.read() as view:
            return [Delivery(*row) for row in connection_of(view).execute(wanted)]

    def payments_of(self, delivery_id: str) -> list[OnRecord]:
        """The payments of a delivery as they are on record, in order."""
        table = tables.payments.c
        wanted = sa.select(table.seq, table.state).where(table.delivery == delivery_id).order_by(table.number)
        with self.log.read() as view:
            return [
                self.on_record(view, seq, PaymentState(state))
                for seq, state in connection_of(view).execute(wanted).all()
            ]

    @staticmethod
    def on_record(view: View, seq: int, state: PaymentState) -> OnRecord:
        """A payment by the number of its record."""
        body = view.record(seq).read(Decided)
        data = view.personal_bytes(seq)
        if data is None:
            return OnRecord(seq, 0, state, body.type, "", "", "", "", body.codes, body.codes, ())
        paid = msgspec.json.decode(data, type=Paid)
        facts = paid.facts
        holding = tuple(dict.fromkeys(reason.code for reason in paid.reasons if reason.holds))
        return OnRecord(
            seq, paid.number, state, body.type, facts.message_id, facts.reference, facts.amount, facts.currency,
            body.codes, holding, paid.reasons, paid.name, paid.uetr,
        )  # fmt: skip

    def earlier(self, made: Iterable[Transaction], now: datetime) -> list[tuple[str, Earlier]]:
        """Payments held for a hit in the last days that are near one of these in currency and amount, as they were,
        each with its delivery."""
        near = [(one.amount.currency, float(one.amount.value)) for one in made if one.amount.value]
        if not near:
            return []
        table, amounts = tables.payments.c, [amount for _, amount in near]
        wanted = sa.select(table.seq, table.delivery, table.currency, table.amount).where(
            table.state.in_([PaymentState.HELD, PaymentState.BLOCKED, PaymentState.REJECTED]),
            table.time >= stamp(now - timedelta(days=self._days)),
            table.hits > 0,
            table.amount.between(min(amounts) * (1 - _NEAR), max(amounts) * (1 + _NEAR)),
        ).order_by(table.seq)  # fmt: skip
        with self.log.read() as view:
            found = [
                (delivery, view.personal_bytes(seq))
                for seq, delivery, currency, amount in connection_of(view).execute(wanted).all()
                if any(currency == mine and abs(amount - its) <= _NEAR * its for mine, its in near)
            ]
        return [(delivery, msgspec.json.decode(data, type=Paid).facts) for delivery, data in found if data is not None]

    def record(self, parts: Sequence[Part], *, told: frozenset[tuple[str, int]] = frozenset()) -> list[Receipt]:
        """Put decisions on some deliveries on record, all or none, and keep these as they are now; a receipt for each.

        `told` are payments known to be duplicates, as in AlreadyDecided, which is raised when another is one.
        """
        kind = DECIDED if self._hands_over else SCREENED
        with self._recorder.change() as change:
            if self._hands_over:
                _refuse_again(connection_of(change), parts, told)
            for part in parts:
                for made, decision in part.decided:
                    self._add(change, kind, (part.delivery, made, decision))
            if self._hands_over:
                _keep(change, parts)
        return [receipt for receipt in change.receipts if receipt.kind == kind]

    def handed(self, delivery_ids: Sequence[str], now: datetime) -> None:
        """Note that deliveries lie where they were to be handed over."""
        self._note(delivery_ids, "handed", now)

    def gone(self, delivery_ids: Sequence[str], now: datetime) -> None:
        """Note that the files of deliveries were replaced after they were decided: nothing of them is handed over."""
        self._note(delivery_ids, "gone", now)

    def _note(self, delivery_ids: Sequence[str], state: str, now: datetime) -> None:
        if not delivery_ids:
            return
        with self.log.change(now) as change:
            connection_of(change).execute(
                sa.update(tables.deliveries).where(tables.deliveries.c.id.in_(delivery_ids)).values(state=state)
            )

    def _add(self, change: Change, kind: str, decided: tuple[Delivery, Transaction, Decision]) -> None:
        delivery, made, decision = decided
        subject = f"payment:{made.message_id or delivery.id[:16]}/{made.reference or made.number}"
        rows = list(enumerate(decision.found, 1))
        answers = [RowAnswer(at, subject, one.party, one.hits) for at, one in rows if one.hits and not one.note]
        digests = [row_digest(row_line(at, one.party, one.hits)) for at, one in rows]
        line = min((one.minimum for one in decision.found if one.minimum), default=0.0)
        chunk = Chunk(f"{delivery.name}#{made.number}", 1, digests, 0, answers, line)
        self._recorder.add_chunk(change, chunk, line)
        codes = tuple(dict.fromkeys(reason.code for reason in decision.reasons))
        body = Decided(decision.verdict, codes, made.type, decision.rules, len(rows), len(decision.hits), decision.rail)
        facts = facts_of(made, change.time[:10])
        paid = Paid(delivery.id, delivery.name, made.number, made.path, made.uetr, decision.reasons, facts)
        change.append(Entry(kind, body, paid, ((subject, change.token(subject)),)))


def paid_behind(view: View, chunk: int) -> Paid | None:
    """The payment whose parties the record `chunk` holds: its own record follows. None for a chunk of something else,
    and for a payment that was erased."""
    for record in view.records(chunk + 1, chunk + 1 + _FOLLOWING):
        if record.kind in (DECIDED, SCREENED):
            data = view.personal_bytes(record.seq)
            return msgspec.json.decode(data, type=Paid) if data is not None else None
        if record.kind == CHUNK_SCREENED:
            break
    return None


def delivery_of(name: str, data_digest: str, again: int = 0) -> str:
    """The id of a delivery: `again` counts how often the same file of the same name was handed over before."""
    return hashlib.sha256(f"{name}\0{data_digest}\0{again}".encode()).hexdigest()


def message_key(made: Transaction) -> str:
    """What tells that a message came before: sender, type, message id, and which payment of it; empty without an id."""
    if not made.message_id:
        return ""
    sender = next((role.party.name for role in made.roles if role.role in ("sender", "instructing-agent")), "")
    if not sender:
        sender = next((role.party.name for role in made.roles if role.role in ("initiating-party", "debtor-agent")), "")
    told = "\0".join((sender, made.type[:8], made.message_id, made.reference, made.path))
    return hashlib.sha256(told.encode()).hexdigest()


def _known(connection: sa.Connection, key: str, delivery_id: str) -> bool:
    table = tables.payments.c
    wanted = sa.select(table.seq).where(table.message == key, table.delivery != delivery_id).limit(1)
    return bool(key) and connection.execute(wanted).first() is not None


def connection_of(view: Any) -> sa.Connection:
    """The store's transaction behind a view or change of the log (the full one, see wiring.open_log)."""
    connection: sa.Connection = view.reading.connection
    return connection


def _next_seqs(change: Change) -> list[int]:
    """The numbers that the pending `payment-decided` records will have."""
    size = change.head.size if change.head else 0
    return [size + at for at, pending in enumerate(change.pending) if pending[0] == DECIDED]


def _row(seq: int, time: str, delivery: str, made: Transaction, decision: Decision) -> dict[str, Any]:
    held = decision.verdict is Verdict.HOLD
    return {
        "seq": seq, "delivery": delivery, "number": made.number, "message": message_key(made),
        "currency": made.amount.currency, "amount": float(made.amount.value or 0), "time": time,
        "state": PaymentState.HELD if held else PaymentState.RELEASED, "hits": len(decision.hits),
    }  # fmt: skip


def _refuse_again(connection: sa.Connection, parts: Sequence[Part], told: frozenset[tuple[str, int]]) -> None:
    again: set[tuple[str, int]] = set()
    before: set[str] = set()
    for part in parts:
        keys = {made.number: message_key(made) for made, _ in part.decided}
        again.update(
            (part.delivery.id, number) for number, key in keys.items()
            if key in before or _known(connection, key, part.delivery.id)
        )  # fmt: skip
        before.update(filter(None, keys.values()))
    if not again <= told:
        raise AlreadyDecided(frozenset(again))


def _keep(change: Change, parts: Sequence[Part]) -> None:
    """Keep deliveries and their payments in the tables beside the log."""
    connection, seqs = connection_of(change), iter(_next_seqs(change))
    rows = [
        _row(next(seqs), change.time, part.delivery.id, made, decision)
        for part in parts for made, decision in part.decided
    ]  # fmt: skip
    if rows:
        connection.execute(sa.insert(tables.payments), rows)
    table = tables.deliveries
    for part in parts:
        values = msgspec.structs.asdict(part.delivery)
        if part.delivery.payments == len(part.decided):
            connection.execute(sa.insert(table).values(**values, time=change.time))
        else:
            connection.execute(sa.update(table).where(table.c.id == part.delivery.id).values(values))
