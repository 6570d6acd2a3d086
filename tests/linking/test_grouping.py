"""Hits are grouped by the party they point at."""

from __future__ import annotations

from tests.small import listing, snapshot_of

from watchword import Party, Screener
from watchword.linking.book import Parties
from watchword.linking.grouping import group


def test_hits_are_grouped_by_party() -> None:
    """Hits on one party stand together under the best one; order and content are as they were."""
    listings = [listing(i, "Ivan Petrov") for i in ("eu-fsf:1", "uk-ofsi:1", "us-ofac:1", "us-ofac:2")]
    hits = Screener(snapshot_of(*listings), compiled=False).screen(Party("Ivan Petrov")).hits
    found = group(hits, Parties([("au-dfat:5", "eu-fsf:1", "us-ofac:1")]))
    assert [one.party for one in found] == ["au-dfat:5", "uk-ofsi:1", "us-ofac:2"]
    assert [hit.listing.id for hit in found[0].hits] == ["eu-fsf:1", "us-ofac:1"]
    assert found[0].listings == ("au-dfat:5", "eu-fsf:1", "us-ofac:1")
    assert sorted(h.listing.id for one in found for h in one.hits) == sorted(h.listing.id for h in hits)
