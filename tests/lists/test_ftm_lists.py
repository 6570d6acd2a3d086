"""FollowTheMoney lines are read as listings, with the entities that belong to a party and the edges to others."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tests.lists.fields import outcome, read, refusal

from watchword import ftm
from watchword.lists import eu, ftm_lists, ftm_mapper
from watchword.model import Address, Detail, Identifier, Kind, Link, Listing, Name, Strength

(_FORMAT,) = ftm_lists.FORMATS
_STAR = b'"properties": {"name": ["EXAMPLE STAR"], "topics": ["sanction"], "imoNumber": ["9187629"], '


@pytest.fixture(scope="module")
def invented(data: Path) -> bytes:
    return (data / "ftm" / "invented.jsonl").read_bytes()


@pytest.fixture(scope="module")
def listings(invented: bytes) -> dict[str, Listing]:
    return {listing.id: listing for listing in read(_FORMAT, invented).listings}


def _lines(content: bytes) -> list[dict[str, Any]]:
    return [json.loads(line) for line in content.splitlines()]


def _written(entities: list[dict[str, Any]]) -> bytes:
    return "\n".join(json.dumps(entity) for entity in entities).encode()


def test_sanctioned_parties_are_listings(invented: bytes) -> None:
    """A Sanction or the topic makes a listing; other parties are only linked to, and all that is left out is noted."""
    read_list = read(_FORMAT, invented)
    assert [one.id for one in read_list.listings] == ["ftm:p1", "ftm:c1", "ftm:v1", "ftm:x1"]
    assert [one.kind for one in read_list.listings] == [Kind.PERSON, Kind.COMPANY, Kind.VESSEL, Kind.AIRCRAFT]
    assert read_list.publication.records == 4
    assert set(read_list.notes) == {
        "entities of the schema Documentation are not read (1 times)",
        "parties that are not sanctioned are no listings (1 times)",
    }


def test_without_sanctions_every_party_is_a_listing() -> None:
    """A plain list of parties, as a watch list has, is read whole; a wallet with no holder is a party."""
    entities = [
        {"id": "a", "schema": "Person", "properties": {"name": ["A B"]}},
        {"id": "b", "schema": "CryptoWallet", "properties": {"publicKey": ["1BoatSLRHtKNngkdXEeobR76b53LETtpyT"]}},
    ]
    person, wallet = read(_FORMAT, _written(entities)).listings
    assert (person.name, wallet.name, wallet.kind) == ("A B", "1BoatSLRHtKNngkdXEeobR76b53LETtpyT", Kind.WALLET)


def test_every_property_is_read(invented: bytes) -> None:
    """Every property of every entity that is read changes the list when it is changed."""
    entities = _lines(invented)
    before = outcome(_FORMAT, _written(entities))
    for entity in entities:
        if entity["schema"] == "Documentation" or entity["id"] == "p2":
            continue
        for name, values in list(entity["properties"].items()):
            changed = [[f"{value}9" for value in values], ["Zz"], [*values, "Zz"]]
            assert any(outcome(_FORMAT, _written(_with(entities, entity, name, new))) != before for new in changed), (
                f"{entity['schema']}.{name}"
            )


def _with(entities: list[dict[str, Any]], entity: dict[str, Any], name: str, values: list[str]) -> list[dict[str, Any]]:
    new = entity | {"properties": entity["properties"] | {name: values}}
    return [new if one is entity else one for one in entities]


def test_a_person_has_what_belongs_to_it(listings: dict[str, Listing]) -> None:
    """Names by their property; documents, wallets, addresses and sanctions by their holder; former countries."""
    person = listings["ftm:p1"]
    assert person.names[0] == Name("Ivan Examplov", given="Ivan", family="Examplov")
    assert Name("Vanya", Strength.WEAK) in person.names
    assert Name("Ivan Oldname", Strength.FORMER) in person.names
    note = "lost; issued 2001-01-01; expires 2011-01-01; issued by the town"
    assert Identifier("passport", "CD0000002", "by", note) in person.identifiers
    assert Identifier("wallet", "1BoatSLRHtKNngkdXEeobR76b53LETtpyT", note="XBT") in person.identifiers
    assert person.addresses[0] == Address(
        "2 Market Road, Examplegorod 246000", "Examplegorod", "Example Region", "246000", "by"
    )
    assert (person.listed_on, person.programmes) == ("2022-03-16", ("EXAMPLE", "EXAMPLE-2"))
    assert person.nationalities == ("by", "su")
    assert Detail("sanction reason", "Commanded.") in person.details
    assert Detail("position", "Commander") in person.details


def test_edges_are_links_both_ways(listings: dict[str, Listing]) -> None:
    """An owner owns, what is owned is owned by; relatives have a name though they are no listing."""
    person, company = listings["ftm:p1"], listings["ftm:c1"]
    assert set(person.links) == {
        Link("owns", "Example Works LLC", "ftm:c1"),
        Link("family", "Anna Examplova", "ftm:p2"),
        Link("member-of", "Example Works LLC", "ftm:c1"),
    }
    assert Link("owned-by", "Ivan Examplov", "ftm:p1") in company.links
    assert Detail("Ownership percentage", "Ivan Examplov: 51") in company.details
    assert Detail("Family relationship", "Anna Examplova: wife") in person.details


def test_what_we_write_we_can_read(data: Path) -> None:
    """Listings written as FollowTheMoney come back with their names, births, countries, numbers and programmes."""
    source = read(eu.FORMATS[0], (data / "eu" / "extract-full-1_1.xml").read_bytes())
    lines = [entity for listing in source.listings for entity in ftm.entities(listing, source.publication)]
    unique = {entity["id"]: entity for entity in lines}
    back = {one.id: one for one in read(_FORMAT, _written(list(unique.values()))).listings}
    assert len(back) == len(source.listings)
    for listing in source.listings:
        again = back[f"ftm:{ftm.entity_id(listing.id)}"]
        assert {name.full for name in again.names} == {name.full for name in listing.names}
        assert again.kind is listing.kind
        assert set(again.programmes) == set(listing.programmes)
        assert again.listed_on == listing.listed_on
        numbers = {one.value for one in again.identifiers}
        assert {one.value for one in listing.identifiers if one.type in ("passport", "imo", "registration")} <= numbers
        if listing.kind is Kind.PERSON:
            assert set(again.nationalities) == set(listing.nationalities)
            assert {place.text for place in again.birth_places} >= {place.text for place in listing.birth_places}


def test_schemata_are_those_that_we_write() -> None:
    """Every schema that ftm writes is read here, so a copy of our own output is never left out."""
    from watchword.ftm import schemata

    assert set(schemata.SCHEMATA.values()) <= ftm_mapper.KINDS.keys()


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (b'"id": "c1"', b'"id": "p1"', "list, line 6: p1 stands twice"),
        (b'{"id": "c1", ', b"{", "list, line 6: an entity without id"),
        (b'{"id": "c1", "schema": "Company", ', b'{"id": "c1", ', "list, line 6: an entity without schema"),
        (_STAR, b'"properties": {"topics": ["sanction"], ', "list, line 10: the party v1 has no name"),
        (b'"name": ["Anna Examplova"]', b'"name": [{"a": 1', "list, line 8: broken JSON"),
        (b'{"name": ["Anna Examplova"]}', b'["name"]', "list, line 8, properties: an object is needed here"),
        (b'"mmsi": ["273000000"]', b'"mmsi": [true]', "list, line 10, properties.mmsi: text is needed here"),
    ],
)
def test_a_spoiled_line_is_refused(invented: bytes, old: bytes, new: bytes, message: str) -> None:
    """Each fault refuses the whole file, and names the line."""
    assert old in invented
    assert message in refusal(_FORMAT, invented.replace(old, new, 1))
