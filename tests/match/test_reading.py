"""Reading names by their parts: the words that parsing the whole name gives, or nothing."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from watchword.errors import InputError
from watchword.match.index import MODES
from watchword.match.matcher import Matcher
from watchword.match.questions import Question
from watchword.match.reading import Reader
from watchword.match.records import lay_out
from watchword.match.words import Words
from watchword.policy import Policy
from watchword.text import names

# What hangs together in names: articles, fathers, compounds, titles, initials, legal forms, numbers, other scripts.
_PIECES = [
    "al",
    "el",
    "Al-",
    "de",
    "la",
    "van",
    "von",
    "den",
    "bin",
    "ben",
    "ibn",
    "ould",
    "oglu",
    "bint",
    "abd",
    "Abdul",
    "abdel",
    "abdi",
    "Abdou",
    "Din",
    "Eddine",
    "Allah",
    "ullah",
    "Abu",
    "umm",
    "Dr",
    "Sheikh",
    "Haji",
    "Prime",
    "Minister",
    "General",
    "A",
    "B.",
    "S.A.",
    "L.L.C.",
    "A.B.C.D.",
    "LTD",
    "Limited",
    "Liability",
    "Company",
    "GmbH",
    "&",
    "Co",
    "KG",
    "OOO",
    "SARL",
    "Trading",
    "Group",
    "International",
    "of",
    "and",
    "The",
    "II",
    "IV",
    "3",
    "47",
    "007",
    "Mohamed",
    "Ahmad",
    "Hasan",
    "Saif",
    "Smith",
    "O'Brien",
    "Jean-Pierre",
    "el-Mejjati",
    "Müller",
    "Łukasz",
    "Ångström",
    "عبد",
    "الرحمن",
    "محمد",
    "بن",
    "علي",
    "ابو",
    "Иван",
    "Иванович",
    "王",
    "小明",
    "김",
    "-",
    "%",
    "_",
    "ʼ",
    "",
    "x",
    "Rahman",
    "Petrov",
    "Maria",
    "Gonzalez",
    "Nur",
    "Jalaluddin",
    "abderrahmane",
    "Weißßenburg",
    "Ли",
    "Цзиньпин",
    "Ван-Ли",
    "С",
    "Ó",
    "S.À",
    "r.l.",
    "Müller-С",
    "ΕΤΑΙΡΕΙΑ",
    "ក្រុមហ៊ុន",
    "알",
    "林",
    "ア",
    "Ivanov",
    "PLA",
    "President",
    "Prime",
    "Minister",
    "P.L.A.",
    "China",
    "Arab",
    "Emirates",
]


@pytest.fixture(scope="module")
def reader(snapshot) -> Reader:
    return Matcher(snapshot.arrays, Policy(), compiled=False)._reader


def same(reader: Reader, raw: str, mode: int) -> bool:
    """Whether a name was read by its parts; then it has the words and roles of the parsed name."""
    by_parts = reader._parts[mode].read(raw)
    try:
        whole = reader.of_layout(lay_out(names.parse(raw, MODES[mode])))
    except InputError:
        assert by_parts is None, raw
        return False
    if by_parts is None:
        return False
    assert told(by_parts) == told(whole), raw
    return True


def told(question: Question) -> tuple[list[int], tuple[int, ...], bool, list[tuple[int, int, int]], bool]:
    """What of a question the search depends on."""
    roles = tuple(question.roles) if any(question.roles) else ()
    return list(question.words), roles, question.respelled, list(question.joins), question.office


@given(st.lists(st.sampled_from(_PIECES), min_size=1, max_size=7).map(" ".join), st.integers(0, 1))
@settings(max_examples=1500, deadline=None)
def test_parts_give_what_the_whole_gives(reader, raw, mode):
    """Whatever words stand next to each other, a name read by its parts has the words that parsing it gives."""
    same(reader, raw, mode)


@given(st.text(st.sampled_from("abDl .-',\uff0c&1Iéعбß王\u200b\t\u0301"), max_size=24), st.integers(0, 1))
@settings(max_examples=500, deadline=None)
def test_any_text_is_read_as_it_is_parsed(reader, raw, mode):
    """Any text at all is read as it is parsed, refused texts included."""
    same(reader, raw, mode)


def test_a_wide_comma_is_a_comma(reader):
    """A family name before the comma of another keyboard is put last, as before a plain one."""
    assert told(reader.read("SMITH\uff0c John", 0)) == told(reader.read("SMITH, John", 0))
    assert not same(reader, "SMITH\uff0c John", 0)


def test_listed_names_are_mostly_read_by_their_parts(snapshot, reader):
    """Names of the lists are read as they are parsed, and most of them by their parts."""
    some = list(listed(snapshot, 600))
    assert sum(same(reader, raw, mode) for raw, mode in some) > len(some) // 2


def listed(snapshot, count: int) -> Iterator[tuple[str, int]]:
    """Names of listings, drawn at random, in both modes."""
    rng = random.Random(5)
    for _ in range(count):
        listing = snapshot.listing(rng.randrange(len(snapshot)))
        yield rng.choice(listing.names).full, rng.randrange(2)


def test_numbers_of_forgotten_words_are_not_used(reader):
    """When words are forgotten, so is what was made of their numbers."""
    words: Words = reader._words
    before = reader.read("Saif Mohamed", 0)
    words.forget()
    reader.read("Hasan", 0)
    assert list(reader.read("Saif Mohamed", 0).words) != list(before.words)
    assert same(reader, "Saif Mohamed", 0)


def test_common_words_are_read_beforehand(reader):
    """The commonest words are known before anybody asks, and read as ever."""
    reader.read_common(5)
    known = reader._parts[0]._pieces["Mohamed"]
    assert known.inner
    assert known.last
    assert same(reader, "Mohamed Ali", 0)
