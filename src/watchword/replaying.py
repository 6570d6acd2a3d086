"""Does a recorded answer come out the same again? Re-run from the lists and the policy of then, compared to the byte.

The lists are those that are kept by digest, the policy is in the record; the engine is the one that runs here. Where the
record names another engine, both answers are shown if they differ. Nothing is recorded.
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Literal

import msgspec

from watchword.archive import Archive
from watchword.cases.answers import (
    CHUNK_SCREENED,
    SCREENED,
    Answer,
    Basis,
    ChunkAnswer,
    ChunkScreened,
    RowAnswer,
    Screened,
    row_digest,
    row_leaf,
    row_line,
)
from watchword.errors import InputError, NotFoundError, StorageError
from watchword.ledger import tree
from watchword.ledger.log import Log, View
from watchword.ledger.record import Record, canonical
from watchword.match.version import engine
from watchword.model import Hit, Party
from watchword.screen import Screener

State = Literal["equal", "differs", "not replayed"]
Given = Callable[[int, ChunkScreened, ChunkAnswer], Sequence[Party | None] | None]
"""Record with its two parts -> the party of each row of the chunk (None: not known); None where nobody has any."""


class Difference(msgspec.Struct, frozen=True):
    """An answer that came out otherwise: the row (0 for a single answer), the party, the hits of then and of now."""

    row: int
    party: Party | None
    then: tuple[Hit, ...] | None  # None where only the digest is on record
    now: tuple[Hit, ...]


class Replayed(msgspec.Struct, frozen=True):
    """What became of one record. `rows` of `of` answers in it were computed again; `engine` is that of then."""

    record: int
    kind: str
    state: State
    engine: str
    engine_now: str
    rows: int = 0
    of: int = 0
    reason: str = ""
    differences: tuple[Difference, ...] = ()

    @property
    def same_engine(self) -> bool:
        """Whether the engine that runs here gave the answer."""
        return self.engine == self.engine_now


class Replayer:
    """Replays records of one log. `given` brings the rows of chunks that have no hits, where somebody has them."""

    def __init__(self, log: Log, archive: Archive, given: Given, *, compiled: bool = False) -> None:
        self._log = log
        self._archive = archive
        self._given = given
        self._compiled = compiled
        self._screeners: dict[tuple[str, str], Screener] = {}

    def replay(self, numbers: Iterable[int]) -> Iterator[Replayed]:
        """Each of the records, in the order asked. Raises NotFoundError for one that is not there."""
        for seq in numbers:
            with self._log.read() as view:
                record = view.record(seq)
                personal = view.personal_bytes(seq)
            yield self._record(record, personal)

    def _record(self, record: Record, personal: bytes | None) -> Replayed:
        if record.kind not in (SCREENED, CHUNK_SCREENED):
            return _not(record, "", f"a {record.kind} record holds no answer")
        basis = record.read(Screened).basis if record.kind == SCREENED else record.read(ChunkScreened).basis
        if personal is None:
            return _not(record, basis.engine, "the personal part was erased")
        try:
            screener = self._screener(basis)
        except (NotFoundError, StorageError) as error:
            return _not(record, basis.engine, str(error))
        if record.kind == SCREENED:
            return _single(record, basis, personal, screener)
        return self._chunk(record, basis, msgspec.json.decode(personal, type=ChunkAnswer), screener)

    def _screener(self, basis: Basis) -> Screener:
        key = basis.snapshot, basis.policy
        if key not in self._screeners:
            snapshot, policy = self._archive.snapshot(basis.snapshot), self._archive.policy(basis.policy)
            self._screeners[key] = Screener(snapshot, policy, compiled=self._compiled)
        return self._screeners[key]

    def _chunk(self, record: Record, basis: Basis, sealed: ChunkAnswer, screener: Screener) -> Replayed:
        """Every row where the parties are at hand, else those with hits, which are in the record."""
        body = record.read(ChunkScreened)
        hits = {one.row: one for one in sealed.rows}
        given = self._given(record.seq, body, sealed) or ()
        known = {row: party for row, party in enumerate(given, start=body.first) if party}
        known |= {one.row: one.party for one in sealed.rows}
        leaves, salt = base64.b64decode(sealed.leaves), bytes.fromhex(sealed.salt)
        differences = []
        for row, party in sorted(known.items()):
            now = _screened(screener, party, basis.minimum)
            at = 32 * (row - body.first)
            if tree.leaf_hash(row_leaf(salt, row, row_digest(_line(row, party, now)))) != leaves[at : at + 32]:
                differences.append(_difference(row, party, hits.get(row), now))
        missing = len(known) < body.rows
        reason = "rows without hits need the customers who were asked for" if missing else ""
        state: State = "differs" if differences else "equal"
        return Replayed(record.seq, record.kind, state, basis.engine, engine(), len(known), body.rows, reason,
                        tuple(differences))  # fmt: skip


def _single(record: Record, basis: Basis, personal: bytes, screener: Screener) -> Replayed:
    then = msgspec.json.decode(personal, type=Answer)
    now = _screened(screener, then.party, basis.minimum)
    hits = now if isinstance(now, tuple) else ()
    same = not isinstance(now, str) and canonical(Answer(then.subject, then.party, hits)) == personal
    differences = () if same else (Difference(0, then.party, then.hits, hits),)
    reason = now if isinstance(now, str) else ""
    return Replayed(record.seq, record.kind, "equal" if same else "differs", basis.engine, engine(), 1, 1, reason,
                    differences)  # fmt: skip


def _screened(screener: Screener, party: Party, minimum: float) -> tuple[Hit, ...] | str:
    """The hits, or why the party can't be screened."""
    try:
        return screener.screen(party, minimum).hits
    except InputError as error:
        return str(error)


def _line(row: int, party: Party, now: tuple[Hit, ...] | str) -> bytes:
    return row_line(row, None, (), now) if isinstance(now, str) else row_line(row, party, now)


def _difference(row: int, party: Party, then: RowAnswer | None, now: tuple[Hit, ...] | str) -> Difference:
    return Difference(row, party, then.hits if then else None, now if isinstance(now, tuple) else ())


def _not(record: Record, then: str, reason: str) -> Replayed:
    return Replayed(record.seq, record.kind, "not replayed", then, engine(), reason=reason)


def answers_in(view: View, first: int = 0, end: int | None = None) -> Iterator[int]:
    """Numbers of the records that hold answers."""
    return (record.seq for record in view.records(first, end, (SCREENED, CHUNK_SCREENED)))
