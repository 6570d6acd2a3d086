"""Does the search lose anything? Every answer beside that of scoring all listed names one by one.

The brute force itself is `brute`; this counts what the search misses, adds, or scores differently.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import click
from rich.console import Console
from rich.progress import track

from bench import alterations, report
from bench.alterations import Altered
from bench.measures import Row
from bench.recall import SEED, corpus_of_bundled

CUTOFFS = (6000, 7000, 8000, 9000)
Search = Callable[[Any, int], Mapping[int, int]]  # (query, cutoff in ten-thousandths) -> score of each listed name


def count(queries: Iterable[Any], fast: Search, slow: Search, cutoffs: Sequence[int] = CUTOFFS) -> list[Row]:
    """For each cutoff: queries, found names, and how many were missed, extra or differently scored."""
    totals = {cutoff: dict.fromkeys(("queries", "found", "missed", "extra", "other score"), 0) for cutoff in cutoffs}
    for query in queries:
        every = slow(query, min(cutoffs))
        for cutoff, total in totals.items():
            wanted = {name: score for name, score in every.items() if score >= cutoff}
            got = fast(query, cutoff)
            total["queries"] += 1
            total["found"] += len(wanted)
            total["missed"] += len(wanted.keys() - got.keys())
            total["extra"] += len(got.keys() - wanted.keys())
            total["other score"] += sum(got[name] != wanted[name] for name in wanted.keys() & got.keys())
    return [{"cutoff": cutoff / 10000, **total} for cutoff, total in totals.items()]


def broken(rows: Iterable[Row]) -> bool:
    """Whether anything was missed, added or scored differently."""
    return any(row[k] for row in rows for k in ("missed", "extra", "other score"))


def queries(n: int) -> tuple[Altered, ...]:
    """Altered names of the bundled lists, half of them altered twice."""
    names = corpus_of_bundled()
    return (*alterations.single(names, SEED, n - n // 2), *alterations.double(names, SEED, n // 2))


@click.command()
@click.option("--n", default=2000, show_default=True, help="Altered names to search for.")
def main(n: int) -> None:
    """Search for altered names both ways at four cutoffs; exit 1 when the answers differ."""
    import watchword as ww
    from bench import brute
    from watchword.match.index import modes_of
    from watchword.match.records import lay_out
    from watchword.text import names

    matcher = ww.Screener(ww.Snapshot.bundled()).matcher
    parsed = [lay_out(names.parse(a.query, mode)) for a in queries(n) for mode in modes_of(ww.Kind(a.kind))]
    rows = count(
        track(parsed, console=Console(stderr=True), transient=True),
        lambda query, cutoff: {f.name: f.similarity for f in matcher.search(query, cutoff)},
        lambda query, cutoff: {f.name: f.similarity for f in brute.search(matcher, query, cutoff)},
    )
    report.show("completeness", {f"{n} altered names against all bundled lists": rows}, Console())
    sys.exit(1 if broken(rows) else 0)


if __name__ == "__main__":
    main()
