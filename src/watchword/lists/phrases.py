"""What do publishers pack into one cell? Numbered items, several dates, a listing date inside a sentence.

Nothing here looks for identifiers (`inline` does) or knows a publisher's columns.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable
from functools import lru_cache
from typing import TypeVar

from watchword.model import DateSpan, Name, Place, Strength
from watchword.text import dates, places
from watchword.text.scripts import script_of

_T = TypeVar("_T", bound=Hashable)

_RANGE_MARK = r"\((?P<from>\d{1,2})(?:\)\s*to\s*\(|\s*[-–]\s*)(?P<to>\d{1,2})\)"
_MARK = re.compile(rf"{_RANGE_MARK}|\((?P<one>\d{{1,2}})\)|(?<![\w(])\(?(?P<letter>[a-z])\)")
_BLANKS = frozenset(("", "-", "na", "n/a", "none", "null", "nil", "unknown", "not known", "not available"))

_DATE_BREAKS = re.compile(r"\s*(?:;|>>|\n|\([^)]*\)|\bor\b|\balt\.?(?:ernative)? dob\b:?)\s*", re.IGNORECASE)
_DATE_GAPS = re.compile(r",|\s{2,}|[;\n]")
_DATE_LABEL = re.compile(r"^(?:dob|date of birth|born(?: on)?)\s*:?\s*", re.IGNORECASE)
_DAY = r"(\d{1,2}(?:st|nd|rd|th)? ?[A-Z][a-z]{2,8}\.?,? \d{4}|\d{1,2}[./]\d{1,2}[./]\d{4})"
_LISTED_ON = re.compile(
    rf"\bdate of (?:UN )?(?:designation|list\w+)\b.{{0,60}}?{_DAY}"
    r"|(?<!last )(?<!previously )(?<!formerly )\b(?:listed|designated)\b"
    rf"[^.;()]{{0,90}}?(?:\([^)]*\))?[^.;()]{{0,90}}?\bon:?\s*{_DAY}",
    re.IGNORECASE,
)

_NOW = re.compile(r"\b(?:currently|now)\b", re.IGNORECASE)
_FORMER = re.compile(r"\s*\((?:formerly|previously) (?:listed|known) as\)\s*", re.IGNORECASE)
_NAME_NOTE = re.compile(r"\s*\((?:birth name|combat name|call sign|nom de guerre|maiden name)\)\s*", re.IGNORECASE)
_RANK = {Strength.PRIMARY: 0, Strength.STRONG: 1, Strength.FORMER: 2, Strength.WEAK: 3}


def is_blank(text: str) -> bool:
    """Whether a cell says nothing: empty, a dash, `na`, `none`, `null`, `unknown`."""
    return text.strip(" .").casefold() in _BLANKS


def numbered(text: str) -> dict[int, str]:
    """The items of `(1) A (2) B`, `a) A b) B` or `(1-3) A (4) B` by number; text before the first is item 0.

    Marks count only in order from 1 or a, so the `(17)` of a telephone number is none. Text without marks
    is item 0 whole.
    """
    marks: list[tuple[int, int, int, int]] = []  # first number, last number, start, end
    lettered: bool | None = None
    expected = 1
    for match in _MARK.finditer(text):
        if match["letter"]:
            first = last = ord(match["letter"]) - ord("a") + 1
        else:
            first, last = int(match["from"] or match["one"]), int(match["to"] or match["one"])
        if first != expected or last < first or lettered not in (None, bool(match["letter"])):
            continue
        lettered, expected = bool(match["letter"]), last + 1
        marks.append((first, last, match.start(), match.end()))
    ends = [start for _, _, start, _ in marks] + [len(text)]
    items = {0: _trim(text[: ends[0]])}
    for (first, last, _, begin), end in zip(marks, ends[1:], strict=True):
        items.update(dict.fromkeys(range(first, last + 1), _trim(text[begin:end])))
    return {number: item for number, item in items.items() if item}


def items(text: str) -> tuple[str, ...]:
    """The items of `numbered` in order, without those that say nothing."""
    return tuple(item for item in numbered(text).values() if not is_blank(item))


def dates_in(cells: Iterable[str]) -> tuple[tuple[DateSpan, ...], tuple[str, ...]]:
    """The dates in some cells, none twice, and each cell any part of which is no date, for a detail."""
    spans: list[DateSpan] = []
    unread: list[str] = []
    for cell in cells:
        found = [span for item in items(cell) for span in _dates_of(item)]
        spans += (span for span in found if span)
        unread += [cell] if None in found else []
    return distinct(spans), tuple(unread)


def _dates_of(item: str) -> list[DateSpan | None]:
    """The dates of one item, None for each part that is no date. `1955 or 1957` is two years, not three."""
    item = _DATE_LABEL.sub("", item[1:-1] if item.startswith("(") and item.endswith(")") else item)
    whole = dates.parse(item)
    for breaks in (_DATE_BREAKS, _DATE_GAPS):
        parts = [part for part in breaks.split(item) if part.strip(" ,.")]
        found = [dates.parse(_DATE_LABEL.sub("", part)) for part in parts]
        sure = all(found) and (len(parts) > 1 or whole is None)
        if parts and (sure or (whole is None and len(parts) > 1 and breaks is _DATE_GAPS)):
            return found
    return [whole]


def listing_date(text: str) -> str:
    """The day on which the party was first listed, where a sentence says so: ISO, or empty."""
    match = _LISTED_ON.search(text)
    span = dates.parse(match[1] or match[2]) if match else None
    return span.first if span and span.first == span.last else ""


@lru_cache(maxsize=10_000)
def one_day(text: str) -> str:
    """A cell that is one full date, as ISO; empty when it is not."""
    span = dates.parse(text) if text else None
    return span.first if span and span.first == span.last else ""


def country(text: str) -> str:
    """The country that a cell names, also as `Former USSR Currently Ukraine`; empty for none or several."""
    whole = places.country(text.strip(" ."))
    return whole or _the_only(places.countries_in(_NOW.split(text)[-1]))


def place(text: str, country: str = "") -> Place:
    """A place as published with its country: the one given, or the only one that the text names."""
    return Place(text, country or _the_only(places.countries_in(text)))


def listed_name(full: str, strength: Strength, **parts: str) -> Name:
    """A `Name` with its script. `(formerly listed as)` makes it a former one; such remarks leave the name."""
    bare = " ".join(_NAME_NOTE.sub(" ", _FORMER.sub(" ", full)).split()).strip(" ,;،")
    if _FORMER.search(full):
        strength = Strength.FORMER
    script = script_of(bare)
    return Name(bare or full, strength, "Latn" if script == "Zyyy" else script, **parts)


def best_names(names: Iterable[Name]) -> tuple[Name, ...]:
    """Names without repetition, the primary ones first; of equal spellings the one relied on most."""
    best: dict[str, Name] = {}
    for name in names:
        if name.full not in best or _RANK[name.strength] < _RANK[best[name.full].strength]:
            best[name.full] = name
    return tuple(sorted(best.values(), key=lambda name: name.strength is not Strength.PRIMARY))


def distinct(values: Iterable[_T]) -> tuple[_T, ...]:
    """The values in order, none twice."""
    return tuple(dict.fromkeys(values))


def _the_only(codes: frozenset[str]) -> str:
    return next(iter(codes)) if len(codes) == 1 else ""


def _trim(text: str) -> str:
    return text.strip(" ;,\n\t\r")
