"""Does any request at all break the server? Schemathesis makes them from the API's own document."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from jsonschema import Draft202012Validator
from starlette.testclient import TestClient
from tests.small import snapshot_of
from tests.web.conftest import Served, few, options

from watchword.web import openapi
from watchword.web.app import OPERATIONS, create

_EXAMPLES = 15
_DOCUMENT = openapi.document(OPERATIONS)
_LOADED = schemathesis.openapi.from_dict(_DOCUMENT)
_API = [found.ok() for found in _LOADED.get_all_operations()]


@pytest.fixture(scope="module")
def fuzzed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """An application, which asks nobody to wait."""
    app = create(options(tmp_path_factory.mktemp("fuzz"), rate=1e9), snapshot_of(*few()))
    with TestClient(app, follow_redirects=False) as client:
        yield Served(app, client)


@pytest.fixture(scope="module")
def everything(fuzzed: Served) -> dict[str, str]:
    """The header of a key with every right."""
    return fuzzed.key("screen", "cases", "approve", "audit", "observe", "administer")


def _check_answer(operation: Any, answer: Any) -> None:
    """An answer is what the document says of it."""
    told = _DOCUMENT["paths"][operation.path][operation.method.lower()]["responses"]["200"]
    if "content" in told:
        schema = {**told["content"]["application/json"]["schema"], "components": _DOCUMENT["components"]}
        Draft202012Validator(schema).validate(answer.json())


def test_document_is_valid() -> None:
    """The document keeps to the schema of OpenAPI 3.1, each part of it to JSON Schema, and no operation is told twice."""
    assert _DOCUMENT["openapi"] == "3.1.0"
    _LOADED.validate()
    for schema in _DOCUMENT["components"]["schemas"].values():
        Draft202012Validator.check_schema(schema)
    told = [one["operationId"] for methods in _DOCUMENT["paths"].values() for one in methods.values()]
    assert len(told) == len(set(told)) == len([one for one in OPERATIONS if not one.page])
    references = set(re.findall(r'"\$ref": "#/components/schemas/([^"]+)"', json.dumps(_DOCUMENT)))
    assert references <= set(_DOCUMENT["components"]["schemas"])


@pytest.mark.parametrize("operation", _API, ids=lambda one: one.label)
def test_no_request_breaks_the_server(operation: Any, fuzzed: Served, everything: dict[str, str]) -> None:
    """Whatever is sent, no answer is a failure of ours, and every refusal is problem details that name the status."""

    @given(case=operation.as_strategy())
    @settings(
        max_examples=_EXAMPLES, deadline=None, derandomize=True, database=None, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    def ask(case: Any) -> None:
        sent = case.as_transport_kwargs(base_url="http://testserver")
        headers = {**{k: v for k, v in sent.get("headers", {}).items() if k.lower() != "authorization"}, **everything}
        answer = fuzzed.client.request(
            sent["method"], sent["url"], params=sent.get("params"), json=sent.get("json"), content=sent.get("data"),
            headers=headers,
        )  # fmt: skip
        if answer.status_code == 200:
            _check_answer(operation, answer)
        if answer.status_code >= 400 and not sent["url"].endswith("/"):
            told = answer.json()
            assert told["status"] == answer.status_code
            assert told["code"] not in ("error", "storage"), told
            assert answer.status_code < 500 or told["code"] == "not-ready", told

    ask()
