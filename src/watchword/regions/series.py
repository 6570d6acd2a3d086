"""How much happened where, day by day? Events become counts, by region and day, week or month.

Activity is the number of events; what was written about them stands beside it and is never added to it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Literal

import msgspec

from watchword.regions.areas import Area, Ground
from watchword.regions.events import Event

Step = Literal["week", "month"]


class Series(msgspec.Struct, frozen=True):
    """What happened in one region: `counts[n]` events on day `first` + n, up to and with `last`.

    `deaths` are the sources' best estimates over the whole time, `articles` what was written, `sources` the events of
    each source.
    """

    area: str
    first: str
    last: str
    counts: tuple[int, ...]
    deaths: int = 0
    articles: int = 0
    sources: tuple[tuple[str, int], ...] = ()

    def day(self, number: int) -> date:
        """The date of day `number`."""
        return date.fromisoformat(self.first) + timedelta(number)

    def by(self, step: Step) -> list[tuple[str, int]]:
        """Counts of each week (named by its Monday) or month (2021-06), in order, those without events included."""
        found: dict[str, int] = {}
        for number, count in enumerate(self.counts):
            name = _step_name(self.day(number), step)
            found[name] = found.get(name, 0) + count
        return list(found.items())


def series(events: Iterable[Event], areas: Iterable[Area], until: date | None = None) -> list[Series]:
    """One series for each region, all from the first to the last day of the events (or `until`, if that is earlier).

    Days of which no source tells at all are not told from days without events: a file says for which time it was
    made only by its events.
    """
    areas = tuple(areas)
    ground = Ground(areas)
    known = [event for event in events if until is None or event.day <= until]
    if not known:
        return []
    first, last = min(event.day for event in known), max(event.day for event in known)
    by_area: dict[str, list[Event]] = defaultdict(list)
    for event in known:
        for code in ground.areas_of(event):
            by_area[code].append(event)
    return [_series(area.code, by_area[area.code], first, last) for area in areas]


def _series(code: str, events: list[Event], first: date, last: date) -> Series:
    counts = [0] * ((last - first).days + 1)
    for event in events:
        counts[(event.day - first).days] += 1
    return Series(
        code,
        first.isoformat(),
        last.isoformat(),
        tuple(counts),
        sum(max(0, event.deaths) for event in events),
        sum(event.articles for event in events),
        tuple(sorted(Counter(event.source for event in events).items())),
    )


def _step_name(day: date, step: Step) -> str:
    if step == "month":
        return day.isoformat()[:7]
    return (day - timedelta(day.weekday())).isoformat()
