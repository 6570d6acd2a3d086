"""What do the inner loops know of a name that is asked for? Its words by number; many names side by side.

Which words a name has is read in `reading`.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, chain, pairwise
from typing import NamedTuple

import msgspec
import numpy as np


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


class Questions(NamedTuple):
    """Names side by side, as int32 arrays: where the words of each begin and the last ends, words, roles, readings; where
    the joins of each begin and the last end, their spans (start, length, start, ...), their numbers."""

    begins: np.ndarray
    words: np.ndarray
    roles: np.ndarray
    readings: np.ndarray
    joins_begin: np.ndarray
    spans: np.ndarray
    joined: np.ndarray


def side_by_side(questions: Sequence[Question]) -> Questions:
    """Questions as columns."""
    columns = (
        [0, *accumulate([len(one.words) for one in questions])],
        [*chain.from_iterable([one.words for one in questions])],
        [*chain.from_iterable([one.roles or (0,) * len(one.words) for one in questions])],
        [one.mode | 2 * one.respelled | 4 * one.office for one in questions],
        *_joins([one.joins for one in questions]),
    )
    # One array, cut: for a single question making seven would cost as much as the search.
    whole = np.array([*chain(*columns)], dtype=np.int32)
    return Questions(*[whole[begin:end] for begin, end in pairwise([0, *accumulate(map(len, columns))])])


def together(some: Sequence[Questions]) -> Questions:
    """The questions of several, one behind the other."""
    if len(some) == 1:
        return some[0]
    begins, words, roles, readings, joins_begin, spans, joined = zip(*some, strict=True)
    return Questions(
        _moved(begins), np.concatenate(words), np.concatenate(roles), np.concatenate(readings),
        _moved(joins_begin), np.concatenate(spans), np.concatenate(joined),
    )  # fmt: skip


def _moved(some: Sequence[np.ndarray]) -> np.ndarray:
    """Places in several columns as places in all of them end to end."""
    lasts = accumulate([int(one[-1]) for one in some])
    return np.concatenate([some[0], *[one[1:] + np.int32(last) for one, last in zip(some[1:], lasts, strict=False)]])


def _joins(joins: Sequence[Sequence[tuple[int, int, int]]]) -> tuple[list[int], list[int], list[int]]:
    """Where the joins of each question begin, the spans of all, their numbers."""
    every = [*chain.from_iterable(joins)]
    spans = [*chain.from_iterable([join[:2] for join in every])]
    return [0, *accumulate(map(len, joins))], spans, [number for *_, number in every]
