"""Which listed tokens agree with a query's token? Its keys are looked up, and whatever they bring is compared.

One of the inner loops; the package says how they run. It decides no agreement itself.
"""
# ruff: noqa: PLR0913  (flat arguments: numba compiles loops over one-dimensional arrays)
# mypy: disable-error-code="no-untyped-def, no-untyped-call, misc"

from __future__ import annotations

from .arrays import posted_from, record_at
from .jit import jit, product
from .joins import enter_sieve
from .keys import write_common_keys, write_keys
from .layout import FIRST_LETTERS, HEADER, JOINED, MIX, NEAR_FULL, SEEN_FULL, TAG
from .sounds import hear, skeleton
from .tokens import agree


@jit
def bucket_and_tag(key, mode, bits):
    """Where a key stands, and its tag: other keys may have both, but none of the other mode.

    Tokens of two modes never agree, and comparing them would not tell: so the tag's last bit is the mode.
    """
    mixed = product(key, MIX)
    return mixed >> (63 - bits), ((mixed >> (63 - TAG - bits)) & ((1 << TAG) - 2)) | mode


@jit
def enter(table, token, stamp):
    """Enter a token in the set of this stamp; whether it was new. The table is a power of two, never full."""
    mask = len(table) - 1
    mine = stamp << 32 | token
    at = (token * 40503) & mask
    while table[at] >> 32 == stamp:
        if table[at] == mine:
            return False
        at = (at + 1) & mask
    table[at] = mine
    return True


@jit
def brought(count, mode, index, single, scratch):
    """Write the listed tokens that share one of `count` keys to `tokens`, each once; how many, -1 without room.

    Each step reads for all what the next one needs: reads that do not wait for each other are fetched side by side.
    """
    key_from, key_entry, bits, joined_from, _, _ = index
    work, table, state, _, tokens = scratch
    state[0] += 1
    stamp, seen = state[0], 0
    for k in range(count):
        bucket, tag = bucket_and_tag(work[k], mode, bits)
        work[k] = key_from[bucket] << 32 | (key_from[bucket + 1] - key_from[bucket]) << TAG | tag
    for k in range(count):
        first, tag = work[k] >> 32, work[k] & ((1 << TAG) - 1)
        for i in range(first, first + ((work[k] & 0xFFFFFFFF) >> TAG)):
            entry = key_entry[i]
            if entry & ((1 << TAG) - 1) != tag:
                continue
            token = entry >> TAG
            if (single and token >= joined_from) or not enter(table, token, stamp):
                continue
            if seen == len(tokens):
                return -1
            tokens[seen] = token
            seen += 1
    return seen


@jit
def neighbours(record, at, count, mode, cut, index, vocabulary, settings, scratch, out_token, out_code, first, single):
    """Write every listed token that agrees with one query token, and how, to `out` from place `first` on, by token.

    Its `count` keys stand in the first array of `scratch`: keys, set, state, rows, tokens. `single` leaves listed words
    that were written as one out. Returns the place behind the last, or less than 0 when there was too little room.
    """
    cells, blocks, starts = vocabulary
    costs, params = settings
    _, _, state, rows, tokens = scratch
    seen = brought(count, mode, index, single, scratch)
    if seen < 0:
        return -SEEN_FULL
    read = 0
    for k in range(seen):
        read += cells[record_at(blocks, starts, tokens[k])]
    state[3] = read  # nobody asks; without it the records would not be fetched beforehand
    found = first
    for k in range(seen):
        code = agree(record, at, cells, record_at(blocks, starts, tokens[k]), cut, costs, params, rows)
        if code:
            if found == len(out_token):
                return -NEAR_FULL
            out_token[found], out_code[found] = tokens[k], code
            found += 1
    order(out_token, out_code, first, found)
    return found


@jit
def tally(tokens, first, end, postings):
    """How many postings the tokens at places first..end-1 have, and the weight of the heaviest."""
    token_weight, post_from, _ = postings
    posts, most = 0, 0
    for k in range(first, end):
        posts += posted_from(post_from, tokens[k] + 1) - posted_from(post_from, tokens[k])
        most = max(most, token_weight[tokens[k]])
    return posts, most


@jit
def order(tokens, codes, first, end):
    """Sort places first..end-1 of both by token (Shell's way: the lists are short)."""
    gap = 1
    while gap < (end - first) // 3:
        gap = 3 * gap + 1
    while gap:
        for i in range(first + gap, end):
            token, code, j = tokens[i], codes[i], i
            while j - gap >= first and tokens[j - gap] > token:
                tokens[j], codes[j] = tokens[j - gap], codes[j - gap]
                j -= gap
            tokens[j], codes[j] = token, code
        gap //= 3


@jit
def learn(first, words, index, vocabulary, postings, settings, joining, scratch):
    """The neighbours of the words from `first` on; returns how many words are done, fewer when room ran out.

    state[2] then says what is full.

    `words` are records, where each begins, mode and cut of each, then what is written: where its neighbours
    begin, their tokens, their codes, how many postings they have, and the weight of the heaviest. A record without a
    sound gets it, in cells that were left free for it.
    """
    hearing = joining[:3]
    cells, starts, modes, cuts, near_from, near_token, near_code, posts, heaviest = words
    costs, params = settings
    for word in range(first, len(starts)):
        at = starts[word]
        hear(cells, at, hearing)
        count = write_keys(cells, at, modes[word], 0, cuts[word], scratch[0])
        end = neighbours(
            cells, at, count, modes[word], cuts[word], index, vocabulary, (costs, params[modes[word]]), scratch,
            near_token, near_code, near_from[word], False,
        )  # fmt: skip
        if end < 0:
            scratch[2][2] = -end
            return word
        near_from[word + 1] = end
        posts[word], heaviest[word] = tally(near_token, near_from[word], end, postings)
    scratch[2][2] = 0
    return len(starts)


@jit
def lay_tokens(cells, starts, modes, sounds, text, other, first, work, out, out_from, out_key, out_token, sieve, bits):
    """Finish the records of listed tokens and write their keys; returns how many keys there are, -1
    when there is no room for them.

    In the sieve of 2**bits bits go the keys by which single words are met by words written as one.

    Tokens `first` and on come as records end to end; those of words written as one without a sound yet get it.
    Records go to `out`, where each begins to `out_from`; keys, and the token of each, to the other two.
    """
    at, keys = 0, 0
    for k in range(len(modes)):
        out_from[k] = at
        for i in range(starts[k], starts[k + 1]):
            out[at + i - starts[k]] = cells[i]
        end = at + starts[k + 1] - starts[k]
        if out[at + 2] & FIRST_LETTERS == JOINED and out[at + 1] == 0 and end == at + HEADER + out[at]:
            out[at + 1] = skeleton(out, at + HEADER, out[at], sounds, text, other, out, end)
            end += out[at + 1]
        if out[at + 2] & JOINED == 0:
            for i in range(write_common_keys(out, at, modes[k] + 1, 1, work)):
                enter_sieve(work[i], sieve, bits)
        count = write_keys(out, at, modes[k], 1, 0, work)
        if keys + count > len(out_key):
            return -1
        for i in range(count):
            out_key[keys], out_token[keys] = work[i], first + k
            keys += 1
        at = end
    out_from[len(modes)] = at
    return keys
