"""The search of weights: what it counts, where it may step, and when it stops."""

from __future__ import annotations

import msgspec
import pytest
from bench.unlisted import Unlisted
from tests.small import listing, snapshot_of
from tools.fit.cases import cases
from tools.fit.weights import CHANCE, Judge, around, better, walk

from watchword.policy import Weights
from watchword.text import names

FIRST = ["Bortnikov", "Kadyrov", "Shoigu", "Patrushev", "Gerasimov", "Surovikin", "Zolotov", "Kolokoltsev"]
GIVEN = ["Aleksandr Vasilievich", "Ramzan Akhmatovich", "Sergei Kuzhugetovich", "Nikolai Platonovich"]


@pytest.fixture(scope="module")
def judge():
    """Sixteen listed people, two of them namesakes, and three who are not listed."""
    people = [
        listing(f"us:{i}", f"{given} {family}", f"{family} {given.split()[0]}", born=[f"19{50 + i}-05-01"])
        for i, (given, family) in enumerate((g, f) for g in GIVEN for f in FIRST[:4])
    ]
    people.append(listing("us:99", "Ramzan Kadyrov", born=["1901-01-01"]))
    nobody = [Unlisted("customers", "person", name) for name in ("Anna Novak", "Sergei Kadirof", "Li Wei")]
    return Judge(cases(snapshot_of(*people), nobody, names.PERSON, 16), names.PERSON)


def test_shares_are_shares_and_something_is_measured(judge):
    """Every share lies between 0 and 1; altered names, aliases and namesakes are there."""
    told = judge.told(Weights())
    assert all(0 <= share <= 1 for share in told.values())
    assert told["single, default"] > 0 < told["aliases"]
    assert told["namesakes"] > 0


def test_weights_that_find_nothing_are_worth_less(judge):
    """Where a slip or a missing word takes all, altered names are lost and the worth falls."""
    blind = Weights(edit=9000, least=990, absent_query=999, absent_listed=999)
    assert judge.worth(blind) < judge.worth(Weights()) - CHANCE


def test_a_step_changes_one_weight():
    """The weights around are two for each weight, and differ from the start in that one only."""
    start = msgspec.structs.asdict(Weights())
    found = [msgspec.structs.asdict(tried) for _, tried in around(Weights(), Weights.__struct_fields__)]
    assert len(found) == 2 * len(start)
    assert all(sum(tried[name] != start[name] for name in start) == 1 for tried in found)


def _hill(weights: Weights) -> float:
    """Highest at an edit of 800, whatever else is set."""
    return -abs(weights.edit - 800) / 10


def test_the_walk_climbs_and_stops():
    """It ends where no step gains more than chance, the same way for the same seed."""
    steps: list[str] = []
    end = walk(Weights(), _hill, 5, steps.append)
    assert abs(end.edit - 800) <= 800 // 20
    assert len(steps) > 1
    assert walk(Weights(), _hill, 5, lambda _: None) == end
    assert better(end, _hill, lambda _: None) == []


def test_the_check_names_the_step_that_gains():
    """A step that gains more than chance is reported, and only that."""
    assert better(Weights(), _hill, lambda _: None) == ["edit 1025 -> 974"]
