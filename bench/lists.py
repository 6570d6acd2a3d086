"""How long does reading real list files take, and how much memory? Each list, the EU's alone, and a year of scrapes.

Counts are compared with nothing here: that is tests/lists/test_real_files.py. Seconds are by the clock: run it on
a machine that does nothing else. What was read stays in memory to the end, as if all lists were screened against.
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import click
from rich.console import Console

from bench import report, unlisted
from bench.measures import Row
from watchword.library.acceptance import Gate
from watchword.library.catalogue import Catalogue
from watchword.library.intake import batches
from watchword.library.standing import Limits
from watchword.library.update import add
from watchword.lists.registry import format_of, load_paths, read_files

_FOLDERS = ("lists/ofac", "lists/us_csl", "lists/eu", "lists/uk", "lists/ch", "lists/au")
_ONLY_TO_TEST = ("test_only/lists/un", "test_only/lists/ca")
_WHOLE_EU = "20190827-FULL-1_1.xml"
_NO_LISTS = ("sdn_comments", "sdn_series")
LIMITS = {"together": 90.0, "whole EU file": 5.0, "year of scrapes": 60.0}  # seconds
MOST_MEGABYTES = 2048


def lists_in(shared: Path) -> tuple[Path, ...]:
    """Every list at hand: a file, or a folder whose files belong together."""
    found = [path for folder in (*_FOLDERS, *_ONLY_TO_TEST) for path in sorted((shared / folder).iterdir())]
    return tuple(path for path in found if not path.name.startswith(_NO_LISTS))


def read_all(paths: Iterable[Path]) -> Iterator[Row]:
    """One row for each list: what it is, how many records it has, how long reading it took."""
    kept = []
    for path in paths:
        start = time.perf_counter()
        files = load_paths([path])
        (read,) = read_files(files)
        taken = time.perf_counter() - start
        kept.append(read)
        size = sum(len(file.data) for file in files)
        yield {
            "list": path.name,
            "format": format_of(files[0]).name,
            "records": len(read.listings),
            "MB": size / 1e6,
            "seconds": taken,
        }


def read_series(archive: Path) -> tuple[int, float, float]:
    """States kept of a year of scrapes, the seconds that it took, and the megabytes that they take on the disk."""
    with tempfile.TemporaryDirectory() as home:
        start = time.perf_counter()
        catalogue = Catalogue(Path(home))
        with batches([archive]) as found, catalogue.changing():
            outcomes = tuple(add(Gate(catalogue, Limits(), datetime.now(UTC)), found, lambda *_: None))
        taken = time.perf_counter() - start
        size = sum(path.stat().st_size for path in Path(home).rglob("*") if path.is_file())
        return sum(one.result == "added" for one in outcomes), taken, size / 1e6


def peak_megabytes() -> float:
    """The most memory that this process has had."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1e6 if sys.platform == "darwin" else 1e3)


@click.command()
@click.option("--series/--no-series", default=True, help="Also keep the year of scrapes as a history.")
def main(series: bool) -> None:
    """Read every real list at hand; exit 1 when it takes longer, or more memory, than the limits."""
    shared = unlisted.shared()
    rows = list(read_all(lists_in(shared)))
    peak = peak_megabytes()
    taken = {
        "together": sum(row["seconds"] for row in rows),
        "whole EU file": next(row["seconds"] for row in rows if row["list"] == _WHOLE_EU),
    }
    totals: list[Row] = [{"what": "memory of all lists (MB)", "measured": peak, "at most": float(MOST_MEGABYTES)}]
    if series:
        states, taken["year of scrapes"], size = read_series(next((shared / "lists/ofac").glob("sdn_series*")))
        totals.append({"what": f"disk of {states} states (MB)", "measured": size, "at most": None})
    totals += [{"what": f"{what} (s)", "measured": taken[what], "at most": LIMITS[what]} for what in taken]
    report.show("lists", {"each": rows, "together": totals}, Console())
    sys.exit(1 if peak > MOST_MEGABYTES or any(taken[what] > LIMITS[what] for what in taken) else 0)


if __name__ == "__main__":
    main()
