"""Are files of events read whole, and is what can't be read set aside and counted?"""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from watchword.errors import InputError
from watchword.regions.reading import read_events
from watchword.regions.sources import GDELT_COLUMNS


@pytest.fixture
def events(data: Path) -> Path:
    return data / "events"


def test_ucdp(events: Path) -> None:
    """UCDP's own table gives day, place, coordinates, sides and best estimate."""
    reading = read_events(events / "ucdp_ged.csv")
    assert (reading.source, len(reading.events), reading.set_aside) == ("ucdp", 8, ())
    first = reading.events[0]
    assert first.country in {"ml", "mz", "so"}
    assert first.lat is not None
    assert first.first <= first.last
    assert first.actors


def test_ucdp_reduced(events: Path) -> None:
    """The reduced table has no coordinates, but divisions; deaths of all sides are summed."""
    reading = read_events(events / "ucdp_reduced.csv")
    assert len(reading.events) == 60
    found = {event.id: event for event in reading.events}["ucdp:253706"]
    assert (found.country, found.division, found.deaths, found.first) == ("ng", "Borno state", 6, "2018-01-03")


def test_acled(events: Path) -> None:
    """Protests are no violence; days and countries that do not exist are set aside with row and reason."""
    reading = read_events(events / "acled.csv")
    assert [event.id for event in reading.events] == ["acled:MOZ1"]
    assert reading.events[0].sources == 2
    assert reading.other == 1
    assert [(one.row, one.reason.split(":")[0]) for one in reading.set_aside] == [
        (4, "no date that can be read"),
        (5, "no country that is known"),
    ]


def test_gdelt(events: Path) -> None:
    """Only assault, fight and mass violence are events; what was written about them is held apart."""
    reading = read_events(events / "gdelt.csv")
    assert reading.events
    assert len(reading.events) + reading.other + len(reading.set_aside) == 12
    assert all(event.articles > 0 and event.link.startswith("http") for event in reading.events)


def test_gdelt_as_published(tmp_path: Path) -> None:
    """GDELT's own files have tabs, no header, and come in a ZIP."""
    row = dict.fromkeys(GDELT_COLUMNS, "")
    row |= {
        "GLOBALEVENTID": "1", "SQLDATE": "20210628", "EventRootCode": "19", "NumSources": "2", "NumArticles": "9",
        "ActionGeo_Type": "4", "ActionGeo_FullName": "Palma, Cabo Delgado, Mozambique", "ActionGeo_Lat": "-10.8",
        "ActionGeo_Long": "40.5",
    }  # fmt: skip
    path = tmp_path / "20210628000000.export.CSV.zip"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("20210628000000.export.CSV", "\t".join(row.values()) + "\n")
    (event,) = read_events(path).events
    assert (event.country, event.division, event.place, event.first) == ("mz", "Cabo Delgado", "Palma", "2021-06-28")


@pytest.mark.parametrize(
    "content", [b"", b"<html>", b"a,b,c\n1,2,3\n", b"\x00\xff" * 50, b"PK\x03\x04broken"], ids=repr
)
def test_what_is_no_file_of_events(tmp_path: Path, content: bytes) -> None:
    """A file of something else is refused with its name."""
    path = tmp_path / "events.csv"
    path.write_bytes(content)
    with pytest.raises(InputError) as refused:
        read_events(path)
    assert "events.csv" in str(refused.value)


@settings(max_examples=150)
@given(cut=st.integers(0, 7000), noise=st.binary(max_size=12))
def test_damage_loses_no_row_silently(
    data: Path, tmp_path_factory: pytest.TempPathFactory, cut: int, noise: bytes
) -> None:
    """Whatever is done to a file's bytes, it is refused, or every row is an event or set aside."""
    whole = (data / "events" / "ucdp_reduced.csv").read_bytes()
    path = tmp_path_factory.mktemp("damaged") / "e.csv"
    path.write_bytes(whole[:cut] + noise + whole[cut:])
    try:
        reading = read_events(path)
    except InputError:
        return
    import csv

    text = io.StringIO(path.read_bytes().decode("utf-8-sig", "replace"), newline="")
    assert len(reading.events) + len(reading.set_aside) + reading.other == sum(1 for row in csv.reader(text) if row) - 1


def test_real_files(shared: Path) -> None:
    """UCDP's and GDELT's real files are read without a row set aside."""
    counts = {}
    for name in ("ucdp_aec_2018-01-01_2020-06-30.csv", "ucdp_ged_v23_1_car.csv", "ucdp_ged_23_1_sample1000.csv"):
        reading = read_events(shared / "events" / name)
        counts[name] = len(reading.events)
        assert not reading.set_aside
    assert list(counts.values()) == [2841, 1848, 1000]
