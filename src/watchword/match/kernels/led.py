"""Which names have all firm words of the query agree, or all firm words of their own? Sought by the rarest, the heaviest.

One of the inner loops; the package says how they run. It decides no agreement itself. Most of its time is waiting for
memory, so what a step needs is fetched by loops before it, side by side.
"""
# ruff: noqa: PLR0913  (flat arguments: numba compiles loops over one-dimensional arrays)
# mypy: disable-error-code="no-untyped-def, no-untyped-call, misc"

from __future__ import annotations

from .arrays import posted_from
from .jit import COMPILED, fetch, jit
from .layout import MARKS, P_ABSENT_LISTED, P_ABSENT_QUERY

_MOST = 15  # positions of a query that marks tell apart
CODES = 16  # what a mark can tell of a position


@jit
def depth_of(count):
    """How many levels of agreement marks tell apart for a query of so many positions; 0: not even the positions."""
    if count > _MOST:
        return 0
    return 4 if count <= _MOST // 2 else 2


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
    same cell: a mark only ever says too much.
    """
    nb_from, nb_token, nb_code = near
    first, second, third = upper(1, depth, cutoff), upper(2, depth, cutoff), upper(3, depth, cutoff)
    for s in range(len(q_span) // 2):
        unit = unit_of(q_span, s, depth)
        for k in range(nb_from[s], nb_from[s + 1]):
            value = nb_code[k] >> 4
            level = 1 + (value > first) + (value > second) + (value > third)
            marks[nb_token[k] & MARKS - 1] |= ((1 << level) - 1) * unit


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
    for i in range(min(_MOST, len(q_weight))):
        for code in range(CODES):
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
    for i in range(min(_MOST, count)):
        total += worth[CODES * i + (held >> depth * i & (1 << depth) - 1)]
    return total


@jit
def add_holders(first, q_span, near, postings, chosen):
    """Write to `chosen` the names with a token that agrees with query position `first`; how many, -1 without room."""
    nb_from, nb_token, _ = near
    _, post_from, post_name = postings
    found = 0
    for s in range(len(q_span) // 2):
        if q_span[2 * s] <= first < q_span[2 * s] + q_span[2 * s + 1]:
            if COMPILED:
                for k in range(nb_from[s], nb_from[s + 1]):
                    fetch(post_from, nb_token[k])
                for k in range(nb_from[s], nb_from[s + 1]):
                    fetch(post_name, posted_from(post_from, nb_token[k]))
            for k in range(nb_from[s], nb_from[s + 1]):
                begin, end = posted_from(post_from, nb_token[k]), posted_from(post_from, nb_token[k] + 1)
                if found + end - begin > len(chosen):
                    return -1
                for p in range(begin, end):
                    chosen[found] = post_name[p]
                    found += 1
    return found


@jit
def add_led(q_span, about, near, postings, leading, marks, worth, needed, chosen, found):
    """Add to `chosen` the names whose own firm words may all agree; returns how many stand there, -1 without room.

    The token of the heaviest one agrees, and that of the next, where there is one, with another position; or one that
    was written as one with another word. What the index tells of the second: -1 where no other word has weight, -2
    where none of those is firm; else twice the token of the next firm one, odd where there is more.
    """
    nb_from, nb_token, _ = near
    _, post_from, post_name = postings
    led_from, led, joined_from = leading
    count, depth = about
    for s in range(len(q_span) // 2):
        others = ~(((1 << depth) - 1) * unit_of(q_span, s, depth))
        for k in range(nb_from[s], nb_from[s + 1]):
            token = nb_token[k]
            if token >= joined_from:
                begin, end = posted_from(post_from, token), posted_from(post_from, token + 1)
                if found + end - begin > len(chosen):
                    return -1
                for p in range(begin, end):
                    chosen[found] = post_name[p]
                    found += 1
                continue
            mine = marks[token & MARKS - 1]
            if found + led_from[token + 1] - led_from[token] > len(chosen):
                return -1
            for x in range(led_from[token], led_from[token + 1]):
                second, also = led[2 * x + 1], 0
                if second >= 0:
                    also = marks[(second >> 1) & MARKS - 1]
                    if also & others == 0:
                        continue
                if (second == -1 or (second >= 0 and second & 1 == 0)) and lift(
                    mine | also, count, depth, worth
                ) < needed:
                    continue
                chosen[found] = led[2 * x]
                found += 1
    return found


@jit
def worthwhile(chosen, holders, found, need, about, scored, weights, marks, worth, needed, params, cutoff):
    """Keep of `chosen` the names whose tokens may agree with enough of the query, and leave little over; how many.

    The first `holders` must agree with all positions of the set `need`.
    """
    span_from, span_token, pos_from = scored[0], scored[2], scored[3]
    token_weight, name_weight = weights
    count, depth = about
    if COMPILED:
        for k in range(found):
            fetch(span_from, chosen[k])
        for k in range(found):
            fetch(span_token, span_from[chosen[k]])
    kept = 0
    for k in range(found):
        name, held = chosen[k], 0
        for t in range(span_from[name], span_from[name + 1]):
            held |= marks[span_token[t] & MARKS - 1]
        if k < holders and held & need != need:
            continue
        spare = lift(held, count, depth, worth) - needed
        if spare < 0:
            continue
        rest = name_weight[name]
        for t in range(span_from[name], span_from[name + 1]):
            if marks[span_token[t] & MARKS - 1]:
                rest -= token_weight[span_token[t]]
        if depth and rest > 0 and spare < cutoff * rest * params[P_ABSENT_LISTED]:
            continue
        fetch(pos_from, name)
        chosen[kept] = name
        kept += 1
    return kept


@jit
def by_firm(question, depth, near, postings, bounds, scored, params, cutoff, cost, marks, worth, chosen):
    """Write to `chosen` the names of which all firm words of the query agree, or all of their own; -1 without room."""
    q_span, q_weight, _, _, firm = question
    nb_from, nb_token, _ = near
    name_weight, led_from, led, joined_from = bounds
    about, near_all = (len(q_weight), depth), nb_from[len(q_span) // 2]
    if COMPILED:
        for k in range(near_all):
            fetch(led_from, nb_token[k])
    needed, need = price(question, depth, params, cutoff, worth), 0
    for i in range(len(q_weight)):
        if firm[i]:
            need |= 1 << depth * i
    if COMPILED:
        for k in range(near_all):
            if nb_token[k] < joined_from:
                fetch(led, 2 * led_from[nb_token[k]])
    holders = add_holders(cheapest(q_weight, cost, firm), q_span, near, postings, chosen)
    if holders < 0:
        return -1
    found = add_led(q_span, about, near, postings, bounds[1:], marks, worth, needed, chosen, holders)
    if found < 0:
        return -1
    weights = (postings[0], name_weight)
    return worthwhile(chosen, holders, found, need, about, scored, weights, marks, worth, needed, params, cutoff)


@jit
def cheapest(q_weight, cost, waits):
    """The position with the fewest postings among those that wait, -1 when none does."""
    best = -1
    for i in range(len(q_weight)):
        if waits[i] and (best < 0 or cost[i] < cost[best]):
            best = i
    return best
