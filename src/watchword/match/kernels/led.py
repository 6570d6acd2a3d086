"""Which names have all firm words of the query agree, or all firm words of their own? Sought by the rarest, the heaviest.

One of the inner loops; the package says how they run. It decides no agreement itself. Most of its time is waiting for
memory, so what a step needs is fetched by loops before it, side by side.
"""
# ruff: noqa: PLR0913  (flat arguments: numba compiles loops over one-dimensional arrays)
# mypy: disable-error-code="no-untyped-def, no-untyped-call, misc"

from __future__ import annotations

from .arrays import named_in, posted_from
from .hope import hopeless
from .jit import AT_ONCE, COMPILED, fetch, jit
from .layout import (
    FIRM_GRADE,
    GRADE,
    GRADED,
    LEADS,
    MARKS,
    MORE,
    P_ABSENT_LISTED,
    P_ABSENT_QUERY,
    SECOND,
    SECOND_GRADE,
    WIDE,
)
from .marks import least, lift, price, unit_of
from .once import enter_lifts, fetch_names, paired_once, told_once

MANY = 1 << 14  # postings that cost more than entering a query's neighbours once more


@jit
def told(entry, mine, others, about, marks, worth, sought):
    """What a posting tells of its name, if its word agrees with a span of the query: 0 where the name can't reach the
    cutoff so, 1 where it could only if all firm words of the query agree, and 2 where all its own firm words may.

    `mine` is the mark of that agreement, `others` are the bits of the positions that other words may agree with. Names of
    which a word written as one agrees are not meant.
    """
    count, depth = about
    need, needed, every, rate = sought
    first, second = marks[entry & MARKS - 1] & others, marks[entry >> SECOND & MARKS - 1] & others
    graded, second_graded = entry >> GRADE & GRADED, entry >> SECOND_GRADE & GRADED
    own = (graded < FIRM_GRADE or first != 0) and (second_graded < FIRM_GRADE or second != 0)
    held = mine | first | second
    if entry & MORE:
        held |= every & others
    if not own and held & need != need:
        return 0
    spare = lift(held, count, depth, worth) - needed
    rest = (0 if first else least(graded)) + (0 if second else least(second_graded))
    if spare < 0 or (depth and spare < rate * rest):
        return 0
    return 2 if own else 1


@jit
def add_joined(near, spans, postings, joined_from, chosen):
    """Write to `chosen` the names with words written as one that agree; how many, -1 without room."""
    nb_from, nb_token, _ = near
    _, post_from, post_name = postings
    found = 0
    for k in range(nb_from[spans]):
        token = nb_token[k]
        if token >= joined_from:
            for p in range(posted_from(post_from, token), posted_from(post_from, token + 1)):
                if found == len(chosen):
                    return -1
                chosen[found] = named_in(post_name, p)
                found += 1
    return found


@jit
def way_by(s, question, first, depth, total, without, gain):
    """How names are sought by span `s`: its weight; how far all else lifts them at most; whether it is their heaviest
    word that agrees, because position `first` agrees with nothing; and the bits of marks that other words may have.

    All positions lift a name by `total` at most, and by `without` where `first` agrees with nothing.
    """
    q_span, q_weight = question[0], question[1]
    begin, end = q_span[2 * s], q_span[2 * s] + q_span[2 * s + 1]
    leads, level = not begin <= first < end, (1 << depth) - 1
    weight, rest, others = 0, without if leads else total, ~(level * unit_of(q_span, s, depth))
    for i in range(begin, end):
        weight += q_weight[i]
        rest -= gain[i]
    return weight, rest, leads, others & ~(level << depth * first) if leads else others


@jit
def bring_forward(s, way, near, postings, joined_from, cutoff):
    """Bring the agreements of span `s` to its front by which names are sought this way; returns the place behind them."""
    nb_from, nb_token, nb_code = near
    token_weight, post_from, _ = postings
    weight, rest, leads, _ = way
    end = nb_from[s]
    for k in range(nb_from[s], nb_from[s + 1]):
        token, code = nb_token[k], nb_code[k]
        if token < joined_from and not (
            leads and hopeless(token, code, weight, rest, token_weight, joined_from, cutoff)
        ):
            nb_token[k], nb_code[k] = nb_token[end], nb_code[end]
            nb_token[end], nb_code[end] = token, code
            end += 1
            fetch(post_from, token)
    return end


@jit
def add_posted(s, way, about, near, postings, bounds, span_from, cutoff, marks, worth, sought, wide, chosen, found):
    """Add to `chosen` the names of which a single word agrees with span `s`, and may lift them to the cutoff with others.

    Returns how many stand there, -1 without room; a name is written as ~name where all firm words of the query have to
    agree. Names that are led by their word stand first among its postings.
    """
    nb_from, nb_token, _ = near
    _, post_from, post_name = postings
    _, post_with, joined_from = bounds
    many, lifts, lacking = wide
    leads, others = way[2], way[3]
    end = bring_forward(s, way, near, postings, joined_from, cutoff)
    if COMPILED:
        for k in range(nb_from[s], end):
            fetch(post_with, post_from[nb_token[k]])
    for k in range(nb_from[s], end):
        token = nb_token[k]
        mine = marks[token & MARKS - 1] & (~others if about[1] else 1)
        for p in range(post_from[token], post_from[token + 1]):
            entry = post_with[p]
            if leads and entry & LEADS == 0:
                break
            tells = told(entry, mine, others, about, marks, worth, sought)
            if tells and many:
                tells = told_once(tells, entry, post_name[p], lifts[token & WIDE - 1], leads, lifts, lacking, sought[3])
            if tells:
                if found == len(chosen):
                    return -1
                name = named_in(post_name, p)
                fetch(span_from, name)
                chosen[found] = name if tells == 2 else ~name
                found += 1
    return found


@jit
def worthwhile(chosen, found, about, scored, weights, marks, worth, sought):
    """Keep of `chosen` the names whose tokens may agree with enough of the query, and leave little over; how many.

    Those that are written as ~name must agree with all positions of the set `need`.
    """
    need, needed, _, rate = sought
    span_from, span_token, pos_from = scored[0], scored[2], scored[3]
    token_weight, name_weight = weights
    count, depth = about
    kept = 0
    for k in range(found):
        if COMPILED and k % AT_ONCE == 0:
            fetch_names(chosen, k, min(k + AT_ONCE, found), span_from, span_token, name_weight)
        name, held = max(chosen[k], ~chosen[k]), 0
        for t in range(span_from[name], span_from[name + 1]):
            held |= marks[span_token[t] & MARKS - 1]
        if chosen[k] < 0 and held & need != need:
            continue
        spare = lift(held, count, depth, worth) - needed
        if spare < 0:
            continue
        rest = name_weight[name]
        for t in range(span_from[name], span_from[name + 1]):
            if marks[span_token[t] & MARKS - 1]:
                rest -= token_weight[span_token[t]]
        if depth and rest > 0 and spare < rate * rest:
            continue
        fetch(pos_from, name)
        chosen[kept] = name
        kept += 1
    return kept


@jit
def by_firm(question, plan, near, tallies, postings, bounds, scored, params, cutoff, gain, marks, worth, lifts, chosen):
    """Write to `chosen` the names of which all firm words of the query agree, or all of their own; -1 without room.

    Either the position `first` agrees, a firm one with few postings. Or it does not, and then the name's heaviest firm
    word agrees with another position.
    """
    q_span, q_weight, _, owed, firm = question
    first, depth, every, total = plan
    about, rate, spans = (len(q_weight), depth), cutoff * params[P_ABSENT_LISTED], len(q_span) // 2
    needed, need = price(question, depth, params, cutoff, worth), 0
    for i in range(len(q_weight)):
        if firm[i]:
            need |= 1 << depth * i
    sought = (need, needed, every, rate)
    without = total - gain[first] - cutoff * owed[first] * params[P_ABSENT_QUERY] // 1000
    posts = lacking = 0
    for s in range(spans):
        posts += tallies[0][s]
    many = posts > MANY
    if many:
        lacking = enter_lifts(question, near, postings[0], params, cutoff, lifts)
    found = add_joined(near, spans, postings, bounds[2], chosen)
    for s in range(spans):
        way = way_by(s, question, first, depth, total, without, gain)
        if found >= 0 and not (way[2] and without < 0):
            found = add_posted(
                s,
                way,
                about,
                near,
                postings,
                bounds,
                scored[0],
                cutoff,
                marks,
                worth,
                sought,
                (many, lifts, lacking),
                chosen,
                found,
            )
    weights = postings[0], bounds[0]
    if many:
        if found > 0:
            found = paired_once(chosen, found, scored, weights, lifts, lacking, rate)
        for k in range(near[0][spans]):
            lifts[near[1][k] & WIDE - 1] = 0
    if found < 0:
        return -1
    return worthwhile(chosen, found, about, scored, weights, marks, worth, sought)


@jit
def cheapest(q_weight, cost, waits):
    """The position with the fewest postings among those that wait, -1 when none does."""
    best = -1
    for i in range(len(q_weight)):
        if waits[i] and (best < 0 or cost[i] < cost[best]):
            best = i
    return best
