"""How do other systems write each pinyin syllable? Makes wade_giles.tsv and palladius.tsv, by rule.

The closed list of syllables is that of the readings in latin_cjk.tsv; the spelling of each in Wade-Giles, and in the system
of Palladius by which Russian writes Chinese, follows from its initial and its final. Apostrophes and the diaeresis of ü are
left out, as clerks leave them out.
"""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path

from watchword.text import tables

ABOUT_PALLADIUS = """Columns: syllable in Cyrillic by the system of Palladius, the pinyin syllable that it stands for.
Source: own rules (tools/tables/chinese.py) on the readings of latin_cjk."""
ABOUT_WADE_GILES = """Columns: syllable in Wade-Giles without apostrophes, then every pinyin syllable that it stands for.
Only syllables that pinyin writes otherwise. Source: own rules (tools/tables/chinese.py) on the readings of latin_cjk."""

_INITIALS = {"b": "p", "d": "t", "g": "k", "zh": "ch", "j": "ch", "q": "ch", "x": "hs", "z": "ts", "c": "ts", "r": "j"}
_FINALS = {"ian": "ien", "ie": "ieh", "ue": "ueh", "ong": "ung", "iong": "iung", "er": "erh", "you": "yu"}
_WHOLE = {"zhi": "chih", "chi": "chih", "shi": "shih", "ri": "jih", "zi": "tzu", "ci": "tzu", "si": "szu", "er": "erh",
          "ge": "ko", "ke": "ko", "he": "ho", "e": "o", "you": "yu", "yan": "yen", "ye": "yeh", "yong": "yung",
          "gui": "kuei", "kui": "kuei", "yi": "i", "yue": "yueh", "duo": "to", "tuo": "to", "luo": "lo", "nuo": "no",
          "zhuo": "cho", "chuo": "cho", "zuo": "tso", "cuo": "tso", "suo": "so", "ruo": "jo"}  # fmt: skip
_CYRILLIC = {
    "b": "б", "p": "п", "m": "м", "f": "ф", "d": "д", "t": "т", "n": "н", "l": "л", "g": "г", "k": "к", "h": "х", "j": "цз",
    "q": "ц", "x": "с", "zh": "чж", "ch": "ч", "sh": "ш", "r": "ж", "z": "цз", "c": "ц", "s": "с", "": "",
}  # fmt: skip
_FINAL_CYRILLIC = {
    "a": "а", "ai": "ай", "an": "ань", "ang": "ан", "ao": "ао", "e": "э", "ei": "эй", "en": "энь", "eng": "эн", "er": "эр",
    "i": "и", "ia": "я", "ian": "янь", "iang": "ян", "iao": "яо", "ie": "е", "in": "инь", "ing": "ин", "iong": "юн",
    "iu": "ю", "o": "о", "ong": "ун", "ou": "оу", "u": "у", "ua": "уа", "uai": "уай", "uan": "уань", "uang": "уан",
    "ue": "юэ", "ui": "уй", "un": "унь", "uo": "о",
}  # fmt: skip
_HARD = frozenset({"z", "c", "s", "zh", "ch", "sh", "r"})  # no ia, in, ing behind them: other readings than pinyin's
_SOFT = frozenset("jqx")  # behind them u is ü
_BEHIND_SOFT = {"u": "юй", "uan": "юань", "un": "юнь"}
_WHOLE_CYRILLIC = {
    "zi": "цзы", "ci": "цы", "si": "сы", "hui": "хуэй", "ya": "я", "yan": "янь", "yang": "ян", "yao": "яо", "ye": "е",
    "yi": "и", "yin": "инь", "ying": "ин", "yong": "юн", "you": "ю", "yu": "юй", "yuan": "юань", "yue": "юэ", "yun": "юнь",
    "wa": "ва", "wai": "вай", "wan": "вань", "wang": "ван", "wei": "вэй", "wen": "вэнь", "weng": "вэн", "wo": "во", "wu": "у",
}  # fmt: skip
_SYLLABLE = re.compile(
    "(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])"
    "(?:iang|iong|uang|ang|eng|ing|ong|ian|iao|uai|uan|ai|an|ao|ei|en|ia|ie|in|iu|ou|ua|ue|ui|un|uo|a|e|i|o|u)|er|ai|an|ao|ou|en|e"
)
_PARTS = re.compile("(zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw]?)([a-z]+)")


def palladius(shared: Path | None = None) -> list[tuple[str, ...]]:
    """Each syllable in Cyrillic with its pinyin."""
    found = {_cyrillic(syllable): syllable for syllable in _syllables()}
    return [(cyrillic, syllable) for cyrillic, syllable in found.items() if cyrillic]


def _cyrillic(syllable: str) -> str:
    """A pinyin syllable as Palladius writes it, empty for what pinyin does not have."""
    if syllable in _WHOLE_CYRILLIC:
        return _WHOLE_CYRILLIC[syllable]
    match = _PARTS.fullmatch(syllable)
    if match is None or match[1] not in _CYRILLIC or (match[1] in _HARD and match[2][:1] == "i" != match[2]):
        return ""
    initial, final = match.groups()
    if initial in _SOFT and final in _BEHIND_SOFT:
        return _CYRILLIC[initial] + _BEHIND_SOFT[final]
    return _CYRILLIC[initial] + _FINAL_CYRILLIC[final] if final in _FINAL_CYRILLIC else ""


def _syllables() -> list[str]:
    """The readings of Han characters that are syllables."""
    han = (row[0] for row in tables.load("latin_cjk") if any("\u3400" <= c <= "\u9fff" for c in row[1]))
    return sorted(filter(_SYLLABLE.fullmatch, han))


def wade_giles(shared: Path | None = None) -> list[tuple[str, ...]]:
    """Each spelling with the syllables that it stands for, in the order of the alphabet."""
    found: dict[str, list[str]] = defaultdict(list)
    for syllable in _syllables():
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
