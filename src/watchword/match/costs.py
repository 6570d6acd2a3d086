"""Which letters are taken for each other, and how cheaply? The table behind weighted spelling distance.

Costs are hundredths of one letter changed. They are judgements about romanisation, typing and reading
machines, in one place; they know nothing of names.
"""

from __future__ import annotations

from functools import cache

import numpy as np

from watchword.match.kernels.layout import HEARD, INSERT, LOOSE
from watchword.text import tables

_CHANGED, _ADDED = 100, 100
_UNHEARD = 1000  # hundredths of a bit: a letter that no pair was seen with, as digits
_VOWELS = "aeiouy"
_VOWEL_ADDED, _VOWEL_ADDED_LOOSE, _SOFT_ADDED = 45, 6, 45

# Pairs of letters that stand for each other: vowels of neighbouring sound, consonants of one sound in
# another romanisation, and what typing and reading machines confuse.
_PAIRS = {
    30: "ou ie iy ey ae",
    35: "ck kq cq gq kg vw uw ij",
    40: "sz fv gj jy bp wo dt hk",
    45: "cs xk xs zj",
    50: "cg tz",
    60: "mn hg dz ts uv il jc qh pf bv",
}
_FAR_VOWELS, _FAR_VOWELS_LOOSE = 60, 8
_DIGITS = {20: "0o 1l 1i 5s 8b 6b 2z 9g 4a 3e 7t"}


# Against a script without vowels: its long vowels and half-vowels stand for any of these, and its few
# consonants for several of ours.
_LOOSE_PAIRS = {5: "yi ye wo wu wv yj ou ie ae ao", 15: "bp fv", 25: "gk gj kc kq sz sc td dz hk sx gq gr"}


@cache
def table() -> np.ndarray:
    """Costs as one flat array of int32: 128 x 128 for a letter changed, 128 for a letter more; then the same
    again for a script without vowels against one with them; then what is heard (kernels.layout)."""
    return np.concatenate(
        [
            _table(_PAIRS, _FAR_VOWELS, _VOWEL_ADDED),
            _table(_PAIRS | _LOOSE_PAIRS, _FAR_VOWELS_LOOSE, _VOWEL_ADDED_LOOSE),
            *_heard(),
        ]
    )


def _table(pairs_at: dict[int, str], far_vowels: int, vowel_added: int) -> np.ndarray:
    costs = np.full(LOOSE, _CHANGED, dtype=np.int32)
    change = costs[:INSERT].reshape(128, 128)
    np.fill_diagonal(change, 0)
    for a in _VOWELS:
        for b in _VOWELS:
            if a != b:
                change[ord(a), ord(b)] = far_vowels
    for cost, pairs in sorted((*pairs_at.items(), *_DIGITS.items()), reverse=True):
        for pair in pairs.split():
            first, second = map(ord, pair)
            change[first, second] = change[second, first] = cost
    costs[INSERT:] = _ADDED
    for letter in _VOWELS:
        costs[INSERT + ord(letter)] = vowel_added
    for letter in "hw":
        costs[INSERT + ord(letter)] = min(_SOFT_ADDED, 3 * vowel_added)
    return costs


def _heard() -> list[np.ndarray]:
    """For Han and for other scripts: 128 x 128 for a letter heard as another, and four times 128 x 128 for a letter more
    (kernels.layout), in hundredths of a bit. Learned by tools/tables/heard.py."""
    out = {script: np.full((HEARD // INSERT, 128, 128), _UNHEARD, dtype=np.int32) for script in ("han", "other")}
    # Rows without a place come first of their letters: those that have one overwrite what they say of it.
    for key, bits in tables.load("heard_letters"):
        script, letters, *places = key.split()
        mine, theirs = (ord(c) if c != "-" else 0 for c in letters)
        more = 1 if theirs else 3
        if mine and theirs:
            out[script][0, mine, theirs] = int(bits)
        elif not places:
            out[script][more : more + 2, :, theirs or mine] = int(bits)
        for place in places:
            behind = 0 if place[0] == "^" else ord(place[0])
            out[script][more + place.endswith("$"), behind, theirs or mine] = int(bits)
    for heard in out.values():
        np.fill_diagonal(heard[0], 0)
    return [out["han"].ravel(), out["other"].ravel()]
