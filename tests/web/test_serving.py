"""Does a whole server start, tell its link, share its work among processes, and stop without losing an answer?"""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import which

import httpx2
import pytest

from watchword import cli, wiring
from watchword.snapshot import Snapshot
from watchword.store.access import Access
from watchword.web.doorman import Doorman
from watchword.web.service import engine_of
from watchword.wiring import Settings

BODY = {"party": {"name": "Ousmane Illiassou Djibo"}}


@contextmanager
def _server(home: Path, *more: str) -> Iterator[tuple[subprocess.Popen[str], str, list[str]]]:
    """A server process, its address, and what it said until it listened."""
    command = [sys.executable, "-m", "watchword.cli", "--home", str(home), "serve", "--port", "0", *more]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env={**os.environ, "PYTHONUNBUFFERED": "1"})
    assert process.stderr is not None
    said: list[str] = []
    try:
        for line in process.stderr:
            said.append(line)
            if found := re.search(r"listens on (http://\S+)", line):
                break
        else:
            raise AssertionError("".join(said))
        rest = threading.Thread(target=lambda: said.extend(process.stderr or ()), daemon=True)
        rest.start()
        yield process, found[1], said
    finally:
        if process.poll() is None:
            process.kill()
        process.wait(30)
    rest.join(30)


def _wait(address: str) -> None:
    with httpx2.Client(transport=httpx2.HTTPTransport(retries=3), timeout=120) as client:
        for _ in range(600):
            try:
                if client.get(f"{address}/readyz").status_code == 200:
                    return
            except httpx2.TransportError:
                threading.Event().wait(0.2)
    raise AssertionError("not ready")


@pytest.fixture
def ready(home: Path, snapshot: Snapshot, tmp_path: Path) -> Path:
    """A home directory whose index is made already."""
    (tmp_path / "snapshots").symlink_to(home / "snapshots")
    return tmp_path


class Askers:
    """Clients that ask without a pause, each on its own connection, and remember what they were given."""

    def __init__(self, address: str, number: int) -> None:
        self.codes: list[int] = []
        self.seqs: list[int] = []
        self._address = address
        self._threads = [threading.Thread(target=self._ask) for _ in range(number)]

    def __enter__(self) -> Askers:
        for one in self._threads:
            one.start()
        end = time.monotonic() + 120
        while len(self.seqs) < 20 and time.monotonic() < end:
            time.sleep(0.05)
        return self

    def __exit__(self, *_: object) -> None:
        for one in self._threads:
            one.join(60)

    def _ask(self) -> None:
        with httpx2.Client(base_url=self._address, timeout=60) as client:
            while True:
                try:
                    answer = client.post("/api/v1/screen", json=BODY)
                except httpx2.TransportError:
                    return  # nothing is taken any more
                self.codes.append(answer.status_code)
                self.seqs.append(answer.json()["receipt"]["seq"])


def _recorded(settings: Settings) -> list[int]:
    with wiring.open_log(settings).read() as view:
        return [one.seq for one in view.records(kinds=("screened",))]


def test_stopping_loses_no_answer(data: Path, tmp_path: Path) -> None:
    """On SIGTERM every request that was taken is answered: what is on the record is just what clients were given."""
    lists = ("--lists", str(data / "ftm" / "invented.jsonl"))
    with _server(tmp_path, "--open-screening", *lists) as (process, address, said):
        _wait(address)
        with Askers(address, 8) as askers:
            process.send_signal(signal.SIGTERM)
            process.wait(60)
    assert set(askers.codes) == {200}, said
    assert len(askers.seqs) >= 20
    assert sorted(askers.seqs) == _recorded(Settings(tmp_path))


@pytest.mark.slow
@pytest.mark.skipif(not (which("sqlite3") and which("curl")), reason="needs sqlite3 and curl")
def test_backup_as_the_page_says(data: Path, tmp_path: Path) -> None:
    """The commands of docs/deploy.md, word by word: a backup under load, which verifies and is served from elsewhere."""
    page = (Path(__file__).parents[2] / "docs" / "deploy.md").read_text(encoding="utf-8")
    backup, restore = re.findall(r"```sh\n(.*?)```", page.partition("## Backup and restore")[2], re.DOTALL)[:2]
    old, kept, new = (tmp_path / name for name in ("old", "kept", "new"))
    kept.mkdir()
    assert cli.run(["--home", str(old), "lists", "add", str(data / "eu" / "extract-full-1_1.xml")]) == 0
    with _server(old, "--open-screening") as (process, address, said):
        _wait(address)
        doorman = Doorman(
            Access(engine_of(wiring.open_log(Settings(old)))),
            wiring.open_desk(Settings(old), wiring.open_log(Settings(old))),
            wiring.now,
        )
        link = re.search(r"link=(\S+)", "".join(said))
        assert link
        person = doorman.set_passphrase(link[1], "correct horse battery")
        key, _ = doorman.make_key("backup", ["screen"], person)
        with Askers(address, 4) as askers:
            _shell(
                backup.replace("/backup", str(kept)).replace("http://127.0.0.1:8080", address),
                WATCHWORD_HOME=str(old),
                KEY=key,
            )
            process.send_signal(signal.SIGTERM)
            process.wait(60)
    shutil.copytree(kept, new)
    head = json.loads((kept / "head.json").read_text())
    assert head["size"] > 1
    verify, serve = restore.replace("/var/lib/watchword", str(new)).strip().splitlines()
    assert "sound" in _shell(verify)
    assert serve.startswith("watchword serve --home")
    with _server(new, "--open-screening") as (process, address, _):
        _wait(address)
        again = httpx2.post(f"{address}/api/v1/screen", json=BODY, timeout=60).json()["receipt"]["seq"]
        process.send_signal(signal.SIGTERM)
        process.wait(60)
    assert again not in askers.seqs or again > min(askers.seqs)
    assert "sound" in _shell(verify)


def _shell(commands: str, **settings: str) -> str:
    """What commands say, which all have to succeed."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["sh", "-ec", commands], env={**os.environ, **settings, "PATH": path}, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.slow
def test_workers_share_a_record_and_stop_gracefully(ready: Path, postgresql_url: str) -> None:
    """Two workers on PostgreSQL answer under one record; on SIGTERM every request that was taken is answered."""
    with _server(ready, "--workers", "2", "--open-screening", "--store", postgresql_url) as (process, address, said):
        _wait(address)
        with Askers(address, 4) as askers:
            threading.Event().wait(3)
            process.send_signal(signal.SIGTERM)
            process.wait(60)
    assert "".join(said).count("/welcome?link=") == 1
    assert set(askers.codes) == {200}, "".join(said)
    assert "".join(said).count('"event":"request"') > len(askers.codes)  # workers tell, each in lines of its own
    assert len(askers.seqs) == len(set(askers.seqs)) > 4
    assert sorted(askers.seqs) == _recorded(Settings(ready, store=postgresql_url))


@pytest.mark.slow
def test_lists_change_under_load(
    data: Path, tmp_path: Path, postgresql_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two workers take up new lists while they are asked: no request is dropped or refused, and each worker ends with the
    new lists."""
    monkeypatch.setenv("WATCHWORD_STORE", postgresql_url)  # that lists have changed is on the record too
    assert cli.run(["--home", str(tmp_path), "lists", "add", str(data / "eu" / "extract-full-1_1.xml")]) == 0
    with _server(tmp_path, "--workers", "2", "--open-screening") as (process, address, _):
        _wait(address)
        with Askers(address, 4) as askers:
            command = ["--home", str(tmp_path), "lists", "add", str(data / "uk" / "extract-conlist.csv")]
            subprocess.run([sys.executable, "-m", "watchword.cli", *command], check=True, capture_output=True)
            _until_all_have(address, "uk-ofsi")
            process.send_signal(signal.SIGTERM)
            process.wait(60)
    assert set(askers.codes) == {200}
    assert sorted(askers.seqs) == _recorded(Settings(tmp_path, store=postgresql_url))


def _until_all_have(address: str, publisher: str) -> None:
    """Wait until 20 new connections in a row find a publisher's list: whichever worker takes them."""
    found, end = 0, time.monotonic() + 180
    while found < 20:
        assert time.monotonic() < end
        names = [one["name"] for one in httpx2.get(f"{address}/catalog", timeout=60).json()["datasets"]]
        found = found + 1 if publisher in names else 0
        time.sleep(0 if found else 1)
