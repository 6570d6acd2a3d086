"""Which country does a text name? Names, demonyms and codes become ISO 3166-1 alpha-2 codes in lower case.

Nothing here finds coordinates or says who governs disputed ground: a territory without a code of its own has
that of the state ISO 3166 puts it under, and a city is only a sign of its country. The table is made by
tools/tables/countries.py.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import NamedTuple

from watchword.text import tables

_BRACKETS = re.compile(r"\([^)]*\)|\[[^]]*\]")
# What publishers write around a country's name.
_AROUND = re.compile(
    r"^(?:region|country|nationality|citizen(?:ship)?(?: of)?|flag)\s*:\s*"
    r"|^(?:possibly|probably|reportedly|presumably|believed to (?:be|hold))\s+"
    r"|^(?:former(?:ly)?|now|born in|in|of|dual)\s+"
    r"|\s+(?:citizen(?:ship)?|nationality|nationalities|national|passport|by birth)\b.*$"
    r"|\s+(?:U?SSR|Soviet Socialist Republic)\b.*$"
    r"|\s+(?:as (?:of|at)|since|until)\s.*$",
    re.IGNORECASE,
)
_REMARKS = 3  # as many as are taken off: "possibly Kuwaiti citizenship" has two
_ITEMS = re.compile(
    r"\(?\b(?:\d{1,2}|[a-h])\)(?:\s*(?:-|to)\s*\(\d{1,2}\))?|[,;|/\n]|\s(?:and|or|et|y|и|و)\s|\.\s+[Aa]lso\s"
)
_SEGMENTS = re.compile(r"[,;:/|()\n،؛、，]|\s[-–—]\s")
_NOT_WORD = re.compile(r"[\W_]+")
_SHORT = frozenset(("uae", "uk", "usa"))  # names this short that are not words or initials
_LONGEST = 8  # words of the longest name looked for inside a segment
# The last part of an American or Canadian address, which is not a country's code.
_STATE = re.compile("A[LRZ]|C[AO]|DE|GA|I[DLN]|KY|LA|M[ADENOST]|N[CEV]|PA|S[CD]|TN|VA|AB|MB|N[BLST]|PE|SK")
# Letters that Persian, Kurdish and Urdu type otherwise than Arabic, and what apostrophes are typed as.
_SAME = str.maketrans("یىکہةە", "ييكههه", "ـ'’ʼ")


class _Table(NamedTuple):
    names: dict[str, str]  # code -> name for display
    strong: dict[str, str]  # folded name -> code: a country's own names
    regions: dict[str, str]  # folded name -> code of the country it is part of
    cities: dict[str, str]  # folded name -> code, for cities whose name tells the country
    weak: dict[str, str]  # folded name -> code: demonyms, old names, other languages
    codes: dict[str, str]  # alpha-2 and alpha-3 -> code
    heirs: dict[str, frozenset[str]]  # code of a state that is no more -> its successors


def is_country(words: str) -> bool:
    """Whether words in lower case (a-z) are a country's own name: `russian federation`, but no city, no demonym."""
    return words in _table().strong


def countries() -> Iterable[str]:
    """Every name that `is_country` knows."""
    return _table().strong


@lru_cache(maxsize=20_000)
def country(text: str) -> str:
    """The country that `text` as a whole names: ISO 3166-1 alpha-2, lower case; empty when none is known.

    Reads names in many languages, `Korea, North` and other inverted forms, demonyms (`Afghan`), alpha-2 and
    alpha-3 codes, territories and the provinces most often listed. Remarks in brackets are passed over when
    the whole is not known. Kosovo is xk. States that are no more keep their withdrawn code (su, yu, cs).
    """
    text = text.strip()
    for _ in range(_REMARKS):
        found = _known(text)
        if not found and ("(" in text or "[" in text):
            found = _known(_BRACKETS.sub(" ", text).strip()) or _agreed(_BRACKETS.findall(text))
        bare = _AROUND.sub("", text)
        if found or bare == text:
            return found
        text = bare
    return ""


def is_whole(text: str) -> bool:
    """Whether `text` is a country, province, city or people and nothing else: Russian is, Russian National Bank is not."""
    return _known(text.strip()) != ""


def countries_listed(text: str) -> tuple[str, ...]:
    """The countries of a column that lists several, in order, each once: nationalities, countries of birth.

    `Russian and Ukrainian`, `(1) Somali (2) Swedish`, `a) French, b) Tunisian`, `Malian / Mauritanian`.
    What is not known is passed over. A comma parts countries only where the whole is not one
    (`Korea, North`).
    """
    whole = country(text)
    if whole:
        return (whole,)
    items = _ITEMS.split(_BRACKETS.sub(_keep_number, text))
    codes = [code for item in items if item and (code := country(item.strip(" ,.")))]
    return tuple(dict.fromkeys(codes))


def country_name(code: str) -> str:
    """The country's name in English, for display; the code itself when it is not known."""
    return _table().names.get(code.lower(), code)


def same_state(a: str, b: str) -> bool:
    """Whether two codes can mean one state: they are equal, or one is a successor of the other."""
    heirs = _table().heirs
    return a == b or b in heirs.get(a, ()) or a in heirs.get(b, ())


def countries_in(text: str) -> frozenset[str]:
    """Every country that an address or a birth place names: `Garowe, Puntland, Somalia` gives {so}.

    Parts between commas that are a country count first; then names inside the parts; only when there is
    none, a province (`Puntland`), a two-letter code at the end (`Moscow, RU`) or a weaker name.
    """
    parts = [part.strip() for part in _SEGMENTS.split(text) if part and part.strip()]
    keys = _turned([fold(part) for part in parts])
    table = _table()
    whole = fold(text)
    if whole in table.strong:
        return frozenset((table.strong[whole],))
    found = {table.strong[key] for key in keys if key in table.strong}
    found = found or {code for key in keys for code in _inside(key)}
    if len(found) > 1 and {"us", "ge"} <= found and "georgia" in keys:
        found.discard("ge")  # Atlanta, Georgia, United States
    if found or not keys:
        return frozenset(found)
    last = parts[-1]
    if re.fullmatch(r"[A-Z]{2}", last) and not _STATE.fullmatch(last) and last.lower() in table.codes:
        return frozenset((table.codes[last.lower()],))
    found = {table.regions[key] for key in keys if key in table.regions}
    found = found or {table.cities[key] for key in keys if key in table.cities}
    weak = table.weak.get(keys[-1], "") if len(keys[-1]) > 4 else ""
    return frozenset(found or ({weak} if weak else ()))


def _keep_number(bracket: re.Match[str]) -> str:
    return bracket[0] if len(bracket[0]) <= 4 else " "


def fold(text: str) -> str:
    """The form in which names of places are looked up: lower case, no accents or punctuation, no article."""
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text)
        text = "".join(c for c in text if not unicodedata.combining(c))
    text = text.casefold().replace("&", " and ").translate(_SAME)
    text = _NOT_WORD.sub(" ", text).strip()
    text = text.removeprefix("the ")
    return f"saint {text[3:]}" if text.startswith("st ") else text


def _known(text: str) -> str:
    table = _table()
    if len(text) <= 3 and text.lower() in table.codes:
        return table.codes[text.lower()]
    keys = [fold(text)]
    first, comma, rest = text.partition(",")
    if comma:
        keys.append(fold(f"{rest} {first}"))
    for key in keys:
        for names in (table.strong, table.regions, table.weak, table.cities):
            if key in names:
                return names[key]
    return ""


def _agreed(remarks: list[str]) -> str:
    codes = {code for remark in remarks if (code := _known(_AROUND.sub("", remark[1:-1])))}
    return codes.pop() if len(codes) == 1 else ""


def _turned(keys: list[str]) -> list[str]:
    """The parts of an address with inverted names put right: `korea`, `north` are one part, `north korea`."""
    turned: list[str] = []
    for key in keys:
        name = f"{key} {turned[-1]}" if turned else ""
        if name in _table().strong:
            turned[-1] = name
        else:
            turned.append(key)
    return turned


def _inside(key: str) -> set[str]:
    """The countries named inside one part, longest names first: New Mexico is not Mexico.

    A province of several words counts when no country is named.
    """
    table, words, at = _table(), key.split(), 0
    found: set[str] = set()
    provinces: set[str] = set()
    while at < len(words):
        for end in range(min(len(words), at + _LONGEST), at, -1):
            name = " ".join(words[at:end])
            if name in table.strong and (len(name) > 3 or name in _SHORT):
                found.add(table.strong[name])
            elif name in table.regions and end - at > 1:
                provinces.add(table.regions[name])
            elif name not in table.regions:
                continue
            at = end - 1
            break
        at += 1
    return found or provinces


@cache
def _table() -> _Table:
    table = _Table({}, {}, {}, {}, {}, {}, {})
    kinds = {
        "strong": table.strong,
        "region": table.regions,
        "city": table.cities,
        "weak": table.weak,
        "code": table.codes,
    }
    for code, kind, names in tables.load("countries"):
        if kind == "name":
            table.names[code] = names
        elif kind == "heirs":
            table.heirs[code] = frozenset(names.split("|"))
        else:
            kinds[kind].update(dict.fromkeys(names.split("|"), code))
    return table
