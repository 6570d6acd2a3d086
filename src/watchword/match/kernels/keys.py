"""Which keys does a token have? Two tokens can only agree when they share one.

One of the inner loops; the package says how they run. It compares nothing.
"""
# ruff: noqa: PLR0913  (flat arguments: numba compiles loops over one-dimensional arrays)
# mypy: disable-error-code="no-untyped-def, no-untyped-call, misc"

from __future__ import annotations

from .jit import jit
from .layout import FACTOR, FIRST_LETTERS, HASH, HEADER, JOINED, NUMERIC, RESPELLED, VOWELLESS


@jit
def step(value: int, byte: int) -> int:
    """One step of the key hash; stays below 2**55 so that no machine overflows."""
    return ((value * FACTOR) + byte + 1) & HASH


@jit
def hashed(record, first, last, seed):
    """Hash of the letters first..last-1 of a record."""
    h = seed
    for i in range(first, last):
        h = step(h, record[i])
    return h


@jit
def edits_allowed(length: int) -> int:
    """How many letters may differ in a token whatever its first letter is (optimal string alignment)."""
    if length < 3:
        return 0
    return 1 if length < 8 else 2


@jit
def write_deletions(record, start, n, depth, seed, out, count):
    """Hash every form of n letters with up to `depth` (0-2) of them left out; returns the new count."""
    out[count] = hashed(record, start, start + n, seed)
    count += 1
    if depth >= 1:
        for a in range(n):
            h = seed
            for i in range(n):
                if i != a:
                    h = step(h, record[start + i])
            out[count] = h
            count += 1
    if depth >= 2:
        for a in range(n - 1):
            for b in range(a + 1, n):
                h = seed
                for i in range(n):
                    if i != a and i != b:
                        h = step(h, record[start + i])
                out[count] = h
                count += 1
    return count


@jit
def hashed_apart(record, form, n, first, last, seed):
    """Hash of the first so many and the last so many of n letters."""
    return hashed(record, form + n - last, form + n, hashed(record, form, form + first, seed))


@jit
def write_thirds(record, form, n, seed, listed, out, count):
    """Hash a form without its first, its second and its last third: one letter other, more or less leaves one as it is.

    The listed side writes its own; the query those of a listed form of its length, of one letter more and one
    less. The listed length is part of the key, so that common beginnings do not bring every name that has them.
    Two letters that changed places across the border of two thirds are met by `write_swapped`.
    """
    for length in range(n if listed else n - 1, n + 1 if listed else n + 2):
        third = length // 3
        own = step(seed, length)
        out[count] = hashed_apart(record, form, n, 0, length - third, step(own, 1))
        out[count + 1] = hashed_apart(record, form, n, third, third, step(own, 2))
        out[count + 2] = hashed_apart(record, form, n, length - third, 0, step(own, 3))
        count += 3
    return count


@jit
def write_swapped(record, form, n, seed, out, count):
    """Hash the whole form with the two letters at the border of its thirds swapped, once for each border."""
    third = n // 3
    for border in (third, n - third):
        h = hashed(record, form, form + border - 1, seed)
        h = step(step(h, record[form + border]), record[form + border - 1])
        out[count] = hashed(record, form + border + 1, form + n, h)
        count += 1
    return count


@jit
def write_long_keys(record, form, n, base, listed, out, count):
    """The keys of a long form that is one letter apart from another, one of them being words written as one."""
    if n >= 7:
        count = write_thirds(record, form, n, step(base, 11), listed, out, count)
        if not listed:
            count = write_swapped(record, form, n, step(base, 1), out, count)
    return count


@jit
def write_sound_keys(record, at, base, listed, out, count):
    """The keys of sounds that are one letter apart, as `tokens.near` wants them; returns the new count.

    Sounds of three letters, or of three and four, are near only when one side of the two leaves vowels out: the
    key says whether the listed one does, so that the many names with vowels do not meet each other by it.
    """
    s = record[at + 1]
    sound = at + HEADER + 2 * record[at + 4] + record[at]
    if s >= 4:
        count = write_deletions(record, sound, s, 1, step(base, 6), out, count)
    if s == 3 or s == 4:
        vowelless = 1 if record[at + 2] & VOWELLESS else 0
        seed = step(step(base, 13), vowelless if listed else 1 - vowelless)
        end = write_deletions(record, sound, s, 1, seed, out, count)
        if s == 4:  # the whole sound, which stands first, would meet nothing
            end -= 1
            out[count] = out[end]
        count = end
    return count


@jit
def write_common_keys(record, at, base, listed, out):
    """The keys by which words written as one can meet other words: the form, its sound, a long form's; their count."""
    n, s, flags = record[at], record[at + 1], record[at + 2]
    form = at + HEADER + 2 * record[at + 4]
    out[0] = hashed(record, form, form + n, step(base, 14 if flags & FIRST_LETTERS == FIRST_LETTERS else 1))
    if flags & NUMERIC:
        return 1
    count = 1
    if s >= 2:
        out[count] = hashed(record, form + n, form + n + s, step(base, 5))
        count += 1
    return write_long_keys(record, form, n, base, listed, out, count)


@jit
def write_word_keys(record, at, base, listed, cut, out, count):
    """The keys of a word that stands by itself: initial, abd, letters left out, cut end; returns the new count."""
    n = record[at]
    form = at + HEADER + 2 * record[at + 4]
    whole = n > 1
    out[count] = step(step(base, 3 if whole == (listed == 1) else 4), record[form])
    count += 1
    if n < 3:
        return count
    servant = n >= 6 and record[form] == 97 and record[form + 1] == 98 and record[form + 2] == 100
    out[count] = hashed(record, form + (3 if servant else 0), form + n, step(base, 10))
    count += 1
    count = write_sound_keys(record, at, base, listed, out, count)
    count = write_deletions(record, form, n, edits_allowed(n), step(base, 7), out, count)
    if 5 <= n <= 9:
        count = write_deletions(record, form + 1, n - 1, 2, step(step(base, 8), record[form]), out, count)
    if listed and n >= 6:
        h = step(base, 9)
        for i in range(n - 1):
            h = step(h, record[form + i])
            if i >= 3:
                out[count] = h
                count += 1
    if not listed and cut and n >= 4:
        out[count] = hashed(record, form, form + n, step(base, 9))
        count += 1
    return count


@jit
def write_keys(record, at, mode, listed, cut, out):
    """Write the keys of one token to `out` and return how many.

    Two tokens of one mode can only agree (see `agree`) when they share a key. `listed` is 1 for the listed
    side, 0 for the query's; they differ for initials and for cut names. `cut`: the query's last token.
    """
    n, s, flags, g = record[at], record[at + 1], record[at + 2], record[at + 4]
    base = mode + 1
    count = write_common_keys(record, at, base, listed, out)
    c = record[at + 5]
    if c and listed == (0 if flags & RESPELLED else 1):
        ear = at + HEADER + 2 * g + n + s
        count = write_deletions(record, ear, c, 1 if c >= 3 else 0, step(base, 12), out, count)
    if flags & JOINED:
        return count
    for i in range(g):
        high = record[at + HEADER + 2 * i] & 63
        out[count] = step(step(step(base, 2), high), record[at + HEADER + 2 * i + 1])
        count += 1
    if flags & NUMERIC:
        return count
    return write_word_keys(record, at, base, listed, cut, out, count)
