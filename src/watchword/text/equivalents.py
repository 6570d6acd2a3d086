"""Which tokens stand for one name? Groups of spellings, short forms, abbreviations and numbers.

How much an agreement by such a group is worth is decided in match.kernels.
"""

from __future__ import annotations

import re
from functools import cache

from watchword.text import romanised, tables

_PATRONYMIC = re.compile("(?:vich|vych|witsch|lich|[vw]na|auna|ichna)$")


@cache
def patronymics() -> frozenset[str]:
    """Slavic fathers' names of both genders, in every spelling: what other languages leave out."""
    return frozenset(name for _, *same in tables.load("nicknames") for name in same if _PATRONYMIC.search(name))


@cache
def groups() -> dict[str, tuple[int, ...]]:
    """Token form -> numbers of the groups of equivalent names it is in; groups of short forms are negative.

    A short form stands for its full name in every spelling, so the spellings join the group.
    """
    rows = tables.load("nicknames")
    spellings: dict[str, set[str]] = {}
    for kind, *same in rows:
        if kind == "variant":
            for member in same:
                spellings.setdefault(member, set()).update(same)
    out: dict[str, tuple[int, ...]] = {}
    abbreviated = [("variant", row[0], full) for row in tables.load("abbreviations") for full in row[1:]]
    counted: dict[tuple[str, str], list[str]] = {}
    for word, digits, kind in tables.load("numbers"):
        if kind != "roman":
            counted.setdefault((kind, digits), [digits]).append(word)
    numbers = [("variant", *same) for same in counted.values()]
    syllables = [("syllable", *pair) for pair in romanised.syllables()]
    for number, (kind, full, *others) in enumerate([*rows, *abbreviated, *numbers, *syllables], start=1):
        members = {full, *others} if kind == "variant" else {full, *others, *spellings.get(full, ())}
        for member in sorted(members):
            out[member] = (*out.get(member, ()), number if kind == "variant" else -number)
    return out
