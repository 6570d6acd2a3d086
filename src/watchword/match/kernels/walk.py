"""Which listed names could reach a cutoff? Ceilings of names from the postings of agreeing tokens, rarest first.

One of the inner loops; the package says how they run. It decides no agreement itself.
"""
# ruff: noqa: PLR0913  (flat arguments: numba compiles loops over one-dimensional arrays)
# mypy: disable-error-code="no-untyped-def, no-untyped-call, misc"

from __future__ import annotations

from .jit import jit
from .layout import DECIDES, MAX, P_ABSENT_LISTED, P_ABSENT_QUERY, P_CONFLICT, P_FULL, SILENT
from .names import loss, score, thinned

_POSTS_A_LOOKUP = 16  # looking a name's tokens up costs about as much as this many postings
_ACCOUNT = 11  # numbers of an account: the nine of `add`, the name, its place among `slots`
NAME, PLACE, GAIN = 9, 10, 8


@jit
def above(value, cutoff):
    """How far the value of an agreement (thousandths) lies above the cutoff; 0 below it."""
    return 10 * value - cutoff if 10 * value > cutoff else 0


@jit
def add(acc, at, i, weight, owed, core, value, wl, cover, cutoff):
    """Add one agreement of query position i to a name's account, which begins at `at`.

    `owed` is what the position would cost if nothing agreed with it: its weight, 0 for a silent one.
    Its numbers: query position + 1 last counted, weight of agreement, query weight no longer owed, listed weight
    covered, core positions touched, core positions covered; best value and best listed weight of the position last
    counted; what agreements lie above the cutoff. Counting the best of each only ever overstates a name.
    """
    if acc[at] != i + 1:
        acc[at] = i + 1
        acc[at + 1] += weight * value
        acc[at + 2] += owed
        acc[at + 3] += wl
        acc[at + 4] += core
        acc[at + 5] += cover
        acc[at + 6], acc[at + 7] = value, wl * 4 + cover
        acc[at + GAIN] += weight * above(value, cutoff)
        return
    if value > acc[at + 6]:
        acc[at + 1] += weight * (value - acc[at + 6])
        acc[at + GAIN] += weight * (above(value, cutoff) - above(acc[at + 6], cutoff))
        acc[at + 6] = value
    old_wl, old_cover = acc[at + 7] >> 2, acc[at + 7] & 3
    new_wl = wl if wl > old_wl else old_wl
    new_cover = cover if cover > old_cover else old_cover
    acc[at + 3] += new_wl - old_wl
    acc[at + 5] += new_cover - old_cover
    acc[at + 7] = new_wl * 4 + new_cover


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
    q_span, q_weight, q_class, owed = question
    nb_from, nb_token, nb_code = near
    token_weight, token_cover, post_from, post_name = postings
    core = 1 if q_class[i] == DECIDES else 0
    for s in range(len(q_span) // 2):
        if q_span[2 * s] <= i < q_span[2 * s] + q_span[2 * s + 1]:
            for k in range(nb_from[s], nb_from[s + 1]):
                token, value = nb_token[k], nb_code[k] >> 4
                wl, cover = token_weight[token], token_cover[token]
                for p in range(post_from[token], post_from[token + 1]):
                    name = post_name[p]
                    at = place(accounts, slots, name)
                    if slots[at] == 0:
                        if not opening:
                            continue
                        accounts[count * _ACCOUNT + NAME], accounts[count * _ACCOUNT + PLACE] = name, at
                        count += 1
                        slots[at] = count
                    add(accounts, (slots[at] - 1) * _ACCOUNT, i, q_weight[i], owed[i], core, value, wl, cover,
                        cutoff)  # fmt: skip
    return count


@jit
def touch_again(i, question, near, postings, names, cutoff, accounts, count):
    """Add query position i to the accounts that are still hoped for, looking the names' tokens up one by one."""
    q_span, q_weight, q_class, owed = question
    nb_from, nb_token, nb_code = near
    token_weight, token_cover = postings[0], postings[1]
    span_from, span_token = names[0], names[1]
    core = 1 if q_class[i] == DECIDES else 0
    for k in range(count):
        if accounts[k * _ACCOUNT + GAIN] < 0:
            continue
        name = accounts[k * _ACCOUNT + NAME]
        for s in range(len(q_span) // 2):
            if q_span[2 * s] <= i < q_span[2 * s] + q_span[2 * s + 1]:
                for t in range(span_from[name], span_from[name + 1]):
                    token = span_token[t]
                    code = code_of(nb_token, nb_code, nb_from[s], nb_from[s + 1], token)
                    if code:
                        add(accounts, k * _ACCOUNT, i, q_weight[i], owed[i], core, code >> 4, token_weight[token],
                            token_cover[token], cutoff)  # fmt: skip


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
        rest = name_weight[accounts[at + NAME]] - accounts[at + 3] - cover
        if in_reach(accounts, at, weight - accounts[at + 2] - owed, gain, rest, params, cutoff):
            hoped += 1
        else:
            accounts[at + GAIN] = -(1 << 30)
    return hoped


@jit
def ceiling(acc, at, weight, core, lightest, name_weight, name_core, name_lightest, params, cutoff):
    """The most that `score` can give a name, from its accounts (ten-thousandths); 0 when that is below the cutoff."""
    reached = acc[at + 1]
    rest = name_weight - acc[at + 3]
    if reached == 0 or not in_reach(acc, at, weight - acc[at + 2], 0, rest, params, cutoff):
        return 0
    charge = (weight - acc[at + 2]) * params[P_ABSENT_QUERY] + (rest if rest > 0 else 0) * params[P_ABSENT_LISTED]
    best = thinned(10000 * reached // (reached + charge), reached, params)
    if core > acc[at + 4] and name_core > acc[at + 5]:
        lost = loss(lightest, name_lightest, params[P_FULL], params[P_CONFLICT])
        best = best * (1000 - lost) // 1000 + 1
    return best


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
    """What the query owes in all, its core positions, the lightest of them; into `cost` the postings of each
    position, into `covers` the most listed weight that it can cover."""
    q_span, q_weight, q_class, owed = question
    weight, core, lightest = 0, 0, 1 << 20
    nb_from, nb_token, _ = near
    token_weight, _, post_from, _ = postings
    for i in range(len(q_weight)):
        owed[i] = q_weight[i] if q_class[i] != SILENT else 0
        weight += owed[i]
        cost[i] = covers[i] = 0
        if q_class[i] == DECIDES:
            core += 1
            lightest = min(lightest, q_weight[i])
    for s in range(len(q_span) // 2):
        posts, most = 0, 0
        for k in range(nb_from[s], nb_from[s + 1]):
            posts += post_from[nb_token[k] + 1] - post_from[nb_token[k]]
            most = max(most, token_weight[nb_token[k]])
        for i in range(q_span[2 * s], q_span[2 * s] + q_span[2 * s + 1]):
            if q_weight[i]:
                cost[i] += posts
                covers[i] = max(covers[i], most)
    return weight, core, lightest


@jit
def candidates(q_span, q_weight, q_class, near, postings, names, params, cutoff, accounts, slots, plan, out):
    """Every listed name whose ceiling reaches the cutoff; returns how many stand in `out`.

    Nothing is capped: a name is left out only because no alignment could lift it to the cutoff. -1 when there
    are too few accounts.
    """
    owed, cost, skip, covers = plan[:MAX], plan[MAX : 2 * MAX], plan[2 * MAX : 3 * MAX], plan[3 * MAX :]
    question = (q_span, q_weight, q_class, owed)
    name_weight, name_core, name_lightest = names[2], names[3], names[4]
    weight, core, lightest = weigh(question, near, postings, cost, covers)
    inessential(q_weight, owed, cost, params, cutoff, skip)
    most, open_owed, open_gain, open_cover = 0, 0, 0, 0
    for i in range(len(q_weight)):
        if skip[i]:
            open_owed += owed[i]
            open_gain += q_weight[i] * (10000 - cutoff)
            open_cover += covers[i]
        else:
            most += cost[i]
    if min(most, len(name_weight)) > len(out):
        return -1
    count = 0
    for i in range(len(q_weight)):
        if cost[i] and not skip[i]:
            count = touch(i, question, near, postings, cutoff, accounts, slots, count, True)
    hoped = give_up(accounts, count, weight, (open_owed, open_gain, open_cover), name_weight, params, cutoff)
    for i in range(len(q_weight)):
        if hoped and skip[i]:
            if cost[i] < _POSTS_A_LOOKUP * hoped:
                touch(i, question, near, postings, cutoff, accounts, slots, count, False)
            else:
                touch_again(i, question, near, postings, names, cutoff, accounts, count)
    found = 0
    for k in range(count):
        at = k * _ACCOUNT
        name = accounts[at + NAME]
        if accounts[at + GAIN] >= 0 and ceiling(accounts, at, weight, core, lightest, name_weight[name],
                                                name_core[name], name_lightest[name], params, cutoff) >= cutoff:  # fmt: skip
            out[found] = name
            found += 1
        slots[accounts[at + PLACE]] = 0
        for x in range(_ACCOUNT):
            accounts[at + x] = 0
    return found


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
