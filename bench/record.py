"""How fast is the record? Append, single append, verify by both verifiers, export, proof, size; printed, never frozen.

    python -m bench.record [--records 1000000] [--group 1000] [--store URL] [--folder FOLDER]

Bodies are of the size of a usual answer, each with a personal part; a group is one durable commit. In a folder the log is
kept, and a second call appends only what is missing.
"""

from __future__ import annotations

import gc
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click
import msgspec

from watchword.ledger import verify_log
from watchword.ledger.audit import verify
from watchword.ledger.export import write_export
from watchword.ledger.keys import KeyFolder
from watchword.ledger.log import Entry, Log
from watchword.store.engine import open_store
from watchword.store.records import Records

NOW = datetime(2026, 11, 23, tzinfo=UTC)
_BODY = {"snapshot": "a" * 64, "policy": "b" * 64, "engine": "1", "hits": [], "warnings": []}
_SINGLE, _PROOFS = 200, 200


def timed(work: Callable[[], Any], clock: Callable[[], float] = time.perf_counter) -> tuple[float, Any]:
    """Seconds that a call takes by a clock, and what it gives."""
    start = clock()
    found = work()
    return clock() - start, found


def entry(number: int) -> Entry:
    """An answer without hits."""
    return Entry("screened", {**_BODY, "party": number}, {"name": f"Customer Number {number}", "birth": "1984"})


def append_all(log: Log, count: int, group: int) -> None:
    """Append so many answers, a group at a time."""
    for first in range(0, count, group):
        log.append_many((entry(n) for n in range(first, min(first + group, count))), time=NOW)


def prove_some(log: Log, size: int) -> list[float]:
    """Seconds of processor of each of some proofs, in random places; each is checked.

    The interpreter's sweep of all objects of this process is kept out: it comes at any time, whatever is done.
    """
    times = []
    gc.collect()
    gc.freeze()
    for seq in random.Random(1).sample(range(size), _PROOFS):
        seconds, proof = timed(lambda seq=seq: log.prove(seq), time.process_time)
        times.append(seconds)
        if verify_log.check_proof(msgspec.to_builtins(proof)):
            raise SystemExit(f"the proof of record {seq} does not hold")
    return times


def must_be_sound(faults: list[verify_log.Fault]) -> None:
    if faults:
        raise SystemExit(f"{len(faults)} faults: {faults[0]}")


def append_missing(log: Log, records: int, group: int) -> None:
    """Append answers until there are so many, and some alone."""
    log.begin(NOW)
    missing = records - log.head().size
    if missing > 0:
        seconds, _ = timed(lambda: append_all(log, missing, group))
        print(f"append        {missing / seconds:>10,.0f} records/s in groups of {group} ({seconds:.1f} s)")
    singles = [timed(lambda: log.append("screened", _BODY, time=NOW))[0] for _ in range(_SINGLE)]
    print(f"append alone  {statistics.median(singles) * 1e3:>10.2f} ms median, one durable commit each")


def verify_both(log: Log, folder: Path) -> None:
    """By the log's own verifier in the store, and by the single file on an export."""
    begin = time.process_time()
    seconds, faults = timed(lambda: verify(log))
    must_be_sound(faults)
    print(f"verify        {seconds:>10.1f} s in the store ({time.process_time() - begin:.1f} s of processor)")
    export = folder / "log.jsonl"
    begin = time.process_time()
    with log.storage.reading() as reading, export.open("wb") as file:
        seconds, _ = timed(lambda: write_export(reading, file, personal=True))
    print(f"export        {seconds:>10.1f} s ({time.process_time() - begin:.1f} s of processor), "
          f"{export.stat().st_size / 1e6:,.0f} MB")  # fmt: skip
    command = [sys.executable, verify_log.__file__, str(export)]
    seconds, _ = timed(lambda: subprocess.run(command, check=True, capture_output=True))
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(f"verify_log.py {seconds:>10.1f} s ({used.ru_utime + used.ru_stime:.1f} s of processor)")


@click.command()
@click.option("--records", default=1_000_000, show_default=True)
@click.option("--group", default=1_000, show_default=True, help="Records in one durable commit.")
@click.option("--store", default="", help="URL of an empty PostgreSQL database; an SQLite file by default.")
@click.option("--folder", type=click.Path(path_type=Path), help="Where the log is kept; gone afterwards by default.")
def main(records: int, group: int, store: str, folder: Path | None) -> None:
    """Measure the record."""
    with tempfile.TemporaryDirectory() as name:
        place = folder or Path(name)
        place.mkdir(parents=True, exist_ok=True)
        log = Log(Records(open_store(store or place / "watchword.db")), KeyFolder(place / "keys"))
        append_missing(log, records, group)
        log.prove(0)  # the first one also compiles the queries
        proofs = prove_some(log, log.head().size)
        print(
            f"proof         {statistics.median(proofs) * 1e3:>10.2f} ms, {max(proofs) * 1e3:.2f} ms worst (processor)"
        )
        verify_both(log, place)
        size = sum(path.stat().st_size for path in place.glob("watchword.db*"))
        print(f"size          {size / records:>10,.0f} bytes a record" if size else "size          in the server")


if __name__ == "__main__":
    main()
