"""Is this party listed? The one entry point: every door, file, payment and page screens through here.

`decide` is pure: one party, one snapshot, one policy in; one answer out. It writes nothing.
"""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache, partial
from typing import NamedTuple, Protocol

import msgspec

from watchword.errors import InputError
from watchword.match import index
from watchword.match.evidence import bits_of, evidence, of_names, of_words, probability
from watchword.match.facts import PartyFacts, birth_agrees, compare_facts, read_facts
from watchword.match.matcher import Found, Matcher
from watchword.match.records import Layout, lay_out, words_of, words_written
from watchword.match.score import Scorer, rows_of
from watchword.match.version import engine
from watchword.model import Comparison, Evidence, Hit, Kind, Listing, Name, Party, Receipt, Screening, Strength
from watchword.policy import Policy
from watchword.snapshot import Snapshot
from watchword.text import names
from watchword.text.names import ParsedName

_REMEMBERED = 1 << 14  # listed names kept as they are compared
_ANSWERS = 1 << 10  # hits of parties that were asked about one at a time
_ENTITIES = frozenset({Kind.ORGANISATION, Kind.COMPANY})
_READINGS = {kind: tuple(index.MODES.index(mode) for mode in index.modes_of(kind)) for kind in Kind}
_WEAK = index.STRENGTHS.index(Strength.WEAK)


class _Agreement(msgspec.Struct, frozen=True, gc=False):
    """A listed name that reaches the cutoff, for which of the party's names in which reading (its number)."""

    found: Found
    query: int


class Recording(Protocol):
    """Puts an answer on the record (cases.recorder.Recorder does)."""

    def record(self, answer: Screening, minimum: float, subject: str = "") -> Receipt:
        """Record an answer about a subject. Raises StorageError when it can't be made durable."""


class Screener:
    """Screens parties against one snapshot under one policy. One for each thread: it holds scratch memory.

    `compiled` loads the compiled loops (about a second, once a process) for thousands of names a second;
    without them one answer takes some ten milliseconds and nothing is loaded. `warnings`, as of the lists' age, go
    into every answer. With a `recorder` every answer is on the record before it is given, and has its receipt.
    """

    def __init__(
        self,
        snapshot: Snapshot,
        policy: Policy | None = None,
        *,
        compiled: bool = True,
        warnings: tuple[str, ...] = (),
        recorder: Recording | None = None,
    ) -> None:
        self.snapshot = snapshot
        self.warnings = warnings
        self.recorder = recorder
        self.policy = policy or Policy()
        self.matcher = Matcher(snapshot.arrays, self.policy, compiled)
        self._policy_digest = self.policy.digest
        self.listed_name = lru_cache(maxsize=_REMEMBERED)(self._listed_name)
        self.listed_words = lru_cache(maxsize=_REMEMBERED)(self._listed_words)
        self._decided = lru_cache(maxsize=_ANSWERS)(partial(decide, screener=self))  # pure: the same again

    def screen(self, party: Party, minimum: float | None = None, *, subject: str = "") -> Screening:
        """Every listing at or above the line (`minimum`, else the policy's alert line), best first.

        `subject` says on the record whom the answer is about: a customer, a payment; by default the question itself.
        Raises InputError naming the field that can't be screened, StorageError when it can't be recorded.
        """
        line = self.policy.alert if minimum is None else minimum
        return self._answer(party, self._decided(party, minimum=line), line, subject)

    def _answer(self, party: Party, hits: tuple[Hit, ...], line: float, subject: str) -> Screening:
        answer = Screening(party, hits, self.snapshot.digest, self._policy_digest, engine(), self.warnings)
        if self.recorder is None:
            return answer
        return msgspec.structs.replace(answer, receipt=self.recorder.record(answer, line, subject))

    def _listed_name(self, number: int) -> tuple[Name, Layout]:
        """A listed name by its number in the index, and as it is compared; the last ones are remembered."""
        _, name, mode = self.snapshot.listed_name(number)
        return name, lay_out(names.parse(name.full, mode))

    def _listed_words(self, number: int) -> tuple[Name, tuple[str, ...]]:
        """A listed name by its number in the index, and its words as they are compared; the last ones are remembered."""
        _, name, mode = self.snapshot.listed_name(number)
        begins = self.snapshot.arrays["pos_from"]
        return name, words_written(name.full, mode, begins.item(number + 1) - begins.item(number))

    def screen_all(self, parties: Iterable[Party], minimum: float | None = None) -> Iterator[Screening]:
        """One answer for each party, in order. Raises as `screen` does."""
        return (self.screen(party, minimum) for party in parties)

    def screen_many(self, parties: Sequence[Party], minimum: float | None = None) -> list[Screening | InputError]:
        """The answers of `screen`, or its errors, for many parties at once: the same, and quicker by far.

        All are held in memory: give some thousands at a time. Raises StorageError as `screen` does.
        """
        line = self.policy.alert if minimum is None else minimum
        decided = decide_all(parties, self, line)
        return [
            hits if isinstance(hits, InputError) else self._answer(party, hits, line, "")
            for party, hits in zip(parties, decided, strict=True)
        ]


def compare(
    a: str, b: str, *, kind: Kind | str = Kind.PERSON, policy: Policy | None = None, scorer: Scorer | None = None
) -> Comparison:
    """Compare two names as those of a kind (person, company, vessel, ...); an unknown kind takes the better
    of both readings. A `scorer` that is there, as a screener's, is quicker. Raises InputError for a name that can't be
    read."""
    kind = Party(a, kind=kind).kind  # type: ignore[arg-type]  # checked there
    scorer = scorer or Scorer(policy or Policy())
    best = Comparison(-1.0, ())
    for mode in index.modes_of(kind):
        query, listed = lay_out(names.parse(a, mode)), lay_out(names.parse(b, mode))
        similarity, rows = scorer.compare(query, listed)
        if similarity / 10000 > best.similarity:
            best = Comparison(similarity / 10000, tuple(of_names(query, listed, rows)))
    return best


def decide(party: Party, screener: Screener, minimum: float) -> tuple[Hit, ...]:
    """The hits of one party at or above `minimum`. Pure: no clock, disk, environment or randomness."""
    (hits,) = decide_all((party,), screener, minimum)
    if isinstance(hits, InputError):
        raise hits
    return hits


def decide_all(parties: Iterable[Party], screener: Screener, minimum: float) -> list[tuple[Hit, ...] | InputError]:
    """`decide` for each of many parties, searched for together; what can't be screened has its error."""
    if not 0 < minimum <= 1:
        raise InputError(f"the line must be above 0 and at most 1, not {minimum}", where="minimum")
    asked = _Asked([], [], {}, set())
    found = screener.matcher.search_names(_names(parties, asked), -int(-minimum * 10000 // 1))
    decided: list[tuple[Hit, ...] | InputError] = [()] * len(asked.parties)  # nearly all have none
    for at, error in asked.refused.items():
        decided[at] = error
    of_names = {bisect(asked.first, number) - 1 for number, one in enumerate(found) if one}
    for at in sorted(of_names | asked.numbered):
        party, mine = asked.parties[at], found[asked.first[at] : asked.first[at + 1]]
        decided[at] = _hits(party, read_facts(party), mine, screener)
    return decided


class _Asked(NamedTuple):
    """Who is searched for: number of each one's first name and of the names in all; what is wrong with some, and which
    have identifiers, by their numbers."""

    parties: list[Party]
    first: list[int]
    refused: dict[int, InputError]
    numbered: set[int]


def _names(parties: Iterable[Party], asked: _Asked) -> Iterator[tuple[str, int]]:
    """Every name of each party whose facts can be read, in every reading that its kind has. Adds each party to `asked`."""
    number = 0
    for at, party in enumerate(parties):
        asked.parties.append(party)
        asked.first.append(number)
        try:
            known = read_facts(party)
        except InputError as error:
            asked.refused[at] = error.with_traceback(None)
            continue
        if known.identifiers:
            asked.numbered.add(at)
        for name in (party.name, *party.aliases):
            for mode in _READINGS[party.kind]:
                number += 1
                yield name, mode
    asked.first.append(number)


def _hits(
    party: Party, facts: PartyFacts, searched: Sequence[list[Found] | InputError], screener: Screener
) -> tuple[Hit, ...] | InputError:
    """The hits of a party, or its error, given what was found for each of its names."""
    readings = len(_READINGS[party.kind])
    found: list[list[Found]] = []
    for at, one in enumerate(searched):
        if isinstance(one, InputError):
            one.where = _field(at // readings)
            return one
        found.append(one)
    same = _with_identifiers(facts, screener.snapshot)
    if not any(found) and not same:
        return ()
    queries = _Queries(party)
    best = _best(found, screener)
    hits = []
    for at in sorted(best.keys() | same):
        listing = screener.snapshot.listing(at)
        if not screener.policy.covers(listing.publisher):
            continue
        strong, weak = best.get(at, (None, None))
        if at not in same:
            alone = strong is not None or birth_agrees(facts, listing)  # a weak alias needs support
            if not (alone and _compatible(party.kind, listing.kind)):
                continue
        hits.append(_hit(strong, weak, queries, facts, listing, screener))
    return ranked(hits)


def _field(number: int) -> str:
    """Where a party's first, second ... name stands."""
    return "name" if number == 0 else f"aliases[{number - 1}]"


def ranked(hits: Iterable[Hit]) -> tuple[Hit, ...]:
    """Hits of one party as an answer has them: the most probable first, equals by similarity, then by id."""
    return tuple(sorted(hits, key=lambda h: (-h.probability, -h.similarity, h.listing.id)))


def check(party: Party) -> None:
    """Raise InputError, naming the field, for a party that can't be screened."""
    read_facts(party)
    _parse(party)


def _parse(party: Party) -> list[ParsedName]:
    """Every name of the party in every reading that its kind has."""
    queries = _Queries(party)
    return [queries.parsed(number) for number in range(len(_READINGS[party.kind]) * (1 + len(party.aliases)))]


class _Queries:
    """The names of a party, each in every reading that its kind has, in the order in which they are searched for; parsed
    when somebody asks."""

    def __init__(self, party: Party) -> None:
        self._names, self._modes = (party.name, *party.aliases), index.modes_of(party.kind)
        self._parsed: dict[int, ParsedName] = {}

    def parsed(self, number: int) -> ParsedName:
        """One of them. Raises InputError naming the field."""
        if number not in self._parsed:
            at, reading = divmod(number, len(self._modes))
            try:
                self._parsed[number] = names.parse(self._names[at], self._modes[reading])
            except InputError as error:
                error.where = _field(at)
                raise
        return self._parsed[number]

    def first_in(self, modes: Sequence[str]) -> ParsedName:
        """The first name in a reading of these, in its own first one where there is none."""
        return self.parsed(next((at for at, mode in enumerate(self._modes) if mode in modes), 0))


_Pair = tuple[_Agreement | None, _Agreement | None]  # the best that may raise a hit, the best that may only support one


def _best(found: Sequence[Sequence[Found]], screener: Screener) -> dict[int, _Pair]:
    """The best agreements of each listing of which a name was found, for names of the party by their number."""
    owners, strengths = (screener.snapshot.arrays[column] for column in ("name_listing", "name_strength"))
    corroborate = screener.policy.weak_aliases == "corroborate"
    out: dict[int, _Pair] = {}
    for number, names_found in enumerate(found):
        for name in names_found:
            at = owners.item(name.name)
            strong, weak = out.get(at, (None, None))
            if corroborate and strengths.item(name.name) == _WEAK:
                if weak is None or name.similarity > weak.found.similarity:
                    out[at] = strong, _Agreement(name, number)
            elif strong is None or name.similarity > strong.found.similarity:
                out[at] = _Agreement(name, number), weak
    return out


def _with_identifiers(facts: PartyFacts, snapshot: Snapshot) -> set[int]:
    """Listings that hold one of the party's identifiers in canonical form."""
    out = set()
    for mine in facts.identifiers:
        key = index.identifier_key(mine.value, mine.type)
        for at in snapshot.listings_with(key) if key >= 0 else ():
            if any(e.code == "identifier-equal" for e in compare_facts(facts, snapshot.listing(at))):
                out.add(at)
    return out


def _compatible(asked: Kind, listed: Kind) -> bool:
    return Kind.UNKNOWN in (asked, listed) or asked is listed or {asked, listed} <= _ENTITIES


def _hit(strong: _Agreement | None, weak: _Agreement | None, queries: _Queries, facts: PartyFacts, listing: Listing,
         screener: Screener) -> Hit:  # fmt: skip
    best = strong or weak
    similarity, name, found = (
        _explain(best, queries, screener) if best else _explain_primary(queries, listing, screener)
    )
    if strong and weak:
        alias, _ = screener.listed_words(weak.found.name)
        asked = queries.parsed(weak.query).raw
        found.append(evidence("weak-alias", asked, alias.full, bits=bits_of("weak-alias")))
    found += compare_facts(facts, listing)
    same = next((k for k, e in enumerate(found) if e.code == "identifier-equal"), None) if facts.identifiers else None
    if same is not None:
        lift = 10000 - similarity
        found[same] = msgspec.structs.replace(found[same], points=lift / 10000, most=lift / 10000)
        similarity = 10000
    return Hit(listing, name, similarity / 10000, probability(found), tuple(found))


def _explain(best: _Agreement, queries: _Queries, screener: Screener) -> tuple[int, Name, list[Evidence]]:
    """Similarity, listed name and evidence of an agreement, from the rows that the search gave."""
    name, words = screener.listed_words(best.found.name)
    asked = words_of(queries.parsed(best.query))
    return best.found.similarity, name, of_words(asked, words, rows_of(best.found.rows))


def _explain_primary(queries: _Queries, listing: Listing, screener: Screener) -> tuple[int, Name, list[Evidence]]:
    """The same of a listing's primary name, where the search has found none."""
    name = listing.names[0]
    query = lay_out(queries.first_in(index.modes_of(listing.kind)))
    listed = lay_out(names.parse(name.full, query.name.mode))
    similarity, rows = screener.matcher.scorer.compare(query, listed)
    return similarity, name, of_names(query, listed, rows)
