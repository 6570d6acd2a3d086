"""What goes wrong with single letters when a name is keyed, scanned or heard? Changes no word as a whole."""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Callable

from bench.cultures import culture
from bench.words import DULL

Change = Callable[[str, random.Random], str | None]

_WORD = re.compile(r"[^\W\d_]+")
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_NEAR_VOWELS = {"a": "eo", "e": "ai", "i": "ey", "o": "ua", "u": "oi", "y": "i"}
_CONFUSABLE = (
    ("ck", "k"), ("ph", "f"), ("c", "k"), ("k", "c"), ("s", "z"), ("z", "s"), ("f", "ph"), ("v", "w"),
    ("w", "v"),
    ("g", "j"), ("j", "g"), ("d", "t"), ("t", "d"), ("b", "p"), ("p", "b"),
)  # fmt: skip
_MISREAD = (
    ("rn", "m"), ("m", "rn"), ("cl", "d"), ("d", "cl"), ("o", "0"), ("l", "1"), ("i", "1"), ("i", "l"),
    ("l", "i"),
    ("s", "5"), ("b", "8"), ("w", "vv"), ("vv", "w"), ("h", "li"), ("li", "h"), ("u", "ii"), ("g", "q"),
    ("I", "l"),
    ("O", "0"), ("I", "1"), ("S", "5"), ("B", "8"), ("Z", "2"), ("G", "6"), ("D", "O"), ("C", "G"),
    ("E", "F"),
    ("W", "VV"), ("M", "RN"), ("H", "N"), ("V", "Y"),
)  # fmt: skip
_DIGIT_FOR = {"o": "0", "i": "1", "l": "1", "e": "3", "a": "4", "s": "5", "b": "8"}
_ACCENTS = {
    "a": "áäàâã", "e": "éèêë", "i": "íïî", "o": "óöôø", "u": "úüû", "n": "ñń", "c": "çćč", "s": "šşś",
    "z": "žź",
    "g": "ğ", "y": "ý", "r": "ř",
}  # fmt: skip


def like(model: str, text: str) -> str:
    """`text` in the capitals of `model`: all, first, or as it is."""
    if model.isupper() and len(model) > 1:
        return text.upper()
    return text[:1].upper() + text[1:] if model[:1].isupper() else text


def is_latin(text: str) -> bool:
    """Whether every letter is Latin, with or without marks."""
    return all(ord(c) < 0x250 or 0x1E00 <= ord(c) < 0x1F00 for c in text if c.isalpha())


def edit_word(name: str, rng: random.Random, least: int, change: Change, cased: bool = False) -> str | None:
    """Change one telling Latin word of at least `least` letters, a long one rather; None when none will."""
    words = (m for m in _WORD.finditer(name) if m.end() - m.start() >= least and m.group().lower() not in DULL)
    spans = [m.span() for m in words if is_latin(m.group())]
    for start, end in sorted(spans, key=lambda s: rng.random() ** (1 / (s[1] - s[0])), reverse=True):
        word = name[start:end]
        shown = word if cased else word.lower()
        changed = change(shown, rng)
        if changed is not None and changed != shown:
            return name[:start] + (changed if cased else like(word, changed)) + name[end:]
    return None


def _least(name: str, usual: int) -> int:
    # In short East Asian names every letter tells people apart, so only long syllable groups may change.
    return 7 if culture(name) in ("korean", "chinese") else usual


def _place(word: str, rng: random.Random) -> int:
    # Misspellings rarely hit the first letter.
    return 0 if rng.random() < 0.08 else rng.randrange(1, len(word))


def _neighbours(letter: str) -> str:
    for r, row in enumerate(_ROWS):
        if letter in row:
            at = row.index(letter)
            others = [_ROWS[k] for k in (r - 1, r + 1) if 0 <= k < len(_ROWS)]
            return row[max(at - 1, 0) : at] + row[at + 1 : at + 2] + "".join(o[at : at + 1] for o in others)
    return ""


def typo(name: str, kind: str, rng: random.Random) -> str | None:
    """One letter replaced by a neighbour on the keyboard."""

    def change(word: str, rng: random.Random) -> str | None:
        at = _place(word, rng)
        near = _neighbours(word[at])
        return word[:at] + rng.choice(near) + word[at + 1 :] if near else None

    return edit_word(name, rng, _least(name, 5), change)


def doubled(name: str, kind: str, rng: random.Random) -> str | None:
    """One letter typed twice."""

    def change(word: str, rng: random.Random) -> str | None:
        at = rng.randrange(1, len(word))
        return word[: at + 1] + word[at:]

    return edit_word(name, rng, 4, change)


def dropped(name: str, kind: str, rng: random.Random) -> str | None:
    """One letter left out."""

    def change(word: str, rng: random.Random) -> str | None:
        at = _place(word, rng)
        return word[:at] + word[at + 1 :]

    return edit_word(name, rng, _least(name, 5), change)


def swapped(name: str, kind: str, rng: random.Random) -> str | None:
    """Two neighbouring letters transposed."""

    def change(word: str, rng: random.Random) -> str | None:
        places = [i for i in range(1, len(word) - 1) if word[i] != word[i + 1]]
        if not places:
            return None
        at = rng.choice(places)
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]

    return edit_word(name, rng, _least(name, 5), change)


def vowel(name: str, kind: str, rng: random.Random) -> str | None:
    """One vowel heard or written as a near one."""

    def change(word: str, rng: random.Random) -> str | None:
        places = [i for i, c in enumerate(word) if c in _NEAR_VOWELS and i]
        if not places:
            return None
        at = rng.choice(places)
        return word[:at] + rng.choice(_NEAR_VOWELS[word[at]]) + word[at + 1 :]

    return edit_word(name, rng, _least(name, 5), change)


def consonant(name: str, kind: str, rng: random.Random) -> str | None:
    """One consonant heard or written as a confusable one (c/k, s/z, f/ph, v/w, g/j, d/t, b/p)."""
    return edit_word(name, rng, _least(name, 5), lambda word, rng: _replace_pair(word, _CONFUSABLE, rng))


def _replace_pair(word: str, pairs: tuple[tuple[str, str], ...], rng: random.Random) -> str | None:
    options = [(m.start(), a, b) for a, b in pairs for m in re.finditer(f"{a}(?!h)", word)]
    if not options:
        return None
    at, old, new = rng.choice(options)
    if len(old) == 1 == len(new):  # a doubled letter changes as one
        start, end = at, at + 1
        while start and word[start - 1] == old:
            start -= 1
        while end < len(word) and word[end] == old:
            end += 1
        return word[:start] + new * (end - start) + word[end:]
    return word[:at] + new + word[at + len(old) :]


def misread(name: str, kind: str, rng: random.Random) -> str | None:
    """What a scanner reads for similar shapes (rn/m, cl/d, 0/o, 1/l/i, 5/s, vv/w)."""

    def change(word: str, rng: random.Random) -> str | None:
        options = [(m.start(), a, b) for a, b in _MISREAD for m in re.finditer(a, word)]
        if not options:
            return None
        at, old, new = rng.choice(options)
        return word[:at] + new + word[at + len(old) :]

    return edit_word(name, rng, _least(name, 5), change, cased=True)


def digit_letters(name: str, rng: random.Random) -> str | None:
    """One or two letters of one word written as digits of the same look."""

    def change(word: str, rng: random.Random) -> str | None:
        places = [i for i, c in enumerate(word) if c in _DIGIT_FOR]
        chosen = rng.sample(places, min(len(places), rng.choice((1, 1, 2)))) if places else []
        return "".join(_DIGIT_FOR[c] if i in chosen else c for i, c in enumerate(word)) if chosen else None

    return edit_word(name, rng, 4, change)


def diacritics(name: str, kind: str, rng: random.Random) -> str | None:
    """All marks taken away where there are any, else marks put on one or two letters."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    if bare != unicodedata.normalize("NFKD", name):
        return unicodedata.normalize("NFC", bare)
    places = [i for i, c in enumerate(name) if c.lower() in _ACCENTS]
    if not places:
        return None
    chosen = rng.sample(places, min(len(places), rng.choice((1, 2))))
    letters = list(name)
    for i in chosen:
        accented = rng.choice(_ACCENTS[letters[i].lower()])
        letters[i] = accented.upper() if letters[i].isupper() else accented
    return "".join(letters)
