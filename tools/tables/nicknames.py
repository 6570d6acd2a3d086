"""Which given names stand for each other? Makes nicknames.tsv.

Joins curated groups (equivalents.py) with the English nickname table of carltonnorthern/nicknames. It does
not follow chains: a name in two groups does not join them.
"""

from __future__ import annotations

import csv
from pathlib import Path

from tools.tables import equivalents
from tools.tables.folding import fold
from tools.tables.writing import words

ABOUT = """Columns: kind, then the names of one group (tokens of a-z; a space parts two tokens of one name).
variant: one name in other spellings and languages; all members are equal to each other.
syllable: one Korean or Chinese syllable as different systems write it; weaker, since syllables overlap.
nickname: the first member is the full name, the others are short for it; two short forms are not each other.
A name may be in several groups; groups are not to be chained.
Sources: own curation (tools/tables/equivalents.py); carltonnorthern/nicknames (Apache-2.0)."""


def rows(shared: Path) -> list[tuple[str, ...]]:
    """Every group as a row: (variant, names in order ...) or (nickname, full name, short names in order ...)."""
    blocks = (("variant", equivalents.VARIANTS), ("syllable", equivalents.SYLLABLES))
    groups = [(kind, *sorted(set(_names(line)))) for kind, block in blocks for line in words(block)]
    short: dict[str, set[str]] = {}
    for line in words(equivalents.DIMINUTIVES):
        full, *others = _names(line)
        short.setdefault(full, set()).update(others)
    with (shared / "matching" / "nicknames_en.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if row["name1"].isalpha() and row["name2"].isalpha():
                short.setdefault(row["name1"], set()).add(row["name2"])
    groups = [group for group in groups if len(group) > 2]
    return groups + [("nickname", full, *sorted(others - {full})) for full, others in short.items()]


def _names(line: list[str]) -> list[str]:
    """The names of a curated line; those ending in _ were weighed and left out, single letters are initials."""
    names = [" ".join(fold(word.replace("_", " "))) for word in line if not word.endswith("_")]
    return [name for name in names if len(name) > 1]
