"""Which names have all firm words of the query agree, or all firm words of their own? What postings tell of names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchword.match.kernels.layout import (
    CODES,
    FIRM,
    FIRM_GRADE,
    GRADE,
    GRADED,
    LEADS,
    MARKS,
    MORE,
    SECOND,
    SECOND_GRADE,
)
from watchword.match.kernels.led import grade, least, told
from watchword.match.records import lay_out
from watchword.text import names


@given(st.integers(0, 400), st.booleans())
def test_a_grade_never_says_too_much(weight: int, core: bool) -> None:
    """A word weighs no less than its grade says, and a grade tells whether the word is firm."""
    firm = core and weight >= FIRM
    assert least(grade(weight, firm)) <= weight
    assert (grade(weight, firm) >= FIRM_GRADE) == firm
    assert grade(weight, firm) <= GRADED


def test_postings_tell_of_the_heaviest_other_words(snapshot) -> None:
    """Of each posting of a single word: the two heaviest other words, whether there are more, whether it leads."""
    arrays = snapshot.arrays
    start, span, words = arrays["span_from"], arrays["span_token"], int(arrays["joined_from"][0])
    for token in range(0, words, words // 300):
        for at in range(*arrays["post_from"][token : token + 2].tolist()):
            name, entry = int(arrays["post_name"][at]), int(arrays["post_with"][at])
            _, full, mode = snapshot.listed_name(name)
            layout = lay_out(names.parse(full.full, mode))
            tokens = span[start[name] : start[name + 1]].tolist()
            others = list(layout.heaviest)
            lead = tokens[others[0]] if others and layout.is_firm(others[0]) else token
            others = [
                position for position in others if position != next((p for p in others if tokens[p] == token), -1)
            ]
            assert bool(entry & LEADS) == (lead == token)
            assert bool(entry & MORE) == (len(others) > 2)
            cells, grades = (entry, entry >> SECOND), (entry >> GRADE, entry >> SECOND_GRADE)
            for position, cell, graded in zip(others[:2], cells, grades, strict=False):
                assert cell & MARKS - 1 == tokens[position] & MARKS - 1
                assert (graded & GRADED >= FIRM_GRADE) == layout.is_firm(position)


# A query of two firm words, one level of agreement for each: bit 0 the first, bit 1 the second. Full agreement of both
# lifts by 200 more than is needed, of one alone by 100.
@pytest.mark.parametrize(
    ("other", "marked", "tells"),
    [
        (0, 0, 2),  # no other word: all its own firm words agree
        (FIRM_GRADE << GRADE | 5, 2, 2),  # the other word agrees with the other position
        (FIRM_GRADE << GRADE | 5, 0, 0),  # the other word agrees with nothing, nor does the query's
        (FIRM_GRADE << GRADE | 5, 1, 0),  # both words agree with the same position
        (FIRM_GRADE << GRADE | 5 | MORE, 0, 1),  # a third word may agree with the other position
    ],
)
def test_a_posting_tells_whether_its_name_can_reach_the_line(other: int, marked: int, tells: int) -> None:
    """A name is turned away where firm words of both sides agree with nothing."""
    marks, worth = [0] * MARKS, [0] * (2 * CODES)
    marks[5] = marked
    worth[1] = worth[CODES + 1] = 100
    assert told(other, 1, ~1, (2, 1), marks, worth, (3, 0, 3, 0)) == tells
