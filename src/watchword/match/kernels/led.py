"""Which listed names may agree with all of their own firm words? They are sought by the heaviest.

One of the inner loops; the package says how they run. It decides no agreement itself.
"""
# ruff: noqa: PLR0913  (flat arguments: numba compiles loops over one-dimensional arrays)
# mypy: disable-error-code="no-untyped-def, no-untyped-call, misc"

from __future__ import annotations

from .accounts import ACCOUNT, GAIN, open_account, place
from .jit import jit
from .layout import DECIDES, P_ABSENT_QUERY, P_SINGLE
from .names import thinned
from .sift import BITS, CODE


@jit
def two_reach(s, token, value, second, question, tallies, weight, token_weight, params, cutoff, table, mask):
    """Whether a name of two words may reach the cutoff: one agrees with span s, the other in some way of the table.

    Nothing of such a name is left over; of the query all but two spans is.
    """
    q_span = question[0]
    spans_weight, spans_owed = tallies
    mine, at = min(spans_weight[s], token_weight[token]), (second * 40503) & mask
    while table[2 * at]:
        if table[2 * at] == second + 1:
            t, other = table[2 * at + 1] >> BITS, (table[2 * at + 1] & CODE) >> 4
            apart = (
                q_span[2 * s] + q_span[2 * s + 1] <= q_span[2 * t] or q_span[2 * t] + q_span[2 * t + 1] <= q_span[2 * s]
            )
            its = min(spans_weight[t], token_weight[second])
            if apart and mine + its:
                reached = mine * value + its * other
                charge = (weight - spans_owed[s] - spans_owed[t]) * params[P_ABSENT_QUERY]
                if thinned(10000 * reached // (1000 * (mine + its) + charge), reached, params) >= cutoff:
                    return True
        at = (at + 1) & mask
    return False


@jit
def holds(table, mask, token):
    """Whether a token is in a table of `tabulate`."""
    at = (token * 40503) & mask
    while table[2 * at]:
        if table[2 * at] == token + 1:
            return True
        at = (at + 1) & mask
    return False


@jit
def least_alone(start, length, question, weight, params, cutoff):
    """The least value of an agreement with a span of the query that brings a name of one word to the cutoff.

    1001 when none does. Nothing of such a name is left over; of the query all but the span is.
    """
    _, q_weight, q_class, owed, _ = question
    mine, core = 0, False
    for i in range(len(q_weight)):
        if start <= i < start + length:
            mine += q_weight[i]
            weight -= owed[i]
        elif q_class[i] == DECIDES:
            core = True
    low, high = 1, 1001
    while low < high:
        value = (low + high) >> 1
        reached = mine * value
        most = thinned(10000 * reached // (1000 * mine + weight * params[P_ABSENT_QUERY]), reached, params)
        if core:
            most -= most * params[P_SINGLE] // 1000
        if most >= cutoff:
            high = value
        else:
            low = value + 1
    return low


@jit
def add_led(question, weight, near, tallies, postings, bounds, params, cutoff, table, mask, book, count, chosen, found):
    """Add to `chosen` the names whose own firm words may all agree; returns how many stand there, -1 without room.

    The token of the heaviest one agrees, and that of the next, where there is one; or one that was written as one with
    another word. What the index tells of the second: -1 where no other word has weight, -2 where none of those is firm;
    else twice the token of the next firm one, odd where there is more.
    """
    q_span = question[0]
    nb_from, nb_token, nb_code = near
    token_weight, post_from, post_name = postings
    _, second_of, joined_from = bounds
    accounts, slots, stamp = book
    read = 0
    for k in range(nb_from[len(q_span) // 2]):
        read += post_name[post_from[nb_token[k]]]
    table[2 * mask + 2] = read  # nobody asks; without it what follows would not be fetched beforehand, side by side
    for s in range(len(q_span) // 2):
        least = least_alone(q_span[2 * s], q_span[2 * s + 1], question, weight, params, cutoff)
        for k in range(nb_from[s], nb_from[s + 1]):
            token, value = nb_token[k], nb_code[k] >> 4
            for p in range(post_from[token], post_from[token + 1]):
                name = post_name[p] >> 1
                if token < joined_from:
                    if post_name[p] & 1 == 0:  # those that are led stand first
                        break
                    second = second_of[name]
                    if second == -1 and value < least:
                        continue
                    if second >= 0 and second & 1 and not holds(table, mask, second >> 1):
                        continue
                    if second >= 0 and second & 1 == 0 and not two_reach(
                        s, token, value, second >> 1, question, tallies, weight, token_weight, params, cutoff, table, mask
                    ):  # fmt: skip
                        continue
                at = place(accounts, slots, stamp, name)
                if slots[at] >> 32 != stamp:
                    if 2 * count == len(slots):
                        return -1
                    open_account(name, accounts, slots, stamp, at, count)
                    count += 1
                elif accounts[(slots[at] & 0xFFFFFFFF) * ACCOUNT + GAIN] >= 0:
                    continue  # it stands there
                accounts[(slots[at] & 0xFFFFFFFF) * ACCOUNT + GAIN] = 0
                chosen[found] = name
                found += 1
    return found
