"""What does the API say of itself? An OpenAPI 3.1 document made of the operations and their structs.

Nothing is described by hand: a struct that reads a request is the one that documents it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

import msgspec

from watchword import __version__
from watchword.web.errors import MEDIA_TYPE, Problem
from watchword.web.operations import Need, Operation
from watchword.web.requests import JSON

_PATH = re.compile(r"{(\w+)(?::\w+)?}")
_REFERENCE = "#/components/schemas/{name}"


def document(operations: Iterable[Operation]) -> dict[str, Any]:
    """The OpenAPI document of these operations, pages left out."""
    shown = [one for one in operations if not one.page]
    types = [kind for one in shown for kind in (one.body, one.answer) if kind is not None]
    schemas, components = msgspec.json.schema_components([*types, Problem], ref_template=_REFERENCE)
    at = iter(schemas)
    paths: dict[str, dict[str, Any]] = {}
    for one in shown:
        body = next(at) if one.body is not None else None
        answer = next(at) if one.answer is not None else None
        paths.setdefault(_PATH.sub(r"{\1}", one.path), {})[one.method.lower()] = _operation(one, body, answer)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "watchword",
            "version": __version__,
            "description": "Screens parties against official lists. Every answer is on record before it is given.",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "paths": paths,
        "components": {
            "schemas": components,
            "securitySchemes": {
                "key": {"type": "apiKey", "in": "header", "name": "Authorization",
                        "description": "`ApiKey KEY` or `Bearer KEY`"},
                "session": {"type": "apiKey", "in": "cookie", "name": "watchword"},
            },
        },
    }  # fmt: skip


def _operation(one: Operation, body: Any, answer: Any) -> dict[str, Any]:
    problem = {MEDIA_TYPE: {"schema": {"$ref": _REFERENCE.format(name="Problem")}}}
    told: dict[str, Any] = {"description": "Done"}
    if answer is not None:
        told["content"] = {JSON: {"schema": answer}}
    out: dict[str, Any] = {
        "operationId": re.sub(r"\W+", "_", f"{one.method.lower()} {one.path}").strip("_"),
        "summary": one.summary,
        "tags": [one.family or "other"],
        "parameters": [*_in_path(one.path), *_in_query(one.query)],
        "responses": {"200": told, "default": {"description": "Problem details (RFC 9457)", "content": problem}},
        "x-needs": one.needs.value,
    }
    if one.needs is not Need.NOTHING:
        out["security"] = [{"key": []}, {"session": []}]
    if body is not None:
        out["requestBody"] = {"required": True, "content": {JSON: {"schema": body}}}
    return out


def _in_path(path: str) -> list[dict[str, Any]]:
    return [{"name": name, "in": "path", "required": True, "schema": {"type": "string", "minLength": 1}}
            for name in _PATH.findall(path)]  # fmt: skip


def _in_query(kind: Any) -> list[dict[str, Any]]:
    """The parameters of a query's struct; nothing that it refers to may be nested."""
    if kind is None:
        return []
    (reference,), components = msgspec.json.schema_components([kind], ref_template="{name}")
    schema = components[reference["$ref"]]
    required = schema.get("required", ())
    return [
        {"name": name, "in": "query", "required": name in required, "schema": shape}
        for name, shape in schema["properties"].items()
    ]
