"""Which keys does a token have? Two tokens can only agree when they share one.

One of the inner loops; the package says how they run. It compares nothing.
"""
# ruff: noqa: PLR0913  (flat arguments: numba compiles loops over one-dimensional arrays)
# mypy: disable-error-code="no-untyped-def, no-untyped-call, misc"

from __future__ import annotations

from .jit import jit
from .layout import HASH, HEADER, JOINED, NUMERIC, RESPELLED


@jit
def step(value: int, byte: int) -> int:
    """One step of the key hash; stays below 2**55 so that no machine overflows."""
    return ((value * 131) + byte + 1) & HASH


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
def write_halves(record, form, n, seed, listed, out, count):
    """Hash the first and the last half of a form: a letter more, less or other leaves one of them whole.

    The listed side writes its own half; the query those of a listed form up to one letter longer or shorter.
    """
    for longer in range(n if listed else n - 1, n + 1 if listed else n + 2):
        half = longer // 2
        out[count] = hashed(record, form, form + half, step(seed, 1))
        out[count + 1] = hashed(record, form + n - half, form + n, step(seed, 2))
        count += 2
    return count


@jit
def write_word_keys(record, at, base, listed, cut, out, count):
    """The keys of a word that stands by itself: initial, abd, letters left out, cut end; returns the new count."""
    n, s = record[at], record[at + 1]
    form = at + HEADER + 2 * record[at + 4]
    if not listed and n >= 7:
        count = write_halves(record, form, n, step(base, 11), listed, out, count)
    whole = n > 1
    out[count] = step(step(base, 3 if whole == (listed == 1) else 4), record[form])
    count += 1
    if n < 3:
        return count
    servant = n >= 6 and record[form] == 97 and record[form + 1] == 98 and record[form + 2] == 100
    out[count] = hashed(record, form + (3 if servant else 0), form + n, step(base, 10))
    count += 1
    if s >= 3:
        count = write_deletions(record, form + n, s, 1, step(base, 6), out, count)
    count = write_deletions(record, form, n, edits_allowed(n), step(base, 7), out, count)
    if 5 <= n <= 9:
        count = write_deletions(record, form, n, 2, step(step(base, 8), record[form]), out, count)
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
    form = at + HEADER + 2 * g
    base = mode + 1
    out[0] = hashed(record, form, form + n, step(base, 1))
    count = 1
    if s >= 2 and not flags & NUMERIC:
        out[count] = hashed(record, form + n, form + n + s, step(base, 5))
        count += 1
    c = record[at + 5]
    if c >= 2 and listed == (0 if flags & RESPELLED else 1):
        count = write_deletions(record, form + n + s, c, 1 if c >= 3 else 0, step(base, 12), out, count)
    if flags & JOINED:
        if n >= 7:
            count = write_halves(record, form, n, step(base, 11), listed, out, count)
            if not listed:
                count = write_deletions(record, form, n, 1, step(base, 7), out, count)
        return count
    for i in range(g):
        high = record[at + HEADER + 2 * i] & 127
        out[count] = step(step(step(base, 2), high), record[at + HEADER + 2 * i + 1])
        count += 1
    if flags & NUMERIC:
        return count
    return write_word_keys(record, at, base, listed, cut, out, count)
