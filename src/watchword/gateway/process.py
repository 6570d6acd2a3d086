"""How are whole files or messages decided? Payment by payment, each on record before the next batch is read.

Small ones are decided together: their names are searched for at once, and one commit makes all of them durable. What
comes of each is what deciding them one by one would give. Stopped at any moment and begun again, it goes on behind the
last payment that is on record: none is decided twice, none is lost. Where the file goes is `folder`'s question; what
is shown of it is the door's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path

import msgspec

from watchword.gateway import resent
from watchword.gateway.judge import Judge
from watchword.gateway.register import AlreadyDecided, Delivery, OnRecord, Part, Register, delivery_of
from watchword.gateway.resent import Earlier, facts_of
from watchword.gateway.verdict import Decision, Reason, Verdict
from watchword.ledger.record import stamp
from watchword.model import Receipt
from watchword.payments.message import Transaction, digest
from watchword.payments.source import Source, Survey

_BATCH = 100  # payments that become durable together
_DUPLICATE = Reason("duplicate", "a message of this sender, type and id was decided before")

Told = Callable[[Decision, Receipt], None]


def _silent(_: Decision, __: Receipt) -> None:
    """Tell nobody."""


@dataclass(frozen=True, slots=True)
class Job:
    """A source to decide: the id of its delivery, the name under which it will be handed over, and who is told."""

    source: Source
    delivery_id: str
    target: str = ""
    told: Told = _silent


class Processor:
    """Decides files and messages with one judge and one register. One for each thread."""

    def __init__(self, judge: Judge, register: Register, clock: Callable[[], datetime]) -> None:
        self.judge, self.register, self._clock = judge, register, clock
        self._schemas = Path(judge.rules.schemas) if judge.rules.schemas else None

    def survey(self, source: Source) -> Survey:
        """The file read to its end: its faults, and how many payments it has."""
        return source.survey(self.judge.rules.largest, self._schemas)

    def process_all(self, jobs: Iterable[Job]) -> Iterator[Delivery]:
        """`process` for each of many sources, in their order; small ones that follow each other share a commit.

        Each delivery is on record when it is given. No two jobs may be of one delivery.
        """
        left = iter(jobs)
        while some := list(islice(left, _BATCH)):
            yield from self._some(some)

    def _some(self, jobs: Sequence[Job]) -> Iterator[Delivery]:
        known = self.register.deliveries([job.delivery_id for job in jobs])
        waiting: list[tuple[Job, list[Transaction]]] = []
        for job in jobs:
            surveyed = None if job.delivery_id in known else self.survey(job.source)
            small = surveyed is not None and surveyed.payments <= _BATCH
            made = list(job.source.transactions(surveyed)) if surveyed and small else []
            if not small or sum(len(others) for _, others in waiting) + len(made) > _BATCH:
                yield from self._together(waiting)
                waiting = []
            if small:
                waiting.append((job, made))
            else:
                yield self.process(job.source, job.delivery_id, job.told, surveyed, job.target)
        yield from self._together(waiting)

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
        delivery = known or Delivery(delivery_id, source.name, "deciding", Verdict.RELEASE, target, 0)
        payments = islice(source.transactions(surveyed or self.survey(source)), delivery.payments, None)
        batch = list(islice(payments, _BATCH))
        while True:
            following = list(islice(payments, _BATCH))
            state = "deciding" if following else "decided"
            (delivery,) = self._record([(delivery, batch, told)], state)
            if not following:
                return delivery
            batch = following

    def _together(self, waiting: Sequence[tuple[Job, list[Transaction]]]) -> list[Delivery]:
        new = [
            (Delivery(job.delivery_id, job.source.name, "deciding", Verdict.RELEASE, job.target, 0), made, job.told)
            for job, made in waiting
        ]
        return self._record(new, "decided") if new else []

    def _record(self, batch: Sequence[tuple[Delivery, list[Transaction], Told]], state: str) -> list[Delivery]:
        """Decide and record payments of some deliveries; gives these as they are then. One whose message came before
        is decided again as that."""
        self.judge.prepare([one for _, made, _ in batch for one in made])
        again: frozenset[tuple[str, int]] = frozenset()
        while True:
            parts = self._decided(batch, state, again)
            try:
                receipts = iter(self.register.record(parts, told=again))
                break
            except AlreadyDecided as found:
                again = found.payments
        for part, (_, _, told) in zip(parts, batch, strict=True):
            for _, decision in part.decided:
                told(decision, next(receipts))
        return [part.delivery for part in parts]

    def _decided(
        self, batch: Sequence[tuple[Delivery, list[Transaction], Told]], state: str, again: frozenset[tuple[str, int]]
    ) -> list[Part]:
        """Decide in order, so that each payment is compared with those held before it, in this batch, too."""
        now = self._clock()
        like = self.register.earlier([one for _, made, _ in batch for one in made], now)
        parts: list[Part] = []
        for before, made, _ in batch:
            pairs = []
            for one in made:
                reasons = [_DUPLICATE] if (before.id, one.number) in again else []
                earlier = (facts for delivery, facts in like if delivery != before.id)
                pairs.append((one, self.judge.decide(one, (*reasons, *self._resent(one, earlier)))))
            held = [one for one in pairs if one[1].verdict is Verdict.HOLD]
            like += [(before.id, facts_of(one, stamp(now)[:10])) for one, decision in held if decision.hits]
            verdict = Verdict.HOLD if held or before.verdict == Verdict.HOLD else Verdict.RELEASE
            count = before.payments + len(made)
            after = msgspec.structs.replace(before, state=state, verdict=verdict, payments=count)
            parts.append(Part(after, tuple(pairs)))
        return parts

    def _resent(self, made: Transaction, earlier: Iterable[Earlier]) -> Iterator[Reason]:
        if made.amount.value:
            yield from resent.reasons(made, earlier, self.judge.screener.matcher.scorer)


def answer(processor: Processor, data: bytes, name: str) -> tuple[Delivery, list[OnRecord]]:
    """Decide one message that came over a wire; everything is on record when this returns.

    `name` is the caller's own for this request: the same name with the same bytes is answered from the record.
    """
    delivery_id = delivery_of(name, digest(data))
    delivery = processor.process(Source.of_bytes(data, name), delivery_id)
    return delivery, processor.register.payments_of(delivery_id)
