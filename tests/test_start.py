"""Does one answer start soon? Which modules it loads is held here; how long it takes is for a bench."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from watchword.snapshot import Snapshot

# What other doors, readers, builders and loops need, and one answer does not.
_HEAVY = {
    "numba", "llvmlite", "lxml", "openpyxl", "sqlalchemy", "alembic", "greenlet", "urllib3", "fastapi", "starlette",
    "uvicorn", "pydantic", "jinja2", "multipart", "prometheus_client", "argon2", "trafilatura", "py3langid",
    "ahocorasick_rs", "pyarrow", "pandas",
}  # fmt: skip
_PROBE = """
import sys
from watchword.cli import run
code = run(sys.argv[1:])
sys.stdout.flush()
print("\\nMODULES", *sorted({name.partition(".")[0] for name in sys.modules}))
"""


def _loaded(home: Path, *arguments: str) -> set[str]:
    """Top-level modules that one command has loaded when it is done."""
    command = [sys.executable, "-c", _PROBE, "--home", str(home), *arguments]
    done = subprocess.run(command, capture_output=True, check=True, encoding="utf-8")
    return set(done.stdout.rpartition("MODULES")[2].split())


@pytest.mark.parametrize("output", [[], ["--json"]])
def test_screen_loads_no_reader_and_no_compiler(home: Path, snapshot: Snapshot, output: list[str]) -> None:
    """`watchword screen` on a ready index and store loads no compiler, list reader, database toolkit, server or page."""
    _loaded(home, "screen", "Anna Nobody")  # the first one of all makes the store
    loaded = _loaded(home, "screen", "Ousmane Illiassou Djibo", *output)
    assert "watchword" in loaded
    assert not loaded & _HEAVY


def test_json_loads_no_tables(home: Path, snapshot: Snapshot) -> None:
    """Rich is for people only."""
    assert "rich" not in _loaded(home, "screen", "Ousmane Illiassou Djibo", "--json")


def test_help_loads_nothing_heavy(home: Path) -> None:
    """Help and version load neither numpy nor rich."""
    assert not _loaded(home, "screen", "--help") & {"numpy", "rich", "cryptography", *_HEAVY}


def test_the_library_loads_when_it_is_used() -> None:
    """`import watchword` alone loads no package of others that weighs anything."""
    command = [sys.executable, "-c", "import sys, watchword; print(*(name.partition('.')[0] for name in sys.modules))"]
    done = subprocess.run(command, capture_output=True, check=True, encoding="utf-8")
    assert not set(done.stdout.split()) & {"numpy", "rich", "click", "cryptography", *_HEAVY}
