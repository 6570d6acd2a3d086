"""Does an alert open once, stand in its place, and take what people do with it?"""

from __future__ import annotations

import pytest
from tests.cases.casework import Office, hit, listing

from watchword.cases import approvals, folding
from watchword.cases.alert import DISPOSITIONS, REASONS, Ruling
from watchword.cases.desk import FOLDS
from watchword.cases.happenings import Proposed
from watchword.cases.projections import contents, follow
from watchword.errors import ForbiddenError, InputError, NotFoundError, UsageError
from watchword.ledger.audit import verify
from watchword.ledger.personal import Erasure, erase
from watchword.model import Party

OTHER = Ruling("false-positive", "birth-differs")
LICENSED = Ruling("permitted", "general-licence", "us-legal", "OFAC", "legal services", "2027-12-31")


def test_one_alert_for_a_subject_and_a_party(office: Office) -> None:
    """Hits on listings of one party are one alert, of another party another; a repeat adds to it."""
    office.party_of = {"xx-test:2": "xx-test:1"}
    answer = (hit(listing(1)), hit(listing(2)), hit(listing(3)))
    first = office.desk.alerts_of(office.screen(Party("A", id="7"), *answer))
    assert [alert.listings for alert in first] == [("xx-test:1", "xx-test:2"), ("xx-test:3",)]
    again = office.desk.alerts_of(office.screen(Party("A", id="7"), hit(listing(2)), hit(listing(3))))
    assert [alert.id for alert in again] == [alert.id for alert in first]
    assert [len(alert.seen) for alert in again] == [3, 2]
    other = office.desk.alerts_of(office.screen(Party("A", id="8"), *answer))
    assert not {alert.id for alert in other} & {alert.id for alert in first}
    assert office.desk.queue()[0] == 4


def test_an_alert_stays_when_listings_are_linked_later(office: Office) -> None:
    """A listing that was hit before keeps its alert when it has become part of another party."""
    first = office.raised(hit(listing(5)))
    office.party_of = {"xx-test:5": "xx-test:1"}
    assert office.raised(hit(listing(5))).id == first.id


def test_the_queue_is_in_order_of_work(office: Office) -> None:
    """First the more probable, then terrorism before other programmes, then the sooner deadline."""
    late = office.raised(hit(listing(1, "CUBA"), probability=0.5), customer="a")
    terror = office.raised(hit(listing(1, "SDGT"), probability=0.5), customer="b")
    likely = office.raised(hit(listing(1, "CUBA"), probability=0.9), customer="c")
    office.clock.days(3)
    later = office.raised(hit(listing(1, "SDGT"), probability=0.5), customer="d")
    total, found = office.desk.queue()
    assert [alert.id for alert in found] == [one.id for one in (likely, terror, later, late)]
    assert total == 4
    assert [alert.id for alert in office.desk.queue(limit=2, offset=1)[1]] == [terror.id, later.id]


def test_neighbours_are_those_of_the_queue(office: Office) -> None:
    """Before and after an alert come those of the queue, also where all else is equal, and over states; after a closed one
    comes the first."""
    for number in range(12):
        office.raised(hit(listing(1, "SDGT"), probability=(0.9, 0.5, 0.5)[number % 3]), customer=f"c{number}")
    for alert in office.desk.queue()[1][::4]:
        office.desk.decide(office.ann, alert.id, Ruling("unsure", "facts-missing"), "no birth date")
    ids = [alert.id for alert in office.desk.queue()[1]]
    assert len(ids) == 12
    around = ["", *ids, ""]
    for at, one in enumerate(ids):
        assert office.desk.neighbours(one) == (around[at], around[at + 2])
    office.desk.decide(office.ann, ids[5], OTHER, "another")
    assert office.desk.neighbours(ids[5]) == ("", ids[0])
    assert office.desk.neighbours(ids[4])[1] == ids[6]
    with pytest.raises(NotFoundError):
        office.desk.neighbours("9-9")


def test_a_case_keeps_its_history(office: Office) -> None:
    """Every step is a record with its person and words, in order; the alert shows what it has come to."""
    alert = office.raised()
    office.desk.take(office.ann, alert.id, "BOB ")
    office.desk.comment(office.bob, alert.id, "birth date asked for")
    receipt = office.desk.decide(office.bob, alert.id, OTHER, "born 1990, listed 1957")
    assert receipt.kind == "decided"
    closed = office.desk.alert(alert.id)
    assert (closed.state, closed.assigned, closed.ruling, closed.by) == ("closed", "bob", OTHER, "bob")
    kinds = [one.record.kind for one in office.desk.history(alert.id)]
    assert kinds == ["screened", "alert-taken", "commented", "decided"]
    assert office.desk.history(alert.id)[-1].personal == {"text": "born 1990, listed 1957"}
    assert office.desk.queue() == (0, [])
    assert verify(office.desk.log) == []


def test_a_false_positive_that_is_hit_again_is_open_again(office: Office) -> None:
    """Without an allow-list entry a closed alert opens when its pair is hit again, in its old number."""
    alert = office.raised()
    office.desk.decide(office.ann, alert.id, OTHER, "no")
    again = office.raised()
    assert (again.id, again.state) == (alert.id, "open")


@pytest.mark.parametrize("ruling", [Ruling("block", "identity-confirmed"), Ruling("reject", "identifier-equal")])
def test_a_true_match_stays_one(office: Office, ruling: Ruling) -> None:
    """A blocked or rejected alert that is hit again stays what it is, and its report is due in ten business days."""
    alert = office.raised()
    office.desk.decide(office.ann, alert.id, ruling, "it is him")
    again = office.raised()
    assert (again.state, again.ruling) == ("closed", ruling)
    assert again.due == "2026-12-08"  # Thanksgiving lies between


def test_unsure_is_escalated(office: Office) -> None:
    """An unsure alert stays in the queue, escalated, until somebody decides."""
    alert = office.raised()
    office.desk.decide(office.ann, alert.id, Ruling("unsure", "facts-missing"), "who is he?")
    assert [one.state for one in office.desk.queue()[1]] == ["escalated"]
    office.desk.decide(office.carl, alert.id, OTHER, "not him")
    assert office.desk.alert(alert.id).state == "closed"


def test_what_is_not_said_is_not_decided(office: Office) -> None:
    """Dispositions, reasons, permits and words that are not there or don't fit are refused, and nothing is recorded."""
    alert = office.raised()
    size = office.desk.log.head().size
    for ruling in (Ruling("allowed", "x"), Ruling("false-positive", "identifier-equal"),
                   Ruling("permitted", "carve-out", "us-legal")):  # fmt: skip
        with pytest.raises(UsageError):
            office.desk.decide(office.ann, alert.id, ruling, "why")
    for permit in ("", "made-up"):
        with pytest.raises(NotFoundError):
            office.desk.decide(office.ann, alert.id, Ruling("permitted", "general-licence", permit), "why")
    with pytest.raises(InputError):
        office.desk.decide(office.ann, alert.id, OTHER, "  ")
    with pytest.raises(NotFoundError):
        office.desk.comment(office.ann, "99-1", "hello")
    assert office.desk.log.head().size == size
    assert set(REASONS) == set(DISPOSITIONS)


def test_a_permit_counts_on_its_days_as_the_register_has_it(office: Office) -> None:
    """Authority and scope come from the register, whatever is claimed; an ended permit permits nothing."""
    claimed = Ruling("permitted", "general-licence", "us-legal", "my uncle", "everything")
    proposal = office.desk.decide(office.ann, office.raised().id, claimed, "his lawyer")
    with office.desk.log.read() as view:
        assert view.record(proposal.seq).read(Proposed).ruling == LICENSED
    office.clock.days(500)
    with pytest.raises(UsageError):
        office.desk.decide(office.ann, office.raised(customer="8").id, claimed, "his lawyer")


@pytest.mark.parametrize("name", ["vera", "audrey", "root"])
def test_only_analysts_and_approvers_work_on_alerts(office: Office, name: str) -> None:
    """Viewers, auditors and administrators change no case, by whatever call."""
    alert = office.raised()
    person = office.people[name]
    for call in (
        lambda: office.desk.take(person, alert.id, "ann"),
        lambda: office.desk.comment(person, alert.id, "x"),
        lambda: office.desk.decide(person, alert.id, OTHER, "x"),
        lambda: approvals.propose_allowance(office.desk, person, alert.id, "2027-01-01", "x"),
    ):
        with pytest.raises(ForbiddenError):
            call()


def test_tables_made_anew_are_the_same(office: Office) -> None:
    """Rebuilt from the log the tables are what they were, also when personal parts have been erased."""
    alert = office.raised()
    office.desk.take(office.ann, alert.id, "ann")
    office.desk.decide(office.ann, alert.id, OTHER, "no")
    office.raised()
    proposal = approvals.propose_allowance(office.desk, office.ann, alert.id, "2027-01-01", "same name only")
    approvals.approve(office.desk, office.carl, proposal.seq)
    office.raised(hit(listing(4)), customer="8")
    permitted = office.desk.decide(office.ann, office.raised(customer="9").id, LICENSED, "lawyer")
    approvals.refuse(office.desk, office.dora, permitted.seq, "not that licence")
    erase(office.desk.log, Erasure(alert.opened, "asked for", "root"), time=office.clock())
    erase(office.desk.log, Erasure(proposal.seq, "asked for", "root"), time=office.clock())
    office.raised()
    office.desk.queue()
    with office.desk.open() as (_, connection):
        before = contents(connection, FOLDS)
    approvals.rebuild_tables(office.desk)
    with office.desk.log.change(office.clock()) as change:
        assert contents(follow(change, FOLDS), FOLDS) == before
    assert all(before.values())


def test_an_erased_answer_leaves_its_alert(office: Office) -> None:
    """When the personal part of an answer is gone, its alert is still there, without probability and party."""
    alert = office.raised()
    erase(office.desk.log, Erasure(alert.opened, "asked for", "root"), time=office.clock())
    kept = office.desk.alert(alert.id)
    assert (kept.state, kept.probability) == ("open", 0)
    assert office.desk.answer(kept) is None
    with office.desk.open() as (_, connection):
        assert folding.records_of(connection, alert.id) == [alert.opened]
