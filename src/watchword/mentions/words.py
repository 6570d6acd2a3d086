"""What are the words of a running text, and which of them may stand in one name together?

Words have offsets and every form in which they may be read (as written, without a possessive or a case
ending). Upper and lower case never decide. What the words mean is not asked here.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

import msgspec

from watchword.mentions.slips import is_slip

_APOSTROPHES = "'\u2018\u2019\u201b\u02bc\u02bb\u02be\u02bf`\u00b4\u2032\u05f3"
# A word: letters and digits, marks that stand on them, invisible marks, and apostrophes inside.
_MARKS = "\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u0900-\u0903\u093a-\u094f\u0e31-\u0e4e\u00ad\u200b-\u200f"
_WORD = re.compile(rf"[^\W_](?:[^\W_]|[{_MARKS}]|[{_APOSTROPHES}](?=[^\W_]))*")
_HAN = "\u3400-\u9fff\uf900-\ufaff\u3041-\u30ff"
_RUN = re.compile(rf"[{_HAN}](?:[{_HAN}]|[\u00b7\u30fb])*")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]")
# What ends a stretch: a blank line, a bracket, a mark between clauses; a full stop after a word of three letters
# or more that is no abbreviation (shorter ones may be those, and initials: J. Kony, Co., Dr.).
_HARD = re.compile(r"\n\s*\n|[!?;:()\[\]{}<>|\u00a1\u00bf\u061f\u061b\u3002\uff01\uff1f\uff1b\uff1a\uff08\uff09"
                   r"\u201c\u201d\u201e\u00ab\u00bb\"\u2022\u2026=+*#]|\s[-\u2013\u2014]+\s|\u2014")  # fmt: skip
_ALIAS = re.compile(r"\b[afn]\.k\.a\.")  # also, formerly, now known as: its letters are none of a name
_COMMA = re.compile("[,\u060c\u3001\uff0c]")
_LONG = 4
_ABBREVIATED = frozenset({
    "ltd", "inc", "gen", "col", "maj", "cpl", "sgt", "adm", "brg", "eng", "mrs", "rev", "sen",
    "gov", "rep", "mme", "srl", "bhd", "pte", "llc", "plc", "jsc", "abd", "muh", "moh",
})  # fmt: skip
_FAMILY, _GIVEN = 3, 4  # words before and after a comma that may be one name

_ARTICLES = frozenset({"all", "ell", "aal"})  # al- with a slip
_LONGEST_SERVANT = 6  # letters of Abdul with a slip
_SUFFIX = re.compile(r"(?:s|n?[iu\u0131\u00fc]n|y?[aei\u0131u\u00fc]|[dt][ae]n?|y?l[ae]|n[ae])")  # English, Turkish
_ELISION = re.compile(r"(?:[ldnsmtjc]|qu|(?:da|de|ne|a|su)ll|un|jusqu|lorsqu)", re.IGNORECASE)
_CYRILLIC = (
    ("ого", ("ий", "ый")), ("его", ("ий",)), ("ому", ("ий", "ый")), ("ему", ("ий",)), ("ом", ("",)), ("ем", ("",)),
    ("ым", ("", "ый")), ("им", ("ий",)), ("ой", ("а",)), ("ою", ("а",)), ("ей", ("я", "а")),
)  # fmt: skip
_LATIN = (("owi", ("",)), ("ovi", ("",)), ("iem", ("",)), ("em", ("",)), ("om", ("",)), ("ego", ("i", "y")))
_KOREAN = frozenset("은는이가을를의와과도에로")
_ARABIC, _HEBREW = frozenset("وفبلك"), frozenset("ובלהמשכ")


class Word(msgspec.Struct, frozen=True, gc=False):
    """One word of a text: where it stands, and its forms, the one as written first.

    `initial`: a letter with a full stop after it; `small`: without a capital in a text that has some.
    """

    start: int
    end: int
    forms: tuple[str, ...]
    initial: bool = False
    small: bool = False


class Stretch(msgspec.Struct, frozen=True, gc=False):
    """Words between two marks that no name goes over; `comma` is the word before which a comma stands, or -1."""

    words: tuple[Word, ...]
    comma: int = -1


def stretches(text: str) -> Iterator[Stretch]:
    """The stretches of a text, in order: parted by brackets, sentence marks and commas.

    What stands around a comma is one stretch more, of a few words, for `DJIBO, Ousmane Illiassou`. A line break is a
    blank, an empty line parts.
    """
    chunk: list[Word] = []
    before: list[Word] = []
    end = 0
    cased = text != text.lower()
    text = _ALIAS.sub(" " * 6, text)  # as long as it was: offsets stay
    for match in _WORD.finditer(text):
        between = text[end : match.start()]
        hard = end > 0 and between != " " and _parts(text, chunk, between)
        soft = end > 0 and not hard and between != " " and _COMMA.search(between) is not None
        if hard or soft:
            yield from _closed(chunk, before)
            before = chunk[-_FAMILY:] if soft else []
            chunk = []
        if not _RUN.match(match[0]):
            chunk.append(_word(text, match, cased))
        end = match.end()
    yield from _closed(chunk, before)


def runs(text: str) -> Iterator[tuple[int, str]]:
    """Stretches of letters of scripts that write no blanks (Chinese, Japanese), with where they begin."""
    for match in _RUN.finditer(text):
        yield match.start(), match[0]


def _closed(chunk: list[Word], before: list[Word]) -> Iterator[Stretch]:
    if chunk:
        yield Stretch(tuple(chunk))
        if before:
            yield Stretch((*before, *chunk[:_GIVEN]), len(before))


def _parts(text: str, chunk: list[Word], between: str) -> bool:
    if _HARD.search(between):
        return True
    if "." not in between or not chunk:
        return False
    last = chunk[-1]
    if last.end - last.start >= _LONG or text[last.end : last.end + 1] != ".":
        return True
    return last.end - last.start == _LONG - 1 and text[last.start : last.end].lower() not in _ABBREVIATED


def _word(text: str, match: re.Match[str], cased: bool) -> Word:
    written, (start, end) = match[0], match.span()
    initial = end - start == 1 and text[end : end + 1] == "."
    read = forms(written)
    if text[end : end + 1] == "-" and written.lower() in _ARTICLES:
        read = (*read, "al")
    return Word(start, end, read, initial, cased and is_small(text, start, end))


def small_words(text: str, start: int, end: int) -> list[str]:
    """The words of a part of a text that have no capital."""
    return [m[0] for m in _WORD.finditer(text, start, end) if is_small(text, *m.span())]


def is_small(text: str, start: int, end: int) -> bool:
    """Whether a word has no capital, in a script that has some; what hangs on another by a hyphen is one with it."""
    return text[start:end].islower() and text[end : end + 1] != "-" and (start == 0 or text[start - 1] != "-")


@lru_cache(maxsize=1 << 15)
def forms(written: str) -> tuple[str, ...]:
    """Every form of a written word, each once: as written, then without what grammar put on it."""
    word = written if written.isascii() else _INVISIBLE.sub("", unicodedata.normalize("NFKC", written))
    found = [word]
    if len(word) >= _LONG:
        found += _without_apostrophe(word)
        found += _as_servant(word) if word.isascii() else []
        if not word.isascii():
            found += [form for one in tuple(found) for form in _undeclined(one)]
        else:
            found += _replaced(word, _LATIN, 4) if len(word) > 5 else []
    return tuple(dict.fromkeys(found))


def _without_apostrophe(word: str) -> list[str]:
    at = next((k for k, c in enumerate(word) if c in _APOSTROPHES), -1)
    if at < 0:
        return []
    first, last = word[:at], word[at + 1 :]
    ends = next((k for k in range(len(word) - 1, 0, -1) if word[k] in _APOSTROPHES), at)
    out = []
    if _ELISION.fullmatch(first) and len(last) > 1:
        out += [last, *_without_apostrophe(last)]
    suffix = word[ends + 1 :].lower()
    if _SUFFIX.fullmatch(suffix) and (ends > 2 or (ends == 2 and suffix == "s")):  # RI's
        out.append(word[:ends])
    return out


def _as_servant(word: str) -> list[str]:
    """Abdul with a slip, alone or before the name that it is one word with: Abdull, Avdulkarim."""
    lowered = word.lower()
    if len(word) <= _LONGEST_SERVANT:
        return ["Abdul"] if is_slip(lowered, "abdul") else []
    for at in (4, 5, 6):
        if not lowered.startswith("abdul") and len(lowered) - at >= _LONG and is_slip(lowered[:at], "abdul"):
            return ["Abdul" + lowered[at:]]
    return []


def _undeclined(word: str) -> list[str]:
    head, tail = word[0], word[-1]
    if "\u0400" <= head <= "\u052f":
        return _replaced(word, _CYRILLIC, 3)
    if head in _ARABIC:
        return ["ال" + word[2:]] if word.startswith("لل") else [word[1:]]
    if head in _HEBREW or tail in _KOREAN:
        return [word[1:]] if head in _HEBREW else [word[:-1]]
    return _replaced(word, _LATIN, 4) if len(word) > 5 else []


def _replaced(word: str, endings: tuple[tuple[str, tuple[str, ...]], ...], least: int) -> list[str]:
    for ending, replacements in endings:
        if word.endswith(ending) and len(word) - len(ending) >= least:
            return [word[: -len(ending)] + other for other in replacements]
    return []
