"""Which listed names could a stretch of running text hold? Names whose words stand near each other.

One of the inner loops; the package says how they run. It scores nothing: what it lets through is screened.
"""
# ruff: noqa: PLR0913  (flat arguments: numba compiles loops over one-dimensional arrays)
# mypy: disable-error-code="no-untyped-def, no-untyped-call, misc"

from __future__ import annotations

from .jit import jit
from .tokens import agree


@jit
def named(unit_at, unit_entry, entry_from, entry_token, token_weight, post_from, post_name, name_weight, share, least,
          acc, touched, out):  # fmt: skip
    """Every listed name of which words at two places of the text, or more, carry `share` of its weight.

    Units are words of the text, or neighbours written as one, in order of their place `unit_at`; `entry_token`
    holds the listed tokens that agree with each. `share` is in thousandths; `least` weight must be carried at
    all. The weight of an agreement is that of the listed token: it only ever overstates. Accounts of a name
    (4 numbers): last place + 1, weight so far, places so far, best weight of the last place. Returns how many
    names stand in `out`.
    """
    n_touched = 0
    for u in range(len(unit_at)):
        place = unit_at[u] + 1
        entry = unit_entry[u]
        for k in range(entry_from[entry], entry_from[entry + 1]):
            token = entry_token[k]
            weight = token_weight[token]
            for p in range(post_from[token], post_from[token + 1]):
                at = (post_name[p] >> 1) * 4
                if acc[at] == 0:
                    touched[n_touched] = post_name[p] >> 1
                    n_touched += 1
                if acc[at] != place:
                    acc[at] = place
                    acc[at + 1] += weight
                    acc[at + 2] += 1
                    acc[at + 3] = weight
                elif weight > acc[at + 3]:
                    acc[at + 1] += weight - acc[at + 3]
                    acc[at + 3] = weight
    found = 0
    for k in range(n_touched):
        name = touched[k]
        at = name * 4
        if acc[at + 2] >= 2 and acc[at + 1] >= least and acc[at + 1] * 1000 >= share * name_weight[name]:
            out[found] = name
            found += 1
        acc[at] = acc[at + 1] = acc[at + 2] = acc[at + 3] = 0
    return found


@jit
def places(name, unit_entry, entry_from, entry_token, span_from, span_token, out):
    """Which units agree with which spans of a listed name: pairs (unit, span's place in the index); how many."""
    found = 0
    for u in range(len(unit_entry)):
        first, last = entry_from[unit_entry[u]], entry_from[unit_entry[u] + 1]
        for t in range(span_from[name], span_from[name + 1]):
            low, high = first, last
            while low < high:
                middle = (low + high) >> 1
                if entry_token[middle] < span_token[t]:
                    low = middle + 1
                else:
                    high = middle
            if low < last and entry_token[low] == span_token[t] and 2 * found + 1 < len(out):
                out[2 * found] = u
                out[2 * found + 1] = t
                found += 1
    return found


@jit
def mark(unit_at, unit_words, pairs, n_pairs, span_token, token_weight, needed, longest, marks):
    """Mark the spans of the text, from one agreeing word to another, in which a listed name carries `needed` weight.

    `marks` has `longest` numbers for each word of the text: the weight by the number of words from there, less one.
    """
    for a in range(n_pairs):
        first = unit_at[pairs[2 * a]]
        for b in range(n_pairs):
            last = unit_at[pairs[2 * b]] + unit_words[pairs[2 * b]]
            if last <= first or last - first > longest:
                continue
            carried = 0
            for c in range(n_pairs):
                at, end = unit_at[pairs[2 * c]], unit_at[pairs[2 * c]] + unit_words[pairs[2 * c]]
                fresh = at >= first and end <= last
                for d in range(c):
                    before = pairs[2 * d]
                    if pairs[2 * d + 1] == pairs[2 * c + 1] and unit_at[before] >= first:
                        fresh = fresh and unit_at[before] + unit_words[before] > last
                if fresh:
                    carried += token_weight[span_token[pairs[2 * c + 1]]]
            at = first * longest + last - first - 1
            if carried >= needed and carried > marks[at]:
                marks[at] = carried


@jit
def mark_spans(names, n_names, least, unit_at, unit_words, unit_entry, entry_from, entry_token, span_from, span_token,
               token_weight, name_weight, share, longest, pairs, marks):  # fmt: skip
    """Mark the spans in which any of these names carries `share` of its weight, and `least` at all."""
    for k in range(n_names):
        n_pairs = places(names[k], unit_entry, entry_from, entry_token, span_from, span_token, pairs)
        needed = (share * name_weight[names[k]] + 999) // 1000
        mark(unit_at, unit_words, pairs, n_pairs, span_token, token_weight, needed if needed > least else least,
             longest, marks)  # fmt: skip


@jit
def agree_each(record, tokens, vocabulary, starts, costs, params, rows, out):
    """How one token of the text agrees with each of some listed ones."""
    for k in range(len(tokens)):
        out[k] = agree(record, 0, vocabulary, starts[tokens[k]], 0, costs, params, rows)
