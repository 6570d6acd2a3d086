"""What agrees between a span of a text and a listed name? Read from the rows of the one scorer, word by word."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from watchword.match.kernels.layout import FIRST, INITIAL, PAIR, QUERY_ONLY
from watchword.match.records import Layout
from watchword.match.score import Row, place
from watchword.mentions.policy import LETTER_BY_LETTER, Agreement, TextPolicy, agrees
from watchword.mentions.slips import is_slip
from watchword.text import names

_NAMED = 500  # thousandths of a listed name that words, not initials, must carry
_JOINED = 6  # letters that two words of a listed name, written as one, have at least
_SHORT = 2  # letters of a word that makes no name with its neighbours: k. a., is a

Known = Callable[[str, str], bool]  # whether a word is a name of its own, rather than a slip for the other


def agreement(query: Layout, listed: Layout, compared: tuple[int, Iterable[Row]], policy: TextPolicy,
              is_known: Known) -> Agreement:  # fmt: skip
    """The agreement behind a score, which `compared` gives with its rows.

    An initial counts as a word, but two words never agree by initials alone.
    """
    similarity, rows = compared[0] / 10000, tuple(compared[1])
    found = _Tally(query, listed, policy, is_known)
    beside = sum(row.what == PAIR and agrees(row.agreement & 15, row.agreement >> 4, policy) for row in rows) > 1
    for row in rows:
        if row.what == PAIR:
            found.add(row, beside)
    what = {row.what for row in rows}
    bare = len(listed.name.tokens) == 1
    lone = found.strong == found.alone == 1 and bare  # All are is not ALARA
    one = lone or (found.strong == found.pairs == 1 and listed.weight == found.carried and found.spare <= 0)
    named = 1000 * found.named >= _NAMED * listed.weight and not found.spelled  # George H. is not George Hasawani
    share = 1000 * found.carried // listed.weight if listed.weight else 0
    far = "," in query.name.raw or any(t.vowelless for t in query.name.tokens) != any(
        t.vowelless for t in listed.name.tokens
    )
    return Agreement(
        similarity, found.pairs if found.strong and named else 0, found.bits, share, found.least, one and named, bare,
        FIRST in what, found.has_ends(), query.name.mode == names.ENTITY, far, QUERY_ONLY in what,
        found.slips > 0 == found.others, found.far_off == 0, _forms(listed),
        _lower(query, found.settled), _is_sparse(query, found.pairs),
    )  # fmt: skip


class _Tally:
    """What the pairs of words of a comparison come to: words, weights, and how far they agree.

    `strong` pairs are no initials, `alone` of one word each; `named` is what these carry; `spare` the weight of the
    span that agrees with nothing; `far_off` pairs are not a slip apart; `settled` are places in the span that agree
    in full; `spelled`: a letter of an entity's name stands for a word.
    """

    def __init__(self, query: Layout, listed: Layout, policy: TextPolicy, is_known: Known) -> None:
        self.query, self.listed, self.policy, self.is_known = query, listed, policy, is_known
        self.pairs = self.strong = self.alone = self.bits = self.carried = self.named = self.slips = self.others = 0
        self.far_off = 0
        self.least, self.spare, self.spelled = 1000, query.weight, False
        self.settled: set[int] = set()
        self.named_at: set[int] = set()

    def add(self, row: Row, beside: bool) -> None:
        """One pair of words; `beside`: others agree too."""
        query, listed, policy = self.query, self.listed, self.policy
        value, initial = row.agreement >> 4, row.agreement & 15 == INITIAL
        counted = agrees(row.agreement & 15, value, policy) and _is_word(query, listed, row, beside)
        if initial and query.name.mode == names.ENTITY and not _is_same(query, listed, row):
            self.spelled = True
        if not counted and (not initial or _is_lower(query, row.query)):  # one party is not One-P
            return
        mine, theirs = _weight(query, row.query), _weight(listed, row.listed)
        length = max(place(row.query)[1], place(row.listed)[1],
                     min(_words(query, row.query), _words(listed, row.listed)))  # fmt: skip
        self.pairs += length
        self.strong += counted
        self.alone += counted and length == 1
        self.named += theirs if counted else 0
        first, words = place(row.listed)
        self.named_at.update(range(first, first + words) if counted else ())
        self.bits += min(mine, theirs) * max(0, 2 * value - 1000) // 1000
        self.carried += theirs
        self.spare -= mine
        self.least = min(self.least, value)
        slip = value < LETTER_BY_LETTER and _is_slip(query, listed, row, self.is_known)
        self.slips += slip
        self.far_off += value < policy.one_letter and not slip and not _looks_slipped(query, listed, row)
        self.others += not slip and value < policy.one_letter
        if value >= policy.one_letter and _is_settled(query, listed, row):
            first, words = place(row.query)
            self.settled.update(range(first, first + words))

    def has_ends(self) -> bool:
        """Whether the first and the last word of the listed name agree, given and family name."""
        return {0, len(self.listed.name.tokens) - 1} <= self.named_at


def _is_slip(query: Layout, listed: Layout, row: Row, is_known: Known) -> bool:
    """Whether one word of the span is a listed one with a slip, and no word that is known by itself; or the same
    letters, joined or apart."""
    written, meant = _tokens(query, row.query), _tokens(listed, row.listed)
    if len(written) > 1 or len(meant) > 1:
        return _letters(written) == _letters(meant)
    a, b = written[0].form, meant[0].form
    return is_slip(a, b) and not is_known(a, b)


def _looks_slipped(query: Layout, listed: Layout, row: Row) -> bool:
    """Whether a slip leads from one word to the other, known or not."""
    written, meant = _tokens(query, row.query), _tokens(listed, row.listed)
    if len(written) != 1 or len(meant) != 1:
        return False
    return is_slip(written[0].form, meant[0].form) or is_slip(written[0].raw.lower(), meant[0].raw.lower())


def _tokens(name: Layout, at: int) -> tuple[names.Token, ...]:
    start, length = place(at)
    return name.name.tokens[start : start + length]


def _letters(tokens: tuple[names.Token, ...]) -> str:
    return "".join(filter(str.isalnum, "".join(token.raw for token in tokens).lower()))


def _words(name: Layout, at: int) -> int:
    """The words of a span as written: Abdur Rehman is two, though read as one."""
    return sum(len(token.raw.split()) for token in _tokens(name, at))


def _is_same(query: Layout, listed: Layout, row: Row) -> bool:
    return _tokens(query, row.query)[0].form == _tokens(listed, row.listed)[0].form


def _is_settled(query: Layout, listed: Layout, row: Row) -> bool:
    """Whether words that agree do so without being joined, or are the same letters."""
    written, meant = _tokens(query, row.query), _tokens(listed, row.listed)
    return len(written) == len(meant) == 1 or "".join(t.form for t in written) == "".join(t.form for t in meant)


def _is_sparse(query: Layout, pairs: int) -> bool:
    """Whether most words of an entity's span agree with nothing: Belgium and by a foundation."""
    told = [token for token in query.name.tokens if token.kind != names.LEGAL]
    return query.name.mode == names.ENTITY and pairs > 1 and len(told) > 2 * pairs


def _is_lower(name: Layout, at: int) -> bool:
    """Whether a word has letters of both cases in its script, and no capital."""
    raw = _tokens(name, at)[0].raw
    return len(raw) > 1 and raw == raw.lower() != raw.upper()


def _forms(listed: Layout) -> frozenset[str]:
    return frozenset(token.form for token in listed.name.tokens if token.kind == names.LEGAL)


def _lower(query: Layout, settled: set[int]) -> frozenset[str]:
    """The words of the span that have no capital and agree with nothing in full; particles may, titles but over a comma."""
    kinds = (names.CORE, names.GENERIC, *((names.TITLE,) if "," in query.name.raw else ()))
    return frozenset(
        token.form for at, token in enumerate(query.name.tokens)
        if token.kind in kinds and at not in settled and token.raw == token.raw.lower()
    )  # fmt: skip


def _is_word(query: Layout, listed: Layout, row: Row, beside: bool) -> bool:
    """Whether a pair can be a word of a name: no number, and not put together of the shortest words alone."""
    tokens, theirs = _tokens(query, row.query), _tokens(listed, row.listed)
    number = names.NUMBER in (tokens[0].kind, theirs[0].kind)
    if sum(len(t.form) for t in tokens) < _JOINED and len(theirs) > 1 and not beside:
        return False  # IBAN is not Yi-Ban; Kim Segon is Kim Se Gon
    return not number and (len(tokens) == 1 or min(len(t.form) for t in tokens) > _SHORT)


def _weight(name: Layout, at: int) -> int:
    start, length = place(at)
    return sum(name.weights[start : start + length])
