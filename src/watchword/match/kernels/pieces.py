"""Which words does a name have, given what is remembered of its pieces? What is not remembered yet is told.

One of the inner loops; the package says how they run. What a piece is, and what it is tied to, is found out in
`match.reading`.
"""
# ruff: noqa: PLR0913  (flat arguments: numba compiles loops over one-dimensional arrays)
# mypy: disable-error-code="no-untyped-def, no-untyped-call, misc"

from __future__ import annotations

from .jit import jit, product
from .layout import (
    ALL,
    CORE_CELL,
    COUNT,
    DOUBTFUL,
    EDGES,
    EMPTY,
    FATHER_CELL,
    HELD,
    INNER,
    LACKS,
    LAST,
    LETTERS,
    LOUD,
    MIX,
    MOST_PIECES,
    MOST_WORDS,
    OFFICE,
    OPENS,
    OWN_NAMES,
    PASSES,
    PIECE,
    QUIET,
    RESPELLS,
    SPELLED,
    STRETCH,
    TAKES_LAST,
    TITLED,
    WHOLE_NAME,
    WORDS,
)


@jit
def place_of(keys, node, piece):
    """Where in a table stands what follows a node by a piece; where it would stand, when nothing does."""
    key = (node << 32) | (piece + 1)
    at = (product(key, MIX) >> 30) & (len(keys) - 1)
    while keys[at] != 0 and keys[at] != key:
        at = (at + 1) & (len(keys) - 1)
    return at


@jit
def enter(keys, nodes, into, into_nodes):
    """Enter all of one table into a larger one."""
    for k in range(len(keys)):
        if keys[k]:
            at = place_of(into, keys[k] >> 32, (keys[k] & 0xFFFFFFFF) - 1)
            into[at], into_nodes[at] = keys[k], nodes[k]


@jit
def line_up(ids, first, end, pieces, line):
    """Write the pieces of a name that have words to `line`; how many, 0 where they can't tell the name."""
    n = every = words = 0
    for k in range(first, end):
        cell = PIECE * ids[k]
        if pieces[cell] & EMPTY:
            continue
        if n == MOST_PIECES:
            return 0
        line[n] = ids[k]
        every |= pieces[cell]
        words += pieces[cell + COUNT]
        n += 1
    return 0 if n == 0 or every & ALL or words > MOST_WORDS or pieces[PIECE * line[0]] & OFFICE else n


@jit
def plan(line, n, pieces, parts):
    """Which pieces are read together, as rows of first, end, whether one stands for itself; returns how many.

    Together are those that are held side by side, and what they take. Between two such stretches stands a piece for
    itself: what is behind it does not matter.
    """
    count = at = 0
    while at < n:
        first, opens, takes = at, 0, 0
        while at < n and (opens or pieces[PIECE * line[at]] & HELD):
            tie = pieces[PIECE * line[at]]
            opens = 1 if tie & OPENS or (opens and tie & PASSES) else 0
            takes |= tie & TAKES_LAST
            at += 1
        alone = 1 if at == first else 0
        at += alone
        if takes and first:
            count -= 1
            if count and not parts[3 * count - 1]:
                count -= 1
            first = parts[3 * count]
        parts[3 * count], parts[3 * count + 1], parts[3 * count + 2] = first, at, alone
        count += 1
    return count


@jit
def names_behind(line, first, n, pieces):
    """How many names the pieces from `first` on have, 2 for more; 0 where that can't be told from them."""
    names = 0
    for k in range(first, n):
        mine = pieces[PIECE * line[k] + OWN_NAMES]
        if mine == LETTERS:
            return 0
        names += mine
    return min(names, 2)


@jit
def follow(line, first, end, root, keys, nodes):
    """The node of some pieces from a root on, 0 where there is none."""
    node = root
    for k in range(first, end):
        node = nodes[place_of(keys, node, line[k])]
        if node == 0:
            return 0
    return node


@jit
def note(line, first, end, what, missing, told):
    """Put down what is not remembered yet: how many pieces, what of them, the pieces; returns where the next goes."""
    if told + 2 + end - first > len(missing):
        return told
    missing[told], missing[told + 1] = end - first, what
    for k in range(first, end):
        missing[told + 2 + k - first] = line[k]
    return told + 2 + end - first


@jit
def copy_words(cells, first, length, words, roles, used, own):
    """Write words with their roles behind those of a name; returns where its first core word stands, -1 for none yet."""
    for k in range(length):
        cell = cells[first + k]
        words[used + k], roles[used + k] = cell >> 2, cell & FATHER_CELL
        if cell & CORE_CELL and own < 0:
            own = used + k
    return own


@jit
def read_line(line, n, rules, known, parts, out, used, told):
    """Write the words of a name from `used` on: where they end, what it is told by, and where the next missing goes.

    They end at LACKS where something is missing, at WHOLE_NAME where the parts can't tell the name.
    """
    pieces, cells, stretches, keys, nodes = known
    words, roles, missing = out
    start, pads = used, rules[1]
    own, marks, lacks, unsure = -1, 0, 0, 0
    for part in range(plan(line, n, pieces, parts)):
        first, end, alone = parts[3 * part], parts[3 * part + 1], parts[3 * part + 2]
        after = 1 if end < n else 0
        if alone:
            row = PIECE * line[first]
            marks |= (0 if pieces[row] & QUIET else LOUD) | (SPELLED if pieces[row] & RESPELLS else 0)
            which = INNER if after else LAST
            at, length = pieces[row + which], pieces[row + COUNT]
            if at == 0:
                told = note(line, first, end, -which, missing, told)
        else:
            if after and first == 0 and pieces[PIECE * line[0]] & TITLED:
                after = names_behind(line, end, n, pieces)
                if after == 0:
                    return WHOLE_NAME, 0, told
            node = follow(line, first, end, 3 * min(used - start, pads) + after, keys, nodes)
            at, length = stretches[STRETCH * node], max(1, stretches[STRETCH * node + 1])
            marks |= stretches[STRETCH * node + 2]
            if at == 0 and (used - start >= pads or not unsure):
                told = note(line, first, end, 3 * min(used - start, pads) + after, missing, told)
                unsure = 1
        if used + length - start > WORDS:
            return WHOLE_NAME, 0, told
        if at:
            own = copy_words(cells, at, length, words, roles, used, own)
        else:
            lacks = 1
        used += length
    if lacks:
        return LACKS, 0, told
    if not marks & LOUD:
        return WHOLE_NAME, 0, told
    fathers = 0
    for k in range(start, used):
        fathers |= roles[k]
    if fathers and own >= 0 and roles[own] == 0:
        roles[own] = 2
    return used, marks, told


@jit
def may_be_letters(line, n, pieces):
    """Whether a name may be an acronym, by how its first piece begins and its last one ends."""
    return pieces[PIECE * line[0] + EDGES] & (pieces[PIECE * line[n - 1] + EDGES] >> 2) & 3


@jit
def read(lines, todo, rules, known, scratch, out, done, aside, state):
    """Read the names `todo` by their pieces: ends of their words, names and readings of those that are `done`.

    state[0] counts these, state[1] those `aside` that must be read as a whole, or by somebody who knows acronyms (-1 less
    their name), state[2] those that are still to do (in `todo`, from its beginning on), state[3] cells of what is missing
    for them. Names for whose words there is no room are still to do.
    """
    ids, ends = lines
    fewest, _, mode, no_letters = rules
    line, parts = scratch
    done_end, done_name, done_reading = done
    count = asides = left = told = used = 0
    for k in range(len(todo)):
        name = todo[k]
        end, marks = LACKS, 0
        if used + WORDS <= len(out[0]):
            n = line_up(ids, ends[name], ends[name + 1], known[0], line)
            if n < fewest:
                end = WHOLE_NAME
            elif not no_letters and may_be_letters(line, n, known[0]):
                end = DOUBTFUL
            else:
                end, marks, told = read_line(line, n, rules, known, parts, out, used, told)
        if end == LACKS:
            todo[left] = name
            left += 1
        elif end < 0:
            aside[asides] = name if end == WHOLE_NAME else -1 - name
            asides += 1
        else:
            used = end
            done_end[count + 1], done_name[count] = end, name
            done_reading[count] = mode | (2 if marks & SPELLED else 0)
            count += 1
    state[0], state[1], state[2], state[3] = count, asides, left, told
