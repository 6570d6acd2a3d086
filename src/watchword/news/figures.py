"""Which public figure is meant by a misspelt name? A short table of office holders, and the scorer's word for it.

A name is put right only where a title stands by it and one figure alone is nearly the same.
"""

from __future__ import annotations

from functools import cache
from importlib import resources

import msgspec

from watchword.model import Kind
from watchword.screen import compare

_NEARLY, _TITLED = 0.93, 0.84


class Figure(msgspec.Struct, frozen=True):
    """An office holder."""

    name: str
    office: str


@cache
def figures() -> tuple[Figure, ...]:
    """The table of figures.tsv."""
    lines = resources.files("watchword.news").joinpath("figures.tsv").read_text(encoding="utf-8").splitlines()
    return tuple(Figure(*line.split("\t")) for line in lines if line and not line.startswith("#"))


@cache
def figure(name: str, role: str) -> Figure | None:
    """The figure that a name means, None where that is not sure; a role that names the office counts."""
    if " " not in name:
        return None
    found = []
    for one in figures():
        similarity = compare(name, one.name, kind=Kind.PERSON).similarity
        fits = bool(role) and role.lower().split()[-1].strip(".") in one.office.lower()
        if similarity >= (_TITLED if fits else _NEARLY):
            found.append(one)
    return found[0] if len(found) == 1 else None
