"""When does a hit on a span of running text count as a mention? The rules for text, over those for names.

A text has thousands of spans where a customer file has one name, so more must agree: this is where false links
are kept few. What agrees is read by `agreeing`.
"""

from __future__ import annotations

from functools import cache, lru_cache

import msgspec

from watchword.match.kernels.layout import ACRONYM, CUT, INITIAL
from watchword.mentions.slips import is_slip
from watchword.text import names

_PLAIN = 3  # letters of a legal form up to which another word is easily a slip away
_ALL = 950  # thousandths of a name's weight that are as good as all
_NEARLY = 940  # of words that one letter of many parts
_MANY = 3  # words of an entity's name that agree, the first and the last among them
LETTER_BY_LETTER = 985  # value of words that agree to the letter


class TextPolicy(msgspec.Struct, frozen=True):
    """Which spans of a text name a listed party. Weights are tenths of bits, values and shares thousandths.

    `line` least similarity; `entity_line` that of names of entities, `doubtful` and `entity_doubtful` that of a name of
    which a word agrees by less than `one_letter`; `slip` where such words are mere slips of the pen, or a person's
    given and family name agree to the letter; `sure` of a name of one word, and of a part of a person's; `far` that
    of a name in a script without vowels against another, and of a name over a comma. `word` least value of two
    words that agree; `share`, `entity_share` part of the listed name's weight that agreeing words must carry;
    `bits` that they must carry together, an inexact one counting less; `whole` the same where the whole of an
    entity's name agrees, or of a person's but for slips; `formed` where its legal form stands by it as well; `part`
    from which a part of an entity's name is enough, `parted` of a person's; `most` the share of an entity's name,
    to the letter, from which `most_bits` are enough, with its legal form beside it even of one word of weight
    `unknown`; `nearly` those of a person's whole name that is a letter off; `plain` for a span without a capital in
    a text that has capitals. Two words must agree, unless the listed name has only one that counts: then `alone` is
    the least value and `rare` the least weight, and the text must say what it is, or more than one publisher list
    it so (`mentions.context`); `alone_slip` and `formed` are enough for a slip beside the legal form; `head` is the
    share of an entity's name that one word has, if that is as heavy as `unknown` and the legal form stands by it;
    `long` the weight of a name in which a word without a capital may have a slip; `heavy` from which a person's
    whole name with a slip, and an entity's without its first word, need no more than `line`. `longest` words of a
    span.
    """

    line: float = 0.82
    entity_line: float = 0.885
    doubtful: float = 0.9
    entity_doubtful: float = 0.93
    slip: float = 0.7
    sure: float = 0.76
    far: float = 0.95
    word: int = 710
    share: int = 520
    entity_share: int = 680
    bits: int = 170
    whole: int = 110
    formed: int = 80
    part: int = 170
    parted: int = 190
    most: int = 720
    most_bits: int = 125
    nearly: int = 150
    head: int = 500
    heavy: int = 200
    long: int = 300
    plain: int = 260
    one_letter: int = 950
    alone: int = 900
    alone_slip: int = 800
    unknown: int = 136
    rare: int = 115
    longest: int = 12

    @property
    def least(self) -> float:
        """The similarity below which no span counts, whatever agrees."""
        return min(self.line, self.slip)

    @property
    def rules(self) -> tuple[int, ...]:
        """What must agree at least, as `match.kernels.text` reads it: the share of a name's weight and that from which
        it is whole; the weight for a person and for an entity, and the same where it is whole; the longest span."""
        person, entity = min(self.bits, self.parted), min(self.bits, self.part, self.most_bits)
        return self.share, _ALL, person, entity, self.whole, min(self.whole, self.formed), self.longest


@cache
def is_form(word: str) -> bool:
    """Whether a word is a legal form by itself: Ltd is, liability is not."""
    return any(token.kind == names.LEGAL for token in names.parse(f"qqqq {word}", names.ENTITY).tokens)


@lru_cache(maxsize=1 << 14)
def _stand_by(forms: frozenset[str], words: frozenset[str]) -> bool:
    """Whether legal forms stand among words: one that is a form by itself, or two of a longer one, be they one word."""
    found = {
        form for form in forms if form in words or (len(form) > _PLAIN and any(is_slip(word, form) for word in words))
    }
    if len(found) > 1 or any(map(is_form, found)):
        return True
    return any(a + b in words for a in forms for b in forms)


def agrees(kind: int, value: int, policy: TextPolicy) -> bool:
    """Whether an agreement of two words counts in a text: by value, and no initial, acronym or cut end."""
    return value >= policy.word and kind not in (INITIAL, ACRONYM, CUT)


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

    `value` is that of the words that agree least; `slips`: all that don't agree in full are slips; `near`: the same, be
    they names of their own. `one`: each of the two has one word that counts. `bare`: the listed name has no other
    word at all. `headless`: its first word is missing. `ends`: its first and its last word agree. `extra`: the span
    has a word more. `far`: one side leaves vowels out, or the span goes over a comma. `forms`: the words of the
    listing's legal forms; `lower`: the words of the span without a capital that agree with nothing in full.
    `sparse`: of an entity's span, more words mean nothing than agree.
    """

    similarity: float = 0.0
    pairs: int = 0
    bits: int = 0
    share: int = 0
    value: int = 0
    one: bool = False
    bare: bool = False
    headless: bool = False
    ends: bool = False
    entity: bool = False
    far: bool = False
    extra: bool = False
    slips: bool = False
    near: bool = False
    forms: frozenset[str] = frozenset()
    lower: frozenset[str] = frozenset()
    sparse: bool = False

    def counts(self, policy: TextPolicy, around: Around) -> bool:
        """Whether this is enough to link a text to a listing; for one word, what the text says of it decides too."""
        plain, formed = around.plain, self.is_formed(around)
        if (self.lower & around.lower and not (self.slips and self.bits >= policy.long)) or self.sparse:
            return False  # Rick Perry fell is nobody
        if self.far and (self.similarity < policy.far or self.share < _ALL):
            return False
        if self.one:
            own = self.value < LETTER_BY_LETTER and not (self.slips or formed)  # Scott is not SCOT
            sure = (
                self.value >= policy.alone and self.bits >= policy.rare and self.similarity >= policy.sure and not own
            )
            letters = self.value >= LETTER_BY_LETTER or (self.near and self.value >= policy.one_letter)
            named = formed and (letters or (self.slips and self.value >= policy.alone_slip))
            return not plain and (sure or (named and self.bits >= policy.formed))
        if self.pairs == 1 and formed and self._is_head(policy, formed, around):
            return not plain and self.bits >= policy.unknown
        whole = self.share >= _ALL and not self.extra and not (around.goes_on and not self.entity)
        slips = self.slips and whole and not self.headless
        if self.similarity < (policy.slip if slips else self._line(policy, formed, whole, around)):
            return False
        return (
            self.pairs >= 2
            and self.share >= policy.share
            and self.bits >= (policy.plain if plain else self._bits(policy, whole, slips, around))
        )

    def is_formed(self, around: Around) -> bool:
        """Whether a legal form of the listing stands beside the span, or two words of a longer one, be it with slips."""
        return bool(self.forms) and _stand_by(self.forms, around.words)

    def _is_exact(self) -> bool:
        return self.value >= LETTER_BY_LETTER and not self.extra

    def _is_most(self, policy: TextPolicy, formed: bool, around: Around) -> bool:
        """Whether an entity's name is there but for a word or two of little weight, to the letter."""
        return (
            self.entity
            and self._is_exact()
            and self.share >= policy.most
            and (formed or not (self.headless or around.goes_on))
        )

    def _is_head(self, policy: TextPolicy, formed: bool, around: Around) -> bool:
        """Whether the word of an entity's name that is there to the letter is most of it, or half and heavy."""
        exact = self.entity and self._is_exact() and self.similarity >= policy.slip
        return self._is_most(policy, formed, around) or (exact and self.share >= policy.head)

    def _bits(self, policy: TextPolicy, whole: bool, slips: bool, around: Around) -> int:
        """The weight that must agree."""
        formed = self.is_formed(around)
        if whole and (self.entity or slips or self.value >= LETTER_BY_LETTER):
            return policy.formed if formed else policy.whole
        if whole and self.value >= _NEARLY:
            return policy.nearly
        return policy.most_bits if self._is_most(policy, formed, around) else policy.bits

    def _line(self, policy: TextPolicy, formed: bool, whole: bool, around: Around) -> float:
        """The similarity that a name with no more than this agreeing needs."""
        never = 2.0
        exact = self._is_exact()
        close = self.value >= policy.one_letter or (whole and self.bits >= policy.parted and self.entity)
        if not self.entity:
            if exact and self.ends:
                return policy.least
            if exact and self.bits >= policy.parted:
                return policy.sure
            heavy = whole and self.ends and self.near and self.bits >= policy.heavy
            return policy.line if close or heavy else policy.doubtful
        if self._is_most(policy, formed, around) and not around.lower:
            return policy.line
        if self.headless and not (exact and formed and self.bits >= policy.heavy):
            return never
        if exact and self.bits >= policy.part and not around.lower:  # up with American is not American Tune Up
            return policy.least if formed or (self.ends and self.pairs >= _MANY) else policy.line
        if self.share < policy.entity_share:
            return never
        return policy.entity_line if close else policy.entity_doubtful
