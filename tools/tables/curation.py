"""What do the curated word files say? Text under [section] lines; everything from # on is a comment.

It hands out lines and words; what they mean is for each table's generator.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "curated"


@cache
def sections(name: str) -> dict[str, list[str]]:
    """The lines of `curated/<name>.txt` by section, in file order, without blank lines and comments."""
    found: dict[str, list[str]] = {}
    lines: list[str] = []
    for raw in (FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        line = raw.split("#", 1)[0].strip()
        if line.startswith("["):
            lines = found.setdefault(line.strip("[]"), [])
        elif line:
            lines.append(line)
    return found


def words(name: str, section: str) -> list[str]:
    """All words of a section, in file order."""
    return " ".join(sections(name)[section]).split()


def tokens(word: str) -> str:
    """A curated word as tokens: _ parts them, and a _ at the end, which marks the word, falls away."""
    return word.rstrip("_").replace("_", " ")
