"""What follows when a person confirms a fact of a page: an event of a region, a pledge among the funds."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from watchword.cli import run
from watchword.commands import identity

PAGE = """Gunmen attacked a village in Burkina Faso on 3 May 2021.
Norway pledged 12.5 million euros to Niger on 4 May 2021.
Norway did not pledge 3 million euros to Mali.
Gunmen attacked a convoy."""


@pytest.fixture
def ask(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]) -> Any:
    """Runs a command line in a home of its own, after PAGE was read there."""
    monkeypatch.setenv("WATCHWORD_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("WATCHWORD_PASSPHRASE", "a good passphrase for tests")
    monkeypatch.setenv("WATCHWORD_NEW_PASSPHRASE", "a good passphrase for tests")
    (tmp_path / "page.txt").write_text(PAGE)
    entity = (
        '{"id": "x-1", "schema": "Person", "properties": {"name": ["Somebody Different"], "topics": ["sanction"]}}\n'
    )
    (tmp_path / "list.ftm.json").write_text(entity)
    assert run(["read", str(tmp_path / "page.txt"), "--lists", str(tmp_path / "list.ftm.json")]) == 0

    def asked(*words: str, code: int = 0) -> Any:
        capsysbinary.readouterr()
        assert run(list(words)) == code
        out = capsysbinary.readouterr().out
        return json.loads(out) if "--json" in words else out.decode()

    return asked


def _facts(ask: Any, kind: str, *more: str) -> list[dict[str, Any]]:
    return ask("facts", "--type", kind, "--json", *more)["facts"]


def test_only_who_may_decide_confirms(ask: Any) -> None:
    """Nobody of no account confirms a fact, and nothing follows from it."""
    assert ask("facts", "--confirm", _facts(ask, "attack")[0]["id"], code=7) == ""
    assert _facts(ask, "attack")[0]["confirmed_by"] == ""


def test_a_confirmed_attack_is_an_event_of_its_region(ask: Any) -> None:
    """Of two attacks the one with a country becomes one event, however often it is confirmed; the other becomes none."""
    _register(ask)
    told, bare = _facts(ask, "attack", "--as", "ann")
    for _ in range(2):
        assert ask("facts", "--confirm", told["id"], "--as", "ann", "--json")["event"]["country"] == "bf"
    assert ask("facts", "--confirm", bare["id"], "--as", "ann", "--json")["event"] is None
    [sahel] = ask("regions", "--region", "sahel", "--as-of", "2021-05-04", "--json")["regions"]
    assert sahel["standing"]["last_event"] == "2021-05-03"
    assert sahel["standing"]["month"] == 1
    assert all(one["confirmed_by"] == "ann" for one in _facts(ask, "attack", "--as", "ann"))
    assert "Burkina Faso" in ask("facts", "--type", "attack", "--as", "ann")


def test_a_pledge_is_unverified_until_it_is_confirmed(ask: Any) -> None:
    """A pledge that was read stands apart among the funds; confirmed, it is pledged; one that was denied is neither."""
    _register(ask)
    [line] = ask("funds", "show", "--json")["lines"]
    assert (line["name"], line["currency"], line["unverified"], line["pledged"]) == ("Norway", "EUR", "12500000", "0")
    pledge = next(
        one for one in _facts(ask, "pledge", "--as", "ann") if one["fact"].get("status", "asserted") == "asserted"
    )
    for _ in range(2):
        assert ask("facts", "--confirm", pledge["id"], "--as", "ann", "--json")["flow"]
    [line] = ask("funds", "show", "--json")["lines"]
    assert (line["unverified"], line["pledged"]) == ("0", "12500000")


def test_a_fact_is_named_by_its_numbers(ask: Any) -> None:
    """What is no number is refused, and a number that no fact has is not found."""
    _register(ask)
    assert ask("facts", "--confirm", "3", "--as", "ann", code=2) == ""
    assert ask("facts", "--confirm", "3:99", "--as", "ann", code=5) == ""


def _register(ask: Any) -> None:
    """ann as an analyst whose passphrase is her own."""
    ask("people", "add", "root", "Root", "--role", "administrator", "--account", identity.user())
    ask("people", "add", "ann", "Ann Example", "--role", "analyst", "--with-passphrase")
    ask("people", "passphrase", "ann", "--as", "ann")


def test_what_was_announced_by_a_day(ask: Any, tmp_path: Path, two_states: list[Path]) -> None:
    """`announced --as-of` tells what had been announced by that day, and whether a list of then had it."""
    ask("lists", "add", *map(str, two_states))
    page = tmp_path / "a.txt"
    page.write_text("Japan imposed sanctions on Marija Milosevic on 19 August 2021.")
    ask("read", str(page))
    for day, code, listed in (("18", 0, []), ("19", 0, [["us-ofac:7739"]]), ("20", 10, [[]])):
        told = ask("announced", "--as-of", f"2021-08-{day}", "--json", code=code)
        assert [one["listed"] for one in told["announced"]] == listed
        assert f"as they stood on 2021-08-{day}" in told["warnings"][0]
