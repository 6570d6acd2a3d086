"""What waits for a second person? Proposals as a fold over the log, and what was approved.

A proposal changes nothing until somebody else has approved it. Who may is `permissions`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import msgspec
from sqlalchemy import Connection, insert, select, update

from watchword.cases import happenings as kinds
from watchword.errors import NotFoundError
from watchword.ledger.record import Record
from watchword.policy import Policy, differences
from watchword.store import case_tables as tables

State = Literal["waiting", "approved", "refused"]


class Proposal(msgspec.Struct, frozen=True):
    """A proposal by its record, and what became of it, by whom."""

    seq: int
    time: str
    proposed: kinds.Proposed
    state: State = "waiting"
    settled: int = 0
    settled_by: str = ""


class ProposalFold:
    """Proposals as a fold over the log."""

    name = "proposals"
    kinds: Sequence[str] = (kinds.PROPOSED, kinds.APPROVED, kinds.REFUSED)
    tables = (tables.proposals,)

    def apply(self, connection: Connection, record: Record, personal: bytes | None) -> None:
        """Take one more record."""
        if record.kind == kinds.PROPOSED:
            new = Proposal(record.seq, record.time, record.read(kinds.Proposed))
            connection.execute(insert(tables.proposals).values(_row(new)))
            return
        told: kinds.Approved | kinds.Refused
        told = record.read(kinds.Approved) if record.kind == kinds.APPROVED else record.read(kinds.Refused)
        state: State = "approved" if record.kind == kinds.APPROVED else "refused"
        old = find(connection, told.proposal)
        new = msgspec.structs.replace(old, state=state, settled=record.seq, settled_by=told.by)
        connection.execute(update(tables.proposals).where(tables.proposals.c.seq == old.seq).values(_row(new)))


def brings(proposal: Proposal, in_force: Policy) -> str:
    """What a proposal would bring, in a line; of a policy what would be otherwise than under the one in force."""
    told = proposal.proposed
    if told.ruling:
        return f"{told.ruling.disposition}, {told.ruling.permit or told.ruling.reason}"
    if told.action == kinds.FORGET:
        of = msgspec.json.decode(told.content, type=kinds.Forgotten)
        return f"{of.list}{f', state {of.digest},' if of.digest else ''} is screened against no more"
    if told.action != kinds.POLICY:
        return f"no alert until {told.until}"
    changed = differences(in_force, msgspec.json.decode(told.content, type=Policy))
    return "; ".join(changed) or "nothing: it is the policy in force"


def find(connection: Connection, seq: int) -> Proposal:
    """The proposal of a number. Raises NotFoundError."""
    data = connection.execute(select(tables.proposals.c.data).where(tables.proposals.c.seq == seq)).scalar()
    if data is None:
        hint = "watchword alerts proposals shows what waits."
        raise NotFoundError("there is no proposal of this number", where=str(seq), hint=hint)
    return msgspec.json.decode(data, type=Proposal)


def waiting(connection: Connection) -> list[Proposal]:
    """Every proposal that waits for a second person, oldest first."""
    table = tables.proposals.c
    rows = connection.execute(select(table.data).where(table.state == "waiting").order_by(table.seq))
    return [msgspec.json.decode(data, type=Proposal) for (data,) in rows]


def _row(proposal: Proposal) -> dict[str, object]:
    return {"seq": proposal.seq, "state": proposal.state, "data": msgspec.json.encode(proposal)}
