"""How sure are the links between lists? Precision and recall on pairs whose publishers give one number for both.

The numbers that label a pair (a UN reference, a passport) are withheld from the rules, which then judge by names
and the other facts alone. What a person sees in random links is not measured here: `--show` prints some.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import click
from rich.console import Console

import watchword as ww
from bench import report
from bench.measures import Row
from watchword.linking import finder
from watchword.linking.facts import Side, read_side, un_references
from watchword.linking.rules import Bond
from watchword.text import identifiers

SEED = 7
Labels = dict[str, frozenset[str]]  # listing id -> the numbers that label it
_NUMBERS = frozenset(("passport", "imo"))  # given with care, and a party's own


def without_numbers(side: Side) -> Side:
    """The side with every identifier withheld."""
    return replace(side, numbers={})


def without_references(side: Side) -> Side:
    """The side with its UN references withheld."""
    return replace(side, un=frozenset())


def numbers_of(listings: Iterable[ww.Listing]) -> Labels:
    """Passport and IMO numbers of each listing, in canonical form."""
    return {
        one.id: frozenset(
            f"{i.type} {key}" for i in one.identifiers if i.type in _NUMBERS
            and (key := identifiers.canonical(i.value, i.type))
        )
        for one in listings
    }  # fmt: skip


def references_of(listings: Iterable[ww.Listing]) -> Labels:
    """UN references of each listing."""
    return {one.id: un_references(one) for one in listings}


def measure(name: str, bonds: Iterable[Bond], labels: Labels, *, unique: bool) -> Row:
    """Recall over the pairs of two publishers with one label.

    `unique` says that a party has one label only, so that a bond of two listings with different ones is wrong. It
    has not when labels are passports: publishers know different ones of one man.
    """
    held: dict[str, set[str]] = {}
    for listing_id, found in labels.items():
        for label in found:
            held.setdefault(label, set()).add(listing_id)
    true = {pair for ids in held.values() for pair in combinations(sorted(ids), 2) if _apart(pair)}
    sure = {(bond.a, bond.b) for bond in bonds if bond.verdict == "same" and _apart((bond.a, bond.b))}
    labelled = [(a, b) for a, b in sure if labels.get(a) and labels.get(b)]
    wrong = sum(not labels[a] & labels[b] for a, b in labelled) if unique else None
    return {"labels": name, "true pairs": len(true), "found": len(sure & true),
            "recall": round(len(sure & true) / max(1, len(true)), 4),
            "judged": len(labelled) if unique else None, "wrong": wrong}  # fmt: skip


def _apart(pair: tuple[str, str]) -> bool:
    """Whether two listings are of different publishers."""
    return pair[0].partition(":")[0] != pair[1].partition(":")[0]


def _bonds(snapshot: ww.Snapshot, withhold: Callable[[Side], Side]) -> list[Bond]:
    sides = [withhold(read_side(listing)) for listing in snapshot]
    return finder.bonds_between(sides, ww.Screener(snapshot))


@click.command()
@click.option(
    "--un", type=click.Path(exists=True, path_type=Path), help="The UN's XML, to label pairs by its references."
)
@click.option("--uk", type=click.Path(exists=True, path_type=Path), help="The UK's list of about the same date.")
@click.option("--show", default=0, help="Print so many random sure bonds, to be judged by eye.")
def main(un: Path | None, uk: Path | None, show: int) -> None:
    """Measure the links of the bundled lists by passport numbers, and of the UN's with the UK's by UN references."""
    snapshot = ww.Snapshot.bundled()
    bonds = _bonds(snapshot, without_numbers)
    rows = [measure("passport and IMO numbers", bonds, numbers_of(snapshot), unique=False)]
    if un and uk:
        lists = ww.Snapshot.from_files([un, uk])
        rows.append(measure("UN references", _bonds(lists, without_references), references_of(lists), unique=True))
    report.show("links", {"links with the labels withheld": rows}, Console())
    sure = [bond for bond in bonds if bond.verdict == "same"]
    for bond in random.Random(SEED).sample(sure, min(show, len(sure))):
        told = (f"{e.code} {e.bits:+.1f}" for e in bond.evidence if not e.code.startswith("name-"))
        for listing in map(snapshot.find, (bond.a, bond.b)):
            births = ", ".join(b.text or b.first for b in listing.births)
            print(f"{listing.id} | {listing.name} | {births} | {', '.join(listing.programmes)}")
        print(f"   {bond.similarity:.3f}, {bond.bits:.1f} bits: {', '.join(told)}\n")


if __name__ == "__main__":
    main()
