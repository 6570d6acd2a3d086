"""How does an answer get on the record before it is given? As one record, with the alerts that it raises.

If it can't be made durable, StorageError is raised and there is no answer. Screening is `screen`; what becomes of
alerts is `alerts`.
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

import msgspec

from watchword.cases.answers import (
    CHUNK_SCREENED,
    LISTS_USED,
    POLICY_USED,
    SCREENED,
    Answer,
    AnsweredRow,
    Basis,
    ChunkScreened,
    Listed,
    ListsUsed,
    PolicyUsed,
    Raised,
    RowAnswer,
    Screened,
    ToldRow,
    answered_row,
    listed_of,
    row_leaves,
    subject_of,
    written,
)
from watchword.ledger import tree
from watchword.ledger.log import Change, Entry, Log
from watchword.model import Hit, Publication, Receipt, Screening
from watchword.policy import Policy


@dataclass(frozen=True, slots=True)
class Asking:
    """Who asks, by which door, and what is done with the answer.

    `by` is a person of the register or `os:NAME`; `publishers` are those whose hits are shown (all when empty);
    `raises` is false where hits are to raise no alert, as for lists of long ago. `party_of` gives the listed party
    that a listing belongs to, where lists are linked. `warnings` are recorded with every chunk.
    """

    door: str
    by: str
    publishers: tuple[str, ...] = ()
    raises: bool = True
    party_of: Callable[[str], str] = field(default=str)
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True)
class Against:
    """What is screened against: the digest and publications of a snapshot, the policy, the engine's version."""

    snapshot: str
    publications: Sequence[Publication]
    policy: Policy
    engine: str

    @cached_property
    def policy_digest(self) -> str:
        """The digest of the policy."""
        return self.policy.digest


@dataclass(frozen=True, slots=True)
class Chunk:
    """Rows `first`... of a source (a file's name, as its keeper knows it) that were screened together.

    `digests` are SHA-256 of each row's line in order, also of those set aside (see `answers.row_line`); `answers` are
    the rows that have hits. Hits from `line` on raise an alert; from the policy's alert line on where it is 0. Those of
    `quiet` rows raise none: nothing in them is new.
    """

    source: str
    first: int
    digests: Sequence[bytes]
    set_aside: int
    answers: Sequence[RowAnswer | AnsweredRow]
    line: float = 0.0
    quiet: frozenset[int] = frozenset()


class Recorder:
    """Records the answers of one snapshot under one policy. One for each thread, as the screener."""

    def __init__(
        self, log: Log, against: Against, asking: Asking, clock: Callable[[], datetime], *, told: bool = False
    ) -> None:
        self.log, self.against, self.asking = log, against, asking
        self._clock = clock
        self._told = told

    def record(self, answer: Screening, minimum: float, subject: str = "") -> Receipt:
        """Put an answer on the record. `subject` says whom it is about (see `answers.subject_of`).

        Raises StorageError when it can't be made durable.
        """
        with self.change() as change:
            self.add(change, answer, minimum, subject)
        return change.receipts[-1]

    def add(self, change: Change, answer: Screening, minimum: float, subject: str = "") -> None:
        """Add an answer's record, as `record`, to a change in which the lists and policy were told (see `tell`)."""
        about = subject or subject_of(answer.party)
        alerts = self._raised(change, about, self._listed(answer.hits, self.against.policy.alert))
        body = Screened(self._basis(minimum, answer.warnings), len(answer.hits), alerts)
        subjects = ((about, alerts[0].subject),) if alerts else ()
        change.append(Entry(SCREENED, body, Answer(about, answer.party, answer.hits), subjects))

    def record_chunks(self, chunks: Iterable[Chunk], minimum: float) -> list[Receipt]:
        """Put chunks of rows on the record, one record each, all of them durable together or none."""
        with self.change() as change:
            for chunk in chunks:
                self.add_chunk(change, chunk, minimum)
        return [receipt for receipt in change.receipts if receipt.kind == CHUNK_SCREENED]

    @contextmanager
    def change(self) -> Iterator[Change]:
        """A change of the log in which answers and other records become durable together (see `add_chunk`)."""
        with self.log.change(self._clock()) as change:
            self.tell(change)
            yield change
        self._told = True

    def add_chunk(self, change: Change, chunk: Chunk, minimum: float) -> int:
        """Add a chunk's record to a change that `change` gave. Returns the record's number."""
        number = change.next_seq
        change.append(self._chunk_entry(change, chunk, minimum))
        return number

    def _chunk_entry(self, change: Change, chunk: Chunk, minimum: float) -> Entry:
        salt = change.salt()
        leaves = row_leaves(salt, chunk.first, chunk.digests)
        line = chunk.line or self.against.policy.alert
        rows = [self._ready(one, line) if isinstance(one, RowAnswer) else one for one in chunk.answers]
        alerts = tuple(
            raised
            for one in rows
            if one.row not in chunk.quiet
            for raised in self._raised(change, one.subject, one.listed, one.row, line)
        )
        body = ChunkScreened(
            self._basis(minimum, self.asking.warnings), chunk.first, len(leaves), chunk.set_aside, tree.root(leaves).hex(),
            sum(one.hits for one in rows), alerts,
        )  # fmt: skip
        together = base64.b64encode(b"".join(leaves)).decode()
        told = [msgspec.Raw(one.answer) for one in rows]
        personal = {"source": chunk.source, "salt": salt.hex(), "leaves": together, "rows": told}  # a ChunkAnswer
        raising = {raised.row for raised in alerts}
        about = tuple((one.subject, change.token(one.subject)) for one in rows if one.row in raising)
        return Entry(CHUNK_SCREENED, body, personal, about)

    def _basis(self, minimum: float, warnings: tuple[str, ...]) -> Basis:
        asking, against = self.asking, self.against
        return Basis(
            asking.door, asking.by, against.snapshot, against.policy_digest, against.engine, minimum, asking.publishers,
            warnings,
        )  # fmt: skip

    def _ready(self, one: RowAnswer, line: float) -> AnsweredRow:
        row = written(ToldRow(one.row, one.party, one.hits))
        return answered_row(row, one.subject, len(one.hits), self._listed(one.hits, line))

    def _listed(self, hits: Sequence[Hit], line: float) -> tuple[Listed, ...]:
        """What alerts have to know of the hits from the line on; nothing where none are raised."""
        return tuple(listed_of(hit) for hit in hits if hit.similarity >= line) if self.asking.raises else ()

    def _raised(
        self, change: Change, subject: str, hits: Sequence[Listed], row: int = 0, line: float = 0.0
    ) -> tuple[Raised, ...]:
        """The alerts of some hits: one for each listing at or above the line, on the lists that are shown."""
        asking = self.asking
        wanted = [
            one for one in hits
            if asking.raises and one.similarity >= line
            and (not asking.publishers or one.publisher in asking.publishers)
        ]  # fmt: skip
        token = change.token(subject) if wanted else ""
        return tuple(Raised(token, one.id, asking.party_of(one.id), one.digest, row, one.programmes) for one in wanted)

    def tell(self, change: Change) -> None:
        """Say once what stands behind the digests of policy and lists, so that the answer can be repeated."""
        if self._told:
            return
        against = self.against
        policy = PolicyUsed(against.policy_digest, msgspec.Raw(msgspec.json.encode(against.policy)))
        lists = ListsUsed(against.snapshot, msgspec.Raw(msgspec.json.encode(against.publications)))
        for kind, body in ((POLICY_USED, policy), (LISTS_USED, lists)):
            if not any(found.read(type(body)).digest == body.digest for found in change.records(kinds=(kind,))):
                change.append(Entry(kind, body))
