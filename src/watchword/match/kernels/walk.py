"""Which listed names could reach a cutoff? Ceilings of names from the postings of agreeing tokens, rarest first.

One of the inner loops; the package says how they run. It decides no agreement itself.
"""
# ruff: noqa: PLR0913  (flat arguments: numba compiles loops over one-dimensional arrays)
# mypy: disable-error-code="no-untyped-def, no-untyped-call, misc"

from __future__ import annotations

from .jit import jit
from .layout import (
    DECIDES,
    MAX,
    P_ABSENT_LISTED,
    P_ABSENT_QUERY,
    P_CONFLICT,
    P_DISPUTED,
    P_FULL,
    P_SINGLE,
    SILENT,
)
from .names import loss, score, thinned

_POSTS_A_NAME = 40  # looking a name's words up costs about as much as this many postings
_CODE = 14  # bits of an agreement, in an entry of the table: a span of the query stands above them
_ACCOUNT = 8  # numbers of an account: the six of `add`, the name, its place among `slots`
GAIN, NAME, PLACE = 5, 6, 7


@jit
def above(value, cutoff):
    """How far the value of an agreement (thousandths) lies above the cutoff; 0 below it."""
    return 10 * value - cutoff if 10 * value > cutoff else 0


@jit
def add(acc, at, i, weight, owed, value, wl, cutoff):
    """Add one agreement of query position i to a name's account, which begins at `at`.

    `owed` is what the position would cost if nothing agreed with it: its weight, 0 for a silent one.
    Its numbers: query position + 1 last counted, query weight no longer owed, listed weight covered; best value and
    best listed weight of the position last counted; what agreements lie above the cutoff. Counting the best of each
    only ever overstates a name.
    """
    if acc[at] != i + 1:
        acc[at] = i + 1
        acc[at + 1] += owed
        acc[at + 2] += wl
        acc[at + 3], acc[at + 4] = value, wl
        acc[at + GAIN] += weight * above(value, cutoff)
        return
    if value > acc[at + 3]:
        acc[at + GAIN] += weight * (above(value, cutoff) - above(acc[at + 3], cutoff))
        acc[at + 3] = value
    if wl > acc[at + 4]:
        acc[at + 2] += wl - acc[at + 4]
        acc[at + 4] = wl


@jit
def place(accounts, slots, name):
    """Place among `slots` where the number of a name's account stands, counted from 1; 0 stands there without one."""
    mask = len(slots) - 1
    at = (name * 40503) & mask
    while slots[at] and accounts[(slots[at] - 1) * _ACCOUNT + NAME] != name:
        at = (at + 1) & mask
    return at


@jit
def touch(i, question, near, postings, cutoff, accounts, slots, count, opening):
    """Add query position i to the accounts of every name that holds a token agreeing with it.

    Names without an account get one, where `opening` says so; returns how many there are.
    """
    q_span, q_weight, _, owed = question
    nb_from, nb_token, nb_code = near
    token_weight, post_from, post_name = postings
    for s in range(len(q_span) // 2):
        if q_span[2 * s] <= i < q_span[2 * s] + q_span[2 * s + 1]:
            for k in range(nb_from[s], nb_from[s + 1]):
                token, value = nb_token[k], nb_code[k] >> 4
                wl = token_weight[token]
                for p in range(post_from[token], post_from[token + 1]):
                    name = post_name[p]
                    at = place(accounts, slots, name)
                    if slots[at] == 0:
                        if not opening:
                            continue
                        accounts[count * _ACCOUNT + NAME], accounts[count * _ACCOUNT + PLACE] = name, at
                        count += 1
                        slots[at] = count
                    add(accounts, (slots[at] - 1) * _ACCOUNT, i, q_weight[i], owed[i], value, wl, cutoff)
    return count


@jit
def in_reach(acc, at, owing, gain, rest, params, cutoff):
    """Whether what agrees may lie far enough above the cutoff to make up for what is missing on both sides.

    Points are agreement over agreement in full, plus what is missing: they reach the cutoff when each agreement's
    distance above it outweighs the cutoff's share of what is missing. An agreement below it can at best be so
    light that it does not count.
    """
    charge = owing * params[P_ABSENT_QUERY] + (rest if rest > 0 else 0) * params[P_ABSENT_LISTED]
    return (acc[at + GAIN] + gain) * 1000 >= cutoff * charge


@jit
def give_up(accounts, count, weight, hope, name_weight, params, cutoff):
    """Mark the accounts that stay below the cutoff even if all positions not looked at agree; how many do not.

    `hope` is what those positions are owed, would gain and could cover at most.
    """
    owed, gain, cover = hope
    hoped = 0
    for k in range(count):
        at = k * _ACCOUNT
        rest = name_weight[accounts[at + NAME]] - accounts[at + 2] - cover
        if in_reach(accounts, at, weight - accounts[at + 1] - owed, gain, rest, params, cutoff):
            hoped += 1
        else:
            accounts[at + GAIN] = -(1 << 30)
    return hoped


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
            table[2 * at], table[2 * at + 1] = nb_token[k] + 1, s << _CODE | nb_code[k]
    return mask


@jit
def meet(name, q_span, span_from, span_start, span_token, first, pos_weight, table, mask, best, heavy):
    """Which positions of query and listed name could be paired: a set of bits for each.

    `best` and `heavy` get, for each such position of the query, the best value of an agreement and the most
    listed weight that it could be paired with.
    """
    mine, its = 0, 0
    for t in range(span_from[name], span_from[name + 1]):
        token = span_token[t] + 1
        at = ((token - 1) * 40503) & mask
        while table[2 * at]:
            if table[2 * at] == token:
                start, weight = span_start[2 * t], 0
                for j in range(start, start + span_start[2 * t + 1]):
                    weight += pos_weight[first + j]
                    its |= 1 << j
                s, value = table[2 * at + 1] >> _CODE, (table[2 * at + 1] & ((1 << _CODE) - 1)) >> 4
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
def rest_of(its, first, end, pos_weight, pos_class):
    """What is owed for the positions first..end-1 that no agreement reaches, and the heaviest core word of them."""
    owing, core = 0, -1
    for j in range(first, end):
        if its >> (j - first) & 1 == 0 and pos_class[j] != SILENT:
            owing += pos_weight[j]
            if pos_class[j] == DECIDES:
                core = max(core, pos_weight[j])
    return owing, core


@jit
def sift(names, count, q_span, q_weight, q_class, scored, table, mask, best, heavy, params, cutoff):
    """Keep those of `names` that `score` could give the cutoff; returns how many.

    Points are agreement over agreement in full, plus what is missing: they reach the cutoff when each agreement's
    distance above it outweighs the cutoff's share of what is missing. Words that agree with nothing stay over
    in any alignment, so the heaviest ones of both sides contradict each other; one word that agrees stands alone.
    """
    span_from, span_start, span_token, pos_from, pos_weight, pos_class, _ = scored
    kept = 0
    for k in range(count):
        name = names[k]
        first, end = pos_from[name], pos_from[name + 1]
        mine, its = meet(name, q_span, span_from, span_start, span_token, first, pos_weight, table, mask, best, heavy)
        reached, gain, owing, core = reach(mine, q_weight, q_class, best, heavy, cutoff)
        charge = owing * params[P_ABSENT_QUERY]
        if reached == 0 or gain * 1000 < cutoff * charge:
            continue
        rest, its_core = rest_of(its, first, end, pos_weight, pos_class)
        charge += rest * params[P_ABSENT_LISTED]
        lost = 0
        if core >= 0 and its_core >= 0:
            charge += (core + its_core) * params[P_DISPUTED] // 2
            lost = loss(core, its_core, params[P_FULL], params[P_CONFLICT])
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


@jit
def inessential(q_weight, owed, cost, params, cutoff, skip):
    """Mark the positions whose agreement alone can't bring a name to the cutoff, the costliest first.

    A name that agrees with marked positions only is below the cutoff even if all of them agree in full and
    all else of it is free: what the other positions owe and the thinness of what agrees keep it there.
    """
    alone, total = 0, 0
    for i in range(len(q_weight)):
        skip[i] = 0
        total += owed[i]
    while True:
        worst = -1
        for i in range(len(q_weight)):
            if skip[i] == 0 and cost[i] > 0 and (worst < 0 or cost[i] > cost[worst]):
                worst = i
        if worst < 0:
            return
        reached = 1000 * (alone + q_weight[worst])
        rest = total - owed[worst]
        best = 10000 * reached // (reached + rest * params[P_ABSENT_QUERY])
        if thinned(best, reached, params) >= cutoff:
            return
        alone += q_weight[worst]
        total = rest
        skip[worst] = 1


@jit
def weigh(question, near, postings, cost, covers):
    """What the query owes in all; into `cost` the postings of each position, into `covers` the most listed weight
    that it can cover."""
    q_span, q_weight, q_class, owed = question
    weight = 0
    nb_from, nb_token, _ = near
    token_weight, post_from, _ = postings
    for i in range(len(q_weight)):
        owed[i] = q_weight[i] if q_class[i] != SILENT else 0
        weight += owed[i]
        cost[i] = covers[i] = 0
    for s in range(len(q_span) // 2):
        posts, most = 0, 0
        for k in range(nb_from[s], nb_from[s + 1]):
            posts += post_from[nb_token[k] + 1] - post_from[nb_token[k]]
            most = max(most, token_weight[nb_token[k]])
        for i in range(q_span[2 * s], q_span[2 * s] + q_span[2 * s + 1]):
            if q_weight[i]:
                cost[i] += posts
                covers[i] = max(covers[i], most)
    return weight


@jit
def candidates(q_span, q_weight, q_class, near, postings, name_weight, scored, params, cutoff, walking):
    """Every listed name whose ceiling reaches the cutoff; returns how many stand in `chosen`.

    Nothing is capped: a name is left out only because no alignment could lift it to the cutoff. -1 when there
    are too few accounts.
    """
    accounts, slots, plan, table, chosen = walking
    owed, cost, skip, covers = plan[:MAX], plan[MAX : 2 * MAX], plan[2 * MAX : 3 * MAX], plan[3 * MAX :]
    question = (q_span, q_weight, q_class, owed)
    weight = weigh(question, near, postings, cost, covers)
    inessential(q_weight, owed, cost, params, cutoff, skip)
    most, open_cost, open_owed, open_gain, open_cover = 0, 0, 0, 0, 0
    for i in range(len(q_weight)):
        if skip[i]:
            open_cost += cost[i]
            open_owed += owed[i]
            open_gain += q_weight[i] * (10000 - cutoff)
            open_cover += covers[i]
        else:
            most += cost[i]
    if min(most, len(name_weight)) > len(chosen):
        return -1
    count = 0
    for i in range(len(q_weight)):
        if cost[i] and not skip[i]:
            count = touch(i, question, near, postings, cutoff, accounts, slots, count, True)
    hoped = give_up(accounts, count, weight, (open_owed, open_gain, open_cover), name_weight, params, cutoff)
    if open_cost < _POSTS_A_NAME * hoped:
        for i in range(len(q_weight)):
            if skip[i]:
                touch(i, question, near, postings, cutoff, accounts, slots, count, False)
        hoped = give_up(accounts, count, weight, (0, 0, 0), name_weight, params, cutoff)
    found = 0
    for k in range(count):
        at = k * _ACCOUNT
        if accounts[at + GAIN] >= 0:
            chosen[found] = accounts[at + NAME]
            found += 1
        slots[accounts[at + PLACE]] = 0
        for x in range(_ACCOUNT):
            accounts[at + x] = 0
    if found == 0:
        return 0
    mask = tabulate(near, len(q_span) // 2, table)
    return sift(chosen, found, q_span, q_weight, q_class, scored, table, mask, owed, covers, params, cutoff)


@jit
def code_of(nb_token, nb_code, low, end, token):
    """The agreement of a listed token among the neighbours low..end (sorted by token), 0 when it is none."""
    high = end
    while low < high:
        middle = (low + high) >> 1
        if nb_token[middle] < token:
            low = middle + 1
        else:
            high = middle
    return nb_code[low] if low < end and nb_token[low] == token else 0


@jit
def fill_matrix(nb_from, nb_token, nb_code, l_token, matrix):
    """Agreement of every query span with every listed span, from the neighbours."""
    nl = len(l_token)
    for s in range(len(nb_from) - 1):
        for t in range(nl):
            matrix[s * nl + t] = code_of(nb_token, nb_code, nb_from[s], nb_from[s + 1], l_token[t])


@jit
def score_names(q_span, q_weight, q_class, q_role, nb_from, nb_token, nb_code, span_from, span_start, span_token,
                pos_from, pos_weight, pos_class, pos_role, params, cutoff, names, n_names, matrix, used, rows,
                out_score):  # fmt: skip
    """Score candidates in place: keeps those that reach the cutoff in `names`; returns how many."""
    kept = 0
    for k in range(n_names):
        name = names[k]
        a, b = span_from[name], span_from[name + 1]
        c, d = pos_from[name], pos_from[name + 1]
        fill_matrix(nb_from, nb_token, nb_code, span_token[a:b], matrix)
        similarity, _ = score(q_span, q_weight, q_class, q_role, span_start[2 * a : 2 * b], pos_weight[c:d],
                              pos_class[c:d], pos_role[c:d], matrix, params, used, rows)  # fmt: skip
        if similarity >= cutoff:
            names[kept] = name
            out_score[kept] = similarity
            kept += 1
    return kept
