"""Which words in a company's name are places, and which of them mean the same place? Makes places.tsv.

Countries with their adjectives, parts of the world, compass points, and cities. For companies only: Georgia
and Jordan are people's names too. Which country a text names is watchword.text.places' question.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path

from tools.tables import curation
from tools.tables.folding import fold

ABOUT = """Columns: phrase (tokens of a-z 0-9), place: country code (ISO 3166-1 alpha-2), x-<name> of a
region or compass point, or <country>-<city>. Names of one place share it; each phrase has one, the most populous.
Sources: territories of OpenSanctions rigour (MIT); Natural Earth populated places (public domain);
own curation (tools/tables/curated/places.txt)."""

CITIES = 700
WORDS = 4  # longer names are official titles, which no company bears


def rows(shared: Path) -> list[tuple[str, ...]]:
    """Every (phrase, place) row. Curated rows overrule countries, countries overrule cities."""
    table: dict[str, str] = {}
    left_out = {curation.tokens(word) for word in curation.words("places", "not places")}
    for phrase, place in (*_curated(), *_countries(shared), *_cities(shared)):
        if phrase not in left_out and len(phrase) > 1 and len(phrase.split()) <= WORDS:
            table.setdefault(phrase, place)
    return list(table.items())


def _curated() -> Iterator[tuple[str, str]]:
    curated = curation.sections("places")
    for line in curated["countries"] + curated["regions"]:
        place, *phrases = line.split()
        yield from _named(place, phrases)
    for line in curated["cities"]:
        country, first, *others = line.split()
        yield from _named(f"{country}-{first.replace('_', '-')}", [first, *others])


def _named(place: str, phrases: list[str]) -> Iterator[tuple[str, str]]:
    """Curated phrases of one place; those ending in _ were weighed and left out."""
    yield from ((curation.tokens(phrase), place) for phrase in phrases if not phrase.endswith("_"))


def _countries(shared: Path) -> Iterator[tuple[str, str]]:
    """Latin names that the territory's own entry calls strong; parts of countries by their code."""
    with (shared / "geo" / "rigour_territories.jsonl").open(encoding="utf-8") as file:
        for line in file:
            entry = json.loads(line)
            if entry.get("is_ftm") and entry["code"] not in ("zz", "ip"):
                for name in (entry["name"], entry.get("full_name", ""), *entry.get("names_strong", ())):
                    # Longer notes (X, occupied Y) are explanations, not names.
                    if all(ord(letter) < 0x250 for letter in name) and "occupied" not in name.lower():
                        yield " ".join(fold(name)), entry["code"]


def _cities(shared: Path) -> Iterator[tuple[str, str]]:
    """The most populous cities, largest first, so that a shared name goes to the largest."""
    with (shared / "geo" / "populated_places.csv").open(encoding="utf-8") as file:
        cities = sorted(
            csv.DictReader(file),
            key=lambda row: (-float(row["pop_max"] or 0), row["nameascii"], row["iso_a2"]),
        )
    for row in cities[:CITIES]:
        name = " ".join(fold(row["nameascii"]))
        place = f"{row['iso_a2'].lower()}-{name.replace(' ', '-')}"
        for spelling in (row["nameascii"], row["name"]):
            yield " ".join(fold(spelling)), place
