"""How do counts look as a picture on a page? Bars with their values as text, beside which the page shows the table.

The picture is SVG of our own making: text in it is escaped by `canvas`, so it may stand in a page as it is.
"""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from watchword.canvas import Drawing, Item, Label, Line, Polygon, svg

_WIDTH, _HEIGHT, _LEFT, _FOOT = 640, 200, 44, 22
_BAR = "#3d6f8e"


def bars(title: str, values: Sequence[tuple[str, float]]) -> Markup:
    """Bars, one for each name and value; negative ones hang down. Empty when there are none."""
    if not values:
        return Markup("")
    most, least = max(0.0, *(v for _, v in values)), min(0.0, *(v for _, v in values))
    span = (most - least) or 1
    step = (_WIDTH - _LEFT - 8) / len(values)
    zero = 30 + (most / span) * (_HEIGHT - 30 - _FOOT)
    items: list[Item] = [Label(x=8, y=16, text=title, size=12)]
    for level in (most, least) if least else (most, most / 2):
        y = zero - level / span * (_HEIGHT - 30 - _FOOT)
        items.append(Label(x=_LEFT - 6, y=y + 4, text=f"{level:,.6g}", size=10, anchor="end"))
        items.append(Line(points=((_LEFT, y), (_WIDTH - 8, y)), stroke="#dddddd"))
    every = -(-len(values) // 12)
    for at, (name, value) in enumerate(values):
        x, y = _LEFT + at * step + 1, zero - value / span * (_HEIGHT - 30 - _FOOT)
        corners = ((x, zero), (x, y), (x + max(step - 2, 1), y), (x + max(step - 2, 1), zero))
        items.append(Polygon(points=corners, fill=_BAR, title=f"{name}: {value:,.6g}"))
        if at % every == 0:
            items.append(Label(x=x + step / 2, y=_HEIGHT - 6, text=name, size=9, anchor="middle"))
    items.append(Line(points=((_LEFT, zero), (_WIDTH - 8, zero)), stroke="#222222"))
    told = "; ".join(f"{name} {value:,.6g}" for name, value in values)
    # safe: canvas escapes every text that it is given
    return Markup(svg(Drawing(_WIDTH, _HEIGHT, title, told, tuple(items))))  # noqa: S704
