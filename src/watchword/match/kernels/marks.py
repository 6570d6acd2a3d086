"""How far do listed words lift a name to the cutoff? The neighbours of a query, marked by the last bits of their tokens.

One of the inner loops; the package says how they run. Cells may be shared: a mark only ever says too much.
"""

# mypy: disable-error-code="no-untyped-def, no-untyped-call, misc"

from __future__ import annotations

from .jit import jit
from .layout import (
    CODES,
    FIRM_GRADE,
    GRADED,
    MARKED,
    MARKS,
    P_ABSENT_QUERY,
)


@jit
def depth_of(count):
    """How many levels of agreement marks tell apart for a query of so many positions; 0: not even the positions."""
    return min(6, MARKED // count)


@jit
def upper(level, depth, cutoff):
    """The highest value of an agreement of this level: levels part what lies between the cutoff and full agreement."""
    low = cutoff // 10
    return low + (1000 - low) * level // depth if level < depth else 1000


@jit
def unit_of(q_span, s, depth):
    """The lowest bits of a span's positions in a mark; times the bits of a level these are the bits of an agreement."""
    unit = 0 if depth else 1
    for i in range(q_span[2 * s], q_span[2 * s] + q_span[2 * s + 1] if depth else 0):
        unit |= 1 << depth * i
    return unit


@jit
def mark(q_span, depth, near, cutoff, marks):
    """Mark the neighbours of all spans: in a token's cell stand the positions that it agrees with, and how far.

    A level has its own bit and those below it, so that marks put together keep the highest. Other tokens may have the
    same cell: a mark only ever says too much. Returns all marks put together.
    """
    nb_from, nb_token, nb_code = near
    first, second, third = upper(1, depth, cutoff), upper(2, depth, cutoff), upper(3, depth, cutoff)
    fourth, fifth = upper(4, depth, cutoff), upper(5, depth, cutoff)
    every = 0
    for s in range(len(q_span) // 2):
        unit = unit_of(q_span, s, depth)
        for k in range(nb_from[s], nb_from[s + 1]):
            value = nb_code[k] >> 4
            level = 1 + (value > first) + (value > second) + (value > third) + (value > fourth) + (value > fifth)
            mine = ((1 << level) - 1) * unit
            marks[nb_token[k] & MARKS - 1] |= mine
            every |= mine
    return every


@jit
def wipe(near, spans, marks):
    """Take away the marks of `mark`."""
    nb_from, nb_token, _ = near
    for k in range(nb_from[spans]):
        marks[nb_token[k] & MARKS - 1] = 0


@jit
def price(question, depth, params, cutoff, worth):
    """Write to `worth` how far an agreement of each level lifts a name at most; returns how far a name must be lifted.

    What agrees lies above the cutoff, what does not is owed: as `accounts.in_reach` reckons, for the query's side.
    """
    _, q_weight, _, owed, _ = question
    needed = 0
    for i in range(min(MARKED, len(q_weight))):
        for code in range(1 << depth):
            worth[CODES * i + code] = 0
        if depth:
            charge = cutoff * owed[i] * params[P_ABSENT_QUERY]
            needed += charge
            for level in range(1, depth + 1):
                gain = q_weight[i] * max(0, 10 * upper(level, depth, cutoff) - cutoff)
                worth[CODES * i + (1 << level) - 1] = charge + 1000 * gain
    return needed


@jit
def lift(held, count, depth, worth):
    """How far agreements with the query's positions lift a name at most."""
    total = 0
    for i in range(min(MARKED, count)):
        total += worth[CODES * i + (held >> depth * i & (1 << depth) - 1)]
    return total


@jit
def grade(weight, firm):
    """How a posting tells the weight of a word: 0 to 7, from 3 on where it is firm; `least` gives what it weighs at least."""
    step = (weight + 40) // 25 if firm else min((weight + 5) // 25, FIRM_GRADE - 1)
    return min(step, GRADED)


@jit
def least(graded):
    """The least weight of a word of this grade."""
    return 25 * graded - (40 if graded >= FIRM_GRADE else 5) if graded else 0
