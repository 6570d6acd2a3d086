"""Which listed names could reach a cutoff? Ceilings of names from the postings of agreeing tokens, rarest first.

One of the inner loops; the package says how they run. It decides no agreement itself.
"""
# ruff: noqa: PLR0913  (flat arguments: numba compiles loops over one-dimensional arrays)
# mypy: disable-error-code="no-untyped-def, no-untyped-call, misc"

from __future__ import annotations

from .accounts import ACCOUNT, GAIN, NAME, give_up, touch
from .arrays import unfold
from .hope import gains, hopeful
from .jit import jit
from .layout import DECIDES, FIRM, MAX, P_ABSENT_QUERY, P_CONFLICT, P_FULL, ROW, SILENT
from .led import by_firm, cheapest
from .marks import depth_of, mark, wipe
from .names import score, thinned
from .seek import order
from .sift import BITS, CODE, sift, tabulate

NEIGHBOURS_A_SCORE = 32  # entering so many agreements in a table costs less than seeking those of one name
_POSTS_A_NAME = 40  # looking a name's words up costs about as much as this many postings


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
def weigh(question, near, tallies, params, cutoff, cost, covers):
    """What the query owes in all, and how many of its positions are firm; 0 where that does not count at this cutoff.

    Into `cost` go the postings of each position, into `covers` the most listed weight that it can cover.
    """
    q_span, q_weight, q_class, owed, firm = question
    nb_posts, nb_heaviest = tallies
    weight, firms = 0, 0
    least = firm_from(params, cutoff)
    for i in range(len(q_weight)):
        owed[i] = q_weight[i] if q_class[i] != SILENT else 0
        firm[i] = 1 if q_class[i] == DECIDES and q_weight[i] >= least and least <= FIRM else 0
        weight += owed[i]
        firms += firm[i]
        cost[i] = covers[i] = 0
    for s in range(len(q_span) // 2):
        for i in range(q_span[2 * s], q_span[2 * s] + q_span[2 * s + 1]):
            if q_weight[i]:
                cost[i] += nb_posts[s]
                covers[i] = max(covers[i], nb_heaviest[s])
    return weight, firms


@jit
def firm_from(params, cutoff):
    """The least weight with which two words left over, one on each side, keep any name below the cutoff."""
    lost = (10000 - cutoff) // 10 + 1
    if lost > params[P_CONFLICT]:
        return 1 << 30
    return min(params[P_FULL], (lost * params[P_FULL] + params[P_CONFLICT] - 1) // params[P_CONFLICT])


@jit
def open_all(question, near, postings, params, cutoff, plan, book):
    """Open accounts for the names that may reach the cutoff by the query's words; how many, -1 when there are too few.

    `waits` marks the positions of which not every name has been looked at.
    """
    q_weight, owed = question[1], question[3]
    cost, waits = plan[0], plan[1]
    inessential(q_weight, owed, cost, params, cutoff, waits)
    count = 0
    for i in range(len(q_weight)):
        if cost[i] and not waits[i] and count >= 0:
            count = touch(i, question, near, postings, cutoff, book, count, True)
    return count


@jit
def pick(question, weight, near, postings, name_weight, params, cutoff, plan, book, count, chosen):
    """Write to `chosen` which accounts may still reach the cutoff; how many.

    Positions that wait are looked at, the cheapest first, while that is less work than looking up what is left.
    """
    q_weight, owed = question[1], question[3]
    accounts = book[0]
    cost, waits, covers = plan
    while True:
        hope_owed, hope_gain, hope_cover = 0, 0, 0
        for i in range(len(q_weight)):
            if waits[i]:
                hope_owed += owed[i]
                hope_gain += q_weight[i] * (10000 - cutoff)
                hope_cover += covers[i]
        hope = (hope_owed, hope_gain, hope_cover)
        hoped = give_up(accounts, count, weight, hope, name_weight, params, cutoff)
        following = cheapest(q_weight, cost, waits)
        if following < 0 or cost[following] >= _POSTS_A_NAME * hoped:
            break
        touch(following, question, near, postings, cutoff, book, count, False)
        waits[following] = 0
    found = 0
    for k in range(count if hoped else 0):
        if accounts[k * ACCOUNT + GAIN] >= 0:
            chosen[found] = accounts[k * ACCOUNT + NAME]
            found += 1
    return found


@jit
def candidates(q_span, q_weight, q_class, near, tallies, postings, bounds, scored, params, cutoff, walking, stamp):
    """Every listed name whose ceiling reaches the cutoff, in their order; returns how many stand in `chosen`.

    Nothing is capped: a name is left out only because no alignment could lift it to the cutoff. -1 when there
    is too little room. Where firm words left over on both sides keep a name below, all of the query's agree or all
    of the name's own.
    """
    accounts, slots, cells, table, marks, worth, chosen, gain, hoped, lifts = walking
    owed, firm, cost = cells[:MAX], cells[MAX : 2 * MAX], cells[2 * MAX : 3 * MAX]
    waits, covers = cells[3 * MAX : 4 * MAX], cells[4 * MAX :]
    question, plan, spans = (q_span, q_weight, q_class, owed, firm), (cost, waits, covers), len(q_span) // 2
    total = gains(q_span, q_weight, q_class, near, params, cutoff, gain)
    if hopeful(q_span, q_weight, near, tallies, postings, bounds[2], total, cutoff, gain, hoped) == 0:
        return 0
    near = hoped
    weight, firms = weigh(question, near, tallies, params, cutoff, cost, covers)
    depth = depth_of(len(q_weight))
    every = mark(q_span, depth, near, cutoff, marks)
    if firms:
        first = cheapest(q_weight, cost, firm)
        found = by_firm(question, (first, depth, every, total), near, tallies, postings, bounds, scored, params, cutoff, gain,
                        marks, worth, lifts, chosen)  # fmt: skip
    else:
        book = (accounts, slots, stamp)
        found = open_all(question, near, postings, params, cutoff, plan, book)
        if found > 0:
            found = pick(question, weight, near, postings, bounds[0], params, cutoff, plan, book, found, chosen)
    if found > 0:
        mask = tabulate(near, spans, table)
        found = sift(chosen, found, q_span, q_weight, q_class, scored, table, mask, marks, owed, covers, params, cutoff)
    wipe(near, spans, marks)
    return distinct(chosen, found) if found > 1 else found


@jit
def distinct(names, count):
    """Sort names, and leave each once; how many there are."""
    order(names, names, 0, count)
    kept = 0
    for k in range(count):
        if k == 0 or names[k] != names[kept - 1]:
            names[kept] = names[k]
            kept += 1
    return kept


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
def fill_from_table(spans, table, mask, l_token, matrix):
    """The same as `fill_matrix`, from the table that `tabulate` has made of all neighbours."""
    nl = len(l_token)
    for k in range(spans * nl):
        matrix[k] = 0
    for t in range(nl):
        token = l_token[t] + 1
        at = ((token - 1) * 40503) & mask
        while table[2 * at]:
            if table[2 * at] == token:
                matrix[(table[2 * at + 1] >> BITS) * nl + t] = table[2 * at + 1] & CODE
            at = (at + 1) & mask


@jit
def score_name(name, q_span, q_weight, q_class, q_role, near, scored, params, scoring, table, mask):
    """Similarity of a listed name, and how many rows explain it. The neighbours stand in `table` where it has a mask."""
    nb_from, nb_token, nb_code = near
    matrix, used, rows, listed = scoring
    l_span, l_weight, l_class, l_role = listed
    first, spans, n = unfold(name, scored, listed)
    l_token = scored[2][first : first + spans]
    if mask:
        fill_from_table(len(q_span) // 2, table, mask, l_token, matrix)
    else:
        fill_matrix(nb_from, nb_token, nb_code, l_token, matrix)
    return score(q_span, q_weight, q_class, q_role, l_span[: 2 * spans], l_weight[:n], l_class[:n], l_role[:n], matrix,
                 params, used, rows)  # fmt: skip


@jit
def score_names(q_span, q_weight, q_class, q_role, near, scored, params, cutoff, names, n_names, scoring, out_score):
    """Score listed names in place: keeps those that reach the cutoff in `names`; returns how many."""
    kept = 0
    for k in range(n_names):
        similarity, _ = score_name(
            names[k], q_span, q_weight, q_class, q_role, near, scored, params, scoring, scoring[0], 0
        )
        if similarity >= cutoff:
            names[kept] = names[k]
            out_score[kept] = similarity
            kept += 1
    return kept


@jit
def keep_scored(q, question, near, scored, params, cutoff, names, n_names, scoring, table, out, count, cells):
    """Add those of `names` that reach the cutoff to the results, with the rows that explain each; how many results and
    how many cells of rows there are then, -1 without room."""
    q_span, q_weight, q_class, q_role = question
    rows = scoring[2]
    out_query, out_name, out_score, out_end, out_rows = out
    spans = len(q_span) // 2
    mask = tabulate(near, spans, table) if NEIGHBOURS_A_SCORE * n_names > near[0][spans] else 0
    for k in range(n_names):
        similarity, n_rows = score_name(
            names[k], q_span, q_weight, q_class, q_role, near, scored, params, scoring, table, mask
        )
        if similarity < cutoff:
            continue
        if count == len(out_query) or cells + n_rows * ROW > len(out_rows):
            return -1, cells
        for x in range(n_rows * ROW):
            out_rows[cells + x] = rows[x]
        cells += n_rows * ROW
        out_query[count], out_name[count], out_score[count], out_end[count] = q, names[k], similarity, cells
        count += 1
    return count, cells
