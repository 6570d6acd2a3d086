"""Which listed names reach the cutoff, for each of many queries? Spans, candidates, scores, without a step in between.

One of the inner loops; the package says how they run. Nothing is remembered from one query to the next.
"""
# ruff: noqa: PLR0913  (flat arguments: numba compiles loops over one-dimensional arrays)
# mypy: disable-error-code="no-untyped-def, no-untyped-call, misc"

from __future__ import annotations

from .jit import COMPILED, fetch, jit
from .joins import lay_words, meeting
from .layout import LONGEST_JOIN, NAMES_FULL, NEAR_FULL, RESULTS_FULL
from .seek import neighbours, tally
from .walk import candidates, keep_scored


@jit
def recall(word, words, near, first):
    """Copy the neighbours of a known word to `near`; returns the place behind them, -1 when there is no room."""
    near_from, near_token, near_code = words[2:5]
    _, nb_token, nb_code = near
    end = first + near_from[word + 1] - near_from[word]
    if end > len(nb_token):
        return -1
    for k in range(near_from[word], near_from[word + 1]):
        nb_token[first], nb_code[first] = near_token[k], near_code[k]
        first += 1
    return end


@jit
def look_ahead(q, q_from, q_word, words):
    """Fetch what the words of the next queries need: where their neighbours stand, and the first of these."""
    near_from, near_token, near_code = words[2], words[3], words[4]
    last = len(q_from) - 1
    for i in range(q_from[min(last, q + 3)], q_from[min(last, q + 4)]):
        fetch(near_from, q_word[i])
    for i in range(q_from[min(last, q + 1)], q_from[min(last, q + 2)]):
        first = near_from[q_word[i]]
        fetch(near_token, first)
        fetch(near_token, first + 16)
        fetch(near_code, first)


@jit
def write_spans(q, questions, words, keys, vocabulary, postings, settings, joining, scratch, q_span, near, tallies):
    """The spans of a query with the listed tokens that agree; returns how many, less than 0 where room ran out.

    Words by themselves are known; those written as one are given where a script was respelled, else made here.
    Joined spans that agree with nothing are left out: they change no score.
    """
    q_from, q_word, q_reading = questions[0], questions[1], questions[5]
    join_from, join_span, join_word = questions[6], questions[7], questions[8]
    cells, starts, word_posts, word_heaviest = words[0], words[1], words[5], words[6]
    nb_posts, nb_heaviest = tallies
    record, laid = joining[3], joining[5]
    nb_from, nb_token, nb_code = near
    costs, params = settings
    work, sieve, sieve_bits = scratch[0], keys[4], keys[5]
    first, end, count = q_from[q], q_from[q + 1], 0
    nb_from[0] = 0
    for i in range(end - first):
        q_span[2 * i], q_span[2 * i + 1] = i, 1
        word = q_word[first + i]
        nb_from[i + 1] = recall(word, words, near, nb_from[i])
        if nb_from[i + 1] < 0:
            return -NEAR_FULL
        nb_posts[i], nb_heaviest[i] = word_posts[word], word_heaviest[word]
    count = end - first
    for j in range(join_from[q], join_from[q + 1]):
        q_span[2 * count], q_span[2 * count + 1] = join_span[2 * j], join_span[2 * j + 1]
        nb_from[count + 1] = recall(join_word[j], words, near, nb_from[count])
        if nb_from[count + 1] < 0:
            return -NEAR_FULL
        nb_posts[count], nb_heaviest[count] = word_posts[join_word[j]], word_heaviest[join_word[j]]
        count += 1
    if q_reading[q] & 2:
        return count
    mode = q_reading[q] & 1
    lay_words(cells, starts, q_word, first, end, laid)
    for length in range(2, LONGEST_JOIN + 1):
        for i in range(first, end - length + 1):
            found = meeting(cells, starts, q_word, i, length, i - first, joining, mode, sieve, sieve_bits, work)
            if found == 0:
                continue
            behind = neighbours(record, 0, found, mode, 0, keys, vocabulary, (costs, params[mode]), scratch, nb_token, nb_code,
                                nb_from[count], True)  # fmt: skip
            if behind < 0:
                return behind
            if behind > nb_from[count]:
                q_span[2 * count], q_span[2 * count + 1] = i - first, length
                nb_posts[count], nb_heaviest[count] = tally(nb_token, nb_from[count], behind, postings)
                count += 1
                nb_from[count] = behind
    return count


@jit
def search(questions, words, keys, vocabulary, postings, bounds, scored, settings, joining, cutoff, scratch,
           near, walking, scoring, out):  # fmt: skip
    """Search for one query after the other from number state[1] on; returns how many results stand in `out`: query,
    name, score, and where the rows that explain it end among those of all.

    Stops early where room runs out: state[1] is then the query to go on with, state[2] says what is full.
    """
    q_from, q_word, q_weight, q_class, q_role, q_reading, _, _, _ = questions
    q_spans, chosen, tallies = walking[0], walking[7], walking[8]
    params, state = settings[1], scratch[2]
    nb_from, nb_token, nb_code = near
    count = cells = 0
    for q in range(state[1], len(q_reading)):
        state[1] = q
        if COMPILED:
            look_ahead(q, q_from, q_word, words)
        spans = write_spans(
            q, questions, words, keys, vocabulary, postings, settings, joining, scratch, q_spans, near, tallies
        )
        if spans < 0:
            state[2] = -spans
            return count
        a, b, mine = q_from[q], q_from[q + 1], params[2 if q_reading[q] & 4 else q_reading[q] & 1]
        q_span = q_spans[: 2 * spans]
        state[0] += 1
        found = candidates(
            q_span, q_weight[a:b], q_class[a:b], near, tallies, postings, bounds, scored, mine, cutoff,
            (*walking[1:8], *walking[9:]), state[0],
        )  # fmt: skip
        if found < 0:
            state[2] = NAMES_FULL
            return count
        if found == 0:
            continue
        kept, cells = keep_scored(
            q, (q_span, q_weight[a:b], q_class[a:b], q_role[a:b]), (nb_from[: spans + 1], nb_token, nb_code), scored, mine,
            cutoff, chosen, found, scoring, walking[4], out, count, cells,
        )  # fmt: skip
        if kept < 0:
            state[2] = RESULTS_FULL
            return count
        count = kept
    state[1], state[2] = len(q_reading), 0
    return count
