"""How does each region stand today? Counts against the year before, the alarm, the rule, and how old the news is.

The statistics are `alarm`; the pictures are `pictures`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

import msgspec

from watchword.errors import InputError
from watchword.regions import alarm
from watchword.regions.alarm import Settings, State
from watchword.regions.areas import Area, Ground, division_key
from watchword.regions.events import Event
from watchword.regions.series import Series, series

_LATELY = 90  # days whose events are shown by place
_PLACES = 5


class Standing(msgspec.Struct, frozen=True):
    """One region on one day.

    `state` is alarm, quiet or not-enough-data, with the reason in `why`; `since` the day on which the alarm rose.
    `month` counts the events of the last 30 days, `usual` is the baseline's average of 30 days, `change` the growth of
    one over the other (1.0 is +100%, None without a usual). `rule` says whether the transparent rule holds. `total` of
    `height` is the CUSUM. `divisions` are where most happened in the last 90 days. `last_event` and `age` (days) say how
    old the newest event of all files is, not only this region's.
    """

    area: Area
    state: State
    why: str
    month: int
    usual: float
    change: float | None
    rule: bool
    total: float
    height: float
    since: str
    deaths: int
    articles: int
    divisions: tuple[tuple[str, int], ...]
    last_event: str
    age: int
    series: Series


def standings(
    events: Sequence[Event], areas: Sequence[Area], settings: Settings, *, as_of: date
) -> tuple[Standing, ...]:
    """Every region as it stands with the events up to and with `as_of`, in the order given.

    Raises InputError when there is no event up to that day.
    """
    known = [event for event in events if event.day <= as_of]
    if not known:
        raise InputError(
            f"there is no event up to {as_of}", where="events", hint="Import some: watchword regions import."
        )
    ground = Ground(areas)
    found = series(known, areas)
    lately = (date.fromisoformat(found[0].last) - timedelta(_LATELY)).isoformat()
    places: dict[str, Counter[str]] = {area.code: Counter() for area in areas}
    for event in known:
        if event.first > lately:
            for code in ground.areas_of(event):
                places[code][_place(event)] += 1
    return tuple(
        _standing(area, one, settings, as_of=as_of, places=places[area.code])
        for area, one in zip(areas, found, strict=True)
    )


def under_alarm(found: Iterable[Standing]) -> tuple[Area, ...]:
    """The regions whose alarm is up: what touches them deserves closer scrutiny, never a higher name score."""
    return tuple(one.area for one in found if one.state == "alarm")


def _standing(area: Area, one: Series, settings: Settings, *, as_of: date, places: Counter[str]) -> Standing:
    days = list(alarm.days(one, settings))
    last, up = days[-1], alarm.since(days)
    usual = last.usual_month
    return Standing(
        area=area,
        state=last.state,
        why=_why(last, usual, settings, one),
        month=last.month,
        usual=round(usual, 2),
        change=round(last.month / usual - 1, 3) if usual else None,
        rule=last.rule,
        total=round(last.total, 3),
        height=round(last.height, 3),
        since=one.day(up.number).isoformat() if up else "",
        deaths=one.deaths,
        articles=one.articles,
        divisions=tuple(sorted(places.items(), key=lambda p: (-p[1], p[0]))[:_PLACES]),
        last_event=one.last,
        age=(as_of - date.fromisoformat(one.last)).days,
        series=one,
    )


def _why(day: alarm.Day, usual: float, settings: Settings, one: Series) -> str:
    if day.state == "not-enough-data":
        have = max(0, len(one.counts) - settings.gap_days)
        return f"not enough data: {have} days before the last {settings.gap_days}, {settings.least_days} are needed"
    if day.state == "alarm":
        return "more events than chance explains, measured against the year before"
    if usual < settings.least_monthly:
        return "no growth; too few events in the year before for the rule"
    return "no growth beyond chance"


def _place(event: Event) -> str:
    """Where it happened, for a person: the division without the word for its sort."""
    return division_key(event.division).title() or event.place or event.country.upper()
