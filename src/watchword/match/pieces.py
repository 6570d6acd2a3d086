"""What is remembered of the pieces of names, a piece being what stands between two blanks? Arrays for `kernels.pieces`.

Nothing is read here: what a piece is comes from `reading`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import msgspec
import numpy as np

from watchword.match.kernels.layout import ALL, PIECE, STRETCH
from watchword.match.loops import Loops
from watchword.match.records import Position
from watchword.match.words import Growing
from watchword.text.normalise import clean

_ROOTS = 9  # nodes from which pieces that were parsed together begin, by what stands before and behind them
_ROOM = 1 << 10


class Piece(msgspec.Struct, frozen=True, gc=False):
    """What a piece is, as its cells say (`kernels.layout`), and the words of one that stands for itself."""

    ties: int
    count: int
    edges: int = 0
    names: int = 0
    words: tuple[Position, ...] = ()


# A piece as others may take it over: as written, what of its cells others have too, its words.
Lent = tuple[str, tuple[int, int, int, int], tuple[Position, ...]]
_UNSTEADY = Piece(ALL, 1)  # cleaned twice, it is not what it is when cleaned once, as whole names are


class _Numbers(dict[str, int]):
    """Numbers of pieces, as they are written in raw names; one that is new is entered."""

    def __init__(self, enter: Callable[[str], int]) -> None:
        self._enter = enter

    def __missing__(self, written: str) -> int:
        number = self[written] = self._enter(written)
        return number


class _Column(Growing):
    """An array of numbers that are put one behind the other; those that are new are in it once it is `laid`."""

    def __init__(self) -> None:
        super().__init__(np.int32)
        self._end, self._new = 0, list[int]()

    def put(self, numbers: Sequence[int]) -> int:
        """Where these numbers begin, behind the others."""
        begin = self._end + len(self._new)
        self._new += numbers
        return begin

    def laid(self) -> np.ndarray:
        """All of it."""
        if self._new:
            begin, self._end = self._end, self._end + len(self._new)
            self.make_room(self._end)
            self.array[begin : self._end] = self._new
            self._new.clear()
        return self.array


class Pieces:
    """Pieces by number, the words of each, and those of pieces that were parsed together."""

    def __init__(self, loops: Loops, read: Callable[[str], Piece]) -> None:
        self._loops, self._read = loops, read
        self.forget()

    def forget(self) -> None:
        """Forget every piece."""
        self.numbers = _Numbers(self._enter)
        self._lent = 0
        self._written: list[str] = []  # by number
        self.words: list[tuple[Position, ...]] = []
        self._rows, self._cells = _Column(), _Column()
        self._cells.put((0,))  # place 0 is none
        self._stretches, self._nodes = Growing(np.int32), _ROOTS
        self._table = np.zeros(_ROOM, dtype=np.int64), np.zeros(_ROOM, dtype=np.int32)

    def __len__(self) -> int:
        """How much is remembered."""
        return len(self._written) + self._nodes

    def _enter(self, raw: str) -> int:
        written = raw if raw.isascii() and raw.isprintable() else clean(raw)
        if written != raw and clean(written) == written:  # between its blanks, a cleaned name has the cleaned pieces
            return self.numbers[written]
        piece = self._read(written) if written == raw else _UNSTEADY
        return self._add(written, (piece.ties, piece.edges, piece.count, piece.names), piece.words)

    def _add(self, written: str, cells: tuple[int, int, int, int], words: tuple[Position, ...]) -> int:
        self._written.append(written)
        self.words.append(words)
        self._rows.put((*cells, 0, 0))
        return len(self._written) - 1

    def lend(self) -> list[Lent]:
        """The pieces that were read since the last call, or since others were taken over."""
        first, self._lent = self._lent, len(self._written)
        cells = self._rows.laid()[PIECE * first : PIECE * self._lent].reshape(-1, PIECE)[:, :4].tolist()
        read = zip(self._written[first:], map(tuple, cells), self.words[first:], strict=True)
        return [one for at, one in enumerate(read, first) if self.numbers.get(one[0]) == at]

    def borrow(self, lent: Iterable[Lent]) -> None:
        """Take over pieces that others have read, but those that are known here."""
        for written, cells, words in lent:
            if written not in self.numbers:
                self.numbers[written] = self._add(written, cells, words)
        self._lent = len(self._written)

    def text(self, pieces: Iterable[int]) -> str:
        """Some pieces as text."""
        return " ".join([self._written[piece] for piece in pieces])

    def arrays(self) -> tuple[Any, ...]:
        """What the loops read."""
        return self._loops.views(self._rows.laid(), self._cells.laid(), self._stretches.array, *self._table)

    def is_met(self, piece: int, where: int) -> bool:
        """Whether the words of a piece that stands for itself are there, `where` it is met (INNER or LAST)."""
        return bool(self._rows.array[PIECE * piece + where])

    def meet(self, piece: int, where: int, cells: Sequence[int]) -> None:
        """Remember the words of a piece that stands for itself."""
        self._rows.array[PIECE * piece + where] = self._cells.put(cells)

    def node(self, root: int, pieces: Sequence[int]) -> int:
        """The node of pieces that are parsed together; made where there is none."""
        node, view = root, self._loops.view
        for piece in pieces:
            keys, nodes = self._table
            at = self._loops.run.place_of(view(keys), node, piece)
            if not keys[at]:
                keys[at], nodes[at] = (node << 32) | (piece + 1), self._nodes
                self._nodes += 1
                self._stretches.make_room(STRETCH * self._nodes)
            node = int(nodes[at])
            if 2 * self._nodes > len(keys):
                self._grow()
        return node

    def is_parsed(self, node: int) -> bool:
        """Whether the words of pieces that are parsed together are there."""
        return bool(self._stretches.array[STRETCH * node])

    def parsed(self, node: int, cells: Sequence[int], marks: int) -> None:
        """Remember the words of pieces that were parsed together."""
        self._stretches.array[STRETCH * node : STRETCH * (node + 1)] = self._cells.put(cells), len(cells), marks

    def _grow(self) -> None:
        before, room = self._table, 2 * len(self._table[0])
        self._table = np.zeros(room, dtype=np.int64), np.zeros(room, dtype=np.int32)
        self._loops.run.enter(*self._loops.views(*before, *self._table))
