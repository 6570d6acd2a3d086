"""How does money look that is followed from pledge to payee? A table with bars, and the same bars as SVG."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from html import escape
from typing import TYPE_CHECKING

from watchword.wording import plain

if TYPE_CHECKING:
    from rich.console import RenderableType

    from watchword.disbursing import Stuck
    from watchword.funds.totals import Line

_SHOWN = 40  # lines of a table or picture
_WIDTH = 10
_ALWAYS = ("pledged", "committed", "disbursed", "cleared", "held", "frozen")  # what no reader should have to guess
_BROAD = 480
_COLOURS = {
    "unverified": "#c9c9c9",
    "pledged": "#8fb4d9",
    "committed": "#4f81bd",
    "disbursed": "#2f5f3f",
    "cleared": "#6aa84f",
    "planned": "#b7a6d6",
    "held": "#d9822b",
    "frozen": "#b02a2a",
}


def tables(lines: Sequence[Line]) -> Iterator[RenderableType]:
    """A row for each donor, programme or region and currency; the bar shows how much of the largest sum was disbursed, and
    how much of it is held or frozen."""
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, header_style="bold")
    columns = [name for name in _COLOURS if name in _ALWAYS or any(getattr(one, name) for one in lines)]
    table.add_column("name", overflow="fold")
    for column in ("", *columns, "share"):
        table.add_column(column, justify="right" if column in columns else "left", no_wrap=True)
    for one in lines[:_SHOWN]:
        sums = [getattr(one, column) for column in columns]
        table.add_row(
            Text(plain(one.name)), plain(one.currency), *(f"{s:,.0f}" if s else "" for s in sums), Text(_bar(one))
        )
    yield table
    if len(lines) > _SHOWN:
        yield Text(f"{len(lines) - _SHOWN} more not shown: --json gives all.", "bold")


def stuck(found: Sequence[Stuck]) -> Iterator[RenderableType]:
    """A row for each disbursement that is held or frozen, or was paid before a hit, with its alerts."""
    from rich.table import Table
    from rich.text import Text

    if not found:
        return
    table = Table(show_edge=False, pad_edge=False)
    for column in ("disbursement", "to", "amount", "state", "alerts"):
        table.add_column(column, justify="right" if column == "amount" else "left", overflow="fold")
    for one in found[:_SHOWN]:
        amount = f"{Decimal(one.amount):,.0f} {one.currency}"
        table.add_row(one.id, Text(plain(one.receiver)), Text(plain(amount)), one.state, "\n".join(one.alerts))
    yield Text()
    yield table
    if len(found) > _SHOWN:
        yield Text(f"{len(found) - _SHOWN} more not shown: --json gives all.", "bold")


def _bar(line: Line) -> str:
    whole = max(line.pledged, line.committed, line.disbursed)
    if not whole:
        return ""
    done, stuck = (int(_WIDTH * part / whole) for part in (line.disbursed, line.held + line.frozen))
    return "█" * done + "▒" * stuck + "·" * max(0, _WIDTH - done - stuck)


def picture(lines: Sequence[Line]) -> str:
    """The sums as SVG: a group of bars for each line, to the scale of its own largest sum, each with its figure."""
    parts, top = [], 50
    for one in lines[:_SHOWN]:
        sums = {name: value for name in _COLOURS if (value := getattr(one, name))}
        most = max(sums.values(), default=Decimal(1))
        parts.append(
            f'<text x="10" y="{top}" font-weight="bold">{escape(plain(f"{one.name} ({one.currency})"))}</text>'
        )
        for row, (name, value) in enumerate(sums.items()):
            parts.append(_drawn(top + 8 + row * 16, name, value, max(1.0, float(_BROAD * value / most))))
        top += 30 + len(sums) * 16
    caption = "Each line to its own scale; currencies are never added up."
    if len(lines) > _SHOWN:
        caption += f" {len(lines) - _SHOWN} more lines are not shown."
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 700 {top}" font-family="sans-serif" font-size="12" '
        f'role="img"><title>Money from pledge to payee</title><rect width="700" height="{top}" fill="#fff"/>'
        f'<text x="10" y="22" fill="#555">{caption}</text>{"".join(parts)}</svg>\n'
    )


def _drawn(top: int, name: str, value: Decimal, width: float) -> str:
    """A bar with its name before it and its sum behind it."""
    return (
        f'<text x="100" y="{top + 10}" text-anchor="end" font-size="11">{name}</text>'
        f'<rect x="106" y="{top}" width="{width:.1f}" height="12" fill="{_COLOURS[name]}"/>'
        f'<text x="{112 + width:.1f}" y="{top + 10}" font-size="11">{value:,.0f}</text>'
    )
