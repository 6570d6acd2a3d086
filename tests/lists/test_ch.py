"""Switzerland's list is read whole: the targets in force, with programmes and places, and none of their history."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.lists.fields import Places, check_xml, read, refusal, xml_places

from watchword.lists import ch, ch_mapper
from watchword.model import DateSpan, Detail, Identifier, Kind, Link, Listing, Name, Place, Strength

(_FORMAT,) = ch.FORMATS


@pytest.fixture(scope="module")
def invented(data: Path) -> bytes:
    return (data / "ch" / "invented.xml").read_bytes()


@pytest.fixture(scope="module")
def listings(invented: bytes) -> dict[str, Listing]:
    return {listing.id: listing for listing in read(_FORMAT, invented).listings}


def test_the_example_of_the_publisher_is_read(data: Path) -> None:
    """SECO's own example file has three targets, and says that it is an amendment and no whole list."""
    read_list = read(_FORMAT, (data / "ch" / "example.xml").read_bytes())
    assert [one.name for one in read_list.listings] == ["Test B", "Test C", "Test A"]
    assert [one.id for one in read_list.listings] == ["ch-seco:64398", "ch-seco:64403", "ch-seco:64393"]
    assert [one.nationalities for one in read_list.listings] == [("gb",), ("us",), ("ch",)]
    assert (read_list.publication.records, read_list.publication.published) == (3, "2024-01-17")
    assert read_list.notes == ("this is not the whole list: its type is amendment",)
    measures = [detail.value for detail in read_list.listings[2].details if detail.label == "Measures"]
    assert measures == ["Financial measures, annex 2", "Travel ban, annex 1"]


def test_no_field_is_left_unread_by_accident(invented: bytes) -> None:
    """Every field that is read changes the list when it is changed; those in UNREAD do not, and say why.

    Persons, entities and objects share their fields, so each field is tried where one of them has it.
    """
    folded: Places = {}
    for path, where in xml_places(invented).items():
        if path.startswith("target/modification/added"):
            path = "target/modification/added"
        for tag in ("entity", "object"):
            path = path.replace(f"target/{tag}/", "target/individual/")
        folded.setdefault(path, []).extend(where)
    check_xml(_FORMAT, folded, ch_mapper.READ, ch_mapper.UNREAD)
    read_paths = {path for path in ch_mapper.READ if not path.startswith(("target/entity/", "target/object/"))}
    assert read_paths <= folded.keys()
    assert all(ch_mapper.UNREAD.values())


def test_a_new_field_is_noted(invented: bytes) -> None:
    """A field of a newer layout is told, never silently lost."""
    newer = invented.replace(b"<sanctions-set-id>", b"<mood>gay</mood><sanctions-set-id>", 1)
    assert "target/mood is not read (1 times)" in read(_FORMAT, newer).notes


def test_names_are_said_given_name_first(listings: dict[str, Listing]) -> None:
    """Parts are put in order; spellings of each part are joined by script; titles are no names."""
    names = listings["ch-seco:100"].names
    assert names[0] == Name("Aliaksandr Examplenka", given="Aliaksandr", family="Examplenka")
    assert Name("Alexander Examplenko", Strength.STRONG, given="Alexander", family="Examplenko") in names
    assert any(name.full == "Александр ПРИМЕРЕНКО" and (name.script, name.language) == ("Cyrl", "ru") for name in names)
    assert Name("Sasha", Strength.WEAK) in names
    assert Name("Old Name", Strength.FORMER) in names
    assert Name("First Second Maidenova", Strength.FORMER) in names
    assert Name("Another Self", Strength.STRONG) in names
    assert Detail("Title", "General") in listings["ch-seco:100"].details


def test_facts_of_a_person(listings: dict[str, Listing]) -> None:
    """Dates by their quality, places by their number, documents with issuer, the UN's reference as a link."""
    person = listings["ch-seco:100"]
    assert DateSpan("1954-08-30", "1954-08-30", True, "30/08/1954") in person.births
    assert [(span.first, span.last) for span in person.births][1] == ("1950-01-01", "1950-12-31")
    assert person.birth_places == (Place("Examplegorod / Exempelgorod, Example Region / Exempel Region", "by"),)
    assert person.nationalities == ("by", "ru")
    assert (
        person.addresses[0].full == "c/o Example Works, 1 Test Street, P.O. Box 12, 220000, Moscow, Russia, until 2019"
    )
    assert {(one.type, one.value, one.country) for one in person.identifiers} == {
        ("passport", "AB1234567", "by"),
        ("national-id", "CD1234567", "ru"),
        ("bic", "ABCDBY2X", ""),
        ("imo", "9187629", ""),
    }
    assert Link("same-party", "QDi.901", "un-sc:QDi.901") in person.links
    assert Link("linked-to", "Example Works LLC", "ch-seco:101") in person.links
    assert person.listed_on == "2022-03-15"


def test_entities_and_objects(listings: dict[str, Listing]) -> None:
    """An entity has its owner by name; an object of the type vessel is a vessel."""
    entity, ship = listings["ch-seco:101"], listings["ch-seco:103"]
    assert (entity.kind, ship.kind) == (Kind.COMPANY, Kind.VESSEL)
    assert entity.links == (Link("owned-by", "Aliaksandr Examplenka", "ch-seco:100"),)
    assert Identifier("imo", "9187630") in ship.identifiers
    assert (entity.listed_on, ship.births) == ("", ())


def test_targets_taken_off_the_list_are_left_out(invented: bytes, listings: dict[str, Listing]) -> None:
    """A target whose last modification is a de-listing is no listing, and is counted; a re-listing counts again."""
    assert "ch-seco:102" not in listings
    assert "targets that were taken off the list are left out (1 times)" in read(_FORMAT, invented).notes
    again = invented.replace(
        b'<modification modification-type="de-listed" effective-date="2016-03-01"/>',
        b'<modification modification-type="de-listed" effective-date="2016-03-01"/>'
        b'<modification modification-type="listed" effective-date="2017-03-01"/>',
    )
    assert "ch-seco:102" in {one.id for one in read(_FORMAT, again).listings}


def test_of_two_modifications_of_one_day_the_first_is_the_last(invented: bytes) -> None:
    """The publisher writes the newest first."""
    same_day = invented.replace(b'"listed" effective-date="2010-03-01"', b'"listed" effective-date="2016-03-01"')
    assert "ch-seco:102" not in {one.id for one in read(_FORMAT, same_day).listings}


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (b'<target ssid="101"', b'<target ssid="100"', "ch-seco:100 stands twice"),
        (b'<target ssid="101"', b"<target", "a target without ssid"),
        (b"<sanctions-set-id>4388<", b"<sanctions-set-id>1<", "(target 103): no sanctions-set 1 in this file"),
        (b'place-id="8"', b'place-id="99"', "(target 100): no place 99 in this file"),
        (b"<value>Example Star</value>", b"", "(target 103): a target without a name"),
        (b' date="2024-05-01"', b"", "the list has no date"),
        (b"</swiss-sanctions-list>", b"", "broken XML"),
    ],
)
def test_a_spoiled_file_is_refused(invented: bytes, old: bytes, new: bytes, message: str) -> None:
    """Each fault refuses the whole file, and says where it is."""
    assert old in invented
    assert message in refusal(_FORMAT, invented.replace(old, new, 1))
