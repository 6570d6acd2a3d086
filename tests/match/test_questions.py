"""Questions side by side: what the inner loops are given."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from watchword.match.questions import Question, side_by_side, together

_NUMBERS = st.integers(0, 1 << 20)


@st.composite
def questions(draw: st.DrawFn) -> Question:
    """A name of up to five words, with roles or none, respelled or not."""
    words = draw(st.lists(_NUMBERS, min_size=1, max_size=5))
    roles = draw(st.lists(st.integers(0, 2), min_size=len(words), max_size=len(words)) | st.just(()))
    joins = draw(st.lists(st.tuples(st.integers(0, 4), st.integers(2, 3), _NUMBERS), max_size=4))
    return Question(draw(st.integers(0, 1)), words, roles, draw(st.booleans()), joins, draw(st.booleans()))


@given(st.lists(questions(), max_size=4), st.lists(questions(), max_size=3), st.lists(questions(), max_size=3))
def test_columns_hold_what_each_question_has(one: list[Question], more: list[Question], last: list[Question]) -> None:
    """Every question is found again where it begins, also when several columns were put together."""
    begins, words, roles, readings, joins, spans, joined = together([side_by_side(part) for part in (one, more, last)])
    asked = [*one, *more, *last]
    assert (begins[-1], joins[-1], len(readings)) == (len(words), len(joined), len(asked))
    for at, this in enumerate(asked):
        assert words[begins[at] : begins[at + 1]].tolist() == list(this.words)
        assert roles[begins[at] : begins[at + 1]].tolist() == list(this.roles or [0] * len(this.words))
        assert readings[at] == this.mode + 2 * this.respelled + 4 * this.office
        numbers = joined[joins[at] : joins[at + 1]].tolist()
        mine = spans[2 * joins[at] : 2 * joins[at + 1]].tolist()
        assert [*zip(mine[::2], mine[1::2], numbers, strict=True)] == this.joins
