"""What a policy promises: checked, frozen, and named by a digest."""

from __future__ import annotations

import msgspec
import pytest

from watchword.errors import UsageError
from watchword.match.kernels import layout
from watchword.policy import Policy, Weights, differences


def test_weights_stand_where_the_loops_read_them():
    """Each field of Weights has the position of its P_ constant."""
    for position, name in enumerate(Weights.__struct_fields__):
        assert getattr(layout, f"P_{name.upper()}") == position
    assert Weights().array().tolist() == list(msgspec.structs.astuple(Weights()))


@pytest.mark.parametrize("wrong", [{"alert": 0}, {"alert": 1.2}, {"weak_aliases": "never"}])
def test_an_impossible_policy_is_refused(wrong):
    """A line outside 0..1 or an unknown switch is a UsageError that names the setting."""
    with pytest.raises(UsageError) as caught:
        Policy(**wrong)
    assert caught.value.where in wrong


@pytest.mark.parametrize("named", ["permitted", "unsure", "allow", "False-Positive", ""])
def test_only_a_decision_can_be_given_to_a_second_person(named):
    """What always needs two, or never does, can't be named."""
    with pytest.raises(UsageError, match="second person"):
        Policy(second_person=(named,))


def test_who_decides_changes_no_answer():
    """Decisions that need a second person leave the digest as it is: no customer is screened anew because of them."""
    assert Policy(second_person=("block",)).digest == Policy().digest


def test_what_differs_is_told():
    """Every setting that differs is told with both values, also one inside a table."""
    weights = msgspec.structs.replace(Policy().person_weights, edit=1)
    new = Policy(alert=0.9, publishers=("un-sc", "us-ofac"), second_person=("block",), person_weights=weights)
    assert differences(Policy(), new) == (
        "alert: 0.76, then 0.9", "publishers: all, then un-sc, us-ofac",
        "second_person: none more, then block", "person_weights.edit: 1025, then 1",
    )  # fmt: skip
    assert differences(new, new) == ()


def test_every_setting_changes_the_digest():
    """Two policies that could answer differently never share a digest."""
    assert Policy().digest == Policy().digest
    others = [Policy(alert=0.8), Policy(weak_aliases="trigger"), Policy(person_weights=Weights(edit=1))]
    assert len({p.digest for p in (Policy(), *others)}) == 4


def test_without_scope_the_digest_is_that_of_old():
    """A policy that covers all lists has the digest that it had before there were scopes; any scope has another."""
    assert Policy().digest == "6256583c0ed77040e9ee7752f28b0039ce6179e66646f84e442141b4fc9a280e"
    assert Policy(publishers=("un-sc",)).digest != Policy().digest
