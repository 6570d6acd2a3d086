"""On which pairs of names are weights judged? Altered listed names, unlisted ones, aliases and namesakes of the lists.

The frozen seed of the benchmarks takes no part. Every name is kept with the listed names that come near it, so that other
weights are judged without a new search. Nothing is judged here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from bench import alterations, parties, unlisted
from bench.corpus import ListedName, present, rank
from bench.unlisted import Unlisted

import watchword as ww
from watchword.errors import InputError
from watchword.match.index import modes_of
from watchword.match.records import Layout, lay_out
from watchword.model import Kind, Listing, Party, Strength
from watchword.text import names

SEEDS = (7, 11)
NEAR = 0.55  # a listed name that is further away is not kept
_MOST_NEAR = 8  # listings kept for a name
_SETS = {
    "single": alterations.single,
    "hard": alterations.double,
    "hardest": alterations.double_of_all,
}


class Case(NamedTuple):
    """A name, and listed names of which the nearest counts."""

    query: Layout
    listed: tuple[Layout, ...]


class Cases(NamedTuple):
    """What the weights of persons or of entities are judged on."""

    altered: dict[str, list[Case]]  # by set: their own listings ought to be found
    unlisted: list[Case]  # nobody ought to be found
    aliases: list[Case]  # two names of one listing: they ought to agree
    namesakes: list[Case]  # two parties of one publisher, by their birth dates: they ought not


def people(folder: Path, listed: Sequence[ListedName], n: int) -> list[Unlisted]:
    """Unlisted customers, culture-close people and companies of both seeds."""
    drawn = [
        *unlisted.customers(folder),
        *(one for seed in SEEDS for one in unlisted.culture_close(folder, seed, n)),
        *(one for seed in SEEDS for one in unlisted.companies(folder, seed, n)),
    ]
    return list(unlisted.without_listed(drawn, listed))


def cases(snapshot: ww.Snapshot, nobody: Iterable[Unlisted], mode: str, n: int) -> Cases:
    """The cases of one mode: `n` altered names of each set and seed, of these lists and unlisted people."""
    screener, listings = ww.Screener(snapshot), {x.id: x for x in snapshot}
    listed = flat(listings.values())
    altered = {
        name: [
            Case(query, _named(listings[a.id], mode))
            for seed in SEEDS
            for a in maker(listed, seed, n)
            for query in _laid(a.query, a.kind, mode)
        ]
        for name, maker in _SETS.items()
    }
    none = [
        Case(query, tuple(_near(screener, Party(x.name, kind=Kind(x.kind)), mode)))
        for x in nobody
        for query in _laid(x.name, x.kind, mode)
    ]
    some = sorted((x for x in listings.values() if mode in modes_of(x.kind)), key=lambda x: rank(SEEDS[0], x.id))[:n]
    return Cases(altered, none, [c for x in some for c in _aliases(x, mode)], list(_namesakes(screener, some, mode)))


def flat(listings: Iterable[Listing]) -> tuple[ListedName, ...]:
    """The names of listings as the benchmarks take them."""
    return tuple(
        ListedName(x.id, x.publisher, str(x.kind), str(n.strength), n.script, n.full) for x in listings for n in x.names
    )


def _laid(text: str, kind: str, mode: str) -> Iterator[Layout]:
    """The name as it is compared in a mode, if its kind is read in it and it can be."""
    try:
        if mode in modes_of(Kind(kind)):
            yield lay_out(names.parse(text, mode))
    except InputError:
        return


def _named(listing: Listing, mode: str) -> tuple[Layout, ...]:
    firm = (n.full for n in listing.names if n.strength is not Strength.WEAK)
    return tuple(layout for text in firm for layout in _laid(text, str(listing.kind), mode))


def _near(screener: ww.Screener, party: Party, mode: str) -> Iterator[Layout]:
    for hit in screener.screen(party, minimum=NEAR).hits[:_MOST_NEAR]:
        yield from _laid(hit.name.full, str(party.kind), mode)


def _aliases(listing: Listing, mode: str) -> Iterator[Case]:
    """Each name in Latin letters with the next one."""
    latin = [n.full for n in listing.names if n.script == "Latn" and n.strength is not Strength.WEAK]
    for one, other in pairwise(latin):
        listed = tuple(_laid(other, str(listing.kind), mode))
        for query in _laid(present(one, str(listing.kind)), str(listing.kind), mode):
            yield Case(query, listed)


def _namesakes(screener: ww.Screener, listings: Iterable[Listing], mode: str) -> Iterator[Case]:
    """Each listing with those near it that the same publisher lists with another date of birth."""
    for x in listings:
        for query in _laid(present(x.name, str(x.kind)), str(x.kind), mode):
            for hit in screener.screen(parties.as_party(x), minimum=NEAR).hits:
                codes = {e.code for e in hit.evidence}
                if hit.listing.publisher == x.publisher and hit.listing.id != x.id and "birth-conflict" in codes:
                    yield Case(query, tuple(_laid(hit.name.full, str(x.kind), mode)))
