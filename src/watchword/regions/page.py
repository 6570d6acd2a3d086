"""How do the regions look as one page? Maps and charts with their numbers beside, for a browser or a mail.

The page needs nothing from elsewhere: no script, no font, no picture. What is drawn is `pictures`.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from watchword import canvas
from watchword.regions import pictures
from watchword.regions.events import Event
from watchword.regions.standing import Standing

_STYLE = (
    "body{font-family:sans-serif;max-width:1100px;margin:2em auto;padding:0 1em;color:#222}"
    "table{border-collapse:collapse}td,th{padding:.3em .8em;border-bottom:1px solid #ddd;text-align:left}"
    "td.n{text-align:right}.alarm{color:#b00020;font-weight:bold}.pair{display:flex;flex-wrap:wrap;gap:20px}"
    ".pair svg{width:100%;max-width:520px;height:auto}"
)


def page(found: Sequence[Standing], events: Sequence[Event]) -> str:
    """An HTML page of the regions, in UTF-8. The same standings give the same text."""
    rows = "\n".join(map(_row, found))
    parts = "\n".join(_section(one, events) for one in found)
    return (
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>Activity by region</title>'
        f"<style>{_STYLE}</style></head><body>\n<h1>Activity by region</h1>\n"
        f"<p>Events up to {found[0].last_event}, the newest {found[0].age} days old. An alarm says that there are more "
        "events than chance explains, measured against the year before; it does not say why.</p>\n"
        "<table><thead><tr><th>Region</th><th>State</th><th>Since</th><th>30 days</th><th>Usual</th><th>Change</th>"
        f"<th>Rule</th></tr></thead>\n<tbody>\n{rows}\n</tbody></table>\n{parts}\n</body></html>\n"
    )


def _row(one: Standing) -> str:
    change = "" if one.change is None else f"{one.change:+.0%}"
    state = f'<td class="alarm">{one.state}</td>' if one.state == "alarm" else f"<td>{one.state}</td>"
    return (
        f"<tr><td>{escape(one.area.name)}</td>{state}<td>{one.since}</td><td class=n>{one.month}</td>"
        f"<td class=n>{one.usual:g}</td><td class=n>{change}</td><td>{'holds' if one.rule else ''}</td></tr>"
    )


def _section(one: Standing, events: Sequence[Event]) -> str:
    months = "".join(f"<tr><td>{month}</td><td class=n>{count}</td></tr>" for month, count in one.series.by("month"))
    sources = ", ".join(f"{count:,} of {name}" for name, count in one.series.sources) or "none"
    return (
        f"<h2>{escape(one.area.name)}</h2>\n<p>{escape(one.why[0].upper() + one.why[1:])}. Events: {escape(sources)}. "
        f"Deaths by the sources' best estimates: {one.deaths:,}. Articles counted apart: {one.articles:,}.</p>\n"
        f'<div class="pair">{canvas.svg(pictures.area_map(one, events))}{canvas.svg(pictures.chart(one))}</div>\n'
        f"<details><summary>Events by month</summary><table>{months}</table></details>"
    )
