"""Which words are one name in another system of spelling? Those that a rule can tell are put into the usual one.

Wade-Giles hs (Hsiao) into pinyin x, where no other language has it, and the endings that Latvian and Lithuanian put on
Slavic names (Lavrovs, Petrovas). What only resembles each other is left to `equivalents` and to match.kernels.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from watchword.text import tables

_OLDER = re.compile("hs(?:iang|iao|iung|ieh|ien|uan|ueh|ing|ia|in|iu|un|i|u)")
_BALTIC = re.compile(r"(?<=.{3}[oe]v)(?:s|as)$|(?<=.{3}[ie]j)s$|(?<=.{2}sk)is$")


@lru_cache(maxsize=1 << 16)
def plain(form: str) -> str:
    """A word of a person's name as its own language or pinyin spells it: hsiao -> xiao, lavrovs -> lavrov."""
    if form.startswith("hs"):
        return _OLDER.sub(lambda m: _syllables()[m[0]][0], form)
    return _BALTIC.sub("", form) if form[-1:] == "s" else form


@cache
def _syllables() -> dict[str, tuple[str, ...]]:
    return {row[0]: row[1:] for row in tables.load("wade_giles")}


@cache
def syllables() -> tuple[tuple[str, str], ...]:
    """Every syllable of two letters or more in Wade-Giles with a pinyin syllable that it may stand for."""
    return tuple((older, new) for older, news in _syllables().items() for new in news if len(older) > 1 < len(new))
