"""States are kept whole, in order, and damage is found."""

from __future__ import annotations

import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from tests.library.conftest import Sdn

from watchword.errors import NotFoundError, StorageError, UsageError
from watchword.library.acceptance import Gate
from watchword.library.catalogue import Catalogue
from watchword.library.shelf import Shelf
from watchword.lists.source import SourceFile

_DAYS = ("20210105T000000", "20210106T000000", "20210110T120000")


def _fill(gate: Gate, sdn: Sdn) -> list[SourceFile]:
    files = [sdn(), sdn(1), sdn(1, said="changed")]
    for file, day in zip(files, _DAYS, strict=True):
        assert gate.admit([file], day).result == "added"
    return files


def test_every_state_comes_back_as_it_was(gate: Gate, sdn: Sdn) -> None:
    """Byte for byte, whatever came after; later ones take the room of their difference."""
    files = _fill(gate, sdn)
    shelf = Catalogue(gate.catalogue.home).shelf("us-ofac-sdn")
    assert [shelf.files(state)[0].data for state in shelf.states()] == [file.data for file in files]
    headers = [shelf.header(state) for state in shelf.states()]
    assert [header.depth for header in headers] == [0, 1, 2]
    assert [header.publication.retrieved for header in headers] == ["2021-01-05", "2021-01-06", "2021-01-10"]


@pytest.mark.parametrize(
    ("day", "standing"),
    [("2021-01-04", None), ("2021-01-05", 0), ("2021-01-09", 1), ("2021-01-10", 2), ("", 2)],
)  # fmt: skip
def test_the_state_of_a_day(gate: Gate, sdn: Sdn, day: str, standing: int | None) -> None:
    """That which stood at the day's end; before the first there is none."""
    _fill(gate, sdn)
    shelf = gate.catalogue.shelf("us-ofac-sdn")
    assert shelf.at(day) == (None if standing is None else shelf.states()[standing])


def test_older_states_may_come_later(gate: Gate, sdn: Sdn) -> None:
    """History that is added afterwards takes its place, and what stands today still stands."""
    gate.admit([sdn(1)], _DAYS[1])
    gate.admit([sdn()], _DAYS[0])
    shelf = gate.catalogue.shelf("us-ofac-sdn")
    assert [state.day for state in shelf.states()] == ["2021-01-05", "2021-01-06"]
    assert shelf.files(shelf.states()[1])[0].data == sdn(1).data


def test_the_same_again_is_no_new_state(gate: Gate, sdn: Sdn) -> None:
    """A file that is what stood on its day is unchanged; one that came back after another is new."""
    gate.admit([sdn()], _DAYS[0])
    assert gate.admit([sdn()], _DAYS[1]).result == "unchanged"
    gate.admit([sdn(1)], _DAYS[1])
    assert gate.admit([sdn()], _DAYS[2]).result == "added"


def test_a_state_is_found_by_its_digest(gate: Gate, sdn: Sdn) -> None:
    """Six figures are enough, the whole SHA-256 is too; fewer, or others, name nothing."""
    _fill(gate, sdn)
    (edition,) = gate.catalogue.editions()
    digest = edition.shelf.header(edition.state).publication.sha256
    assert gate.catalogue.find(digest).state == edition.state
    assert gate.catalogue.find(digest[:6]).state == edition.state
    for unknown in (digest[:3], "0" * 16):
        with pytest.raises(NotFoundError):
            gate.catalogue.find(unknown)


@pytest.mark.parametrize("damage", [lambda b: b[:-5], lambda b: b[:40], lambda b: b"X" + b[1:], lambda b: b""])
def test_damage_is_found(gate: Gate, sdn: Sdn, damage: object) -> None:
    """A state whose file is cut or changed is refused, and so are those that cite it."""
    _fill(gate, sdn)
    for path in sorted((gate.catalogue.home / "lists" / "us-ofac-sdn" / "states").iterdir())[:1]:
        path.write_bytes(damage(path.read_bytes()))  # type: ignore[operator]
    shelf = Shelf(gate.catalogue.home / "lists" / "us-ofac-sdn")
    for state in shelf.states():
        with pytest.raises(StorageError):
            shelf.files(state)


def test_a_closed_list_gives_way_to_the_one_that_replaced_it(gate: Gate, data: Path) -> None:
    """From the day on which it was closed, and only where the other is kept: else it would be missed."""
    for name, folder, file in (("uk-ofsi", "uk", "extract-conlist.csv"), ("uk-fcdo", "uk", "invented-list.xml")):
        gate.admit([SourceFile(file, (data / folder / file).read_bytes())], "20230701T000000")
        assert [edition.shelf.id for edition in gate.catalogue.editions()] == [name]
    before = {edition.shelf.id for edition in gate.catalogue.editions("2026-01-27")}
    assert before == {"uk-ofsi", "uk-fcdo"}
    assert [edition.shelf.id for edition in gate.catalogue.editions("2026-01-28")] == ["uk-fcdo"]


def test_only_one_process_changes_the_lists(catalogue: Catalogue) -> None:
    """The second is told so at once."""
    with (
        catalogue.changing(),
        pytest.raises(StorageError, match="another process"),
        Catalogue(catalogue.home).changing(),
    ):
        pass  # pragma: no cover


def test_a_home_that_cannot_be_written(tmp_path: Path) -> None:
    """StorageError names it."""
    (tmp_path / "home").write_text("a file")
    with pytest.raises(StorageError, match="home"), Catalogue(tmp_path / "home").changing():
        pass  # pragma: no cover


_KILLED = """
    import os, signal, sys
    from datetime import datetime
    from pathlib import Path
    from watchword.library.acceptance import Gate
    from watchword.library.catalogue import Catalogue
    from watchword.library.standing import Limits
    from watchword.lists.loading import load_paths

    home, path, last = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
    steps = 0

    def counted(real):
        def step(*arguments, **named):
            global steps
            steps += 1
            if steps > last:
                os.kill(os.getpid(), signal.SIGKILL)
            return real(*arguments, **named)
        return step

    catalogue = Catalogue(home)
    with catalogue.changing():
        gate = Gate(catalogue, Limits(), datetime(2026, 11, 23))
        files = load_paths([path])
        for name in ("open", "fsync", "replace", "close"):
            setattr(os, name, counted(getattr(os, name)))
        Path.open, Path.replace = counted(Path.open), counted(Path.replace)
        outcome = gate.admit(files, "20261123T000000")
        gate.note(outcome, "20261123T000000")
    print(steps)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_killed_at_any_moment_leaves_the_old_or_the_new_state(gate: Gate, sdn: Sdn, tmp_path: Path) -> None:
    """kill -9 before each step to the disk: what is read afterwards is one state or the other, whole."""
    old, new = sdn(), sdn(1)
    gate.admit([old], _DAYS[0])
    (tmp_path / "sdn.csv").write_bytes(new.data)
    found = []
    for last in range(40):
        home = tmp_path / f"home-{last}"
        _copy(gate.catalogue.home, home)
        command = [sys.executable, "-c", textwrap.dedent(_KILLED), str(home), str(tmp_path / "sdn.csv"), str(last)]
        done = subprocess.run(command, capture_output=True, check=False, encoding="utf-8")
        (edition,) = Catalogue(home).editions()
        found.append(edition.shelf.files(edition.state)[0].data)
        assert found[-1] in (old.data, new.data)
        assert len(edition.read().listings) == (22 if found[-1] == old.data else 21)
        edition.shelf.status()
        if done.returncode == 0:
            assert int(done.stdout) == last
            break
        assert done.returncode == -9, done.stderr
        with Catalogue(home).changing():  # the lock is free, and nothing unfinished stays
            assert not list(home.rglob("*.part"))
    assert found[0] == old.data
    assert found[-1] == new.data
    assert found == sorted(found, key=[old.data, new.data].index)


def _copy(source: Path, target: Path) -> None:
    for path in source.rglob("*"):
        if path.is_file():
            copy = target / path.relative_to(source)
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(path.read_bytes())


def test_an_ambiguous_digest_is_told(gate: Gate, sdn: Sdn, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two states that begin alike are not confused."""
    _fill(gate, sdn)
    monkeypatch.setattr("watchword.library.catalogue._SHORTEST_DIGEST", 0)
    with pytest.raises(UsageError, match="several"):
        gate.catalogue.find("")
