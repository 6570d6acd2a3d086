"""What does a bank's file of a million customers look like? Real names and parts of names, seeded, some of them listed.

Companies of GLEIF's register, persons by country, full names of the Maghreb and Sahel in Latin and Arabic letters, and
planted listed names, half of them altered. Nothing is screened here.
"""

from __future__ import annotations

import csv
import gzip
import random
from collections.abc import Iterator, Sequence
from itertools import accumulate, cycle
from pathlib import Path

import msgspec

from bench import alterations
from bench.corpus import ListedName, bases
from bench.unlisted import shared

HEADER = ("customer_id", "name", "type", "birth_date", "country")
_NO_NAME = "ALL OTHER NAMES"  # a row of the census that stands for all rare surnames
PLANTED = 0.005  # share of customers who are listed
_SHARES = {"company": 0.35, "person": 0.35, "full name": 0.3}


class Parts(msgspec.Struct, frozen=True):
    """Real parts of names: by country given names and surnames, census surnames with weights, whole names."""

    given: dict[str, list[str]]
    surnames: dict[str, list[str]]
    census: list[str]
    census_weights: list[int]
    companies: list[tuple[str, str]]  # name, country
    full_names: list[tuple[str, str]]  # Latin, Arabic


def read_parts(folder: Path) -> Parts:
    """The parts in the shared folder of real files."""
    with gzip.open(folder / "parties" / "us_census2010_surnames.csv.gz", "rt", encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["name"] not in ("", _NO_NAME)]
    census = [(row["name"].title(), int(row["count"])) for row in rows]
    with gzip.open(folder / "parties" / "gleif_entities_30pct.csv.gz", "rt", encoding="utf-8", newline="") as file:
        companies = [(row["legal_name"], row["country"]) for row in csv.DictReader(file) if row["legal_name"].strip()]
    path = folder / "matching" / "arabic_latin_fullnames_maghreb_sahel.csv.gz"
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        full_names = [(row["latin"], row["arabic_key"]) for row in csv.DictReader(file)]
    return Parts(
        _by_country(folder / "parties" / "common-forenames-by-country.csv"),
        _by_country(folder / "parties" / "common-surnames-by-country.csv"),
        [name for name, _ in census],
        list(accumulate(count for _, count in census)),
        companies,
        full_names,
    )


def _by_country(path: Path) -> dict[str, list[str]]:
    """Romanised and local spellings by country."""
    out: dict[str, list[str]] = {}
    with path.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            for column in ("Romanized Name", "Localized Name"):
                if row[column]:
                    out.setdefault(row["Country"], []).append(row[column].strip())
    return out


def person(parts: Parts, rng: random.Random) -> tuple[str, str]:
    """A person's name and country: parts of one country, surnames of the census where the country has none."""
    country = rng.choice(list(parts.given))
    words = [rng.choice(parts.given[country])]
    if rng.random() < 0.3:
        words.append(rng.choice(parts.given[country]))
    own = parts.surnames.get(country)
    words.append(rng.choice(own) if own and rng.random() < 0.7 else _census(parts, rng))
    return " ".join(words), country


def _census(parts: Parts, rng: random.Random) -> str:
    # Half by how many bear the name, half each name alike: both common and rare ones.
    if rng.random() < 0.5:
        return rng.choices(parts.census, cum_weights=parts.census_weights)[0]
    return rng.choice(parts.census)


def full_name(parts: Parts, rng: random.Random) -> str:
    """A real full name, or its beginning with the end of another one; a quarter in Arabic letters."""
    script = 1 if rng.random() < 0.25 else 0
    words = rng.choice(parts.full_names)[script].split()
    other = rng.choice(parts.full_names)[script].split()
    return " ".join(words if rng.random() < 0.2 else [*words[:2], *other[-1:]])


def company(parts: Parts, rng: random.Random) -> tuple[str, str]:
    """A company of the register, or words of two of them, and its country."""
    name, country = rng.choice(parts.companies)
    if rng.random() < 0.4:
        words, other = name.split(), rng.choice(parts.companies)[0].split()
        name = " ".join([*other[: max(1, len(other) // 2)], *words[len(words) // 2 :]])
    return name, country


def planted(names: Sequence[ListedName], seed: int) -> list[tuple[str, str, str]]:
    """Listed names as they stand and altered once: (listing id, kind, name as the customer gives it)."""
    whole = [(base.id, base.kind, base.name) for base in bases(names, seed)]
    altered = [(one.id, one.kind, one.query) for one in alterations.single(names, seed, 2000)]
    rng = random.Random(f"planted {seed}")
    both = [*rng.sample(whole, min(2000, len(whole))), *altered]
    rng.shuffle(both)
    return both


def customers(parts: Parts, listed: Sequence[tuple[str, str, str]], count: int, seed: int) -> Iterator[tuple[str, ...]]:
    """Rows under `HEADER`; ids of listed customers are `L` and the listing's id."""
    rng = random.Random(f"customers {seed}")
    turns = cycle(listed)
    kinds, shares = list(_SHARES), list(accumulate(_SHARES.values()))
    for number in range(count):
        birth = f"{rng.randrange(1930, 2008)}-{rng.randrange(1, 13):02}-{rng.randrange(1, 29):02}"
        if listed and rng.random() < PLANTED:
            listing, kind, name = next(turns)
            yield f"L {listing} {number}", name, kind, "", ""
            continue
        kind = rng.choices(kinds, cum_weights=shares)[0]
        if kind == "company":
            name, country = company(parts, rng)
            yield f"C {number}", name, "company", "", country
        elif kind == "person":
            name, country = person(parts, rng)
            yield f"P {number}", name, "person", birth, country
        else:
            yield f"F {number}", full_name(parts, rng), "person", birth, ""


def write(path: Path, names: Sequence[ListedName], count: int, seed: int) -> None:
    """The CSV file of so many customers; the same for the same seed."""
    parts = read_parts(shared())
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(HEADER)
        rows.writerows(customers(parts, planted(names, seed), count, seed))
