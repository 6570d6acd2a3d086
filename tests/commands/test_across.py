"""The commands links, coverage, gaps and owned do what they say, and their exit codes too."""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from watchword.cli import run
from watchword.commands.across import _cell
from watchword.linking import book
from watchword.linking.decisions import FILE
from watchword.linking.facts import CODES
from watchword.snapshot import Snapshot

HAQQANI = "us-ofac:10743"


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


@pytest.fixture(scope="module")
def linked(home: Path, snapshot: Snapshot) -> Path:
    """A home where the bundled lists are linked, without decisions."""
    book.open_parties(snapshot, home, ())
    return home


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str], linked: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Call:
    """Runs one command line in this process, in a home of its own that has the index and the links."""
    monkeypatch.setenv("COLUMNS", "240")  # wide enough that no name is broken over lines
    own = tmp_path / "home"
    for folder in ("snapshots", "links"):
        shutil.copytree(linked / folder, own / folder)

    def _call(*arguments: str | Path) -> Called:
        capsys.readouterr()
        code = run(["--home", str(own), *map(str, arguments)])
        return Called(code, *capsys.readouterr())

    return _call


def test_coverage_of_a_name_is_that_of_who_bears_it(call: Call) -> None:
    """Of several parties the one whose name is most alike, not one that is likelier for other reasons."""
    found = call("coverage", "Mohammed Ali", "--json").json
    names = [entry["name"] for entry in found["coverage"]["listings"]]
    assert "Ali Kony" in names
    assert found["others"]


def test_links_are_explained(call: Call) -> None:
    """A party's listings and each link with its evidence, as table and as JSON."""
    shown = call("links", "show", HAQQANI, "--json").json
    assert shown["party"] == "au-dfat:591"
    assert len(shown["listings"]) == 5
    assert all(bond["evidence"] for bond in shown["bonds"])
    assert "birth-consistent" in call("links", "show", HAQQANI).out


def test_a_split_and_a_confirmation_last(call: Call, tmp_path: Path) -> None:
    """What a person decides changes the party at once, and is kept with who and why."""
    assert call("links", "split", "uk-ofsi:9158", HAQQANI, "--by", "Ada", "--why", "a test").code == 0
    assert HAQQANI not in call("links", "show", "uk-ofsi:9158", "--json").json["listings"] or (
        "uk-ofsi:9158" not in call("links", "show", HAQQANI, "--json").json["listings"]
    )
    assert call("links", "confirm", "uk-ofsi:9158", HAQQANI, "--by", "Ben").code == 0
    assert HAQQANI in call("links", "show", "uk-ofsi:9158", "--json").json["listings"]
    made = call("links", "decisions", "--json").json
    assert [(d["verdict"], d["by"], d["why"]) for d in made] == [("apart", "Ada", "a test"), ("same", "Ben", "")]
    assert (tmp_path / "home" / FILE).read_text(encoding="utf-8").count("\n") == 2
    recorded = call("log", "show", "--kind", "link-decided", "--json").json
    assert [one["body"]["verdict"] for one in recorded] == ["apart", "same"]


def test_only_listings_can_be_linked(call: Call) -> None:
    """An id that no list has, or one id twice, is refused, and nothing is kept."""
    assert call("links", "confirm", HAQQANI, "us-ofac:0").code == 5
    assert call("links", "confirm", HAQQANI, HAQQANI).code == 3
    assert call("links", "decisions", "--json").json == []


def test_doubtful_pairs_are_a_worklist(call: Call) -> None:
    """The most likely pairs first; one that is decided leaves the list."""
    first = call("links", "doubtful", "--json", "--limit", "3").json
    assert len(first["pairs"]) == 3
    pair = first["pairs"][0]
    assert call("links", "split", pair["a"], pair["b"], "--by", "Ada").code == 0
    then = call("links", "doubtful", "--json", "--limit", "3").json
    assert then["total"] < first["total"]
    assert (pair["a"], pair["b"]) not in [(p["a"], p["b"]) for p in then["pairs"]]


def test_screening_groups_hits_by_party(call: Call) -> None:
    """Where the lists are linked, hits on one party stand together, under the smallest id of its listings."""
    answer = call("screen", "Sirajuddin Haqqani", "--json").json
    assert [p["party"] for p in answer["parties"]] == ["au-dfat:591"]
    assert len(answer["parties"][0]["hits"]) == answer["total"] == 5
    assert call("screen", "Sirajuddin Haqqani").out.count("same party") == 4


def test_screening_without_links(call: Call, tmp_path: Path) -> None:
    """Where nothing was linked yet, screening does not wait for it: each hit stands alone."""
    shutil.rmtree(tmp_path / "home" / "links")
    assert call("screen", "Sirajuddin Haqqani", "--json").json["parties"] is None
    assert "same party" not in call("screen", "Sirajuddin Haqqani").out


def test_coverage_by_name_and_by_id(call: Call) -> None:
    """A name finds the party of its best hit, an id its own; both say the same."""
    by_id = call("coverage", HAQQANI, "--json").json
    assert by_id["coverage"]["party"] == "au-dfat:591"
    assert len(by_id["coverage"]["members"]) == 83
    assert call("coverage", "Sirajuddin Haqqani", "--json").json["coverage"] == by_id["coverage"]
    assert "Can't be told: " in call("coverage", HAQQANI).out


def test_coverage_of_nobody(call: Call) -> None:
    """A name that nobody lists is not found; neither is an id that no list has."""
    assert call("coverage", "Zzyzx Qwertyuiop").code == 5
    assert call("coverage", "us-ofac:0").code == 5


def test_gaps_as_table_json_and_csv(call: Call) -> None:
    """The three forms tell the same gaps in the same order."""
    asked = ("gaps", "--programme", "SDGT", "--limit", "5")
    told = call(*asked, "--json").json
    rows = list(csv.DictReader(io.StringIO(call(*asked, "--csv").out)))
    assert [row["party"] for row in rows] == [gap["party"] for gap in told["gaps"]]
    assert [int(row["missing"]) for row in rows] == [len(gap["absent"]) for gap in told["gaps"]]
    assert told["total"] > 1000
    assert all(gap["name"].split()[0] in call(*asked).out for gap in told["gaps"])
    assert call("gaps", "--programme", "NONE").code == 5


def test_csv_runs_nothing_in_a_spreadsheet() -> None:
    """A cell that begins like a formula is marked as text."""
    assert [_cell(c) for c in ("=1+1", "@x", "-x", "Acme", 7)] == ["'=1+1", "'@x", "'-x", "Acme", 7]


def test_owned(call: Call, tmp_path: Path) -> None:
    """Blocked and cautioned entities end with 10, others with 0; the path and exact shares are told."""
    path = tmp_path / "owners.csv"
    path.write_text(
        "owner,owned,percent,control\nSirajuddin Haqqani,Quux Holding,50,\nQuux Holding,Quux Trading,50,\n"
        "Sirajuddin Haqqani,Quux Cafe,1/3,yes\nQwert Zuiop,Quux Garden,100,\n"
    )
    told = call("owned", "Quux Trading", "--owners", path, "--json")
    assert told.code == 10
    assert (told.json["status"], told.json["total"], told.json["total_percent"]) == ("blocked", "1/2", "50 %")
    assert HAQQANI in told.json["holdings"][0]["through"][0]["basis"]["listings"]
    assert call("owned", "Quux Cafe", "--owners", path).code == 10
    assert "33 1/3 %" in call("owned", "Quux Cafe", "--owners", path).out
    assert call("owned", "Quux Garden", "--owners", path).code == 0
    assert call("owned", "Nobody", "--owners", path).code == 5
    assert call("owned", "Quux Trading", "--owners", tmp_path / "missing.csv").code == 3
    assert call("owned", "Quux Trading", "--owners", path, "--list", "nobody").code == 5


def test_relations_are_shown(call: Call) -> None:
    """`show --relations` lists ties in both directions with the ids they point at."""
    told = call("show", "us-ofac:10391", "--relations", "--json").json
    assert any(r["direction"] == "from" and r["relation"] == "linked-to" for r in told["relations"])
    assert "linked-to" in call("show", "us-ofac:10391", "--relations").out
    assert "relations" not in call("show", "us-ofac:10391", "--json").json


def test_every_link_evidence_is_documented() -> None:
    """docs/across.md tells what each kind of evidence about links means."""
    page = (Path(__file__).parents[2] / "docs" / "across.md").read_text(encoding="utf-8")
    assert not [code for code in CODES if f"`{code}`" not in page]
