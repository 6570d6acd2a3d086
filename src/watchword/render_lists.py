"""How do the lists look to a person? Their standing, what an update did, and what changed, as tables.

All text of lists goes through `wording.plain`. Nothing is computed that the answer does not hold.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from rich import box
from rich.console import Group
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from watchword.library.acceptance import Outcome
from watchword.library.changes import Changed, Entry, FieldChange, ListChanges, Side
from watchword.library.comparison import Day
from watchword.library.journal import Story
from watchword.library.standing import Standing
from watchword.model import Publication
from watchword.wording import age, plain

_STYLES = {"added": "bold green", "unchanged": "", "refused": "bold red", "unreachable": "bold yellow"}


def lists(
    publications: Sequence[Publication],
    counts: Sequence[Mapping[str, int]],
    standings: Iterable[Standing],
    today: date,
) -> Table:
    """One block for each list: what it is, how old, how many listings of each kind, under which licence."""
    standing_of = {one.publication: one for one in standings}
    grid = Table.grid(padding=(0, 2))
    grid.add_column(style="bold", no_wrap=True)
    grid.add_column(overflow="fold")
    for publication, kinds in zip(publications, counts, strict=True):
        standing = standing_of.get(publication)
        by_kind = ", ".join(f"{kind} {kinds[kind]:,}" for kind in sorted(kinds, key=lambda k: (-kinds[k], k)))
        grid.add_row(_text(standing.list if standing else publication.publisher), _text(publication.title, "bold"))
        grid.add_row("", _text(_dated(publication, today)))
        for line, style in _standing(standing) if standing else ():
            grid.add_row("", _text(line, style))
        grid.add_row("", _text(f"{publication.records:,} listings: {by_kind}"))
        grid.add_row("", _text(f"SHA-256 {publication.sha256[:12]}, {publication.licence}", "dim"))
        grid.add_row("", "")
    return grid


def outcomes(found: Iterable[Outcome]) -> Table:
    """What became of each list or file, a line each, and why."""
    table = Table(box=box.SIMPLE_HEAVY, pad_edge=False)
    for column in ("list", "result", "state of"):
        table.add_column(column, overflow="fold")
    for column in ("listings", "new", "gone"):
        table.add_column(column, justify="right", no_wrap=True)
    table.add_column("why", overflow="fold")
    for one in found:
        numbers = [f"{number:,}" if one.records else "" for number in (one.records, one.new, one.lost)]
        table.add_row(_text(one.list), Text(one.result, _STYLES[one.result]), one.day, *numbers, _text(one.reason))
    return table


def changes(found: ListChanges, limit: int) -> Group:
    """What a list gained, lost and changed: the numbers, then up to `limit` records of each sort."""
    changed = "-" if found.changed is None else f"{len(found.changed):,}"
    head = Text.assemble(
        (plain(found.title), "bold"),
        f"\n{_side(found.old)} -> {_side(found.new)}\n",
        (f"{len(found.added):,} added", "green"), ", ", (f"{len(found.removed):,} removed", "red"), ", ",
        (f"{changed} changed", "yellow"),
        *(f"\n{plain(note)}" for note in found.notes),
    )  # fmt: skip
    parts = [_entries("added", found.added, limit), _entries("removed", found.removed, limit)]
    parts += [_changed(found.changed or (), limit)]
    return Group(head, *(Padding(part, (1, 0, 0, 0)) for part in parts if part), Text())


def history(days: Iterable[Day]) -> Table:
    """One line a day: what the list had then, and how that differs from the line before."""
    table = _table("list", "day")
    for column in ("listings", "added", "removed", "changed"):
        table.add_column(column, justify="right", no_wrap=True)
    table.add_column("digest", style="dim", no_wrap=True)
    for day in days:
        counts = day.counts
        numbers = ("", "", "") if counts is None else (counts.added, counts.removed, counts.changed)
        shown = ["-" if number is None else f"{number:,}" if number != "" else "" for number in numbers]
        table.add_row(_text(day.list), day.day, f"{day.records:,}", *shown, day.digest[:12])
    return table


def states(rows: Iterable[Mapping[str, Any]]) -> Table:
    """One line for each state that is kept: its list, day, retrieval and digest, and whether it was taken out."""
    table = _table("list", "day", "retrieved", "digest", "")
    for row in rows:
        told = [str(row[column]) for column in ("list", "day", "retrieved", "digest")]
        table.add_row(*map(_text, (*told, "taken out" if row["forgotten"] else "")))
    return table


def stories(found: Iterable[Story]) -> Group:
    """What became of a listing in each list of its publisher, from the oldest."""
    return Group(*(_story(one) for one in found)) if found else Group(Text("No state of its list is kept.", "dim"))


def _story(story: Story) -> Group:
    states = f"{story.states:,} state{'s' * (story.states != 1)}"
    head = Text(f"{story.list}: {states} kept, {story.first} to {story.last}", "bold")
    if not story.happenings:
        return Group(head, Text("Nothing changed.", "dim"), Text())
    table = _table("day", "what", "field", "was", "is")
    for one in story.happenings:
        for number, field in enumerate(one.fields or (FieldChange("", (), ()),)):
            first = (one.day, one.what) if number == 0 else ("", "")
            was, now = "; ".join(field.removed), "; ".join(field.added)
            table.add_row(*first, field.field, _text(was, "red"), _text(now, "green"))
    return Group(head, table)


def _dated(publication: Publication, today: date) -> str:
    days = age(publication, today)
    if days is None:
        return f"retrieved {publication.retrieved}" if publication.retrieved else "published on an unknown date"
    told = f"published {publication.published}, {days:,} days ago"
    return told + ", bundled for trying out" * publication.bundled


def _standing(one: Standing) -> Iterable[tuple[str, str]]:
    states = f"{one.states:,} state{'s' * (one.states != 1)} kept"
    yield f"last known to be current on {one.current_on}; {states}", ""
    if one.trouble:
        what = "STALE: a newer file was refused" if one.trouble.kind == "refused" else "its address gave nothing"
        since = f" (since {one.trouble.since})" if one.trouble.since != one.trouble.last else ""
        yield f"{what} on {one.trouble.last}{since}: {one.trouble.reason}", "yellow"


def _side(side: Side) -> str:
    publication = side.publication
    day = publication.published or publication.retrieved or "no date"
    return f"{day} ({publication.records:,} listings, {publication.sha256[:12]})"


def _entries(what: str, found: Sequence[Entry], limit: int) -> Table | None:
    if not found:
        return None
    table = _table(what, "name", "kind", "programmes")
    for one in found[:limit]:
        table.add_row(_text(one.id), _text(one.name), one.kind, _text(", ".join(one.programmes)))
    return _more(table, len(found), limit)


def _changed(found: Sequence[Changed], limit: int) -> Table | None:
    if not found:
        return None
    table = _table("changed", "name", "field", "was", "is")
    for one in found[:limit]:
        fields = one.fields or (FieldChange("(spacing, or a field that is not read)", (), ()),)
        for number, field in enumerate(fields):
            first = (_text(one.id), _text(one.name)) if number == 0 else ("", "")
            was, now = "; ".join(field.removed), "; ".join(field.added)
            table.add_row(*first, field.field, _text(was, "red"), _text(now, "green"))
    return _more(table, len(found), limit)


def _more(table: Table, total: int, limit: int) -> Table:
    if total > limit:
        table.caption = f"{total - limit:,} more not shown: --limit {total} shows them."
        table.caption_justify = "left"
    return table


def _table(*columns: str) -> Table:
    table = Table(box=box.SIMPLE_HEAVY, pad_edge=False)
    for column in columns:
        table.add_column(column, overflow="fold")
    return table


def _text(text: str, style: str = "") -> Text:
    return Text(plain(text), style)
