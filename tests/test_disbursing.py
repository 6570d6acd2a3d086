"""Is money released only to payees who are cleared now, and is each step on record?"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.small import listing, snapshot_of

from watchword import wiring
from watchword.cases import register as people_register
from watchword.cases.alert import Ruling
from watchword.cases.desk import Desk
from watchword.cases.people import Person
from watchword.cases.recorder import Asking
from watchword.disbursing import Fund, Purse
from watchword.errors import NotFoundError
from watchword.funds import table
from watchword.funds.flow import Flow, Stage, State
from watchword.ledger.log import Log
from watchword.policy import Policy
from watchword.screen import Screener
from watchword.snapshot import Snapshot
from watchword.wiring import Settings


def clock() -> datetime:
    return datetime.now(UTC)


LISTED = listing("us-ofac:1", "DJIBO, Ousmane Illiassou", born=["1984"], programmes=("SDGT",))


@pytest.fixture
def log(tmp_path: Path) -> Log:
    return wiring.open_log(Settings(home=tmp_path / "home"))


def fund_of(log: Log, snapshot: Snapshot, **given: object) -> Fund:
    screener = Screener(snapshot, compiled=False)
    recorder = wiring.open_recorder(screener, log, Asking("funds", "os:test"))
    return Fund(log, recorder, screener, **given)  # type: ignore[arg-type]


@pytest.fixture
def fund(log: Log, data: Path) -> Fund:
    for name in ("flows.csv", "ties.csv"):
        Purse(log, clock).take(name, table.read(data / "funds" / name))
    return fund_of(log, snapshot_of(LISTED))


def states(fund: Fund) -> dict[str, tuple[State, bool]]:
    return {
        one.flow.reference: (one.flow.state, one.cleared)
        for one in fund.flows()
        if one.flow.stage is Stage.DISBURSEMENT
    }


def test_cleared_is_paid_and_listed_is_held(fund: Fund) -> None:
    """A payee who is cleared with all who stand behind it is paid; a listed one is held, with the reason."""
    assert states(fund) == {"D1": (State.PLANNED, False), "D2": (State.PLANNED, False)}
    done = {one.receiver: one for one in fund.release()}
    assert done["Water for Tillaberi"].why == ()
    assert "us-ofac:1" in done["Ousmane Illiassou Djibo"].why[0]
    assert states(fund) == {"D1": (State.PAID, True), "D2": (State.HELD, False)}


def test_a_donor_state_is_not_everybody_of_its_name(log: Log) -> None:
    """A state that pays is held only by a listing of its very name; a payee of that name by any that resembles it."""
    lists = snapshot_of(listing("us-ofac:5", "TABACOS USA INC.", kind="company"))
    flows = [
        Flow(Stage.DISBURSEMENT, "5", "USD", "2026-01-10", *sides, "Sahel", "ne", State.PLANNED)
        for sides in (("United States of America", "Wells for All"), ("Wells for All", "United States of America"))
    ]
    Purse(log, clock).take("states", flows)
    done = {one.receiver: one.state for one in fund_of(log, lists).release()}
    assert done == {"Wells for All": State.PAID, "United States of America": State.HELD}


def test_beneficiaries_only_when_switched_on(log: Log, fund: Fund) -> None:
    """A listed final beneficiary holds nothing, unless beneficiaries are screened."""
    strict = fund_of(log, snapshot_of(LISTED), beneficiaries=True)
    (flow,) = [one for one in strict.flows() if one.flow.reference == "D1"]
    (done,) = strict.release([flow.id])
    assert done.state is State.HELD


def test_clearance_ends_with_the_lists_and_the_parties(log: Log, fund: Fund) -> None:
    """What was cleared is not cleared any more when a list changes or somebody new stands behind the payee."""
    fund.release()
    assert states(fund)["D1"] == (State.PAID, True)
    newer = fund_of(log, snapshot_of(LISTED, listing("us-ofac:2", "Amina Souleymane", born=["1971"])))
    assert states(newer)["D1"] == (State.PAID, False)
    newer.release()
    assert states(newer)["D1"] == (State.PAID, False)
    assert any("us-ofac:2" in why for one in newer.release() for why in one.why)


def test_clearance_ends_with_the_policy(log: Log, fund: Fund) -> None:
    """What one policy cleared is not cleared under another, until it is screened again."""
    fund.release()
    stricter = Screener(snapshot_of(LISTED), Policy(alert=0.7), compiled=False)
    recorder = wiring.open_recorder(stricter, log, Asking("funds", "os:test"))
    assert states(Fund(log, recorder, stricter))["D1"] == (State.PAID, False)
    Fund(log, recorder, stricter).release()
    assert states(Fund(log, recorder, stricter))["D1"] == (State.PAID, True)


def test_stale_lists_release_nothing(log: Log, fund: Fund) -> None:
    """Lists that clear nobody release nothing."""
    stale = fund_of(log, snapshot_of(LISTED), stale=("too old",))
    assert {one.state for one in stale.release()} == {State.PLANNED}
    assert all(one.why == ("too old",) for one in stale.release())


@pytest.mark.parametrize(
    ("ruling", "state"),
    [(Ruling("block", "identity-confirmed"), State.FROZEN), (Ruling("false-positive", "other-person"), State.PAID)],
)
def test_held_follows_its_alert(log: Log, fund: Fund, ruling: Ruling, state: State) -> None:
    """After the decision on its alert a held disbursement is frozen, or paid by the next release."""
    fund.release()
    desk = Desk(log, clock)
    root = Person("root", ("administrator",), "Rita Root", "")
    ann = Person("ann", ("analyst",), "Ann Example", "")
    people_register.add(desk, None, root)
    people_register.add(desk, root, ann)
    assert states(fund)["D2"][0] is State.HELD
    fund.release()
    assert states(fund)["D2"][0] is State.HELD
    _, (alert,) = desk.queue()
    (stuck,) = Purse(log, clock).stuck(desk)
    assert (stuck.receiver, stuck.alerts) == ("Ousmane Illiassou Djibo", (f"{alert.id} open (us-ofac:1)",))
    desk.decide(ann, alert.id, ruling, "looked at it")
    fund.release()
    assert states(fund)["D2"][0] is state


def test_pledge_is_unverified_until_confirmed(log: Log, fund: Fund) -> None:
    """A pledge that was only said counts as pledged once a person has confirmed it."""
    said = Flow(Stage.PLEDGE, "436000000", "USD", "2026-01-10", "Northland", "Fund", "Sahel", "ne", State.UNVERIFIED)
    purse = Purse(log, clock)
    purse.take("news", [said])
    desk = Desk(log, clock)
    root = Person("root", ("administrator", "analyst"), "Rita Root", "")
    people_register.add(desk, None, root)
    purse.confirm(desk, root, said.id)
    assert purse.state(said.id) is State.CONFIRMED
    with pytest.raises(NotFoundError):
        purse.confirm(desk, root, said.id)


def test_importing_again_changes_nothing(log: Log, fund: Fund, data: Path) -> None:
    """The same file again brings no new flow, and leaves states as they are."""
    fund.release()
    before = states(fund)
    again = Purse(log, clock).take("flows.csv", table.read(data / "funds" / "flows.csv"))
    assert (again.flows, again.known) == (0, 4)
    assert states(fund) == before
