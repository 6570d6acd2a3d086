"""May this disbursement go to its payee? Only with a current screening of every party to it; no clearance, no release.

Flows are kept beside the record (`Purse`); each import, screening, release and confirmation is on it. Reading files is
`funds`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

import msgspec
import sqlalchemy as sa

from watchword.cases import folding
from watchword.cases.answers import RowAnswer, row_digest, row_line
from watchword.cases.desk import FOLDS, Desk
from watchword.cases.people import Person
from watchword.cases.projections import follow
from watchword.cases.recorder import Chunk, Recorder
from watchword.errors import InputError, NotFoundError
from watchword.funds.flow import Flow, Refused, Stage, State, Tie
from watchword.ledger.log import Change, Entry, Log
from watchword.ledger.record import canonical
from watchword.model import Hit, Party
from watchword.screen import Screener, decide
from watchword.store import payments_tables as tables
from watchword.text import places

IMPORTED, SCREENED, CONFIRMED = "funds-imported", "disbursement-screened", "pledge-confirmed"
_ITS_NAME = 0.95  # similarity from which a listing has the very name that was asked for


class Imported(msgspec.Struct, frozen=True):
    """What an import took: new flows, flows that were known, ties, and what was set aside."""

    flows: int
    known: int
    ties: int
    refused: tuple[Refused, ...]


class Kept(msgspec.Struct, frozen=True):
    """A flow as it stands; `cleared`: its parties are cleared on the lists of now."""

    id: str
    flow: Flow
    cleared: bool


class Stuck(msgspec.Struct, frozen=True):
    """A disbursement that is held or frozen, or was paid before a hit, with its alerts and what became of each."""

    id: str
    receiver: str
    amount: str
    currency: str
    state: State
    alerts: tuple[str, ...]


class Outcome(msgspec.Struct, frozen=True):
    """What became of a flow that was to be released: its state, and why when it was not; `would_be` is the state that
    other lists than those of now would have given it."""

    id: str
    receiver: str
    state: State
    why: tuple[str, ...] = ()
    would_be: State | None = None


class Purse:
    """The flows of one record as they came and as somebody confirmed them: nobody is screened."""

    def __init__(self, log: Log, clock: Callable[[], datetime]) -> None:
        self._log, self._clock = log, clock

    def take(self, name: str, found: Iterable[Flow | Tie | Refused]) -> Imported:
        """Keep the flows and ties of a source. The same flow again is the same; its state is not touched."""
        read = list(found)
        flows = [one for one in read if isinstance(one, Flow)]
        ties = [one for one in read if isinstance(one, Tie)]
        refused = tuple(one for one in read if isinstance(one, Refused))
        with self._log.change(self._clock()) as change:
            connection = _connection(change)
            known = set(connection.execute(sa.select(tables.flows.c.id)).scalars())
            new = {one.id: one for one in flows if one.id not in known}
            if new:
                connection.execute(sa.insert(tables.flows), [_row(one) for one in new.values()])
            kept = set(connection.execute(sa.select(tables.ties.c.id)).scalars())
            more = {key: one for one in ties if (key := _tie_id(one)) not in kept}
            if more:
                rows = [{"id": key, "payee": _fold(one.payee), "tie": canonical(one)} for key, one in more.items()]
                connection.execute(sa.insert(tables.ties), rows)
            body = {"flows": len(new), "known": len(flows) - len(new), "ties": len(more), "refused": len(refused)}
            change.append(Entry(IMPORTED, body, {"source": name, "flows": sorted(new)}))
        return Imported(len(new), len(flows) - len(new), len(more), refused)

    def state(self, flow_id: str) -> State:
        """How a flow of this record stands."""
        with self._log.read() as view:
            found = _connection(view).execute(sa.select(tables.flows.c.state).where(tables.flows.c.id == flow_id))
            return State(found.scalar_one())

    def stuck(self, desk: Desk) -> list[Stuck]:
        """Every disbursement that its last screening, or a decision on that, keeps from its payee or would have."""
        table = tables.flows
        paid_before = sa.and_(table.c.state == State.PAID, table.c.snapshot == "", table.c.screened > 0)
        wanted = sa.select(table).where(sa.or_(table.c.state.in_([State.HELD, State.FROZEN]), paid_before))
        with desk.open() as (_, connection):
            found = []
            for row in connection.execute(wanted.order_by(table.c.id)).mappings().all():
                flow = msgspec.json.decode(row["flow"], type=Flow)
                alerts = [folding.find(connection, one) for one in folding.alerts_of(connection, row["screened"])]
                told = tuple(
                    f"{one.id} {one.ruling.disposition if one.ruling else one.state} ({', '.join(one.listings)})"
                    for one in alerts
                )
                found.append(Stuck(row["id"], flow.receiver, flow.amount, flow.currency, State(row["state"]), told))
            return found

    def confirm(self, desk: Desk, person: Person, flow_id: str) -> None:
        """Confirm a flow that was only said. Raises NotFoundError when no unverified flow has this id."""
        with desk.open() as (change, connection):
            by = desk.working(connection, person, "decide").id
            table = tables.flows
            done = connection.execute(
                sa.update(table).where(table.c.id == flow_id, table.c.state == State.UNVERIFIED)
                .values(state=State.CONFIRMED)
            )  # fmt: skip
            if not done.rowcount:
                raise NotFoundError(
                    "no unverified flow has this id", where=flow_id, hint="See watchword funds show --json."
                )
            change.append(Entry(CONFIRMED, {"flow": flow_id, "by": by}))


class Fund:
    """The flows of one record under the lists of a screener.

    `stale` are the reasons for which these lists clear nobody. With `past` they are those of another day than today:
    what they say of a disbursement is recorded, and it stays as it is.
    """

    def __init__(
        self,
        log: Log,
        recorder: Recorder,
        screener: Screener,
        *,
        stale: tuple[str, ...] = (),
        past: bool = False,
        beneficiaries: bool = False,
    ) -> None:
        self._log, self._screener, self._recorder = log, screener, recorder
        self._stale, self._past = stale, past
        self._relations = None if beneficiaries else "beneficiary"
        told = f"{screener.snapshot.digest}\0{screener.policy.digest}"
        self._against = hashlib.sha256(told.encode()).hexdigest()

    def flows(self) -> list[Kept]:
        """Every flow as it stands; cleared are those whose last screening was on these very lists and policy."""
        with self._log.read() as view:
            connection = _connection(view)
            ties = _ties(connection)
            rows = connection.execute(sa.select(tables.flows).order_by(tables.flows.c.id)).mappings().all()
        return [self._kept(row, ties) for row in rows]

    def release(self, flow_ids: Iterable[str] = ()) -> list[Outcome]:
        """Release planned and held disbursements (all when none is named), and screen those already paid again.

        Raises NotFoundError for an id that is no disbursement's.
        """
        wanted = list(flow_ids)
        ready = [one for one in self.flows() if one.flow.stage is Stage.DISBURSEMENT]
        known = {one.id: one for one in ready}
        for one in wanted:
            if one not in known:
                raise NotFoundError("no disbursement has this id", where=one, hint="See watchword funds show --json.")
        chosen = (
            [known[one] for one in wanted] if wanted else [one for one in ready if one.flow.state is not State.FROZEN]
        )
        return [self._release(one) for one in chosen]

    def _kept(self, row: Any, ties: dict[str, list[Tie]]) -> Kept:
        flow = msgspec.structs.replace(msgspec.json.decode(row["flow"], type=Flow), state=State(row["state"]))
        same = row["parties"] == _parties_digest(self._parties(flow, ties))
        current = row["snapshot"] == self._against and (self._past or not self._stale)
        return Kept(row["id"], flow, flow.state is State.PAID and current and same)

    def _parties(self, flow: Flow, ties: dict[str, list[Tie]]) -> list[Party]:
        """Everybody to a disbursement: who pays, who is paid, and who stands behind them."""
        out = [Party(flow.receiver), *([Party(flow.provider)] if flow.provider else [])]
        for tie in ties.get(_fold(flow.receiver), ()):
            if tie.relation != self._relations:
                countries = (tie.country,) if tie.country else ()
                numbers = (tie.identifier,) if tie.identifier else ()
                out.append(Party(tie.name, birth=tie.birth, countries=countries, identifiers=numbers))
        return out

    def _release(self, kept: Kept) -> Outcome:
        flow = kept.flow
        if self._stale and not self._past:
            return Outcome(kept.id, flow.receiver, flow.state, self._stale)
        with self._recorder.change() as change:
            connection = _connection(change)
            row = connection.execute(sa.select(tables.flows).where(tables.flows.c.id == kept.id)).mappings().one()
            parties = self._parties(flow, _ties(connection))
            if not self._past and flow.state is State.HELD and row["parties"] == _parties_digest(parties):
                return self._settle(change, kept, row)
            return self._screen(change, kept, parties)

    def _settle(self, change: Change, kept: Kept, row: Any) -> Outcome:
        """A held one follows the decisions on its alerts; found on other lists it is screened anew."""
        connection = follow(change, FOLDS)
        alerts = [folding.find(connection, one) for one in folding.alerts_of(connection, row["screened"])]
        told = [one.ruling.disposition if one.ruling and one.state == "closed" else "" for one in alerts]
        receiver = kept.flow.receiver
        if "block" in told:
            _set(connection, kept.id, {"state": State.FROZEN})
            change.append(Entry(SCREENED, {"flow": kept.id, "state": State.FROZEN}))
            return Outcome(kept.id, receiver, State.FROZEN, ("its alert was decided: blocked",))
        if not told or "" in told or "reject" in told:
            return Outcome(kept.id, receiver, State.HELD, tuple(f"alert {one.id} is {one.state}" for one in alerts))
        if row["snapshot"] == self._against:
            _set(connection, kept.id, {"state": State.PAID})
            change.append(Entry(SCREENED, {"flow": kept.id, "state": State.PAID}))
            return Outcome(kept.id, receiver, State.PAID)
        return self._screen(change, kept, self._parties(kept.flow, _ties(connection)))

    def _screen(self, change: Change, kept: Kept, parties: list[Party]) -> Outcome:
        """Screen every party, on record; a hit holds a planned disbursement, and clears none."""
        subject, line = f"disbursement:{kept.id}", self._screener.policy.alert
        hits: list[tuple[Party, tuple[Hit, ...]]] = []
        for party in parties:
            try:
                its = max(line, _ITS_NAME) if _is_donor_state(kept.flow, party) else line
                hits.append((party, decide(party, self._screener, its)))
            except InputError as error:
                return Outcome(kept.id, kept.flow.receiver, kept.flow.state, (f"{party.name!r}: {error}",))
        found = [RowAnswer(at, subject, party, some) for at, (party, some) in enumerate(hits, 1) if some]
        digests = [row_digest(row_line(at, party, some)) for at, (party, some) in enumerate(hits, 1)]
        seq = (change.head.size if change.head else 0) + len(change.pending)
        self._recorder.add_chunk(change, Chunk(subject, 1, digests, 0, found), line)
        was = kept.flow.state
        why = tuple(
            f"{one.party.name} may be {hit.listing.name} ({hit.listing.id})" for one in found for hit in one.hits
        )
        if self._past:
            return Outcome(kept.id, kept.flow.receiver, was, why, State.HELD if found else State.PAID)
        state = was if was is State.PAID else State.HELD if found else State.PAID
        change.append(Entry(SCREENED, {"flow": kept.id, "state": state, "parties": len(parties), "hits": len(found)}))
        cleared = "" if found and was is State.PAID else self._against
        bound = {"screened": seq, "parties": _parties_digest(parties), "snapshot": cleared}
        _set(_connection(change), kept.id, {"state": state, **bound})
        return Outcome(kept.id, kept.flow.receiver, state, why)


def _row(flow: Flow) -> dict[str, Any]:
    return {"id": flow.id, "flow": canonical(flow), "state": flow.state, "screened": 0, "snapshot": "", "parties": ""}


def _set(connection: sa.Connection, flow_id: str, values: dict[str, Any]) -> None:
    connection.execute(sa.update(tables.flows).where(tables.flows.c.id == flow_id).values(values))


def _ties(connection: sa.Connection) -> dict[str, list[Tie]]:
    """Ties by payee, in a fixed order."""
    out: dict[str, list[Tie]] = {}
    for payee, tie in connection.execute(sa.select(tables.ties.c.payee, tables.ties.c.tie).order_by(tables.ties.c.id)):
        out.setdefault(payee, []).append(msgspec.json.decode(tie, type=Tie))
    return out


def _is_donor_state(flow: Flow, party: Party) -> bool:
    """A donor that is a state is held by a listing of its very name only: the United States are no TABACOS USA INC."""
    return party.name == flow.provider and bool(places.country(party.name))


def _tie_id(tie: Tie) -> str:
    return hashlib.sha256(canonical(tie)).hexdigest()[:16]


def _parties_digest(parties: list[Party]) -> str:
    return hashlib.sha256(canonical({"parties": parties})).hexdigest()


def _fold(name: str) -> str:
    return " ".join(name.casefold().split())


def _connection(view: Any) -> sa.Connection:
    connection: sa.Connection = view.reading.connection
    return connection
