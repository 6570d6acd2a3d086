"""How many bits does each code say? Counts for facts (Fellegi and Sunter), then a regression for names.

Knows examples only; where they come from is `hits`.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np
from tools.fit.hits import GROWING, OF_FACTS, OF_NAMES, Example

# What counts can't say, or say of few cases, is held near a judgement: bits for each bit behind a growing code,
# bits for the others.
JUDGED = {
    "prior": -6.0,
    **dict.fromkeys(GROWING, 0.5),
    "thin-agreement": -0.2,
    "name-acronym": 0.0,  # too few to count
    "name-extra": -0.5, "name-missing": -0.5, "name-conflict": -6.0, "number-conflict": -3.0,
    "patronymic-reversed": -6.0, "word-order": -1.0, "first-word": -1.0, "single-word": -3.0, "weak-alias": 2.0,
    "identifier-equal": 20.0, "identifier-conflict": -3.0,
    "birth-equal": 12.0, "birth-swapped": 8.0, "birth-consistent": 4.0, "birth-near": 2.0, "birth-conflict": -5.0,
    "country-shared": 2.5, "country-different": -2.0, "gender-same": 0.5, "gender-different": -5.0,
    "place-shared": 4.0, "place-different": -1.0,
    "address-shared": 5.0, "address-town": 2.0, "address-different": -0.5,
}  # fmt: skip
_LEFT = frozenset({"identifier-equal", "weak-alias"})  # always found, or too few: judged
_JUDGED_AS = 20.0  # cases that a judgement of a fact counts for
_WIDTH, _WIDTH_SHARE = 1.5, 0.05  # standard deviation of a judgement on names, in bits and as a share
_SCALES, _SCALED = ("for", "against"), (0.3, 1.0)  # shares of the facts' bits, and their bounds
_STEPS, _RATE = 3000, 0.02
_ORDERED = ("name-exact", "name-variant", "name-sound", "name-spelling")  # more never says less


def fit(pairs: Iterable[tuple[str, ...]], found: Sequence[Example]) -> dict[str, float]:
    """Bits of every code. `pairs`: the facts between two listings of one party; `found`: hits, right and wrong."""
    facts = of_facts(list(pairs), [e.facts for e in found if not e.right])
    names, scales = of_names(found, facts)
    return {**names, **{c: b if c in _LEFT else b * scales[b < 0] for c, b in facts.items()}}


def of_facts(same: Sequence[tuple[str, ...]], other: Sequence[tuple[str, ...]]) -> dict[str, float]:
    """log2 of how much oftener a code is seen between two descriptions of one party than between two parties.

    Shares are of the cases in which both sides tell something of that sort (the part of a code before its hyphen).
    """
    m, u = (Counter(c for codes in cases for c in set(codes)) for cases in (same, other))
    out = {}
    for code in OF_FACTS:
        judged = JUDGED[code]
        sort = [c for c in OF_FACTS if _sort(c) == _sort(code)]
        if code in _LEFT:
            out[code] = judged
            continue
        known_m, known_u = sum(m[c] for c in sort), sum(u[c] for c in sort)
        at_u = (u[code] + 0.5) / (known_u + 0.5 * len(sort))
        at_m = (m[code] + 0.5) / (known_m + 0.5 * len(sort))
        seen = min(m[code] + u[code], min(known_m, known_u))
        out[code] = (seen * math.log2(at_m / at_u) + _JUDGED_AS * judged) / (seen + _JUDGED_AS)
    return out


def _sort(code: str) -> str:
    return code.partition("-")[0]


def of_names(found: Sequence[Example], facts: dict[str, float]) -> tuple[dict[str, float], tuple[float, float]]:
    """Logistic regression in bits: of names, and the shares of the facts' bits that count, for and against.

    The shares are below one, since facts hang together: who has another address has another country as well.
    """
    columns = (*_SCALES, "prior", *OF_NAMES)
    given = [
        (sum(facts[c] for c in e.facts if facts[c] > 0), sum(facts[c] for c in e.facts if facts[c] < 0)) for e in found
    ]
    x = np.array([(*g, 1.0, *e.names) for g, e in zip(given, found, strict=True)])
    sign = np.where(np.array([e.right for e in found]), 1.0, -1.0)
    judged = np.array([1.0, 1.0, *(JUDGED[c] for c in columns[2:])])
    width = np.array([_WIDTH_SHARE if c in GROWING else _WIDTH for c in columns])
    width[:3] = 1.0, 1.0, 10.0  # shares and the prior are the examples' own
    theta, first, second = judged.copy(), np.zeros(len(columns)), np.zeros(len(columns))
    for step in range(1, _STEPS + 1):
        wrong = sign / (1.0 + np.exp2(np.clip(sign * (x @ theta), -60, 60)))
        gradient = -(x * wrong[:, None]).sum(axis=0) * np.log(2) + (theta - judged) / width**2
        first, second = 0.9 * first + 0.1 * gradient, 0.999 * second + 0.001 * gradient**2
        theta -= _RATE * width * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.999**step)) + 1e-9)
        theta = _in_order(theta, judged, columns)
    bits = dict(zip(columns, theta.tolist(), strict=True))
    return {c: b for c, b in bits.items() if c not in _SCALES}, (bits["for"], bits["against"])


def _in_order(theta: np.ndarray, judged: np.ndarray, columns: Sequence[str]) -> np.ndarray:
    """No code changes its sign, and a closer agreement never says less than a looser one."""
    theta = np.where(judged >= 0, np.maximum(theta, 0.0), np.minimum(theta, 0.0))
    theta[:2] = np.clip(theta[:2], *_SCALED)
    at = [columns.index(c) for c in _ORDERED]
    theta[at] = np.minimum.accumulate(theta[at])
    return theta
