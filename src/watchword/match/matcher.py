"""Which listed names reach the cutoff? Exactly those that scoring every name one by one would find.

Keys bring every listed token that can agree with a token of the query; a name is scored when the most
that it could reach is not below the cutoff. Nothing is capped or approximate.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from watchword.match.index import MODES
from watchword.match.kernels.layout import MAX
from watchword.match.records import Layout, TokenKey, record
from watchword.match.score import Scorer
from watchword.policy import Policy

_MOST_CACHED = 200_000  # tokens of queries whose neighbours are remembered
_MOST_KEYS = 4096
# The arrays that the loops `candidates` and `score_names` read, in their order.
_WALKED = ("token_weight", "token_cover", "post_from", "post_name", "span_from", "span_token", "name_weight",
           "name_core", "name_lightest")  # fmt: skip
SCORED = ("span_from", "span_start", "span_token", "pos_from", "pos_weight", "pos_class", "pos_role")


@dataclass(frozen=True, slots=True)
class Found:
    """A listed name that reaches the cutoff: its number in the index, similarity in ten-thousandths."""

    name: int
    similarity: int


class Matcher:
    """Searches one index under one policy. Holds scratch memory: one for each thread."""

    def __init__(self, arrays: Mapping[str, np.ndarray], policy: Policy, compiled: bool = False) -> None:
        self.scorer = Scorer(policy, compiled)
        self.arrays = arrays
        view = self.scorer.loops.view
        self._index = {name: view(array) for name, array in arrays.items()}
        tokens, names = len(arrays["token_start"]), len(arrays["name_listing"])
        self._seen = view(np.zeros(tokens + 1, dtype=np.int32))
        self._stamp = 0
        self._work = view(np.zeros(_MOST_KEYS, dtype=np.int64))
        self._token = np.zeros(tokens + 1, dtype=np.int32)
        self._code = np.zeros(tokens + 1, dtype=np.int32)
        self._accounts = view(np.zeros(8 * names + 8, dtype=np.int32))
        self._touched = view(np.zeros(names + 1, dtype=np.int32))
        self._plan = view(np.zeros(3 * MAX, dtype=np.int32))
        self._names = np.zeros(names + 1, dtype=np.int32)
        self._scores = np.zeros(names + 1, dtype=np.int32)
        self._cache: dict[tuple[int, TokenKey, bool], tuple[np.ndarray, np.ndarray]] = {}

    def search(self, query: Layout, cutoff: int) -> list[Found]:
        """Every listed name of the query's mode at or above `cutoff` (ten-thousandths), in index order."""
        mode = MODES.index(query.name.mode)
        near = [self.neighbours(mode, key, query.is_cut(s)) for s, key in enumerate(query.keys)]
        view, run, index = self.scorer.loops.view, self.scorer.loops.run, self._index
        spans, weights, classes, roles = map(view, query.columns)
        nb_from = np.zeros(len(near) + 1, dtype=np.int32)
        np.cumsum([len(tokens) for tokens, _ in near], out=nb_from[1:])
        nb = (
            view(nb_from),
            view(np.concatenate([t for t, _ in near])),
            view(np.concatenate([c for _, c in near])),
        )
        scorer = self.scorer
        params = scorer.params[query.name.mode]
        out, scores = view(self._names), view(self._scores)
        count = run.candidates(
            spans, weights, classes, *nb, *(index[name] for name in _WALKED), params, max(1, cutoff), self._accounts,
            self._touched, self._plan, out,
        )  # fmt: skip
        count = run.score_names(
            spans, weights, classes, roles, *nb, *(index[name] for name in SCORED), params, max(1, cutoff), out, count,
            scorer.matrix, scorer.used, scorer.rows, scores,
        )  # fmt: skip
        names, reached = self._names[:count], self._scores[:count]
        order = np.argsort(names, kind="stable")
        return [Found(int(names[k]), int(reached[k])) for k in order]

    def neighbours(self, mode: int, key: TokenKey, cut: bool) -> tuple[np.ndarray, np.ndarray]:
        """The listed tokens that agree with one of the query, sorted, with their agreements; remembered."""
        known = self._cache.get((mode, key, cut))
        if known is not None:
            return known
        scorer, index = self.scorer, self._index
        view = scorer.loops.view
        self._stamp += 1
        count = scorer.loops.run.neighbours(
            view(record(key)), 0, mode, int(cut), index["key_hash"], index["key_token"], index["token_record"],
            index["token_start"], scorer.costs, scorer.params[MODES[mode]], self._work, self._seen, self._stamp,
            scorer.rows_of_distance, view(self._token), view(self._code),
        )  # fmt: skip
        order = np.argsort(self._token[:count], kind="stable")
        found = self._token[:count][order], self._code[:count][order]
        if len(self._cache) >= _MOST_CACHED:
            self._cache.clear()
        self._cache[(mode, key, cut)] = found
        return found

    def agreements(self, mode: int, key: TokenKey, tokens: np.ndarray) -> np.ndarray:
        """How a token of a query agrees with each of these listed tokens of its mode; 0 where it does not."""
        scorer, index, view = self.scorer, self._index, self.scorer.loops.view
        out = np.zeros(len(tokens), dtype=np.int32)
        scorer.loops.run.agree_each(
            view(record(key)), view(tokens), index["token_record"], index["token_start"], scorer.costs,
            scorer.params[MODES[mode]], scorer.rows_of_distance, view(out),
        )  # fmt: skip
        return out
