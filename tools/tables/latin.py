"""Which Latin letters stand for each letter of every alphabet? Makes latin.tsv, from our own choices first.

What curated/alphabets.txt does not spell comes from anyascii 0.3.3 (ISC licence). Covers the Basic
Multilingual Plane except Han and Hangul, which latin_cjk.py makes. It knows nothing of languages: one letter,
one spelling.
"""

from __future__ import annotations

import importlib.metadata
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from tools.tables import curation

ABOUT = """Columns: lower-case letter or sequence of letters (longest wins), ASCII spelling (may be empty).
Sources: own choices (tools/tables/curated/alphabets.txt); the rest from anyascii 0.3.3 (ISC licence).
Apply to text after NFKC and lower-casing; a-z and 0-9 stand for themselves; anything else parts words."""

ANYASCII = "0.3.3"
ALPHABETS = ("latin", "cyrillic", "greek", "arabic", "hebrew", "armenian", "georgian")

# Letters younger than Unicode 14 are left out, so that every supported Python makes the same table.
YOUNGER = frozenset((0x0CF3, 0x0ECE))
JOINERS = (0x00AD, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0xFEFF)
TO_KATAKANA = 0x60


def rows(shared: Path | None = None) -> list[tuple[str, ...]]:
    """Every (letters, spelling) row, unsorted. Needs anyascii in the pinned version; reads no shared file."""
    table = dict.fromkeys(map(chr, _points("marks")), "")
    table |= dict.fromkeys([*map(chr, JOINERS), *curation.words("alphabets", "silent")], "")
    table |= _from_anyascii()
    table |= _marked_letters()
    for alphabet in ALPHABETS:
        table |= spellings(alphabet)
    table |= _accented(spellings("greek")) | _accented(spellings("cyrillic")) | _kana()
    return [(key, value) for key, value in table.items() if _survives(key)]


def spellings(alphabet: str) -> dict[str, str]:
    """The curated spellings of one alphabet by letter or sequence of letters; keys NFKC."""
    items = (item.partition("=") for item in curation.words("alphabets", alphabet))
    return {unicodedata.normalize("NFKC", letter): spelling for letter, _, spelling in items}


def anyascii(text: str) -> str:
    """The anyascii spelling of `text`, lower case; raises RuntimeError when another version is installed."""
    if importlib.metadata.version("anyascii") != ANYASCII:
        raise RuntimeError(f"latin tables need anyascii {ANYASCII}")
    from anyascii import anyascii as spell

    return spell(text).lower()


def _survives(key: str) -> bool:
    """Whether text can still hold `key` after NFKC and lower-casing, and it is no ASCII letter or digit."""
    return unicodedata.normalize("NFKC", key).lower() == key and not re.fullmatch("[a-z0-9 ]*", key)


def _points(section: str) -> Iterator[int]:
    """Every code point of the curated ranges, ends included."""
    for block in curation.words("alphabets", section):
        first, last = (int(end, 16) for end in block.split("-"))
        yield from (point for point in range(first, last + 1) if point not in YOUNGER)


def _from_anyascii() -> dict[str, str]:
    """Spellings of single letters; quotes and other signs in them fall away, lone punctuation is no row."""
    table = {}
    for point in _points("blocks"):
        letters = re.sub("[^a-z0-9]", "", anyascii(chr(point)))
        if letters or unicodedata.category(chr(point)) in ("Mn", "Mc", "Lm"):
            table[chr(point)] = letters
    return table


def _marked_letters() -> dict[str, str]:
    """Latin letters with marks, by taking the marks off: é is e, ǟ is a."""
    table = {}
    for first, last in ((0x00C0, 0x024F), (0x1E00, 0x1EFF)):
        for point in range(first, last + 1):
            base = unicodedata.normalize("NFD", chr(point))[0]
            if base.isascii() and base.isalpha():
                table[chr(point)] = base.lower()
    return table


def _accented(base: dict[str, str]) -> dict[str, str]:
    """Accented letters of Greek and Cyrillic that have a letter of their own, and accented Greek digraphs."""
    table = {}
    for first, last in ((0x0370, 0x03FF), (0x0400, 0x052F), (0x1F00, 0x1FFF)):
        for point in range(first, last + 1):
            letter = chr(point)
            plain = "".join(c for c in unicodedata.normalize("NFD", letter) if not unicodedata.combining(c))
            if letter not in base and plain in base and plain != letter:
                table[letter] = base[plain]
                # A diaeresis parts the two vowels, any other accent does not.
                if plain == "υ" and unicodedata.normalize("NFD", letter)[1] != "\u0308":
                    table |= {v + letter: base[v + plain] for v in "αεηο"}
    return table


def _kana() -> dict[str, str]:
    """Hiragana and katakana with doubled consonants: っか is kka, っち is tchi."""
    table = spellings("hiragana")
    for kana, spelling in list(table.items()):
        if spelling and spelling[0] not in "aiueon":
            table["っ" + kana] = ("t" if spelling.startswith("ch") else spelling[0]) + spelling
    table |= {"".join(chr(ord(c) + TO_KATAKANA) for c in kana): s for kana, s in table.items()}
    return table | {"ー": "", "ゝ": "", "ゞ": "", "ヽ": "", "ヾ": ""}
