"""Which naming culture does a name seem to come from? A guess for the generator, not for screening."""

from __future__ import annotations

import re

from bench.corpus import fold
from bench.words import AFRICAN, ARABIC, CHINESE_FAMILY, KOREAN_FAMILY, SLAVIC_GIVEN, SPANISH_GIVEN

_SLAVIC_END = re.compile(r"(ov|ev|ova|eva|vich|vna|sky|skiy|skyi|skii|skaya|enko|chuk|shvili|yuk)$")
_ARABIC_END = re.compile(r"(ullah|uddin|eddine|zadeh|nejad|ollah|allah|zai)$")
_PINYIN = re.compile(
    r"(?:(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?"
    r"(?:iang|iong|uang|ang|eng|ing|ong|ian|iao|uai|uan|ai|an|ao|ei|en|er|ia|ie|in|iu|ou|ua|ue|ui|un|uo|a|e|i|o|u))+"
)
_ONLY_PINYIN = re.compile(r"^(zh|x|q|c(?!h))|zh|x|q")


def culture(name: str) -> str:
    """One of korean, chinese, arabic (with Persian and Afghan), slavic, spanish, african, other."""
    tokens = fold(name.replace("'", "").replace("’", "")).split()
    if not tokens:
        return "other"
    if _east_asian(tokens):
        return "chinese" if _chinese(tokens) else "korean"
    counts = {
        "arabic": sum(t in ARABIC or bool(_ARABIC_END.search(t)) or t.startswith("abd") for t in tokens),
        "slavic": sum(t in SLAVIC_GIVEN or (len(t) > 4 and bool(_SLAVIC_END.search(t))) for t in tokens),
        "spanish": sum(t in SPANISH_GIVEN or (len(t) > 4 and t.endswith("ez")) for t in tokens),
        "african": sum(t in AFRICAN for t in tokens),
    }
    best = max(counts, key=lambda c: counts[c])
    return best if counts[best] else "other"


def _east_asian(tokens: list[str]) -> bool:
    if not 2 <= len(tokens) <= 4 or any(len(t) > 11 for t in tokens):
        return False
    if all(len(t) <= 6 for t in tokens) and len(tokens) == 3 and {tokens[0], tokens[-1]} & KOREAN_FAMILY:
        return not {"bin", "al", "van", "de"} & set(tokens)
    return _chinese(tokens)


def _chinese(tokens: list[str]) -> bool:
    family = tokens[0] in CHINESE_FAMILY or tokens[-1] in CHINESE_FAMILY
    pinyin = all(_PINYIN.fullmatch(t) for t in tokens)
    marked = any(_ONLY_PINYIN.search(t) for t in tokens) or (len(tokens) == 2 and max(map(len, tokens)) > 4)
    return family and pinyin and marked
