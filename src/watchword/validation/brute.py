"""What would scoring every listed name one by one give? The answer that the index must equal.

No key and no ceiling is used: every listed token is compared with every token of the query, and every listed name of
the query's reading is scored.
"""

from __future__ import annotations

import numpy as np

from watchword.match.index import MODES, record_starts
from watchword.match.matcher import SCORED, Found, Matcher
from watchword.match.records import Layout, record


def search(matcher: Matcher, query: Layout, cutoff: int) -> list[Found]:
    """Every listed name that scores at or above `cutoff` (ten-thousandths), in index order."""
    scorer, arrays = matcher.scorer, matcher.arrays
    run, view, mode = scorer.loops.run, scorer.loops.view, query.name.mode
    cells = [record(key) for key in query.keys]
    starts = np.cumsum([0, *map(len, cells)])[:-1].astype(np.int32)
    cuts = np.array([query.is_cut(span) for span in range(len(cells))], dtype=np.int32)
    matrix = np.zeros(len(cells) * len(arrays["token_start"]), dtype=np.int32)
    run.agree_all(
        view(np.concatenate(cells)), view(starts), view(cuts), view(arrays["token_record"]), view(record_starts(arrays)),
        scorer.costs, scorer.params[mode], scorer.rows_of_distance, view(matrix),
    )  # fmt: skip
    codes = matrix.reshape(len(cells), -1)
    tokens = [np.flatnonzero(row).astype(np.int32) for row in codes]
    offsets = np.cumsum([0, *map(len, tokens)]).astype(np.int32)
    agreements = np.concatenate([row[at] for row, at in zip(codes, tokens, strict=True)])
    names = np.flatnonzero(arrays["name_mode"] == MODES.index(mode)).astype(np.int32)
    scores = np.zeros(len(names), dtype=np.int32)
    count = run.score_names(
        *map(view, query.columns), tuple(map(view, (offsets, np.concatenate(tokens), agreements))),
        tuple(view(arrays[name]) for name in SCORED), scorer.weights_for(query), max(1, cutoff), view(names), len(names),
        scorer.scratch, view(scores),
    )  # fmt: skip
    return [Found(int(name), int(score)) for name, score in zip(names[:count], scores[:count], strict=True)]
