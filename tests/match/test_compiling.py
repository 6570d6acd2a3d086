"""Are loops compiled apart where that helps, and only there?"""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from watchword.match import compiling, index, loops
from watchword.model import Kind, Listing, Name


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The commands of processes that were to be started."""
    commands: list[list[str]] = []

    def run(command: list[str], **_: Any) -> None:
        commands.append(command)

    monkeypatch.setattr(subprocess, "run", run)
    return commands


def test_compiled_once(started: list[list[str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A process compiles where nothing is kept; none is started once something is."""
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path))
    compiling.compile_apart()
    assert len(started) == 1
    assert "compile_here()" in started[0][-1]
    (loops.kept_in() / "search.search-1.py311.nbi").touch()
    compiling.compile_apart()
    assert len(started) == 1


def test_not_compiled_in_vain(started: list[list[str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where compiled loops can't be kept, nobody compiles them for others."""
    (tmp_path / "file").touch()
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path / "file"))
    compiling.compile_apart()
    assert started == []


def test_nothing_of_a_search_is_left_to_compile() -> None:
    """The loops that screening needs have all been called with what they are given there."""
    compiling.compile_here()
    run = loops.loops(compiled=True).run
    used = (run.search, run.learn, run.read, run.place_of, run.lay_tokens, run.score, run.hear_all, run.agree_all)
    assert all(len(loop.signatures) >= 1 for loop in used)


def test_an_index_is_the_same_however_it_was_made() -> None:
    """Compiled loops or not: equal arrays."""
    listings = [Listing("a:1", "a", Kind.PERSON, (Name("Ousmane Illiassou Djibo"), Name("Djibo")))]
    plain, compiled = index.build(listings), index.build(listings, compiled=True)
    assert plain.keys() == compiled.keys()
    assert all(np.array_equal(plain[name], compiled[name]) for name in plain)
