"""Which listings become one party, and what keeps them apart."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.small import listing

from watchword.linking.clusters import cluster
from watchword.linking.decisions import Decision, decide
from watchword.linking.facts import read_side
from watchword.linking.rules import Bond
from watchword.match.evidence import evidence
from watchword.model import Link, Listing


def bond(a: str, b: str, *codes: str, bits: int = 300) -> Bond:
    """A sure bond of two ids."""
    return Bond(*sorted((a, b)), "same", 1.0, tuple(evidence(c, bits=bits) for c in codes or ("identifier-equal",)))


def decided(a: str, b: str, verdict: str) -> Decision:
    return decide((a, b), verdict, "Ada", "2026-11-23")  # type: ignore[arg-type]


def groups(listings: Iterable[Listing], bonds: Iterable[Bond], *decisions: Decision) -> list[tuple[str, ...]]:
    return cluster({one.id: read_side(one) for one in listings}, bonds, decisions)[0]


def three(*born: str) -> list[Listing]:
    """Three listings of three publishers, with these dates of birth."""
    ids = ("au:1", "eu:1", "us:1")
    return [listing(i, "Ivan Petrov", born=[b] if b else []) for i, b in zip(ids, born, strict=True)]


CHAIN = [bond("au:1", "eu:1"), bond("eu:1", "us:1", bits=200)]


def test_sure_bonds_make_one_party() -> None:
    """What is linked through a third listing is one party too."""
    assert groups(three("", "", ""), CHAIN) == [("au:1", "eu:1", "us:1")]


def test_doubtful_bonds_make_none() -> None:
    """A doubtful bond joins nothing."""
    doubtful = Bond("au:1", "eu:1", "doubtful", 1.0, ())
    assert groups(three("", "", ""), [doubtful]) == []


def test_a_chain_never_joins_births_that_exclude_each_other() -> None:
    """Where the ends of a chain conflict, the surer bond holds and the other is refused with the reason."""
    sides = {one.id: read_side(one) for one in three("1 May 1960", "", "9 July 1971")}
    found, refusals = cluster(sides, CHAIN, ())
    assert found == [("au:1", "eu:1")]
    assert [(r.a, r.b, r.reason, sorted(r.between)) for r in refusals] == [
        ("eu:1", "us:1", "birth-conflict", ["au:1", "us:1"])
    ]


def test_a_listing_that_gives_both_births_explains_them() -> None:
    """One publisher knows both dates, so listings that know one each may be that person."""
    listings = three("1 May 1960", "1 May 1960", "9 July 1971")
    listings[1] = listing("eu:1", "Ivan Petrov", born=["1 May 1960", "9 July 1971"])
    assert groups(listings, [bond("au:1", "eu:1", "birth-equal"), bond("eu:1", "us:1", "birth-equal")]) == [
        ("au:1", "eu:1", "us:1")
    ]


def test_a_chain_never_joins_listings_that_one_publisher_keeps_apart() -> None:
    """Two listings of one publisher are two parties, unless a bond of their own says otherwise."""
    listings = [listing(i, "Ivan Petrov") for i in ("eu:1", "us:1", "us:2")]
    chain = [bond("eu:1", "us:1"), bond("eu:1", "us:2", bits=200)]
    assert groups(listings, chain) == [("eu:1", "us:1")]
    assert ("eu:1", "us:1", "us:2") in groups(listings, [*chain, bond("us:1", "us:2", bits=400)])


def test_a_publishers_own_double_carries_its_facts_along() -> None:
    """EU listings that the EU calls one party stand for each other where their dates differ."""
    listings = [
        listing("eu:1", "Ivan Petrov", born=["1960"]),
        listing("eu:2", "Ivan Petrov", born=["1971"], links=(Link("same-party", "Ivan Petrov", "eu:1"),)),
        listing("us:1", "Ivan Petrov", born=["1960"]),
    ]
    bonds = [bond("eu:1", "eu:2", "stated-same", bits=1000), bond("eu:1", "us:1", "birth-equal")]
    assert groups(listings, bonds) == [("eu:1", "eu:2", "us:1")]


def test_a_split_holds_through_any_chain() -> None:
    """What a person has split is never one party again, however it is linked."""
    assert groups(three("", "", ""), CHAIN, decided("au:1", "us:1", "apart")) == [("au:1", "eu:1")]
    assert groups(three("", "", ""), CHAIN, decided("au:1", "eu:1", "apart")) == [("eu:1", "us:1")]


def test_a_person_may_confirm_what_the_rules_forbid() -> None:
    """A confirmed link needs no bond and stands against conflicting facts."""
    assert groups(three("1960", "1971", ""), [], decided("au:1", "eu:1", "same")) == [("au:1", "eu:1")]


def test_decisions_wait_for_listings_that_are_gone() -> None:
    """A decision about a listing that no list has is kept and does nothing."""
    assert groups(three("", "", ""), [], decided("au:1", "uk:9", "same")) == []


IDS = [f"{p}:{n}" for p in ("au", "eu", "uk", "us") for n in (1, 2)]
PAIRS = list(combinations(IDS, 2))


@given(st.data())
def test_laws(data: st.DataObject) -> None:
    """For any bonds and splits: no group holds a split pair, and the order in which bonds come changes nothing."""
    listings = [listing(i, "Ivan Petrov", born=data.draw(st.sampled_from([[], ["1960"], ["1971"]]))) for i in IDS]
    chosen = data.draw(st.lists(st.sampled_from(PAIRS), unique=True))
    bonds = [bond(*pair, bits=data.draw(st.integers(0, 5)) * 100) for pair in chosen]
    splits = [decided(*pair, "apart") for pair in data.draw(st.lists(st.sampled_from(PAIRS), max_size=4, unique=True))]
    found = groups(listings, bonds, *splits)
    assert found == groups(listings, data.draw(st.permutations(bonds)), *splits)
    together = {pair for group in found for pair in combinations(group, 2)}
    assert not together & {(d.a, d.b) for d in splits}
    linked = {i for pair in chosen for i in pair}
    assert {i for group in found for i in group} <= linked
    assert len({i for group in found for i in group}) == sum(map(len, found))


@pytest.mark.parametrize("kind", ["company", "vessel"])
def test_kinds_stay_apart(kind: str) -> None:
    """A person and a ship of one name are never one party, whatever a chain says."""
    listings = [listing("au:1", "Ivan"), listing("eu:1", "Ivan", kind="unknown"), listing("us:1", "Ivan", kind=kind)]
    assert groups(listings, CHAIN) == [("au:1", "eu:1")]
