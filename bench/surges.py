"""Does the alarm rise when activity in a region grows? Surges injected into real counts of events.

    python -m bench.surges [--seeds 500] [--freeze | --diff]

Each seed takes a real series of daily counts (UCDP: countries with an event in ten days or more), a random cut of 546
days of it, and adds a surge on a random day of the second half: for 30 to 60 days, Poisson events that raise the baseline
to between 2.5 and 4 times. Found: the alarm is up on a day of its first 30. False: any rise outside of the surge and the
30 days after it, real growth of the real series included. So that an alarm that is always up can't pass for a good one,
the share of the other days on which it is up is told as well. The rule is measured on the same series in the same way, at
several thresholds; what counts is its sensitivity where it gives no more false alarms than the CUSUM.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np

from bench.unlisted import shared
from watchword.regions import alarm
from watchword.regions.alarm import Day, Settings
from watchword.regions.reading import read_events
from watchword.regions.series import Series

FROZEN = Path(__file__).parent / "frozen" / "surges.json"
FILES = ("ucdp_aec_2018-01-01_2020-06-30.csv", "ucdp_ged_v23_1_car.csv")
_LENGTH, _WARM, _SEEN = 546, 300, 30  # days of a cut, before any surge, in which a surge must be found
_FIRST = Settings().least_days + Settings().gap_days  # the first day that can be judged
_LEAST = 0.1  # events a day of a series that is used
_RULES = (0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 2.5, 3.0, 4.0)  # growth at which the rule is tried


class Case(NamedTuple):
    """A cut of a real series with a surge in it, on days `start` to `end` (excluded)."""

    series: Series
    start: int
    end: int


class Result(NamedTuple):
    """Share of the surges that were found, false alarms a day, and share of the other days under alarm."""

    sensitivity: float
    false_a_day: float
    other_days_up: float


def real_counts() -> list[np.ndarray]:
    """Daily counts of every country with enough events, in order of its code."""
    found = []
    for file in FILES:
        days: dict[str, list[int]] = defaultdict(list)
        for event in read_events(shared() / "events" / file).events:
            days[event.country].append(event.day.toordinal())
        for _, dates in sorted(days.items()):
            first, last = min(dates), max(dates)
            counts = np.bincount(np.array(dates) - first, minlength=last - first + 1)
            if last - first >= _LENGTH and counts.mean() >= _LEAST:
                found.append(counts)
    return found


def cases(counts: list[np.ndarray], seeds: Iterable[int]) -> Iterator[Case]:
    """One case for each seed."""
    for seed in seeds:
        random = np.random.default_rng(seed)
        whole = counts[int(random.integers(len(counts)))]
        cut = int(random.integers(len(whole) - _LENGTH + 1))
        days = whole[cut : cut + _LENGTH].copy()
        length, start = int(random.integers(30, 61)), int(random.integers(_WARM, _LENGTH - 61))
        usual = max(float(days[:start].mean()), _LEAST)
        days[start : start + length] += random.poisson(usual * (random.uniform(2.5, 4.0) - 1), length)
        series = Series("injected", "2020-01-01", "2021-06-29", tuple(int(n) for n in days))
        yield Case(series, start, start + length)


def result(found: Iterable[tuple[Case, list[bool]]]) -> Result:
    """Sensitivity and false alarms of whether an alarm was up, day by day."""
    seen = wrong = up_outside = quiet = number = 0
    for case, up in found:
        number += 1
        seen += any(up[case.start : case.start + _SEEN])
        outside = [day for day in range(_FIRST, _LENGTH) if not case.start <= day < case.end + _SEEN]
        wrong += sum(up[day] and not up[day - 1] for day in outside)
        up_outside += sum(up[day] for day in outside)
        quiet += len(outside)
    return Result(seen / number, wrong / quiet, up_outside / quiet)


def rule_holds(found: list[Day], growth: float, settings: Settings) -> list[bool]:
    """Whether the transparent rule holds on each day, at some growth."""
    return [day.usual_month >= settings.least_monthly and day.month >= day.usual_month * (1 + growth) for day in found]


def measure(seeds: int, settings: Settings) -> dict[str, object]:
    """What is frozen."""
    drawn = [(case, list(alarm.days(case.series, settings))) for case in cases(real_counts(), range(seeds))]
    cusum = result((case, [day.state == "alarm" for day in found]) for case, found in drawn)
    rules = {g: result((case, rule_holds(found, g, settings)) for case, found in drawn) for g in _RULES}
    equal = max((r.sensitivity for r in rules.values() if r.false_a_day <= cusum.false_a_day), default=0.0)
    return {
        "seeds": seeds,
        "cusum": _told(cusum),
        "rule": {f"+{g:.0%}": _told(r) for g, r in rules.items()},
        "rule_at_equal_false_alarms": round(equal, 3),
    }


def _told(found: Result) -> dict[str, float]:
    return {name: round(value, 4) for name, value in found._asdict().items()}


def main() -> int:
    """Print, freeze or compare the measures; exit code 1 when they differ from the frozen ones."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", type=int, default=500)
    parser.add_argument("--false-alarm-days", type=int, default=Settings().false_alarm_days)
    parser.add_argument("--freeze", action="store_true")
    parser.add_argument("--diff", action="store_true")
    given = parser.parse_args()
    told = measure(given.seeds, Settings(false_alarm_days=given.false_alarm_days))
    text = json.dumps(told, indent=2) + "\n"
    print(text, end="")
    if given.freeze:
        FROZEN.write_text(text, encoding="utf-8")
    return int(given.diff and text != FROZEN.read_text(encoding="utf-8"))


if __name__ == "__main__":
    sys.exit(main())
