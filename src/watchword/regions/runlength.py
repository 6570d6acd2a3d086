"""How high must a CUSUM climb before it is an alarm? As high as makes false alarms as rare as one asks.

Counts are negative binomial: their variance is mean + mean²/size, so that violence that comes in bursts is not taken
for growth. The average run length to a false alarm is that of Brook and Evans, Biometrika 59 (1972): the sum is cut
into steps and becomes a Markov chain.
"""

from __future__ import annotations

import math
from functools import lru_cache
from typing import NamedTuple

import numpy as np

_STEPS = 80  # of the chain
_TAIL = 1e-9  # probability beyond which counts are left out
_MOST = 4000  # counts, however bursty
_HIGHEST = 60.0  # of the sum: no threshold is looked for above it
_ROUNDS = 18  # of bisection


class Score(NamedTuple):
    """What a day adds to the sum: `gain` for each event, less `cost`."""

    gain: float
    cost: float


def score(mean: float, size: float, grown: float) -> Score:
    """The log-likelihood ratio of a day's count under a mean of `grown` against `mean` events a day, at one size."""
    gain = math.log(grown / mean) + math.log((size + mean) / (size + grown))
    return Score(gain, size * math.log((size + grown) / (size + mean)))


@lru_cache(maxsize=4096)
def threshold(mean: float, size: float, grown: float, days: float) -> float:
    """The height of the sum that is reached by chance once in `days` days on average, as long as nothing grows.

    `mean` and `grown` are events a day, above 0, `grown` above `mean`; `size` is the dispersion, above 0.
    """
    low, high = 0.0, _HIGHEST
    step, chances = score(mean, size, grown), probabilities(mean, size)
    for _ in range(_ROUNDS):
        middle = (low + high) / 2
        if run_length(step, chances, middle) < days:
            low = middle
        else:
            high = middle
    return high


def probabilities(mean: float, size: float) -> np.ndarray:
    """Probabilities of 0, 1, 2, ... events on a day, as float64; what is left of 1 is below a billionth."""
    found = [(size / (size + mean)) ** size]
    rest = 1 - found[0]
    share = mean / (size + mean)
    while rest > _TAIL and len(found) < _MOST:
        count = len(found)
        found.append(found[-1] * share * (size + count - 1) / count)
        rest -= found[-1]
    return np.array(found)


def run_length(step: Score, chances: np.ndarray, height: float) -> float:
    """Days, on average, until a sum that starts at 0 reaches `height`."""
    width = height / _STEPS
    added = step.gain * np.arange(len(chances)) - step.cost
    starts = np.concatenate(([0.0], (np.arange(_STEPS) + 0.5) * width))  # exactly 0, then the middles of the steps
    reached = starts[:, None] + added[None, :]
    to = np.where(reached <= 0, 0, np.minimum(np.ceil(reached / width), _STEPS + 1)).astype(int)
    chain = np.zeros((_STEPS + 1, _STEPS + 2))
    for row in range(_STEPS + 1):
        chain[row] = np.bincount(to[row], weights=chances, minlength=_STEPS + 2)
    inside = np.eye(_STEPS + 1) - chain[:, : _STEPS + 1]
    return float(np.linalg.solve(inside, np.ones(_STEPS + 1))[0])
