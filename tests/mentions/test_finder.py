"""Who is named in a running text: complete over all its spans, quiet where words are only alike."""

from __future__ import annotations

import random
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.small import listing, snapshot_of

from watchword.mentions.context import believed
from watchword.mentions.finder import MentionFinder
from watchword.mentions.lexicon import joined_sound
from watchword.mentions.policy import TextPolicy
from watchword.mentions.words import stretches
from watchword.model import Identifier
from watchword.screen import Screener
from watchword.text.phonetics import skeleton

_FILLER = ["the", "minister", "said", "that", "talks", "with", "general", "security", "council", "of", "peace", "in", "northern", "oil", "company", "would", "go", "on", "until", "monday", "when", "abu", "and", "ibn", "al", "members", "met", "star", "of", "sea"]  # fmt: skip


@pytest.fixture(scope="module")
def finder(screener):
    return MentionFinder(screener)


def ids(finder: MentionFinder, text: str) -> dict[str, set[str]]:
    """Listing ids by the text of the span."""
    out: dict[str, set[str]] = {}
    for mention in finder.find(text):
        assert text[mention.start : mention.end] == mention.text
        out.setdefault(mention.text, set()).add(mention.hit.listing.id)
    return out


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("Sanctions were put on Ousmane Illiassou Djibo of Niger.", "Ousmane Illiassou Djibo"),
        ("They name Ousmane\nIlliassou Djibo.", "Ousmane\nIlliassou Djibo"),
        ("Ousmane Illiassou Djibo\u2019s cell", "Ousmane Illiassou Djibo\u2019s"),
        ("les comptes d'Ousmane Illiassou Djibo", "d'Ousmane Illiassou Djibo"),
        ("ousmane iliassou djibo was named", "ousmane iliassou djibo"),
        ("DJIBO, Ousmane Illiassou, born 1984", "DJIBO, Ousmane Illiassou"),
        ("(Djibo Ousmane-Illiassou)", "Djibo Ousmane-Illiassou"),
        ("санкции против Усмана Иллиассу Джибо", "Усмана Иллиассу Джибо"),
    ],
)
def test_a_listed_party_is_found_however_the_text_has_it(finder, text, span):
    """Line breaks, possessives, elisions, case endings, order, a letter's change and scripts don't hide a party."""
    assert "us-ofac:32391" in ids(finder, text).get(span, set())


def test_joined_split_and_hyphenated_words_are_found(finder):
    """Words of a name may be written as one, apart, or parted at the end of a line."""
    for text in ("AbdulRahman Yasin fled", "Abd al Rahman Yasin fled", "Abdul Rah-\nman Yasin fled"):
        assert "us-ofac:6931" in set().union(*ids(finder, text).values()), text


def test_everyday_words_name_nobody(finder):
    """Listed names of common words, places and short words are no mention of anybody in plain prose."""
    quiet = (
        "Let us see the argument for humanity, he said. The United Kingdom and Hong Kong agreed on one number. "
        "The Election Commission met; a defender scored. Jagmeet Singh and Said spoke of felicity."
    )
    assert ids(finder, quiet) == {}


def test_words_that_only_look_joined_or_shortened_name_nobody():
    """Two short listed words are no everyday word, two words no single name, a lone initial no family name."""
    snapshot = snapshot_of(
        listing("us:1", "Yi-Ban", kind="company"),
        listing("us:2", "Alara", kind="company"),
        listing("us:3", "One-P", kind="organisation"),
        listing("us:4", "HASAWANI, George"),
        listing("us:5", "Supporters of Jerusalem", kind="organisation"),
        listing("us:6", "Songyan Ji"),
    )
    finder = MentionFinder(Screener(snapshot, compiled=False))
    quiet = "The IBAN is new. All are told the primary one. One payment by the group is due. The reporters in Jerusalem met George H. in Oslo."
    assert finder.find(quiet) == ()
    assert ids(finder, "They met Songyanji and Yi-Ban there.").get("Songyanji") == {"us:6"}


def test_an_initial_is_no_word_without_a_capital():
    """What a listed initial could stand for must be written as a name is."""
    finder = MentionFinder(Screener(snapshot_of(listing("eu:1", "One-P", kind="person")), compiled=False))
    assert finder.find("It is the answer of one party of the two, or one payment.") == ()


@pytest.mark.parametrize("written", ["Ali Darasas", "Ali Darassaa", "Ali Darqssa", "Ali Darasa", "Ali Darossa"])
def test_a_slip_of_the_pen_hides_nobody(written):
    """Letters swapped, doubled, beside, dropped or other vowels are read past, where no name of its own comes of it."""
    finder = MentionFinder(Screener(snapshot_of(listing("uk:1", "Ali Darassa")), compiled=False))
    assert ids(finder, f"Officials said that {written} had left.") == {written: {"uk:1"}}


def test_another_name_is_no_slip():
    """A word that is a name of its own is no misspelling of a listed one; what is none, is."""
    snapshot = snapshot_of(listing("us:1", "Adam Khan"), listing("us:2", "Jamal Yunes"))
    finder = MentionFinder(Screener(snapshot, compiled=False))
    assert ids(finder, "They met Azam Khan there.") == {}
    assert ids(finder, "They met Jamsl Yunes there.") == {"Jamsl Yunes": {"us:2"}}


def test_a_part_of_a_longer_name_is_not_the_name():
    """A short listed name inside a longer one, or with a word of the sentence, is somebody else."""
    snapshot = snapshot_of(listing("us:1", "BAKR, Abu"), listing("us:2", "VILLA, Frederic Pierre"))
    finder = MentionFinder(Screener(snapshot, compiled=False))
    assert ids(finder, "Shares of Rick Perry fell when Abu Bakr Al-Jamil spoke.") == {}


def test_the_legal_form_beside_a_firm_counts():
    """A firm of one word is found in spite of a slip where its own legal form stands by it, and not without."""
    finder = MentionFinder(Screener(snapshot_of(listing("us:1", "PETROGAT FZE", kind="company")), compiled=False))
    assert ids(finder, "They searched Petrogta Fze's house.") == {"Petrogta": {"us:1"}}
    assert ids(finder, "They searched Petrogta's house.") == {}


def test_a_middle_name_may_be_missing_and_the_family_name_may_not():
    """Given and family name are the person; given name and patronymic are a relative, or nobody."""
    finder = MentionFinder(Screener(snapshot_of(listing("us:1", "KARGINOV, Sergey Genrikhovich")), compiled=False))
    assert ids(finder, "They met Sergey Karginov there.") == {"Sergey Karginov": {"us:1"}}
    assert ids(finder, "They met Sergey Genrikhovich there.") == {}


def test_a_legal_form_with_a_slip_is_one():
    """A slip in the legal form hides no firm, and one rare word that is most of its name is enough beside it."""
    finder = MentionFinder(Screener(snapshot_of(listing("us:1", "KALLIOPEX LIMITED", kind="company")), compiled=False))
    assert ids(finder, "They searched Kalliopex Lmiited there.") == {"Kalliopex": {"us:1"}}
    assert ids(finder, "They searched Kalliopex there.") == {}


def test_a_name_of_one_word_needs_words_that_say_what_it_is():
    """One word is a mention where the text tells its kind, or where two publishers list an organisation so."""
    snapshot = snapshot_of(
        listing("us:1", "Zurbarana", kind="vessel"),
        listing("us:2", "Kradistan", kind="organisation"),
        listing("eu:2", "Kradistan", kind="organisation"),
    )
    finder = MentionFinder(Screener(snapshot, compiled=False))
    assert ids(finder, "We saw Zurbarana yesterday.") == {}
    assert ids(finder, "The tanker Zurbarana sailed.") == {"Zurbarana": {"us:1"}}
    assert ids(finder, "He praised Kradistan.") == {"Kradistan": {"us:2", "eu:2"}}


def test_identifiers_in_a_text_are_found_and_bare_numbers_are_not():
    """A number counts behind its label or by its own form; the same figures as a sum are nothing."""
    ship = listing("us:9", "Quelque Bateau", kind="vessel", identifiers=(Identifier("imo", "IMO 9187629"),))
    man = listing("us:8", "Somebody Else", identifiers=(Identifier("passport", "A012-345"),))
    finder = MentionFinder(Screener(snapshot_of(ship, man), compiled=False))
    assert ids(finder, "a ship (IMO 9187629) left") == {"9187629": {"us:9"}}
    assert ids(finder, "holder of passport A012 345.") == {"A012 345": {"us:8"}}
    assert ids(finder, "some A012345 of them") == {}


def test_names_in_scripts_without_blanks_are_found_as_listed():
    """A Chinese name is found inside a sentence."""
    finder = MentionFinder(Screener(snapshot_of(listing("un:1", "Kim Chol Sam", "金铁三")), compiled=False))
    assert ids(finder, "朝鲜商人金铁三在大连。") == {"金铁三": {"un:1"}}


@given(st.lists(st.text("abcdehiknoprstuwxyz", max_size=5), min_size=2, max_size=3))
def test_the_sound_of_joined_words_is_that_of_their_letters(parts):
    """It is put together of the words' own sounds only where that gives the same."""
    assert joined_sound(parts) == skeleton("".join(parts))


def test_a_name_does_not_go_over_the_end_of_a_sentence():
    """A short word before a full stop ends a sentence, unless it is an abbreviation."""
    snapshot = snapshot_of(listing("us:1", "Mohamed Ould Ahmed Ould Ali"), listing("us:2", "Gen. Otar Brizuela"))
    finder = MentionFinder(Screener(snapshot, compiled=False))
    assert ids(finder, "They asked Mohamed Ali. A clerk told Gen. Otar Brizuela.") == {"Otar Brizuela": {"us:2"}}


def test_the_mark_of_an_alias_is_no_part_of_a_name(finder):
    """The letters of a.k.a. name nobody, and hide nobody who is named around them."""
    assert ids(finder, "The firm, a.k.a. A key's owner.") == {}
    assert "us-ofac:32391" in ids(finder, "Ousmane a.k.a. Illiassou Djibo")["Ousmane a.k.a. Illiassou Djibo"]


def test_words_far_apart_are_no_firm():
    """Two words of a firm's name between others that mean nothing are no mention."""
    firm = listing("us:1", "FONDATION SECOURS MONDIAL-BELGIQUE A.S.B.L.", kind="organisation")
    finder = MentionFinder(Screener(snapshot_of(firm), compiled=False))
    assert ids(finder, "Un projet en Belgique et par une fondation.") == {}


def _texts(snapshot, seed: int, count: int):
    """Sentences of common words around listed names with a letter changed, words dropped, joined or swapped."""
    rng = random.Random(seed)
    for _ in range(count):
        words = rng.choices(_FILLER, k=rng.randrange(3, 7))
        for _ in range(rng.randrange(1, 3)):
            name = rng.choice(snapshot.listing(rng.randrange(len(snapshot))).names).full.replace(",", "").split()[:6]
            if rng.random() < 0.4 and len(name) > 1:
                name.pop(rng.randrange(len(name)))
            at = rng.randrange(len(name))
            if rng.random() < 0.5 and len(name[at]) > 3:
                cut = rng.randrange(1, len(name[at]))
                name[at] = name[at][:cut] + rng.choice(["", " ", "a", "-"]) + name[at][cut:]
            if rng.random() < 0.3:
                rng.shuffle(name)
            where = rng.randrange(len(words) + 1)
            words[where:where] = name
        yield " ".join(words) + "."


@pytest.mark.parametrize("seed", range(2))
def test_no_span_that_screening_would_find_is_missed(snapshot, screener, seed):
    """Screening every run of words by itself, in every form, names nobody who is not found in the text there."""
    policy = TextPolicy(longest=5)
    finder = MentionFinder(screener, policy)
    for text in _texts(snapshot, seed, 12):
        found = [(m.start, m.end, m.hit.listing.id) for m in finder.find(text)]
        for stretch in stretches(text):
            for first in range(len(stretch.words)):
                for last in range(first, min(len(stretch.words), first + policy.longest)):
                    start, end = stretch.words[first].start, stretch.words[last].end
                    for reading in product(*(word.forms for word in stretch.words[first : last + 1])):
                        hits = believed(finder.hits(" ".join(reading)), text, start, end, policy)
                        for hit in hits:
                            assert any(a < end and start < b and hit.listing.id == who for a, b, who in found), (
                                text, reading, hit.listing.id)  # fmt: skip


def test_a_text_of_nothing_names_nobody(finder):
    """Empty, blank and wordless texts give no mention, and no error."""
    for text in ("", " \n\n", "... !! ,,", "\u200b", "1 2 3"):
        assert finder.find(text) == ()


def test_a_bank_of_a_country_is_no_country():
    """A name that begins like a nationality is screened; a country by itself is nobody."""
    snapshot = snapshot_of(listing("us:1", "Russian National Commercial Bank", kind="company"), listing("us:2", "Iran"))
    finder = MentionFinder(Screener(snapshot))
    assert ids(finder, "Russian National Commercial Bank opened there.") == {
        "Russian National Commercial Bank": {"us:1"}
    }
    assert ids(finder, "Iran and Russian troops met.") == {}


@pytest.mark.parametrize(
    "written", ["Jibril Adulkarim Zentani", "Wael Avdulkarim", "Saif All-Zentani", "Hong-sop RI\u2019s"]
)
def test_parts_that_names_share_are_read_with_a_slip(written):
    """Abdul and the article are told with a slip in them; two capitals before a possessive are a name."""
    snapshot = snapshot_of(
        listing("us:1", "Jibril Abdulkarim Zentani"),
        listing("us:2", "Wael Abdulkarim"),
        listing("us:3", "Saif Al-Zentani"),
        listing("us:4", "RI Hong-sop"),
    )
    finder = MentionFinder(Screener(snapshot))
    assert len(finder.find(f"They named {written} house on Monday.")) == 1


def test_a_legal_form_written_apart_is_one():
    """A form of two words counts beside a name, split or joined."""
    snapshot = snapshot_of(listing("us:1", "Aktsionernoe Obshchestvo Zentanit", kind="company"))
    finder = MentionFinder(Screener(snapshot))
    for written in ("Aktsionernoe Obshc Hestvo Zentanit", "Aktsionernoeobshchestvo Zentanit"):
        assert len(finder.find(f"The notice names {written} as a contact.")) == 1, written


def test_short_words_that_sound_alike_are_two_names():
    """Two vowels changed in a short word make another one."""
    finder = MentionFinder(Screener(snapshot_of(listing("us:1", "Jock Riak"), listing("us:2", "SCOT", kind="company"))))
    assert finder.find("Rieko Ioane scored twice; Scott Ltd paid.") == ()
