"""What is screened against is what is kept, indexed once."""

from __future__ import annotations

import pytest
from tests.library.conftest import Sdn

from watchword import wiring
from watchword.library.acceptance import Gate
from watchword.library.catalogue import Catalogue, Edition
from watchword.snapshot import Snapshot
from watchword.wiring import Settings


def test_an_empty_catalogue_leaves_the_bundled_lists(catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch) -> None:
    """Until something is kept, and only for now, not as of a day."""
    assert catalogue.snapshot() is None
    monkeypatch.setattr(Snapshot, "bundled", lambda *_: "bundled")
    assert wiring.open_snapshot(Settings(catalogue.home)) == "bundled"


def test_an_index_is_built_once_for_each_set_of_states(gate: Gate, sdn: Sdn, monkeypatch: pytest.MonkeyPatch) -> None:
    """Opened again it reads no list; a new state has another, and those of long ago are removed."""
    catalogue = gate.catalogue
    digests = []
    for number in range(6):
        gate.admit([sdn(said=f"DOB {1950 + number}.")], f"2021010{number + 1}T000000")
        snapshot = catalogue.snapshot()
        assert snapshot is not None
        digests.append(snapshot.digest)
    assert len(set(digests)) == 6
    assert len(list((catalogue.home / "snapshots").iterdir())) == 4
    monkeypatch.setattr(Edition, "read", lambda _: pytest.fail("the list was read again"))
    again = Catalogue(catalogue.home).snapshot()
    assert again is not None
    assert again.digest == digests[-1]


def test_a_snapshot_has_the_dates_of_its_states(gate: Gate, sdn: Sdn) -> None:
    """Each publication says when it was retrieved."""
    gate.admit([sdn()], "20210105T101112")
    snapshot = gate.catalogue.snapshot("2021-01-05")
    assert snapshot is not None
    assert [one.retrieved for one in snapshot.publications] == ["2021-01-05"]
    assert gate.catalogue.snapshot("2021-01-04") is None
