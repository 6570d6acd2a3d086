"""Which listed words could neighbouring words of a query meet, written as one? Their record, and keys that may be known.

One of the inner loops; the package says how they run. Words are joined by the million and seldom meet one: so the keys
come from hashes of all beginnings, and a sieve of bits tells of nearly all at once that no listed word has them.
"""
# ruff: noqa: PLR0913  (flat arguments: numba compiles loops over one-dimensional arrays)
# mypy: disable-error-code="no-untyped-def, no-untyped-call, misc"

from __future__ import annotations

from .jit import jit
from .keys import hashed, step
from .layout import HASH, HEADER, JOINED, LONGEST, MIX, MIXED, NUMERIC
from .sounds import skeleton


@jit
def enter_sieve(key, sieve, bits):
    """Enter a key in a sieve of 2**bits bits: three of them, told by its hash, are set."""
    mixed, last = (key * MIX) & MIXED, (1 << bits) - 1
    for place in (mixed >> (63 - bits), mixed >> (63 - 2 * bits) & last, mixed & last):
        sieve[place >> 3] |= 1 << (place & 7)


@jit
def is_set(place, sieve):
    """Whether this bit of a sieve is set."""
    return sieve[place >> 3] >> (place & 7) & 1 == 1


@jit
def entered(key, sieve, bits):
    """Whether a key may have been entered in a sieve."""
    mixed, last = (key * MIX) & MIXED, (1 << bits) - 1
    if not is_set(mixed >> (63 - bits), sieve):
        return False
    return is_set(mixed >> (63 - 2 * bits) & last, sieve) and is_set(mixed & last, sieve)


@jit
def note(key, sieve, bits, out, count):
    """Write a key to `out` that may have been entered in a sieve; the new count."""
    if entered(key, sieve, bits):
        out[count] = key
        count += 1
    return count


@jit
def between(ahead, powers, first, end, seed):
    """Hash of the letters first..end-1 behind a seed, as `keys.hashed` makes it; `ahead` are the hashes of all beginnings."""
    return ((seed - ahead[first]) * powers[end - first] + ahead[end]) & HASH


@jit
def write_joined_keys(record, mode, powers, ahead, sieve, bits, out):
    """Write the keys of words written as one that may have been entered in a sieve; how many.

    All keys are those of `keys.write_keys`.
    """
    n, s, base = record[0], record[1], mode + 1
    ahead[0] = 0
    for i in range(n):
        ahead[i + 1] = step(ahead[i], record[HEADER + i])
    whole = step(base, 1)
    count = note(between(ahead, powers, 0, n, whole), sieve, bits, out, 0)
    if s >= 2:
        count = note(hashed(record, HEADER + n, HEADER + n + s, step(base, 5)), sieve, bits, out, count)
    if n < 7:
        return count
    for length in range(n - 1, n + 2):
        third, own = length // 3, step(step(base, 11), length)
        count = note(between(ahead, powers, n - length + third, n, step(own, 1)), sieve, bits, out, count)
        ends = between(ahead, powers, 0, third, step(own, 2))
        count = note(between(ahead, powers, n - third, n, ends), sieve, bits, out, count)
        count = note(between(ahead, powers, 0, length - third, step(own, 3)), sieve, bits, out, count)
    for border in (n // 3, n - n // 3):
        before = between(ahead, powers, 0, border - 1, whole)
        swapped = step(step(before, record[HEADER + border]), record[HEADER + border - 1])
        count = note(between(ahead, powers, border + 1, n, swapped), sieve, bits, out, count)
    return count


@jit
def join(cells, starts, words, first, count, sounds, text, other, out):
    """Write the record of neighbouring words written as one to `out`, as match.records makes it; returns its length.

    Words of scripts that were respelled have a sound by ear as well and are not joined here. 0 when the words
    have no weight or too many letters.
    """
    n, heaviest = 0, 0
    for k in range(first, first + count):
        at = starts[words[k]]
        n += cells[at]
        heaviest = max(heaviest, cells[at + 3])
    if heaviest == 0 or n > LONGEST:
        return 0
    out[0], out[2], out[3] = n, JOINED | (cells[starts[words[first]] + 2] & ~NUMERIC), heaviest
    out[4] = out[5] = 0
    to = HEADER
    for k in range(first, first + count):
        at = starts[words[k]]
        form = at + HEADER + 2 * cells[at + 4]
        for i in range(form, form + cells[at]):
            out[to] = cells[i]
            to += 1
    out[1] = skeleton(out, HEADER, n, sounds, text, other, out, to)
    return to + out[1]
