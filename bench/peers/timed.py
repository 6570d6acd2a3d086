"""How many names a second do peers search that need packages of their own? Run by `bench.speed`, in their environment.

    peer/bin/python -m bench.peers.timed < names.json     # {"listed": [...], "asked": [[name, kind], ...]}

Whatever is installed there is timed, on one core; the rows come out as JSON.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Sequence
from importlib.util import find_spec
from typing import Any

_SLOW = 3  # names asked of a peer that takes seconds for each
_PORTION = 500


def main() -> None:
    """Time every peer that is installed here."""
    given: dict[str, Any] = json.load(sys.stdin)
    rows = []
    if find_spec("sklearn"):
        rows.append(trigrams(given["listed"], [name for name, _ in given["asked"]]))
    if find_spec("nomenklatura"):
        rows.append(logic_v2(given["listed"], given["asked"][:_SLOW]))
    json.dump(rows, sys.stdout)


def trigrams(listed: Sequence[str], asked: Sequence[str]) -> dict[str, Any]:
    """Sparse trigram TF-IDF with a dot product."""
    import numpy as np
    from sklearn.feature_extraction.text import TfidfVectorizer  # type: ignore[import-not-found,unused-ignore]

    model = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 3), dtype=np.float32)
    columns = model.fit_transform(listed).T.tocsr()
    begun = time.process_time()
    for at in range(0, len(asked), _PORTION):
        product = model.transform(asked[at : at + _PORTION]) @ columns
        product.data[product.data < 0.6] = 0
        product.eliminate_zeros()
    return _row("sparse trigram TF-IDF", len(asked), time.process_time() - begun)


def logic_v2(listed: Sequence[str], asked: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """nomenklatura's logic-v2, every listed name scored."""
    from bench.peers.logic_v2 import LogicV2

    peer = LogicV2()
    entities = [peer.entity(str(at), "person", [name]) for at, name in enumerate(listed)]
    begun = time.process_time()
    for name, kind in asked:
        query = peer.entity("q", kind, [name])
        for entity in entities:
            peer.compare(query, entity)
    return _row("nomenklatura logic-v2, brute force", len(asked), time.process_time() - begun)


def _row(peer: str, names: int, seconds: float) -> dict[str, Any]:
    return {"peer": peer, "names": names, "names/s": names / seconds}


if __name__ == "__main__":
    main()
