"""OFSI's ConList is read whole, from CSV and XLSX alike: every group, name, column and label."""

from __future__ import annotations

import csv
import gzip
import io
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import ClassVar

import msgspec
import pytest

from watchword.lists import sheets, uk_conlist, uk_mapper
from watchword.lists.sheets import Row, Table
from watchword.lists.source import ReadList, SourceFile
from watchword.model import Identifier, Kind, Link, Listing, Name, Strength

_CSV, _XLSX = uk_conlist.FORMATS
_REMARK = re.compile(r" \((?:(?:formerly|previously) listed as|birth name)\)", re.IGNORECASE)
_NAMES = ("Name 1", "Name 2", "Name 3", "Name 4", "Name 5", "Name 6")


@pytest.fixture(scope="module")
def extract(data: Path) -> bytes:
    return (data / "uk" / "extract-conlist.csv").read_bytes()


@pytest.fixture(scope="module")
def listings(extract: bytes) -> dict[str, Listing]:
    return {listing.id: listing for listing in _read(extract).listings}


@pytest.fixture(scope="module")
def full(shared: Path) -> bytes:
    return gzip.decompress((shared / "lists" / "uk" / "ConList_2023-06-05.derived.csv.gz").read_bytes())


def _read(content: bytes) -> ReadList:
    return _CSV.read((SourceFile("ConList.csv", content),))


def _rows(content: bytes) -> list[dict[str, str]]:
    """The rows by the standard library alone."""
    lines = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    return [dict(zip(lines[1], line, strict=True)) for line in lines[2:]]


def _edited(content: bytes, edit: Callable[[list[list[str]]], None]) -> bytes:
    lines = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    edit(lines)
    out = io.StringIO(newline="")
    csv.writer(out).writerows(lines)
    return out.getvalue().encode()


def _bare(name: str) -> str:
    return " ".join(_REMARK.sub("", " ".join(name.split())).split())


def _check_whole(content: bytes) -> None:
    """Compare what was read with sets taken by the standard library's CSV reader."""
    groups: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in _rows(content):
        groups[row["Group ID"]].append(row)
    read = _read(content)
    assert read.publication.records == len(read.listings) == len(groups)
    assert [listing.id for listing in read.listings] == [f"uk-ofsi:{number}" for number in groups]
    for listing, rows in zip(read.listings, groups.values(), strict=True):
        names = {_bare(" ".join(row[column].strip() for column in _NAMES if row[column].strip())) for row in rows}
        assert names <= {name.full for name in listing.names}
        primary = {
            _bare(" ".join(r[c].strip() for c in _NAMES if r[c].strip()))
            for r in rows
            if r["Alias Type"] == "Primary name"
        }
        assert primary == {name.full for name in listing.names if name.strength is Strength.PRIMARY}
        assert {row["Regime"] for row in rows} == set(listing.programmes)
        assert len({row["DOB"] for row in rows} - {""}) == len(listing.births)
        originals = {row["Name Non-Latin Script"] for row in rows} - {""}
        assert len(originals) <= len(listing.names) - len(names) or originals & names


def test_every_group_and_name_of_the_extract_is_read(extract: bytes) -> None:
    """One listing for each Group ID, with every name, birth date and regime of its rows."""
    _check_whole(extract)


def test_every_group_and_name_of_the_real_file_is_read(full: bytes) -> None:
    """The 16,823 rows of 2023-06-05 have 3,993 groups, and each is a listing."""
    _check_whole(full)
    read = _read(full)
    assert read.publication.records == 3993
    assert read.publication.published == "2023-06-05"
    assert not read.notes


def _same(a: ReadList, b: ReadList) -> bool:
    return [msgspec.structs.replace(x, source="") for x in a.listings] == [
        msgspec.structs.replace(x, source="") for x in b.listings
    ]


def test_csv_and_xlsx_say_the_same(extract: bytes, data: Path) -> None:
    """The same list as CSV and as XLSX gives equal listings, but for the numbers of lines and rows."""
    book = SourceFile("ConList.xlsx", (data / "uk" / "extract-conlist.xlsx").read_bytes())
    read = _XLSX.read((book,))
    assert _same(read, _read(extract))
    assert read.publication.published == "2023-06-05"
    assert read.listings[0].source == "rows 3-6, 51"


def test_the_real_csv_and_xlsx_say_the_same(full: bytes, shared: Path) -> None:
    """OFSI's XLSX of 2023-06-05 and the CSV made from it give equal listings."""
    path = shared / "lists" / "uk" / "ConList_2023-06-05.xlsx"
    assert _same(_XLSX.read((SourceFile(path.name, path.read_bytes()),)), _read(full))


class _Recording(dict[str, str]):
    """Cells that remember which columns were asked for."""

    seen: ClassVar[set[str]] = set()

    def __getitem__(self, column: str) -> str:
        self.seen.add(column)
        return super().__getitem__(column)


def test_every_column_is_read(extract: bytes) -> None:
    """The mapper asks for every column of the layout, and the layout has no other."""
    table = sheets.read_csv(SourceFile("ConList.csv", extract), uk_mapper.COLUMNS)
    _Recording.seen = set()
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in table.rows:
        groups[row["Group ID"]].append(Row(row.number, _Recording(row.cells)))
    for rows in groups.values():
        uk_mapper.to_listing(rows, table)
    assert _Recording.seen == set(uk_mapper.COLUMNS) == set(table.columns)


# Words in brackets before a colon that are no labels, with the reason.
_NO_LABELS = {
    "United States of America": "belongs to the number before it",
    "УНН/ИНН": "labels a number inside Business Reg No, where it is read",
}


def _labels(content: bytes) -> Iterator[str]:
    for row in _rows(content):
        yield from re.findall(r"\(([^()]{2,60})\)\s*:", row["Other Information"])


@pytest.mark.parametrize("source", ["extract", "full"])
def test_every_label_inside_other_information_is_read(source: str, request: pytest.FixtureRequest) -> None:
    """Each `(Label):` of the file is one that the mapper knows, or is no label for a stated reason."""
    found = set(_labels(request.getfixturevalue(source)))
    assert found <= set(uk_mapper.LABELS) | _NO_LABELS.keys()
    if source == "full":
        assert set(uk_mapper.LABELS) <= found


def test_labels_do_not_run_into_the_narrative(listings: dict[str, Listing]) -> None:
    """References, reasons and gender are details of their own; what follows a reference is a remark."""
    listing = listings["uk-ofsi:7087"]
    details = {detail.label: detail.value for detail in listing.details}
    assert details["UN Ref"] == "QDi.062"
    assert listing.remarks.startswith("Professor of Chemistry.")
    assert "(Gender)" not in listing.remarks
    assert listings["uk-ofsi:15672"].genders == ("male",)


def test_alias_types_and_qualities_become_strengths(listings: dict[str, Listing]) -> None:
    """Good quality and variations are strong, low quality is weak, f.k.a. is former."""
    strengths = {name.full: name.strength for name in listings["uk-ofsi:7087"].names}
    assert strengths["MOHAMED LAKHAL"] is Strength.PRIMARY
    assert strengths["Mohamed Abu ABDA"] is Strength.WEAK
    assert strengths["Mohamed AOUANI"] is Strength.STRONG
    former = {name.full for name in listings["uk-ofsi:13189"].names if name.strength is Strength.FORMER}
    assert "ADF/NALU" in former
    variations = listings["uk-ofsi:15672"].names[1:]
    assert {name.strength for name in variations} == {Strength.STRONG}


@pytest.mark.parametrize(
    ("quality", "alias", "strength"),
    [
        ("Low quality", "Primary name variation", Strength.WEAK),
        ("Good quality", "AKA", Strength.STRONG),
        ("", "AKA", Strength.STRONG),
        ("Low quality", "FKA", Strength.FORMER),
        ("Low quality", "Transliteration", Strength.WEAK),
    ],
)
def test_quality_decides_for_every_alias(extract: bytes, quality: str, alias: str, strength: Strength) -> None:
    """Low quality makes any alias but a former name weak; an unknown alias type is strong and noted."""

    def edit(lines: list[list[str]]) -> None:
        lines[2][lines[1].index("Alias Type")] = alias
        lines[2][lines[1].index("Alias Quality")] = quality

    read = _read(_edited(extract, edit))
    assert {n.full: n.strength for n in read.listings[0].names}["Mian MITHOO"] is strength
    assert bool(read.notes) == (alias == "Transliteration")


def test_original_scripts_keep_script_and_language(listings: dict[str, Listing]) -> None:
    """A non-Latin name has the script of its letters, and the language column as ISO 639-1."""
    cyrillic = Name("ЗАДАЧИН Андрей Андреевич", Strength.STRONG, "Cyrl", language="ru")
    assert cyrillic in listings["uk-ofsi:15890"].names
    assert Name("Андрей Андреевич", Strength.STRONG) not in listings["uk-ofsi:15890"].names


def test_two_regimes_are_one_listing(listings: dict[str, Listing]) -> None:
    """A group under two regimes has both as programmes and the earlier listing date."""
    listing = listings["uk-ofsi:13919"]
    assert listing.programmes == ("Belarus", "Global Human Rights")
    assert listing.listed_on == "2020-09-29"


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("00/00/1968", "1968-01-01", "1968-12-31"),
        ("00/05/1968", "1968-05-01", "1968-05-31"),
        ("1951", "1951-01-01", "1951-12-31"),
        ("05/1968", "1968-05-01", "1968-05-31"),
        ("01/02/1968", "1968-02-01", "1968-02-01"),
    ],
)
def test_birth_dates_keep_unknown_parts(extract: bytes, written: str, first: str, last: str) -> None:
    """Zeros and missing parts of a DOB span what they leave open; the day comes first."""

    def edit(lines: list[list[str]]) -> None:
        lines[2][lines[1].index("DOB")] = written

    (span,) = _read(_edited(extract, edit)).listings[0].births
    assert (span.first, span.last, span.text) == (first, last, written)


def test_towns_and_countries_of_birth_pair_by_number(extract: bytes) -> None:
    """`(1) to (2)` and `(1-2)` cover several towns; a dash is an unknown town; old states name their heir."""

    def edit(lines: list[list[str]]) -> None:
        lines[2][lines[1].index("Town of Birth")] = "(1) Tiaret (2) Maskara (3) -"
        lines[2][lines[1].index("Country of Birth")] = "(1) to (2) Algeria (3) Former USSR Currently Belarus"

    places = _read(_edited(extract, edit)).listings[0].birth_places
    assert [(place.text, place.country) for place in places] == [
        ("Tiaret, Algeria", "dz"),
        ("Maskara, Algeria", "dz"),
        ("Former USSR Currently Belarus", "by"),
    ]


def test_passports_pair_with_their_details(extract: bytes) -> None:
    """Numbers and details of one cell pair by number, and the details give the country."""

    def edit(lines: list[list[str]]) -> None:
        for column, text in {
            "Passport Number": "(1) D00001184 (2) -  (3) P04838205",
            "Passport Details": "(1) Central African Republic number (2) - (3) Sudan number. Expires 2023.",
            "National Identification Number": "(1) 20645897 (2) TIN: 780245503097",
            "National Identification Details": "(1) Counterfeit Danish driving licence",
        }.items():
            lines[2][lines[1].index(column)] = text

    found = _read(_edited(extract, edit)).listings[0].identifiers
    assert found == (
        Identifier("passport", "D00001184", "cf", "Central African Republic number"),
        Identifier("passport", "P04838205", "sd", "Sudan number. Expires 2023."),
        Identifier("driving-licence", "20645897", "", "Counterfeit Danish driving licence"),
        Identifier("tax", "780245503097"),
    )


def test_company_numbers_have_type_and_country(listings: dict[str, Listing]) -> None:
    """Business Reg No holds register and tax numbers, labelled or not; wallets have their currency."""
    found = {(i.type, i.value, i.country) for i in listings["uk-ofsi:15325"].identifiers}
    assert {("registration", "1117746568829", "ru"), ("tax", "7735579027", "ru")} <= found
    assert ("tax", "190950894", "by") in {(i.type, i.value, i.country) for i in listings["uk-ofsi:14039"].identifiers}
    wallets = [i for i in listings["uk-ofsi:15329"].identifiers if i.type == "wallet"]
    assert wallets[:1] == [Identifier("wallet", "3Lpoy53K625zVeE47ZasiG5jGkAxJ27kh1", note="XBT")]


def test_contacts_come_apart(listings: dict[str, Listing]) -> None:
    """Several telephones, and an address with a website behind it, are one identifier each."""
    found = [(i.type, i.value) for i in listings["uk-ofsi:14042"].identifiers]
    assert found == [
        ("phone", "00375(17)7762032"),
        ("phone", "00375(17)7765479"),
        ("phone", "00375(29)6480418"),
        ("email", "info@140zavod.org"),
        ("website", "www.140zavod.by"),
    ]


def test_a_ship_has_imo_flag_and_owner(listings: dict[str, Listing]) -> None:
    """A ship is a vessel with its IMO number, particulars as details, and its owner's listing linked."""
    ship = listings["uk-ofsi:13651"]
    assert ship.kind is Kind.VESSEL
    assert ship.identifiers == (Identifier("imo", "7408873"),)
    assert Link("owned-by", "Korea Samjong Shipping", "uk-ofsi:13635") in ship.links
    details = {detail.label: detail.value for detail in ship.details}
    assert (details["Flag of ship"], details["Year built"]) == ("North Korea", "1975")


def test_kinds_follow_type_of_entity_and_legal_form(listings: dict[str, Listing]) -> None:
    """Entities are companies when Type of entity or the name says so."""
    assert listings["uk-ofsi:15325"].kind is Kind.COMPANY
    assert listings["uk-ofsi:13226"].kind is Kind.ORGANISATION
    assert listings["uk-ofsi:15000"].kind is Kind.PERSON


def test_nationalities_written_together_come_apart(listings: dict[str, Listing]) -> None:
    """`Germany. Russia` without numbers is two nationalities, and the text is kept."""
    assert listings["uk-ofsi:15000"].nationalities == ("de", "ru")


def test_a_party_of_either_congo_is_told_apart(extract: bytes) -> None:
    """OFSI's `Congo (Democratic Republic)` is not the Congo."""

    def edit(lines: list[list[str]]) -> None:
        lines[2][lines[1].index("Nationality")] = "(1) Congo (Democratic Republic) (2) Congo"

    assert _read(_edited(extract, edit)).listings[0].nationalities == ("cd", "cg")


def test_a_table_says_where_its_rows_are() -> None:
    """Runs of rows are written short."""
    rows = [Row(number, {}) for number in (20, 3, 18, 19, 17)]
    assert Table("a.csv", "line", (), (), ()).source(rows) == "lines 3, 17-20"
    assert Table("a.xlsx", "row", (), (), ()).source(rows[1:2]) == "row 3"
