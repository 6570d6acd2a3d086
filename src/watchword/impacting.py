"""What would another policy or scope of lists change, before anybody approves it? Alerts gained and lost, with reasons.

Every party is screened under both, against the same lists. Nothing takes effect here, and no alert is raised.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator

import msgspec

from watchword.errors import InputError
from watchword.model import Hit, Party, Strength
from watchword.policy import Policy
from watchword.screen import Screener
from watchword.snapshot import Snapshot

LINE, WEIGHTS, WEAK_ALIASES, SCOPE = "line", "weights", "weak-aliases", "scope"
_FAR = 0.5  # similarity below which two names have nothing in common that a line could be about
Watch = Callable[[int], None]  # parties done


class Side(msgspec.Struct, frozen=True):
    """A policy, and the publishers whose lists are screened against (all when empty)."""

    policy: Policy
    publishers: tuple[str, ...] = ()


class Change(msgspec.Struct, frozen=True):
    """A hit that one side has and the other lacks. `what` is gained or lost; similarities are those under either
    policy, None where the listing is not found at all."""

    subject: str
    name: str
    listing: str
    listed: str
    what: str
    why: str
    before: float | None
    after: float | None


class Impact(msgspec.Struct, frozen=True):
    """The whole difference; `alerts` are parties with a hit. `counts` has gained and lost hits by reason."""

    parties: int
    refused: int
    alerts_before: int
    alerts_after: int
    counts: dict[str, int]
    changes: tuple[Change, ...]


def impact(
    asked: Iterable[tuple[str, Party]], snapshot: Snapshot, before: Side, after: Side, watch: Watch, *, compiled: bool
) -> Impact:
    """Screen each party (with whom it is about) under both sides. Parties that can't be screened are counted."""
    old, new = (Screener(snapshot, side.policy, compiled=compiled) for side in (before, after))
    compared = _Compared(old, before), _Compared(new, after)
    parties = refused = alerts_before = alerts_after = 0
    changes: list[Change] = []
    for subject, party in asked:
        try:
            ours, theirs = (one.hits(party) for one in compared)
        except InputError:
            refused += 1
            continue
        parties += 1
        watch(parties)
        raised = compared[0].raised(ours), compared[1].raised(theirs)
        alerts_before += bool(raised[0])
        alerts_after += bool(raised[1])
        changes += _changes(subject, party, (ours, theirs), raised, (before, after))
    counts = Counter(f"{one.what}: {one.why}" for one in changes)
    return Impact(parties, refused, alerts_before, alerts_after, dict(sorted(counts.items())), tuple(changes))


class _Compared:
    """One side: every hit that may count under either, and whether it counts here."""

    def __init__(self, screener: Screener, side: Side) -> None:
        self._screener = screener
        self._side = side

    def hits(self, party: Party) -> dict[str, Hit]:
        far = min(self._side.policy.alert, _FAR)
        return {hit.listing.id: hit for hit in self._screener.screen(party, far).hits}

    def raised(self, hits: dict[str, Hit]) -> set[str]:
        side = self._side
        return {
            listing for listing, hit in hits.items()
            if hit.similarity >= side.policy.alert and _in_scope(hit.listing.publisher, side)
        }  # fmt: skip


def _in_scope(publisher: str, side: Side) -> bool:
    return not side.publishers or publisher in side.publishers


def _changes(
    subject: str, party: Party, found: tuple[dict[str, Hit], dict[str, Hit]], raised: tuple[set[str], set[str]],
    sides: tuple[Side, Side],
) -> Iterator[Change]:  # fmt: skip
    for listing_id in sorted(raised[0] ^ raised[1]):
        old, new = found[0].get(listing_id), found[1].get(listing_id)
        hit = old or new
        assert hit is not None  # one side raised it
        what = "gained" if listing_id in raised[1] else "lost"
        yield Change(
            subject, party.name, listing_id, hit.listing.name, what, _why(old, new, hit, sides),
            old.similarity if old else None, new.similarity if new else None,
        )  # fmt: skip


def _why(old: Hit | None, new: Hit | None, hit: Hit, sides: tuple[Side, Side]) -> str:
    """The first of: the list is in one scope only, one policy lets weak aliases raise hits, similarity or line differ."""
    publisher = hit.listing.publisher
    if _in_scope(publisher, sides[0]) != _in_scope(publisher, sides[1]):
        return SCOPE
    if old and new and old.similarity == new.similarity:
        return LINE
    if sides[0].policy.weak_aliases != sides[1].policy.weak_aliases and hit.name.strength is Strength.WEAK:
        return WEAK_ALIASES
    return WEIGHTS
