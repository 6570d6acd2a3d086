"""Which lists would there be if they were ten or a hundred times as long? Synthetic listings of real parts of names.

One method for every size, seeded: persons, companies and vessels with aliases as real lists have them. They are for
measuring growth, never for screening.
"""

from __future__ import annotations

import random
from collections.abc import Iterator

from bench.customers import Parts, company, full_name, person
from watchword.model import DateSpan, Identifier, Kind, Listing, Name, Strength

NAMES = 30_000  # listed names at factor 1: what the bundled lists have in their order of size
_ALIASES = (0, 0, 0, 1, 1, 2, 3)  # how many a listing has: about one, as on the real lists


def listings(parts: Parts, names: int, seed: int) -> Iterator[Listing]:
    """Listings that have so many names together."""
    rng = random.Random(f"listings {seed}")
    made = number = 0
    while made < names:
        listing = _listing(parts, number, rng)
        made += len(listing.names)
        number += 1
        yield listing


def _listing(parts: Parts, number: int, rng: random.Random) -> Listing:
    draw = rng.random()
    kind = Kind.PERSON if draw < 0.68 else Kind.COMPANY if draw < 0.95 else Kind.VESSEL
    first = _name(parts, kind, rng)
    aliases = [_alias(first, parts, kind, rng) for _ in range(rng.choice(_ALIASES))]
    year = rng.randrange(1940, 2000)
    return Listing(
        id=f"bench:{number}",
        publisher="bench",
        kind=kind,
        names=(Name(first), *(Name(alias, Strength.STRONG) for alias in aliases)),
        births=(DateSpan(f"{year}-01-01", f"{year}-12-31"),) if kind is Kind.PERSON else (),
        identifiers=(Identifier("passport", f"X{rng.randrange(10**8):08}"),) if rng.random() < 0.3 else (),
    )


def _name(parts: Parts, kind: Kind, rng: random.Random) -> str:
    if kind is Kind.PERSON:
        return full_name(parts, rng) if rng.random() < 0.5 else person(parts, rng)[0]
    words = company(parts, rng)[0].split()
    return " ".join(words[:2]) if kind is Kind.VESSEL else " ".join(words)


def _alias(first: str, parts: Parts, kind: Kind, rng: random.Random) -> str:
    """The name with one word of another one, or another order."""
    words = first.split()
    if rng.random() < 0.3:
        return " ".join(words[::-1])
    other = _name(parts, kind, rng).split()
    words[rng.randrange(len(words))] = rng.choice(other)
    return " ".join(words)
