"""What is measured? Recall on altered names, exact names, the index beside brute force, alerts, age of the lists.

Everything follows from the lists, the policy, the engine, the seed and the day: nothing else is read. What it looks like
is `pages`.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from itertools import islice
from typing import TypeVar

import msgspec

from watchword.alterations import Altered, alter
from watchword.errors import InputError
from watchword.match.index import modes_of
from watchword.match.records import lay_out
from watchword.match.version import engine
from watchword.model import Party, Publication, Strength
from watchword.policy import Policy
from watchword.screen import Screener
from watchword.shares import Share, share
from watchword.snapshot import Snapshot
from watchword.text import names
from watchword.validation import brute

LINES = tuple(line / 100 for line in range(60, 101, 2))
CUTOFFS = (6000, 7000, 8000, 9000)
_FAR = 0.6  # similarity below which nobody looks

_T = TypeVar("_T")

Watch = Callable[[str, int, int], None]  # what is being measured, done, in all


class Question(msgspec.Struct, frozen=True):
    """How much is measured: altered names, names that are also scored by brute force; the seed of all chance; the day
    (ISO date) for which the age of the lists is told."""

    day: str
    seed: int = 1
    names: int = 2000
    searches: int = 200


class ListRow(msgspec.Struct, frozen=True):
    """One list: what it is, how many listings of each kind it has, its age in days (None when nobody knows)."""

    publication: Publication
    kinds: dict[str, int]
    age: int | None


class Tried(msgspec.Struct, frozen=True):
    """An altered name, and the similarity with which it found its own listing (0: not at all)."""

    altered: Altered
    similarity: float


class ClassRow(msgspec.Struct, frozen=True):
    """Recall of one class of alteration at the alert line."""

    cls: str
    recall: Share


class Missed(msgspec.Struct, frozen=True):
    """A listed name that does not find its own listing."""

    listing: str
    name: str
    strength: str
    similarity: float


class Exact(msgspec.Struct, frozen=True):
    """Every listed name, asked for as it stands. Weak aliases are asked for under a policy that lets them raise hits;
    `unreadable` names have neither letter nor digit."""

    found: Share
    weak: int
    unreadable: int
    missed: tuple[Missed, ...]


class Search(msgspec.Struct, frozen=True):
    """The index beside brute force at one cutoff."""

    cutoff: float
    searches: int
    found: int
    missed: int
    extra: int
    other_score: int


class Alerts(msgspec.Struct, frozen=True):
    """Customers with a hit at each line of LINES, of a sample; `refused` could not be screened."""

    customers: int
    refused: int
    at_line: Share
    by_line: tuple[Share, ...]


class Measured(msgspec.Struct, frozen=True):
    """Everything that was measured."""

    question: Question
    engine: str
    snapshot: str
    policy: Policy
    policy_digest: str
    lists: tuple[ListRow, ...]
    recall: Share
    by_class: tuple[ClassRow, ...]
    by_line: tuple[Share, ...]
    tried: tuple[Tried, ...]
    exact: Exact
    searches: tuple[Search, ...]
    alerts: Alerts | None

    @property
    def sound(self) -> bool:
        """Whether every readable listed name was found and the index lost nothing."""
        return not self.exact.missed and not any(one.missed or one.extra or one.other_score for one in self.searches)


def measure(screener: Screener, question: Question, customers: Sequence[Party] | None, watch: Watch) -> Measured:
    """Measure everything. Alerts are measured where there are customers."""
    snapshot, policy = screener.snapshot, screener.policy
    line = policy.alert
    queries = alter((one for one in snapshot if policy.covers(one.publisher)), question.names, question.seed)
    tried = tuple(_tried(screener, one) for one in _watched(queries, "altered names", watch))
    return Measured(
        question, engine(), snapshot.digest, policy, policy.digest, lists_of(snapshot, date.fromisoformat(question.day)),
        _recall(tried, line), _by_class(tried, line), tuple(_recall(tried, one) for one in LINES), tried,
        exact_names(screener, watch), searches(screener, queries[: question.searches], watch),
        None if customers is None else _alerts(screener, customers, watch),
    )  # fmt: skip


def lists_of(snapshot: Snapshot, day: date) -> tuple[ListRow, ...]:
    """The lists with their counts and ages."""
    listings = iter(snapshot)
    rows = []
    for one in snapshot.publications:
        kinds = Counter(listing.kind.value for listing in islice(listings, one.records))
        known = one.published or one.retrieved
        age = (day - date.fromisoformat(known)).days if known else None
        rows.append(ListRow(one, dict(sorted(kinds.items())), age))
    return tuple(rows)


def exact_names(given: Screener, watch: Watch) -> Exact:
    """Ask for every listed name as it stands."""
    snapshot, policy = given.snapshot, given.policy
    triggering = msgspec.structs.replace(policy, weak_aliases="trigger")
    screener = Screener(snapshot, triggering, compiled=given.matcher.scorer.loops.compiled)
    asked = found = weak = unreadable = 0
    missed = []
    for listing in _watched(
        (one for one in snapshot if policy.covers(one.publisher)), "exact names", watch, len(snapshot)
    ):
        for name in listing.names:
            try:
                hits = screener.screen(Party(name.full, kind=listing.kind), policy.alert).hits
            except InputError:
                unreadable += 1
                continue
            asked += 1
            weak += name.strength is Strength.WEAK
            own = max((hit.similarity for hit in hits if hit.listing.id == listing.id), default=0.0)
            found += own > 0
            if not own:
                missed.append(Missed(listing.id, name.full, name.strength.value, own))
    return Exact(share(found, asked), weak, unreadable, tuple(missed))


def searches(screener: Screener, queries: Sequence[Altered], watch: Watch) -> tuple[Search, ...]:
    """Search for altered names through the index and by scoring every name, at four cutoffs."""
    totals = {cutoff: [0, 0, 0, 0, 0] for cutoff in CUTOFFS}
    for query in _watched(queries, "brute force", watch):
        for mode in modes_of(query.kind):
            layout = lay_out(names.parse(query.query, mode))
            every = {one.name: one.similarity for one in brute.search(screener.matcher, layout, min(CUTOFFS))}
            for cutoff, total in totals.items():
                wanted = {name: score for name, score in every.items() if score >= cutoff}
                got = {one.name: one.similarity for one in screener.matcher.search(layout, cutoff)}
                both = wanted.keys() & got.keys()
                counted = (1, len(wanted), len(wanted.keys() - both), len(got.keys() - both),
                           sum(wanted[name] != got[name] for name in both))  # fmt: skip
                total[:] = [a + b for a, b in zip(total, counted, strict=True)]
    return tuple(Search(cutoff / 10000, *total) for cutoff, total in totals.items())


def sample(parties: Iterable[Party], count: int, seed: int) -> list[Party]:
    """Some of the parties, each as likely as the other, in their order."""
    rng = random.Random(f"customers {seed}")  # noqa: S311
    kept: list[tuple[int, Party]] = []
    for number, party in enumerate(parties):
        if len(kept) < count:
            kept.append((number, party))
        elif (place := rng.randrange(number + 1)) < count:
            kept[place] = (number, party)
    return [party for _, party in sorted(kept, key=lambda pair: pair[0])]


def _tried(screener: Screener, query: Altered) -> Tried:
    hits = screener.screen(Party(query.query, kind=query.kind), _FAR).hits
    return Tried(query, max((hit.similarity for hit in hits if hit.listing.id == query.listing), default=0.0))


def _recall(tried: Sequence[Tried], line: float) -> Share:
    return share(sum(one.similarity >= line for one in tried), len(tried))


def _by_class(tried: Sequence[Tried], line: float) -> tuple[ClassRow, ...]:
    classes = sorted({cls for one in tried for cls in one.altered.classes})
    return tuple(
        ClassRow(cls, _recall([one for one in tried if cls in one.altered.classes], line)) for cls in classes
    )  # fmt: skip


def _alerts(screener: Screener, customers: Sequence[Party], watch: Watch) -> Alerts:
    tops = []
    for party in _watched(customers, "customers", watch):
        try:
            hits = screener.screen(party, _FAR).hits
        except InputError:
            continue
        tops.append(max((hit.similarity for hit in hits), default=0.0))

    def above(line: float) -> Share:
        return share(sum(top >= line for top in tops), len(tops))

    return Alerts(len(tops), len(customers) - len(tops), above(screener.policy.alert), tuple(map(above, LINES)))


def _watched(things: Iterable[_T], what: str, watch: Watch, total: int | None = None) -> Iterable[_T]:
    everything = len(things) if total is None else total  # type: ignore[arg-type]  # sized where no total is given
    for done, one in enumerate(things, start=1):
        yield one
        watch(what, done, everything)
