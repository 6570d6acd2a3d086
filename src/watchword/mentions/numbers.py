"""Which numbers in a text are identifiers of listed parties? Compared in canonical form, as in screening.

A number counts by itself where it can hardly be another (check digits, a wallet, an e-mail address), else only
behind a word that says what it is: years, sums and telephone numbers are numbers too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from watchword.match.index import identifier_key
from watchword.model import Identifier
from watchword.snapshot import Snapshot
from watchword.text import identifiers

_PIECE = re.compile(r"[^\W_](?:[^\s,;()\[\]<>\"\u201c\u201d\u00ab\u00bb]*[^\W_])?")
_MOST_PIECES, _LONGEST_PIECE = 9, 10  # an IBAN in groups of four
_FIGURE = re.compile(r"\d")
_TELLING = re.compile(r"\d|[@.]|[A-Z]{2}")  # a figure, an address, or a code of capitals
_SHORTEST, _TELLS_ITSELF, _LABEL_BEFORE = 5, 26, 45
_LABEL = re.compile(
    r"\b(?:passport|passeport|pasaporte|passaporte|reisepass|паспорт\w*|جواز|imo|mmsi|swift|bic|iban|account|compte|"
    r"cuenta|konto|сч[её]т\w*|registration|reg|company|id|identity|national|tax|vat|tin|inn|инн|ogrn|огрн|lei|isin|"
    r"wallet|phone|tel|t[ée]l[ée]phone|tel[ée]fono|licen[cs]e|tail|serial|call sign|no|n|nr|number|num[ée]ro|"
    r"n[úu]mero|nummer|номер\w*|رقم)\b",
    re.IGNORECASE,
)
_TYPES = ("", "phone", "website", "email", "wallet", "bic")


def listed_numbers(text: str, snapshot: Snapshot) -> Iterator[tuple[int, int, Identifier, int]]:
    """Every identifier of a listed party that the text holds: start, end, the identifier as listed, listing number."""
    pieces = [(m.start(), m.end()) for m in _PIECE.finditer(text)]
    taken = 0
    for at, (start, end) in enumerate(pieces):
        if start < taken or not _TELLING.search(text, start, end):
            continue
        labelled = _is_labelled(text, start)
        for last in reversed(_ends(text, pieces, at)):
            found = list(_listed(text[start:last], labelled, snapshot))
            if found:
                yield from ((start, last, identifier, number) for identifier, number in found)
                taken = last
                break


def _ends(text: str, pieces: list[tuple[int, int]], at: int) -> list[int]:
    """Where a number that begins with a piece may end: pieces with figures go on behind a single blank."""
    out = [pieces[at][1]]
    for first, last in pieces[at + 1 : at + _MOST_PIECES]:
        if text[out[-1] : first] != " " or last - first > _LONGEST_PIECE or not _FIGURE.search(text, first, last):
            break
        out.append(last)
    return out


def _is_labelled(text: str, start: int) -> bool:
    return _LABEL.search(text, max(0, start - _LABEL_BEFORE), start) is not None


def _listed(written: str, labelled: bool, snapshot: Snapshot) -> Iterator[tuple[Identifier, int]]:
    has_figure = any(map(str.isdigit, written))
    if len(written) < _SHORTEST or not (
        has_figure or "." in written or "@" in written or (labelled and written.isupper())
    ):
        return
    for key in dict.fromkeys(identifier_key(written, kind) for kind in _TYPES):
        for number in snapshot.listings_with(key) if key >= 0 else ():
            for identifier in snapshot.listing(number).identifiers:
                same = identifier_key(identifier.value, identifier.type) == key
                if same and (labelled or _tells_itself(written, identifier)):
                    yield identifier, number
                    break


def _tells_itself(written: str, identifier: Identifier) -> bool:
    if identifier.type in ("email", "website"):
        return "@" in written or "." in written
    key = identifiers.canonical(written, identifier.type)
    mixed = any(map(str.isdigit, key)) and any(map(str.isalpha, key))
    return (
        len(key) >= _TELLS_ITSELF or bool(identifiers.valid(identifier) and len(key) > 7) or (mixed and len(key) >= 9)
    )
