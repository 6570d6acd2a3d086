"""What does the command line answer, refuse and leave behind?"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import click
import msgspec
import pytest
from rich.console import Console

from watchword import Kind, Listing, Name, Snapshot, compare, render
from watchword.cli import commands, run
from watchword.lists import bundled, registry
from watchword.store import arrays
from watchword.store import home as home_module
from watchword.wording import plain

_RECEIPT = re.compile(rb'"receipt": \{.*?\}', re.DOTALL)
DJIBO = "Ousmane Illiassou Djibo"


class Called(NamedTuple):
    """What a command line gave."""

    code: int
    out: str
    err: str


Call = Callable[..., Called]


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str], home: Path, snapshot: Snapshot) -> Call:
    """Runs one command line in this process, in a home whose index is there."""

    def _call(*arguments: str, at: Path = home) -> Called:
        capsys.readouterr()
        code = run(["--home", str(at), *arguments])
        return Called(code, *capsys.readouterr())

    return _call


@pytest.fixture
def small_bundle(monkeypatch: pytest.MonkeyPatch, data: Path) -> None:
    """Makes the bundled lists a short extract, so that a first run takes no time."""
    lists = registry.read_files(registry.load_paths([data / "uk" / "extract-conlist.csv"]))
    monkeypatch.setattr(bundled, "read_bundled", lambda: lists)


def test_finds_djibo(call: Call) -> None:
    """The designation of the README is found, with exit code 10."""
    called = call("screen", DJIBO, "--birth", "1984", "--country", "ne")
    assert called.code == 10
    assert "us-ofac:32391" in called.out
    assert "name-exact" in called.out
    assert "birth-consistent" in called.out
    assert "for trying out only" in called.out


def test_json_has_the_whole_answer(call: Call) -> None:
    """JSON holds party, hits, evidence that sums to the similarity, and what the answer came from."""
    answer = json.loads(call("screen", DJIBO, "--kind", "person", "--json").out)
    fields = {
        "total",
        "minimum",
        "party",
        "hits",
        "snapshot",
        "policy",
        "engine",
        "warnings",
        "clearance",
        "parties",
        "receipt",
    }
    assert fields == set(answer)
    assert answer["party"] == {"name": DJIBO, "kind": "person"}
    best = answer["hits"][0]
    assert best["listing"]["id"] == "us-ofac:32391"
    assert set(best) == {"listing", "name", "similarity", "probability", "evidence"}
    assert sum(e.get("points", 0) for e in best["evidence"]) == pytest.approx(best["similarity"])
    assert answer["total"] == len(answer["hits"])


def test_nothing_found_is_zero(call: Call) -> None:
    """A name that nobody listed has gives exit code 0 and says so."""
    called = call("screen", "Xqzzyvw Brrtkl")
    assert called.code == 0
    assert "No hit" in called.out


def test_limit_changes_what_is_shown_only(call: Call) -> None:
    """A limit says how many more hits there are; answer and exit code stay."""
    everything = json.loads(call("screen", "Usama bin Ladin", "--json").out)
    shown = json.loads(call("screen", "Usama bin Ladin", "--json", "--limit", "1").out)
    assert everything["total"] == shown["total"] > 1
    assert shown["hits"] == everything["hits"][:1]
    called = call("screen", "Usama bin Ladin", "--limit", "1")
    assert called.code == 10
    assert f"{shown['total'] - 1} more not shown" in called.out


def test_one_publisher_only(call: Call) -> None:
    """With --list only that publisher's listings are hits."""
    answer = json.loads(call("screen", "Usama bin Ladin", "--list", "uk-ofsi", "--json").out)
    assert {hit["listing"]["publisher"] for hit in answer["hits"]} == {"uk-ofsi"}


def test_weak_alias_triggers_by_choice(call: Call) -> None:
    """A weak alias alone finds nobody by default, and the listing when asked to."""
    assert "us-ofac:32391" not in call("screen", "Petit Chapori").out
    assert "us-ofac:32391" in call("screen", "Petit Chapori", "--weak-aliases", "trigger").out


def test_files_instead_of_bundled_lists(call: Call, data: Path) -> None:
    """With --lists only the listings of those files are screened against."""
    called = call("lists", "--json", "--lists", str(data / "uk" / "extract-conlist.csv"))
    (listed,) = json.loads(called.out)["lists"]
    assert listed["publisher"] == "uk-ofsi"
    assert sum(listed["kinds"].values()) == listed["records"]


@pytest.mark.parametrize(
    "arguments",
    [
        ["screen"],
        ["screen", "A B", "--kind", "ghost"],
        ["screen", "A B", "--min", "0"],
        ["screen", "A B", "--min", "1.5"],
        ["screen", "A B", "--limit", "0"],
        ["screen", "A B", "--nonsense"],
        ["screen", "A B", "--json", "--ftm"],
        ["screan", "A B"],
        [],
    ],
)
def test_wrong_usage_is_two(call: Call, arguments: list[str]) -> None:
    """A command line that is put wrongly gives exit code 2, no answer, and what is wrong."""
    called = call(*arguments)
    assert called.code == 2
    assert not called.out
    assert called.err


@pytest.mark.parametrize(
    ("arguments", "field"),
    [
        (["--birth", "31.02.1984"], "birth"),
        (["--birth", "soon"], "birth"),
        (["--country", "Atlantis"], "countries"),
        (["--nationality", "zz"], "nationalities"),
        (["--gender", "none"], "gender"),
        (["--alias", "..."], "aliases[0]"),
    ],
)
def test_bad_field_is_named(call: Call, arguments: list[str], field: str) -> None:
    """A fact that can't be understood gives exit code 3 and the name of its field."""
    called = call("screen", "A Person", *arguments, "--json")
    assert called.code == 3
    assert json.loads(called.err)["error"]["where"] == field
    assert f"Where: {field}" in call("screen", "A Person", *arguments).err


@pytest.mark.parametrize("name", ["", "  ", "...", "\x00\x07", "\u200f\u202e", "🙂", "a" * 10_000])
def test_bad_name_is_named(call: Call, name: str) -> None:
    """A name that holds nothing to compare gives exit code 3 and names the field."""
    called = call("screen", name, "--json")
    assert called.code == 3
    assert json.loads(called.err)["error"]["where"] == "name"


@pytest.mark.parametrize("arguments", [["show", "us-ofac:0"], ["screen", DJIBO, "--list", "mars"]])
def test_unknown_is_five(call: Call, arguments: list[str]) -> None:
    """A listing or list that is not there gives exit code 5."""
    assert call(*arguments).code == 5


def test_error_page_is_no_list(call: Call, tmp_path: Path) -> None:
    """An HTML page saved as a list gives exit code 4, names the file, and screens nobody."""
    page = tmp_path / "sdn.csv"
    page.write_text("<!doctype html><html><body>Access denied</body></html>")
    called = call("screen", DJIBO, "--lists", str(page))
    assert called.code == 4
    assert not called.out
    assert str(page) in called.err
    assert "HTML" in called.err
    assert call("screen", DJIBO, "--lists", str(tmp_path / "absent.csv")).code == 4


def test_errors_for_programs(call: Call) -> None:
    """With --json an error is one object on stderr, whoever found it."""
    for arguments in (["show", "us-ofac:0", "--json"], ["screen", "A", "--min", "9", "--json"]):
        error = json.loads(call(*arguments).err)["error"]
        assert set(error) == {"code", "message", "where", "hint"}
        assert error["message"]


def test_listed_text_can_do_nothing(call: Call, data: Path, tmp_path: Path) -> None:
    """A listed name with terminal codes, markup or reversed writing is shown as plain text."""
    text = (data / "uk" / "extract-conlist.csv").read_text(encoding="utf-8-sig")
    listing = next(iter(Snapshot.from_files([data / "uk" / "extract-conlist.csv"])))
    family = listing.names[0].family or listing.names[0].full
    hostile = tmp_path / "list.csv"
    hostile.write_text(text.replace(family, f"{family} \x1b[31mevil\u202e[bold]x[/bold]"), encoding="utf-8-sig")
    called = call("show", listing.id, "--lists", str(hostile))
    assert called.code == 0
    assert "[bold]x[/bold]" in called.out
    assert not set(called.out) & {"\x1b", "\u202e", "\x07"}


def test_plain_text() -> None:
    """Control, bidirectional and unseen characters go, joiners and every letter stay, in one line."""
    assert plain("a\x1b[31mb\r\nc\u202ed\u2028e") == "a [31mb cd e"
    assert plain("می\u200cخواهم") == "می\u200cخواهم"
    assert plain("\x00\u200b") == ""


def test_show_leaves_nothing_out(snapshot: Snapshot) -> None:
    """Every text that a listing holds stands on its page."""
    console = Console(width=100_000, file=open(os.devnull, "w"), record=True)  # noqa: SIM115, PTH123
    for at in range(0, len(snapshot), 97):
        listing = snapshot.listing(at)
        console.print(render.listing(listing, []))
        page = console.export_text()
        for text in _texts(msgspec.to_builtins(listing)):
            assert plain(text) in page, (listing.id, text)


def _texts(value: Any, key: str = "") -> list[str]:
    """The texts of a listing, but for codes and dates, which a page shows in other words."""
    if isinstance(value, dict):
        return [text for name, inner in value.items() for text in _texts(inner, name)]
    if isinstance(value, list):
        return [text for inner in value for text in _texts(inner, key)]
    shown_otherwise = ("country", "nationalities", "first", "last", "text", "city", "region", "postcode", "publisher")
    return [value] if isinstance(value, str) and key not in shown_otherwise else []


def test_compare_sums_to_the_similarity(call: Call) -> None:
    """The last row of a comparison is the sum of its points, and the similarity."""
    called = call("compare", "Barzan Ibrahim Hassan al-Mosuli", "Barzan Ibrahim Hassan al-Tikriti")
    similarity = compare("Barzan Ibrahim Hassan al-Mosuli", "Barzan Ibrahim Hassan al-Tikriti").similarity
    assert called.code == 0
    assert f"{similarity:.4f}" in called.out.rstrip().splitlines()[-1]
    assert "Mosuli" in called.out
    assert "Tikriti" in called.out


@pytest.mark.parametrize("width", [60, 80, 120])
def test_comparison_fits_any_terminal(width: int) -> None:
    """A comparison shows both names and every number at any width; the chart gives way first."""
    console = Console(width=width, file=open(os.devnull, "w"), record=True)  # noqa: SIM115, PTH123
    console.print(render.ComparisonTable("Usama Ladin", "Osama Laden", compare("Usama Ladin", "Osama Laden")))
    page = console.export_text()
    assert all(word in page for word in ("Usama", "Osama", "Ladin", "Laden", "name-sound", "similarity"))
    assert "…" not in page
    assert ("█" in page) == (width > 60)


def test_followthemoney_lines(call: Call) -> None:
    """--ftm writes one entity a line, the party itself first."""
    for arguments in (["screen", DJIBO], ["show", "us-ofac:32391"]):
        lines = call(*arguments, "--ftm").out.splitlines()
        assert json.loads(lines[0])["schema"] == "Person"
        assert all(json.loads(line)["id"] for line in lines)


def test_lists_say_that_they_are_old(call: Call) -> None:
    """Each bundled list is shown with date, age, counts and that it is for trying out."""
    called = call("lists")
    for publication in bundled.publications():
        assert publication.publisher in called.out
        assert publication.published in called.out
        assert f"{publication.records:,} listings" in called.out
    assert called.out.count("bundled for trying out") == len(bundled.publications())
    assert "days ago" in called.out


def test_first_run_makes_the_home(call: Call, small_bundle: None, tmp_path: Path) -> None:
    """A first run creates the home directory and keeps the index in it, and says no more than the receipt."""
    called = call("screen", "Nobody Atall", at=tmp_path / "new" / "home")
    assert called.code == 0
    assert called.err.startswith("On record: ")
    assert called.err.count("\n") == 1
    assert len(list((tmp_path / "new" / "home" / "snapshots").iterdir())) == 1


def test_home_that_cannot_be_written(call: Call, small_bundle: None, tmp_path: Path) -> None:
    """Where the home can't be written nothing is recorded, so there is no answer; what needs no record is answered."""
    blocked = tmp_path / "file"
    blocked.write_text("")
    called = call("screen", "Nobody Atall", at=blocked)
    assert called.code == 6
    assert called.out == ""
    called = call("show", "uk-ofsi:6894", at=blocked)
    assert called.code in (0, 5)
    assert str(blocked) in called.err
    assert "--home" in called.err


def test_home_from_the_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The directory chosen comes first, then WATCHWORD_HOME, then the platform's."""
    monkeypatch.setenv("WATCHWORD_HOME", str(tmp_path))
    assert home_module.home_directory() == tmp_path
    assert home_module.home_directory("here") == Path("here")
    monkeypatch.delenv("WATCHWORD_HOME")
    assert home_module.home_directory().name == "watchword"


def test_stopped_is_130(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C ends with a word and exit code 130."""

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Snapshot, "bundled", stop)
    called = call("lists")
    assert called.code == 130
    assert "Stopped." in called.err


def test_stopped_leaves_no_half_index(monkeypatch: pytest.MonkeyPatch, small_bundle: None, tmp_path: Path) -> None:
    """An index whose writing is stopped is not there at all."""

    def stop(_: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(arrays.os, "fsync", stop)
    with pytest.raises(KeyboardInterrupt):
        Snapshot.bundled(tmp_path)
    assert list((tmp_path / "snapshots").iterdir()) == []


def test_hit_blocks_show_hostile_names_plainly() -> None:
    """A listing shown in an answer's markup-free blocks keeps brackets and loses control characters."""
    listing = Listing("xx-test:1", "xx-test", Kind.PERSON, (Name("[red]A\x1b]0;title\x07 B[/red]"),))
    console = Console(width=200, file=open(os.devnull, "w"), record=True)  # noqa: SIM115, PTH123
    console.print(render.listing(listing, []))
    assert "[red]A ]0;title B[/red]" in console.export_text()


# What takes lists but no day: servers and the gateway, which answer or hand over what comes in now and would do so on
# lists that are over, and decisions about two listings, which screen nobody.
_OF_TODAY = {"mcp", "serve", "payments watch", "payments work", "links confirm", "links split"}


def _options(command: click.Command, name: str = "") -> Iterator[tuple[str, set[str]]]:
    """Every command by its full name, with its options."""
    yield name, {option for parameter in command.params for option in parameter.opts}
    for below in command.commands.values() if isinstance(command, click.Group) else ():
        yield from _options(below, f"{name} {below.name}".strip())


def test_every_screening_command_takes_a_day() -> None:
    """Whatever screens against lists can do so against those of a past day, but for what answers as things come."""
    of_lists = {name: options for name, options in _options(commands) if "--lists" in options}
    screening = {"screen", "batch", "tune", "coverage", "owned", "payments screen", "funds show", "funds release"}
    assert screening | {"announced", "read"} <= of_lists.keys()
    assert {name for name, options in of_lists.items() if "--as-of" not in options} == _OF_TODAY


_CONLIST = str(Path(__file__).parent / "data" / "uk" / "extract-conlist.csv")


@pytest.mark.parametrize(
    "arguments",
    [
        ["screen", "Usama bin Ladin"],
        ["screen", DJIBO, "--json"],
        ["screen", "Muammar Qadhafi", "--lists", _CONLIST, "--json"],  # its index is built each time
        ["compare", "Usama bin Ladin", "Osama bin Laden", "--json"],
        ["show", "us-ofac:32391", "--relations", "--json"],
        ["lists"],
    ],
)
def test_same_bytes_in_any_process(home: Path, snapshot: Snapshot, arguments: list[str]) -> None:
    """Two processes with different hash seeds and time zones write the same bytes, but for the receipt."""
    first = _bytes_under(home, arguments, PYTHONHASHSEED="1", LC_ALL="C", TZ="UTC")
    second = _bytes_under(home, arguments, PYTHONHASHSEED="2", LC_ALL="C.UTF-8", TZ="Asia/Tokyo")
    assert first
    assert _RECEIPT.sub(b"", first) == _RECEIPT.sub(b"", second)


@pytest.fixture(scope="module")
def turkish(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The settings of a process whose language is Turkish, in which I and i are letters of two kinds and 1.5 is 1,5."""
    folder, make = tmp_path_factory.mktemp("locales"), shutil.which("localedef")
    if make is None:
        pytest.skip("there is no localedef to make a Turkish locale with")
    command = [make, "-i", "tr_TR", "-f", "UTF-8", str(folder / "tr_TR.UTF-8")]
    made = subprocess.run(command, capture_output=True, check=False)
    settings = {"LOCPATH": str(folder), "LC_ALL": "tr_TR.UTF-8"}
    check = [sys.executable, "-c", "import locale; locale.setlocale(locale.LC_ALL, '')"]
    if subprocess.run(check, env={**os.environ, **settings}, capture_output=True, check=False).returncode:
        pytest.skip(f"no Turkish locale can be made here: {made.stderr.decode()[:200]}")
    return settings


@pytest.mark.parametrize(
    "arguments",
    [["screen", "IYAD AG GHALI", "--json"], ["screen", "Muammar Qadhafi", "--lists", _CONLIST, "--json"], ["lists"]],
)
def test_same_bytes_in_any_language(
    home: Path, snapshot: Snapshot, turkish: dict[str, str], arguments: list[str]
) -> None:
    """The language of the machine changes no name, number, date or order."""
    first = _bytes_under(home, arguments, LC_ALL="C.UTF-8")
    assert first
    assert _RECEIPT.sub(b"", first) == _RECEIPT.sub(b"", _bytes_under(home, arguments, **turkish))


def test_json_is_utf8_on_any_terminal(home: Path, snapshot: Snapshot) -> None:
    """The terminal's encoding changes no byte of JSON, and stops no table."""
    json_bytes = [
        _bytes_under(home, ["screen", "Usama bin Ladin", "--json"], PYTHONIOENCODING=encoding)
        for encoding in ("utf-8", "ascii")
    ]
    assert _RECEIPT.sub(b"", json_bytes[0]) == _RECEIPT.sub(b"", json_bytes[1])
    assert b"hits" in _bytes_under(home, ["screen", "Usama bin Ladin"], PYTHONIOENCODING="ascii")


def _bytes_under(home: Path, arguments: list[str], **settings: str) -> bytes:
    env = {**os.environ, "WATCHWORD_HOME": str(home), **settings}
    command = [sys.executable, "-m", "watchword.cli", *arguments]
    return subprocess.run(command, env=env, capture_output=True, check=False).stdout
