"""Is every acknowledged record there, and the log whole, after whatever befalls its writers?"""

from __future__ import annotations

import os
import select
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import psycopg
import pytest
from sqlalchemy import event
from tests.ledger.logs import NOW, open_log

from watchword.errors import StorageError
from watchword.ledger.audit import verify
from watchword.ledger.log import Entry, Log
from watchword.store import records

needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system can't fork a writer")


def start(work: Callable[[int], None]) -> tuple[int, int]:
    """Run work(pipe) in a process of its own. Returns its id and the pipe's other end."""
    reading, writing = os.pipe()
    child = os.fork()
    if child:
        os.close(writing)
        return child, reading
    try:
        os.close(reading)
        work(writing)
        os._exit(0)
    finally:
        os._exit(1)


def finish(child: int, pipe: int) -> list[tuple[int, str]]:
    """Wait for the process. Returns the number and hash of each record that it was given a receipt for."""
    with os.fdopen(pipe, "rb") as acknowledged:
        lines = acknowledged.read().split(b"\n")[:-1]
    os.waitpid(child, 0)
    return [(int(seq), leaf.decode()) for seq, leaf in (line.split() for line in lines)]


def write_on(log: Log, pipe: int, random: Random, changes: int | None = None, name: str = "") -> None:
    """Append batches (for ever, or so many), and tell of every receipt."""
    number = 0
    while changes is None or number < changes:
        entries = [
            Entry("screened", {"by": name, "n": number, "at": at}, {"name": "x" * random.randrange(200)})
            for at in range(random.choice([1, 1, 5, 40]))
        ]
        receipts = log.append_many(entries, time=NOW)
        os.write(pipe, b"".join(f"{r.seq} {r.leaf_hash}\n".encode() for r in receipts))
        number += 1


def check_there(log: Log, acknowledged: list[tuple[int, str]]) -> None:
    with log.read() as view:
        for seq, leaf in acknowledged:
            assert view.record(seq).leaf_hash.hex() == leaf


def kill_writers(store: str, keys: Path, kills: int) -> None:
    """Kill a writer under load that many times; after each, everything that it was told is in the log."""
    random = Random(kills)
    total = 0
    for number in range(kills):
        child, pipe = start(lambda pipe: write_on(open_log(store, keys), pipe, random))
        if number % 8:
            select.select([pipe], [], [], 30)  # it has begun to write
        time.sleep(random.uniform(0, 0.05))
        os.kill(child, signal.SIGKILL)
        acknowledged = finish(child, pipe)
        total += len(acknowledged)
        log = open_log(store, keys)
        check_there(log, acknowledged)
        log.append("after", {"kill": number}, time=NOW)
        log.storage.engine.dispose()
    log = open_log(store, keys)
    assert verify(log) == []
    assert log.head().size >= total + kills
    assert total > kills
    log.storage.engine.dispose()


@needs_fork
def test_killed_writers_lose_nothing(store_url: str, keys: Path) -> None:
    """After kill -9 of a writer, the first one included, each acknowledged record is there and the log is sound."""
    kill_writers(store_url, keys, 12)


@needs_fork
@pytest.mark.slow
def test_two_hundred_killed_writers_lose_nothing(store_url: str, keys: Path) -> None:
    """The same for 200 kills."""
    kill_writers(store_url, keys, 200)


@needs_fork
def test_two_processes_make_one_order(store_url: str, keys: Path) -> None:
    """Two processes that open and write a log at once: one order, no gap, no number twice."""

    def work(name: str) -> Callable[[int], None]:
        return lambda pipe: write_on(open_log(store_url, keys), pipe, Random(name), 25, name)

    acknowledged = [finish(*child) for child in [start(work("a")), start(work("b"))]]
    log = open_log(store_url, keys)
    check_there(log, acknowledged[0] + acknowledged[1])
    seqs = sorted(seq for seq, _ in acknowledged[0] + acknowledged[1])
    assert seqs == list(range(1, log.head().size))
    assert all(own == sorted(own) and len(own) > 50 for own in acknowledged)
    assert verify(log) == []
    log.storage.engine.dispose()


def test_threads_share_a_log(log: Log) -> None:
    """Threads that append through one log get each their own numbers."""
    seqs: list[int] = []

    def work() -> None:
        seqs.extend(log.append("screened", {}, time=NOW).seq for _ in range(10))

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(seqs) == list(range(1, 41))
    assert verify(log) == []


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[tuple[Path, Callable[[], None]]]:
    """A disk of 2 MB, three quarters full, and what frees it. Skips where none can be mounted."""
    folder = tmp_path / "disk"
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(folder)]
    if os.name != "posix" or os.geteuid() or subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("a small disk can't be mounted here")
    ballast = folder / "ballast"
    ballast.write_bytes(bytes(1_500_000))
    yield folder, ballast.unlink
    subprocess.run(["umount", "-l", str(folder)], check=False)


def fill_up(log: Log) -> None:
    """Append until there is no more room; what was refused is not in the log."""
    with pytest.raises(StorageError, match=r"full.*room left"):
        any(log.append("screened", {"text": "x" * 1000}, time=NOW) is None for _ in range(5_000))
    size = log.head().size
    with pytest.raises(StorageError, match=r"full.*room left"):
        log.append("screened", {"text": "x" * 100_000}, time=NOW)
    assert log.head().size == size
    assert verify(log) == []


def test_a_full_disk_gives_no_receipt(small_disk: tuple[Path, Callable[[], None]], keys: Path) -> None:
    """On a full disk an append raises and leaves nothing; once there is room again, the log goes on."""
    folder, free = small_disk
    log = open_log(f"sqlite:///{folder / 'watchword.db'}", keys)
    fill_up(log)
    free()
    assert log.append("screened", {"text": "x" * 100_000}, time=NOW).tree_size == log.head().size
    assert verify(log) == []
    log.storage.engine.dispose()


def test_a_full_database_gives_no_receipt(tmp_path: Path, keys: Path) -> None:
    """The same where a database has reached the size that it is allowed."""
    log = open_log(f"sqlite:///{tmp_path / 'watchword.db'}", keys)
    pages = {"limit": 100}
    event.listen(
        log.storage.engine,
        "checkout",
        lambda connection, *_: connection.execute(f"PRAGMA max_page_count={pages['limit']}"),
    )
    fill_up(log)
    pages["limit"] = 100_000
    assert log.append("screened", {"text": "x" * 100_000}, time=NOW).tree_size == log.head().size
    assert verify(log) == []


def cut_connections(url: str) -> None:
    """End every other connection that bears the name of this one."""
    with psycopg.connect(url, autocommit=True) as admin:
        admin.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE application_name = current_setting('application_name') AND pid <> pg_backend_pid()"
        )


@pytest.mark.parametrize("step", ["tip", "add_records", "add_note"])
def test_a_cut_connection_gives_no_receipt(
    postgresql_url: str, keys: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    """A connection cut before, within or after the writes: no receipt, nothing written, and then it goes on."""
    log = open_log(postgresql_url, keys)
    done = getattr(records.Session, step)

    def cut(self: records.Session, *arguments: object) -> object:
        found = done(self, *arguments)
        cut_connections(postgresql_url)
        return found

    with monkeypatch.context() as patched:
        patched.setattr(records.Session, step, cut)
        with pytest.raises(StorageError):
            log.append("screened", {}, time=NOW)
    assert log.head().size == 1
    assert log.append("screened", {}, time=NOW).seq == 1
    assert verify(log) == []
    log.storage.engine.dispose()


def test_connections_cut_under_load_lose_nothing(postgresql_url: str, keys: Path) -> None:
    """Connections cut at any moment: what was acknowledged is there, and the log is sound."""
    log = open_log(postgresql_url, keys)
    stop = threading.Event()

    def cutter() -> None:
        random = Random(5)
        while not stop.wait(random.uniform(0.01, 0.05)):
            cut_connections(postgresql_url)

    thread = threading.Thread(target=cutter)
    thread.start()
    acknowledged, failed = [], 0
    end = time.monotonic() + 2
    while time.monotonic() < end:
        try:
            receipt = log.append("screened", {"failed": failed}, time=NOW)
            acknowledged.append((receipt.seq, receipt.leaf_hash))
        except StorageError:
            failed += 1
    stop.set()
    thread.join()
    assert failed
    assert acknowledged
    check_there(log, acknowledged)
    assert verify(log) == []
    log.storage.engine.dispose()


def test_a_log_that_lost_records_takes_no_more(log: Log) -> None:
    """A writer that has seen more of the log than the store now holds refuses to go on."""
    log.append("screened", {}, time=NOW)
    with log.storage.engine.begin() as db:
        tamper(db, "DELETE FROM records WHERE seq = 1", "DELETE FROM heads WHERE size = 2")
    with pytest.raises(StorageError, match="lost records"):
        log.append("screened", {}, time=NOW)


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM records WHERE seq = 1",
        "UPDATE records SET kind = 'other' WHERE seq = 1",
        "UPDATE hashes SET hash = (SELECT hash FROM hashes WHERE position = 0) WHERE position = 1",
        "UPDATE heads SET note = replace(note, 'time 2026', 'time 2025') WHERE size = 2",
        "INSERT INTO records SELECT 2, time, kind, previous, personal, body FROM records WHERE seq = 1",
        "UPDATE heads SET note = 'x' WHERE size = 2",
    ],
)
def test_nothing_is_added_to_a_damaged_end(log: Log, store_url: str, keys: Path, statement: str) -> None:
    """A new writer checks the end of the log before it adds to it."""
    log.append("screened", {}, time=NOW)
    with log.storage.engine.begin() as db:
        tamper(db, statement)
    with pytest.raises(StorageError, match="verify"):
        open_log(store_url, keys).append("screened", {}, time=NOW)
    assert verify(log)


def tamper(db: object, *statements: str) -> None:
    """Run statements that the log's triggers refuse."""
    names = ("records", "hashes", "heads")
    if db.dialect.name == "sqlite":
        for name in names:
            db.exec_driver_sql(f"DROP TRIGGER {name}_no_update")
            db.exec_driver_sql(f"DROP TRIGGER {name}_no_delete")
    else:
        db.exec_driver_sql("DROP FUNCTION refuse_change CASCADE")
    for statement in statements:
        db.exec_driver_sql(statement)
