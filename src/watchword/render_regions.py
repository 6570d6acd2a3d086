"""How does activity by region look to a person at a terminal? A table, and for a single region its map and chart.

Nothing is counted here that a `Standing` does not hold.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich import box
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from watchword import canvas
from watchword.regions import pictures
from watchword.regions.alarms import AlarmChange
from watchword.regions.events import Event, Reading
from watchword.regions.series import Series, Step
from watchword.regions.shelf import Import
from watchword.regions.standing import Standing
from watchword.wording import plain

_BARS = "▁▂▃▄▅▆▇█"
_STATES = {
    "alarm": ("ALARM", "bold red"),
    "quiet": ("quiet", "green"),
    "not-enough-data": ("not enough data", "yellow"),
}
_SHOWN = 24  # weeks or months of the small chart
_COLUMNS = 72  # characters of a map
_STALE = 35  # days after which the newest event is old


def standings(found: Sequence[Standing], events: Sequence[Event], step: Step, aside: int) -> list[RenderableType]:
    """The regions as a table; a single one with its map."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for head in ("region", "state", "since", "30 days", "usual", "change", "rule", f"by {step}", "most in 90 days"):
        table.add_column(head, overflow="fold", no_wrap=head.startswith("by "))
    for one in found:
        state, style = _STATES[one.state]
        change = "" if one.change is None else f"{one.change:+.0%}"
        places = ", ".join(f"{plain(name)} {count}" for name, count in one.divisions[:2])
        table.add_row(plain(one.area.name), Text(state, style), one.since, str(one.month), f"{one.usual:g}", change,
                      "holds" if one.rule else "", _spark(one.series, step), places)  # fmt: skip
    newest = found[0]
    age = Text(
        f"Newest event of all: {newest.last_event}, {newest.age} days ago.", "yellow" if newest.age > _STALE else "dim"
    )
    notes = [Text(f"{plain(one.area.name)}: {one.why}.", "dim") for one in found if one.state != "quiet"]
    legend = Text(
        "usual: average of 30 days in the year before. ALARM: more than chance explains (CUSUM). rule: at least +100%, "
        "with 4 or more usual. Events are counted, not what is written about them.", "dim"
    )  # fmt: skip
    parts: list[RenderableType] = [table, *notes, age, legend]
    if aside:
        parts.append(Text(f"{aside:,} rows of the files could not be read and are not counted.", "yellow"))
    if len(found) == 1:
        drawing = pictures.area_map(newest, events)
        parts += [Text(drawing.title, "bold"), Text(canvas.terminal(drawing, _COLUMNS))]
    return parts


def _spark(series: Series, step: Step) -> str:
    counts = [count for _, count in series.by(step)][-_SHOWN:]
    most = max([*counts, 1])
    return "".join(_BARS[round(count / most * (len(_BARS) - 1))] for count in counts)


def changes(made: Sequence[AlarmChange], up: Sequence[AlarmChange]) -> list[RenderableType]:
    """What rose and fell, and what is up."""
    parts: list[RenderableType] = [
        Text(
            f"{plain(one.name)}: {one.month} events in 30 days, usual {one.usual:g}; alarm "
            + (f"up since {one.since}" if one.up else "over"),
            "bold red" if one.up else "green",
        )
        for one in made
    ]
    names = ", ".join(plain(one.name) for one in up) or "none"
    return [*parts, Text(f"{len(made)} changes since the last check. Under alarm: {names}.")]


def imports(kept: Sequence[Import], readings: Iterable[Reading]) -> Table:
    """What was taken of each file, and why rows were not."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for head in ("file", "source", "events", "from", "to", "other rows", "set aside", "first reason"):
        table.add_column(head, overflow="fold")
    for one, reading in zip(kept, readings, strict=True):
        first = reading.set_aside[0] if reading.set_aside else None
        reason = f"row {first.row}: {plain(first.reason)}" if first else ""
        table.add_row(plain(one.file), one.source, f"{one.events:,}", one.first, one.last, f"{reading.other:,}",
                      f"{one.set_aside:,}", reason)  # fmt: skip
    return table
