"""What do the words of the Reconciliation API mean here? Queries, candidates, properties and manifests, 0.2 and 1.0-draft.

Types and properties are FollowTheMoney's; ids are those of its entities. Specification:
https://reconciliation-api.github.io/specs/0.2/. Nothing here screens.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Literal

import msgspec

from watchword import __version__, ftm
from watchword.errors import InputError
from watchword.ftm import schemata
from watchword.model import Hit, Listing, Party
from watchword.web.lists import Served
from watchword.web.showing import facts

Version = Literal["0.2", "1.0-draft"]
ANY = "LegalEntity"
TYPES = {
    "Person": "Person",
    "Organization": "Organisation",
    "Company": "Company",
    "Vessel": "Vessel",
    "Airplane": "Aircraft",
    "CryptoWallet": "Wallet",
    ANY: "Any party",
}
# What a query may say of a party beside its name, and what can be fetched of one.
ASKED = {
    "alias": "Other name", "birthDate": "Date of birth", "birthPlace": "Place of birth", "nationality": "Nationality",
    "country": "Country", "gender": "Gender", "passportNumber": "Passport number", "idNumber": "Identity number",
    "taxNumber": "Tax number", "registrationNumber": "Registration number", "leiCode": "LEI", "swiftBic": "BIC",
    "imoNumber": "IMO number", "mmsi": "MMSI", "publicKey": "Wallet address", "email": "E-mail", "phone": "Telephone",
    "incorporationDate": "Date of founding",
}  # fmt: skip
FETCHED = {
    "name": "Name", **ASKED, "weakAlias": "Weak alias", "previousName": "Former name", "program": "Programme",
    "topics": "Topic", "address": "Address", "notes": "Notes", "position": "Position", "deathDate": "Date of death",
    "flag": "Flag", "callSign": "Call sign",
}  # fmt: skip
LIMIT, MOST, QUERIES = 10, 100, 500
_SURE = 0.95  # probability from which the best candidate is taken for the party without a person looking
_Value = str | float | bool | dict[str, Any]
_Values = _Value | list[_Value]


class Property(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What else a 0.2 query knows: values of a property."""

    pid: str
    v: _Values


class Query(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A query of 0.2."""

    query: str = ""
    type: str | list[str] | None = None
    limit: float = LIMIT
    properties: list[Property] = []
    type_strict: Literal["any", "should", "all"] | None = None


class Condition(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename="camel"):
    """One condition of a 1.0-draft query."""

    match_type: Literal["name", "id", "property"]
    property_value: _Values
    property_id: str = ""
    required: bool = False
    match_quantifier: str = ""
    match_qualifier: str = ""


class DraftQuery(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A query of 1.0-draft."""

    conditions: list[Condition]
    type: str | None = None
    limit: float = LIMIT
    lang: str = ""
    dir: str = ""


class DraftBody(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Queries of 1.0-draft."""

    queries: list[DraftQuery]


class Wanted(msgspec.Struct, frozen=True):
    """A property to be fetched; it has no settings here."""

    id: str
    settings: dict[str, Any] = {}


class Extension(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which properties of which entities are to be fetched."""

    ids: list[str]
    properties: list[Wanted]


def party_of(query: Query) -> Party:
    """The party that a 0.2 query describes. Raises InputError naming the field."""
    found: dict[str, list[str]] = {"name": [query.query]} if query.query.strip() else {}
    for one in query.properties:
        found.setdefault(one.pid, []).extend(_texts(one.v))
    types = [query.type] if isinstance(query.type, str) else query.type or []
    return _party(found, types)


def party_of_draft(query: DraftQuery) -> Party:
    """The party that a 1.0-draft query describes. Raises InputError naming a condition that can't be kept."""
    found: dict[str, list[str]] = {}
    for at, one in enumerate(query.conditions):
        if one.match_type == "id":
            raise InputError("entities can't be asked for by id here", where=f"conditions[{at}].matchType")
        if one.required or one.match_quantifier not in ("", "any") or one.match_qualifier:
            name = "required" if one.required else "matchQuantifier" if one.match_quantifier else "matchQualifier"
            raise InputError("what is known of a party only ranks candidates here", where=f"conditions[{at}].{name}")
        name = "name" if one.match_type == "name" else one.property_id
        found.setdefault(name, []).extend(_texts(one.property_value))
    return _party(found, [query.type] if query.type else [])


def limit_of(limit: float) -> int:
    """How many candidates are asked for. Raises InputError for a number that is none."""
    if not 1 <= limit <= MOST:
        raise InputError(f"a limit is 1 to {MOST}", where="limit")
    return int(limit)


def candidates(hits: Iterable[Hit], limit: int, line: float) -> list[dict[str, Any]]:
    """Hits as candidates, best first; the best is a match when it is nearly certain."""
    ordered = sorted(hits, key=lambda hit: (-hit.probability, -hit.similarity, hit.listing.id))
    return [_candidate(hit, at == 0, line) for at, hit in enumerate(ordered[:limit])]


def suggestion(listing: Listing) -> dict[str, Any]:
    """A listing as something that one types towards."""
    return {"id": ftm.entity_id(listing.id), "name": listing.name, "description": " · ".join((listing.id, *facts(listing))),
            "notable": [_type(listing)]}  # fmt: skip


def named(table: Mapping[str, str], prefix: str) -> list[dict[str, str]]:
    """The types or properties whose id or name begins so, any case."""
    start = prefix.strip().casefold()
    return [{"id": key, "name": name} for key, name in table.items()
            if key.casefold().startswith(start) or name.casefold().startswith(start)]  # fmt: skip


def extension(asked: Extension, served: Served, version: Version) -> dict[str, Any]:
    """The properties of the entities. Raises NotFoundError for an unknown entity, InputError for a property."""
    for at, one in enumerate(asked.properties):
        if one.id not in FETCHED or one.settings:
            where = f"properties[{at}]" + (".settings" if one.id in FETCHED else "")
            raise InputError("there is no such property or setting", where=where, hint=", ".join(FETCHED))
    meta = [{"id": one.id, "name": FETCHED[one.id]} for one in asked.properties]
    rows = {}
    for entity_id in asked.ids:
        found = ftm.entities(served.find(entity_id))[0]["properties"]
        rows[entity_id] = {one.id: [{"str": value} for value in found.get(one.id, ())] for one in asked.properties}
    if version == "0.2":
        return {"meta": meta, "rows": rows}
    return {"meta": meta, "rows": [
        {"id": entity_id, "properties": [{"id": name, "values": values} for name, values in row.items()]}
        for entity_id, row in rows.items()
    ]}  # fmt: skip


def manifest(base: str, version: Version) -> dict[str, Any]:
    """What this service offers under `base`, its own address without a slash at the end."""
    root = f"{base}/reconcile"
    told: dict[str, Any] = {
        "versions": [version],
        "name": "watchword: official sanctions and terrorist lists",
        "identifierSpace": f"{base}/entities/",
        "schemaSpace": "https://followthemoney.tech/explorer/schemata/",
        "documentation": f"{base}/api/v1/docs",
        "serviceVersion": __version__,
        "view": {"url": f"{base}/listings/{{{{id}}}}"},
        "defaultTypes": [{"id": key, "name": name} for key, name in TYPES.items()],
        "preview": {"url": f"{root}/preview?id={{{{id}}}}", "width": 420, "height": 200},
    }
    if version == "0.2":
        told["suggest"] = {
            name: {"service_url": root, "service_path": f"/suggest/{name}"} for name in ("entity", "property", "type")
        }
        told["extend"] = {"propose_properties": {"service_url": root, "service_path": "/properties"},
                          "property_settings": []}  # fmt: skip
    else:
        told["suggest"] = {"entity": True, "property": True, "type": True}
        told["extend"] = {"proposeProperties": True, "propertySettings": []}
        told["standardizedScore"] = True
    return told


def _party(found: Mapping[str, list[str]], types: list[str]) -> Party:
    for name in found:
        if name not in ASKED and name != "name":
            raise InputError(f"there is no property {name!r}", where="properties", hint=", ".join(ASKED))
    for name in types:
        if name not in TYPES:
            raise InputError(f"there is no type {name!r}", where="type", hint=", ".join(TYPES))
    return ftm.party({"schema": types[0] if len(types) == 1 else ANY, "properties": found})


def _texts(values: _Values) -> list[str]:
    """Values as texts: of another entity its name."""
    out = []
    for value in values if isinstance(values, list) else [values]:
        if isinstance(value, dict):
            value = str(value.get("name") or value.get("id") or "")
        elif isinstance(value, float):
            value = f"{value:g}"
        out.append(str(value))
    return [text for text in out if text.strip()]


def _candidate(hit: Hit, best: bool, line: float) -> dict[str, Any]:
    return {
        "id": ftm.entity_id(hit.listing.id),
        "name": hit.listing.name,
        "description": " · ".join((hit.listing.id, *facts(hit.listing))),
        "type": [_type(hit.listing)],
        "score": round(100 * hit.similarity, 2),
        "match": best and hit.similarity >= line and hit.probability >= _SURE,
        "features": [
            {"id": "similarity", "name": "How alike the names are", "value": hit.similarity},
            {"id": "probability", "name": "How likely it is the same party", "value": hit.probability},
        ],
    }


def _type(listing: Listing) -> dict[str, str]:
    schema = schemata.SCHEMATA[listing.kind]
    return {"id": schema, "name": TYPES[schema]}
