"""Are ten business days counted as OFAC counts them?"""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchword.cases.deadlines import business_days_after, holidays, is_business_day

# As the Office of Personnel Management published them.
_OBSERVED = {
    2021: ["01-01", "01-18", "02-15", "05-31", "06-18", "07-05", "09-06", "10-11", "11-11", "11-25", "12-24", "12-31"],
    2022: ["01-17", "02-21", "05-30", "06-20", "07-04", "09-05", "10-10", "11-11", "11-24", "12-26"],
    2023: ["01-02", "01-16", "02-20", "05-29", "06-19", "07-04", "09-04", "10-09", "11-10", "11-23", "12-25"],
    2024: ["01-01", "01-15", "02-19", "05-27", "06-19", "07-04", "09-02", "10-14", "11-11", "11-28", "12-25"],
    2025: ["01-01", "01-20", "02-17", "05-26", "06-19", "07-04", "09-01", "10-13", "11-11", "11-27", "12-25"],
    2026: ["01-01", "01-19", "02-16", "05-25", "06-19", "07-03", "09-07", "10-12", "11-11", "11-26", "12-25"],
}


@pytest.mark.parametrize("year", _OBSERVED)
def test_holidays_are_those_that_were_published(year: int) -> None:
    """The holidays of a year are those on which federal offices were closed, moved from weekends."""
    assert [day.isoformat()[5:] for day in holidays(year)] == _OBSERVED[year]


@pytest.mark.parametrize(
    ("day", "due"),
    [
        ("2026-11-23", "2026-12-08"),
        ("2026-12-18", "2027-01-05"),
        ("2024-07-03", "2024-07-18"),
        ("2025-06-14", "2025-06-30"),
    ],
)
def test_ten_business_days(day: str, due: str) -> None:
    """The day itself, weekends and holidays don't count."""
    assert business_days_after(date.fromisoformat(day)).isoformat() == due


@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)), st.integers(0, 30))
def test_days_between_are_counted(day: date, count: int) -> None:
    """Between a day and its deadline lie just so many business days, and the deadline is one."""
    due = business_days_after(day, count)
    days = [day + timedelta(days=number) for number in range(1, (due - day).days + 1)]
    assert sum(map(is_business_day, days)) == count
    assert count == 0 or is_business_day(due)


def test_no_holiday_falls_on_a_weekend() -> None:
    """What is observed is observed on a working day, ten to thirteen times a year."""
    for year in range(1990, 2100):
        assert all(day.weekday() < 5 for day in holidays(year))
        assert 9 <= len(holidays(year)) <= 13
