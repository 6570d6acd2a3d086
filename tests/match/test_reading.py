"""Reading names by their parts: the words that parsing the whole name gives, or nothing."""

from __future__ import annotations

import random
from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from watchword.errors import InputError
from watchword.match.index import MODES
from watchword.match.kernels import layout
from watchword.match.kernels.layout import INNER, LAST
from watchword.match.matcher import Matcher
from watchword.match.pieces import Piece, Pieces
from watchword.match.questions import Questions, side_by_side
from watchword.match.reading import Reader
from watchword.match.records import lay_out
from watchword.match.words import Words
from watchword.policy import Policy
from watchword.text import names, ties

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


@pytest.fixture(scope="module")
def compiled(snapshot) -> Reader:
    return Matcher(snapshot.arrays, Policy(), compiled=True)._reader


def same(reader: Reader, raw: str, mode: int) -> bool:
    """Whether a name was read by its parts; then it has the words and roles of the parsed name."""
    read, _ = reader._parts[mode].read([raw])
    try:
        whole = reader.of_layout(lay_out(names.parse(raw, MODES[mode])))
    except InputError:
        assert not read, raw
        return False
    if not read:
        return False
    ((number, by_parts),) = read
    assert number == [0]
    assert told(by_parts) == told(side_by_side([whole])), raw
    return True


def told(questions: Questions) -> list[list[int]]:
    """All that the search depends on."""
    return [column.tolist() for column in questions]


def read(reader: Reader, raw: str, mode: int) -> list[list[int]]:
    """What of a name the search depends on, however it is read."""
    return told(reader.read_all([(raw, mode)])[0])


@given(st.lists(st.sampled_from(_PIECES), min_size=1, max_size=7).map(" ".join), st.integers(0, 1))
@settings(max_examples=1500, deadline=None)
def test_parts_give_what_the_whole_gives(reader, raw, mode):
    """Whatever words stand next to each other, a name read by its parts has the words that parsing it gives."""
    same(reader, raw, mode)


@given(
    st.text(st.sampled_from("abDl .-',\uff0c&1Iéعбß王\u200b\t\u0301\u00b4\u00a0\ufdfa\u1100\u1161ａ"), max_size=24),
    st.integers(0, 1),
)
@settings(max_examples=500, deadline=None)
def test_any_text_is_read_as_it_is_parsed(reader, raw, mode):
    """Any text at all is read as it is parsed, refused texts included."""
    same(reader, raw, mode)


@given(st.lists(st.tuples(st.lists(st.sampled_from(_PIECES), max_size=7).map(" ".join), st.integers(0, 1)), max_size=6))
@settings(max_examples=300, deadline=None)
def test_many_names_are_read_as_each_by_itself(reader, compiled, asked):
    """Read together, interpreted or compiled, each name has the words that it has by itself, or its error."""
    alone = [reader.read_all([one]) for one in asked]
    for many in (reader, compiled):
        questions, places = many.read_all(asked)
        for (raw, _), place, (question, (there,)) in zip(asked, places, alone, strict=True):
            if isinstance(place, InputError):
                assert str(place) == str(there), raw
            else:
                assert spelled(many, questions, place) == spelled(reader, question, 0), raw


def spelled(reader: Reader, questions: Questions, at: int) -> list[object]:
    """All that the search depends on of one question, its words by what they are."""
    words, joins = (slice(*begins[at : at + 2].tolist()) for begins in (questions.begins, questions.joins_begin))
    spans = questions.spans[2 * joins.start : 2 * joins.stop].tolist()
    keys = [
        reader._words.key(number) for column in (questions.words[words], questions.joined[joins]) for number in column
    ]
    return [keys, questions.roles[words].tolist(), int(questions.readings[at]), spans]


def test_long_names_take_several_rounds(reader):
    """Names whose words have no room left are read in the next round; a name of too many words has its error."""
    long = " ".join(["Anna-Maria-Lisa"] * 19)
    many = [(f"{long} {at % 7}-{at % 5}", at % 2) for at in range(40)]
    questions, places = reader.read_all([*many, (f"{long} A-B-C-D", 0), ("B", 1)])
    assert isinstance(places.pop(-2), InputError)
    assert sorted(places) == list(range(41))
    assert np.diff(questions.begins).tolist() == [59] * 40 + [1]


def test_ties_are_the_loops_own():
    """What `text.ties` says of a word is what the loops read in the first cell of a piece."""
    of_loops = (layout.HELD, layout.TAKES_LAST, layout.OPENS, layout.TITLED, layout.ALL)
    assert of_loops == (ties.HELD, ties.TAKES_LAST, ties.OPENS, ties.LEADS, ties.ALL)


def test_much_is_remembered(reader):
    """Pieces that were parsed together are found again when their table has grown."""
    pieces = Pieces(reader._parts[0]._loops, lambda raw: Piece(0, 1))
    paths = [(root, [first, second]) for root in range(9) for first in range(40) for second in range(20)]
    nodes = [pieces.node(*path) for path in paths]
    assert len(set(nodes)) == len(nodes)
    assert [pieces.node(*path) for path in paths] == nodes


def test_a_wide_comma_is_a_comma(reader):
    """A family name before the comma of another keyboard is put last, as before a plain one."""
    assert read(reader, "SMITH\uff0c John", 0) == read(reader, "SMITH, John", 0)
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
    before = read(reader, "Saif Mohamed", 0)
    words.forget()
    read(reader, "Hasan", 0)
    assert read(reader, "Saif Mohamed", 0) != before
    assert same(reader, "Saif Mohamed", 0)


def test_common_words_are_read_beforehand(reader):
    """The commonest words are known before anybody asks, and read as ever."""
    reader.read_common(5)
    pieces = reader._parts[0]._pieces
    assert "Mohamed" in pieces.numbers
    assert pieces.is_met(pieces.numbers["Mohamed"], INNER)
    assert pieces.is_met(pieces.numbers["Mohamed"], LAST)
    assert same(reader, "Mohamed Ali", 0)
