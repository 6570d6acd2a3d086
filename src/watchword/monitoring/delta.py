"""Which listings differ between two snapshots, and what follows for an answer that is known already?

A hit depends on the party, the one listing, the policy and the engine, never on other listings: weights come from frozen
tables, and retrieval finds exactly what scoring every name would. So the hits on listings that stayed as they were are
carried over, and only what was added or changed is screened. Pure: nothing is read or written here.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

import msgspec

from watchword.lists.source import ReadList
from watchword.model import Evidence, Hit, Listing, Name, Publication
from watchword.screen import ranked
from watchword.snapshot import Snapshot


class Kept(msgspec.Struct, frozen=True, array_like=True):
    """A hit as the book keeps it: the listing by its id, for what the list says of it is in the list."""

    listing: str
    name: Name
    similarity: float
    probability: float
    evidence: tuple[Evidence, ...]


class Delta(msgspec.Struct, frozen=True):
    """From one snapshot to another: listings that were added or changed, as they are now; ids that are gone.

    A listing has changed when anything that its publisher says of it has; where it stands in the file does not count.
    """

    old: str  # digests of the snapshots
    new: str
    added: tuple[Listing, ...] = ()
    changed: tuple[Listing, ...] = ()
    removed: tuple[str, ...] = ()

    @property
    def touched(self) -> frozenset[str]:
        """Ids of the listings whose old hits no longer count."""
        return frozenset((*self.removed, *(listing.id for listing in self.changed)))

    def snapshot(self) -> Snapshot:
        """What is to be screened: the added and the changed listings alone."""
        listings = (*self.added, *self.changed)
        return Snapshot.of([ReadList(Publication("delta", "Added and changed", len(listings), self.new), listings)])


def difference(old: Snapshot, new: Snapshot) -> Delta:
    """How `new` differs from `old`, in the order of `new` (removed: of `old`)."""
    if old.digest == new.digest:
        return Delta(old.digest, new.digest)
    before = {listing.id: listing for listing in old}
    added, changed, kept = [], [], set()
    for listing in new:
        earlier = before.get(listing.id)
        if earlier is None:
            added.append(listing)
            continue
        kept.add(listing.id)
        if msgspec.structs.replace(earlier, source=listing.source) != listing:
            changed.append(listing)
    removed = tuple(listing_id for listing_id in before if listing_id not in kept)
    return Delta(old.digest, new.digest, tuple(added), tuple(changed), removed)


def carried(known: Iterable[Kept], found: Iterable[Hit], touched: Collection[str], new: Snapshot) -> tuple[Hit, ...]:
    """The hits in the new snapshot of a party whose hits in the old one are `known`, and in the delta's `found`.

    Equal to the last byte to what screening the party against all of `new` gives; `touched` is the delta's.
    """
    kept = (
        Hit(new.find(one.listing), one.name, one.similarity, one.probability, one.evidence)
        for one in known
        if one.listing not in touched
    )
    return ranked((*kept, *found))
