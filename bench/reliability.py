"""How often is a hit right that is said to be right with some probability? A picture of the frozen ranking results.

    python -m bench.reliability --out docs/images/reliability.svg

Measures nothing: the same results give the same bytes.
"""

from __future__ import annotations

import json
from pathlib import Path

import click

from bench.measures import Row
from bench.report import path_of

_SIZE, _EDGE = 320, 48  # of the square, and around it
_STYLE = (
    "text{font:12px sans-serif;fill:#333}.axis{stroke:#999}.ideal{stroke:#999;stroke-dasharray:4 4}"
    ".line{fill:none;stroke:#1b6ca8;stroke-width:2}circle{fill:#1b6ca8;fill-opacity:.75}"
    "rect{fill:#fff}"
)


def draw(rows: list[Row], brier: float) -> str:
    """The picture as SVG: a dot for each band, the larger the more hits; a dotted line where said equals so."""
    most = max(int(row["n"] or 0) for row in rows)
    points = [(_across(row["said"]), _up(row["so"]), int(row["n"] or 0)) for row in rows]
    whole = _SIZE + 2 * _EDGE
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {whole} {whole}" width="{whole}" role="img">',
        f"<title>Reliability of probability; Brier score {brier:.4f}</title><style>{_STYLE}</style>",
        f'<rect width="{whole}" height="{whole}"/>',
        *(_tick(k / 5) for k in range(6)),
        f'<path class="ideal" d="M{_across(0)} {_up(0)}L{_across(1)} {_up(1)}"/>',
        f'<path class="line" d="M{"L".join(f"{x} {y}" for x, y, _ in points)}"/>',
        *(f'<circle cx="{x}" cy="{y}" r="{_radius(n, most)}"/>' for x, y, n in points),
        *(f'<text x="{x + 9}" y="{y + 14}">{n}</text>' for x, y, n in points),
        f'<text x="{whole // 2}" y="{whole - 8}" text-anchor="middle">probability said</text>',
        f'<text x="14" y="{whole // 2}" transform="rotate(-90 14 {whole // 2})" text-anchor="middle">share so</text>',
        f'<text x="{_EDGE + 8}" y="{_EDGE + 18}">Brier score {brier:.4f}</text>',
        "</svg>",
    ]
    return "\n".join(lines) + "\n"


def _across(share: object) -> int:
    return round(_EDGE + float(str(share)) * _SIZE)


def _up(share: object) -> int:
    return round(_EDGE + (1 - float(str(share))) * _SIZE)


def _radius(n: int, most: int) -> int:
    return round(3 + 9 * (n / most) ** 0.5)


def _tick(share: float) -> str:
    x, y = _across(share), _up(share)
    return (
        f'<path class="axis" d="M{x} {_up(0)}v4M{_EDGE} {y}h-4M{_EDGE} {_up(0)}H{_across(1)}M{_EDGE} {_up(0)}V{_up(1)}"/>'
        f'<text x="{x}" y="{_up(0) + 17}" text-anchor="middle">{share:.1f}</text>'
        f'<text x="{_EDGE - 7}" y="{y + 4}" text-anchor="end">{share:.1f}</text>'
    )


@click.command()
@click.option("--out", type=click.Path(path_type=Path), required=True, help="SVG file to write.")
def main(out: Path) -> None:
    """Draw the frozen reliability of probability."""
    tables = json.loads(path_of("ranking", "watchword").read_text(encoding="utf-8"))
    out.write_text(draw(tables["reliability of probability"], tables["in all"][0]["brier"]), encoding="utf-8")


if __name__ == "__main__":
    main()
