"""What does `watchword tune` take and give? A file of customers in, a line to recommend, with the picture behind it.

Measuring is `tune`; drawing is `plots`.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import msgspec

from watchword.commands import files, opening, options
from watchword.errors import StorageError, UsageError
from watchword.output import print_parts, write_json

if TYPE_CHECKING:
    from rich.console import RenderableType

    from watchword.tune import Question, Tuning

DONE = 0
_STEPS = frozenset({60, 65, 70, 75, 80, 85, 90, 95, 100})  # hundredths of the lines that the table shows


@click.command()
@click.argument("customers", metavar="CUSTOMERS", type=click.Path(path_type=Path))
@files.column_map
@options.lists
@options.as_of
@files.policy
@click.option("--recall", type=click.FloatRange(0, 1, min_open=True), metavar="SHARE",
              help="Recommend the highest line that finds this share of altered names. Default: 0.95.")  # fmt: skip
@click.option("--alerts", type=click.FloatRange(0), metavar="N",
              help="Recommend instead the lowest line with at most N alerts per 1,000 customers.")  # fmt: skip
@click.option("--customers", "sample", type=click.IntRange(min=1), default=2000, show_default=True,
              help="Customers to take from the file, by chance.")  # fmt: skip
@click.option("--names", type=click.IntRange(min=1), default=1000, show_default=True,
              help="Listed names to alter and look for.")  # fmt: skip
@click.option("--seed", type=int, default=1, show_default=True, help="Number that settles what chance takes.")
@click.option("--picture", type=click.Path(path_type=Path), metavar="FILE.svg", help="Write the plot to a file, too.")
@options.json
@options.home
def tune(**given: Any) -> int:
    """Recommend an alert line for CUSTOMERS: recall against alerts, measured.

    Recall is the share of listed names, each altered as names come to be, that find their own listing; alerts are
    customers of the file with a hit. Both at every line from 0.60 to 1.00, under the policy. Nothing is changed:
    write the line into a policy file to use it.

    \b
    Examples:
      watchword tune customers.csv
      watchword tune customers.csv --policy policy.toml --alerts 5 --picture tune.svg
    """
    from watchword import tune as measuring

    if given["recall"] is not None and given["alerts"] is not None:
        raise UsageError("--recall and --alerts exclude each other", where="--alerts", hint="Give one of them.")
    picture = given["picture"]
    if picture is not None and picture.suffix.lower() != ".svg":
        raise UsageError("a picture is written as SVG", where="--picture", hint="End its name in .svg.")
    question = measuring.Question(given["recall"] or 0.95, given["alerts"], given["sample"], given["names"],
                                  given["seed"])  # fmt: skip
    tuning = _measure(given, question)
    if picture is not None:
        _write(picture, tuning, f"Recall against alerts: {given['customers'].name}")
    if given["json"]:
        write_json(msgspec.to_builtins(tuning))
    else:
        print_parts(*_shown(tuning, question))
    return DONE


def _measure(given: dict[str, Any], question: Question) -> Tuning:
    from rich.console import Console
    from rich.progress import Progress

    from watchword import tune as measuring
    from watchword.batch import run
    from watchword.screen import Screener

    source, columns = run.open_customers(given["customers"], given["map_file"])
    settings = files.settings_of(given)
    screener = Screener(opening.open_snapshot(settings, quiet=given["json"]), settings.policy)
    console = Console(stderr=True)
    with Progress(console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("Measuring", total=None)
        return measuring.tune(source, columns, screener, question,
                              lambda done, total: bar.update(task, completed=done, total=total))  # fmt: skip


def _write(path: Path, tuning: Tuning, title: str) -> None:
    from watchword.commands import plots

    try:
        path.write_text(plots.svg(tuning, title), encoding="utf-8")
    except OSError as error:
        raise StorageError(f"can't write the picture: {error.strerror}", where=str(path)) from error


def _shown(tuning: Tuning, question: Question) -> list[RenderableType]:
    from rich.text import Text

    from watchword.commands import plots

    wish = f"{question.recall:.1%} of altered names" if question.alerts is None else (
        f"at most {question.alerts:g} alerts per 1,000 customers")  # fmt: skip
    told = "" if tuning.reached else f"No line gives {wish}; the nearest is shown.\n"
    head = Text.assemble(
        (f"Recommended: alert = {tuning.recommended:.2f}", "bold green"), f"  for {wish}.\n{told}",
        f"Measured on {tuning.customers:,} customers and {tuning.names:,} altered listed names"
        + (f"; {tuning.refused:,} customers can't be screened.\n" if tuning.refused else ".\n"),
    )  # fmt: skip
    return [head, plots.terminal(tuning), _lines(tuning), _classes(tuning)]


def _lines(tuning: Tuning) -> RenderableType:
    from rich import box
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAVY, pad_edge=False)
    for title in ("line", "recall", "95% interval", "alerts per 1,000", ""):
        table.add_column(title, justify="left" if not title else "right")
    for point in tuning.points:
        chosen, current = point.line == tuning.recommended, abs(point.line - tuning.current) < 0.005
        if round(point.line * 100) in _STEPS or chosen or current:
            note = ", ".join(text for text, so in (("recommended", chosen), ("policy", current)) if so)
            interval = f"{point.low:.1%} to {point.high:.1%}"
            table.add_row(f"{point.line:.2f}", f"{point.recall:.1%}", interval, f"{point.alerts:.1f}", note,
                          style="bold green" if chosen else "")  # fmt: skip
    return table


def _classes(tuning: Tuning) -> RenderableType:
    from rich.table import Table

    from watchword.commands.pictures import bar

    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    table.add_column(f"found at {tuning.recommended:.2f}")
    table.add_column("", justify="right")
    table.add_column("")
    for cls, share in sorted(tuning.by_class.items(), key=lambda pair: pair[1]):
        table.add_row(cls, f"{share:.1%}", bar(share))
    return table
