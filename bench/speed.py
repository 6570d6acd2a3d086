"""How fast are we, cold and warm, and how fast are peers in the same run? Timings are printed, never frozen.

One process on one core. Warm: the tokens' neighbours are remembered from an earlier pass over the same names.
Cold: nothing is remembered.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import click
import numpy as np
from rapidfuzz import fuzz, process
from rich.console import Console

from bench import alterations, corpus, report, unlisted
from bench.corpus import fold
from bench.measures import Row, Tables
from bench.recall import SEED, corpus_of_bundled
from bench.unlisted import shared

RUNS = 5
_PEER_QUERIES = 200
_CHUNK = 1000  # names screened together
_COMMAND = ("screen", "Ousmane Illiassou Djibo", "--json")
_HITS_FOUND = 10  # the exit code of an answer with hits
Queries = Sequence[tuple[str, str]]  # name, kind


def batch(n: int) -> list[tuple[str, str]]:
    """Names as a bank has them: customers, culture-close persons, companies, and 1% altered listed names."""
    folder, names = shared(), corpus_of_bundled()
    third = n * 33 // 100
    people = [
        *unlisted.customers(folder)[:third],
        *unlisted.culture_close(folder, SEED, third),
        *unlisted.companies(folder, SEED, n - 2 * third - n // 100),
    ]
    planted = [(a.query, a.kind) for a in alterations.single(names, SEED, n // 100)]
    mixed = [(p.name, p.kind) for p in people] + planted
    return sorted(mixed, key=lambda pair: corpus.rank(SEED, *pair))


def timed(work: Callable[[], object]) -> float:
    """Seconds that a call takes."""
    start = time.perf_counter_ns()
    work()
    return (time.perf_counter_ns() - start) / 1e9


def median_of(work: Callable[[], object], before: Callable[[], object] = lambda: None, runs: int = RUNS) -> float:
    """Median seconds of several runs; `before` is called ahead of each and not timed."""
    times = []
    for _ in range(runs):
        before()
        times.append(timed(work))
    return statistics.median(times)


class Engine:
    """Watchword's stages, so that each can be timed by itself."""

    def __init__(self) -> None:
        import watchword as ww
        from watchword.match.index import MODES, modes_of

        self._ww = ww
        self._readings = {kind: [MODES.index(mode) for mode in modes_of(kind)] for kind in ww.Kind}
        self.opening = timed(lambda: ww.Snapshot.bundled())
        self.snapshot = ww.Snapshot.bundled()
        self.loading = timed(lambda: ww.Screener(self.snapshot))
        self.screener: Any = ww.Screener(self.snapshot)
        self.cutoff = round(self.screener.policy.alert * 10000)

    def forget(self) -> None:
        """Drop every remembered neighbour."""
        self.screener.matcher.words.forget()

    def parties(self, queries: Queries) -> list[Any]:
        """The queries as parties."""
        return [self._ww.Party(name, kind=self._ww.Kind(kind)) for name, kind in queries]

    def asked(self, queries: Queries) -> list[tuple[str, int]]:
        """Every query's name, with each reading that its kind has."""
        readings = {kind: self._readings[self._ww.Kind(kind)] for kind in {k for _, k in queries}}
        return [(name, mode) for name, kind in queries for mode in readings[kind]]

    def read(self, asked: Sequence[tuple[str, int]]) -> None:
        """Names as numbers of words, as files are read: a thousand at a time."""
        for at in range(0, len(asked), _CHUNK):
            self.screener.matcher._reader.read_all(asked[at : at + _CHUNK])

    def search(self, asked: Sequence[tuple[str, int]]) -> None:
        """Read names and find the listed ones at the alert line, as files are searched: a thousand at a time."""
        for at in range(0, len(asked), _CHUNK):
            self.screener.matcher.search_names(asked[at : at + _CHUNK], self.cutoff)

    def screen(self, parties: Sequence[Any]) -> None:
        """Whole answers, with evidence, as files get them: a thousand at a time."""
        for at in range(0, len(parties), _CHUNK):
            self.screener.screen_many(parties[at : at + _CHUNK])

    def answer(self, party: Any) -> None:
        """One answer that is not remembered."""
        self.screener.screen_many([party])

    def size(self) -> dict[str, int]:
        """Bytes of the index of names (listings' own data left out) and how many names it holds."""
        arrays = self.snapshot.arrays
        held = sum(int(a.nbytes) for name, a in arrays.items() if name != "listing_data")
        return {"bytes": held, "names": len(arrays["name_listing"])}


def throughput(engine: Engine, queries: Queries) -> list[Row]:
    """Names per second of whole answers, cold (every pass from nothing) and warm."""
    parties = engine.parties(queries)
    cold = median_of(lambda: engine.screen(parties), engine.forget)
    warm = median_of(lambda: engine.screen(parties))
    return [
        {
            "pass": name,
            "names": len(queries),
            "names/s": len(queries) / s,
            "us per name": 1e6 * s / len(queries),
        }
        for name, s in (("first pass, nothing remembered", cold), ("again, warm", warm))
    ]


def stages(engine: Engine, queries: Queries) -> list[Row]:
    """Where the microseconds of a warm name go: each stage alone, and what is left."""
    parties, asked = engine.parties(queries), engine.asked(queries)
    engine.search(asked)
    whole = median_of(lambda: engine.screen(parties))
    reading = median_of(lambda: engine.read(asked))
    searching = median_of(lambda: engine.search(asked)) - reading
    cold = median_of(lambda: engine.search(asked), engine.forget)
    rows = (
        ("reading the name", reading),
        ("searching, warm", searching),
        ("facts, evidence, answer", whole - reading - searching),
        ("whole answer, warm", whole),
        ("reading and searching, nothing remembered", cold),
    )
    return [{"stage": name, "us per name": 1e6 * s / len(queries)} for name, s in rows]


def floor(engine: Engine, queries: Queries) -> list[Row]:
    """What could not be left out: cleaning a name, three looks into the index, and one scoring."""
    from numba import njit

    from watchword.match.records import lay_out
    from watchword.text import names
    from watchword.text.normalise import clean, words

    matcher = engine.screener.matcher
    run, scorer = matcher.scorer.loops.run, matcher.scorer
    keys, find = np.arange(1, 3_000_001, dtype=np.int64) * 7919, run.bucket_and_tag
    layout = lay_out(names.parse("Ousmane Illiassou Djibo", "person"))
    columns, params, score = layout.columns, scorer.params["person"], run.score
    exact = np.zeros((len(layout.spans), len(layout.spans)), dtype=np.int32)
    np.fill_diagonal(exact, 16001)

    @njit  # type: ignore[untyped-decorator]
    def look(keys: Any, index: Any) -> int:
        found = 0
        for key in keys:
            bucket, tag = find(key, 0, index[2])
            for at in range(index[0][bucket], index[0][bucket + 1]):
                found += index[1][at] & 255 == tag
        return found

    @njit  # type: ignore[untyped-decorator]
    def score_often(times: int, columns: Any, matrix: Any, params: Any, used: Any, rows: Any) -> int:
        total = 0
        for _ in range(times):
            total += score(*columns, *columns, matrix, params, used, rows)[0]
        return total

    scored = (tuple(columns), exact.ravel(), params, scorer.used, scorer.rows)
    look(keys[:1], matcher._keys), score_often(1, *scored)
    cleaning = median_of(lambda: [words(clean(name)) for name, _ in queries]) / len(queries)
    looking = median_of(lambda: look(keys, matcher._keys)) / (len(keys) / 3)
    scoring = median_of(lambda: score_often(100_000, *scored)) / 100_000
    parts = (("cleaning", cleaning), ("three looks", looking), ("one scoring", scoring))
    rows: list[Row] = [{"the floor": name, "us per name": 1e6 * seconds} for name, seconds in parts]
    return [*rows, {"the floor": "together", "us per name": 1e6 * (cleaning + looking + scoring)}]


def latency(engine: Engine, queries: Queries) -> list[Row]:
    """One query at a time in a running process: nothing remembered; words as they come; all of its words remembered;
    its answer remembered."""
    parties = engine.parties(queries)
    screener = engine.screener
    rows: list[Row] = []
    for name, before, ask in (
        ("cold", lambda _: engine.forget(), engine.answer),
        ("words as they come", lambda _: None, engine.answer),
        ("warm, all words remembered", lambda _: None, engine.answer),
        ("the same party again", screener.screen, screener.screen),
    ):
        times = []
        if name == "words as they come":
            engine.forget()
        for party in parties:
            before(party)
            times.append(1000 * timed(lambda p=party, a=ask: a(p)))  # type: ignore[misc]
        shares = {f"p{p} ms": float(np.percentile(times, p)) for p in (50, 95, 99, 100)}
        rows.append({"one query": name, "n": len(times), **shares})
    return rows


def peers(queries: Queries, pythons: Sequence[Path]) -> list[Row]:
    """Peers over the same listed names and the first queries: names per second on one core."""
    listed = [fold(n.name) for n in corpus_of_bundled() if n.strength != "weak"]
    asked = [fold(name) for name, _ in queries[:_PEER_QUERIES]]
    ratios = (
        ("rapidfuzz WRatio, brute force", fuzz.WRatio),
        ("rapidfuzz token_sort, brute force", fuzz.token_sort_ratio),
    )
    rows: list[Row] = []
    for name, ratio in ratios:
        few = asked if ratio is fuzz.token_sort_ratio else asked[: _PEER_QUERIES // 4]
        seconds = median_of(
            lambda r=ratio, q=few: process.cdist(q, listed, scorer=r, score_cutoff=80, dtype=np.uint8),  # type: ignore[misc]
            runs=3,
        )
        rows.append({"peer": name, "names": len(few), "names/s": len(few) / seconds})
    return rows + _elsewhere(listed, [(fold(name), kind) for name, kind in queries], pythons)


def _elsewhere(listed: Sequence[str], asked: Queries, pythons: Sequence[Path]) -> list[Row]:
    """Peers that need packages of their own, each in an environment that has them (bench.peers.timed)."""
    given = json.dumps({"listed": listed, "asked": asked})
    rows: list[Row] = []
    for python in (sys.executable, *map(str, pythons)):
        command = [python, "-m", "bench.peers.timed"]
        said = subprocess.run(command, input=given, capture_output=True, text=True, check=False)
        if said.returncode:
            raise click.ClickException(f"{python}: {said.stderr.strip()[-500:]}")
        rows += json.loads(said.stdout)
    return rows


def start_up() -> list[Row]:
    """Wall time of the command, import included, with the index already built."""
    command = [str(Path(sys.executable).with_name("watchword")), *_COMMAND]
    if not Path(command[0]).exists():
        return []
    codes: list[int] = []
    seconds = median_of(lambda: codes.append(subprocess.run(command, check=False, capture_output=True).returncode))
    if set(codes) != {_HITS_FOUND}:  # a crash is fast
        raise click.ClickException(f"the timed command left with {sorted(set(codes))}, not {_HITS_FOUND}")
    return [{"command": "watchword screen NAME", "seconds": seconds}]


def pin() -> None:
    """Keep this process on one core, where the system allows it."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})


@click.command()
@click.option("--n", default=5000, show_default=True, help="Names in the batch.")
@click.option("--singles", default=1000, show_default=True, help="Names asked one at a time.")
@click.option("--peers/--no-peers", "with_peers", default=True, show_default=True)
@click.option(
    "--peer-python", "pythons", type=click.Path(path_type=Path, exists=True), multiple=True,
    help="Python of an environment with scikit-learn or nomenklatura; repeatable.",
)  # fmt: skip
@click.option("--out", type=click.Path(path_type=Path), help="Write the timings as JSON, too.")
def main(n: int, singles: int, with_peers: bool, pythons: tuple[Path, ...], out: Path | None) -> None:
    """Time start-up, batch, single queries and peers; medians of five runs."""
    tables: Tables = {"start-up (all cores)": start_up()}
    pin()
    queries = batch(n)
    engine = Engine()
    size = engine.size()
    tables |= {
        "batch, one core": throughput(engine, queries),
        "where a name's time goes": stages(engine, queries),
        "distance to the limit": floor(engine, queries),
        "single queries in a running process": latency(engine, queries[:singles]),
        "index": [
            {
                "opening ms": 1000 * engine.opening,
                "compiled loops loaded s": engine.loading,
                "listed names": size["names"],
                "bytes per listed name": size["bytes"] / size["names"],
            }
        ],
        "peers, one core": peers(queries, pythons) if with_peers else [],
    }
    report.show("speed", tables, Console(width=120))
    if out:
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_text(json.dumps(tables, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
