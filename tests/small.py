"""How do tests come to a few listings of their own? Listings in a line, and snapshots over them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from watchword import snapshot as snapshots
from watchword.lists.source import ReadList
from watchword.model import DateSpan, Kind, Listing, Name, Publication, Strength
from watchword.snapshot import Snapshot
from watchword.text import dates


def listing(listing_id: str, *names: str, kind: str = "person", born: Iterable[str] = (), **facts: Any) -> Listing:
    """A listing: the first name is primary, the others are strong aliases; `born` dates as text."""
    return Listing(
        id=listing_id,
        publisher=listing_id.partition(":")[0],
        kind=Kind(kind),
        names=tuple(Name(n, Strength.STRONG if at else Strength.PRIMARY) for at, n in enumerate(names)),
        births=tuple(_span(text) for text in born),
        **facts,
    )


def snapshot_of(*listings: Listing, published: Mapping[str, str] | None = None) -> Snapshot:
    """A snapshot of these listings, one publication for each publisher, published on 2024-01-01 unless said."""
    days = published or {}
    publishers = dict.fromkeys(one.publisher for one in listings)
    publishers.update(dict.fromkeys(days))
    lists = []
    for publisher in publishers:
        mine = tuple(one for one in listings if one.publisher == publisher)
        day = days.get(publisher, "2024-01-01")
        lists.append(ReadList(Publication(publisher, publisher, len(mine), publisher, published=day), mine))
    return Snapshot(*snapshots._build(lists, lambda *_: None))


def _span(text: str) -> DateSpan:
    span = dates.parse(text)
    assert span is not None
    return span
