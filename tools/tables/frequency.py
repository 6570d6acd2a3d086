"""How common is each token among names? Makes frequency.tsv, in tenths of bits, for persons and entities.

Counts are mixed from populations with fixed weights (MIXTURE); no single list or country decides. A token's
bits are an estimate for weighing agreement, not a census.
"""

from __future__ import annotations

import csv
import gzip
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from tools.tables import listed
from tools.tables.folding import fold

ABOUT = """Columns: token, person_bits, entity_bits: tenths of bits, round(10 * -log2(p)), where p is the
smoothed probability that a random name of a person (of an entity) holds the token. Tokens not listed: 180.
Sources: US Census 2010 surnames (public domain); common forenames and surnames by country (sigpwned, CC0);
full names in Arabic and Latin (Wikidata, CC0, and dzirinames, MIT); GLEIF entity names (CC0);
names on the OFAC (2024-03-11), UK, EU and Australian lists. Weights: MIXTURE in the generator."""

# A token is kept when it is this probable among persons or among entities; all others cost DEFAULT bits.
DEFAULT = 180
PERSON_FLOOR = 2**-17.0
ENTITY_FLOOR = 2**-15.5

# Share of each population in the mixture. The listed names weigh most because queries and near misses
# resemble them; census names stand for ordinary customers.
MIXTURE = {
    "person": {"listed": 0.35, "census": 0.15, "forenames": 0.175, "surnames": 0.175, "fullnames": 0.15},
    "entity": {"listed": 0.4, "gleif": 0.6},
}

Shares = dict[str, float]


def rows(shared: Path) -> list[tuple[str, ...]]:
    """Every (token, person bits, entity bits) row that is above a floor in either mixture."""
    persons, entities = listed.names(shared)
    person = _mix(
        MIXTURE["person"],
        {
            "listed": _shares(persons),
            "census": _census(shared),
            "forenames": _by_country(shared, "common-forenames-by-country.csv"),
            "surnames": _by_country(shared, "common-surnames-by-country.csv"),
            "fullnames": _shares(_fullnames(shared)),
        },
    )
    entity = _mix(MIXTURE["entity"], {"listed": _shares(entities), "gleif": _shares(_gleif(shared))})
    kept = [
        t for t in person.keys() | entity.keys() if person.get(t, 0) > PERSON_FLOOR or entity.get(t, 0) > ENTITY_FLOOR
    ]
    return [(token, _bits(person.get(token, 0.0)), _bits(entity.get(token, 0.0))) for token in kept]


def _bits(share: float) -> str:
    """Tenths of bits, never above DEFAULT; half of the default's share is added to smooth."""
    smoothed = share + 2 ** -(DEFAULT / 10)
    return str(min(DEFAULT, round(-10 * math.log2(smoothed))))


def _mix(weights: dict[str, float], populations: dict[str, Shares]) -> Shares:
    mixed: Shares = defaultdict(float)
    for name, weight in weights.items():
        for token, share in populations[name].items():
            mixed[token] += weight * share
    return mixed


def _shares(names: Iterable[str]) -> Shares:
    """Of each token, the share of names that hold it; single letters count too."""
    counts: Counter[str] = Counter()
    total = 0
    for name in names:
        counts.update(set(fold(name)))
        total += 1
    return {token: count / total for token, count in counts.items()}


def _census(shared: Path) -> Shares:
    with gzip.open(shared / "parties" / "us_census2010_surnames.csv.gz", "rt", encoding="utf-8") as file:
        counts = {row["name"].lower(): int(row["count"]) for row in csv.DictReader(file) if row["count"].isdigit()}
    total = sum(counts.values())
    return {token: count / total for token, count in counts.items() if token.isalpha() and token.isascii()}


def _by_country(shared: Path, file_name: str) -> Shares:
    """Ranks turned into shares: the n-th most common name of a country is held by 5 % / n of it (Zipf).

    Every country weighs the same; several spellings of one name share its rank.
    """
    held: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    with (shared / "parties" / file_name).open(encoding="utf-8-sig") as file:
        for row in csv.DictReader(file):
            rank = int(row.get("Rank") or row["Index"])
            for token in set(fold(row["Romanized Name"])):
                share = 0.05 / rank
                held[row["Country"]][token] = max(held[row["Country"]][token], share)
    mixed: Shares = defaultdict(float)
    for country in held.values():
        for token, share in country.items():
            mixed[token] += share / len(held)
    return mixed


def _fullnames(shared: Path) -> Iterator[str]:
    path = shared / "matching" / "arabic_latin_fullnames_maghreb_sahel.csv.gz"
    with gzip.open(path, "rt", encoding="utf-8") as file:
        yield from (row["latin"] for row in csv.DictReader(file))


def _gleif(shared: Path) -> Iterator[str]:
    with gzip.open(shared / "parties" / "gleif_entities_30pct.csv.gz", "rt", encoding="utf-8") as file:
        yield from (row["legal_name"] for row in csv.DictReader(file))
