"""How does money look that is followed from pledge to payee? A table with bars, and the same bars as SVG."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from html import escape
from typing import TYPE_CHECKING

from watchword.wording import plain

if TYPE_CHECKING:
    from rich.console import RenderableType

    from watchword.funds.totals import Line

_SHOWN = 40  # lines of a table or picture
_WIDTH = 24
_COLOURS = {
    "pledged": "#8fb4d9",
    "committed": "#4f81bd",
    "disbursed": "#2f5f3f",
    "held": "#d9822b",
    "frozen": "#b02a2a",
}


def tables(lines: Sequence[Line]) -> Iterator[RenderableType]:
    """A row for each donor, programme or region and currency; the bar shows how much of the largest sum was disbursed."""
    from rich.table import Table
    from rich.text import Text

    table = Table(show_edge=False, pad_edge=False)
    columns = ("unverified", "pledged", "committed", "disbursed", "cleared", "planned", "held", "frozen")
    for column in ("name", "", *columns, "of pledge or commitment"):
        table.add_column(column, justify="right" if column in columns else "left", overflow="fold")
    for one in lines[:_SHOWN]:
        sums = [getattr(one, column) for column in columns]
        table.add_row(
            Text(plain(one.name)), plain(one.currency), *(f"{s:,.0f}" if s else "" for s in sums), Text(_bar(one))
        )
    yield table
    if len(lines) > _SHOWN:
        yield Text(f"{len(lines) - _SHOWN} more not shown: --json gives all.", "bold")


def _bar(line: Line) -> str:
    whole = max(line.pledged, line.committed, line.disbursed)
    if not whole:
        return ""
    done, stuck = (int(_WIDTH * part / whole) for part in (line.disbursed, line.held + line.frozen))
    return "█" * done + "▒" * stuck + "·" * max(0, _WIDTH - done - stuck)


def picture(lines: Sequence[Line]) -> str:
    """The bars as SVG: one group a line, one bar for each sum, with a title for those who can't see it."""
    shown = lines[:_SHOWN]
    most = max((max(_sums(one).values()) for one in shown), default=Decimal(0)) or Decimal(1)
    parts = []
    for at, one in enumerate(shown):
        top = 30 + at * 70
        parts.append(f'<text x="10" y="{top}">{escape(plain(one.name))} ({escape(plain(one.currency))})</text>')
        for row, (name, value) in enumerate(_sums(one).items()):
            width = float(560 * value / most)
            parts.append(f'<rect x="110" y="{top + 5 + row * 10}" width="{width:.1f}" height="8" fill="{_COLOURS[name]}">'
                         f"<title>{name}: {value:,}</title></rect>"
                         f'<text x="105" y="{top + 12 + row * 10}" text-anchor="end" font-size="8">{name}</text>')  # fmt: skip
    height = 40 + len(shown) * 70
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 700 {height}" font-family="sans-serif" font-size="12" '
        f'role="img"><title>Pledged, committed, disbursed, held and frozen</title>{"".join(parts)}</svg>\n'
    )


def _sums(line: Line) -> dict[str, Decimal]:
    return {name: getattr(line, name) for name in _COLOURS}
