"""What one matcher has learned, taken over by another: it answers the same and need not learn it again."""

from __future__ import annotations

import random
from collections.abc import Iterator

import numpy as np
import pytest

from watchword.match import reading, words
from watchword.match.matcher import Matcher
from watchword.policy import Policy
from watchword.snapshot import Snapshot

# What stands for itself, what is read together, what is respelled, and what may be an acronym.
_PLAIN = [("Saif Mohamed", 0), ("Northern Trading House LLC", 1), ("Mohamed Saif", 0)]
_OTHERS = [("Ali bin Hasan al-Mejjati", 0), ("سعيد عريف", 0), ("王小明", 0), ("Иван Петров", 0), ("PLA", 1), ("", 0)]
_LINE = 6000


@pytest.fixture
def matchers(snapshot: Snapshot) -> Iterator[Matcher]:
    """Matchers that know nothing yet."""
    return iter(lambda: Matcher(snapshot.arrays, Policy(), compiled=False), None)


@pytest.fixture
def asked(snapshot: Snapshot) -> list[tuple[str, int]]:
    """Names as they are asked for, some of them listed."""
    rng = random.Random(7)
    listed = [rng.choice(snapshot.listing(rng.randrange(len(snapshot))).names).full for _ in range(20)]
    return [*_PLAIN, *_OTHERS, *((name, at % 2) for at, name in enumerate(listed))]


def told(found: list) -> list:
    """Answers, of refused names what is wrong with them."""
    return [one if isinstance(one, list) else str(one) for one in found]


def nothing_new(*_: object) -> None:
    raise AssertionError("it was known")


def test_what_was_lent_is_not_learned_again(matchers, asked, monkeypatch):
    """A matcher that took over what another knows gives the same answers, and learns and reads nothing for them."""
    one, two = next(matchers), next(matchers)
    wanted = told(one.search_names(asked, _LINE))
    two.borrow(one.lend())
    monkeypatch.setattr(two.words, "_find", nothing_new)
    for parts in two._reader._parts:
        monkeypatch.setattr(parts._pieces, "_read", nothing_new)
    assert told(two.search_names(asked, _LINE)) == wanted


def test_each_is_lent_once_and_by_who_learned_it(matchers, asked):
    """Only what was learned since the last time is lent, and nothing of what was taken over."""
    one, two = next(matchers), next(matchers)
    nothing = one.lend()
    one.search_names(asked, _LINE)
    lent = one.lend()
    assert len(lent) > len(nothing)
    assert one.lend() == nothing
    two.borrow(lent)
    two.search_names(asked, _LINE)
    assert two.lend() == nothing


def test_what_is_known_is_passed_over(matchers, asked):
    """Words that both have learned are kept once, the others beside them: each agrees with the tokens that it agreed with."""
    one, two = next(matchers), next(matchers)
    one.search_names(asked[::2], _LINE)
    two.search_names(asked[::3], _LINE)
    lent = one.lend()
    two.borrow(lent)
    two.borrow(lent)
    known = {(at, word) for matcher in (one, two) for at, words in enumerate(matcher.words._numbers) for word in words}
    assert two.words._count == sum(map(len, two.words._numbers)) == len(known)
    alone = next(matchers)
    wanted = told(alone.search_names(asked, _LINE))
    assert told(two.search_names(asked, _LINE)) == wanted
    for which, numbers in enumerate(two.words._numbers):
        for word, number in numbers.items():
            again = alone.words.number(which // 2, word, bool(which % 2))
            alone.words.learn()
            for mine, other in zip(two.words.near(number), alone.words.near(again), strict=True):
                assert np.array_equal(mine, other)


def test_nothing_is_taken_over_where_much_is_known(matchers, asked, monkeypatch):
    """What others lend never makes it time to forget."""
    one, two = next(matchers), next(matchers)
    one.search_names(asked, _LINE)
    monkeypatch.setattr(words, "_MOST_WORDS", 40)
    monkeypatch.setattr(reading, "_MOST_REMEMBERED", 20)
    two.borrow(one.lend())
    assert two.words._count == 0
    assert not two._reader._parts[0]._pieces.numbers
    two.search_names(_PLAIN, _LINE)
    assert two.words.era == 1


def test_what_was_forgotten_may_be_taken_over_again(matchers, asked):
    """A matcher that has forgotten takes over what it is lent, lends what it learns anew, and answers as before."""
    one, two = next(matchers), next(matchers)
    wanted = told(one.search_names(asked, _LINE))
    lent = one.lend()
    two.borrow(lent)
    two.search_names(asked, _LINE)
    two.words.forget()
    two.borrow(lent)
    assert told(two.search_names(asked, _LINE)) == wanted
    one.words.forget()
    one.search_names(asked, _LINE)
    assert one.lend() == lent


def test_texts_that_utf8_cannot_hold_are_not_lent(matchers):
    """A lone surrogate, as JSON may have it, stays where it was read."""
    one = next(matchers)
    one.search_names([("\ud800 Saif", 0)], _LINE)
    assert one.lend() == b""
    one.search_names(_PLAIN, _LINE)
    assert one.lend()
