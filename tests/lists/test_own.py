"""A list of one's own is read by its map, from CSV, XLSX and JSON; every wrong row is told by its field."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import msgspec
import openpyxl
import pytest
from tests.lists.fields import Rows, check_cells

from watchword.errors import ListError
from watchword.lists import own, own_rows
from watchword.lists.registry import FORMATS, format_of, read_files
from watchword.lists.source import ListFormat, ReadList, SourceFile
from watchword.model import Address, DateSpan, Detail, Identifier, Kind, Name, Place, Strength


@pytest.fixture(scope="module")
def map_file(data: Path) -> SourceFile:
    return SourceFile("map.toml", (data / "own" / "map.toml").read_bytes())


@pytest.fixture(scope="module")
def table(data: Path) -> bytes:
    return (data / "own" / "parties.csv").read_bytes()


def _rows(content: bytes) -> Rows:
    return list(csv.reader(io.StringIO(content.decode(), newline="")))


def _csv(rows: Rows, delimiter: str = ",") -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter, lineterminator="\n").writerows(rows)
    return out.getvalue().encode()


def _xlsx(rows: Rows) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.worksheets[0].append([cell or None for cell in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _json(rows: Rows) -> bytes:
    return json.dumps(
        [{name: cell or None for name, cell in zip(rows[0], row, strict=True)} for row in rows[1:]]
    ).encode()


def _read(map_file: SourceFile, *contents: bytes) -> ReadList:
    files = [SourceFile(f"parties-{at}", content) for at, content in enumerate(contents, 1)]
    (read_list,) = read_files([map_file, *files])
    return read_list


def _refusal(map_file: SourceFile, *contents: bytes) -> str:
    with pytest.raises(ListError) as caught:
        _read(map_file, *contents)
    return str(caught.value)


def _edited(map_file: SourceFile, old: str, new: str) -> SourceFile:
    text = map_file.data.decode()
    assert old in text
    return SourceFile(map_file.name, text.replace(old, new, 1).encode())


def test_a_row_is_read_by_the_map(map_file: SourceFile, table: bytes) -> None:
    """Every field of the map has its place in the listing."""
    read_list = _read(map_file, table)
    person, ship, bare = read_list.listings
    assert (person.id, person.publisher, person.kind) == ("own-example:1", "own-example", Kind.PERSON)
    assert person.names == (
        Name("Jean EXEMPLE", given="Jean", family="EXEMPLE"),
        Name("J. Exemple", Strength.STRONG),
        Name("Jean E.", Strength.STRONG),
        Name("Exemple Jean", Strength.STRONG),
        Name("Johnny", Strength.WEAK),
        Name("Jean AUTRE", Strength.FORMER),
    )
    assert person.births == (
        DateSpan("1980-01-02", "1980-01-02", False, "1980-01-02"),
        DateSpan("1981-01-01", "1981-12-31", False, "1981"),
    )
    assert (person.birth_places, person.genders) == ((Place("Gao, Mali", "ml"),), ("male",))
    assert person.nationalities == ("ne", "ml")
    assert person.addresses == (
        Address("1 Test Street, Niamey, Niamey Region, 8001, Niger", "Niamey", "Niamey Region", "8001", "ne"),
    )
    assert person.identifiers == (Identifier("passport", "A0000001"),)
    assert (person.programmes, person.listed_on, person.remarks) == (("Fraud",), "2023-04-05", "Seen twice")
    assert person.details == (Detail("Position", "Driver"),)
    assert (ship.kind, ship.programmes, bare.kind) == (Kind.VESSEL, ("Fraud", "Arms"), Kind.UNKNOWN)
    assert (read_list.publication.records, read_list.publication.published) == (3, "2024-05-01")
    assert read_list.notes == ()


def test_no_column_is_left_unread_by_accident(map_file: SourceFile, table: bytes) -> None:
    """Every mapped column changes the list when it is changed; one under `ignore` does not; others are noted."""

    class _WithMap:
        """The map's format, as the tests of publishers' formats take it."""

        name = "own-example"

        def recognises(self, file: SourceFile) -> bool:
            return True

        def read(self, files: tuple[SourceFile, ...]) -> ReadList:
            (format_,) = own.formats_in([map_file])
            return format_.read((map_file, *files))

    format_: ListFormat = _WithMap()
    check_cells(format_, _rows(table), _csv, {"Note"})
    wider = _csv([[*row, "Mood" if at == 0 else "x"] for at, row in enumerate(_rows(table))])
    assert _read(map_file, wider).notes == ("parties-1: column Mood is not read",)


def test_every_field_has_a_column_in_the_example(map_file: SourceFile) -> None:
    """The example map names every field that there is."""
    (format_,) = own.formats_in([map_file])
    assert isinstance(format_, own.OwnList)
    assert all(getattr(format_.map.columns, field) for field in own_rows.Columns.__struct_fields__)


def test_the_container_makes_no_difference(map_file: SourceFile, table: bytes) -> None:
    """CSV, XLSX, JSON, other delimiters and encodings give the same listings."""
    expected = [msgspec.structs.replace(one, source="") for one in _read(map_file, table).listings]
    windows = _edited(map_file, "separator", 'delimiter = ";"\nencoding = "cp1252"\nseparator')
    inside = _edited(map_file, "separator", 'rows = "data.parties"\nseparator')
    rows = _rows(table)
    for map_, content in (
        (map_file, _xlsx(rows)),
        (map_file, _json(rows)),
        (map_file, b"\xef\xbb\xbf" + table),
        (windows, _csv(rows, ";").decode().encode("cp1252")),
        (inside, b'{"data": {"parties": ' + _json(rows) + b"}}"),
    ):
        assert [msgspec.structs.replace(one, source="") for one in _read(map_, content).listings] == expected


def test_json_values_may_be_arrays_and_objects(map_file: SourceFile) -> None:
    """An array is several values; a field of an object inside has a path."""
    map_ = SourceFile(
        "map.toml", b'[list]\nid = "own-a"\ntitle = "A"\n[columns]\nname = "name.full"\naliases = "aka"\n'
    )
    (listing,) = _read(map_, b'[{"name": {"full": "A B"}, "aka": ["C", "D; E", 7]}]').listings
    assert [name.full for name in listing.names] == ["A B", "C", "D", "E", "7"]


def test_several_files_are_one_list(map_file: SourceFile, table: bytes) -> None:
    """Files with the map's columns are read together; places then name the file."""
    rows = _rows(table)
    read_list = _read(map_file, _csv(rows[:2]), _csv([rows[0], *rows[2:]]))
    assert [one.source for one in read_list.listings] == ["parties-1, line 2", "parties-2, line 2", "parties-2, line 3"]


def test_ids_without_a_column_come_from_name_and_birth(map_file: SourceFile, table: bytes) -> None:
    """Without a column for ids, an id stays the same while name and birth do, and wherever the row stands."""
    map_ = _edited(map_file, 'id = "No."\n', "")
    rows = _rows(table)
    first = _read(map_, table).listings
    again = _read(map_, _csv([rows[0], rows[2], rows[1], rows[3]])).listings
    assert {one.id for one in first} == {one.id for one in again}
    assert all(one.id.startswith("own-example:") for one in first)


@pytest.mark.parametrize(
    ("column", "text", "message"),
    [
        ("Born", "31.31.1980", "line 2, field birth: '31.31.1980' is no date"),
        ("Died", "soon", "line 2, field death: 'soon' is no date"),
        ("Since", "May 2023", "line 2, field listed_on: 'May 2023' is no full date"),
        ("Nationality", "Atlantis", "line 2, field nationality: 'Atlantis' is no country"),
        ("Country", "Atlantis", "line 2, field country: 'Atlantis' is no country"),
        ("Sex", "often", "line 2, field gender: 'often' is no gender"),
        ("Type", "Q", "line 2, field kind: 'Q' is no kind"),
        ("No.", "", "line 2, field id: empty"),
        ("No.", "2", "line 3, field id: '2' stands twice"),
    ],
)
def test_a_wrong_cell_is_told_by_file_row_and_field(
    map_file: SourceFile, table: bytes, column: str, text: str, message: str
) -> None:
    """What can't be read is refused with the file, the row and the field of the map."""
    rows = _rows(table)
    rows[1][rows[0].index(column)] = text
    assert _refusal(map_file, _csv(rows)).startswith(f"parties-1: 1 row can't be read: {message}")


def test_every_wrong_row_is_told_at_once(map_file: SourceFile, table: bytes) -> None:
    """All rows are checked before the list is refused; only the first twenty are told in words."""
    rows = _rows(table)
    many = [rows[0], *([str(at), "", *[""] * 24] for at in range(1, 31))]
    message = _refusal(map_file, _csv(many))
    assert message.startswith("parties-1: 30 rows can't be read: line 2, field name: empty; line 3, field name: empty")
    assert message.endswith("; and 10 more")
    assert message.count("empty") == 20


def test_a_missing_column_is_named(map_file: SourceFile, table: bytes) -> None:
    """A file that lacks a column of the map is refused by its name, whatever it is written in."""
    rows = [row[:-2] for row in _rows(table)]
    for content in (_csv(rows), _xlsx(rows)):
        assert "no header with the columns: Job" in _refusal(map_file, content)
    assert "no entry has the fields: Job" in _refusal(map_file, _json(rows))


def test_a_map_needs_its_file_and_a_file_its_map(map_file: SourceFile, table: bytes) -> None:
    """Either alone is refused with a word on the other."""
    assert "Give the list's file together with its map" in _refusal(map_file)
    with pytest.raises(ListError, match="no list that is known here"):
        read_files([SourceFile("parties.csv", table)])


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('id = "own-example"', 'id = "us-ofac"', "map.toml, list.id: 'us-ofac' must be own- and words"),
        ("title =", "tilte =", "map.toml: this map can't be read: Object contains unknown field `tilte` - at `$.list`"),
        ('birth = "Born"', 'burth = "Born"', "unknown field `burth`"),
        ('imo = "IMO"', 'emo = "IMO"', "map.toml, columns.identifiers: unknown type 'emo'"),
        ('P = "person"', 'P = "people"', "map.toml, values: unknown word 'people'"),
        ('separator = "|"', 'separator = ""', "map.toml, list: delimiter must be one character"),
        (
            'separator = "|"',
            'separator = "|"\nencoding = "utf-99"',
            "map.toml, list.encoding: unknown encoding 'utf-99'",
        ),
        ("[values.gender]", "[values.mood]", "map.toml, values: 'mood' has no words of ours"),
        ('id = "No."', "id = No.", "map.toml: this map can't be read: Invalid value (at line 10"),
        ('name = "Name"\ngiven = "First name"\nfamily = "Surname"', "", "a column for name, or for given and family"),
    ],
)
def test_a_wrong_map_is_refused(map_file: SourceFile, table: bytes, old: str, new: str, message: str) -> None:
    """A map is checked before any row is read."""
    assert message in _refusal(_edited(map_file, old, new), table)


def test_two_maps_of_one_list_are_refused(map_file: SourceFile, table: bytes) -> None:
    """Two maps with one id would make two lists of the same listings."""
    other = _edited(map_file, "Parties we", "People we")
    assert "map.toml and map.toml: two maps of a list own-example" in _refusal(map_file, other.data, table).replace(
        "parties-1", "map.toml"
    )


def test_a_map_takes_no_publisher_s_file(map_file: SourceFile, data: Path) -> None:
    """A file that a publisher's format knows is that publisher's, map or no map."""
    formats = (*FORMATS, *own.formats_in([map_file]))
    file = SourceFile("a.csv", (data / "uk" / "extract-conlist.csv").read_bytes())
    assert format_of(file, formats).name == "uk-ofsi-csv"
    assert format_of(map_file, formats).name == "own-example"
