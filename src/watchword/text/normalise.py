"""How does a raw name become words of plain letters? Cleaning, homoglyphs, and transliteration.

Everything here is from frozen tables: no ICU, no locale. What a word means in a name is `names`' question.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

import msgspec

from watchword.text import romanised, scripts, tables

# Cc, Cf and friends: controls, bidi marks, zero-width characters, soft hyphen, BOM, variation selectors.
_INVISIBLE = re.compile("[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
                        "\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb\U000e0000-\U000e0fff]")  # fmt: skip
_CONTROL = re.compile("[\u0000-\u001f\u007f-\u009f\u2028\u2029]")
_APOSTROPHES = re.compile("['\u2018\u2019\u201b\u02b9\u02bb\u02bc\u02bd\u02be\u02bf\u02c8\u00b4`\u2032\uff07\u05f3]")
_CYRILLIC = re.compile("[а-яА-Я]")
_LEANING = re.compile("[\u0370-\u052f]")  # Greek and Cyrillic: look-alikes, Chinese names
_MARKS = re.compile("[\u0300-\u036f]")
_ASCII_WORD = re.compile(r"[a-z0-9]+")

# Letters of Cyrillic and Greek that look like Latin ones, and back: for words that mix scripts.
_LOOKALIKES = {
    "а": "a", "в": "b", "с": "c", "ԁ": "d", "е": "e", "ё": "e", "һ": "h", "і": "i", "ї": "i", "ј": "j",
    "к": "k", "м": "m", "н": "h", "о": "o", "р": "p", "ԛ": "q", "ѕ": "s", "т": "t", "у": "y", "ѵ": "v",
    "ԝ": "w", "х": "x", "ο": "o", "α": "a", "ν": "v", "ρ": "p", "τ": "t", "υ": "u", "ι": "i", "κ": "k",
    "ε": "e", "χ": "x", "β": "b", "η": "n", "γ": "y",
}  # fmt: skip
_CAPITALS = dict(zip("АВЕЗКМНОРСТУХІЈЅΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "abe3kmhopctyxijsabezhikmnoptyx", strict=True))
_DIGIT_LETTERS = str.maketrans("01345678", "oieasgtb")
_ORDINAL = re.compile(r"[0-9]+(?:st|nd|rd|th)")
_TO_LATIN = str.maketrans(_LOOKALIKES | _CAPITALS)
_TO_CYRILLIC = str.maketrans({latin: other for other, latin in reversed(_LOOKALIKES.items()) if other >= "а"})
# Scripts that leave vowels unwritten: the abjads, and those with an inherent vowel.
_VOWELLESS = frozenset({"Arab", "Hebr", "Syrc", "Deva", "Beng", "Guru", "Gujr", "Orya", "Taml", "Telu", "Knda",
                        "Mlym", "Sinh", "Thai", "Laoo", "Khmr", "Mymr"})  # fmt: skip
_FOREIGN_DOTS = frozenset("\u00b7\u2022\u30fb\uff65")  # between the parts of a foreign name in Chinese or Japanese


class Word(msgspec.Struct, frozen=True, gc=False):
    """One word: `raw` as written, `form` in a-z0-9, `script` it was written in.

    `vowelless` marks a word of a script that leaves most vowels out (Arabic, Hebrew, Syriac).
    """

    raw: str
    form: str
    script: str
    vowelless: bool = False

    @property
    def respelled(self) -> bool:
        """Whether the word stands in another script with vowels, which may have spelled it by ear."""
        return self.script != "Latn" and not self.vowelless


def clean(raw: str) -> str:
    """NFKC text without invisible characters, control characters as spaces, blanks folded, ends trimmed."""
    if raw.isascii() and raw.isprintable():
        return " ".join(raw.split())
    text = _INVISIBLE.sub("", _CONTROL.sub(" ", unicodedata.normalize("NFKC", raw)))
    return " ".join(text.split())


@cache
def _alphabet() -> tuple[dict[str, str], re.Pattern[str], dict[int, str]]:
    """Letters to ASCII, the pattern that finds the sequences of several letters among them, and the single ones."""
    rows = {row[0]: row[1] if len(row) > 1 else "" for row in tables.load("latin")}
    sequences = sorted((s for s in rows if len(s) > 1), key=lambda s: (-len(s), s))
    single = {ord(letter): plain for letter, plain in rows.items() if len(letter) == 1}
    return rows, re.compile("|".join(map(re.escape, sequences))), single


@cache
def _ideographs() -> dict[str, str]:
    """Han characters and Hangul syllables to one reading each."""
    return {character: row[0] for row in tables.load("latin_cjk") for character in row[1]}


@lru_cache(maxsize=1 << 16)
def latinise(word: str) -> tuple[str, ...]:
    """One written word in lower-case ASCII: a tuple of readings, one for each Han or Hangul character.

    Alphabetic scripts give a single reading. Characters outside every table (emoji, symbols) part words.
    """
    lowered = word.lower()
    if lowered.isascii():
        return tuple(_ASCII_WORD.findall(lowered))
    alphabet, sequences, single = _alphabet()
    lowered = sequences.sub(lambda m: alphabet[m.group()], lowered)
    plain = lowered.translate(single)
    if plain.isascii() and plain.isalnum():  # an alphabet, and no more
        return (plain,)
    out: list[str] = []
    run = ""
    for character in lowered:
        if character in alphabet:
            run += alphabet[character]
        elif character.isascii() and character.isalnum():
            run += character
        elif (reading := _ideographs().get(character)) is not None:
            out += [run, reading]
            run = ""
        elif not _MARKS.match(character):
            plain = _MARKS.sub("", unicodedata.normalize("NFKD", character))
            known = plain != character and all(c in alphabet or c.isascii() for c in plain)
            if known:
                run += "".join(alphabet.get(c, c) for c in plain)
            else:
                out.append(run)
                run = ""
    out.append(run)
    return tuple(part for part in out if part)


def unmask(word: str) -> str:
    """A word that mixes Latin with look-alike letters of Cyrillic or Greek, put into one script."""
    if word.isascii():
        return word
    found = scripts.scripts_in(word)
    if "Latn" not in found or not found & {"Cyrl", "Grek"}:
        return word
    latin = word.translate(_TO_LATIN).lower()
    if scripts.scripts_in(latin) == {"Latn"}:
        return latin
    cyrillic = word.lower().translate(_TO_CYRILLIC)
    return cyrillic if "Latn" not in scripts.scripts_in(cyrillic) else word


def undigit(form: str) -> str:
    """A word that mixes letters with as many digits or fewer, its digits read as the letters they look like."""
    if form.isalpha() or form.isdigit():
        return form
    digits = sum(c.isdigit() for c in form)
    return form.translate(_DIGIT_LETTERS) if 2 * digits <= len(form) and not _ORDINAL.fullmatch(form) else form


def words(text: str) -> list[Word]:
    """The words of cleaned text, in order. Apostrophes join (O'Brien), all other punctuation parts.

    A run of up to four Han or Hangul characters is read as family name and given name (two words);
    a longer one as a single word.
    """
    if text.isascii() and text.isalpha():  # most of what is asked: a word in plain letters
        return [Word(text, text.lower(), "Latn")]
    latin = not text.isascii() and scripts.script_of(text) == "Latn"
    chunks = _APOSTROPHES.sub("", text).replace("&", " and ").replace("%", " percent ").split()
    chinese = romanised.of_palladius(chunks) if _CYRILLIC.search(text) else {}
    out: list[Word] = []
    for at, chunk in enumerate(chunks):
        out += (Word(chunk, chinese[at], "Cyrl"),) if at in chinese else _chunk(chunk, latin)
    return out


def leans(piece: str) -> bool:
    """Whether what stands around a piece of text, between blanks, can change how `words` reads it."""
    if piece.isascii() or _LEANING.search(piece) is None:
        return False
    parts = _PARTS.findall(_APOSTROPHES.sub("", piece))
    return any((len(part) == 1 and ord(part) in _TO_LATIN) or romanised.leans(part) for part in parts)


@lru_cache(maxsize=1 << 16)
def _chunk(chunk: str, latin: bool) -> tuple[Word, ...]:
    """The words of what stands between two blanks; `latin` when it is part of a text in Latin letters."""
    if "-" in chunk and (given := romanised.given_name(chunk)):
        return (Word(chunk, given, "Latn"),)
    out: list[Word] = []
    foreign = not _FOREIGN_DOTS.isdisjoint(chunk)
    for raw in map(unmask, _words_of(chunk)):
        if latin and len(raw) == 1:
            raw = raw.translate(_TO_LATIN).lower()  # a lone look-alike among Latin words
        if raw.isascii():
            out.append(Word(raw, undigit(raw.lower()), "Latn"))
            continue
        script = scripts.script_of(raw)
        vowelless = script in _VOWELLESS
        for form in _grouped(latinise(raw), script, foreign):
            out.append(Word(raw, form, script, vowelless))
    return tuple(out)


# A word: letters and digits, with the marks that stand on or between them in Hebrew, Arabic, Indic and Thai.
_PARTS = re.compile(
    r"[^\W_]+(?:[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u0900-\u0dff\u0e31-\u0e4e][^\W_]*)*"
)


_WITH_ARTICLE = re.compile("ال(?!له$).{3}")  # but Allah is one word


def _words_of(chunk: str) -> list[str]:
    """The words of a chunk; the article that Arabic writes together with its noun stands by itself."""
    found = _PARTS.findall(chunk)
    if "ال" not in chunk:
        return found
    return [part for word in found for part in (("ال", word[2:]) if _WITH_ARTICLE.match(word) else (word,))]


def _grouped(readings: tuple[str, ...], script: str, foreign: bool) -> tuple[str, ...]:
    if script in {"Hans", "Kore"} and 2 <= len(readings) <= 4 and not foreign:
        return readings[0], "".join(readings[1:])
    return ("".join(readings),) if readings else ()
