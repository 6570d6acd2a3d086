"""Does a name tell somebody by a high office and one word? President Erdoğan is Recep Tayyip Erdoğan; Dr Schmidt may be anyone.

Only offices that one person of a state holds at a time, or nearly so, and that customers hardly bear.
"""

from __future__ import annotations

from functools import lru_cache

from watchword.text.names import CORE, PARTICLE, PERSON, TITLE, ParsedName
from watchword.text.normalise import words

_HIGH = frozenset({
    "president", "prime minister", "premier", "queen", "field marshal", "his majesty",
    "ayatollah", "ayatolah", "ayatullah", "grand ayatollah",
})  # fmt: skip


_FIRST = frozenset(office.split()[0] for office in _HIGH)


@lru_cache(maxsize=1 << 12)
def may_begin(piece: str) -> bool:
    """Whether a name that begins with this piece, as written, may begin with a high office."""
    found = words(piece)
    return bool(found) and found[0].form in _FIRST


def holds_office(name: ParsedName) -> bool:
    """Whether a person's name is a high office and one word, an article aside: President Assad, President al-Assad."""
    if name.mode != PERSON or name.tokens[0].kind != TITLE:
        return False
    own = [token for token in name.tokens if token.kind not in (TITLE, PARTICLE)]
    titles = " ".join(token.form for token in name.tokens if token.kind == TITLE)
    return titles in _HIGH and len(own) == 1 and own[0].kind == CORE
