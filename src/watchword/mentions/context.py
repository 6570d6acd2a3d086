"""What does the text around a span say of it? Words that tell a ship, a firm or a group, and the case of letters.

A name of one word is common on pages by accident; here is what a person would look for before believing it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from watchword.mentions.policy import Agreement, Around, TextPolicy
from watchword.mentions.words import small_words
from watchword.model import Hit, Kind
from watchword.text.normalise import clean, words

_AROUND = 60  # characters to both sides
_ACRONYM, _CAPITALS = 4, 2
_EXACT = 975  # thousandths: the same word, or a spelling of it by the table of variants
_TELLING = {
    Kind.VESSEL: "vessel ship tanker freighter imo flagged mv mt navire pétrolier cargo buque petrolero navio schiff "
    "tankschiff судно танкер корабль سفينة ناقلة",
    Kind.AIRCRAFT: "aircraft plane jet tail helicopter avion avión aeronave flugzeug самолет طائرة",
    Kind.COMPANY: "company firm corporation holding subsidiary ltd llc inc jsc ojsc gmbh sarl bank société entreprise "
    "empresa compañía sociedad firma unternehmen компания фирма банк ооо оао شركة",
    Kind.ORGANISATION: "group organisation organization militia faction movement party fighters militants terrorist "
    "insurgents groupe organisation mouvement milice combattants grupo organización milicia movimiento organização "
    "gruppe miliz bewegung kämpfer группировка организация движение боевики جماعة تنظيم حركة ميليشيا",
}  # fmt: skip
_WORDS = {kind: re.compile(rf"\b(?:{'|'.join(words.split())})\b", re.IGNORECASE) for kind, words in _TELLING.items()}
_LEGAL = re.compile(
    r"\b(?:ltd|limited|llc|inc|plc|jsc|ojsc|cjsc|pjsc|gmbh|ag|sarl|sa|fzco|fze|dmcc|ooo|oao|zao|llp|co|corp|company|corporation|airlines?|bank|"
    r"shipping|trading|holding|group|ltda|srl|pte|bhd|(?-i:AO|KK|SCI|NPO|NII)|"
    r"\u043e\u043e\u043e|\u043e\u0430\u043e|\u0437\u0430\u043e|\u043f\u0430\u043e)\b",
    re.IGNORECASE,
)
_NEXT = re.compile(r"[ \n-]([^\W\d_]+)")
_POSSESSIVE = re.compile(r"['\u2019]s\b")
_APOSTROPHE = re.compile(r"['\u2019]")  # d'Ooo Vostok
_ELIDED = re.compile(r"\b[A-Za-z]{1,2}['\u2019](?=\w{2})")  # D'ici is ici
_SENTENCE_END = re.compile(r"(?<=[a-z]{3})[.!?]\s")  # another sentence speaks of something else
_NEXT_TO = 30  # characters in which a legal form stands by its name
_WORDS[Kind.UNKNOWN] = _WORDS[Kind.ORGANISATION]


def is_plain(text: str, start: int, end: int) -> bool:
    """Whether the span has no capital although its script has them and the text uses them."""
    span = _ELIDED.sub("", text[start:end])
    return span == span.lower() != span.upper() and text != text.lower()


def _is_short_word(span: str) -> bool:
    """Whether a span is a short word that is not written as an acronym (LeT is, Let is not)."""
    letters = sum(map(str.isalnum, span))
    return letters <= _ACRONYM and sum(map(str.isupper, span)) < _CAPITALS and span.upper() != span.lower()


def believed(hits: Sequence[tuple[Hit, Agreement]], text: str, start: int, end: int,
             policy: TextPolicy) -> list[Hit]:  # fmt: skip
    """The hits on a span that count in its text."""
    if not hits:
        return []
    near = _near(text, start, end)
    beside = Around(
        is_plain(text, start, end),
        _goes_on(text, end),
        _lower(text, start, end),
        _beside(_APOSTROPHE.sub(" ", _POSSESSIVE.sub("", near))),
    )
    short = _is_short_word(_capitalised(text, start, end))
    found = [(hit, a) for hit, a in hits if a.counts(policy, beside)]
    found = [(hit, a) for hit, a in found if not (a.one and short) or a.is_formed(beside)]
    before, after = text[max(0, start - _AROUND) : start], text[end : end + _AROUND]
    around = f"{_SENTENCE_END.split(before)[-1]} {_SENTENCE_END.split(after)[0]}"
    lists = {hit.listing.publisher for hit, a in found if a.one and a.bare and hit.listing.kind is Kind.ORGANISATION}
    return [
        hit
        for hit, a in found
        if not a.one
        or a.is_formed(beside)
        or _told(hit.listing.kind, around, near)
        or (a.bare and a.value >= _EXACT and len(lists) > 1)
    ]


def _near(text: str, start: int, end: int) -> str:
    """What stands next to a span, in whole words."""
    first, last = max(0, start - _NEXT_TO), min(len(text), end + _NEXT_TO)
    while first > 0 and text[first - 1].isalnum():
        first -= 1
    while last < len(text) and text[last].isalnum():
        last += 1
    return text[first:last]


def _capitalised(text: str, start: int, end: int) -> str:
    """A span without the words before its first capital, if it has one: to Nada is Nada."""
    span = _ELIDED.sub("", text[start:end])
    return span[next((at for at, letter in enumerate(span) if letter.isupper()), 0) :]


def _goes_on(text: str, end: int) -> bool:
    """Whether a name seems to go on behind a span: Abu Bakr does in Abu Bakr Al-Baghdadi."""
    after = _NEXT.match(text, end)
    return after is not None and after[1] != after[1].upper() and after[1][0].isupper()


def _lower(text: str, start: int, end: int) -> frozenset[str]:
    """The words without a capital of a span, in a text that has some."""
    small = small_words(text, start, end)
    return _forms(" ".join(small)) if small and text != text.lower() else frozenset()


def _forms(text: str) -> frozenset[str]:
    return frozenset(word.form for word in words(clean(text)))


def _beside(text: str) -> frozenset[str]:
    """The words of a text, and what neighbours are as one: a legal form may be split."""
    found = [word.form for word in words(clean(text))]
    return frozenset([*found, *(a + b for a, b in pairwise(found))])


def _told(kind: Kind, around: str, near: str) -> bool:
    """Whether the text says that it speaks of such a thing; of a firm, by its legal form beside the name."""
    if kind is Kind.COMPANY or (kind is Kind.ORGANISATION and _LEGAL.search(near)):
        return _LEGAL.search(near) is not None
    return kind in _WORDS and _WORDS[kind].search(around) is not None
