"""Do lists change under a running server without a lost request or a mixed answer?"""

from __future__ import annotations

import threading
from datetime import date
from pathlib import Path

import msgspec
import pytest
from tests.small import listing, snapshot_of
from tests.web.conftest import Served

from watchword import wiring
from watchword.cases import approvals, register
from watchword.cases.answers import POLICY_USED, PolicyUsed
from watchword.cases.people import Person
from watchword.errors import NotFoundError, StorageError
from watchword.policy import Policy
from watchword.snapshot import Snapshot
from watchword.text import normalise
from watchword.web.lists import Lists
from watchword.wiring import Settings

OLD = snapshot_of(listing("us-ofac:1", "Ousmane Illiassou Djibo"))
NEW = snapshot_of(listing("us-ofac:1", "Ousmane Illiassou Djibo"), listing("us-ofac:2", "Gudrun Winter"))


@pytest.fixture
def kept(monkeypatch: pytest.MonkeyPatch) -> dict[str, object]:
    """The lists that are kept: exchange them by setting these."""
    now: dict[str, object] = {"identity": "a", "snapshot": OLD}

    def open_snapshot(_: Settings) -> Snapshot:
        if isinstance(now["snapshot"], Exception):
            raise now["snapshot"]
        assert isinstance(now["snapshot"], Snapshot)
        return now["snapshot"]

    monkeypatch.setattr(wiring, "identity", lambda _: now["identity"])
    monkeypatch.setattr(wiring, "open_snapshot", open_snapshot)
    monkeypatch.setattr("watchword.web.lists._aside", lambda *_, **__: None)
    return now


def _lists(tmp_path: Path) -> Lists:
    return Lists(Settings(tmp_path), lambda: date(2026, 11, 26), compiled=False)


def test_new_lists_are_taken_up(kept: dict[str, object], tmp_path: Path) -> None:
    """When another state is kept, the next request finds it, and one that runs keeps its own."""
    lists = _lists(tmp_path)
    running = lists.served
    assert not lists.refresh()
    kept.update(identity="b", snapshot=NEW)
    assert lists.refresh()
    assert lists.served.snapshot is NEW
    assert running.snapshot is OLD
    assert lists.screener(running).snapshot is OLD
    assert lists.screener(lists.served).snapshot is NEW


def test_looking_for_new_lists_forgets_nothing_of_the_old(kept: dict[str, object], tmp_path: Path) -> None:
    """While the lists are the same, what was read out of them once is not read again, but their age is asked anew."""
    lists = _lists(tmp_path)
    first = lists.served
    names, ties = first.by_entity, first.relations(first.find("us-ofac:1"))
    first.clearance(frozenset(first.publishers))
    assert not lists.refresh()
    again = lists.served
    assert again is not first
    assert again.by_entity is names
    assert again._relations is first._relations
    assert not again._clearances
    assert again.relations(again.find("us-ofac-1")) == ties
    kept.update(identity="b", snapshot=NEW)
    assert lists.refresh()
    assert lists.served.find("us-ofac-2").id == "us-ofac:2"
    assert not lists.served._relations


def test_a_server_is_warm_before_it_answers(kept: dict[str, object], tmp_path: Path) -> None:
    """The tables that names in any script need are loaded before the first request, which does not wait for them."""
    tables = (normalise._alphabet, normalise._ideographs)
    for table in tables:
        table.cache_clear()
    normalise.latinise.cache_clear()
    normalise._chunk.cache_clear()
    lists = _lists(tmp_path)
    lists.warm()
    assert [table.cache_info().currsize for table in tables] == [1, 1]


def test_bad_lists_leave_the_old_ones(kept: dict[str, object], tmp_path: Path) -> None:
    """When the new state can't be opened the old one goes on being served, and it is tried again."""
    lists = _lists(tmp_path)
    kept.update(identity="b", snapshot=StorageError("damaged"))
    with pytest.raises(StorageError):
        lists.refresh()
    assert lists.served.snapshot is OLD
    kept["snapshot"] = NEW
    assert lists.refresh()
    assert lists.served.snapshot is NEW


def test_no_request_is_lost_while_lists_change(served: Served, kept: dict[str, object]) -> None:
    """While lists are exchanged again and again every request is answered, each whole from one state."""
    lists = served.service.lists
    stop = threading.Event()

    def exchange() -> None:
        number = 0
        while not stop.is_set():
            number += 1
            kept.update(identity=str(number), snapshot=NEW if number % 2 else OLD)
            lists.refresh()

    thread = threading.Thread(target=exchange)
    thread.start()
    body = {"parties": [{"name": "Gudrun Winter"}, {"name": "Ousmane Illiassou Djibo"}]}
    try:
        answers = [served.client.post("/api/v1/batch", json=body) for _ in range(60)]
    finally:
        stop.set()
        thread.join()
    assert {one.status_code for one in answers} == {200}
    told = [(one.json()["snapshot"], one.json()["answers"][0]["total"]) for one in answers]
    assert {total for digest, total in told if digest == NEW.digest} <= {1}
    assert {total for digest, total in told if digest != NEW.digest} <= {0}
    assert all(one.json()["answers"][1]["total"] >= 1 for one in answers)


def test_what_is_out_of_scope_is_not_served(kept: dict[str, object], tmp_path: Path) -> None:
    """Publishers outside the policy's scope are neither offered nor asked; to choose one is refused."""
    every = _lists(tmp_path).served.publishers
    scoped = Lists(Settings(tmp_path, policy=Policy(publishers=("elsewhere",))), lambda: date(2026, 11, 26)).served
    assert every
    assert scoped.publishers == ()
    assert not scoped.clearance(frozenset()).allowed
    with pytest.raises(NotFoundError):
        scoped.chosen([every[0]])
    assert every[0] in scoped.publication


def test_an_approved_policy_is_taken_up(served: Served) -> None:
    """A policy that a second person approves is screened under from the next refresh on, without a restart; answers
    and records name it."""
    here = served.service
    body = {"party": {"name": "Ousmane Iliasu Djiba"}}
    usual = served.client.post("/api/v1/screen", json=body).json()
    strict = msgspec.structs.replace(Policy(), alert=0.99)
    ann = Person("ann", ("analyst",), "Ann")
    register.add(here.cases, served.boss, ann)
    proposal = approvals.propose_policy(here.cases, ann, strict, "fewer alerts").seq
    approvals.approve(here.cases, served.boss, proposal)
    here.lists.refresh()
    answer = served.client.post("/api/v1/screen", json=body).json()
    assert usual["policy"] == Policy().digest
    assert (usual["total"] > 0, answer["total"]) == (True, 0)
    assert answer["policy"] == strict.digest
    with here.log.read() as view:
        told = [found.read(PolicyUsed).digest for found in view.records(kinds=(POLICY_USED,))]
    assert told == [Policy().digest, strict.digest]
