"""What can be measured? A system scores pairs of names and searches listed names: ours and two baselines.

Nothing here judges a score: that is `measures`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Any, Protocol

import numpy as np
from rapidfuzz import fuzz, process

from bench import corpus
from bench.corpus import ListedName, fold

Found = list[tuple[str, float]]  # listing id, similarity 0..1, best first
_ENTITIES = {"organisation", "company"}


class Searcher(Protocol):
    """Searches one set of listed names."""

    def search(self, name: str, kind: str, minimum: float) -> Found:
        """Every listing at or above `minimum` (0..1) with its best similarity, best first, ties by id."""


class System(Protocol):
    """Anything that scores names: `cutoff` is its default line, `least` the lowest line worth asking for."""

    name: str
    cutoff: float
    least: float

    def score(self, a: str, b: str, kind: str) -> float:
        """Similarity 0..1 of two names."""

    def searcher(self, names: Sequence[ListedName] | None) -> Searcher:
        """A searcher over these names, or over the bundled lists for None."""


def compatible(asked: str, listed: str) -> bool:
    """Whether a query of one kind is compared with listings of the other."""
    return asked == listed or "unknown" in (asked, listed) or {asked, listed} <= _ENTITIES


class Baseline:
    """A rapidfuzz ratio over folded names, every name scored: the common way, and complete."""

    def __init__(self, name: str, ratio: Callable[..., float], cutoff: float) -> None:
        self.name, self.cutoff, self.least = name, cutoff, 0.5
        self._ratio = ratio

    def score(self, a: str, b: str, kind: str) -> float:
        """The ratio of the folded names, 0..1."""
        return round(self._ratio(fold(a), fold(b)) / 100, 4)

    def searcher(self, names: Sequence[ListedName] | None) -> Searcher:
        """Brute force over all names but weak aliases."""
        return _BruteForce(corpus.bundled() if names is None else names, self._ratio)


class _BruteForce:
    def __init__(self, names: Sequence[ListedName], ratio: Callable[..., float]) -> None:
        self._ratio = ratio
        self._by_kind: dict[str, tuple[list[str], list[str]]] = defaultdict(lambda: ([], []))
        for n in names:
            if n.strength != "weak":
                ids, texts = self._by_kind[n.kind]
                ids.append(n.id)
                texts.append(fold(n.name))

    def search(self, name: str, kind: str, minimum: float) -> Found:
        best: dict[str, float] = {}
        for listed, (ids, texts) in self._by_kind.items():
            if not compatible(kind, listed):
                continue
            scores = process.cdist([fold(name)], texts, scorer=self._ratio, score_cutoff=minimum * 100)[0]
            for i in np.flatnonzero(scores >= minimum * 100):
                best[ids[i]] = max(best.get(ids[i], 0.0), round(float(scores[i]) / 100, 4))
        return sorted(best.items(), key=lambda pair: (-pair[1], pair[0]))


class Watchword:
    """Ours, under the default policy; `weak` lets weak aliases raise a hit by themselves."""

    name = "watchword"

    def __init__(self, weak: bool = False, least: float = 0.6) -> None:
        import watchword as ww

        self._ww = ww
        self.policy = ww.Policy(weak_aliases="trigger" if weak else "corroborate")
        self.cutoff, self.least = self.policy.alert, least

    def score(self, a: str, b: str, kind: str) -> float:
        """The similarity of `ww.compare`."""
        return float(self._ww.compare(a, b, kind=kind, policy=self.policy).similarity)

    def searcher(self, names: Sequence[ListedName] | None) -> Searcher:
        """`Screener.screen` over the bundled snapshot, or over one built from these names."""
        snapshot = self._ww.Snapshot.bundled() if names is None else snapshot_of(names)
        return Screening(self._ww.Screener(snapshot, policy=self.policy))


class Screening:
    """A watchword Screener behind the Searcher protocol."""

    def __init__(self, screener: Any) -> None:
        self.screener = screener

    def search(self, name: str, kind: str, minimum: float) -> Found:
        """The hits of a party known by name and kind alone."""
        from watchword import Kind, Party

        hits = self.screener.screen(Party(name, kind=Kind(kind)), minimum=minimum).hits
        return sorted(((h.listing.id, float(h.similarity)) for h in hits), key=lambda pair: (-pair[1], pair[0]))


def snapshot_of(names: Sequence[ListedName]) -> Any:
    """A watchword snapshot of listings that have nothing but these names."""
    from watchword import Kind, Listing, Name, Strength

    groups: dict[str, list[ListedName]] = defaultdict(list)
    for n in names:
        groups[n.id].append(n)
    return snapshot_from(
        Listing(
            id=listing_id,
            publisher=group[0].publisher,
            kind=Kind(group[0].kind),
            names=tuple(Name(n.name, Strength(n.strength), n.script) for n in group),
        )
        for listing_id, group in groups.items()
    )


def snapshot_from(listings: Any) -> Any:
    """A watchword snapshot of these listings."""
    from watchword import snapshot
    from watchword.lists.source import ReadList
    from watchword.model import Publication

    kept = tuple(listings)
    publication = Publication(publisher="bench", title="synthetic", records=len(kept), sha256="")
    return snapshot.Snapshot(*snapshot._build((ReadList(publication, kept),), lambda *_: None))


SYSTEMS: dict[str, Callable[[], System]] = {
    "watchword": Watchword,
    "wratio": lambda: Baseline("wratio", fuzz.WRatio, 0.9),
    "token_sort": lambda: Baseline("token_sort", fuzz.token_sort_ratio, 0.8),
}
