"""Does OpenRefine's protocol hold, by its own published schemas?"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT7
from tests.web.conftest import Served


class Schemas:
    """The schemas of one version, which refer to each other by name."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder / "schemas"
        resources = [(path.name, json.loads(path.read_text())) for path in self._folder.glob("*.json")]
        pairs = [(name, Resource(schema, DRAFT7)) for name, schema in resources]
        pairs += [(schema["$id"], Resource(schema, DRAFT7)) for _, schema in resources if "$id" in schema]
        base = next(schema["$id"] for _, schema in resources if "$id" in schema and "specs" in schema["$id"])
        pairs += [(f"{base.rpartition('/')[0]}/{name}", Resource(schema, DRAFT7)) for name, schema in resources]
        self._registry: Registry[Any] = Registry().with_resources(pairs)

    def check(self, name: str, value: Any) -> None:
        """Raises when a value does not suit a schema."""
        schema = json.loads((self._folder / f"{name}.json").read_text())
        Draft7Validator(schema, registry=self._registry).validate(value)


@pytest.fixture
def old(shared: Path) -> Schemas:
    """The schemas of 0.2."""
    return Schemas(shared / "openrefine" / "0.2")


@pytest.fixture
def draft(shared: Path) -> Schemas:
    """The schemas of 1.0-draft."""
    return Schemas(shared / "openrefine" / "1.0-draft")


def test_session_of_0_2(served: Served, old: Schemas) -> None:
    """Manifest, types, queries, preview, proposals, extension: a whole session, each step valid by its schema."""
    client = served.client
    manifest = client.get("/reconcile").json()
    old.check("manifest", manifest)
    suggest = manifest["suggest"]["type"]
    types = client.get(suggest["service_url"] + suggest["service_path"], params={"prefix": "per"}).json()
    old.check("suggest-types-response", types)
    assert types["result"][0]["id"] == "Person"
    found = client.get("/reconcile/suggest/property", params={"prefix": "birth"}).json()
    old.check("suggest-properties-response", found)
    assert "birthDate" in {one["id"] for one in found["result"]}
    queries = {
        "q0": {"query": "Ousmane Illiassou Djibo", "type": "Person", "limit": 3,
               "properties": [{"pid": "birthDate", "v": "1984"}, {"pid": "nationality", "v": ["ne"]}]},
        "q1": {"query": "Gudrun Winter"},
        "q2": {"query": "PLAYA AZUL", "properties": [{"pid": "imoNumber", "v": 7406784}]},
    }  # fmt: skip
    old.check("reconciliation-query-batch", queries)
    results = client.post("/reconcile", data={"queries": json.dumps(queries)}).json()
    old.check("reconciliation-result-batch", results)
    assert results["q0"]["result"][0]["id"] == "us-ofac-1"
    assert results["q0"]["result"][0]["match"]
    assert results["q1"]["result"] == []
    assert results["q2"]["result"][0]["id"] == "uk-ofsi-9"
    best = results["q0"]["result"][0]["id"]
    assert client.get(manifest["view"]["url"].replace("{{id}}", best)).status_code == 200
    preview = client.get(manifest["preview"]["url"].replace("{{id}}", best))
    assert "Djibo" in preview.text
    assert "frame-ancestors *" in preview.headers["content-security-policy"]
    place = manifest["extend"]["propose_properties"]
    proposed = client.get(place["service_url"] + place["service_path"], params={"type": "Person"}).json()
    old.check("data-extension-property-proposal", proposed)
    asked = {"ids": [best], "properties": [{"id": "birthDate"}, {"id": "program"}, {"id": "passportNumber"}]}
    old.check("data-extension-query", asked)
    values = client.post("/reconcile", data={"extend": json.dumps(asked)}).json()
    old.check("data-extension-response", values)
    assert values["rows"][best] == {
        "birthDate": [{"str": "1984"}], "program": [{"str": "SDGT"}], "passportNumber": [{"str": "AB123456"}],
    }  # fmt: skip
    typed = client.get("/reconcile/suggest/entity", params={"prefix": "Ousmane Djibo"}).json()
    old.check("suggest-entities-response", typed)
    assert typed["result"][0]["id"] == "us-ofac-1"
    assert client.get("/reconcile/suggest/entity", params={"prefix": best}).json()["result"][0]["id"] == best


def test_session_of_1_0_draft(served: Served, draft: Schemas) -> None:
    """The same under the draft of 1.0."""
    client = served.client
    manifest = client.get("/reconcile/draft").json()
    draft.check("manifest", manifest)
    conditions = [
        {"matchType": "name", "propertyValue": "Ousmane Illiassou Djibo"},
        {"matchType": "property", "propertyId": "birthDate", "propertyValue": "1984"},
    ]
    body = {"queries": [{"type": "Person", "limit": 3, "conditions": conditions}]}
    draft.check("reconciliation-query-batch", body)
    results = client.post("/reconcile/draft/match", json=body).json()
    draft.check("reconciliation-result-batch", results)
    assert results["results"][0]["candidates"][0]["id"] == "us-ofac-1"
    asked = {"ids": ["us-ofac-1"], "properties": [{"id": "birthDate"}]}
    draft.check("data-extension-query", asked)
    values = client.post("/reconcile/draft/extend", json=asked).json()
    draft.check("data-extension-response", values)
    assert values["rows"][0]["properties"] == [{"id": "birthDate", "values": [{"str": "1984"}]}]
    for name in ("entity", "property", "type"):
        answer = client.get(f"/reconcile/draft/suggest/{name}", params={"prefix": "p"}).json()
        plural = {"entity": "entities", "property": "properties", "type": "types"}[name]
        draft.check(f"suggest-{plural}-response", answer)
    draft.check("data-extension-property-proposal", client.get("/reconcile/draft/extend/propose").json())


@pytest.mark.parametrize("version", ["0.2", "1.0-draft"])
def test_published_examples_of_queries(served: Served, shared: Path, version: str) -> None:
    """Published valid queries are answered or refused by name; no published query, valid or not, breaks the server."""
    for path in sorted((shared / "openrefine" / version / "examples").glob("reconciliation-query-batch/*/*.json")):
        text = path.read_text()
        if version == "0.2":
            answer = served.client.post("/reconcile", data={"queries": text})
        else:
            answer = served.client.post(
                "/reconcile/draft/match", content=text, headers={"content-type": "application/json"}
            )
        assert answer.status_code < 500, path
        if path.parent.name == "invalid":
            assert answer.status_code in (400, 422), path


@pytest.mark.parametrize(
    ("query", "where"),
    [
        ({"query": "Ann", "type": "Dragon"}, "queries.q.type"),
        ({"query": "Ann", "properties": [{"pid": "colour", "v": "red"}]}, "queries.q.properties"),
        ({"query": "Ann", "properties": [{"pid": "birthDate", "v": "31.02.1984"}]}, "queries.q.properties.birthDate"),
        ({"query": "Ann", "limit": 0}, "limit"),
        ({}, "queries.q.properties.name"),
    ],
)
def test_what_cannot_be_asked_is_named(served: Served, query: dict[str, Any], where: str) -> None:
    """A query that can't be answered is refused with its key and field, never answered with an empty list."""
    answer = served.client.post("/reconcile", data={"queries": json.dumps({"q": query})})
    assert answer.status_code == 422
    assert answer.json()["where"] == where


def test_other_sites_may_read_it(served: Served) -> None:
    """Pages of other sites may read reconciliation, and nothing else."""
    assert served.client.get("/reconcile").headers["access-control-allow-origin"] == "*"
    assert served.client.options("/reconcile/draft/match").status_code == 204
    assert "access-control-allow-origin" not in served.client.get("/catalog").headers


def test_reconciling_raises_no_alert(served: Served) -> None:
    """Queries are on record under one chunk, without alerts."""
    served.client.post("/reconcile", data={"queries": json.dumps({"q": {"query": "Ousmane Illiassou Djibo"}})})
    with served.service.log.read() as view:
        (found,) = view.records(kinds=("chunk-screened",))
        body = found.read(dict)  # type: ignore[type-arg]
    assert body["basis"]["door"] == "reconcile"
    assert body["alerts"] == []
