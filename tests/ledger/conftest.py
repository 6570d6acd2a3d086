"""A log on each kind of store."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from logs import open_log

from watchword.ledger.log import Log


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
