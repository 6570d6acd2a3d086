"""Which given names stand for each other? Makes nicknames.tsv.

Joins curated groups (equivalents.py) with the English nickname table of carltonnorthern/nicknames. It does
not follow chains: a name in two groups does not join them.
"""

from __future__ import annotations

import csv
from pathlib import Path

from tools.tables import equivalents
from tools.tables.writing import words

ABOUT = """Columns: kind, then the names of one group (tokens of a-z; a space parts two tokens of one name).
variant: one name in other spellings and languages; all members are equal to each other.
nickname: the first member is the full name, the others are short for it; two short forms are not each other.
A name may be in several groups; groups are not to be chained.
Sources: own curation (tools/tables/equivalents.py); carltonnorthern/nicknames (Apache-2.0)."""


def rows(shared: Path) -> list[tuple[str, ...]]:
    """Every group as a row: (variant, names in order ...) or (nickname, full name, short names in order ...)."""
    variants = [sorted({_name(word) for word in line}) for line in words(equivalents.VARIANTS)]
    short: dict[str, set[str]] = {}
    for line in words(equivalents.DIMINUTIVES):
        full, *others = map(_name, line)
        short.setdefault(full, set()).update(others)
    with (shared / "matching" / "nicknames_en.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if row["name1"].isalpha() and row["name2"].isalpha():
                short.setdefault(row["name1"], set()).add(row["name2"])
    groups = [("variant", *group) for group in variants if len(group) > 1]
    return groups + [("nickname", full, *sorted(others - {full})) for full, others in short.items()]


def _name(word: str) -> str:
    return word.strip("_.").replace("_", " ").replace("ç", "c")
