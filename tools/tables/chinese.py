"""How was each pinyin syllable written before pinyin? Makes wade_giles.tsv, by rule.

The closed list of syllables is that of the readings in latin_cjk.tsv; the Wade-Giles spelling of each follows from its
initial and its final. Apostrophes and the diaeresis of ü are left out, as clerks leave them out.
"""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path

from watchword.text import tables

ABOUT = """Columns: syllable in Wade-Giles without apostrophes, then every pinyin syllable that it stands for.
Only syllables that pinyin writes otherwise. Source: own rules (tools/tables/chinese.py) on the readings of latin_cjk."""

_INITIALS = {"b": "p", "d": "t", "g": "k", "zh": "ch", "j": "ch", "q": "ch", "x": "hs", "z": "ts", "c": "ts", "r": "j"}
_FINALS = {"ian": "ien", "ie": "ieh", "ue": "ueh", "ong": "ung", "iong": "iung", "er": "erh", "you": "yu"}
_WHOLE = {"zhi": "chih", "chi": "chih", "shi": "shih", "ri": "jih", "zi": "tzu", "ci": "tzu", "si": "szu", "er": "erh",
          "ge": "ko", "ke": "ko", "he": "ho", "e": "o", "you": "yu", "yan": "yen", "ye": "yeh", "yong": "yung",
          "gui": "kuei", "kui": "kuei", "yi": "i", "yue": "yueh", "duo": "to", "tuo": "to", "luo": "lo", "nuo": "no",
          "zhuo": "cho", "chuo": "cho", "zuo": "tso", "cuo": "tso", "suo": "so", "ruo": "jo"}  # fmt: skip
_SYLLABLE = re.compile(
    "(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])"
    "(?:iang|iong|uang|ang|eng|ing|ong|ian|iao|uai|uan|ai|an|ao|ei|en|ia|ie|in|iu|ou|ua|ue|ui|un|uo|a|e|i|o|u)|er|ai|an|ao|ou|en|e"
)
_PARTS = re.compile("(zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw]?)([a-z]+)")


def rows(shared: Path | None = None) -> list[tuple[str, ...]]:
    """Each spelling with the syllables that it stands for, in the order of the alphabet."""
    han = (row[0] for row in tables.load("latin_cjk") if any("\u3400" <= c <= "\u9fff" for c in row[1]))
    readings = sorted(filter(_SYLLABLE.fullmatch, han))
    found: dict[str, list[str]] = defaultdict(list)
    for syllable in readings:
        older = _older(syllable)
        if older != syllable:
            found[older].append(syllable)
    return [(older, *found[older]) for older in sorted(found)]


def _older(syllable: str) -> str:
    """The older spelling of a pinyin syllable."""
    match = _PARTS.fullmatch(syllable)
    if syllable in _WHOLE or match is None:
        return _WHOLE.get(syllable, syllable)
    initial, final = match.groups()
    return _INITIALS.get(initial, initial) + _FINALS.get(final, final)
