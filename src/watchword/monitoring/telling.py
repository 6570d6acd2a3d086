"""What does the book know of one customer? As it is and was, its standing hits, and the record of every answer."""

from __future__ import annotations

import msgspec

from watchword.ledger.storage import Reading
from watchword.model import Party
from watchword.monitoring.opening import book_of
from watchword.monitoring.rows import recall
from watchword.monitoring.running import numbers_of
from watchword.store.book import Book


class Version(msgspec.Struct, frozen=True):
    """A customer as it stood from one import until before another (0: still does)."""

    since: int
    until: int
    digest: str
    party: Party


class StandingHit(msgspec.Struct, frozen=True):
    """A hit that stands: the listing's id, the listed name that matched best, how alike and how likely."""

    listing: str
    name: str
    similarity: float
    probability: float


class Answer(msgspec.Struct, frozen=True):
    """An answer on record: run, the lists' day and digest, the number of the record and the row in it, the hits then."""

    run: int
    day: str
    snapshot: str
    record: int
    row: int
    hits: tuple[str, ...]


class Customer(msgspec.Struct, frozen=True):
    """Everything of one customer; `gaps` are completed runs over everybody that lack an answer since the first one."""

    id: str
    gone: bool
    versions: tuple[Version, ...]
    hits: tuple[StandingHit, ...]
    answers: tuple[Answer, ...]
    gaps: tuple[int, ...]


def told_of(reading: Reading, own_id: str) -> Customer | None:
    """What the book knows of a customer; None when there is no such id."""
    book = book_of(reading)
    one = book.with_ids([own_id]).get(own_id)
    if one is None:
        return None
    party = msgspec.msgpack.Decoder(Party)
    versions = [
        Version(since, until, digest.hex(), party.decode(data))
        for since, until, digest, data in book.history(one.number)
    ]
    if not one.gone:
        versions.append(Version(one.since, 0, one.digest.hex(), party.decode(one.party)))
    standing = recall(book.hits(one.number, one.number).get(one.number, b""))
    answers = _answers(book, one.number)
    return Customer(
        own_id, bool(one.gone), tuple(versions),
        tuple(StandingHit(h.listing, h.name.full, h.similarity, h.probability) for h in standing),
        answers, _gaps(book, answers, gone=bool(one.gone)),
    )  # fmt: skip


def _answers(book: Book, number: int) -> tuple[Answer, ...]:
    runs = {run.number: run for run in book.runs()}
    out = []
    for chunk in book.sealing(number):
        numbers = numbers_of(chunk)
        if number not in numbers:
            continue
        run = runs[chunk.run]
        hits = recall(book.hits(number, number, run=chunk.run).get(number, b""))
        row = chunk.row + numbers.index(number)
        out.append(Answer(run.number, run.day, run.snapshot, chunk.seq, row, tuple(hit.listing for hit in hits)))
    return tuple(out)


def _gaps(book: Book, answers: tuple[Answer, ...], *, gone: bool) -> tuple[int, ...]:
    if gone or not answers:
        return ()
    have = {answer.run for answer in answers}
    return tuple(run.number for run in book.runs()
                 if run.whole and run.complete and run.number > min(have) and run.number not in have)  # fmt: skip
