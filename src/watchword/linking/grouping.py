"""Which hits of an answer are one party? Hits of several lists brought together under the party they point at.

Order and content of the hits stay as screening gave them.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from watchword.linking.book import Parties
from watchword.model import Hit


class PartyHits(msgspec.Struct, frozen=True):
    """The hits on one party, best first. `party` is its id; `listings` are all its listings, hit or not."""

    party: str
    listings: tuple[str, ...]
    hits: tuple[Hit, ...]


def group(hits: Iterable[Hit], parties: Parties) -> tuple[PartyHits, ...]:
    """The hits by party, in the order of each party's best hit."""
    found: dict[str, list[Hit]] = {}
    for hit in hits:
        found.setdefault(parties.party(hit.listing.id), []).append(hit)
    return tuple(PartyHits(party, parties.members(party), tuple(mine)) for party, mine in found.items())
