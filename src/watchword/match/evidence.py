"""What is a score made of, in words? Rows of the inner loops as evidence that a person can read.

Points and bits are decided here and in `facts` only; nothing here searches.
"""

from __future__ import annotations

import math
from collections.abc import Iterable

from watchword.match.kernels import layout
from watchword.match.records import Layout
from watchword.match.score import Row
from watchword.model import Evidence

# Every kind of evidence and what it tells; shown by `watchword codes` and in docs/evidence.md.
CODES = {
    "name-exact": "the same word on both sides",
    "name-variant": "two spellings of one name, by the table of equivalent names",
    "name-nickname": "a name and its short or pet form, by the table of equivalent names",
    "name-initial": "an initial that fits the name",
    "name-sound": "spelled differently, with the same consonants in order",
    "name-spelling": "spelled differently by a letter or two",
    "name-cut": "the last word seems to have been cut short",
    "name-extra": "stands only in the name that was asked for",
    "name-missing": "stands only in the listed name",
    "name-conflict": "two leftover words that contradict each other",
    "number-conflict": "the numbers differ",
    "patronymic-reversed": "son and father have changed places",
    "word-order": "the same words in another order (a family name put first or last does not count)",
    "first-word": "the first word of one name is missing on the other side",
    "thin-agreement": "the words that agree are common ones, so each difference counts more",
    "single-word": "only one word agrees, and other words are left over",
    "weak-alias": "also agrees with a weak alias of the listing",
    "identifier-equal": "the same identifier: always found, whatever the name says",
    "identifier-conflict": "an identifier of the same type and country that differs",
    "birth-equal": "the same full date of birth",
    "birth-consistent": "dates of birth that fit each other, one less precise",
    "birth-swapped": "the same date of birth with day and month exchanged",
    "birth-near": "dates of birth close to each other",
    "birth-conflict": "dates of birth that exclude each other",
    "country-shared": "a country in common",
    "country-different": "no country in common",
    "gender-same": "the same gender",
    "gender-different": "different genders",
}

_PAIR_CODES = {
    layout.EXACT: "name-exact",
    layout.VARIANT: "name-variant",
    layout.NICKNAME: "name-nickname",
    layout.INITIAL: "name-initial",
    layout.SOUND: "name-sound",
    layout.SPELLING: "name-spelling",
    layout.CUT: "name-cut",
}
_OTHER_CODES = {
    layout.QUERY_ONLY: ("name-extra", -5),
    layout.LISTED_ONLY: ("name-missing", -5),
    layout.CONFLICT: ("name-conflict", -80),
    layout.NUMBERS: ("number-conflict", -30),
    layout.ROLES: ("patronymic-reversed", -60),
    layout.ALONE: ("single-word", -30),
    layout.ORDER: ("word-order", -10),
    layout.THIN: ("thin-agreement", 0),
    layout.FIRST: ("first-word", -10),
}
# Odds that a listed party of a similar name is the party asked for, before any evidence (tenths of bits):
# about one in 16,000.
PRIOR = -140

_TENTHS = tuple(2.0 ** (k / 10) for k in range(10))


def of_names(query: Layout, listed: Layout, rows: Iterable[Row]) -> list[Evidence]:
    """The rows of one comparison as evidence, in the order the query's words stand, takings last."""
    out = []
    for row in sorted(rows, key=lambda r: (r.what, r.query if r.query >= 0 else r.listed)):
        if row.what == layout.PAIR:
            code, bits = _pair(row, min(_weight(query, row.query), _weight(listed, row.listed)))
            texts = query.words(row.query), listed.words(row.listed)
        else:
            code, bits = _OTHER_CODES[row.what]
            texts = (
                query.words(row.query) if row.query >= 0 else "",
                listed.words(row.listed) if row.listed >= 0 else "",
            )
        out.append(evidence(code, *texts, points=row.points, most=row.most, bits=bits))
    return out


def _weight(name: Layout, span: int) -> int:
    start, length = name.spans[span]
    return sum(name.weights[start : start + length])


def _pair(row: Row, weight: int) -> tuple[str, int]:
    """Code and bits of an agreement: its weight when exact, ever less the further apart the spellings are."""
    value, kind = row.agreement >> 4, row.agreement & 15
    return _PAIR_CODES[kind], weight * max(0, 2 * value - 1000) // 1000


def evidence(
    code: str, query: str = "", listed: str = "", *, points: int = 0, most: int = 0, bits: int = 0
) -> Evidence:
    """One piece of evidence; points in ten-thousandths of similarity, bits in tenths."""
    return Evidence(code, query, listed, points / 10000, most / 10000, bits / 10)


def probability(found: Iterable[Evidence]) -> float:
    """How likely it is the same party, from the bits of all evidence and the prior; four decimals.

    Computed by exact scaling from a table of ten powers, so that every machine gives the same digits.
    """
    tenths = PRIOR + sum(round(e.bits * 10) for e in found)
    odds = math.ldexp(_TENTHS[tenths % 10], tenths // 10) if tenths > -400 else 0.0
    return round(odds / (1.0 + odds), 4) if tenths < 400 else 1.0
