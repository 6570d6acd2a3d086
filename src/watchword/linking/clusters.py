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
from watchword.linking.rules import Bond, objections


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
        # The pairs of one publisher that may share a group: its own word, or facts that leave no doubt.
        self._doubles = {(bond.a, bond.b) for bond in bonds if bond.verdict == "same"}
        self._doubles |= {(d.a, d.b) for d in decisions if d.verdict == "same"}
        self._confirmed = {(d.a, d.b) for d in decisions if d.verdict == "same"}

    def join(self, a: str, b: str) -> Refusal | None:
        """Make one group of the groups of two listings; the reason when that can't be."""
        mine, theirs = self.group(a), self.group(b)
        if mine is theirs:
            return None
        for pair in product(mine, theirs):
            reason = self._reason(*sorted(pair), confirmed=(min(a, b), max(a, b)) in self._confirmed)
            if reason:
                return Refusal(a, b, (pair[0], pair[1]), reason)
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

    def _reason(self, a: str, b: str, *, confirmed: bool) -> str:
        if (a, b) in self._apart:
            return "split"
        if confirmed or (a, b) in self._confirmed:
            return ""  # a person has seen what speaks against it
        one, other = self._sides[a], self._sides[b]
        if one.listing.publisher == other.listing.publisher and (a, b) not in self._doubles:
            return "publisher"
        if not may_be_one(one.listing.kind, other.listing.kind):
            return "kind"
        against = objections(compare(one, other))
        return against[0].code if against else ""


def cluster(
    sides: Mapping[str, Side], bonds: Iterable[Bond], decisions: Iterable[Decision]
) -> tuple[list[tuple[str, ...]], list[Refusal]]:
    """Groups of listings that are one party each, and the bonds that were refused.

    What people confirmed comes first, then bonds by bits; equal ones by id. Decisions on listings that are not in
    `sides` wait until they come back.
    """
    bonds = [bond for bond in bonds if bond.verdict == "same"]
    decisions = [d for d in decisions if d.a in sides and d.b in sides]
    clusters = Clusters(sides, bonds, decisions)
    order = [(d.a, d.b) for d in decisions if d.verdict == "same"]
    order += [(bond.a, bond.b) for bond in sorted(bonds, key=lambda bond: (-bond.bits, bond.a, bond.b))]
    refusals = [refusal for a, b in order if (refusal := clusters.join(a, b))]
    return clusters.groups(), refusals
