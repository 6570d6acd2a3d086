"""Which party does a FollowTheMoney entity describe?

Only what screening can use is read; entities that are no party (sanctions, documents, edges) are refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from watchword.errors import InputError
from watchword.ftm import schemata
from watchword.model import DateSpan, Party
from watchword.text import dates, places


def party(entity: dict[str, Any]) -> Party:
    """The party that a FollowTheMoney entity describes.

    Further names become aliases, several birth dates the span from the first to the last. First, middle and
    last name make a name, and a wallet's key is one, where there is no other. Properties that
    screening can't use are passed over. Raises InputError whose `where` is `schema`, `properties` or
    `properties.<name>` when that is missing, of the wrong type or not to be understood.
    """
    if not isinstance(entity, dict):
        raise InputError("an entity must be an object", where="entity")
    schema = entity.get("schema")
    if not isinstance(schema, str) or schema not in schemata.KINDS:
        known = ", ".join(sorted(schemata.KINDS))
        raise InputError(f"unknown schema {schema!r}", where="schema", hint=f"Use one of: {known}.")
    properties = entity.get("properties")
    if not isinstance(properties, dict):
        raise InputError("an entity needs properties", where="properties")
    names = _read_names(properties)
    if not names:
        raise InputError("an entity needs a name", where="properties.name")
    begun = {"Person": ("birthDate",), "LegalEntity": ("birthDate", "incorporationDate")}
    born = _values(properties, "birthPlace")
    gender = next((g for g in _values(properties, "gender") if g in ("male", "female")), "")
    return Party(
        name=names[0],
        kind=schemata.KINDS[schema],
        aliases=tuple(names[1:]),
        birth=_read_birth(properties, *begun.get(schema, ("incorporationDate",))),
        countries=_read_countries(properties, "country", "jurisdiction", "mainCountry", "flag"),
        nationalities=_read_countries(properties, "nationality", "citizenship"),
        gender=gender,
        birth_place=", ".join([*born[:1], *map(places.country_name, _read_countries(properties, "birthCountry")[:1])]),
        identifiers=tuple(_read_identifiers(properties, schema)),
        addresses=tuple(_values(properties, "address")),
        id=str(entity.get("id") or ""),
    )


def _values(properties: dict[str, Any], name: str) -> list[str]:
    """A property's values as texts, each once, without blanks."""
    value = properties.get(name)
    if value is None:
        return []
    found: list[str] = []
    for item in value if isinstance(value, list | tuple) else [value]:
        if isinstance(item, int | float) and not isinstance(item, bool):
            item = str(item)
        if not isinstance(item, str | None):
            raise InputError("only text is allowed here", where=f"properties.{name}")
        if item and item.strip():
            found.append(item.strip())
    return list(dict.fromkeys(found))


def _read_names(properties: dict[str, Any]) -> list[str]:
    names = [n for name in ("name", "alias", "weakAlias", "previousName") for n in _values(properties, name)]
    parts = [part for name in ("firstName", "middleName", "lastName") for part in _values(properties, name)[:1]]
    if not _values(properties, "name") and parts:
        names.insert(0, " ".join(parts))
    if not names:
        names = [key for name in ("publicKey", "cryptoAddress") for key in _values(properties, name)][:1]
    return list(dict.fromkeys(names))


def _read_birth(properties: dict[str, Any], *names: str) -> str:
    spans = []
    for name in names:
        for text in _values(properties, name):
            span = dates.parse(text)
            if span is None:
                raise InputError(f"not a possible date: {text!r}", where=f"properties.{name}")
            spans.append(span)
    if not spans:
        return ""
    if len(spans) == 1:
        return spans[0].text
    return dates.format_span(DateSpan(min(s.first for s in spans), max(s.last for s in spans)))


def _read_countries(properties: dict[str, Any], *names: str) -> tuple[str, ...]:
    codes = []
    for name in names:
        for text in _values(properties, name):
            lower = text.lower()
            if lower in schemata.NO_COUNTRY:
                continue
            part = re.fullmatch(r"([a-z]{2})-[a-z0-9]{1,4}", lower)
            code = places.country(schemata.FROM_COUNTRY.get(lower, part[1] if part else text))
            if not code:
                raise InputError(f"unknown country: {text!r}", where=f"properties.{name}")
            codes.append(code)
    return tuple(dict.fromkeys(codes))


def _read_identifiers(properties: dict[str, Any], schema: str) -> Iterator[str]:
    own = {"idNumber": "national-id" if schema == "Person" else "other"}
    if schema == "Airplane":
        own["registrationNumber"] = "aircraft-tail"
    for name, kind in (schemata.READ | own).items():
        for value in _values(properties, name):
            yield f"{kind}:{value}"
