"""How is a whole file or message decided? Payment by payment, each on record before the next batch is read.

Stopped at any moment and begun again, it goes on behind the last payment that is on record: none is decided twice,
none is lost. Where the file goes is `folder`'s question; what is shown of it is the door's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import islice
from pathlib import Path

from watchword.gateway import resent
from watchword.gateway.judge import Judge
from watchword.gateway.register import AlreadyDecided, Delivery, OnRecord, Register, delivery_of
from watchword.gateway.verdict import Decision, Reason, Verdict
from watchword.model import Receipt
from watchword.payments.message import Transaction, digest
from watchword.payments.source import Source, Survey

_BATCH = 100  # payments that become durable together
_DUPLICATE = Reason("duplicate", "a message of this sender, type and id was decided before")

Told = Callable[[Decision, Receipt], None]


def _silent(_: Decision, __: Receipt) -> None:
    """Tell nobody."""


class Processor:
    """Decides files and messages with one judge and one register. One for each thread."""

    def __init__(self, judge: Judge, register: Register, clock: Callable[[], datetime]) -> None:
        self.judge, self.register, self._clock = judge, register, clock
        self._schemas = Path(judge.rules.schemas) if judge.rules.schemas else None

    def survey(self, source: Source) -> Survey:
        """The file read to its end: its faults, and how many payments it has."""
        return source.survey(self.judge.rules.largest, self._schemas)

    def process(
        self, source: Source, delivery_id: str, told: Told = _silent, surveyed: Survey | None = None, target: str = ""
    ) -> Delivery:
        """Decide every payment of a source that is not yet on record, telling each; gives the delivery as it is then.

        `target` is the name under which it will be handed over. Raises StorageError when a decision can't be recorded:
        then nothing may be handed over.
        """
        known = self.register.delivery(delivery_id)
        if known is not None and known.state != "deciding":
            return known
        done = known.payments if known else 0
        held = known is not None and known.verdict == Verdict.HOLD
        payments = islice(source.transactions(surveyed or self.survey(source)), done, None)
        batch = list(islice(payments, _BATCH))
        while True:
            following = list(islice(payments, _BATCH))
            decided, receipts = self._record(source.name, delivery_id, batch, (done, held, target, not following))
            done += len(batch)
            held = held or any(decision.verdict is Verdict.HOLD for decision in decided)
            for decision, receipt in zip(decided, receipts, strict=True):
                told(decision, receipt)
            if not following:
                break
            batch = following
        verdict = Verdict.HOLD if held else Verdict.RELEASE
        return Delivery(delivery_id, source.name, "decided", verdict, target, done)

    def _record(
        self, name: str, delivery_id: str, batch: list[Transaction], at: tuple[int, bool, str, bool]
    ) -> tuple[list[Decision], list[Receipt]]:
        """Decide and record a batch; one whose messages came before is decided again as that."""
        done, held, target, last = at
        duplicates: frozenset[int] = frozenset()
        while True:
            decided = [self.judge.decide(made, self._earlier(made, duplicates)) for made in batch]
            holds = held or any(decision.verdict is Verdict.HOLD for decision in decided)
            verdict = Verdict.HOLD if holds else Verdict.RELEASE
            state = "decided" if last else "deciding"
            delivery = Delivery(delivery_id, name, state, verdict, target, done + len(batch))
            try:
                pairs = list(zip(batch, decided, strict=True))
                return decided, self.register.record(delivery, pairs, told=duplicates)
            except AlreadyDecided as again:
                duplicates = again.numbers

    def _earlier(self, made: Transaction, duplicates: frozenset[int]) -> Iterator[Reason]:
        if made.number in duplicates:
            yield _DUPLICATE
        if made.amount.value:
            yield from resent.reasons(made, self.register.earlier(made, self._clock()))


def answer(processor: Processor, data: bytes, name: str) -> tuple[Delivery, list[OnRecord]]:
    """Decide one message that came over a wire; everything is on record when this returns.

    `name` is the caller's own for this request: the same name with the same bytes is answered from the record.
    """
    delivery_id = delivery_of(name, digest(data))
    delivery = processor.process(Source.of_bytes(data, name), delivery_id)
    return delivery, processor.register.payments_of(delivery_id)
