"""What do the inner loops know of a name that is asked for? Its words by number; many names side by side.

Which words a name has is read in `reading`.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, chain

import msgspec


class Question(msgspec.Struct, frozen=True, gc=False):
    """A name as numbers of words. `roles` of the positions, empty where all are 0.

    `joins` are words that the loops can't make, as (start, length, number): an acronym, and where a script was
    `respelled` all that were written as one. `office` where it is a high office and one word.
    """

    mode: int
    words: Sequence[int]
    roles: Sequence[int] = ()
    respelled: bool = False
    joins: Sequence[tuple[int, int, int]] = ()
    office: bool = False


def side_by_side(questions: Sequence[Question]) -> tuple[list[int], list[int]]:
    """Questions as seven columns end to end, and where each column begins, the end of the last included.

    Where the words of each question end, words, roles, readings; where the joins of each end, their spans, their numbers.
    """
    columns = _columns_of_one(*questions) if len(questions) == 1 else _columns(questions)
    return [*chain(*columns)], [0, *accumulate(map(len, columns))]


def _columns_of_one(one: Question) -> tuple[Sequence[int], ...]:
    """The same as `_columns`: half of the time that a single name takes before the search."""
    spans, joined = _joins(one) if one.joins else ([], [])
    count, roles = len(one.words), one.roles or (0,) * len(one.words)
    return (0, count), one.words, roles, (_reading(one),), (0, len(joined)), spans, joined


def _columns(questions: Sequence[Question]) -> tuple[Sequence[int], ...]:
    words = [*chain.from_iterable([one.words for one in questions])]
    ends = [0, *accumulate([len(one.words) for one in questions])]
    roles, counts = [0] * len(words), [0] * len(questions)
    all_spans: list[int] = []
    all_joined: list[int] = []
    for at, one in enumerate(questions):
        if one.roles:
            roles[ends[at] : ends[at + 1]] = one.roles
        if one.joins:
            spans, joined = _joins(one)
            counts[at] = len(joined)
            all_spans += spans
            all_joined += joined
    return ends, words, roles, [*map(_reading, questions)], [0, *accumulate(counts)], all_spans, all_joined


def _reading(one: Question) -> int:
    return one.mode | 2 * one.respelled | 4 * one.office


def _joins(one: Question) -> tuple[list[int], list[int]]:
    """Start and length of each span of words written as one, end to end; their numbers."""
    return [*chain.from_iterable([join[:2] for join in one.joins])], [number for *_, number in one.joins]
