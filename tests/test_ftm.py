"""Listings are written as FollowTheMoney entities, and parties are read from them."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from watchword import ftm
from watchword.errors import InputError
from watchword.model import (
    Address,
    DateSpan,
    Detail,
    Identifier,
    Kind,
    Link,
    Listing,
    Name,
    Party,
    Place,
    Publication,
    Strength,
)
from watchword.text import dates, identifiers

# The part of FollowTheMoney that we write, frozen: checked against followthemoney 3.8.2 and 4.11's schema.
_THING = {"name", "alias", "weakAlias", "previousName", "country", "topics", "address", "addressEntity"}
_THING |= {"program", "notes"}
_LEGAL = _THING | {"incorporationDate", "dissolutionDate", "idNumber", "taxNumber", "registrationNumber"}
_LEGAL |= {"leiCode", "swiftBic", "dunsCode", "phone", "email", "website"}
_ASSET = _THING | {"registrationNumber", "buildDate"}
FTM = {
    "LegalEntity": _LEGAL,
    "Person": _LEGAL
    | {
        "firstName",
        "lastName",
        "birthDate",
        "birthPlace",
        "birthCountry",
        "deathDate",
        "nationality",
        "gender",
    }
    | {"passportNumber", "socialSecurityNumber", "title", "position"},
    "Organization": _LEGAL | {"imoNumber"},
    "Company": _LEGAL | {"imoNumber", "isinCode", "ticker"},
    "Vessel": _ASSET
    | {"imoNumber", "mmsi", "callSign", "flag", "pastFlags", "type", "tonnage", "grossRegisteredTonnage"},
    "Airplane": _ASSET | {"serialNumber", "model"},
    "CryptoWallet": _THING | {"publicKey", "currency", "holder", "creationDate"},
    "Sanction": {"entity", "authority", "authorityId", "program", "listingDate", "startDate"}
    | {"reason", "summary", "sourceUrl"},
    "Address": {"full", "city", "region", "postalCode", "country"},
    "Passport": {"holder", "type", "number", "country", "summary"},
    "Identification": {"holder", "type", "number", "country", "summary"},
    "Family": {"person", "relative", "relationship"},
    "Ownership": {"owner", "asset", "role"},
    "Representation": {"agent", "client", "role"},
    "Membership": {"member", "organization", "role"},
    "UnknownLink": {"subject", "object", "role"},
}
REQUIRED = {"Sanction": {"entity"}, "Passport": {"holder", "number"}, "Identification": {"holder", "number"}}

PERSON = Listing(
    id="us-ofac:32391",
    publisher="us-ofac",
    kind=Kind.PERSON,
    names=(
        Name("ILLIASSOU DJIBO, Ousmane", given="Ousmane", family="ILLIASSOU DJIBO"),
        Name("CHAPORI, Petit", Strength.WEAK),
        Name("DJIBO, Ousmane", Strength.STRONG),
        Name("ILLIASSOU, Ousmane", Strength.FORMER),
    ),
    births=(DateSpan("1984-01-01", "1984-12-31", True, "circa 1984"), DateSpan("1986-05-01", "1986-05-01")),
    birth_places=(Place("Dassari Village, Niger", "ne"),),
    nationalities=("ne", "su"),
    genders=("male",),
    identifiers=(
        Identifier("passport", "AB123456", "ne", "expires 2024"),
        Identifier("wallet", "1BoatSLRHtKNngkdXEeobR76b53LETtpyT", note="XBT"),
        Identifier("phone", "+227 20 72 20 90"),
        Identifier("phone", "Niamey 20"),
        Identifier("website", "example.com"),
        Identifier("account", "12345678"),
    ),
    addresses=(Address("Niamey, Niger", city="Niamey", country="ne"),),
    programmes=("SDGT",),
    listed_on="2021-06-28",
    links=(
        Link("linked-to", "ISIS-GREATER SAHARA"),
        Link("family", "DJIBO, Ali"),
        Link("member-of", "ISGS", "us-ofac:24761"),
        Link("acts-for", "ISGS"),
        Link("owns", "Djibo Ltd"),
    ),
    details=(
        Detail("Title", "Emir"),
        Detail("Secondary sanctions risk", "yes"),
        Detail("Reasons", "Attacks"),
    ),
    remarks="(Linked To: ISIS-GREATER SAHARA)",
    source="sdn.csv, line 8000",
)
VESSEL = Listing(
    id="us-ofac:1",
    publisher="us-ofac",
    kind=Kind.VESSEL,
    names=(Name("ABSHERON"),),
    identifiers=(
        Identifier("imo", "IMO 9282443"),
        Identifier("mmsi", "422000000"),
        Identifier("other", "A1234"),
    ),
    links=(Link("owned-by", "NITC"), Link("linked-to", "NITC")),
    details=(
        Detail("Vessel Flag", "Iran"),
        Detail("Vessel Type", "Crude Oil Tanker"),
        Detail("Gross Registered Tonnage", "163,660"),
        Detail("Tonnage", "unknown"),
        Detail("Vessel Year of Build", "2004"),
    ),
)
LISTINGS = [
    PERSON,
    VESSEL,
    *(
        Listing(id=f"x:{kind}", publisher="x", kind=kind, names=(Name("A", Strength.STRONG),), links=VESSEL.links)
        for kind in Kind
    ),
    *(
        Listing(
            id=f"x:{kind}-{n}",
            publisher="x",
            kind=kind,
            names=(Name("A"),),
            births=PERSON.births,
            deaths=PERSON.births,
            birth_places=PERSON.birth_places,
            nationalities=("ir",),
            identifiers=tuple(Identifier(type_, "AB123456") for type_ in sorted(identifiers.TYPES)),
            addresses=PERSON.addresses,
            links=PERSON.links,
            details=PERSON.details,
        )
        for n, kind in enumerate(Kind)
    ),
]


def by_schema(listing: Listing, schema: str) -> list[dict[str, Any]]:
    return [entity for entity in ftm.entities(listing) if entity["schema"] == schema]


@pytest.mark.parametrize("listing", LISTINGS, ids=lambda listing: listing.id)
def test_only_what_followthemoney_knows_is_written(listing: Listing) -> None:
    """Every schema and property is FollowTheMoney's; values are non-empty texts; required ones are there."""
    for entity in ftm.entities(listing):
        assert set(entity) == {"id", "caption", "schema", "properties"}
        assert set(entity["properties"]) <= FTM[entity["schema"]] | (
            {"name"} if entity["schema"] == "Company" else set()
        )
        assert REQUIRED.get(entity["schema"], set()) <= set(entity["properties"])
        for values in entity["properties"].values():
            assert values
            assert all(isinstance(value, str) and value for value in values)
            assert len(values) == len(set(values))


@pytest.mark.parametrize("listing", LISTINGS, ids=lambda listing: listing.id)
def test_ids_are_valid_unique_and_lead_somewhere(listing: Listing) -> None:
    """Ids have the allowed letters, none twice; references lead to an entity here or to the id given."""
    found = ftm.entities(listing)
    ids = [entity["id"] for entity in found]
    given = {ftm.entity_id(link.target_id) for link in listing.links}
    assert len(ids) == len(set(ids))
    assert all(re.fullmatch(r"[0-9a-zA-Z]([0-9a-zA-Z.\-]*[0-9a-zA-Z])?", key) for key in ids)
    for entity in found:
        for name in (
            "entity",
            "holder",
            "addressEntity",
            "subject",
            "object",
            "owner",
            "asset",
            "member",
            "agent",
        ):
            assert set(entity["properties"].get(name, ())) <= {*ids, *given}


def test_the_party_comes_first_with_its_names_by_strength() -> None:
    """Primary names are name, the others alias, weakAlias and previousName."""
    first = ftm.entities(PERSON)[0]
    assert (first["id"], first["schema"]) == ("us-ofac-32391", "Person")
    properties = first["properties"]
    assert properties["name"] == ["ILLIASSOU DJIBO, Ousmane"]
    assert properties["alias"] == ["DJIBO, Ousmane"]
    assert properties["weakAlias"] == ["CHAPORI, Petit"]
    assert properties["previousName"] == ["ILLIASSOU, Ousmane"]
    assert properties["birthDate"] == ["1984", "1986-05-01"]
    assert properties["nationality"] == ["ne", "suhh"]
    assert properties["topics"] == ["sanction"]
    assert properties["title"] == ["Emir"]


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("1984", ["1984"]),
        ("1984-05", ["1984-05"]),
        ("1984-05-01", ["1984-05-01"]),
        ("Jun 1968 to Aug 1968", ["1968-06", "1968-07", "1968-08"]),
        ("1980-1983", ["1980", "1981", "1982", "1983"]),
        ("1940-1990", ["1940", "1990"]),
    ],
)
def test_a_span_is_every_date_that_it_may_mean(text: str, written: list[str]) -> None:
    """Birth dates are partial ISO dates: days, months or years."""
    span = dates.parse(text)
    assert span is not None
    listing = Listing(id="x:1", publisher="x", kind=Kind.PERSON, names=(Name("A"),), births=(span,))
    assert ftm.entities(listing)[0]["properties"]["birthDate"] == written


def test_nothing_published_is_lost() -> None:
    """What has no property of its own stands in notes."""
    notes = ftm.entities(PERSON)[0]["properties"]["notes"]
    assert "account: 12345678" in notes
    assert "phone: Niamey 20" in notes
    assert "Secondary sanctions risk: yes" in notes
    assert "(Linked To: ISIS-GREATER SAHARA)" in notes
    assert by_schema(PERSON, "Sanction")[0]["properties"]["reason"] == ["Attacks"]


def test_a_vessel_has_its_numbers_flag_and_owner() -> None:
    """A ship's facts are in the ship's own properties, its owner is an Ownership."""
    properties = ftm.entities(VESSEL)[0]["properties"]
    assert properties["imoNumber"] == ["IMO 9282443"]
    assert properties["flag"] == ["ir"]
    assert properties["type"] == ["Crude Oil Tanker"]
    assert properties["grossRegisteredTonnage"] == ["163660"]
    assert properties["buildDate"] == ["2004"]
    assert properties["notes"] == ["other: A1234", "Tonnage: unknown"]
    (ownership,) = by_schema(VESSEL, "Ownership")
    (owner,) = by_schema(VESSEL, "LegalEntity")
    assert ownership["properties"] == {"asset": ["us-ofac-1"], "owner": [owner["id"]], "role": ["owned-by"]}


def test_the_sanction_names_its_authority_and_source() -> None:
    """The publication's title and address go to the Sanction."""
    publication = Publication("us-ofac", "OFAC SDN List", 1, "0" * 64, url="https://example.gov/sdn.csv")
    (sanction,) = (e for e in ftm.entities(PERSON, publication) if e["schema"] == "Sanction")
    assert sanction["properties"] == {
        "entity": ["us-ofac-32391"],
        "authority": ["OFAC SDN List"],
        "authorityId": ["32391"],
        "program": ["SDGT"],
        "reason": ["Attacks"],
        "listingDate": ["2021-06-28"],
        "startDate": ["2021-06-28"],
        "summary": ["sdn.csv, line 8000"],
        "sourceUrl": ["https://example.gov/sdn.csv"],
    }


def test_writing_twice_gives_the_same_bytes() -> None:
    """Ids and order come from the listing alone."""
    assert json.dumps(ftm.entities(PERSON)) == json.dumps(ftm.entities(PERSON))


def test_a_neighbours_id_does_not_depend_on_the_others() -> None:
    """A new address leaves the ids of the old ones as they were."""
    more = Listing(
        id=PERSON.id,
        publisher="us-ofac",
        kind=Kind.PERSON,
        names=PERSON.names,
        addresses=(Address("Agadez, Niger", country="ne"), *PERSON.addresses),
    )
    assert by_schema(PERSON, "Address")[0]["id"] in {entity["id"] for entity in by_schema(more, "Address")}


def test_a_person_is_read() -> None:
    """Names, dates, countries, numbers and addresses of an entity become a Party."""
    entity = {
        "id": "Q1",
        "schema": "Person",
        "properties": {
            "name": ["Ousmane Illiassou Djibo"],
            "alias": ["Petit Chapori"],
            "weakAlias": "Petit",
            "birthDate": ["1984-05-01"],
            "birthPlace": ["Dassari"],
            "birthCountry": ["ne"],
            "nationality": ["ne", "suhh"],
            "country": ["gb-sct", "eu"],
            "gender": ["male"],
            "passportNumber": ["AB123456"],
            "idNumber": ["999-1"],
            "taxNumber": [12345],
            "address": ["Niamey, Niger"],
            "topics": ["sanction"],
        },
    }
    assert ftm.party(entity) == Party(
        name="Ousmane Illiassou Djibo",
        kind=Kind.PERSON,
        aliases=("Petit Chapori", "Petit"),
        birth="1984-05-01",
        countries=("gb",),
        nationalities=("ne", "su"),
        gender="male",
        birth_place="Dassari, Niger",
        identifiers=("passport:AB123456", "national-id:999-1", "tax:12345"),
        addresses=("Niamey, Niger",),
        id="Q1",
    )


@pytest.mark.parametrize(
    ("schema", "properties", "expected"),
    [
        ("Company", {"name": ["A"], "leiCode": ["5493001KJTIIGC8Y1R12"]}, "lei:5493001KJTIIGC8Y1R12"),
        ("Company", {"name": ["A"], "registrationNumber": ["12345"]}, "registration:12345"),
        ("Vessel", {"name": ["A"], "imoNumber": ["9282443"]}, "imo:9282443"),
        ("Airplane", {"name": ["A"], "registrationNumber": ["EP-MNA"]}, "aircraft-tail:EP-MNA"),
        ("CryptoWallet", {"publicKey": ["1BoatSLRHtKN"]}, "wallet:1BoatSLRHtKN"),
        ("LegalEntity", {"name": ["A"], "idNumber": ["12345"]}, "other:12345"),
    ],
)
def test_numbers_are_read_by_type(schema: str, properties: dict[str, Any], expected: str) -> None:
    """Each schema's numbers become identifiers that screening can parse."""
    found = ftm.party({"schema": schema, "properties": properties}).identifiers
    assert expected in found
    assert [identifiers.parse(text).value for text in found]


def test_parts_make_a_name_where_there_is_none() -> None:
    """firstName and lastName are a name when name is absent."""
    assert ftm.party({"schema": "Person", "properties": {"firstName": ["A"], "lastName": ["B"]}}).name == "A B"


def test_several_birth_dates_are_one_span() -> None:
    """Birth dates that differ become the span that holds them all."""
    entity = {"schema": "Person", "properties": {"name": ["A"], "birthDate": ["1980", "1982", "1981"]}}
    assert ftm.party(entity).birth == "1980-1982"


@pytest.mark.parametrize("listing", [PERSON, VESSEL], ids=lambda listing: listing.id)
def test_what_we_write_we_can_read(listing: Listing) -> None:
    """The first entity of a listing reads as a party of the same name and kind."""
    party = ftm.party(ftm.entities(listing)[0])
    assert (party.name, party.kind) == (listing.name, listing.kind)


@pytest.mark.parametrize(
    ("entity", "where"),
    [
        ([], "entity"),
        ({"properties": {"name": ["A"]}}, "schema"),
        ({"schema": "Sanction", "properties": {"name": ["A"]}}, "schema"),
        ({"schema": ["Person"], "properties": {"name": ["A"]}}, "schema"),
        ({"schema": "Person"}, "properties"),
        ({"schema": "Person", "properties": {}}, "properties.name"),
        ({"schema": "Person", "properties": {"name": [{}]}}, "properties.name"),
        ({"schema": "Person", "properties": {"name": ["A"], "birthDate": ["soon"]}}, "properties.birthDate"),
        (
            {"schema": "Person", "properties": {"name": ["A"], "nationality": ["Mars"]}},
            "properties.nationality",
        ),
        ({"schema": "Person", "properties": {"name": ["A"], "address": [["x"]]}}, "properties.address"),
    ],
)
def test_a_bad_entity_names_the_property(entity: Any, where: str) -> None:
    """What can't be read is an InputError that says which property is at fault."""
    with pytest.raises(InputError) as caught:
        ftm.party(entity)
    assert caught.value.where == where
