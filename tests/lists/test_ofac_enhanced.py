"""OFAC's Enhanced XML is read whole, with the ids of the CSV files."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree
from tests.lists.fields import check_xml, read, refusal, xml_places

from watchword.lists import ofac_enhanced
from watchword.model import Detail, Kind, Link, Listing, Name, Strength

(_FORMAT,) = ofac_enhanced.FORMATS
_WRAPPERS = ("entities", "referenceValues", "featureTypes")
_RELATED = (
    b'<relationships><relationship id="1"><type refId="1">%s</type>'
    b'<relatedEntity entityId="31192">%s</relatedEntity><comments>%s</comments></relationship></relationships></entity>'
)


@pytest.fixture(scope="module")
def extract(data: Path) -> bytes:
    return (data / "us-ofac" / "xml" / "enhanced.xml").read_bytes()


@pytest.fixture(scope="module")
def listings(extract: bytes) -> dict[str, Listing]:
    return {listing.id: listing for listing in read(_FORMAT, extract).listings}


def _with_relation(content: bytes, type_: bytes, name: bytes, comment: bytes = b"") -> bytes:
    return content.replace(b"</entity>", _RELATED % (type_, name, comment), 1)


def test_every_entity_and_name_of_the_real_file_is_read(shared: Path) -> None:
    """One listing for each entity, with every formatted name; the file says that it is an extract."""
    content = (shared / "lists" / "ofac" / "sdn_enhanced_yemen_2024-05-24.xml").read_bytes()
    read_list = read(_FORMAT, content)
    entities = list(etree.fromstring(content).iterfind("{*}entities/{*}entity"))
    assert read_list.publication.records == len(read_list.listings) == len(entities) == 10
    assert read_list.publication.published == "2024-05-24"
    assert read_list.notes == ("an extract, not the whole list: programme YEMEN",)
    for entity, listing in zip(entities, read_list.listings, strict=True):
        assert listing.id == f"us-ofac:{entity.get('id')}"
        assert len(listing.names) == len({node.text for node in entity.iter("{*}formattedFullName")})


def test_no_field_is_left_unread_by_accident(extract: bytes) -> None:
    """Every field that is read changes the list when it is changed; those in UNREAD do not, and say why."""
    content = _with_relation(extract, b"Owned or Controlled By", b"NAME", b"since 2001")
    content = content.replace(b"</generalInfo>", b"<remarks>POB Example</remarks></generalInfo>", 1)
    content = content.replace(b"</feature>", b"<comments>as told</comments></feature>", 1)
    places = xml_places(content, _WRAPPERS)
    check_xml(_FORMAT, places, ofac_enhanced.READ, ofac_enhanced.UNREAD)
    assert places.keys() >= ofac_enhanced.READ
    assert all(ofac_enhanced.UNREAD.values())


def test_a_new_field_is_noted(extract: bytes) -> None:
    """A field of a newer layout is told, never silently lost."""
    newer = extract.replace(b"<generalInfo>", b"<generalInfo><hairColour>red</hairColour>", 1)
    assert any("entity/generalInfo/hairColour is not read (1 times)" in note for note in read(_FORMAT, newer).notes)


def test_names_in_other_scripts_and_low_quality(listings: dict[str, Listing]) -> None:
    """Translations are strong names in their script; names of low quality are weak."""
    names = listings["us-ofac:31192"].names
    assert names[0].strength is Strength.PRIMARY
    assert Name("ABU YASSER", Strength.WEAK) in names
    arabic = [name for name in listings["us-ofac:30624"].names if name.script == "Arab"]
    assert {name.strength for name in arabic} == {Strength.STRONG}


def test_lists_and_legal_authorities_are_details(listings: dict[str, Listing]) -> None:
    """What only this format says of a designation stands in the details."""
    listing = listings["us-ofac:30624"]
    assert listing.kind is Kind.PERSON
    assert listing.programmes == ("GLOMAG", "YEMEN")
    labels = {detail.label for detail in listing.details}
    assert {"Sanctions list", "Legal authority", "Sanctions type"} <= labels


@pytest.mark.parametrize(
    ("type_", "relation"),
    [(b"Owned or Controlled By", "owned-by"), (b"Something New", "linked-to")],
)
def test_a_relation_is_a_link_to_the_other_entity(extract: bytes, type_: bytes, relation: str) -> None:
    """A relation has the other's id and name; one of an unknown type is linked-to, and its type a detail."""
    content = _with_relation(extract, type_, b"ALSHAER, Saleh Mesfer", b"since 2001")
    first = read(_FORMAT, content).listings[0]
    assert [(link.target, link.target_id) for link in first.links] == [("ALSHAER, Saleh Mesfer", "us-ofac:31192")]
    assert first.links[0].relation == relation


def test_what_ofac_calls_false_is_only_a_detail(extract: bytes) -> None:
    """A birth date of the reliability False is no birth date, but it is told."""
    start = extract.index(b"<type featureTypeId", extract.index(b'<entity id="31192"'))
    assert b"Birthdate" in extract[start : start + 80]
    at = extract.index(b"</feature>", start)
    content = extract[:at] + b'<reliability refId="1">False</reliability>' + extract[at:]
    before, after = (read(_FORMAT, one).listings[1] for one in (extract, content))
    assert len(after.births) == len(before.births) - 1
    assert any(detail.label == "Birthdate, false" for detail in after.details)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (b'id="31192"', b'id="17387"', "us-ofac:17387 stands twice"),
        (b'<entity id="31192">', b'<entity id="x">', "list, line"),
        (b"</entities>", b"", "broken XML"),
    ],
)
def test_a_spoiled_file_is_refused(extract: bytes, old: bytes, new: bytes, message: str) -> None:
    """Each fault refuses the whole file, and says where it is."""
    assert old in extract
    assert message in refusal(_FORMAT, extract.replace(old, new, 1))


def test_an_unknown_relation_keeps_its_type(extract: bytes) -> None:
    """The publisher's word for a relation that we have no word for is not lost."""
    first = read(_FORMAT, _with_relation(extract, b"Something New", b"NAME")).listings[0]
    assert first.links == (Link("linked-to", "NAME", "us-ofac:31192"),)
    assert Detail("Something New", "NAME") in first.details
