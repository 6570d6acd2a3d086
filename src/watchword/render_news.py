"""How does a page, as read, look to a person at a terminal? Its facts, the listed parties in it, and what doesn't fit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich import box
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from watchword.documents.model import Fact
from watchword.documents.reading import Unread
from watchword.news.announced import Announced
from watchword.news.confirmed import RecordedFact
from watchword.news.reader import PageFact, ReadPage
from watchword.wording import plain

_SKIPPED = ("speaker", "effects")
_STATUS = {"negated": ("not so", "red"), "hypothetical": ("not yet", "yellow"), "asserted": ("", "")}


def page(read: ReadPage) -> list[RenderableType]:
    """A page: its head, facts with their sentences, listed parties, people, and notes."""
    parts: list[RenderableType] = [_head(read)]
    if read.facts:
        parts.append(_facts(read.facts))
    if read.listed:
        parts.append(_listed(read))
    figures = {f"{p.named.text} is {p.figure.name}, {p.figure.office}" for p in read.names
               if p.figure and (p.named.full or p.named.text) != p.figure.name}  # fmt: skip
    parts += [Text(plain(line) + ".", "dim") for line in sorted(figures)]
    parts += [Text(f"! {plain(note)}", "bold yellow") for note in read.notes]
    return parts


def _head(read: ReadPage) -> Text:
    one = read.page
    head = Text(plain(one.title or one.source), "bold")
    said = [one.source, one.publisher, one.author, one.language]
    told = f"told against {read.dating.day}" if read.dating.day else ""
    days = [f"frame {one.frame_date}" if one.frame_date else "", f"published {one.published}" if one.published else "",
            f"updated {one.updated}" if one.updated else "", told]  # fmt: skip
    head.append("\n" + " · ".join(plain(s) for s in (*said, *days) if s), "dim")
    if read.repeats:
        head.append(f"\nThe same text as {plain(read.repeats)}.", "yellow")
    return head


def _facts(found: Iterable[PageFact]) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, expand=False)
    for name in ("fact", "who, what, where, how much", "when", "says"):
        table.add_column(name, overflow="fold", no_wrap=name in ("fact", "when"))
    last = ""
    for one in found:
        label, style = _STATUS[one.fact.status]
        kind = Text(one.fact.type, "bold cyan")
        if label:
            kind.append(f"\n{label}", style)
        table.add_row(kind, _what(one, one.fact.sentence != last), _when(one.fact), plain(one.fact.speaker))
        last = one.fact.sentence
    return table


def _what(one: PageFact, quoted: bool = True) -> Text:
    fact, parts = one.fact, []
    for role, words in fact.roles.items():
        if role not in _SKIPPED:
            listed = "".join(f" [{listing}]" for listing in one.listed.get(role, ()))
            parts.append(Text.assemble((f"{role} ", "dim"), plain(words), (listed, "bold red")))
    rest = {
        "": fact.amount.text if fact.amount else "",
        "in ": fact.place,
        "effects ": fact.roles.get("effects", ""),
        "count ": "" if fact.number is None else str(fact.number),
    }
    parts += [Text.assemble((label, "dim"), plain(value)) for label, value in rest.items() if value]
    said = Text(f"\u201c{plain(fact.sentence)}\u201d", "dim italic")
    lines = ([Text("; ").join(parts)] if parts else []) + ([said] if quoted or not parts else [])
    return Text("\n").join(lines)


def _when(fact: Fact) -> str:
    if fact.date is None:
        return ""
    return fact.date.first if fact.date.first == fact.date.last else f"{fact.date.first}\nto {fact.date.last}"


def _listed(read: ReadPage) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for name in ("listed in the text", "listing", "listed name", "similarity", "probability"):
        table.add_column(name, overflow="fold")
    for one in read.listed:
        hit = one.hit
        table.add_row(
            plain(one.text),
            Text(hit.listing.id, "bold red"),
            plain(hit.name.full),
            f"{hit.similarity:.3f}",
            f"{hit.probability:.4f}",
        )
    return table


def set_aside(unread: Sequence[Unread]) -> list[RenderableType]:
    """The files of a folder that were not read, with the reason of each."""
    if not unread:
        return []
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, title=f"{len(unread)} files were set aside: nobody in them was screened",
                  title_justify="left", title_style="bold yellow")  # fmt: skip
    for name in ("file", "why"):
        table.add_column(name, overflow="fold")
    for one in unread:
        table.add_row(plain(one.source), plain(one.reason))
    return [table]


def digest(found: Sequence[ReadPage]) -> list[RenderableType]:
    """The facts of all pages by day, repeated pages once."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for name in ("day", "fact", "what", "source"):
        table.add_column(name, overflow="fold", no_wrap=name in ("day", "fact"))
    rows = [
        (one.fact.date.first if one.fact.date else read.dating.day, read.page.source, one)
        for read in found
        if not read.repeats
        for one in read.facts
    ]
    for day, source, one in sorted(rows, key=lambda row: (row[0], row[1])):
        table.add_row(day, one.fact.type, _what(one), plain(source))
    notes = [Text(f"! {plain(read.page.source)}: {plain(note)}", "yellow") for read in found for note in read.notes]
    repeated = sum(bool(read.repeats) for read in found)
    tail = (
        [Text(f"{repeated} of {len(found)} pages repeat another one and are counted once.", "dim")] if repeated else []
    )
    return [table, *notes, *tail]


def announced(found: Sequence[Announced]) -> RenderableType:
    """Announced designations, those that no list has yet first."""
    if not found:
        return Text("No page on the record announces a designation that was in no list.", "dim")
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for name in ("fact", "announced", "by", "day", "now", "confirmed", "source"):
        table.add_column(name, overflow="fold", no_wrap=name in ("fact", "day"))
    for one in sorted(found, key=lambda a: (bool(a.listed), a.day, a.record)):
        now = Text(", ".join(one.listed[:3]), "green") if one.listed else Text("not listed", "bold yellow")
        table.add_row(
            f"{one.record}:{one.fact}",
            plain(one.target),
            plain(one.authority),
            one.day,
            now,
            plain(one.confirmed_by),
            plain(one.source),
        )
    return table


def recorded(found: Sequence[RecordedFact]) -> RenderableType:
    """The facts on record, each with the name by which it is confirmed."""
    if not found:
        return Text("No such fact is on the record.", "dim")
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for name in ("fact", "type", "day", "what", "confirmed", "source"):
        table.add_column(name, overflow="fold", no_wrap=name in ("fact", "type", "day"))
    for one in found:
        what = _what(PageFact(one.fact, one.listed))
        table.add_row(one.id, one.fact.type, one.when, what, plain(one.confirmed_by), plain(one.source))
    return table
