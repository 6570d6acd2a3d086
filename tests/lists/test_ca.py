"""Canada's list is read whole in its three layouts, which give one party one id."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from lxml import etree
from tests.lists.fields import check_xml, read, refusal, xml_places

from watchword.lists import ca
from watchword.model import DateSpan, Detail, Identifier, Kind, Listing, Name, Strength

(_FORMAT,) = ca.FORMATS
_LAYOUTS = ("2020", "2021", "bilingual")


@pytest.fixture(scope="module", params=_LAYOUTS)
def invented(request: pytest.FixtureRequest, data: Path) -> bytes:
    return (data / "ca" / f"invented-{request.param}.xml").read_bytes()


def _listings(data: Path, layout: str) -> dict[str, Listing]:
    content = (data / "ca" / f"invented-{layout}.xml").read_bytes()
    return {listing.id: listing for listing in read(_FORMAT, content).listings}


def test_every_record_of_the_real_file_is_read(shared: Path) -> None:
    """Published count = read count, every id once, every family name and entity among the names."""
    path = shared / "test_only" / "lists" / "ca" / "sema-lmes_2020-04.xml"
    if not path.is_file():
        pytest.skip("Canada's file is not here")
    content = path.read_bytes()
    read_list = read(_FORMAT, content)
    records = list(etree.fromstring(content).iterfind("record"))
    assert read_list.publication.records == len(read_list.listings) == len(records) == 1369
    assert len({listing.id for listing in read_list.listings}) == 1369
    assert read_list.notes == ("the file does not say its date",)
    for record, listing in zip(records, read_list.listings, strict=True):
        said = (record.findtext("LastName") or record.findtext("Entity") or "").split("/")[0].split("(")[0]
        whole = " ".join(name.full for name in listing.names)
        assert " ".join(said.split()) in " ".join(whole.split())
        assert (listing.kind is Kind.PERSON) == bool(record.findtext("LastName"))


def test_no_field_is_left_unread_by_accident(invented: bytes) -> None:
    """Every field of each layout changes the list when it is changed."""
    places = xml_places(invented)
    check_xml(_FORMAT, places, set(places), ())
    tags = {path.rpartition("/")[2].partition("-")[0] for path in places if "@" not in path}
    assert tags <= ca.FIELDS.keys()


def test_every_known_field_is_tried(data: Path) -> None:
    """The three files together have every field that the reader knows."""
    content = [(data / "ca" / f"invented-{layout}.xml").read_bytes() for layout in _LAYOUTS]
    tags = {path.rpartition("/")[2].partition("-")[0] for one in content for path in xml_places(one)}
    assert ca.FIELDS.keys() <= tags


def test_a_new_field_is_noted(invented: bytes) -> None:
    """A field of a newer layout is told, never silently lost."""
    newer = invented.replace(b"</record>", b"<Mood-Humeur>gay</Mood-Humeur></record>", 1)
    assert "Mood-Humeur is not read (1 times)" in read(_FORMAT, newer).notes


def test_the_three_layouts_give_one_party(data: Path) -> None:
    """The same person is the same listing in each layout, but for the listing date that the oldest lacks."""
    id_ = "ca-sema:exampleland/1-part-1/1"
    old, new, both = (_listings(data, layout)[id_] for layout in _LAYOUTS)
    assert new == both
    assert msgspec.structs.replace(new, listed_on="") == old


def test_a_person_is_read(data: Path) -> None:
    """Both spellings of the family name, aliases completed with the part they leave out, the title in English."""
    person = _listings(data, "2021")["ca-sema:exampleland/1-part-1/1"]
    assert person.names[:2] == (
        Name("Ivan Petrovich EXAMPLOV", given="Ivan Petrovich", family="EXAMPLOV"),
        Name("Ivan Petrovich EXAMPLOFF", Strength.STRONG, given="Ivan Petrovich", family="EXAMPLOFF"),
    )
    assert {name.full for name in person.names[2:]} == {"Johann EXAMPLOV", "Vanya EXAMPLOV"}
    assert person.births == (DateSpan("1961-05-14", "1961-05-14", False, "1961-05-14"),)
    assert person.programmes == ("Exampleland",)
    assert Detail("Title", "Minister of Tests") in person.details


def test_a_ship_has_its_number(data: Path) -> None:
    """A ship is a vessel with its IMO number; its date is the year in which it was built."""
    ship = _listings(data, "bilingual")["ca-sema:exampleland/2/7"]
    assert (ship.kind, ship.identifiers, ship.births) == (Kind.VESSEL, (Identifier("imo", "9187629"),), ())
    assert Detail("Year built", "1999") in ship.details


def test_an_entity_has_both_languages(data: Path) -> None:
    """The French name is a strong name; a comma before a legal form parts no aliases."""
    entity = _listings(data, "2020")["ca-sema:exampleland/1-part-2/1"]
    assert entity.kind is Kind.COMPANY
    assert [name.full for name in entity.names] == [
        "Example Bank Limited",
        "Banque Exemple limitée",
        "EBL",
        "Example Savings, Ltd.",
    ]


def test_a_date_that_is_none_is_kept(data: Path) -> None:
    """Text in the place of a birth date stands in the details."""
    person = _listings(data, "2020")["ca-sema:exampleland/-/2"]
    assert Detail("Date of birth", "in 1970, perhaps") in person.details


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (b"</data-set>", b"", "broken XML"),
        (b"<Country>Exampleland / Exemplie</Country>", b"", "list, line 3: a record without Country"),
        (b"<Item>1</Item>", b"", "list, line 3: a record without Item"),
        (b"<LastName>TESTOVA</LastName><GivenName>Anna</GivenName>", b"", "list, line 5: a record without a name"),
        (b"1, Part 2", b"1, Part 1", "ca-sema:exampleland/1-part-1/1 stands twice"),
    ],
)
def test_a_spoiled_file_is_refused_by_line(data: Path, old: bytes, new: bytes, message: str) -> None:
    """Each fault refuses the whole file, and says where it is."""
    content = (data / "ca" / "invented-2020.xml").read_bytes()
    assert old in content
    assert message in refusal(_FORMAT, content.replace(old, new, 1))
