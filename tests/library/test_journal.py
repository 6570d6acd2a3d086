"""What became of a listing is told as the states of its list say, and noted once."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.library.conftest import Sdn

from watchword.errors import StorageError
from watchword.library.acceptance import Gate
from watchword.library.catalogue import Catalogue
from watchword.library.journal import behind, catch_up, stories

_PUBLISHER = "us-ofac"


def _keep(gate: Gate, sdn: Sdn) -> Catalogue:
    for file, day in ((sdn(), "20210105T000000"), (sdn(1, said="DOB 1950."), "20210106T000000"),
                      (sdn(1, 2, said="DOB 1950."), "20210107T000000"), (sdn(2), "20210110T000000")):  # fmt: skip
        gate.admit([file], day)
    return gate.catalogue


def _told(catalogue: Catalogue, listing: str, day: str = "") -> list[tuple[str, str]]:
    (story,) = stories(catalogue, _PUBLISHER, listing, day)
    return [(one.day, one.what) for one in story.happenings]


def test_a_listing_s_story(gate: Gate, sdn: Sdn) -> None:
    """Added, changed with its fields, removed: by the day of the state; nothing where nothing happened."""
    catalogue = _keep(gate, sdn)
    catch_up(catalogue)
    assert _told(catalogue, "us-ofac:173") == [("2021-01-06", "removed"), ("2021-01-10", "added")]
    assert _told(catalogue, "us-ofac:306") == [("2021-01-07", "removed")]
    (story,) = stories(catalogue, _PUBLISHER, "us-ofac:36")
    assert (story.first, story.last, story.states) == ("2021-01-05", "2021-01-10", 4)
    assert [one.what for one in story.happenings] == ["changed", "changed"]
    fields = {field.field: field for field in story.happenings[0].fields}
    assert "1950" in fields["births"].added[0]
    assert _told(catalogue, "us-ofac:173", "2021-01-07") == [("2021-01-06", "removed")]
    assert stories(catalogue, "un-sc", "un-sc:QDi.001") == ()


def test_states_are_compared_once(gate: Gate, sdn: Sdn) -> None:
    """A pair of neighbours that has its note is not compared again; a new state is, and a note that is gone."""
    catalogue = _keep(gate, sdn)
    assert behind(catalogue, _PUBLISHER) == 3
    heard: list[tuple[str, int, int]] = []
    catch_up(catalogue, progress=lambda *told: heard.append(told))
    assert heard == [("us-ofac-sdn", done, 3) for done in range(4)]
    assert behind(catalogue) == 0
    heard.clear()
    catch_up(catalogue, progress=lambda *told: heard.append(told))
    assert heard == [("us-ofac-sdn", 0, 0)]
    gate.admit([sdn(3)], "20210111T000000")
    assert behind(catalogue) == 1
    before = _told(catalogue, "us-ofac:173")
    sorted(_notes(catalogue))[0].unlink()
    catch_up(catalogue)
    assert _told(catalogue, "us-ofac:173") == before


def test_a_damaged_note_is_told(gate: Gate, sdn: Sdn) -> None:
    """What is not a note is never read as one: the error names the file, which can be deleted."""
    catalogue = _keep(gate, sdn)
    catch_up(catalogue)
    note = sorted(_notes(catalogue))[0]
    note.write_bytes(note.read_bytes()[:-3])
    with pytest.raises(StorageError, match=note.name):
        stories(catalogue, _PUBLISHER, "us-ofac:173")


def _notes(catalogue: Catalogue) -> list[Path]:
    return list((catalogue.shelf("us-ofac-sdn").folder / "changes").glob("*.changes"))
