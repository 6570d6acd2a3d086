"""How do two tokens agree? Spelling, sound, equivalents, initials; the keys of `keys` cover every way.

One of the inner loops; the package says how they run. It aligns no names.
"""
# ruff: noqa: PLR0913  (flat arguments: numba compiles loops over one-dimensional arrays)
# mypy: disable-error-code="no-untyped-def, no-untyped-call, misc"

from __future__ import annotations

from .jit import jit
from .keys import edits_allowed
from .layout import (
    CUT,
    EXACT,
    HEADER,
    INITIAL,
    INSERT,
    JOINED,
    LOOSE,
    MAX,
    NICKNAME,
    NUMERIC,
    P_COARSE,
    P_COMMON,
    P_CUT,
    P_EDIT,
    P_INITIAL,
    P_JOINED_LEAST,
    P_LEAST,
    P_NICKNAME,
    P_SERVANT,
    P_VARIANT,
    RESPELLED,
    SOUND,
    SPELLING,
    VARIANT,
    VOWELLESS,
)

# Hundredths of a letter: a letter doubled, two neighbours swapped.
_DOUBLED, _SWAPPED = 15, 80


@jit
def half_whole(a, pa, na, b, pb, nb):
    """Whether the first or the last half of the listed form b stands unchanged in form a."""
    half = nb // 2
    if half > na:
        return False
    first, last = True, True
    for i in range(half):
        first = first and a[pa + i] == b[pb + i]
        last = last and a[pa + na - half + i] == b[pb + nb - half + i]
    return first or last


@jit
def distance(a, pa, na, b, pb, nb, rows):
    """Optimal string alignment distance: letters inserted, left out, changed, or swapped with a neighbour."""
    width = nb + 1
    for j in range(width):
        rows[j] = j
    older, old, new = 2 * MAX + 4, 0, MAX + 2
    for i in range(1, na + 1):
        rows[new] = i
        ca = a[pa + i - 1]
        for j in range(1, width):
            cb = b[pb + j - 1]
            best = rows[old + j - 1] + (1 if ca != cb else 0)
            if rows[old + j] + 1 < best:
                best = rows[old + j] + 1
            if rows[new + j - 1] + 1 < best:
                best = rows[new + j - 1] + 1
            if i > 1 and j > 1 and ca == b[pb + j - 2] and a[pa + i - 2] == cb and rows[older + j - 2] + 1 < best:
                best = rows[older + j - 2] + 1
            rows[new + j] = best
        older, old, new = old, new, older
    return rows[old + nb]


@jit
def cost(a, pa, na, b, pb, nb, costs, loose, rows):
    """Weighted distance in hundredths of a letter, by the table of confusable letters (match.costs).

    `loose` is 1 when a leaves vowels out and b does not, 2 the other way round, else 0: a vowel more on the
    side that writes them all is nearly free, a letter more on the other side is not.
    """
    table = LOOSE if loose else 0
    more_a, more_b = INSERT + (LOOSE if loose == 2 else 0), INSERT + (LOOSE if loose == 1 else 0)
    width = nb + 1
    rows[0] = 0
    for j in range(1, width):
        cb = b[pb + j - 1]
        rows[j] = rows[j - 1] + (_DOUBLED if j > 1 and cb == b[pb + j - 2] else costs[more_b + cb])
    older, old, new = 2 * MAX + 4, 0, MAX + 2
    for i in range(1, na + 1):
        ca = a[pa + i - 1]
        drop = _DOUBLED if i > 1 and ca == a[pa + i - 2] else costs[more_a + ca]
        rows[new] = rows[old] + drop
        for j in range(1, width):
            cb = b[pb + j - 1]
            best = rows[old + j - 1] + costs[table + 128 * ca + cb]
            c = rows[old + j] + drop
            if c < best:
                best = c
            c = rows[new + j - 1] + (_DOUBLED if j > 1 and cb == b[pb + j - 2] else costs[more_b + cb])
            if c < best:
                best = c
            if i > 1 and j > 1 and ca == b[pb + j - 2] and a[pa + i - 2] == cb and ca != cb:
                c = rows[older + j - 2] + _SWAPPED
                if c < best:
                    best = c
            rows[new + j] = best
        older, old, new = old, new, older
    return rows[old + nb]


@jit
def servant_of(a, pa, na, b, pb, nb):
    """Whether form a is abd and form b: Abdul Rahman, also called Rahman."""
    if a[pa] != 97 or a[pa + 1] != 98 or a[pa + 2] != 100:
        return False
    for i in range(nb):
        if a[pa + 3 + i] != b[pb + i]:
            return False
    return nb >= 3 and na == nb + 3


@jit
def heard(a, at, b, bt, costs, params, rows):
    """Value of a name that another script spelled by ear (a) against a Latin one (b), by their coarse sounds.

    Equal sounds of two consonants or more, or one consonant apart of three or more; 0 when neither.
    """
    na, nb, ca, cb = a[at], b[bt], a[at + 5], b[bt + 5]
    pa, pb = at + HEADER + 2 * a[at + 4], bt + HEADER + 2 * b[bt + 4]
    if ca < 2 or cb < 2:
        return 0
    d = distance(a, pa + na + a[at + 1], ca, b, pb + nb + b[bt + 1], cb, rows)
    if d > 1 or (d == 1 and (ca < 3 or cb < 3)):
        return 0
    c = cost(a, pa, na, b, pb, nb, costs, 1, rows)
    value = params[P_COARSE] - 100 * d - c * params[P_EDIT] // (800 * (na if na > nb else nb))
    return value if value > 0 else 0


@jit
def agree(a, at, b, bt, cut, costs, params, rows):
    """How two tokens agree: value (thousandths) * 16 + kind; 0 when they do not.

    `a` is the query's token, `b` the listed one; `cut` is 1 when the query's token is its name's last and
    may have been cut short.
    """
    na, sa, fa, ga = a[at], a[at + 1], a[at + 2], a[at + 4]
    nb, sb, fb, gb = b[bt], b[bt + 1], b[bt + 2], b[bt + 4]
    pa, pb = at + HEADER + 2 * ga, bt + HEADER + 2 * gb
    if na == nb:
        same = True
        for i in range(na):
            if a[pa + i] != b[pb + i]:
                same = False
                break
        if same:
            return 16000 + EXACT
    numeric = ((fa | fb) & NUMERIC) != 0
    joined = ((fa | fb) & JOINED) != 0
    if (na == 1 or nb == 1) and not joined and not numeric:
        return params[P_INITIAL] * 16 + INITIAL if a[pa] == b[pb] else 0
    sounds = sa == sb and sa >= 2 and not numeric
    if sounds:
        for i in range(sa):
            if a[pa + na + i] != b[pb + nb + i]:
                sounds = False
                break
    by_ear = fa & RESPELLED and not fb & (RESPELLED | VOWELLESS | JOINED) and not numeric
    if joined and not sounds:
        if by_ear:
            value = heard(a, at, b, bt, costs, params, rows)
            if value > 0:
                return value * 16 + SOUND
        if numeric or na < 7 or nb < 7 or distance(a, pa, na, b, pb, nb, rows) > 1:
            return 0
        if fb & JOINED and not half_whole(a, pa, na, b, pb, nb):
            return 0
    best, kind = 0, 0
    if not joined:
        for i in range(ga):
            for j in range(gb):
                high = a[at + HEADER + 2 * i]
                if high == b[bt + HEADER + 2 * j] and a[at + HEADER + 2 * i + 1] == b[bt + HEADER + 2 * j + 1]:
                    if high & 128:
                        if params[P_NICKNAME] > best:
                            best, kind = params[P_NICKNAME], NICKNAME
                    elif params[P_VARIANT] > best:
                        best, kind = params[P_VARIANT], VARIANT
    if numeric:
        return best * 16 + kind if best else 0
    loose = (1 if fa & VOWELLESS else 2) if (fa ^ fb) & VOWELLESS else 0
    near = sounds or joined
    if not near and na >= 3 and nb >= 3:
        least = na if na < nb else nb
        gap = na - nb if na > nb else nb - na
        if gap <= 2:
            d = distance(a, pa, na, b, pb, nb, rows)
            near = d <= edits_allowed(least) or (d <= 2 and least >= 5 and least <= 9 and a[pa] == b[pb])
        least = 3 if loose else 4
        if not near and sa >= least and sb >= least and sa - sb <= 1 and sb - sa <= 1:
            near = distance(a, pa + na, sa, b, pb + nb, sb, rows) <= 1
    if near:
        longest = na if na > nb else nb
        c = cost(a, pa, na, b, pb, nb, costs, loose, rows)
        value = 1000 - (c * params[P_EDIT]) // (100 * longest)
        rarer = a[at + 3] if a[at + 3] > b[bt + 3] else b[bt + 3]
        if rarer < 95:
            value -= (95 - rarer) * c * params[P_COMMON] // 1000
        if value >= params[P_JOINED_LEAST if joined else P_LEAST] and value > best:
            best, kind = value, (SOUND if sounds else SPELLING)
    if best == 0 and by_ear and not joined:
        value = heard(a, at, b, bt, costs, params, rows)
        if value > 0:
            best, kind = value, SOUND
    if na == nb + 3 and na >= 6 and servant_of(a, pa, na, b, pb, nb) and params[P_SERVANT] > best:
        best, kind = params[P_SERVANT], VARIANT
    if nb == na + 3 and nb >= 6 and servant_of(b, pb, nb, a, pa, na) and params[P_SERVANT] > best:
        best, kind = params[P_SERVANT], VARIANT
    if cut and na >= 4 and na < nb and nb >= 6:
        whole = True
        for i in range(na):
            if a[pa + i] != b[pb + i]:
                whole = False
                break
        if whole:
            value = params[P_CUT] + (1000 - params[P_CUT]) * na // nb
            if value > best:
                best, kind = value, CUT
    return best * 16 + kind if best else 0


@jit
def agree_all(a, a_starts, cuts, b, b_starts, costs, params, rows, matrix):
    """The agreement of each of the query's tokens with each of the other name's, row by row, into `matrix`."""
    for i in range(len(a_starts)):
        for j in range(len(b_starts)):
            matrix[i * len(b_starts) + j] = agree(a, a_starts[i], b, b_starts[j], cuts[i], costs, params, rows)
