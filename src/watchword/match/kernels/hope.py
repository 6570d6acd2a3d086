"""Which agreements of single words can be part of a score that reaches the cutoff? The others bring no candidates.

One of the inner loops; the package says how they run. It decides no agreement itself.
"""
# ruff: noqa: PLR0913  (flat arguments: numba compiles loops over one-dimensional arrays)
# mypy: disable-error-code="no-untyped-def, no-untyped-call, misc"

from __future__ import annotations

from .arrays import posted_from
from .jit import jit
from .layout import P_ABSENT_QUERY, SILENT


@jit
def gains(q_span, q_weight, q_class, near, params, cutoff, gain):
    """Write to `gain` how far each position lifts a name above the cutoff at most; returns how far all do.

    A position that agrees lies as far above the cutoff as its best agreement, or is too light to count; one that agrees
    with nothing is owed.
    """
    nb_from, _, nb_code = near
    total = 0
    for i in range(len(q_weight)):
        gain[i] = 0 if q_class[i] == SILENT else -(cutoff * q_weight[i] * params[P_ABSENT_QUERY] // 1000)
    for s in range(len(q_span) // 2):
        best = 0
        for k in range(nb_from[s], nb_from[s + 1]):
            best = max(best, nb_code[k] >> 4)
        for i in range(q_span[2 * s], q_span[2 * s] + q_span[2 * s + 1]):
            if best:
                gain[i] = max(gain[i], q_weight[i] * max(0, 10 * best - cutoff))
    for i in range(len(q_weight)):
        total += gain[i]
    return total


@jit
def hopeless(token, code, weight, rest, token_weight, joined_from, cutoff):
    """Whether no alignment that reaches the cutoff contains an agreement, where all else lifts a name by `rest` at most.

    Points are agreement over agreement in full, plus what is missing: they reach the cutoff when each pair's distance
    above it, times the lighter weight of the two, outweighs what is missing. A pair that lies below it by more than all
    other positions can lie above is in no such alignment. What a listed word weighs that was written as one is not known.
    """
    above = 10 * (code >> 4) - cutoff
    if above >= 0 and rest >= 0:
        return False
    if token < joined_from:
        return above * min(weight, token_weight[token]) + rest < 0
    return weight * max(0, above) + rest < 0


@jit
def hopeful(q_span, q_weight, near, tallies, postings, joined_from, total, cutoff, gain, hoped):
    """Write to `hoped` those of the agreements that any alignment reaching the cutoff can contain, span by span.

    `gain` is what each position lifts a name by at most, and `total` what all do.
    """
    nb_from, nb_token, nb_code = near
    to_from, to_token, to_code = hoped
    nb_posts, _ = tallies
    token_weight, post_from, _ = postings
    count = 0
    to_from[0] = 0
    for s in range(len(q_span) // 2):
        weight, rest = 0, total
        for i in range(q_span[2 * s], q_span[2 * s] + q_span[2 * s + 1]):
            weight += q_weight[i]
            rest -= gain[i]
        for k in range(nb_from[s], nb_from[s + 1]):
            token = nb_token[k]
            if hopeless(token, nb_code[k], weight, rest, token_weight, joined_from, cutoff):
                nb_posts[s] -= posted_from(post_from, token + 1) - posted_from(post_from, token)
                continue
            to_token[count], to_code[count] = token, nb_code[k]
            count += 1
        to_from[s + 1] = count
    return count
