"""What does the ground look like? Outlines of countries and of divisions, and what lies inside of them.

The table is made by tools/shapes.py from Natural Earth, coarse enough for a map of a region: a line may lie some
kilometres beside the true one. It draws borders as its source does and says nothing about whose ground it is.
"""

from __future__ import annotations

import lzma
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

import msgspec

Ring = Sequence[Sequence[float]]  # corners: longitude, latitude


class _Table(msgspec.Struct, frozen=True):
    scale: int
    countries: dict[str, list[list[tuple[int, int]]]]
    divisions: dict[str, list[tuple[str, list[list[tuple[int, int]]]]]]


def outlines(country: str) -> list[Ring]:
    """The rings of a country in degrees; none for one that the table does not draw."""
    table = _table()
    return [_degrees(ring) for ring in table.countries.get(country, ())]


def divisions(country: str) -> list[tuple[str, list[Ring]]]:
    """A country's divisions, name and rings in degrees; none for one whose divisions are not drawn."""
    return [(name, [_degrees(ring) for ring in rings]) for name, rings in _table().divisions.get(country, ())]


def drawn() -> tuple[str, ...]:
    """The countries of which there are outlines."""
    return tuple(_table().countries)


def division_at(country: str, lon: float, lat: float) -> str:
    """The division of a country at a point; empty where none is drawn."""
    for name, rings in _divisions(country):
        if any(is_inside(lon, lat, ring) for ring in rings):
            return name
    return ""


def is_inside(lon: float, lat: float, ring: Ring) -> bool:
    """Is a point inside a ring (even-odd rule)?"""
    inside = False
    ax, ay = ring[-1]
    for bx, by in ring:
        if (ay > lat) != (by > lat) and lon < (bx - ax) * (lat - ay) / (by - ay) + ax:
            inside = not inside
        ax, ay = bx, by
    return inside


@cache
def _divisions(country: str) -> list[tuple[str, list[Ring]]]:
    return divisions(country)


@cache
def _table() -> _Table:
    packed = files("watchword.regions").joinpath("shapes.json.xz").read_bytes()
    return msgspec.json.decode(lzma.decompress(packed), type=_Table)


def _degrees(ring: Sequence[tuple[int, int]]) -> Ring:
    scale = _table().scale
    return [(x / scale, y / scale) for x, y in ring]
