"""How do other scripts spell Latin names by ear? Makes heard_syllables.tsv and heard_letters.tsv.

Both are learned from pairs of words of Wikidata names (coling2018_wd_*), of which the half that bench.split keeps out
is never read: the sounds that each pinyin syllable stands for, and what it costs to take one letter for another. Learned
by expectation-maximisation over all alignments of each pair.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path

import numpy as np
from bench.crossscript import read
from bench.split import kept_out
from numba import njit

from watchword.text.normalise import clean, latinise, words
from watchword.text.phonetics import coarse

_SOURCE = "Source: the half of coling2018_wd_{} that fitting may see (Wikidata names, CC0; Merhav and Ash 2018)."
ABOUT_HEARD_SYLLABLES = f"""Columns: pinyin syllable, the consonants (classes of text.phonetics.coarse) that it stands for.
{_SOURCE.format("chinese_16.tsv")}"""
ABOUT_HEARD_LETTERS = f"""Columns: script (han: pinyin, other: Cyrillic), both letters (- none), of one more the letter before
(^ for the beginning), with $ where it ends its word; then the cost in hundredths of a bit.
{_SOURCE.format("*_16.tsv")}"""

_ROUNDS = 6
_MOST_SOUNDS = 3  # of one syllable
_FEW = 3.0  # a syllable seen less often is left out
_FIRST_GUESS = (0.3, 0.5, 0.15, 0.05)  # a syllable of so many consonants
_LETTERS = 26
_NAMES = tuple(map(chr, range(97, 97 + _LETTERS)))
_SMOOTH = 4.0  # cases of its own that a letter in one place is given beside what all places say
_FEW_PLACES, _SAME_BITS = 12, 40  # a place seen less often, or that tells nearly the same, has no row of its own
_LONGEST = 30
_LANGUAGES = {"han": "chinese", "other": "russian"}


def heard_syllables(shared: Path) -> list[tuple[str, ...]]:
    """The likeliest consonants of each syllable."""
    pairs = [(latinise(word), coarse(_form(latin))) for word, latin in _seen(shared, "chinese")]
    pairs = [(s, y) for s, y in pairs if s and y and len(y) <= _MOST_SOUNDS * len(s) and len(s) <= 8]
    counts: dict[tuple[str, str], float] = {}
    for _ in range(_ROUNDS):
        counts = _recount(pairs, counts)
    totals: Counter[str] = Counter()
    best: dict[str, tuple[float, str]] = {}
    for (syllable, sounds), count in counts.items():
        totals[syllable] += count  # type: ignore[assignment]  # expected counts
        best[syllable] = max(best.get(syllable, (0.0, "")), (round(count, 6), sounds))
    return [(s, sounds) for s, (_, sounds) in best.items() if totals[s] >= _FEW and sounds]


def _recount(
    pairs: Sequence[tuple[tuple[str, ...], str]], before: dict[tuple[str, str], float]
) -> dict[tuple[str, str], float]:
    """Expected counts of (syllable, consonants) under the counts before."""
    totals: dict[str, float] = defaultdict(float)
    for (syllable, _), count in before.items():
        totals[syllable] += count

    def share(syllable: str, sounds: str) -> float:
        if not before:
            return _FIRST_GUESS[len(sounds)]
        return before.get((syllable, sounds), 1e-6) / totals[syllable] if totals[syllable] else 1e-6

    counts: dict[tuple[str, str], float] = defaultdict(float)
    for syllables, sounds in pairs:
        n, m = len(syllables), len(sounds)
        steps = [(i, j, k) for i in range(n) for j in range(m + 1) for k in range(min(_MOST_SOUNDS, m - j) + 1)]
        ahead = np.zeros((n + 1, m + 1))
        behind = np.zeros((n + 1, m + 1))
        ahead[0, 0] = behind[n, m] = 1.0
        shares = {(i, j, k): share(syllables[i], sounds[j : j + k]) for i, j, k in steps}
        for i, j, k in steps:
            ahead[i + 1, j + k] += ahead[i, j] * shares[i, j, k]
        for i, j, k in reversed(steps):
            behind[i, j] += behind[i + 1, j + k] * shares[i, j, k]
        for i, j, k in steps:
            if ahead[n, m] > 0:
                seen = ahead[i, j] * shares[i, j, k] * behind[i + 1, j + k] / ahead[n, m]
                counts[syllables[i], sounds[j : j + k]] += seen
    return counts


def heard_letters(shared: Path) -> list[tuple[str, ...]]:
    """What one letter costs for another, and what one left out, or one more, costs behind others and at the end."""
    out: list[tuple[str, ...]] = []
    for script, language in _LANGUAGES.items():
        pairs = [(_form(word), _form(latin)) for word, latin in _seen(shared, language)]
        out += [(f"{script} {key}", str(bits)) for key, bits in _costs(pairs).items()]
    return out


def _costs(pairs: Sequence[tuple[str, str]]) -> dict[str, int]:
    """Costs in hundredths of a bit, never below zero, by letters (- for none) and, of a letter more, its place."""
    sides = [[_codes(form) for form in side] for side in zip(*pairs, strict=True)]
    fit = [k for k, (a, b) in enumerate(zip(*sides, strict=True)) if _comparable(len(a), len(b))]
    flat = [np.concatenate([np.array(side[k]) for k in fit]) for side in sides]
    starts = [np.cumsum([0, *(len(side[k]) for k in fit)]) for side in sides]
    seen = [_seen_at(*side) for side in zip(flat, starts, strict=True)]
    joint = np.full((_LETTERS, _LETTERS), 0.3 / _LETTERS**2) + np.eye(_LETTERS) * 0.4 / _LETTERS
    more = [np.full_like(places, 0.3) for places in seen]  # the share of a letter's cases in which it stands for none
    for _ in range(_ROUNDS):
        counts = np.full_like(joint, 0.02)
        alone = tuple(np.zeros_like(places) for places in seen)
        weights = tuple(share * _common(places) for share, places in zip(more, seen, strict=True))
        _count_letters((*flat, *starts), joint, weights, counts, alone)
        joint = counts / seen[0].sum()
        more = [_shares(a, places) for a, places in zip(alone, seen, strict=True)]
    bits = _bits(joint / np.sqrt(np.outer(_common(seen[0]), _common(seen[1]))))
    out = {_NAMES[i] + _NAMES[j]: int(bits[i, j]) for i in range(_LETTERS) for j in range(_LETTERS)}
    for side, form in enumerate(("{}-", "-{}")):
        for letter, name in enumerate(_NAMES):
            out |= _told(form.format(name), alone[side][:, :, letter], seen[side][:, :, letter])
    return out


def _told(key: str, alone: np.ndarray, seen: np.ndarray) -> dict[str, int]:
    """The cost of a letter more, and in each place where enough was seen that tells otherwise."""
    plain = int(_bits(np.array((alone.sum() + 0.02) / (seen.sum() + 0.04))))
    out = {key: plain}
    for (ends, behind), bits in np.ndenumerate(_bits(_shares(alone, seen))):
        if seen[ends, behind] >= _FEW_PLACES and abs(bits - plain) >= _SAME_BITS:
            out[f"{key} {(*_NAMES, '^')[behind]}{'$' if ends else ''}"] = int(bits)
    return out


def _shares(alone: np.ndarray, seen: np.ndarray) -> np.ndarray:
    """How often a letter stands for none, by whether it ends its word and by the letter before; few cases follow all."""
    plain = (alone.sum(axis=(0, 1)) + 0.02) / (seen.sum(axis=(0, 1)) + 0.04)
    return np.asarray((alone + _SMOOTH * plain) / (seen + _SMOOTH))


def _common(seen: np.ndarray) -> np.ndarray:
    """The share of each letter among all."""
    return np.asarray((seen.sum(axis=(0, 1)) + 0.5) / seen.sum())


def _bits(shares: np.ndarray) -> np.ndarray:
    return np.maximum(np.rint(-100 * np.log2(shares)), 0).astype(np.int32)


def _seen_at(letters: np.ndarray, starts: np.ndarray) -> np.ndarray:
    """How often each letter is seen: by whether it ends its word, the letter before (the last for none), and itself."""
    out = np.zeros((2, _LETTERS + 1, _LETTERS))
    for first, end in pairwise(starts):
        for i in range(first, end):
            out[int(i == end - 1), letters[i - 1] if i > first else _LETTERS, letters[i]] += 1
    return out


def _comparable(a: int, b: int) -> bool:
    return 0 < a < _LONGEST and 0 < b < _LONGEST and max(a, b) <= 2.2 * min(a, b) + 1


def _codes(form: str) -> list[int]:
    return [ord(c) - 97 for c in form if "a" <= c <= "z"]


@njit  # type: ignore[untyped-decorator]
def _weights(letters, more):  # type: ignore[no-untyped-def]
    """What each letter of a word weighs as one that stands for none."""
    out = np.zeros(len(letters))
    for i in range(len(letters)):
        before = letters[i - 1] if i else more.shape[1] - 1
        out[i] = more[1 if i == len(letters) - 1 else 0, before, letters[i]]
    return out


@njit  # type: ignore[untyped-decorator]
def _count_letters(words, joint, more, counts, alone):  # type: ignore[no-untyped-def]
    """Add to the counts how often each letter is expected to stand for each other, and for none."""
    x, y, x_from, y_from = words
    for k in range(len(x_from) - 1):
        a, b = x[x_from[k] : x_from[k + 1]], y[y_from[k] : y_from[k + 1]]
        n, m = len(a), len(b)
        only_a, only_b = _weights(a, more[0]), _weights(b, more[1])
        ahead, behind = np.zeros((n + 1, m + 1)), np.zeros((n + 1, m + 1))
        ahead[0, 0] = behind[n, m] = 1.0
        for i in range(n + 1):
            for j in range(m + 1):
                if i > 0:
                    ahead[i, j] += ahead[i - 1, j] * only_a[i - 1]
                if j > 0:
                    ahead[i, j] += ahead[i, j - 1] * only_b[j - 1]
                if i > 0 and j > 0:
                    ahead[i, j] += ahead[i - 1, j - 1] * joint[a[i - 1], b[j - 1]]
        for i in range(n, -1, -1):
            for j in range(m, -1, -1):
                if i < n:
                    behind[i, j] += behind[i + 1, j] * only_a[i]
                    before = a[i - 1] if i else joint.shape[0]
                    seen = ahead[i, j] * only_a[i] * behind[i + 1, j] / ahead[n, m]
                    alone[0][1 if i == n - 1 else 0, before, a[i]] += seen
                if j < m:
                    behind[i, j] += behind[i, j + 1] * only_b[j]
                    before = b[j - 1] if j else joint.shape[0]
                    seen = ahead[i, j] * only_b[j] * behind[i, j + 1] / ahead[n, m]
                    alone[1][1 if j == m - 1 else 0, before, b[j]] += seen
                if i < n and j < m:
                    behind[i, j] += behind[i + 1, j + 1] * joint[a[i], b[j]]
                    counts[a[i], b[j]] += ahead[i, j] * joint[a[i], b[j]] * behind[i + 1, j + 1] / ahead[n, m]


def _seen(shared: Path, language: str) -> list[tuple[str, str]]:
    return [(word, latin) for word, latin in read(shared, language) if not kept_out(word)]


@cache
def _form(text: str) -> str:
    return "".join(word.form for word in words(clean(text)))
