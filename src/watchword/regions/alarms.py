"""Which alarms are on record, and what has changed? A rise or fall is recorded and told once, to everybody who asked.

Whether an alarm is up is `alarm`; what closer scrutiny means is for those who read this.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import msgspec

from watchword.ledger.log import Entry, Log, View
from watchword.ledger.record import Receipt
from watchword.regions.standing import Standing
from watchword.store.outbox import put
from watchword.store.records import Session

KIND, IMPORTED = "region-alarm", "events-imported"


class AlarmChange(msgspec.Struct, frozen=True):
    """An alarm that rose (`up`) or fell: the region with its ground, and the numbers that decided.

    `countries` are those that lie in the region whole (ISO 3166-1 alpha-2); `places` are names of its divisions.
    """

    area: str
    name: str
    countries: tuple[str, ...]
    places: tuple[str, ...]
    up: bool
    since: str
    month: int
    usual: float
    last_event: str
    by: str


def up(view: View) -> tuple[AlarmChange, ...]:
    """The alarms that are up by the record, by region."""
    last: dict[str, AlarmChange] = {}
    for record in view.records(kinds=(KIND,)):
        change = record.read(AlarmChange)
        last[change.area] = change
    return tuple(change for _, change in sorted(last.items()) if change.up)


def check(log: Log, found: Sequence[Standing], by: str, *, time: datetime) -> tuple[list[AlarmChange], list[Receipt]]:
    """Record what has changed since the last time, and put a message for each change into the outbox.

    A region that has too little data keeps the alarm it has. `log` is the full one. Raises StorageError.
    """
    with log.change(time) as change:
        before = {one.area for one in up(change)}
        made = [
            _change(one, by) for one in found
            if one.state != "not-enough-data" and (one.state == "alarm") != (one.area.code in before)
        ]  # fmt: skip
        for one in made:
            change.append(Entry(KIND, msgspec.to_builtins(one)))
        assert isinstance(change.writing, Session)
        put(change.writing.connection, [_message(change.time, one) for one in made])
    return made, change.receipts


def _change(one: Standing, by: str) -> AlarmChange:
    places = tuple(dict.fromkeys(name for part in one.area.divisions for name in part.names))
    return AlarmChange(
        one.area.code, one.area.name, one.area.countries, places, one.state == "alarm",
        one.since, one.month, one.usual, one.last_event, by,
    )  # fmt: skip


def _message(time: str, one: AlarmChange) -> tuple[str, bytes]:
    """The id and body of a message, in the form of Standard Webhooks."""
    told = "raised" if one.up else "fell"
    body = {"type": f"region.alarm.{told}", "timestamp": time, "data": one}
    return f"region_{one.area}_{told}_{time}", msgspec.json.encode(body)
