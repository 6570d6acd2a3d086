"""Is a word another one with a slip of hand or ear? What writers mistake, and words that are names of their own.

A word that is known from other names is no misspelling of a listed one: Azam Khan is not Adam Khan.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import pairwise

from watchword.text import tables
from watchword.text.phonetics import skeleton

_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_VOWELS = frozenset("aeiouy")
_CONSONANTS = re.compile("[^aeiouy]+")
_BRIEF = 5  # letters of a word whose vowels tell it
_TOLD = 2  # consonants by which a sound is told
_RAREST, _SLIP = 140, 70  # tenths of bits: a word that no table has; a slip is one in 128
_SHORTEST = 4  # letters of a word in which a slip is told from another word


def is_name(form: str, instead: str) -> bool:
    """Whether a word is a name of its own, and not so much rarer than the other that it is a slip for that one."""
    known = _rarity()
    rarity = known.get(form)
    return rarity is not None and rarity < known.get(instead, _RAREST) + _SLIP


@lru_cache(maxsize=1 << 17)
def is_slip(written: str, meant: str) -> bool:
    """Whether one slip leads from a word to the other: a letter doubled, dropped, added or swapped with the next, one
    key beside the right one, another vowel, or the same sound."""
    if min(len(written), len(meant)) < _SHORTEST:
        return False
    first = next((k for k, (a, b) in enumerate(zip(written, meant, strict=False)) if a != b), None)
    if first is None:
        return abs(len(written) - len(meant)) == 1
    rest, other = written[first:], meant[first:]
    if len(rest) != len(other):
        return rest[1:] == other or rest == other[1:] or _sound_alike(written, meant)
    if rest[1:] == other[1:]:
        return _is_beside(rest[0], other[0]) or {rest[0], other[0]} <= _VOWELS or _sound_alike(written, meant)
    swapped = rest[0] == other[1] and rest[1] == other[0] and rest[2:] == other[2:]
    return swapped or _sound_alike(written, meant)


def _sound_alike(a: str, b: str) -> bool:
    """Whether two words have one sound; of short ones the vowels must be the same but for one: Rieko is not Riak."""
    if len(skeleton(a)) < _TOLD or skeleton(a) != skeleton(b):
        return False
    mine, theirs = _CONSONANTS.split(a), _CONSONANTS.split(b)
    if max(len(a), len(b)) > _BRIEF or len(mine) != len(theirs):
        return True
    return [x == y for x, y in zip(mine, theirs, strict=True)].count(False) <= 1


def _is_beside(a: str, b: str) -> bool:
    return (a, b) in _beside()


@cache
def _beside() -> frozenset[tuple[str, str]]:
    """Pairs of keys that touch; a key touches two of the row below."""
    found = {(row[k], row[k + 1]) for row in _ROWS for k in range(len(row) - 1)}
    for upper, lower in pairwise(_ROWS):
        for k, key in enumerate(lower):
            found |= {(upper[at], key) for at in (k, k + 1) if at < len(upper)}
    return frozenset(found | {(b, a) for a, b in found})


@cache
def _rarity() -> dict[str, int]:
    return {row[0]: min(int(row[1]), int(row[2])) for row in tables.load("frequency")}
