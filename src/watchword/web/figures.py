"""How does the work on alerts go? Counts, ages, times to decide, overturned decisions, and how precise each list is.

Figures are counted from alerts and records as they stand; nothing is stored or judged here.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from statistics import median, quantiles

from watchword.cases import happenings
from watchword.cases.alert import TRUE_MATCH, Alert
from watchword.cases.desk import Desk, answer_of

MOST = 20_000
"""Alerts that are counted; the page says when there are more."""
_SAMPLED = 2_000  # decided alerts whose similarity is looked up, the newest first
_AGES = (("up to 2 days", 2), ("3 to 5", 5), ("6 to 10", 10), ("11 to 30", 30), ("more", 10**6))
_WEEKS = 12
_TRUE = frozenset((*TRUE_MATCH, "permitted"))


@dataclass(frozen=True, slots=True)
class Precision:
    """Of the decided alerts of a list, or from a similarity on: how many were true matches."""

    name: str
    decided: int
    true: int

    @property
    def share(self) -> float:
        """The share that was true, 0 to 1."""
        return self.true / self.decided if self.decided else 0.0


@dataclass(frozen=True, slots=True)
class Figures:
    """Everything on the page of numbers; hours are from the first hit to the decision."""

    total: int
    counted: int
    states: tuple[tuple[str, int], ...]
    overdue: int
    ages: tuple[tuple[str, int], ...]
    decided_by_week: tuple[tuple[str, int], ...]
    dispositions: tuple[tuple[str, int], ...]
    hours: tuple[float, float] | None
    overturned: int
    by_list: tuple[Precision, ...]
    by_line: tuple[Precision, ...]


def figures(desk: Desk, today: date) -> Figures:
    """The figures as they stand on a day."""
    total, alerts = desk.queue((), limit=MOST)
    waiting = [one for one in alerts if one.state != "closed"]
    decided = [one for one in alerts if one.ruling and one.decided_at]
    hours = [_hours(one) for one in decided]
    return Figures(
        total, len(alerts), tuple(sorted(Counter(one.state for one in alerts).items())),
        sum(one.due < today.isoformat() for one in waiting), _ages(waiting, today), _weeks(decided, today),
        tuple(sorted(Counter(one.ruling.disposition for one in decided if one.ruling).items())),
        (median(hours), quantiles(hours, n=10)[-1] if len(hours) > 1 else hours[0]) if hours else None,
        _overturned(desk), _by_list(decided), _by_line(desk, decided),
    )  # fmt: skip


def _hours(alert: Alert) -> float:
    begun, ended = datetime.fromisoformat(alert.opened_at), datetime.fromisoformat(alert.decided_at)
    return (ended - begun).total_seconds() / 3600


def _ages(waiting: Iterable[Alert], today: date) -> tuple[tuple[str, int], ...]:
    counts: Counter[str] = Counter()
    for one in waiting:
        days = (today - date.fromisoformat(one.opened_at[:10])).days
        counts[next(name for name, most in _AGES if days <= most)] += 1
    return tuple((name, counts[name]) for name, _ in _AGES)


def _weeks(decided: Iterable[Alert], today: date) -> tuple[tuple[str, int], ...]:
    monday = today - timedelta(today.weekday())
    weeks = [(monday - timedelta(7 * back)).isoformat() for back in reversed(range(_WEEKS))]
    counts: Counter[str] = Counter()
    for one in decided:
        day = date.fromisoformat(one.decided_at[:10])
        counts[(day - timedelta(day.weekday())).isoformat()] += 1
    return tuple((week, counts[week]) for week in weeks)


def _overturned(desk: Desk) -> int:
    """Decisions that a later one of the same alert turned from match to no match, or back."""
    last: dict[str, bool] = {}
    turned = 0
    with desk.log.read() as view:
        for record in view.records(kinds=(happenings.DECIDED, happenings.APPROVED)):
            if record.kind == happenings.DECIDED:
                told = record.read(happenings.Decided)
                alert, ruling = told.alert, told.ruling
            else:
                proposed = record.read(happenings.Approved).proposed
                if proposed.ruling is None:
                    continue
                alert, ruling = proposed.alert, proposed.ruling
            is_true = ruling.disposition in _TRUE
            turned += last.get(alert, is_true) != is_true
            last[alert] = is_true
    return turned


def _by_list(decided: Sequence[Alert]) -> tuple[Precision, ...]:
    counts: dict[str, list[bool]] = defaultdict(list)
    for one in decided:
        for publisher in {listing.partition(":")[0] for listing in one.listings}:
            counts[publisher].append(_is_true(one))
    return tuple(Precision(name, len(found), sum(found)) for name, found in sorted(counts.items()))


def _by_line(desk: Desk, decided: Sequence[Alert]) -> tuple[Precision, ...]:
    """What the precision would be, had the alert line stood higher."""
    found: list[tuple[float, bool]] = []
    with desk.log.read() as view:
        for one in sorted(decided, key=lambda alert: -alert.decided)[:_SAMPLED]:
            answer = answer_of(view, one)
            alike = [hit.similarity for hit in answer.hits if hit.listing.id in one.listings] if answer else []
            if alike:
                found.append((max(alike), _is_true(one)))
    lines = [number / 100 for number in range(76, 101, 4)]
    above = [(line, [true for alike, true in found if alike >= line]) for line in lines]
    return tuple(Precision(f"{line:.2f} and more", len(true), sum(true)) for line, true in above)


def _is_true(alert: Alert) -> bool:
    return alert.ruling is not None and alert.ruling.disposition in _TRUE
