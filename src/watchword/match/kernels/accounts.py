"""What could a listed name reach at most, by the words that agree? Its account, filled from postings.

One of the inner loops; the package says how they run. It decides no agreement itself.
"""
# ruff: noqa: PLR0913  (flat arguments: numba compiles loops over one-dimensional arrays)
# mypy: disable-error-code="no-untyped-def, no-untyped-call, misc"

from __future__ import annotations

from .arrays import named_in, posted_from
from .jit import jit
from .layout import P_ABSENT_LISTED, P_ABSENT_QUERY

ACCOUNT = 7  # numbers of an account: those of `add`, and the name
LAST, OWED, COVER, VALUE, WEIGHT, GAIN, NAME = range(7)
NEVER = -(1 << 30)  # gain of a name that was given up; what is added later does not lift it above nothing


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
    if acc[at + LAST] != i + 1:
        acc[at + LAST] = i + 1
        acc[at + OWED] += owed
        acc[at + COVER] += wl
        acc[at + VALUE], acc[at + WEIGHT] = value, wl
        acc[at + GAIN] += weight * above(value, cutoff)
        return
    if value > acc[at + VALUE]:
        acc[at + GAIN] += weight * (above(value, cutoff) - above(acc[at + VALUE], cutoff))
        acc[at + VALUE] = value
    if wl > acc[at + WEIGHT]:
        acc[at + COVER] += wl - acc[at + WEIGHT]
        acc[at + WEIGHT] = wl


@jit
def place(accounts, slots, stamp, name):
    """Place among `slots` where the number of a name's account stands, or would stand: see `number`."""
    mask = len(slots) - 1
    at = (name * 40503) & mask
    while slots[at] >> 32 == stamp and accounts[(slots[at] & 0xFFFFFFFF) * ACCOUNT + NAME] != name:
        at = (at + 1) & mask
    return at


@jit
def open_account(name, accounts, slots, stamp, at, count):
    """A new account with number `count`, which is noted at place `at`; whatever has another stamp is empty."""
    slots[at] = stamp << 32 | count
    for x in range(ACCOUNT):
        accounts[count * ACCOUNT + x] = 0
    accounts[count * ACCOUNT + NAME] = name


@jit
def touch(i, question, near, postings, cutoff, book, count, opening):
    """Add query position i to the accounts of every name that holds a token agreeing with it.

    Names without an account get one, where `opening` says so; returns how many there are, -1 when there are too few.
    """
    q_span, q_weight, _, owed, _ = question
    nb_from, nb_token, nb_code = near
    token_weight, post_from, post_name = postings
    accounts, slots, stamp = book
    for s in range(len(q_span) // 2):
        if q_span[2 * s] <= i < q_span[2 * s] + q_span[2 * s + 1]:
            for k in range(nb_from[s], nb_from[s + 1]):
                token, value = nb_token[k], nb_code[k] >> 4
                wl = token_weight[token]
                for p in range(posted_from(post_from, token), posted_from(post_from, token + 1)):
                    name = named_in(post_name, p)
                    at = place(accounts, slots, stamp, name)
                    if slots[at] >> 32 != stamp:
                        if not opening:
                            continue
                        if 2 * count == len(slots):
                            return -1
                        open_account(name, accounts, slots, stamp, at, count)
                        count += 1
                    mine = (slots[at] & 0xFFFFFFFF) * ACCOUNT
                    add(accounts, mine, i, q_weight[i], owed[i], value, wl, cutoff)
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

    `hope` is what those positions are owed, would gain and could cover at most; `weight` what the query owes in all.
    """
    owed, gain, cover = hope
    hoped = 0
    for k in range(count):
        at = k * ACCOUNT
        if accounts[at + GAIN] < 0:
            continue
        name, covered = accounts[at + NAME], accounts[at + COVER] + cover
        if in_reach(
            accounts, at, weight - accounts[at + OWED] - owed, gain, name_weight[name] - covered, params, cutoff
        ):
            hoped += 1
        else:
            accounts[at + GAIN] = NEVER
    return hoped
