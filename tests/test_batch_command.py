"""What do `watchword batch` and `watchword tune` show, refuse and leave behind?"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from tests.batch.files import PEOPLE, many, read_csv, write_csv

from watchword import Policy
from watchword.batch import run as running
from watchword.batch.summary import Tally
from watchword.cli import run
from watchword.commands import pictures
from watchword.commands.files import read_policy
from watchword.errors import UsageError


class Called(NamedTuple):
    """What a command line gave."""

    code: int
    out: str
    err: str


Call = Callable[..., Called]


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str], home: Path, data: Path) -> Call:
    """Runs one command on whole files in this process, against small lists."""

    def _call(command: str, *arguments: object) -> Called:
        capsys.readouterr()
        lists = ["--lists", str(data / "us-ofac" / "sdn"), "--lists", str(data / "uk" / "extract-conlist.csv")]
        code = run(["--home", str(home), command, *map(str, arguments), *lists])
        return Called(code, *capsys.readouterr())

    return _call


def test_the_map_is_shown_then_the_summary(call: Call, tmp_path: Path) -> None:
    """What each column is taken for comes first, on stderr; counts, lists and a picture last, on stdout."""
    called = call("batch", write_csv(tmp_path / "in.csv"), tmp_path / "hits.csv")
    assert called.code == 11
    for told in ("Full name", "Ousmane Illiassou Djibo", "Not used: Shoe size", "utf-8", "delimiter ','"):
        assert told in called.err
    for told in ("9 rows in", "2 rows set aside (birth 1, name 1)", "hits.csv.set-aside.csv", "us-ofac", "hits by list",
                 "hits by similarity", "0.99 to 1.00", "█", "Check that the lists are current"):  # fmt: skip
        assert "".join(told.split()) in "".join(called.out.split())


@pytest.mark.parametrize(("rows", "code"), [(PEOPLE[1:2], 0), (PEOPLE[:2], 10), (PEOPLE, 11)])
def test_exit_codes(call: Call, tmp_path: Path, rows: tuple[tuple[str, ...], ...], code: int) -> None:
    """0 without hits, 10 with hits, 11 when rows were set aside, whether there are hits or not."""
    assert call("batch", write_csv(tmp_path / "in.csv", rows), tmp_path / "hits.csv").code == code


def test_the_summary_as_json(call: Call, tmp_path: Path) -> None:
    """JSON has the counts, the picture's numbers, the columns and what the answers came from; nothing else is said."""
    called = call("batch", write_csv(tmp_path / "in.csv"), tmp_path / "hits.jsonl", "--json", "--min", "0.8")
    summary = json.loads(called.out)
    assert called.err == ""
    assert (summary["rows"], summary["screened"], summary["set_aside"]) == (9, 7, 2)
    assert summary["minimum"] == 0.8
    assert sum(bar["hits"] for bar in summary["histogram"]) == summary["hits"] == sum(summary["by_list"].values())
    assert summary["columns"]["name"] == ["Full name"]
    assert Path(summary["set_aside_in"]).exists()
    assert {"snapshot", "policy", "engine", "clearance", "warnings"} <= set(summary)


def test_the_map_can_be_had_and_given(call: Call, tmp_path: Path) -> None:
    """--show-map prints a map that --map takes, and screens nothing."""
    path, mapped = write_csv(tmp_path / "in.csv"), tmp_path / "map.toml"
    called = call("batch", path, tmp_path / "hits.csv", "--show-map")
    assert called.code == 0
    mapped.write_text(called.out, encoding="utf-8")
    assert not (tmp_path / "hits.csv").exists()
    call("batch", path, tmp_path / "one.csv")
    call("batch", path, tmp_path / "two.csv", "--map", mapped)
    assert (tmp_path / "one.csv").read_bytes() == (tmp_path / "two.csv").read_bytes()


def test_a_policy_file_counts(call: Call, tmp_path: Path) -> None:
    """The line and the rule for weak aliases come from the policy; --min goes before its line."""
    policy = tmp_path / "policy.toml"
    policy.write_text('alert = 1.0\nweak_aliases = "trigger"\n', encoding="utf-8")
    assert read_policy(policy) == Policy(alert=1.0, weak_aliases="trigger")
    path = write_csv(tmp_path / "in.csv", [("1", "Petit Chapori", "", "", "", "")])
    assert call("batch", path, tmp_path / "usual.csv").code == 0
    assert call("batch", path, tmp_path / "mine.csv", "--policy", policy).code == 10


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("alrt = 0.8", "unknown setting 'alrt'"), ("alert = 2", "above 0 and at most 1"), ("alert = 'high'", "can't"),
        ("weak_aliases = 'never'", "can't"), ("[person_weights]\nedti = 1", "'edti'"), ("alert", "can't"),
    ],
)  # fmt: skip
def test_a_policy_that_is_wrong_is_refused(tmp_path: Path, text: str, told: str) -> None:
    """A setting that is misspelled or out of range is refused, never passed over."""
    policy = tmp_path / "policy.toml"
    policy.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        read_policy(policy)
    assert told in str(caught.value)
    with pytest.raises(UsageError, match="can't read"):
        read_policy(tmp_path / "none.toml")


def test_ctrl_c_says_how_to_go_on(call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stopped by Ctrl-C, the command says that what is done is kept and how to go on; then --resume does."""
    path, out = write_csv(tmp_path / "in.csv", many(2500)), tmp_path / "hits.csv"

    class Stopping(pictures.BatchBar):
        """A bar at which somebody presses Ctrl-C."""

        def __call__(self, position: int, total: int, tally: Tally) -> None:
            if tally.rows >= 1000:
                raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(pictures, "BatchBar", Stopping)
        called = call("batch", path, out)
    assert called.code == 130
    assert "--resume" in called.err
    assert not out.exists()
    assert call("batch", path, out).code == 2
    called = call("batch", path, out, "--resume")
    assert called.code == 11
    assert "2,500 rows (1,000 of them earlier)" in called.out
    assert (
        len({row["row"] for row in read_csv(out)} | {row["row"] for row in read_csv(Path(f"{out}.set-aside.csv"))})
        == 2500
    )


def test_hostile_text_does_nothing_to_a_terminal(call: Call, tmp_path: Path) -> None:
    """Headers and values of a customer file are shown without control characters or markup."""
    path = write_csv(tmp_path / "in.csv", [("\x1b[31mAli\x07 [red]", "x")], ("name", "\x1b]0;title\x07[b]"))
    called = call("batch", path, tmp_path / "hits.csv")
    assert "\x1b]" not in called.err
    assert "\x07" not in called.err + called.out
    assert "[red]" in called.err


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (("none.csv", "hits.csv"), 3, "can't read it"),
        (("in.csv", "hits.txt"), 2, "unknown form of output"),
        (("in.csv", "hits.csv", "--map", "none.toml"), 2, "can't read the map"),
        (("in.csv", "hits.csv", "--map", "none.toml", "--workers", "2"), 2, "can't read the map"),
        (("in.csv", "hits.csv", "--workers", "0"), 2, "workers"),
        (("in.csv", "hits.csv", "--min", "2"), 2, "min"),
    ],
)
def test_what_is_refused(
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], code: int, told: str
) -> None:
    """Files, forms and options that can't be are refused with the usual exit codes."""
    monkeypatch.chdir(tmp_path)
    write_csv(tmp_path / "in.csv")
    called = call("batch", *arguments)
    assert called.code == code
    assert told in called.err


def test_a_bar_tells_rate_hits_and_what_is_left(capsys: pytest.CaptureFixture[str]) -> None:
    """At a terminal the bar shows rows, rows a second, hits and time left; an earlier run's rows are no pace."""
    from rich.console import Console

    bar = pictures.BatchBar()
    bar._bar.live.console = Console(force_terminal=True, width=120)
    bar(500, 1000, Tally(screened=50_000, hits=7))
    bar(600, 1000, Tally(screened=60_000, hits=8))
    task = bar._bar.tasks[0]
    assert (task.fields["rows"], task.fields["hits"], task.total, task.completed) == (60_000, 8, 1000, 600)
    assert task.fields["rate"] > 0
    text = "".join(str(column.render(task)) for column in bar._bar.columns[3:])  # type: ignore[attr-defined]
    assert "60,000 rows" in text
    assert "8 hits" in text


@pytest.mark.parametrize(("seconds", "told"), [(4.21, "4.2 s"), (200, "3 min 20 s"), (7500, "2 h 5 min")])
def test_durations_read_well(seconds: float, told: str) -> None:
    """Durations are told in the units that people use."""
    assert pictures.duration(seconds) == told


def test_tune_recommends_and_draws(call: Call, tmp_path: Path) -> None:
    """The recommended line comes with plot, table and classes; the picture is an SVG file."""
    path = write_csv(tmp_path / "in.csv", many(30))
    drawing = tmp_path / "tune.svg"
    called = call("tune", path, "--names", 25, "--customers", 20, "--picture", drawing)
    assert called.code == 0
    for told in ("Recommended: alert = 0.", "alerts per 1,000 customers", "◆", "recommended", "found at"):
        assert told in called.out
    assert drawing.read_text(encoding="utf-8").startswith("<svg")


def test_tune_as_json(call: Call, tmp_path: Path) -> None:
    """JSON has every point and the recommendation."""
    path = write_csv(tmp_path / "in.csv", many(30))
    tuned = json.loads(call("tune", path, "--names", 10, "--customers", 9, "--alerts", 1000, "--json").out)
    assert len(tuned["points"]) == 41
    assert set(tuned["points"][0]) == {"line", "recall", "low", "high", "alerts"}
    assert tuned["reached"] is True


@pytest.mark.parametrize(
    ("arguments", "told"),
    [(("--recall", "0.9", "--alerts", "3"), "exclude each other"), (("--picture", "x.png"), "written as SVG")],
)
def test_tune_refuses(call: Call, tmp_path: Path, arguments: tuple[str, ...], told: str) -> None:
    """Two rules at once and pictures of other kinds are refused."""
    called = call("tune", write_csv(tmp_path / "in.csv"), *arguments)
    assert called.code == 2
    assert told in called.err


def test_plans_are_made_once() -> None:
    """Every form of output that the help names can be written."""
    assert set(running.TARGETS.values()) == {"csv", "parquet", "jsonl"}
