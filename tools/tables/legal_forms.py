"""Which words at the end or start of a company's name are only its legal form? Makes legal_forms.tsv.

Joins our curated phrases (forms.py) with the ISO 20275 names and abbreviations whose class their words tell.
It does not decide how much a form weighs; words that carry meaning (bank, fund, society) are not here.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from pathlib import Path

from tools.tables import forms
from tools.tables.folding import fold

ABOUT = """Columns: phrase (tokens of a-z 0-9), class, position (any, end or start: where it may stand in a name).
Classes: limited, stock, partnership, sole, cooperative, state, nonprofit, other. One row for each phrase;
the longest phrase that fits should win.
Sources: own curation (tools/tables/forms.py); ISO 20275 ELF code list 1.4.1 (GLEIF, CC0);
company suffixes of corp-names 0.3.3 (MIT)."""

# Words that say what a body does or is; a phrase of these alone would hide the name itself.
MEANING = frozenset(
    """a administration and assoc association associations authority bank banka business canton church commune company
    confederation congregation cooperative cooperation credit de des du district e el et federation fi foundation fund
    i institute insurance la le les local mesto municipal o obec of other private proprietor public school single so
    social societe society son special state stifung stiftung the trade trust u union university y you zhu zi wai
    zahranic zastup stat spolocenstva verein confederazione gruppo podnik dp per fop ming afore tapui chup""".split()
)


def rows(shared: Path) -> list[tuple[str, ...]]:
    """Every (phrase, class, position) row, one per phrase; curated phrases overrule the lists."""
    table: dict[str, tuple[str, str]] = {}
    for phrase, kind, position in _curated():
        earlier = table.setdefault(phrase, (kind, position))
        if earlier[1] != position:
            table[phrase] = (earlier[0], "any")
    table = {phrase: (kind, _placed(phrase, at)) for phrase, (kind, at) in table.items()}
    for phrase, kinds in _classes(shared).items():
        kind = kinds.pop() if len(kinds) == 1 else "other"
        table.setdefault(phrase, (kind, "any" if len(phrase) > 12 else "end"))
    return [(phrase, *entry) for phrase, entry in table.items()]


def _placed(phrase: str, position: str) -> str:
    """Up to three letters inside a name would be a word: they stand at the end unless known to stand before."""
    letters = phrase.replace(" ", "")
    return "end" if position == "any" and len(letters) <= 3 and letters not in forms.BEFORE_TOO else position


def _curated() -> Iterator[tuple[str, str, str]]:
    kind = position = ""
    for line in forms.CURATED.strip().splitlines():
        if line.startswith("["):
            kind, position = line.strip("[]").split()
            continue
        for phrase in line.split(","):
            for spelled in _spellings(phrase.strip()):
                yield spelled, kind, position


def _spellings(phrase: str) -> set[str]:
    """The folded phrase; letters parted by dots also run together, and Han or Hangul also syllable by syllable."""
    spellings = {" ".join(fold(phrase))}
    if "." in phrase:
        spellings.add(" ".join(fold(re.sub(r"(?<=\w)\.(?=\w)", "", phrase))))
    if re.search("[\u3400-\u9fff\uac00-\ud7a3]", phrase):
        spellings.add(" ".join(token for letter in phrase for token in fold(letter)))
    if re.search("[\u0400-\u04ff\u0370-\u03ff]", phrase) and phrase.isupper():
        spellings |= {" ".join(token) for token in spellings if 1 < len(token) < 6 and " " not in token}
    return spellings - {""}


def _listed(shared: Path) -> Iterator[tuple[str, str]]:
    """Names and abbreviations of ISO 20275, and the suffixes of corp-names that have a type: phrase, class."""
    path = shared / "parties" / "iso20275_elf_codes_1.4.1.csv"
    with path.open(encoding="utf-8-sig") as file:
        for row in csv.DictReader(file):
            name = " ".join(fold(row["Entity Legal Form name Transliterated name (per ISO 01-140-10)"]))
            kind = _class(name)
            if not kind:
                continue
            local = " ".join(fold(row["Entity Legal Form name Local name"]))
            yield from ((p, kind) for p in (name, local) if 2 <= len(p.split()) <= 7 and _class(p) == kind)
            cells = row["Abbreviations Local language"] + ";" + row["Abbreviations transliterated"]
            phrases = (spelled for cell in re.split("[;,/]", cells) for spelled in _spellings(cell.strip()))
            yield from ((p, kind) for p in phrases if _tells(p))
    suffixes = json.loads(
        (shared / "matching" / "corp_names_company_suffixes.json").read_text(encoding="utf-8")
    )
    for suffix, entry in suffixes.items():
        kind = _class(entry["type"].lower())
        yield from ((p, kind) for p in _spellings(suffix) if kind and _tells(p))


def _class(name: str) -> str:
    return next((kind for kind, words in forms.BY_WORDS if re.search(words, name)), "")


def _tells(phrase: str) -> bool:
    """Whether an abbreviation can be nothing but a form: long enough, and not meaning words alone."""
    return len(phrase) > 3 and len(phrase.split()) <= 5 and not set(phrase.split()) <= MEANING


def _classes(shared: Path) -> dict[str, set[str]]:
    """Phrases of the lists with every class that the lists give them."""
    classes: dict[str, set[str]] = {}
    for phrase, kind in _listed(shared):
        classes.setdefault(phrase, set()).add(kind)
    return classes
