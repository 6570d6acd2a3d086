"""Where in the index stands what belongs to a listed token or name? How its arrays are packed, in one place.

One of the inner loops; the package says how they run. `match.index` makes the arrays. Numbers
without a sign get one here (0 + number): numba would make floating ones of both kinds together.
"""
# mypy: disable-error-code="no-untyped-def, no-untyped-call, misc"

from __future__ import annotations

from .jit import jit
from .layout import BLOCK, NAMES, WHOLE


@jit
def record_at(blocks, starts, token):
    """Where a listed token's record begins: that of its block, and how far behind it."""
    return 0 + blocks[token >> BLOCK] + starts[token]


@jit
def posted_from(post_from, token):
    """Where the names that hold a token begin; they end where those of the next one begin.

    Behind the tokens that `post_from` tells of stand those, written as one, that a single name holds.
    """
    many = len(post_from) - 1
    return 0 + post_from[token] if token < many else post_from[many] + token - many


@jit
def named_in(post_name, p):
    """The name of a posting."""
    return 0 + (post_name[p] & NAMES - 1)


@jit
def start_and_length(spans, at, count):
    """First position and positions of a joined span; `at`: its number in its name less the end of the name's positions,
    for all single positions, which stand first, are left out. `count`: the name's positions."""
    span = 0 + spans[at]
    return (0, count) if span == WHOLE else (span & 63, (span >> 6) + 1)


@jit
def unfold(name, scored, listed):
    """Write a listed name to `listed` as `score` reads names; returns its first span, how many, and how many positions."""
    span_from, span_join, _, pos_from, pos = scored
    spans, weights, classes, roles = listed
    first, begin, end = span_from[name], pos_from[name], pos_from[name + 1]
    for i in range(end - begin):
        spans[2 * i], spans[2 * i + 1] = i, 1
        trait = 0 + pos[2 * (begin + i) + 1]
        weights[i], classes[i], roles[i] = pos[2 * (begin + i)], trait & 3, trait >> 2
    for t in range(first + end - begin, span_from[name + 1]):
        spans[2 * (t - first)], spans[2 * (t - first) + 1] = start_and_length(span_join, t - end, end - begin)
    return first, span_from[name + 1] - first, end - begin
