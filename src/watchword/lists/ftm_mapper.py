"""What does a FollowTheMoney party say in our terms? An entity with what belongs to it becomes a `Listing`.

Every property is read: those without a field of ours become details under their own name. Values are as they stand,
for FollowTheMoney has cleaned them; those that can't be read as a date or country become details too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from watchword.errors import ListError
from watchword.lists import inline, objects, phrases
from watchword.lists.objects import Record
from watchword.model import Address, DateSpan, Detail, Identifier, Kind, Listing, Name, Place, Strength
from watchword.text import dates, places

PUBLISHER = "ftm"

# Schemata of parties.
KINDS = {
    "Person": Kind.PERSON,
    "Organization": Kind.ORGANISATION,
    "PublicBody": Kind.ORGANISATION,
    "Company": Kind.COMPANY,
    "LegalEntity": Kind.UNKNOWN,
    "Vessel": Kind.VESSEL,
    "Airplane": Kind.AIRCRAFT,
    "CryptoWallet": Kind.WALLET,
}
# Schemata that belong to a party -> the property that points at it.
OWNERS = {"Sanction": "entity", "Passport": "holder", "Identification": "holder"}
# Edges -> its two ends, and what the first is to the second, and the second to the first.
EDGES = {
    "Ownership": ("asset", "owner", "owned-by", "owns"),
    "Family": ("person", "relative", "family", "family"),
    "Associate": ("person", "associate", "linked-to", "linked-to"),
    "Representation": ("agent", "client", "acts-for", "linked-to"),
    "Membership": ("member", "organization", "member-of", "linked-to"),
    "Directorship": ("director", "organization", "linked-to", "linked-to"),
    "Employment": ("employee", "employer", "linked-to", "linked-to"),
    "Succession": ("predecessor", "successor", "linked-to", "linked-to"),
    "UnknownLink": ("subject", "object", "linked-to", "linked-to"),
}
_OUR_RELATIONS = frozenset(("linked-to", "owned-by", "owns", "acts-for", "member-of", "family", "same-party"))

_NAMES = {
    "name": Strength.STRONG,
    "alias": Strength.STRONG,
    "abbreviation": Strength.STRONG,
    "weakAlias": Strength.WEAK,
    "previousName": Strength.FORMER,
}
_NUMBERS = {
    "passportNumber": "passport",
    "idNumber": "national-id",
    "socialSecurityNumber": "social-security",
    "taxNumber": "tax",
    "vatCode": "tax",
    "innCode": "tax",
    "registrationNumber": "registration",
    "ogrnCode": "registration",
    "uscCode": "registration",
    "leiCode": "lei",
    "swiftBic": "bic",
    "dunsCode": "duns",
    "isinCode": "isin",
    "ticker": "ticker",
    "imoNumber": "imo",
    "mmsi": "mmsi",
    "callSign": "call-sign",
    "serialNumber": "aircraft-serial",
    "publicKey": "wallet",
    "phone": "phone",
    "email": "email",
    "website": "website",
}
_BIRTH, _DEATH = ("birthDate",), ("deathDate",)
_NATIONALITY = ("nationality", "citizenship")
_ELSEWHERE = frozenset((
    *_NAMES, *_NUMBERS, *_BIRTH, *_DEATH, *_NATIONALITY, "birthPlace", "birthCountry", "gender", "address",
    "addressEntity", "program", "notes", "holder", "country",
))  # fmt: skip
# Properties of Sanction that have a field of ours; the others are details.
_OF_SANCTION = frozenset(("entity", "program", "listingDate", "startDate"))
_ADDRESS = (("full",), ("street",), ("city",), ("region", "state"), ("postalCode",), ("country",))
_FORMER_COUNTRIES = {"suhh": "su", "yucs": "yu", "csxx": "cs", "dd": "de", "zr": "cd"}


@dataclass(frozen=True, slots=True)
class Entity:
    """One entity: its id, schema and properties, each with its values; where it stands."""

    id: str
    schema: str
    properties: Mapping[str, tuple[str, ...]]
    where: str
    line: int

    def values(self, *names: str) -> tuple[str, ...]:
        """The values of some properties, each once."""
        return phrases.distinct(value for name in names for value in self.properties.get(name, ()))


def entity(value: Record, where: str, line: int) -> Entity:
    """An entity as its line has it. ListError when id, schema or properties are missing or of a wrong type."""
    id_, schema = objects.text(value, "id", where), objects.text(value, "schema", where)
    if not id_ or not schema:
        raise ListError(f"an entity without {'schema' if id_ else 'id'}", where=where)
    said: Record = objects.record(value.get("properties"), f"{where}, properties")
    properties = {
        name: objects.texts({name: _ids(found)}, name, f"{where}, properties") for name, found in said.items()
    }
    properties["dataset"] = objects.texts(value, "datasets", where)
    return Entity(id_, schema, properties, where, line)


def relation(edge: Entity, is_first: bool) -> str:
    """What the first end of an edge is to the second, or the second to the first, in our words."""
    _, _, forth, back = EDGES[edge.schema]
    role = next((role for role in edge.values("role") if role in _OUR_RELATIONS), "")
    return (role or forth) if is_first else back


def edge_details(edge: Entity, other: str) -> Iterator[Detail]:
    """What an edge says besides its two ends and their relation, for its first end; `other` is the second's name."""
    for name, values in edge.properties.items():
        if name not in (*EDGES[edge.schema][:2], "dataset"):
            yield from (
                Detail(f"{edge.schema} {name}", f"{other}: {value}") for value in values if value not in _OUR_RELATIONS
            )


def to_listing(party: Entity, belongings: Iterable[Entity]) -> Listing:
    """The listing of a party with its sanctions, documents, wallets and addresses. ListError when it has no name."""
    belongings = tuple(belongings)
    sanctions = [one for one in belongings if one.schema == "Sanction"]
    births, undated = _spans(party.values(*_BIRTH))
    deaths, undied = _spans(party.values(*_DEATH))
    addresses = tuple(_addresses(party, belongings))
    return Listing(
        id=f"{PUBLISHER}:{party.id}",
        publisher=PUBLISHER,
        kind=KINDS[party.schema],
        names=_names(party),
        births=births,
        birth_places=tuple(_birth_places(party)),
        deaths=deaths,
        nationalities=phrases.distinct(code for text in party.values(*_NATIONALITY) if (code := _country(text))),
        genders=tuple(text for text in party.values("gender") if text in ("male", "female")),
        identifiers=inline.unique(_identifiers(party, belongings)),
        addresses=addresses,
        programmes=phrases.distinct(
            (*party.values("program"), *(p for one in sanctions for p in one.values("program")))
        ),
        listed_on=_listed_on(sanctions),
        details=phrases.distinct(
            (
                *(Detail("birthDate", text) for text in undated),
                *(Detail("deathDate", text) for text in undied),
                *_details(party, addresses),
                *_sanction_details(sanctions),
                *_wallet_details(belongings),
            )
        ),
        remarks="\n".join(party.values("notes")),
        source=f"line {party.line}",
    )


def _ids(found: Any) -> Any:
    """The values of a property, those that are whole entities (nested form) by their ids."""
    values = found if isinstance(found, list) else [found]
    return [value.get("id") if isinstance(value, dict) else value for value in values]


def _country(text: str) -> str:
    """The country of a code or name, also of `gb-sct` and `suhh`."""
    lower = text.casefold()
    region = re.fullmatch(r"([a-z]{2})-[a-z0-9]{1,4}", lower)
    return places.country(_FORMER_COUNTRIES.get(lower, region[1] if region else text))


def _names(party: Entity) -> tuple[Name, ...]:
    given, family = party.values("firstName"), party.values("lastName")
    names: list[Name] = []
    for field, strength in _NAMES.items():
        for text in party.values(field):
            parts = dict(zip(("given", "family"), _parts(party, text), strict=False))
            names.append(phrases.listed_name(text, strength if names else Strength.PRIMARY, **parts))
    if not names:
        spelled = " ".join((*given[:1], *party.values("middleName")[:1], *family[:1]))
        spelled = spelled or next(
            iter(party.values("publicKey", "imoNumber", "registrationNumber", "serialNumber")), ""
        )
        if not spelled:
            raise ListError(f"the party {party.id} has no name", where=party.where)
        names.append(phrases.listed_name(spelled, Strength.PRIMARY))
    return phrases.best_names(names)


def _parts(party: Entity, name: str) -> tuple[str, ...]:
    """First and last name, where the party has one of each and both stand in this name."""
    parts = (*party.values("firstName"), *party.values("lastName"))
    single = len(party.values("firstName")) == len(party.values("lastName")) == 1
    return parts if single and all(part in name for part in parts) else ()


def _spans(texts: Iterable[str]) -> tuple[tuple[DateSpan, ...], list[str]]:
    found = {text: dates.parse(text) for text in texts}
    return phrases.distinct(span for span in found.values() if span), [text for text, span in found.items() if not span]


def _birth_places(party: Entity) -> Iterator[Place]:
    countries = [code for text in party.values("birthCountry") if (code := _country(text))]
    spelled = party.values("birthPlace")
    # With one country, or one for each place in order, the country is that of the place.
    for at, text in enumerate(spelled):
        own = countries[at] if len(countries) == len(spelled) else countries[0] if len(countries) == 1 else ""
        yield phrases.place(text, own)
    if not spelled:
        yield from (Place(places.country_name(code), code) for code in countries)


def _identifiers(party: Entity, belongings: tuple[Entity, ...]) -> Iterator[Identifier]:
    for one in belongings:
        if one.schema in ("Passport", "Identification"):
            kind = _document(one)
            note = "; ".join(
                (
                    *(text for text in one.values("type") if text != kind),
                    *one.values("summary"),
                    *(f"issued {day}" for day in one.values("startDate")),
                    *(f"expires {day}" for day in one.values("endDate")),
                    *(f"issued by {name}" for name in one.values("authority")),
                )
            )
            country = next((code for text in one.values("country") if (code := _country(text))), "")
            yield from (Identifier(kind, number, country, note) for number in one.values("number"))
        elif one.schema == "CryptoWallet":
            note = "; ".join(one.values("currency"))
            yield from (Identifier("wallet", key, note=note) for key in one.values("publicKey"))
    own = {"registrationNumber": "aircraft-tail"} if party.schema == "Airplane" else {}
    own |= {} if party.schema == "Person" else {"idNumber": "other"}
    note = "; ".join(party.values("currency"))
    for field, kind in (_NUMBERS | own).items():
        yield from (Identifier(kind, value, note=note if kind == "wallet" else "") for value in party.values(field))


def _document(one: Entity) -> str:
    """The type of a document: our own word where it has one."""
    said = next(iter(one.values("type")), "")
    if one.schema == "Passport" or "passport" in said.casefold():
        return "passport"
    return said if said in ("driving-licence", "social-security", "national-id") else "national-id"


def _addresses(party: Entity, belongings: tuple[Entity, ...]) -> Iterator[Address]:
    seen: set[str] = set()
    for one in belongings:
        if one.schema == "Address":
            said = [next(iter(one.values(*names)), "") for names in _ADDRESS]
            full, street, city, region, postcode, country = said
            code = _country(country) if country else ""
            full = full or ", ".join(filter(None, (street, city, region, postcode, country)))
            if full and full not in seen:
                seen.add(full)
                yield Address(full, city, region, postcode, code or phrases.place(full).country)
    for text in party.values("address"):
        if text not in seen:
            seen.add(text)
            yield Address(text, country=phrases.place(text).country)


def _listed_on(sanctions: Iterable[Entity]) -> str:
    days = [day for one in sanctions for text in one.values("listingDate") if (day := phrases.one_day(text))]
    days = days or [day for one in sanctions for text in one.values("startDate") if (day := phrases.one_day(text))]
    return min(days, default="")


def _details(party: Entity, addresses: tuple[Address, ...]) -> Iterator[Detail]:
    known = {address.country for address in addresses}
    placed = {"firstName", "lastName"} if any(_parts(party, name) for name in party.values(*_NAMES)) else set()
    for name, values in party.properties.items():
        if name not in _ELSEWHERE | placed and not (name == "topics" and values == ("sanction",)):
            yield from (Detail(name, value) for value in values)
    yield from (Detail("country", text) for text in party.values("country") if _country(text) not in known)
    yield from (Detail("nationality", text) for text in party.values(*_NATIONALITY) if not _country(text))
    yield from (Detail("gender", text) for text in party.values("gender") if text not in ("male", "female"))


def _sanction_details(sanctions: Iterable[Entity]) -> Iterator[Detail]:
    for one in sanctions:
        for name, values in one.properties.items():
            if name not in _OF_SANCTION:
                yield from (Detail(f"sanction {name}", value) for value in values)
        yield from (
            Detail(f"sanction {name}", text)
            for name in ("listingDate", "startDate")
            for text in one.values(name)
            if not phrases.one_day(text)
        )


def _wallet_details(belongings: Iterable[Entity]) -> Iterator[Detail]:
    """What a party's wallet says besides its key, which is an identifier of the party."""
    for one in belongings:
        if one.schema == "CryptoWallet":
            for name, values in one.properties.items():
                if name not in ("holder", "publicKey", "currency") and values != ("sanction",):
                    yield from (Detail(f"wallet {name}", value) for value in values)
