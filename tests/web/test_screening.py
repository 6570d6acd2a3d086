"""Does the own API answer, name the field at fault, and give each answer once?"""

from __future__ import annotations

from typing import Any

import pytest
from tests.web.conftest import Served

from watchword.errors import StorageError

PARTY: dict[str, Any] = {"name": "Ousmane Illiassou Djibo", "kind": "person", "birth": "1984"}


def test_screen_gives_hits_and_a_receipt(served: Served) -> None:
    """An answer has its hits, what it was computed from, and a receipt that the log holds."""
    answer = served.client.post("/api/v1/screen", json={"party": PARTY}).json()
    assert answer["hits"][0]["listing"]["id"] == "us-ofac:1"
    assert answer["total"] == len(answer["hits"])
    assert answer["snapshot"] == served.service.lists.served.snapshot.digest
    assert not answer["clearance"]["allowed"]
    with served.service.log.read() as view:
        found = view.record(answer["receipt"]["seq"])
        assert found.leaf_hash.hex() == answer["receipt"]["leaf_hash"]
        personal = view.personal(found.seq)
    assert personal is not None
    assert personal["party"]["name"] == PARTY["name"]
    assert [hit["listing"]["id"] for hit in personal["hits"]] == [hit["listing"]["id"] for hit in answer["hits"]]


def test_hits_raise_alerts_on_record(served: Served) -> None:
    """A hit at or above the line is an open alert; of a publisher that was not asked it is not."""
    seq = served.client.post("/api/v1/screen", json={"party": PARTY, "publishers": ["eu-fsf"]}).json()["receipt"]["seq"]
    with served.service.log.read() as view:
        body = view.record(seq).read(dict)  # type: ignore[type-arg]
    assert [one["listing"] for one in body["alerts"]] == ["eu-fsf:EU.7.1"]
    assert body["basis"]["by"] == "anonymous"


@pytest.mark.parametrize(
    ("body", "where", "status"),
    [
        ({}, "party", 422),
        ({"party": {}}, "party.name", 422),
        ({"party": {"name": 7}}, "party.name", 422),
        ({"party": {"name": ""}}, "party.name", 422),
        ({"party": {"name": "Ann", "kind": "dragon"}}, "party.kind", 422),
        ({"party": {"name": "Ann", "birth": "31.02.1984"}}, "party.birth", 422),
        ({"party": {"name": "Ann", "countries": ["Atlantis"]}}, "party.countries", 422),
        ({"party": {"name": "Ann"}, "minimum": 2}, "minimum", 422),
        ({"party": {"name": "Ann"}, "minimum": 0}, "minimum", 422),
        ({"party": {"name": "Ann", "colour": "red"}}, "party.colour", 422),
        ({"party": {"name": "Ann"}, "publishers": ["no-such"]}, "publishers", 404),
    ],
)
def test_error_names_the_field(served: Served, body: dict[str, Any], where: str, status: int) -> None:
    """An error is problem details with the field at fault."""
    answer = served.client.post("/api/v1/screen", json=body)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    told = answer.json()
    assert told["where"] == where
    assert told["status"] == status
    assert told["type"].startswith("urn:watchword:problem:")
    assert where in told["detail"]


def test_batch_sets_aside_what_cannot_be_screened(served: Served) -> None:
    """Each party of a batch has its answer in order; one that can't be screened says why and is counted."""
    parties = [PARTY, {"name": "\u200b"}, {"name": "Gudrun Winter"}]
    answer = served.client.post("/api/v1/batch", json={"parties": parties}).json()
    assert [one["total"] for one in answer["answers"]] == [2, 0, 0]
    assert answer["refused"] == 1
    assert answer["answers"][1]["error"]["where"] == "name"
    with served.service.log.read() as view:
        body = view.record(answer["receipt"]["seq"]).read(dict)  # type: ignore[type-arg]
    assert (body["rows"], body["set_aside"]) == (3, 1)


def test_batch_equals_single_answers(served: Served) -> None:
    """A batch finds for each party what it finds alone."""
    names = ["Ousmane Djibo", "Sahel Trading", "PLAYA AZUL", "Petit Chapori", "Usman Iliasu"] * 9
    many = served.client.post("/api/v1/batch", json={"parties": [{"name": one} for one in names]}).json()["answers"]
    for name, found in zip(names[:5], many[:5], strict=True):
        alone = served.client.post("/api/v1/screen", json={"party": {"name": name}}).json()
        assert found["hits"] == alone["hits"]
    assert many[:5] == many[-5:]


def test_lists_and_listings(served: Served) -> None:
    """Lists say whether they clear anybody; a listing comes with its ties, under either form of its id."""
    lists = served.client.get("/api/v1/lists").json()
    assert lists["listings"] == 5
    assert not lists["clearance"]["allowed"]
    one = served.client.get("/api/v1/listings/us-ofac:1").json()
    assert one["relations"][0]["target_id"] == "us-ofac:2"
    assert served.client.get("/api/v1/listings/us-ofac-1").json() == one
    assert served.client.get("/api/v1/listings/us-ofac:404").status_code == 404
    assert served.client.get("/api/v1/parties/us-ofac:1").status_code == 503  # not linked yet


def test_write_is_done_once_under_a_key(served: Served) -> None:
    """Under one idempotency key a write is done once and its answer given again; another body is refused."""
    headers = {"Idempotency-Key": "k1"}
    first = served.client.post("/api/v1/screen", json={"party": PARTY}, headers=headers)
    again = served.client.post("/api/v1/screen", json={"party": PARTY}, headers=headers)
    assert again.content == first.content
    assert again.headers["idempotent-replayed"] == "true"
    other = served.client.post("/api/v1/screen", json={"party": {"name": "Ann Other"}}, headers=headers)
    assert other.status_code == 409
    assert other.json()["where"] == "Idempotency-Key"
    with served.service.log.read() as view:
        assert sum(1 for _ in view.records(kinds=("screened",))) == 1


def test_failed_write_may_be_tried_again(served: Served) -> None:
    """A request that was refused under a key is not remembered."""
    headers = {"Idempotency-Key": "k2"}
    assert served.client.post("/api/v1/screen", json={"party": {"name": ""}}, headers=headers).status_code == 422
    assert served.client.post("/api/v1/screen", json={"party": PARTY}, headers=headers).status_code == 200


def test_same_question_same_answer(served: Served) -> None:
    """But for its receipt, an answer is the same each time."""
    asked = {"party": PARTY}
    one, two = (served.client.post("/api/v1/screen", json=asked).json() for _ in range(2))
    assert one.pop("receipt") != two.pop("receipt")
    assert one == two


def test_no_record_no_answer(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the record can't be written there is no answer."""

    def broken(*_: object) -> None:
        raise StorageError("the disk is full", where="log")

    monkeypatch.setattr(served.service.log, "change", broken)
    answer = served.client.post("/api/v1/screen", json={"party": PARTY})
    assert answer.status_code == 503
    assert "hits" not in answer.json()
