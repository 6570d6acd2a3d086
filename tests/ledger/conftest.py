"""A log on each kind of store."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.ledger.logs import open_log

from watchword.ledger.keys import KeyFolder
from watchword.ledger.log import Log
from watchword.store.light import LightRecords


@pytest.fixture
def keys(tmp_path: Path) -> Path:
    """Where the log's keys are."""
    return tmp_path / "keys"


@pytest.fixture
def log(store_url: str, keys: Path) -> Iterator[Log]:
    """A new log, with its first record."""
    log = open_log(store_url, keys)
    yield log
    log.storage.engine.dispose()


@pytest.fixture
def light_log(tmp_path: Path, keys: Path) -> Log:
    """A new log whose file is opened without the database toolkit."""
    path = tmp_path / "home" / "watchword.db"
    open_log(f"sqlite:///{path}", keys).storage.engine.dispose()
    return Log(LightRecords(path), KeyFolder(keys))
