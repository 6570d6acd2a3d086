"""What does `watchword batch` take and give? A file of customers in, a file of hits out, a summary to read.

Screening, reading and resuming are `batch`; tables are `pictures`.
"""

from __future__ import annotations

import shlex
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import msgspec

from watchword.commands import files, opening, options, recording
from watchword.output import print_parts, write_json
from watchword.progress import make_ready

if TYPE_CHECKING:
    from collections.abc import Sequence

    from watchword.batch.pool import Pool
    from watchword.batch.run import Options, Outcome, Plan
    from watchword.cases.recorder import Chunk, Recorder
    from watchword.model import Receipt
    from watchword.policy import Policy
    from watchword.snapshot import Snapshot
    from watchword.wiring import Settings

DONE, HITS_FOUND, ROWS_SET_ASIDE = 0, 10, 11


@click.command()
@click.argument("source", metavar="IN", type=click.Path(path_type=Path))
@click.argument("out", metavar="OUT", type=click.Path(path_type=Path))
@files.column_map
@click.option("--show-map", is_flag=True, help="Print the map as TOML, to edit and give as --map, and stop.")
@options.lists
@options.as_of
@options.max_age
@click.option("--min", "minimum", type=click.FloatRange(0, 1, min_open=True), metavar="SIMILARITY",
              help="Lowest similarity of a hit, above 0 to 1. Default: the alert line of the policy.")  # fmt: skip
@files.policy
@click.option("--hits-only", is_flag=True, help="Leave rows without hits out of OUT.")
@click.option("--workers", type=click.IntRange(min=1), metavar="N", help="Processes that screen. Default: one a core.")
@click.option("--resume", is_flag=True, help="Go on where a stopped or killed run left off.")
@options.json
@options.home
def batch(**given: Any) -> int:
    """Screen every row of IN, write every hit to OUT.

    IN is CSV with a header, Parquet, JSON lines or FollowTheMoney JSON lines; OUT ends in .csv, .parquet or .jsonl.
    Which column holds what is guessed from the headers and shown first. Rows that can't be screened go to a file
    beside OUT with the reason. A run that is stopped or killed goes on with --resume; OUT appears when it is whole.

    \b
    Examples:
      watchword batch customers.csv hits.csv
      watchword batch customers.csv hits.csv --show-map > map.toml
      watchword batch customers.csv hits.parquet --map map.toml --lists lists/ --workers 2
      watchword batch customers.csv hits.parquet --map map.toml --lists lists/ --workers 2 --resume

    \b
    Exit codes: 0 no hits, 10 hits, 11 done but some rows were set aside, 130 stopped; errors as usual.
    """
    from watchword.batch.pool import started_for

    if given["show_map"]:
        return _show_toml(given)
    with started_for(given["source"], given["workers"] or 0) as pool:  # first, so that they load in the meantime
        return _batch(given, pool)


def _show_toml(given: dict[str, Any]) -> int:
    from watchword.batch import columns, run

    work = run.plan(given["source"], given["out"], given["map_file"])
    click.echo(columns.as_toml(work.columns, work.source.encoding, work.source.delimiter), nl=False)
    return DONE


def _batch(given: dict[str, Any], pool: Pool | None) -> int:
    from watchword.batch import run

    work = run.plan(given["source"], given["out"], given["map_file"])
    if not given["json"]:
        _show_map(work)
    if not run.is_small(work):
        make_ready(quiet=given["json"])
    settings = files.settings_of(given)
    snapshot = opening.open_snapshot(settings, quiet=given["json"])
    begun = time.monotonic()
    seal = _Seal(recording.recorder(snapshot, settings, "batch"))
    wanted = run.Options(given["minimum"], given["hits_only"], given["workers"] or 0, given["resume"], seal, pool)
    done = _run(work, snapshot, settings.policy, wanted)
    seconds = 0.0 if given["json"] else time.monotonic() - begun
    _tell(Told(work, done, snapshot, tuple(seal.receipts)), settings, seconds)
    return ROWS_SET_ASIDE if done.tally.set_aside else HITS_FOUND if done.tally.hits else DONE


def _show_map(work: Plan) -> None:
    from rich.console import Console

    from watchword.commands import pictures

    Console(stderr=True, highlight=False, markup=False, emoji=False).print(pictures.column_map(work))


class _Seal:
    """Puts chunks on the record and keeps their receipts."""

    def __init__(self, recorder: Recorder) -> None:
        self._recorder = recorder
        self.receipts: list[Receipt] = []

    def __call__(self, chunks: Sequence[Chunk], minimum: float) -> None:
        self.receipts += self._recorder.record_chunks(chunks, minimum)


@dataclass(frozen=True, slots=True)
class Told:
    """What there is to tell of a run: plan, outcome, lists, and the receipts of its chunks."""

    work: Plan
    done: Outcome
    snapshot: Snapshot
    receipts: tuple[Receipt, ...]


def _run(work: Plan, snapshot: Snapshot, policy: Policy, wanted: Options) -> Outcome:
    """Run the plan with a bar; Ctrl-C says how to go on."""
    from watchword.batch import run
    from watchword.batch.pool import collect_rarely
    from watchword.commands import pictures

    collect_rarely()
    try:
        with pictures.BatchBar() as bar:
            return run.run(work, snapshot, policy, wanted, bar)
    except KeyboardInterrupt:
        again = f"watchword batch {shlex.quote(str(work.path))} {shlex.quote(str(work.out))} ... --resume"
        click.echo(f"What is done is kept. Go on with the same options: {again}", err=True)
        raise click.Abort from None


def _tell(told: Told, settings: Settings, seconds: float) -> None:
    """The summary, with how far the lists can be relied on: as JSON for `seconds` 0, else for people."""
    from watchword import wiring
    from watchword.match.version import engine

    done, snapshot = told.done, told.snapshot
    clearance = wiring.clearance(settings, snapshot.publications, opening.today())
    if not seconds:
        write_json({
            **_summary(told.work, done), "snapshot": snapshot.digest, "policy": settings.policy.digest,
            "engine": engine(), "clearance": clearance, "warnings": clearance.reasons, "receipts": told.receipts,
        })  # fmt: skip
        return
    from watchword import render
    from watchword.commands import pictures

    cleared = clearance.allowed or done.tally.with_hits == done.tally.rows
    nobody = () if cleared else ("Finding nothing on such lists clears nobody.",)
    counts = pictures.outcome(done, settings.policy.scoped(snapshot.publications), seconds)
    print_parts(counts, render.notice((*clearance.reasons, *nobody)))
    if told.receipts:
        first, last = told.receipts[0].seq, told.receipts[-1].seq
        click.echo(f"On record: {first} to {last}, one record a chunk", err=True)


def _summary(work: Plan, done: Outcome) -> dict[str, Any]:
    """The counts for a program, and where everything is."""
    return {
        "rows": done.tally.rows,
        **msgspec.structs.asdict(done.tally),
        "histogram": [{"from": at / 100, "hits": count} for at, count in sorted(done.tally.histogram.items())],
        "minimum": done.minimum,
        "in": str(work.path),
        "out": str(done.out),
        "set_aside_in": str(done.aside) if done.aside else "",
        "columns": {field: list(columns) for field, columns in work.columns.rows()},
    }
