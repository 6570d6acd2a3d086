"""Which listed words agree with a word of a text, or with neighbours written as one? Asked once a word.

It looks listed words up by the keys and agreements of `match`; what a span as a whole is worth is not asked here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Any

import numpy as np

from watchword.errors import InputError, UsageError
from watchword.match.index import MODES, record_starts, token_modes
from watchword.match.kernels.layout import HEADER, INITIAL, JOINED, NUMERIC, P_COARSE
from watchword.match.matcher import Matcher
from watchword.match.records import Layout, TokenKey, lay_out
from watchword.match.words import Growing
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

    An entry is a number; its listed tokens, sorted, stand with what agreeing with each is worth at most, and with the
    listed names in which nothing but an entry's word counts (`alone`). Entry 0 agrees with nothing. A word without a
    capital, in a text that has some, agrees in full or not at all.
    """

    def __init__(self, matcher: Matcher, policy: TextPolicy) -> None:
        if policy.word <= max(params[P_COARSE] for params in matcher.scorer.params.values()):
            raise UsageError("words of a text must agree better than names heard in another script", where="word")
        self.matcher, self.policy = matcher, policy
        self._weights = matcher.arrays["token_weight"].tolist()
        self._whole = _whole_names(matcher.arrays, policy)
        self._written = _Written(matcher.arrays)
        self.forget()

    def forget(self) -> None:
        """Start anew: all entries but entry 0 lose their numbers."""
        self._entries: dict[object, int] = {}
        self._forms: dict[str, tuple[str, ...]] = {}
        self._from, self._alone_from = Growing(np.int32), Growing(np.int32)
        self._token, self._worth, self._alone = Growing(np.int32), Growing(np.int32), Growing(np.int32)
        self._count = 0
        self._add({}, ())

    def arrays(self, view: Callable[[np.ndarray], Any]) -> tuple[Any, ...]:
        """Where each entry's tokens begin, these, and their worth; where its lone names begin, and these."""
        entries = tuple(view(one.array) for one in (self._from, self._token, self._worth))
        return entries, view(self._alone_from.array), view(self._alone.array)

    @property
    def is_full(self) -> bool:
        """Whether it is time to forget."""
        return len(self._entries) > _MOST_ENTRIES

    def word(self, word: Word) -> int:
        """The entry of a word in all its forms."""
        key = (word.forms[0], word.initial, word.small)
        entry = self._entries.get(key)
        if entry is None:
            found = [pair for form in word.forms for pair in self._agreeing(form, word.initial)]
            entry = self._kept(key, self._entry(found, word.small), (word,))
        return entry

    def joined(self, words: Sequence[Word], by_parts: bool) -> int:
        """The entry of neighbouring words that a name may write as one; `by_parts`: some join any neighbour."""
        small = all(word.small for word in words)
        key = (*[word.forms[0] for word in words], small, by_parts)
        entry = self._entries.get(key)
        if entry is None:
            entry = self._kept(key, self._entry(self._agreeing_joined(words, by_parts, small), small), words)
        return entry

    def _kept(self, key: tuple[Any, ...], entry: int, words: Sequence[Word]) -> int:
        """The entry, remembered; not that a number of reference agrees with nothing, for no two payments have the same."""
        if entry or not any(_is_reference(word.forms[0]) for word in words):
            self._entries[key] = entry
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

    def _entry(self, found: _Pairs, small: bool) -> int:
        policy, best = self.policy, dict[int, int]()
        for token, code in found:
            if not small or code >> 4 >= policy.one_letter:
                best[token] = max(code, best.get(token, 0))
        if not best:
            return 0
        least, light = min(policy.alone, policy.alone_slip), min(policy.rare, policy.formed)
        alone = {name for token, code in best.items() if code >> 4 >= least and code & 15 != INITIAL
                 and self._worth_of(token, code) >= light for name in self._whole.get(token, ())}  # fmt: skip
        return self._add({token: self._worth_of(token, code) for token, code in best.items()}, sorted(alone))

    def _worth_of(self, token: int, code: int) -> int:
        return int(self._weights[token]) * max(0, 2 * (code >> 4) - 1000) // 1000

    def _add(self, worth: dict[int, int], alone: Sequence[int]) -> int:
        entry = self._count
        for start, columns in ((self._from, (self._token, self._worth)), (self._alone_from, (self._alone,))):
            start.make_room(entry + 2)
            first = int(start.array[entry])
            rows = sorted(worth.items()) if len(columns) > 1 else [(name,) for name in alone]
            start.array[entry + 1] = last = first + len(rows)
            for number, column in enumerate(columns):
                column.make_room(last)
                column.array[first:last] = [row[number] for row in rows]
        self._count += 1
        return entry

    def _agreeing(self, form: str, initial: bool) -> _Pairs:
        texts = [form, _BEFORE + form] if _ROMAN.fullmatch(form) else [form]
        return [pair for text in texts for layout in _layouts(text) for k, key in enumerate(layout.keys)
                if layout.spans[k][0] >= (text != form) for pair in self._near(layout, key, initial)]  # fmt: skip

    def _agreeing_joined(self, words: Sequence[Word], by_parts: bool, small: bool) -> _Pairs:
        """What agrees with neighbours as one: as parts of a compound or spelled letters, else by their letters.

        Words that nothing joins but their letters agree only in full, by a letter, or by sound; sound is common
        and letters are not, so only what sounds alike is compared where the letters are far. Words without a capital
        must have the letters.
        """
        if not by_parts:
            both = {*zip(*(_plain(word.forms[-1]) for word in words), strict=True)}
            if small and not any(self._written.is_listed("".join(parts)) for parts in both):
                return []
            near = any(self._written.is_near("".join(parts)) for parts in both)
            if not near and not any(self._written.sounds_known(joined_sound(parts)) for parts in both):
                return []
        text = " ".join([word.forms[-1] for word in words])
        if by_parts or near:
            return [pair for layout, key in _as_one(text) for pair in self._near(layout, key, False)]
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
    forms = [word.forms[-1] for word in words]
    out = [_joins(form) for form in forms]
    single = [len(form) == 1 for form in forms]
    if any(single):
        beside = [False, *single, False]
        out = [one or (beside[k + 1] and (beside[k] or beside[k + 2])) for k, one in enumerate(out)]
    return out


def _is_reference(written: str) -> bool:
    """Whether a word has figures and is longer than a year."""
    return len(written) > 4 and not written.isalpha() and any(map(str.isdecimal, written))


@lru_cache(maxsize=1 << 15)
def _joins(form: str) -> bool:
    return _plain(form)[0] in _JOINING


_OPEN, _CLOSING = "cdgkpstz", "hcjszk"  # letters that may begin, and go on with, one sound (phonetics.DIGRAPHS)


def joined_sound(parts: Sequence[str]) -> str:
    """The sound of words written as one, from the sound of each where none runs over into the next."""
    sound = skeleton(parts[0])
    for before, part in pairwise(parts):
        last, first = before[-1:], part[:1]
        if (
            not last or not first or last in "hw" or (last in _OPEN and first in _CLOSING)
            or (last == "c" and first in "eiy") or part in ("w", "wh") or parts[0][0] == "w"
        ):  # fmt: skip
            return skeleton("".join(parts))
        rest = skeleton(part)[first in "aeiouyw" :]
        sound += rest[1:] if rest and sound.endswith(rest[0]) else rest
    return sound


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
        self._known_sounds = frozenset(sound for _, sound in self._sounds)

    def is_listed(self, form: str) -> bool:
        """Whether a listed name has this word."""
        return form in self._listed

    def is_near(self, form: str) -> bool:
        """Whether a listed word is this one, or both are long and a letter apart."""
        near = self._near
        if form in near:
            return True
        return len(form) >= _LONG_JOIN and any(form[:k] + form[k + 1 :] in near for k in range(len(form)))

    def sounds_known(self, sound: str) -> bool:
        """Whether a listed word sounds so."""
        return sound in self._known_sounds

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
    records, mode_of = arrays["token_record"].tolist(), token_modes(arrays).tolist()
    starts, weights = record_starts(arrays).tolist(), arrays["token_weight"].tolist()
    for token, (at, weight) in enumerate(zip(starts, weights, strict=True)):
        if weight and not records[at + 2] & (JOINED | NUMERIC):
            first = at + HEADER + 2 * records[at + 4]
            yield token, mode_of[token], bytes(records[first : first + records[at]]).decode()


def _whole_names(arrays: Mapping[str, np.ndarray], policy: TextPolicy) -> dict[int, tuple[int, ...]]:
    """Listed token -> names in which it alone carries the whole weight, or of an entity's enough (`most`, `head`)."""
    out: dict[int, list[int]] = {}
    columns = ("name_weight", "span_from", "span_token", "token_weight", "name_mode")
    weights, firsts, tokens, carried, modes = (arrays[c].tolist() for c in columns)
    for name, weight in enumerate(weights):
        for token in set(tokens[firsts[name] : firsts[name + 1]]) if weight else ():
            least = 1000 if not modes[name] else policy.head if carried[token] >= policy.unknown else policy.most
            if 1000 * carried[token] >= least * weight:
                out.setdefault(token, []).append(name)
    return {token: tuple(found) for token, found in out.items()}


def _layouts(text: str) -> Iterator[Layout]:
    for mode in MODES:
        try:
            yield lay_out(names.parse(text, mode))
        except InputError:
            return


@lru_cache(maxsize=1 << 15)
def _plain(form: str) -> tuple[str, str]:
    """The word as names of persons and of entities are compared: letters of a-z and figures."""
    found = ["".join(token.form for token in layout.name.tokens) for layout in _layouts(form)]
    return (found[0], found[-1]) if found else ("", "")
