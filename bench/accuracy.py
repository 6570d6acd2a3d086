"""How accurate is a system, on every set of this folder? The command that measures, freezes and compares.

    python -m bench.accuracy --set single --scorer watchword --freeze

Results hold no times and do not depend on the machine, so that --diff can ask for equality.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from bench import corpus, crossscript, pairs, parties, recall, report
from bench.corpus import ListedName
from bench.measures import Tables
from bench.recall import Sample
from bench.scorers import SYSTEMS, System, Watchword
from bench.unlisted import shared

SETS = (
    "name_bench",
    "single",
    "hard",
    "hardest",
    "exact",
    "crossscript",
    "fullnames",
    "ofac",
    "watchman",
    "ranking",
)
_SIZES = {"single": 2400, "hard": 2400, "hardest": 2400, "crossscript": 1000, "fullnames": 2000, "ranking": 200}


def measure(
    name: str, system: System, names: Sequence[ListedName] | None, sample: Sample, tick: Callable[[int], None]
) -> Tables:
    """The tables of one set. `names` None means the bundled lists; a sample of 0 the usual size."""
    folder = shared()
    sample = _sized(name, sample)
    size = sample.n
    if name in (*recall.MAKERS, "exact"):
        listed = recall.corpus_of_bundled() if names is None else names
        if name == "exact":
            return recall.exact(system, listed[:size] if size else listed, tick)
        if name == "single":
            return recall.single(system, listed, folder, sample, tick)
        return recall.hard(system, listed, folder, sample, tick, name)
    if name == "crossscript":
        return crossscript.crossscript(system, folder, size, tick)
    if name == "ranking":
        if not isinstance(system, Watchword):
            raise click.UsageError("ranking needs a system that takes whole parties: watchword")
        return parties.ranking(system, folder, size, tick)
    if name == "fullnames":
        return pairs.fullnames(system, folder, size)
    return {"name_bench": pairs.name_bench, "ofac": pairs.ofac, "watchman": pairs.watchman}[name](system, folder)


def _sized(name: str, sample: Sample) -> Sample:
    return sample if sample.n else Sample(_SIZES.get(name, 0), sample.seed, sample.every)


def wrong(
    name: str, system: System, names: Sequence[ListedName] | None, sample: Sample, tick: Callable[[int], None]
) -> Tables:
    """What comes out on the wrong side of the default cutoff, case by case, to learn from."""
    if name == "name_bench":
        return {"pairs on the wrong side": pairs.mistakes(system, shared())}
    if name in recall.MAKERS:
        listed = recall.corpus_of_bundled() if names is None else names
        return {"not found": recall.missed(system, listed, _sized(name, sample), tick, name)}
    return {}


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--set", "wanted", type=click.Choice([*SETS, "all"]), default="all", show_default=True)
@click.option("--scorer", type=click.Choice(list(SYSTEMS)), default="watchword", show_default=True)
@click.option("--freeze", is_flag=True, help="Write the results into bench/frozen/.")
@click.option("--diff", is_flag=True, help="Exit 1 when the results differ from the frozen ones.")
@click.option("--names", type=click.Path(exists=True, path_type=Path), help="Listed names (CSV) in place of the lists.")
@click.option("--n", type=click.IntRange(min=1), help="Size of the set, for a quick look; not with --freeze or --diff.")
@click.option("--seed", default=recall.SEED, show_default=True, help="Draws other single and hard sets.")
@click.option("--mistakes", is_flag=True, help="Print what comes out wrong (name_bench, single, hard, hardest).")
def main(
    wanted: str, scorer: str, freeze: bool, diff: bool, names: Path | None, n: int | None, seed: int, mistakes: bool
) -> None:
    """Measure accuracy; print tables; freeze the results or compare them with the frozen ones."""
    if (freeze or diff) and (names or n or mistakes or seed != recall.SEED):
        raise click.UsageError("--freeze and --diff are for the bundled lists at the usual size and seed")
    console = Console(width=140)
    system = SYSTEMS[scorer]()
    listed = corpus.read(names) if names else None
    work = wrong if mistakes else measure
    # Only watchword takes whole parties.
    chosen = [s for s in SETS if wanted in (s, "all") and (s != "ranking" or scorer == "watchword" or wanted == s)]
    changed = False
    for name in chosen:
        with _progress() as progress:
            tick = partial(progress.advance, progress.add_task(name, total=None))
            tables = work(name, system, listed, Sample(n or 0, seed), tick)
        report.show(f"{name}: {scorer}", tables, console)
        changed |= _keep(name, scorer, tables, (freeze, diff), console)
    sys.exit(1 if changed else 0)


def _progress() -> Progress:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    return Progress(*columns, console=Console(stderr=True), transient=True)


def _keep(name: str, scorer: str, tables: Tables, ways: tuple[bool, bool], console: Console) -> bool:
    """Freeze or compare; whether the results differ from the frozen ones."""
    freeze, diff = ways
    path = report.path_of(name, scorer)
    lines = report.differences(tables, path) if diff else []
    for line in lines:
        console.print(f"[red]differs[/red] {line}", highlight=False)
    if freeze:
        path.parent.mkdir(exist_ok=True)
        path.write_text(report.canonical(tables), encoding="utf-8")
        console.print(f"frozen in bench/frozen/{path.name}")
    return bool(lines)


if __name__ == "__main__":
    main()
