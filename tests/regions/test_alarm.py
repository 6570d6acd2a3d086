"""Does the alarm rise when activity grows, and not when it does not?"""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from watchword.regions import alarm, runlength
from watchword.regions.alarm import Settings
from watchword.regions.series import Series


def _series(counts: list[int]) -> Series:
    return Series("box", "2020-01-06", "", tuple(counts))


def _steady(seed: int, days: int, mean: float) -> list[int]:
    return [int(n) for n in np.random.default_rng(seed).poisson(mean, days)]


def test_growth_raises_the_alarm() -> None:
    """Three times the usual raises the alarm within the month; before, it is quiet."""
    counts = _steady(1, 400, 0.5) + _steady(2, 30, 1.5)
    days = list(alarm.days(_series(counts), Settings()))
    rises = [day.number for day in alarm.onsets(days) if day.number >= 400]
    assert rises
    assert alarm.since(days) is not None
    assert days[-1].rule


def test_too_little_is_said_plainly() -> None:
    """Without half a year before the gap there is neither alarm nor all-clear."""
    days = list(alarm.days(_series([3] * 200), Settings()))
    assert {day.state for day in days} == {"not-enough-data"}


def test_one_event_in_a_quiet_region_is_no_alarm() -> None:
    """Where nothing happened for a year, one event is no growth; eight in a month are."""
    quiet = [0] * 500
    one, many = [*quiet], [*quiet]
    one[490] = 1
    for day in range(472, 500, 4):
        many[day] = 1
    assert not alarm.onsets(list(alarm.days(_series(one), Settings())))
    assert alarm.onsets(list(alarm.days(_series(many), Settings())))


@settings(max_examples=20)
@given(st.integers(0, 10_000), st.integers(250, 420))
def test_later_events_change_no_earlier_day(seed: int, cut: int) -> None:
    """A day is judged by what was known on it."""
    counts = _steady(seed, 460, 0.4)
    whole = list(alarm.days(_series(counts), Settings()))
    assert list(alarm.days(_series(counts[:cut]), Settings())) == whole[:cut]


@pytest.mark.parametrize(("mean", "size"), [(0.1, 0.5), (0.5, 1000.0), (2.0, 0.4)])
def test_false_alarms_are_as_rare_as_asked(mean: float, size: float) -> None:
    """Simulated counts without growth reach the height about once in the days asked for."""
    grown, asked = 2 * mean, 100
    height = runlength.threshold(mean, size, grown, asked)
    step = runlength.score(mean, size, grown)
    random = np.random.default_rng(5)
    waits, total, since = [], 0.0, 0
    for count in random.negative_binomial(size, size / (size + mean), 60_000):
        since += 1
        total = max(0.0, total + step.gain * int(count) - step.cost)
        if total >= height:
            waits.append(since)
            total, since = 0.0, 0
    assert np.mean(waits) == pytest.approx(asked, rel=0.25)


def test_probabilities_are_those_of_the_distribution() -> None:
    """Counts' probabilities sum to one and have the mean and variance that define them."""
    chances = runlength.probabilities(1.5, 0.8)
    counts = np.arange(len(chances))
    mean = float((counts * chances).sum())
    assert chances.sum() == pytest.approx(1, abs=1e-6)
    assert mean == pytest.approx(1.5, abs=1e-4)
    assert float((counts**2 * chances).sum()) - mean**2 == pytest.approx(1.5 + 1.5**2 / 0.8, rel=1e-3)
