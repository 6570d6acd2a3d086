"""Which words are numbers? Makes numbers.tsv: number words, ordinals and Roman numerals with their digits.

Only whole numbers up to a hundred, as names of companies, funds, vessels and units hold them; it adds nothing
up (twenty one stays two tokens).
"""

from __future__ import annotations

from pathlib import Path

from tools.tables import curation

ABOUT = """Columns: token, digits, class: cardinal, ordinal or roman.
Roman i, v and x are also initials: the reader decides by their place.
Source: own curation (tools/tables/curated/numbers.txt)."""


def rows(shared: Path | None = None) -> list[tuple[str, ...]]:
    """Every (token, digits, class) row; a token with two readings keeps the first. Reads no shared file."""
    table: dict[str, tuple[str, str]] = {}
    for kind, lines in curation.sections("numbers").items():
        for line in lines:
            first, *cells = line.split()
            for number, cell in enumerate(cells, int(first)):
                table |= {w: (str(number), kind) for w in cell.split("/") if w.isalpha() and w not in table}
    for number in range(1, 101):
        table[f"{number}{_suffix(number)}"] = (str(number), "ordinal")
    return [(word, *entry) for word, entry in table.items()]


def _suffix(number: int) -> str:
    if number % 100 in (11, 12, 13):
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
