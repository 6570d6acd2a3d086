"""Does activity in a region grow? A CUSUM of counts against the year before, beside a rule that anybody can check.

- **CUSUM**: each day adds how much better its count fits doubled activity than that of the baseline (log-likelihood
  ratio of negative binomial counts); days that fit the baseline take away. The alarm rises at the height that chance
  alone reaches once in `false_alarm_days`, where the sum stops, and falls when the sum is back at a quarter of it.
- **Rule**: events of the last 30 days at least `growth` above the baseline's average of 30 days, which must hold at
  least `least_monthly`.

The baseline of a day is the year that ends `gap_days` before it, so that growth does not hide itself. Nothing here
says why activity grows.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Sequence
from typing import Literal

import msgspec
import numpy as np

from watchword.regions import runlength
from watchword.regions.series import Series

MONTH = 30
_LEAST_SIZE, _MOST_SIZE = 0.05, 1000.0
_DIGITS = 2  # to which baselines are rounded, so that thresholds can be remembered
_FALLS = 0.25  # share of the height at which an alarm falls
_BLOCKS = (1, 7)  # days over which bursts are looked for

State = Literal["alarm", "quiet", "not-enough-data"]


class Settings(msgspec.Struct, frozen=True):
    """When an alarm rises. Days are whole days; `growth` 1.0 is +100%, for the CUSUM and the rule alike.

    `baseline_days` long is the baseline, at least `least_days` of it must be there; `least_yearly` events a year are
    assumed where there were fewer, so that a single event in a quiet region is no alarm.
    """

    false_alarm_days: int = 150
    growth: float = 1.0
    baseline_days: int = 364
    gap_days: int = 28
    least_days: int = 182
    least_yearly: float = 12.0
    least_monthly: float = 4.0


class Day(msgspec.Struct, frozen=True):
    """How a region stands on one day: `number` of the day in its series, the sum and the height at which it alarms,
    the baseline's events a day and their dispersion, and what the rule says (events of 30 days, baseline of 30)."""

    number: int
    state: State
    total: float = 0.0
    height: float = 0.0
    mean: float = 0.0
    size: float = 0.0
    month: int = 0
    usual_month: float = 0.0
    rule: bool = False


class Baseline(msgspec.Struct, frozen=True):
    """Events a day and the dispersion of their number; rounded, which makes no difference that could be measured."""

    mean: float
    size: float


def days(series: Series, settings: Settings) -> Iterator[Day]:
    """The state of every day, in order. A day is judged by what was known on it, never by later events."""
    counts = np.asarray(series.counts, dtype=np.int64)
    run = np.concatenate(([0], np.cumsum(counts)))
    total, is_up = 0.0, False
    baseline: Baseline | None = None
    for number in range(len(counts)):
        end = number - settings.gap_days + 1
        start = max(0, end - settings.baseline_days)
        if end - start < settings.least_days:
            yield Day(number, "not-enough-data", month=_month(run, number))
            continue
        if baseline is None or series.day(number).weekday() == 0:
            baseline = baseline_of(counts[start:end], settings)
        step, height = _step(baseline, settings)
        total = max(0.0, min(height, total + step.gain * int(counts[number]) - step.cost))
        is_up = total >= height or (is_up and total > _FALLS * height)
        month, usual = _month(run, number), float(run[end] - run[start]) / (end - start) * MONTH
        rule = usual >= settings.least_monthly and month >= usual * (1 + settings.growth)
        state: State = "alarm" if is_up else "quiet"
        yield Day(number, state, total, height, baseline.mean, baseline.size, month, usual, rule)


def onsets(found: Sequence[Day]) -> list[Day]:
    """The days on which an alarm rose."""
    before = ["quiet", *(day.state for day in found)]
    return [day for day, earlier in zip(found, before, strict=False) if day.state == "alarm" and earlier != "alarm"]


def since(found: Sequence[Day]) -> Day | None:
    """The day on which the alarm rose that is up on the last one; None when it is quiet."""
    up = list(itertools.takewhile(lambda day: day.state == "alarm", reversed(found)))
    return up[-1] if up else None


def baseline_of(counts: np.ndarray, settings: Settings) -> Baseline:
    """Mean and dispersion (method of moments, over days and over weeks: the more bursty counts)."""
    mean = max(float(counts.mean()), settings.least_yearly / 365)
    size = min(_size(counts, block) for block in _BLOCKS)
    return Baseline(_rounded(mean), _rounded(min(_MOST_SIZE, max(_LEAST_SIZE, size))))


def _size(counts: np.ndarray, block: int) -> float:
    """The size of negative binomial days whose sums over `block` days vary as much as these do."""
    whole = len(counts) // block
    sums = counts[len(counts) - whole * block :].reshape(whole, block).sum(axis=1)
    mean, spread = float(sums.mean()), float(sums.var(ddof=1))
    if spread <= mean or mean == 0:
        return _MOST_SIZE
    return mean * mean / (spread - mean) / block


def _step(baseline: Baseline, settings: Settings) -> tuple[runlength.Score, float]:
    grown = baseline.mean * (1 + settings.growth)
    height = runlength.threshold(baseline.mean, baseline.size, grown, settings.false_alarm_days)
    return runlength.score(baseline.mean, baseline.size, grown), height


def _month(run: np.ndarray, number: int) -> int:
    return int(run[number + 1] - run[max(0, number + 1 - MONTH)])


def _rounded(value: float) -> float:
    return round(value, _DIGITS - 1 - math.floor(math.log10(value)))
