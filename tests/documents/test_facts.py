"""Typed facts: who, what, when, where, how much, who says so, and whether it happened."""

from __future__ import annotations

import pytest

from watchword.documents import facts
from watchword.documents.fact_types import TYPES

_DAY = "2021-06-30"


def one(text: str):
    [fact] = facts.read(text, _DAY)
    assert text[fact.start : fact.end] == fact.sentence
    return fact


def test_a_designation_has_its_parts():
    """Authority, target, day and what it brings."""
    fact = next(
        facts.read("On Monday the State Department designated Omar Keita as a terrorist. It freezes his assets.", _DAY)
    )
    assert fact.roles == {"authority": "State Department", "target": "Omar Keita", "effects": "asset freeze"}
    assert fact.date.first == "2021-06-28"


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Japan imposed sanctions on Daro Logistics.", "asserted"),
        ("Japan did not impose sanctions on Daro Logistics.", "negated"),
        ("Japan may impose sanctions on Daro Logistics.", "hypothetical"),
        ("Japan denied that it had imposed sanctions on Daro Logistics.", "negated"),
    ],
)
def test_negated_and_possible_things_are_marked(text, status):
    """A thing that did not happen, or may, is no fact that it did."""
    assert one(text).status == status


def test_the_speaker_is_who_says_so():
    """Reported speech, before and behind, has its speaker; the page's own words have none."""
    assert one("Norway pledged 12 million euros, the minister said.").speaker == "the minister"
    assert one("According to the ministry, Norway pledged 12 million euros.").speaker == "the ministry"
    assert one("Norway pledged 12 million euros.").speaker == ""


def test_a_perpetrator_and_victims_of_an_attack():
    """An attack has the group that is named, the place, and the count of victims in words or figures."""
    fact = one(
        "Gunmen attacked the village of Solhan on June 5, killing at least one hundred and 32 people.".replace(
            "one hundred and ", ""
        )
    )
    assert (fact.roles["perpetrator"], fact.place, fact.number) == ("Gunmen", "Solhan", 32)


@pytest.mark.parametrize(
    "text",
    [
        "He pledged allegiance to the group's leader in 2015.",
        "A heart attack killed the old actor at his home in Lyon.",
        "The referee sanctioned the goal after a long look at the screen.",
        "The bill met with little resistance in Rome.",
        "",
        "...",
    ],
)
def test_words_in_another_sense_are_no_facts(text):
    """Sport, hearts and bills are not attacks, sanctions and meetings."""
    assert list(facts.read(text, _DAY)) == []


def test_every_type_has_a_name_and_patterns_that_compile():
    """The table is sound: names are unique, every pattern compiles."""
    assert len({kind.name for kind in TYPES}) == len(TYPES)
    for kind in TYPES:
        assert all(pattern.pattern for pattern in facts._compiled(kind)), kind.name


def test_a_weapon_kills_where_nobody_is_named():
    """An attack is read where only what killed is told; its date is its own, not that of what came after."""
    [fact] = facts.read("Explosives hidden in a cart killed seven traders in Maiduguri on 16 June 2021.", "2021-06-30")
    assert (fact.type, fact.number, fact.place, fact.date.first) == ("attack", 7, "Maiduguri", "2021-06-16")
    met, attack = facts.read(
        "Envoys met in Accra a day after the attack in Kano, which killed 3 on 21 January 2021.", ""
    )
    assert (met.date.first, attack.date.first) == ("2021-01-22", "2021-01-21")


@pytest.mark.parametrize(
    ("text", "kind", "role", "words"),
    [
        (
            "WASHINGTON \u2014 Today, OFAC designated Omar Keita (a.k.a. Abu Issa).",
            "designation",
            "target",
            "Omar Keita",
        ),
        (
            "Farid Nouri, 29, of Dearborn, pleaded guilty on June 10, 2021, to one count.",
            "arrest",
            "target",
            "Farid Nouri",
        ),
        ("His client, Hamid Soltani, was arrested in Baku.", "arrest", "target", "Hamid Soltani"),
        (
            "OFAC is designating Harbour Light LLC pursuant to E.O. 13224, as amended.",
            "designation",
            "target",
            "Harbour Light LLC",
        ),
        ("Boko Haram kills three soldiers in Borno: police", "attack", "perpetrator", "Boko Haram"),
    ],
)
def test_what_stands_between_is_passed_over(text, kind, role, words):
    """Datelines, brackets, ages and aliases part no subject from its verb."""
    fact = one(text)
    assert (fact.type, fact.roles[role]) == (kind, words)


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Brussels has refused to blacklist Gazmet Bank.", "negated"),
        ("Canada is considering sanctions on Gazmet Bank.", "hypothetical"),
        ("Had the ministers met in Doha, the truce might have held.", "hypothetical"),
        ("Denmark agreed to give 5 million euros to Chad.", "asserted"),
    ],
)
def test_verbs_before_the_verb_decide_the_status(text, status):
    """Refusing negates, considering leaves open, agreeing to pay is a pledge."""
    assert one(text).status == status


def test_a_verb_in_the_passive_has_its_subject_as_object():
    """Who is sanctioned is no authority that sanctions."""
    assert one("Omar Keita was sanctioned by Canada.").roles == {"target": "Omar Keita", "authority": "Canada"}


@pytest.mark.parametrize(
    "text",
    [
        "Twelve people were killed when a bus overturned near Nakuru.",
        "A heart attack killed the actor in Lyon.",
        "Prices rose.",
    ],
)
def test_an_accident_is_no_attack(text):
    """Deaths without violence are no attack."""
    assert list(facts.read(text, _DAY)) == []
