"""What does a designation of the UK Sanctions List say in our terms? A `Designation` element becomes a `Listing`.

Nothing here reads files. `READ` and `UNREAD` name every field of the published layout. Contacts, registrations and
countries are read as in OFSI's list, which is made from this one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from watchword.errors import ListError
from watchword.lists import inline, phrases, trees, uk_mapper
from watchword.lists.eu_mapper import SAME
from watchword.lists.kinds import entity_kind
from watchword.lists.trees import Node
from watchword.model import Address, Detail, Identifier, Kind, Link, Listing, Name, Place, Strength
from watchword.text import places

_PERSON = ("IndividualDetails", "Individual")
_ENTITY = ("EntityDetails", "Entity")
_SHIP = ("ShipDetails", "Ship")
READ = trees.known_paths(
    {
        "DateGenerated": ".",
        "Designation": "LastUpdated DateDesignated UniqueID OFSIGroupID UNReferenceNumber RegimeName"
        " IndividualEntityShip DesignationSource SanctionsImposed OtherInformation UKStatementofReasons Titles/Title"
        " PhoneNumbers/PhoneNumber EmailAddresses/EmailAddress Websites/Website"
        " CryptoWalletAddresses/CryptoWalletAddress",
        "Designation/Names/Name": "Name1 Name2 Name3 Name4 Name5 Name6 NameType AliasStrength",
        "Designation/NonLatinNames/NonLatinName": "NameNonLatinScript NonLatinScriptLanguage",
        "Designation/Addresses/Address": "AddressLine1 AddressLine2 AddressLine3 AddressLine4 AddressLine5 AddressLine6"
        " AddressPostalCode AddressCountry",
        "Designation/IndividualDetails/Individual": "DOBs/DOB Nationalities/Nationality Positions/Position"
        " Genders/Gender BirthDetails/Location/TownOfBirth BirthDetails/Location/CountryOfBirth"
        " PassportDetails/Passport/PassportNumber PassportDetails/Passport/PassportAdditionalInformation"
        " NationalIdentifierDetails/NationalIdentifier/NationalIdentifierNumber"
        " NationalIdentifierDetails/NationalIdentifier/NationalIdentifierAdditionalInformation",
        "Designation/EntityDetails/Entity": "TypeOfEntities/TypeOfEntity Subsidiaries/Subsidiary"
        " ParentCompanies/ParentCompany BusinessRegistrationNumbers/BusinessRegistrationNumber",
        "Designation/ShipDetails/Ship": "IMONumbers/IMONumber CurrentOwnerOperators/CurrentOwnerOperator"
        " PreviousOwnerOperators/PreviousOwnerOperator CurrentBelievedFlagOfShips/CurrentBelievedFlagOfShip"
        " PreviousFlags/PreviousFlag TypeOfShipDetails/TypeOfShip TonnageOfShipDetails/TonnageOfShip"
        " LengthOfShipDetails/LengthOfShip YearsBuilt/YearBuilt HullIdentificationNumbers/HullIdentificationNumber",
    }
)
_MEASURES = (
    "AssetFreeze ArmsEmbargo TargetedArmsEmbargo CharteringOfShips ClosureOfRepresentativeOffices"
    " CrewServicingOfShipsAndAircraft Deflag PreventionOfBusinessArrangements ProhibitionOfPortEntry TravelBan"
    " PreventionOfCharteringOfShips PreventionOfCharteringOfShipsAndAircraft TechnicalAssistanceRelatedToAircraft"
    " TrustServicesSanctions DirectorDisqualificationSanction"
)
UNREAD: dict[str, str] = {
    "Designation/NonLatinNames/NonLatinName/NonLatinScriptType": "the letters themselves decide the script",
    **dict.fromkeys(
        trees.known_paths({"Designation/SanctionsImposedIndicators": _MEASURES}), "say what SanctionsImposed says"
    ),
    "Designations@noNamespaceSchemaLocation": "where the schema is",
    "Designations@schemaLocation": "where the schema is",
}
KNOWN = READ | UNREAD.keys()

_KINDS = {"individual": Kind.PERSON, "entity": Kind.ORGANISATION, "ship": Kind.VESSEL}
_TYPES = {"primary name": Strength.PRIMARY, "primary name variation": Strength.STRONG, "fka": Strength.FORMER}
_UNKNOWN_PART = re.compile(r"\b(?:dd|mm)\b(?=/)", re.IGNORECASE)
_IMO = re.compile(r"^IMO\s*(?:number)?\s*[:.]?\s*(?=\d)", re.IGNORECASE)
_STATED = {
    "Title": ("Titles", "Title"),
    "Position": (*_PERSON, "Positions", "Position"),
    "UN Ref": ("UNReferenceNumber",),
    "OFSI Group ID": ("OFSIGroupID",),
    "Designation source": ("DesignationSource",),
    "UK Statement of Reasons": ("UKStatementofReasons",),
    "Type of entity": (*_ENTITY, "TypeOfEntities", "TypeOfEntity"),
    "Previous owner/operator": (*_SHIP, "PreviousOwnerOperators", "PreviousOwnerOperator"),
    "Flag of ship": (*_SHIP, "CurrentBelievedFlagOfShips", "CurrentBelievedFlagOfShip"),
    "Previous flags": (*_SHIP, "PreviousFlags", "PreviousFlag"),
    "Type of ship": (*_SHIP, "TypeOfShipDetails", "TypeOfShip"),
    "Tonnage of ship": (*_SHIP, "TonnageOfShipDetails", "TonnageOfShip"),
    "Length of ship": (*_SHIP, "LengthOfShipDetails", "LengthOfShip"),
    "Year built": (*_SHIP, "YearsBuilt", "YearBuilt"),
    "Hull identification number": (*_SHIP, "HullIdentificationNumbers", "HullIdentificationNumber"),
}


def to_listing(record: Node, file: str) -> Listing:
    """The listing of one designation. ListError with the line when its id, type or name is missing."""
    number = record.said("UniqueID")
    where = f"{file}, line {record.line} ({number or 'no UniqueID'})"
    if not number:
        raise ListError("a designation without UniqueID", where=where)
    names = _names(record, where)
    births, undated = phrases.dates_in(
        _UNKNOWN_PART.sub("00", text) for text in _texts(record, *_PERSON, "DOBs", "DOB")
    )
    other = "\n".join(_texts(record, "OtherInformation"))
    group = record.said("OFSIGroupID")
    return Listing(
        id=f"uk-fcdo:{number}",
        publisher="uk-fcdo",
        kind=_kind(record, names[0].full, where),
        names=names,
        births=births,
        birth_places=phrases.distinct(_birth_places(record)),
        nationalities=phrases.distinct(
            code for text in _texts(record, *_PERSON, "Nationalities", "Nationality") for code in _countries(text)
        ),
        genders=phrases.distinct(
            text.casefold()
            for text in record.texts(*_PERSON, "Genders", "Gender")
            if text.casefold() in ("male", "female")
        ),
        identifiers=inline.unique((*_identifiers(record), *inline.identifiers_in(other))),
        addresses=phrases.distinct(_addresses(record)),
        programmes=record.texts("RegimeName"),
        listed_on=phrases.one_day(record.said("DateDesignated")),
        links=phrases.distinct((*_links(record), *([Link(SAME, names[0].full, f"uk-ofsi:{group}")] if group else []))),
        details=phrases.distinct((*(Detail("Date of birth", text) for text in undated), *_details(record))),
        remarks=other,
        source=f"UniqueID {number}, line {record.line}",
    )


def _texts(record: Node, *path: str) -> tuple[str, ...]:
    return tuple(text for text in record.texts(*path) if not phrases.is_blank(text))


def _kind(record: Node, name: str, where: str) -> Kind:
    type_ = record.said("IndividualEntityShip")
    kind = _KINDS.get(type_.casefold())
    if kind is None:
        raise ListError(f"unknown type {type_!r}, not Individual, Entity or Ship", where=where)
    said = " ".join(record.texts(*_ENTITY, "TypeOfEntities", "TypeOfEntity"))
    if kind is Kind.ORGANISATION:
        return Kind.COMPANY if uk_mapper.is_company(said) else entity_kind(name)
    return kind


def _names(record: Node, where: str) -> tuple[Name, ...]:
    names: list[Name] = []
    for node in record.all("Names", "Name"):
        given = " ".join(part for number in range(1, 6) if (part := node.said(f"Name{number}")))
        family = node.said("Name6")
        full = f"{given} {family}".strip()
        if not full:
            continue  # the list has some, with a type and no part
        strength = _TYPES.get(node.said("NameType").casefold(), Strength.STRONG)
        if strength is not Strength.PRIMARY and node.said("AliasStrength").casefold().startswith("low"):
            strength = Strength.WEAK
        parts = {"given": given, "family": family} if given and family else {}
        names.append(phrases.listed_name(full, strength, **parts))
    for node in record.all("NonLatinNames", "NonLatinName"):
        language = uk_mapper.LANGUAGES.get(node.said("NonLatinScriptLanguage").casefold(), "")
        for text in phrases.items(node.said("NameNonLatinScript")):
            names.append(phrases.listed_name(text.strip(" .\u200e\u200f"), Strength.STRONG, language=language))
    best = phrases.best_names(names)
    if not best:
        raise ListError("a designation without a name", where=where)
    # Six designations have two primary names: the first is the party's, the other an alias. Where none is marked as
    # primary, the first is taken for it (and a detail says so): better than to refuse six thousand designations.
    first = msgspec.structs.replace(best[0], strength=Strength.PRIMARY)
    return (first, *(_demoted(name) for name in best[1:]))


def _demoted(name: Name) -> Name:
    return msgspec.structs.replace(name, strength=Strength.STRONG) if name.strength is Strength.PRIMARY else name


def _birth_places(record: Node) -> Iterator[Place]:
    for node in record.all(*_PERSON, "BirthDetails", "Location"):
        parts = [text for tag in ("TownOfBirth", "CountryOfBirth") for text in _texts(node, tag)]
        if parts:
            yield phrases.place(", ".join(parts), uk_mapper.country(node.said("CountryOfBirth")))


def _countries(text: str) -> Iterator[str]:
    code = uk_mapper.country(text)
    yield from (code,) if code else sorted(places.countries_in(text))


def _identifiers(record: Node) -> Iterator[Identifier]:
    for node in record.all(*_PERSON, "PassportDetails", "Passport"):
        yield from _document("passport", *_said(node, "PassportNumber", "PassportAdditionalInformation"))
    for node in record.all(*_PERSON, "NationalIdentifierDetails", "NationalIdentifier"):
        number, note = _said(node, "NationalIdentifierNumber", "NationalIdentifierAdditionalInformation")
        labelled = inline.identifiers_in(number)
        yield from labelled or _document("national-id", number, note)
    regimes = ("Russia",) if "Russia" in record.said("RegimeName") else ()
    for text in record.texts(*_ENTITY, "BusinessRegistrationNumbers", "BusinessRegistrationNumber"):
        found = list(uk_mapper.registrations({"Business Reg No": text}, regimes))
        yield from found or (Identifier("registration", text),)
    for text in record.texts(*_SHIP, "IMONumbers", "IMONumber"):
        yield Identifier("imo", _IMO.sub("", text))
    for text in record.texts("CryptoWalletAddresses", "CryptoWalletAddress"):
        words = text.split()
        yield Identifier("wallet", words[-1], note=" ".join(words[:-1]).strip(" :-"))
    for label, path in (
        ("Phone number", ("PhoneNumbers", "PhoneNumber")),
        ("Website", ("Websites", "Website")),
        ("Email address", ("EmailAddresses", "EmailAddress")),
    ):
        for text in _texts(record, *path):
            yield from uk_mapper.contacts({label: text})


def _said(node: Node, *tags: str) -> tuple[str, ...]:
    return tuple("" if phrases.is_blank(node.said(tag)) else node.said(tag) for tag in tags)


def _document(type_: str, number: str, note: str) -> Iterator[Identifier]:
    """A document; without a number, whatever its description says."""
    if number:
        yield Identifier(type_, number.strip(" ."), inline.country_before(note), note)
    else:
        yield from inline.identifiers_in(note)


def _addresses(record: Node) -> Iterator[Address]:
    for node in record.all("Addresses", "Address"):
        lines = _said(node, *(f"AddressLine{number}" for number in range(1, 7)))
        postcode, country = _said(node, "AddressPostalCode", "AddressCountry")
        full = ", ".join(part.strip(" ,") for part in (*lines, postcode, country) if part)
        if full:
            city, region = uk_mapper.city_or_region(lines[-1])
            yield Address(full, city, region, postcode, uk_mapper.country(country) or phrases.place(full).country)


def _links(record: Node) -> Iterator[Link]:
    for path, relation in (
        ((*_ENTITY, "ParentCompanies", "ParentCompany"), "owned-by"),
        ((*_ENTITY, "Subsidiaries", "Subsidiary"), "owns"),
        ((*_SHIP, "CurrentOwnerOperators", "CurrentOwnerOperator"), "owned-by"),
    ):
        yield from (Link(relation, name) for text in _texts(record, *path) for name in uk_mapper.entities(text))


def _details(record: Node) -> Iterator[Detail]:
    if "primary name" not in map(str.casefold, record.texts("Names", "Name", "NameType")):
        yield Detail("Primary name", "none is marked as such")
    for label, path in _STATED.items():
        yield from (Detail(label, item) for text in _texts(record, *path) for item in _parts(label, text))
    for text in _texts(record, "SanctionsImposed"):
        yield from (Detail("Sanctions imposed", part.strip()) for part in text.split("|") if part.strip())
    for text in _texts(record, "LastUpdated"):
        yield Detail("Last Updated", phrases.one_day(text) or text)
    for text in _texts(record, *_PERSON, "Nationalities", "Nationality"):
        if not uk_mapper.country(text):
            yield Detail("Nationality", text)
    for node in record.all(*_PERSON, "PassportDetails", "Passport"):
        number, note = _said(node, "PassportNumber", "PassportAdditionalInformation")
        if note and not number:
            yield Detail("Passport Details", note)


def _parts(label: str, text: str) -> tuple[str, ...]:
    return phrases.items(text) if label in ("Title", "Position") else (text,)
