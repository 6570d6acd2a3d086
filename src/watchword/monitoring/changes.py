"""Which hits came and went in a run, and why? By listing or delisting, a changed listing or customer, another policy.

The book knows what stood before and after; nothing is screened here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from watchword.monitoring.delta import Delta, Kept
from watchword.monitoring.rows import recall
from watchword.snapshot import Snapshot
from watchword.store.book import Book, Run, SealedChunk

LISTED, DELISTED, LISTING_CHANGED = "listed", "delisted", "listing-changed"
NEW_CUSTOMER, CUSTOMER_CHANGED, SCREENED_ANEW = "new-customer", "customer-changed", "screened-anew"
_BLOCK = 500


class HitChange(msgspec.Struct, frozen=True, omit_defaults=True):
    """A hit that a customer gained, lost, or has otherwise than before.

    `what` is gained, lost or changed; `why` one of listed, delisted, listing-changed, new-customer, customer-changed,
    and screened-anew (under another policy or engine, or lists of which the earlier ones are not kept).
    """

    customer: str
    listing: str
    what: str
    why: str
    similarity: float
    before: float | None = None


class Monitored(msgspec.Struct, frozen=True):
    """What a run did; also the body of its record. `chunks` are its first and its last record; `changes` counts hits
    by what became of them and why; `closed` alerts had no hit any more."""

    run: int
    day: str
    snapshot: str
    basis: str
    policy: str
    engine: str
    imports: int
    customers: int
    closed: int
    chunks: tuple[int, ...]
    changes: dict[str, int]


def changes(book: Book, run: Run, delta: Delta | None) -> Iterator[HitChange]:
    """The hits that a run changed, in the order of the book."""
    block: list[tuple[int, bytes, bytes]] = []
    for one in book.changed(run.number):
        block.append(one)
        if len(block) == _BLOCK:
            yield from _of_block(block, book, run, delta)
            block = []
    yield from _of_block(block, book, run, delta)


def _of_block(
    block: Sequence[tuple[int, bytes, bytes]], book: Book, run: Run, delta: Delta | None
) -> Iterator[HitChange]:
    customers = book.with_numbers([number for number, _, _ in block])
    for number, before, after in block:
        customer = customers[number]
        fresh = customer.screened == run.number
        own = (CUSTOMER_CHANGED if book.history(number) else NEW_CUSTOMER) if fresh else ""
        old, new = ({hit.listing: hit for hit in recall(data)} for data in (before, after))
        for listing in [*new, *(gone for gone in old if gone not in new)]:
            change = _change(customer.own_id, old.get(listing), new.get(listing), own or _why(listing, delta, old))
            if change:
                yield change


def _why(listing: str, delta: Delta | None, old: dict[str, Kept]) -> str:
    if delta is None:
        return SCREENED_ANEW
    if listing in delta.removed:
        return DELISTED
    return LISTING_CHANGED if listing in delta.touched else LISTED


def _change(customer: str, old: Kept | None, new: Kept | None, why: str) -> HitChange | None:
    if new is None:
        assert old is not None  # else there would be nothing to tell of
        return HitChange(customer, old.listing, "lost", why, old.similarity)
    if old is None:
        return HitChange(customer, new.listing, "gained", why, new.similarity)
    return HitChange(customer, new.listing, "changed", why, new.similarity, old.similarity) if old != new else None


def summed(
    run: Run, snapshot: Snapshot, found: Iterable[HitChange], sealed: Sequence[SealedChunk], numbers: tuple[int, int]
) -> Monitored:
    """A run in numbers; `numbers` are the customers answered and the alerts closed."""
    counts = Counter(f"{one.what}: {one.why}" for one in found)
    chunks = (sealed[0].seq, sealed[-1].seq) if sealed else ()
    return Monitored(
        run.number, run.day, snapshot.digest, run.basis, run.policy, run.engine, run.imports, *numbers, chunks,
        dict(sorted(counts.items())),
    )  # fmt: skip
