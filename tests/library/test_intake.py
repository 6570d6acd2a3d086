"""Files are put in order of time, and those of one day together."""

from __future__ import annotations

import io
import lzma
import os
import tarfile
from pathlib import Path

import pytest
from tests.library.conftest import Sdn

from watchword.errors import ListError, UsageError
from watchword.library.acceptance import Gate
from watchword.library.intake import batches, parse_day, stamp_of
from watchword.library.update import add


@pytest.mark.parametrize(
    ("path", "stamp"),
    [
        ("a/sdn_2021-08-18T093901Z_f2dad113.csv", "20210818T093901"),
        ("a/sdn_2021-08-18.csv", "20210818T000000"),
        ("20190827-FULL-1_1.xml", "20190827T000000"),
        ("2024-03-11_triple/sdn.csv", "20240311T000000"),
        ("2024-03-11/sdn_2024-03-12.csv", "20240312T000000"),
        ("2021-04_triple/sdn.csv", "20210430T000000"),
        ("cons_2024-02/cons_prim.csv", "20240229T000000"),
        ("ConList 2020.04.27.csv", "20200427T000000"),
        ("C:\\lists\\2020-04-27\\sdn.csv", "20200427T000000"),
        ("sdn.csv", ""),
        ("2021-02-31.csv", ""),
        ("f2dad11320210818aa.csv", ""),
        ("123456789.csv", ""),
    ],
)  # fmt: skip
def test_the_day_stands_in_the_name(path: str, stamp: str) -> None:
    """Of the file, else of the nearest folder; a month is its last day; what is no date is none."""
    assert stamp_of(path) == stamp


def test_files_of_one_day_and_folder_belong_together(tmp_path: Path, data: Path) -> None:
    """A set is one batch, days are in order, whatever their folders are called."""
    for folder in ("2024-03-12", "2024-03-11"):
        (tmp_path / folder).mkdir()
        for name in ("sdn.csv", "alt.csv", "add.csv"):
            (tmp_path / folder / name).write_bytes((data / "us-ofac" / "sdn" / name).read_bytes())
    with batches([tmp_path]) as found:
        assert [batch.retrieved for batch in found] == ["20240311T000000", "20240312T000000"]
        assert [sorted(file.name for file in batch.load()) for batch in found] == [
            ["add.csv", "alt.csv", "sdn.csv"]
        ] * 2
        assert all(batch.stated for batch in found)


def test_without_a_name_the_file_itself_tells(tmp_path: Path) -> None:
    """The day on which it was written, which nobody has stated; an option states it."""
    path = tmp_path / "sdn.csv"
    path.write_bytes(b"x")
    os.utime(path, (1_600_000_000, 1_600_000_000))
    with batches([path]) as (batch,):
        assert (batch.retrieved, batch.stated) == ("20200913T122640", False)
    with batches([path], "2020-09-14") as (batch,):
        assert (batch.retrieved, batch.stated) == ("20200914T000000", True)


@pytest.mark.parametrize("mode", ["w", "w:gz", "w:xz", "w:bz2"])
def test_archives_are_series(tmp_path: Path, sdn: Sdn, gate: Gate, mode: str) -> None:
    """Each member has its day; a member that is no list is refused alone."""
    path = tmp_path / "series.bin"
    members = {
        "b/sdn_2021-01-02.csv": sdn(1).data,
        "b/sdn_2021-01-01.csv": sdn().data,
        "b/read_2021-01-03.me": b"Hello.",
    }
    with tarfile.open(path, mode) as archive:
        for name, content in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    with batches([path]) as found:
        outcomes = tuple(add(gate, found, lambda *_: None))
    assert [(one.result, one.day) for one in outcomes] == [
        ("added", "2021-01-01"), ("added", "2021-01-02"), ("refused", ""),
    ]  # fmt: skip
    assert outcomes[2].list == "read_2021-01-03.me"


def test_a_damaged_archive_is_refused(tmp_path: Path, sdn: Sdn) -> None:
    """Cut off in the middle, or not there: ListError naming it."""
    path = tmp_path / "series.tar.xz"
    with tarfile.open(path, "w:xz") as archive:
        info = tarfile.TarInfo("sdn.csv")
        info.size = len(sdn().data)
        archive.addfile(info, io.BytesIO(sdn().data))
    path.write_bytes(path.read_bytes()[:-30])
    with pytest.raises(ListError, match="series"), batches([path]):
        pass  # pragma: no cover
    with pytest.raises(ListError, match="no such file"), batches([tmp_path / "none"]):
        pass  # pragma: no cover


def test_a_packed_file_is_no_archive(tmp_path: Path, sdn: Sdn) -> None:
    """A list that is only compressed is that list."""
    path = tmp_path / "sdn.csv.xz"
    path.write_bytes(lzma.compress(sdn().data))
    with batches([path]) as (batch,):
        assert batch.load()[0].data == sdn().data


def test_a_folder_may_hold_several_lists(gate: Gate, data: Path, tmp_path: Path) -> None:
    """Files that were written on different days, of different publishers: each is added as itself."""
    for source in ("uk/extract-conlist.csv", "us-ofac/sdn/sdn.csv", "un/invented.xml"):
        (tmp_path / Path(source).name).write_bytes((data / source).read_bytes())
    with batches([tmp_path], "2026-11-20") as found:
        outcomes = tuple(add(gate, found, lambda *_: None))
    assert {one.list for one in outcomes if one.result == "added"} == {"uk-ofsi", "us-ofac-sdn", "un-sc"}


def test_the_future_is_refused(gate: Gate, sdn: Sdn, tmp_path: Path) -> None:
    """A state of next year would stand for ever."""
    (tmp_path / "sdn_2027-01-01.csv").write_bytes(sdn().data)
    with batches([tmp_path]) as found:
        (outcome,) = add(gate, found, lambda *_: None)
    assert outcome.result == "refused"
    assert "future" in outcome.reason


def test_only_days_are_days() -> None:
    """UsageError naming the option."""
    assert parse_day("2024-02-29", "--as-of") == "2024-02-29"
    for text in ("2023-02-29", "20240229", "yesterday"):
        with pytest.raises(UsageError, match="--as-of"):
            parse_day(text, "--as-of")
