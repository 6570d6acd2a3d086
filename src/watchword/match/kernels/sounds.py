"""How do words written as one sound? The consonant skeleton of text.phonetics, on letters as numbers.

One of the inner loops; the package says how they run. Words by themselves get their skeleton there, once; joined ones
are made by the million and get it here. The tables are the same, and tests hold both to the same answer.
"""
# ruff: noqa: PLR0913  (flat arguments: numba compiles loops over one-dimensional arrays)
# mypy: disable-error-code="no-untyped-def, no-untyped-call, misc"

from __future__ import annotations

from .jit import jit
from .layout import HEADER, LONGEST, SOUND_ROW


@jit
def soft(letter):
    """Whether a c before this letter is an s: e, i, y."""
    return letter in (101, 105, 121)


@jit
def open_sound(letter):
    """Whether a letter leaves nothing in a skeleton: a vowel, y or w."""
    return letter in (97, 101, 105, 111, 117, 119, 121)


@jit
def begun_at(text, first, n, sounds, row):
    """Where in text[first:n] the first two letters of one row, or its only one, stand first; n where they don't."""
    length, letter, second = sounds[row], sounds[row + 1], sounds[row + 2]
    for i in range(first, n - (length > 1)):
        if text[i] == letter and (length == 1 or text[i + 1] == second):
            return i
    return n


@jit
def replaced(text, first, n, sounds, row, out):
    """Copy text[first:n] to out[first:], each occurrence of one row's letters replaced; returns the new end."""
    length, sound, second = sounds[row], sounds[row + 5], sounds[row + 6]
    i, end = first, first
    while i < n:
        same = i + length <= n
        k = 0
        while same and k < length:
            same = text[i + k] == sounds[row + 1 + k]
            k += 1
        if not same:
            out[end] = text[i]
            i += 1
            end += 1
            continue
        out[end] = sound
        end += 1
        if second:
            out[end] = second
            end += 1
        i += length
    return end


@jit
def skeleton(form, at, n, sounds, text, other, out, to):
    """Write the skeleton of form[at:at + n] to out[to:]; returns its length, LONGEST at most.

    `sounds` are the rows of digraphs (length, four letters, one or two sounds), then the sound of each single
    letter. `text` and `other` are scratch of three times LONGEST cells.
    """
    rows = len(sounds) - 128
    present = 0
    for i in range(n):
        letter = form[at + i]
        if letter == 99 and i + 1 < n and soft(form[at + i + 1]):
            letter = 115
        text[i] = letter
        if letter >= 97:
            present |= 1 << (letter - 97)
    first, count = 0, 0
    if text[0] == 119:
        out[to] = 70
        first, count = 1, 1
    elif open_sound(text[0]):
        out[to] = 65
        count = 1
    for row in range(0, rows, SOUND_ROW):
        wanted = 1 << (sounds[row + 1] - 97) | 1 << (sounds[row + sounds[row]] - 97)
        if present & wanted == wanted and begun_at(text, first, n, sounds, row) < n:
            n = replaced(text, first, n, sounds, row, other)
            text, other = other, text
    if n > first and text[n - 1] == 104:
        n -= 1
    if n > first + 1 and text[n - 1] == 119 and text[n - 2] in (97, 101, 111):
        text[n - 1] = 102
    last = 0
    for i in range(first, n):
        sound = text[i]
        if not open_sound(sound) and sounds[rows + sound] != last and count < LONGEST:
            last = sounds[rows + sound]
            out[to + count] = last
            count += 1
    return count


@jit
def hear(cells, at, hearing):
    """Give a record its sound, where it has none yet, in the cells that were left free for it.

    `hearing` is the tables of sounds and the scratch that `skeleton` wants.
    """
    if cells[at + 1] == 0:
        sounds, text, other = hearing
        form = at + HEADER + 2 * cells[at + 4]
        cells[at + 1] = skeleton(cells, form, cells[at], sounds, text, other, cells, form + cells[at])


@jit
def hear_all(cells, starts, hearing):
    """`hear` each of some records."""
    for k in range(len(starts)):
        hear(cells, starts[k], hearing)
