"""Does `watchword regions` show what the events say, for people and programs, and keep what it is given?"""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path

import msgspec
import pytest

from watchword import canvas, wiring
from watchword.cli import run
from watchword.errors import StorageError
from watchword.payments import rules
from watchword.policy import Policy
from watchword.regions import alarms, pictures, shelf
from watchword.regions.alarm import Settings
from watchword.regions.areas import read_areas
from watchword.regions.page import page
from watchword.regions.reading import read_events
from watchword.regions.standing import standings, under_alarm
from watchword.store.outbox import Outbox, Target

NOW = datetime(2026, 11, 1, tzinfo=UTC)


@pytest.fixture
def surge(tmp_path: Path) -> Path:
    """A file of events: one a week in Cabo Delgado for a year and a half, then one a day."""
    lines = ["id,date_start,date_end,country,adm_1,where_coordinates,latitude,longitude,type_of_violence,side_a,side_b,"
             "best,number_of_sources"]  # fmt: skip
    start = date(2020, 1, 1).toordinal()
    days = [*range(0, 500, 7), *range(500, 540)]
    for number, day in enumerate(days):
        when = date.fromordinal(start + day).isoformat()
        lines.append(f"{number},{when},{when},Mozambique,Cabo Delgado,Palma,-10.8,40.5,1,A,B,2,1")
    path = tmp_path / "events.csv"
    path.write_text("\n".join(lines) + "\n")
    return path


def _json(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> tuple[int, dict[str, list[dict[str, object]]]]:
    capsys.readouterr()
    code = run([*map(str, arguments), "--json"])
    return code, json.loads(capsys.readouterr().out)


def test_a_surge_is_shown(surge: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Growth gives exit code 10, the day since when, the change, and months that sum to the events."""
    code, told = _json(capsys, "regions", "--events", surge, "--region", "cabo-delgado", "--as-of", "2021-06-24")
    (region,) = told["regions"]
    standing = region["standing"]
    assert code == 10
    assert standing["state"] == "alarm"
    assert "2021-05-15" <= standing["since"] <= "2021-06-10"
    assert standing["month"] == 30
    assert standing["rule"] is True
    assert sum(count for _, count in region["month"]) == 112
    assert run(["regions", "--events", str(surge), "--as-of", "2021-05-01"]) == 0
    assert run(["regions", "--events", str(surge), "--region", "cabo-delgado"]) == 10
    assert "days ago" in capsys.readouterr().out


def test_pictures_and_page(surge: Path, tmp_path: Path) -> None:
    """Page and picture are whole by themselves and the same each time."""
    events = read_events(surge).events
    found = standings(events, read_areas(), Settings(), as_of=date(2021, 6, 24))
    assert [area.code for area in under_alarm(found)] == ["cabo-delgado"]
    written = page(found, events)
    assert written == page(found, events)
    assert "<script" not in written
    assert "http" not in written.replace("http://www.w3.org/2000/svg", "")
    drawing = pictures.area_map(found[3], events)
    assert all(0 <= x <= drawing.width + 1 for item in drawing.items if hasattr(item, "points") for x, _ in item.points)
    target = tmp_path / "regions.png"
    assert run(["regions", "--events", str(surge), "--as-of", "2021-06-24", "--png", str(target)]) == 10
    assert target.read_bytes().startswith(b"\x89PNG")
    assert "⠀" in canvas.terminal(drawing, 40) or "⡇" in canvas.terminal(drawing, 40)


def test_hostile_names_are_only_text(tmp_path: Path) -> None:
    """A region's name with markup in it stays a name."""
    table = tmp_path / "own.toml"
    table.write_text('[[region]]\ncode = "x"\nname = "<script>alert(1)</script>"\ncountries = ["mz"]\n')
    events = read_events(Path(__file__).parent.parent / "data" / "events" / "acled.csv").events
    assert "<script>" not in page(standings(events, read_areas(table), Settings(), as_of=date(2026, 1, 1)), events)


def test_import(surge: Path, tmp_path: Path, data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Imported events are kept, once however often they are imported; a bad row gives exit code 11 and its reason."""
    home = tmp_path / "home"
    code, told = _json(capsys, "--home", home, "regions", "import", surge, data / "events" / "acled.csv")
    assert code == 11
    assert [one["events"] for one in told["imported"]] == [112, 1]
    assert {one["row"] for one in told["set_aside"]} == {4, 5}
    assert run(["--home", str(home), "regions", "import", str(surge)]) == 0
    kept = shelf.load(home)
    assert len(kept) == 112
    assert [event.also for event in kept if event.also] == [("acled:MOZ1",)]  # UCDP tells of the same day and place
    assert run(["--home", str(home), "regions", "--as-of", "2021-06-24"]) == 10


def test_a_later_import_corrects(surge: Path, tmp_path: Path) -> None:
    """Of two imports with the same event the later one counts."""
    shelf.keep(read_events(surge), surge, tmp_path, NOW)
    other = tmp_path / "corrected.csv"
    other.write_text(surge.read_text().replace("0,2020-01-01,2020-01-01,Mozambique", "0,2020-01-01,2020-01-01,Mali"))
    shelf.keep(read_events(other), other, tmp_path, NOW.replace(day=2))
    found = {event.id: event.country for event in shelf.load(tmp_path)}
    assert (len(found), found["ucdp:0"]) == (112, "ml")


def test_a_damaged_shelf_is_told(surge: Path, tmp_path: Path) -> None:
    """A kept file that was cut off is an error that names it, never fewer events."""
    shelf.keep(read_events(surge), surge, tmp_path, NOW)
    (kept,) = (tmp_path / "events").iterdir()
    kept.write_bytes(kept.read_bytes()[:-40])
    with pytest.raises(StorageError) as told:
        shelf.load(tmp_path)
    assert kept.name in str(told.value)


def test_wrong_input(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """No events, no such region, no such day: an error that says what to do."""
    assert run(["--home", str(tmp_path), "regions"]) == 3
    assert "regions import" in capsys.readouterr().err
    assert run(["--home", str(tmp_path), "regions", "--region", "x"]) == 5
    assert run(["--home", str(tmp_path), "regions", "--as-of", "yesterday"]) == 2
    assert run(["--home", str(tmp_path), "regions", "import", str(tmp_path / "no.csv")]) == 3


def test_check_records_each_change_once(surge: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A rise is recorded and told once, a fall as well; the record says which alarms are up."""
    home = tmp_path / "home"
    assert run(["--home", str(home), "regions", "import", str(surge)]) == 0
    settings = wiring.Settings(home)
    Outbox(wiring.open_log(settings).storage.engine).add(Target("desk", "https://desk.example/", "whsec_x", False))
    code, told = _json(capsys, "--home", home, "regions", "check", "--as-of", "2021-05-01")
    assert (code, told["changes"]) == (0, [])
    code, told = _json(capsys, "--home", home, "regions", "check", "--as-of", "2021-06-24")
    assert (code, [(one["area"], one["up"]) for one in told["changes"]]) == (10, [("cabo-delgado", True)])
    code, told = _json(capsys, "--home", home, "regions", "check", "--as-of", "2021-06-25")
    assert (code, told["changes"], len(told["up"])) == (10, [], 1)
    with wiring.open_log(settings).read() as view:
        assert [one.area for one in alarms.up(view)] == ["cabo-delgado"]
        assert len(list(view.records(kinds=(alarms.IMPORTED,)))) == 1
    code, told = _json(capsys, "--home", home, "regions", "check", "--as-of", "2021-05-01")
    assert (code, [one["up"] for one in told["changes"]]) == (0, [False])
    ((_, waiting),) = Outbox(wiring.open_log(settings).storage.engine).targets()
    assert waiting == 2


def test_payments_to_a_region_under_alarm_have_a_lower_line(surge: Path, tmp_path: Path) -> None:
    """The rules that payments are decided under have the ground of alarms that are up, and only then."""
    home = tmp_path / "home"
    settings = wiring.Settings(home)
    assert run(["--home", str(home), "regions", "import", str(surge)]) == 0
    log = wiring.open_log(settings)
    assert wiring.with_alarms(rules.default(), log) == rules.default()
    assert run(["--home", str(home), "regions", "check", "--as-of", "2021-06-24"]) == 10
    added = wiring.with_alarms(rules.default(), log).scrutiny[-1]
    assert added.name == "region under alarm: Mozambique (Cabo Delgado)"
    assert "Cabo Delgado" in added.places
    assert added.line < Policy().alert
    without = msgspec.structs.replace(rules.default(), alarmed_regions=0.0)
    assert wiring.with_alarms(without, log) == without
