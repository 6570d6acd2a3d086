"""Which listed words agree with a word of a text, or with neighbours written as one? Asked once a word.

It looks listed words up by the keys and agreements of `match`; what a span as a whole is worth is not asked here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

import numpy as np

from watchword.errors import InputError, UsageError
from watchword.match.index import MODES
from watchword.match.kernels.layout import HEADER, INITIAL, JOINED, LONGEST_JOIN, NUMERIC, P_COARSE
from watchword.match.matcher import Matcher
from watchword.match.records import Layout, TokenKey, lay_out
from watchword.mentions.policy import TextPolicy, agrees
from watchword.mentions.slips import is_name
from watchword.mentions.words import Word
from watchword.text import names
from watchword.text.compounds import ABD_ALONE, LAST_PARTS
from watchword.text.phonetics import skeleton

_MOST_ENTRIES = 400_000  # words and pairs of words remembered; then all are forgotten
_LONG_JOIN = 7  # letters from which words written as one may be a letter apart (match.kernels.tokens)
_ROMAN = re.compile(r"[ivxlcdm]+", re.IGNORECASE)
_BEFORE = "qqqq "  # a word of no table: behind it a Roman number is read as a number

_JOINING = ABD_ALONE | frozenset(LAST_PARTS)  # parts of theophoric names, written apart

_Pairs = list[tuple[int, int]]  # listed token, agreement


class Lexicon:
    """The listed words near each word of the texts read so far, as arrays that the inner loops walk.

    An entry is a number; `entry_from` and `entry_token` hold its listed tokens, sorted; `alone` the listed names
    in which nothing but an entry's word counts. Entry 0 agrees with nothing.
    """

    def __init__(self, matcher: Matcher, policy: TextPolicy) -> None:
        if policy.word <= max(params[P_COARSE] for params in matcher.scorer.params.values()):
            raise UsageError("words of a text must agree better than names heard in another script", where="word")
        self.matcher, self.policy = matcher, policy
        self._weights = matcher.arrays["token_weight"].tolist()
        self._whole = _whole_names(matcher.arrays)
        self._written = _Written(matcher.arrays)
        self.forget()

    def forget(self) -> None:
        """Start anew: all entries but entry 0 lose their numbers."""
        self._entries: dict[object, int] = {}
        self._forms: dict[str, tuple[str, ...]] = {}
        self.entry_from = np.zeros(1 << 12, dtype=np.int32)
        self.entry_token = np.zeros(1 << 16, dtype=np.int32)
        self.alone: list[tuple[int, ...]] = []
        self._add([], ())

    @property
    def is_full(self) -> bool:
        """Whether it is time to forget."""
        return len(self._entries) > _MOST_ENTRIES

    def word(self, word: Word) -> int:
        """The entry of a word in all its forms."""
        key = (word.forms[0], word.initial)
        entry = self._entries.get(key)
        if entry is None:
            found = [pair for form in word.forms for pair in self._agreeing(form, word.initial)]
            entry = self._entries[key] = self._entry(found)
        return entry

    def joined(self, words: Sequence[Word]) -> int:
        """The entry of neighbouring words that a name may write as one."""
        key = " ".join([word.forms[0] for word in words])
        entry = self._entries.get(key)
        if entry is None:
            entry = self._entries[key] = self._entry(self._agreeing_joined(words))
        return entry

    def is_known(self, form: str, instead: str) -> bool:
        """Whether a word is a name, or a part of one, of its own, rather than a slip for the other."""
        return is_name(form, instead) or self._written.is_listed(form)

    def forms(self, word: Word) -> tuple[str, ...]:
        """The forms of a word that agree with something listed; as written when none does."""
        if len(word.forms) == 1:
            return word.forms
        known = self._forms.get(word.forms[0])
        if known is None:
            known = tuple(form for form in word.forms if self._agreeing(form, False)) or word.forms[:1]
            self._forms[word.forms[0]] = known
        return known

    def _entry(self, found: _Pairs) -> int:
        if not found:
            return 0
        least = min(self.policy.alone, self.policy.alone_slip)
        alone = {name for token, code in found if code >> 4 >= least and code & 15 != INITIAL
                 for name in self._whole.get(token, ())}  # fmt: skip
        return self._add(sorted({token for token, _ in found}), tuple(sorted(alone)))

    def _add(self, tokens: list[int], alone: tuple[int, ...]) -> int:
        entry, first = len(self.alone), int(self.entry_from[len(self.alone)])
        last = first + len(tokens)
        if entry + 2 > len(self.entry_from):
            self.entry_from = np.concatenate([self.entry_from, np.zeros_like(self.entry_from)])
        while last > len(self.entry_token):
            self.entry_token = np.concatenate([self.entry_token, np.zeros_like(self.entry_token)])
        self.entry_token[first:last] = tokens
        self.entry_from[entry + 1] = last
        self.alone.append(alone)
        return entry

    def _agreeing(self, form: str, initial: bool) -> _Pairs:
        texts = [form, _BEFORE + form] if _ROMAN.fullmatch(form) else [form]
        return [pair for text in texts for layout in _layouts(text) for k, key in enumerate(layout.keys)
                if layout.spans[k][0] >= (text != form) for pair in self._near(layout, key, initial)]  # fmt: skip

    def _agreeing_joined(self, words: Sequence[Word]) -> _Pairs:
        """What agrees with neighbours as one: as parts of a compound or spelled letters, else by their letters.

        Words that nothing joins but their letters agree only in full, by a letter, or by sound; sound is common
        and letters are not, so only what sounds alike is compared where the letters are far.
        """
        text = " ".join([word.forms[-1] for word in words])
        if any(joining(words)):
            return [pair for layout, key in _as_one(text) for pair in self._near(layout, key, False)]
        if len(words) > LONGEST_JOIN:
            return []
        both = {"".join(read) for read in zip(*(_plain(word.forms[-1]) for word in words), strict=True)}
        if any(map(self._written.is_near, both)):
            return [pair for layout, key in _as_one(text) for pair in self._near(layout, key, False)]
        if not any(map(self._written.sounds_known, both)):
            return []
        return [pair for layout, key in _as_one(text) for pair in self._sounding(layout, key)]

    def _sounding(self, layout: Layout, key: TokenKey) -> _Pairs:
        mode = MODES.index(layout.name.mode)
        tokens = self._written.sounding(mode, key.form)
        codes = self.matcher.agreements(mode, key, tokens)
        return [(token, code) for token, code in zip(tokens.tolist(), codes.tolist(), strict=True)
                if code and agrees(code & 15, code >> 4, self.policy)]  # fmt: skip

    def _near(self, layout: Layout, key: TokenKey, initial: bool) -> _Pairs:
        tokens, codes = self.matcher.neighbours(MODES.index(layout.name.mode), key, False)
        return [(token, code) for token, code in zip(tokens.tolist(), codes.tolist(), strict=True)
                if self._weights[token] and (agrees(code & 15, code >> 4, self.policy)
                                             or (initial and code & 15 == INITIAL))]  # fmt: skip


def joining(words: Sequence[Word]) -> list[bool]:
    """Which words the reading of names may join to neighbours, whatever those are: parts of theophoric names, and
    single letters side by side."""
    single = [False, *(len(word.forms[-1]) == 1 for word in words), False]
    return [
        _plain(word.forms[-1])[0] in _JOINING or (single[k + 1] and (single[k] or single[k + 2]))
        for k, word in enumerate(words)
    ]


class _Written:
    """The listed words as written, by letters and by sound: could neighbours written as one agree with any?"""

    def __init__(self, arrays: Mapping[str, np.ndarray]) -> None:
        self._near: set[str] = set()
        self._listed: set[str] = set()
        sounds: dict[tuple[int, str], list[int]] = {}
        for token, mode, form in _forms(arrays):
            self._near.add(form)
            self._listed.add(form)
            if len(form) >= _LONG_JOIN:
                self._near.update(form[:k] + form[k + 1 :] for k in range(len(form)))
            sounds.setdefault((mode, skeleton(form)), []).append(token)
        self._sounds = {key: np.array(tokens, dtype=np.int32) for key, tokens in sounds.items() if len(key[1]) > 1}

    def is_listed(self, form: str) -> bool:
        """Whether a listed name has this word."""
        return form in self._listed

    def is_near(self, form: str) -> bool:
        """Whether a listed word is this one, or both are long and a letter apart."""
        near = self._near
        if form in near:
            return True
        return len(form) >= _LONG_JOIN and any(form[:k] + form[k + 1 :] in near for k in range(len(form)))

    def sounds_known(self, form: str) -> bool:
        """Whether a listed word sounds the same."""
        sound = skeleton(form)
        return any((mode, sound) in self._sounds for mode in range(len(MODES)))

    def sounding(self, mode: int, form: str) -> np.ndarray:
        """The listed words of a mode that sound like this one."""
        return self._sounds.get((mode, skeleton(form)), _NONE)


_NONE = np.zeros(0, dtype=np.int32)


def _as_one(text: str) -> Iterator[tuple[Layout, TokenKey]]:
    """The text's words read as one, in each mode that reads them so."""
    for layout in _layouts(text):
        whole = (0, len(layout.weights))
        yield from ((layout, key) for span, key in zip(layout.spans, layout.keys, strict=True) if span == whole)


def _forms(arrays: Mapping[str, np.ndarray]) -> Iterator[tuple[int, int, str]]:
    """The listed tokens that stand by themselves and have weight: number, mode, form."""
    records, mode_of = arrays["token_record"].tolist(), _modes(arrays)
    starts, weights = arrays["token_start"].tolist(), arrays["token_weight"].tolist()
    for token, (at, weight) in enumerate(zip(starts, weights, strict=True)):
        if weight and not records[at + 2] & (JOINED | NUMERIC):
            first = at + HEADER + 2 * records[at + 4]
            yield token, mode_of[token], bytes(records[first : first + records[at]]).decode()


def _modes(arrays: Mapping[str, np.ndarray]) -> list[int]:
    """The mode of every listed token: that of any name that holds it."""
    return [int(mode) for mode in arrays["name_mode"][arrays["post_name"][arrays["post_from"][:-1]] >> 1]]


def _whole_names(arrays: Mapping[str, np.ndarray]) -> dict[int, tuple[int, ...]]:
    """Listed token -> names in which it alone carries the whole weight."""
    out: dict[int, list[int]] = {}
    columns = ("name_weight", "span_from", "span_token", "token_weight")
    weights, firsts, tokens, carried = (arrays[c].tolist() for c in columns)
    for name, weight in enumerate(weights):
        for token in set(tokens[firsts[name] : firsts[name + 1]]) if weight else ():
            if carried[token] >= weight:
                out.setdefault(token, []).append(name)
    return {token: tuple(found) for token, found in out.items()}


def _layouts(text: str) -> Iterator[Layout]:
    for mode in MODES:
        try:
            yield lay_out(names.parse(text, mode))
        except InputError:
            return


@lru_cache(maxsize=1 << 17)
def _plain(form: str) -> tuple[str, str]:
    """The word as names of persons and of entities are compared: letters of a-z and figures."""
    found = ["".join(token.form for token in layout.name.tokens) for layout in _layouts(form)]
    return (found[0], found[-1]) if found else ("", "")
