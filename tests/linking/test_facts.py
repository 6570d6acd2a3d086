"""What the facts of two listings say about each other."""

from __future__ import annotations

from typing import Any

import pytest
from tests.small import listing

from watchword.linking.facts import CODES, compare, may_be_one, read_side, un_references
from watchword.linking.themes import theme_of
from watchword.match.evidence import CODES as MATCH_CODES
from watchword.model import Detail, Identifier, Kind, Link, Listing


def codes(a: Listing, b: Listing) -> dict[str, float]:
    """The evidence of two listings, with its bits."""
    return {e.code: e.bits for e in compare(read_side(a), read_side(b))}


def person(listing_id: str, **facts: Any) -> Listing:
    return listing(listing_id, "Ivan Petrov", **facts)


def test_nothing_known_says_nothing() -> None:
    """Facts that are missing on one side are no evidence."""
    assert codes(person("us-ofac:1", born=["1960"], nationalities=("ru",)), person("uk-ofsi:1")) == {}


@pytest.mark.parametrize(
    ("mine", "theirs", "code"),
    [
        ("1 May 1960", "1960-05-01", "birth-equal"),
        ("1 May 1960", "1960", "birth-consistent"),
        ("1 January 1960", "1960-01-01", "birth-consistent"),
        ("1 January 1960", "21 July 1960", "birth-consistent"),
        ("5 June 1956", "6 May 1956", "birth-swapped"),
        ("1960", "1961", "birth-near"),
        ("1 May 1960", "9 July 1963", "birth-conflict"),
    ],
)
def test_dates_of_birth(mine: str, theirs: str, code: str) -> None:
    """Dates agree as far as they tell; 1 January stands for the year, as publishers use it for an unknown day."""
    assert list(codes(person("us-ofac:1", born=[mine]), person("uk-ofsi:1", born=[theirs]))) == [code]


def test_of_several_dates_the_best_counts() -> None:
    """A listing with two dates of birth agrees with either."""
    a = person("us-ofac:1", born=["1 May 1960", "1955"])
    assert "birth-equal" in codes(a, person("uk-ofsi:1", born=["1 May 1960"]))
    assert "birth-consistent" in codes(a, person("uk-ofsi:1", born=["1955"]))


@pytest.mark.parametrize(
    ("label", "value", "found"),
    [
        ("UN Ref", "QDi.012", {"QDi.012"}),
        ("UN reference", "LYi.28", {"LYi.028"}),
        ("UN Ref", "QDE.145. Associated with Al-Qaida (QDe.004)", {"QDe.145"}),
        ("Listing information", "associated with QDe.004", set()),
    ],
)
def test_un_references(label: str, value: str, found: set[str]) -> None:
    """Only a field for the UN's number is read, of it the first number, in one spelling."""
    assert un_references(person("uk-ofsi:1", details=(Detail(label, value),))) == found


def test_the_uns_own_listing_has_its_reference() -> None:
    """A listing of the UN's list and one that cites its number carry the same reference."""
    cited = person("uk-ofsi:1", details=(Detail("UN Ref", "QDi.012"),))
    assert codes(person("un-sc:QDi.012"), cited)["un-reference-equal"] == 30
    assert codes(person("un-sc:QDi.013"), cited)["un-reference-conflict"] == -30


def test_a_publishers_word_counts() -> None:
    """A publisher that calls two listings one party is the strongest evidence, in either direction."""
    stated = person("ch-seco:1", links=(Link("same-party", "x", "eu-fsf:1"),))
    assert "stated-same" in codes(stated, person("eu-fsf:1"))
    assert "stated-same" in codes(person("eu-fsf:1"), stated)
    assert "stated-same" not in codes(person("eu-fsf:2"), stated)


def test_numbers_of_one_party_and_of_many() -> None:
    """A passport points at one party, however it is typed; a telephone is a contact that groups share."""
    a = person("us-ofac:1", identifiers=(Identifier("passport", "AB 123-456"), Identifier("phone", "+1 202 555 0100")))
    b = person("uk-ofsi:1", identifiers=(Identifier("passport", "ab123456"),))
    c = person("uk-ofsi:2", identifiers=(Identifier("phone", "0012025550100"),))
    assert codes(a, b) == {"identifier-equal": 25}
    assert codes(a, c) == {"contact-equal": 5}


def test_two_imo_numbers_are_two_ships() -> None:
    """A ship has one IMO number, so different ones forbid a link."""
    ships = [listing(f"{p}:1", "Playa Azul", kind="vessel", identifiers=(Identifier("imo", n),))
             for p, n in (("us-ofac", "7406784"), ("uk-ofsi", "9187629"))]  # fmt: skip
    assert codes(*ships)["vessel-conflict"] < 0


@pytest.mark.parametrize(
    ("programme", "themes"),
    [
        ("SDGT", {"terrorism"}), ("TAQA", {"terrorism"}), ("Counter-Terrorism (International)", {"terrorism"}),
        ("1988 (Taliban)", {"terrorism"}), ("AFG", {"af", "terrorism"}), ("Afghanistan", {"af", "terrorism"}),
        ("RUSSIA-EO14024", {"ru"}), ("UKR", {"ru"}), ("Autonomous (Ukraine)", {"ru"}), ("CAATSA - IRAN", {"ir"}),
        ("IFSR", {"ir"}), ("PRK", {"kp"}), ("Democratic People's Republic of Korea", {"kp"}), ("SDN", {"sd"}),
        ("SDNTK", set()), ("Cyber", set()), ("", set()),
    ],
)  # fmt: skip
def test_themes(programme: str, themes: set[str]) -> None:
    """Programmes of different publishers about one country, or about terrorism, have one theme."""
    assert theme_of(programme) == themes


def test_kinds() -> None:
    """Organisation and company may be one party, as publishers differ; a person and a ship may not."""
    assert may_be_one(Kind.COMPANY, Kind.ORGANISATION)
    assert may_be_one(Kind.UNKNOWN, Kind.VESSEL)
    assert not may_be_one(Kind.PERSON, Kind.COMPANY)
    assert not may_be_one(Kind.COMPANY, Kind.VESSEL)


def test_codes_are_not_told_twice() -> None:
    """Evidence about links has codes of its own beside those of matching."""
    assert not CODES.keys() & MATCH_CODES.keys()
