"""What does a person hear while watchword makes itself ready?"""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from watchword.match import compiling
from watchword.progress import make_ready


@pytest.mark.parametrize("terminal", [True, False])
def test_compiling_is_told_at_a_terminal(
    terminal: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A machine that has no compiled loops says so on stderr, where somebody sits at it; a program hears nothing."""
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path))
    monkeypatch.setattr(sys.stderr, "isatty", lambda: terminal)
    monkeypatch.setattr(compiling, "compile_apart", lambda: None)
    make_ready()
    assert ("compiling" in capsys.readouterr().err) is terminal
