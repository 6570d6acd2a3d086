"""Does a run that is stopped, killed or crashed go on to the same output, and is half an output never seen?"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.batch.files import PEOPLE, many, write_csv

from watchword import Policy, Snapshot
from watchword.batch import resume, run
from watchword.batch.resume import aside_path
from watchword.batch.run import Options, Outcome
from watchword.errors import StorageError, UsageError

Screen = Callable[..., Outcome]
ROWS = 5200  # six chunks
FORMS = ("csv", "jsonl", "parquet")


@pytest.fixture(scope="module")
def customers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file of several chunks."""
    return write_csv(tmp_path_factory.mktemp("customers") / "in.csv", many(ROWS))


@pytest.fixture(scope="module")
def whole(
    customers: Path, small: Snapshot, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[str], tuple[bytes, bytes]]:
    """The output and the rows set aside of an undisturbed run, for a form of output."""
    folder, known = tmp_path_factory.mktemp("whole"), {}

    def _whole(form: str) -> tuple[bytes, bytes]:
        if form not in known:
            out = folder / f"hits.{form}"
            run.run(run.plan(customers, out), small, Policy(), Options(workers=1), lambda *_: None)
            known[form] = out.read_bytes(), aside_path(out).read_bytes()
        return known[form]

    return _whole


def _need(form: str) -> None:
    if form == "parquet":
        pytest.importorskip("pyarrow", reason="Parquet needs pyarrow (the extra batch)")


def _results(out: Path) -> tuple[bytes, bytes]:
    return out.read_bytes(), aside_path(out).read_bytes()


def _stop_at(chunk: int) -> Callable[..., None]:
    """Somebody who presses Ctrl-C after so many chunks."""
    seen = 0

    def watch(*_: object) -> None:
        nonlocal seen
        seen += 1
        if seen == chunk:
            raise KeyboardInterrupt

    return watch


@pytest.mark.parametrize("form", FORMS)
def test_a_stopped_run_goes_on(
    tmp_path: Path, screen_file: Screen, customers: Path, whole: Callable[..., Any], form: str
) -> None:
    """Stopped by Ctrl-C and resumed, again and again, a run gives the bytes of an undisturbed one."""
    _need(form)
    out = tmp_path / f"hits.{form}"
    for _ in range(2):
        with pytest.raises(KeyboardInterrupt):
            screen_file(customers, out, watch=_stop_at(2), resume=True)
        assert not out.exists()
        assert not aside_path(out).exists()
    done = screen_file(customers, out, resume=True)
    assert done.resumed == 4000
    assert done.tally.rows == ROWS
    assert _results(out) == whole(form)
    assert sorted(p.name for p in tmp_path.iterdir()) == [out.name, aside_path(out).name]


@pytest.mark.parametrize("torn", [b"", b'{"chunks":9', b'{"chunks":9,"rows":1}\n{"chu'])
def test_what_is_behind_the_journal_was_never_written(
    tmp_path: Path, screen_file: Screen, customers: Path, whole: Callable[..., Any], torn: bytes
) -> None:
    """Lines that a crash left behind the last commit, and half a line of the journal, do not count."""
    out = tmp_path / "hits.csv"
    with pytest.raises(KeyboardInterrupt):
        screen_file(customers, out, watch=_stop_at(3))
    folder = tmp_path / "hits.csv.unfinished"
    for name in ("out", "aside"):
        with (folder / name).open("ab") as file:
            file.write(b"half a li")
    with (folder / "journal.jsonl").open("ab") as file:
        file.write(torn.rpartition(b"\n")[2])
    with pytest.raises(KeyboardInterrupt):
        screen_file(customers, out, watch=_stop_at(1), resume=True)
    screen_file(customers, out, resume=True)
    assert _results(out) == whole("csv")


@pytest.mark.parametrize("step", range(12))
@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_a_crash_while_finishing(
    tmp_path: Path, screen_file: Screen, whole: Callable[..., Any], customers: Path, monkeypatch: pytest.MonkeyPatch,
    form: str, step: int,
) -> None:  # fmt: skip
    """A crash before any step of finishing leaves the whole output or none, and a run that can be finished."""
    _need(form)
    out = tmp_path / f"hits.{form}"
    calls = 0

    def crashing(real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*given: Any, **named: Any) -> Any:
            nonlocal calls
            calls += 1
            if calls == step + 1:
                raise MemoryError("crash")
            return real(*given, **named)

        return call

    def finish(self: resume.Run) -> None:
        for owner, name in ((Path, "replace"), (Path, "unlink"), (resume, "_sync"), (resume.shutil, "rmtree")):
            monkeypatch.setattr(owner, name, crashing(getattr(owner, name)))
        real_finish(self)

    real_finish = resume.Run.finish
    with monkeypatch.context() as patch:
        patch.setattr(resume.Run, "finish", finish)
        with contextlib.suppress(MemoryError):
            screen_file(customers, out)
    monkeypatch.undo()
    if out.exists():
        assert out.read_bytes() == whole(form)[0]
    if (tmp_path / f"{out.name}.unfinished").exists():
        done = screen_file(customers, out, resume=True)
        assert done.tally.rows == ROWS
    assert _results(out) == whole(form)
    assert sorted(p.name for p in tmp_path.iterdir()) == [out.name, aside_path(out).name]


def test_an_unfinished_run_is_not_overwritten(tmp_path: Path, screen_file: Screen, customers: Path) -> None:
    """Without --resume an unfinished run stops a new one; the message names the folder and the option."""
    out = tmp_path / "hits.csv"
    with pytest.raises(KeyboardInterrupt):
        screen_file(customers, out, watch=_stop_at(1))
    with pytest.raises(UsageError, match="an unfinished run is here") as caught:
        screen_file(customers, out)
    assert "--resume" in caught.value.hint


@pytest.mark.parametrize("resuming", [False, True])
def test_an_output_is_not_overwritten(tmp_path: Path, screen_file: Screen, customers: Path, resuming: bool) -> None:
    """An output, or rows set aside, that are there already stop a run before it begins."""
    out = tmp_path / "hits.csv"
    for path in (out, aside_path(out)):
        path.write_text("mine", encoding="utf-8")
        with pytest.raises(UsageError, match="there already"):
            screen_file(customers, out, resume=resuming)
        assert path.read_text(encoding="utf-8") == "mine"
        assert len(list(tmp_path.iterdir())) == 1
        path.unlink()


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_an_output_that_appears_meanwhile_is_kept(
    tmp_path: Path, screen_file: Screen, customers: Path, whole: Callable[..., Any], form: str
) -> None:
    """A file that somebody puts where the output will be is not overwritten; moved away, the run ends well."""
    _need(form)
    out = tmp_path / f"hits.{form}"
    with pytest.raises(UsageError, match="there already"):
        screen_file(customers, out, watch=lambda *_: out.write_text("mine", encoding="utf-8"))
    assert out.read_text(encoding="utf-8") == "mine"
    out.unlink()
    screen_file(customers, out, resume=True)
    assert _results(out) == whole(form)


def test_a_resumed_run_must_be_the_same(tmp_path: Path, screen_file: Screen, customers: Path) -> None:
    """Another line, another map, other customers: the run is not resumed, and what changed is named."""
    out = tmp_path / "hits.csv"
    with pytest.raises(KeyboardInterrupt):
        screen_file(customers, out, watch=_stop_at(2))
    with pytest.raises(UsageError, match="minimum changed"):
        screen_file(customers, out, resume=True, minimum=0.9)
    with pytest.raises(UsageError, match="hits_only changed"):
        screen_file(customers, out, resume=True, hits_only=True)
    changed = write_csv(tmp_path / "changed.csv", [PEOPLE[1], *many(ROWS)[1:]])
    with pytest.raises(UsageError, match="customer file has changed"):
        screen_file(changed, out, resume=True)
    shorter = write_csv(tmp_path / "shorter.csv", many(900))
    with pytest.raises(UsageError, match="customer file has changed"):
        screen_file(shorter, out, resume=True)
    assert screen_file(customers, out, resume=True).tally.rows == ROWS


def test_resume_without_anything_to_resume_begins(tmp_path: Path, screen_file: Screen) -> None:
    """--resume on a run that never began begins it, also where only an empty folder is left."""
    (tmp_path / "hits.csv.unfinished").mkdir()
    (tmp_path / "hits.csv.unfinished" / "journal.jsonl").write_bytes(b'{"source":"c')
    assert screen_file(write_csv(tmp_path / "in.csv"), tmp_path / "hits.csv", resume=True).tally.rows == len(PEOPLE)


def test_a_damaged_journal_is_told(tmp_path: Path, screen_file: Screen) -> None:
    """A journal whose first line can't be read is no ground to write anything."""
    folder = tmp_path / "hits.csv.unfinished"
    folder.mkdir()
    (folder / "journal.jsonl").write_bytes(b"rubbish\nrubbish\n")
    with pytest.raises(StorageError, match="damaged"):
        screen_file(write_csv(tmp_path / "in.csv"), tmp_path / "hits.csv", resume=True)


def test_two_runs_do_not_write_one_output(tmp_path: Path, screen_file: Screen, customers: Path) -> None:
    """While a run writes an output, another one of the same output is refused."""
    out = tmp_path / "hits.csv"

    def again(*_: object) -> None:
        with pytest.raises(UsageError, match="another run is writing"):
            screen_file(customers, out, resume=True)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        screen_file(customers, out, watch=again)


def test_a_folder_that_can_not_be_written(tmp_path: Path, screen_file: Screen) -> None:
    """Where the output can't be written the run does not begin."""
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(StorageError):
        screen_file(write_csv(tmp_path / "in.csv"), tmp_path / "file" / "hits.csv")


_SCRIPT = """
import sys
from pathlib import Path
from watchword import Policy, Snapshot
from watchword.batch import run
from watchword.batch.run import Options
run._COMMIT_EVERY = 0.0
def watch(position, total, tally):
    print(tally.rows, flush=True)
run.run(run.plan(Path(sys.argv[1]), Path(sys.argv[2])), Snapshot.open(sys.argv[3]), Policy(),
        Options(workers=int(sys.argv[4]), resume=True), watch)
"""


@pytest.mark.skipif(os.name != "posix", reason="kill -9 is of POSIX")
@pytest.mark.parametrize("workers", [1, 2])
def test_kill_9_loses_nothing(
    tmp_path: Path, small: Snapshot, customers: Path, whole: Callable[..., Any], workers: int
) -> None:
    """Killed with SIGKILL and run again until it ends: the same output, no worker left, never half an output."""
    out = tmp_path / "hits.csv"
    command = [sys.executable, "-c", _SCRIPT, str(customers), str(out), str(small.path), str(workers)]
    kills = 0
    while not out.exists():
        with subprocess.Popen(command, stdout=subprocess.PIPE, encoding="utf-8") as process:
            assert process.stdout is not None
            seen = process.stdout.readline()
            if kills < 2 and seen:
                children = _children(process.pid)
                process.send_signal(signal.SIGKILL)
                process.wait()
                kills += 1
                assert not out.exists()
                assert len(children) == (workers if workers > 1 else 0)
                _wait_for_end(children)
            else:
                process.communicate()
                assert process.returncode == 0
    assert kills == 2
    assert _results(out) == whole("csv")


def _children(pid: int) -> list[int]:
    """The processes that a process has started."""
    found = Path(f"/proc/{pid}/task/{pid}/children")
    return [int(child) for child in found.read_text(encoding="ascii").split()] if found.exists() else []


def _wait_for_end(processes: list[int]) -> None:
    """Wait until processes are gone: they end by themselves when their parent is."""
    for _ in range(600):
        if not any(_runs(process) for process in processes):
            return
        time.sleep(0.1)
    raise AssertionError("a worker outlives its parent")


def _runs(process: int) -> bool:
    """Whether a process runs; one that has ended and that nobody has asked for yet does not."""
    try:
        return Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False
