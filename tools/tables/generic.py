"""Which words of an organisation's name identify nobody, and which are short for others?

Makes generic.tsv and abbreviations.tsv from curated/organisations.txt. Names of places, peoples and products
are not in them, and legal forms are in legal_forms.tsv.
"""

from __future__ import annotations

from pathlib import Path

from tools.tables import curation
from tools.tables.folding import fold

ABOUT_GENERIC = """Columns: token, class: word (what a body does; names nobody) or function (and, of).
Source: own curation (tools/tables/curated/organisations.txt), guided by the commonest tokens of GLEIF names
(CC0) and listed entities."""
ABOUT_ABBREVIATIONS = """Columns: short form, full form (tokens of a-z 0-9), others; the likeliest first.
Source: own curation (tools/tables/curated/organisations.txt)."""


def generic(shared: Path | None = None) -> list[tuple[str, ...]]:
    """Every (token, class) row; a function word is never also a generic word."""
    function = {token for word in curation.words("organisations", "function") for token in fold(word)}
    general = {token for word in curation.words("organisations", "words") for token in fold(word)} - function
    return [*((token, "function") for token in function), *((token, "word") for token in general)]


def abbreviations(shared: Path | None = None) -> list[tuple[str, ...]]:
    """Every (short form, likeliest full form, others ...) row. Reads no shared file."""
    lines = (line.split("=") for line in curation.sections("organisations")["abbreviations"])
    return [(short.strip(), *(phrase.strip() for phrase in full.split(","))) for short, full in lines]
