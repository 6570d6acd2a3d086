"""Which evidence makes a link, and which forbids it."""

from __future__ import annotations

import pytest

from watchword.linking.rules import ALIAS_LINE, LINE, NEEDED, PRIOR, VETOES, judge, objections
from watchword.match.evidence import evidence
from watchword.model import Evidence


def found(*codes: str, bits: int = 0) -> list[Evidence]:
    """Evidence of these codes; the first carries as many tenths of bits as make up `bits` with the prior."""
    return [evidence(code, bits=0 if at else bits - PRIOR) for at, code in enumerate(codes)]


@pytest.mark.parametrize("fact", [fact for fact in NEEDED if fact])
def test_the_surer_the_fact_the_less_the_names_must_agree(fact: str) -> None:
    """Each fact has its own line on the names, and below it a person has to look."""
    assert judge(NEEDED[fact], found(fact, bits=LINE)) == "same"
    if NEEDED[fact]:
        assert judge(NEEDED[fact] - 1, found(fact, bits=LINE)) == "doubtful"


def test_names_alone_need_a_tie() -> None:
    """Equal names make a link only with a country, a theme or a contact in common."""
    assert judge(10000, found("name-exact", bits=300)) == "doubtful"
    assert judge(10000, found("name-exact", "country-shared", bits=LINE)) == "same"
    assert judge(10000, found("name-exact", "programme-theme", bits=LINE)) == "same"
    assert judge(10000, found("name-exact", "programme-theme", "country-different", bits=300)) == "doubtful"
    assert judge(9699, found("name-exact", "country-shared", bits=300)) == "doubtful"


def test_aliases_alone_need_more() -> None:
    """Branches and fronts share aliases, so where only aliases agree the evidence must be far stronger."""
    assert judge(10000, found("alias-only", "country-shared", bits=ALIAS_LINE - 1)) == "doubtful"
    assert judge(10000, found("alias-only", "country-shared", bits=ALIAS_LINE)) == "same"


@pytest.mark.parametrize("veto", sorted(VETOES))
def test_a_veto_stands_above_everything_but_the_publishers_word(veto: str) -> None:
    """No agreement outweighs dates, genders or numbers that exclude each other."""
    assert judge(10000, found("birth-equal", veto, bits=900)) == "doubtful"
    assert judge(10000, found("stated-same", veto, bits=900)) == "same"
    assert judge(10000, found("un-reference-equal", veto, bits=900)) == "same"


def test_a_mistyped_reference_is_seen_through() -> None:
    """Publishers mistype UN references: the same primary name and date of birth stand against one."""
    assert objections(found("un-reference-conflict", "birth-equal"))
    assert not objections(found("un-reference-conflict", "birth-equal", "primary-names"))
    assert objections(found("un-reference-conflict", "birth-conflict", "primary-names", "birth-equal"))


def test_too_little_is_no_case() -> None:
    """What is less likely than not is not even doubtful."""
    assert judge(10000, found("name-exact", bits=-1)) is None
