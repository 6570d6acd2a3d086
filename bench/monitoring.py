"""How fast does a changed list reach every customer? A book of real names, two real states of OFAC's list.

    python -m bench.monitoring [--rows 1000000]      first: the book is imported, and everybody answered for the earlier state
    python -m bench.monitoring --second              then, as often as one likes: the day on which 171 were designated

The first call goes on where it was stopped. The second works on a copy of the home directory that the first made. Seconds
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


def first(folder: Path, count: int, workers: int) -> list[dict[str, Any]]:
    """Import a book and answer everybody for the earlier state, or do what is left of it; what each cost."""
    from watchword import wiring
    from watchword.monitoring.importing import Wish, take
    from watchword.monitoring.opening import reading_book

    source = folder / f"book-{count}.csv"
    if not source.exists():
        customers.write(source, (), count, SEED)
    log = wiring.open_log(wiring.Settings(_home(folder, count)))
    with reading_book(log) as book:
        there = book.count()[0]
    rows = []
    if not there:
        work = lambda: take(source, None, Wish(), log, wiring.now(), lambda *_: None).imported.customers  # noqa: E731
        rows.append(_timed("import", work))
    return [*rows, _timed("first run: everybody, all of the list", lambda: _run(log, (OLD,), workers))]


def second(folder: Path, count: int, workers: int) -> list[dict[str, Any]]:
    """Answer everybody for the later state, on a copy, and what it cost: from the two files to the closed run."""
    from watchword import wiring

    made, home = _home(folder, count), folder / "monitoring-second"
    shutil.rmtree(home, ignore_errors=True)
    shutil.copytree(made, home)
    log = wiring.open_log(wiring.Settings(home))
    return [_timed("second run: what changed", lambda: _run(log, (OLD, NEW), workers))]


def _home(folder: Path, count: int) -> Path:
    return folder / f"monitoring-{count}"


def _run(log: Any, files: tuple[str, ...], workers: int) -> int:
    """Every run that is due for the last of these files; how many customers got an answer."""
    from watchword import wiring
    from watchword.cases.recorder import Against, Asking, Recorder
    from watchword.lists import registry
    from watchword.match.version import engine
    from watchword.monitoring.planning import State, monitor
    from watchword.monitoring.running import Means
    from watchword.policy import Policy
    from watchword.snapshot import Snapshot

    lists = shared() / "lists" / "ofac"
    states = [Snapshot.of(registry.read_files(registry.load_paths([lists / name]))) for name in files]
    known = {state.digest: state for state in states}
    against = Against(states[-1].digest, states[-1].publications, Policy(), engine())
    means = Means(log, Recorder(log, against, Asking("monitor", "bench"), wiring.now), workers, wiring.now)
    done = list(monitor(State("", states[-1]), means, known.__getitem__, lambda *_: None))
    return sum(one.customers for one, _ in done)


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
@click.option("--second", "later", is_flag=True, help="The second run alone, on a book that was made before.")
def main(rows: int, workers: int, folder: Path, later: bool) -> None:
    """Measure an import and two runs."""
    folder.mkdir(parents=True, exist_ok=True)
    steps = [] if later else first(folder, rows, workers)
    steps += second(folder, rows, workers)
    report.show("monitoring", {f"{rows:,} customers, {workers} workers": steps}, Console())


if __name__ == "__main__":
    main()
