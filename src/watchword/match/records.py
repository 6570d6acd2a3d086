"""How is a parsed name laid out for the inner loops? Records of tokens, positions and spans as numbers.

The layout is that of `kernels`. Names are compared nowhere here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from itertools import accumulate, pairwise
from typing import NamedTuple

import msgspec
import numpy as np

from watchword.match.kernels.layout import (
    COUNTS,
    DECIDES,
    FIRM,
    FIRST_LETTERS,
    JOINED,
    LONGEST,
    LONGEST_JOIN,
    NUMERIC,
    PINYIN,
    RESPELLED,
    SHORT_FORM,
    SILENT,
    STANDS_FOR,
    SYLLABIC,
    VOWELLESS,
    WOMAN,
)
from watchword.text import acronyms, names, offices, phonetics, scripts, tables
from watchword.text.equivalents import groups
from watchword.text.names import ParsedName, Token

_NOTHING = bytes(LONGEST)
_MOST_RARITY = 127  # in a record; nothing asks how much rarer a token is
_SYLLABIC_SCRIPTS = {"Hans": SYLLABIC | PINYIN, "Kore": SYLLABIC}
_CLASSES = {names.CORE: DECIDES, names.GENERIC: DECIDES, names.INITIAL: DECIDES, names.NUMBER: COUNTS}


class TokenKey(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What makes two tokens the same to the inner loops. `rarity` is in tenths of bits."""

    form: str
    flags: int
    rarity: int


Position = tuple[TokenKey, int, int]  # a token of a query, and weight and class of where it stands


class Columns(NamedTuple):
    """A name as the int32 arrays that the loops read: spans (start, length, start, length, ...), and one number
    a position for weight, class and role."""

    spans: np.ndarray
    weights: np.ndarray
    classes: np.ndarray
    roles: np.ndarray


@dataclass(frozen=True)
class Layout:
    """One name as positions and spans.

    `weights`, `classes`, `roles` (1 father, 2 own name of one who has a father named, else 0): one int a
    position.
    """

    name: ParsedName
    weights: tuple[int, ...]
    classes: tuple[int, ...]
    roles: tuple[int, ...]

    @cached_property
    def _spans(self) -> tuple[tuple[tuple[int, int], ...], tuple[TokenKey, ...]]:
        """Single positions first; joined spans skip nothing, have weight, and stay within LONGEST letters."""
        keys = [token_key(token) for token in self.name.tokens]
        joins = [*joined(keys), *([(0, len(keys), self.letters)] if self.letters else ())]
        spans = [*((at, 1) for at in range(len(keys))), *((start, length) for start, length, _ in joins)]
        return tuple(spans), (*keys, *(key for _, _, key in joins))

    @cached_property
    def office(self) -> bool:
        """Whether somebody is told by a high office and one word."""
        return offices.holds_office(self.name)

    @cached_property
    def letters(self) -> TokenKey | None:
        """The word that stands for the whole name: an acronym, or what an acronym of it would be."""
        if form := acronyms.acronym(self.name):
            return TokenKey(form, STANDS_FOR, 0)
        return TokenKey(form, FIRST_LETTERS, 0) if (form := acronyms.initials(self.name)) else None

    @property
    def spans(self) -> tuple[tuple[int, int], ...]:
        """Start and length of each span."""
        return self._spans[0]

    @property
    def keys(self) -> tuple[TokenKey, ...]:
        """The token of each span."""
        return self._spans[1]

    @cached_property
    def columns(self) -> Columns:
        """The positions and spans as arrays."""
        spans = np.array(self.spans, dtype=np.int32).ravel()
        positions = np.array((self.weights, self.classes, self.roles), dtype=np.int32)
        return Columns(spans, *positions)

    @cached_property
    def packed(self) -> tuple[np.ndarray, np.ndarray]:
        """The records of all spans end to end, and where each begins, as `asked` makes them."""
        return _packed([asked(key) for key in self.keys])

    @cached_property
    def packed_by_ear(self) -> tuple[np.ndarray, np.ndarray]:
        """The same of a listed name beside one of another script, which may have spelled its words by ear."""
        return _packed([asked(key) if key.flags & JOINED else record(key).tobytes() for key in self.keys])

    @cached_property
    def cuts(self) -> np.ndarray:
        """Of each span, whether it may have been cut short."""
        return np.array([self.is_cut(span) for span in range(len(self.keys))], dtype=np.int32)

    @property
    def respelled(self) -> bool:
        """Whether any word of it stands in another script, which may have spelled it by ear."""
        return any(token.respelled for token in self.name.tokens)

    def is_cut(self, span: int) -> bool:
        """Whether a span is the last single token of the raw text, which a short field may have cut."""
        return self.name.may_be_cut and span == len(self.weights) - 1

    @property
    def raws(self) -> tuple[str, ...]:
        """The words as written, one a position."""
        return words_of(self.name)

    @property
    def weight(self) -> int:
        """Sum of the weights of all positions that are not silent: what missing them all would cost."""
        return sum(w for w, c in zip(self.weights, self.classes, strict=True) if c != SILENT)

    @property
    def heaviest(self) -> list[int]:
        """The positions that have weight, firm ones first, each kind from the heaviest on: by these a listed name is sought."""
        return sorted(
            (i for i, w in enumerate(self.weights) if w), key=lambda i: (not self.is_firm(i), -self.weights[i])
        )

    def is_firm(self, position: int) -> bool:
        """Whether a word left over contradicts another one so much that no name can reach the usual line."""
        return self.classes[position] == DECIDES and self.weights[position] >= FIRM


def _packed(records: Sequence[bytes]) -> tuple[np.ndarray, np.ndarray]:
    """Records end to end, and where each begins."""
    starts = np.array([0, *accumulate(map(len, records[:-1]))], dtype=np.int32)
    return np.frombuffer(bytearray().join(records), dtype=np.int8), starts


def joined(keys: Sequence[TokenKey]) -> Iterator[tuple[int, int, TokenKey]]:
    """The tokens written as one that have weight and stay within LONGEST letters: where they begin, how many they are."""
    forms, rarities = [key.form for key in keys], [key.rarity for key in keys]
    for length in range(2, min(LONGEST_JOIN, len(keys)) + 1):
        for start in range(len(keys) - length + 1):
            heaviest, form = max(rarities[start : start + length]), "".join(forms[start : start + length])
            if heaviest and len(form) <= LONGEST:
                yield start, length, TokenKey(form, JOINED | keys[start].flags & ~NUMERIC, heaviest)


def words_of(name: ParsedName) -> tuple[str, ...]:
    """The words of a name as written, one a position."""
    return tuple([token.raw for token in name.tokens])


def words_written(raw: str, mode: str, count: int) -> tuple[str, ...]:
    """The words as written of a name that is known to have so many tokens, one each: as `words_of` gives.

    A name in plain letters is read only where it has another number of words, or may have lost some and gained some.
    """
    if raw.isascii() and raw.replace(" ", "").isalpha() and len(raw) <= names.MAX_TOKEN:
        found = raw.split()
        if len(found) == count and (mode == names.PERSON or len([1 for word in found if len(word) == 1]) < 2):
            return tuple(found)
    return words_of(names.parse(raw, mode))


def lay_out(name: ParsedName) -> Layout:
    """The positions of a parsed name."""
    tokens = name.tokens
    return Layout(
        name,
        tuple([t.weight for t in tokens]),
        tuple([class_of(t) for t in tokens]),
        roles_of(tokens),
    )


def class_of(token: Token) -> int:
    """What the position of a token is when it is left over."""
    return _CLASSES.get(token.kind, SILENT) if token.weight else SILENT


def position(token: Token) -> Position:
    """A token as the loops know it, with weight and class."""
    return token_key(token), token.weight, class_of(token)


def token_key(token: Token) -> TokenKey:
    """What makes a token by itself the same as another one to the inner loops."""
    return TokenKey(token.form, _flags(token), token.weight)


def _flags(token: Token) -> int:
    return (
        (VOWELLESS if token.vowelless else 0)
        | (NUMERIC if token.kind == names.NUMBER else 0)
        | (RESPELLED if token.respelled else 0)
        | (WOMAN if token.form in _women() else 0)
        | (_SYLLABIC_SCRIPTS.get(scripts.script_of(token.raw), 0) if token.respelled else 0)
    )


@cache
def _women() -> frozenset[str]:
    return frozenset(row[0] for row in tables.load("women"))


def roles_of(tokens: tuple[Token, ...]) -> tuple[int, ...]:
    """1 for a father's name, 2 for the own name of one who has a father named, else 0."""
    if not any(t.role for t in tokens):
        return (0,) * len(tokens)
    roles = [1 if t.role == "father" else 0 for t in tokens]
    if 1 in roles:
        first = next((i for i, t in enumerate(tokens) if t.kind == names.CORE), None)
        if first is not None and roles[first] == 0:
            roles[first] = 2
    return tuple(roles)


@lru_cache(maxsize=1 << 16)
def record(key: TokenKey) -> np.ndarray:
    """The int8 record of a token, as `kernels` describes it. Read-only: it is shared."""
    sound = phonetics.skeleton(key.form)[:LONGEST]
    heard = not key.flags & NUMERIC and (key.flags & RESPELLED or not key.flags & JOINED)
    ear_of = phonetics.coarse_pinyin if key.flags & PINYIN else phonetics.coarse
    ear = ear_of(key.form)[:LONGEST] if heard else ""
    out = np.frombuffer(_head(key, len(sound), len(ear)) + (key.form + sound + ear).encode("ascii"), dtype=np.int8)
    out.setflags(write=False)
    return out


def asked(key: TokenKey) -> bytes:
    """The record of a query's token. One that is not compared by ear has room for its sound, which the loops find."""
    if key.flags & RESPELLED:
        return record(key).tobytes()
    return _head(key, 0, 0) + key.form.encode("ascii") + _NOTHING[: 2 * len(key.form)]


def _head(key: TokenKey, sound: int, ear: int) -> bytes:
    """What stands before the letters of a record."""
    numbers = () if key.flags & JOINED else groups().get(key.form, ())
    rarity = key.rarity if key.rarity < _MOST_RARITY else _MOST_RARITY
    if not numbers:
        return bytes((len(key.form), sound, key.flags, rarity, 0, ear))
    cells = [len(key.form), sound, key.flags, rarity, len(numbers), ear]
    for group in numbers:
        cells += [(abs(group) >> 7) | (SHORT_FORM if group < 0 else 0), abs(group) & 127]
    return bytes(cells)


def begun(key: TokenKey) -> bytes:
    """The record of a listed token; where the loops can find its sound, only what stands before that."""
    if key.flags & JOINED and not key.flags & RESPELLED:
        return bytes((len(key.form), 0, key.flags, min(key.rarity, _MOST_RARITY), 0, 0)) + key.form.encode("ascii")
    return record(key).tobytes()


@cache
def sounds() -> np.ndarray:
    """The tables of text.phonetics as `kernels.sounds` reads them."""
    cells: list[int] = []
    for written, sound in phonetics.DIGRAPHS:
        cells += [len(written), *written.encode().ljust(4, b"\0"), *sound.encode().ljust(2, b"\0")]
    cells += [phonetics.LETTERS.get(letter, chr(letter)).encode()[0] for letter in range(128)]
    out = np.array(cells, dtype=np.int8)
    out.setflags(write=False)
    return out


@cache
def crossing() -> np.ndarray:
    """Of each letter, bits of those behind it that may sound as one with it: as two of text.phonetics' digraphs, or c as s."""
    out = np.zeros(128, dtype=np.int64)
    pairs = {pair for written, _ in phonetics.DIGRAPHS for pair in pairwise(written)} | {("c", soft) for soft in "eiy"}
    for letter, behind in pairs:
        out[ord(letter)] |= 1 << ord(behind) - ord("a")
    out.setflags(write=False)
    return out
