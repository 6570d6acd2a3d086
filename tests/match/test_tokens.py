"""How far apart are two words? The banded distance of the inner loops beside the plain definition."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from watchword.match.kernels import tokens
from watchword.match.kernels.layout import MAX

_WORDS = st.text(alphabet="abc", max_size=12)


def _distance(first: str, second: str, most: int) -> int:
    a, b = (np.frombuffer(b"x" + word.encode() + b"x", dtype=np.int8) for word in (first, second))
    rows = np.full(3 * (MAX + 2), 99, dtype=np.int32)
    return int(tokens.distance(a, 1, len(first), b, 1, len(second), most, rows))


@given(_WORDS, _WORDS, st.integers(0, 3))
def test_distance_is_exact_up_to_its_bound(first, second, most):
    """Up to the bound it is the optimal string alignment distance; beyond, always one more than the bound."""
    assert _distance(first, second, most) == min(OSA.distance(first, second), most + 1)
