"""What would scoring every listed name one by one give? The answer that `Matcher.search` must equal.

Uses no key and no ceiling: every listed token is compared with every token of the query, and every listed
name is scored.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
from numba import njit

from watchword.match.index import MODES, record_starts
from watchword.match.loops import loops
from watchword.match.matcher import SCORED, Found, Matcher
from watchword.match.records import Layout, record


@cache
def _agree_with_all() -> Any:
    agree = loops(compiled=True).run.agree

    @njit
    def agree_with_all(cells, cut, records, starts, costs, params, rows, out):
        for token in range(len(starts)):
            out[token] = agree(cells, 0, records, starts[token], cut, costs, params, rows)

    return agree_with_all


def search(matcher: Matcher, query: Layout, cutoff: int) -> list[Found]:
    """Every listed name of the query's mode that scores at or above `cutoff`, in index order."""
    scorer, arrays = matcher.scorer, matcher.arrays
    run, mode = scorer.loops.run, query.name.mode
    listed = record_starts(arrays)
    tokens: list[np.ndarray] = []
    codes: list[np.ndarray] = []
    for span, key in enumerate(query.keys):
        found = np.zeros(len(listed), dtype=np.int32)
        _agree_with_all()(
            record(key), int(query.is_cut(span)), arrays["token_record"], listed, scorer.costs,
            scorer.params[mode], scorer.rows_of_distance, found,
        )  # fmt: skip
        agreeing = np.flatnonzero(found)
        tokens.append(agreeing.astype(np.int32))
        codes.append(found[agreeing])
    starts = np.cumsum([0, *map(len, tokens)]).astype(np.int32)
    wanted = np.flatnonzero(arrays["name_mode"] == MODES.index(mode)).astype(np.int32)
    scores = np.zeros(len(wanted), dtype=np.int32)
    count = run.score_names(
        *query.columns, (starts, np.concatenate(tokens), np.concatenate(codes)),
        tuple(arrays[name] for name in SCORED), scorer.weights_for(query),
        max(1, cutoff), wanted, len(wanted), scorer.scratch, scores,
    )  # fmt: skip
    return [Found(int(name), int(score)) for name, score in zip(wanted[:count], scores[:count], strict=True)]
