"""A year of scrapes is kept whole, in little more room than its differences."""

from __future__ import annotations

import tarfile
from hashlib import sha256
from pathlib import Path

import pytest

from watchword.library.acceptance import Gate
from watchword.library.catalogue import Catalogue
from watchword.library.comparison import kept_history
from watchword.library.intake import batches, stamp_of
from watchword.library.update import add
from watchword.lists.registry import read_files
from watchword.lists.source import SourceFile

_SERIES = "lists/ofac/sdn_series_2021-08_to_2022-12.tar.xz"


def _files(shared: Path) -> dict[str, bytes]:
    with tarfile.open(shared / _SERIES) as archive:
        files = {info.name: archive.extractfile(info) for info in archive.getmembers() if info.isfile()}
        return {stamp_of(name): file.read() for name, file in files.items() if file}


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


@pytest.mark.slow
def test_a_year_of_scrapes_is_a_history(shared: Path, gate: Gate) -> None:
    """All 143 are taken, come back byte for byte, and take less than three times the room of the xz archive."""
    with batches([shared / _SERIES]) as found:
        outcomes = tuple(add(gate, found, lambda *_: None))
    assert [outcome.result for outcome in outcomes] == ["added"] * 143
    catalogue = Catalogue(gate.catalogue.home)
    shelf = catalogue.shelf("us-ofac-sdn")
    files = _files(shared)
    assert {state.retrieved: shelf.header(state).files[0].sha256 for state in shelf.states()} == {
        stamp: sha256(data).hexdigest() for stamp, data in files.items()
    }
    for state in shelf.states()[::20]:
        assert shelf.files(state)[0].data == files[state.retrieved]
    assert _size(catalogue.home) < 3 * (shared / _SERIES).stat().st_size + 400_000
    days = tuple(kept_history(catalogue))
    assert len(days) == 136
    assert (days[0].records, days[-1].records) == (9083, 11430)


def test_a_series_is_read_as_each_file_alone(shared: Path, gate: Gate) -> None:
    """What is remembered of rows that were seen before changes nothing: each state reads as it would by itself."""
    stamps = sorted(files := _files(shared))[:60:12]
    for stamp in stamps:
        assert gate.admit([SourceFile("sdn.csv", files[stamp])], stamp).result == "added"
    read = gate._read([SourceFile("sdn.csv", files[stamps[-1]])], None)
    (alone,) = read_files([SourceFile("sdn.csv", files[stamps[-1]])])
    assert read == alone
    assert _size(gate.catalogue.home) < 600_000
