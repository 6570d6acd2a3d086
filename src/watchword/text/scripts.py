"""Which script is a text written in? Codes are ISO 15924.

This module looks at letters only and does not transliterate or guess a language.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache

# First code point, last code point, script: Unicode 15 blocks that hold letters, in order.
_BLOCKS = (
    (0x0041, 0x02AF, "Latn"),
    (0x0370, 0x03FF, "Grek"),
    (0x0400, 0x052F, "Cyrl"),
    (0x0531, 0x058F, "Armn"),
    (0x0590, 0x05FF, "Hebr"),
    (0x0600, 0x06FF, "Arab"),
    (0x0700, 0x074F, "Syrc"),
    (0x0750, 0x077F, "Arab"),
    (0x0780, 0x07BF, "Thaa"),
    (0x07C0, 0x07FF, "Nkoo"),
    (0x0860, 0x086F, "Syrc"),
    (0x0870, 0x08FF, "Arab"),
    (0x0900, 0x097F, "Deva"),
    (0x0980, 0x09FF, "Beng"),
    (0x0A00, 0x0A7F, "Guru"),
    (0x0A80, 0x0AFF, "Gujr"),
    (0x0B00, 0x0B7F, "Orya"),
    (0x0B80, 0x0BFF, "Taml"),
    (0x0C00, 0x0C7F, "Telu"),
    (0x0C80, 0x0CFF, "Knda"),
    (0x0D00, 0x0D7F, "Mlym"),
    (0x0D80, 0x0DFF, "Sinh"),
    (0x0E00, 0x0E7F, "Thai"),
    (0x0E80, 0x0EFF, "Laoo"),
    (0x0F00, 0x0FFF, "Tibt"),
    (0x1000, 0x109F, "Mymr"),
    (0x10A0, 0x10FF, "Geor"),
    (0x1100, 0x11FF, "Kore"),
    (0x1200, 0x139F, "Ethi"),
    (0x13A0, 0x13FF, "Cher"),
    (0x1780, 0x17FF, "Khmr"),
    (0x1800, 0x18AF, "Mong"),
    (0x1C80, 0x1C8F, "Cyrl"),
    (0x1C90, 0x1CBF, "Geor"),
    (0x1D00, 0x1D25, "Latn"),
    (0x1D26, 0x1D2A, "Grek"),
    (0x1D2C, 0x1DBF, "Latn"),
    (0x1E00, 0x1EFF, "Latn"),
    (0x1F00, 0x1FFF, "Grek"),
    (0x2C60, 0x2C7F, "Latn"),
    (0x2D00, 0x2D2F, "Geor"),
    (0x2D30, 0x2D7F, "Tfng"),
    (0x2D80, 0x2DDF, "Ethi"),
    (0x2DE0, 0x2DFF, "Cyrl"),
    (0x2E80, 0x2FDF, "Hans"),
    (0x3005, 0x3007, "Hans"),
    (0x3021, 0x3029, "Hans"),
    (0x3041, 0x30FF, "Jpan"),
    (0x3105, 0x312F, "Bopo"),
    (0x3131, 0x318F, "Kore"),
    (0x31A0, 0x31BF, "Bopo"),
    (0x31F0, 0x31FF, "Jpan"),
    (0x3400, 0x9FFF, "Hans"),
    (0xA000, 0xA4CF, "Yiii"),
    (0xA500, 0xA63F, "Vaii"),
    (0xA640, 0xA69F, "Cyrl"),
    (0xA722, 0xA7FF, "Latn"),
    (0xA960, 0xA97F, "Kore"),
    (0xAB00, 0xAB2F, "Ethi"),
    (0xAB30, 0xAB6F, "Latn"),
    (0xAB70, 0xABBF, "Cher"),
    (0xAC00, 0xD7FF, "Kore"),
    (0xF900, 0xFAFF, "Hans"),
    (0xFB00, 0xFB06, "Latn"),
    (0xFB13, 0xFB17, "Armn"),
    (0xFB1D, 0xFB4F, "Hebr"),
    (0xFB50, 0xFDFF, "Arab"),
    (0xFE70, 0xFEFE, "Arab"),
    (0xFF21, 0xFF5A, "Latn"),
    (0xFF66, 0xFF9D, "Jpan"),
    (0xFFA0, 0xFFDC, "Kore"),
    (0x1B000, 0x1B16F, "Jpan"),
    (0x1E800, 0x1E8DF, "Mend"),
    (0x1E900, 0x1E95F, "Adlm"),
    (0x20000, 0x323AF, "Hans"),
)
_STARTS = tuple(block[0] for block in _BLOCKS)

# Most names are Latin and nothing else: two searches settle those without looking at single letters.
_NOT_LATIN = re.compile("[^\u0000-\u02af\u0300-\u036f\u1e00-\u1eff\u2000-\u206f]")
_LATIN_LETTER = re.compile("[A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02af\u1e00-\u1eff]")


def script_of(text: str) -> str:
    """The script that most letters of `text` have, as an ISO 15924 code; `Zyyy` when there are no letters.

    Han characters are Hans, but Jpan beside kana and Kore beside Hangul. Of two scripts with as many
    letters, the one that comes first in the text wins. A letter outside the table counts as `Zzzz`.
    """
    if _NOT_LATIN.search(text) is None:
        return "Latn" if _LATIN_LETTER.search(text) else "Zyyy"
    counts = _count(text)
    return max(counts, key=counts.__getitem__) if counts else "Zyyy"


def scripts_in(text: str) -> frozenset[str]:
    """Every script of the letters of `text`; more than one is a sign of look-alike letters, or of two names.

    Japanese is {Jpan} and Korean {Kore}, with Han characters or without. No letters: the empty set.
    """
    if _NOT_LATIN.search(text) is None:
        return frozenset(("Latn",)) if _LATIN_LETTER.search(text) else frozenset()
    return frozenset(_count(text))


def _count(text: str) -> dict[str, int]:
    counts: dict[str, int] = {}
    if text.isalpha():  # most often a word, all of it in one block
        first, last = min(text), max(text)
        at = bisect_right(_STARTS, ord(first)) - 1
        if at >= 0 and ord(last) <= _BLOCKS[at][1]:
            return {_BLOCKS[at][2]: len(text)}
    for letter in text:
        script = _script(letter)
        if script:
            counts[script] = counts.get(script, 0) + 1
    for eastern in ("Jpan", "Kore"):
        if eastern in counts and "Hans" in counts:
            counts[eastern] += counts.pop("Hans")
    return counts


@cache
def _script(letter: str) -> str:
    if not letter.isalpha():
        return ""
    point = ord(letter)
    at = bisect_right(_STARTS, point) - 1
    if at >= 0 and point <= _BLOCKS[at][1]:
        return _BLOCKS[at][2]
    # Modifier letters (the ʻ and ʼ of transliterations) belong to whichever script they stand in.
    return "" if 0x02B0 <= point <= 0x02FF else "Zzzz"
