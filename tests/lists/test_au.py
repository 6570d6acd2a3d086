"""Australia's list is read whole: every number, name and column, and what hides in running text."""

from __future__ import annotations

import io
import re
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

import openpyxl
import pytest

from watchword.errors import ListError
from watchword.lists import au, au_mapper, sheets
from watchword.lists.sheets import Row
from watchword.lists.source import ReadList, SourceFile
from watchword.model import Detail, Identifier, Kind, Listing, Name, Strength

_FORMAT = au.FORMATS[0]
_REMARK = re.compile(r"\s*\((?:(?:formerly|previously) listed as|birth name|combat name|call sign)\)\s*", re.IGNORECASE)

Sheet = list[list[object]]


@pytest.fixture(scope="module")
def extract(data: Path) -> bytes:
    return (data / "au" / "extract-regulation8.xlsx").read_bytes()


@pytest.fixture(scope="module")
def listings(extract: bytes) -> dict[str, Listing]:
    return {listing.id: listing for listing in _read(extract).listings}


@pytest.fixture(scope="module")
def full(shared: Path) -> bytes:
    return (shared / "lists" / "au" / "regulation8_consolidated_2024-12.xlsx").read_bytes()


def _read(content: bytes) -> ReadList:
    return _FORMAT.read((SourceFile("au.xlsx", content),))


def _cells(content: bytes) -> Sheet:
    """The cells by openpyxl's ordinary, not its streaming, reader."""
    sheet = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
    return [[cell.value for cell in row[:12]] for row in sheet.iter_rows(max_col=12)]


def _edited(content: bytes, edit: Callable[[Sheet], object]) -> bytes:
    rows = _cells(content)
    edit(rows)
    book = openpyxl.Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _set(column: str, value: object, row: int = 1) -> Callable[[Sheet], object]:
    return lambda rows: rows[row].__setitem__(au_mapper.COLUMNS.index(column), value)


def _refusal(content: bytes) -> str:
    with pytest.raises(ListError) as caught:
        _read(content)
    return str(caught.value)


def _check_whole(content: bytes) -> None:
    """Compare what was read with the set of references and names."""
    names: dict[str, set[str]] = defaultdict(set)
    for row in _cells(content)[1:]:
        if row[0] is not None:
            number = re.match(r"\d+", str(row[0]))
            assert number is not None
            name = " ".join(str(row[1]).replace("\xa0", " ").split())
            names[number.group()].add(" ".join(_REMARK.sub(" ", name).split()).strip(" ,;،"))
    read = _read(content)
    assert read.publication.records == len(read.listings) == len(names)
    assert [listing.id for listing in read.listings] == [f"au-dfat:{number}" for number in names]
    for listing, published in zip(read.listings, names.values(), strict=True):
        assert published == {name.full for name in listing.names}


def test_every_number_and_name_of_the_extract_is_read(extract: bytes) -> None:
    """One listing for each number, with the name of each of its references."""
    _check_whole(extract)


def test_every_number_and_name_of_the_real_file_is_read(full: bytes) -> None:
    """The 9,553 references of December 2024 have 3,062 numbers, and each is a listing."""
    _check_whole(full)
    read = _read(full)
    assert read.publication.records == 3062
    assert read.publication.published == "2024-11-11"
    assert not read.notes


class _Recording(dict[str, str]):
    """Cells that remember which columns were asked for."""

    seen: ClassVar[set[str]] = set()

    def __getitem__(self, column: str) -> str:
        self.seen.add(column)
        return super().__getitem__(column)

    def get(self, column: str, default: str = "") -> str:  # type: ignore[override]
        self.seen.add(column)
        return super().get(column, default)


def test_every_column_is_read(extract: bytes) -> None:
    """The mapper asks for every column but Reference, which the reader groups by; there is no other."""
    table = sheets.read_xlsx(SourceFile("au.xlsx", extract), au_mapper.COLUMNS)
    _Recording.seen = set()
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in table.rows:
        groups[re.sub(r"\D.*", "", row["Reference"])].append(Row(row.number, _Recording(row.cells)))
    for number, rows in groups.items():
        au_mapper.to_listing(number, rows, table)
    assert set(au_mapper.COLUMNS) == set(table.columns)
    assert _Recording.seen | {"Reference"} == {*au_mapper.COLUMNS, *au_mapper.SINCE_2025}


def test_names_have_strength_and_script(listings: dict[str, Listing]) -> None:
    """Aliases and original scripts are strong, earlier listings former; remarks leave the name."""
    names = listings["au-dfat:34"].names
    assert names[0] == Name("Abdul Jalil Haqqani Wali Mohammad")
    assert Name("عبد الجليل حقانی ولی محمد", Strength.STRONG, "Arab") in names
    assert Name("Abdul Jalil Haqqani", Strength.FORMER) in names
    assert Name("El Para", Strength.STRONG) in listings["au-dfat:483"].names


def test_rows_of_one_number_may_stand_apart(listings: dict[str, Listing], extract: bytes) -> None:
    """A late reference joins the number it belongs to, in the place where the number began."""
    last = _cells(extract)[-4]
    read = _read(_edited(extract, lambda rows: rows.append(["2b", "Late Alias", *last[2:3], "aka", *last[4:]])))
    assert read.listings[0].names[-1] == Name("Late Alias", Strength.STRONG)
    assert read.publication.records == len(listings)


def test_birth_dates_of_every_form_are_read(listings: dict[str, Listing]) -> None:
    """Lettered items, approximate ranges, years, and spreadsheet dates."""
    births = listings["au-dfat:2"].births
    assert [(span.first, span.last, span.circa) for span in births] == [
        ("1955-01-01", "1958-12-31", True),
        ("1945-01-01", "1950-12-31", True),
    ]
    assert [span.first for span in listings["au-dfat:402"].births] == [
        "1969-12-18",
        "1968-05-25",
        "1968-12-18",
        "1969-07-14",
    ]


@pytest.mark.parametrize(
    ("cell", "firsts", "unread"),
    [
        ("19 May 1968 (as Yasir) 1970 (as Ali)", ["1968-05-19", "1970-01-01"], False),
        ("11/01/1966; \n11/06/1966", ["1966-01-11", "1966-06-11"], False),
        ("01/10/1983,15/10/1983", ["1983-10-01", "1983-10-15"], False),
        ("c. 1952 or 1957", ["1952-01-01", "1957-01-01"], False),
        ("a) 1959 b) (Aug. 1961)", ["1959-01-01", "1961-08-01"], False),
        ("between 1963 and 1968", ["1963-01-01"], False),
        ("07/05/1962; alt DOB: 07/04/62", ["1962-05-07"], True),
        ("Approximately (30-35 years old)", [], True),
        ("na", [], False),
    ],
)
def test_dates_that_are_none_are_kept_as_written(extract: bytes, cell: str, firsts: list[str], unread: bool) -> None:
    """What can be read becomes dates; a cell with anything else stands whole among the details."""
    listing = _read(_edited(extract, _set("Date of Birth", cell, row=1))).listings[0]
    other = {span.first for span in _read(extract).listings[0].births}
    assert [span.first for span in listing.births if span.first not in other] == firsts
    assert (Detail("Date of birth", cell) in listing.details) == unread


def test_identifiers_come_out_of_running_text(listings: dict[str, Listing]) -> None:
    """Labelled numbers in Additional Information have type and country; unlabelled ones are none."""
    passports = [(i.value, i.country) for i in listings["au-dfat:147"].identifiers]
    assert passports == [("1084010", "eg"), ("19820215", "")]
    found = {(i.type, i.value, i.country) for i in listings["au-dfat:2780"].identifiers}
    assert {
        ("tax", "7831000122", "ru"),
        ("registration", "1027800000084", "ru"),
        ("bic", "ROSYRU2P", ""),
    } <= found
    assert listings["au-dfat:7993"].identifiers == (
        Identifier("passport", "P07834700", "sd"),
        Identifier("national-id", "21052659309", "sd"),
    )
    assert ("imo", "6183435") in {(i.type, i.value) for i in listings["au-dfat:7964"].identifiers}


def test_titles_positions_and_genders_come_out_of_running_text(listings: dict[str, Listing]) -> None:
    """`Title:` and `Designation:` items become details, a leading `Male` a gender; the text stays whole."""
    listing = listings["au-dfat:2"]
    assert Detail("Title", "Mullah") in listing.details
    assert (
        Detail("Position", "Foreign Minister before Wakil Ahmad Mutawakil under the Taliban regime") in listing.details
    )
    assert listings["au-dfat:7993"].genders == ("male",)
    assert listing.remarks.startswith("Title: a) Mullah b) Haji.")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Listed by UN 1267 Committee on 25 January 2001 (amended on 20 December 2005)", "2001-01-25"),
        ("Listed on: 17 Aug. 2017 (Relisted on 3 Aug. 2020)", "2017-08-17"),
        (
            "The Minister for Foreign Affairs listed this entity on 21 December 2001 under section 15(1)",
            "2001-12-21",
        ),
        ("Instrument of first listing: Charter List 2021 (No 2). Last listed on: 16/12/2023", ""),
        ("Relisted on 5 May 2011", ""),
        ("2013-03-05", "2013-03-05"),
    ],
)
def test_the_first_listing_date_is_found(extract: bytes, text: str, day: str) -> None:
    """The day of first listing is read from the sentence; a re-listing is none."""

    def edit(rows: Sheet) -> None:
        for row in (1, 2):
            _set("Listing Information", text, row)(rows)

    assert _read(_edited(extract, edit)).listings[0].listed_on == day


def test_kinds_and_programmes(listings: dict[str, Listing]) -> None:
    """Individuals are persons, entities companies or organisations; Committees are the programmes."""
    assert listings["au-dfat:2"].kind is Kind.PERSON
    assert listings["au-dfat:7964"].kind is Kind.COMPANY
    assert listings["au-dfat:2226"].kind is Kind.ORGANISATION
    assert listings["au-dfat:7993"].programmes == ("1591 (Sudan)",)


@pytest.mark.parametrize(
    ("edit", "message"),
    [
        (_set("Type", "Robot"), "au.xlsx, row 2: unknown Type 'robot and individual'"),
        (_set("Name of Individual or Entity", None), "au.xlsx, row 2: a row without a name"),
        (_set("Reference", None), "au.xlsx, row 2: '' is no reference"),
        (_set("Reference", "x1"), "au.xlsx, row 2: 'x1' is no reference"),
        (_set("Name Type", "aka"), "au.xlsx, row 2: a number without a primary name"),
        (_set("Committees", None, row=0), "au.xlsx: no header with the columns: Committees"),
        (lambda rows: rows.__delitem__(slice(1, None)), "au.xlsx: no rows below the header"),
    ],
)
def test_spoiled_rows_are_refused_by_row(extract: bytes, edit: Callable[[Sheet], object], message: str) -> None:
    """Each fault of a row refuses the file and names the row."""
    assert message in _refusal(_edited(extract, edit))


def test_new_columns_and_name_types_are_noted(extract: bytes) -> None:
    """A column or name type that is not known is told, and such a name counts as strong."""
    read = _read(_edited(extract, _set("Name Type", "Nickname", row=2)))
    assert read.notes == ("name type 'nickname' is not known: such names count as strong aliases",)

    def widen(rows: Sheet) -> None:
        for row in rows:
            row.append("New" if row is rows[0] else "x")

    assert _read(_edited(extract, widen)).notes == ("column New is not read",)


def _of_2025(rows: Sheet) -> None:
    """The layout since November 2025: seven columns more, and ships."""
    for row in rows:
        row += au_mapper.SINCE_2025 if row is rows[0] else ["", "", "Charter List 2021", True, "TRUE", 0, None]
    rows[0][:] = [*rows[0][:4], rows[0].pop(12), *rows[0][4:]]
    for row in rows[1:]:
        row[:] = [*row[:4], row.pop(12), *row[4:]]
    kept = dict(zip(rows[0], rows[-1], strict=True)) | {"Control Date": rows[1][rows[0].index("Control Date")]}
    ship = {"Reference": 9001, "Name of Individual or Entity": "EXAMPLE STAR", "Type": "Vessel",
            "Name Type": "Primary Name", "IMO Number": 9187629, "Committees": "Autonomous (Vessels)",
            "Control Date": kept["Control Date"], "Maritime Restriction": 1}  # fmt: skip
    alias = ship | {"Reference": "9001a", "Name of Individual or Entity": "STAR", "Name Type": "Alias"}
    for party in (ship, alias | {"Alias Strength": "Weak"}, alias | {"Name of Individual or Entity": "OLD STAR"}):
        rows.append([party.get(str(column)) for column in rows[0]])


def test_the_layout_of_2025_is_read(extract: bytes) -> None:
    """Strengths of aliases, IMO numbers, measures and instruments have columns; ships are vessels; nothing is unread."""
    read = _read(_edited(extract, _of_2025))
    ship = read.listings[-1]
    assert (ship.id, ship.kind) == ("au-dfat:9001", Kind.VESSEL)
    assert ship.identifiers == (Identifier("imo", "9187629"),)
    assert [(name.full, name.strength) for name in ship.names] == [
        ("EXAMPLE STAR", Strength.PRIMARY), ("STAR", Strength.WEAK), ("OLD STAR", Strength.STRONG),
    ]  # fmt: skip
    assert Detail("Sanctions imposed", "Maritime Restriction") in ship.details
    first = read.listings[0]
    assert {detail for detail in first.details if detail.label == "Sanctions imposed"} == {
        Detail("Sanctions imposed", "Targeted Financial Sanction"), Detail("Sanctions imposed", "Travel Ban"),
    }  # fmt: skip
    assert Detail("Instrument of designation", "Charter List 2021") in first.details
    assert len(read.listings) == len(_read(extract).listings) + 1
    assert not read.notes


def test_a_truncated_workbook_is_refused(extract: bytes) -> None:
    """A workbook cut anywhere is refused, never read in part."""
    for share in (0.1, 0.5, 0.9, 0.99):
        assert _refusal(extract[: int(len(extract) * share)]).startswith("au.xlsx: damaged workbook")
