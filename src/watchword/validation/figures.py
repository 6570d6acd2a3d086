"""How do shares look? Bars with their intervals, and curves with a band: lines, boxes and words at places.

`paper` draws them.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from watchword.paper.blocks import INK, Area, Box, Figure, Line, Shape, Words
from watchword.shares import Share

GREY, PALE, BLUE, BAND, GREEN = "#767676", "#dddddd", "#5b9bb5", "#cfe3ea", "#2a7d3a"
_LEFT, _RIGHT, _ROW = 170, 70, 22


def bars(rows: Sequence[tuple[str, Share]], caption: str, width: float = 660) -> Figure:
    """A horizontal bar for each share, its interval as a whisker, the share written behind."""
    span = width - _LEFT - _RIGHT
    height = _ROW * len(rows) + 30
    shapes: list[Shape] = []
    for step in range(6):
        x = _LEFT + span * step / 5
        shapes += [Line(x, 4, x, height - 24, PALE), Words(x, height - 8, f"{step * 20}%", "middle", GREY)]
    for number, (label, one) in enumerate(rows):
        y = 8 + _ROW * number
        middle = y + 7
        shapes += [
            Words(_LEFT - 8, y + 11, label, "end"),
            Box(_LEFT, y, _tenth(span * one.share), 14, BLUE),
            Line(_LEFT + _tenth(span * one.low), middle, _LEFT + _tenth(span * one.high), middle, INK, 1.5),
            Words(_LEFT + span + 8, y + 11, f"{one.share:.1%}"),
        ]
    return Figure(width, height, tuple(shapes), caption)


def curve(points: Sequence[tuple[float, Share]], marked: float, caption: str, width: float = 660) -> Figure:
    """Shares over lines of similarity with their intervals as a band, from 0 up to the tenth above the greatest; the
    line in force is marked."""
    left, top, height = 60, 16, 240
    span, below = width - left - 20, top + height
    first, last = points[0][0], points[-1][0]
    most = min(1.0, (int(max(one.high for _, one in points) * 10) + 1) / 10)

    def across(line: float) -> float:
        return _tenth(left + span * (line - first) / (last - first))

    def up(value: float) -> float:
        return _tenth(below - height * value / most)

    shapes: list[Shape] = []
    for step in range(6):
        y = up(most * step / 5)
        shapes += [Line(left, y, left + span, y, PALE), Words(left - 8, y + 4, f"{most * step / 5:.0%}", "end", GREY)]
    band = [(across(line), up(one.high)) for line, one in points]
    band += [(across(line), up(one.low)) for line, one in reversed(points)]
    shapes.append(Area(tuple(band), BAND))
    for (a, one), (b, other) in pairwise(points):
        shapes.append(Line(across(a), up(one.share), across(b), up(other.share), BLUE, 2))
    for line, _ in points[:: max(1, len(points) // 8)]:
        shapes.append(Words(across(line), below + 16, f"{line:.2f}", "middle", GREY))
    shapes += [
        Line(across(marked), top, across(marked), below, GREEN, 1.5),
        Words(across(marked) + 5, below - 8, f"line in force {marked:.2f}", "start", GREEN),
        Words(left + span / 2, below + 34, "similarity from which a hit counts", "middle", GREY),
    ]
    return Figure(width, below + 44, tuple(shapes), caption)


def _tenth(value: float) -> float:
    return round(value, 1)
