"""Which listed words could neighbouring words of a query meet, written as one? Their sound, their keys, their record.

One of the inner loops; the package says how they run. Words are joined by the million and seldom meet one: so the sound is
put together from theirs, keys come from hashes of all beginnings, and a sieve tells of nearly all that no listed word
has them. Only then a record is made.
"""
# ruff: noqa: PLR0913  (flat arguments: numba compiles loops over one-dimensional arrays)
# mypy: disable-error-code="no-untyped-def, no-untyped-call, misc"

from __future__ import annotations

from .jit import jit, product
from .keys import hashed, step
from .layout import HASH, HEADER, JOINED, LONGEST, MIX, NUMERIC
from .sounds import open_sound, skeleton


@jit
def places(key, bits):
    """Where a key stands in a sieve of 2**bits bits: a cell of 32, two bits in it; and another cell, and its bit."""
    mixed, cells = product(key, MIX), (1 << (bits - 5)) - 1
    return mixed >> (68 - bits), mixed >> 24 & 31, mixed >> 18 & 31, mixed >> 5 & cells, mixed & 31


@jit
def enter_sieve(key, sieve, bits):
    """Enter a key in a sieve."""
    cell, first, second, other, third = places(key, bits)
    sieve[cell] |= 1 << first | 1 << second
    sieve[other] |= 1 << third


@jit
def entered(key, sieve, bits):
    """Whether a key may have been entered in a sieve."""
    cell, first, second, other, third = places(key, bits)
    if sieve[cell] >> first & sieve[cell] >> second & 1 == 0:
        return False
    return sieve[other] >> third & 1 == 1


@jit
def note(key, sieve, bits, out, count):
    """Write a key to `out` that may have been entered in a sieve; the new count."""
    if entered(key, sieve, bits):
        out[count] = key
        count += 1
    return count


@jit
def lay_words(cells, starts, words, first, end, laid):
    """Lay the letters of a query's words end to end: where each word ends, the letters, and the hashes of all beginnings."""
    ends, letters, ahead, _ = laid
    n = ends[0] = ahead[0] = 0
    for k in range(first, end):
        at = starts[words[k]]
        form = at + HEADER + 2 * cells[at + 4]
        for i in range(form, form + cells[at]):
            letters[n] = cells[i]
            ahead[n + 1] = step(ahead[n], cells[i])
            n += 1
        ends[k - first + 1] = n


@jit
def joined_sound(cells, starts, words, first, count, crossing, out, to):
    """Write the sound of neighbouring words written as one to `out[to:]`, from theirs; its length, -1 where it must be heard.

    It must where letters on both sides of a border could sound as one (`crossing`: bits of letters behind each), or a
    word ends in w, which sounds at the end of a name only. An h at the end is silent there only; a vowel or w that
    begins a word sounds at the beginning only.
    """
    end, last, before = to, 0, 0
    for k in range(first, first + count):
        at = starts[words[k]]
        n, s = cells[at], cells[at + 1]
        form = at + HEADER + 2 * cells[at + 4]
        letter, final, previous = cells[form], cells[form + n - 1], cells[form + max(0, n - 2)]
        if 119 in (final, previous) or (letter >= 97 and crossing[before] >> (letter - 97) & 1):
            return -1
        opens = open_sound(letter)
        for i in range(form + n, form + n + s):
            if opens and i == form + n:
                if k == first:
                    out[end] = cells[i]
                    end += 1
            elif cells[i] != last:
                last = cells[i]
                out[end] = last
                end += 1
        if final == 104 and k < first + count - 1 and last != 72 and not crossing[previous] >> 7 & 1:
            last = out[end] = 72
            end += 1
        before = final
    return end - to


@jit
def between(ahead, powers, first, end, seed):
    """Hash of the letters first..end-1 behind a seed, as `keys.hashed` makes it."""
    return ((product(seed - ahead[first], powers[end - first]) & HASH) + ahead[end]) & HASH


@jit
def write_joined_keys(laid, a, b, record, s, mode, sieve, bits, out):
    """Write the keys of the letters a..b-1, words written as one, that may have been entered in the sieve; how many.

    Their sound, of `s` letters, stands in `record`. All keys are those of `keys.write_keys`.
    """
    _, letters, ahead, powers = laid
    n, base, sound = b - a, mode + 1, HEADER + b - a
    whole = step(base, 1)
    count = note(between(ahead, powers, a, b, whole), sieve, bits, out, 0)
    if s >= 2:
        count = note(hashed(record, sound, sound + s, step(base, 5)), sieve, bits, out, count)
    if n < 7:
        return count
    for length in range(n - 1, n + 2):
        third, own = length // 3, step(step(base, 11), length)
        count = note(between(ahead, powers, b - length + third, b, step(own, 1)), sieve, bits, out, count)
        ends = between(ahead, powers, a, a + third, step(own, 2))
        count = note(between(ahead, powers, b - third, b, ends), sieve, bits, out, count)
        count = note(between(ahead, powers, a, a + length - third, step(own, 3)), sieve, bits, out, count)
    for border in (a + n // 3, b - n // 3):
        before = between(ahead, powers, a, border - 1, whole)
        swapped = step(step(before, letters[border]), letters[border - 1])
        count = note(between(ahead, powers, border + 1, b, swapped), sieve, bits, out, count)
    return count


@jit
def join(cells, starts, words, first, count, s, sounds, text, other, out):
    """Write the record of neighbouring words written as one to `out`, as match.records makes it; returns its length.

    Its sound, of `s` letters, stands there already, or has to be heard where `s` is -1. Words of scripts that were
    respelled have a sound by ear as well and are not joined here. 0 when the words have no weight or too many letters.
    """
    n, heaviest = 0, 0
    for k in range(first, first + count):
        at = starts[words[k]]
        n += cells[at]
        heaviest = max(heaviest, cells[at + 3])
    if heaviest == 0 or n > LONGEST:
        return 0
    out[0], out[1], out[2], out[3] = n, s, JOINED | (cells[starts[words[first]] + 2] & ~NUMERIC), heaviest
    out[4] = out[5] = 0
    to = HEADER
    for k in range(first, first + count):
        at = starts[words[k]]
        form = at + HEADER + 2 * cells[at + 4]
        for i in range(form, form + cells[at]):
            out[to] = cells[i]
            to += 1
    if s < 0:
        out[1] = skeleton(out, HEADER, n, sounds, text, other, out, to)
    return to + out[1]


@jit
def meeting(cells, starts, words, first, count, at, joining, mode, sieve, bits, work):
    """Write keys of neighbouring words written as one that a listed word may have to `work`; how many. Where any, also
    their record. `at` is the place of the first word in the query, as `lay_words` laid it.
    """
    sounds, text, other, record, crossing, laid = joining
    a, b = laid[0][at], laid[0][at + count]
    if b - a > LONGEST:
        return 0
    s = joined_sound(cells, starts, words, first, count, crossing, record, HEADER + b - a)
    if s < 0 and join(cells, starts, words, first, count, s, sounds, text, other, record) == 0:
        return 0
    found = write_joined_keys(laid, a, b, record, s if s >= 0 else record[1], mode, sieve, bits, work)
    if found and s >= 0 and join(cells, starts, words, first, count, s, sounds, text, other, record) == 0:
        return 0
    return found
