"""How do counts and curves look to a person? Histograms, tables and bars of progress in a terminal.

Text of customer files is hostile here: it goes through `wording.plain`. Nothing is counted.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from rich import box
from rich.console import Console, Group
from rich.padding import Padding
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from watchword.batch.summary import Tally, bars
from watchword.model import Publication
from watchword.wording import plain

if TYPE_CHECKING:
    from watchword.batch.run import Outcome, Plan

_BAR = 40  # characters of the longest bar
_BARS = 14  # bars of a histogram
_EIGHTHS = " ▏▎▍▌▋▊▉"


def column_map(work: Plan) -> Group:
    """What each column of a customer file is taken for, with an example; what is left out, and how it is read."""
    source = work.source
    form = {"csv": "delimited text", "jsonl": "JSON lines", "ftm": "FollowTheMoney", "parquet": "Parquet"}[source.form]
    facts = [form, source.encoding, f"delimiter {source.delimiter!r}" if source.delimiter else ""]
    head = Text.assemble((plain(str(work.path)), "bold"), ": ", ", ".join(fact for fact in facts if fact))
    table = Table(box=box.SIMPLE_HEAVY, pad_edge=False)
    for title in ("field", "column", "first value"):
        table.add_column(title, overflow="ellipsis", no_wrap=True)
    for field, columns in work.columns.rows():
        example = next((str(row[c]) for row in source.sample for c in columns if row.get(c)), "")
        table.add_row(field, plain(", ".join(columns)), plain(example)[:60])
    left = [header for header in source.headers if header not in work.columns.used]
    notes = [f"Not used: {plain(', '.join(left))}"] if left else []
    if source.form != "ftm" and not work.columns.kind:
        kind = work.columns.kind_of_all
        notes.append("No column of kinds: " + ("every kind is compared" if kind == "unknown" else f"all are {kind}"))
    return Group(head, *([] if source.form == "ftm" else [table]), *(Text(note) for note in notes), Text())


def outcome(done: Outcome, publications: Iterable[Publication], seconds: float) -> Group:
    """The counts of a run: rows, hits by list, hits by similarity, and what was set aside."""
    tally = done.tally
    rate = f" in {duration(seconds)}, {(tally.rows - done.resumed) / seconds:,.0f} rows/s" if seconds else ""
    again = f" ({done.resumed:,} of them earlier)" if done.resumed else ""
    lines: list[Any] = [
        Text.assemble((f"{_count(tally.rows, 'row')}{again}{rate}: ", "bold"), (_count(tally.hits, "hit"), "bold red"),
                      f" at or above {done.minimum:g} for {tally.with_hits:,} of them. {plain(str(done.out))}"),
    ]  # fmt: skip
    if tally.set_aside:
        reasons = ", ".join(f"{where} {count:,}" for where, count in tally.reasons.items())
        lines.append(
            Text(f"{_count(tally.set_aside, 'row')} set aside ({reasons}): {plain(str(done.aside))}", "bold yellow")
        )
    if tally.passed_over:
        passed = ", ".join(f"{what} {count:,}" for what, count in tally.passed_over.items())
        lines.append(Text(f"Passed over, being no parties: {plain(passed)}"))
    if tally.hits:
        lines += [Padding(_by_list(tally, publications), (1, 0, 0, 0)), Padding(histogram(tally.histogram), (1, 0))]
    return Group(*lines)


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}{'s' * (number != 1)}"


def _by_list(tally: Tally, publications: Iterable[Publication]) -> Table:
    titles = {publication.publisher: publication.title for publication in publications}
    rows = [(f"{name}  {titles.get(name, '')}", count) for name, count in tally.by_list.items()]
    return _chart("hits by list", sorted(rows, key=lambda row: -row[1]))


def histogram(counts: Mapping[int, int]) -> Table:
    """Hits by similarity, the highest first."""
    rows = [(f"{first:.2f} to {last:.2f}", count) for first, last, count in bars(dict(counts), _BARS)]
    return _chart("hits by similarity", rows[::-1])


def _chart(title: str, rows: Sequence[tuple[str, int]]) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    table.add_column(title, overflow="fold")
    table.add_column("", justify="right", no_wrap=True)
    table.add_column("", no_wrap=True)
    most = max((count for _, count in rows), default=0)
    for label, count in rows:
        table.add_row(plain(label), f"{count:,}", bar(count / most if most else 0))
    return table


def bar(share: float) -> Text:
    """A bar of a share (0..1) of the longest one, to an eighth of a character; never nothing for something."""
    eighths = max(round(share * _BAR * 8), 1 if share else 0)
    return Text("█" * (eighths // 8) + _EIGHTHS[eighths % 8].strip(), "cyan")


def duration(seconds: float) -> str:
    """Seconds as people say them: 4.2 s, 3 min 20 s, 2 h 5 min."""
    if seconds < 60:
        return f"{seconds:.1f} s"
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest} s" if minutes < 60 else f"{minutes // 60} h {minutes % 60} min"


class BatchBar:
    """How far a run is: rows a second, hits, time left. Nothing is shown where nobody sits at a terminal."""

    def __init__(self) -> None:
        columns = (
            TextColumn("Screening"), BarColumn(), TaskProgressColumn(),
            TextColumn("{task.fields[rows]:,} rows, {task.fields[rate]:,.0f}/s, {task.fields[hits]:,} hits,"),
            TimeRemainingColumn(), TextColumn("left"),
        )  # fmt: skip
        console = Console(stderr=True)
        self._bar = Progress(*columns, console=console, transient=True, disable=not sys.stderr.isatty())
        self._task = self._bar.add_task("", total=None, rows=0, rate=0.0, hits=0)
        self._before: int | None = None

    def __enter__(self) -> BatchBar:
        self._bar.start()
        return self

    def __call__(self, position: int, total: int, tally: Tally) -> None:
        """Say that `position` of `total` is done, with these counts."""
        task = self._bar.tasks[0]
        if self._before is None:  # an earlier run's rows are no sign of this one's pace
            self._before = tally.rows
            self._bar.reset(self._task, start=True, total=total, completed=position, rows=0, rate=0.0, hits=0)
        rate = (tally.rows - self._before) / task.elapsed if task.elapsed else 0.0
        self._bar.update(self._task, total=total, completed=position, rows=tally.rows, rate=rate, hits=tally.hits)

    def __exit__(self, *_: object) -> None:
        self._bar.stop()
