"""In which font and in which order do the letters of a text stand on paper? Pieces of one font each, from left to right.

PDF's own fonts have Western letters; others come from `data/fonts`. Arabic letters are joined, and texts that run from
the right are laid out by the rules of UAX #9 (those for marks of embedding excepted). A letter that no font has is shown
by its code, as U+1201.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).parent.parent / "data" / "fonts"
_FILES = {
    "Sans": "DejaVuSans-part", "Sans-Bold": "DejaVuSans-Bold-part", "Arabic": "NotoNaskhArabic-part",
    "Ethiopic": "NotoSansEthiopic-part", "Han": "DroidSansFallback-part", "Hangul": "Hangul-part",
}  # fmt: skip
_OTHERS = ("Arabic", "Ethiopic", "Han", "Hangul")
_RIGHT = frozenset(("R", "AL"))
_NUMBERS = frozenset(("EN", "AN"))
_BESIDE_NUMBERS = frozenset(("ES", "CS", "ET"))
_BRACKETS = {"(": ")", "[": "]", "{": "}"}
_MIRRORED = str.maketrans("()[]{}<>«»", ")(][}{><»«")

Piece = tuple[str, str]
"""Name of a font, and the text that is set in it."""
Width = Callable[[str, str], float]
"""How wide a text (second) is in a font (first)."""


def lines(text: str, font: str, width: Width, widest: float) -> list[list[Piece]]:
    """A text as it stands on paper, from left to right. A text without letters from the right is one line of any length,
    which whoever sets it breaks; one with such letters is broken here, for it can't be once its order is that of paper.
    """
    if text.isascii():
        return [[(font, text)]]
    if not any(unicodedata.bidirectional(letter) in _RIGHT for letter in text):
        return [pieces(text, font)]
    from_right = _begins_right(text)
    broken = _broken(_joined(text), font, width, widest)
    return [pieces(ordered(line, from_right=from_right), font) for line in broken]


def pieces(text: str, font: str) -> list[Piece]:
    """The text in its order, each stretch with a font that has its letters; `font` is the one of Western letters.

    A word stays in one font where one has all of it.
    """
    found: list[Piece] = []
    for blank, word in groupby(text, key=str.isspace):
        letters = "".join(word)
        whole = found[-1][0] if blank and found else _font_of(letters, font)
        found += [(whole, letters)] if whole else [_shown(letter, font) for letter in letters]
    return [(name, "".join(part for _, part in run)) for name, run in groupby(found, key=lambda piece: piece[0])]


def _shown(letter: str, font: str) -> Piece:
    name = _font_of(letter, font)
    return (name, letter) if name else (font, f"U+{ord(letter):04X} ")


def ordered(text: str, *, from_right: bool) -> str:
    """One line in the order of paper, from left to right; `from_right` says how its paragraph runs."""
    levels = _levels(text, base=int(from_right))
    letters = [letter.translate(_MIRRORED) if level % 2 else letter for letter, level in zip(text, levels, strict=True)]
    at = list(range(len(letters)))
    for level in range(max(levels, default=0), 0, -1):
        at = [one for high, run in groupby(at, key=lambda one: levels[one] >= level)
              for one in (reversed(list(run)) if high else run)]  # fmt: skip
    return "".join(letters[one] for one in at)


def _levels(text: str, base: int) -> list[int]:
    """How deep each letter stands: odd numbers run from the right, numbers in them from the left."""
    kinds = list(_resolved([unicodedata.bidirectional(letter) for letter in text]))
    edge = "R" if base else "L"
    for first, last in _pairs(text):
        kinds[first] = kinds[last] = _of_pair(kinds, first, last, edge)
    for first, end in _neutral_runs(kinds):
        before = _as_letter(kinds[first - 1]) if first else edge
        after = _as_letter(kinds[end]) if end < len(kinds) else edge
        kinds[first:end] = [before if before == after else edge] * (end - first)
    return [(1 if kind == "R" else 2 if kind == "N" or base else 0) for kind in kinds]


def _pairs(text: str) -> list[tuple[int, int]]:
    """Where brackets open and close (rule BD16), in the order in which they open."""
    opened: list[tuple[str, int]] = []
    found = []
    for at, letter in enumerate(text):
        if letter in _BRACKETS:
            opened.append((_BRACKETS[letter], at))
        elif any(closing == letter for closing, _ in opened):
            while opened:
                closing, first = opened.pop()
                if closing == letter:
                    found.append((first, at))
                    break
    return sorted(found)


def _of_pair(kinds: Sequence[str], first: int, last: int, edge: str) -> str:
    """How a pair of brackets runs (rule N0): as its text does when that holds some of the paragraph's own direction, else
    as what stands before it; "" when it holds no letter."""
    inside = {_as_letter(kind) for kind in kinds[first + 1 : last] if kind}
    if edge in inside or not inside:
        return edge if inside else ""
    before = next((_as_letter(kind) for kind in reversed(kinds[:first]) if kind), edge)
    return before if before in inside else edge


def _resolved(classes: Sequence[str]) -> Iterator[str]:
    """Each letter's kind: L, R, N of a number, "" for what goes by its neighbours."""
    strong = last = ""
    for at, found in enumerate(classes):
        following = classes[at + 1] if at + 1 < len(classes) else ""
        if found in _RIGHT or found == "L":
            strong = last = "L" if found == "L" else "R"
        elif found in _NUMBERS or (found in _BESIDE_NUMBERS and last == "N" and following in _NUMBERS):
            last = "N" if strong == "R" else "L"
        elif found != "NSM":  # a mark goes with its letter
            last = ""
        yield last


def _neutral_runs(kinds: Sequence[str]) -> list[tuple[int, int]]:
    runs = [list(run) for empty, run in groupby(range(len(kinds)), key=lambda at: not kinds[at]) if empty]
    return [(run[0], run[-1] + 1) for run in runs]


def _as_letter(kind: str) -> str:
    return "R" if kind == "N" else kind


def _begins_right(text: str) -> bool:
    strong = (unicodedata.bidirectional(letter) for letter in text)
    return next((found in _RIGHT for found in strong if found == "L" or found in _RIGHT), False)


def _broken(text: str, font: str, width: Width, widest: float) -> Iterator[str]:
    """Lines of whole words, in the order of reading."""
    line, used = "", 0.0
    for word in text.split():
        needed = sum(width(name, letters) for name, letters in pieces(f"{word} ", font))
        if line and used + needed > widest:
            yield line
            line, used = "", 0.0
        line, used = f"{line} {word}" if line else word, used + needed
    yield line


def _joined(text: str) -> str:
    return str(_reshaper().reshape(text))


@cache
def _reshaper() -> Any:
    from arabic_reshaper import ArabicReshaper

    return ArabicReshaper({"delete_harakat": True, "support_ligatures": True})


def _font_of(text: str, font: str) -> str:
    """The first font that has every letter of a text; "" when none has. Any has blanks."""
    if text.isspace() or len(text.encode("cp1252", "ignore")) == len(text):
        return font
    ours = ("Sans-Bold" if "Bold" in font else "Sans", *_OTHERS)
    return next((name for name in ours if _font(name).face.charToGlyph.keys() >= set(map(ord, text))), "")


@cache
def _font(name: str) -> Any:
    """A font of ours, made known to reportlab; reading one takes some time, so it is done when a letter needs it."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    font = TTFont(name, str(_FOLDER / f"{_FILES[name]}.ttf"))
    pdfmetrics.registerFont(font)
    return font
