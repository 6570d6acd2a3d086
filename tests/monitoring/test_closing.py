"""Does delisting close the alerts that it should, and only those, saying why?"""

from __future__ import annotations

import msgspec
import pytest
from tests.monitoring.conftest import clock
from tests.small import listing, snapshot_of

from watchword.cases import register
from watchword.cases.alert import Ruling
from watchword.cases.desk import Desk
from watchword.cases.people import Person

KOUFFA = listing("un-sc:1", "Amadou Kouffa", born=("1961",))
SAME = listing("eu-fsf:9", "Amadou Kouffa")
GHALI = listing("un-sc:2", "Iyad Ag Ghali")
BOOK = ("1,Amadou Kouffa,person,1961", "2,Iyad Ag Ghali,person,")


@pytest.fixture
def desk(log) -> Desk:
    return Desk(log, clock)


def told(desk: Desk, alert_id: str) -> str:
    """What was last said in a case."""
    return str((desk.history(alert_id)[-1].personal or {}).get("text", ""))


def test_delisting_closes(bank, desk):
    """An open alert whose listing is gone is closed by the run, with the run, the listing and the reason."""
    bank.book(*BOOK)
    bank.monitor(snapshot_of(KOUFFA, GHALI))
    assert desk.queue()[0] == 2
    ((monitored, _),) = bank.monitor(snapshot_of(GHALI))
    assert monitored.closed == 1
    total, (left,) = desk.queue()
    assert (total, left.listings) == (1, ("un-sc:2",))
    (closed,) = desk.queue(states=("closed",))[1]
    assert closed.ruling == Ruling("false-positive", "delisted")
    assert "un-sc:1 (delisted)" in told(desk, closed.id)
    assert "Run 2" in told(desk, closed.id)


def test_listed_again_is_open_again(bank, desk):
    """Who is listed again has an open alert again."""
    bank.book(*BOOK)
    for snapshot in (snapshot_of(KOUFFA, GHALI), snapshot_of(GHALI), snapshot_of(KOUFFA, GHALI)):
        bank.monitor(snapshot)
    assert desk.queue()[0] == 2


def test_another_list_keeps_it_open(bank, desk):
    """While another listing of the party is a hit, the alert stays open and the delisting is told in it."""
    bank.party_of = {"eu-fsf:9": "un-sc:1"}
    bank.book(*BOOK)
    bank.monitor(snapshot_of(KOUFFA, SAME))
    ((monitored, _),) = bank.monitor(snapshot_of(SAME))
    assert monitored.closed == 0
    total, (alert,) = desk.queue()
    assert total == 1
    assert "Still hits: eu-fsf:9" in told(desk, alert.id)


def test_a_changed_customer_closes_nothing(bank, desk):
    """A hit that is lost because the customer's data changed is told in the case: a person looks at it."""
    bank.book(*BOOK)
    bank.monitor(snapshot_of(KOUFFA))
    bank.book("1,Somebody Else,person,1961", BOOK[1])
    ((monitored, _),) = bank.monitor(snapshot_of(KOUFFA))
    assert monitored.closed == 0
    total, (alert,) = desk.queue()
    assert total == 1
    assert "customer-changed" in told(desk, alert.id)


def test_a_true_match_stays(bank, desk):
    """Blocked property is not released by a program: the delisting is told, the decision stands."""
    register.add(desk, None, Person("root", ("administrator", "analyst"), "Root"))
    bank.book(*BOOK)
    bank.monitor(snapshot_of(KOUFFA))
    (alert,) = desk.queue()[1]
    desk.decide(register.person(desk, "root"), alert.id, Ruling("block", "identity-confirmed"), "it is him")
    blocked = desk.alert(alert.id)
    bank.monitor(snapshot_of(GHALI))
    after = desk.alert(alert.id)
    assert after.ruling == blocked.ruling
    assert "for a person to decide" in told(desk, alert.id)


def test_an_unchanged_hit_adds_nothing(bank, desk):
    """A run whose lists leave a hit as it is adds no record to its alert."""
    bank.book(*BOOK)
    bank.monitor(snapshot_of(KOUFFA))
    (alert,) = desk.queue()[1]
    bank.monitor(snapshot_of(KOUFFA, GHALI))
    assert desk.alert(alert.id) == alert
    changed = msgspec.structs.replace(KOUFFA, remarks="moved to the north")
    bank.monitor(snapshot_of(changed, GHALI))
    assert len(desk.alert(alert.id).seen) == 1 + len(alert.seen)
