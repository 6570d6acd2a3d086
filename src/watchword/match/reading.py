"""Which words does a name have, by number? What hangs together is parsed once and remembered, the rest looked up.

The numbers are those that parsing the whole name gives; tests hold it. Names that can't be told from their parts are
parsed as a whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

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
        tied = [self._ties_of(piece) for piece in pieces]
        if tied[0] & LEADS or any(tie & ALL for tie in tied):
            return None
        end = len(pieces) - 1
        for at, (piece, tie) in enumerate(zip(pieces, tied, strict=True)):
            self._note(piece, tie, at > 0, at == end)
        held = [at for at, tie in enumerate(tied) if tie & HELD]
        first, last = _around(tied, held[0], held[-1]) if held else (end + 1, end)
        ends = last == end
        before = [number for at in range(first) for number in self._of(pieces[at], at == end)]
        after = [number for at in range(last + 1, end + 1) for number in self._of(pieces[at], at == end)]
        stretch = self._stretch(tuple(pieces[first : last + 1]), min(len(before), _PADDED), ends) if held else _NOTHING
        if stretch is None or len(before) + len(stretch.words) + len(after) > names.MAX_TOKENS:
            return None
        if not stretch.loud and self._all_quiet((*pieces[:first], *pieces[last + 1 :])):
            return None
        numbers = [*before, *stretch.words, *after]
        if not stretch.fathers:
            return Question(self._mode, numbers)
        tokens = ((_CORE,) * len(before), stretch.tokens, (_CORE,) * len(after))
        return Question(self._mode, numbers, roles_of(sum(tokens, ())))

    def _ties_of(self, piece: str) -> int:
        """How the words of a piece hang together with those around it."""
        tie = self._ties.get(piece)
        if tie is None:
            tie = self._ties[piece] = _ties(words(piece), self._name)
        return tie

    def _of(self, piece: str, ends: bool) -> tuple[int, ...]:
        return self._last[piece] if ends else self._first[piece]

    def _note(self, piece: str, tie: int, behind: bool, ends: bool) -> None:
        """Remember the words of a piece that gives the same ones wherever it stands, inside of a name or at its end.

        One that is held by its place only may do so, behind others: an article, or a legal form at the end.
        """
        if tie == _CLOSES:
            if piece not in (self._last if ends else self._first):
                tokens = [alone(word, self._name) for word in words(piece)]
                self._keep(piece, ends, self._numbers(tokens, ends), _loud(tokens))
                if not ends:
                    self._first[piece] = self._inner[piece]
            return
        free = behind and not tie & (OPENS | TAKES_LAST | _RUNS) and (ends or self._name == names.PERSON)
        if free and piece not in (self._last if ends else self._inner):
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


_NOTHING = _Stretch((), (), False, False)


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


def _around(tied: Sequence[int], first: int, last: int) -> tuple[int, int]:
    """The pieces first..last, and those next to them that theirs take or are taken by."""
    opens = False
    for tie in tied[first : last + 1]:
        opens = bool(tie & OPENS) or (opens and not tie & _CLOSES)
    takes_last = any(tie & TAKES_LAST for tie in tied[first : last + 1])
    return max(0, first - takes_last), min(len(tied) - 1, last + opens)
