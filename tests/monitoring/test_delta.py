"""Screening what changed is screening everything."""

from __future__ import annotations

import random

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.small import listing, snapshot_of

import watchword as ww
from watchword.lists import registry
from watchword.monitoring.delta import carried, difference
from watchword.monitoring.rows import keep, recall
from watchword.snapshot import Snapshot

_NAMES = ("Amadou Kouffa", "Amadu Koufa", "Iyad Ag Ghali", "Eyad Ag Ghaly", "Ali Ag Mohamed", "Mohamed Ali Sow",
          "Volga Shipping", "Volga Shiping Lines", "Sahel Transit", "Baye Ag Bakabo", "Bah Ag Moussa")  # fmt: skip
_LISTINGS = st.builds(
    listing,
    st.sampled_from([f"un-sc:{n}" for n in range(12)]),
    st.sampled_from(_NAMES),
    st.sampled_from(_NAMES),
    kind=st.sampled_from(["person", "company", "unknown"]),
    born=st.sampled_from([(), ("1980",), ("1975-03-02",)]),
    source=st.sampled_from(["line 1", "line 2"]),
)
_STATES = st.lists(_LISTINGS, unique_by=lambda one: one.id, max_size=8)
_PARTIES = st.builds(
    ww.Party,
    st.sampled_from(_NAMES),
    kind=st.sampled_from(["person", "company", "unknown"]),
    aliases=st.lists(st.sampled_from(_NAMES), max_size=1).map(tuple),
    birth=st.sampled_from(["", "1980", "1975"]),
)


def known(screener, party):
    """The hits of a party as the book keeps them."""
    return recall(keep(screener.screen(party).hits))


@settings(max_examples=150)
@given(_STATES, _STATES, st.lists(_PARTIES, min_size=1, max_size=4))
def test_carrying_over_equals_screening_all(before, after, parties):
    """Old hits and the hits of the delta make, byte for byte, the answer of the whole new lists."""
    old, new = snapshot_of(*before), snapshot_of(*after)
    delta = difference(old, new)
    small = ww.Screener(delta.snapshot(), compiled=False)
    first, whole = ww.Screener(old, compiled=False), ww.Screener(new, compiled=False)
    for party in parties:
        made = carried(known(first, party), small.screen(party).hits, delta.touched, new)
        assert msgspec.json.encode(made) == msgspec.json.encode(whole.screen(party).hits)


def test_what_counts_as_change():
    """A fact of a listing changes it, its place in the file does not."""
    stays, moves = listing("un-sc:1", "A Bcd", source="line 1"), listing("un-sc:2", "E Fgh", source="line 2")
    old = snapshot_of(stays, moves, listing("un-sc:3", "I Jkl"))
    moved = msgspec.structs.replace(moves, source="line 9")
    born = msgspec.structs.replace(stays, remarks="said to have moved")
    delta = difference(old, snapshot_of(born, moved, listing("un-sc:4", "M Nop")))
    assert [one.id for one in delta.added] == ["un-sc:4"]
    assert [one.id for one in delta.changed] == ["un-sc:1"]
    assert delta.removed == ("un-sc:3",)
    assert delta.touched == {"un-sc:1", "un-sc:3"}


@pytest.fixture(scope="module")
def ofac(shared):
    """Two real states of OFAC's list, five weeks and 171 designations apart."""
    folder = shared / "lists" / "ofac"
    files = ("sdn_2022-01-21_scrape.csv", "sdn_2022-02-25.csv")
    return [Snapshot.of(registry.read_files(registry.load_paths([folder / name]))) for name in files]


def test_a_real_change(ofac):
    """On a real change of OFAC's list, customers who resemble what was listed, before and after, get equal answers."""
    old, new = ofac
    delta = difference(old, new)
    assert (len(delta.added), len(delta.removed)) == (171, 1)
    first, small, whole = (ww.Screener(one) for one in (old, delta.snapshot(), new))
    rng = random.Random(7)
    listed = [*rng.sample(list(new), 60), *delta.added[:60], *delta.changed, *(old.find(i) for i in delta.removed)]
    hits = 0
    for one in listed:
        words = one.names[-1].full.split()
        party = ww.Party(" ".join(rng.sample(words, len(words))), kind=one.kind)
        made = carried(known(first, party), small.screen(party).hits, delta.touched, new)
        assert msgspec.json.encode(made) == msgspec.json.encode(whole.screen(party).hits)
        hits += len(made)
    assert hits > len(listed)
