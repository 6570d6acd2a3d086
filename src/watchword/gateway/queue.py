"""How do many workers share one queue of messages in PostgreSQL? Each takes some under a lease, and ends them once.

A message is on record before it is ended, so a worker that dies loses nothing: its messages are taken by another when
the lease is over, and go on behind what is on record. What a worker takes together shares a commit. Rows that another worker is
taking are passed over, not waited for (`SKIP LOCKED`).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import sqlalchemy as sa

from watchword.gateway.process import Job, Processor
from watchword.gateway.register import Delivery, connection_of, delivery_of
from watchword.gateway.verdict import Verdict
from watchword.ledger.log import Log
from watchword.ledger.record import stamp
from watchword.payments.message import digest
from watchword.payments.source import Source
from watchword.store import payments_tables as tables

WAITING, RELEASED, HELD = "waiting", "released", "held"
_LEASE = timedelta(minutes=5)


def put(log: Log, name: str, body: bytes, now: datetime) -> int:
    """Add a message to the queue of a store; gives its number."""
    row = {"name": name, "body": body, "state": WAITING, "worker": "", "until": ""}
    with log.change(now) as change:
        made = connection_of(change).execute(sa.insert(tables.queue).values(row).returning(tables.queue.c.id))
        return int(made.scalar_one())


def state(log: Log, number: int) -> str:
    """What became of a message: waiting, released or held; empty when there is none of that number."""
    with log.read() as view:
        wanted = sa.select(tables.queue.c.state).where(tables.queue.c.id == number)
        return connection_of(view).execute(wanted).scalar() or ""


class Worker:
    """One worker of the queue of a store. `name` is its own, like no other's."""

    def __init__(self, processor: Processor, name: str, clock: Callable[[], datetime]) -> None:
        self._processor, self._name, self._clock = processor, name, clock
        self._log = processor.register.log

    def work(self, most: int = 10) -> list[tuple[int, Delivery]]:
        """Take up to `most` messages and decide them; gives the number and the delivery of each. Empty when none waits."""
        taken = self._take(most)
        jobs = [
            Job(Source.of_bytes(body, name), delivery_of(f"queue {number}", digest(body)), name)
            for number, name, body in taken
        ]
        ended = [(number, delivery) for (number, _, _), delivery in
                 zip(taken, self._processor.process_all(jobs), strict=True)]  # fmt: skip
        if ended:
            self._end(ended)
        return ended

    def _take(self, most: int) -> list[tuple[int, str, bytes]]:
        """Lease messages that wait and that nobody holds. A store transaction of its own: the log is not held up."""
        table, now = tables.queue, self._clock()
        free = (
            sa.select(table.c.id).where(table.c.state == WAITING, table.c.until < stamp(now)).order_by(table.c.id)
            .limit(most).with_for_update(skip_locked=True)
        )  # fmt: skip
        taken = (
            sa.update(table).where(table.c.id.in_(free)).values(worker=self._name, until=stamp(now + _LEASE))
            .returning(table.c.id, table.c.name, table.c.body)
        )  # fmt: skip
        with self._log.storage.engine.begin() as connection:  # type: ignore[attr-defined]  # the full log has one
            return sorted((number, name, bytes(body)) for number, name, body in connection.execute(taken))

    def _end(self, ended: list[tuple[int, Delivery]]) -> None:
        with self._log.change(self._clock()) as change:
            for ended_as, verdict in ((RELEASED, Verdict.RELEASE), (HELD, Verdict.HOLD)):
                numbers = [number for number, delivery in ended if delivery.verdict == verdict]
                connection_of(change).execute(
                    sa.update(tables.queue).where(tables.queue.c.id.in_(numbers), tables.queue.c.state == WAITING)
                    .values(state=ended_as, until="")
                )  # fmt: skip
            connection_of(change).execute(
                sa.update(tables.deliveries).values(state="handed")
                .where(tables.deliveries.c.id.in_([delivery.id for _, delivery in ended]))
            )  # fmt: skip
