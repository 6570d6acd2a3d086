"""How does a picture become SVG for a page, PNG for a report, or characters for a terminal? One drawing, three forms.

A drawing is plain shapes in units of a pixel, the origin at the top left. What is drawn is decided elsewhere.
"""

from __future__ import annotations

import io
import itertools
from collections.abc import Iterator, Sequence
from html import escape
from typing import TYPE_CHECKING, Literal

import msgspec

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw

Points = Sequence[tuple[float, float]]
_PNG_SCALE = 2  # pixels of a PNG for one unit


class Shape(msgspec.Struct, frozen=True, tag=True, kw_only=True):
    """Colours are #rrggbb, empty for none. `plot` says that a terminal, which has no colours to fill, draws it too."""

    fill: str = ""
    stroke: str = ""
    width: float = 1
    plot: bool = False


class Polygon(Shape, frozen=True):
    """A closed outline; `title` is shown where a page is pointed at it."""

    points: Points
    title: str = ""


class Line(Shape, frozen=True):
    """An open line through points."""

    points: Points


class Dot(Shape, frozen=True):
    """A filled circle."""

    x: float
    y: float
    radius: float = 3


class Label(msgspec.Struct, frozen=True, tag=True, kw_only=True):
    """Text at its base line; `anchor` says which of its ends stands at x."""

    x: float
    y: float
    text: str
    size: int = 12
    anchor: Literal["start", "middle", "end"] = "start"
    colour: str = "#222222"


Item = Polygon | Line | Dot | Label


class Drawing(msgspec.Struct, frozen=True):
    """A picture: `title` and `about` say in words what it shows, for those who can't see it."""

    width: int
    height: int
    title: str
    about: str
    items: tuple[Item, ...]


def svg(drawing: Drawing) -> str:
    """The drawing as an SVG element: no script, no style sheet, nothing from elsewhere."""
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 {drawing.width} {drawing.height}" '
        f'font-family="sans-serif"><title>{escape(drawing.title)}</title><desc>{escape(drawing.about)}</desc>'
        f'<rect width="{drawing.width}" height="{drawing.height}" fill="#ffffff"/>'
    )
    return "\n".join([head, *map(_svg_item, drawing.items), "</svg>"])


def _svg_item(item: Item) -> str:
    if isinstance(item, Label):
        return (
            f'<text x="{item.x:.1f}" y="{item.y:.1f}" font-size="{item.size}" text-anchor="{item.anchor}" '
            f'fill="{item.colour}">{escape(item.text)}</text>'
        )
    look = f'fill="{item.fill or "none"}"' + (
        f' stroke="{item.stroke}" stroke-width="{item.width:g}"' * bool(item.stroke)
    )
    if isinstance(item, Dot):
        return f'<circle cx="{item.x:.1f}" cy="{item.y:.1f}" r="{item.radius:g}" {look}/>'
    points = " ".join(f"{x:.1f},{y:.1f}" for x, y in item.points)
    if isinstance(item, Line):
        return f'<polyline points="{points}" {look}/>'
    return f'<polygon points="{points}" {look}><title>{escape(item.title)}</title></polygon>'


def png(drawing: Drawing) -> bytes:
    """The drawing as a PNG of twice its size in pixels."""
    from PIL import Image, ImageDraw

    image = Image.new("RGB", (drawing.width * _PNG_SCALE, drawing.height * _PNG_SCALE), "#ffffff")
    pen = ImageDraw.Draw(image)
    for item in drawing.items:
        _paint(pen, item)
    out = io.BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()


def _paint(pen: ImageDraw, item: Item) -> None:
    from PIL import ImageFont

    if isinstance(item, Label):
        font = ImageFont.load_default(item.size * _PNG_SCALE)
        anchor = {"start": "ls", "middle": "ms", "end": "rs"}[item.anchor]
        pen.text((item.x * _PNG_SCALE, item.y * _PNG_SCALE), item.text, item.colour, font, anchor)
        return
    fill, stroke = item.fill or None, item.stroke or None
    width = max(1, round(item.width * _PNG_SCALE))
    if isinstance(item, Dot):
        pen.circle((item.x * _PNG_SCALE, item.y * _PNG_SCALE), item.radius * _PNG_SCALE, fill, stroke)
        return
    points = [(x * _PNG_SCALE, y * _PNG_SCALE) for x, y in item.points]
    if isinstance(item, Polygon):
        pen.polygon(points, fill)
        points.append(points[0])
    if stroke:
        pen.line(points, stroke, width)


_BRAILLE = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))  # dots of a character: two across, four down


def terminal(drawing: Drawing, columns: int) -> str:
    """Outlines and dots of what is to be plotted, as lines of Braille characters `columns` wide."""
    scale = 2 * columns / drawing.width
    rows = max(1, round(drawing.height * scale / 4))
    cells = [[0] * columns for _ in range(rows)]
    for item in drawing.items:
        if isinstance(item, Label) or not item.plot:
            continue
        for x, y in _pixels(item, scale):
            if 0 <= x < 2 * columns and 0 <= y < 4 * rows:
                cells[y // 4][x // 2] |= _BRAILLE[y % 4][x % 2]
    return "\n".join("".join(chr(0x2800 + cell) for cell in row).rstrip("\u2800") for row in cells)


def _pixels(item: Polygon | Line | Dot, scale: float) -> Iterator[tuple[int, int]]:
    if isinstance(item, Dot):
        x, y = round(item.x * scale), round(item.y * scale)
        yield from ((x, y), (x + 1, y), (x, y + 1), (x + 1, y + 1))
        return
    points = list(item.points) + ([item.points[0]] if isinstance(item, Polygon) else [])
    for (ax, ay), (bx, by) in itertools.pairwise(points):
        steps = max(1, round(max(abs(bx - ax), abs(by - ay)) * scale))
        for step in range(steps + 1):
            share = step / steps
            yield round((ax + (bx - ax) * share) * scale), round((ay + (by - ay) * share) * scale)
