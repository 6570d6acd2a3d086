"""Is every write done once under an idempotency key? One table of all writes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from typing import Any

import pytest
from tests.web.conftest import Served
from tests.web.test_work import PAYMENT

from watchword.cases import register
from watchword.cases.people import Person
from watchword.store.access_tables import Given
from watchword.web.app import OPERATIONS

PARTY = {"name": "Ousmane Illiassou Djibo", "kind": "person", "id": "c-7"}
QUERIES = {"q0": {"schema": "Person", "properties": {"name": ["Ousmane Illiassou Djibo"]}}}
OLD = {"queries": json.dumps({"q0": {"query": "Ousmane Illiassou Djibo"}})}
DRAFT = {"queries": [{"conditions": [{"matchType": "name", "propertyValue": "Ousmane Illiassou Djibo"}]}]}
EXTEND = {"ids": ["us-ofac-1"], "properties": [{"id": "birthDate"}]}
BLOCK = {"disposition": "block", "reason": "identity-confirmed", "text": "it is he"}
RELEASE = {"disposition": "false-positive", "reason": "other-person", "text": "it is not"}

Made = tuple[str, dict[str, Any], str]  # address, what is sent, and how: json or data


def _alert(served: Served, keys: dict[str, dict[str, str]]) -> str:
    served.client.post("/api/v1/screen", json={"party": PARTY}, headers=keys["ann"])
    return str(served.client.get("/api/v1/alerts", headers=keys["ann"]).json()["alerts"][0]["id"])


def _on_alert(what: str, body: dict[str, Any]) -> Callable[[Served, dict[str, dict[str, str]]], Made]:
    return lambda served, keys: (f"/api/v1/alerts/{_alert(served, keys)}/{what}", body, "json")


def _on_proposal(what: str, body: dict[str, Any]) -> Callable[[Served, dict[str, dict[str, str]]], Made]:
    def make(served: Served, keys: dict[str, dict[str, str]]) -> Made:
        address = f"/api/v1/alerts/{_alert(served, keys)}/decisions"
        for ruling in (BLOCK, RELEASE):
            told = served.client.post(address, json=ruling, headers=keys["ann"]).json()
        return f"/api/v1/proposals/{told['seq']}/{what}", body, "json"

    return make


def _plain(address: str, body: dict[str, Any], how: str = "json") -> Callable[..., Made]:
    return lambda *_: (address, body, how)


WRITES: dict[str, Callable[[Served, dict[str, dict[str, str]]], Made]] = {
    "POST /api/v1/screen": _plain("/api/v1/screen", {"party": PARTY}),
    "POST /api/v1/batch": _plain("/api/v1/batch", {"parties": [PARTY]}),
    "POST /api/v1/documents": _plain("/api/v1/documents", {"text": "Ousmane Illiassou Djibo spoke."}),
    "POST /api/v1/payments": _plain("/api/v1/payments", {"name": "m1", "message": PAYMENT}),
    "POST /api/v1/alerts/{id}/assignee": _on_alert("assignee", {"person": "ann"}),
    "POST /api/v1/alerts/{id}/comments": _on_alert("comments", {"text": "hm"}),
    "POST /api/v1/alerts/{id}/decisions": _on_alert("decisions", BLOCK),
    "POST /api/v1/alerts/{id}/allowance": _on_alert("allowance", {"until": "2027-06-01", "text": "known well"}),
    "POST /api/v1/proposals/{seq}/approval": _on_proposal("approval", {}),
    "POST /api/v1/proposals/{seq}/refusal": _on_proposal("refusal", {"text": "no"}),
    "POST /match/{dataset}": _plain("/match/default", {"queries": QUERIES}),
    "POST /reconcile": _plain("/reconcile", OLD, "data"),
    "POST /reconcile/draft/match": _plain("/reconcile/draft/match", DRAFT),
    "POST /reconcile/draft/extend": _plain("/reconcile/draft/extend", EXTEND),
}
"""Every write of the APIs with an example that succeeds. Forms of pages are written once by their own token's page."""


@pytest.fixture
def keys(served: Served) -> dict[str, dict[str, str]]:
    """Keys of ann, an analyst, and of bob, who may approve."""
    made = {}
    for name, role in (("ann", "analyst"), ("bob", "approver")):
        register.add(served.service.cases, served.boss, Person(name, (role,), name.capitalize()))
        secret, _ = served.service.doorman.make_key(name, ["screen", "cases", "approve", "audit"], name)
        made[name] = {"Authorization": f"Bearer {secret}"}
    return made


def test_every_write_is_in_the_table() -> None:
    """A new write fails here until it is tried below."""
    writes = {f"{one.method} {one.path}" for one in OPERATIONS if not one.page and one.method not in ("GET", "OPTIONS")}
    assert writes == set(WRITES)


@pytest.mark.parametrize("name", WRITES)
def test_a_write_is_done_once(served: Served, keys: dict[str, dict[str, str]], name: str) -> None:
    """The same request under the same key is answered with the same bytes and leaves no second record; another request
    under it is refused; another asker's key of that name is another key."""
    address, sent, how = WRITES[name](served, keys)
    headers = {**keys["bob"], "Idempotency-Key": "of this test"}

    def ask(headers: dict[str, str], sent: dict[str, Any] = sent) -> Any:
        return served.client.post(address, headers=headers, **{how: sent})  # type: ignore[arg-type]

    first = ask(headers)
    assert first.status_code == 200, first.text
    size = served.service.log.head().size
    again = ask(headers)
    assert (again.status_code, again.content) == (200, first.content)
    assert again.headers["idempotent-replayed"] == "true"
    assert served.service.log.head().size == size
    other = ask(headers, {**sent, "more": "x"})
    assert other.status_code == 409
    assert other.json()["where"] == "Idempotency-Key"
    assert "idempotent-replayed" not in ask({**keys["ann"], "Idempotency-Key": "of this test"}).headers


def test_what_was_cut_off_is_told_apart(served: Served, keys: dict[str, dict[str, str]]) -> None:
    """A key whose request is still running can be tried again soon; one whose process ended before the answer can't, and
    that is said, for nobody but the record knows whether it was done."""
    here, sent = served.service, {"party": PARTY}
    headers = {**keys["ann"], "Idempotency-Key": "of a process that died"}
    body = json.dumps(sent).encode()
    asked = hashlib.sha256(b"\n".join((b"POST", b"http://testserver/api/v1/screen", body))).hexdigest()
    now = int(here.clock().timestamp())
    here.access.begin_given(Given("ann", headers["Idempotency-Key"], asked, 0, b"", now), 0)

    def ask() -> Any:
        return served.client.post(
            "/api/v1/screen", content=body, headers={**headers, "Content-Type": "application/json"}
        )

    running = ask()
    assert (running.status_code, running.headers["retry-after"]) == (409, "1")
    here.access.end_given(Given("ann", headers["Idempotency-Key"], asked, 0, b"", now))
    here.access.begin_given(Given("ann", headers["Idempotency-Key"], asked, 0, b"", now - 3600), 0)
    dead = ask()
    assert dead.status_code == 409
    assert "cut off" in dead.json()["detail"] + dead.json()["title"]
    assert "retry-after" not in dead.headers
