"""Does any request at all break the server? Schemathesis makes them from the API's own document."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from starlette.testclient import TestClient
from tests.small import snapshot_of
from tests.web.conftest import Served, few, options

from watchword.web import openapi
from watchword.web.app import OPERATIONS, create

_EXAMPLES = 15
_API = [found.ok() for found in schemathesis.openapi.from_dict(openapi.document(OPERATIONS)).get_all_operations()]


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
        if answer.status_code >= 400 and not sent["url"].endswith("/"):
            told = answer.json()
            assert told["status"] == answer.status_code
            assert told["code"] not in ("error", "storage"), told
            assert answer.status_code < 500 or told["code"] == "not-ready", told

    ask()
