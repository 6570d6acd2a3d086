"""How alike are two names? The one scorer: retrieval, batch, payments and explanation all end here.

It gives a similarity and the rows that explain it; what other facts say about two parties is `facts`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np

from watchword.match import costs
from watchword.match.kernels.layout import LONGEST, MAX, ROW
from watchword.match.loops import Loops, loops
from watchword.match.records import Layout, sounds
from watchword.policy import Policy
from watchword.text import names

_SPANS = 3 * MAX  # spans of a name of 60 tokens


class Row(NamedTuple):
    """One row of an explanation, as `kernels` writes it: `query` and `listed` are places in the names (`place`).

    `points` and `most` are ten-thousandths of similarity: what it gave, and what it could have given. `weight` is that of
    the words that agree, in tenths of bits.
    """

    what: int
    query: int
    listed: int
    agreement: int
    points: int
    most: int
    weight: int


ALONE = 64  # below it the code of a place is its one position


def place(code: int) -> tuple[int, int]:
    """First position and number of positions of a place in a name."""
    return code % ALONE, code // ALONE + 1


Cells = tuple[int, ...]  # of a row, which may have names for them (`Row`) or not


def rows_of(cells: Sequence[int]) -> Iterator[Cells]:
    """The rows that stand in a flat array."""
    return zip(*[iter(cells)] * ROW, strict=True)


class Scorer:
    """Compares names under one policy. Holds scratch memory: one for each thread."""

    def __init__(self, policy: Policy, compiled: bool = False) -> None:
        self.loops: Loops = loops(compiled)
        view = self.loops.view
        self.params = {
            names.PERSON: view(policy.person_weights.array()),
            names.ENTITY: view(policy.entity_weights.array()),
        }
        self.office = view(policy.person_weights.beside_office().array())
        self.costs = view(costs.table())
        self._hearing = (view(sounds()), *(view(np.zeros(3 * LONGEST, dtype=np.int8)) for _ in range(2)))
        self.rows_of_distance = view(np.zeros(4 * (MAX + 4), dtype=np.int32))
        self.used = view(np.zeros(2 * MAX, dtype=np.int32))
        self.rows = view(np.zeros(6 * MAX * ROW, dtype=np.int32))
        self.matrix = view(np.zeros(_SPANS * _SPANS, dtype=np.int32))
        listed = tuple(view(np.zeros(room, dtype=np.int32)) for room in (2 * _SPANS, MAX, MAX, MAX))
        self.scratch = (self.matrix, self.used, self.rows, listed)

    def compare(self, query: Layout, listed: Layout) -> tuple[int, list[Row]]:
        """Similarity in ten-thousandths and the rows whose points sum to it. Both names in one mode."""
        self._agreements(query, listed)
        view, rows = self.loops.view, self.rows
        similarity, count = self.loops.run.score(
            *map(view, query.columns), *map(view, listed.columns), self.matrix, self.weights_for(query),
            self.used, rows,
        )  # fmt: skip
        return similarity, [Row(*cells) for cells in rows_of(rows[: count * ROW].tolist())]

    def weights_for(self, query: Layout) -> Any:
        """The weights by which a query's names are scored."""
        return self.office if query.office else self.params[query.name.mode]

    def _agreements(self, query: Layout, listed: Layout) -> None:
        """Fill the matrix with the agreement of every span of one name with every span of the other."""
        view, run = self.loops.view, self.loops.run
        mine, theirs = query.packed, listed.packed_by_ear if query.respelled else listed.packed
        for packed in (mine, theirs):
            run.hear_all(*map(view, packed), self._hearing)
        run.agree_all(
            *map(view, mine), view(query.cuts), *map(view, theirs), self.costs,
            self.params[query.name.mode], self.rows_of_distance, self.matrix,
        )  # fmt: skip
