"""The UK Sanctions List is read whole from XML, CSV and XLSX: the same designations, whichever it is."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import msgspec
import openpyxl
import pytest
from lxml import etree
from tests.lists.fields import Rows, check_xml, read, refusal, xml_places

from watchword.lists import uk_list, uk_list_mapper
from watchword.lists.source import ReadList
from watchword.model import DateSpan, Detail, Identifier, Kind, Link, Listing, Name, Strength

_XML, _CSV, _XLSX = uk_list.FORMATS
_HEADER = {
    "d.o.b": "D.O.B", "imo number": "IMO number", "ofsi group id": "OFSI Group ID", "unique id": "Unique ID",
    "un reference number": "UN Reference Number", "name type": "Name type", "regime name": "Regime Name",
}  # fmt: skip


@pytest.fixture(scope="module")
def invented(data: Path) -> bytes:
    return (data / "uk" / "invented-list.xml").read_bytes()


@pytest.fixture(scope="module")
def listings(invented: bytes) -> dict[str, Listing]:
    return {listing.id: listing for listing in read(_XML, invented).listings}


def _rows(content: bytes) -> Rows:
    """The designations as the CSV has them: a row for each name, with the other facts on the rows of the first ones."""
    columns = {**uk_list.SINGLE, **uk_list.REPEATED}
    header = [*columns, *(column for group in uk_list.GROUPED.values() for column in group)]
    rows: Rows = [["Report Date: 02-May-2024"], [_HEADER.get(name, name.capitalize()) for name in header]]
    rows[1] = [name.title() if name.startswith(("name ", "address line")) else name for name in rows[1]]
    rows[1] = ["Name type" if name == "Name Type" else name for name in rows[1]]
    for node in etree.fromstring(content).iterfind("Designation"):
        groups = {path: node.findall(path) for path in uk_list.GROUPED}
        several = {column: [one.text or "" for one in node.findall(path)] for column, path in uk_list.REPEATED.items()}
        for at in range(max(map(len, (*groups.values(), *several.values())))):
            row = [node.findtext(path) or "" for path in uk_list.SINGLE.values()]
            row += [texts[min(at, len(texts) - 1)] if texts else "" for texts in several.values()]
            for path, names in uk_list.GROUPED.items():
                one = groups[path][min(at, len(groups[path]) - 1)] if groups[path] else None
                row += [(one.findtext(tag) or "") if one is not None else "" for tag in names.values()]
            rows.append(row)
    return rows


def _csv(rows: Rows) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out).writerows(rows)
    return out.getvalue().encode()


def _xlsx(rows: Rows) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.worksheets[0].append([cell or None for cell in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _without_source(read_list: ReadList) -> list[Listing]:
    """The listings as far as the table can tell: it has no column for wallets, and other places."""
    return [
        msgspec.structs.replace(one, source="", identifiers=tuple(i for i in one.identifiers if i.type != "wallet"))
        for one in read_list.listings
    ]


def test_table_and_xml_are_the_same_list(invented: bytes) -> None:
    """CSV and XLSX rows of a designation are put together to what the XML has, on the same date."""
    whole = read(_XML, invented)
    rows = _rows(invented)
    for format_, content in ((_CSV, _csv(rows)), (_XLSX, _xlsx(rows))):
        table = read(format_, content)
        assert _without_source(table) == _without_source(whole)
        assert table.publication.published == whole.publication.published == "2024-05-02"
        assert table.notes == ()


def test_no_field_is_left_unread_by_accident(invented: bytes) -> None:
    """Every field that is read changes the list when it is changed; those in UNREAD do not, and say why."""
    places = xml_places(invented)
    check_xml(_XML, places, uk_list_mapper.READ, uk_list_mapper.UNREAD)
    assert places.keys() >= uk_list_mapper.READ
    assert all(uk_list_mapper.UNREAD.values())


def test_a_new_field_or_column_is_noted(invented: bytes) -> None:
    """What a newer layout adds is told, never silently lost."""
    newer = invented.replace(b"<LastUpdated>", b"<Mood>gay</Mood><LastUpdated>", 1)
    assert read(_XML, newer).notes == ("Designation/Mood is not read (1 times)",)
    rows = _rows(invented)
    wider = [[*row, "Mood" if at == 1 else ""] for at, row in enumerate(rows)]
    assert read(_CSV, _csv(wider)).notes == ("column Mood is not read",)


def test_a_person_is_read(listings: dict[str, Listing]) -> None:
    """Six name fields, weak aliases, unknown parts of dates, numbers with their countries, and the OFSI entry."""
    person = listings["uk-fcdo:EXA0001"]
    assert person.kind is Kind.PERSON
    assert person.name == "Ivan Petrovich Test Al Bin EXAMPLOV"
    assert Name("Vanya", Strength.WEAK) in person.names
    assert Name("Иван Примеров", Strength.STRONG, "Cyrl", language="ru") in person.names
    assert [(span.first, span.last) for span in person.births] == [
        ("1961-05-14", "1961-05-14"),
        ("1962-01-01", "1962-12-31"),
    ]
    assert isinstance(person.births[0], DateSpan)
    assert Identifier("passport", "AB0000001", "by", "Belarus number, issued 2001") in person.identifiers
    assert Link("same-party", person.name, "uk-ofsi:90001") in person.links
    assert person.listed_on == "2020-12-31"


def test_ships_and_entities_are_read(listings: dict[str, Listing]) -> None:
    """Owners and parents are links; IMO and registration numbers identifiers; the rest stands in details."""
    entity, ship = listings["uk-fcdo:EXA0002"], listings["uk-fcdo:EXA0003"]
    assert (entity.kind, ship.kind) == (Kind.COMPANY, Kind.VESSEL)
    assert set(entity.links) == {Link("owned-by", "Example Holding"), Link("owns", "Example Wheels")}
    assert ship.identifiers == (Identifier("imo", "9187629"),)
    assert Detail("Previous owner/operator", "Former Shipping") in ship.details


def test_the_first_name_stands_in_for_a_missing_primary_one(invented: bytes) -> None:
    """A designation whose primary name is not marked as such is read, and its first name is taken for it."""
    content = invented.replace(b"EXAMPLE STAR</Name6><NameType>Primary Name<", b"EXAMPLE STAR</Name6><NameType>Alias<")
    assert content != invented
    ship = read(_XML, content).listings[-1]
    assert ship.names == (Name("EXAMPLE STAR"),)
    assert Detail("Primary name", "none is marked as such") in ship.details


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (b"EXA0002</UniqueID>", b"EXA0001</UniqueID>", "uk-fcdo:EXA0001 stands twice"),
        (b"<UniqueID>EXA0002</UniqueID>", b"", "list, line 45 (no UniqueID): a designation without UniqueID"),
        (b">Ship</IndividualEntityShip>", b">Kite</IndividualEntityShip>", "Kite"),
        (b"<Name6>EXAMPLE STAR</Name6>", b"", "name"),
        (b"</Designations>", b"", "broken XML"),
    ],
)
def test_a_spoiled_file_is_refused(invented: bytes, old: bytes, new: bytes, message: str) -> None:
    """Each fault refuses the whole file, and says where it is."""
    assert old in invented
    assert message in refusal(_XML, invented.replace(old, new, 1))


def test_a_spoiled_row_is_refused_by_line(invented: bytes) -> None:
    """A row without Unique ID refuses the table by its line."""
    rows = _rows(invented)
    rows[3][rows[1].index("Unique ID")] = ""
    assert "list, line 4: a row without Unique ID" in refusal(_CSV, _csv(rows))
