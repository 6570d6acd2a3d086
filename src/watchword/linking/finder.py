"""What speaks for two listings being one party? Every pair that could be, judged, with the evidence: the bonds.

Pairs come from `candidates`, facts from `facts`, the verdict from `rules`; which bonds are followed is `clusters`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, product

import msgspec

from watchword.linking import candidates
from watchword.linking.candidates import FULL, Meeting, Pair
from watchword.linking.facts import Side, compare, of_meeting, read_side
from watchword.linking.rules import Bond, judge, surest, told
from watchword.match.evidence import of_names
from watchword.match.records import Layout, lay_out
from watchword.model import Evidence, Kind
from watchword.screen import Screener
from watchword.text import names

Progress = Callable[[int, int], None]

_ABBREVIATION = re.compile(r"\s*\(\s*([A-Z][A-Z&.\s-]{1,10})\)|\s+-\s+([A-Z]{3,8})$")


def find_bonds(screener: Screener, progress: Progress = lambda *_: None) -> list[Bond]:
    """Every bond between the snapshot's listings, sure or doubtful, ordered by ids. `progress` hears of names done."""
    return bonds_between([read_side(listing) for listing in screener.snapshot], screener, progress)


def bonds_between(sides: Sequence[Side], screener: Screener, progress: Progress = lambda *_: None) -> list[Bond]:
    """The bonds of the snapshot's listings by these facts of theirs, one `Side` a listing in its order.

    Facts can be withheld here to measure what the rest finds.
    """
    finder = _Finder(screener, sides)
    meetings = candidates.pairs_by_name(screener, progress)
    pairs = sorted(meetings.keys() | candidates.pairs_by_fact(sides))
    bonds = [bond for pair in pairs if (bond := finder.bond(pair, meetings.get(pair)))]
    bonds += finder.doubles(bonds)
    return sorted(bonds, key=lambda bond: (bond.a, bond.b))


def bare(name: str) -> str:
    """The name without a bracketed abbreviation of itself: `LASHKAR I JHANGVI (LJ)` is `LASHKAR I JHANGVI`.

    What is in the brackets counts as one when its letters stand in the name in that order, the first at its start.
    """

    def without(found: re.Match[str]) -> str:
        return "" if _abbreviates(found[1] or found[2], name[: found.start()]) else found[0]

    return _ABBREVIATION.sub(without, name)


def _abbreviates(short: str, name: str) -> bool:
    letters = iter(c for c in name.upper() if c.isalpha())
    wanted = [c for c in short if c.isalpha()]
    starts = {word[0] for word in name.upper().split() if word}
    return len(wanted) > 1 and wanted[0] in starts and all(c in letters for c in wanted)


@dataclass(frozen=True, slots=True)
class _Agreement:
    """How two names agree: similarity in ten-thousandths, how many are primary, both laid out."""

    similarity: int
    primaries: int
    first: Layout
    second: Layout


class _Finder:
    """Judges pairs of listings of one snapshot."""

    def __init__(self, screener: Screener, sides: Sequence[Side]) -> None:
        self._screener = screener
        self._sides = sides
        self._names = candidates.names_of(screener)
        self._number = {side.listing.id: at for at, side in enumerate(sides)}

    def bond(self, pair: Pair, meeting: Meeting | None) -> Bond | None:
        """The bond of two listings; None when nothing much speaks for one."""
        meeting = meeting or candidates.meet(self._screener, self._names, pair)
        one, other = (self._sides[at] for at in pair)
        best = self._agreement(pair, meeting)
        similarity = best.similarity if best else 0
        primaries = best.primaries if best and similarity >= FULL else None
        found = [*self._of_names(best), *of_meeting(len(meeting.full), primaries), *compare(one, other)]
        verdict = judge(similarity, found)
        if verdict is None:
            return None
        a, b = one.listing.id, other.listing.id
        if a > b:
            found = [msgspec.structs.replace(e, query=e.listed, listed=e.query) for e in found]
        return Bond(min(a, b), max(a, b), verdict, similarity / 10000, tuple(found))

    def doubles(self, bonds: Iterable[Bond]) -> list[Bond]:
        """Bonds between listings of one publisher that are surely one party with the same third listing."""
        near: Mapping[str, set[str]] = defaultdict(set)
        for bond in bonds:
            if bond.verdict == "same":
                near[bond.a].add(bond.b)
                near[bond.b].add(bond.a)
        known = {(bond.a, bond.b) for bond in bonds}
        pairs = {
            (a, b)
            for others in near.values()
            for a, b in combinations(sorted(others), 2)
            if self._side(a).listing.publisher == self._side(b).listing.publisher and (a, b) not in known
        }
        found = (self._double(a, b) for a, b in sorted(pairs))
        return [bond for bond in found if bond is not None]

    def _double(self, a: str, b: str) -> Bond | None:
        """A publisher seldom lists a party twice: for persons a date or number must say so too, for others that
        they are listed under different programmes."""
        first, second = sorted((self._number[a], self._number[b]))
        bond = self.bond((first, second), None)
        if bond is None or bond.verdict != "same" or bond.similarity * 10000 < FULL:
            return None
        one, other = self._sides[first].listing, self._sides[second].listing
        if one.kind is Kind.PERSON:
            return bond if surest(bond.evidence) else None
        alike = any(e.code == "primary-names" for e in bond.evidence)
        return bond if alike and not {*one.programmes} & {*other.programmes} else None

    def _agreement(self, pair: Pair, meeting: Meeting) -> _Agreement | None:
        """The best agreement of two listings' names; None when no two of them can be compared."""
        if meeting.similarity < 0:
            return None
        layouts = (self._screener.listed_name(name)[1] for name in (meeting.first, meeting.second))
        best = _Agreement(meeting.similarity, meeting.primaries, *layouts)
        if best.similarity >= FULL and best.primaries == 2:
            return best
        options = [one for one in self._without_abbreviations(pair, meeting) if one.similarity >= FULL]
        if best.similarity >= FULL:
            options.append(best)
        return max(options, key=lambda one: (one.primaries, one.similarity), default=best)

    def _without_abbreviations(self, pair: Pair, meeting: Meeting) -> Iterator[_Agreement]:
        """The best names and the primary names compared without abbreviations in brackets, where they have some."""
        primary = [candidates.primary_of(self._screener, self._names[at]) for at in pair]
        for names_ in dict.fromkeys([(meeting.first, meeting.second), *product(*primary)]):
            layouts = [self._screener.listed_name(name)[1] for name in names_]
            mode = layouts[0].name.mode
            raw = [bare(layout.name.raw) for layout in layouts]
            if mode != layouts[1].name.mode or raw == [layout.name.raw for layout in layouts]:
                continue
            mine, theirs = (lay_out(names.parse(text, mode)) for text in raw)
            similarity, _ = self._screener.matcher.scorer.compare(mine, theirs)
            yield _Agreement(similarity, len(candidates.primary_of(self._screener, [*names_])), mine, theirs)

    def _of_names(self, best: _Agreement | None) -> list[Evidence]:
        if best is None:
            return []
        _, rows = self._screener.matcher.scorer.compare(best.first, best.second)
        return of_names(best.first, best.second, rows, told)

    def _side(self, listing_id: str) -> Side:
        return self._sides[self._number[listing_id]]
