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
from watchword.match.questions import Question
from watchword.match.records import Layout, Position, joined, lay_out, position, roles_of
from watchword.match.words import Words
from watchword.text import acronyms, names, offices
from watchword.text.names import Token
from watchword.text.normalise import Word, clean, leans, words
from watchword.text.ties import ALL, HELD, LEADS, OPENS, TAKES_LAST, names_left, ties

_MOST_PIECES = 20  # of a name that is not parsed as a whole
_MOST_REMEMBERED = 1 << 18
_PAD = Word("vexkor", "vexkor", "Latn")  # a core word that ties with nothing: it stands for those around a stretch
_CORE = Token("", "")
# Beside the flags of `text.ties`, of a piece: all its words are held, so that what earlier ones open goes on; it has no
# word; none of its words can carry a name; one of them is respelled.
_PASSES, _EMPTY, _QUIET, _RESPELLED = 32, 64, 128, 256
_LOUD, _FATHERS, _SPELLED = 1, 2, 4  # of tokens: one can carry a name, has a role, is respelled


class _Piece(msgspec.Struct, gc=False, eq=False):
    """What is remembered of a piece: its ties, and the words of one that stands for itself.

    `inner` and `last` are their numbers before other pieces and at the end of a name, once it was met there.
    """

    ties: int
    count: int  # of its words
    begins: int = 0  # how it may begin and end an acronym: one where both are the same
    ends: int = 0
    words: tuple[Position, ...] = ()
    inner: tuple[int, ...] = ()
    last: tuple[int, ...] = ()


class _Stretch(msgspec.Struct, frozen=True, gc=False):
    """Pieces of a name that were parsed together."""

    words: tuple[int, ...]
    tokens: tuple[Token, ...]
    marks: int  # what one of them is


class _Plan(msgspec.Struct, frozen=True, gc=False):
    """How a name is read, by the ties of its pieces: in parts, as (first, end, whether it stands for itself)."""

    parts: tuple[tuple[int, int, bool], ...]
    marks: int  # what one of the pieces that stand for themselves is


class Reader:
    """Reads names as numbers of `Words`."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self._parts = tuple(_Parts(words, mode) for mode in range(len(MODES)))

    def read(self, raw: str, mode: int) -> Question:
        """The words of a name in a mode. Raises InputError as parsing does."""
        (read,) = self.read_all([(raw, mode)])
        if isinstance(read, InputError):
            raise read
        return read

    def read_all(self, asked: Iterable[tuple[str, int]]) -> list[Question | InputError]:
        """The words of many names, each with its mode; what can't be read has its error."""
        for parts in self._parts:
            parts.forget_if_void()
        by_parts = [parts.read for parts in self._parts]
        return [by_parts[mode](raw) or self._read_whole(raw, mode) for raw, mode in asked]

    def _read_whole(self, raw: str, mode: int) -> Question | InputError:
        try:
            return self.of_layout(lay_out(names.parse(raw, MODES[mode])))
        except InputError as error:
            return error.with_traceback(None)

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
        if query.office:
            return msgspec.structs.replace(question, office=True)
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
        # Words before a word that can matter to it, and pieces of a name: one by itself may be an acronym.
        self._pads, self._fewest = (2, 1) if MODES[mode] == names.PERSON else (1, 2)
        self._era = words.era
        self._pieces: dict[str, _Piece] = {}
        self._stretches: dict[tuple[str, int, int], _Stretch] = {}

    def forget_if_void(self) -> None:
        """Forget everything when the numbers are those of another era, or too much is remembered."""
        if self._era != self._words.era or len(self._stretches) + len(self._pieces) > _MOST_REMEMBERED:
            self._era = self._words.era
            self._pieces.clear()
            self._stretches.clear()

    def read(self, raw: str) -> Question | None:
        """The words of a name; None when its parts can't tell them."""
        if len(raw) > names.MAX_LENGTH:
            return None
        text = raw if raw.isascii() and raw.isprintable() else clean(raw)
        if self._name == names.PERSON and "," in text:
            return None
        written, known = text.split(), self._pieces.get
        if not self._fewest <= len(written) <= _MOST_PIECES:
            return None
        pieces = [known(piece) or self._piece(piece) for piece in written]
        tied = tuple([piece.ties for piece in pieces])
        if pieces[0].begins & pieces[-1].ends and acronyms.may_be_acronym(words(text)):
            return None
        if len(text) > names.MAX_TOKENS and sum([piece.count for piece in pieces]) > names.MAX_TOKENS:
            return None
        if any(tied):
            return self._read_tied(written, pieces, tied)
        numbers: list[int] = []
        last = pieces.pop()
        for piece in pieces:
            numbers += piece.inner or self._alone(piece, False)
        numbers += last.last or self._alone(last, True)
        return Question(self._mode, numbers)

    def _read_tied(self, written: list[str], pieces: list[_Piece], tied: tuple[int, ...]) -> Question | None:
        """As `read`, of a name with pieces that hang together with others."""
        if tied[0] & LEADS and self._name == names.PERSON and offices.may_begin(written[0]):
            return None
        plan = _plan(tied)
        if plan is None:
            wordy = [piece for piece, tie in zip(written, tied, strict=True) if tie != _EMPTY]
            return self.read(" ".join(wordy)) if len(wordy) < len(written) else None
        numbers: list[int] = []
        held: list[tuple[int, _Stretch]] = []
        marks = plan.marks
        for first, end, alone in plan.parts:
            after = int(end < len(pieces))
            if alone:
                piece = pieces[first]
                numbers += (piece.inner if after else piece.last) or self._alone(piece, not after)
                continue
            if after and not first and tied[0] & LEADS and not (after := names_left(words(" ".join(written[end:])))):
                return None
            key = " ".join(written[first:end]), min(len(numbers), self._pads), after
            stretch = self._stretches.get(key) or self._stretch(*key)
            held.append((len(numbers), stretch))
            marks |= stretch.marks
            numbers += stretch.words
        if not marks & _LOUD:
            return None
        roles = _roles(len(numbers), held) if marks & _FATHERS else ()
        return _question(self._words, self._mode, numbers, roles, bool(marks & _SPELLED))

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

    def _stretch(self, pieces: str, before: int, after: int) -> _Stretch:
        """Some pieces of a name, parsed between words that tie with nothing."""
        tokens = names.tokens_of([*[_PAD] * before, *words(pieces), *[_PAD] * after], self._name)
        tokens = tokens[before : len(tokens) - after]
        numbers = self._numbers([position(token) for token in tokens], not after)
        stretch = self._stretches[pieces, before, after] = _Stretch(numbers, tokens, _marks(tokens))
        return stretch

    def _numbers(self, words: Sequence[Position], ends: bool) -> tuple[int, ...]:
        last = len(words) - 1 if ends else -1
        return tuple([self._words.number(self._mode, word, at == last) for at, word in enumerate(words)])


def _marks(tokens: Iterable[Token]) -> int:
    out = 0
    for token in tokens:
        out |= (_LOUD if token.kind in names.LOUD else 0) | (_FATHERS if token.role else 0)
        out |= _SPELLED if token.respelled else 0
    return out


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
        return _Piece(ALL if found else _EMPTY, len(found))
    tied, passes = 0, _PASSES
    tokens: list[Token] = []
    for word in found:
        tie, token = ties(word, mode)
        tied |= tie if len(word.form) <= names.MAX_TOKEN else ALL
        if token is not None:
            tied, passes = tied & ~OPENS, 0
            tokens.append(token)
    edges = (acronyms.begins(found), acronyms.ends(found)) if mode == names.ENTITY else (0, 0)
    if tied:
        return _Piece(tied | passes, len(found), *edges)
    marks = _marks(tokens)
    tied = (0 if marks & _LOUD else _QUIET) | (_RESPELLED if marks & _SPELLED else 0)
    return _Piece(tied, len(found), *edges, tuple([position(token) for token in tokens]))


@lru_cache(maxsize=1 << 14)
def _plan(tied: tuple[int, ...]) -> _Plan | None:
    """Which pieces of a name are read together: those that are held side by side, and what they take.

    Between two such stretches stands a piece for itself: what is behind it does not matter. None where the parts can't
    tell the name.
    """
    every = reduce(or_, tied)
    if every & (ALL | _EMPTY):
        return None
    out: list[tuple[int, int, bool]] = []
    at, count = 0, len(tied)
    while at < count:
        if not tied[at] & HELD:
            out.append((at, at + 1, True))
            at += 1
            continue
        first, opens, takes_last = at, False, False
        while at < count and (opens or tied[at] & HELD):
            opens = bool(tied[at] & OPENS or (opens and tied[at] & _PASSES))
            takes_last = takes_last or bool(tied[at] & TAKES_LAST)
            at += 1
        if takes_last and first:
            first, *_ = out.pop()
            if out and not out[-1][2]:
                first, *_ = out.pop()
        out.append((first, at, False))
    marks = 0
    for first, _, alone in out:
        if alone:
            marks |= (0 if tied[first] & _QUIET else _LOUD) | (_SPELLED if tied[first] & _RESPELLED else 0)
    return _Plan(tuple(out), marks)
