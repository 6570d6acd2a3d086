"""Which alert line suits these customers? Recall on altered listed names against alerts on the customers' own.

Both are measured at every line under the policy given; recommending is one plain rule. What a plot looks like is the
door's question.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence

import msgspec

from watchword.alterations import Altered, alter
from watchword.batch.chunks import PassedOver, Source
from watchword.batch.columns import ColumnMap
from watchword.batch.reading import rows_of
from watchword.errors import InputError, UsageError
from watchword.model import Party
from watchword.screen import Screener
from watchword.shares import interval

LINES = tuple(line / 100 for line in range(60, 101))  # what is measured: below, everybody looks alike

Watch = Callable[[int, int], None]  # names screened, names in all


class Question(msgspec.Struct, frozen=True):
    """What is asked for: a line that finds at least `recall` (0..1) of altered names, or, where `alerts` is
    given, one that raises at most so many alerts per 1,000 customers.

    `customers` and `names` are how many of either are taken, by chance from `seed`.
    """

    recall: float = 0.95
    alerts: float | None = None
    customers: int = 2000
    names: int = 1000
    seed: int = 1

    def __post_init__(self) -> None:
        if not 0 < self.recall <= 1:
            raise UsageError(f"a share is above 0 and at most 1, not {self.recall}", where="recall")
        if self.alerts is not None and self.alerts < 0:
            raise UsageError(f"alerts are 0 or more, not {self.alerts}", where="alerts")


class Point(msgspec.Struct, frozen=True):
    """What a line gives: share of altered names found, with its 95% interval; alerts, per 1,000 customers.

    An alert is a customer with at least one hit.
    """

    line: float
    recall: float
    low: float
    high: float
    alerts: float


class Tuning(msgspec.Struct, frozen=True):
    """The measurement and what follows from it. `by_class` is recall at the recommended line."""

    points: tuple[Point, ...]
    current: float
    recommended: float
    reached: bool  # whether the recommended line gives what was asked for
    customers: int
    refused: int  # customers of the sample that can't be screened
    names: int
    by_class: dict[str, float]


def tune(source: Source, columns: ColumnMap, screener: Screener, question: Question, watch: Watch) -> Tuning:
    """Measure every line and recommend one. Raises InputError when no customer can be screened."""
    parties, refused = _customers(source, columns, question)
    queries = alter(iter(screener.snapshot), question.names, question.seed)
    if not parties or not queries:
        raise InputError("there is no customer or no listed name to measure with", where="customers")
    total = len(parties) + len(queries)
    tops, owns = [], []
    for done, party in enumerate(parties, start=1):
        try:
            tops.append(_top(screener, party))
        except InputError:
            refused += 1
        watch(done, total)
    for done, query in enumerate(queries, start=len(parties) + 1):
        owns.append(_own(screener, query))
        watch(done, total)
    points = tuple(_point(line, owns, tops) for line in LINES)
    chosen, reached = recommend(points, question)
    return Tuning(points, screener.policy.alert, chosen.line, reached, len(tops), refused, len(owns),
                  _by_class(queries, owns, chosen.line))  # fmt: skip


def _customers(source: Source, columns: ColumnMap, question: Question) -> tuple[list[Party], int]:
    """A sample of the file's parties, each as likely as the other, and how many of it could not be read."""
    rows = rows_of(source.form, source.headers, source.delimiter, columns)
    rng = random.Random(f"customers {question.seed}")  # noqa: S311
    kept: list[tuple[int, object]] = []
    for number, raw in enumerate(raw for chunk in source.chunks(columns) for raw in rows.raws(chunk.data)):
        if len(kept) < question.customers:
            kept.append((number, raw))
        elif (place := rng.randrange(number + 1)) < question.customers:
            kept[place] = (number, raw)
    parties, refused = [], 0
    for _, raw in sorted(kept, key=lambda pair: pair[0]):
        try:
            party = rows.party(raw)
        except InputError:
            refused += 1
            continue
        if not isinstance(party, PassedOver):
            parties.append(party)
    return parties, refused


def _top(screener: Screener, party: Party) -> float:
    return max((hit.similarity for hit in screener.screen(party, LINES[0]).hits), default=0.0)


def _own(screener: Screener, query: Altered) -> float:
    """The similarity with which an altered name finds its own listing."""
    hits = screener.screen(Party(query.query, kind=query.kind), LINES[0]).hits
    return max((hit.similarity for hit in hits if hit.listing.id == query.listing), default=0.0)


def _point(line: float, owns: Sequence[float], tops: Sequence[float]) -> Point:
    found = sum(own >= line for own in owns)
    low, high = interval(found, len(owns))
    alerts = 1000 * sum(top >= line for top in tops) / len(tops) if tops else 0.0
    return Point(line, found / len(owns), low, high, alerts)


def recommend(points: Sequence[Point], question: Question) -> tuple[Point, bool]:
    """The highest line that finds enough, or the lowest with few enough alerts; the nearest one where none does.

    The flag says whether it gives what was asked for.
    """
    ordered = sorted(points, key=lambda point: point.line)
    if question.alerts is None:
        fit = [point for point in ordered if point.recall >= question.recall]
        return (fit[-1], True) if fit else (ordered[0], False)
    few = [point for point in ordered if point.alerts <= question.alerts]
    return (few[0], True) if few else (ordered[-1], False)


def _by_class(queries: Sequence[Altered], owns: Sequence[float], line: float) -> dict[str, float]:
    def shares() -> Iterator[tuple[str, float]]:
        for cls in dict.fromkeys(cls for query in queries for cls in query.classes):
            scores = [own for query, own in zip(queries, owns, strict=True) if cls in query.classes]
            yield cls, sum(own >= line for own in scores) / len(scores)

    return dict(sorted(shares()))
