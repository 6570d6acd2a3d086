"""Which words of a name must be read together? Most stand for themselves, wherever in a name they are.

A name may be read by its parts where none of its words is tied to one outside of its part. Parsing is in `names`.
"""

from __future__ import annotations

from collections.abc import Collection
from functools import cache

from watchword.text.compounds import ABD_ALONE, LAST_PARTS
from watchword.text.names import CORE, ENTITY, Token, anywhere, entity_token, word_tables
from watchword.text.normalise import Word

HELD, TAKES_LAST, OPENS, LEADS, ALL = 1, 2, 4, 8, 16


def ties(word: Word, mode: str) -> tuple[int, Token | None]:
    """What of a name must be read together with this word; 0 and its token for one that is the same wherever it stands.

    HELD: its place matters, and for an entity the words of this kind next to it. TAKES_LAST: it may be joined to the
    word before it, OPENS: to the next one, past others that are HELD. LEADS: at the start of a name, it matters whether
    one name follows, or more (`names_left`); ALL: all of the name matters, wherever it stands.
    """
    known, form = word_tables(), word.form
    if mode == ENTITY:
        if form == "of":  # a country may follow (`names._at_home`)
            return ALL, None
        held = len(form) == 1 or form in _legal_words() or form in known.romans or form in known.expansions
        return (HELD, None) if held else (0, entity_token(form, word, False))
    token = anywhere.__wrapped__(word)  # a reader remembers what it has read
    leads = HELD | (LEADS if form in _title_first() else 0) if form in _title_words() else 0
    last = TAKES_LAST if form in LAST_PARTS or (token is not None and token.form in LAST_PARTS) else 0
    if token is not None and token.kind == CORE and not last and not leads:
        return 0, token
    patronymic = known.particles.get(form) == "patronymic" and form not in known.after
    return HELD | leads | last | (OPENS if patronymic or form in ABD_ALONE else 0), None


@cache
def _legal_words() -> frozenset[str]:
    return frozenset(word for phrase in word_tables().legal for word in phrase)


def names_left(found: Collection[Word]) -> int:
    """How many names follow a title, one or more (2), by all words behind it; 0 where that can't be told from these."""
    particles = word_tables().particles
    if any(len(word.form) == 1 for word in found):  # letters may be spelled
        return 0
    return min(2, sum(word.form not in particles for word in found))


@cache
def _title_words() -> frozenset[str]:
    return frozenset(word for phrase in word_tables().titles for word in phrase)


@cache
def _title_first() -> frozenset[str]:
    return frozenset(phrase[0] for phrase in word_tables().titles)
