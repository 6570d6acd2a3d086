"""How do records become alerts? The fold that keeps the table of alerts, and how alerts are read from it.

Rules of what an alert becomes are `alert`; this only finds the alert that a record is about.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import msgspec
from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    delete,
    func,
    insert,
    literal,
    select,
    tuple_,
    union_all,
    update,
)

from watchword.cases import alert as rules
from watchword.cases import happenings as kinds
from watchword.cases.alert import Alert, Seen
from watchword.cases.answers import (
    CHUNK_SCREENED,
    SCREENED,
    Answer,
    ChunkAnswer,
    ChunkScreened,
    Raised,
    Screened,
)
from watchword.errors import NotFoundError
from watchword.ledger.record import ERASED, Record
from watchword.model import Hit
from watchword.store import case_tables as tables

_ABOUT = (kinds.TAKEN, kinds.COMMENTED, kinds.ATTACHED, kinds.DECIDED, kinds.PASSED, kinds.PROPOSED, kinds.APPROVED,
          kinds.REFUSED, kinds.ALLOWANCE_ENDED, kinds.REPORTED)  # fmt: skip


class AlertFold:
    """The table of alerts as a fold over answers and what people did with them."""

    name = "alerts"
    kinds: Sequence[str] = (SCREENED, CHUNK_SCREENED, *_ABOUT, ERASED)
    tables = (tables.alerts, tables.alert_keys, tables.alert_records)

    def apply(self, connection: Connection, record: Record, personal: bytes | None) -> None:
        """Take one more record."""
        if record.kind == SCREENED:
            answer = msgspec.json.decode(personal, type=Answer) if personal else None
            _raise_all(connection, record, record.read(Screened).alerts, {0: answer.hits} if answer else {})
        elif record.kind == CHUNK_SCREENED:
            rows = msgspec.json.decode(personal, type=ChunkAnswer).rows if personal else ()
            _raise_all(connection, record, record.read(ChunkScreened).alerts, {row.row: row.hits for row in rows})
        elif record.kind == ERASED:
            _forget(connection, record.read(dict[str, int | str])["seq"])
        else:
            _happen(connection, record)


def _raise_all(
    connection: Connection, record: Record, raised: Iterable[Raised], hits: dict[int, tuple[Hit, ...]]
) -> None:
    likely = {(row, hit.listing.id): hit.probability for row, found in hits.items() for hit in found}
    number = 0
    for one in raised:
        seen = Seen(record.seq, one.row, one.listing, one.listed, likely.get((one.row, one.listing)))
        known = _find_by_key(connection, one.subject, (one.party, one.listing))
        if known is None:
            number += 1
            key = (one.subject, one.party)
            new = rules.open_alert(f"{record.seq}-{number}", key, seen, one.programmes, record.time)
            connection.execute(insert(tables.alerts).values(_row(new)))
        else:
            new = rules.hit_again(known, seen, one.programmes, record.time)
            _save(connection, new)
        _note_keys(connection, new, one)
        _note_record(connection, new.id, record.seq)


def _happen(connection: Connection, record: Record) -> None:
    """Something that people, or an allow-list entry, did with an alert."""
    told = record.read(dict[str, object])
    if record.kind == kinds.APPROVED:
        told = dict(told["proposed"]) if isinstance(told["proposed"], dict) else {}
    alert_id = str(told.get("alert", ""))
    if not alert_id:
        return
    _note_record(connection, alert_id, record.seq)
    change = _CHANGES.get(record.kind)
    if change:
        _save(connection, change(find(connection, alert_id), record))


def _taken(alert: Alert, record: Record) -> Alert:
    return msgspec.structs.replace(alert, assigned=record.read(kinds.Taken).assignee)


def _decided(alert: Alert, record: Record) -> Alert:
    told = record.read(kinds.Decided)
    return rules.rule(alert, told.ruling, record.seq, record.time, told.by)


def _passed(alert: Alert, record: Record) -> Alert:
    ruling = rules.Ruling("allowed", f"allowance {record.read(kinds.Passed).allowance}")
    return rules.rule(alert, ruling, record.seq, record.time, "")


def _proposed(alert: Alert, record: Record) -> Alert:
    return msgspec.structs.replace(alert, pending=record.seq)


def _approved(alert: Alert, record: Record) -> Alert:
    proposed = record.read(kinds.Approved).proposed
    ruling = proposed.ruling or rules.Ruling("allowed", f"allowance {record.seq}")
    return rules.rule(alert, ruling, record.seq, record.time, proposed.by)


def _refused(alert: Alert, record: Record) -> Alert:
    return msgspec.structs.replace(alert, pending=0)


def _allowance_ended(alert: Alert, record: Record) -> Alert:
    allowed = alert.ruling is not None and alert.ruling.disposition == "allowed"
    return rules.reopen(alert, record.seq, record.time) if allowed and alert.state == "closed" else alert


_CHANGES: dict[str, Callable[[Alert, Record], Alert]] = {
    kinds.TAKEN: _taken,
    kinds.DECIDED: _decided,
    kinds.PASSED: _passed,
    kinds.PROPOSED: _proposed,
    kinds.APPROVED: _approved,
    kinds.REFUSED: _refused,
    kinds.ALLOWANCE_ENDED: _allowance_ended,
}


def _forget(connection: Connection, seq: int | str) -> None:
    table = tables.alert_records.c
    for (alert_id,) in connection.execute(select(table.alert).where(table.seq == seq)).all():
        _save(connection, rules.forget(find(connection, alert_id), int(seq)))


# Reading alerts ------------------------------------------------------------------------------------------------


def find(connection: Connection, alert_id: str) -> Alert:
    """The alert of an id. Raises NotFoundError."""
    data = connection.execute(select(tables.alerts.c.data).where(tables.alerts.c.id == alert_id)).scalar()
    if data is None:
        hint = "watchword alerts list shows those that are open."
        raise NotFoundError("there is no alert of this number", where=alert_id, hint=hint)
    return msgspec.json.decode(data, type=Alert)


def about(connection: Connection, subject: str, listing: str) -> Alert | None:
    """The alert about a subject (its token) and the party of a listing; None where there is none."""
    return _find_by_key(connection, subject, (listing,))


def queue(
    connection: Connection, states: Sequence[str], assigned: str | None = None, limit: int = 0, offset: int = 0
) -> list[Alert]:
    """Alerts in these states (all when none is named) in the order of work: probability, programme, deadline."""
    table = tables.alerts.c
    wanted = _narrowed(select(table.data), states, assigned).order_by(table.rank, table.due, table.opened, table.id)
    if limit:
        wanted = wanted.limit(limit).offset(offset)
    return [msgspec.json.decode(data, type=Alert) for (data,) in connection.execute(wanted)]


def neighbour(connection: Connection, alert: Alert, states: Sequence[str], *, after: bool) -> str:
    """The id of the alert before or after one in the order of work; "" at the end. However long the queue is, it is found
    by the index: no other alert is read."""
    table = tables.alerts.c
    order = (table.rank, table.due, table.opened, table.id)
    place, mine = tuple_(*order), tuple_(*map(literal, (alert.rank, alert.due, alert.opened, alert.id)))
    parts = (select(*order).where(table.state == one, place > mine if after else place < mine) for one in states)
    nearest = [part.order_by(*_turned(order, after)).limit(1).subquery() for part in parts]
    both = union_all(*map(select, nearest)).subquery().c
    found = select(both.id).order_by(*_turned((both.rank, both.due, both.opened, both.id), after)).limit(1)
    return connection.execute(found).scalar() or ""


def _turned(order: Sequence[ColumnElement[Any]], after: bool) -> Sequence[ColumnElement[Any]]:
    return order if after else [one.desc() for one in order]


def count(connection: Connection, states: Sequence[str], assigned: str | None = None) -> int:
    """How many alerts there are in these states."""
    return connection.execute(_narrowed(select(func.count()), states, assigned)).scalar() or 0


def records_of(connection: Connection, alert_id: str) -> list[int]:
    """The numbers of all records about an alert, in order."""
    table = tables.alert_records.c
    return [seq for (seq,) in connection.execute(select(table.seq).where(table.alert == alert_id).order_by(table.seq))]


def alerts_of(connection: Connection, seq: int) -> list[str]:
    """The alerts that a record is about, as those that an answer has raised or added to."""
    table = tables.alert_records.c
    return [found for (found,) in connection.execute(select(table.alert).where(table.seq == seq).order_by(table.alert))]


def _narrowed(wanted: Select[Any], states: Sequence[str], assigned: str | None) -> Select[Any]:
    table = tables.alerts.c
    if states:
        wanted = wanted.where(table.state.in_(states))
    if assigned is not None:
        wanted = wanted.where(table.assigned == assigned)
    return wanted.select_from(tables.alerts)


def _find_by_key(connection: Connection, subject: str, listed: Sequence[str]) -> Alert | None:
    """The alert about a subject and a listed party, known by the party's id or by the listing's."""
    table = tables.alert_keys.c
    wanted = select(table.alert).where(table.subject == subject, table.listed.in_(listed)).order_by(table.alert)
    known = connection.execute(wanted.limit(1)).scalar()
    return find(connection, known) if known else None


def _note_keys(connection: Connection, alert: Alert, raised: Raised) -> None:
    table = tables.alert_keys
    for listed in {raised.party, raised.listing}:
        there = select(table.c.alert).where(table.c.subject == raised.subject, table.c.listed == listed)
        if connection.execute(there).scalar() is None:
            connection.execute(insert(table).values(subject=raised.subject, listed=listed, alert=alert.id))


def _note_record(connection: Connection, alert_id: str, seq: int) -> None:
    table = tables.alert_records
    connection.execute(delete(table).where(table.c.seq == seq, table.c.alert == alert_id))
    connection.execute(insert(table).values(seq=seq, alert=alert_id))


def _save(connection: Connection, alert: Alert) -> None:
    connection.execute(update(tables.alerts).where(tables.alerts.c.id == alert.id).values(_row(alert)))


def _row(alert: Alert) -> dict[str, object]:
    return {
        "id": alert.id, "state": alert.state, "assigned": alert.assigned, "probability": alert.probability,
        "rank": alert.rank, "due": alert.due, "opened": alert.opened, "data": msgspec.json.encode(alert),
    }  # fmt: skip
