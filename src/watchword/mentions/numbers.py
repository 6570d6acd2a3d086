"""Which numbers in a text are identifiers of listed parties? Compared in canonical form, as in screening.

A number counts by itself where it can hardly be another (check digits, a wallet, an e-mail address), else only
behind a word that says what it is: years, sums and telephone numbers are numbers too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from watchword.match.index import identifier_key
from watchword.model import Identifier
from watchword.snapshot import Snapshot
from watchword.text import identifiers

_PIECE = re.compile(r"[^\W_](?:[^\s,;()\[\]<>\"\u201c\u201d\u00ab\u00bb]*[^\W_])?")
_MOST_PIECES = 9  # an IBAN in groups of four
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
    at = 0
    while at < len(pieces):
        for more in range(min(_MOST_PIECES, len(pieces) - at), 0, -1):
            start, end = pieces[at][0], pieces[at + more - 1][1]
            if more > 1 and not _goes_on(text, pieces[at : at + more]):
                continue
            found = list(_listed(text[start:end], _is_labelled(text, start), snapshot))
            if found:
                yield from ((start, end, identifier, number) for identifier, number in found)
                at += more - 1
                break
        at += 1


def _goes_on(text: str, pieces: list[tuple[int, int]]) -> bool:
    """Whether pieces can be one number: a single blank between them, few letters and figures in each of them."""
    return all(
        text[a[1] : b[0]] == " " and b[1] - b[0] <= 10 and a[1] - a[0] <= 10 and any(map(str.isdigit, text[b[0] : b[1]]))
        for a, b in pairwise(pieces)
    )  # fmt: skip


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
