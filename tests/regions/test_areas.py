"""Do events fall into the right regions, and is each counted once?"""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchword.errors import InputError, NotFoundError
from watchword.regions import shapes
from watchword.regions.areas import Ground, division_key, find_area, read_areas
from watchword.regions.events import Event
from watchword.regions.merging import distance, merge

PALMA = Event("ucdp:1", "ucdp", "2021-03-24", "2021-03-24", "mz", division="Cabo Delgado province", lat=-10.8, lon=40.5)


def _with(**changes: object) -> Event:
    return msgspec.structs.replace(PALMA, **changes)


@pytest.mark.parametrize(
    ("event", "codes"),
    [
        (PALMA, ["cabo-delgado"]),
        (_with(division="", lat=-11.35, lon=40.35), ["cabo-delgado"]),  # only coordinates: the map tells
        (_with(division="Maputo", lat=None, lon=None), []),
        (_with(country="ml", division="Ménaka region"), ["sahel", "liptako-gourma"]),
        (_with(country="ne", division="Diffa region"), ["sahel", "lake-chad"]),
        (_with(country="cm", division="Extrême-Nord"), ["lake-chad"]),
        (_with(country="so", division="Banaadir"), ["horn"]),
        (_with(country="us", division="Texas"), []),
    ],
)
def test_where_an_event_falls(event: Event, codes: list[str]) -> None:
    """Countries count whole, divisions by name in the sources' spellings, else by coordinates; regions may overlap."""
    assert Ground(read_areas()).areas_of(event) == codes


def test_own_regions(tmp_path: Path) -> None:
    """A table of one's own holds polygons as well; mistakes in it are told."""
    table = tmp_path / "own.toml"
    table.write_text(
        '[[region]]\ncode = "box"\nname = "Box"\npolygons = [[[40, -12], [41, -12], [41, -10], [40, -10]]]\n'
    )
    assert Ground(read_areas(table)).areas_of(PALMA) == ["box"]
    assert Ground(read_areas(table)).areas_of(_with(lon=42.0)) == []
    for wrong in (
        '[[region]]\ncode="a"\nname="A"\n',
        '[[region]]\ncode="a"\nname="A"\ncountries=["zz"]\n',
        "x = [",
        "",
    ):
        table.write_text(wrong)
        with pytest.raises(InputError):
            read_areas(table)
    with pytest.raises(NotFoundError, match="sahel"):
        find_area(read_areas(), "atlantis")


def test_division_names() -> None:
    """The word for the sort of a division, accents and case make no difference."""
    assert division_key("Ménaka region") == division_key("MENAKA") == "menaka"


def test_a_point_lies_in_its_division() -> None:
    """Towns of the watched regions lie in their divisions."""
    assert shapes.division_at("ml", -0.05, 16.27) == "Gao"
    assert shapes.division_at("ng", 13.16, 11.83) == "Borno"
    assert shapes.division_at("mz", 0, 0) == ""


def test_reports_of_one_event_are_one() -> None:
    """UCDP's, ACLED's, GDELT's and a page's report of one day and place become one, with all sources counted."""
    others = [
        _with(id="acled:1", source="acled", first="2021-03-25", last="2021-03-25", lat=-10.77, lon=40.47, sources=2),
        _with(id="gdelt:1", source="gdelt", articles=7, division="Cabo Delgado", lat=None, lon=None),
        _with(id="gdelt:2", source="gdelt", articles=3, lat=-10.85, lon=40.5),
        _with(id="page:1", source="page", lat=None, lon=None, deaths=12),
    ]
    (one,) = merge([PALMA, *others])
    assert (one.id, one.sources, one.articles, one.deaths) == ("ucdp:1", 6, 10, 12)
    assert one.also == ("acled:1", "page:1", "gdelt:1", "gdelt:2")


def test_different_events_stay_apart() -> None:
    """Two events of UCDP are two; so are events days or hundreds of kilometres apart."""
    second = _with(id="ucdp:2")
    later = _with(id="gdelt:1", source="gdelt", first="2021-03-27", last="2021-03-27")
    far = _with(id="gdelt:2", source="gdelt", lat=-13.0)
    assert len(merge([PALMA, second, later, far])) == 4


@given(st.permutations(range(6)))
def test_order_makes_no_difference(order: list[int]) -> None:
    """The same events in any order merge to the same."""
    reports = [PALMA, _with(id="ucdp:2", first="2021-03-25", last="2021-03-25")]
    reports += [
        _with(id=f"gdelt:{n}", source="gdelt", first=f"2021-03-2{n}", last=f"2021-03-2{n}") for n in range(3, 7)
    ]
    assert merge([reports[n] for n in order]) == merge(reports)


def test_distance() -> None:
    """Distances are right to a percent."""
    assert distance(0, 0, 0, 1) == pytest.approx(111.2, rel=0.01)
    assert distance(60, 0, 60, 1) == pytest.approx(55.6, rel=0.01)
