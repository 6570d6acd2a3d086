"""Old and stale lists are told in every answer, and clear nobody."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from tests.library.conftest import Sdn

from watchword import wiring
from watchword.errors import NotFoundError, UsageError
from watchword.library.acceptance import Gate
from watchword.library.intake import batches
from watchword.library.shelf import Status
from watchword.library.standing import Limits, Standing, clearance, standing, warnings
from watchword.library.update import add
from watchword.lists.source import SourceFile
from watchword.model import Party
from watchword.wiring import Settings

_TODAY = date(2026, 11, 23)


def _standings(gate: Gate) -> list[Standing]:
    return [standing(edition) for edition in gate.catalogue.editions()]


@pytest.mark.parametrize(("retrieved", "old"), [("20261116T000000", False), ("20261115T235959", True)])
def test_a_list_is_old_after_a_week(gate: Gate, sdn: Sdn, retrieved: str, old: bool) -> None:
    """Seven days since anybody knew it to be current are not too many, eight are."""
    gate.admit([sdn()], retrieved)
    told = warnings(_standings(gate), Limits(), _TODAY)
    assert bool(told) == old
    assert clearance(_standings(gate), Limits(), _TODAY).allowed != old
    assert not warnings(_standings(gate), Limits(max_age=8), _TODAY)


def test_a_confirmed_list_is_not_old(gate: Gate, sdn: Sdn) -> None:
    """Its address said today that there is nothing newer."""
    gate.admit([sdn()], "20250101T000000")
    gate.catalogue.shelf("us-ofac-sdn").set_status(Status("2026-11-23"))
    assert clearance(_standings(gate), Limits(), _TODAY).allowed


def test_the_date_of_publication_counts_before_that_of_a_file(gate: Gate, data: Path, tmp_path: Path) -> None:
    """A list of 2023 that was copied today is old; one that somebody says was fetched today is not."""
    path = tmp_path / "conlist.csv"
    path.write_bytes((data / "uk" / "extract-conlist.csv").read_bytes())
    with batches([path]) as found:
        tuple(add(gate, found, lambda *_: None))
    (one,) = _standings(gate)
    assert one.current_on == "2023-06-05"
    with batches([path], "2026-11-22") as found:
        (outcome,) = add(gate, found, lambda *_: None)
    assert outcome.result == "unchanged"
    (one,) = _standings(gate)
    assert one.current_on == "2026-11-22"


def test_a_refused_file_makes_a_list_stale(gate: Gate, sdn: Sdn, tmp_path: Path) -> None:
    """However fresh the state that stands is: a newer one is known, and not screened against."""
    gate.admit([sdn()], "20261122T000000")
    (tmp_path / "sdn_2026-11-23.csv").write_bytes(sdn(1, 2, 3, 4).data)
    with batches([tmp_path]) as found:
        (outcome,) = add(gate, found, lambda *_: None)
    assert outcome.result == "refused"
    answer = clearance(_standings(gate), Limits(), _TODAY)
    assert not answer.allowed
    assert "4 of 22 records are gone" in answer.reasons[0]
    gate.admit([sdn(1)], "20261123T000001")
    gate.note(gate.admit([sdn(1)], "20261123T000002"), "")
    assert clearance(_standings(gate), Limits(), _TODAY).allowed


@pytest.mark.parametrize(("day", "stale"), [("2026-11-23", True), ("2026-11-21", False)])
def test_a_newer_file_that_cannot_be_read_makes_a_list_stale(
    gate: Gate, sdn: Sdn, data: Path, tmp_path: Path, day: str, stale: bool
) -> None:
    """A damaged file of the publisher marks its lists, unless it is older; a sound one ends that, and no other is marked."""
    gate.admit([sdn()], "20261122T000000")
    gate.admit([SourceFile("c.csv", (data / "uk" / "extract-conlist.csv").read_bytes())], "20261122T000000")
    (tmp_path / f"sdn_{day}.csv").write_bytes(sdn(1).data[:-40])
    with batches([tmp_path]) as found:
        (outcome,) = add(gate, found, lambda *_: None)
    assert outcome.result == "refused"
    marked = {one.list for one in _standings(gate) if one.trouble}
    assert marked == ({"us-ofac-sdn"} if stale else set())
    (tmp_path / f"sdn_{day}.csv").write_bytes(sdn(1).data)
    with batches([tmp_path], "2026-11-23") as found:
        tuple(add(gate, found, lambda *_: None))
    assert not any(one.trouble for one in _standings(gate))


def test_an_older_refused_file_makes_nothing_stale(gate: Gate, sdn: Sdn, tmp_path: Path) -> None:
    """History that can't be taken says nothing of today."""
    for day, file in (("20261101T000000", sdn()), ("20261122T000000", sdn(1))):
        gate.admit([file], day)
    (tmp_path / "sdn_2026-11-10.csv").write_bytes(sdn(1, 2, 3, 4).data)
    with batches([tmp_path]) as found:
        (outcome,) = add(gate, found, lambda *_: None)
    assert outcome.result == "refused"
    assert clearance(_standings(gate), Limits(), _TODAY).allowed


def test_on_no_list_nobody_is_cleared() -> None:
    """Neither on none nor on the bundled ones."""
    assert not clearance((), Limits(), _TODAY).allowed


def test_every_answer_says_how_old_its_lists_are(gate: Gate, sdn: Sdn) -> None:
    """A screener from settings puts it into each screening; as of a day it says that instead."""
    gate.admit([sdn()], "20250101T000000")
    gate.admit([sdn(7)], "20250102T000000")
    settings = Settings(gate.catalogue.home)
    party = Party("Marija Milosevic")
    answer = wiring.open_screener(settings, today=_TODAY).screen(party)
    assert not answer.hits
    assert "last known to be current 690 days ago" in answer.warnings[0]
    before = wiring.open_screener(_as_of(settings, "2025-01-01"), today=_TODAY).screen(party)
    assert [hit.listing.id for hit in before.hits] == ["us-ofac:7739"]
    assert "as they stood on 2025-01-01" in before.warnings[0]
    assert not wiring.clearance(_as_of(settings, "2025-01-01"), (), _TODAY).allowed
    with pytest.raises(NotFoundError, match="2024-12-31"):
        wiring.open_screener(_as_of(settings, "2024-12-31"))


def test_lists_that_are_not_there_are_told(gate: Gate, sdn: Sdn, data: Path) -> None:
    """One that was tried in vain, or has no state of the day asked for, is named, and nobody is cleared without it."""
    uk = SourceFile("c.csv", (data / "uk" / "extract-conlist.csv").read_bytes())
    gate.admit([uk], "20230605T000000")
    gate.admit([sdn()], "20261122T000000")
    gate.mark(gate.catalogue.shelf("eu-fsf"), "unreachable", "answered 503")
    settings = Settings(gate.catalogue.home, limits=Limits(max_age=9999))
    every = [one.publication for one in _standings(gate)]
    (reason,) = wiring.clearance(settings, every, _TODAY).reasons
    assert reason.startswith("eu-fsf is missing: it could not be fetched on 2026-11-23 (answered 503)")
    assert wiring.warnings(settings, every, _TODAY) == (reason,)
    ofac = [publication for publication in every if publication.publisher == "us-ofac"]
    assert wiring.clearance(settings, ofac, _TODAY).allowed
    then = _as_of(settings, "2024-01-01")
    told = wiring.warnings(then, [one for one in every if one.publisher == "uk-ofsi"], _TODAY)
    assert "us-ofac-sdn is missing: its oldest state is of 2026-11-22." in told


def _as_of(settings: Settings, day: str) -> Settings:
    """The settings as of a day."""
    return Settings(settings.home, as_of=day)


@pytest.mark.parametrize("limits", [{"max_loss": 1.1}, {"max_loss": -0.1}, {"max_age": -1}])
def test_limits_out_of_range_are_refused(limits: dict[str, float]) -> None:
    """UsageError naming the limit."""
    with pytest.raises(UsageError, match=next(iter(limits))):
        Limits(**limits)  # type: ignore[arg-type]
