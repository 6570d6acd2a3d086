"""Which pairs need no alert? Allow-list entries: this subject, this listed party, as both stood when it was approved.

An entry ends by itself: on its last day, or as soon as one side is no longer what it was; then it says what changed.
It hides nothing: the hits are in every answer, and each alert that it closes says so on a record of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import msgspec
from sqlalchemy import Connection, insert, or_, select, update

from watchword.cases import happenings as kinds
from watchword.cases.answers import listed_digest
from watchword.errors import NotFoundError
from watchword.ledger.record import ERASED, Record
from watchword.model import Listing, Party
from watchword.store import case_tables as tables

IN_FORCE, ENDED = "in force", "ended"


class Sides(msgspec.Struct, frozen=True):
    """The personal part of a proposed entry: why, and both sides as they stand."""

    text: str
    party: Party
    listings: tuple[Listing, ...]


class Allowance(msgspec.Struct, frozen=True):
    """An entry: its number (that of the record that approved it), the alert about its pair, until when, by whom.

    `proposal` is the record whose personal part has both sides; `ended` says why it ended, `changed` what did.
    """

    seq: int
    alert: str
    until: str
    proposal: int
    by: str
    approved_by: str
    ended: str = ""
    changed: tuple[str, ...] = ()


class AllowanceFold:
    """The allow-list as a fold over the log."""

    name = "allowances"
    kinds: Sequence[str] = (kinds.APPROVED, kinds.ALLOWANCE_ENDED, ERASED)
    tables = (tables.allowances,)

    def apply(self, connection: Connection, record: Record, personal: bytes | None) -> None:
        """Take one more record."""
        if record.kind == kinds.APPROVED:
            told = record.read(kinds.Approved)
            if told.proposed.action == kinds.ALLOW:
                entry = Allowance(
                    record.seq, told.proposed.alert, told.proposed.until, told.proposal, told.proposed.by, told.by
                )
                connection.execute(insert(tables.allowances).values(_row(entry)))
        elif record.kind == kinds.ALLOWANCE_ENDED:
            ended = record.read(kinds.AllowanceEnded)
            entry = find(connection, ended.allowance)
            _save(connection, msgspec.structs.replace(entry, ended=ended.why, changed=ended.changed))
        else:
            _forget(connection, record.read(dict[str, int | str])["seq"])


def find(connection: Connection, seq: int) -> Allowance:
    """The entry of a number. Raises NotFoundError."""
    data = connection.execute(select(tables.allowances.c.data).where(tables.allowances.c.seq == seq)).scalar()
    if data is None:
        raise NotFoundError("there is no allow-list entry of this number", where=str(seq))
    return msgspec.json.decode(data, type=Allowance)


def entries(connection: Connection, *, ended: bool = False) -> list[Allowance]:
    """Every entry in force, in order; with `ended` also those that are not any more."""
    table = tables.allowances.c
    wanted = select(table.data).order_by(table.seq)
    if not ended:
        wanted = wanted.where(table.state == IN_FORCE)
    return [msgspec.json.decode(data, type=Allowance) for (data,) in connection.execute(wanted)]


def in_question(connection: Connection, day: str) -> list[Allowance]:
    """The entries in force that have to be looked at: their alert was hit again, or their last day is past."""
    table = tables.allowances
    both = table.join(tables.alerts, tables.alerts.c.id == table.c.alert)
    wanted = select(table.c.data).select_from(both).where(table.c.state == IN_FORCE)
    asked = wanted.where(or_(table.c.until < day, tables.alerts.c.state != "closed")).order_by(table.c.seq)
    return [msgspec.json.decode(data, type=Allowance) for (data,) in connection.execute(asked)]


def why_ended(
    entry: Allowance, sides: Sides | None, party: Party | None, listings: Mapping[str, Listing], day: str
) -> tuple[str, tuple[str, ...]]:
    """Why an entry does not cover a hit of today, and what changed; ("", ()) when it does.

    `sides` is what it was made for, `party` and `listings` what was hit now; None where they were erased.
    """
    if day > entry.until:
        return "expired", (entry.until,)
    if sides is None or party is None:
        return "erased", ()
    changed = tuple(_changed(sides.party, party, ()))
    if changed:
        return "customer", changed
    known = {listing.id: listing for listing in sides.listings}
    for listing_id, listing in listings.items():
        if listing_id not in known:
            return "listing", (f"{listing_id} is new",)
        if listed_digest(known[listing_id]) != listed_digest(listing):
            return "listing", tuple(
                f"{listing_id} {field}" for field in _changed(known[listing_id], listing, ("source",))
            )
    return "", ()


def _changed(old: msgspec.Struct, new: msgspec.Struct, apart: tuple[str, ...]) -> Iterator[str]:
    """The fields in which two values differ."""
    for field in old.__struct_fields__:
        if field not in apart and getattr(old, field) != getattr(new, field):
            yield field


def _forget(connection: Connection, seq: int | str) -> None:
    """An entry whose sides were erased covers nothing any more."""
    for entry in entries(connection):
        if entry.proposal == seq:
            _save(connection, msgspec.structs.replace(entry, ended="erased"))


def _save(connection: Connection, entry: Allowance) -> None:
    connection.execute(update(tables.allowances).where(tables.allowances.c.seq == entry.seq).values(_row(entry)))


def _row(entry: Allowance) -> dict[str, object]:
    return {
        "seq": entry.seq, "alert": entry.alert, "state": ENDED if entry.ended else IN_FORCE, "until": entry.until,
        "data": msgspec.json.encode(entry),
    }  # fmt: skip
