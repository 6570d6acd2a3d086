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
from watchword.match.records import Layout, lay_out, roles_of
from watchword.match.words import Words
from watchword.text import names
from watchword.text.names import Token
from watchword.text.normalise import Word, clean, words
from watchword.text.ties import ALL, HELD, LEADS, OPENS, TAKES_LAST, alone, ties

_MOST_PIECES = 20  # of a name that is not parsed as a whole
_MOST_REMEMBERED = 1 << 18
_PAD = "vexkor"  # a core word that ties with nothing: it stands for the words around a stretch
_CORE = Token("", "")
_PADDED = 2  # words before a word that can matter to it
_CLOSES, _RUNS = 32, 64  # beside the flags of `text.ties`: what earlier words open ends here; a letter by itself


class Question(msgspec.Struct, frozen=True, gc=False):
    """A name as numbers of words. `roles` of the positions, empty where all are 0.

    `respelled` where a script was: then `joins` are the words written as one, as (start, length, number).
    """

    mode: int
    words: Sequence[int]
    roles: Sequence[int] = ()
    respelled: bool = False
    joins: Sequence[tuple[int, int, int]] = ()


class _Stretch(msgspec.Struct, frozen=True, gc=False):
    """Pieces of a name that were parsed together."""

    words: tuple[int, ...]
    tokens: tuple[Token, ...]
    loud: bool  # whether one of them can carry a name
    fathers: bool


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
        numbers = [self._words.number(mode, token, at == last) for at, token in enumerate(name.tokens)]
        if not query.respelled:
            return Question(mode, numbers, query.roles)
        joined = zip(query.spans[len(numbers) :], query.keys[len(numbers) :], strict=True)
        joins = [(start, length, self._words.number_of_key(mode, key, False)) for (start, length), key in joined]
        return Question(mode, numbers, query.roles, True, joins)


class _Parts:
    """What is remembered of the pieces of names in one mode, a piece being what stands between two blanks."""

    def __init__(self, words: Words, mode: int) -> None:
        self._words, self._mode, self._name = words, mode, MODES[mode]
        self._era = -1

    def read(self, raw: str) -> Question | None:
        """The words of a name; None when its parts can't tell them."""
        if self._era != self._words.era or len(self._stretches) + len(self._ties) > _MOST_REMEMBERED:
            self._forget()
        if len(raw) > names.MAX_LENGTH or (self._name == names.PERSON and "," in raw):
            return None
        pieces = raw.split() if raw.isascii() and raw.isprintable() else clean(raw).split()
        if not 0 < len(pieces) <= _MOST_PIECES:
            return None
        if len(pieces) == 1:
            return self._read_slowly(pieces)
        try:
            numbers = [*self._first[pieces[0]]]
            for piece in pieces[1:-1]:
                numbers += self._inner[piece]
            numbers += self._last[pieces[-1]]
        except KeyError:
            return self._read_slowly(pieces)
        if len(numbers) > names.MAX_TOKENS or (pieces[0] in self._quiet and self._all_quiet(pieces)):
            return None
        return Question(self._mode, numbers)

    def _forget(self) -> None:
        """Forget everything: the numbers are void, or too much is remembered."""
        self._era = self._words.era
        self._ties: dict[str, int] = {}
        # The words of pieces that stand for themselves: at the beginning, inside and at the end of a name.
        self._first: dict[str, tuple[int, ...]] = {}
        self._inner: dict[str, tuple[int, ...]] = {}
        self._last: dict[str, tuple[int, ...]] = {}
        self._quiet: set[str] = set()  # those of them that can't carry a name
        self._stretches: dict[tuple[tuple[str, ...], int, bool], _Stretch | None] = {}

    def _all_quiet(self, pieces: Iterable[str]) -> bool:
        return all(piece in self._quiet for piece in pieces)

    def _read_slowly(self, pieces: list[str]) -> Question | None:
        """As `read`, of a name with pieces that are new or hang together with others."""
        known, end = self._ties, len(pieces) - 1
        tied = [known[piece] if piece in known else self._ties_of(piece) for piece in pieces]
        every = reduce(or_, tied)
        if tied[0] & LEADS or every & ALL:
            return None
        for at, piece in enumerate(pieces):
            if piece not in (self._last if at == end else self._inner):
                self._note(piece, tied[at], at > 0, at == end)
        together = _together(tuple(tied)) if every & HELD else ()
        numbers: list[int] = []
        tokens: list[Token] = []
        behind, loud, fathers = 0, False, False
        for first, last in together:
            for piece in pieces[behind:first]:
                numbers += self._first[piece]
            stretch = self._stretch(tuple(pieces[first : last + 1]), min(len(numbers), _PADDED), last == end)
            if stretch is None:
                return None
            tokens += [*[_CORE] * (len(numbers) - len(tokens)), *stretch.tokens]
            numbers += stretch.words
            behind, loud, fathers = last + 1, loud or stretch.loud, fathers or stretch.fathers
        if behind <= end:
            for piece in pieces[behind:end]:
                numbers += self._first[piece]
            numbers += self._last[pieces[end]]
        if len(numbers) > names.MAX_TOKENS or not (loud or self._is_loud(pieces, together)):
            return None
        tokens += [_CORE] * (len(numbers) - len(tokens))
        return Question(self._mode, numbers, roles_of(tuple(tokens)) if fathers else ())

    def _is_loud(self, pieces: Sequence[str], together: Sequence[tuple[int, int]]) -> bool:
        """Whether one of the pieces that stand for themselves can carry a name."""
        held = {at for first, last in together for at in range(first, last + 1)}
        return any(at not in held and piece not in self._quiet for at, piece in enumerate(pieces))

    def _ties_of(self, piece: str) -> int:
        """How the words of a piece hang together with those around it; remembered."""
        tie = self._ties[piece] = _ties(words(piece), self._name)
        return tie

    def _note(self, piece: str, tie: int, behind: bool, ends: bool) -> None:
        """Remember the words of a piece that gives the same ones wherever it stands, inside of a name or at its end.

        One that is held by its place only may do so, behind others: an article, or a legal form at the end.
        """
        if tie == _CLOSES:
            tokens = [alone(word, self._name) for word in words(piece)]
            self._keep(piece, ends, self._numbers(tokens, ends), _loud(tokens))
            if not ends:
                self._first[piece] = self._inner[piece]
        elif behind and not tie & (OPENS | TAKES_LAST | _RUNS) and (ends or self._name == names.PERSON):
            second, later = (self._stretch((piece,), before, ends) for before in (1, _PADDED))
            if second and later and second.tokens == later.tokens and not second.fathers:
                self._keep(piece, ends, second.words, second.loud)

    def _keep(self, piece: str, ends: bool, numbers: tuple[int, ...], loud: bool) -> None:
        (self._last if ends else self._inner)[piece] = numbers
        if not loud:
            self._quiet.add(piece)

    def _stretch(self, pieces: tuple[str, ...], before: int, ends: bool) -> _Stretch | None:
        key = (pieces, before, ends)
        if key not in self._stretches:
            self._stretches[key] = self._parse(*key)
        return self._stretches[key]

    def _parse(self, pieces: tuple[str, ...], before: int, ends: bool) -> _Stretch | None:
        """Some pieces of a name, parsed between words that tie with nothing; None where that is not possible."""
        padded = [*[_PAD] * before, *pieces, *([] if ends else [_PAD])]
        try:
            tokens = names.parse(" ".join(padded), self._name).tokens
        except InputError:
            return None
        tokens = tokens[before : len(tokens) - (not ends)]
        return _Stretch(self._numbers(tokens, ends), tokens, _loud(tokens), any(token.role for token in tokens))

    def _numbers(self, tokens: Sequence[Token], ends: bool) -> tuple[int, ...]:
        last = len(tokens) - 1 if ends else -1
        return tuple([self._words.number(self._mode, token, at == last) for at, token in enumerate(tokens)])


def _loud(tokens: Iterable[Token]) -> bool:
    return any(token.kind in names.LOUD for token in tokens)


def _ties(found: Sequence[Word], mode: str) -> int:
    """The ties of all words of a piece; `OPENS` where nothing of it closes that, `_CLOSES` alone when none is held."""
    out = 0 if found else ALL
    for word in found:
        if word.respelled or len(word.form) > names.MAX_TOKEN or (len(word.raw) == 1 and not word.raw.isascii()):
            return ALL
        tie = ties(word, mode) | (_RUNS if len(word.form) == 1 else 0)
        out = out | tie if tie else (out & ~OPENS) | _CLOSES
    return out


@lru_cache(maxsize=1 << 14)
def _together(tied: tuple[int, ...]) -> tuple[tuple[int, int], ...]:
    """First and last of the pieces that hang together: those that are held side by side, and what they take.

    Between two such stretches stands a piece for itself: what is behind it does not matter.
    """
    out: list[tuple[int, int]] = []
    at, end = 0, len(tied)
    while at < end:
        if not tied[at] & HELD:
            at += 1
            continue
        first, opens, takes_last = at, False, False
        while at < end and (opens or tied[at] & HELD):
            opens = bool(tied[at] & OPENS) or (opens and not tied[at] & _CLOSES)
            takes_last = takes_last or bool(tied[at] & TAKES_LAST)
            at += 1
        if takes_last and first:
            first -= 1
        if out and out[-1][1] == first - 1:
            first, _ = out.pop()
        out.append((first, at - 1))
    return tuple(out)
