"""Which words of a name must be read together? Most stand for themselves, wherever in a name they are.

A name may be read by its parts where none of its words is tied to one outside of its part. Parsing is in `names`.
"""

from __future__ import annotations

from collections.abc import Collection
from functools import cache
from itertools import chain

from watchword.text.compounds import ABD_ALONE, LAST_PARTS
from watchword.text.names import CORE, ENTITY, Token, anywhere, core, entity_token, word_tables
from watchword.text.normalise import Word

HELD, TAKES_LAST, OPENS, LEADS, ALL = 1, 2, 4, 8, 16


def ties(word: Word, mode: str) -> tuple[int, Token | None]:
    """What of a name must be read together with this word; 0 and its token for one that is the same wherever it stands.

    HELD: its place matters, and for an entity the words of this kind next to it. TAKES_LAST: it may be joined to the
    word before it, OPENS: to the next one, past others that are HELD. LEADS: at the start of a name, it matters whether
    one name follows, or more (`names_in`); ALL: all of the name matters, wherever it stands.
    """
    known, form = word_tables(), word.form
    if mode == ENTITY:
        if form not in _entity_words() and len(form) > 1:
            return 0, entity_token(form, word, False)
        return (ALL if form == "of" else HELD), None  # a country may follow (`names._at_home`)
    if form not in _person_words() and len(form) > 1 and form.isalpha() and (own := core(word)).form not in LAST_PARTS:
        return 0, own
    token = anywhere.__wrapped__(word)  # a reader remembers what it has read
    leads = HELD | (LEADS if form in _title_first() else 0) if form in _title_words() else 0
    last = TAKES_LAST if form in LAST_PARTS or (token is not None and token.form in LAST_PARTS) else 0
    if token is not None and token.kind == CORE and not last and not leads:
        return 0, token
    patronymic = known.particles.get(form) == "patronymic" and form not in known.after
    return HELD | leads | last | (OPENS if patronymic or form in ABD_ALONE else 0), None


@cache
def _entity_words() -> frozenset[str]:
    """Words whose place in a body's name may matter."""
    known = word_tables()
    return frozenset(("of", *chain.from_iterable(known.legal), *known.romans, *known.expansions))


@cache
def _person_words() -> frozenset[str]:
    """Words whose place in a person's name may matter, or that are no names."""
    known = word_tables()
    return frozenset((*known.particles, *_title_words(), *chain.from_iterable(known.legal), *LAST_PARTS, *ABD_ALONE))


def names_in(found: Collection[Word]) -> int:
    """How many names these words are, as a title in front of them counts; -1 where that can't be told from these."""
    particles, count = word_tables().particles, 0
    for word in found:
        if len(word.form) == 1:  # letters may be spelled
            return -1
        count += word.form not in particles
    return count


@cache
def _title_words() -> frozenset[str]:
    return frozenset(word for phrase in word_tables().titles for word in phrase)


@cache
def _title_first() -> frozenset[str]:
    return frozenset(phrase[0] for phrase in word_tables().titles)
