"""Is the house in order? Floors, sizes and docstrings that a machine can check."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from importlinter.cli import lint_imports

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "src" / "watchword"
MODULES = sorted(SOURCE.rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("test_*.py"))
LONGEST_FILE, LONGEST_FUNCTION = 400, 40
# numba wants plain loops over flat arrays: a call inside one would have to pass a dozen of them.
_LOOPS = SOURCE / "match" / "kernels"
_LONGEST_LOOP = 90


def _short(path: Path) -> str:
    return str(path.relative_to(ROOT))


def _functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def test_imports_go_down_only(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Every import-linter contract of pyproject.toml is kept."""
    monkeypatch.chdir(ROOT)
    broken = lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True)
    assert broken == 0, capsys.readouterr().out


@pytest.mark.parametrize("path", MODULES, ids=_short)
def test_module_says_what_it_answers(path: Path) -> None:
    """Every module has a docstring; outside packages and the ground floor it starts with a question."""
    said = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    assert said
    if path.name != "__init__.py" and "migrations" not in path.parts and path.name != "errors.py":
        assert "?" in said.splitlines()[0]


@pytest.mark.parametrize("path", MODULES, ids=_short)
def test_files_and_functions_are_short(path: Path) -> None:
    """Files have up to 400 lines, functions up to 40; the compiled loops may be longer."""
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST_FILE
    longest = _LONGEST_LOOP if _LOOPS in path.parents else LONGEST_FUNCTION
    for function in _functions(path):
        assert function.end_lineno is not None
        assert function.end_lineno - function.lineno < longest, function.name


@pytest.mark.parametrize("path", TESTS, ids=_short)
def test_tests_say_their_rule(path: Path) -> None:
    """Every test's docstring is the rule that it holds."""
    silent = [f.name for f in _functions(path) if f.name.startswith("test_") and not ast.get_docstring(f)]
    assert not silent


@pytest.mark.parametrize("path", MODULES, ids=_short)
def test_nothing_is_left_open(path: Path) -> None:
    """No source says that something is still to be done."""
    text = path.read_text(encoding="utf-8")
    assert not [mark for mark in ("TO" + "DO", "FIX" + "ME") if mark in text]
