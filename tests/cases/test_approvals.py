"""Does nothing that needs two people ever happen by one?"""

from __future__ import annotations

import msgspec
import pytest
from tests.cases.casework import Office, hit, listing

from watchword.cases import approvals, bulk, register
from watchword.cases.alert import Alert, Ruling
from watchword.cases.answers import PolicyChanged
from watchword.cases.people import Person
from watchword.cases.proposals import brings
from watchword.errors import ForbiddenError, InputError, NotFoundError, UsageError
from watchword.model import DateSpan, Party
from watchword.policy import Policy

LICENSED = Ruling("permitted", "general-licence", "us-legal", "OFAC", "legal services", "2027-12-31")
BLOCKED = Ruling("block", "identity-confirmed")
OTHER = Ruling("false-positive", "birth-differs")


def permitted(office: Office, person: Person, customer: str = "7") -> tuple[Alert, int]:
    """An alert that a person proposes to permit, and the proposal."""
    alert = office.raised(customer=customer)
    return alert, office.desk.decide(person, alert.id, LICENSED, "his lawyer").seq


def test_a_release_takes_two(office: Office) -> None:
    """A true match that is permitted stays open until a second person approves; then it is closed for both names."""
    alert, proposal = permitted(office, office.ann)
    assert (office.desk.alert(alert.id).state, office.desk.alert(alert.id).pending) == ("open", proposal)
    assert [one.seq for one in office.desk.proposals()] == [proposal]
    approvals.approve(office.desk, office.carl, proposal)
    closed = office.desk.alert(alert.id)
    assert (closed.state, closed.ruling, closed.by, closed.pending) == ("closed", LICENSED, "ann", 0)
    assert [one.record.kind for one in office.desk.history(alert.id)][-2:] == ["proposed", "approved"]


def test_a_true_match_is_not_undone_by_one(office: Office) -> None:
    """What was blocked can be called a false positive only by two."""
    alert = office.raised()
    office.desk.decide(office.ann, alert.id, BLOCKED, "it is him")
    assert office.desk.decide(office.ann, alert.id, OTHER, "it is not").kind == "proposed"
    assert office.desk.alert(alert.id).ruling == BLOCKED


@pytest.mark.parametrize("name", ["carl", "CARL", " carl", "ｃａｒｌ"])
def test_nobody_approves_their_own(office: Office, name: str) -> None:
    """Self-approval is refused however the name is written, and leaves no record."""
    _, proposal = permitted(office, office.carl)
    otherwise = msgspec.structs.replace(office.carl, id=name)
    _, other = permitted(office, otherwise, "8")
    size = office.desk.log.head().size
    for person, seq in ((otherwise, proposal), (office.carl, other)):
        with pytest.raises(ForbiddenError, match="nobody approves"):
            approvals.approve(office.desk, person, seq)
    assert office.desk.log.head().size == size


def test_two_roles_are_not_two_people(office: Office) -> None:
    """A person with every role still can't approve their own proposal, nor under a role that was taken away."""
    roles = ("analyst", "approver", "auditor", "administrator")
    register.set_roles(office.desk, office.root, "dora", roles)
    dora = register.person(office.desk, "dora")
    _, proposal = permitted(office, dora)
    with pytest.raises(ForbiddenError):
        approvals.approve(office.desk, dora, proposal)
    register.set_roles(office.desk, office.root, "dora", ("viewer",))
    _, proposal = permitted(office, office.ann, "8")
    with pytest.raises(ForbiddenError, match="role"):
        approvals.approve(office.desk, dora, proposal)  # as she was when she logged in


def test_roles_that_somebody_claims_count_for_nothing(office: Office) -> None:
    """What counts is the register, not what a door hands over."""
    _, proposal = permitted(office, office.ann)
    with pytest.raises(ForbiddenError):
        approvals.approve(office.desk, msgspec.structs.replace(office.bob, roles=("approver",)), proposal)
    with pytest.raises(NotFoundError):
        approvals.approve(office.desk, Person("nobody", ("approver",)), proposal)


def test_a_second_person_of_ones_own_making_is_none(office: Office) -> None:
    """Whom somebody registered, or gave a passphrase, can't approve what that somebody proposed."""
    register.set_roles(office.desk, office.root, "dora", ("administrator", "approver"))
    register.set_roles(office.desk, office.dora, "root", ("administrator", "analyst"))
    root = register.person(office.desk, "root")
    _, proposal = permitted(office, root)
    for name in ("carl", "dora"):
        with pytest.raises(ForbiddenError, match="registered by root"):
            approvals.approve(office.desk, office.people[name], proposal)


def test_one_person_is_registered_once(office: Office) -> None:
    """The same name in other letters, order or case, and the same account, are refused."""
    for name in ("ann example", "Example, Ann", "ÁNN  EXAMPLE"):
        with pytest.raises(UsageError, match="has this name"):
            register.add(office.desk, office.root, Person("ann2", ("approver",), name))
    register.add(office.desk, office.root, Person("eve", ("analyst",), "Eve Other", "eve"))
    with pytest.raises(UsageError, match="account"):
        register.add(office.desk, office.root, Person("eve2", ("approver",), "Eve Second", "eve"))
    with pytest.raises(UsageError, match="register"):
        register.add(office.desk, office.root, Person("ANN", ("approver",), "Somebody Else"))


def test_a_refused_proposal_changes_nothing(office: Office) -> None:
    """A refusal needs another approver or the maker, and words; afterwards the proposal can't be approved."""
    alert, proposal = permitted(office, office.ann)
    with pytest.raises(UsageError, match="waits"):
        office.desk.decide(office.bob, alert.id, OTHER, "no")
    with pytest.raises(ForbiddenError):
        approvals.refuse(office.desk, office.bob, proposal, "no")
    with pytest.raises(InputError):
        approvals.refuse(office.desk, office.carl, proposal, "")
    approvals.refuse(office.desk, office.carl, proposal, "not that licence")
    assert (office.desk.alert(alert.id).state, office.desk.alert(alert.id).pending) == ("open", 0)
    with pytest.raises(UsageError, match="refused"):
        approvals.approve(office.desk, office.dora, proposal)


def test_a_policy_takes_two(office: Office) -> None:
    """A policy is in force, on a record of its own, once a second person has approved it."""
    seq = approvals.propose_policy(office.desk, office.root, Policy(alert=0.8), "fewer").seq
    with pytest.raises(ForbiddenError):
        approvals.approve(office.desk, office.carl, seq)  # root has registered him
    with pytest.raises(ForbiddenError):
        approvals.propose_policy(office.desk, office.vera, Policy(alert=0.8), "fewer")
    seq = approvals.propose_policy(office.desk, office.ann, Policy(alert=0.8), "fewer").seq
    with office.desk.log.read() as view:
        assert not list(view.records(kinds=("policy-changed",)))
    approvals.approve(office.desk, office.carl, seq)
    with office.desk.log.read() as view:
        (changed,) = [record.read(PolicyChanged) for record in view.records(kinds=("policy-changed",))]
    assert (changed.policy, changed.by, changed.proposal) == (Policy(alert=0.8), "carl", seq)


def in_force(office: Office, policy: Policy) -> None:
    """Put a policy in force by two people."""
    seq = approvals.propose_policy(office.desk, office.ann, policy, "house rule").seq
    approvals.approve(office.desk, office.carl, seq)


@pytest.mark.parametrize("ruling", [OTHER, BLOCKED, Ruling("reject", "identity-confirmed")])
def test_a_policy_names_what_else_takes_two(office: Office, ruling: Ruling) -> None:
    """A decision that the policy in force names is only proposed by one person; the others are made at once."""
    in_force(office, Policy(second_person=(ruling.disposition,)))
    alert = office.raised()
    seq = office.desk.decide(office.ann, alert.id, ruling, "looked at").seq
    assert office.desk.alert(alert.id).state == "open"
    with pytest.raises(ForbiddenError):
        approvals.approve(office.desk, office.ann, seq)
    approvals.approve(office.desk, office.carl, seq)
    assert (office.desk.alert(alert.id).state, office.desk.alert(alert.id).ruling) == ("closed", ruling)
    unsure = office.raised(customer="8")
    assert office.desk.decide(office.ann, unsure.id, Ruling("unsure", "facts-missing"), "who?").kind == "decided"
    in_force(office, Policy())
    other = office.raised(customer="9")
    assert office.desk.decide(office.ann, other.id, ruling, "looked at").kind == "decided"


def test_a_proposed_policy_lowers_nothing_yet(office: Office) -> None:
    """Who proposes to do without the second person can't do without until another has approved that."""
    in_force(office, Policy(second_person=("false-positive",)))
    approvals.propose_policy(office.desk, office.ann, Policy(), "quicker")
    (waiting,) = office.desk.proposals()
    assert brings(waiting, office.desk.policy()) == "second_person: false-positive, then none more"
    assert office.desk.decide(office.ann, office.raised().id, OTHER, "no").kind == "proposed"


def test_no_bulk_goes_round_the_second_person(office: Office) -> None:
    """Where a false positive needs two, many alerts can't be closed at once by one."""
    in_force(office, Policy(second_person=("false-positive",)))
    ids = [office.raised(customer=str(number)).id for number in range(3)]
    for work in (lambda: bulk.chosen(office.desk, ids), lambda: bulk.close(office.desk, office.ann, ids, ids, ("other-person", "x"))):  # fmt: skip
        with pytest.raises(UsageError, match="second person"):
            work()


def allowed(office: Office, until: str = "2027-06-30") -> tuple[Alert, int]:
    """An alert that two people have put on the allow-list, and the entry."""
    alert = office.raised()
    proposal = approvals.propose_allowance(office.desk, office.ann, alert.id, until, "born otherwise").seq
    return alert, approvals.approve(office.desk, office.carl, proposal).seq


def test_an_allowed_pair_raises_nothing_else_does(office: Office) -> None:
    """A hit that an entry covers closes its alert by a record that names the entry; other hits stay open."""
    alert, entry = allowed(office)
    assert office.desk.alert(alert.id).state == "closed"
    both = office.desk.alerts_of(office.screen(Party("Osama Example", id="7"), hit(listing()), hit(listing(2))))
    assert [one.state for one in both] == ["closed", "open"]
    assert both[0].ruling == Ruling("allowed", f"allowance {entry}")
    assert office.desk.history(alert.id)[-1].record.kind == "alert-passed"
    assert office.raised(customer="8").state == "open"


@pytest.mark.parametrize(
    ("party", "listed", "why", "changed"),
    [
        (Party("Osama Example", id="7", birth="1957"), listing(), "customer", ("birth",)),
        (Party("Osama Example", id="7"), listing(births=(DateSpan("1957", "1957"),)), "listing", ("xx-test:1 births",)),
        (Party("Osama Example", id="7"), listing(source="row 9"), "", ()),
    ],
)
def test_an_entry_ends_when_a_side_changes(
    office: Office, party: Party, listed: object, why: str, changed: tuple[str, ...]
) -> None:
    """A changed customer or listing ends the entry, which says what changed; where it stands in the file is nothing."""
    alert, entry = allowed(office)
    office.screen(party, hit(listed))
    assert office.desk.alert(alert.id).state == ("open" if why else "closed")
    (kept,) = office.desk.allowed(ended=True)
    assert (kept.seq, kept.ended, kept.changed) == (entry, why, changed)


def test_an_entry_expires(office: Office) -> None:
    """On the day after its last the entry has ended, and its alert is open again without a new hit."""
    alert, _ = allowed(office, "2026-12-01")
    office.clock.days(9)
    assert office.desk.alert(alert.id).state == "open"
    assert office.desk.allowed() == []


def test_an_entry_can_be_withdrawn(office: Office) -> None:
    """An analyst ends an entry by hand; the alert is open again."""
    alert, entry = allowed(office)
    with pytest.raises(ForbiddenError):
        approvals.withdraw(office.desk, office.vera, entry)
    approvals.withdraw(office.desk, office.bob, entry)
    assert office.desk.alert(alert.id).state == "open"
    with pytest.raises(UsageError):
        approvals.withdraw(office.desk, office.bob, entry)


def test_a_true_match_is_never_allowed(office: Office) -> None:
    """What was blocked can't be put on the allow-list, nor anything for ever or until yesterday."""
    alert = office.raised()
    for until in ("2026-11-22", "2031-01-01", "soon"):
        with pytest.raises(UsageError):
            approvals.propose_allowance(office.desk, office.ann, alert.id, until, "x")
    office.desk.decide(office.ann, alert.id, BLOCKED, "it is him")
    with pytest.raises(UsageError):
        approvals.propose_allowance(office.desk, office.ann, alert.id, "2027-01-01", "x")


def test_entries_are_unlimited(office: Office) -> None:
    """Many entries for one customer close each its own pair, and the one listing without stays open."""
    hits = [hit(listing(number)) for number in range(40)]
    alerts = office.desk.alerts_of(office.screen(Party("Osama Example", id="7"), *hits))
    for alert in alerts[:39]:
        seq = approvals.propose_allowance(office.desk, office.ann, alert.id, "2027-01-01", "no").seq
        approvals.approve(office.desk, office.carl, seq)
    again = office.desk.alerts_of(office.screen(Party("Osama Example", id="7"), *hits))
    assert [one.id for one in again if one.state == "open"] == [alerts[39].id]


def test_a_passphrase_is_its_owners(office: Office) -> None:
    """A passphrase that an administrator set opens nothing until its owner has set another."""
    register.set_passphrase(office.desk, office.root, "ann", "first passphrase")
    with pytest.raises(ForbiddenError, match="set one of your own"):
        register.authenticate(office.desk, "ann", "first passphrase")
    ann = register.authenticate(office.desk, "ann", "first passphrase", own=False)
    register.set_passphrase(office.desk, ann, "ann", "quite another one")
    assert register.authenticate(office.desk, "ANN", "quite another one").id == "ann"
    for name, passphrase in (("ann", "first passphrase"), ("bob", ""), ("nobody", "x")):
        with pytest.raises(ForbiddenError):
            register.authenticate(office.desk, name, passphrase)
    with pytest.raises(UsageError):
        register.set_passphrase(office.desk, ann, "ann", "short")
    with pytest.raises(ForbiddenError):
        register.set_passphrase(office.desk, office.bob, "ann", "a third passphrase")


def test_nobody_sets_their_own_roles(office: Office) -> None:
    """Roles are given by another administrator."""
    with pytest.raises(ForbiddenError):
        register.set_roles(office.desk, office.root, "ROOT", ("administrator", "approver"))
    with pytest.raises(ForbiddenError):
        register.set_roles(office.desk, msgspec.structs.replace(office.root, id="Root"), "root", ("approver",))
    with pytest.raises(ForbiddenError):
        register.set_roles(office.desk, office.ann, "bob", ("approver",))
