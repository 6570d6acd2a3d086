"""Which designations were announced on pages, but stand in no list? Told from the record, closed when a list follows.

The lists of the screener decide anew at every look.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from watchword.model import Party
from watchword.news.confirmed import RecordedFact
from watchword.screen import Screener, compare, decide

_SURE = 0.9  # similarity from which a listing, or a name that is asked for, is taken for the party that was announced


class Announced(msgspec.Struct, frozen=True):
    """A designation that a page told of: `fact` is its number on the record `record`; `listed` is empty while open."""

    record: int
    fact: int
    target: str
    authority: str
    day: str
    source: str
    sentence: str
    confirmed_by: str
    listed: tuple[str, ...]


def announced(
    found: Iterable[RecordedFact], screener: Screener, name: str = "", *, until: str = ""
) -> Iterator[Announced]:
    """Every designation whose target was in no list when its page was read; the same news once. `name`: only of it;
    `until`: only those announced by this day."""
    seen = set()
    for one in found:
        target = one.fact.roles.get("target", "")
        told = one.fact.type == "designation" and one.fact.status == "asserted" and target
        if until and one.when > until:
            continue
        if not told or "target" in one.listed or ((one.source, target) in seen and not one.confirmed_by):
            continue
        if name and compare(name, target).similarity < _SURE:
            continue
        seen.add((one.source, target))
        ids = tuple(sorted(hit.listing.id for hit in decide(Party(target), screener, _SURE)))
        yield Announced(one.record, one.number, target, one.fact.roles.get("authority", ""), one.when, one.source,
                        one.fact.sentence, one.confirmed_by, ids)  # fmt: skip
