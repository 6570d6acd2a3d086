"""The commands of `watchword lists` do what they say, and their exit codes too."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from tests.library import server as servers
from tests.library.server import ok, status

from watchword.cli import run
from watchword.commands import identity, recording
from watchword.commands import lists as commands
from watchword.lists.ofac_csv import SDN_TITLE
from watchword.lists.uk_conlist import TITLE as UK_TITLE


class Called(NamedTuple):
    """What a command line gave."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Its answer."""
        return json.loads(self.out)


Call = Callable[..., Called]


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str], tmp_path_factory: pytest.TempPathFactory) -> Call:
    """Runs one command line in this process, in a home of its own."""
    home = tmp_path_factory.mktemp("home")

    def _call(*arguments: str | Path) -> Called:
        capsys.readouterr()
        code = run(["--home", str(home), *map(str, arguments)])
        return Called(code, *capsys.readouterr())

    return _call


@pytest.fixture
def days(data: Path, tmp_path: Path) -> Path:
    """A folder of two states of OFAC's list: of the second, one designation is gone and one remark changed."""
    lines = (data / "us-ofac" / "sdn" / "sdn.csv").read_bytes().split(b"\r\n")
    for day, kept in (("2021-08-18", lines), ("2021-08-20", [*lines[:7], *lines[8:]])):
        text = b"\r\n".join(kept)
        (tmp_path / f"sdn_{day}.csv").write_bytes(text.replace(b"Operational", b"Former") if day[-2:] == "20" else text)
    return tmp_path


def test_added_lists_are_screened_against(call: Call, days: Path) -> None:
    """Once a list is kept, it takes the place of the bundled ones, and is what `lists` shows."""
    added = call("lists", "add", days, "--json")
    assert added.code == 0
    assert [(one["result"], one["day"]) for one in added.json["outcomes"]] == [
        ("added", "2021-08-18"), ("added", "2021-08-20"),
    ]  # fmt: skip
    shown = call("lists", "--json").json
    (one,) = shown["lists"]
    assert (one["list"], one["records"], one["states"], one["current_on"]) == ("us-ofac-sdn", 21, 2, "2021-08-20")
    assert not shown["clearance"]["allowed"]
    answer = call("screen", "Marija Milosevic", "--json")
    assert (answer.code, answer.json["total"]) == (0, 0)
    assert "us-ofac-sdn is old" in answer.json["warnings"][0]
    assert not answer.json["clearance"]["allowed"]


def test_the_lists_of_a_day_are_screened_against(call: Call, days: Path) -> None:
    """`--as-of` finds who was listed then; before the first state there is nothing to screen against."""
    call("lists", "add", days)
    before = call("screen", "Marija Milosevic", "--as-of", "2021-08-19")
    assert before.code == 10
    assert "as they stood on 2021-08-19" in before.out
    assert call("show", "us-ofac:7739", "--as-of", "2021-08-19").code == 0
    assert call("show", "us-ofac:7739").code == 5
    assert call("screen", "Marija Milosevic", "--as-of", "2021-08-17").code == 5
    assert call("screen", "Marija Milosevic", "--as-of", "August").code == 2
    assert call("screen", "Marija Milosevic", "--as-of", "2021-08-19", "--lists", days).code == 2
    assert call("lists", "--as-of", "2021-08-18", "--json").json["lists"][0]["records"] == 22


def test_two_people_take_a_state_out(call: Call, days: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One who proposes can't approve; approved, the state stands on no day, its answers are replayed, and `add` brings it
    back. A list without a state that stands is not waited for."""
    call("lists", "add", days)
    monkeypatch.setenv("COLUMNS", "250")
    answered = call("screen", "Marija Milosevic", "--as-of", "2021-08-19", "--json")
    old, _ = (one["digest"] for one in call("lists", "states", "--json").json)
    call("people", "add", "root", "Root", "--role", "administrator", "--account", "root")
    monkeypatch.setattr(recording, "user", lambda: "root")
    monkeypatch.setattr(identity, "user", lambda: "root")
    for name in ("ann", "carl"):
        call("people", "add", name, name.title(), "--role", "approver", "--account", name)

    def act(name: str, *words: str) -> Called:
        monkeypatch.setattr(identity, "user", lambda: name)
        return call(*words)

    assert act("ann", "lists", "forget", "us-ofac-sdn", "--state", "000000", "--text", "x").code == 5
    assert act("ann", "lists", "forget", "us-ofac-sdn", "--state", old[:3], "--text", "x").code == 5
    asked = act(
        "ann", "lists", "forget", "us-ofac-sdn", "--state", old[:8], "--text", "of the test system", "--json"
    ).json
    assert f"state {old}, is screened against no more" in act("carl", "alerts", "proposals").out
    assert act("ann", "alerts", "approve", str(asked["seq"])).code == 7
    assert call("screen", "Marija Milosevic", "--as-of", "2021-08-19").code == 10
    assert act("carl", "alerts", "approve", str(asked["seq"])).code == 0
    assert call("screen", "Marija Milosevic", "--as-of", "2021-08-19").code == 5
    assert [one["forgotten"] for one in call("lists", "states", "--json").json] == [True, False]
    (record,) = call("log", "show", "--kind", "lists-forgotten", "--json").json
    assert record["body"] == {"proposal": asked["seq"], "by": "carl", "list": "us-ofac-sdn", "digest": old}
    assert call("replay", str(answered.json["receipt"]["seq"])).code == 0
    assert call("log", "verify").code == 0
    assert call("lists", "add", days).code == 0
    assert [one["forgotten"] for one in call("lists", "states", "--json").json] == [False, False]
    asked = act("ann", "lists", "forget", "us-ofac-sdn", "--text", "not our business", "--json").json
    assert act("carl", "alerts", "approve", str(asked["seq"])).code == 0
    assert [one["forgotten"] for one in call("lists", "states", "--json").json] == [True, True]
    assert "us-ofac-sdn is missing" not in " ".join(call("screen", "Marija Milosevic", "--json").json["warnings"])


def test_a_state_that_was_never_recorded_is_recorded_next(
    call: Call, days: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Stopped between taking a file and recording it: the next run, though nothing is new, puts the state on record."""
    monkeypatch.setattr(commands, "_recorded", lambda outcomes, _: tuple(outcomes))
    first, second = sorted(days.iterdir())
    call("lists", "add", first)
    monkeypatch.undo()
    call("lists", "add", second)
    call("lists", "add", second)
    (record,) = call("log", "show", "--kind", "lists-changed", "--json").json
    assert [(one["list"], one["day"]) for one in record["body"]["found"]] == [("us-ofac-sdn", "2021-08-18")]
    assert [one["day"] for one in record["body"]["lists"]] == ["2021-08-20"]


def test_nobody_is_cleared_on_old_lists(call: Call, days: Path) -> None:
    """A person is told so where nothing was found; `--max-age` says what is old."""
    call("lists", "add", days)
    asked = ("screen", "Zzyzx Qwfp")
    assert "clears nobody" in call(*asked).out
    assert "clears nobody" not in call(*asked, "--max-age", "100000").out
    assert call(*asked, "--max-age", "100000", "--json").json["clearance"] == {"allowed": True, "reasons": []}


def test_changes_are_told_for_people_and_programs(call: Call, days: Path) -> None:
    """Of files, of days, since a day; as tables and as JSON."""
    files = [days / "sdn_2021-08-18.csv", days / "sdn_2021-08-20.csv"]
    (found,) = call("lists", "diff", *files, "--json").json["lists"]
    assert [one["id"] for one in found["removed"]] == ["us-ofac:7739"]
    assert found["added"] == []
    assert [one["id"] for one in found["changed"]] == ["us-ofac:2676"]
    assert "details" in {field["field"] for field in found["changed"][0]["fields"]}
    call("lists", "add", days)
    by_day = call("lists", "diff", "2021-08-18", "2021-08-20", "--json").json["lists"]
    since = call("lists", "diff", "--since", "2021-08-19", "--json").json["lists"]
    assert [one["removed"] for one in by_day] == [one["removed"] for one in since] == [found["removed"]]
    told = call("lists", "diff", "2021-08-18", "2021-08-20", "--limit", "0").out
    assert "0 added, 1 removed" in told
    assert "1 more not shown: --limit 1" in told
    assert call("lists", "diff", "2021-08-18", "2021-08-20", "--list", "un-sc").code == 2


def test_a_history_is_told_day_by_day(call: Call, days: Path) -> None:
    """Of a folder, and of what is kept."""
    found = call("lists", "diff", days, "--json").json["days"]
    assert [(one["day"], one["records"]) for one in found] == [("2021-08-18", 22), ("2021-08-20", 21)]
    assert found[1]["counts"]["removed"] == 1
    call("lists", "add", days)
    assert call("lists", "diff", "--since", "2021-08-18", "--daily", "--json").json["days"] == found
    assert "2021-08-20" in call("lists", "diff", days).out


def test_states_are_named(call: Call, days: Path) -> None:
    """With the digest that `diff` takes."""
    call("lists", "add", days)
    rows = call("lists", "states", "--json").json
    assert [row["day"] for row in rows] == ["2021-08-18", "2021-08-20"]
    assert rows[0]["digest"] in call("lists", "states", "us-ofac-sdn").out
    assert call("lists", "diff", rows[0]["digest"], rows[1]["digest"]).code == 0
    assert call("lists", "states", "un-sc", "--json").json == []


@pytest.mark.parametrize("arguments", [[], ["--since", "2021-01-01", "A"], ["A", "B", "--since", "2021-01-01"]])
def test_a_comparison_needs_two_sides(call: Call, arguments: list[str]) -> None:
    """A and B, or A, or --since: else bad usage."""
    assert call("lists", "diff", *arguments).code == 2


def test_a_refused_file_is_told_and_the_exit_code_says_so(call: Call, days: Path, data: Path) -> None:
    """A list that shrank is refused until it is accepted; what is no list is named."""
    call("lists", "add", days / "sdn_2021-08-18.csv")
    rows = (data / "us-ofac" / "sdn" / "sdn.csv").read_bytes().split(b"\r\n")
    short = days / "sdn_2021-08-21.csv"
    short.write_bytes(b"\r\n".join(rows[:10]) + b"\r\n")
    refused = call("lists", "add", short)
    assert refused.code == 4
    assert "refused" in refused.out
    assert "STALE" in call("lists").out
    assert "a newer file was refused" in call("screen", "Zzyzx Qwfp").out
    assert call("lists", "add", short, "--max-loss", "0.9").code == 0
    assert "STALE" not in call("lists").out
    (days / "page.html").write_text("<html>Please sign in.</html>")
    told = call("lists", "add", days / "page.html", "--json")
    assert told.code == 4
    assert "HTML page" in told.json["outcomes"][0]["reason"]


def _table(path: Path, *lists: tuple[str, str, str, str]) -> Path:
    path.write_text(
        "".join(
            f'[[list]]\nid = "{id_}"\npublisher = "{publisher}"\ntitle = "{title}"\n'
            f'files = [{{ name = "list.csv", url = "{url}" }}]\n'
            for id_, publisher, title, url in lists
        )
    )
    return path


def test_lists_are_updated_from_their_addresses(
    call: Call, data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One list fails and is told, the other is taken; exit code 4 says that not all went well."""
    monkeypatch.setattr(commands.time, "sleep", lambda _: None)
    with servers.running() as server:
        sdn = server.on("/sdn.csv", ok((data / "us-ofac" / "sdn" / "sdn.csv").read_bytes()))
        table = _table(
            tmp_path / "mirror.toml",
            ("us-ofac-sdn", "us-ofac", SDN_TITLE, sdn),
            ("uk-ofsi", "uk-ofsi", UK_TITLE, server.on("/uk", status(503))),
        )
        called = call("lists", "update", "--addresses", table, "--json")
        assert called.code == 4
        assert [one["result"] for one in called.json["outcomes"]] == ["added", "unreachable"]
        missing = call("screen", "Zzyzx Qwfp", "--json").json["clearance"]
        assert not missing["allowed"]
        assert "uk-ofsi is missing: it could not be fetched" in missing["reasons"][0]
        server.on("/uk", ok((data / "uk" / "extract-conlist.csv").read_bytes()))
        assert call("lists", "update", "--addresses", table).code == 0
    assert call("lists", "--json").json["clearance"] == {"allowed": True, "reasons": []}
    assert call("lists", "update", "nobody").code == 5


def test_a_changed_list_is_on_the_record(call: Call, days: Path, data: Path) -> None:
    """Whoever takes lists is on record with each state and with what was accepted; nothing taken is no record."""
    call("lists", "add", days)
    call("lists", "add", days)  # nothing new
    (record,) = call("log", "show", "--kind", "lists-changed", "--json").json
    body = record["body"]
    assert [(one["list"], one["day"], one["records"]) for one in body["lists"]] == [
        ("us-ofac-sdn", "2021-08-18", 22), ("us-ofac-sdn", "2021-08-20", 21),
    ]  # fmt: skip
    assert (body["by"], body["accept_shrunken"]) == (f"os:{recording.user()}", False)
