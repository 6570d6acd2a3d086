"""What do the commands on payments print and where do they put files?"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.payments.samples import mt103, pacs008

from watchword.cli import run
from watchword.snapshot import Snapshot

Call = Callable[..., tuple[int, str, str]]
LISTS = ("--lists", "tests/data/us-ofac/sdn")


@pytest.fixture
def call(capfdbinary: pytest.CaptureFixture[bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Call:
    """Runs one command line in this process, in a home of its own."""
    monkeypatch.setenv("COLUMNS", "200")

    def done(*arguments: object) -> tuple[int, str, str]:
        code = run(["--home", str(tmp_path / "home"), *map(str, arguments)])
        said = capfdbinary.readouterr()
        return code, said.out.decode(), said.err.decode()

    return done


def test_screen_tells_verdict_and_reason(call: Call, tmp_path: Path) -> None:
    """A table with a row for each payment, why it is held, and counts; exit code 10."""
    path = tmp_path / "a.xml"
    path.write_bytes(pacs008(amount="1,0"))
    code, out, _ = call("payments", "screen", path, *LISTS)
    assert code == 10
    assert "can't be relied on" in out
    assert "0 released, 1 held" in out


def test_json_has_every_party(call: Call, tmp_path: Path) -> None:
    """JSON lines: every payment with its parties, roles, paths, reasons and receipt."""
    path = tmp_path / "a.fin"
    path.write_bytes(mt103() + b"\n" + mt103(message_id="TWO"))
    code, out, _ = call("payments", "screen", path, "--json", *LISTS)
    first, second = (json.loads(line) for line in out.splitlines())
    assert code == 10
    assert (first["number"], second["message_id"]) == (1, "TWO")
    assert {(one["role"], one["path"]) for one in first["parties"]} >= {
        ("creditor", "59 line 2"),
        ("debtor", "50K line 2"),
    }
    assert second["receipt"]["seq"] > first["receipt"]["seq"]


def test_screening_again_is_no_duplicate(call: Call, tmp_path: Path) -> None:
    """A file may be looked at as often as one likes: `screen` hands nothing over."""
    path = tmp_path / "a.xml"
    path.write_bytes(pacs008())
    for _ in range(2):
        _, out, _ = call("payments", "screen", path, "--json", *LISTS)
        assert [reason["code"] for reason in json.loads(out)["reasons"]] == ["stale-lists"]


def test_watch_hands_over(call: Call, tmp_path: Path) -> None:
    """`watch --once` takes all that lies in the inbox, and says where each file went."""
    inbox = tmp_path / "in"
    inbox.mkdir()
    (inbox / "a.xml").write_bytes(pacs008())
    folders = ("--inbox", inbox, "--released", tmp_path / "out", "--held", tmp_path / "held", "--once", "--settle", 0)
    rules = tmp_path / "rules.toml"
    rules.write_text('stale_lists = "tell"', encoding="utf-8")
    code, out, _ = call("payments", "watch", *folders, "--rules", rules, *LISTS)
    assert (code, out) == (0, "release  a.xml (1 payment)\n")
    assert (tmp_path / "out" / "a.xml").read_bytes() == pacs008()
    shutil.copy(tmp_path / "out" / "a.xml", inbox / "b.xml")
    code, out, _ = call("payments", "watch", *folders, "--json", "--rules", rules, *LISTS)
    assert json.loads(out) == {"file": "b.xml", "verdict": "hold", "payments": 1, "as": "b.xml"}


def test_wrong_use_is_told(call: Call, tmp_path: Path) -> None:
    """A file or inbox that isn't there, folders that are one, and rules with a misspelt word are usage errors."""
    bad = tmp_path / "bad.toml"
    bad.write_text("lanes = []", encoding="utf-8")
    path = tmp_path / "a.xml"
    path.write_bytes(pacs008())
    assert call("payments", "screen", tmp_path / "none.xml", *LISTS)[0] == 2
    assert call("payments", "screen", path, "--rules", bad, *LISTS)[0] == 2
    same = ("--inbox", tmp_path, "--released", tmp_path, "--held", tmp_path / "held", "--once")
    assert call("payments", "watch", *same, *LISTS)[0] == 2
    mistyped = ("--inbox", tmp_path / "inn", "--released", tmp_path / "out", "--held", tmp_path / "held", "--once")
    assert call("payments", "watch", *mistyped, *LISTS)[0] == 2
    assert not (tmp_path / "inn").exists()


def test_hits_of_the_bundled_lists(call: Call, tmp_path: Path, home: Path, snapshot: Snapshot) -> None:
    """The example of the documentation is held for its creditor, at the right path."""
    code = run(["--home", str(home), "payments", "screen", "docs/examples/payments/held.xml", "--json"])
    assert code == 10


def test_lists_of_a_past_day_clear_no_payment(call: Call, tmp_path: Path, two_states: list[Path]) -> None:
    """`payments screen --as-of` tells hits on the lists of that day, releases nothing on them, and raises no alert."""
    assert call("lists", "add", *two_states)[0] == 0
    path = tmp_path / "a.xml"
    path.write_bytes(pacs008(creditor="Marija Milosevic"))
    for day, codes in (("2021-08-19", {"stale-lists", "hit"}), ("2021-08-20", {"stale-lists"})):
        code, out, _ = call("payments", "screen", path, "--json", "--as-of", day)
        told = json.loads(out)
        assert (code, told["verdict"]) == (10, "hold")
        assert {one["code"] for one in told["reasons"] if one.get("holds", True)} == codes
    assert json.loads(call("alerts", "list", "--json")[1])["total"] == 0


def test_workers_end_what_was_put_into_the_queue(call: Call, tmp_path: Path) -> None:
    """`put` gives each message its number, `work` decides each once, in order; a file that is not there is wrong use."""
    clean, broken = tmp_path / "a.xml", tmp_path / "b.fin"
    clean.write_bytes(pacs008())
    broken.write_bytes(mt103()[:-9])
    rules = tmp_path / "rules.toml"
    rules.write_text('stale_lists = "tell"', encoding="utf-8")
    code, out, _ = call("payments", "put", clean, broken)
    assert (code, out.split()) == (0, ["1", "a.xml", "2", "b.fin"])
    told = ("payments", "work", "--once", "--json", "--rules", rules, *LISTS)
    done = [json.loads(line) for line in call(*told)[1].splitlines()]
    assert [(one["number"], one["name"], one["verdict"]) for one in done] == [
        (1, "a.xml", "release"),
        (2, "b.fin", "hold"),
    ]
    assert call(*told)[:2] == (0, "")
    assert call("payments", "put", tmp_path / "none.xml")[0] == 2
