"""When does a hit on a span of running text count as a mention? The rules for text, over those for names.

A text has thousands of spans where a customer file has one name, so more must agree: this is where false links
are kept few. What agrees is read from the rows of the one scorer.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from watchword.match.kernels.layout import CUT, FIRST, INITIAL, PAIR
from watchword.match.records import Layout
from watchword.match.score import Row
from watchword.text import names


class TextPolicy(msgspec.Struct, frozen=True):
    """Which spans of a text name a listed party. Weights are tenths of bits, values and shares thousandths.

    `line`, `entity_line` least similarity for persons and for all others; `word` least value of two words that
    agree; `share`, `entity_share` part of the listed name's weight that agreeing words must carry; `bits` that they
    must carry together, an inexact one counting less; `plain` the same for a span without a capital in a text that
    has capitals. Where two words agree, one of them by less than `one_letter`, `entity_line` holds for persons too.
    Two words must agree, unless the listed name has only one that counts: then `alone` is the least value and
    `rare` the least weight, and the text must say what it is, or more than one publisher list it so
    (`mentions.context`). `longest` words of a span.
    """

    line: float = 0.82
    entity_line: float = 0.9
    word: int = 750
    share: int = 600
    entity_share: int = 800
    bits: int = 170
    plain: int = 260
    one_letter: int = 950
    alone: int = 960
    rare: int = 140
    longest: int = 12


def agrees(kind: int, value: int, policy: TextPolicy) -> bool:
    """Whether an agreement of two words counts in a text: by value, and neither an initial nor a cut end."""
    return value >= policy.word and kind not in (INITIAL, CUT)


class Agreement(msgspec.Struct, frozen=True):
    """What agrees between a span and a listed name: how many pairs, their weight, the share of the name's weight.

    `one`: each of the two has one word that counts, and they agree by `value`. `bare`: the listed name has no
    other word at all. `headless`: its first word is missing.
    """

    pairs: int = 0
    bits: int = 0
    share: int = 0
    value: int = 0
    one: bool = False
    bare: bool = False
    headless: bool = False
    entity: bool = False

    def counts(self, policy: TextPolicy, similarity: float, plain: bool) -> bool:
        """Whether this is enough to link a text to a listing; for one word, what the text says of it decides too."""
        if self.one:
            return self.value >= policy.alone and self.bits >= policy.rare and not plain
        if self.entity and (self.headless or self.share < policy.entity_share or similarity < policy.entity_line):
            return False
        if self.pairs == 2 and self.value < policy.one_letter and similarity < policy.entity_line:
            return False  # Jagmeet Singh is not Jasmeet Singh
        return self.pairs >= 2 and self.share >= policy.share and self.bits >= (policy.plain if plain else policy.bits)


def agreement(query: Layout, listed: Layout, rows: Iterable[Row], policy: TextPolicy) -> Agreement:
    """The agreement behind a score. An initial counts as a pair, but two words never agree by initials alone."""
    pairs, strong, bits, carried, least, headless = 0, 0, 0, 0, 1000, False
    for row in rows:
        headless = headless or row.what == FIRST
        value, kind = row.agreement >> 4, row.agreement & 15
        counted = row.what == PAIR and agrees(kind, value, policy)
        if counted or (row.what == PAIR and kind == INITIAL):
            mine, theirs = _weight(query, row.query), _weight(listed, row.listed)
            pairs += 1
            strong += counted
            bits += min(mine, theirs) * max(0, 2 * value - 1000) // 1000
            carried += theirs
            least = min(least, value)
    one = strong == pairs == 1 and listed.weight == carried and query.weight <= max(bits, carried)
    share = 1000 * carried // listed.weight if listed.weight else 0
    bare = len(listed.name.tokens) == 1
    return Agreement(pairs if strong else 0, bits, share, least, one, bare, headless, query.name.mode == names.ENTITY)


def _weight(name: Layout, span: int) -> int:
    start, length = name.spans[span]
    return sum(name.weights[start : start + length])
