"""The inner loops of matching, on flat arrays of integers: keys, agreement, candidates, score.

One source, run two ways: interpreted for a single answer from the command line, compiled by numba in a
process that stays (see `loops`). Integers only, so both ways and every machine give the same bytes.
Nothing here knows text: tokens come as records (see `records`) and parameters as `policy` lays them out.

Numba compiles plain loops over one-dimensional arrays best; that is why these functions take many flat
arguments and use no objects.
"""
# ruff: noqa: PLR0913  (flat arguments, see above)
# mypy: disable-error-code="no-untyped-def, no-untyped-call"

from __future__ import annotations

COMPILED = __name__.endswith("_compiled")

if COMPILED:
    from numba import njit

    jit = njit(cache=True, nogil=True)
else:

    def jit(function):  # noqa: D103
        return function


# A record, in int16: form length, sound length, flags, rarity, number of groups; the groups (two cells each,
# bit 128 of the first set for nicknames); the letters of the form; those of the sound.
HEADER = 5
VOWELLESS, NUMERIC, JOINED = 1, 2, 4

# How two tokens agree; the low four bits of an agreement, the rest being its value in thousandths.
EXACT, VARIANT, NICKNAME, INITIAL, SOUND, SPELLING, CUT = 1, 2, 3, 4, 5, 6, 7

# Positions in the array of parameters.
(P_EDIT, P_VARIANT, P_NICKNAME, P_INITIAL, P_CUT, P_LEAST, P_COMMON, P_ABSENT_QUERY, P_ABSENT_LISTED,
 P_DISPUTED, P_CONFLICT, P_NUMBER, P_ROLE, P_SINGLE, P_JOINED, P_FULL, P_SERVANT, P_THIN,
 P_ENOUGH, P_ORDER, P_JOINED_LEAST) = range(21)  # fmt: skip

HASH = (1 << 55) - 1
MAX = 64  # longest form, sound, and number of spans
INSERT = 128 * 128  # where the costs of one letter more stand in the table of costs


@jit
def step(value: int, byte: int) -> int:
    """One step of the key hash; stays below 2**55 so that no machine overflows."""
    return ((value * 131) + byte + 1) & HASH


@jit
def edits_allowed(length: int) -> int:
    """How many letters may differ in a token whatever its first letter is (optimal string alignment)."""
    if length < 3:
        return 0
    return 1 if length < 8 else 2


@jit
def write_deletions(record, start, n, depth, seed, out, count):
    """Hash every form of n letters with up to `depth` (0-2) of them left out; returns the new count."""
    h = seed
    for i in range(n):
        h = step(h, record[start + i])
    out[count] = h
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
        h = step(seed, 1)
        for i in range(half):
            h = step(h, record[form + i])
        out[count] = h
        h = step(seed, 2)
        for i in range(n - half, n):
            h = step(h, record[form + i])
        out[count + 1] = h
        count += 2
    return count


@jit
def half_whole(a, pa, na, b, pb, nb):
    """Whether the first or the last half of the listed form b stands unchanged in form a."""
    half = nb // 2
    if half > na:
        return False
    first, last = True, True
    for i in range(half):
        first = first and a[pa + i] == b[pb + i]
        last = last and a[pa + na - half + i] == b[pb + nb - half + i]
    return first or last


@jit
def write_keys(record, at, mode, listed, cut, out):
    """Write the keys of one token to `out` and return how many.

    Two tokens of one mode can only agree (see `agree`) when they share a key. `listed` is 1 for the listed
    side, 0 for the query's; they differ for initials and for cut names. `cut`: the query's last token.
    """
    n, s, flags, g = record[at], record[at + 1], record[at + 2], record[at + 4]
    form = at + HEADER + 2 * g
    base = mode + 1
    exact = step(base, 1)
    h = exact
    for i in range(n):
        h = step(h, record[form + i])
    out[0] = h
    count = 1
    if flags & NUMERIC:
        return count
    if s >= 2:
        h = step(base, 5)
        for i in range(s):
            h = step(h, record[form + n + i])
        out[count] = h
        count += 1
    if flags & JOINED:
        if n >= 7:
            count = write_halves(record, form, n, step(base, 11), listed, out, count)
            if not listed:
                count = write_deletions(record, form, n, 1, step(base, 7), out, count)
        return count
    if not listed and n >= 7:
        count = write_halves(record, form, n, step(base, 11), listed, out, count)
    for i in range(g):
        high = record[at + HEADER + 2 * i] & 127
        out[count] = step(step(step(base, 2), high), record[at + HEADER + 2 * i + 1])
        count += 1
    whole = n > 1
    out[count] = step(step(base, 3 if whole == (listed == 1) else 4), record[form])
    count += 1
    if n < 3:
        return count
    servant = n >= 6 and record[form] == 97 and record[form + 1] == 98 and record[form + 2] == 100
    h = step(base, 10)
    for i in range(3 if servant else 0, n):
        h = step(h, record[form + i])
    out[count] = h
    count += 1
    if s >= 4:
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
        h = step(base, 9)
        for i in range(n):
            h = step(h, record[form + i])
        out[count] = h
        count += 1
    return count


@jit
def distance(a, pa, na, b, pb, nb, rows):
    """Optimal string alignment distance: letters inserted, left out, changed, or swapped with a neighbour."""
    width = nb + 1
    for j in range(width):
        rows[j] = j
    older, old, new = 2 * MAX + 4, 0, MAX + 2
    for i in range(1, na + 1):
        rows[new] = i
        ca = a[pa + i - 1]
        for j in range(1, width):
            cb = b[pb + j - 1]
            best = rows[old + j - 1] + (1 if ca != cb else 0)
            if rows[old + j] + 1 < best:
                best = rows[old + j] + 1
            if rows[new + j - 1] + 1 < best:
                best = rows[new + j - 1] + 1
            if i > 1 and j > 1 and ca == b[pb + j - 2] and a[pa + i - 2] == cb and rows[older + j - 2] + 1 < best:
                best = rows[older + j - 2] + 1
            rows[new + j] = best
        older, old, new = old, new, older
    return rows[old + nb]


@jit
def cost(a, pa, na, b, pb, nb, costs, vowelless, rows):
    """Weighted distance in hundredths of a letter, by the table of confusable letters (match.costs)."""
    free = 1 if vowelless else 0
    width = nb + 1
    rows[0] = 0
    for j in range(1, width):
        cb = b[pb + j - 1]
        twice = j > 1 and cb == b[pb + j - 2]
        rows[j] = rows[j - 1] + (15 if twice else costs[INSERT + 128 * free + cb])
    older, old, new = 2 * MAX + 4, 0, MAX + 2
    for i in range(1, na + 1):
        ca = a[pa + i - 1]
        drop = 15 if i > 1 and ca == a[pa + i - 2] else costs[INSERT + 128 * free + ca]
        rows[new] = rows[old] + drop
        for j in range(1, width):
            cb = b[pb + j - 1]
            best = rows[old + j - 1] + costs[128 * ca + cb]
            c = rows[old + j] + drop
            if c < best:
                best = c
            c = rows[new + j - 1] + (15 if j > 1 and cb == b[pb + j - 2] else costs[INSERT + 128 * free + cb])
            if c < best:
                best = c
            if i > 1 and j > 1 and ca == b[pb + j - 2] and a[pa + i - 2] == cb and ca != cb:
                c = rows[older + j - 2] + 80
                if c < best:
                    best = c
            rows[new + j] = best
        older, old, new = old, new, older
    return rows[old + nb]


@jit
def servant_of(a, pa, na, b, pb, nb):
    """Whether form a is abd and form b: Abdul Rahman, also called Rahman."""
    if a[pa] != 97 or a[pa + 1] != 98 or a[pa + 2] != 100:
        return False
    for i in range(nb):
        if a[pa + 3 + i] != b[pb + i]:
            return False
    return nb >= 3 and na == nb + 3


@jit
def agree(a, at, b, bt, cut, costs, params, rows):
    """How two tokens agree: value (thousandths) * 16 + kind; 0 when they do not.

    `a` is the query's token, `b` the listed one; `cut` is 1 when the query's token is its name's last and
    may have been cut short.
    """
    na, sa, fa, ga = a[at], a[at + 1], a[at + 2], a[at + 4]
    nb, sb, fb, gb = b[bt], b[bt + 1], b[bt + 2], b[bt + 4]
    pa, pb = at + HEADER + 2 * ga, bt + HEADER + 2 * gb
    if na == nb:
        same = True
        for i in range(na):
            if a[pa + i] != b[pb + i]:
                same = False
                break
        if same:
            return 16000 + EXACT
    if (fa | fb) & NUMERIC:
        return 0
    joined = ((fa | fb) & JOINED) != 0
    if (na == 1 or nb == 1) and not joined:
        return params[P_INITIAL] * 16 + INITIAL if a[pa] == b[pb] else 0
    sounds = sa == sb and sa >= 2
    if sounds:
        for i in range(sa):
            if a[pa + na + i] != b[pb + nb + i]:
                sounds = False
                break
    if joined and not sounds:
        if na < 7 or nb < 7 or distance(a, pa, na, b, pb, nb, rows) > 1:
            return 0
        if fb & JOINED and not half_whole(a, pa, na, b, pb, nb):
            return 0
    best, kind = 0, 0
    if not joined:
        for i in range(ga):
            for j in range(gb):
                high = a[at + HEADER + 2 * i]
                if high == b[bt + HEADER + 2 * j] and a[at + HEADER + 2 * i + 1] == b[bt + HEADER + 2 * j + 1]:
                    if high & 128:
                        if params[P_NICKNAME] > best:
                            best, kind = params[P_NICKNAME], NICKNAME
                    elif params[P_VARIANT] > best:
                        best, kind = params[P_VARIANT], VARIANT
    vowelless = ((fa ^ fb) & VOWELLESS) != 0
    near = sounds or joined
    if not near and na >= 3 and nb >= 3:
        least = na if na < nb else nb
        gap = na - nb if na > nb else nb - na
        if gap <= 2:
            d = distance(a, pa, na, b, pb, nb, rows)
            near = d <= edits_allowed(least) or (d <= 2 and least >= 5 and least <= 9 and a[pa] == b[pb])
        if not near and sa >= 4 and sb >= 4 and sa - sb <= 1 and sb - sa <= 1:
            near = distance(a, pa + na, sa, b, pb + nb, sb, rows) <= 1
    if near:
        longest = na if na > nb else nb
        c = cost(a, pa, na, b, pb, nb, costs, vowelless, rows)
        value = 1000 - (c * params[P_EDIT]) // (100 * longest)
        rarer = a[at + 3] if a[at + 3] > b[bt + 3] else b[bt + 3]
        if rarer < 95:
            value -= (95 - rarer) * c * params[P_COMMON] // 1000
        if value >= params[P_JOINED_LEAST if joined else P_LEAST] and value > best:
            best, kind = value, (SOUND if sounds else SPELLING)
    if na == nb + 3 and na >= 6 and servant_of(a, pa, na, b, pb, nb) and params[P_SERVANT] > best:
        best, kind = params[P_SERVANT], VARIANT
    if nb == na + 3 and nb >= 6 and servant_of(b, pb, nb, a, pa, na) and params[P_SERVANT] > best:
        best, kind = params[P_SERVANT], VARIANT
    if cut and na >= 4 and na < nb and nb >= 6:
        whole = True
        for i in range(na):
            if a[pa + i] != b[pb + i]:
                whole = False
                break
        if whole:
            value = params[P_CUT] + (1000 - params[P_CUT]) * na // nb
            if value > best:
                best, kind = value, CUT
    return best * 16 + kind if best else 0


@jit
def find(keys, key):
    """First position in the sorted array of keys that is not below `key`."""
    low, high = 0, len(keys)
    while low < high:
        middle = (low + high) >> 1
        if keys[middle] < key:
            low = middle + 1
        else:
            high = middle
    return low


@jit
def neighbours(record, at, mode, cut, key_hash, key_token, vocabulary, starts, costs, params, work, seen, stamp,
               rows, out_token, out_code):  # fmt: skip
    """Every listed token that agrees with one query token, with the agreement; returns how many."""
    count = write_keys(record, at, mode, 0, cut, work)
    found = 0
    for k in range(count):
        key = work[k]
        i = find(key_hash, key)
        while i < len(key_hash) and key_hash[i] == key:
            token = key_token[i]
            i += 1
            if seen[token] == stamp:
                continue
            seen[token] = stamp
            code = agree(record, at, vocabulary, starts[token], cut, costs, params, rows)
            if code:
                out_token[found] = token
                out_code[found] = code
                found += 1
    return found


# Rows of an explanation: what happened, position in the query, position in the listed name, agreement,
# points (ten-thousandths of similarity), and the most it could have given.
PAIR, QUERY_ONLY, LISTED_ONLY, CONFLICT, NUMBERS, ROLES, ALONE, ORDER, THIN = range(1, 10)
ROW = 6

# Classes of a position, as conflicts see it.
SILENT, DECIDES, COUNTS = 0, 1, 2  # 0 cannot conflict; 1 a core token; 2 a number


@jit
def loss(a: int, b: int, full: int, worst: int) -> int:
    """Thousandths of similarity lost when two leftovers of weights a and b contradict each other."""
    least = a if a < b else b
    return worst if least >= full else worst * least // full


@jit
def choose_pairs(q_span, l_span, matrix, q_weight, l_weight, params, q_used, l_used, rows):
    """Align spans of both names: exact tokens first, then by weight of agreement; returns how many pairs.

    Greedy and deterministic: ties go to the nearer positions, then to the earlier. Writes rows of
    (PAIR, query span, listed span, agreement, weight, 0) and marks positions as used by their row + 1.
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
                if ni > 1 and nj > 1:
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
        rows[at + 4], rows[at + 5] = best_m, 0
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
def out_of_order(q_span, l_span, rows, pairs):
    """Whether the agreeing words stand in another order, a family name moved to the front or end aside."""
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
    if first_i != last_i and first_j < last_j:
        descents += 1
    return descents > 1


@jit
def score(q_span, q_weight, q_class, q_role, l_span, l_weight, l_class, l_role, matrix, params, used, rows):
    """Similarity of two names in ten-thousandths, with its explanation; returns (similarity, rows written).

    Names are positions with weight, class (SILENT, DECIDES, COUNTS) and role (1 father, 2 own name), and
    spans (start, length) of one to three positions; `matrix` holds the agreement of every query span with
    every listed span. The points of the rows sum to the similarity.
    """
    nq, nl = len(q_weight), len(l_weight)
    q_used, l_used = used[:MAX], used[MAX:]
    for k in range(nq):
        q_used[k] = 0
    for k in range(nl):
        l_used[k] = 0
    pairs = choose_pairs(q_span, l_span, matrix, q_weight, l_weight, params, q_used, l_used, rows)
    if pairs == 0:
        return 0, 0
    # What both names share, and what stands in one of them only.
    total = 0
    for p in range(pairs):
        total += rows[p * ROW + 4] * 1000
        if rows[p * ROW + 3] & 15 == INITIAL:
            wq, wl = q_weight[q_span[2 * rows[p * ROW + 1]]], l_weight[l_span[2 * rows[p * ROW + 2]]]
            total += (wq - wl if wq > wl else wl - wq) * params[P_ABSENT_LISTED]
    left_q, left_l, core_q, core_l = 0, 0, 0, 0
    for k in range(nq):
        if q_used[k] == 0 and q_class[k] != SILENT:
            left_q += q_weight[k]
            core_q += q_class[k] == DECIDES
    for k in range(nl):
        if l_used[k] == 0 and l_class[k] != SILENT:
            left_l += l_weight[k]
            core_l += l_class[k] == DECIDES
    total += left_q * params[P_ABSENT_QUERY] + left_l * params[P_ABSENT_LISTED]
    count = pairs
    # Leftovers that contradict each other, heaviest against heaviest, numbers among themselves.
    for wanted in range(DECIDES, COUNTS + 1):
        while True:
            i, j = heaviest(q_weight, q_class, q_used, wanted), heaviest(l_weight, l_class, l_used, wanted)
            if i < 0 or j < 0:
                break
            at = count * ROW
            rows[at] = CONFLICT if wanted == DECIDES else NUMBERS
            rows[at + 1], rows[at + 2], rows[at + 3], rows[at + 5] = i, j, 0, 0
            total += (q_weight[i] + l_weight[j]) * params[P_DISPUTED] // 2
            worst = params[P_CONFLICT] if wanted == DECIDES else params[P_NUMBER]
            rows[at + 4] = loss(q_weight[i], l_weight[j], params[P_FULL], worst)
            count += 1
            q_used[i] = l_used[j] = count
    # Points: what the pairs give, then what each contradiction takes away.
    reached, similarity = 0, 0
    for p in range(pairs):
        at = p * ROW
        m = rows[at + 4]
        reached += m * (rows[at + 3] >> 4)
        points = 10000 * reached // total - similarity
        rows[at + 4], rows[at + 5] = points, 10000000 * m // total
        similarity += points
    conflicts = count
    enough = params[P_ENOUGH]
    if reached < enough * 1000:
        lost = (10000 - similarity) * params[P_THIN] * (enough - reached // 1000) // (1000 * enough)
        count, similarity = take(rows, count, THIN, similarity, lost)
    for p in range(pairs, conflicts):
        points = similarity * rows[p * ROW + 4] // 1000
        rows[p * ROW + 4] = -points
        similarity -= points
    if out_of_order(q_span, l_span, rows, pairs):
        count, similarity = take(rows, count, ORDER, similarity, similarity * params[P_ORDER] // 1000)
    if pairs == 1 and (core_q > 0 or core_l > 0):
        count, similarity = take(rows, count, ALONE, similarity, similarity * params[P_SINGLE] // 1000)
    if reversed_roles(q_span, l_span, q_role, l_role, rows, pairs):
        count, similarity = take(rows, count, ROLES, similarity, similarity * params[P_ROLE] // 1000)
    for k in range(nq):
        if q_used[k] == 0 and q_class[k] != SILENT:
            at = count * ROW
            rows[at], rows[at + 1], rows[at + 2], rows[at + 3], rows[at + 4] = QUERY_ONLY, k, -1, 0, 0
            rows[at + 5] = 10000 * q_weight[k] * params[P_ABSENT_QUERY] // total
            count += 1
    for k in range(nl):
        if l_used[k] == 0 and l_class[k] != SILENT:
            at = count * ROW
            rows[at], rows[at + 1], rows[at + 2], rows[at + 3], rows[at + 4] = LISTED_ONLY, -1, k, 0, 0
            rows[at + 5] = 10000 * l_weight[k] * params[P_ABSENT_LISTED] // total
            count += 1
    return similarity, count


@jit
def take(rows, count, what, similarity, points):
    """Add a row that takes points away, never below zero; returns (rows, similarity)."""
    if points <= 0:
        return count, similarity
    lost = points if points < similarity else similarity
    at = count * ROW
    rows[at], rows[at + 1], rows[at + 2], rows[at + 3], rows[at + 4], rows[at + 5] = what, -1, -1, 0, -lost, 0
    return count + 1, similarity - lost


@jit
def touch(names, first, last, i, weight, owed, core, value, wl, cover, acc, touched, n_touched):
    """Add one agreement of query position i to the accounts of the names that hold a token.

    `owed` is what the position would cost if nothing agreed with it: its weight, 0 for a silent one.
    Accounts of a name (8 numbers): query position + 1 last counted, weight of agreement, query weight
    no longer owed, listed weight covered, core positions touched, core positions covered; best value and best
    listed weight of the position last counted. Counting the best of each only ever overstates a name.
    """
    for p in range(first, last):
        at = names[p] * 8
        if acc[at] != i + 1:
            if acc[at] == 0:
                touched[n_touched] = names[p]
                n_touched += 1
            acc[at] = i + 1
            acc[at + 1] += weight * value
            acc[at + 2] += owed
            acc[at + 3] += wl
            acc[at + 4] += core
            acc[at + 5] += cover
            acc[at + 6], acc[at + 7] = value, wl * 4 + cover
            continue
        if value > acc[at + 6]:
            acc[at + 1] += weight * (value - acc[at + 6])
            acc[at + 6] = value
        old_wl, old_cover = acc[at + 7] >> 2, acc[at + 7] & 3
        new_wl = wl if wl > old_wl else old_wl
        new_cover = cover if cover > old_cover else old_cover
        acc[at + 3] += new_wl - old_wl
        acc[at + 5] += new_cover - old_cover
        acc[at + 7] = new_wl * 4 + new_cover
    return n_touched


@jit
def ceiling(acc, at, weight, core, lightest, name_weight, name_core, name_lightest, params):
    """The most that `score` can give a name, from its accounts (ten-thousandths)."""
    reached = acc[at + 1]
    if reached == 0:
        return 0
    rest = name_weight - acc[at + 3]
    charge = (weight - acc[at + 2]) * params[P_ABSENT_QUERY] + (rest if rest > 0 else 0) * params[P_ABSENT_LISTED]
    best = 10000 * reached // (reached + charge)
    if core > acc[at + 4] and name_core > acc[at + 5]:
        lost = loss(lightest, name_lightest, params[P_FULL], params[P_CONFLICT])
        best = best * (1000 - lost) // 1000 + 1
    return best


@jit
def candidates(q_span, q_weight, q_class, nb_from, nb_token, nb_code, token_weight, token_cover, post_from,
               post_name, name_weight, name_core, name_lightest, params, cutoff, acc, touched, out):  # fmt: skip
    """Every listed name whose ceiling reaches the cutoff; returns how many stand in `out`.

    Nothing is capped: a name is left out only because no alignment could lift it to the cutoff.
    """
    n_touched, weight, core, lightest = 0, 0, 0, 1 << 20
    for i in range(len(q_weight)):
        owed = q_weight[i] if q_class[i] != SILENT else 0
        weight += owed
        if q_class[i] == DECIDES:
            core += 1
            if q_weight[i] < lightest:
                lightest = q_weight[i]
        if q_weight[i] == 0:
            continue
        for s in range(len(q_span) // 2):
            if q_span[2 * s] <= i < q_span[2 * s] + q_span[2 * s + 1]:
                for k in range(nb_from[s], nb_from[s + 1]):
                    token = nb_token[k]
                    n_touched = touch(post_name, post_from[token], post_from[token + 1], i, q_weight[i], owed,
                                      1 if q_class[i] == DECIDES else 0, nb_code[k] >> 4, token_weight[token],
                                      token_cover[token], acc, touched, n_touched)  # fmt: skip
    found = 0
    for k in range(n_touched):
        name = touched[k]
        at = name * 8
        if ceiling(acc, at, weight, core, lightest, name_weight[name], name_core[name], name_lightest[name],
                   params) >= cutoff:  # fmt: skip
            out[found] = name
            found += 1
        for x in range(8):
            acc[at + x] = 0
    return found


@jit
def fill_matrix(nb_from, nb_token, nb_code, l_token, matrix):
    """Agreement of every query span with every listed span, from the neighbours (sorted by token)."""
    nl = len(l_token)
    for s in range(len(nb_from) - 1):
        for t in range(nl):
            low, high = nb_from[s], nb_from[s + 1]
            while low < high:
                middle = (low + high) >> 1
                if nb_token[middle] < l_token[t]:
                    low = middle + 1
                else:
                    high = middle
            hit = low < nb_from[s + 1] and nb_token[low] == l_token[t]
            matrix[s * nl + t] = nb_code[low] if hit else 0


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
