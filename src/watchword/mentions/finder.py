"""Which listed parties does a text name? Every span that screening would find is found; the policy says what counts.

A span is a run of at most `longest` words of one stretch (`words.stretches`) that begins and ends with a word that
agrees with the listed name. Whoever would be hit by screening such a span by itself, at the line and by the rules
of `policy`, is found: spans are left out only when they can't reach them.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import product
from math import prod
from typing import Any

import msgspec
import numpy as np

from watchword.match.index import modes_of
from watchword.match.records import lay_out
from watchword.mentions.agreeing import agreement
from watchword.mentions.context import believed
from watchword.mentions.lexicon import Lexicon, joining
from watchword.mentions.numbers import listed_numbers
from watchword.mentions.policy import Agreement, TextPolicy
from watchword.mentions.unbroken import UnbrokenNames
from watchword.mentions.words import Stretch, runs, stretches
from watchword.model import Hit, Party
from watchword.screen import Screener, decide
from watchword.text import names, places

_REMEMBERED = 1 << 14  # spans screened
_MOST_READINGS = 64
_SPELLED = 6  # words that a compound or single letters may take


class Mention(msgspec.Struct, frozen=True):
    """One span of a text that names a listed party: where, as written, as read, and the hit."""

    start: int
    end: int
    text: str
    read: str
    hit: Hit


class _Span(msgspec.Struct, frozen=True):
    """A span to screen: first and last word in the stretch, and the name as read."""

    first: int
    last: int
    name: str
    carried: int


class MentionFinder:
    """Finds listed parties in texts. One for each thread: the screener holds scratch memory.

    Give it a compiled screener: a page costs some milliseconds, and with interpreted loops some hundred times more.
    """

    def __init__(self, screener: Screener, policy: TextPolicy | None = None) -> None:
        self.screener, self.policy = screener, policy or TextPolicy()
        self.lexicon = Lexicon(screener.matcher, self.policy)
        self.hits = lru_cache(maxsize=_REMEMBERED)(self._hits)
        arrays = screener.snapshot.arrays
        loops = screener.matcher.scorer.loops
        self._run, self._view = loops.run, loops.view
        self._written_whole = UnbrokenNames(screener.snapshot)
        self._arrays = {name: loops.view(array) for name, array in arrays.items()}
        count = len(arrays["name_listing"])
        self._accounts = loops.view(np.zeros(4 * count + 4, dtype=np.int32))
        self._touched = loops.view(np.zeros(count + 1, dtype=np.int32))
        self._names = np.zeros(count + 1, dtype=np.int32)
        self._pairs = np.zeros(1 << 12, dtype=np.int32)

    def find(self, text: str) -> tuple[Mention, ...]:
        """Every listed party that the text names, in order of place; each span once for each listing."""
        if self.lexicon.is_full:
            self.lexicon.forget()
        found: dict[tuple[int, str], Mention] = {}
        for mention in self._by_name(text):
            key = _overlapped(found, mention)
            if key is None or _rank(mention) > _rank(found[key]):
                if key is not None:
                    del found[key]
                found[mention.start, mention.hit.listing.id] = mention
        numbers = self._by_number(text)
        return tuple(
            sorted({*found.values(), *numbers}, key=lambda m: (m.start, -m.end, -m.hit.probability, m.hit.listing.id))
        )

    def _by_name(self, text: str) -> Iterator[Mention]:
        for stretch in stretches(text):
            for span in self._spans(stretch):
                start, end = stretch.words[span.first].start, stretch.words[span.last].end
                for hit in believed(self.hits(span.name), text, start, end, self.policy):
                    yield Mention(start, end, text[start:end], span.name, hit)
        yield from self._in_run(text)

    def _in_run(self, text: str) -> Iterator[Mention]:
        """Listed names, as listed, in the scripts that write no blanks between words."""
        for start, run in runs(text):
            for at, end in self._written_whole.found_in(run):
                for hit, _ in self.hits(run[at:end]):
                    yield Mention(start + at, start + end, run[at:end], run[at:end], hit)

    def _by_number(self, text: str) -> Iterator[Mention]:
        for start, end, identifier, number in listed_numbers(text, self.screener.snapshot):
            listing = self.screener.snapshot.listing(number)
            asked = Party(text[start:end], kind=listing.kind, identifiers=(f"{identifier.type}:{text[start:end]}",))
            for hit in decide(asked, self.screener, 1.0):
                if hit.listing.id == listing.id:
                    yield Mention(start, end, text[start:end], identifier.type, hit)

    def _hits(self, name: str) -> tuple[tuple[Hit, Agreement], ...]:
        """The hits of a span screened by itself, with what agrees; none for the name of a country."""
        if places.country(name):
            return ()
        hits = decide(Party(name), self.screener, self.policy.least)
        return tuple((hit, self.agreement(name, hit)) for hit in hits)

    def agreement(self, name: str, hit: Hit) -> Agreement:
        """What agrees between a span, as read, and the listed name of a hit, in the reading that gave the hit.

        Where one of the two is in a script without vowels, the listing's other names are asked as well.
        """
        found = self._agreement(name, hit, hit.name.full)
        others = (self._agreement(name, hit, other.full) for other in hit.listing.names if other.full != hit.name.full)
        return (
            next((a for a in others if not a.far and a.similarity >= self.policy.least), found) if found.far else found
        )

    def _agreement(self, name: str, hit: Hit, listed_name: str) -> Agreement:
        out = []
        for mode in modes_of(hit.listing.kind):
            query, listed = lay_out(names.parse(name, mode)), lay_out(names.parse(listed_name, mode))
            compared = self.screener.matcher.scorer.compare(query, listed)
            out.append(agreement(query, listed, compared, self.policy, self.lexicon.is_known))
        return max(out, key=lambda one: one.similarity)

    def _spans(self, stretch: Stretch) -> list[_Span]:
        """The spans of a stretch that could name somebody, each once in each reading, the fullest first."""
        units = self._units(stretch)
        alone = sorted({name for unit in units for name in self.lexicon.alone[unit[2]]})
        marks = np.zeros(len(stretch.words) * self.policy.longest, dtype=np.int32)
        self._mark(units, alone, self._view(marks))
        out = []
        for at in np.flatnonzero(marks).tolist():
            first, more = divmod(at, self.policy.longest)
            if stretch.comma > 0 and not first < stretch.comma <= first + more:
                continue  # a span of the stretches on one side
            for name in self._readings(stretch, first, first + more):
                out.append(_Span(first, first + more, name, int(marks[at])))
        return sorted(out, key=lambda s: (-s.carried, s.last - s.first, s.first))

    def _mark(self, units: list[tuple[int, int, int]], alone: list[int], marks: Any) -> None:
        """Mark the spans in which a listed name could reach what the policy asks for."""
        if len({unit[0] for unit in units}) < 2 and not alone:
            return  # a name needs words at two places
        policy, view, arrays, run = self.policy, self._view, self._arrays, self._run
        at, words, entry = (view(np.array(column, dtype=np.int32)) for column in zip(*units, strict=True))
        near = view(self.lexicon.entry_from), view(self.lexicon.entry_token)
        count = run.named(
            at, entry, *near, arrays["token_weight"], arrays["post_from"], arrays["post_name"],
            arrays["name_weight"], policy.share, policy.lightest, self._accounts, self._touched, view(self._names),
        )  # fmt: skip
        rest = (at, words, entry, *near, arrays["span_from"], arrays["span_token"], arrays["token_weight"],
                arrays["name_weight"], policy.share, policy.longest, view(self._pairs), marks)  # fmt: skip
        run.mark_spans(view(self._names), count, policy.lightest, *rest)
        if alone:
            run.mark_spans(view(np.array(alone, dtype=np.int32)), len(alone), min(policy.rare, policy.formed), *rest)

    def _units(self, stretch: Stretch) -> list[tuple[int, int, int]]:
        """Words and joined neighbours that agree with something listed: first word, words, entry."""
        words, lexicon = stretch.words, self.lexicon
        joins = joining(words)
        out = []
        for i, word in enumerate(words):
            entries = [(i, 1, lexicon.word(word))]
            for length in range(2, 1 + min(_SPELLED, len(words) - i)):
                if length <= 3 or any(joins[i : i + length]):
                    entries.append((i, length, lexicon.joined(words[i : i + length])))
            out += [unit for unit in entries if unit[2]]
        return out

    def _readings(self, stretch: Stretch, first: int, last: int) -> Iterator[str]:
        """The words of a span as a name, in every form of theirs that agrees with something listed."""
        forms = [self.lexicon.forms(word) for word in stretch.words[first : last + 1]]
        while prod(map(len, forms)) > _MOST_READINGS:
            forms = [some[:-1] if len(some) == max(map(len, forms)) else some for some in forms]
        comma = stretch.comma - first
        for reading in product(*forms):
            if comma > 0:
                yield " ".join(reading[:comma]) + ", " + " ".join(reading[comma:])
            else:
                yield " ".join(reading)


def _overlapped(found: dict[tuple[int, str], Mention], mention: Mention) -> tuple[int, str] | None:
    for key, other in found.items():
        if key[1] == mention.hit.listing.id and other.start < mention.end and mention.start < other.end:
            return key
    return None


def _rank(mention: Mention) -> tuple[float, float, int, int]:
    return mention.hit.similarity, mention.hit.probability, mention.start - mention.end, -mention.start
