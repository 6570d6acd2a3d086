"""OFAC's sdn_advanced.xml is read whole: numbers are followed to what they point at, and ids are those of the CSV."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree
from tests.lists.fields import check_xml, outcome, read, refusal, xml_places

from watchword.lists import ofac_advanced
from watchword.model import Address, Detail, Identifier, Kind, Link, Listing, Name, Strength

(_FORMAT,) = ofac_advanced.FORMATS
_WRAPPERS = (
    "Locations",
    "IDRegDocuments",
    "DistinctParties",
    "ProfileRelationships",
    "SanctionsEntries",
    "SanctionsEntryLinks",
)
_COMMENTS = (
    (b"<Profile ID=", b"<Comment>a remark</Comment><Profile ID="),
    (b"<Identity ID=", b"<Comment>of the profile</Comment><Identity ID="),
    (b"<Alias FixedRef=", b"<Comment>of the identity</Comment><Alias FixedRef="),
    (b"<IDRegistrationNo>", b"<Comment>of the document</Comment><IDRegistrationNo>"),
    (b"</IDRegistrationNo>", b"</IDRegistrationNo><IssuingAuthority>the town</IssuingAuthority>"),
    (b"<VersionDetail ", b"<Comment>of the feature</Comment><VersionDetail "),
    (b"</ProfileRelationship>", b"<Comment>of the relation</Comment></ProfileRelationship>"),
)


@pytest.fixture(scope="module")
def extract(data: Path) -> bytes:
    return (data / "us-ofac" / "xml" / "advanced.xml").read_bytes()


@pytest.fixture(scope="module")
def listings(extract: bytes) -> dict[str, Listing]:
    return {listing.id: listing for listing in read(_FORMAT, extract).listings}


def _with_comments(content: bytes) -> bytes:
    for old, new in _COMMENTS:
        if old == b"</ProfileRelationship>" and old not in content:
            at = content.index(b"/>", content.index(b"<ProfileRelationship "))
            content = content[:at] + b">" + new + content[at + 2 :]
            continue
        assert old in content
        content = content.replace(old, new, 1)
    return content


def test_every_party_of_the_real_sample_is_read(shared: Path) -> None:
    """One listing for each DistinctParty; what the sample has lost is counted in the notes."""
    content = (shared / "lists" / "ofac" / "sdn_advanced_sample_2024-02-23.xml").read_bytes()
    read_list = read(_FORMAT, content)
    parties = list(etree.fromstring(content).iter("{*}DistinctParty"))
    assert read_list.publication.records == len(read_list.listings) == len(parties) == 37
    assert [listing.id for listing in read_list.listings] == [f"us-ofac:{one.get('FixedRef')}" for one in parties]
    assert read_list.publication.published == "2024-02-23"
    assert read_list.notes == (
        "57 places are not in the file",
        "3 relations are of a party that is not in the file",
        "147 sanctions entries are of a party that is not in the file",
    )


def test_no_field_is_left_unread_by_accident(extract: bytes) -> None:
    """Every field that is read changes the list when it is changed; those in UNREAD do not, and say why."""
    places = xml_places(_with_comments(extract), _WRAPPERS)
    parties = {path: where for path, where in places.items() if not path.startswith("ReferenceValueSets")}
    check_xml(_FORMAT, parties, ofac_advanced.READ, ofac_advanced.UNREAD)
    assert parties.keys() >= ofac_advanced.READ
    assert all(ofac_advanced.UNREAD.values())


def test_reference_values_are_followed(extract: bytes) -> None:
    """The text of a reference value that is pointed at is read: another text is another list."""
    for text in (b">Cuba<", b">SDN List<", b">Passport<", b">Call Sign<", b">Birthdate<", b">Last Name<"):
        if text in extract:
            assert outcome(_FORMAT, extract.replace(text, b">Nothing<")) != outcome(_FORMAT, extract), text


def test_a_person_has_what_the_numbers_point_at(listings: dict[str, Listing]) -> None:
    """Names in two scripts, birth, place, document, measure and relation, each from its own section."""
    person = listings["us-ofac:9000002"]
    assert person.kind is Kind.PERSON
    assert person.names[0] == Name("EXAMPLOV, Ivan Petrovich", given="Ivan Petrovich", family="EXAMPLOV")
    assert (person.names[1].script, person.names[1].strength) == ("Cyrl", Strength.STRONG)
    assert [span.first for span in person.births] == ["1953-02-25"]
    assert Identifier("passport", "484824", "eg", "issued 18 Jan 1984") in person.identifiers
    assert (person.programmes, person.listed_on) == (("SDGT",), "2015-09-29")
    assert Detail("Sanctions list", "SDN List") in person.details
    assert person.links == (Link("acts-for", "EXAMPLE STATE GRAIN ENTERPRISE", "us-ofac:9000004"),)


def test_places_become_addresses(listings: dict[str, Listing]) -> None:
    """The parts of a location make an address; its country is that of LocationCountry, or of its area code."""
    addresses = listings["us-ofac:9000004"].addresses
    assert [address.country for address in addresses] == ["gb", "ch"]
    assert addresses[1] == Address("Zweierstrasse 35, Zurich CH-8022, Switzerland", "Zurich", "", "CH-8022", "ch")


def test_a_former_relation_says_so(extract: bytes) -> None:
    """A relation that has ended stays a link, and a detail says that it is former."""
    ended = extract.replace(b'Former="false"', b'Former="true"', 1)
    person = next(one for one in read(_FORMAT, ended).listings if one.id == "us-ofac:9000002")
    assert Detail("Acting for or on behalf of", "EXAMPLE STATE GRAIN ENTERPRISE (former)") in person.details


def test_a_new_field_is_noted(extract: bytes) -> None:
    """A field of a newer layout is told, never silently lost."""
    newer = extract.replace(b"<Profile ID=", b"<Mood>gay</Mood><Profile ID=", 1)
    assert "DistinctParty/Mood is not read (1 times)" in read(_FORMAT, newer).notes


def test_a_number_that_points_nowhere_is_noted(extract: bytes) -> None:
    """A place, value or party that is not in the file is counted, and the rest is read."""
    lost = extract.replace(b'LocationID="', b'LocationID="9', 1)
    assert "1 places are not in the file" in read(_FORMAT, lost).notes


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (b'<DistinctParty FixedRef="9000002"', b'<DistinctParty FixedRef="9000001"', "us-ofac:9000001 stands twice"),
        (b'<DistinctParty FixedRef="9000002"', b'<DistinctParty FixedRef="x"', "list, line"),
        (b'PartySubTypeID="', b'PartySubTypeID="999', "a party of unknown type"),
        (b"</DistinctParties>", b"", "broken XML"),
    ],
)
def test_a_spoiled_file_is_refused(extract: bytes, old: bytes, new: bytes, message: str) -> None:
    """Each fault refuses the whole file, and says where it is."""
    assert old in extract
    assert message in refusal(_FORMAT, extract.replace(old, new, 1))
