"""Which words at the end or start of a company's name are only its legal form? Makes legal_forms.tsv.

Joins our curated phrases (curated/forms.txt) with the names and abbreviations of ISO 20275 whose words tell
their class. It does not decide how much a form weighs; words with a meaning (bank, fund) are not here.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from pathlib import Path

from tools.tables import curation
from tools.tables.folding import fold

ABOUT = """Columns: phrase (tokens of a-z 0-9), class, position in a name (any, end or start).
Classes: limited, stock, partnership, sole, cooperative, state, nonprofit, other. One row for each phrase;
the longest phrase that fits should win.
Sources: own curation (tools/tables/curated/forms.txt); ISO 20275 ELF code list 1.4.1 (GLEIF, CC0);
company suffixes of corp-names 0.3.3 (MIT)."""

# Classes of ISO 20275 forms by words in their transliterated name; the first that fits decides.
BY_WORDS = {
    "cooperative": (r"co ?op|genossensch|druzstv|zadrug|spoldziel|szovetk|osuus|andels|koop|szczed"),
    "state": (
        r"\bstate\b|etat\b|statn|gosudarst|panstw|valst|drzav|unitar|municip"
        r"|public[ao]? (?:enterprise|empresa)"
    ),
    "partnership": (
        r"partner|commandit|comandit|accomandit|kommand|komand|nom collectif|nome col|handelsges"
        r"|handelsbol|tovarishchestv|hehuo|he huo|civile|hapja|hapmyeong|goumei|gousi|rlp"
        r"|compagnie en|vennootschap onder"
    ),
    "stock": (
        r"anonim|anonym|akci|akc|aktie|aktsi|aksje|azioni|acciones|actions|acoes|joint.?stock"
        r"|stock|public limited|dionick|delnis|reszvenyt|naamloze|hlutafelag|musaham|almusah"
        r"|kabusiki|gu fen|gufen|jusik|sahmdar|berhad\b"
    ),
    "limited": (
        r"limit|limd|beschrank|ograni|obmez|abmezh|obmed|omezen|omejen|quota|responsab|liabil"
        r"|beperkte|felelosseg|atbild|masul|anparts|you xian|youxian|yugen|yuhan|goudou|begrenset"
        r"|raspundere|theorann|periorism|einkahl"
    ),
    "sole": (
        r"sole |individu|unipersonal|enkeltperson|eenmans|einzel|predprinim|enskild|preduzetnik"
        r"|trgovac"
    ),
}


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
    """Up to three letters inside a name would be a word: they end it, unless known to stand before it too."""
    letters = phrase.replace(" ", "")
    if position != "any" or len(letters) > 3 or letters in curation.words("forms", "before"):
        return position
    return "end"


def _curated() -> Iterator[tuple[str, str, str]]:
    for section, lines in curation.sections("forms").items():
        if " " in section:
            kind, position = section.split()
            for phrase in ",".join(lines).split(","):
                yield from ((spelled, kind, position) for spelled in _spellings(phrase.strip()))


def _spellings(phrase: str) -> set[str]:
    """The folded phrase; letters parted by dots also run together, Han and Hangul also stand apart."""
    spellings = {" ".join(fold(phrase))}
    if "." in phrase:
        spellings.add(" ".join(fold(re.sub(r"(?<=\w)\.(?=\w)", "", phrase))))
    if re.search("[\u3400-\u9fff\uac00-\ud7a3]", phrase):
        spellings.add(" ".join(token for letter in phrase for token in fold(letter)))
    if re.search("[\u0400-\u04ff\u0370-\u03ff]", phrase) and phrase.isupper():
        spellings |= {" ".join(token) for token in spellings if 1 < len(token) < 6 and " " not in token}
    return spellings - {""}


def _listed(shared: Path) -> Iterator[tuple[str, str]]:
    """Names and abbreviations of ISO 20275, suffixes of corp-names that have a type: phrase, class."""
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
    suffixes = json.loads((shared / "matching" / "corp_names_company_suffixes.json").read_text(encoding="utf-8"))
    for suffix, entry in suffixes.items():
        kind = _class(entry["type"].lower())
        yield from ((p, kind) for p in _spellings(suffix) if kind and _tells(p))


def _class(name: str) -> str:
    return next((kind for kind, words in BY_WORDS.items() if re.search(words, name)), "")


def _tells(phrase: str) -> bool:
    """Whether an abbreviation can be nothing but a form: long enough, and not meaning words alone."""
    tokens = phrase.split()
    return len(phrase) > 3 and len(tokens) <= 5 and not set(tokens) <= set(curation.words("forms", "meaning"))


def _classes(shared: Path) -> dict[str, set[str]]:
    """Phrases of the lists with every class that the lists give them."""
    classes: dict[str, set[str]] = {}
    for phrase, kind in _listed(shared):
        classes.setdefault(phrase, set()).add(kind)
    return classes
