"""A ConList that is damaged, cut, of another layout or spoiled in a row is refused by line or column."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from watchword.errors import ListError
from watchword.lists import uk_conlist, uk_mapper
from watchword.lists.source import ReadList, SourceFile

_CSV, _XLSX = uk_conlist.FORMATS
_NAMES = ("Name 1", "Name 2", "Name 3", "Name 4", "Name 5", "Name 6")


@pytest.fixture(scope="module")
def extract(data: Path) -> bytes:
    return (data / "uk" / "extract-conlist.csv").read_bytes()


def _read(content: bytes) -> ReadList:
    return _CSV.read((SourceFile("ConList.csv", content),))


def _refusal(content: bytes) -> str:
    with pytest.raises(ListError) as caught:
        _read(content)
    return str(caught.value)


def _edited(content: bytes, edit: Callable[[list[list[str]]], object]) -> bytes:
    lines = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    edit(lines)
    out = io.StringIO(newline="")
    csv.writer(out).writerows(lines)
    return out.getvalue().encode()


@pytest.mark.parametrize("column", uk_mapper.COLUMNS)
def test_a_missing_column_is_named(extract: bytes, column: str) -> None:
    """A file that lacks any column is refused by the column's name."""

    def edit(lines: list[list[str]]) -> None:
        at = lines[1].index(column)
        for line in lines[1:]:
            del line[at]

    assert f"ConList.csv: no header with the columns: {column}" in _refusal(_edited(extract, edit))


def test_an_added_column_is_noted(extract: bytes) -> None:
    """A column of a newer layout is no error, but is told."""

    def edit(lines: list[list[str]]) -> None:
        for line in lines[1:]:
            line.append("New" if line is lines[1] else "x")

    assert _read(_edited(extract, edit)).notes == ("column New is not read",)


def _set(column: str, text: str) -> Callable[[list[list[str]]], None]:
    def edit(lines: list[list[str]]) -> None:
        lines[2][lines[1].index(column)] = text

    return edit


def _without_name(lines: list[list[str]]) -> None:
    for column in _NAMES:
        lines[2][lines[1].index(column)] = ""


def _without_primary(lines: list[list[str]]) -> None:
    for line in lines[2:]:
        if line[lines[1].index("Group ID")] == "15672":
            line[lines[1].index("Alias Type")] = "AKA"


@pytest.mark.parametrize(
    ("edit", "message"),
    [
        (
            _set("Group Type", "Spacecraft"),
            "ConList.csv, line 3: unknown Group Type 'Spacecraft and Individual'",
        ),
        (_set("Group ID", ""), "ConList.csv, line 3: Group ID '' is not a number"),
        (_without_name, "ConList.csv, line 3: a row without a name"),
        (_without_primary, "ConList.csv, line 3: a group without a primary name"),
        (lambda lines: lines[2].pop(), "ConList.csv, line 3: 35 cells under 36 columns"),
        (lambda lines: lines[2].append("x"), "ConList.csv, line 3: 37 cells under 36 columns"),
        (lambda lines: lines.__delitem__(slice(2, None)), "ConList.csv: no rows below the header"),
    ],
)
def test_spoiled_rows_are_refused_by_line(
    extract: bytes, edit: Callable[[list[list[str]]], None], message: str
) -> None:
    """Each fault of a row refuses the file and names the line."""
    assert message in _refusal(_edited(extract, edit))


def test_truncated_csv_is_refused(extract: bytes) -> None:
    """A file cut inside a row or a quoted cell is refused with the line."""
    for share in (0.3, 0.5, 0.7, 0.9):
        cut = extract[: int(len(extract) * share)].decode("utf-8", "ignore").encode()
        assert re.search(r"^ConList\.csv, line \d+: (?:broken CSV|\d+ cells under|a group without)", _refusal(cut))


def test_wrong_encoding_is_refused(extract: bytes) -> None:
    """Windows or UTF-16 text is refused with the line of the first wrong byte."""
    text = extract.decode("utf-8-sig")
    assert re.search(r"^ConList\.csv, line \d+: not UTF-8 text", _refusal(text.encode("cp1251", "replace")))
    assert "not UTF-8" in _refusal(text.encode("utf-16"))


@pytest.mark.parametrize("name", ["ConList_2018-04-13.csv", "ConList_2020-04-27.csv"])
def test_older_layouts_are_refused_by_their_missing_columns(shared: Path, name: str) -> None:
    """The layouts before 2022 are another format's; read as this one, the missing columns are named."""
    file = SourceFile(name, (shared / "lists" / "uk" / name).read_bytes())
    assert not _CSV.recognises(file)
    with pytest.raises(ListError, match="Name Non-Latin Script"):
        _CSV.read((file,))


def _workbook(rows: list[list[str]]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.worksheets[0].append([cell or None for cell in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_damaged_workbook_is_refused(extract: bytes) -> None:
    """A workbook cut short, or with a missing column, is refused by name."""
    whole = _workbook(list(csv.reader(io.StringIO(extract.decode("utf-8-sig"), newline=""))))
    for content, message in (
        (whole[: len(whole) // 2], "damaged workbook"),
        (
            _workbook([["Name 6", "Group Type", "Alias Type", "Group ID"], ["A", "Entity", "AKA", "1"]]),
            "no header with",
        ),
    ):
        with pytest.raises(ListError, match=message):
            _XLSX.read((SourceFile("ConList.xlsx", content),))
