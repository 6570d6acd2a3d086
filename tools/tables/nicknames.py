"""Which given names stand for each other? Makes nicknames.tsv.

Joins curated groups (curated/given_names.txt) with the nicknames of carltonnorthern/nicknames. It does
not follow chains: a name in two groups does not join them.
"""

from __future__ import annotations

import csv
from pathlib import Path

from tools.tables import curation
from tools.tables.folding import fold

ABOUT = """Columns: kind, then the names of one group (tokens of a-z; a space parts two tokens of one name).
variant: one name in other spellings and languages; all members are equal to each other.
syllable: one Korean or Chinese syllable as different systems write it; weaker, since syllables overlap.
nickname: the first member is the full name, the others are short for it; two short forms are not each other.
A name may be in several groups; groups are not to be chained.
Sources: own curation (tools/tables/curated/given_names.txt); carltonnorthern/nicknames (Apache-2.0)."""


# Endings of sons' patronymics, Ukrainian, Belarusian, German and Russian, and the daughters' of each.
DAUGHTERS = {
    "yovych": "yivna",
    "iovych": "ivna",
    "iovich": "ivna",
    "ovych": "ivna",
    "evych": "ivna",
    "avich": "auna",
    "owitsch": "owna",
    "ewitsch": "ewna",
    "ovich": "ovna",
    "evich": "evna",
    "lyich": "lyinichna",
    "lich": "linichna",
    "kitich": "kitichna",
}


# The file's Jean is a woman; ours is John as well, and John is no Jane.
_NOT = frozenset({("jean", "jane"), ("jean", "jeannie")})


def rows(shared: Path) -> list[tuple[str, ...]]:
    """Every group as a row: (kind, names in order ...); of a nickname group the full name comes first."""
    curated = curation.sections("given_names")
    groups = [(kind, *sorted(set(_names(line)))) for kind in ("variant", "syllable") for line in curated[kind]]
    for sons in map(_names, curated["patronymic"]):
        daughters = {_daughter(name) for name in sons} - {""}
        groups += [("variant", *sorted(set(sons))), ("variant", *sorted(daughters))]
    short: dict[str, set[str]] = {}
    for line in curated["nickname"]:
        full, *others = _names(line)
        short.setdefault(full, set()).update(others)
    with (shared / "matching" / "nicknames_en.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            names = row["name1"], row["name2"]
            if all(name.isalpha() for name in names) and names not in _NOT:
                short.setdefault(row["name1"], set()).add(row["name2"])
    nicknames = [("nickname", full, *sorted(others - {full})) for full, others in short.items()]
    return [group for group in groups if len(group) > 2] + nicknames


def _daughter(patronymic: str) -> str:
    """The daughter's form of a son's patronymic (Ivanovich, Ivanovna), empty when its ending is not known."""
    for son, daughter in DAUGHTERS.items():
        if patronymic.endswith(son):
            return patronymic.removesuffix(son) + daughter
    return ""


def _names(line: str) -> list[str]:
    """The names of a curated line; those ending in _ were left out, and single letters are initials."""
    names = [" ".join(fold(curation.tokens(word))) for word in line.split() if not word.endswith("_")]
    return [name for name in names if len(name) > 1]
