"""Which reports tell of one event? UCDP, ACLED, GDELT and pages overlap: what happened once is counted once.

Two reports are one event when they are of the same country, of days at most one apart, and of the same place: at most
30 km apart, or, where one has no coordinates, the same named place or division. Two events of one source stay two,
because UCDP and ACLED have parted them with care; only GDELT's and pages' reports are merged among themselves.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

import msgspec

from watchword.regions.areas import division_key
from watchword.regions.events import SOURCES, Event

_KILOMETRES, _DAYS = 30.0, 1
_CODED = frozenset({"ucdp", "acled"})
_DEGREE = 111.2  # kilometres


def merge(events: Iterable[Event]) -> list[Event]:
    """The events, each once, in order of day and id. The same events in any order give the same answer."""
    kept: list[list[Event]] = []
    by_day: dict[tuple[str, date], list[int]] = defaultdict(list)
    for event in sorted(set(events), key=lambda e: (SOURCES.index(e.source), e.first, e.id)):
        at = next((n for n in _near(event, by_day) if _is_same(event, kept[n])), None)
        if at is None:
            by_day[event.country, event.day].append(len(kept))
            kept.append([event])
        else:
            kept[at].append(event)
    return sorted(map(_joined, kept), key=lambda e: (e.first, e.id))


def _near(event: Event, by_day: dict[tuple[str, date], list[int]]) -> Iterator[int]:
    """Groups of the same country and about the same day: the same day first."""
    for days in (0, *(sign * n for n in range(1, _DAYS + 1) for sign in (-1, 1))):
        yield from by_day.get((event.country, event.day + timedelta(days)), ())


def _is_same(event: Event, group: list[Event]) -> bool:
    if event.source in _CODED and any(one.source == event.source for one in group):
        return False
    return _is_same_place(event, group[0])


def _is_same_place(a: Event, b: Event) -> bool:
    if a.lat is not None and a.lon is not None and b.lat is not None and b.lon is not None:
        return distance(a.lat, a.lon, b.lat, b.lon) <= _KILOMETRES
    if a.place and b.place:
        return division_key(a.place) == division_key(b.place)
    return bool(a.division and b.division) and division_key(a.division) == division_key(b.division)


def distance(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Kilometres between two points; exact enough for some tens of them."""
    east = (lon - other_lon) * math.cos(math.radians((lat + other_lat) / 2))
    return math.hypot(lat - other_lat, east) * _DEGREE


def _joined(group: list[Event]) -> Event:
    """One event of several reports: the most careful source's, with all their sources and articles."""
    first = group[0]
    if len(group) == 1:
        return first
    return msgspec.structs.replace(
        first,
        sources=sum(one.sources for one in group),
        articles=sum(one.articles for one in group),
        deaths=max(one.deaths for one in group) if first.deaths < 0 else first.deaths,
        actors=first.actors or next((one.actors for one in group if one.actors), ()),
        link=first.link or next((one.link for one in group if one.link), ""),
        also=tuple(one.id for one in group[1:]),
    )
