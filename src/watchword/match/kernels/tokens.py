"""How do two tokens agree? Spelling, sound, equivalents, initials; the keys of `keys` cover every way.

One of the inner loops; the package says how they run. It aligns no names.
"""
# ruff: noqa: PLR0913, SIM110  (flat arguments and plain loops: numba compiles them best)
# mypy: disable-error-code="no-untyped-def, no-untyped-call, misc"

from __future__ import annotations

from .jit import inlined, jit
from .layout import (
    ACRONYM,
    CUT,
    EXACT,
    FIRST_LETTERS,
    HEADER,
    HEARD,
    HEARD_HAN,
    INITIAL,
    INSERT,
    JOINED,
    LOOSE,
    MAX,
    NICKNAME,
    NUMERIC,
    P_ACRONYM,
    P_COARSE,
    P_COMMON,
    P_CUT,
    P_EDIT,
    P_INITIAL,
    P_JOINED_LEAST,
    P_LEAST,
    P_LOOSE,
    P_NICKNAME,
    P_RARE,
    P_SERVANT,
    P_VARIANT,
    P_VARIED,
    PINYIN,
    RESPELLED,
    SHORT_FORM,
    SOUND,
    SPELLING,
    STANDS_FOR,
    SYLLABIC,
    VARIANT,
    VOWELLESS,
    WOMAN,
)

# Hundredths of a letter: a letter doubled, two neighbours swapped.
_DOUBLED, _SWAPPED = 15, 80
_A_BIT, _A_BIT_OF_LETTERS = 60, 150  # value lost by a bit for each letter of a name heard: of syllables, of an alphabet
_UNLEARNED = 100  # value lost where another alphabet is compared by the table of slips, not by what was learned of it


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


@inlined
def starts_with(a, pa, na, b, pb):
    """Whether form b begins with form a."""
    for i in range(na):
        if a[pa + i] != b[pb + i]:
            return False
    return True


@inlined
def swapped(a, pa, b, pb):
    """Whether two letters stand the other way round in the other form."""
    return a[pa] == b[pb + 1] and a[pa + 1] == b[pb]


@jit
def ends_apart(a, pa, na, b, pb, nb):
    """Whether one edit at the end leaves the same letters before it: one changed, more, less, or two swapped."""
    if na == nb:
        if na and starts_with(a, pa, na - 1, b, pb):
            return True
        return na > 1 and swapped(a, pa + na - 2, b, pb + na - 2) and starts_with(a, pa, na - 2, b, pb)
    return (na == nb + 1 or nb == na + 1) and starts_with(a, pa, min(na, nb), b, pb)


@inlined
def distance(a, pa, na, b, pb, nb, most):
    """Optimal string alignment distance: letters inserted, left out, changed, or swapped with a neighbour.

    Exact up to `most`, which is 1 or 2; a larger distance is only known to be larger, and `most` + 1 stands for it.
    """
    far = most + 1
    if (na - nb if na > nb else nb - na) > most:
        return far
    while na and nb and a[pa] == b[pb]:  # what both begin or end with costs nothing
        pa, pb, na, nb = pa + 1, pb + 1, na - 1, nb - 1
    while na and nb and a[pa + na - 1] == b[pb + nb - 1]:
        na, nb = na - 1, nb - 1
    if na == 0 or nb == 0:
        return na + nb
    # Both ends differ now: one edit is all that is left, two are one at the beginning and one at the end.
    if na == nb and (na == 1 or (na == 2 and swapped(a, pa, b, pb))):
        return 1
    if most == 2 and (
        ends_apart(a, pa + 1, na - 1, b, pb + 1, nb - 1)
        or ends_apart(a, pa + 1, na - 1, b, pb, nb)
        or ends_apart(a, pa, na, b, pb + 1, nb - 1)
        or (na > 1 and nb > 1 and swapped(a, pa, b, pb) and ends_apart(a, pa + 2, na - 2, b, pb + 2, nb - 2))
    ):
        return 2
    return far


@inlined
def lesser(one, other):
    """The lesser of two numbers by their difference: no branch, which in a distance nobody could guess."""
    apart = one - other
    return other + (apart & (apart >> 63))


@inlined
def cost(a, pa, na, b, pb, nb, costs, loose, most, rows):
    """Weighted distance in hundredths of a letter, by the table of confusable letters (match.costs).

    `loose` is 1 when a leaves vowels out and b does not, 2 the other way round, else 0: a vowel more on the
    side that writes them all is nearly free, a letter more on the other side is not. Exact up to `most`; `most` + 1
    stands for a larger one, known at the latest when all cells of two rows are larger.
    """
    table = LOOSE if loose else 0
    more_a, more_b = INSERT + (LOOSE if loose == 2 else 0), INSERT + (LOOSE if loose == 1 else 0)
    older, old, new = MAX, 2 * MAX, 3 * MAX  # rows of cells 0..nb, behind one for what each letter of b costs more
    rows[old] = left = last = 0
    for j in range(nb):
        cb = b[pb + j]
        rows[j] = _DOUBLED if cb == last else costs[more_b + cb]
        left += rows[j]
        rows[old + j + 1] = left
        last = cb
    least_before, before_a = 0, 0
    for i in range(na):
        ca = a[pa + i]
        drop = _DOUBLED if ca == before_a else costs[more_a + ca]
        corner, before_b, changed = rows[old], 0, table + 128 * ca
        least = left = rows[new] = corner + drop
        for j in range(nb):
            cb, up = b[pb + j], rows[old + j + 1]
            best = lesser(left + rows[j], lesser(corner + costs[changed + cb], up + drop))
            if (cb ^ before_a) | (ca ^ before_b) == 0:  # equal letters swapped never cost less than as they are
                best = lesser(best, rows[older + j - 1] + _SWAPPED)
            rows[new + j + 1] = best
            least = lesser(best, least)
            corner, left, before_b = up, best, cb
        if least > most and least_before > most:
            return most + 1
        least_before, before_a = least, ca
        older, old, new = old, new, older
    return lesser(rows[old + nb], most + 1)


@inlined
def servant_of(a, pa, na, b, pb, nb):
    """Whether form a is abd and form b: Abdul Rahman, also called Rahman."""
    if nb < 3 or na != nb + 3:
        return False
    if a[pa] != 97 or a[pa + 1] != 98 or a[pa + 2] != 100:
        return False
    return starts_with(b, pb, nb, a, pa + 3)


@jit
def heard_cost(a, pa, na, b, pb, nb, costs, table, rows):
    """Least bits (hundredths) with which form a, spelled by ear in another script, stands for form b.

    What a letter more costs depends on the one before it, and on whether it ends its word.
    """
    more = MAX + 2  # behind a row of cells 0..nb: what each letter of b costs more
    rows[0] = before = 0
    for j in range(nb):
        cb = b[pb + j]
        rows[more + j] = costs[table + (2 if j == nb - 1 else 1) * INSERT + 128 * before + cb]
        rows[j + 1] = rows[j] + rows[more + j]
        before = cb
    before = 0
    for i in range(na):
        ca = a[pa + i]
        drop, changed = costs[table + (4 if i == na - 1 else 3) * INSERT + 128 * before + ca], table + 128 * ca
        corner = rows[0]
        left = rows[0] = corner + drop
        for j in range(nb):
            up = rows[j + 1]
            left = lesser(left + rows[more + j], lesser(corner + costs[changed + b[pb + j]], up + drop))
            rows[j + 1] = left
            corner = up
        before = ca
    return rows[nb]


@jit
def heard(a, at, b, bt, close, costs, params, rows):
    """Value of a name that another script spelled by ear (a) against a Latin one (b): letter by letter, as learned.

    Names that are `close` in Latin letters, or whose coarse sounds are equal or one consonant apart (two or more on one
    side, three on the other); 0 for all others. An alphabet leaves less open than syllables do.
    """
    na, nb, ca, cb = a[at], b[bt], a[at + 5], b[bt + 5]
    pa, pb = at + HEADER + 2 * a[at + 4], bt + HEADER + 2 * b[bt + 4]
    if not close:
        if ca == 0 or cb == 0:
            return 0
        d = distance(a, pa + na + a[at + 1], ca, b, pb + nb + b[bt + 1], cb, 1)
        if d > 1 or (d == 1 and ca + cb < 5):
            return 0
    table = HEARD_HAN if a[at + 2] & PINYIN else HEARD_HAN + HEARD
    c = heard_cost(a, pa, na, b, pb, nb, costs, table, rows)
    most, a_bit = (params[P_COARSE], _A_BIT) if a[at + 2] & SYLLABIC else (1000, _A_BIT_OF_LETTERS)
    value = most - c * a_bit // (100 * (na if na > nb else nb))
    return value if value > 0 else 0


@inlined
def shared_group(a, at, b, bt):
    """Whether two forms are in a group of the table of equivalent names: VARIANT, NICKNAME or 0."""
    best = 0
    for i in range(at + HEADER, at + HEADER + 2 * a[at + 4], 2):
        for j in range(bt + HEADER, bt + HEADER + 2 * b[bt + 4], 2):
            if a[i] == b[j] and a[i + 1] == b[j + 1]:
                if not a[i] & SHORT_FORM:
                    return VARIANT
                best = NICKNAME
    return best


@inlined
def in_one_group(a, at, b, bt, costs, params, rows):
    """Agreement by the table of equivalent names; two spellings of a common name far apart count as less alike."""
    kind = shared_group(a, at, b, bt)
    if kind != VARIANT:
        return params[P_NICKNAME] * 16 + NICKNAME if kind else 0
    value = params[P_VARIANT]
    rarer = a[at + 3] if a[at + 3] > b[bt + 3] else b[bt + 3]
    if rarer < params[P_RARE] and params[P_VARIED] and not a[at + 2] & NUMERIC:
        pa, pb = at + HEADER + 2 * a[at + 4], bt + HEADER + 2 * b[bt + 4]
        c = cost(a, pa, a[at], b, pb, b[bt], costs, 0, params[P_VARIED], rows)
        c = c if c < params[P_VARIED] else params[P_VARIED]
        value -= (params[P_RARE] - rarer) * c * params[P_COMMON] // 1000
    return value * 16 + VARIANT


@inlined
def near(a, at, b, bt, loose):
    """Whether two forms or sounds are few enough letters apart for a key to join them (see `keys`)."""
    na, sa, nb, sb = a[at], a[at + 1], b[bt], b[bt + 1]
    pa, pb = at + HEADER + 2 * a[at + 4], bt + HEADER + 2 * b[bt + 4]
    if na < 3 or nb < 3:
        return False
    enough = 3 if loose else 4
    if sa >= enough and sb >= enough and distance(a, pa + na, sa, b, pb + nb, sb, 1) <= 1:
        return True
    most = 2 if na >= 5 and nb >= 5 and a[pa] == b[pb] else 1  # two slips seldom fall on the first letter as well
    return distance(a, pa, na, b, pb, nb, most) <= most


@inlined
def spelled(a, at, b, bt, loose, least, costs, params, rows):
    """Value of two spellings by their weighted distance, 0 below `least`; two common names count as less alike."""
    na, nb = a[at], b[bt]
    longer = na if na > nb else nb
    most = (1001 - least) * 100 * longer // max(1, params[P_EDIT])  # a larger cost leaves less than `least`
    c = cost(a, at + HEADER + 2 * a[at + 4], na, b, bt + HEADER + 2 * b[bt + 4], nb, costs, loose, most, rows)
    value = 1000 - (c * params[P_EDIT]) // (100 * longer)
    rarer = a[at + 3] if a[at + 3] > b[bt + 3] else b[bt + 3]
    if loose:
        value -= params[P_LOOSE]
    if rarer < params[P_RARE]:
        value -= (params[P_RARE] - rarer) * c * params[P_COMMON] // 1000
    return value if value >= least else 0


@jit
def agree_joined(a, at, b, bt, sounds, loose, costs, params, rows):
    """How words written as one agree: by sound, by ear, or one letter apart in a long form."""
    na, nb = a[at], b[bt]
    pa, pb = at + HEADER + 2 * a[at + 4], bt + HEADER + 2 * b[bt + 4]
    if not sounds:
        if a[at + 2] & RESPELLED and not b[bt + 2] & (RESPELLED | VOWELLESS | JOINED):
            value = heard(a, at, b, bt, False, costs, params, rows)
            if value > 0:
                return value * 16 + SOUND
        if na < 7 or nb < 7 or distance(a, pa, na, b, pb, nb, 1) > 1:
            return 0
        if b[bt + 2] & JOINED and not half_whole(a, pa, na, b, pb, nb):
            return 0
    value = spelled(a, at, b, bt, loose, params[P_JOINED_LEAST], costs, params, rows)
    return value * 16 + (SOUND if sounds else SPELLING) if value else 0


@inlined
def other_gender(w, pw, nw, m, pm, nm):
    """Whether form m is the man's name that the woman's name w is made of: Mario of Maria, Ivan of Ivana."""
    if nm == nw:
        return m[pm + nm - 1] == 111 and starts_with(w, pw, nw - 1, m, pm)
    return nm == nw - 1 and m[pm + nm - 1] not in (97, 101, 105, 111, 117, 121) and starts_with(m, pm, nm, w, pw)


@jit
def better(code, value, kind):
    """The agreement of the higher value; the first one when they are equal."""
    return value * 16 + kind if value > code >> 4 else code


@inlined
def agree(a, at, b, bt, cut, costs, params, rows):
    """How two tokens agree: value (thousandths) * 16 + kind; 0 when they do not. The highest value counts.

    `a` is the query's token, `b` the listed one; `cut` is 1 when the query's token is its name's last and
    may have been cut short.
    """
    na, sa, fa = a[at], a[at + 1], a[at + 2]
    nb, sb, fb = b[bt], b[bt + 1], b[bt + 2]
    pa, pb = at + HEADER + 2 * a[at + 4], bt + HEADER + 2 * b[bt + 4]
    if na == nb and starts_with(a, pa, na, b, pb):
        if fa & FIRST_LETTERS == FIRST_LETTERS or fb & FIRST_LETTERS == FIRST_LETTERS:
            stands = fa & STANDS_FOR == STANDS_FOR and fb & STANDS_FOR == FIRST_LETTERS
            return params[P_ACRONYM] * 16 + ACRONYM if stands else 0
        return 16000 + EXACT
    if fa & fb & SYLLABIC:  # every syllable of a Korean or Chinese name tells people apart
        return 0
    if (fa | fb) & NUMERIC:
        return 0 if (fa | fb) & JOINED else in_one_group(a, at, b, bt, costs, params, rows)
    loose = (1 if fa & VOWELLESS else 2) if (fa ^ fb) & VOWELLESS else 0
    sounds = sa == sb and sa >= 2 and starts_with(a, pa + na, sa, b, pb + nb)
    if (fa | fb) & JOINED:
        return agree_joined(a, at, b, bt, sounds, loose, costs, params, rows)
    if (fa ^ fb) & WOMAN and (other_gender(a, pa, na, b, pb, nb) if fa & WOMAN else other_gender(b, pb, nb, a, pa, na)):
        return 0
    if na == 1 or nb == 1:
        return params[P_INITIAL] * 16 + INITIAL if a[pa] == b[pb] else 0
    best = in_one_group(a, at, b, bt, costs, params, rows)
    by_ear = fa & RESPELLED and not fb & (RESPELLED | VOWELLESS)
    close = sounds or near(a, at, b, bt, loose)
    if close:
        value = spelled(a, at, b, bt, loose, params[P_LEAST], costs, params, rows)
        value -= _UNLEARNED if by_ear and not fa & SYLLABIC else 0
        best = better(best, value, SOUND if sounds else SPELLING)
    if by_ear:
        best = better(best, heard(a, at, b, bt, close and not fa & SYLLABIC, costs, params, rows), SOUND)
    if servant_of(a, pa, na, b, pb, nb) or servant_of(b, pb, nb, a, pa, na):
        best = better(best, params[P_SERVANT], VARIANT)
    if cut and 4 <= na < nb and nb >= 6 and starts_with(a, pa, na, b, pb):
        best = better(best, params[P_CUT] + (1000 - params[P_CUT]) * na // nb, CUT)
    return best


@jit
def agree_all(a, a_starts, cuts, b, b_starts, costs, params, rows, matrix):
    """The agreement of each of the query's tokens with each of the other name's, row by row, into `matrix`."""
    for i in range(len(a_starts)):
        for j in range(len(b_starts)):
            matrix[i * len(b_starts) + j] = agree(a, a_starts[i], b, b_starts[j], cuts[i], costs, params, rows)
