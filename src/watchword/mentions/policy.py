"""When does a hit on a span of running text count as a mention? The rules for text, over those for names.

A text has thousands of spans where a customer file has one name, so more must agree: this is where false links
are kept few. What agrees is read from the rows of the one scorer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

import msgspec

from watchword.match.kernels.layout import CUT, FIRST, INITIAL, PAIR, QUERY_ONLY
from watchword.match.records import Layout
from watchword.match.score import Row
from watchword.mentions.slips import is_slip
from watchword.text import names


class TextPolicy(msgspec.Struct, frozen=True):
    """Which spans of a text name a listed party. Weights are tenths of bits, values and shares thousandths.

    `line` least similarity; `entity_line` that of names of entities, `doubtful` and `entity_doubtful` that of a name
    of which a word agrees by less than `one_letter`; where such words are mere slips of the pen, `slip` is enough;
    `far` that of a name in a script without vowels against
    another, and of a name over a comma. `word` least value of two words that agree; `share`, `entity_share` part of
    the listed name's weight that agreeing words must carry; `bits` that they must carry together, an inexact one
    counting less; `whole` the same where the whole of an entity's name agrees, or of a person's letter by letter;
    `formed` where its legal form stands by it as well; `part` from which a part of an entity's name is enough;
    `plain` for a span without a capital in a text that has capitals. Two words must agree, unless the listed name has
    only one that counts: then `alone` is the least value and `rare` the least weight, and the text must say what it
    is, or more than one publisher list it so (`mentions.context`); `alone_slip` and `formed` are enough for a slip
    beside the legal form. `longest` words of a span.
    """

    line: float = 0.82
    entity_line: float = 0.885
    doubtful: float = 0.895
    entity_doubtful: float = 0.93
    slip: float = 0.76
    far: float = 0.95
    word: int = 710
    share: int = 520
    entity_share: int = 680
    bits: int = 170
    whole: int = 110
    formed: int = 80
    part: int = 140
    plain: int = 260
    one_letter: int = 950
    alone: int = 900
    alone_slip: int = 840
    rare: int = 115
    longest: int = 12

    @property
    def least(self) -> float:
        """The similarity below which no span counts, whatever agrees."""
        return min(self.line, self.slip)

    @property
    def lightest(self) -> int:
        """The weight below which no two words count together."""
        return min(self.whole, self.formed)


def agrees(kind: int, value: int, policy: TextPolicy) -> bool:
    """Whether an agreement of two words counts in a text: by value, and neither an initial nor a cut end."""
    return value >= policy.word and kind not in (INITIAL, CUT)


class Around(msgspec.Struct, frozen=True):
    """What stands around a span. `plain`: it has no capital, though the text has; `goes_on`: another word with one
    follows; `words`: those beside it, as names of entities are compared."""

    plain: bool = False
    goes_on: bool = False
    words: frozenset[str] = frozenset()


class Agreement(msgspec.Struct, frozen=True):
    """What agrees between a span and a listed name: how many words, their weight, the share of the name's weight.

    `value` is that of the words that agree least; `slips`: all that don't agree in full are slips. `one`: each of the
    two has one word that counts. `bare`: the listed name has no other word at all. `forms`: the words of its legal form. `headless`: its first word is missing. `extra`: the span has a word more. `far`: one side leaves vowels out, or the
    span goes over a comma. `lower`: beside capitals, a word without one agrees with nothing in full.
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
    slips: bool = False
    forms: frozenset[str] = frozenset()
    lower: bool = False

    def counts(self, policy: TextPolicy, similarity: float, around: Around) -> bool:
        """Whether this is enough to link a text to a listing; for one word, what the text says of it decides too."""
        plain, formed = around.plain, bool(self.forms & around.words)
        if self.lower and not plain:
            return False  # Rick Perry fell is nobody
        if self.far and (similarity < policy.far or self.share < _ALL):
            return False
        if self.one:
            sure = self.value >= policy.alone and self.bits >= policy.rare
            slip = formed and self.slips and self.value >= policy.alone_slip and self.bits >= policy.formed
            return not plain and (sure or slip)
        whole = self.share >= _ALL and not self.extra and not (around.goes_on and not self.entity)
        slips = self.slips and whole and not self.headless
        if similarity < (policy.slip if slips else self._line(policy)):
            return False
        whole = whole and (self.entity or slips or self.value >= _LETTER_BY_LETTER)
        return self.pairs >= 2 and self.share >= policy.share and self.bits >= (
            policy.plain if plain else policy.bits if not whole else policy.formed if formed else policy.whole
        )

    def _line(self, policy: TextPolicy) -> float:
        """The similarity that a name with no more than this agreeing needs."""
        never = 2.0
        if not self.entity:
            return policy.line if self.value >= policy.one_letter else policy.doubtful
        if self.headless:
            return never
        exact = self.value >= _LETTER_BY_LETTER and not self.extra
        if exact and self.bits >= policy.part:
            return policy.line
        if self.share < policy.entity_share:
            return never
        return policy.entity_line if self.value >= policy.one_letter else policy.entity_doubtful


_ALL, _LETTER_BY_LETTER = 950, 985
_NAMED = 500  # thousandths of a listed name that words, not initials, must carry
_JOINED = 6  # letters that two words of a listed name, written as one, have at least
_SHORT = 2  # letters of a word that makes no name with its neighbours: k. a., is a


def agreement(query: Layout, listed: Layout, rows: Iterable[Row], policy: TextPolicy,
              is_known: Callable[[str], bool]) -> Agreement:  # fmt: skip
    """The agreement behind a score. An initial counts as a word, but two words never agree by initials alone."""
    pairs, strong, bits, carried, named, least, alone = 0, 0, 0, 0, 0, 1000, 0
    headless, extra, spelled, slips, others = False, False, False, 0, 0
    entity = query.name.mode == names.ENTITY
    exact: set[int] = set()
    rows = tuple(rows)
    beside = sum(row.what == PAIR and agrees(row.agreement & 15, row.agreement >> 4, policy) for row in rows) > 1
    for row in rows:
        headless = headless or row.what == FIRST
        extra = extra or row.what == QUERY_ONLY
        value, kind = row.agreement >> 4, row.agreement & 15
        counted = row.what == PAIR and agrees(kind, value, policy) and _is_word(query, listed, row, beside)
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
            if value < policy.one_letter:
                slip = _is_slip(query, listed, row, is_known)
                slips, others = slips + slip, others + (not slip)
            else:
                exact.update(range(query.spans[row.query][0], sum(query.spans[row.query])))
    lone = strong == alone == 1 and len(listed.name.tokens) == 1  # All are is not ALARA
    one = lone or (strong == pairs == 1 and listed.weight == carried and query.weight <= max(bits, carried))
    if 1000 * named < _NAMED * listed.weight or spelled:
        pairs, one = 0, False  # George H. is not George Hasawani, nor One payment One-P
    share = 1000 * carried // listed.weight if listed.weight else 0
    far = "," in query.name.raw or any(t.vowelless for t in query.name.tokens) != any(
        t.vowelless for t in listed.name.tokens
    )
    return Agreement(pairs if strong else 0, bits, share, least, one, len(listed.name.tokens) == 1, headless,
                     entity, far, extra, slips > 0 == others, _forms(listed), _is_lower(query, exact))  # fmt: skip


def _is_slip(query: Layout, listed: Layout, row: Row, is_known: Callable[[str], bool]) -> bool:
    """Whether one word of the span is a listed one with a slip, and no word that is known by itself."""
    (at, mine), (start, theirs) = query.spans[row.query], listed.spans[row.listed]
    if mine > 1 or theirs > 1:
        return False
    written, meant = query.name.tokens[at].form, listed.name.tokens[start].form
    return not is_known(written) and is_slip(written, meant)


def _forms(listed: Layout) -> frozenset[str]:
    return frozenset(token.form for token in listed.name.tokens if token.kind == names.LEGAL)


def _is_lower(query: Layout, exact: set[int]) -> bool:
    """Whether the span has capitals, and a word without one that should have: no particle, and not as listed."""
    tokens = query.name.tokens
    return any(t.raw != t.raw.lower() for t in tokens) and any(
        t.kind in (names.CORE, names.GENERIC) and at not in exact and t.raw == t.raw.lower() != t.raw.upper()
        for at, t in enumerate(tokens)
    )


def _is_word(query: Layout, listed: Layout, row: Row, beside: bool) -> bool:
    """Whether a pair can be a word of a name: no number, and not put together of the shortest words alone."""
    start, length = query.spans[row.query]
    tokens = query.name.tokens[start : start + length]
    at, many = listed.spans[row.listed]
    theirs = listed.name.tokens[at : at + many]
    number = names.NUMBER in (tokens[0].kind, theirs[0].kind)
    if sum(len(t.form) for t in tokens) < _JOINED and many > 1 and not beside:
        return False  # IBAN is not Yi-Ban; Kim Segon is Kim Se Gon
    return not number and (length == 1 or min(len(t.form) for t in tokens) > _SHORT)


def _weight(name: Layout, span: int) -> int:
    start, length = name.spans[span]
    return sum(name.weights[start : start + length])
