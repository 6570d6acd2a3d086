"""Which Latin letters stand for each Han character and Hangul syllable? Makes latin_cjk.tsv.

Spellings are those of anyascii 0.3.3 (ISC licence): pinyin without tones for Han, simplified and traditional,
and Revised Romanisation for Hangul. One reading per character, whatever its language; kana are in latin.tsv.
"""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

from tools.tables.latin import anyascii

ABOUT = """Columns: ASCII spelling, every character that has it (Han: pinyin; Hangul: Revised Romanisation).
Source: anyascii 0.3.3 (ISC licence). Apply to text after NFKC, one character at a time."""

BLOCKS = ((0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xAC00, 0xD7A3), (0x3005, 0x3007))


def rows(shared: Path | None = None) -> list[tuple[str, ...]]:
    """Every (spelling, characters) row, characters by code point. Reads no shared file."""
    readings: dict[str, list[str]] = {}
    for first, last in BLOCKS:
        for point in range(first, last + 1):
            letters = re.sub("[^a-z0-9]", "", anyascii(chr(point)))
            if letters and unicodedata.normalize("NFKC", chr(point)) == chr(point):
                readings.setdefault(letters, []).append(chr(point))
    return [(spelling, "".join(sorted(characters))) for spelling, characters in readings.items()]
