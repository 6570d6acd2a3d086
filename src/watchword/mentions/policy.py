"""When does a hit on a span of running text count as a mention? The rules for text, over those for names.

A text has thousands of spans where a customer file has one name, so more must agree: this is where false links
are kept few. What agrees is read from the rows of the one scorer.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from watchword.match.kernels.layout import CUT, FIRST, INITIAL, PAIR, QUERY_ONLY
from watchword.match.records import Layout
from watchword.match.score import Row
from watchword.text import names


class TextPolicy(msgspec.Struct, frozen=True):
    """Which spans of a text name a listed party. Weights are tenths of bits, values and shares thousandths.

    `line` least similarity; `entity_line` that of names of entities, `doubtful` and `entity_doubtful` that of two
    words of which one agrees by less than `one_letter`; `far` that of a name in a script without vowels against
    another, and of a name over a comma. `word` least value of two words that agree; `share`, `entity_share` part of
    the listed name's weight that agreeing words must carry; `bits` that they must carry together, an inexact one
    counting less; `whole` the same where the whole of an entity's name agrees, or of a person's letter by letter;
    `plain` for a span without a capital in a text that has capitals. Two words must agree, unless the listed name has
    only one that counts: then `alone` is the least value and `rare` the least weight, and the text must say what it
    is, or more than one publisher list it so (`mentions.context`). `longest` words of a span.
    """

    line: float = 0.82
    entity_line: float = 0.885
    doubtful: float = 0.895
    entity_doubtful: float = 0.93
    far: float = 0.95
    word: int = 710
    share: int = 520
    entity_share: int = 680
    bits: int = 170
    whole: int = 110
    plain: int = 260
    one_letter: int = 950
    alone: int = 900
    rare: int = 115
    longest: int = 12


def agrees(kind: int, value: int, policy: TextPolicy) -> bool:
    """Whether an agreement of two words counts in a text: by value, and neither an initial nor a cut end."""
    return value >= policy.word and kind not in (INITIAL, CUT)


class Agreement(msgspec.Struct, frozen=True):
    """What agrees between a span and a listed name: how many words, their weight, the share of the name's weight.

    `value` is that of the words that agree least. `one`: each of the two has one word that counts. `bare`: the listed
    name has no other word at all. `headless`: its first word is missing. `extra`: the span has a word more. `far`: one
    side leaves vowels out, or the span goes over a comma.
    """

    pairs: int = 0
    bits: int = 0
    share: int = 0
    value: int = 0
    one: bool = False
    bare: bool = False
    headless: bool = False
    entity: bool = False
    far: bool = False
    extra: bool = False

    def counts(self, policy: TextPolicy, similarity: float, plain: bool) -> bool:
        """Whether this is enough to link a text to a listing; for one word, what the text says of it decides too."""
        if self.far and (similarity < policy.far or self.share < _ALL):
            return False
        if self.one:
            return self.value >= policy.alone and self.bits >= policy.rare and not plain
        if self.entity and (self.headless or self.share < policy.entity_share or similarity < policy.entity_line):
            return False
        sure = policy.entity_doubtful if self.entity else policy.doubtful
        if self.pairs == 2 and self.value < policy.one_letter and similarity < sure:
            return False  # Jagmeet Singh is not Jasmeet Singh, nor reporters supporters
        whole = self.share >= _ALL and not self.extra and (self.entity or self.value >= _LETTER_BY_LETTER)
        needed = policy.plain if plain else policy.whole if whole else policy.bits
        return self.pairs >= 2 and self.share >= policy.share and self.bits >= needed


_ALL, _LETTER_BY_LETTER = 950, 985
_NAMED = 500  # thousandths of a listed name that words, not initials, must carry
_JOINED = 6  # letters that two words of a listed name, written as one, have at least
_SHORT = 2  # letters of a word that makes no name with its neighbours: k. a., is a


def agreement(query: Layout, listed: Layout, rows: Iterable[Row], policy: TextPolicy) -> Agreement:
    """The agreement behind a score. An initial counts as a word, but two words never agree by initials alone."""
    pairs, strong, bits, carried, named, least, alone = 0, 0, 0, 0, 0, 1000, 0
    headless, extra, spelled = False, False, False
    entity = query.name.mode == names.ENTITY
    for row in rows:
        headless = headless or row.what == FIRST
        extra = extra or row.what == QUERY_ONLY
        value, kind = row.agreement >> 4, row.agreement & 15
        counted = row.what == PAIR and agrees(kind, value, policy) and _is_word(query, listed, row)
        spelled = spelled or (entity and row.what == PAIR and kind == INITIAL)
        if counted or (row.what == PAIR and kind == INITIAL):
            mine, theirs = _weight(query, row.query), _weight(listed, row.listed)
            length = max(query.spans[row.query][1], listed.spans[row.listed][1])
            pairs += length
            strong += counted
            alone += counted and listed.spans[row.listed][1] == 1
            named += theirs if counted else 0
            bits += min(mine, theirs) * max(0, 2 * value - 1000) // 1000
            carried += theirs
            least = min(least, value)
    lone = strong == alone == 1 and len(listed.name.tokens) == 1  # All are is not ALARA
    one = lone or (strong == pairs == 1 and listed.weight == carried and query.weight <= max(bits, carried))
    if 1000 * named < _NAMED * listed.weight or spelled:
        pairs, one = 0, False  # George H. is not George Hasawani, nor One payment One-P
    share = 1000 * carried // listed.weight if listed.weight else 0
    far = "," in query.name.raw or any(t.vowelless for t in query.name.tokens) != any(
        t.vowelless for t in listed.name.tokens
    )
    return Agreement(pairs if strong else 0, bits, share, least, one, len(listed.name.tokens) == 1, headless,
                     entity, far, extra)  # fmt: skip


def _is_word(query: Layout, listed: Layout, row: Row) -> bool:
    """Whether a pair can be a word of a name: no number, and not put together of the shortest words."""
    start, length = query.spans[row.query]
    tokens = query.name.tokens[start : start + length]
    at, many = listed.spans[row.listed]
    theirs = listed.name.tokens[at : at + many]
    number = names.NUMBER in (tokens[0].kind, theirs[0].kind)
    if sum(len(t.form) for t in tokens) < _JOINED and many > 1:
        return False  # IBAN is not Yi-Ban
    return not number and (length == 1 or min(len(t.form) for t in tokens) > _SHORT)


def _weight(name: Layout, span: int) -> int:
    start, length = name.spans[span]
    return sum(name.weights[start : start + length])
