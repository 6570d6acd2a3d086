"""Questions side by side: what the inner loops are given."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from watchword.match.questions import Question, side_by_side

_NUMBERS = st.integers(0, 1 << 20)


@st.composite
def questions(draw: st.DrawFn) -> Question:
    """A name of up to five words, with roles or none, respelled or not."""
    words = draw(st.lists(_NUMBERS, min_size=1, max_size=5))
    roles = draw(st.lists(st.integers(0, 2), min_size=len(words), max_size=len(words)) | st.just(()))
    joins = draw(st.lists(st.tuples(st.integers(0, 4), st.integers(2, 3), _NUMBERS), max_size=4))
    return Question(draw(st.integers(0, 1)), words, roles, draw(st.booleans()), joins, draw(st.booleans()))


@given(st.lists(questions(), min_size=1, max_size=4))
def test_columns_hold_what_each_question_has(asked: list[Question]) -> None:
    """Every question is found again between its ends, one by itself as many together."""
    flat, cuts = side_by_side(asked)
    ends, words, roles, readings, joins, spans, joined = (flat[first:end] for first, end in pairwise(cuts))
    assert cuts[-1] == len(flat)
    for at, one in enumerate(asked):
        assert words[ends[at] : ends[at + 1]] == list(one.words)
        assert roles[ends[at] : ends[at + 1]] == list(one.roles or [0] * len(one.words))
        assert readings[at] == one.mode + 2 * one.respelled + 4 * one.office
        numbers = joined[joins[at] : joins[at + 1]]
        mine = spans[2 * joins[at] : 2 * joins[at + 1]]
        assert [*zip(mine[::2], mine[1::2], numbers, strict=True)] == one.joins
