"""Which listed parties does a text name? Every span that screening would find is found; the policy says what counts.

A span is a run of at most `longest` words of one stretch (`words.stretches`) that begins and ends with a word that
agrees with the listed name. Whoever would be hit by screening such a span by itself, at the line and by the rules
of `policy`, is found: spans are left out only when they can't reach them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, product
from math import prod
from typing import Any

import msgspec
import numpy as np

from watchword.errors import InputError
from watchword.match.index import modes_of
from watchword.match.kernels.layout import LONGEST_JOIN
from watchword.match.records import lay_out
from watchword.mentions.agreeing import agreement
from watchword.mentions.context import believed
from watchword.mentions.lexicon import Lexicon, joining
from watchword.mentions.numbers import listed_numbers
from watchword.mentions.policy import Agreement, TextPolicy
from watchword.mentions.unbroken import UnbrokenNames
from watchword.mentions.words import Stretch, Word, runs, stretches
from watchword.model import Hit, Listing, Party
from watchword.screen import Screener, decide, decide_all
from watchword.text import names, places

_REMEMBERED = 1 << 17  # spans screened; then all are forgotten
_MOST_READINGS = 64
_SHORTEST_FORM = 2  # letters that a legal form has more than, to count beside another name: as, at, en
_SPELLED = 6  # words that a compound or single letters may take


class Mention(msgspec.Struct, frozen=True):
    """One span of a text that names a listed party: where, as written, as read, and the hit."""

    start: int
    end: int
    text: str
    read: str
    hit: Hit


class _Span(msgspec.Struct, frozen=True):
    """A span to screen: its order among the others, where it stands, and the name as read."""

    order: tuple[int, int, int, int]
    start: int
    end: int
    name: str


class MentionFinder:
    """Finds listed parties in texts. One for each thread: the screener holds scratch memory.

    Give it a compiled screener: a page costs some milliseconds, and with interpreted loops some hundred times more.
    """

    def __init__(self, screener: Screener, policy: TextPolicy | None = None) -> None:
        self.screener, self.policy = screener, policy or TextPolicy()
        self.lexicon = Lexicon(screener.matcher, self.policy)
        self._hits: dict[str, tuple[tuple[Hit, Agreement], ...]] = {}
        self._forms: dict[str, frozenset[str]] = {}
        arrays = screener.snapshot.arrays
        loops = screener.matcher.scorer.loops
        self._run, self._view = loops.run, loops.view
        self._written_whole = UnbrokenNames(screener.snapshot)
        self._arrays = {name: loops.view(array) for name, array in arrays.items()}
        count = len(arrays["name_listing"])
        self._rules = loops.view(np.array(self.policy.rules, dtype=np.int32))
        self._accounts = loops.view(np.zeros(6 * count + 6, dtype=np.int32))
        self._touched = loops.view(np.zeros(count + 1, dtype=np.int32))
        self._names = np.zeros(count + 1, dtype=np.int32)
        self._pairs = np.zeros(1 << 12, dtype=np.int32)

    def find(self, text: str) -> tuple[Mention, ...]:
        """Every listed party that the text names, in order of place; each span once for each listing."""
        if self.lexicon.is_full:
            self.lexicon.forget()
        if len(self._hits) > _REMEMBERED:
            self._hits.clear()
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
        spans = self._spans(list(stretches(text)))
        self._screen(span.name for span in spans)
        for span in spans:
            hits = self._hits[span.name]
            if hits:
                for hit in believed(hits, text, span.start, span.end, self.policy):
                    yield Mention(span.start, span.end, text[span.start : span.end], span.name, hit)
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

    def hits(self, name: str) -> tuple[tuple[Hit, Agreement], ...]:
        """The hits of a span screened by itself, with what agrees; none for the name of a country."""
        self._screen((name,))
        return self._hits[name]

    def _screen(self, spans: Iterable[str]) -> None:
        """Screen the spans that are new, all at once."""
        new = [name for name in dict.fromkeys(spans) if name not in self._hits]
        asked = [name for name in new if not places.is_whole(name)]
        self._hits.update(dict.fromkeys(new, ()))
        for name, hits in zip(asked, decide_all(map(Party, asked), self.screener, self.policy.least), strict=True):
            if isinstance(hits, InputError):
                raise hits
            if hits:
                self._hits[name] = tuple((hit, self.agreement(name, hit)) for hit in hits)

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
        best = max(out, key=lambda one: one.similarity)
        return msgspec.structs.replace(best, forms=best.forms | self._legal_forms(hit.listing)) if best.entity else best

    def _legal_forms(self, listing: Listing) -> frozenset[str]:
        """The words of the legal forms in any name of a listing: beside one name may stand what another has."""
        known = self._forms.get(listing.id)
        if known is None:
            parsed = (names.parse(name.full, names.ENTITY) for name in listing.names)
            known = self._forms[listing.id] = frozenset(
                token.form for name in parsed for token in name.tokens
                if token.kind == names.LEGAL and len(token.form) > _SHORTEST_FORM
            )  # fmt: skip
        return known

    def _spans(self, parts: Sequence[Stretch]) -> list[_Span]:
        """The spans of stretches that could name somebody, each once in each reading; of each stretch the fullest
        first."""
        words = [word for part in parts for word in part.words]
        home = [number for number, part in enumerate(parts) for _ in part.words]
        begins = list(accumulate((len(part.words) for part in parts), initial=0))
        marks = np.zeros(len(words) * self.policy.longest, dtype=np.int32)
        self._mark(parts, self._view(marks))
        out = []
        for at in np.flatnonzero(marks).tolist():
            first, more = divmod(at, self.policy.longest)
            part, begin = parts[home[first]], begins[home[first]]
            comma = part.comma + begin - first if part.comma > 0 else 0
            if part.comma > 0 and not 0 < comma <= more:
                continue  # a span of the stretches on one side
            start, end = words[first].start, words[first + more].end
            order = (home[first], -int(marks[at]), more, first)
            out += [_Span(order, start, end, name) for name in self._readings(words[first : first + more + 1], comma)]
        return sorted(out, key=lambda span: span.order)

    def _mark(self, parts: Sequence[Stretch], marks: Any) -> None:
        """Mark the spans in which a listed name could reach what the policy asks for."""
        units: list[tuple[int, int, int]] = []
        froms, at = [0], 0
        for part in parts:
            self._add_units(part.words, at, units)
            froms.append(len(units))
            at += len(part.words)
        if not units:
            return
        view, index = self._view, self._arrays
        self._run.mark_text(
            view(np.array(froms, dtype=np.int32)),
            tuple(view(np.array(column, dtype=np.int32)) for column in zip(*units, strict=True)),
            *self.lexicon.arrays(view),
            (index["span_from"], index["span_token"]), (index["post_from"], index["post_name"]),
            (index["token_weight"], index["name_weight"], index["name_mode"]),
            self._rules, self._accounts, self._touched, view(self._names), view(self._pairs), marks,
        )  # fmt: skip

    def _add_units(self, words: Sequence[Word], at: int, units: list[tuple[int, int, int]]) -> None:
        """Words and joined neighbours that agree with something listed: first word, words, entry."""
        lexicon = self.lexicon
        joins = joining(words)
        for i, word in enumerate(words):
            if entry := lexicon.word(word):
                units.append((at + i, 1, entry))
            for length in range(2, 1 + min(_SPELLED, len(words) - i)):
                joined = any(joins[i : i + length])
                if length > LONGEST_JOIN and not joined:
                    continue
                if entry := lexicon.joined(words[i : i + length], joined):
                    units.append((at + i, length, entry))

    def _readings(self, words: Sequence[Word], comma: int) -> Iterator[str]:
        """The words of a span as a name, in every form of theirs that agrees with something listed."""
        forms = [self.lexicon.forms(word) for word in words]
        while prod(map(len, forms)) > _MOST_READINGS:
            forms = [some[:-1] if len(some) == max(map(len, forms)) else some for some in forms]
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
