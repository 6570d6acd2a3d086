"""Which names have all firm words of the query agree, or all firm words of their own? What postings tell of names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchword.match.kernels.arrays import named_in
from watchword.match.kernels.layout import (
    CODES,
    FIRM,
    FIRM_GRADE,
    FURTHER,
    GRADE,
    GRADED,
    LEADS,
    MARKS,
    MORE,
    SECOND,
    SECOND_FURTHER,
    SECOND_GRADE,
    WIDE,
)
from watchword.match.kernels.led import told
from watchword.match.kernels.marks import depth_of, grade, least
from watchword.match.kernels.once import told_once
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
            name, entry, bits = (
                named_in(arrays["post_name"], at),
                int(arrays["post_with"][at]),
                int(arrays["post_name"][at]),
            )
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
            further = (bits >> FURTHER & 15, bits >> SECOND_FURTHER & 15)
            for position, cell, above, graded in zip(others[:2], cells, further, grades, strict=False):
                assert cell & MARKS - 1 | above << SECOND == tokens[position] & WIDE - 1
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


# A word that lifts a name by 60 of the 100 that are needed, beside another one in cell 11 * MARKS + 5 of a wide table.
@pytest.mark.parametrize(
    ("entry", "posted", "lift", "leads", "tells"),
    [
        (FIRM_GRADE << GRADE | 5, 11 << FURTHER | 7, 40, True, 2),  # both lift it enough
        (FIRM_GRADE << GRADE | 5, 11 << FURTHER | 7, 39, True, 0),  # both together do not
        (FIRM_GRADE << GRADE | 5, 2 << FURTHER | 7, 40, True, 0),  # the other word has another cell
        (
            FIRM_GRADE << GRADE | 5 | MORE,
            2 << FURTHER | 7,
            40,
            False,
            1,
        ),  # a third word may do, if all firm words agree
        (
            5 << SECOND,
            (11 << SECOND_FURTHER) - (1 << 32),
            40,
            True,
            2,
        ),  # the second other word, in a number with a sign
    ],
)
def test_a_posting_tells_more_where_each_word_is_paired_once(
    entry: int, posted: int, lift: int, leads: bool, tells: int
) -> None:
    """A name is turned away where its words, told apart by more bits, can't lift it together."""
    lifts = [0] * WIDE
    lifts[11 * MARKS + 5] = lift
    assert told_once(2, entry, posted, 60, leads, lifts, 100_000, 10) == tells


@pytest.mark.parametrize(
    ("count", "depth"), [(1, 6), (5, 6), (6, 5), (7, 4), (10, 3), (15, 2), (16, 1), (30, 1), (31, 0)]
)
def test_marks_tell_apart_what_their_bits_can(count: int, depth: int) -> None:
    """The levels of all positions fit into the bits of a mark."""
    assert depth_of(count) == depth
