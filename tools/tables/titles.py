"""Which words in a person's name are titles, and which are particles that show who is whose?

Makes titles.tsv and particles.tsv from curated/titles.txt and curated/particles.txt. It does not strip
anything from a name: watchword.text.names decides, and only a few words are titles wherever they stand.
"""

from __future__ import annotations

from pathlib import Path

from tools.tables import curation

ABOUT_TITLES = """Columns: title (tokens of a-z 0-9), also_name: yes when it is a given or family name too.
Source: own curation (tools/tables/curated/titles.txt), guided by titles in the OFAC, UK, EU and Australian
lists."""
ABOUT_PARTICLES = """Columns: particle (tokens of a-z 0-9), class, place, also_name. Classes: article (al),
patronymic (bin), kunya (abu), preposition (van der), first (abd: joins the word after it), last (ullah,
uddin: joins the word before it). Place: before (a name follows it), after (it follows a name).
also_name: yes when it is a name too.
Source: own curation (tools/tables/curated/particles.txt)."""


def titles(shared: Path | None = None) -> list[tuple[str, ...]]:
    """Every (title, also_name) row. Reads no shared file."""
    return list(_flagged("titles", "titles").items())


def particles(shared: Path | None = None) -> list[tuple[str, ...]]:
    """Every (particle, class, place, also_name) row; of two classes the one that the file names first."""
    table: dict[str, tuple[str, ...]] = {}
    for section in curation.sections("particles"):
        for particle, also_name in _flagged("particles", section).items():
            table.setdefault(particle, (*section.split(), also_name))
    return [(particle, *entry) for particle, entry in table.items()]


def _flagged(name: str, section: str) -> dict[str, str]:
    """Curated words with yes or no for a _ at their end."""
    return {curation.tokens(w): "yes" if w.endswith("_") else "no" for w in curation.words(name, section)}
