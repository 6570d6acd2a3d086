"""A listing's own row is found in the file, and changes with every change of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from watchword.lists.raw import rows
from watchword.lists.registry import format_of, load_paths, read_files
from watchword.lists.source import SourceFile

_SAMPLES = [
    "us-ofac/sdn",
    "us-ofac/xml/sdn.xml",
    "uk/extract-conlist.csv",
    "uk/extract-conlist-2018.csv",
    "un/invented.xml",
]
_REAL = [
    "lists/ofac/2021-04_triple_pre_djibo", "lists/ofac/2024-03-11_triple", "lists/ofac/cons_2018-05",
    "lists/ofac/sdn_2021-03-10.xml", "lists/ofac/cons_2024-05-06.xml", "lists/uk/ConList_2018-04-13.csv",
    "lists/uk/ConList_2020-04-27.csv", "lists/uk/ConList_2023-06-05.derived.csv.gz",
    "test_only/lists/un/consolidated_2021-03-12.xml", "test_only/lists/un/consolidated_2024-11-30.xml",
]  # fmt: skip


def _check(path: Path) -> None:
    files = load_paths([path])
    (read,) = read_files(files)
    assert set(rows(format_of(files[0]).name, files)) == {listing.id for listing in read.listings}


@pytest.mark.parametrize("name", _SAMPLES)
def test_every_listing_has_its_row(data: Path, name: str) -> None:
    """The ids are those of the reader, all of them and no other."""
    _check(data / name)


@pytest.mark.parametrize("name", _REAL)
def test_every_real_listing_has_its_row(shared: Path, name: str) -> None:
    """Of the real files too."""
    _check(shared / name)


def test_a_changed_cell_changes_its_row_alone(data: Path) -> None:
    """A letter of one row changes one digest; quotes, blanks around a cell and the end mark change none."""
    file = SourceFile("sdn.csv", (data / "us-ofac" / "sdn" / "sdn.csv").read_bytes())
    before = rows("us-ofac-csv", [file])
    after = rows("us-ofac-csv", [SourceFile("sdn.csv", file.data.replace(b"MAR AZUL", b"MAR AZUR"))])
    assert {id_ for id_ in before if before[id_] != after[id_]} == {"us-ofac:4238"}
    same = file.data.replace(b'"individual"', b"individual ").replace(b"-0- ", b"-0-").rstrip(b"\x1a")
    assert rows("us-ofac-csv", [SourceFile("sdn.csv", same)]) == before


def test_a_format_without_rows_has_none(data: Path) -> None:
    """What its reader makes of a record stands for it."""
    files = load_paths([data / "eu" / "extract-full-1_1.xml"])
    assert rows("eu-fsf-xml", files) == {}
