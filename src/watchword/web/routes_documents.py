"""How does a developer read the API? One page made of its OpenAPI document; nothing is loaded from elsewhere.

What the document says is `openapi`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from watchword.web.operations import Need, Operation
from watchword.web.pages import page


@dataclass(frozen=True, slots=True)
class Told:
    """An operation as the page shows it: parameters and the fields of what it takes and gives, in words."""

    method: str
    path: str
    summary: str
    needs: Need
    parameters: tuple[tuple[str, str], ...]
    bodies: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]


async def documents(request: Request) -> Response:
    """The API on one page."""
    document = request.app.state.openapi
    families: dict[str, list[Told]] = {}
    for path, methods in document["paths"].items():
        for method, one in methods.items():
            families.setdefault(one["tags"][0], []).append(_told(method.upper(), path, one, document))
    return page(request, "api.html", families=sorted(families.items()))


def _told(method: str, path: str, one: dict[str, Any], document: dict[str, Any]) -> Told:
    parameters = tuple((found["name"], _words(found["schema"])) for found in one["parameters"])
    parts = [("Takes", one.get("requestBody")), ("Gives", one["responses"]["200"])]
    bodies = []
    for name, part in parts:
        schema = ((part or {}).get("content") or {}).get("application/json", {}).get("schema", {})
        fields = tuple(_fields(schema, document))
        if fields:
            bodies.append((name, fields))
    return Told(method, path, one["summary"], Need(one["x-needs"]), parameters, tuple(bodies))


def _fields(schema: dict[str, Any], document: dict[str, Any]) -> Iterable[tuple[str, str]]:
    """The fields of a struct, one level deep."""
    name = schema.get("$ref", "").rpartition("/")[2]
    found = document["components"]["schemas"].get(name, schema)
    return ((field, _words(shape)) for field, shape in found.get("properties", {}).items())


def _words(schema: dict[str, Any]) -> str:
    """A schema in a few words."""
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    if "anyOf" in schema:
        return " or ".join(_words(one) for one in schema["anyOf"])
    if "enum" in schema:
        return " | ".join(map(str, schema["enum"]))
    if schema.get("type") == "array":
        return f"list of {_words(schema['items'])}" if "items" in schema else "list"
    return str(schema.get("type", "any"))


OPERATIONS = (Operation("GET", "/api/v1/docs", documents, Need.NOTHING, "The API on one page", page=True),)
