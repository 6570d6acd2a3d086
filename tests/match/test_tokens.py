"""How far apart are two words? The distances of the inner loops beside the plain definition."""

from __future__ import annotations

from functools import cache

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from watchword.match import costs
from watchword.match.kernels import tokens
from watchword.match.kernels.layout import INSERT, LOOSE, MAX
from watchword.match.kernels.tokens import _DOUBLED, _SWAPPED

_WORDS = st.text(alphabet="abc", max_size=12)


def _distance(first: str, second: str, most: int) -> int:
    a, b = (np.frombuffer(b"x" + word.encode() + b"x", dtype=np.int8) for word in (first, second))
    return int(tokens.distance(a, 1, len(first), b, 1, len(second), most))


@given(_WORDS, _WORDS, st.integers(1, 2))
def test_distance_is_exact_up_to_its_bound(first, second, most):
    """Up to the bound it is the optimal string alignment distance; beyond, always one more than the bound."""
    assert _distance(first, second, most) == min(OSA.distance(first, second), most + 1)


def _cost(first: str, second: str, loose: int, most: int) -> int:
    rows = [99] * (4 * (MAX + 4))
    return int(tokens.cost(first.encode(), 0, len(first), second.encode(), 0, len(second), _COSTS, loose, most, rows))


_COSTS = costs.table().tolist()
_LETTERS = st.text(alphabet="abekss0", max_size=9)


@given(_LETTERS, _LETTERS, st.integers(0, 2), st.integers(0, 700))
def test_cost_is_exact_up_to_its_bound(first, second, loose, most):
    """Up to the bound it is the cost without a bound; beyond, always one more than the bound."""
    assert _cost(first, second, loose, most) == min(_cost(first, second, loose, 10**6), most + 1)


def test_cost_of_slips():
    """A letter doubled, two swapped, one for another that looks or sounds like it: each costs what its table says."""
    assert _cost("hasan", "hassan", 0, 999) == 15
    assert _cost("ahmed", "ahmde", 0, 999) == 80
    assert _cost("petrof", "petrov", 0, 999) == 40
    assert _cost("kovac", "kovak", 0, 999) == 35


@given(_LETTERS, _LETTERS, st.integers(0, 2))
def test_cost_is_the_least_of_all_ways(first, second, loose):
    """Without a bound it is the least cost of any way from one word to the other, letter by letter."""
    table = LOOSE if loose else 0
    more = [INSERT + (LOOSE if loose == side else 0) for side in (2, 1)]

    def added(word: str, at: int, side: int) -> int:
        return _DOUBLED if at and word[at] == word[at - 1] else int(_COSTS[more[side] + ord(word[at])])

    @cache
    def least(i: int, j: int) -> int:
        ways = [0] if i == j == 0 else []
        if i:
            ways.append(least(i - 1, j) + added(first, i - 1, 0))
        if j:
            ways.append(least(i, j - 1) + added(second, j - 1, 1))
        if i and j:
            ways.append(least(i - 1, j - 1) + _COSTS[table + 128 * ord(first[i - 1]) + ord(second[j - 1])])
        if i > 1 and j > 1 and first[i - 2 : i] == second[j - 2 : j][::-1]:
            ways.append(least(i - 2, j - 2) + _SWAPPED)
        return min(ways)

    assert _cost(first, second, loose, 10**6) == least(len(first), len(second))
