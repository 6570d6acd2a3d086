"""How do counts and ties look as a picture on a page? Bars with their values as text; boxes with arrows between them.
The page shows the table or list beside it.

The picture is SVG of our own making: text in it is escaped by `canvas`, so it may stand in a page as it is.
"""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from watchword.canvas import Drawing, Item, Label, Line, Polygon, svg
from watchword.relations import Relation

_WIDTH, _HEIGHT, _LEFT, _FOOT = 640, 200, 44, 22
_BAR = "#3d6f8e"
_BOX, _TALL, _STEP, _GAP = 184, 36, 44, 44  # width and height of a box, from one to the next, between two columns
_MOST = 12  # boxes on a side
_LETTERS = 23  # of a name that fit into a box


def bars(title: str, values: Sequence[tuple[str, float]]) -> Markup:
    """Bars, one for each name and value; negative ones hang down. Empty when there are none."""
    if not values:
        return Markup("")
    most, least = max(0.0, *(v for _, v in values)), min(0.0, *(v for _, v in values))
    span = (most - least) or 1
    step = (_WIDTH - _LEFT - 8) / len(values)
    zero = 30 + (most / span) * (_HEIGHT - 30 - _FOOT)
    items: list[Item] = [Label(x=8, y=16, text=title, size=13)]
    whole = all(value == int(value) for _, value in values)
    for level in (most, least) if least else (most, most // 2 if whole else most / 2):
        y = zero - level / span * (_HEIGHT - 30 - _FOOT)
        items.append(Label(x=_LEFT - 6, y=y + 4, text=f"{level:,.6g}", size=12, anchor="end"))
        items.append(Line(points=((_LEFT, y), (_WIDTH - 8, y)), stroke="#dddddd"))
    every = -(-len(values) // 12)
    for at, (name, value) in enumerate(values):
        x, y = _LEFT + at * step + 1, zero - value / span * (_HEIGHT - 30 - _FOOT)
        corners = ((x, zero), (x, y), (x + max(step - 2, 1), y), (x + max(step - 2, 1), zero))
        items.append(Polygon(points=corners, fill=_BAR, title=f"{name}: {value:,.6g}"))
        if at % every == 0:
            items.append(Label(x=x + step / 2, y=_HEIGHT - 6, text=name, size=11, anchor="middle"))
    items.append(Line(points=((_LEFT, zero), (_WIDTH - 8, zero)), stroke="#222222"))
    told = "; ".join(f"{name} {value:,.6g}" for name, value in values)
    # safe: canvas escapes every text that it is given
    return Markup(svg(Drawing(_WIDTH, _HEIGHT, title, told, tuple(items))))  # noqa: S704


def ties(name: str, found: Sequence[Relation]) -> Markup:
    """A party in the middle, left of it those that state a tie to it, right those that it states one to. Empty when
    there are none."""
    if not found:
        return Markup("")
    sides = [[one for one in found if one.direction == side] for side in ("from", "to")]
    rows = max(min(len(side), _MOST + 1) for side in sides)
    middle = 30 + rows * _STEP / 2
    lefts = [8, 8 + 2 * (_BOX + _GAP)]
    centre = 8 + _BOX + _GAP
    items: list[Item] = [*_box(centre, middle - _TALL / 2, name, "", "#f3e3c3")]
    for side, left, inward in zip(sides, lefts, (True, False), strict=True):
        shown = [((one.listing_name if inward else one.target), one.relation.replace("-", " ")) for one in side[:_MOST]]
        shown += [(f"{len(side) - _MOST:,} more", "")] * (len(side) > _MOST)
        top = middle - len(shown) * _STEP / 2 + (_STEP - _TALL) / 2
        for at, (other, relation) in enumerate(shown):
            y = top + at * _STEP
            items += _box(left, y, other, relation, "#e3ecf2")
            ends = ((left + _BOX, y + _TALL / 2), (centre, middle))
            if not inward:
                ends = ((centre + _BOX, middle), (left, y + _TALL / 2))
            items += _arrow(*ends)
    told = "; ".join(
        f"{one.listing_name} to {name}: {one.relation}" if one.direction == "from" else f"{one.relation}: {one.target}"
        for one in found
    )
    height = round(40 + rows * _STEP)
    # safe: canvas escapes every text that it is given
    return Markup(svg(Drawing(16 + 3 * _BOX + 2 * _GAP, height, f"Ties of {name}", told, tuple(items))))  # noqa: S704


def _box(x: float, y: float, name: str, below: str, fill: str) -> Sequence[Item]:
    """A box with a name, and words below it."""
    short = name if len(name) <= _LETTERS else f"{name[: _LETTERS - 1]}…"
    corners = ((x, y), (x + _BOX, y), (x + _BOX, y + _TALL), (x, y + _TALL))
    items: list[Item] = [Polygon(points=corners, fill=fill, stroke="#6b7f8c", title=f"{name} {below}".strip())]
    items.append(Label(x=x + 8, y=y + (15 if below else 22), text=short, size=11))
    return [*items, Label(x=x + 8, y=y + 29, text=below, size=10, colour="#44525c")] if below else items


def _arrow(start: tuple[float, float], end: tuple[float, float]) -> Sequence[Item]:
    """A line that bends half way, with its head at the end."""
    (ax, ay), (bx, by) = start, end
    half = (ax + bx) / 2
    head = ((bx, by), (bx - 7, by - 3.5), (bx - 7, by + 3.5))
    return (
        Line(points=((ax, ay), (half, ay), (half, by), (bx, by)), stroke="#6b7f8c"),
        Polygon(points=head, fill="#6b7f8c"),
    )
