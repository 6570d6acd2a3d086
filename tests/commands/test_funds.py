"""What do the commands on funds take and give, on the lists of now and on those of a past day?"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from watchword.cli import run

Call = Callable[..., tuple[int, str]]
FLOWS = "stage,amount,currency,provider,receiver,reference\n"
FRESH = ("--max-age", "100000")


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Call:
    """Runs one command line in this process, in a home of its own."""
    monkeypatch.setenv("COLUMNS", "240")

    def done(*arguments: object) -> tuple[int, str]:
        capsys.readouterr()
        code = run(["--home", str(tmp_path / "home"), *map(str, arguments)])
        return code, capsys.readouterr().out

    return done


@pytest.fixture
def kept(call: Call, two_states: list[Path]) -> Path:
    """Both states are kept. Returns their folder."""
    assert call("lists", "add", *two_states)[0] == 0
    return two_states[0].parent


def planned(folder: Path, receiver: str) -> Path:
    path = folder / "flows.txt"
    path.write_text(f"{FLOWS}disbursement,900,USD,Relief Agency,{receiver},D1\n", encoding="utf-8")
    return path


def flow(call: Call, *options: str) -> dict[str, Any]:
    """The one flow of the record, as `show` tells it."""
    code, out = call("funds", "show", "--json", *options)
    assert code == 0
    (one,) = json.loads(out)["flows"]
    return {"state": one["flow"]["state"], "cleared": one["cleared"]}


def test_lists_of_a_past_day_release_nothing(call: Call, kept: Path) -> None:
    """`release --as-of` puts on record what the lists of a day say of a payee, and changes nothing: no alert either."""
    call("funds", "import", planned(kept, "Marija Milosevic"))
    for day, would_be, code in (("2021-08-19", "held", 10), ("2021-08-21", "paid", 0)):
        before = len(call("log", "show", "--json")[1])
        ended, out = call("funds", "release", "--as-of", day, "--json")
        told = json.loads(out)
        assert (ended, told["state"], told["would_be"]) == (code, "planned", would_be)
        assert flow(call, *FRESH) == {"state": "planned", "cleared": False}
        assert flow(call, "--as-of", day) == {"state": "planned", "cleared": False}
        assert len(call("log", "show", "--json")[1]) > before
    assert json.loads(call("alerts", "list", "--json")[1])["total"] == 0
    code, out = call("funds", "release", "--as-of", "2021-08-19")
    assert (code, out.startswith("planned, would be held:")) == (10, True)


def test_show_tells_what_the_lists_of_a_day_cleared(call: Call, kept: Path) -> None:
    """Money released on the lists of now is cleared on these; on lists of before it was not."""
    call("funds", "import", planned(kept, "Marija Milosevic"))
    assert call("funds", "release")[0] == 10  # too old
    assert flow(call)["state"] == "planned"
    assert call("funds", "release", *FRESH)[0] == 0
    assert flow(call, *FRESH) == {"state": "paid", "cleared": True}
    assert flow(call) == {"state": "paid", "cleared": False}
    assert flow(call, "--as-of", "2021-08-21") == {"state": "paid", "cleared": True}
    assert flow(call, "--as-of", "2021-08-19") == {"state": "paid", "cleared": False}
    assert "as they stood on 2021-08-19" in call("funds", "show", "--as-of", "2021-08-19")[1]


@pytest.mark.parametrize("command", ["show", "release"])
def test_a_day_is_checked(call: Call, kept: Path, command: str) -> None:
    """A day that is none is wrong use; one before the first state of a list has no lists."""
    assert call("funds", command, "--as-of", "yesterday")[0] == 2
    assert call("funds", command, "--as-of", "2001-01-01")[0] == 5
    assert call("funds", command, "--as-of", "2021-08-21", "--lists", kept)[0] == 2


def test_picture_has_every_sum(call: Call, data: Path, tmp_path: Path) -> None:
    """The picture has a bar with its figure for each sum that is there; where it can't be written, that is told."""
    call("funds", "import", data / "funds" / "flows.csv")
    lists = ("--lists", data / "us-ofac" / "sdn")
    assert call("funds", "show", "--by", "region", "--picture", tmp_path / "a.svg", *lists)[0] == 0
    drawn = etree.parse(tmp_path / "a.svg")
    told = [one.text for one in drawn.iter("{*}text")][1:]
    assert told == ["Niger (USD)", "pledged", "436,000,000", "committed", "120,000,000", "planned", "340,000"]
    assert len(list(drawn.iter("{*}rect"))) == 1 + 3
    (tmp_path / "file").touch()
    assert call("funds", "show", "--picture", tmp_path / "file" / "a.svg", *lists)[0] == 6


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("none.csv", None, 2), ("empty.csv", "", 3), ("other.csv", "a,b\n1,2\n", 3), ("cut.xml", "<iati-activities>", 3),
        ("other.xml", "<Document/>", 3), ("junk.xml", "\x00\x01", 3),
    ],
)  # fmt: skip
def test_what_is_no_file_of_flows_is_refused(
    call: Call, tmp_path: Path, name: str, text: str | None, code: int
) -> None:
    """A file that is missing, empty, cut off or something else is refused whole: nothing of it is taken."""
    if text is not None:
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert call("funds", "import", tmp_path / name)[0] == code


def test_rows_that_are_set_aside_are_told(call: Call, data: Path, tmp_path: Path) -> None:
    """The others are taken; the exit code is that of every command that sets rows aside."""
    code, out = call("funds", "import", data / "funds" / "ties.csv")
    assert code == 11
    assert "2 ties, 1 set aside" in out
    assert "row 3" in out
    sound = tmp_path / "sound.csv"
    sound.write_text("payee,relation,name\nWater for Tillaberi,director,Amina Souleymane\n", encoding="utf-8")
    assert call("funds", "import", sound)[0] == 0


def test_sums_stay_whole_on_a_narrow_terminal(call: Call, data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is held and frozen has its column even when nothing is; no figure is broken over lines."""
    monkeypatch.setenv("COLUMNS", "100")
    call("funds", "import", data / "funds" / "flows.csv")
    out = call("funds", "show", "--lists", data / "us-ofac" / "sdn")[1]
    assert out.split("\n")[0].split() == ["name", "pledged", "committed", "disbursed", "cleared", "planned", "held",
                                          "frozen", "share"]  # fmt: skip
    assert "436,000,000" in out
    assert "unverified" not in out
