"""What does a region look like on a map, and its activity as a chart? Drawings, for page, report and terminal.

Nothing is counted here that `standing` does not hold.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

import msgspec

from watchword.canvas import Dot, Drawing, Item, Label, Line, Polygon
from watchword.regions import shapes
from watchword.regions.areas import Area, Ground, division_key
from watchword.regions.events import Event
from watchword.regions.standing import Standing
from watchword.text.places import country_name

_SIDE, _HIGHEST = 460, 460  # of a map
_MARGIN = 0.06
_SHADES = ("#f3efe6", "#fde0a8", "#fbb65c", "#ef7f2f", "#c8401a")  # none, and four quarters of the most
_LAND, _BORDER, _INK = "#ebebeb", "#9a9a9a", "#222222"
_LATELY = 90
_NOTE = "Outlines: Natural Earth, simplified; they say nothing about whose ground it is."
_MONTHS = 24

Box = tuple[float, float, float, float]  # west, south, east, north


def area_map(standing: Standing, events: Iterable[Event], days: int = _LATELY) -> Drawing:
    """A map: divisions shaded by events of the last `days` days, a dot for each event whose place is known."""
    area = standing.area
    after = (date.fromisoformat(standing.last_event) - timedelta(days)).isoformat()
    ground = Ground((area,))
    recent = [e for e in events if after < e.first <= standing.last_event and ground.areas_of(e)]
    place = _Projection(_box(area))
    items: list[Item] = []
    for code in shapes.drawn():
        items += _outlines(shapes.outlines(code), place, _LAND, country_name(code))
    items += _divisions(area, recent, place)
    items += [
        Dot(x=x, y=y, radius=2.5, fill="#7a1010", plot=True)
        for x, y in (place(e.lon, e.lat) for e in recent if e.lon is not None and e.lat is not None)
    ]
    title = f"{area.name}: {len(recent)} events in the {days} days to {standing.last_event}"
    items += [
        Polygon(points=((0, 0), (place.width, 0), (place.width, 26), (0, 26)), fill="#ffffff"),
        Label(x=8, y=18, text=title, size=13),
        Label(x=8, y=place.height - 6, text=_NOTE, size=8, colour="#666666"),
    ]
    return Drawing(place.width, place.height, title, _in_words(standing), tuple(items))


class _Projection:
    """Degrees to units: equirectangular, true at the middle of the box; rings are cut off at its edges."""

    def __init__(self, box: Box) -> None:
        self.box = box
        self._west, south, east, self._north = box
        squeeze = math.cos(math.radians((south + self._north) / 2))
        scale = min(_SIDE / ((east - self._west) * squeeze), _HIGHEST / (self._north - south))
        self._across, self._down = scale * squeeze, scale
        self.width, self.height = round((east - self._west) * self._across), round((self._north - south) * scale)

    def __call__(self, lon: float, lat: float) -> tuple[float, float]:
        return (lon - self._west) * self._across, (self._north - lat) * self._down

    def ring(self, corners: shapes.Ring) -> list[tuple[float, float]]:
        """What of a ring lies in the box (Sutherland and Hodgman); empty when nothing does."""
        west, south, east, north = self.box
        points = [(x, y) for x, y in corners]
        for axis, edge, sign in ((0, west, 1), (0, east, -1), (1, south, 1), (1, north, -1)):
            points = _cut(points, axis, edge, sign)
        return [self(x, y) for x, y in points]


def _cut(points: list[tuple[float, float]], axis: int, edge: float, sign: int) -> list[tuple[float, float]]:
    """The part of a ring on one side of a line: where `sign` times the coordinate is at least `sign` times the edge."""
    kept: list[tuple[float, float]] = []
    for before, here in zip(points[-1:] + points[:-1], points, strict=True):
        was_in, is_in = sign * (before[axis] - edge) >= 0, sign * (here[axis] - edge) >= 0
        if was_in != is_in:
            share = (edge - before[axis]) / (here[axis] - before[axis])
            kept.append((before[0] + share * (here[0] - before[0]), before[1] + share * (here[1] - before[1])))
        if is_in:
            kept.append(here)
    return kept


def _box(area: Area) -> Box:
    """The ground to draw: the region's countries, divisions and polygons, with a margin."""
    corners = [corner for code in area.countries for ring in shapes.outlines(code) for corner in ring]
    for one in area.divisions:
        wanted = {division_key(name) for name in one.names}
        rings = [
            ring for name, rings in shapes.divisions(one.country) if division_key(name) in wanted for ring in rings
        ]
        corners += [corner for ring in rings or shapes.outlines(one.country) for corner in ring]
    corners += [corner for ring in area.polygons for corner in ring]
    west, east = min(c[0] for c in corners), max(c[0] for c in corners)
    south, north = min(c[1] for c in corners), max(c[1] for c in corners)
    wide, high = max(2.0, east - west), max(2.0, north - south)
    return west - wide * _MARGIN, south - high * _MARGIN, east + wide * _MARGIN, north + high * _MARGIN


def _outlines(rings: Iterable[shapes.Ring], place: _Projection, fill: str, title: str) -> list[Item]:
    found = filter(None, map(place.ring, rings))
    return [Polygon(points=ring, fill=fill, stroke=_BORDER, width=0.6, plot=True, title=title) for ring in found]


def _divisions(area: Area, events: Sequence[Event], place: _Projection) -> list[Item]:
    """Divisions of the region's countries, shaded by their events; those outside of the region stay land."""
    counts = Counter((event.country, division_key(_division(event))) for event in events)
    most = max(counts.values(), default=0)
    within = {(one.country, division_key(name)) for one in area.divisions for name in one.names}
    items: list[Item] = []
    for code in area.all_countries:
        for name, rings in shapes.divisions(code):
            key = (code, division_key(name))
            inside = code in area.countries or key in within
            count = counts[key]
            shade = _SHADES[math.ceil(4 * count / most) if most else 0] if inside else _LAND
            items += _outlines(rings, place, shade, f"{name}: {count}")
    return items


def _division(event: Event) -> str:
    if event.lat is not None and event.lon is not None:
        return shapes.division_at(event.country, event.lon, event.lat) or event.division
    return event.division


def chart(standing: Standing, width: int = 560, height: int = 260) -> Drawing:
    """Events by month, the last two years; the line is the baseline's average."""
    months = standing.series.by("month")[-_MONTHS:]
    most = max([count for _, count in months] + [standing.usual, 4])
    left, top, below = 40, 34, height - 34
    step = (width - left - 12) / len(months)
    items: list[Item] = [Label(x=8, y=18, text=f"{standing.area.name}: events by month", size=13)]
    for share in (0.0, 0.5, 1.0):
        y = below - share * (below - top)
        items.append(Line(points=((left, y), (width - 12, y)), stroke="#dddddd"))
        items.append(Label(x=left - 6, y=y + 4, text=f"{most * share:.0f}", size=10, anchor="end"))
    for at, (month, count) in enumerate(months):
        x, y = left + at * step + 1, below - count / most * (below - top)
        colour = "#c8401a" if standing.since and month >= standing.since[:7] else "#3d6f8e"
        corners = ((x, below), (x, y), (x + step - 2, y), (x + step - 2, below))
        items.append(Polygon(points=corners, fill=colour, plot=True, title=f"{month}: {count}"))
        if month.endswith(("-01", "-07")) or at == len(months) - 1:
            items.append(Label(x=x + step / 2, y=below + 16, text=month, size=9, anchor="middle"))
    usual = below - standing.usual / most * (below - top)
    items.append(Line(points=((left, usual), (width - 12, usual)), stroke=_INK, width=1.2, plot=True))
    items.append(Label(x=width - 12, y=18, text=f"line: usual, {standing.usual:g} in 30 days", size=10, anchor="end"))
    return Drawing(width, height, f"{standing.area.name}: events by month", _in_words(standing), tuple(items))


def _in_words(standing: Standing) -> str:
    change = "" if standing.change is None else f", {standing.change:+.0%} against the year before"
    return f"{standing.month} events in 30 days{change}. {standing.why}."


def sheet(drawings: Sequence[Drawing]) -> Drawing:
    """Drawings in rows of two, as one picture."""
    items: list[Item] = []
    y = 0
    width = max(_pair_width(drawings[n : n + 2]) for n in range(0, len(drawings), 2))
    for n in range(0, len(drawings), 2):
        x = 0
        for one in drawings[n : n + 2]:
            items += [_moved(item, x, y) for item in one.items]
            x += one.width + 20
        y += max(one.height for one in drawings[n : n + 2]) + 20
    return Drawing(width, y, "Regions", "; ".join(one.about for one in drawings[::2]), tuple(items))


def _pair_width(pair: Sequence[Drawing]) -> int:
    return sum(one.width for one in pair) + 20 * (len(pair) - 1)


def _moved(item: Item, x: float, y: float) -> Item:
    if isinstance(item, Polygon | Line):
        return msgspec.structs.replace(item, points=[(a + x, b + y) for a, b in item.points])
    return msgspec.structs.replace(item, x=item.x + x, y=item.y + y)
