"""How far does it go? A million customers against all bundled lists, and lists ten and a hundred times as long.

`batch` runs the command as a user would and watches its memory; `growth` measures latency, memory and completeness on
synthetic lists; `profile` says where a row's time goes. Timings are printed, never frozen; files go to --folder.
"""

from __future__ import annotations

import compileall
import json
import resource
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import click
import numpy as np
from rich.console import Console

import watchword
from bench import customers, report, synthetic
from bench.measures import Row, Tables
from bench.recall import SEED, corpus_of_bundled
from bench.unlisted import shared

_SPOT_CHECKS = 20
_CUTOFFS = (7000, 8000, 9000)
_QUERIES = 500
_BATCH = 5_000


# A million customers ----------------------------------------------------------------------------------------


class Memory:
    """Watches how much memory a process and its children hold, shared pages counted once (Linux: PSS)."""

    def __init__(self, pid: int) -> None:
        self.peak = 0
        self._pid = pid
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> Memory:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _watch(self) -> None:
        took = 0.0
        while not self._over.wait(max(0.5, 50 * took)):  # looking must not weigh in what is measured
            begun = time.perf_counter()
            self.peak = max(self.peak, sum(map(_held, _family(self._pid))))
            took = time.perf_counter() - begun


def _family(pid: int) -> list[int]:
    """A process and those that it has started."""
    try:
        found = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    except OSError:
        return []
    return [pid, *(one for child in found for one in _family(int(child)))]


def _held(pid: int) -> int:
    """Bytes that a process holds, its share of what it shares."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0
    return 1024 * sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))


def batch_run(folder: Path, rows: int, workers: int, target: str) -> Tables:
    """The command on a file of so many customers: names a second, memory, planted names found."""
    source, out = folder / f"customers-{rows}.csv", folder / f"hits-{rows}.{target}"
    if not source.exists():
        customers.write(source, corpus_of_bundled(), rows, SEED)
    for old in (out, out.with_name(f"{out.name}.set-aside.csv")):
        old.unlink(missing_ok=True)
    compileall.compile_dir(Path(watchword.__file__).parent, quiet=1)  # as whoever installs a package does
    command = [sys.executable, "-m", "watchword.cli", "batch", str(source), str(out), "--json"]
    used, begun = _used(), time.perf_counter()
    with subprocess.Popen([*command, "--workers", str(workers)], stdout=subprocess.PIPE) as process:
        with Memory(process.pid) as memory:
            said, _ = process.communicate()
        seconds = time.perf_counter() - begun
    if process.returncode not in (0, 10, 11):
        raise click.ClickException(f"the command ended with exit code {process.returncode}")
    summary = json.loads(said)
    row: Row = {
        "rows": summary["rows"], "workers": workers, "seconds": seconds, "names/s": summary["rows"] / seconds,
        "CPU us/name": 1e6 * (_used() - used) / summary["rows"],
        "hits": summary["hits"], "rows with hits": summary["with_hits"], "set aside": summary["set_aside"],
        "peak MB": memory.peak / 1e6,
    }  # fmt: skip
    return {"batch, start-up included": [row], "planted listed names": [_planted(source, out)]}


def _used() -> float:
    """Processor's seconds of all children that have ended, and of theirs."""
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return spent.ru_utime + spent.ru_stime


def _planted(source: Path, out: Path) -> Row:
    """How many planted customers find their own listing."""
    import csv

    with source.open(encoding="utf-8", newline="") as file:
        wanted = {row["customer_id"] for row in csv.DictReader(file) if row["customer_id"].startswith("L ")}
    found = {ident for ident, listing in _pairs(out) if ident in wanted and ident.split()[1] == listing}
    return {"planted": len(wanted), "found": len(found), "share": len(found) / len(wanted) if wanted else None}


def _pairs(out: Path) -> Iterator[tuple[str, str]]:
    import csv

    if out.suffix == ".parquet":
        from pyarrow import parquet

        for batch in parquet.ParquetFile(out).iter_batches(columns=["id", "listing"]):
            yield from zip(batch["id"].to_pylist(), batch["listing"].to_pylist(), strict=True)
    else:
        with out.open(encoding="utf-8", newline="") as file:
            yield from ((row["id"], row["listing"]) for row in csv.DictReader(file))


# Longer lists -----------------------------------------------------------------------------------------------


def growth_row(folder: Path, names: int, queries: int, checks: int) -> tuple[Row, list[Row]]:
    """Building, opening, latency, memory and completeness on lists of so many names."""
    import watchword as ww
    from watchword.screen import Screener
    from watchword.snapshot import Snapshot
    from watchword.web.service import set_aside

    parts = customers.read_parts(shared())
    path = _listed(folder, names)
    built: Row = {} if _opens(path) else _built(folder, names)
    Screener(Snapshot.open(path))  # compiled loops are loaded, pages of the file are in memory
    begun = time.perf_counter()
    snapshot = Snapshot.open(path)
    opening = time.perf_counter() - begun
    begun = time.perf_counter()
    screener = Screener(snapshot)
    ready = time.perf_counter() - begun
    rows = customers.customers(parts, (), 50 + queries + _BATCH, 7)
    asked = [ww.Party(row[1], kind=ww.Kind(row[2])) for row in rows]
    set_aside()
    times = _latencies(screener, asked[: 50 + queries])
    _, seconds = _timed(lambda: _in_chunks(screener, asked[50 + queries :]))
    listed = len(snapshot.arrays["name_listing"])
    index = sum(int(a.nbytes) for name, a in snapshot.arrays.items() if name not in ("listing_data", "id_text"))
    row: Row = {
        "listed names": listed, **built, "opened ms": 1000 * opening,
        "screener ready ms": 1000 * ready, "median ms": float(np.percentile(times, 50)),
        "p99 ms": float(np.percentile(times, 99)), "in files: CPU us/name": 1e6 * seconds / _BATCH,
        "index bytes/name": index / listed, "scratch bytes/name": _scratch(screener) / listed,
        "file bytes/name": path.stat().st_size / listed,
    }  # fmt: skip
    return row, _complete(screener, asked[:checks])


def _listed(folder: Path, names: int) -> Path:
    return folder / f"synthetic-{names}.index"


def _built(folder: Path, names: int) -> Row:
    """Build the index of synthetic lists in a process of its own: what that took."""
    used, begun = _used(), time.perf_counter()
    command = [sys.executable, "-m", "bench.scale", "build", "--folder", str(folder), "--names", str(names)]
    with subprocess.Popen(command) as process, Memory(process.pid) as memory:
        if process.wait():
            raise click.ClickException(f"building {names} names ended with exit code {process.returncode}")
    return {"built s": time.perf_counter() - begun, "CPU s": _used() - used, "peak MB": memory.peak / 1e6}


def _opens(path: Path) -> bool:
    from watchword.errors import StorageError
    from watchword.snapshot import Snapshot

    try:
        Snapshot.open(path)
    except StorageError:
        return False
    return True


def _latencies(screener: Any, asked: Sequence[Any]) -> list[float]:
    """Milliseconds of each question, asked once: names, and mostly words, that were not asked before."""
    times = []
    for party in asked:
        begun = time.perf_counter_ns()
        screener.screen(party)
        times.append((time.perf_counter_ns() - begun) / 1e6)
    return times[50:]  # the first ones fault the index's pages in


def _scratch(screener: Any) -> int:
    """Bytes of arrays that each screener has for itself; words that it remembers are not counted."""
    matcher = screener.matcher
    held = [*vars(matcher).items(), *vars(matcher.scorer).items()]
    own = {id(array): array.nbytes for name, value in held if name not in _SHARED for array in _arrays_in(value)}
    return sum(own.values())


_SHARED = frozenset({"arrays", "words", "_keys", "_vocabulary", "_postings", "_bounds", "_scored"})


def _arrays_in(value: Any) -> Iterator[np.ndarray]:
    if isinstance(value, np.ndarray):
        yield value
    elif isinstance(value, tuple | dict):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _arrays_in(one)


def _complete(screener: Any, asked: Sequence[Any]) -> list[Row]:
    """The search beside that of scoring every name, on some questions."""
    from bench import brute
    from bench.completeness import count
    from watchword.match.index import modes_of
    from watchword.match.records import lay_out
    from watchword.text import names

    matcher = screener.matcher
    parsed = [lay_out(names.parse(party.name, mode)) for party in asked for mode in modes_of(party.kind)]
    return count(
        parsed,
        lambda query, cutoff: {f.name: f.similarity for f in matcher.search(query, cutoff)},
        lambda query, cutoff: {f.name: f.similarity for f in brute.search(matcher, query, cutoff)},
        _CUTOFFS,
    )


# Where a row's time goes ------------------------------------------------------------------------------------


def stages(folder: Path, rows: int) -> Tables:
    """Microseconds a row of each stage alone, one after the other on one core, in the order in which they run."""
    import watchword as ww
    from watchword.batch import run
    from watchword.batch.pool import here
    from watchword.batch.reading import rows_of
    from watchword.batch.work import ChunkScreener, writer_of
    from watchword.cases.answers import ToldRow

    source = folder / f"customers-{rows}.csv"
    if not source.exists():
        customers.write(source, corpus_of_bundled(), rows, SEED)
    screener = ww.Screener(ww.Snapshot.bundled())
    work = run.plan(source, folder / "profile.jsonl")
    readers = rows_of(work.source.form, work.source.headers, work.source.delimiter, work.columns)
    for _ in screener.screen_all([ww.Party("Somebody"), ww.Party("Djibo")]):  # loops are loaded
        pass
    chunks, reading = _timed(lambda: list(work.source.chunks(work.columns)))
    raws, decoding = _timed(lambda: [raw for chunk in chunks for raw in readers.raws(chunk.data)])
    parties, making = _timed(lambda: [readers.party(raw) for raw in raws])
    answers, cold = _timed(lambda: _in_chunks(screener, parties))
    _, warm = _timed(lambda: _in_chunks(screener, parties))
    seconds = {"parent: read, chunk": reading, "decode chunk": decoding, "make parties": making}
    seconds |= {"screen, first pass": cold, "screen, again (words remembered)": warm}
    for target in ("csv", "jsonl", "parquet"):
        write = writer_of(target)
        rows = [ToldRow(1, answer.party, answer.hits) for answer in answers]
        write(rows[:1])
        _, seconds[f"write {target}"] = _timed(lambda w=write, r=rows: w(r))  # type: ignore[misc]
    whole = ChunkScreener(_job(work, screener), screener)
    _, seconds["whole chunk, warm, to csv"] = _timed(lambda: list(here(whole, chunks)))
    table: list[Row] = [{"stage": stage, "us per row": 1e6 * s / len(parties)} for stage, s in seconds.items()]
    return {f"{len(parties):,} rows, {sum(len(a.hits) for a in answers):,} hits": table}


def _in_chunks(screener: Any, parties: Sequence[Any]) -> list[Any]:
    """Answers as files get them: a thousand at a time."""
    portions = (parties[at : at + 1000] for at in range(0, len(parties), 1000))
    return [answer for portion in portions for answer in screener.screen_many(portion)]


def _job(work: Any, screener: Any) -> Any:
    from watchword.batch.work import Job

    source = work.source
    return Job(source.form, source.headers, source.encoding, source.delimiter, work.columns, "csv", False,
               screener.policy.alert, screener.policy, screener.snapshot.digest, "")  # fmt: skip


def _timed(work: Callable[[], Any]) -> tuple[Any, float]:
    """What it makes, and the processor's seconds: they do not depend on what else the machine does."""
    begun = time.process_time()
    made = work()
    return made, time.process_time() - begun


# The command ------------------------------------------------------------------------------------------------

_folder = click.option(
    "--folder", type=click.Path(path_type=Path, file_okay=False), default=Path("scale"), show_default=True,
    help="Where customers, outputs and indexes are kept; they are made once.",
)  # fmt: skip


def _show(heading: str, tables: Tables) -> None:
    report.show(heading, tables, Console(width=160))


@click.group()
def main() -> None:
    """Measure at scale: whole files, long lists, and where the time goes."""


@main.command()
@_folder
@click.option("--rows", default=1_000_000, show_default=True, help="Customers.")
@click.option("--workers", default=2, show_default=True)
@click.option("--to", "target", type=click.Choice(["parquet", "csv", "jsonl"]), default="parquet", show_default=True)
def batch(folder: Path, rows: int, workers: int, target: str) -> None:
    """Customers in CSV against all bundled lists."""
    folder.mkdir(parents=True, exist_ok=True)
    _show("batch", batch_run(folder, rows, workers, target))


@main.command()
@_folder
@click.option("--factor", "factors", type=int, multiple=True, default=(1, 10), show_default=True, help="Repeatable.")
@click.option("--queries", default=_QUERIES, show_default=True, help="Questions timed.")
@click.option("--checks", default=_SPOT_CHECKS, show_default=True, help="Questions compared with brute force.")
def growth(folder: Path, factors: Sequence[int], queries: int, checks: int) -> None:
    """Lists of 30,000 names times each factor."""
    folder.mkdir(parents=True, exist_ok=True)
    rows: list[Row] = []
    tables: Tables = {"growth": rows}
    for factor in factors:
        row, complete = growth_row(folder, factor * synthetic.NAMES, queries, checks)
        rows.append({"factor": factor, **row})
        tables[f"completeness at factor {factor}"] = complete
    _show("growth", tables)


@main.command()
@_folder
@click.option("--names", type=int, default=synthetic.NAMES, show_default=True)
def build(folder: Path, names: int) -> None:
    """The index of synthetic lists; `growth` asks for it where it is missing."""
    from bench.scorers import snapshot_from

    listings = synthetic.listings(customers.read_parts(shared()), names, SEED)
    snapshot_from(listings).write(_listed(folder, names))


@main.command()
@_folder
@click.option("--rows", default=5_000, show_default=True, help="Customers.")
def profile(folder: Path, rows: int) -> None:
    """Where a row's time goes."""
    folder.mkdir(parents=True, exist_ok=True)
    _show("profile", stages(folder, rows))


if __name__ == "__main__":
    main()
