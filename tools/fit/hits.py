"""Which hits are right and which wrong? Listings as queries, altered, beside unlisted people.

The lists label themselves: a hit is right when it is the listing that the query was made from, wrong when it is
another of the same publisher, or when the query is of nobody listed. Listings of two publishers that carry one UN
number or one document are one party, described twice. One publisher (bench.parties.PUBLISHER) is kept out, for
measuring. Nothing is fitted here.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

from bench import alterations, parties
from bench.corpus import present, rank

import watchword as ww
from watchword.linking.facts import un_references
from watchword.match.evidence import CODES, of_names
from watchword.match.facts import compare_facts, read_facts
from watchword.match.index import modes_of
from watchword.match.records import lay_out
from watchword.model import Hit, Listing, Party
from watchword.text import identifiers, names

SEED = 41  # of the unlisted people; another than any that is measured with
EACH = 60  # queries for each change and publisher
LINE = 0.7  # below the alert line, so that the fit holds around it
# Codes whose bits grow with what is behind them: the words that agree, the similarity that thinness took.
GROWING = ("name-exact", "name-variant", "name-nickname", "name-initial", "name-sound", "name-spelling", "name-cut",
           "thin-agreement")  # fmt: skip
OF_NAMES = (
    *(c for c in CODES if c.startswith("name-")),
    *("number-conflict", "patronymic-reversed", "word-order", "first-word", "thin-agreement", "single-word"),
)
OF_FACTS = tuple(c for c in CODES if c not in OF_NAMES)
_DOCUMENTS = frozenset({"passport", "national-id", "imo", "tax", "registration"})
_SHORTEST_DOCUMENT = 6


class Example(NamedTuple):
    """One hit: what is behind each code of names (bits), or how often it is there; codes of facts; is it right?"""

    names: tuple[float, ...]
    facts: tuple[str, ...]
    right: bool


def examples(folder: Path) -> list[Example]:
    """The hits of queries made from all publishers but the one kept out, and of unlisted people."""
    listings = [x for x in ww.Snapshot.bundled() if x.publisher != parties.PUBLISHER]
    screener = ww.Screener(ww.Snapshot.bundled())
    asked = parties.strangers(folder, EACH * 4, SEED)
    for publisher in sorted({x.publisher for x in listings}):
        own = [x for x in listings if x.publisher == publisher]
        asked += parties.queries(own, EACH) + altered(own, 10 * EACH)
    return [example for query in asked for example in _of_query(screener, query)]


def altered(listings: Sequence[Listing], n: int) -> list[parties.Query]:
    """`n` of the listings with what they tell, their names altered in any one way or, every third, in two."""
    out: list[parties.Query] = []
    for x in sorted(listings, key=lambda x: rank(SEED, x.id)):
        if len(out) == n:
            break
        rng = random.Random(f"{SEED} {x.id}")  # noqa: S311  (a sample)
        classes = rng.sample(list(alterations.CLASSES), 2 if len(out) % 3 == 2 else 1)
        name = alterations.alter(present(x.name, str(x.kind)), str(x.kind), classes, rng)
        if name is not None:
            out.append(parties.Query("altered", parties.as_party(x, name=name), x.id))
    return out


def one_party(listings: Sequence[Listing]) -> Iterator[tuple[Listing, Listing]]:
    """Listings of two publishers that carry one UN number or one document; not the publisher kept out."""
    groups: dict[str, list[Listing]] = defaultdict(list)
    for x in listings:
        if x.publisher != parties.PUBLISHER:
            for mark in {*un_references(x), *_documents(x)}:
                groups[mark].append(x)
    pairs = {(a.id, b.id): (a, b) for group in groups.values() for a, b in combinations(group, 2)}
    yield from (pair for _, pair in sorted(pairs.items()) if pair[0].publisher != pair[1].publisher)


def _documents(x: Listing) -> Iterator[str]:
    for i in x.identifiers:
        value = identifiers.canonical(i.value, i.type)
        if i.type in _DOCUMENTS and len(value) >= _SHORTEST_DOCUMENT:
            yield f"{i.type} {value}"


def facts_between(a: Listing, b: Listing) -> tuple[str, ...]:
    """The codes of what one listing, asked as a party, and the other say of each other."""
    return tuple(e.code for e in compare_facts(read_facts(parties.as_party(a)), b))


def _of_query(screener: ww.Screener, query: parties.Query) -> Iterator[Example]:
    """One publisher may list a party twice: who shares the date of birth or a number with the query, and is not
    the listing it was made from, is left out, and so are the other publishers' hits of a listed query."""
    for hit in screener.screen(query.party, minimum=LINE).hits:
        codes = tuple(e.code for e in hit.evidence if e.code not in OF_NAMES)
        right = hit.listing.id == query.id
        publisher = query.id.partition(":")[0] or hit.listing.publisher
        double = not right and bool({"birth-equal", "identifier-equal"} & set(codes))
        if not double and hit.listing.publisher == publisher != parties.PUBLISHER:
            yield Example(_names(screener, query.party, hit), codes, right)


def _names(screener: ww.Screener, party: Party, hit: Hit) -> tuple[float, ...]:
    values = dict.fromkeys(OF_NAMES, 0.0)
    mode = modes_of(party.kind)[0]
    query, listed = (lay_out(names.parse(text, mode)) for text in (party.name, hit.name.full))
    _, rows = screener.matcher.scorer.compare(query, listed)
    for e in of_names(query, listed, rows, lambda _, behind: behind):
        values[e.code] += e.bits if e.code in GROWING else 1.0
    return tuple(values.values())
