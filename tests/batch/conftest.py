"""Fixtures for whole files: a small index on disk, and customers some of whom are listed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.batch.files import run_file

from watchword import Policy, Screener, Snapshot
from watchword.batch.run import Outcome


@pytest.fixture(scope="session")
def small(data: Path, tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """A few dozen real listings, mapped from a file that workers can open, too."""
    path = tmp_path_factory.mktemp("small") / "small.index"
    Snapshot.from_files([data / "us-ofac" / "sdn", data / "uk" / "extract-conlist.csv"]).write(path)
    return Snapshot.open(path)


@pytest.fixture(scope="session")
def one_by_one(small: Snapshot) -> Screener:
    """The screener that whole files are compared with."""
    return Screener(small, Policy(), compiled=False)


@pytest.fixture
def screen_file(small: Snapshot) -> Callable[..., Outcome]:
    """Screens a file against the small lists; options as those of `run.Options`, and `watch`."""
    return lambda path, out, **options: run_file(small, path, out, **options)
