"""How is a parsed name laid out for the inner loops? Records of tokens, positions and spans as numbers.

The layout is that of `kernels`. Names are compared nowhere here.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

import msgspec
import numpy as np

from watchword.match.kernels.layout import COUNTS, DECIDES, JOINED, NUMERIC, RESPELLED, SILENT, VOWELLESS
from watchword.text import names
from watchword.text.equivalents import groups
from watchword.text.names import ParsedName, Token
from watchword.text.phonetics import coarse, skeleton

LONGEST_JOIN = 3  # neighbouring tokens written as one: up to this many
_LONGEST_FORM = 60
_CLASSES = {names.CORE: DECIDES, names.GENERIC: DECIDES, names.INITIAL: DECIDES, names.NUMBER: COUNTS}


class TokenKey(msgspec.Struct, frozen=True, gc=False):
    """What makes two tokens the same to the inner loops. `rarity` is in tenths of bits."""

    form: str
    flags: int
    rarity: int


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
    position. `spans` (start, length) and `keys` (its token): one each a span; single positions first.
    """

    name: ParsedName
    weights: tuple[int, ...]
    classes: tuple[int, ...]
    roles: tuple[int, ...]
    spans: tuple[tuple[int, int], ...]
    keys: tuple[TokenKey, ...]

    @cached_property
    def columns(self) -> Columns:
        """The positions and spans as arrays."""
        spans = np.array(self.spans, dtype=np.int32).ravel()
        positions = np.array((self.weights, self.classes, self.roles), dtype=np.int32)
        return Columns(spans, *positions)

    def is_cut(self, span: int) -> bool:
        """Whether a span is the last single token of the raw text, which a short field may have cut."""
        return self.name.may_be_cut and span == len(self.weights) - 1

    def words(self, span: int) -> str:
        """The raw words of a span."""
        start, length = self.spans[span]
        return " ".join(token.raw for token in self.name.tokens[start : start + length])

    @property
    def weight(self) -> int:
        """Sum of the weights of all positions that are not silent: what missing them all would cost."""
        return sum(w for w, c in zip(self.weights, self.classes, strict=True) if c != SILENT)

    @property
    def core(self) -> int:
        """How many positions can contradict the other name's."""
        return sum(c == DECIDES for c in self.classes)

    @property
    def lightest(self) -> int:
        """Weight of the lightest core position; 0 when there is none."""
        return min((w for w, c in zip(self.weights, self.classes, strict=True) if c == DECIDES), default=0)


def lay_out(name: ParsedName) -> Layout:
    """Positions and spans of a parsed name. Joined spans skip nothing and stay within _LONGEST_FORM letters."""
    tokens = name.tokens
    spans = [(i, 1) for i in range(len(tokens))]
    keys = [TokenKey(t.form, _flags(t), t.weight) for t in tokens]
    for length in range(2, LONGEST_JOIN + 1):
        for start in range(len(tokens) - length + 1):
            part = tokens[start : start + length]
            form = "".join([t.form for t in part])
            heaviest = max([t.weight for t in part])
            if heaviest and len(form) <= _LONGEST_FORM:
                spans.append((start, length))
                flags = JOINED | _flags(part[0]) & ~NUMERIC
                keys.append(TokenKey(form, flags, heaviest))
    return Layout(
        name,
        tuple(t.weight for t in tokens),
        tuple(_CLASSES.get(t.kind, SILENT) if t.weight else SILENT for t in tokens),
        _roles(tokens),
        tuple(spans),
        tuple(keys),
    )


def _flags(token: Token) -> int:
    return (
        (VOWELLESS if token.vowelless else 0)
        | (NUMERIC if token.kind == names.NUMBER else 0)
        | (RESPELLED if token.respelled else 0)
    )


def _roles(tokens: tuple[Token, ...]) -> tuple[int, ...]:
    roles = [1 if t.role == "father" else 0 for t in tokens]
    if 1 in roles:
        first = next((i for i, t in enumerate(tokens) if t.kind == names.CORE), None)
        if first is not None and roles[first] == 0:
            roles[first] = 2
    return tuple(roles)


@lru_cache(maxsize=1 << 16)
def record(key: TokenKey) -> np.ndarray:
    """The int16 record of a token, as `kernels` describes it. Read-only: it is shared."""
    sound = skeleton(key.form)[:_LONGEST_FORM]
    numbers = () if key.flags & JOINED else groups().get(key.form, ())
    heard = not key.flags & NUMERIC and (key.flags & RESPELLED or not key.flags & JOINED)
    ear = coarse(key.form)[:_LONGEST_FORM] if heard else ""
    cells = [len(key.form), len(sound), key.flags, key.rarity, len(numbers), len(ear)]
    for group in numbers:
        cells += [(abs(group) >> 7) | (128 if group < 0 else 0), abs(group) & 127]
    cells += key.form.encode("ascii")
    cells += sound.encode("ascii")
    cells += ear.encode("ascii")
    out = np.array(cells, dtype=np.int16)
    out.setflags(write=False)
    return out
