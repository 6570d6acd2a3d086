"""The EU's CSV is read whole in both layouts, and gives the listings that the XML gives."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import msgspec
import pytest
from lxml import etree
from tests.lists.fields import Rows, check_cells, read, refusal

from watchword.lists import eu, eu_csv
from watchword.model import Kind, Listing, Strength

(_FORMAT,) = eu_csv.FORMATS
_TAGS = {
    "NameAlias": "nameAlias", "Address": "address", "BirthDate": "birthdate", "Identification": "identification",
    "Citizenship": "citizenship",
}  # fmt: skip
_DATE = "fileGenerationDate"
# What says again what a code or the whole date says.
_SAME = frozenset((
    "Entity_SubjectType_ClassificationCode", "Address_CountryDescription", "Identification_CountryDescription",
    "Citizenship_CountryDescription", "Identification_TypeDescription", "BirthDate_Day", "BirthDate_Month",
))  # fmt: skip


@pytest.fixture(scope="module")
def xml(data: Path) -> bytes:
    return (data / "eu" / "extract-full-1_1.xml").read_bytes()


@pytest.fixture(scope="module")
def old(data: Path) -> bytes:
    return (data / "eu" / "extract-csv-1_0.csv").read_bytes()


def _values(element: etree._Element, names: dict[str, str]) -> list[str]:
    """An element's attributes and texts as the CSV has them."""
    said = dict(element.attrib)
    remarks = [one.text or "" for one in element.iterfind("{*}remark")]
    said["remark"] = "\\n".join(remarks)
    contacts = [f"{one.get('key')}[{one.get('value')}]" for one in element.iterfind("{*}contactInfo")]
    said["contactInfo"] = "\\n".join(contacts)
    said["publicationUrl"] = (element.findtext("{*}publicationUrl") or "").strip()
    return [said.get(name, "") for name in names.values()]


def _rows(content: bytes) -> Rows:
    """The layout 1.1 of an XML file: one row for each element of a party, with the party's own fields on all."""
    root = etree.fromstring(content)
    header = [_DATE, *(f"{element}_{column}" for element, columns in eu_csv.NEW.items() for column in columns)]
    rows: Rows = [header]
    for entity in root.iterfind("{*}sanctionEntity"):
        subject = entity.find("{*}subjectType")
        regulations = [_regulation(one) for one in entity.iterfind("{*}regulation")]
        elements = [(name, one) for name, tag in _TAGS.items() for one in entity.iterfind(f"{{*}}{tag}")]
        remarks = [one.text or "" for one in entity.iterfind("{*}remark")]
        for at in range(max(len(elements), len(regulations), len(remarks))):
            entity.set("classificationCode", subject.get("classificationCode"))
            entity.set("code", subject.get("code"))
            own = _values(entity, eu_csv.NEW["Entity"])
            said = dict(zip(eu_csv.NEW["Entity"], own, strict=True)) | {
                "Remark": remarks[at] if at < len(remarks) else ""
            }
            said |= regulations[min(at, len(regulations) - 1)]
            row = [root.get("generationDate")[:10], *said.values()]
            for name, columns in list(eu_csv.NEW.items())[1:]:
                mine = at < len(elements) and elements[at][0] == name
                row += _values(elements[at][1], columns) if mine else [""] * len(columns)
            rows.append([cell.replace("\n", "\\n") for cell in row])
    return rows


def _regulation(element: etree._Element) -> dict[str, str]:
    names = {column: name for column, name in eu_csv.NEW["Entity"].items() if column.startswith("Regulation_")}
    return dict(zip(names, _values(element, names), strict=True))


def _csv(rows: Rows) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=";", lineterminator="\r\n").writerows(rows)
    return out.getvalue().encode()


def _comparable(listing: Listing) -> Listing:
    """A listing as far as the CSV can tell: it does not say how strong a name is, and its lines are others."""
    names = tuple(
        sorted((msgspec.structs.replace(n, strength=Strength.STRONG) for n in listing.names), key=lambda n: n.full)
    )
    sets = {
        field: tuple(sorted(getattr(listing, field), key=repr))
        for field in ("identifiers", "addresses", "details", "births", "birth_places", "programmes", "links")
    }
    return msgspec.structs.replace(listing, names=names, source="", **sets)


def test_csv_and_xml_are_the_same_list(xml: bytes) -> None:
    """Layout 1.1 of the XML extract gives the same listings under the same ids, but for the strength of names."""
    from_csv, from_xml = read(_FORMAT, _csv(_rows(xml))), read(eu.FORMATS[0], xml)
    assert [one.id for one in from_csv.listings] == [one.id for one in from_xml.listings]
    for mine, other in zip(from_csv.listings, from_xml.listings, strict=True):
        assert _comparable(mine) == _comparable(other)
    assert from_csv.publication.published == from_xml.publication.published
    assert from_csv.notes == ()


def test_no_column_is_left_unread_by_accident(xml: bytes) -> None:
    """Every column of layout 1.1 that is read changes the list; those in UNREAD do not, and say why."""
    rows = _rows(xml)
    few = [rows[0], *[row for row in rows[1:] if row[1] in {one[1] for one in rows[1:60]}]]
    assert set(rows[0]) <= eu_csv.known_columns("1.1") | {_DATE}
    numbers = {column for column in rows[0] if column.endswith(("_RegulationLanguage", "_LogicalId"))}
    check_cells(_FORMAT, few, _csv, numbers - {"Entity_LogicalId"} | _SAME | eu_csv.UNREAD.keys())
    assert all(eu_csv.UNREAD.values())


def test_every_party_of_the_real_file_is_read(shared: Path) -> None:
    """The file of 2018, which a spreadsheet has torn, has 93 parties with every whole name."""
    content = (shared / "lists" / "eu" / "csv_full_1_1_first1000_2018-07-04.csv").read_bytes()
    read_list = read(_FORMAT, content)
    assert read_list.publication.records == len(read_list.listings) == 93
    assert read_list.publication.published == "2018-07-04"
    names = {name.full for listing in read_list.listings for name in listing.names}
    assert {"Robert Gabriel Mugabe", "Saddam Hussein Al-Tikriti"} <= names


def test_layout_1_0_says_what_it_lacks(old: bytes) -> None:
    """The older layout is read, with notes on what it does not hold."""
    read_list = read(_FORMAT, old)
    assert len(read_list.listings) == 5
    assert any("Windows-1252" in note for note in read_list.notes)
    assert any(note.startswith("the layout 1.0: without quality of aliases") for note in read_list.notes)
    mugabe = read_list.listings[0]
    assert (mugabe.id, mugabe.kind, mugabe.programmes) == ("eu-fsf:EU.36.64", Kind.PERSON, ("ZWE",))
    assert [(one.type, one.value) for one in mugabe.identifiers] == [("passport", "AD001095")]


def test_a_new_column_is_noted(xml: bytes) -> None:
    """A column of a newer layout is told, never silently lost."""
    wider = [[*row, "Mood" if at == 0 else "x"] for at, row in enumerate(_rows(xml))]
    assert read(_FORMAT, _csv(wider)).notes == ("column Mood is not read",)


def test_a_spoiled_file_is_refused_by_line(xml: bytes, old: bytes) -> None:
    """A row cut short, a party without number and another header refuse the file."""
    rows = _rows(xml)
    assert "list, line 2: 1 cells under" in refusal(_FORMAT, _csv([rows[0], ["x"]]))
    without = [rows[0], [rows[1][0], "", *rows[1][2:]]]
    assert "list, line 2: a row without the party's logical id" in refusal(_FORMAT, _csv(without))
    assert "no header of the EU's CSV file" in refusal(_FORMAT, b"a;b\n1;2\n")
    assert "no rows below the header" in refusal(_FORMAT, _csv(rows[:1]))
    assert "cells under 59 columns" in refusal(_FORMAT, old[: len(old) // 2])
