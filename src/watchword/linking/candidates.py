"""Which listings could be one party? Every pair of publishers whose names, numbers or own words point at one another.

Names are found through the Matcher, so no pair above the line is missed; nothing is decided here.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations, product

from watchword.linking.facts import SAME, Side, is_sole, may_be_one
from watchword.match import index
from watchword.model import Strength
from watchword.screen import Screener

LINE = 7500  # similarity (ten-thousandths) from which two names bring their listings together
FULL = 9700  # from here names count as the same, and the longer of two agreements is the better
_WEAK, _PRIMARY = index.STRENGTHS.index(Strength.WEAK), index.STRENGTHS.index(Strength.PRIMARY)
_CROWD = 12  # a number that more listings hold than this is a group's, or a publisher's filler

Pair = tuple[int, int]  # numbers of two listings in the snapshot, the smaller first
Progress = Callable[[int, int], None]


@dataclass(slots=True)
class Meeting:
    """Where two listings meet: `similarity` (ten-thousandths) and numbers in the index of the names that agree best.

    `full` holds the names that have a counterpart as good as equal; `primaries` is how many of such two are
    primary names at best.
    """

    similarity: int = -1
    first: int = -1
    second: int = -1
    weight: int = -1
    primaries: int = 0
    full: set[int] = field(default_factory=set)

    def add(self, similarity: int, names: Pair, weight: int, primaries: int) -> None:
        """Take in one more meeting of names: equal ones go by weight, others by similarity."""
        if similarity >= FULL:
            self.full.add(names[0])
            self.primaries = max(self.primaries, primaries)
        if (min(similarity, FULL), weight, similarity) > (min(self.similarity, FULL), self.weight, self.similarity):
            self.similarity, (self.first, self.second), self.weight = similarity, names, weight


class _Names:
    """What the index says of listed names, as plain lists: quick to read one by one."""

    def __init__(self, screener: Screener) -> None:
        arrays = screener.snapshot.arrays
        self.owner = [int(at) for at in arrays["name_listing"]]
        self.strength = [int(code) for code in arrays["name_strength"]]
        self.weight = [int(weight) for weight in arrays["name_weight"]]
        self.kinds = [listing.kind for listing in screener.snapshot]
        self.publishers = [listing.publisher for listing in screener.snapshot]

    def meet(self, meetings: dict[Pair, Meeting], names: Pair, similarity: int) -> None:
        """Note that two names, of different listings, agree."""
        a, b = self.owner[names[0]], self.owner[names[1]]
        names = names if a < b else (names[1], names[0])
        weight = min(self.weight[names[0]], self.weight[names[1]])
        primaries = (self.strength[names[0]], self.strength[names[1]]).count(_PRIMARY)
        meetings.setdefault((min(a, b), max(a, b)), Meeting()).add(similarity, names, weight, primaries)


def pairs_by_name(screener: Screener, progress: Progress = lambda *_: None) -> dict[Pair, Meeting]:
    """Listings of different publishers with names (weak aliases aside) at or above `LINE`, and how they meet.

    The largest publisher's names are not searched for: all others' searches find them.
    """
    table = _Names(screener)
    counts = Counter(table.publishers)
    largest = max(sorted(counts), key=counts.__getitem__, default="")
    searched = [
        name for name, at in enumerate(table.owner) if table.strength[name] != _WEAK and table.publishers[at] != largest
    ]
    meetings: dict[Pair, Meeting] = {}
    for done, name in enumerate(searched):
        progress(done, len(searched))
        mine = table.owner[name]
        for found in screener.matcher.search(screener.listed_name(name)[1], LINE):
            theirs = table.owner[found.name]
            if (
                table.strength[found.name] != _WEAK
                and table.publishers[mine] != table.publishers[theirs]
                and may_be_one(table.kinds[mine], table.kinds[theirs])
            ):
                table.meet(meetings, (name, found.name), found.similarity)
    progress(len(searched), len(searched))
    return meetings


def pairs_by_fact(sides: Sequence[Side]) -> set[Pair]:
    """Listings that share a number that points at one party, a UN reference, or that a publisher calls one party."""
    by_id = {side.listing.id: at for at, side in enumerate(sides)}
    stated = {
        (min(at, by_id[link.target_id]), max(at, by_id[link.target_id]))
        for at, side in enumerate(sides)
        for link in side.listing.links
        if link.relation == SAME and link.target_id in by_id
    }
    groups: list[Iterable[int]] = [*_sharing_numbers(sides), *_sharing_references(sides)]
    shared = {pair for group in groups for pair in combinations(sorted(group), 2)}
    return {(a, b) for a, b in stated if a != b} | {(a, b) for a, b in shared if _may_pair(sides[a], sides[b])}


def meet(screener: Screener, names: dict[int, list[int]], pair: Pair) -> Meeting:
    """How two listings' names meet when every name of one is compared with every name of the other."""
    strengths, weights = screener.snapshot.arrays["name_strength"], screener.snapshot.arrays["name_weight"]
    meeting = Meeting()
    for first, second in product(names[pair[0]], names[pair[1]]):
        mine, theirs = screener.listed_name(first)[1], screener.listed_name(second)[1]
        if mine.name.mode == theirs.name.mode:
            similarity, _ = screener.matcher.scorer.compare(mine, theirs)
            primaries = (strengths[first], strengths[second]).count(_PRIMARY)
            meeting.add(similarity, (first, second), int(min(weights[first], weights[second])), primaries)
    return meeting


def names_of(screener: Screener) -> dict[int, list[int]]:
    """Numbers in the index of each listing's names, weak ones left out where it has others."""
    strengths = screener.snapshot.arrays["name_strength"]
    every: dict[int, list[int]] = defaultdict(list)
    for name, at in enumerate(screener.snapshot.arrays["name_listing"]):
        every[int(at)].append(name)
    return {at: [n for n in names if strengths[n] != _WEAK] or names for at, names in every.items()}


def primary_of(screener: Screener, names: list[int]) -> list[int]:
    """Those of some names that are primary."""
    strengths = screener.snapshot.arrays["name_strength"]
    return [name for name in names if strengths[name] == _PRIMARY]


def _may_pair(a: Side, b: Side) -> bool:
    return a.listing.publisher != b.listing.publisher and may_be_one(a.listing.kind, b.listing.kind)


def _sharing_numbers(sides: Sequence[Side]) -> Iterator[list[int]]:
    holders: dict[str, list[int]] = defaultdict(list)
    for at, side in enumerate(sides):
        for key, number in side.numbers.items():
            if is_sole(number):
                holders[key].append(at)
    return (group for group in holders.values() if 1 < len(group) <= _CROWD)


def _sharing_references(sides: Sequence[Side]) -> Iterator[list[int]]:
    holders: dict[str, list[int]] = defaultdict(list)
    for at, side in enumerate(sides):
        for reference in side.un:
            holders[reference].append(at)
    return (group for group in holders.values() if len(group) > 1)
