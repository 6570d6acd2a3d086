"""Which listings make up one party? Sure bonds are joined, surest first, unless that would join what can't be one.

A chain of bonds never joins two listings that a person has split, whose dates of birth, genders, UN or IMO numbers
exclude each other, or that one publisher keeps apart. No names are compared here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import product

import msgspec

from watchword.linking.decisions import Decision
from watchword.linking.facts import Side, compare, may_be_one
from watchword.linking.rules import Bond, objections, surest

_BIRTHS = frozenset(("birth-equal", "birth-swapped", "birth-consistent"))


class Refusal(msgspec.Struct, frozen=True):
    """A bond that was not followed, and the two listings that can't be one party: `reason` says why in a word."""

    a: str
    b: str
    between: tuple[str, str]
    reason: str  # split, publisher, kind, or a code of evidence


class Clusters:
    """Groups of listing ids under construction. A listing that was never joined is a group of its own."""

    def __init__(self, sides: Mapping[str, Side], bonds: Iterable[Bond], decisions: Iterable[Decision]) -> None:
        self._sides = sides
        self._group: dict[str, list[str]] = {}
        self._apart = {(d.a, d.b) for d in decisions if d.verdict == "apart"}
        self._confirmed = {(d.a, d.b) for d in decisions if d.verdict == "same"}
        self._bonds = {(bond.a, bond.b): {e.code for e in bond.evidence} for bond in bonds}

    def join(self, a: str, b: str) -> Refusal | None:
        """Make one group of the groups of two listings; the refusal when that can't be."""
        mine, theirs = self.group(a), self.group(b)
        if mine is theirs:
            return None
        confirmed = (min(a, b), max(a, b)) in self._confirmed
        for one, other in product(mine, theirs):
            reason = self._split(one, other) or ("" if confirmed else self._conflict(one, other, mine, theirs))
            if reason:
                return Refusal(a, b, (one, other), reason)
        joined = sorted({*mine, *theirs})
        for listing_id in joined:
            self._group[listing_id] = joined
        return None

    def group(self, listing_id: str) -> list[str]:
        """The ids of the listing's group, sorted."""
        return self._group.setdefault(listing_id, [listing_id])

    def groups(self) -> list[tuple[str, ...]]:
        """Every group of more than one listing, in order."""
        return sorted({tuple(group) for group in self._group.values() if len(group) > 1})

    def _split(self, a: str, b: str) -> str:
        return "split" if (min(a, b), max(a, b)) in self._apart else ""

    def _conflict(self, a: str, b: str, mine: list[str], theirs: list[str]) -> str:
        """Why two listings, of the groups `mine` and `theirs`, can't be one party; empty when nothing says so."""
        pair = (min(a, b), max(a, b))
        if pair in self._confirmed or pair in self._bonds:
            return ""  # a person or the rules have weighed what speaks against it
        one, other = self._sides[a], self._sides[b]
        if one.listing.publisher == other.listing.publisher:
            return "publisher"
        if not may_be_one(one.listing.kind, other.listing.kind):
            return "kind"
        against = objections(compare(one, other))
        if not against or self._excused(a, b, mine, theirs):
            return ""
        return against[0].code

    def _excused(self, a: str, b: str, mine: list[str], theirs: list[str]) -> bool:
        """Whether a conflict is explained: the publisher lists the party again with facts that fit, or another
        gives both dates of birth."""
        for double, twin, other in [*((x, a, b) for x in mine if x != a), *((x, b, a) for x in theirs if x != b)]:
            stated = "stated-same" in self._codes(double, twin)
            if stated and not objections(compare(self._sides[double], self._sides[other])):
                return True
        return any(
            len(self._sides[both].listing.births) > 1
            and not _BIRTHS.isdisjoint(self._codes(both, a))
            and not _BIRTHS.isdisjoint(self._codes(both, b))
            for both in (*mine, *theirs)
        )

    def _codes(self, a: str, b: str) -> set[str]:
        """The evidence of the sure bond of two listings; empty when there is none."""
        return self._bonds.get((min(a, b), max(a, b)), set())


def cluster(
    sides: Mapping[str, Side], bonds: Iterable[Bond], decisions: Iterable[Decision]
) -> tuple[list[tuple[str, ...]], list[Refusal]]:
    """Groups of listings that are one party each, and the bonds that were refused.

    What people confirmed comes first, then bonds with a fact behind them, then those of primary names, each by
    bits; equal ones by id. Decisions on listings that are not in `sides` wait until they come back.
    """
    bonds = [bond for bond in bonds if bond.verdict == "same"]
    decisions = [d for d in decisions if d.a in sides and d.b in sides]
    clusters = Clusters(sides, bonds, decisions)
    order = [(d.a, d.b) for d in decisions if d.verdict == "same"]
    order += [(bond.a, bond.b) for bond in sorted(bonds, key=_order)]
    refusals = [refusal for a, b in order if (refusal := clusters.join(a, b))]
    return clusters.groups(), refusals


def _order(bond: Bond) -> tuple[int, float, str, str]:
    only_names = 1 if any(e.code == "primary-names" for e in bond.evidence) else 2
    return (0 if surest(bond.evidence) else only_names, -bond.bits, bond.a, bond.b)
