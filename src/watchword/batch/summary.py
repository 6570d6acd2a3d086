"""What came of a file? Counts of rows, hits by list and by similarity, that add up over chunks in any order.

Nothing here is shown or timed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import msgspec

from watchword.errors import InputError
from watchword.model import Hit

BINS = 100  # bins of the histogram: hundredths of similarity, the last one for a similarity of 1


class Tally(msgspec.Struct, omit_defaults=True):
    """Counts of some rows. `histogram` counts hits by hundredths of similarity, 0 to 100."""

    screened: int = 0
    with_hits: int = 0
    hits: int = 0
    set_aside: int = 0
    passed_over: dict[str, int] = {}
    reasons: dict[str, int] = {}
    by_list: dict[str, int] = {}
    histogram: dict[int, int] = {}

    @property
    def rows(self) -> int:
        """Rows of the file, blank lines left out."""
        return self.screened + self.set_aside + sum(self.passed_over.values())

    def count(self, hits: Sequence[Hit]) -> None:
        """Add the hits of a row that has some; `screened` counts it already."""
        self.with_hits += 1
        self.hits += len(hits)
        for hit in hits:
            _add(self.by_list, hit.listing.publisher)
            _add(self.histogram, round(hit.similarity * 10000) // BINS)

    def refuse(self, error: InputError) -> None:
        """Add one row set aside."""
        self.set_aside += 1
        _add(self.reasons, error.where or "row")

    def pass_over(self, what: str) -> None:
        """Add one row that is no party; a blank line is no row."""
        if what:
            _add(self.passed_over, what)

    def __add__(self, other: Tally) -> Tally:
        mine, theirs = msgspec.structs.asdict(self), msgspec.structs.asdict(other)
        return Tally(**{field: _sum(mine[field], theirs[field]) for field in self.__struct_fields__})


def _add(counts: dict[Any, int], key: Any) -> None:
    counts[key] = counts.get(key, 0) + 1


def _sum(mine: Any, theirs: Any) -> Any:
    if isinstance(mine, int):
        return mine + theirs
    return dict(sorted((Counter(mine) + Counter(theirs)).items()))


def bars(histogram: dict[int, int], most: int) -> list[tuple[float, float, int]]:
    """The histogram in at most `most` bars from its lowest hit up: (from, to, hits), all bars equally wide.

    Widths are 0.01, 0.02, 0.05 or 0.1; the last bar ends at 1 and includes it.
    """
    if not histogram:
        return []
    lowest = min(min(histogram), BINS - 1)
    width = next(w for w in (1, 2, 5, 10, 20) if (BINS - lowest // w * w) // w <= most or w == 20)
    first = lowest // width * width
    return [
        (start / BINS, (start + width) / BINS, sum(n for at, n in histogram.items() if _within(at, start, width)))
        for start in range(first, BINS, width)
    ]


def _within(at: int, start: int, width: int) -> bool:
    return start <= min(at, BINS - 1) < start + width
