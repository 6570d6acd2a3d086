"""Can a server be backed up while it runs, and restored so that the record holds and goes on?"""

from __future__ import annotations

import json
import shutil
import sqlite3
import threading
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from tests.web.conftest import options

from watchword.cli import run
from watchword.snapshot import Snapshot
from watchword.web.app import create

BODY = {"party": {"name": "Ousmane Illiassou Djibo"}}


def test_backup_under_load_is_restored_and_verified(
    few_lists: Snapshot, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A backup that is taken while answers are recorded is whole: restored, it verifies, and new answers follow."""
    old, new = tmp_path / "old", tmp_path / "new"
    with TestClient(create(options(old, open_screening=True), few_lists)) as client:
        before = client.post("/api/v1/screen", json=BODY).json()["receipt"]
        stop = threading.Event()

        def ask() -> None:
            while not stop.is_set():
                assert client.post("/api/v1/screen", json=BODY).status_code == 200

        thread = threading.Thread(target=ask)
        thread.start()
        new.mkdir()
        with sqlite3.connect(old / "watchword.db") as store:
            store.execute("VACUUM INTO ?", (str(new / "watchword.db"),))
        store.close()
        shutil.copytree(old / "keys", new / "keys")
        stop.set()
        thread.join()
    assert run(["--home", str(new), "log", "verify"]) == 0
    assert "sound" in capsys.readouterr().out
    with TestClient(create(options(new, open_screening=True), few_lists)) as client:
        after = client.post("/api/v1/screen", json=BODY).json()["receipt"]
        proof = client.app.state.service.log.prove(before["seq"])  # type: ignore[attr-defined]
    assert after["seq"] > before["seq"]
    assert json.loads(proof.record)["kind"] == "screened"
    assert run(["--home", str(new), "log", "verify"]) == 0


def test_store_without_its_keys_is_refused(few_lists: Snapshot, tmp_path: Path) -> None:
    """Keys without their store are not taken for a new log, and a store without its keys can't be written to."""
    old = tmp_path / "old"
    with TestClient(create(options(old, open_screening=True), few_lists)) as client:
        client.post("/api/v1/screen", json=BODY)
    (old / "watchword.db").unlink()
    for path in old.glob("watchword.db-*"):
        path.unlink()
    with pytest.raises(Exception, match="keys of an earlier log"), TestClient(create(options(old), few_lists)):
        pass
