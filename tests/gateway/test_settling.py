"""Does a held payment become what people decide, and never go while somebody has still to decide?"""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.gateway.test_folder import Place, clock
from tests.payments.samples import pacs008

from watchword.cases import register as people_register
from watchword.cases.alert import Ruling
from watchword.cases.desk import Desk
from watchword.cases.people import Person
from watchword.errors import ForbiddenError, NotFoundError, UsageError
from watchword.gateway.settling import Settlement
from watchword.screen import Screener


class Office:
    """A place with a desk, and Ann, who decides."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self.desk = Desk(place.register().log, clock)
        root = Person("root", ("administrator",), "Rita Root", "")
        people_register.add(self.desk, None, root)
        self.ann = Person("ann", ("analyst",), "Ann Example", "")
        self.vic = Person("vic", ("viewer",), "Vic Example", "")
        for one in (self.ann, self.vic):
            people_register.add(self.desk, root, one)
        self.settlement = Settlement(self.desk)

    def send(self, name: str, **given: str) -> None:
        (self.place.folders.inbox / name).write_bytes(pacs008(**given))
        self.place.watcher().sweep()


@pytest.fixture
def office(tmp_path: Path, few: Screener) -> Office:
    return Office(Place(tmp_path, few))


LISTED = {"creditor": "Ousmane Illiassou Djibo"}


@pytest.mark.parametrize(
    ("ruling", "outcome", "status", "where"),
    [
        (Ruling("false-positive", "other-person"), "released", b"ACCP", "released"),
        (Ruling("block", "identity-confirmed"), "blocked", b"BLCK", "held"),
        (Ruling("reject", "prohibited-transaction"), "rejected", b"RJCT", "held"),
    ],
)
def test_payment_follows_its_alert(office: Office, ruling: Ruling, outcome: str, status: bytes, where: str) -> None:
    """A cleared alert releases, a blocked one freezes, a rejected one returns; the file and the report follow."""
    office.send("a.xml", **LISTED)
    (held,) = office.settlement.held()
    (alert,) = held.alerts
    assert (held.outcome, office.settlement.follow()) == ("", [])
    office.desk.decide(office.ann, alert.id, ruling, "looked at it")
    assert office.settlement.follow() == [(held.payment.seq, outcome)]
    assert office.settlement.held() == []
    office.place.watcher().sweep()
    names = office.place.names()
    assert names[where] == ["a.xml"]
    assert sum(len(one) for one in names.values()) == 1
    assert status in (office.place.folders.reports / "a.xml.pacs.002.xml").read_bytes()  # type: ignore[operator]


def test_open_alert_can_not_be_passed_over(office: Office) -> None:
    """Nobody releases a payment while its alert is open or a true match; somebody without the role does nothing."""
    office.send("a.xml", **LISTED)
    (held,) = office.settlement.held()
    seq = held.payment.seq
    with pytest.raises(UsageError, match="not decided"):
        office.settlement.decide(office.ann, seq, "released", "go")
    with pytest.raises(ForbiddenError):
        office.settlement.decide(office.vic, seq, "rejected", "no")
    office.desk.decide(office.ann, held.alerts[0].id, Ruling("block", "identity-confirmed"), "it is he")
    with pytest.raises(UsageError, match="true match"):
        office.settlement.decide(office.ann, seq, "released", "go")
    with pytest.raises(NotFoundError):
        office.settlement.decide(office.ann, 99999, "released", "go")


def test_fault_needs_a_word(office: Office) -> None:
    """A payment that is held for a fault has no alert: a person settles it, with words, and that is on record."""
    office.send("a.xml", amount="1,0")
    (held,) = office.settlement.held()
    assert (held.alerts, held.payment.holding) == ((), ("amount",))
    assert office.settlement.follow() == []
    receipt = office.settlement.decide(office.ann, held.payment.seq, "rejected", "the sender has to write it anew")
    assert receipt.kind == "payment-settled"
    assert office.settlement.held() == []


def test_what_was_altered_among_the_held_is_not_released(office: Office) -> None:
    """A file in the held folder that is no longer the one that was decided stays there, and that is told."""
    office.send("a.xml", **LISTED)
    (held,) = office.settlement.held()
    office.desk.decide(office.ann, held.alerts[0].id, Ruling("false-positive", "other-person"), "looked at it")
    office.settlement.follow()
    path, left = office.place.folders.held / "a.xml", []
    decided = path.read_bytes()
    path.write_bytes(pacs008(creditor="Somebody Else", amount="999999.00"))
    office.place.watcher().sweep(left=lambda path, why: left.append((path.name, why)))
    assert left == [("a.xml", "it is not the file that was decided; it stays")]
    assert office.place.names() == {"in": [], "released": [], "held": ["a.xml"]}
    path.write_bytes(decided)
    office.place.watcher().sweep()
    assert office.place.names()["released"] == ["a.xml"]
