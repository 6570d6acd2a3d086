"""The UN's consolidated list is read whole: every record, name, alias, document and place, under its reference."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from lxml import etree
from tests.lists.fields import check_xml, read, refusal, xml_places

from watchword.lists import un, un_mapper
from watchword.model import Address, DateSpan, Detail, Identifier, Kind, Link, Listing, Name, Place, Strength

(_FORMAT,) = un.FORMATS
_WRAPPERS = ("INDIVIDUALS", "ENTITIES")
_REAL = {"consolidated_2021-03-12.xml": 1004, "consolidated_2024-09-26.xml": 875, "consolidated_2024-11-30.xml": 879}


@pytest.fixture(scope="module")
def invented(data: Path) -> bytes:
    return (data / "un" / "invented.xml").read_bytes()


@pytest.fixture(scope="module")
def listings(invented: bytes) -> dict[str, Listing]:
    return {listing.id: listing for listing in read(_FORMAT, invented).listings}


def _real(shared: Path, name: str) -> bytes:
    path = shared / "test_only" / "lists" / "un" / name
    if not path.is_file():
        pytest.skip("the UN's files are not here")
    return path.read_bytes()


def _words(text: str | None) -> set[str]:
    return set(re.findall(r"[^\W_]+", (text or "").casefold()))


@pytest.mark.parametrize("name", _REAL)
def test_every_record_and_alias_of_the_real_files_is_read(shared: Path, name: str) -> None:
    """Published count = read count in all three years, with every name and alias; each field is known."""
    content = _real(shared, name)
    read_list = read(_FORMAT, content)
    records = [node for tag in ("INDIVIDUAL", "ENTITY") for node in etree.fromstring(content).iter(tag)]
    assert read_list.publication.records == len(read_list.listings) == len(records) == _REAL[name]
    assert read_list.publication.published == name[13:23]
    assert read_list.notes == ()
    for record, listing in zip(records, read_list.listings, strict=True):
        assert listing.id == f"un-sc:{record.findtext('REFERENCE_NUMBER').strip()}"
        names = {word for name in listing.names for word in _words(name.full)}
        for node in record.iter("FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME"):
            assert _words(node.text) <= names
        # What stands in an alias is a name, besides what is said of it: a language, a date of birth.
        for node in record.iter("ALIAS_NAME"):
            assert _words(node.text and node.text.split("born")[0].split("(")[0]) <= names


def test_two_days_of_the_list_compare_by_reference(shared: Path) -> None:
    """Between September and November 2024 four references came, and none went."""
    before, after = (
        {listing.id for listing in read(_FORMAT, _real(shared, name)).listings} for name in list(_REAL)[1:]
    )
    assert (len(after - before), len(before - after)) == (4, 0)


def test_no_field_is_left_unread_by_accident(invented: bytes) -> None:
    """Every field that is read changes the list when it is changed; those in UNREAD do not, and say why."""
    places = xml_places(invented, _WRAPPERS)
    check_xml(_FORMAT, places, un_mapper.READ, un_mapper.UNREAD)
    assert places.keys() >= un_mapper.READ
    assert all(un_mapper.UNREAD.values())


def test_every_field_of_the_schema_is_known(shared: Path) -> None:
    """READ and UNREAD name every element that the UN's own schema declares."""
    schema = etree.parse(shared / "lists" / "schemas" / "un_consolidated.xsd")
    declared = {node.get("name") or node.get("ref") for node in schema.iter("{*}element")}
    known = {part for path in un_mapper.KNOWN for part in path.replace("@", "/").split("/")}
    assert declared - known <= {"INDIVIDUALS", "ENTITIES"}


def test_a_new_field_is_noted(invented: bytes) -> None:
    """A field of a newer layout is told, never silently lost."""
    newer = invented.replace(b"<VERSIONNUM>", b"<HAIR>red</HAIR><VERSIONNUM>", 1)
    assert read(_FORMAT, newer).notes == ("INDIVIDUAL/HAIR is not read (1 times)",)


def test_a_person_is_read(listings: dict[str, Listing]) -> None:
    """Names of all qualities and scripts, dates of all types, places, numbers, positions and the listing date."""
    person = listings["un-sc:QDi.901"]
    assert person.kind is Kind.PERSON
    assert person.names == (
        Name("AHMED EXAMPLE TEST INVENTED"),
        Name("أحمد مثال", Strength.STRONG, "Arab"),
        Name("Ahmad Mithal", Strength.STRONG),
        Name("The Teacher", Strength.WEAK),
        Name("Ahmed Former", Strength.FORMER),
    )
    assert DateSpan("1965-03-04", "1965-03-04", False, "1965-03-04") in person.births
    assert DateSpan("1964-01-01", "1964-12-31", True, "1964") in person.births
    assert any((span.first, span.last) == ("1960-01-01", "1963-12-31") for span in person.births)
    assert Place("Gao, Mali", "ml") in person.birth_places
    assert (person.nationalities, person.genders, person.listed_on) == (("ml",), ("male",), "2001-10-17")
    assert Address("1 Example Street, Kidal, Kidal Region, 12345, Mali", "Kidal", "Kidal Region", "12345", "ml") in (
        person.addresses
    )
    assert {detail.value for detail in person.details if detail.label == "Position"} == {"Leader", "Treasurer"}


def test_documents_have_type_country_and_note(listings: dict[str, Listing]) -> None:
    """A passport, a number with a letter before it, and one in the comments."""
    numbers = {identifier.value: identifier for identifier in listings["un-sc:QDi.901"].identifiers}
    passport = numbers["A0000001"]
    assert (passport.type, passport.country) == ("passport", "ml")
    assert "issued 2000-01-02" in passport.note
    assert "issued in Bamako, Mali" in passport.note
    assert numbers["N 55667788"].country == "mr"
    assert numbers["AB-123456"].type == "national-id"


def test_cited_references_are_links(listings: dict[str, Listing]) -> None:
    """A reference number in the comments is a link, with the other's name."""
    assert listings["un-sc:QDi.901"].links == (Link("linked-to", "EXAMPLE GROUP FOR TESTING", "un-sc:QDe.902"),)
    assert listings["un-sc:QDe.902"].links == (Link("linked-to", "AHMED EXAMPLE TEST INVENTED", "un-sc:QDi.901"),)


def test_an_entity_is_read(listings: dict[str, Listing]) -> None:
    """Former names, telephone numbers in notes on addresses, registration numbers in comments."""
    entity = listings["un-sc:QDe.902"]
    assert Name("Old Example Group", Strength.FORMER) in entity.names
    assert Identifier("phone", "+222 45 12 34 56") in entity.identifiers
    assert Identifier("registration", "99887766") in entity.identifiers


def test_empty_elements_say_nothing(listings: dict[str, Listing]) -> None:
    """The layout's empty aliases, addresses and documents make no empty facts."""
    bare = listings["un-sc:MLi.903"]
    assert bare.names == (Name("MARIAM"),)
    assert not any((bare.births, bare.birth_places, bare.addresses, bare.identifiers, bare.links))
    assert bare.details == (Detail("UN data number", "9000002"),)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (b"QDi.901</REFERENCE_NUMBER>", b"MLi.903</REFERENCE_NUMBER>", "un-sc:MLi.903 stands twice"),
        (b"<FIRST_NAME>MARIAM</FIRST_NAME>", b"", "(MLi.903): a record without a name"),
        (b"</ENTITIES>", b"", "broken XML"),
    ],
)
def test_a_spoiled_file_is_refused(invented: bytes, old: bytes, new: bytes, message: str) -> None:
    """Each fault refuses the whole file, and says where it is."""
    assert old in invented
    assert message in refusal(_FORMAT, invented.replace(old, new, 1))
