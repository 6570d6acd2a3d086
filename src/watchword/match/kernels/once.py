"""How far can words lift a name, each paired once? For queries with so many neighbours that marks tell too little.

One of the inner loops; the package says how they run. One word of a name agrees with several positions of such a query,
and marks say that all of them agree.
"""
# ruff: noqa: PLR0913  (flat arguments: numba compiles loops over one-dimensional arrays)
# mypy: disable-error-code="no-untyped-def, no-untyped-call, misc"

from __future__ import annotations

from .jit import AT_ONCE, COMPILED, fetch, jit
from .layout import (
    FIRM_GRADE,
    FURTHER,
    GRADE,
    GRADED,
    MARKS,
    MORE,
    P_ABSENT_QUERY,
    SECOND,
    SECOND_FURTHER,
    SECOND_GRADE,
    WIDE,
)
from .marks import least


@jit
def enter_lifts(question, near, token_weight, params, cutoff, lifts):
    """Write to `lifts` how far a listed word lifts a name at most, paired with one span of the query: in the cell of its
    last bits. Returns how far a name must be lifted, in thousandths of that."""
    q_span, q_weight, _, owed, _ = question
    nb_from, nb_token, nb_code = near
    needed = 0
    for i in range(len(q_weight)):
        needed += cutoff * owed[i] * params[P_ABSENT_QUERY]
    for s in range(len(q_span) // 2):
        weight, charge = 0, 0
        for i in range(q_span[2 * s], q_span[2 * s] + q_span[2 * s + 1]):
            weight += q_weight[i]
            charge += cutoff * owed[i] * params[P_ABSENT_QUERY]
        for k in range(nb_from[s], nb_from[s + 1]):
            cell, lighter = nb_token[k] & WIDE - 1, min(weight, token_weight[nb_token[k]])
            gain = lighter * max(0, 10 * (nb_code[k] >> 4) - cutoff)
            lifts[cell] = max(lifts[cell], gain + charge // 1000 + 1)
    return needed


@jit
def told_once(tells, entry, posted, own, leads, lifts, needed, rate):
    """The same as `led.told`, which said `tells`, by more bits of the other words, and with each word paired once.

    `own` is how far the posting's word lifts a name, and `posted` its name with further bits.
    """
    first = lifts[entry & MARKS - 1 | (posted >> FURTHER << SECOND & WIDE - 1)]
    second = lifts[entry >> SECOND & MARKS - 1 | (posted >> SECOND_FURTHER << SECOND & WIDE - 1)]
    graded, second_graded = entry >> GRADE & GRADED, entry >> SECOND_GRADE & GRADED
    if (graded >= FIRM_GRADE and first == 0) or (second_graded >= FIRM_GRADE and second == 0):
        tells = 0 if leads else 1
    rest = (0 if first else least(graded)) + (0 if second else least(second_graded))
    if entry & MORE == 0 and 1000 * (own + first + second) < needed + rate * rest:
        return 0
    return tells


@jit
def fetch_names(chosen, first, end, span_from, span_token, name_weight):
    """Fetch the tokens and weights of the names at these places of `chosen`."""
    for k in range(first, end):
        fetch(span_from, max(chosen[k], ~chosen[k]))
    for k in range(first, end):
        name = max(chosen[k], ~chosen[k])
        fetch(span_token, span_from[name])
        fetch(name_weight, name)


@jit
def paired_once(chosen, found, scored, weights, lifts, needed, rate):
    """Keep of `chosen` the names that their words can lift to the cutoff, each paired with one span of the query; how many.

    Where a query has many neighbours, one word of a name agrees with several positions, and marks say that all of them
    agree.
    """
    span_from, span_token = scored[0], scored[2]
    token_weight, name_weight = weights
    kept = 0
    for k in range(found):
        if COMPILED and k % AT_ONCE == 0:
            fetch_names(chosen, k, min(k + AT_ONCE, found), span_from, span_token, name_weight)
        name, lifted = max(chosen[k], ~chosen[k]), 0
        rest = 0 + name_weight[name]
        for t in range(span_from[name], span_from[name + 1]):
            lift_of_it = lifts[span_token[t] & WIDE - 1]
            if lift_of_it:
                lifted += lift_of_it
                rest -= token_weight[span_token[t]]
        if 1000 * lifted >= needed + rate * max(0, rest):
            chosen[kept] = chosen[k]
            kept += 1
    return kept
