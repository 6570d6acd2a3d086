"""Which listed names could a stretch of running text hold? Names whose words stand near each other.

One of the inner loops; the package says how they run. It scores nothing: what it lets through is screened.
"""
# ruff: noqa: PLR0913  (flat arguments: numba compiles loops over one-dimensional arrays)
# mypy: disable-error-code="no-untyped-def, no-untyped-call, misc"

from __future__ import annotations

from .arrays import named_in, posted_from, record_at
from .jit import jit
from .tokens import agree


@jit
def named(lo, hi, unit_at, unit_entry, entry_from, entry_token, entry_worth, token_weight, post_from, post_name,
          name_weight, name_mode, rules, acc, touched, out):  # fmt: skip
    """Every listed name of which words at two places of a stretch, or more, carry enough of its weight (`enough`).

    Units `lo` to `hi` are words of the stretch, or neighbours written as one, in order of their place `unit_at`;
    `entry_token` holds the listed tokens that agree with each, `entry_worth` the weight that the agreement is worth at
    most. The weight of an agreement is that of the listed token: it only ever overstates. Accounts of a name (6
    numbers): last place + 1; weight so far and best of the last place; the same of worth; places so far. Returns how
    many names stand in `out`.
    """
    n_touched = 0
    for u in range(lo, hi):
        place = unit_at[u] + 1
        for k in range(entry_from[unit_entry[u]], entry_from[unit_entry[u] + 1]):
            token, worth = entry_token[k], entry_worth[k]
            weight = token_weight[token]
            for p in range(posted_from(post_from, token), posted_from(post_from, token + 1)):
                name = named_in(post_name, p)
                at = name * 6
                if acc[at] == 0:
                    touched[n_touched] = name
                    n_touched += 1
                if acc[at] != place:
                    acc[at] = place
                    acc[at + 2] = acc[at + 4] = 0
                    acc[at + 5] += 1
                if weight > acc[at + 2]:
                    acc[at + 1] += weight - acc[at + 2]
                    acc[at + 2] = weight
                if worth > acc[at + 4]:
                    acc[at + 3] += worth - acc[at + 4]
                    acc[at + 4] = worth
    found = 0
    for k in range(n_touched):
        name = touched[k]
        at = name * 6
        if acc[at + 5] >= 2 and enough(acc[at + 1], acc[at + 3], name_weight[name], name_mode[name], rules):
            out[found] = name
            found += 1
        for cell in range(6):
            acc[at + cell] = 0
    return found


@jit
def enough(weight, worth, whole, mode, rules):
    """Whether words of such weight and worth can make a mention of a name of weight `whole` (see `mark_text`)."""
    if weight * 1000 < rules[0] * whole:
        return False
    return worth >= (rules[4 + mode] if weight * 1000 >= rules[1] * whole else rules[2 + mode])


@jit
def places(lo, hi, name, unit_entry, entry_from, entry_token, span_from, span_token, out):
    """Which units agree with which spans of a listed name: triples (unit, span's place in the index, place in the
    entries); how many."""
    found = 0
    for u in range(lo, hi):
        first, last = entry_from[unit_entry[u]], entry_from[unit_entry[u] + 1]
        if first == last:
            continue
        for t in range(span_from[name], span_from[name + 1]):
            low, high = first, last
            while low < high:
                middle = (low + high) >> 1
                if entry_token[middle] < span_token[t]:
                    low = middle + 1
                else:
                    high = middle
            if low < last and entry_token[low] == span_token[t] and 3 * found + 2 < len(out):
                out[3 * found] = u
                out[3 * found + 1] = t
                out[3 * found + 2] = low
                found += 1
    return found


@jit
def mark(name, pairs, n_pairs, unit_at, unit_words, entry_worth, span_token, token_weight, name_weight, name_mode,
         rules, marks):  # fmt: skip
    """Mark the spans of the text, from one agreeing word to another, in which a listed name could be mentioned.

    `marks` has `longest` numbers for each word of the text: the weight by the number of words from there, less one.
    """
    longest = rules[6]
    for a in range(n_pairs):
        first = unit_at[pairs[3 * a]]
        for b in range(n_pairs):
            last = unit_at[pairs[3 * b]] + unit_words[pairs[3 * b]]
            if last <= first or last - first > longest:
                continue
            weight = worth = 0
            for c in range(n_pairs):
                at, end = unit_at[pairs[3 * c]], unit_at[pairs[3 * c]] + unit_words[pairs[3 * c]]
                if at < first or end > last:
                    continue
                heaviest = best = 0  # of what was counted for this word of the name
                for d in range(c):
                    before = pairs[3 * d]
                    inside = unit_at[before] >= first and unit_at[before] + unit_words[before] <= last
                    if inside and pairs[3 * d + 1] == pairs[3 * c + 1]:
                        heaviest = token_weight[span_token[pairs[3 * d + 1]]]
                        best = max(best, entry_worth[pairs[3 * d + 2]])
                weight += token_weight[span_token[pairs[3 * c + 1]]] - heaviest
                worth += max(0, entry_worth[pairs[3 * c + 2]] - best)
            at = first * longest + last - first - 1
            if weight > marks[at] and enough(weight, worth, name_weight[name], name_mode[name], rules):
                marks[at] = weight


@jit
def mark_text(stretch_from, units, entries, alone_from, alone_name, words, posts, weights, rules, acc, touched, names,
              pairs, marks):  # fmt: skip
    """Mark the spans of all stretches of a text in which a listed name could be mentioned.

    `rules`: the share of its weight (thousandths) that must agree, and that from which it is whole; the worth that is
    needed for a person and for an entity, and the same when whole; the longest span in words. A word that is a whole
    name by itself (`alone`) is a span.
    """
    unit_at, unit_words, unit_entry = units
    entry_from, entry_token, entry_worth = entries
    span_from, span_token = words
    post_from, post_name = posts
    token_weight, name_weight, name_mode = weights
    for s in range(len(stretch_from) - 1):
        lo, hi = stretch_from[s], stretch_from[s + 1]
        for u in range(lo, hi):
            at = unit_at[u] * rules[6] + unit_words[u] - 1
            for k in range(alone_from[unit_entry[u]], alone_from[unit_entry[u] + 1]):
                marks[at] = max(marks[at], name_weight[alone_name[k]])
        if hi - lo < 2:
            continue  # a name needs words at two places
        count = named(lo, hi, unit_at, unit_entry, entry_from, entry_token, entry_worth, token_weight, post_from,
                      post_name, name_weight, name_mode, rules, acc, touched, names)  # fmt: skip
        for k in range(count):
            n_pairs = places(lo, hi, names[k], unit_entry, entry_from, entry_token, span_from, span_token, pairs)
            mark(names[k], pairs, n_pairs, unit_at, unit_words, entry_worth, span_token, token_weight, name_weight,
                 name_mode, rules, marks)  # fmt: skip


@jit
def agree_each(record, tokens, vocabulary, costs, params, rows, out):
    """How one token of the text agrees with each of some listed ones."""
    cells, blocks, starts = vocabulary
    for k in range(len(tokens)):
        out[k] = agree(record, 0, cells, record_at(blocks, starts, tokens[k]), 0, costs, params, rows)
