"""Which words does a name have, by number? What hangs together is parsed once and remembered, the rest looked up.

The numbers are those that parsing the whole name gives; tests hold it. Names that can't be told from their parts are
parsed as a whole. How the pieces of a name go together is in `kernels.pieces`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from heapq import nsmallest
from itertools import accumulate, chain

import numpy as np

from watchword.errors import InputError
from watchword.match.index import MODES
from watchword.match.kernels.layout import (
    CORE_CELL,
    EMPTY,
    FATHER_CELL,
    LAST,
    LOUD,
    MOST_PIECES,
    OFFICE,
    PASSES,
    QUIET,
    RESPELLS,
    SPELLED,
    STANDS_FOR,
    WORDS,
)
from watchword.match.loops import Loops
from watchword.match.pieces import Lent, Piece, Pieces
from watchword.match.questions import Question, Questions, side_by_side, together
from watchword.match.records import Layout, Position, joined, lay_out, position
from watchword.match.words import Words
from watchword.text import acronyms, names, offices
from watchword.text.names import Token
from watchword.text.normalise import Word, leans, words
from watchword.text.ties import ALL, LEADS, OPENS, names_in, ties

_MOST_REMEMBERED = 1 << 18
_PAD = Word("vexkor", "vexkor", "Latn")  # a core word that ties with nothing: it stands for those around a stretch

_NONE = np.zeros(0, dtype=np.int32)

Read = tuple[list[int], Questions]  # names by number, and their words


class Reader:
    """Reads names as numbers of `Words`."""

    def __init__(self, words: Words, loops: Loops) -> None:
        self._words = words
        self._parts = tuple(_Parts(words, mode, loops) for mode in range(len(MODES)))

    def read_all(self, asked: Iterable[tuple[str, int]]) -> tuple[Questions, list[int | InputError]]:
        """The words of many names, each with its mode; and which of these questions each name is, or its error."""
        asked = list(asked)
        places: list[int | InputError] = [0] * len(asked)
        some: list[Questions] = []
        count = 0
        whole: list[int] = []
        for mode, parts in enumerate(self._parts):
            mine = [at for at, (_, other) in enumerate(asked) if other == mode]
            if not mine:
                continue
            read, aside = parts.read([asked[at][0] for at in mine])
            whole += [mine[name] for name in aside]
            for of_round, questions in read:
                for name in of_round:
                    places[mine[name]] = count
                    count += 1
                some.append(questions)
        parsed: list[Question] = []
        for at in whole:
            one = self._read_whole(*asked[at])
            if isinstance(one, InputError):
                places[at] = one
            else:
                places[at] = count + len(parsed)
                parsed.append(one)
        if parsed or not some:
            some.append(side_by_side(parsed))
        return together(some), places

    def _read_whole(self, raw: str, mode: int) -> Question | InputError:
        try:
            return self.of_layout(lay_out(names.parse(raw, MODES[mode])))
        except InputError as error:
            return error.with_traceback(None)

    def read_common(self, count: int) -> None:
        """Read so many of the commonest words of each mode, as a first word and as a last one."""
        known = names.word_tables()
        for mode, bits in enumerate((known.person_bits, known.entity_bits)):
            common = nsmallest(count, zip(bits.values(), bits, strict=True))
            self.read_all([(f"{word} {word}".title(), mode) for _, word in common])

    def lend(self) -> tuple[list[Lent], ...]:
        """The pieces of each mode that were read since the last call, or since others were taken over."""
        return tuple([parts.lend() for parts in self._parts])

    def borrow(self, lent: tuple[list[Lent], ...]) -> None:
        """Take over pieces that others have read; none where many are known: it would be time to forget again and again."""
        for parts, pieces in zip(self._parts, lent, strict=True):
            parts.borrow(pieces)

    def of_layout(self, query: Layout) -> Question:
        """The words of a name that was parsed."""
        name, mode = query.name, MODES.index(query.name.mode)
        last = len(name.tokens) - 1 if name.may_be_cut else -1
        numbers = [self._words.number(mode, position(token), at == last) for at, token in enumerate(name.tokens)]
        joins = _joins(self._words, mode, numbers) if query.respelled else []
        if not query.office and query.letters is not None and query.letters.flags == STANDS_FOR:
            joins.append((0, len(numbers), self._words.number_of_key(mode, query.letters, False)))
        return Question(mode, numbers, query.roles, query.respelled, joins, query.office)


def _joins(words: Words, mode: int, numbers: Sequence[int]) -> list[tuple[int, int, int]]:
    """The words written as one of a name in another script."""
    found = joined([words.key(number) for number in numbers])
    return [(start, length, words.number_of_key(mode, key, False)) for start, length, key in found]


class _Parts:
    """Reads names of one mode by their pieces."""

    def __init__(self, words: Words, mode: int, loops: Loops) -> None:
        self._words, self._mode, self._name, self._loops = words, mode, MODES[mode], loops
        # Pieces of a name at least: one by itself may be an acronym. Words before a word that can matter to it.
        self._fewest, self._pads = (1, 2) if MODES[mode] == names.PERSON else (2, 1)
        self._era = words.era
        self._pieces = Pieces(loops, partial(read_piece, mode=self._name))
        self._scratch = tuple([loops.view(np.zeros(3 * MOST_PIECES, dtype=np.int32)) for _ in range(2)])

    def _forget_if_void(self) -> None:
        """Forget everything when the numbers are those of another era, or too much is remembered."""
        if self._era != self._words.era or len(self._pieces) > _MOST_REMEMBERED:
            self._era = self._words.era
            self._pieces.forget()

    def lend(self) -> list[Lent]:
        """As `Reader.lend`."""
        return self._pieces.lend()

    def borrow(self, lent: list[Lent]) -> None:
        """As `Reader.borrow`."""
        self._forget_if_void()
        if len(self._pieces) + len(lent) <= _MOST_REMEMBERED * 3 // 4:
            self._pieces.borrow(lent)

    def read(self, raws: Sequence[str]) -> tuple[list[Read], list[int]]:
        """The words of names by their number; and which ones their parts can't tell."""
        self._forget_if_void()
        lines = [raw.split() if len(raw) <= names.MAX_LENGTH else () for raw in raws]
        number = self._pieces.numbers.__getitem__
        ids = np.fromiter(map(number, chain.from_iterable(lines)), dtype=np.int32)
        ends = np.array([0, *accumulate(map(len, lines))], dtype=np.int32)
        laid = self._loops.views(ids, ends)
        read, aside = self._read(laid, np.arange(len(raws), dtype=np.int32), False)
        whole = [name for name in aside if name >= 0]
        plain: list[int] = []
        for name in [-1 - name for name in aside if name < 0]:
            found = words(self._pieces.text(ids[ends[name] : ends[name + 1]].tolist()))
            (whole if acronyms.may_be_acronym(found) else plain).append(name)
        if plain:
            more, others = self._read(laid, np.array(plain, dtype=np.int32), True)
            read, whole = read + more, whole + others
        return read, whole

    def _read(self, lines: tuple[np.ndarray, ...], todo: np.ndarray, no_letters: bool) -> tuple[list[Read], list[int]]:
        """Read names that are given as pieces, in rounds: after each, what was missing is learned."""
        rules = self._fewest, self._pads, self._mode, int(no_letters)
        read: list[Read] = []
        aside: list[int] = []
        while len(todo):
            out = tuple(np.empty((3, 8 * len(todo) + WORDS), dtype=np.int32))
            done = tuple(np.zeros((4, len(todo) + 1), dtype=np.int32))
            state, views = np.zeros(4, dtype=np.int64), self._loops.views
            self._loops.run.read(
                lines, *views(todo), rules, self._pieces.arrays(), self._scratch, views(*out), views(*done[:3]),
                *views(done[3], state),
            )  # fmt: skip
            count, asides, left, told = state.tolist()
            ends, of_round, readings, put_aside = done
            aside += put_aside[:asides].tolist()
            if count:
                words, roles = (column[: ends[count]] for column in out[:2])
                read.append(
                    (of_round[:count].tolist(), self._questions(ends[: count + 1], words, roles, readings[:count]))
                )
            self._learn(out[2][:told].tolist())
            todo = todo[:left]
        return read, aside

    def _questions(self, begins: np.ndarray, words: np.ndarray, roles: np.ndarray, readings: np.ndarray) -> Questions:
        """Names that were read, with the words written as one of those in another script."""
        joins_begin = np.zeros(len(begins), dtype=np.int32)
        if not np.bitwise_or.reduce(readings) & 2:
            return Questions(begins, words, roles, readings, joins_begin, _NONE, _NONE)
        spans, numbers = list[int](), list[int]()
        for at in np.flatnonzero(readings & 2).tolist():
            joins = _joins(self._words, self._mode, words[begins[at] : begins[at + 1]].tolist())
            joins_begin[at + 1] = len(joins)
            for start, length, number in joins:
                spans += (start, length)
                numbers.append(number)
        columns = [np.array(column, dtype=np.int32) for column in (joins_begin.cumsum(), spans, numbers)]
        return Questions(begins, words, roles, readings, *columns)

    def _learn(self, missing: Sequence[int]) -> None:
        """Find out what the loops lacked: how many pieces it is, which words of theirs, the pieces."""
        at = 0
        while at < len(missing):
            count, what = missing[at : at + 2]
            pieces = missing[at + 2 : at + 2 + count]
            at += 2 + count
            if what >= 0:
                self._parse(what, pieces)
            elif not self._pieces.is_met(pieces[0], -what):
                numbers = self._numbers(self._pieces.words[pieces[0]], -what == LAST)
                self._pieces.meet(pieces[0], -what, [4 * number + CORE_CELL for number in numbers])

    def _parse(self, root: int, pieces: Sequence[int]) -> None:
        """Parse some pieces of a name between words that tie with nothing, as many before and behind as the root says."""
        node = self._pieces.node(root, pieces)
        if self._pieces.is_parsed(node):
            return
        before, after = divmod(root, 3)
        found = words(self._pieces.text(pieces))
        tokens = names.tokens_of([*[_PAD] * before, *found, *[_PAD] * after], self._name)
        tokens = tokens[before : len(tokens) - after]
        numbers = self._numbers([position(token) for token in tokens], not after)
        kinds = [FATHER_CELL * bool(token.role) | CORE_CELL * (token.kind == names.CORE) for token in tokens]
        cells = [4 * number + kind for number, kind in zip(numbers, kinds, strict=True)]
        self._pieces.parsed(node, cells, _marks(tokens))

    def _numbers(self, words: Sequence[Position], ends: bool) -> list[int]:
        last = len(words) - 1 if ends else -1
        return [self._words.number(self._mode, word, at == last) for at, word in enumerate(words)]


def _marks(tokens: Iterable[Token]) -> int:
    out = 0
    for token in tokens:
        out |= (LOUD if token.kind in names.LOUD else 0) | (SPELLED if token.respelled else 0)
    return out


def read_piece(written: str, mode: str) -> Piece:
    """The ties of all words of a piece, 0 when it stands for itself; `OPENS` where nothing of it closes that."""
    found = words(written)
    comma = mode == names.PERSON and "," in written  # what stands before one goes behind all others
    if comma or not found or leans(written) or " " in written:
        return Piece(ALL if found or comma else EMPTY, len(found))
    tied, passes = 0, PASSES
    tokens: list[Token] = []
    for word in found:
        tie, token = ties(word, mode)
        tied |= tie if len(word.form) <= names.MAX_TOKEN else ALL
        if token is not None:
            tied, passes = tied & ~OPENS, 0
            tokens.append(token)
    edges, own = 0, 0
    if mode == names.ENTITY:
        edges = acronyms.begins(found) | acronyms.ends(found) << 2
    else:
        own = names_in(found)
    if tied:
        office = OFFICE if tied & LEADS and offices.may_begin(written) else 0
        return Piece(tied | passes | office, len(found), edges, own)
    marks = _marks(tokens)
    tied = (0 if marks & LOUD else QUIET) | (RESPELLS if marks & SPELLED else 0)
    return Piece(tied, len(found), edges, own, tuple([position(token) for token in tokens]))
