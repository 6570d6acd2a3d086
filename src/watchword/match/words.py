"""Which listed tokens agree with the words of queries? Found out once for each word, and remembered.

A customer file has millions of words but few different ones. What is remembered never changes an answer; when it
grows too large, all of it is forgotten.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import compress
from typing import Any

import msgspec
import numpy as np

from watchword.match.loops import Loops
from watchword.match.records import Position, TokenKey, asked

_MOST_WORDS, _MOST_NEAR = 1 << 18, 1 << 24  # then all are forgotten: up to 200 MB
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

    def write(self, at: int, numbers: np.ndarray | Sequence[int]) -> None:
        """Write numbers from a place on, wherever that is."""
        self.make_room(at + len(numbers))
        self.array[at : at + len(numbers)] = numbers

    def of_bytes(self, data: bytes) -> np.ndarray:
        """The bytes of such an array as numbers."""
        return np.frombuffer(data, dtype=self.array.dtype)


class Lent(msgspec.Struct, frozen=True, array_like=True):
    """Words with all that is known of them, for others that search the same index under the same policy: what their
    `columns` and `lists` hold, as bytes."""

    words: list[Position]
    columns: tuple[bytes, ...]
    lists: tuple[tuple[bytes, ...], ...]


class Words:
    """Words by number: their records, modes, and the listed tokens that agree with each."""

    def __init__(self, loops: Loops, find: Callable[..., tuple[int, bool]]) -> None:
        self._loops, self._find = loops, find
        self._records, self._starts = Growing(np.int8), Growing(np.int32)
        self._modes, self._cuts = Growing(np.int8), Growing(np.int8)
        self._near_from, self._near_token, self._near_code = Growing(np.int64), Growing(np.int32), Growing(np.int16)
        self._posts, self._heaviest = Growing(np.int32), Growing(np.int32)
        self._weights, self._classes = Growing(np.int32), Growing(np.int32)
        # Arrays with one number a word; those with many, behind where those of each word begin.
        self._columns = self._modes, self._cuts, self._weights, self._classes, self._posts, self._heaviest
        near = self._near_from, self._near_token, self._near_code
        self._lists: tuple[tuple[Growing, ...], ...] = ((self._starts, self._records), near)
        self.era = 0  # numbers of another era are void
        self.forget()

    def forget(self) -> None:
        """Forget every word."""
        self.era += 1
        self._numbers: tuple[dict[Position, int], ...] = ({}, {}, {}, {})  # for mode and cut
        self._words: list[Position] = []  # by number
        self._fresh: list[tuple[bytes, int, bool, int, int]] = []  # words that are not in the arrays yet
        self._known = self._count = self._lent = 0

    def forget_if_many(self) -> None:
        """Forget every word when there are too many."""
        if self._count > _MOST_WORDS or int(self._near_from.array[self._known]) > _MOST_NEAR:
            self.forget()

    def number(self, mode: int, word: Position, cut: bool) -> int:
        """The number of a word of a query; `cut` when it is the last one and may have been cut short."""
        number = self._numbers[2 * mode + cut].setdefault(word, self._count)
        if number == self._count:
            key, weight, kind = word
            self._words.append(word)
            self._fresh.append((asked(key), mode, cut, weight, kind))
            self._count = number + 1
        return number

    def number_of_key(self, mode: int, key: TokenKey, cut: bool) -> int:
        """The number of a token that has no position of its own, as words written as one."""
        return self.number(mode, (key, 0, 0), cut)

    def key(self, number: int) -> TokenKey:
        """What the loops know of a word."""
        return self._words[number][0]

    def _lay(self) -> None:
        """Enter the words that have come since the last call in the arrays."""
        if not self._fresh:
            return
        records, *columns = zip(*self._fresh, strict=True)
        self._fresh.clear()
        first = self._count - len(records)
        at = int(self._starts.array[first])
        self._records.write(at, self._records.of_bytes(b"".join(records)))
        self._starts.write(first, np.cumsum([at, *map(len, records)]))
        for array, column in zip((self._modes, self._cuts, self._weights, self._classes), columns, strict=True):
            array.write(first, column)
        for array in (self._near_from, self._posts, self._heaviest):
            array.make_room(self._count + 1)

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

    def lend(self) -> Lent:
        """The words learned since the last call, or since others were taken over."""
        first, end = self._lent, self._known
        self._lent = end
        lists = []
        for begins, *arrays in self._lists:
            ends = begins.array[first : end + 1]
            lists.append(((ends - ends[0]).tobytes(), *(one.array[ends[0] : ends[-1]].tobytes() for one in arrays)))
        columns = tuple([one.array[first:end].tobytes() for one in self._columns])
        return Lent(self._words[first:end], columns, tuple(lists))

    def borrow(self, lent: Lent) -> None:
        """Take over words that others have learned, but those that are known here; none where many are known: it would
        be time to forget again and again."""
        self.learn()
        first = self._count
        if first + len(lent.words) > _MOST_WORDS * 3 // 4 or self._near_from.array[first] > _MOST_NEAR * 3 // 4:
            return
        columns = [one.of_bytes(data) for one, data in zip(self._columns, lent.columns, strict=True)]
        new: list[bool] = []
        for word, which in zip(lent.words, (2 * columns[0] + columns[1]).tolist(), strict=True):
            new.append(self._numbers[which].setdefault(word, self._count) == self._count)
            self._count += new[-1]
        self._words += compress(lent.words, new)
        kept = np.array(new, dtype=bool)
        for one, column in zip(self._columns, columns, strict=True):
            one.write(first, column[kept])
        for (begins, *arrays), (ends, *lists) in zip(self._lists, lent.lists, strict=True):
            at, sizes = int(begins.array[first]), np.diff(begins.of_bytes(ends))
            begins.write(first, at + np.cumsum([0, *sizes[kept].tolist()]))
            for one, data in zip(arrays, lists, strict=True):
                one.write(at, one.of_bytes(data)[np.repeat(kept, sizes)])
        self._known = self._lent = self._count

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
