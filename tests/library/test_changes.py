"""What changed is told exactly: the numbers of the real files, and the fields of each record."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.library.conftest import Sdn

from watchword.errors import NotFoundError, UsageError
from watchword.library.acceptance import Gate
from watchword.library.catalogue import Catalogue
from watchword.library.changes import Counts, ListChanges
from watchword.library.comparison import Day, compare_sides, history, kept_history, sides
from watchword.library.intake import batches

_OFAC = "lists/ofac"
_TRUTH = [
    (f"{_OFAC}/2021-04_triple_pre_djibo", f"{_OFAC}/sdn_2021-08-18.csv", 260, 67, 15),
    (f"{_OFAC}/2021-04_triple_pre_djibo/sdn.csv", f"{_OFAC}/sdn_2021-08-18.csv", 260, 67, 15),
    (f"{_OFAC}/sdn_2021-08-18.csv", f"{_OFAC}/sdn_2022-01-21_scrape.csv", 348, 387, 109),
    (f"{_OFAC}/sdn_2022-01-21_scrape.csv", f"{_OFAC}/sdn_2022-02-25.csv", 171, 1, 6),
    ("test_only/lists/un/consolidated_2024-09-26.xml", "test_only/lists/un/consolidated_2024-11-30.xml", 4, 0, 1),
    ("lists/uk/ConList_2020-04-27.csv", "lists/uk/ConList_2023-06-05.derived.csv.gz", 2115, 236, None),
]


def _compare(old: Path, new: Path, catalogue: Catalogue) -> ListChanges:
    (found,) = compare_sides(sides(catalogue, str(old)), sides(catalogue, str(new)))
    return found


@pytest.mark.parametrize(("old", "new", "added", "removed", "changed"), _TRUTH)
def test_the_published_lists_changed_so(
    shared: Path, catalogue: Catalogue, old: str, new: str, added: int, removed: int, changed: int | None
) -> None:
    """Records added, removed and changed between real files, counted by their numbers."""
    found = _compare(shared / old, shared / new, catalogue)
    assert (len(found.added), len(found.removed)) == (added, removed)
    assert (None if found.changed is None else len(found.changed)) == changed


def test_the_one_change_of_the_un_is_of_blanks(shared: Path, catalogue: Catalogue) -> None:
    """Between the two UN files only the blanks after the last individual changed: the row did, no field did."""
    folder = shared / "test_only" / "lists" / "un"
    found = _compare(folder / "consolidated_2024-09-26.xml", folder / "consolidated_2024-11-30.xml", catalogue)
    assert found.changed is not None
    assert [one.fields for one in found.changed] == [()]


def test_every_real_change_has_its_fields(shared: Path, catalogue: Catalogue) -> None:
    """Whatever changed in a row of OFAC's is read: no change is without a field."""
    folder = shared / "lists" / "ofac"
    found = _compare(folder / "sdn_2021-08-18.csv", folder / "sdn_2022-01-21_scrape.csv", catalogue)
    assert found.changed
    assert all(one.fields for one in found.changed)
    first = {field.field: (field.removed, field.added) for field in found.changed[0].fields}
    assert first["births"][1] == ("1947-04-19 (1947-04-19, 19 Apr 1947)",)


def _kept(gate: Gate, sdn: Sdn) -> None:
    for file, day in ((sdn(), "20210105T000000"), (sdn(1, said="DOB 1950."), "20210106T000000"),
                      (sdn(1, 2, said="DOB 1950."), "20210106T120000"), (sdn(2), "20210110T000000")):  # fmt: skip
        gate.admit([file], day)


def test_days_and_digests_name_states(gate: Gate, sdn: Sdn) -> None:
    """A day is the state that stood at its end; a digest is that state; what is neither is told."""
    _kept(gate, sdn)
    catalogue = gate.catalogue
    (found,) = compare_sides(sides(catalogue, "2021-01-05"), sides(catalogue, "2021-01-09"))
    assert ([one.id for one in found.removed], found.added) == (["us-ofac:173", "us-ofac:306"], ())
    assert found.changed is not None
    (changed,) = found.changed
    assert {field.field for field in changed.fields} == {"births", "remarks"}
    newest = catalogue.shelf("us-ofac-sdn").states()[-1]
    (found,) = compare_sides(sides(catalogue, "2021-01-09"), sides(catalogue, newest.digest))
    assert [one.id for one in found.added] == ["us-ofac:173"]
    assert (found.old.publication.retrieved, found.new.publication.retrieved) == ("2021-01-06", "2021-01-10")
    for nothing in ("2020-01-01", "no-such-file.csv", "abcdef"):
        with pytest.raises(NotFoundError):
            sides(catalogue, nothing)
    with pytest.raises(NotFoundError) as told:
        sides(catalogue, "2020-01-01")
    assert told.value.hint.startswith(f"The oldest state kept is of {catalogue.shelf('us-ofac-sdn').states()[0].day}.")


def test_a_history_has_one_line_a_day(gate: Gate, sdn: Sdn) -> None:
    """The last state of a day counts, compared with that of the day before; since a day, from what stood on it."""
    _kept(gate, sdn)
    days = tuple(kept_history(gate.catalogue))
    assert [(day.day, day.records, day.counts) for day in days] == [
        ("2021-01-05", 22, None),
        ("2021-01-06", 20, Counts(0, 2, 1)),
        ("2021-01-10", 21, Counts(1, 0, 1)),
    ]
    assert tuple(kept_history(gate.catalogue, "2021-01-08"))[-1] == days[-1]
    assert [day.day for day in kept_history(gate.catalogue, "2021-01-08")] == ["2021-01-06", "2021-01-10"]


def test_a_folder_of_files_is_a_history(tmp_path: Path, sdn: Sdn) -> None:
    """Without being kept; two formats of a list are compared by their records alone."""
    for number, day in enumerate(("2021-01-01", "2021-01-03", "2021-01-02")):
        (tmp_path / f"sdn_{day}.csv").write_bytes(sdn(*range(number)).data)
    with batches([tmp_path]) as found:
        days = tuple(history(found))
    assert [(day.day, day.records) for day in days] == [("2021-01-01", 22), ("2021-01-02", 20), ("2021-01-03", 21)]
    assert days[1].counts == Counts(0, 2, 0)


def test_different_lists_are_not_compared(data: Path, catalogue: Catalogue) -> None:
    """UsageError naming both."""
    with pytest.raises(UsageError, match=r"uk-ofsi.*us-ofac-sdn"):
        _compare(data / "uk" / "extract-conlist.csv", data / "us-ofac" / "sdn", catalogue)


def test_two_formats_are_not_compared_row_by_row(data: Path, catalogue: Catalogue) -> None:
    """Added and removed are told, and why changed is not."""
    found = _compare(data / "us-ofac" / "sdn", data / "us-ofac" / "xml" / "sdn.xml", catalogue)
    assert found.changed is None
    assert "row by row" in found.notes[0]


def test_equal_files_have_no_changes(data: Path, catalogue: Catalogue) -> None:
    """Of any format."""
    for path in (data / "eu" / "extract-full-1_1.xml", data / "us-ofac" / "sdn", data / "uk" / "extract-conlist.xlsx"):
        found = _compare(path, path, catalogue)
        assert (found.added, found.removed, found.changed) == ((), (), ())


def test_a_day_is_a_line(gate: Gate, sdn: Sdn) -> None:
    """With the digest by which the state can be named."""
    gate.admit([sdn()], "20210105T000000")
    (day,) = kept_history(gate.catalogue)
    assert isinstance(day, Day)
    assert day.digest.startswith(gate.catalogue.shelf("us-ofac-sdn").states()[0].digest)
