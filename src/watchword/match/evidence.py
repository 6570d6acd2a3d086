"""What is a score made of, in words? Rows of the inner loops as evidence that a person can read.

Points and bits are decided here and in `facts` only; nothing here searches.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from importlib import resources

from watchword.match.kernels import layout
from watchword.match.records import Layout
from watchword.match.score import ALONE, Cells, Row, place
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
    "name-acronym": "an acronym by itself, and a name of these initials",
    "name-extra": "stands only in the name that was asked for",
    "name-missing": "stands only in the listed name",
    "name-conflict": "two leftover words that contradict each other",
    "number-conflict": "the numbers differ",
    "patronymic-reversed": "son and father have changed places",
    "word-order": "the same words in another order (a family name put first or last counts only where the words are common)",
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
    "place-shared": "a place of birth in common, more precise than a country",
    "place-different": "places of birth with nothing in common",
    "address-shared": "an address in common: two words of it or more",
    "address-town": "one word of an address in common, such as its town",
    "address-different": "addresses with nothing in common",
}

_PAIR_CODES = {
    layout.EXACT: "name-exact",
    layout.VARIANT: "name-variant",
    layout.NICKNAME: "name-nickname",
    layout.INITIAL: "name-initial",
    layout.SOUND: "name-sound",
    layout.SPELLING: "name-spelling",
    layout.CUT: "name-cut",
    layout.ACRONYM: "name-acronym",
}
_OTHER_CODES = {
    layout.QUERY_ONLY: "name-extra",
    layout.LISTED_ONLY: "name-missing",
    layout.CONFLICT: "name-conflict",
    layout.NUMBERS: "number-conflict",
    layout.ROLES: "patronymic-reversed",
    layout.ALONE: "single-word",
    layout.ORDER: "word-order",
    layout.THIN: "thin-agreement",
    layout.FIRST: "first-word",
}


Told = Callable[[str, int], int]

_TENTHS = tuple(2.0 ** (k / 10) for k in range(10))


@cache
def _fitted() -> dict[str, tuple[int, int]]:
    """What each code says, from the table that tools/fit makes: hundredths of what is behind it, and tenths of bits."""
    text = resources.files(__package__).joinpath("fitted.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return {code: (int(share), int(bits)) for code, share, bits in rows}


def bits_of(code: str, behind: int = 0) -> int:
    """Tenths of bits that evidence of a code says; `behind` as in `of_names`."""
    share, bits = _fitted()[code]
    return behind * share // 100 + bits


def of_names(query: Layout, listed: Layout, rows: Iterable[Row], told: Told = bits_of) -> list[Evidence]:
    """The rows of one comparison as evidence, as `of_words` tells."""
    return of_words(query.raws, listed.raws, rows, told)


def of_words(
    query: Sequence[str], listed: Sequence[str], rows: Iterable[Cells], told: Told = bits_of
) -> list[Evidence]:
    """The rows of one comparison of names, given their words as written, as evidence, in the order the query's words
    stand, takings last.

    `told` gives the tenths of bits of a code, from how much stands behind it: the rarity of words that agree in
    tenths of bits, less the further apart their spellings are; thousandths of similarity for a thin agreement.
    """
    out = []
    for what, mine, its, agreement, points, most, weight in sorted(rows, key=_order):
        if what == layout.PAIR:
            code, behind = _PAIR_CODES[agreement & 15], weight * max(0, 2 * (agreement >> 4) - 1000) // 1000
        else:
            code, behind = _OTHER_CODES[what], -points // 10 if what == layout.THIN else 0
        asked = query[mine] if 0 <= mine < ALONE else _words(query, mine)
        theirs = listed[its] if 0 <= its < ALONE else _words(listed, its)
        out.append(Evidence(code, asked, theirs, points / 10000, most / 10000, told(code, behind) / 10))
    return out


def _order(row: Cells) -> tuple[int, int]:
    """What a row tells, then where: what stands only in the listed name by its place there."""
    return row[0], row[1] if row[1] >= 0 else row[2]


def _words(words: Sequence[str], at: int) -> str:
    """The words at a place of a name, none where there is no place."""
    start, length = place(at) if at >= 0 else (0, 0)
    return " ".join(words[start : start + length])


def evidence(
    code: str, query: str = "", listed: str = "", *, points: int = 0, most: int = 0, bits: int = 0
) -> Evidence:
    """One piece of evidence; points in ten-thousandths of similarity, bits in tenths."""
    return Evidence(code, query, listed, points / 10000, most / 10000, bits / 10)


def probability(found: Iterable[Evidence]) -> float:
    """How likely it is the same party, from the bits of all evidence and the prior; four decimals.

    Computed by exact scaling from a table of ten powers, so that every machine gives the same digits.
    """
    tenths = bits_of("prior") + sum(round(e.bits * 10) for e in found)
    odds = math.ldexp(_TENTHS[tenths % 10], tenths // 10) if tenths > -400 else 0.0
    return round(odds / (1.0 + odds), 4) if tenths < 400 else 1.0
