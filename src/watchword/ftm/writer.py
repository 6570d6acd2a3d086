"""How is a listing written as FollowTheMoney entities?

Facts go to the property that FollowTheMoney has for them, everything else to `notes`: nothing is lost.
It does not check that a telephone number or an identifier is a real one.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from watchword.ftm import schemata
from watchword.model import Address, DateSpan, Detail, Identifier, Link, Listing, Publication
from watchword.text import dates, identifiers, places

Entity = dict[str, Any]
_Properties = dict[str, list[str]]


def entities(listing: Listing, publication: Publication | None = None) -> list[Entity]:
    """The listing as FollowTheMoney entities, JSON-ready: the party first, then what belongs to it.

    Those are its Sanction, Address and Passport or Identification entities, its wallets, and its links with
    the parties they lead to. Ids come from the listing's id and the content alone, so they stay the same
    from one publication to the next. A date span becomes the days, months or years it may mean. What has
    no property stands in `notes`. `publication` gives authority and sourceUrl.
    """
    schema = schemata.SCHEMATA[listing.kind]
    key = entity_id(listing.id)
    properties: _Properties = {}
    for name in listing.names:
        _add(properties, schemata.NAMES[name.strength], name.full)
        if schema == "Person":
            _add(properties, "firstName", name.given)
            _add(properties, "lastName", name.family)
    if "name" not in properties:
        _add(properties, "name", listing.name)
    _add(properties, "topics", "sanction")
    _add(properties, "program", *listing.programmes)
    _add_facts(properties, schema, listing)
    for identifier in listing.identifiers:
        _add_identifier(properties, schema, identifier)
    for detail in listing.details:
        _add_detail(properties, schema, detail)
    _add(properties, "notes", listing.remarks)
    neighbours = [_sanction(key, listing, publication)]
    for address in listing.addresses:
        neighbour = _address(key, address)
        neighbours.append(neighbour)
        _add(properties, "address", address.full)
        _add(properties, "addressEntity", neighbour["id"])
        _add(properties, "country", _ftm_country(address.country))
    if schema in schemata.LEGAL:
        neighbours += _holdings(key, listing.identifiers)
    for link in listing.links:
        neighbours += _link(key, schema, link)
    unique = {entity["id"]: entity for entity in (_entity(key, schema, properties), *neighbours)}
    return list(unique.values())


def entity_id(listing_id: str) -> str:
    """A listing's id as FollowTheMoney allows it: letters, figures, dots and hyphens (us-ofac-32391)."""
    return re.sub(r"[^0-9A-Za-z.-]+", "-", listing_id).strip("-.")


def _add(properties: _Properties, name: str, *values: str) -> None:
    known = properties.get(name, [])
    new = [value for value in dict.fromkeys(values) if value and value not in known]
    if new:
        properties[name] = known + new


def _entity(key: str, schema: str, properties: _Properties) -> Entity:
    caption = next((properties[n][0] for n in ("name", "full", "number", "publicKey") if n in properties), schema)
    return {"id": key, "caption": caption, "schema": schema, "properties": properties}


def _part(key: str, schema: str, *content: str, **values: Iterable[str] | str) -> Entity:
    """An entity that belongs to another; its id tells the owner, the schema and a digest of the content."""
    digest = hashlib.sha256("\n".join(content).encode()).hexdigest()[:12]
    properties: _Properties = {}
    for name, value in values.items():
        _add(properties, name, *((value,) if isinstance(value, str) else value))
    return _entity(f"{key}-{schema.lower()}-{digest}", schema, properties)


def _add_facts(properties: _Properties, schema: str, listing: Listing) -> None:
    for span in listing.births:
        _add(properties, schemata.BEGINS.get(schema, "incorporationDate"), *_ftm_dates(span))
    for span in listing.deaths:
        _add(properties, schemata.ENDS.get(schema, "notes"), *_ftm_dates(span))
    for place in listing.birth_places:
        if schema == "Person":
            _add(properties, "birthPlace", place.text)
            _add(properties, "birthCountry", _ftm_country(place.country))
        else:
            _add(properties, "notes", place.text)
    nationality = {"Person": "nationality", "Vessel": "flag"}.get(schema, "country")
    _add(properties, nationality, *map(_ftm_country, listing.nationalities))
    if schema == "Person":
        _add(properties, "gender", *listing.genders)


def _add_identifier(properties: _Properties, schema: str, identifier: Identifier) -> None:
    value = _ftm_value(identifier)
    fitting = [name for name in schemata.IDENTIFIERS.get(identifier.type, ()) if name in schemata.NUMBERS[schema]]
    if fitting and value:
        _add(properties, fitting[0], value)
    else:
        _add(properties, "notes", f"{identifier.type}: {identifier.value}")


def _add_detail(properties: _Properties, schema: str, detail: Detail) -> None:
    label = detail.label.casefold()
    if label in schemata.REASONS:
        return  # the Sanction has it
    name = schemata.DETAILS.get(schema, {}).get(label, "notes")
    values = [detail.value]
    if name in schemata.COUNTRIES:
        values = [_ftm_country(code) for code in places.countries_listed(detail.value)]
    elif name in schemata.DATES:
        values = [text for span in dates.parse_listed(detail.value) for text in _ftm_dates(span)]
    elif name in schemata.AMOUNTS:
        values = [figures] if re.fullmatch(r"\d+(?:\.\d+)?", figures := detail.value.replace(",", "")) else []
    if name == "notes" or not values:
        name, values = "notes", [f"{detail.label}: {detail.value}"]
    _add(properties, name, *values)


def _ftm_value(identifier: Identifier) -> str:
    """The value as the property's type demands; empty when it can't be written so."""
    value = identifier.value.strip()
    match identifier.type:
        case "phone":
            figures = identifiers.canonical(value, "phone")
            international = value.startswith(("+", "00")) and 8 <= len(figures) <= 15
            return f"+{figures}" if international else ""
        case "email":
            return value if re.fullmatch(r"[^\s@]+@[^\s@]+\.[^\s@.]+", value) else ""
        case "website":
            written = value if "://" in value else f"http://{value}"
            return written if re.fullmatch(r"https?://[^\s/.]+\.[^\s]+", written) else ""
        case _:
            return value


def _sanction(key: str, listing: Listing, publication: Publication | None) -> Entity:
    url = publication.url if publication else ""
    return _part(
        key,
        "Sanction",
        listing.id,
        entity=key,
        authority=publication.title if publication and publication.title else listing.publisher,
        authorityId=listing.id.partition(":")[2],
        program=listing.programmes,
        reason=[d.value for d in listing.details if d.label.casefold() in schemata.REASONS],
        listingDate=listing.listed_on,
        startDate=listing.listed_on,
        summary=listing.source,
        sourceUrl=url if url.startswith(("http://", "https://")) else "",
    )


def _address(key: str, address: Address) -> Entity:
    return _part(
        key,
        "Address",
        address.full,
        address.country,
        full=address.full,
        city=address.city,
        region=address.region,
        postalCode=address.postcode,
        country=_ftm_country(address.country),
    )


def _holdings(key: str, found: Iterable[Identifier]) -> Iterator[Entity]:
    """The identity documents and wallets of a person or organisation."""
    for one in found:
        content = (one.type, one.value, one.country)
        if one.type in schemata.DOCUMENTS:
            schema = "Passport" if one.type == "passport" else "Identification"
            values = {"number": one.value, "country": _ftm_country(one.country), "summary": one.note}
            yield _part(key, schema, *content, holder=key, type=one.type, **values)
        elif one.type == "wallet":
            values = {"publicKey": one.value, "currency": one.note, "topics": "sanction"}
            yield _part(key, "CryptoWallet", *content, holder=key, **values)


def _link(key: str, schema: str, link: Link) -> Iterator[Entity]:
    """The edge of a link and, when the publisher gives no id for the target, the target by its name."""
    edge, mine, theirs, target, role = _edge(schema, link)
    other = entity_id(link.target_id)
    if not other:
        named = _part(key, target, link.target, name=link.target)
        other = named["id"]
        yield named
    yield _part(key, edge, link.relation, other, **{mine: key, theirs: other, role: link.relation})


def _edge(schema: str, link: Link) -> tuple[str, str, str, str, str]:
    """Schema of a link's edge; its properties for this party, the other and the role; schema of the other."""
    legal = schema in schemata.LEGAL
    match link.relation:
        case "family" if schema == "Person":
            return "Family", "person", "relative", "Person", "relationship"
        case "owned-by" if schema in schemata.ASSETS:
            return "Ownership", "asset", "owner", "LegalEntity", "role"
        case "owns" if legal and not link.target_id:
            return "Ownership", "owner", "asset", "Company", "role"
        case "acts-for" if legal:
            return "Representation", "agent", "client", "LegalEntity", "role"
        case "member-of" if legal:
            return "Membership", "member", "organization", "Organization", "role"
        case _:
            return "UnknownLink", "subject", "object", "LegalEntity", "role"


def _ftm_country(code: str) -> str:
    return schemata.TO_COUNTRY.get(code, code)


def _ftm_dates(span: DateSpan) -> list[str]:
    """The days, months or years of a span in the partial ISO forms; the ends only of more than ten years."""
    first, last = date.fromisoformat(span.first), date.fromisoformat(span.last)
    if first == last:
        return [span.first]
    if first.year == last.year:
        if (first.month, last.month) == (1, 12):
            return [f"{first.year}"]
        return [f"{first.year}-{month:02}" for month in range(first.month, last.month + 1)]
    years = range(first.year, last.year + 1)
    return [str(year) for year in (years if len(years) <= 10 else (first.year, last.year))]
