"""Are the compiled loops there already?"""

from __future__ import annotations

from pathlib import Path

import pytest

from watchword.match import loops


def test_loops_that_were_kept_are_known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An empty folder has no compiled loops; loops of other sources do not count, those of these sources do."""
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path))
    assert not loops.compiled_before()
    with loops._cache_of_these_sources():
        from numba import config

        folder = Path(config.CACHE_DIR)
    other = tmp_path / "loops-of-yesterday" / "kernels"
    other.mkdir(parents=True)
    (other / "search.search-80.py311.nbi").touch()
    assert not loops.compiled_before()
    (tmp_path / folder.name / "kernels").mkdir(parents=True)
    (tmp_path / folder.name / "kernels" / "search.search-80.py311.nbi").touch()
    assert loops.compiled_before()
