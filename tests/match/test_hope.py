"""Which agreements can be part of a score that reaches the cutoff?"""

from __future__ import annotations

import pytest

from watchword.match.kernels.hope import gains, hopeful
from watchword.match.kernels.layout import DECIDES, P_ABSENT_QUERY

# Two words of weight 80. The first agrees with token 0 in full, the second with token 1 at .3 and token 2 at .9.
_SPANS, _NEAR = [0, 1, 1, 1], ([0, 1, 3], [0, 1, 2], [1000 << 4, 300 << 4, 900 << 4])


def _kept(cutoff: int, joined_from: int = 3, listed: int = 80, near: tuple[list[int], ...] = _NEAR) -> list[int]:
    params = [0] * (P_ABSENT_QUERY + 1)
    params[P_ABSENT_QUERY] = 500
    begins = near[0]
    tallies, postings = ([begins[1], begins[2] - begins[1]], [80, 80]), ([80, listed, 80], [0, 1, 2, 3], [0, 0, 0])
    out = [0] * 3, [0] * 3, [0] * 3
    gain = [0] * 2
    total = gains(_SPANS, [80, 80], [DECIDES] * 2, near, params, cutoff, gain)
    count = hopeful(_SPANS, [80, 80], near, tallies, postings, joined_from, total, cutoff, gain, out)
    assert tallies[0] == [out[0][1] - out[0][0], out[0][2] - out[0][1]]  # one posting each
    return out[1][:count]


@pytest.mark.parametrize(("cutoff", "kept"), [(7600, [0, 2]), (5000, [0, 1, 2])])
def test_a_pair_too_far_below_the_line_is_left_out(cutoff: int, kept: list[int]) -> None:
    """A pair that lies further below the line than all else can lie above it brings no candidate."""
    assert _kept(cutoff) == kept


def test_a_light_listed_word_pulls_nothing_down() -> None:
    """A pair weighs as the lighter word of the two; of words written as one the weight is not known."""
    assert _kept(7600, listed=10) == [0, 1, 2]
    assert _kept(7600, joined_from=1) == [0, 1, 2]


def test_what_is_owed_counts() -> None:
    """Where the other word agrees with nothing, what is missing keeps even an agreement in full below the line."""
    alone = [0, 1, 1], [0], [1000 << 4]
    assert _kept(7600, near=alone) == []
    assert _kept(6500, near=alone) == [0]
