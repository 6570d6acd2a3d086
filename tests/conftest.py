"""Fixtures for every test: where the shared real files are, and small real extracts of our own."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from watchword.screen import Screener
from watchword.snapshot import Snapshot

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of full real files; tests on it skip where it is absent, as in a stranger's clone."""
    path = Path(os.environ.get("WATCHWORD_SHARED", ROOT.parent / "shared" / "data"))
    if not path.is_dir():
        pytest.skip("the shared folder of full real files is not here (set WATCHWORD_SHARED)")
    return path


@pytest.fixture(scope="session")
def data() -> Path:
    """Small real extracts that the repository holds, one folder per publisher."""
    return ROOT / "tests" / "data"


@pytest.fixture(scope="session")
def home(pytestconfig: pytest.Config) -> Path:
    """A state directory that test runs share, so that the bundled index is built once for each engine."""
    return pytestconfig.cache.mkdir("home")


@pytest.fixture(scope="session")
def snapshot(home: Path) -> Snapshot:
    """The bundled lists."""
    return Snapshot.bundled(home)


@pytest.fixture(scope="session")
def screener(snapshot: Snapshot) -> Screener:
    """A screener on the bundled lists under the default policy, compiled."""
    return Screener(snapshot)
