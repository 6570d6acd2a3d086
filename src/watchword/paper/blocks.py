"""What is a report made of? Headings, paragraphs, tables and figures.

A figure is lines, boxes, areas and words at places: points from the upper left. `html` draws all of it for a screen,
`pdf` on paper.
"""

from __future__ import annotations

import msgspec

INK = "#222222"


class Line(msgspec.Struct, frozen=True):
    """A straight line."""

    x1: float
    y1: float
    x2: float
    y2: float
    colour: str = INK
    width: float = 1.0


class Box(msgspec.Struct, frozen=True):
    """A filled rectangle."""

    x: float
    y: float
    width: float
    height: float
    colour: str


class Area(msgspec.Struct, frozen=True):
    """A filled polygon."""

    points: tuple[tuple[float, float], ...]
    colour: str


class Words(msgspec.Struct, frozen=True):
    """A text on a line; `anchor` is start, middle or end."""

    x: float
    y: float
    text: str
    anchor: str = "start"
    colour: str = INK
    size: float = 11


Shape = Line | Box | Area | Words


class Figure(msgspec.Struct, frozen=True):
    """A drawing; `caption` says what it shows to whoever can't see it."""

    width: float
    height: float
    shapes: tuple[Shape, ...]
    caption: str


class Heading(msgspec.Struct, frozen=True):
    """A heading."""

    text: str


class Text(msgspec.Struct, frozen=True):
    """A paragraph; `grave` ones tell of something that does not hold."""

    text: str
    grave: bool = False


class Table(msgspec.Struct, frozen=True):
    """Rows under titles; the columns whose numbers are in `right` are aligned right."""

    titles: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    right: tuple[int, ...] = ()


class NewPage(msgspec.Struct, frozen=True):
    """On paper, what follows begins a page."""


Block = Heading | Text | Table | Figure | NewPage
