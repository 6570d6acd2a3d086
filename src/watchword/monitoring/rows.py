"""What becomes of some customers of the book? Their answers against the new lists, from the delta where that is enough.

The same in this process and in a worker. Nothing is read from or written to the store here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec

from watchword.batch import worker
from watchword.batch.chunks import Chunk
from watchword.batch.summary import Tally
from watchword.batch.work import Done
from watchword.cases.answers import RowAnswer, row_digest, row_line, subject_of
from watchword.errors import InputError
from watchword.model import Hit, Party, Screening
from watchword.monitoring.delta import Kept, carried
from watchword.policy import Policy
from watchword.screen import Screener
from watchword.snapshot import Snapshot


class Asked(msgspec.Struct, frozen=True, array_like=True):
    """A customer to be answered; `hits` are the known ones, None where nothing is known yet."""

    party: bytes
    hits: bytes | None


class Answered(msgspec.Struct, frozen=True, array_like=True):
    """What a customer was answered: digest of the row's line, hits as the book keeps them (empty for none), and the
    answer whole where there are hits or it could not be given (`refused`)."""

    digest: bytes
    hits: bytes = b""
    answer: RowAnswer | None = None
    refused: str = ""


class BookJob(msgspec.Struct, frozen=True):
    """Everything that the answers depend on beside the customers: index files of the lists and of the delta ("" where
    every customer is screened against all lists), the delta without its listings, the policy."""

    index: str
    delta_index: str
    touched: tuple[str, ...]
    policy: Policy


_ASKED = msgspec.msgpack.Decoder(list[Asked])
PARTY = msgspec.msgpack.Decoder(Party)
_KNOWN = msgspec.msgpack.Decoder(tuple[Kept, ...])
_ENCODER = msgspec.msgpack.Encoder()


class BookScreener:
    """Answers customers. Holds screeners: one for each thread."""

    def __init__(self, whole: Screener, changes: Screener | None, touched: Iterable[str]) -> None:
        self._whole, self.matcher = whole, whole.matcher
        self._changes = changes
        self._touched = frozenset(touched)

    def screen(self, chunks: Sequence[Chunk]) -> tuple[Done, ...]:
        """What each chunk gives: every customer of it, in order."""
        return tuple(map(self._done, chunks))

    def _done(self, chunk: Chunk) -> Done:
        asked = _ASKED.decode(chunk.data)
        parties = [PARTY.decode(one.party) for one in asked]
        answers = self._answers(asked, parties)
        out = [_answered(row, *both) for row, both in enumerate(zip(parties, answers, strict=True), start=chunk.first)]
        return Done(_ENCODER.encode(out), b"", Tally(screened=len(out)))

    def _answers(self, asked: list[Asked], parties: list[Party]) -> list[tuple[Hit, ...] | InputError]:
        """The hits of each customer, or why there is no answer."""
        changes = self._changes
        carried_over = [changes is not None and one.hits is not None for one in asked]
        whole = iter(self._whole.screen_many([p for p, carry in zip(parties, carried_over, strict=True) if not carry]))
        some = [p for p, carry in zip(parties, carried_over, strict=True) if carry]
        found = iter(changes.screen_many(some) if changes is not None else ())
        return [
            self._carried(one.hits or b"", next(found)) if carry else _hits(next(whole))
            for one, carry in zip(asked, carried_over, strict=True)
        ]

    def _carried(self, known: bytes, found: Screening | InputError) -> tuple[Hit, ...] | InputError:
        hits = _hits(found)
        if isinstance(hits, InputError) or not (known or hits):
            return hits
        return carried(recall(known), hits, self._touched, self._whole.snapshot)


def _hits(answer: Screening | InputError) -> tuple[Hit, ...] | InputError:
    return answer if isinstance(answer, InputError) else answer.hits


def _answered(row: int, party: Party, hits: tuple[Hit, ...] | InputError) -> Answered:
    if isinstance(hits, InputError):
        refused = str(hits)
        return Answered(row_digest(row_line(row, None, (), refused)), refused=refused)
    digest = row_digest(row_line(row, party, hits))
    if not hits:
        return Answered(digest)
    return Answered(digest, keep(hits), RowAnswer(row, subject_of(party), party, hits))


def keep(hits: Iterable[Hit]) -> bytes:
    """Hits as the book keeps them."""
    return _ENCODER.encode([Kept(h.listing.id, h.name, h.similarity, h.probability, h.evidence) for h in hits])


def recall(data: bytes) -> tuple[Kept, ...]:
    """The hits that the book keeps; none for empty bytes."""
    return _KNOWN.decode(data) if data else ()


def parts(asked: Iterable[Asked]) -> bytes:
    """Customers to be answered as a chunk's data."""
    return _ENCODER.encode(list(asked))


def answers(done: Done) -> list[Answered]:
    """What a chunk of customers was answered."""
    return msgspec.msgpack.decode(done.out, type=list[Answered])


def open_job(job: BookJob) -> BookScreener:
    """A screener for a job, which maps the index files."""
    whole = Screener(Snapshot.open(Path(job.index)), job.policy)
    changes = Screener(Snapshot.open(Path(job.delta_index)), job.policy) if job.delta_index else None
    return BookScreener(whole, changes, job.touched)


def main() -> None:
    """Serve the process that started this one (see batch.worker)."""
    worker.serve(lambda first: open_job(msgspec.msgpack.decode(first, type=BookJob)))
