"""When does a hit on a span of running text count as a mention? The rules for text, over those for names.

A text has thousands of spans where a customer file has one name, so more must agree: this is where false links
are kept few. What agrees is read by `agreeing`.
"""

from __future__ import annotations

import msgspec

from watchword.match.kernels.layout import CUT, INITIAL

_ALL = 950  # thousandths of a name's weight that are as good as all
LETTER_BY_LETTER = 985  # value of words that agree to the letter


class TextPolicy(msgspec.Struct, frozen=True):
    """Which spans of a text name a listed party. Weights are tenths of bits, values and shares thousandths.

    `line` least similarity; `entity_line` that of names of entities, `doubtful` and `entity_doubtful` that of a name
    of which a word agrees by less than `one_letter`; `slip` where such words are mere slips of the pen; `far` that of
    a name in a script without vowels against another, and of a name over a comma. `word` least value of two words
    that agree; `share`, `entity_share` part of the listed name's weight that agreeing words must carry; `bits` that
    they must carry together, an inexact one counting less; `whole` the same where the whole of an entity's name
    agrees, or of a person's but for slips; `formed` where its legal form stands by it as well; `part` from which a
    part of an entity's name is enough, `parted` of a person's; `plain` for a span without a capital in a text that
    has capitals. Two words must agree, unless the listed name has only one that counts: then `alone` is the least
    value and `rare` the least weight, and the text must say what it is, or more than one publisher list it so
    (`mentions.context`); `alone_slip` and `formed` are enough for a slip beside the legal form. `longest` words of a
    span.
    """

    line: float = 0.82
    entity_line: float = 0.885
    doubtful: float = 0.9
    entity_doubtful: float = 0.93
    slip: float = 0.76
    far: float = 0.95
    word: int = 710
    share: int = 520
    entity_share: int = 680
    bits: int = 170
    whole: int = 110
    formed: int = 80
    part: int = 170
    parted: int = 190
    plain: int = 260
    one_letter: int = 950
    alone: int = 900
    alone_slip: int = 820
    rare: int = 115
    longest: int = 12

    @property
    def least(self) -> float:
        """The similarity below which no span counts, whatever agrees."""
        return min(self.line, self.slip)

    @property
    def rules(self) -> tuple[int, ...]:
        """What must agree at least, as `match.kernels.text` reads it: the share of a name's weight and that from which
        it is whole; the weight, and where it is whole that for a person and for an entity; the longest span."""
        part = min(self.bits, self.part, self.parted)
        return self.share, _ALL, part, self.whole, min(self.whole, self.formed), self.longest


def agrees(kind: int, value: int, policy: TextPolicy) -> bool:
    """Whether an agreement of two words counts in a text: by value, and neither an initial nor a cut end."""
    return value >= policy.word and kind not in (INITIAL, CUT)


class Around(msgspec.Struct, frozen=True):
    """What stands around a span. `plain`: it has no capital, though the text has; `goes_on`: another word with one
    follows; `lower`: words of it that have none, in a text with capitals; `words`: those beside it."""

    plain: bool = False
    goes_on: bool = False
    lower: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()


class Agreement(msgspec.Struct, frozen=True):
    """What agrees between a span and a listed name: how alike they are, how many words, their weight, the share of the
    name's weight.

    `value` is that of the words that agree least; `slips`: all that don't agree in full are slips. `one`: each of the
    two has one word that counts. `bare`: the listed name has no other word at all. `headless`: its first word is
    missing. `extra`: the span has a word more. `far`: one side leaves vowels out, or the span goes over a comma.
    `forms`: the words of the listed legal form; `lower`: the words of the span without a capital that agree with
    nothing in full. `sparse`: of an entity's span, more words mean nothing than agree.
    """

    similarity: float = 0.0
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
    slips: bool = False
    forms: frozenset[str] = frozenset()
    lower: frozenset[str] = frozenset()
    sparse: bool = False

    def counts(self, policy: TextPolicy, around: Around) -> bool:
        """Whether this is enough to link a text to a listing; for one word, what the text says of it decides too."""
        plain, formed = around.plain, bool(self.forms & around.words)
        if self.lower & around.lower or self.sparse:
            return False  # Rick Perry fell is nobody
        if self.far and (self.similarity < policy.far or self.share < _ALL):
            return False
        if self.one:
            sure = self.value >= policy.alone and self.bits >= policy.rare
            slip = formed and self.slips and self.value >= policy.alone_slip and self.bits >= policy.formed
            return not plain and (sure or slip)
        whole = self.share >= _ALL and not self.extra and not (around.goes_on and not self.entity)
        slips = self.slips and whole and not self.headless
        if self.similarity < (policy.slip if slips else self._line(policy, formed, around)):
            return False
        whole = whole and (self.entity or slips or self.value >= LETTER_BY_LETTER)
        return (
            self.pairs >= 2
            and self.share >= policy.share
            and self.bits
            >= (policy.plain if plain else policy.bits if not whole else policy.formed if formed else policy.whole)
        )

    def _line(self, policy: TextPolicy, formed: bool, around: Around) -> float:
        """The similarity that a name with no more than this agreeing needs."""
        never = 2.0
        exact = self.value >= LETTER_BY_LETTER and not self.extra
        if not self.entity:
            if exact and self.bits >= policy.parted:
                return policy.least
            return policy.line if self.value >= policy.one_letter else policy.doubtful
        if self.headless:
            return never
        if exact and self.bits >= policy.part and not around.lower:  # up with American is not American Tune Up
            return policy.least if formed else policy.line
        if self.share < policy.entity_share:
            return never
        return policy.entity_line if self.value >= policy.one_letter else policy.entity_doubtful
