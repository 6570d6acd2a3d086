"""What does `watchword replay` take and give? Numbers of records in, and whether each comes out the same again.

Replaying is `replaying`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from watchword.commands import files, opening, options
from watchword.errors import UsageError, WatchwordError
from watchword.output import print_parts, write_json

if TYPE_CHECKING:
    from watchword.cases.answers import ChunkAnswer, ChunkScreened
    from watchword.ledger.log import Log
    from watchword.model import Party
    from watchword.replaying import Given

DONE = 0
_MANY = 50  # records from which compiled loops are worth loading


@click.command()
@click.argument("records", metavar="SEQ...", nargs=-1)
@click.option("--all", "everything", is_flag=True, help="Every answer on record.")
@click.option("--file", "path", type=click.Path(path_type=Path), metavar="FILE",
              help="The file that was screened: its rows without hits are replayed, too.")  # fmt: skip
@files.column_map
@options.json
@options.home
def replay(**given: Any) -> int:
    """Compute recorded answers again, from the lists and the policy of then, and compare every byte.

    SEQ is the number of a record, or a range of them as 100-200 (records in it that are no answers are passed over).
    Where another engine gave an answer that differs, both are shown.

    \b
    Examples:
      watchword replay 12
      watchword replay 100-200 340
      watchword replay 57 --file customers.csv
      watchword replay --all

    Exit code 1 when an answer differs or can't be replayed.
    """
    from watchword import wiring
    from watchword.archive import Archive
    from watchword.progress import IndexBar
    from watchword.replaying import Replayer

    log = wiring.open_log(opening.settings_of({"lists": ()}))
    numbers = list(_numbers(given, log))
    with IndexBar() as bar:
        archive = Archive(log, opening.home_option(), bar)
        replayer = Replayer(log, archive, _given(given, log), compiled=len(numbers) > _MANY)
        found = list(replayer.replay(numbers))
    equal = sum(one.state == "equal" for one in found)
    if given["json"]:
        write_json({"equal": equal, "of": len(found), "records": found})
    else:
        from watchword import render_monitoring

        print_parts(*render_monitoring.replayed(found))
    return DONE if equal == len(found) else WatchwordError.exit_code


def _numbers(given: dict[str, Any], log: Log) -> Iterator[int]:
    """The records that are asked for, in order."""
    from watchword.replaying import answers_in

    if bool(given["records"]) == given["everything"]:
        raise UsageError("give numbers of records, or --all", where="SEQ", hint="See watchword replay --help.")
    with log.read() as view:
        if given["everything"]:
            yield from answers_in(view)
        for text in given["records"]:
            first, dash, last = text.partition("-")
            if not first.isdecimal() or (dash and not last.isdecimal()):
                raise UsageError(f"{text!r} is no number of a record", where="SEQ", hint="Write 12, or 100-200.")
            yield from answers_in(view, int(first), int(last) + 1) if dash else (int(first),)


def _given(given: dict[str, Any], log: Log) -> Given:
    """Who brings the rows that have no hits: the file that was screened; of a run over the book, the book."""
    from watchword.monitoring.given import customers_in
    from watchword.monitoring.running import SOURCE

    rows = _rows(given) if given["path"] else None

    def of(seq: int, body: ChunkScreened, sealed: ChunkAnswer) -> Sequence[Party | None] | None:
        if rows is None or sealed.source == SOURCE:
            return customers_in(log, seq)
        return list(islice(rows, body.first - 1, body.first - 1 + body.rows))

    return of


def _rows(given: dict[str, Any]) -> list[Party | None]:
    from watchword.monitoring.parties import rows_of_file

    return list(rows_of_file(given["path"], given["map_file"]))
