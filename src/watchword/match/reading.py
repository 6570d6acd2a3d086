"""Which words does a name have, by number? What hangs together is parsed once and remembered, the rest looked up.

The numbers are those that parsing the whole name gives; tests hold it. Names that can't be told from their parts are
parsed as a whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache, reduce
from heapq import nsmallest
from operator import or_

import msgspec

from watchword.errors import InputError
from watchword.match.index import MODES
from watchword.match.kernels.layout import STANDS_FOR
from watchword.match.records import Layout, Position, joined, lay_out, position, roles_of
from watchword.match.words import Words
from watchword.text import names
from watchword.text.acronyms import may_be_acronym
from watchword.text.names import Token
from watchword.text.normalise import clean, leans, words
from watchword.text.ties import ALL, HELD, LEADS, OPENS, TAKES_LAST, ties

_MOST_PIECES = 20  # of a name that is not parsed as a whole
_MOST_REMEMBERED = 1 << 18
_PAD = "vexkor"  # a core word that ties with nothing: it stands for the words around a stretch
_CORE = Token("", "")
_PADDED = 2  # words before a word that can matter to it
# Beside the flags of `text.ties`, of a piece: all its words are held, so that what earlier ones open goes on; it has no
# word; none of its words can carry a name; one of them is respelled.
_PASSES, _EMPTY, _QUIET, _RESPELLED = 32, 64, 128, 256


class Question(msgspec.Struct, frozen=True, gc=False):
    """A name as numbers of words. `roles` of the positions, empty where all are 0.

    `respelled` where a script was: then `joins` are the words written as one, as (start, length, number).
    """

    mode: int
    words: Sequence[int]
    roles: Sequence[int] = ()
    respelled: bool = False
    joins: Sequence[tuple[int, int, int]] = ()


class _Piece(msgspec.Struct, gc=False, eq=False):
    """What is remembered of a piece: its ties, and the words of one that stands for itself.

    `inner` and `last` are their numbers before other pieces and at the end of a name, once it was met there.
    """

    ties: int
    words: tuple[Position, ...]
    inner: tuple[int, ...] = ()
    last: tuple[int, ...] = ()


class _Stretch(msgspec.Struct, frozen=True, gc=False):
    """Pieces of a name that were parsed together."""

    words: tuple[int, ...]
    tokens: tuple[Token, ...]
    loud: bool  # whether one of them can carry a name
    fathers: bool
    respelled: bool


class _Plan(msgspec.Struct, frozen=True, gc=False):
    """How a name is read, by the ties of its pieces: which of them together, as (first, end)."""

    parts: tuple[tuple[int, int], ...]
    loud: bool  # whether one that stands for itself can carry a name
    respelled: bool


class Reader:
    """Reads names as numbers of `Words`."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self._parts = tuple(_Parts(words, mode) for mode in range(len(MODES)))

    def read(self, raw: str, mode: int) -> Question:
        """The words of a name in a mode. Raises InputError as parsing does."""
        return self._parts[mode].read(raw) or self.of_layout(lay_out(names.parse(raw, MODES[mode])))

    def read_common(self, count: int) -> None:
        """Read so many of the commonest words of each mode, as a first word and as a last one."""
        known = names.word_tables()
        for mode, bits in enumerate((known.person_bits, known.entity_bits)):
            for _, word in nsmallest(count, zip(bits.values(), bits, strict=True)):
                self.read(f"{word} {word}".title(), mode)

    def of_layout(self, query: Layout) -> Question:
        """The words of a name that was parsed."""
        name, mode = query.name, MODES.index(query.name.mode)
        last = len(name.tokens) - 1 if name.may_be_cut else -1
        numbers = [self._words.number(mode, position(token), at == last) for at, token in enumerate(name.tokens)]
        question = _question(self._words, mode, numbers, query.roles, query.respelled)
        if query.letters is None or query.letters.flags != STANDS_FOR:
            return question
        whole = (0, len(numbers), self._words.number_of_key(mode, query.letters, False))
        return msgspec.structs.replace(question, joins=[*question.joins, whole])


def _question(words: Words, mode: int, numbers: list[int], roles: Sequence[int], respelled: bool) -> Question:
    if not respelled:
        return Question(mode, numbers, roles)
    joins = joined([words.key(number) for number in numbers])
    numbered = [(start, length, words.number_of_key(mode, key, False)) for start, length, key in joins]
    return Question(mode, numbers, roles, True, numbered)


class _Parts:
    """What is remembered of the pieces of names in one mode, a piece being what stands between two blanks."""

    def __init__(self, words: Words, mode: int) -> None:
        self._words, self._mode, self._name = words, mode, MODES[mode]
        self._forget()

    def _forget(self) -> None:
        """Forget everything: the numbers are void, or too much is remembered."""
        self._era = self._words.era
        self._pieces: dict[str, _Piece] = {}
        self._stretches: dict[tuple[str, int, bool], _Stretch | None] = {}

    def read(self, raw: str) -> Question | None:
        """The words of a name; None when its parts can't tell them."""
        if self._era != self._words.era or len(self._stretches) + len(self._pieces) > _MOST_REMEMBERED:
            self._forget()
        if len(raw) > names.MAX_LENGTH or (self._name == names.PERSON and "," in raw):
            return None
        written = raw.split() if raw.isascii() and raw.isprintable() else clean(raw).split()
        if not 0 < len(written) <= _MOST_PIECES or (self._name == names.ENTITY and may_be_acronym(written)):
            return None
        known = self._pieces
        pieces = [known[piece] if piece in known else self._piece(piece) for piece in written]
        tied = tuple([piece.ties for piece in pieces])
        if any(tied):
            return self._read_tied(written, pieces, tied)
        numbers: list[int] = []
        last = pieces.pop()
        for piece in pieces:
            numbers += piece.inner or self._alone(piece, False)
        numbers += last.last or self._alone(last, True)
        return Question(self._mode, numbers) if len(numbers) <= names.MAX_TOKENS else None

    def _read_tied(self, written: list[str], pieces: list[_Piece], tied: tuple[int, ...]) -> Question | None:
        """As `read`, of a name with pieces that hang together with others."""
        plan = _plan(tied)
        if plan is None:
            wordy = [piece for piece, tie in zip(written, tied, strict=True) if tie != _EMPTY]
            return self.read(" ".join(wordy)) if len(wordy) < len(written) else None
        numbers: list[int] = []
        held: list[tuple[int, _Stretch]] = []
        for first, end in plan.parts:
            ends = end == len(pieces)
            piece = pieces[first]
            if not piece.ties & HELD and end == first + 1:
                numbers += (piece.last if ends else piece.inner) or self._alone(piece, ends)
                continue
            stretch = self._stretch(" ".join(written[first:end]), min(len(numbers), _PADDED), ends)
            if stretch is None:
                return None
            held.append((len(numbers), stretch))
            numbers += stretch.words
        if len(numbers) > names.MAX_TOKENS or not (plan.loud or any(stretch.loud for _, stretch in held)):
            return None
        roles = _roles(len(numbers), held) if any(stretch.fathers for _, stretch in held) else ()
        respelled = plan.respelled or any(stretch.respelled for _, stretch in held)
        return _question(self._words, self._mode, numbers, roles, respelled)

    def _piece(self, written: str) -> _Piece:
        piece = self._pieces[written] = _read_piece(written, self._name)
        return piece

    def _alone(self, piece: _Piece, ends: bool) -> tuple[int, ...]:
        """The numbers of a piece that stands for itself, when it is first met there."""
        numbers = self._numbers(piece.words, ends)
        if ends:
            piece.last = numbers
        else:
            piece.inner = numbers
        return numbers

    def _stretch(self, pieces: str, before: int, ends: bool) -> _Stretch | None:
        key = (pieces, before, ends)
        if key not in self._stretches:
            self._stretches[key] = self._parse(*key)
        return self._stretches[key]

    def _parse(self, pieces: str, before: int, ends: bool) -> _Stretch | None:
        """Some pieces of a name, parsed between words that tie with nothing; None where that is not possible."""
        padded = " ".join([*[_PAD] * before, pieces, *([] if ends else [_PAD])])
        try:
            tokens = names.parse(padded, self._name).tokens
        except InputError:
            return None
        tokens = tokens[before : len(tokens) - (not ends)]
        fathers, respelled = any(token.role for token in tokens), any(token.respelled for token in tokens)
        return _Stretch(self._numbers([*map(position, tokens)], ends), tokens, _loud(tokens), fathers, respelled)

    def _numbers(self, words: Sequence[Position], ends: bool) -> tuple[int, ...]:
        last = len(words) - 1 if ends else -1
        return tuple([self._words.number(self._mode, word, at == last) for at, word in enumerate(words)])


def _loud(tokens: Iterable[Token]) -> bool:
    return any(token.kind in names.LOUD for token in tokens)


def _roles(count: int, held: Iterable[tuple[int, _Stretch]]) -> tuple[int, ...]:
    """The roles of the positions of a person's name, given what stands in it beside core words."""
    tokens = [_CORE] * count
    for at, stretch in held:
        tokens[at : at + len(stretch.tokens)] = stretch.tokens
    return roles_of(tuple(tokens))


def _read_piece(written: str, mode: str) -> _Piece:
    """The ties of all words of a piece, 0 when it stands for itself; `OPENS` where nothing of it closes that."""
    found = words(written)
    if not found or leans(written):
        return _Piece(ALL if found else _EMPTY, ())
    tied, passes = 0, _PASSES
    tokens: list[Token] = []
    for word in found:
        if len(word.form) > names.MAX_TOKEN:
            return _Piece(ALL, ())
        tie, token = ties(word, mode)
        tied |= tie
        if token is not None:
            tied, passes = tied & ~OPENS, 0
            tokens.append(token)
    if tied & HELD:
        return _Piece(tied | passes, ())
    quiet, respelled = 0 if _loud(tokens) else _QUIET, _RESPELLED if any(token.respelled for token in tokens) else 0
    return _Piece(tied | quiet | respelled, tuple([position(token) for token in tokens]))


@lru_cache(maxsize=1 << 14)
def _plan(tied: tuple[int, ...]) -> _Plan | None:
    """Which pieces of a name are read together: those that are held side by side, and what they take.

    Between two such stretches stands a piece for itself: what is behind it does not matter. None where the parts can't
    tell the name.
    """
    every = reduce(or_, tied, 0)
    if not tied or tied[0] & LEADS or every & (ALL | _EMPTY):
        return None
    out: list[tuple[int, int]] = []
    at, count = 0, len(tied)

    def stands_alone(first: int, end: int) -> bool:
        return end == first + 1 and not tied[first] & HELD

    while at < count:
        if not tied[at] & HELD:
            out.append((at, at + 1))
            at += 1
            continue
        first, opens, takes_last = at, False, False
        while at < count and (opens or tied[at] & HELD):
            opens = bool(tied[at] & OPENS or (opens and tied[at] & _PASSES))
            takes_last = takes_last or bool(tied[at] & TAKES_LAST)
            at += 1
        if takes_last and first:
            first, _ = out.pop()
            if out and not stands_alone(*out[-1]):
                first, _ = out.pop()
        out.append((first, at))
    alone = [tied[first] for first, end in out if stands_alone(first, end)]
    return _Plan(tuple(out), any(not tie & _QUIET for tie in alone), any(tie & _RESPELLED for tie in alone))
