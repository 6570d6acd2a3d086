"""OFSI's ConList in its layouts before 2022 is read whole, with the ids and fields of the newer one."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from tests.lists.fields import Rows, check_cells, read, refusal

from watchword.lists import uk_conlist, uk_conlist_old
from watchword.lists.source import SourceFile
from watchword.model import Identifier, Kind, Listing, Strength

_CSV, _XLSX = uk_conlist_old.FORMATS
_YEARS = {"2018": ("ConList_2018-04-13.csv", 2106), "2020": ("ConList_2020-04-27.csv", 2114)}


@pytest.fixture(scope="module", params=_YEARS)
def extract(request: pytest.FixtureRequest, data: Path) -> bytes:
    return (data / "uk" / f"extract-conlist-{request.param}.csv").read_bytes()


def _rows(content: bytes) -> Rows:
    return list(csv.reader(io.StringIO(content.decode("cp1252"), newline="")))


def _write(rows: Rows) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out).writerows(rows)
    return out.getvalue().encode("cp1252")


def _with_documents(text: str, content: bytes) -> Listing:
    rows = _rows(content)
    at, kind = rows[1].index("Passport Details"), rows[1].index("Group Type")
    row = next(row for row in rows[2:] if row[kind] == "Individual")
    row[at] = text
    number = row[rows[1].index("Group ID")]
    found = {listing.id: listing for listing in read(_CSV, _write(rows)).listings}
    return found[f"uk-ofsi:{number}"]


@pytest.mark.parametrize("year", _YEARS)
def test_every_group_and_name_of_the_real_files_is_read(shared: Path, year: str) -> None:
    """One listing for each Group ID, with every name; the date stands in the first line."""
    name, count = _YEARS[year]
    content = (shared / "lists" / "uk" / name).read_bytes()
    read_list = read(_CSV, content)
    _, header, *body = _rows(content)
    rows = [dict(zip(header, row, strict=False)) for row in body if any(row)]
    groups = {row["Group ID"] for row in rows}
    assert read_list.publication.records == len(read_list.listings) == len(groups) == count
    assert read_list.publication.published == name[8:18]
    assert {listing.id for listing in read_list.listings} == {f"uk-ofsi:{number}" for number in groups}
    names = {(listing.id, name.full) for listing in read_list.listings for name in listing.names}
    for row in rows:
        parts = [" ".join(row[f"Name {number}"].split()) for number in (1, 2, 3, 4, 5, 6)]
        assert (f"uk-ofsi:{row['Group ID']}", " ".join(filter(None, parts))) in names


def test_the_change_of_layout_is_no_change_of_parties(shared: Path) -> None:
    """From April 2020 to June 2023 2,115 groups came and 236 went: the ids are the same in both layouts."""
    folder = shared / "lists" / "uk"
    before = read(_CSV, (folder / "ConList_2020-04-27.csv").read_bytes())
    after = read(uk_conlist.FORMATS[1], (folder / "ConList_2023-06-05.xlsx").read_bytes())
    old, new = ({listing.id for listing in one.listings} for one in (before, after))
    assert (len(new - old), len(old - new)) == (2115, 236)


def test_no_column_is_left_unread_by_accident(extract: bytes) -> None:
    """Every column changes the list when it is changed."""
    rows = _rows(extract)
    assert set(rows[1]) == set(uk_conlist_old.COLUMNS)
    check_cells(_CSV, rows, _write, (), header=1)


def test_only_one_format_knows_the_old_layout(extract: bytes, data: Path) -> None:
    """The reader of the newer layout leaves the older one alone, and the reverse."""
    newer = (data / "uk" / "extract-conlist.csv").read_bytes()
    for format_, is_old in ((_CSV, True), (uk_conlist.FORMATS[0], False)):
        assert format_.recognises(_file(extract)) is is_old
        assert format_.recognises(_file(newer)) is not is_old


def _file(content: bytes) -> SourceFile:
    return SourceFile("ConList.csv", content)


def test_windows_letters_are_read(extract: bytes) -> None:
    """The older files are in Windows-1252; the same in UTF-8 is the same list."""
    assert read(_CSV, extract).listings == read(_CSV, extract.decode("cp1252").encode()).listings


def test_the_note_says_what_is_missing(extract: bytes) -> None:
    """A reader is told what the older layout does not have."""
    (note,) = read(_CSV, extract).notes
    assert note.startswith("the layout before 2022")
    assert all(name.strength is not Strength.WEAK for one in read(_CSV, extract).listings for name in one.names)


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("K929139", [("K929139", "", "")]),
        ("Passport number: G255267", [("G255267", "", "")]),
        ("L183017 (Tunisian). Issued on 14 Feb 1995", [("L183017", "tn", "Tunisian. Issued on 14 Feb 1995")]),
        ("(1) A1234567 (2) Somali B7654321", [("A1234567", "", ""), ("B7654321", "so", "Somali")]),
    ],
)
def test_documents_and_their_details_share_a_column(
    extract: bytes, text: str, numbers: list[tuple[str, str, str]]
) -> None:
    """A number, its country and what is said of it are taken apart, as the newer layout keeps them."""
    found = [one for one in _with_documents(text, extract).identifiers if one.type == "passport"]
    assert found == [Identifier("passport", *number) for number in numbers]


def test_text_without_a_number_is_kept(extract: bytes) -> None:
    """What is no number stands as a detail, and is none."""
    listing = _with_documents("Libyan passport, number not known", extract)
    assert not [one for one in listing.identifiers if one.type == "passport"]
    assert any("number not known" in detail.value for detail in listing.details)


def test_persons_and_entities_are_told_apart(extract: bytes) -> None:
    """Individuals are persons; entities are companies by their legal form, or else organisations."""
    kinds = {listing.kind for listing in read(_CSV, extract).listings}
    assert Kind.PERSON in kinds
    assert kinds <= {Kind.PERSON, Kind.ORGANISATION, Kind.COMPANY}


def test_a_spoiled_row_is_refused_by_line(extract: bytes) -> None:
    """A missing cell, group number or column refuses the file by line or column."""
    rows = _rows(extract)
    assert "ConList.csv, line 3: 28 cells under 29 columns" in refusal(
        _CSV, _write([*rows[:2], rows[2][:-1]]), "ConList.csv"
    )
    assert "Group ID 'x' is not a number" in refusal(_CSV, _write([*rows[:2], [*rows[2][:-1], "x"]]))
    without = [[*row[:-2], *row[-1:]] for row in rows[1:]]
    assert "no header with the columns: Last Updated" in refusal(_CSV, _write(without))
