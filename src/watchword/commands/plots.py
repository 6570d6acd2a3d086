"""How does recall against alerts look? A plot of characters for a terminal, and one in SVG for a report.

Points come from `tune`; nothing is measured here.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from html import escape

from rich.text import Text

from watchword.tune import Point, Tuning

_WIDTH, _HEIGHT = 64, 16  # characters of the plot itself
_TICKS = (0, 1, 3, 10, 30, 100, 300, 1000)  # alerts per 1,000 customers
_LABELLED = frozenset({60, 65, 70, 75, 80, 85, 90, 95, 100})  # hundredths of the lines that SVG names


def terminal(tuning: Tuning) -> Text:
    """Recall (upwards) against alerts per 1,000 customers (to the right, logarithmic)."""
    drawn = _drawn(tuning)
    bottom, right = _bounds(drawn)
    cells = [[" "] * (_WIDTH + 1) for _ in range(_HEIGHT + 1)]
    for mark, points in _marks(drawn, tuning):
        for point in points:
            column = round(_across(point.alerts, right) * _WIDTH)
            row = round((1 - (point.recall - bottom) / (1 - bottom)) * _HEIGHT)
            cells[row][column] = mark
    text = Text("recall\n")
    for number, line in enumerate(cells):
        share = 1 - number / _HEIGHT * (1 - bottom)
        text.append(f"{share:6.1%} ┤" if number % 4 == 0 else "       │", "dim")
        for cell in line:
            text.append(cell, {"◆": "bold green", "●": "bold yellow"}.get(cell, "cyan"))
        text.append("\n")
    text.append("       └" + "─" * (_WIDTH + 1) + "\n", "dim")
    text.append("        " + _axis(right) + "\n", "dim")
    text.append("        alerts per 1,000 customers;  ◆ recommended, ● the policy's line\n")
    return text


def _drawn(tuning: Tuning) -> list[Point]:
    """The points worth drawing: lines that lose more than half of what can be found only squeeze the others."""
    best = max(point.recall for point in tuning.points)
    return [p for p in tuning.points if p.recall >= best / 2 or p.line == tuning.recommended]


def _marks(drawn: Sequence[Point], tuning: Tuning) -> list[tuple[str, list[Point]]]:
    """What is drawn, the most important last."""
    return [
        ("·", list(drawn)),
        ("●", [p for p in drawn if math.isclose(p.line, tuning.current, abs_tol=0.005)][:1]),
        ("◆", [p for p in drawn if p.line == tuning.recommended]),
    ]


def _bounds(points: Sequence[Point]) -> tuple[float, float]:
    """The lowest recall of the picture, in steps of a tenth, and its most alerts."""
    lowest = min(point.recall for point in points)
    return min(0.9, math.floor(lowest * 10) / 10), max(1.0, *(point.alerts for point in points))


def _across(alerts: float, right: float) -> float:
    return math.log1p(alerts) / math.log1p(right)


def _axis(right: float) -> str:
    line = [" "] * (_WIDTH + 8)
    for tick in _TICKS:
        if tick <= right:
            at = round(_across(tick, right) * _WIDTH)
            line[at : at + len(f"{tick:,}")] = f"{tick:,}"
    return "".join(line).rstrip()


def svg(tuning: Tuning, title: str) -> str:
    """The same plot as an SVG document, with the lines named at the points."""
    left, top, width, height = 70, 50, 640, 360
    drawn = _drawn(tuning)
    bottom, right = _bounds(drawn)
    below = top + height

    def place(point: Point) -> tuple[float, float]:
        share = (point.recall - bottom) / (1 - bottom)
        return round(left + _across(point.alerts, right) * width, 1), round(below - share * height, 1)

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {left + width + 60} {below + 70}" '
        'font-family="sans-serif" font-size="12">',
        f'<rect width="100%" height="100%" fill="white"/><text x="{left}" y="26" font-size="15">{escape(title)}</text>',
    ]
    for step in range(6):
        y, share = below - step * height / 5, bottom + step * (1 - bottom) / 5
        parts.append(f'<path d="M{left} {y:.1f}h{width}" stroke="#ddd"/>')
        parts.append(f'<text x="{left - 8}" y="{y + 4:.1f}" text-anchor="end">{share:.0%}</text>')
    for tick in (tick for tick in _TICKS if tick <= right):
        x = left + _across(tick, right) * width
        parts.append(f'<path d="M{x:.1f} {top}v{height}" stroke="#eee"/>')
        parts.append(f'<text x="{x:.1f}" y="{below + 18}" text-anchor="middle">{tick:,}</text>')
    path = " ".join(f"{x},{y}" for x, y in map(place, drawn))
    parts.append(f'<polyline points="{path}" fill="none" stroke="#1f6f8b" stroke-width="2"/>')
    parts += [_dot(point, place(point), tuning) for point in drawn if _is_named(point, tuning)]
    parts.append(
        f'<text x="{left + width / 2:.0f}" y="{below + 44}" text-anchor="middle">alerts per 1,000 customers '
        f'(logarithmic)</text><text x="16" y="{top - 10}">altered listed names found</text></svg>'
    )
    return "\n".join(parts) + "\n"


def _is_named(point: Point, tuning: Tuning) -> bool:
    return round(point.line * 100) in _LABELLED or point.line == tuning.recommended


def _dot(point: Point, at: tuple[float, float], tuning: Tuning) -> str:
    x, y = at
    chosen = point.line == tuning.recommended
    fill, size = ("#2a9d3a", 7) if chosen else ("#1f6f8b", 3.5)
    label = f"{point.line:.2f}" + (" recommended" if chosen else "")
    return f'<circle cx="{x}" cy="{y}" r="{size}" fill="{fill}"/><text x="{x + 9}" y="{y + 16}">{label}</text>'
