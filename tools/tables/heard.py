"""How do other scripts spell Latin names by ear? Makes heard_syllables.tsv and heard_letters.tsv.

Both are learned from pairs of words of Wikidata names (coling2018_wd_*), of which the half that bench.split keeps out
is never read: the sounds that each pinyin syllable stands for, and what it costs to take one letter for another. Learned
by expectation-maximisation over all alignments of each pair.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import cache
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
ABOUT_HEARD_LETTERS = f"""Columns: script (han: pinyin, other: Cyrillic) and both letters (- none), cost in hundredths of a bit.
{_SOURCE.format("*_16.tsv")}"""

_ROUNDS = 6
_MOST_SOUNDS = 3  # of one syllable
_FEW = 3.0  # a syllable seen less often is left out
_FIRST_GUESS = (0.3, 0.5, 0.15, 0.05)  # a syllable of so many consonants
_LETTERS = 26
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
    """What one letter costs for another, one left out, and one more, of both scripts."""
    out: list[tuple[str, ...]] = []
    names = [*map(chr, range(97, 123)), "-"]
    for script, language in _LANGUAGES.items():
        costs = _costs([(_form(word), _form(latin)) for word, latin in _seen(shared, language)])
        out += [
            (f"{script} {a}{b}", str(costs[i, j]))
            for i, a in enumerate(names)
            for j, b in enumerate(names)
            if (i, j) != (_LETTERS, _LETTERS)
        ]
    return out


def _costs(pairs: Sequence[tuple[str, str]]) -> np.ndarray:
    """Costs (27 x 27, the last row and column for no letter) in hundredths of a bit, never below zero."""
    sides = [[_codes(form) for form in side] for side in zip(*pairs, strict=True)]
    fit = [k for k, (a, b) in enumerate(zip(*sides, strict=True)) if _comparable(len(a), len(b))]
    flat = [np.concatenate([np.array(side[k]) for k in fit]) for side in sides]
    starts = [np.cumsum([0, *(len(side[k]) for k in fit)]) for side in sides]
    joint = np.full((_LETTERS + 1, _LETTERS + 1), 0.3 / _LETTERS**2)
    joint[:_LETTERS, :_LETTERS] += np.eye(_LETTERS) * 0.4 / _LETTERS
    joint[_LETTERS, :] = joint[:, _LETTERS] = 0.15 / _LETTERS
    for _ in range(_ROUNDS):
        counts = np.full_like(joint, 0.02)
        _count_letters(flat[0], starts[0], flat[1], starts[1], joint, counts)
        joint = counts / counts.sum()
    left, right = joint.sum(axis=1), joint.sum(axis=0)
    bits = -np.log2(joint / np.sqrt(np.outer(left, right)))
    bits[:, _LETTERS] = -np.log2(joint[:, _LETTERS] / left)
    bits[_LETTERS, :] = -np.log2(joint[_LETTERS, :] / right)
    return np.maximum(np.rint(100 * bits), 0).astype(np.int32)


def _comparable(a: int, b: int) -> bool:
    return 0 < a < _LONGEST and 0 < b < _LONGEST and max(a, b) <= 2.2 * min(a, b) + 1


def _codes(form: str) -> list[int]:
    return [ord(c) - 97 for c in form if "a" <= c <= "z"]


@njit  # type: ignore[untyped-decorator]
def _count_letters(x, x_from, y, y_from, joint, counts):  # type: ignore[no-untyped-def]
    """Add to `counts` how often each letter is expected to stand for each other."""
    none = len(joint) - 1
    for k in range(len(x_from) - 1):
        a, b = x[x_from[k] : x_from[k + 1]], y[y_from[k] : y_from[k + 1]]
        n, m = len(a), len(b)
        ahead, behind = np.zeros((n + 1, m + 1)), np.zeros((n + 1, m + 1))
        ahead[0, 0] = behind[n, m] = 1.0
        for i in range(n + 1):
            for j in range(m + 1):
                if i > 0:
                    ahead[i, j] += ahead[i - 1, j] * joint[a[i - 1], none]
                if j > 0:
                    ahead[i, j] += ahead[i, j - 1] * joint[none, b[j - 1]]
                if i > 0 and j > 0:
                    ahead[i, j] += ahead[i - 1, j - 1] * joint[a[i - 1], b[j - 1]]
        for i in range(n, -1, -1):
            for j in range(m, -1, -1):
                if i < n:
                    behind[i, j] += behind[i + 1, j] * joint[a[i], none]
                    counts[a[i], none] += ahead[i, j] * joint[a[i], none] * behind[i + 1, j] / ahead[n, m]
                if j < m:
                    behind[i, j] += behind[i, j + 1] * joint[none, b[j]]
                    counts[none, b[j]] += ahead[i, j] * joint[none, b[j]] * behind[i, j + 1] / ahead[n, m]
                if i < n and j < m:
                    behind[i, j] += behind[i + 1, j + 1] * joint[a[i], b[j]]
                    counts[a[i], b[j]] += ahead[i, j] * joint[a[i], b[j]] * behind[i + 1, j + 1] / ahead[n, m]


def _seen(shared: Path, language: str) -> list[tuple[str, str]]:
    return [(word, latin) for word, latin in read(shared, language) if not kept_out(word)]


@cache
def _form(text: str) -> str:
    return "".join(word.form for word in words(clean(text)))
