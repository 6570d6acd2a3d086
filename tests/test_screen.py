"""What `screen` promises, on the bundled lists: Djibo, weak aliases, identifiers, bad input."""

from __future__ import annotations

import msgspec
import pytest

import watchword as ww
from watchword.match.records import words_of
from watchword.text.names import parse

DJIBO = "us-ofac:32391"
WEAK = (
    "ILLIASSOU, Djibbo",
    "CHAPORI, Aboubacar",
    "CHAPORI, Petit",
    "TCHAPORI, Petit",
    "CHAPPORI, Petit",
    "CHAFFORI, Petit",
)


@pytest.fixture(scope="module")
def trigger(snapshot):
    return ww.Screener(snapshot, ww.Policy(weak_aliases="trigger"))


def best(screener, name, **facts):
    hits = screener.screen(ww.Party(name, kind="person", **facts)).hits
    return hits[0].listing.id if hits else None


@pytest.mark.parametrize(
    "name",
    [
        "DJIBO, Ousmane Illiassou",
        "Ousmane Illiassou Djibo",
        "DJIBO, Halid Illiassou",
        "Djibo Ousmane",
        "Usman Iliasu Jibo",
        "DJIBO, O. Illiassou",
    ],
)
def test_djibo_is_the_best_hit(screener, name):
    """His names, and what people make of them, find the designation first."""
    assert best(screener, name) == DJIBO


@pytest.mark.parametrize("name", [*WEAK, "Abubakar Petit Chapori"])
def test_weak_aliases_trigger_by_policy_only(screener, trigger, name):
    """A weak alias raises a hit by itself when the policy says so."""
    assert best(trigger, name) == DJIBO
    if name != WEAK[0]:  # which resembles his primary name too
        assert best(screener, name) is None


@pytest.mark.parametrize("name", [*WEAK, "Abubakar Petit Chapori"])
def test_weak_aliases_corroborate(screener, name):
    """A weak alias supports a hit by another name, and with a fitting birth date raises one."""
    hit = screener.screen(ww.Party("Ousmane Illiassou Djibo", kind="person", aliases=(name,))).hits[0]
    bare = screener.screen(ww.Party("Ousmane Illiassou Djibo", kind="person")).hits[0]
    assert hit.listing.id == DJIBO
    assert "weak-alias" in {e.code for e in hit.evidence}
    assert hit.probability >= bare.probability
    assert best(screener, name, birth="1984") == DJIBO


def test_every_point_has_a_reason(screener):
    """The points of the evidence sum to the similarity of each hit."""
    for name in ("Mohammed Ali", "Ivan Petrov", "Bank Melli", "PLAYA", "Ousmane Djibo"):
        for hit in screener.screen(ww.Party(name), minimum=0.6).hits:
            assert round(sum(e.points for e in hit.evidence), 4) == hit.similarity


def test_hits_come_best_first(screener):
    """Probability orders hits; ties by similarity, then by id."""
    hits = screener.screen(ww.Party("Mohammed Ali", birth="1970", countries=("sy",)), minimum=0.6).hits
    keys = [(-h.probability, -h.similarity, h.listing.id) for h in hits]
    assert len(hits) > 5
    assert keys == sorted(keys)


def test_an_identifier_is_found_whatever_the_name(screener, snapshot):
    """A passport in another spelling finds its listing though the names have nothing in common."""
    listing, passport = next(
        (listing, i)
        for listing in snapshot
        if listing.publisher == "us-ofac"
        for i in listing.identifiers
        if i.type == "passport" and len(i.value) == 8
    )
    spelled = f"{passport.value[:2].lower()}-{passport.value[2:5]} {passport.value[5:]}"
    for text in (f"passport:{spelled}", spelled):
        hits = screener.screen(ww.Party("Zzyzx Qwertyuiop", identifiers=(text,))).hits
        hit = next(h for h in hits if h.listing.id == listing.id)
        assert hit.similarity == 1.0
        assert "identifier-equal" in {e.code for e in hit.evidence}


def test_facts_move_the_probability_not_the_similarity(screener):
    """Birth date, country and gender rank hits; the alert line stays on the name."""

    def hit(**facts):
        return screener.screen(ww.Party("Ousmane Djibo", kind="person", **facts)).hits[0]

    bare, fits, clashes = hit(), hit(birth="1984", countries=("ne",)), hit(birth="1951-02-03", gender="female")
    assert bare.similarity == fits.similarity == clashes.similarity
    assert fits.probability >= bare.probability > clashes.probability


def test_kind_restricts_and_may_be_left_out(screener):
    """A person asked for is not compared with vessels; without a kind, everything is compared."""
    hits = screener.screen(ww.Party("Ousmane Illiassou Djibo")).hits
    assert hits[0].listing.id == DJIBO
    assert not screener.screen(ww.Party("Ousmane Illiassou Djibo", kind="vessel")).hits


def test_screen_all_keeps_order(screener):
    """Answers come in the order of the parties."""
    names = ["Ousmane Illiassou Djibo", "Nobody Whatsoever Qq", "Vladimir Putin"]
    assert [a.party.name for a in screener.screen_all(map(ww.Party, names))] == names


@pytest.mark.parametrize("name", ["Mohammed Ali", "Tao tao Zhang", "Ousmane Illia ssou Djibo"])
def test_the_same_question_gives_the_same_bytes(screener, snapshot, name):
    """Compiled or interpreted, first or second time, also of words written apart: one answer, and one with hits."""
    party = ww.Party(name, birth="1970")
    other = ww.Screener(snapshot, compiled=False)
    first, second, third = (msgspec.json.encode(s.screen(party, 0.5)) for s in (screener, screener, other))
    assert first == second == third
    assert screener.screen(party, 0.5).hits


@pytest.mark.parametrize(
    ("party", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "   \t"}, "name"),
        ({"name": "😀 !!"}, "name"),
        ({"name": "x" * 10_000}, "name"),
        ({"name": "Ali", "birth": "1984-13-45"}, "birth"),
        ({"name": "Ali", "birth": "31 Feb 1990"}, "birth"),
        ({"name": "Ali", "countries": ("Atlantis",)}, "countries"),
        ({"name": "Ali", "nationalities": ("zz9",)}, "nationalities"),
        ({"name": "Ali", "gender": "yes"}, "gender"),
        ({"name": "Ali", "kind": "robot"}, "kind"),
        ({"name": "Ali", "identifiers": ("passpot:AB123",)}, "identifiers"),
        ({"name": "Ali", "aliases": ("",)}, "aliases[0]"),
    ],
)
def test_bad_input_names_the_field(screener, party, field):
    """What can't be screened is refused with the field at fault, never passed in silence."""
    with pytest.raises(ww.InputError) as caught:
        screener.screen(ww.Party(**party))
    assert caught.value.where == field


@pytest.mark.parametrize(
    "name",
    [
        "313",
        "A",
        "7 8 9",
        "Ousmane\x00 Djibo\x07",
        "\u202eOusmane\u202c Djibo\u200f",
        "Ousmane 😀 Djibo",
        "Оusmаnе Djibo",
        "Ousmane Джибо",
        "ＯＵＳＭＡＮＥ ＤＪＩＢＯ",
        "Mr Dr Sheikh",
        "bin al",
        "Ltd",
        " ".join(["Mohammed"] * 60),
    ],
)
def test_odd_names_are_screened(screener, name):
    """One letter, digits, control characters, marks, mixed scripts, titles alone: each gets an answer."""
    screener.screen(ww.Party(name))


@pytest.mark.parametrize(
    "name",
    ["Ousmane\x00 Djibo\x07", "\u202eOusmane\u202c Djibo\u200f", "Ousmane 😀 Djibo", "Оusmаnе Djibo", "Ousmane Джибо",
     "ＯＵＳＭＡＮＥ ＤＪＩＢＯ", "O u s m a n e Djibo"],
)  # fmt: skip
def test_odd_spellings_still_find_him(screener, name):
    """What hides a name from a computer and not from a person does not hide it here."""
    assert best(screener, name) == DJIBO


def test_every_listed_name_finds_its_listing(screener, snapshot):
    """Exact names: any name of any listing finds that listing at similarity 1.0 (every 97th here; all in bench)."""
    listings = list(snapshot)[::97]
    policy = ww.Screener(snapshot, ww.Policy(weak_aliases="trigger"))
    for listing in listings:
        for name in listing.names:
            hits = policy.screen(ww.Party(name.full, kind=listing.kind)).hits
            assert any(h.listing.id == listing.id and h.similarity == 1.0 for h in hits), (listing.id, name.full)


def test_asked_again_the_answer_is_the_same(screener):
    """A party asked about again gets what searching anew gives, at each line its own hits."""
    party = ww.Party("Ousmane Illiassou Djibo", birth="1981")
    for line in (0.5, 0.76, 0.99, 0.5):
        (anew,) = screener.screen_many([party], line)
        assert screener.screen(party, line) == screener.screen(party, line) == anew


def test_many_together_are_answered_one_by_one(screener):
    """Each of many parties has its own answer or error: with further names, identifiers, two readings, and none to read."""
    djibo, unread = "Ousmane Illiassou Djibo", ww.Party("Anna Nobody", birth="never")
    number = next(f"passport:{i.value}" for one in screener.snapshot for i in one.identifiers if i.type == "passport")
    parties = [
        unread, ww.Party(djibo), ww.Party("Anna Nobody", aliases=("Nina Nobody", djibo), kind="person"), unread, unread,
        ww.Party("---"), ww.Party("Anna Nobody", aliases=("", djibo)), ww.Party("Anna Nobody", identifiers=(number,)),
        ww.Party("Anna Nobody"), ww.Party(djibo, countries=("Atlantis",)), ww.Party(djibo, kind="person"), unread,
    ]  # fmt: skip

    def alone(party):
        try:
            return screener.screen(party).hits
        except ww.InputError as error:
            return str(error), error.where

    together = [
        (str(one), one.where) if isinstance(one, ww.InputError) else one.hits for one in screener.screen_many(parties)
    ]
    assert together == [alone(party) for party in parties]
    assert [bool(one) for one in together] == [at != 8 for at in range(len(parties))]
    assert screener.screen_many([]) == []


def test_listed_words_are_those_of_the_name_as_parsed(snapshot, screener):
    """The words shown of a listed name are those of its tokens, whether or not it had to be parsed."""
    for number in range(0, len(snapshot.arrays["name_listing"]), 37):
        _, name, mode = snapshot.listed_name(number)
        assert screener.listed_words(number) == (name, words_of(parse(name.full, mode)))
