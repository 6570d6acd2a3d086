"""Are two listings one party? The rules that decide, the surer fact asking for the less of the names.

Precision comes first: what is not sure is kept as doubtful, for a person to confirm. Nothing here searches.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

import msgspec

from watchword.model import Evidence

# Odds that two listings of similar names are one party, before any evidence (tenths of bits): one in 16,000.
PRIOR = -140
# What names say here besides the rarity of the words that agree. Judgements, as all bits of linking: lists are
# compared with lists, so what tools/fit learns of queries does not carry over.
_NAMES = {
    "name-extra": -5, "name-missing": -5, "name-conflict": -80, "number-conflict": -30, "patronymic-reversed": -60,
    "word-order": -10, "first-word": -10, "single-word": -30,
}  # fmt: skip

Verdict = Literal["same", "doubtful"]

# Least similarity (ten-thousandths) of the best names, by the surest fact that the listings share; the first
# that is there counts. Names alone must be as good as equal.
NEEDED = {
    "stated-same": 0,
    "un-reference-equal": 7500,
    "identifier-equal": 7500,
    "birth-equal": 8500,
    "birth-swapped": 9300,
    "birth-consistent": 9500,
    "": 9700,
}
LINE = 60  # tenths of bits, prior included: odds of 64 to 1
ALIAS_LINE = 260  # where only aliases agree: branches and front companies share aliases
TIES = frozenset(("country-shared", "programme-theme", "contact-equal"))  # names alone need one of them
# What no agreement outweighs, but the publisher's own word and the UN's number.
VETOES = frozenset(("birth-conflict", "gender-different", "un-reference-conflict", "vessel-conflict"))
_OVERRULES = frozenset(("stated-same", "un-reference-equal"))
_REVIEWED = 0  # tenths of bits from which a pair that is not sure is worth a person's look


class Bond(msgspec.Struct, frozen=True, gc=False):
    """Two listings, `a` before `b` by id, that are one party ("same") or may be ("doubtful"), and why.

    `similarity` (0..1) is that of the names that agree best; `evidence` names and facts, in bits.
    """

    a: str
    b: str
    verdict: Verdict
    similarity: float
    evidence: tuple[Evidence, ...]

    @property
    def bits(self) -> float:
        """Log-odds (base 2) that both are one party."""
        return PRIOR / 10 + sum(e.bits for e in self.evidence)


def told(code: str, behind: int) -> int:
    """Tenths of bits that evidence of names says when listings are linked."""
    return 0 if code == "thin-agreement" else behind + _NAMES.get(code, 0)


def judge(similarity: int, found: Sequence[Evidence]) -> Verdict | None:
    """The verdict on two listings whose best names have this similarity (ten-thousandths); None for no case."""
    codes = {e.code for e in found}
    bits = PRIOR + sum(round(e.bits * 10) for e in found)
    fact = surest(found)
    line = LINE if fact or "alias-only" not in codes else ALIAS_LINE
    tied = bool(fact) or ("country-different" not in codes and not TIES.isdisjoint(codes))
    if similarity >= NEEDED[fact] and bits >= line and tied and not objections(found):
        return "same"
    return "doubtful" if bits >= _REVIEWED else None


def surest(found: Iterable[Evidence]) -> str:
    """The surest fact that two listings share, a key of `NEEDED`; empty when only names agree."""
    codes = {e.code for e in found}
    return next(code for code in NEEDED if not code or code in codes)


def objections(found: Iterable[Evidence]) -> list[Evidence]:
    """What of the evidence forbids that both are one party.

    Publishers mistype UN references: the same primary name with the same date of birth or number stands against one.
    """
    found = list(found)
    codes = {e.code for e in found}
    if codes & _OVERRULES:
        return []
    mistyped = "primary-names" in codes and codes & {"birth-equal", "identifier-equal"}
    return [e for e in found if e.code in VETOES and not (mistyped and e.code == "un-reference-conflict")]
