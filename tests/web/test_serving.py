"""Does a whole server start, tell its link, share its work among processes, and stop without losing an answer?"""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx2
import pytest

from watchword import wiring
from watchword.snapshot import Snapshot
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


@pytest.mark.slow
def test_workers_share_a_record_and_stop_gracefully(ready: Path, postgresql_url: str) -> None:
    """Two workers on PostgreSQL answer under one record; on SIGTERM every request that was taken is answered."""
    with _server(ready, "--workers", "2", "--open-screening", "--store", postgresql_url) as (process, address, said):
        _wait(address)
        codes: list[int] = []
        seqs: list[int] = []

        def ask() -> None:
            with httpx2.Client(base_url=address, timeout=60) as client:
                while process.poll() is None:
                    try:
                        answer = client.post("/api/v1/screen", json=BODY)
                    except httpx2.TransportError:
                        return  # no connection is taken any more
                    codes.append(answer.status_code)
                    seqs.append(answer.json()["receipt"]["seq"])

        askers = [threading.Thread(target=ask) for _ in range(4)]
        for one in askers:
            one.start()
        threading.Event().wait(5)
        process.send_signal(signal.SIGTERM)
        process.wait(60)
        for one in askers:
            one.join(60)
    assert "".join(said).count("/welcome?link=") == 1
    assert set(codes) == {200}
    assert len(seqs) == len(set(seqs)) > 4
    log = wiring.open_log(Settings(ready, store=postgresql_url))
    with log.read() as view:
        assert {one.seq for one in view.records(kinds=("screened",))} >= set(seqs)
