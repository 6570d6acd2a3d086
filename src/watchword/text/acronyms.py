"""Which letters may stand for a body's name? PLA for People's Liberation Army: of what is asked, and of what is listed.

Only an acronym by itself, Latin letters only: a firm that has a legal form or another word beside its letters is
seldom the listed body with these initials.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from watchword.text import places
from watchword.text.names import CORE, ENTITY, GENERIC, PARTICLE, ParsedName, Token, word_tables
from watchword.text.normalise import Word

_FEWEST, _MOST = 3, 7  # letters
_NO_NAME = 140  # tenths of bits: a word that so few persons bear is nobody's name


def acronym(name: ParsedName) -> str:
    """The letters of a name that may be an acronym: one word, perhaps with its country behind it (PLA China).

    Empty for every other name, for a country (UAE) and for a word that persons are called (Kim, Ana).
    """
    first, *rest = name.tokens
    form = first.form
    if name.mode != ENTITY or first.kind != CORE or not _FEWEST <= len(form) <= _MOST or not _is_latin(first):
        return ""
    if not form.isalpha() or places.is_country(form) or word_tables().person_bits.get(form, _NO_NAME) < _NO_NAME:
        return ""
    return form if not rest or places.is_country(" ".join(token.form for token in rest)) else ""


def initials(name: ParsedName) -> str:
    """The first letters of a body's words, particles left out; empty where it has a legal form, a number, or too few."""
    own = [token for token in name.tokens if token.kind != PARTICLE]
    if name.mode != ENTITY or not _FEWEST <= len(own) <= _MOST:
        return ""
    if not all(token.kind in (CORE, GENERIC) and _is_latin(token) for token in own):
        return ""
    return "".join(token.form[0] for token in own)


_IN_ONE, _BY_LETTERS = 1, 2  # PLA, P L A


def may_be_acronym(found: Sequence[Word]) -> bool:
    """Whether a name of these words may be an acronym: true for each that `acronym` knows."""
    forms = [word.form for word in found]
    letters = next((at for at, form in enumerate(forms) if len(form) > 1), len(forms))
    rest = forms[max(letters, 1) :]
    return "".join(rest) in _squeezed() or not word_tables().expansions.keys().isdisjoint(rest)


def begins(found: Sequence[Word]) -> int:
    """How a name of several pieces that begins with these words may be an acronym: only as one that `ends` as well."""
    letters = len(found[0].form)
    return _IN_ONE if _FEWEST <= letters <= _MOST else _BY_LETTERS if letters == 1 else 0


def ends(found: Sequence[Word]) -> int:
    """How a name of several pieces that ends with these words may be an acronym: with its country, or a last letter."""
    last = found[-1].form
    return _IN_ONE | _BY_LETTERS if last in _last_words() else _BY_LETTERS if len(last) == 1 else 0


@cache
def _last_words() -> frozenset[str]:
    return frozenset(name.split()[-1] for name in places.countries() if name)


@cache
def _squeezed() -> frozenset[str]:
    """Countries without blanks, and none."""
    return frozenset(("", *(name.replace(" ", "") for name in places.countries())))


def _is_latin(token: Token) -> bool:
    return not token.respelled and not token.vowelless
