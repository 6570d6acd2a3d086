"""How do the generators turn a name into tokens? The plain use of latin.tsv and latin_cjk.tsv.

It knows no rule of names (particles, titles, joined syllables): watchword.text.names does.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from watchword.text.tables import load


def fold(text: str) -> list[str]:
    """The tokens [a-z0-9]+ of `text`: NFKC, lower case, Latin; apostrophes join, other signs part."""
    text = unicodedata.normalize("NFKC", text).lower()
    text = re.sub("['’‘`´]", "", text)
    if not text.isascii():
        table, pattern = _spellings()
        text = pattern.sub(lambda m: table.get(m[0], " "), text)
    return re.findall("[a-z0-9]+", text)


@cache
def _spellings() -> tuple[dict[str, str], re.Pattern[str]]:
    table = {row[0]: row[1] for row in load("latin")}
    table |= {character: row[0] for row in load("latin_cjk") for character in row[1]}
    table |= {chr(c): chr(c) for c in range(128)}
    sequences = sorted((key for key in table if len(key) > 1), key=len, reverse=True)
    return table, re.compile("|".join(map(re.escape, sequences)) + "|[^\x00-\x7f]")
