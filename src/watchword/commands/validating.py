"""What does `watchword validate` take and give? A folder with a report, its data, and a record that seals it.

Measuring is `validation`.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from watchword.commands import files, opening, options, recording
from watchword.errors import WatchwordError
from watchword.output import print_parts, write_json

if TYPE_CHECKING:
    from watchword.ledger.log import Log
    from watchword.model import Party
    from watchword.validation.measuring import Measured

DONE = 0


@click.command()
@click.argument("out", metavar="OUT", type=click.Path(path_type=Path))
@click.option("--customers", type=click.Path(path_type=Path), metavar="FILE",
              help="Customers to count alerts on. Default: those of the book, if there are any.")  # fmt: skip
@files.column_map
@click.option("--sample", type=click.IntRange(min=1), default=2000, show_default=True,
              help="Customers to take, by chance.")  # fmt: skip
@click.option("--names", type=click.IntRange(min=1), default=2000, show_default=True,
              help="Listed names to alter and look for.")  # fmt: skip
@click.option("--searches", type=click.IntRange(min=1), default=200, show_default=True,
              help="Altered names that are also looked for by scoring every listed name.")  # fmt: skip
@click.option("--seed", type=int, default=1, show_default=True, help="Number that settles what chance takes.")
@click.option("--day", default="", metavar="DATE", help="Day for which the age of the lists is told. Default: today.")
@options.lists
@options.as_of
@files.policy
@options.json
@options.home
def validate(**given: Any) -> int:
    """Measure what is found and what is missed, and write a pack for an auditor into the folder OUT.

    The same lists, policy, engine, customers, seed and day give the same bytes. The record holds the SHA-256 of the
    pack's MANIFEST.

    \b
    Examples:
      watchword validate validation-2026-11
      watchword validate again --seed 7 --day 2026-11-26 --customers customers.csv

    Exit code 1 when a listed name is missed or the index loses anything: the pack says which.
    """
    from watchword import wiring
    from watchword.library.intake import parse_day
    from watchword.progress import TransferBar
    from watchword.screen import Screener
    from watchword.validation import pack
    from watchword.validation.measuring import Question, measure

    settings = files.settings_of(given)
    day = parse_day(given["day"], "--day") if given["day"] else opening.today().isoformat()
    question = Question(day, given["seed"], given["names"], given["searches"])
    log = wiring.open_log(settings)
    customers = _customers(given, log)
    screener = Screener(opening.open_snapshot(settings, quiet=given["json"]), settings.policy)
    with TransferBar() as bar:
        measured = measure(screener, question, customers, bar)
    made = pack.files(measured)
    pack.write(given["out"], made)
    receipt = log.append(*pack.entry(measured, made), time=wiring.now())
    recording.tell(receipt, quiet=given["json"])
    _tell(measured, given, receipt.seq)
    return DONE if measured.sound else WatchwordError.exit_code


def _customers(given: dict[str, Any], log: Log) -> list[Party] | None:
    """A sample of the file's customers, else of the book's; None where there are none."""
    from watchword.monitoring.parties import of_book, of_file
    from watchword.validation.measuring import sample

    found = of_file(given["customers"], given["map_file"]) if given["customers"] else of_book(log)
    return sample(found, given["sample"], given["seed"]) or None


def _tell(measured: Measured, given: dict[str, Any], seq: int) -> None:
    if given["json"]:
        write_json({"out": str(given["out"]), "record": seq, "sound": measured.sound, "recall": measured.recall,
                    "exact": measured.exact.found, "searches": measured.searches,
                    "alerts": measured.alerts.at_line if measured.alerts else None})  # fmt: skip
        return
    from watchword import render_monitoring

    print_parts(*render_monitoring.validated(measured, str(given["out"])))
