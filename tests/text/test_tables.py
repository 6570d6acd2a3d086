"""Are the word tables what their generators make, well formed, and right where a rule says so?"""

from __future__ import annotations

import importlib
import re
import unicodedata
from collections import Counter
from itertools import combinations
from pathlib import Path

import pytest

from watchword.text.tables import load

ROOT = Path(__file__).parents[2]
TABLES = ROOT / "src" / "watchword" / "text" / "tables"
NAMES = (
    "abbreviations",
    "frequency",
    "generic",
    "heard_letters",
    "heard_syllables",
    "palladius",
    "latin",
    "latin_cjk",
    "legal_forms",
    "nicknames",
    "numbers",
    "particles",
    "places",
    "titles",
    "wade_giles",
    "women",
)
# The column that is a key of its own, so that no two rows share it; nicknames are groups, not keys.
KEYED = tuple(name for name in NAMES if name != "nicknames")
TOKENS = re.compile("[a-z0-9]+( [a-z0-9]+)*")


def keyed(name: str) -> dict[str, tuple[str, ...]]:
    return {row[0]: row[1:] for row in load(name)}


@pytest.mark.parametrize("name", NAMES)
def test_regenerates(name: str, shared: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A generator makes the very bytes that are checked in."""
    if name.startswith("latin"):
        pytest.importorskip("anyascii", reason="the latin tables are made with anyascii 0.3.3")
    monkeypatch.syspath_prepend(str(ROOT))
    build = importlib.import_module("tools.tables.build")
    assert build.text(name, shared) == (TABLES / f"{name}.tsv").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", NAMES)
def test_sorted(name: str) -> None:
    """Rows are in order of code points, without repeats, and every one has a first cell and no blank ends."""
    rows = load(name)
    assert rows == sorted(set(rows))
    assert all(row[0] and row[0] == row[0].strip(" ") for row in rows)


@pytest.mark.parametrize("name", NAMES)
def test_header(name: str) -> None:
    """A table names its generator, its columns and its sources."""
    header = [
        line for line in (TABLES / f"{name}.tsv").read_text(encoding="utf-8").splitlines() if line.startswith("#")
    ]
    assert "tools/tables/" in header[0]
    assert "Columns:" in header[1]
    assert any("Source" in line for line in header)


@pytest.mark.parametrize("name", KEYED)
def test_one_row_each(name: str) -> None:
    """A key has one row."""
    assert len(keyed(name)) == len(load(name))


@pytest.mark.parametrize("name", [n for n in KEYED if not n.startswith(("latin", "heard", "palladius"))])
def test_keys_are_tokens(name: str) -> None:
    """Keys are tokens of a-z and 0-9, one space between them."""
    assert [row[0] for row in load(name) if not TOKENS.fullmatch(row[0])] == []


def test_latin_keys_survive_folding() -> None:
    """A letter of latin.tsv is as NFKC and lower case leave it, not ASCII, and spelled in a-z and 0-9."""
    for row in load("latin"):
        key, spelling = row
        assert unicodedata.normalize("NFKC", key).lower() == key
        assert not key.isascii()
        assert re.fullmatch("[a-z0-9]*", spelling)


def test_han_and_hangul_are_whole() -> None:
    """Every Hangul syllable and every common Han character has exactly one reading."""
    characters = [character for row in load("latin_cjk") for character in row[1]]
    assert len(characters) == len(set(characters))
    assert {chr(point) for point in range(0xAC00, 0xD7A4)} <= set(characters)
    assert {chr(point) for point in range(0x4E00, 0x9FA6)} <= set(characters)


@pytest.mark.parametrize(
    ("first", "last"),
    [(0x430, 0x45F), (0x3B1, 0x3CE), (0x621, 0x64A), (0x5D0, 0x5EA), (0x561, 0x586), (0x10D0, 0x10F0)],
)
def test_alphabets_are_whole(first: int, last: int) -> None:
    """No letter of the Cyrillic, Greek, Arabic, Hebrew, Armenian and Georgian alphabets is missing."""
    table = keyed("latin")
    letters = [chr(p) for p in range(first, last + 1) if unicodedata.category(chr(p)).startswith("L")]
    assert [c for c in letters if c not in table and unicodedata.normalize("NFKC", c) == c] == []


def spell(text: str) -> str:
    """The plain use of latin.tsv: longest sequence first."""
    table = keyed("latin")
    keys = sorted(table, key=len, reverse=True)
    return re.sub("|".join(map(re.escape, keys)), lambda m: table[m[0]][0], text.lower())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Юрий Щербаков", "yury shcherbakov"),
        ("Хамзат Цыганов", "khamzat tsyganov"),
        ("Юлия Ковальчук", "yulia kovalchuk"),
        ("Ющенко Їжак Ґалаґан", "yushchenko yizhak galagan"),
        ("Ђорђе Љубичић", "djordje ljubichic"),
        ("Λάζαρος Παπαδόπουλος", "lazaros papadopoulos"),
        ("Ευάγγελος", "evangelos"),
        ("შევარდნაძე", "shevardnadze"),
        ("Հարությունյան", "harutyunyan"),
        ("شيخ", "shykh"),
        ("گچی", "gchy"),
        ("יוסף", "iosf"),
        ("ヴァレリー", "vareri"),
        ("シャチョウ", "shachou"),
        ("Şükrü Çağlayan Işık", "sukru caglayan isik"),
        ("Łódź Straße Æsir Þór", "lodz strasse aesir thor"),
        ("Nguyễn Đức", "nguyen duc"),
        ("١٢٣", "123"),
    ],
)
def test_spellings(text: str, expected: str) -> None:
    """Names are spelled as passports and sanctions lists spell them."""
    assert spell(unicodedata.normalize("NFKC", text)) == expected


def test_common_tokens_cost_few_bits() -> None:
    """Common names cost few bits and rare ones many, in each of the two kinds by itself."""
    bits = {token: (int(person), int(entity)) for token, person, entity in load("frequency")}
    assert bits["mohamed"][0] < bits["vladimir"][0] < bits["illiassou"][0]
    assert bits["limited"][1] < 60 < 120 < bits["limited"][0]
    assert all(0 <= value <= 180 for pair in bits.values() for value in pair)
    assert all(min(pair) < 180 for pair in bits.values())


def test_forms_of_one_meaning_share_a_class() -> None:
    """A legal form has one class in every language, spelled out or not."""
    forms = {phrase: entry[0] for phrase, entry in keyed("legal_forms").items()}
    limited = ("llc", "ooo", "gmbh", "sarl", "s a r l", "srl", "limited liability company", "ltd", "sp z o o",
               "pte ltd",
               "obshchestvo s ogranichennoy otvetstvennostyu", "gesellschaft mit beschrankter haftung",
               "you xian gong si", "kft", "doo", "uab")  # fmt: skip
    stock = (
        "jsc",
        "oao",
        "pjsc",
        "sa",
        "ag",
        "plc",
        "societe anonyme",
        "aktiengesellschaft",
        "a s",
        "oyj",
        "spa",
        "tbk",
    )
    assert {forms[form] for form in limited} == {"limited"}
    assert {forms[form] for form in stock} == {"stock"}


def test_meaning_is_no_legal_form() -> None:
    """Words that say what a body is or does are never thrown away as a legal form."""
    forms = keyed("legal_forms")
    assert not {"bank", "foundation", "group", "holding", "trust", "institute", "fund", "association"} & forms.keys()
    assert {entry[0] for entry in forms.values()} == {
        "limited", "stock", "partnership", "sole", "cooperative", "state", "nonprofit", "other"
    }  # fmt: skip
    assert {entry[1] for entry in forms.values()} == {"any", "end", "start"}


def test_short_forms_stand_at_the_end() -> None:
    """A form that is also an ordinary word counts only where a form can stand."""
    forms = keyed("legal_forms")
    assert {forms[form][1] for form in ("as", "sa", "co", "ab", "ag", "se", "ad", "nv")} == {"end"}
    assert forms["pt"][1] == "start"
    assert forms["ooo"][1] == "any"


def test_generic_words_are_of_one_class() -> None:
    """A function word is not also a generic word, and no generic word is a place."""
    generic = {token: entry[0] for token, entry in keyed("generic").items()}
    assert set(generic.values()) == {"word", "function"}
    assert generic["trading"] == generic["sherkat"] == generic["muassasa"] == "word"
    assert generic["of"] == generic["und"] == generic["lil"] == "function"
    assert {t for t, kind in generic.items() if kind == "word"} & keyed("places").keys() == set()


def test_abbreviations_lead_somewhere() -> None:
    """A short form is not its own full form, and the full forms of a short form differ."""
    for short, *full in load("abbreviations"):
        assert full
        assert short not in full
        assert len(full) == len(set(full))
        assert all(TOKENS.fullmatch(phrase) for phrase in full)
    assert keyed("abbreviations")["comp"][0] == "company"


def test_titles_that_are_names_are_marked() -> None:
    """A title that people also bear as a name is marked; one that nobody bears is not."""
    titles = {title: entry[0] for title, entry in keyed("titles").items()}
    assert {titles[t] for t in ("sheikh", "haji", "imam", "hafiz", "sultan", "syed", "mullah")} == {"yes"}
    assert {titles[t] for t in ("mr", "dr", "colonel", "ayatollah", "lt gen", "prime minister")} == {"no"}
    assert not {"khan", "amir", "malik", "mirza"} & titles.keys()


def test_particles_have_one_class() -> None:
    """A particle has one of six classes and one place."""
    particles = keyed("particles")
    assert {entry[0] for entry in particles.values()} == {
        "article", "patronymic", "kunya", "preposition", "first", "last"
    }  # fmt: skip
    assert {entry[1] for entry in particles.values()} == {"before", "after"}
    assert particles["bin"][:2] == ("patronymic", "before")
    assert particles["oglu"][:2] == ("patronymic", "after")
    assert particles["abu"][0] == "kunya"


def test_groups_hold_one_name() -> None:
    """Names of a group are names, at least two, and variants are in order."""
    for kind, *members in load("nicknames"):
        assert kind in {"variant", "syllable", "nickname"}
        assert len(members) > 1
        assert len(members) == len(set(members))
        assert all(TOKENS.fullmatch(member) and len(member) > 1 for member in members)
        assert kind == "nickname" or members == sorted(members)


def test_groups_are_apart() -> None:
    """Two groups of variants that share two names would be one group."""
    seen: dict[str, set[int]] = {}
    for number, (kind, *members) in enumerate(load("nicknames")):
        for member in members:
            if kind == "variant":
                seen.setdefault(member, set()).add(number)
    shared = [pair for numbers in seen.values() for pair in combinations(sorted(numbers), 2)]
    assert [pair for pair, count in Counter(shared).items() if count > 1] == []


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        ("alexander", "oleksandr", "variant"),
        ("muhammad", "magomed", "variant"),
        ("usama", "osama", "variant"),
        ("yusuf", "iosif", "variant"),
        ("volodymyr", "vladimir", "variant"),
        ("vladimirovich", "uladzimiravich", "variant"),
        ("nikolaevna", "mykolayivna", "variant"),
        ("qaddafi", "kadhafi", "variant"),
        ("robert", "bob", "nickname"),
        ("vladimir", "vova", "nickname"),
        ("choe", "choi", "syllable"),
    ],
)
def test_equivalents(one: str, other: str, kind: str) -> None:
    """One name in another language, and its short form, are in one group."""
    assert any(row[0] == kind and {one, other} <= set(row[1:]) for row in load("nicknames"))


@pytest.mark.parametrize(
    ("one", "other"), [("hasan", "husayn"), ("ali", "alexander"), ("yahya", "giovanni"), ("salim", "salman")]
)
def test_no_equivalents(one: str, other: str) -> None:
    """Different names are in no common group, however alike they look."""
    assert not any({one, other} <= set(row[1:]) for row in load("nicknames"))


def test_numbers() -> None:
    """Number words, ordinals and Roman numerals say the same digits; words that are also names say none."""
    numbers = {token: entry[0] for token, entry in keyed("numbers").items()}
    assert numbers["seven"] == numbers["vii"] == numbers["7th"] == numbers["sieben"] == "7"
    assert numbers["first"] == numbers["1st"] == numbers["i"] == numbers["erste"] == "1"
    assert not {"do", "dos", "san", "on", "si", "bin", "otto"} & numbers.keys()
    assert all(value.isdigit() for value in numbers.values())


def test_places_share_an_id() -> None:
    """Names of one place share its id, and different places never do."""
    places = {phrase: entry[0] for phrase, entry in keyed("places").items()}
    assert places["germany"] == places["deutschland"] == places["german"] == "de"
    assert places["spain"] == places["espana"] == "es"
    assert places["moscow"] == places["moskva"]
    assert places["kyiv"] == places["kiev"]
    assert places["atlanta"] != places["boston"]
    assert places["north"] == places["northern"] != places["south"]
    assert all(re.fullmatch("[a-z0-9-]+", place) for place in places.values())


def test_unknown_table() -> None:
    """A table that does not exist is an error, not an empty table."""
    with pytest.raises(FileNotFoundError):
        load("no_such_table")


def test_older_spellings_of_chinese_lead_to_pinyin():
    """Hsi is xi alone, chin may be jin or qin, and what both systems write alike is no row."""
    rows = keyed("wade_giles")
    assert rows["hsi"] == ("xi",)
    assert rows["chin"] == ("jin", "qin")
    assert rows["tsao"] == ("cao", "zao")
    assert not {"mao", "li", "wang"} & set(rows)


def test_women_have_the_names_of_men_with_another_ending():
    """Each man's name is the woman's with o for a, or without a; a name that men have too is no row."""
    rows = keyed("women")
    assert rows["maria"] == ("mario",)
    assert "andrea" not in rows
    assert all(man in (woman[:-1], woman[:-1] + "o") for woman, men in rows.items() for man in men)
