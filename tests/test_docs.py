"""Is everything documented, and is what the documents say so? Documented or red."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
import textwrap
import tomllib
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from watchword import Policy, Snapshot, WatchwordError, compare
from watchword.cli import HITS_FOUND, NOTHING_FOUND, STOPPED, commands, run
from watchword.commands.batch import ROWS_SET_ASIDE
from watchword.lists import bundled
from watchword.match.evidence import CODES

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
PAGES = [README, *sorted((ROOT / "docs").rglob("*.md"))]
_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
_EXIT_CODE = re.compile(r"#\s*exit code (\d+)\s*$")
_EXAMPLE = re.compile(r"^\| `([\w-]+)` \|[^|]+\|[^|]+\| ([^|]+) \| ([^|]+) \|$", re.MULTILINE)
_LINK = re.compile(r"\]\((?!https?:)([^)#]+)(?:#[^)]*)?\)")


def _blocks(page: Path, language: str) -> Iterator[str]:
    return (text for name, text in _BLOCK.findall(page.read_text(encoding="utf-8")) if name == language)


def _commands() -> list[tuple[str, str]]:
    """Every `watchword` command in the pages, with the page it stands in."""
    found = []
    for page in PAGES:
        lines = [line.removeprefix("$ ") for text in _blocks(page, "console") for line in text.splitlines()]
        lines += [part for text in _blocks(page, "bash") for line in text.splitlines() for part in line.split("&&")]
        found += [(page.name, line.strip()) for line in lines if line.strip().startswith("watchword ")]
    return found


def _options(command: click.Command) -> set[str]:
    """Its options, and those of the commands below it."""
    own = {name for parameter in command.params for name in parameter.opts if name.startswith("--")}
    below = command.commands.values() if isinstance(command, click.Group) else ()
    return own.union(*map(_options, below))


def _below(command: click.Command, name: str) -> Iterator[str]:
    """The names of the commands below one, as `lists update`."""
    for below in command.commands.values() if isinstance(command, click.Group) else ():
        yield f"{name} {below.name}"


@pytest.mark.parametrize(("page", "line"), _commands())
def test_documented_commands_run(
    page: str, line: str, home: Path, snapshot: Snapshot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every command in the pages runs, and ends with the exit code that it says."""
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("WATCHWORD_HOME", str(home))
    expected = _EXIT_CODE.search(line)
    code = run(shlex.split(line, comments=True)[1:])
    assert code in ([int(expected[1])] if expected else [NOTHING_FOUND, HITS_FOUND])


_STEP = re.compile(r"^ *```sh\n(.*?)^ *```$", re.DOTALL | re.MULTILINE)


def test_held_payment_walks_to_its_report(home: Path, snapshot: Snapshot, tmp_path: Path) -> None:
    """Every step of docs/payments.md runs as written, by a shell, from a home directory that knows nobody."""
    steps = _STEP.findall((ROOT / "docs" / "payments.md").read_text(encoding="utf-8"))
    assert len(steps) >= 7
    (tmp_path / "docs").symlink_to(ROOT / "docs")
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "snapshots").symlink_to(
        home / "snapshots"
    )  # an index that is there already: only time is saved
    door = f'watchword() {{ "{sys.executable}" -m watchword.cli "$@"; }}\n'
    done = subprocess.run(
        ["sh", "-ex", "-c", door + "".join(map(textwrap.dedent, steps))], cwd=tmp_path, capture_output=True, text=True,
        check=False, env={**os.environ, "WATCHWORD_HOME": str(tmp_path / "home"), "PYTHONPATH": str(ROOT / "src")},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    assert (tmp_path / "report.pdf").read_bytes().startswith(b"%PDF")
    assert done.stdout.splitlines()[-1] == "sound"
    assert sorted(path.name for path in (tmp_path / "held").iterdir()) == ["again.xml", "held.xml"]


def test_documented_python_runs(home: Path, snapshot: Snapshot, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every Python example of the README runs as it stands."""
    monkeypatch.setenv("WATCHWORD_HOME", str(home))
    examples = list(_blocks(README, "python"))
    assert examples
    for example in examples:
        exec(compile(example, "README.md", "exec"), {})


@pytest.mark.parametrize("name", sorted(commands.commands))
def test_every_command_is_documented(name: str) -> None:
    """Each command has a section in docs/cli.md that names each of its options, and says what it is for in help."""
    page = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
    sections = dict(re.findall(r"^## (\w+)\n(.*?)(?=^## |\Z)", page, re.DOTALL | re.MULTILINE))
    command = commands.commands[name]
    assert command.help
    shared = {"--home", "--help"}
    missing = {o for o in _options(command) - shared if not re.search(rf"{o}\b", sections[name])}
    assert not missing
    unnamed = [below for below in _below(command, name) if f"### {below}\n" not in sections[name]]
    assert not unnamed
    known = {o for c in commands.commands.values() for o in _options(c)} | _options(commands) | shared
    assert set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", page)) <= known


def test_every_evidence_is_documented() -> None:
    """docs/evidence.md has a row for each kind of evidence, and for nothing else."""
    page = (ROOT / "docs" / "evidence.md").read_text(encoding="utf-8")
    assert re.findall(r"^\| `([\w-]+)` \|", page, re.MULTILINE) == list(CODES)


@pytest.mark.parametrize(
    ("code", "asked", "listed"), _EXAMPLE.findall((ROOT / "docs" / "evidence.md").read_text(encoding="utf-8"))
)
def test_evidence_examples_hold(code: str, asked: str, listed: str) -> None:
    """Each example of docs/evidence.md gives the evidence that it stands for."""
    kind = "company" if {"Fund", "Army"} & {*listed.split()} else "person"
    assert code in {evidence.code for evidence in compare(asked, listed, kind=kind).evidence}


@pytest.mark.parametrize("page", [README, ROOT / "docs" / "cli.md"], ids=lambda page: page.name)
def test_every_exit_code_is_documented(page: Path) -> None:
    """README and docs/cli.md have a row for each exit code, and for no other."""
    errors = {WatchwordError, *WatchwordError.__subclasses__()}
    known = {NOTHING_FOUND, HITS_FOUND, ROWS_SET_ASIDE, STOPPED, *(error.exit_code for error in errors)}
    assert {int(code) for code in re.findall(r"^\| (\d+) \|", page.read_text(encoding="utf-8"), re.MULTILINE)} == known


def test_every_error_code_is_documented() -> None:
    """docs/cli.md names the code of each error beside its exit code."""
    page = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
    for error in (WatchwordError, *WatchwordError.__subclasses__()):
        assert f"| {error.exit_code} | `{error.code}` |" in page


def test_bundled_lists_are_as_documented() -> None:
    """The README names each bundled list with its date and its number of listings."""
    rows = [line for line in README.read_text(encoding="utf-8").splitlines() if line.startswith("| ")]
    for publication in bundled.publications():
        row = next(line for line in rows if line.startswith(f"| {publication.publisher},"))
        assert f"| {publication.published} | {publication.records:,} |" in row


def test_every_floor_is_documented() -> None:
    """docs/architecture.md names every module and room of the import contract."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    places = [
        place.strip() for contract in contracts for floor in contract.get("layers", ()) for place in floor.split("|")
    ]
    assert "cli" in places
    assert not [place for place in places if not re.search(rf"\b{place}\b", page)]


def test_alert_line_is_as_documented() -> None:
    """The default line in docs/cli.md is the policy's."""
    page = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
    assert f"the policy's alert line, {Policy().alert:g} |" in page


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    """Every link between the pages leads to a file that is there."""
    for target in _LINK.findall(page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), target


def test_every_page_is_in_the_index() -> None:
    """docs/index.md leads to every page."""
    index = ROOT / "docs" / "index.md"
    linked = {(index.parent / target).resolve() for target in _LINK.findall(index.read_text(encoding="utf-8"))}
    assert {page.resolve() for page in PAGES} - {README.resolve(), index.resolve()} <= linked
