"""Nothing above the line can be missed: search against brute force over the full bundled lists."""

from __future__ import annotations

import random
from itertools import islice

import pytest
from bench import brute

from watchword.errors import InputError
from watchword.match.kernels import led, walk
from watchword.match.matcher import Matcher
from watchword.match.records import lay_out
from watchword.match.score import rows_of
from watchword.model import Kind
from watchword.snapshot import Snapshot
from watchword.text import acronyms, names

_LETTERS = "abcdefghijklmnopqrstuvwxyz .-'1"


@pytest.fixture(scope="module")
def matcher(screener):
    return screener.matcher


def altered_names(snapshot: Snapshot, seed: int, count: int):
    """Listed names with up to four letters changed, dropped, added or swapped, words moved, or the end cut."""
    rng = random.Random(seed)
    while count:
        listing = snapshot.listing(rng.randrange(len(snapshot)))
        text = list(rng.choice(listing.names).full)
        for _ in range(rng.randrange(5)):
            at = rng.randrange(len(text))
            change = rng.randrange(4)
            if change == 0:
                text[at] = rng.choice(_LETTERS)
            elif change == 1 and len(text) > 2:
                del text[at]
            elif change == 2:
                text.insert(at, rng.choice(_LETTERS))
            elif at:
                text[at - 1], text[at] = text[at], text[at - 1]
        words = "".join(text).split()
        if rng.random() < 0.2:
            rng.shuffle(words)
        if rng.random() < 0.2 and len(words) > 1:
            words.pop(rng.randrange(len(words)))
        mode = names.PERSON if listing.kind is Kind.PERSON else names.ENTITY
        if rng.random() < 0.1:
            mode = names.ENTITY if mode == names.PERSON else names.PERSON
        try:
            yield lay_out(names.parse(" ".join(words), mode))
        except InputError:
            continue
        count -= 1


@pytest.mark.parametrize("seed", range(3))
def test_search_equals_brute_force_at_every_cutoff(snapshot, matcher, seed):
    """For any query and cutoff, search finds exactly what scoring every listed name finds, with equal scores."""
    for query in altered_names(snapshot, seed, 15):
        everything = brute.search(matcher, query, 1)
        for cutoff in (3000, 6000, 7000, 8000, 9000, 10000):
            expected = [found for found in everything if found.similarity >= cutoff]
            assert matcher.search(query, cutoff) == expected, (query.name.raw, cutoff)


def test_acronyms_bring_every_name_that_they_may_stand_for(snapshot, matcher):
    """An acronym, bare or with its country, finds every listed name of these initials, as scoring all of them does."""
    bodies = (name.full for listing in snapshot for name in listing.names if listing.kind is not Kind.PERSON)
    letters = sorted({acronyms.initials(names.parse(body, names.ENTITY)) for body in islice(bodies, 4000)})
    for asked in [*letters[1:400:9], *(f"{one.upper()} China" for one in letters[1:400:40])]:
        query = lay_out(names.parse(asked, names.ENTITY))
        everything = brute.search(matcher, query, 1)
        for cutoff in (6000, 7600, 8000):
            expected = [found for found in everything if found.similarity >= cutoff]
            assert matcher.search(query, cutoff) == expected, (asked, cutoff)
            assert matcher.search_names([(asked, 1)], cutoff) == [expected], (asked, cutoff)


def test_a_high_office_and_a_word_bring_every_name_with_it(snapshot, matcher):
    """President and any word of a listed person finds what scoring every name finds, by the weights for an office."""
    for number in range(0, len(snapshot), len(snapshot) // 40):
        word = snapshot.listing(number).names[0].full.replace(",", " ").split()[-1]
        query = lay_out(names.parse(f"President {word}", names.PERSON))
        everything = brute.search(matcher, query, 1)
        for cutoff in (5000, 7000, 7600, 8500):
            expected = [found for found in everything if found.similarity >= cutoff]
            assert matcher.search(query, cutoff) == expected, (word, cutoff)
            assert matcher.search_names([(query.name.raw, 0)], cutoff) == [expected], (word, cutoff)


def test_interpreted_and_compiled_loops_agree(snapshot, matcher, screener):
    """The inner loops give the same answer whichever way they run."""
    interpreted = Matcher(snapshot.arrays, screener.policy, compiled=False)
    for query in altered_names(snapshot, 99, 40):
        found, wanted = interpreted.search(query, 6000), matcher.search(query, 6000)
        assert found == wanted, query.name.raw
        assert [one.rows for one in found] == [one.rows for one in wanted]


def test_what_many_postings_are_told_by_loses_nothing(snapshot, matcher, screener, monkeypatch):
    """Names that are told apart as where a query has very many postings and neighbours are those that are found else."""
    monkeypatch.setattr(led, "MANY", -1)
    monkeypatch.setattr(walk, "NEIGHBOURS_A_SCORE", 1 << 30)
    interpreted = Matcher(snapshot.arrays, screener.policy, compiled=False)
    others = [
        lay_out(names.parse(name, names.PERSON))
        for name in ("하은 서윤 Hur", "詩 小林", "Айша Ali Tsoi", "杏 Rin 佐野")
    ]
    for query in [*altered_names(snapshot, 11, 40), *others]:
        for cutoff in (6000, 7600, 9000):
            found, wanted = interpreted.search(query, cutoff), matcher.search(query, cutoff)
            assert found == wanted, (query.name.raw, cutoff)
            assert [one.rows for one in found] == [one.rows for one in wanted]


def test_search_scores_are_those_of_compare(snapshot, matcher):
    """Retrieval and explanation use one scorer: comparing the two names alone gives the score and rows of the search."""
    for query in altered_names(snapshot, 7, 60):
        for found in matcher.search(query, 6500)[:20]:
            _, name, mode = snapshot.listed_name(found.name)
            similarity, rows = matcher.scorer.compare(query, lay_out(names.parse(name.full, mode)))
            assert similarity == found.similarity == sum(row.points for row in rows)
            assert list(rows_of(found.rows)) == rows


@pytest.mark.parametrize(("more", "most"), [(3, 30), (30, 60)])
def test_names_of_many_words_are_found(snapshot, matcher, more, most):
    """A query of more words than marks tell levels of, or at all, finds what brute force finds."""
    longest = max((snapshot.listing(at) for at in range(0, len(snapshot), 7)), key=lambda one: len(one.names[0].full))
    words = longest.names[0].full.split()[: most - more]
    query = lay_out(names.parse(" ".join([*words, *(["alpha", "beta", "gamma"] * 20)[:more]]), names.ENTITY))
    assert most // 2 < len(query.weights) <= most
    for cutoff in (3000, 5000, 7600):
        assert matcher.search(query, cutoff) == brute.search(matcher, query, cutoff)
