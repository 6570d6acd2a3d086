"""Which words are one name in another system of spelling? Those that a rule can tell are put into the usual one.

Wade-Giles hs (Hsiao) into pinyin x, where no other language has it, given names of two syllables of which one is
only Wade-Giles (Tse-tung), Chinese names in Cyrillic, and the endings that Latvian and Lithuanian put on Slavic names
(Lavrovs, Petrovas). What only resembles each other is left to `equivalents` and to match.kernels.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from watchword.text import tables

_OLDER = re.compile("hs(?:iang|iao|iung|ieh|ien|uan|ueh|ing|ia|in|iu|un|i|u)")
_STRAY = 3  # so few characters have a reading that is none of pinyin's
_TWO = re.compile("([a-z]{2,6})-([a-z]{2,6})")
# Syllables that neither pinyin nor the romanisations of Korean have.
_ONLY_OLDER = re.compile(
    "hs.*|t[sz].+|s[sz]u|ch(?:ing|iang|iao|iu)|(?:ch|sh|j)ih|.*(?:ieh|ueh|ien|erh|iung)|k(?:uo|uei)"
)
_HAN = re.compile("[\u3400-\u9fff]")
_CHINESE = re.compile("цз|чж|юй|нь|эй|юэ|яо|ця|цю")
_BALTIC = re.compile(r"(?<=.{3}[oe]v)(?:s|as)$|(?<=.{3}[ie]j)s$|(?<=.{2}sk)is$")


def plain(form: str) -> str:
    """A word of a person's name as its own language or pinyin spells it: hsiao -> xiao, lavrovs -> lavrov."""
    if form.startswith("hs"):
        return _OLDER.sub(lambda m: _syllables()[m[0]][0], form)
    return _BALTIC.sub("", form) if form[-1:] == "s" else form


@lru_cache(maxsize=1 << 12)
def given_name(written: str) -> str:
    """A Chinese given name in Wade-Giles with a hyphen as pinyin writes it: Tse-tung -> zedong; empty for all others."""
    parts = _TWO.fullmatch(written.lower())
    if parts is None or not any(map(_ONLY_OLDER.fullmatch, parts.groups())):
        return ""
    meant = [_meant(part) for part in parts.groups()]
    return "".join(meant) if all(meant) else ""


def of_palladius(chunks: list[str]) -> dict[int, str]:
    """Which of some words are Chinese in Cyrillic, by position, and what they are in pinyin: Си Цзиньпин -> xi jinping.

    A word is one when it has syllables of Palladius only, and one that Russian has not (цз, чж, юй, -нь); next to such a
    word, one of a single syllable is one as well.
    """
    read = {at: syllables for at, chunk in enumerate(chunks) if (syllables := _by_palladius(chunk.lower()))}
    telling = {at for at in read if _CHINESE.search(chunks[at].lower())}
    return {
        at: "".join(_palladius()[s] for s in syllables)
        for at, syllables in read.items()
        if at in telling or (len(syllables) == 1 and telling & {at - 1, at + 1})
    }


def leans(word: str) -> bool:
    """Whether it depends on the words next to it that a word is Chinese in Cyrillic."""
    lowered = word.lower()
    return len(_by_palladius(lowered)) == 1 and not _CHINESE.search(lowered)


@lru_cache(maxsize=1 << 14)
def _by_palladius(written: str) -> tuple[str, ...]:
    """The syllables of a word that has up to three and nothing else, the longest first; else none."""
    match = _three_syllables().fullmatch(written)
    return tuple(filter(None, match.groups())) if match else ()


@cache
def _three_syllables() -> re.Pattern[str]:
    one = "|".join(sorted(_palladius(), key=lambda s: (-len(s), s)))
    return re.compile(f"({one})(?:[ъ-]?({one}))?(?:[ъ-]?({one}))?")


@cache
def _palladius() -> dict[str, str]:
    return {row[0]: row[1] for row in tables.load("palladius")}


def _meant(part: str) -> str:
    """The pinyin of a syllable in Wade-Giles, which without apostrophes may stand for two (tung: dong, tong).

    It is the one that most characters have; aspirates, which ought to have an apostrophe, count for half.
    """
    known = _readings()
    counts = {older: known.get(older, 0) / (1 + (older[0] in "ckpqt")) for older in _syllables().get(part, ())}
    counts[part] = known.get(part, 0)
    return max(counts, key=counts.__getitem__) if any(counts.values()) else ""


@cache
def _readings() -> dict[str, int]:
    """How many Han characters have each reading."""
    return {row[0]: count for row in tables.load("latin_cjk") if (count := len(_HAN.findall(row[1]))) > _STRAY}


@cache
def _syllables() -> dict[str, tuple[str, ...]]:
    return {row[0]: row[1:] for row in tables.load("wade_giles")}


@cache
def syllables() -> tuple[tuple[str, str], ...]:
    """Every syllable of two letters or more in Wade-Giles with a pinyin syllable that it may stand for."""
    return tuple((older, new) for older, news in _syllables().items() for new in news if len(older) > 1 < len(new))
