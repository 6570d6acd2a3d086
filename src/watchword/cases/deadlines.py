"""When must it be done? Ten business days, counted as OFAC counts them: no weekends, no federal holidays.

Holidays are computed from the law (5 U.S.C. 6103) as amended, with the day on which each first applied; those that
are proclaimed for one year only are not known here.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

REPORT_DAYS = 10
"""Business days within which blocked property and rejected transactions are reported (31 CFR 501.603, 501.604)."""

_MONDAY, _THURSDAY, _SATURDAY, _SUNDAY = 0, 3, 5, 6
_JUNETEENTH_SINCE, _KING_SINCE = 2021, 1986


@cache
def holidays(year: int) -> dict[date, str]:
    """The federal holidays that are observed in a year: of a Saturday the Friday before, of a Sunday the Monday after."""
    found = {_observed(day): name for around in (year, year + 1) for day, name in _fixed(around)}
    found |= {
        _nth(year, 2, _MONDAY, 3): "Washington's Birthday",
        _last_monday_of_may(year): "Memorial Day",
        _nth(year, 9, _MONDAY, 1): "Labor Day",
        _nth(year, 10, _MONDAY, 2): "Columbus Day",
        _nth(year, 11, _THURSDAY, 4): "Thanksgiving Day",
    }
    if year >= _KING_SINCE:
        found[_nth(year, 1, _MONDAY, 3)] = "Birthday of Martin Luther King, Jr."
    return {day: name for day, name in sorted(found.items()) if day.year == year}


def is_business_day(day: date) -> bool:
    """Whether federal offices are open."""
    return day.weekday() < _SATURDAY and day not in holidays(day.year)


def business_days_after(day: date, count: int = REPORT_DAYS) -> date:
    """The day that is so many business days after a day, which is not counted itself."""
    while count > 0:
        day += timedelta(days=1)
        count -= is_business_day(day)
    return day


def annual_report_due(year: int) -> date:
    """When the report of property blocked as of 30 June of a year is due: 30 September (31 CFR 501.603(b)(2))."""
    return date(year, 9, 30)


def _fixed(year: int) -> list[tuple[date, str]]:
    days = [
        (date(year, 1, 1), "New Year's Day"),
        (date(year, 7, 4), "Independence Day"),
        (date(year, 11, 11), "Veterans Day"),
        (date(year, 12, 25), "Christmas Day"),
    ]
    return days + ([(date(year, 6, 19), "Juneteenth National Independence Day")] * (year >= _JUNETEENTH_SINCE))


def _observed(day: date) -> date:
    return day + timedelta(days={_SATURDAY: -1, _SUNDAY: 1}.get(day.weekday(), 0))


def _nth(year: int, month: int, weekday: int, count: int) -> date:
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (count - 1))


def _last_monday_of_may(year: int) -> date:
    last = date(year, 5, 31)
    return last - timedelta(days=last.weekday())
