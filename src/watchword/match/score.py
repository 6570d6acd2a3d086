"""How alike are two names? The one scorer: retrieval, batch, payments and explanation all end here.

It gives a similarity and the rows that explain it; what other facts say about two parties is `facts`.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from watchword.match import costs
from watchword.match.kernels.layout import MAX, ROW
from watchword.match.loops import Loops, loops
from watchword.match.records import Layout, lay_out, record
from watchword.policy import Policy
from watchword.text import names
from watchword.text.names import ParsedName

_SPANS = 3 * MAX  # spans of a name of 60 tokens


@dataclass(frozen=True, slots=True)
class Row:
    """One row of an explanation, as `kernels` writes it: `query` and `listed` are span or position numbers.

    `points` and `most` are ten-thousandths of similarity: what it gave, and what it could have given.
    """

    what: int
    query: int
    listed: int
    agreement: int
    points: int
    most: int


@dataclass(frozen=True, slots=True)
class Columns:
    """A name as the arrays that the score loop reads."""

    spans: np.ndarray
    weights: np.ndarray
    classes: np.ndarray
    roles: np.ndarray


def columns(layout: Layout) -> Columns:
    """The arrays of a layout, all int32."""
    return Columns(
        np.array(layout.spans, dtype=np.int32).ravel(),
        np.array(layout.weights, dtype=np.int32),
        np.array(layout.classes, dtype=np.int32),
        np.array(layout.roles, dtype=np.int32),
    )


class Scorer:
    """Compares names under one policy. Holds scratch memory: one for each thread."""

    def __init__(self, policy: Policy, compiled: bool = False) -> None:
        self.loops: Loops = loops(compiled)
        view = self.loops.view
        self.params = {
            names.PERSON: view(policy.person_weights.array()),
            names.ENTITY: view(policy.entity_weights.array()),
        }
        self.costs = view(costs.table())
        self.rows_of_distance = view(np.zeros(3 * (MAX + 2), dtype=np.int32))
        self.used = view(np.zeros(2 * MAX, dtype=np.int32))
        self.rows = view(np.zeros(6 * MAX * ROW, dtype=np.int32))
        self.matrix = view(np.zeros(_SPANS * _SPANS, dtype=np.int32))

    def compare(self, query: ParsedName, listed: ParsedName) -> tuple[int, list[Row]]:
        """Similarity in ten-thousandths and the rows whose points sum to it. Both names in one mode."""
        q, t = lay_out(query), lay_out(listed)
        self._agreements(query, q, t)
        a, b = columns(q), columns(t)
        view = self.loops.view
        similarity, count = self.loops.run.score(
            view(a.spans), view(a.weights), view(a.classes), view(a.roles),
            view(b.spans), view(b.weights), view(b.classes), view(b.roles),
            self.matrix, self.params[query.mode], self.used, self.rows,
        )  # fmt: skip
        rows = self.rows
        return similarity, [Row(*(int(rows[r * ROW + c]) for c in range(ROW))) for r in range(count)]

    def _agreements(self, query: ParsedName, q: Layout, t: Layout) -> None:
        view, run, params = self.loops.view, self.loops.run, self.params[query.mode]
        listed = [view(record(key)) for key in t.keys]
        at = 0
        for s, key in enumerate(q.keys):
            cells = view(record(key))
            cut = int(is_cut(query, s))
            for other in listed:
                self.matrix[at] = run.agree(cells, 0, other, 0, cut, self.costs, params, self.rows_of_distance)
                at += 1


def is_cut(query: ParsedName, span: int) -> bool:
    """Whether a span of the query is its last single token, which a short field may have cut."""
    return query.may_be_cut and span == len(query.tokens) - 1
