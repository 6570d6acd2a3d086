"""Which names can a score still lift to the cutoff? Their own words, looked up among those that agree.

One of the inner loops; the package says how they run. It decides no agreement itself.
"""
# ruff: noqa: PLR0913  (flat arguments: numba compiles loops over one-dimensional arrays)
# mypy: disable-error-code="no-untyped-def, no-untyped-call, misc"

from __future__ import annotations

from .arrays import start_and_length
from .jit import AT_ONCE, COMPILED, fetch, jit
from .layout import DECIDES, MARKS, P_ABSENT_LISTED, P_ABSENT_QUERY, P_CONFLICT, P_DISPUTED, P_FULL, P_SINGLE, SILENT
from .names import loss, thinned

BITS = 14  # of an agreement, in an entry of the table: a span of the query stands above them
CODE = (1 << BITS) - 1


@jit
def tabulate(near, spans, table):
    """Enter the neighbours of all spans in a table by token; returns its mask.

    Cells are pairs: token + 1, and span << 14 | agreement. A token that agrees with many spans has as many cells.
    """
    nb_from, nb_token, nb_code = near
    size = 16
    while size < 2 * nb_from[spans]:
        size *= 2
    for x in range(2 * size):
        table[x] = 0
    mask = size - 1
    for s in range(spans):
        for k in range(nb_from[s], nb_from[s + 1]):
            at = (nb_token[k] * 40503) & mask
            while table[2 * at]:
                at = (at + 1) & mask
            table[2 * at], table[2 * at + 1] = nb_token[k] + 1, s << BITS | nb_code[k]
    return mask


@jit
def meet(name, q_span, scored, table, mask, marks, best, heavy):
    """Which positions of query and listed name could be paired: a set of bits for each.

    `best` and `heavy` get, for each such position of the query, the best value of an agreement and the most
    listed weight that it could be paired with.
    """
    span_from, span_join, span_token, pos_from, pos = scored
    begin, first, end = span_from[name], pos_from[name], pos_from[name + 1]
    mine, its = 0, 0
    for t in range(begin, span_from[name + 1]):
        token = span_token[t] + 1
        if marks[(token - 1) & MARKS - 1] == 0:
            continue
        at = ((token - 1) * 40503) & mask
        while table[2 * at]:
            if table[2 * at] == token:
                start, length, weight = t - begin, 1, 0
                if start >= end - first:
                    start, length = start_and_length(span_join, t - end, end - first)
                for j in range(start, start + length):
                    weight += pos[2 * (first + j)]
                    its |= 1 << j
                s, value = table[2 * at + 1] >> BITS, (table[2 * at + 1] & CODE) >> 4
                for i in range(q_span[2 * s], q_span[2 * s] + q_span[2 * s + 1]):
                    if mine >> i & 1 == 0:
                        mine |= 1 << i
                        best[i] = heavy[i] = 0
                    best[i] = max(best[i], value)
                    heavy[i] = max(heavy[i], weight)
            at = (at + 1) & mask
    return mine, its


@jit
def reach(mine, q_weight, q_class, best, heavy, cutoff):
    """What the positions that could be paired bring at most: weight of agreement, and how far it lies above the
    cutoff; and of the others what is owed, and the heaviest core word (-1 without one).

    A pair weighs as much as the lighter of the two. An agreement below the cutoff can at best be so light that it
    does not count.
    """
    reached, gain, owing, core = 0, 0, 0, -1
    for i in range(len(q_weight)):
        weight = q_weight[i]
        if mine >> i & 1:
            weight = min(weight, heavy[i])
            reached += weight * best[i]
            gain += weight * max(0, 10 * best[i] - cutoff)
        elif q_class[i] != SILENT:
            owing += weight
            if q_class[i] == DECIDES:
                core = max(core, weight)
    return reached, gain, owing, core


@jit
def rest_of(its, first, end, pos):
    """What is owed for the positions first..end-1 that no agreement reaches, and the heaviest core word of them."""
    owing, core = 0, -1
    for j in range(first, end):
        kind = pos[2 * j + 1] & 3
        if its >> (j - first) & 1 == 0 and kind != SILENT:
            weight = 0 + pos[2 * j]
            owing += weight
            if kind == DECIDES:
                core = max(core, weight)
    return owing, core


@jit
def fetch_names(names, first, end, scored):
    """Fetch the tokens and positions of the names at these places of `names`."""
    span_from, _, span_token, pos_from, pos = scored
    for k in range(first, end):
        fetch(span_from, names[k])
        fetch(pos_from, names[k])
    for k in range(first, end):
        fetch(span_token, span_from[names[k]])
        fetch(pos, 2 * pos_from[names[k]])


@jit
def sift(names, count, q_span, q_weight, q_class, scored, table, mask, marks, best, heavy, params, cutoff):
    """Keep those of `names` that `score` could give the cutoff; returns how many.

    Points are agreement over agreement in full, plus what is missing: they reach the cutoff when each agreement's
    distance above it outweighs the cutoff's share of what is missing. Words that agree with nothing stay over
    in any alignment, so the heaviest ones of both sides contradict each other; one word that agrees stands alone.
    """
    _, _, _, pos_from, pos = scored
    kept = 0
    for k in range(count):
        if COMPILED and k % AT_ONCE == 0:
            fetch_names(names, k, min(k + AT_ONCE, count), scored)
        name = names[k]
        first, end = pos_from[name], pos_from[name + 1]
        mine, its = meet(name, q_span, scored, table, mask, marks, best, heavy)
        reached, gain, owing, core = reach(mine, q_weight, q_class, best, heavy, cutoff)
        charge = owing * params[P_ABSENT_QUERY]
        if reached == 0 or gain * 1000 < cutoff * charge:
            continue
        rest, its_core = rest_of(its, first, end, pos)
        charge += rest * params[P_ABSENT_LISTED]
        lost = 0
        if core >= 0 and its_core >= 0:
            lost = loss(core, its_core, params[P_FULL], params[P_CONFLICT])
            if 10000 - 10 * lost < cutoff:
                continue
            charge += (core + its_core) * params[P_DISPUTED] // 2
        if gain * 1000 < cutoff * charge:
            continue
        most = thinned(10000 * reached // (reached + charge), reached, params)
        most -= most * lost // 1000
        if (core >= 0 or its_core >= 0) and (mine & (mine - 1) == 0 or its & (its - 1) == 0):
            most -= most * params[P_SINGLE] // 1000
        if most >= cutoff:
            names[kept] = name
            kept += 1
    return kept
