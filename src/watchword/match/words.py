"""Which listed tokens agree with the words of queries? Found out once for each word, and remembered.

A customer file has millions of words but few different ones. What is remembered never changes an answer; when it
grows too large, all of it is forgotten.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from watchword.match.loops import Loops
from watchword.match.records import Position, TokenKey, asked

_MOST_WORDS, _MOST_NEAR = 200_000, 1 << 24  # then all are forgotten: up to 150 MB
_ROOM = 1 << 12


class Growing:
    """An array that grows by doubling; `array` is all of it, used or not."""

    def __init__(self, dtype: type, room: int = _ROOM) -> None:
        self.array: np.ndarray = np.zeros(room, dtype=dtype)

    def make_room(self, wanted: int) -> None:
        """Let at least so many numbers fit."""
        if wanted > len(self.array):
            larger = np.zeros(max(wanted, 2 * len(self.array)), dtype=self.array.dtype)
            larger[: len(self.array)] = self.array
            self.array = larger


class Words:
    """Words by number: their records, modes, and the listed tokens that agree with each."""

    def __init__(self, loops: Loops, find: Callable[..., tuple[int, bool]]) -> None:
        self._loops, self._find = loops, find
        self._records, self._starts = Growing(np.int8), Growing(np.int32)
        self._modes, self._cuts = Growing(np.int8), Growing(np.int8)
        self._near_from, self._near_token, self._near_code = Growing(np.int64), Growing(np.int32), Growing(np.int16)
        self._posts, self._heaviest = Growing(np.int32), Growing(np.int32)
        self._weights, self._classes = Growing(np.int32), Growing(np.int32)
        self.era = 0  # numbers of another era are void
        self.forget()

    def forget(self) -> None:
        """Forget every word."""
        self.era += 1
        self._numbers: tuple[dict[Position, int], ...] = ({}, {}, {}, {})  # for mode and cut
        self._keys: list[TokenKey] = []  # by number
        self._fresh: list[tuple[bytes, int, bool, int, int]] = []  # words that are not in the arrays yet
        self._cells = self._known = self._count = 0

    def forget_if_many(self) -> None:
        """Forget every word when there are too many."""
        if self._count > _MOST_WORDS or int(self._near_from.array[self._known]) > _MOST_NEAR:
            self.forget()

    def number(self, mode: int, word: Position, cut: bool) -> int:
        """The number of a word of a query; `cut` when it is the last one and may have been cut short."""
        number = self._numbers[2 * mode + cut].setdefault(word, self._count)
        if number == self._count:
            key, weight, kind = word
            self._keys.append(key)
            self._fresh.append((asked(key), mode, cut, weight, kind))
            self._count = number + 1
        return number

    def number_of_key(self, mode: int, key: TokenKey, cut: bool) -> int:
        """The number of a token that has no position of its own, as words written as one."""
        return self.number(mode, (key, 0, 0), cut)

    def key(self, number: int) -> TokenKey:
        """What the loops know of a word."""
        return self._keys[number]

    def _lay(self) -> None:
        """Enter the words that have come since the last call in the arrays."""
        if not self._fresh:
            return
        records, *columns = zip(*self._fresh, strict=True)
        self._fresh.clear()
        first, cells = self._count - len(records), b"".join(records)
        for array, wanted in (
            (self._records, self._cells + len(cells)),
            *((array, self._count + 1) for array in self._by_number()),
        ):
            array.make_room(wanted)
        self._records.array[self._cells : self._cells + len(cells)] = np.frombuffer(cells, dtype=np.int8)
        ends = self._cells + np.cumsum([len(record) for record in records])
        self._starts.array[first : self._count] = [self._cells, *ends[:-1].tolist()]
        self._cells = int(ends[-1])
        for array, column in zip((self._modes, self._cuts, self._weights, self._classes), columns, strict=True):
            array.array[first : self._count] = column

    def _by_number(self) -> tuple[Growing, ...]:
        numbers = (self._starts, self._modes, self._cuts, self._near_from, self._posts, self._heaviest)
        return *numbers, self._weights, self._classes

    def positions(self, numbers: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Weight and class of the positions that hold these words."""
        self._lay()
        return self._weights.array.take(numbers), self._classes.array.take(numbers)

    def learn(self) -> None:
        """Find the neighbours of every word that has come since the last call."""
        self._lay()
        while self._known < self._count:
            self._known, is_full = self._find(self._known, self._views(self._count))
            if is_full:
                for array in (self._near_token, self._near_code):
                    array.make_room(2 * len(array.array))

    def near(self, number: int) -> tuple[np.ndarray, np.ndarray]:
        """The listed tokens that agree with a word that was learned, and how."""
        first, end = self._near_from.array[number : number + 2]
        return self._near_token.array[first:end].copy(), self._near_code.array[first:end].copy()

    def _views(self, count: int) -> tuple[Any, ...]:
        view = self._loops.view
        return (
            view(self._records.array), view(self._starts.array[:count]), view(self._modes.array),
            view(self._cuts.array), view(self._near_from.array), view(self._near_token.array),
            view(self._near_code.array), view(self._posts.array), view(self._heaviest.array),
        )  # fmt: skip

    @property
    def arrays(self) -> tuple[Any, ...]:
        """Records, where each begins, where its neighbours begin, their tokens, how each agrees; what they tally."""
        records, starts, _, _, *near = self._views(self._count)
        return records, starts, *near
