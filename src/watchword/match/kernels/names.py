"""How alike are two names? Alignment of their tokens, and the points of every reason.

One of the inner loops; the package says how they run. It finds no names.
"""
# ruff: noqa: PLR0913  (flat arguments: numba compiles loops over one-dimensional arrays)
# mypy: disable-error-code="no-untyped-def, no-untyped-call, misc"

from __future__ import annotations

from .jit import jit
from .layout import (
    ACRONYM,
    ALONE,
    CONFLICT,
    COUNTS,
    DECIDES,
    FIRST,
    INITIAL,
    LISTED_ONLY,
    MAX,
    NUMBERS,
    ORDER,
    P_ABSENT_LISTED,
    P_ABSENT_QUERY,
    P_CONFLICT,
    P_DISPUTED,
    P_ENOUGH,
    P_FIRST,
    P_FULL,
    P_INITIAL_REST,
    P_JOINED,
    P_NUMBER,
    P_ORDER,
    P_ROLE,
    P_SINGLE,
    P_THIN,
    P_TURNED,
    PAIR,
    QUERY_ONLY,
    ROLES,
    ROW,
    SILENT,
    THIN,
)


@jit
def loss(a: int, b: int, full: int, worst: int) -> int:
    """Thousandths of similarity lost when two leftovers of weights a and b contradict each other."""
    least = a if a < b else b
    return worst if least >= full else worst * least // full


@jit
def choose_pairs(q_span, l_span, matrix, q_weight, l_weight, params, q_used, l_used, rows):
    """Align spans of both names: exact tokens first, then by weight of agreement; returns how many pairs.

    Greedy and deterministic: ties go to the nearer positions, then to the earlier. Writes rows of
    (PAIR, query span, listed span, agreement, weight, 0, weight) and marks positions as used by their row + 1.
    """
    nq, nl = len(q_span) // 2, len(l_span) // 2
    count = 0
    while True:
        best, best_s, best_t, best_m = -1, 0, 0, 0
        for s in range(nq):
            i, ni = q_span[2 * s], q_span[2 * s + 1]
            taken = False
            wq = 0
            for k in range(i, i + ni):
                taken = taken or q_used[k] != 0
                wq += q_weight[k]
            if taken:
                continue
            for t in range(nl):
                code = matrix[s * nl + t]
                if code == 0:
                    continue
                j, nj = l_span[2 * t], l_span[2 * t + 1]
                if ni > 1 and nj > 1 and code & 15 != ACRONYM:
                    continue
                wl = 0
                for k in range(j, j + nj):
                    taken = taken or l_used[k] != 0
                    wl += l_weight[k]
                if taken:
                    taken = False
                    continue
                m = wq if wq < wl else wl
                if m == 0:
                    continue
                value = code >> 4
                if ni > 1 or nj > 1:
                    value = value * params[P_JOINED] // 1000
                gap = i - j if i > j else j - i
                rank = (m * value) * 64 + 63 - (gap if gap < 63 else 63)
                if value == 1000:
                    rank += 1 << 40
                if rank > best:
                    best, best_s, best_t, best_m = rank, s, t, m
        if best < 0:
            return count
        at = count * ROW
        value = matrix[best_s * nl + best_t] >> 4
        if q_span[2 * best_s + 1] > 1 or l_span[2 * best_t + 1] > 1:
            value = value * params[P_JOINED] // 1000
        rows[at], rows[at + 1], rows[at + 2] = PAIR, best_s, best_t
        rows[at + 3] = value * 16 + (matrix[best_s * nl + best_t] & 15)
        rows[at + 4], rows[at + 5], rows[at + 6] = best_m, 0, best_m
        count += 1
        for k in range(q_span[2 * best_s], q_span[2 * best_s] + q_span[2 * best_s + 1]):
            q_used[k] = count
        for k in range(l_span[2 * best_t], l_span[2 * best_t] + l_span[2 * best_t + 1]):
            l_used[k] = count


@jit
def heaviest(weights, classes, used, wanted):
    """Position of the heaviest leftover of a class, -1 when there is none."""
    best = -1
    for k in range(len(weights)):
        if used[k] == 0 and classes[k] == wanted and (best < 0 or weights[k] > weights[best]):
            best = k
    return best


@jit
def reversed_roles(q_span, l_span, q_role, l_role, rows, pairs):
    """Whether son and father have changed places: Ahmad bin Hasan against Hasan bin Ahmad."""
    forth, back = False, False
    for p in range(pairs):
        i, j = q_span[2 * rows[p * ROW + 1]], l_span[2 * rows[p * ROW + 2]]
        forth = forth or (q_role[i] == 1 and l_role[j] == 2)
        back = back or (q_role[i] == 2 and l_role[j] == 1)
    return forth and back


@jit
def first_missing(q_used, q_class, l_used, l_class, pairs):
    """Whether one name's first word stands only there, and the other's agrees with a later word of it."""
    i, j = 0, 0
    while i < len(q_class) and q_class[i] != DECIDES:
        i += 1
    while j < len(l_class) and l_class[j] != DECIDES:
        j += 1
    if i == len(q_class) or j == len(l_class):
        return False
    matched_i, matched_j = 0 < q_used[i] <= pairs, 0 < l_used[j] <= pairs
    return matched_i != matched_j


@jit
def disorder(q_span, l_span, rows, pairs):
    """How the agreeing words stand: 0 in the same order, 1 turned (a family name moved to front or end), 2 in another."""
    descents, first_i, first_j, last_i, last_j = 0, MAX, 0, -1, 0
    for _ in range(pairs):
        i, j = MAX, 0
        for p in range(pairs):
            k = q_span[2 * rows[p * ROW + 1]]
            if last_i < k < i:
                i, j = k, l_span[2 * rows[p * ROW + 2]]
        if last_i < 0:
            first_i, first_j = i, j
        elif j < last_j:
            descents += 1
        last_i, last_j = i, j
    if descents > 1 or (descents == 1 and first_i != last_i and first_j < last_j):
        return 2
    return descents


@jit
def order_lost(turns, reached, params):
    """Thousandths of similarity lost by the order of the words; a turned name counts when what agrees is common."""
    if turns == 2:
        return params[P_ORDER]
    short = params[P_ENOUGH] - reached // 1000
    return params[P_TURNED] * short // params[P_ENOUGH] if turns == 1 and short > 0 else 0


@jit
def owed(weights, classes, used):
    """Weight of the leftovers that are not silent, and how many of them are core words."""
    weight, core = 0, 0
    for k in range(len(weights)):
        if used[k] == 0 and classes[k] != SILENT:
            weight += weights[k]
            core += classes[k] == DECIDES
    return weight, core


@jit
def contradict(q_weight, q_class, l_weight, l_class, params, q_used, l_used, rows, count):
    """Set leftovers against each other, heaviest against heaviest, numbers among themselves.

    Writes a row for each, with the share it takes where the points will stand; returns the rows written and
    what the disputed words add to the total.
    """
    disputed = 0
    for wanted in range(DECIDES, COUNTS + 1):
        worst = params[P_CONFLICT] if wanted == DECIDES else params[P_NUMBER]
        while True:
            i, j = heaviest(q_weight, q_class, q_used, wanted), heaviest(l_weight, l_class, l_used, wanted)
            if i < 0 or j < 0:
                break
            lost = loss(q_weight[i], l_weight[j], params[P_FULL], worst)
            write(rows, count, CONFLICT if wanted == DECIDES else NUMBERS, i, j, lost, 0)
            disputed += (q_weight[i] + l_weight[j]) * params[P_DISPUTED] // 2
            count += 1
            q_used[i] = l_used[j] = count
    return count, disputed


@jit
def award(q_span, q_weight, l_span, l_weight, params, rows, pairs, others):
    """Turn the weights of the pairs into points; returns the similarity, the weight reached and the total.

    The total is the weight of the pairs, what stays open behind initials, and what `others` add.
    """
    total = others
    for p in range(pairs):
        total += rows[p * ROW + 4] * 1000
        if rows[p * ROW + 3] & 15 == INITIAL:
            wq, wl = q_weight[q_span[2 * rows[p * ROW + 1]]], l_weight[l_span[2 * rows[p * ROW + 2]]]
            total += (wq - wl if wq > wl else wl - wq) * params[P_INITIAL_REST]
    reached, similarity = 0, 0
    for p in range(pairs):
        at = p * ROW
        weight = rows[at + 4]
        reached += weight * (rows[at + 3] >> 4)
        points = 10000 * reached // total - similarity
        rows[at + 4], rows[at + 5] = points, 10000000 * weight // total
        similarity += points
    return similarity, reached, total


@jit
def write_leftovers(weights, classes, used, rate, total, what, rows, count):
    """A row for each leftover, with the most it could have given; returns the rows written."""
    for k in range(len(weights)):
        if used[k] == 0 and classes[k] != SILENT:
            query, listed = (k, -1) if what == QUERY_ONLY else (-1, k)
            write(rows, count, what, query, listed, 0, 10000 * weights[k] * rate // total)
            count += 1
    return count


@jit
def score(q_span, q_weight, q_class, q_role, l_span, l_weight, l_class, l_role, matrix, params, used, rows):
    """Similarity of two names in ten-thousandths, with its explanation; returns (similarity, rows written).

    Names are positions with weight, class (SILENT, DECIDES, COUNTS) and role (1 father, 2 own name), and
    spans (start, length) of one to three positions; `matrix` holds the agreement of every query span with
    every listed span. The points of the rows sum to the similarity.
    """
    q_used, l_used = used[:MAX], used[MAX:]
    for k in range(MAX):
        q_used[k] = l_used[k] = 0
    pairs = choose_pairs(q_span, l_span, matrix, q_weight, l_weight, params, q_used, l_used, rows)
    if pairs == 0:
        return 0, 0
    left_q, core_q = owed(q_weight, q_class, q_used)
    left_l, core_l = owed(l_weight, l_class, l_used)
    count, others = contradict(q_weight, q_class, l_weight, l_class, params, q_used, l_used, rows, pairs)
    others += left_q * params[P_ABSENT_QUERY] + left_l * params[P_ABSENT_LISTED]
    similarity, reached, total = award(q_span, q_weight, l_span, l_weight, params, rows, pairs, others)
    contradictions = count
    count, similarity = take(rows, count, THIN, similarity, similarity - thinned(similarity, reached, params))
    for p in range(pairs, contradictions):
        points = similarity * rows[p * ROW + 4] // 1000
        rows[p * ROW + 4] = -points
        similarity -= points
    lost = order_lost(disorder(q_span, l_span, rows, pairs), reached, params)
    count, similarity = take(rows, count, ORDER, similarity, similarity * lost // 1000)
    if first_missing(q_used, q_class, l_used, l_class, pairs):
        count, similarity = take(rows, count, FIRST, similarity, similarity * params[P_FIRST] // 1000)
    if pairs == 1 and (core_q > 0 or core_l > 0):
        count, similarity = take(rows, count, ALONE, similarity, similarity * params[P_SINGLE] // 1000)
    if reversed_roles(q_span, l_span, q_role, l_role, rows, pairs):
        count, similarity = take(rows, count, ROLES, similarity, similarity * params[P_ROLE] // 1000)
    count = write_leftovers(q_weight, q_class, q_used, params[P_ABSENT_QUERY], total, QUERY_ONLY, rows, count)
    count = write_leftovers(l_weight, l_class, l_used, params[P_ABSENT_LISTED], total, LISTED_ONLY, rows, count)
    for at in range(0, pairs * ROW, ROW):
        rows[at + 1], rows[at + 2] = place_of(q_span, rows[at + 1]), place_of(l_span, rows[at + 2])
    return similarity, count


@jit
def place_of(spans, s):
    """The place of a span, as rows have it."""
    return spans[2 * s] | (spans[2 * s + 1] - 1) << 6


@jit
def thinned(similarity, reached, params):
    """The similarity when what agrees is common words: all that is missing from 10000 counts more.

    `reached` is the weight of agreement (thousandths of tenths of bits). Grows with both arguments.
    """
    enough = params[P_ENOUGH]
    if reached >= enough * 1000:
        return similarity
    lost = (10000 - similarity) * params[P_THIN] * (enough - reached // 1000) // (1000 * enough)
    if 2 * lost <= similarity:
        return similarity - lost
    return similarity * similarity // (4 * lost)  # never nothing: single words of other scripts keep their order


@jit
def write(rows, count, what, query, listed, points, most):
    """Write one row of the explanation; agreements are written by `choose_pairs`."""
    at = count * ROW
    rows[at], rows[at + 1], rows[at + 2], rows[at + 3] = what, query, listed, 0
    rows[at + 4], rows[at + 5], rows[at + 6] = points, most, 0


@jit
def take(rows, count, what, similarity, points):
    """Add a row that takes points away, never below zero; returns (rows, similarity)."""
    if points <= 0:
        return count, similarity
    lost = points if points < similarity else similarity
    write(rows, count, what, -1, -1, -lost, 0)
    return count + 1, similarity - lost
