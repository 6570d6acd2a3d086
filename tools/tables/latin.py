"""Which Latin letters stand for each letter of every alphabet? Makes latin.tsv, from our own choices first.

What alphabets.py does not spell comes from anyascii 0.3.3 (ISC licence). Covers the Basic Multilingual Plane
except Han and Hangul, which latin_cjk.py makes. Knows nothing of languages: one letter, one spelling.
"""

from __future__ import annotations

import importlib.metadata
import re
import unicodedata
from pathlib import Path

from tools.tables import alphabets

ABOUT = """Columns: lower-case letter or sequence of letters (longest first wins), ASCII spelling (may be empty).
Sources: own choices (tools/tables/alphabets.py); the rest from anyascii 0.3.3 (ISC licence).
Apply to text after NFKC and lower-casing; a-z and 0-9 stand for themselves; anything else parts words."""

ANYASCII = "0.3.3"

# Blocks whose letters, signs and digits take part; the end is included. Letters that are younger than
# Unicode 14 are left out, so that every supported Python makes the same table.
BLOCKS = (
    (0x00C0, 0x024F), (0x0250, 0x02AF), (0x0370, 0x03FF), (0x0400, 0x052F), (0x0531, 0x0588), (0x05D0, 0x05F2),
    (0x0620, 0x06FF), (0x0700, 0x077F), (0x0780, 0x07FF), (0x0900, 0x0DFF), (0x0E01, 0x0EFF), (0x0F00, 0x0FFF),
    (0x1000, 0x10FF), (0x1200, 0x139F), (0x13A0, 0x13FF), (0x1780, 0x17FF), (0x1820, 0x18AF), (0x1980, 0x19DF),
    (0x1A00, 0x1A1F), (0x1B00, 0x1BBF), (0x1C00, 0x1C7F), (0x1C80, 0x1C88), (0x1D00, 0x1DBF), (0x1E00, 0x1FFF),
    (0x2C00, 0x2C7F), (0x2D00, 0x2DDF), (0x3041, 0x30FF), (0x3105, 0x312F), (0x31A0, 0x31BF), (0x31F0, 0x31FF),
    (0xA000, 0xA48C), (0xA4D0, 0xA4FD), (0xA500, 0xA62B), (0xA640, 0xA69D), (0xA722, 0xA7CA), (0xA800, 0xA82B),
    (0xA880, 0xA8D9), (0xA900, 0xA953), (0xA980, 0xA9D9), (0xAA00, 0xAADF), (0xAB01, 0xAB2E), (0xAB30, 0xABF9),
)  # fmt: skip
YOUNGER = frozenset((0x0CF3, 0x0ECE, 0x10FD, 0x10FE, 0x10FF)) - {0x10FD, 0x10FE, 0x10FF}
MARKS = ((0x0300, 0x036F), (0x0483, 0x0489), (0x0591, 0x05C7), (0x0610, 0x061A), (0x064B, 0x065F), (0x1AB0, 0x1AC0),
         (0x1DC0, 0x1DFF), (0x20D0, 0x20F0), (0x302A, 0x302F), (0x3099, 0x309A), (0xFE00, 0xFE0F), (0xFE20, 0xFE2F))  # fmt: skip
JOINERS = (0x00AD, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0xFEFF)
TO_KATAKANA = 0x60


def rows(shared: Path | None = None) -> list[tuple[str, ...]]:
    """Every (letters, spelling) row, unsorted. Needs anyascii in the pinned version; reads no shared file."""
    table = {chr(point): "" for first, last in MARKS for point in range(first, last + 1)}
    table |= {chr(point): "" for point in JOINERS} | dict.fromkeys(alphabets.SILENT, "")
    table |= _from_anyascii()
    table |= _marked_letters()
    for block in ("LATIN", "CYRILLIC", "GREEK", "ARABIC", "HEBREW", "ARMENIAN", "GEORGIAN"):
        table |= pairs(getattr(alphabets, block))
    table |= _accented(pairs(alphabets.GREEK)) | _accented(pairs(alphabets.CYRILLIC)) | _kana()
    return [(key, value) for key, value in table.items() if _survives(key)]


def pairs(block: str) -> dict[str, str]:
    """`letter=spelling` items of a block of curated text, as a dictionary; keys NFKC."""
    items = (item.partition("=") for item in block.split())
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


def _from_anyascii() -> dict[str, str]:
    """Spellings of single letters; quotes and other signs in them fall away, lone punctuation is no row."""
    table = {}
    for first, last in BLOCKS:
        for point in range(first, last + 1):
            if point in YOUNGER:
                continue
            spelling = anyascii(chr(point))
            letters = re.sub("[^a-z0-9]", "", spelling)
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
    table = pairs(alphabets.HIRAGANA)
    for kana, spelling in list(table.items()):
        if spelling and spelling[0] not in "aiueon":
            table["っ" + kana] = ("t" if spelling.startswith("ch") else spelling[0]) + spelling
    table |= {"".join(chr(ord(c) + TO_KATAKANA) for c in kana): s for kana, s in table.items()}
    return table | {"ー": "", "ゝ": "", "ゞ": "", "ヽ": "", "ヾ": ""}
