"""People's decisions are kept with who, when and why, and the last one counts."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from watchword.errors import InputError, StorageError
from watchword.linking import decisions

AT = "2026-11-23T12:00:00+00:00"


def test_kept_with_who_when_and_why(tmp_path: Path) -> None:
    """What was decided is read again as it was, in the order of the decisions."""
    first = decisions.decide(("uk:2", "eu:1"), "same", "Ada", AT, "same  passport")
    second = decisions.decide(("eu:1", "uk:3"), "apart", "Ben", AT)
    for one in (first, second):
        decisions.add(tmp_path / "new", one)
    assert decisions.read(tmp_path / "new") == (first, second)
    assert (first.a, first.b, first.by, first.at, first.why) == ("eu:1", "uk:2", "Ada", AT, "same passport")


def test_the_last_decision_on_a_pair_counts() -> None:
    """A person can change their mind, and whoever decides last is followed."""
    made = [decisions.decide(("a", "b"), verdict, "Ada", AT) for verdict in ("same", "apart")]
    assert [d.verdict for d in decisions.standing(made).values()] == ["apart"]


def test_equal_decisions_have_one_digest() -> None:
    """Who decided and when changes no link; what was decided does."""
    ada, ben, apart = (decisions.decide(("a", "b"), verdict, by, AT)
                       for verdict, by in (("same", "Ada"), ("same", "Ben"), ("apart", "Ada")))  # fmt: skip
    assert decisions.digest([ada]) == decisions.digest([ben]) == decisions.digest([apart, ada])
    assert decisions.digest([ada]) != decisions.digest([apart])


def test_nothing_decided(tmp_path: Path) -> None:
    """Without a file nothing has been decided."""
    assert decisions.read(tmp_path) == ()


@pytest.mark.parametrize(("pair", "by"), [(("a", "a"), "Ada"), (("a", "b"), "  ")])
def test_refused(pair: tuple[str, str], by: str) -> None:
    """A listing can't be linked with itself, and somebody must have decided."""
    with pytest.raises(InputError):
        decisions.decide(pair, "same", by, AT)


def test_a_damaged_line_is_named(tmp_path: Path) -> None:
    """A file that can't be read whole is not read in part."""
    decisions.add(tmp_path, decisions.decide(("a", "b"), "same", "Ada", AT))
    with (tmp_path / decisions.FILE).open("ab") as file:
        file.write(b'{"a": "x"}\n')
    with pytest.raises(StorageError) as caught:
        decisions.read(tmp_path)
    assert caught.value.where.endswith("line 2")


def test_a_decision_that_cannot_be_written_leaves_the_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a full disk nothing is half written: the next decision follows the last whole one."""
    first, second, third = (decisions.decide(("a", name), "same", "Ada", AT) for name in ("b", "c", "d"))
    decisions.add(tmp_path, first)

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(StorageError, match="No space left"):
            decisions.add(tmp_path, second)
    assert decisions.read(tmp_path) == (first,)
    decisions.add(tmp_path, third)
    assert decisions.read(tmp_path) == (first, third)
