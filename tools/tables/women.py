"""Which women's given names are a man's with another ending? Makes women.tsv.

Maria and Mario, Ivana and Ivan, Amira and Amir: one letter apart, and never one person.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from pathlib import Path

from tools.tables.folding import fold

from watchword.text.tables import load

ABOUT = """Columns: given name of women only, every man's name that ends in o, or in nothing, where it ends in a.
Source: parties/common-forenames-by-country.csv (popular-names-by-country, CC0); men's names in -o that are no common
given name are attested by frequency.tsv."""


def rows(shared: Path) -> list[tuple[str, ...]]:
    """Each woman's name with the men's names, in the order of the alphabet."""
    genders: dict[str, set[str]] = defaultdict(set)
    with (shared / "parties" / "common-forenames-by-country.csv").open(encoding="utf-8-sig") as file:
        for row in csv.DictReader(file):
            tokens = fold(row["Romanized Name"])
            if len(tokens) == 1:
                genders[tokens[0]].add(row["Gender"])
    men = {name for name, of in genders.items() if "M" in of}
    seen = {row[0] for row in load("frequency")} - set(genders)
    found = []
    for name in sorted(genders):
        if genders[name] == {"F"} and name.endswith("a") and len(name) > 3:
            with_o, bare = name[:-1] + "o", name[:-1]
            forms = [with_o] * (with_o in men | seen) + [bare] * (bare in men and bare[-1] not in "aeiouy")
            found += [(name, *forms)] if forms else []
    return found
