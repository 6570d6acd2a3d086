"""Does an impact tell every alert that another policy or scope gains or loses, and why?"""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.small import listing, snapshot_of

import watchword as ww
from watchword.impacting import Impact, Side, impact
from watchword.model import Name, Strength
from watchword.policy import Policy, Weights, as_toml

KOUFFA = listing("un-sc:1", "Amadou Kouffa")
GHALI = listing("us-ofac:2", "Iyad Ag Ghali")
WEAK = ww.Listing("us-ofac:3", "us-ofac", ww.Kind.PERSON, (Name("Halid Djibo"), Name("Petit Chapori", Strength.WEAK)))
SNAPSHOT = snapshot_of(KOUFFA, GHALI, WEAK)
ASKED = [ww.Party(name, kind="person", id=str(n)) for n, name in
         enumerate(("Amadou Kouffa", "Amadu Koufa", "Iyad Ag Ghali", "Petit Chapori", "Dora Example", "Iyad Ghaly"))]  # fmt: skip


def measured(before: Side, after: Side, asked=ASKED) -> Impact:
    return impact(((p.id, p) for p in asked), SNAPSHOT, before, after, lambda _: None, compiled=False)


def whys(found: Impact) -> set[tuple[str, str, str, str]]:
    return {(one.subject, one.listing, one.what, one.why) for one in found.changes}


def test_another_line():
    """A higher line loses hits below it, a lower one gains them; the similarities are the same on both sides."""
    lost = measured(Side(Policy(alert=0.7)), Side(Policy(alert=0.99)))
    assert {(what, why) for _, _, what, why in whys(lost)} == {("lost", "line")}
    assert all(one.before == one.after < 0.99 for one in lost.changes)
    gained = measured(Side(Policy(alert=0.99)), Side(Policy(alert=0.7)))
    assert {(one.subject, one.listing) for one in gained.changes} == {(o.subject, o.listing) for o in lost.changes}
    assert lost.alerts_after == gained.alerts_before


def test_weak_aliases():
    """A policy that lets weak aliases raise hits gains those, and says so."""
    found = measured(Side(Policy()), Side(Policy(weak_aliases="trigger")))
    assert whys(found) == {("3", "us-ofac:3", "gained", "weak-aliases")}


def test_a_smaller_scope():
    """Without a publisher's lists its hits are lost, whatever the names are."""
    found = measured(Side(Policy()), Side(Policy(), ("un-sc",)))
    assert {(what, why) for _, _, what, why in whys(found)} == {("lost", "scope")}
    assert {one.listing for one in found.changes} == {"us-ofac:2"}


def test_other_weights():
    """Where the similarity itself differs, the weights are the reason, and both similarities are told."""
    found = measured(Side(Policy()), Side(Policy(person_weights=Weights(edit=4000, least=900))))
    assert {why for *_, why in whys(found)} == {"weights"}
    assert all(one.before != one.after for one in found.changes)


def test_who_cant_be_screened_is_counted():
    """A party that can't be screened is no party of the comparison."""
    found = measured(Side(Policy()), Side(Policy()), [ww.Party("Ann Example", birth="31.31.1980")])
    assert (found.parties, found.refused, found.changes) == (0, 1, ())


@settings(max_examples=30)
@given(st.sampled_from([0.55, 0.7, 0.76, 0.9, 1.0]), st.sampled_from([0.55, 0.7, 0.76, 0.9, 1.0]),
       st.sampled_from(["corroborate", "trigger"]), st.sampled_from([(), ("un-sc",), ("us-ofac",)]))  # fmt: skip
def test_nothing_is_left_out(old, new, weak, scope):
    """What is gained and lost is exactly the difference of screening everybody under either."""
    sides = Side(Policy(alert=old)), Side(Policy(alert=new, weak_aliases=weak), scope)
    raised = []
    for side in sides:
        screener = ww.Screener(SNAPSHOT, side.policy, compiled=False)
        raised.append({(p.id, hit.listing.id) for p in ASKED for hit in screener.screen(p).hits
                       if not side.publishers or hit.listing.publisher in side.publishers})  # fmt: skip
    found = measured(*sides)
    assert {(o.subject, o.listing) for o in found.changes if o.what == "gained"} == raised[1] - raised[0]
    assert {(o.subject, o.listing) for o in found.changes if o.what == "lost"} == raised[0] - raised[1]


@pytest.mark.parametrize(
    "policy", [Policy(), Policy(alert=0.8, weak_aliases="trigger", person_weights=Weights(edit=1))]
)
def test_a_policy_survives_its_file(policy, tmp_path):
    """Written as TOML and read again, a policy is the same."""
    from watchword.commands.files import read_policy

    path = tmp_path / "policy.toml"
    path.write_text(as_toml(policy), encoding="utf-8")
    assert read_policy(path) == policy
