"""Where are the frozen word tables, and what are their rows?

Every table is a checked-in text file made by `tools/tables` (docs/tables.md); this module only reads them
and decides nothing about what a row means.
"""

from __future__ import annotations

from functools import cache
from importlib import resources


@cache
def load(name: str) -> list[tuple[str, ...]]:
    """The rows of `<name>.tsv` as tuples of cells, in file order; header comments are left out.

    The list is shared between callers: do not change it. Raises FileNotFoundError for an unknown name.
    """
    text = resources.files(__name__).joinpath(f"{name}.tsv").read_text(encoding="utf-8")
    return [tuple(line.split("\t")) for line in text.split("\n") if line and not line.startswith("#")]
