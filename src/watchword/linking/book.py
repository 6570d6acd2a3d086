"""Which links hold for these lists? Bonds found once for a snapshot, kept at home; parties from bonds and decisions.

The kept files are only a saving: without them the same links are found again. Rules and clusters live next door.
"""

from __future__ import annotations

import contextlib
import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from importlib import resources
from itertools import combinations
from pathlib import Path
from typing import TypeVar

import msgspec
import numpy as np

from watchword.errors import StorageError
from watchword.linking import candidates
from watchword.linking.clusters import Refusal, cluster
from watchword.linking.decisions import Decision, digest, standing
from watchword.linking.facts import Side, compare, of_meeting, read_side
from watchword.linking.rules import Bond, judge, surest
from watchword.match.evidence import of_names
from watchword.match.version import engine
from watchword.model import Kind
from watchword.screen import Screener
from watchword.snapshot import Snapshot
from watchword.store.arrays import open_arrays, write_arrays

Progress = Callable[[int, int], None]
_Told = TypeVar("_Told", bound=msgspec.Struct)


class Parties:
    """Which listings are one party. A party's id is the smallest id of its listings."""

    def __init__(self, groups: Iterable[Sequence[str]], refusals: Iterable[Refusal] = ()) -> None:
        self.groups = tuple(tuple(group) for group in groups)
        self.refusals = tuple(refusals)
        self._of = {listing_id: group for group in self.groups for listing_id in group}

    def members(self, listing_id: str) -> tuple[str, ...]:
        """The ids of all listings of this listing's party, sorted; at least its own."""
        return self._of.get(listing_id, (listing_id,))

    def party(self, listing_id: str) -> str:
        """The id of the listing's party."""
        return self.members(listing_id)[0]


def find_bonds(screener: Screener, progress: Progress = lambda *_: None) -> list[Bond]:
    """Every bond between the snapshot's listings, sure or doubtful, ordered by ids. `progress` hears of names done."""
    return bonds_between([read_side(listing) for listing in screener.snapshot], screener, progress)


def bonds_between(sides: Sequence[Side], screener: Screener, progress: Progress = lambda *_: None) -> list[Bond]:
    """The bonds of the snapshot's listings by these facts of theirs, one `Side` a listing in its order.

    Facts can be withheld here to measure what the rest finds.
    """
    finder = _Finder(screener, sides)
    meetings = candidates.pairs_by_name(screener, progress)
    pairs = sorted(meetings.keys() | candidates.pairs_by_fact(screener, sides))
    bonds = [bond for pair in pairs if (bond := finder.bond(pair, meetings.get(pair)))]
    bonds += finder.doubles(bonds)
    return sorted(bonds, key=lambda bond: (bond.a, bond.b))


def find_parties(snapshot: Snapshot, bonds: Sequence[Bond], decisions: Iterable[Decision]) -> Parties:
    """The parties of a snapshot from its bonds and from what people have decided."""
    stand = list(standing(decisions).values())
    wanted = {i for bond in bonds for i in (bond.a, bond.b)} | {i for d in stand for i in (d.a, d.b)}
    sides = {listing.id: read_side(listing) for listing in snapshot if listing.id in wanted}
    return Parties(*cluster(sides, bonds, stand))


def kept_parties(snapshot: Snapshot, home: Path, decisions: Iterable[Decision]) -> Parties | None:
    """The parties that were found before for these lists and decisions; None when they must be found first."""
    kept = _read(_parties_file(snapshot, home, decisions), _Kept)
    return Parties(kept.groups, kept.refusals) if kept else None


def open_bonds(snapshot: Snapshot, home: Path, progress: Progress = lambda *_: None) -> list[Bond]:
    """The bonds of a snapshot: those kept at home, else found now (half a minute for 24,000 listings) and kept."""
    path = home / "links" / f"{_key(snapshot)}.bonds"
    kept = _read(path, _Bonds)
    if kept is None:
        progress(0, 0)
        kept = _Bonds(find_bonds(Screener(snapshot), progress))
        _write(path, kept)
    return kept.bonds


def open_parties(
    snapshot: Snapshot, home: Path, decisions: Sequence[Decision], progress: Progress = lambda *_: None
) -> Parties:
    """The parties of a snapshot: those kept at home, else found now and kept."""
    parties = kept_parties(snapshot, home, decisions)
    if parties is None:
        parties = find_parties(snapshot, open_bonds(snapshot, home, progress), decisions)
        _write(_parties_file(snapshot, home, decisions), _Kept(parties.groups, parties.refusals))
    return parties


class _Finder:
    """Judges pairs of listings of one snapshot."""

    def __init__(self, screener: Screener, sides: Sequence[Side]) -> None:
        self._screener = screener
        self._sides = sides
        self._names = candidates.names_of(screener)
        self._number = {side.listing.id: at for at, side in enumerate(sides)}

    def bond(self, pair: candidates.Pair, meeting: candidates.Meeting | None) -> Bond | None:
        """The bond of two listings; None when nothing much speaks for one."""
        meeting = meeting or candidates.meet(self._screener, self._names, pair)
        one, other = (self._sides[at] for at in pair)
        found = [*of_meeting(len(meeting.full), meeting.primaries), *compare(one, other)]
        if meeting.similarity >= 0:
            first, second = (self._screener.listed_name(name)[1] for name in (meeting.first, meeting.second))
            _, rows = self._screener.matcher.scorer.compare(first, second)
            found = [*of_names(first, second, rows), *found]
        verdict = judge(meeting.similarity, found)
        if verdict is None:
            return None
        a, b = one.listing.id, other.listing.id
        similarity = max(meeting.similarity, 0) / 10000
        if a > b:
            found = [msgspec.structs.replace(e, query=e.listed, listed=e.query) for e in found]
        return Bond(min(a, b), max(a, b), verdict, similarity, tuple(found))

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
        if bond is None or bond.verdict != "same" or bond.similarity * 10000 < candidates.FULL:
            return None
        one, other = self._sides[first].listing, self._sides[second].listing
        if one.kind is Kind.PERSON:
            return bond if surest(bond.evidence) else None
        primary = {at: candidates.primary_of(self._screener, self._names[at]) for at in (first, second)}
        alike = candidates.meet(self._screener, primary, (first, second)).similarity >= candidates.FULL
        return bond if alike and not {*one.programmes} & {*other.programmes} else None

    def _side(self, listing_id: str) -> Side:
        return self._sides[self._number[listing_id]]


class _Bonds(msgspec.Struct, frozen=True):
    bonds: list[Bond]


class _Kept(msgspec.Struct, frozen=True):
    groups: tuple[tuple[str, ...], ...]
    refusals: tuple[Refusal, ...]


@cache
def version() -> str:
    """Digest of everything that can change a link: this package's sources and the engine."""
    told = hashlib.sha256(engine().encode())
    for file in sorted(resources.files("watchword.linking").iterdir(), key=lambda f: f.name):
        if file.name.endswith(".py"):
            told.update(file.read_bytes())
    return told.hexdigest()


def _key(snapshot: Snapshot) -> str:
    return hashlib.sha256(f"{snapshot.digest} {version()}".encode()).hexdigest()[:16]


def _parties_file(snapshot: Snapshot, home: Path, decisions: Iterable[Decision]) -> Path:
    return home / "links" / f"{_key(snapshot)}-{digest(decisions)[:16]}.parties"


def _read(path: Path, kind: type[_Told]) -> _Told | None:
    """What is kept in a file; None when there is none, or it is damaged and must be made anew."""
    try:
        _, arrays = open_arrays(path)
        return msgspec.msgpack.decode(arrays["data"].tobytes(), type=kind)
    except (StorageError, msgspec.MsgspecError):
        return None


def _write(path: Path, told: msgspec.Struct) -> None:
    """Keep it for the next time; where nothing can be kept it is found again."""
    data = np.frombuffer(msgspec.msgpack.encode(told), dtype=np.uint8)
    with contextlib.suppress(StorageError):
        write_arrays(path, {}, {"data": data})
