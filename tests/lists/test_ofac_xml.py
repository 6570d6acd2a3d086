"""OFAC's sdn.xml and consolidated.xml are read whole, in both namespaces, with the ids of the CSV files."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree
from tests.lists.fields import check_xml, read, refusal, xml_places

from watchword.lists import ofac_xml
from watchword.lists.ofac_csv import CONSOLIDATED_TITLE, SDN_TITLE
from watchword.lists.source import ReadList
from watchword.model import Detail, Identifier, Kind, Link, Listing, Name, Strength

(_FORMAT,) = ofac_xml.FORMATS
_OLD = b"http://tempuri.org/sdnList.xsd"
_NEW = b"https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports/XML"


@pytest.fixture(scope="module")
def extract(data: Path) -> bytes:
    return (data / "us-ofac" / "xml" / "sdn.xml").read_bytes()


@pytest.fixture(scope="module")
def listings(extract: bytes) -> dict[str, Listing]:
    return {listing.id: listing for listing in read(_FORMAT, extract).listings}


def _counted(content: bytes) -> int:
    return int(etree.fromstring(content).xpath("count(//*[local-name()='sdnEntry'])"))


def _check_whole(content: bytes, read_list: ReadList) -> None:
    """Compare what was read with counts and names taken by XPath."""
    assert read_list.publication.records == len(read_list.listings) == _counted(content)
    for entry, listing in zip(etree.fromstring(content).iter("{*}sdnEntry"), read_list.listings, strict=True):
        assert listing.id == f"us-ofac:{entry.findtext('{*}uid')}"
        published = {" ".join(name.text.split()) for name in entry.iter("{*}lastName")}
        assert {name.full.removesuffix(f", {name.given}") for name in listing.names} >= published
        assert listing.programmes == tuple(dict.fromkeys(node.text for node in entry.iter("{*}program")))


def test_the_extract_is_read_whole(extract: bytes) -> None:
    """One listing for each sdnEntry, with every last name and programme; the date has the month first."""
    read_list = read(_FORMAT, extract)
    _check_whole(extract, read_list)
    assert (read_list.publication.published, read_list.publication.title) == ("2021-03-10", SDN_TITLE)


@pytest.mark.parametrize(
    ("name", "count", "title", "day"),
    [
        ("sdn_2021-03-10.xml", 8832, SDN_TITLE, "2021-03-10"),
        ("cons_2024-05-06.xml", 443, CONSOLIDATED_TITLE, "2024-05-06"),
    ],
)
def test_the_real_files_are_read_whole(shared: Path, name: str, count: int, title: str, day: str) -> None:
    """The SDN list in the old namespace and the consolidated list in the new one: published count = read count."""
    content = (shared / "lists" / "ofac" / name).read_bytes()
    read_list = read(_FORMAT, content)
    _check_whole(content, read_list)
    publication = read_list.publication
    assert (publication.records, publication.title, publication.published) == (count, title, day)
    assert not any("is not read" in note for note in read_list.notes)


def test_the_namespace_makes_no_difference(extract: bytes) -> None:
    """A file in OFAC's old namespace and the same in the new one are the same list."""
    assert _OLD in extract
    assert read(_FORMAT, extract.replace(_OLD, _NEW)).listings == read(_FORMAT, extract).listings


def test_no_field_is_left_unread_by_accident(extract: bytes) -> None:
    """Every field that is read changes the list when it is changed; those in UNREAD do not, and say why."""
    places = xml_places(extract)
    check_xml(_FORMAT, places, ofac_xml.READ, ofac_xml.UNREAD)
    assert ofac_xml.READ - places.keys() == {"sdnEntry/addressList/address/region"}
    assert all(ofac_xml.UNREAD.values())


def test_a_region_stands_for_a_country(extract: bytes) -> None:
    """An address with a region and no country has the region, and no country that could be guessed."""
    start = extract.index(b"<address>")
    end = extract.index(b"</address>", start)
    address = b"<address><uid>1</uid><region>Example Sea</region>"
    read_list = read(_FORMAT, extract[:start] + address + extract[end:])
    assert any(one.full == "Example Sea" for listing in read_list.listings for one in listing.addresses)


def test_every_field_of_the_schema_is_known(shared: Path) -> None:
    """READ and UNREAD name every element that OFAC's own schema declares."""
    schema = etree.parse(shared / "lists" / "schemas" / "ofac_sdn.xsd")
    declared = {node.get("name") for node in schema.iter("{*}element") if node.find("{*}complexType") is None}
    known = {path.rpartition("/")[2] for path in (*ofac_xml.READ, *ofac_xml.UNREAD)}
    assert declared - {"sdnList"} <= known


def test_a_new_field_is_noted(extract: bytes) -> None:
    """A field of a newer layout is told, never silently lost."""
    newer = extract.replace(b"<sdnType>", b"<hairColour>red</hairColour><sdnType>", 1)
    assert "sdnEntry/hairColour is not read (1 times)" in read(_FORMAT, newer).notes


def test_a_vessel_has_its_numbers_and_owner(listings: dict[str, Listing]) -> None:
    """Call sign, IMO number, flag and linked owner of a vessel are read as from the CSV."""
    vessel = listings["us-ofac:15036"]
    assert vessel.kind is Kind.VESSEL
    assert Name("ABADAN", Strength.FORMER) in vessel.names
    assert Name("ALPHA", Strength.WEAK) in vessel.names
    assert Identifier("imo", "9187629") in vessel.identifiers
    assert Link("linked-to", "NATIONAL IRANIAN TANKER COMPANY") in vessel.links
    assert Detail("Vessel Type", "Crude/Oil Products Tanker") in vessel.details


def test_kinds_and_strengths(listings: dict[str, Listing]) -> None:
    """The four types of party are told apart, and weak aliases from strong ones."""
    kinds = {listing.kind for listing in listings.values()}
    assert kinds == {Kind.PERSON, Kind.ORGANISATION, Kind.COMPANY, Kind.VESSEL, Kind.AIRCRAFT}
    assert Name("BNC", Strength.WEAK) in listings["us-ofac:306"].names
    assert all(listing.names[0].strength is Strength.PRIMARY for listing in listings.values())


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (b"<Record_Count>8<", b"<Record_Count>9<", "list: 8 entries, but the file says 9"),
        (b"<uid>306</uid>", b"<uid>x</uid>", "list, line 7: uid must be a number, not 'x'"),
        (b"<uid>6366</uid>", b"<uid>306</uid>", "us-ofac:306 stands twice"),
        (b"<sdnType>Entity<", b"<sdnType>Spacecraft<", "unknown sdnType 'Spacecraft'"),
        (b"<lastName>BANCO NACIONAL DE CUBA<", b"<lastName><", "(uid 306): an entry without a lastName"),
        (
            b"a.k.a.</type>\n        <category>strong",
            b"z.k.a.</type><category>strong",
            "unknown type of alias 'z.k.a.'",
        ),
        (b"</sdnList>", b"", "broken XML"),
    ],
)
def test_a_spoiled_file_is_refused_by_line(extract: bytes, old: bytes, new: bytes, message: str) -> None:
    """Each fault refuses the whole file, and says where it is."""
    assert old in extract
    assert message in refusal(_FORMAT, extract.replace(old, new, 1))


def test_a_file_without_entries_is_refused(extract: bytes) -> None:
    """A list of nothing is no list."""
    start, end = extract.index(b"<sdnEntry>"), extract.rindex(b"</sdnEntry>") + len(b"</sdnEntry>")
    empty = (extract[:start] + extract[end:]).replace(b"<Record_Count>8<", b"<Record_Count>0<")
    assert "no sdnEntry in this file" in refusal(_FORMAT, empty)
