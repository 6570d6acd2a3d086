"""Is a case worked on over the API by its rules, with a second pair of eyes?"""

from __future__ import annotations

from typing import Any

import pytest
from tests.web.conftest import Served

from watchword.cases import register
from watchword.cases.people import Person
from watchword.ledger.verify_log import main as verify

PARTY = {"name": "Ousmane Illiassou Djibo", "kind": "person", "birth": "1984", "id": "c-7"}


@pytest.fixture
def office(served: Served) -> dict[str, dict[str, str]]:
    """Keys of ann, an analyst, of bob and carl, who may approve, and of vera, who only sees."""
    keys = {}
    rights = ["screen", "cases", "approve", "audit"]
    for name, role in (("ann", "analyst"), ("bob", "approver"), ("carl", "approver"), ("vera", "viewer")):
        register.add(served.service.cases, served.boss, Person(name, (role,), name.capitalize()))
        secret, _ = served.service.doorman.make_key(name, rights, name)
        keys[name] = {"Authorization": f"Bearer {secret}"}
    return keys


def _screen(served: Served, key: dict[str, str]) -> list[dict[str, Any]]:
    served.client.post("/api/v1/screen", json={"party": PARTY}, headers=key)
    return served.client.get("/api/v1/alerts", headers=key).json()["alerts"]  # type: ignore[no-any-return]


def _decide(served: Served, key: dict[str, str], alert: str, disposition: str, reason: str, **more: str) -> Any:
    body = {"disposition": disposition, "reason": reason, "text": "because", **more}
    return served.client.post(f"/api/v1/alerts/{alert}/decisions", json=body, headers=key)


def test_a_hit_becomes_a_case_that_is_decided(served: Served, office: dict[str, dict[str, str]]) -> None:
    """What is screened is in the queue, is taken, commented and decided, and its history says by whom."""
    ann = office["ann"]
    alerts = _screen(served, ann)
    assert {listing for one in alerts for listing in one["listings"]} == {"us-ofac:1", "eu-fsf:EU.7.1"}
    one = alerts[0]["id"]
    assert served.client.post(f"/api/v1/alerts/{one}/assignee", json={"person": "ann"}, headers=ann).status_code == 200
    assert served.client.post(f"/api/v1/alerts/{one}/comments", json={"text": "hm"}, headers=ann).status_code == 200
    receipt = _decide(served, ann, one, "false-positive", "other-person").json()
    assert receipt["kind"] == "decided"
    found = served.client.get(f"/api/v1/alerts/{one}", headers=ann).json()
    assert found["alert"]["state"] == "closed"
    assert found["party"]["id"] == "c-7"
    assert [event["kind"] for event in found["history"]][-3:] == ["alert-taken", "commented", "decided"]
    assert found["history"][-1]["body"]["by"] == "ann"
    assert found["history"][-2]["said"]["text"] == "hm"


def test_release_needs_a_second_person(served: Served, office: dict[str, dict[str, str]]) -> None:
    """Releasing a true match is proposed by one and approved by another; nobody approves what they proposed."""
    bob, carl = office["bob"], office["carl"]
    one = _screen(served, bob)[0]["id"]
    assert _decide(served, bob, one, "block", "identity-confirmed").json()["kind"] == "decided"
    proposed = _decide(served, bob, one, "false-positive", "other-person").json()
    assert proposed["kind"] == "proposed"
    address = f"/api/v1/proposals/{proposed['seq']}"
    assert served.client.post(f"{address}/approval", headers=bob, json={}).status_code == 403
    assert served.client.post(f"{address}/approval", headers=office["ann"], json={}).status_code == 403
    assert served.client.post(f"{address}/approval", headers=carl, json={}).json()["kind"] == "approved"
    found = served.client.get(f"/api/v1/alerts/{one}", headers=bob).json()["alert"]
    assert (found["state"], found["ruling"]["disposition"]) == ("closed", "false-positive")
    assert served.client.post(f"{address}/approval", headers=carl, json={}).status_code == 400


def test_who_only_sees_changes_nothing(served: Served, office: dict[str, dict[str, str]]) -> None:
    """A viewer sees the queue without personal data, and may change nothing."""
    one = _screen(served, office["ann"])[0]["id"]
    found = served.client.get(f"/api/v1/alerts/{one}", headers=office["vera"]).json()
    assert found["party"] is None
    assert all(event["said"] is None for event in found["history"])
    assert _decide(served, office["vera"], one, "false-positive", "other-person").status_code == 403


def test_wrong_decisions_are_named(served: Served, office: dict[str, dict[str, str]]) -> None:
    """A reason that doesn't fit, missing words and unknown alerts are refused with the field."""
    ann = office["ann"]
    one = _screen(served, ann)[0]["id"]
    assert _decide(served, ann, one, "false-positive", "no-such").json()["where"] == "reason"
    assert _decide(served, ann, one, "maybe", "other-person").json()["where"] == "disposition"
    assert _decide(served, ann, one, "false-positive", "other-person", text=" ").json()["where"] == "text"
    assert _decide(served, ann, "999-9", "false-positive", "other-person").status_code == 404


def test_proofs_are_good_outside(served: Served, office: dict[str, dict[str, str]], tmp_path: Any) -> None:
    """The proof of a record that the API gives is sound for the verifier that shares no code with us."""
    seq = served.client.post("/api/v1/screen", json={"party": PARTY}, headers=office["ann"]).json()["receipt"]["seq"]
    bob = office["bob"]
    assert served.client.get(f"/api/v1/log/proofs/{seq}", headers=bob).status_code == 403
    auditor = served.key("screen", "audit")
    answer = served.client.get(f"/api/v1/log/proofs/{seq}", headers=auditor)
    path = tmp_path / "proof.json"
    path.write_bytes(answer.content)
    assert verify(["--proof", str(path)]) == 0
    size = served.client.get("/api/v1/log/head", headers=auditor).json()["size"]
    grown = served.client.get("/api/v1/log/growth", params={"old": 1, "new": size}, headers=auditor)
    assert grown.json()["path"]
    assert served.client.get("/api/v1/log/proofs/x", headers=auditor).json()["where"] == "seq"
    assert served.client.get("/api/v1/log/proofs/999999", headers=auditor).status_code == 404
