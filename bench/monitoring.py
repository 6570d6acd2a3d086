"""How fast does a changed list reach every customer? A book of real names, two real states of OFAC's list.

The first run screens everybody against the earlier state; what is measured is the second: 171 designations more. Seconds
are those of the processor over all processes, and of the wall clock; the latter means nothing on a busy machine.
"""

from __future__ import annotations

import os
import resource
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
from rich.console import Console

from bench import customers, report
from bench.unlisted import shared

SEED = 5
OLD, NEW = "sdn_2022-01-21_scrape.csv", "sdn_2022-02-25.csv"


def measure(folder: Path, count: int, workers: int) -> dict[str, list[dict[str, Any]]]:
    """Import a book, run it against both states, and give the cost of each step."""
    from watchword import wiring
    from watchword.cases.recorder import Against, Asking, Recorder
    from watchword.lists import registry
    from watchword.match.version import engine
    from watchword.monitoring.importing import Wish, take
    from watchword.monitoring.planning import State, monitor
    from watchword.monitoring.running import Means
    from watchword.policy import Policy
    from watchword.snapshot import Snapshot
    from watchword.wiring import Settings

    source = folder / f"book-{count}.csv"
    if not source.exists():
        customers.write(source, (), count, SEED)
    home = folder / f"monitoring-{count}"
    shutil.rmtree(home, ignore_errors=True)
    log = wiring.open_log(Settings(home))
    ofac = shared() / "lists" / "ofac"
    states = [Snapshot.of(registry.read_files(registry.load_paths([ofac / name]))) for name in (OLD, NEW)]
    known = {state.digest: state for state in states}
    rows = [_timed("import", lambda: take(source, None, Wish(), log, wiring.now(), lambda *_: None).imported.customers)]
    for label, snapshot in zip(("first run: everybody, all lists", "second run: what changed"), states, strict=True):
        against = Against(snapshot.digest, snapshot.publications, Policy(), engine())
        means = Means(log, Recorder(log, against, Asking("monitor", "bench"), wiring.now), workers, wiring.now)

        def run(means: Means = means, snapshot: Snapshot = snapshot) -> int:
            done = list(monitor(State("", snapshot), means, known.__getitem__, lambda *_: None))
            return sum(one.customers for one, _ in done)

        rows.append(_timed(label, run))
    return {f"{count:,} customers, {workers} workers": rows}


def _timed(step: str, work: Callable[[], int]) -> dict[str, Any]:
    began, used = time.perf_counter(), _used()
    count = work()
    spent = _used() - used
    return {"step": step, "customers": count, "processor seconds": round(spent, 1),
            "us each": round(1e6 * spent / max(count, 1)), "wall seconds": round(time.perf_counter() - began, 1)}  # fmt: skip


def _used() -> float:
    """Seconds of the processor that this process and its ended children have used."""
    return sum(
        getattr(resource.getrusage(who), field)
        for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
        for field in ("ru_utime", "ru_stime")
    )


@click.command()
@click.option("--rows", default=100_000, show_default=True, help="Customers in the book.")
@click.option("--workers", default=os.cpu_count() or 1, show_default=True)
@click.option("--folder", type=click.Path(path_type=Path), default=Path(".bench"), show_default=True)
def main(rows: int, workers: int, folder: Path) -> None:
    """Measure an import and two runs."""
    folder.mkdir(parents=True, exist_ok=True)
    report.show("monitoring", measure(folder, rows, workers), Console())


if __name__ == "__main__":
    main()
