"""Is the right Latin name among the first ten for a name in another script? Single words of Wikidata names.

All Latin words of the file are candidates; only rows kept out of all fitting are asked.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from bench import measures
from bench.corpus import ListedName, rank
from bench.measures import Row, Tables
from bench.scorers import Searcher, System
from bench.split import kept_out

LANGUAGES = ("arabic", "russian", "hebrew", "chinese")
FIRST = 10
_LEAST = 0.02  # low enough that every candidate has a rank


def read(folder: Path, language: str) -> list[tuple[str, str]]:
    """Every (word in the other script, Latin word) of the file."""
    path = folder / "matching" / f"coling2018_wd_{language}_16.tsv"
    rows = (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines())
    return [(row[1].replace(" ", ""), row[0]) for row in rows]


def crossscript(system: System, folder: Path, n: int, tick: Callable[[int], None]) -> Tables:
    """For each language: `n` kept-out words asked, the share whose Latin form is first, and in the first ten.

    A word with several attested Latin forms is right with any. Equal scores are counted against us: the
    rank is the worst among equals.
    """
    table: list[Row] = []
    for language in LANGUAGES:
        pairs = read(folder, language)
        right: dict[str, set[str]] = defaultdict(set)
        for word, latin in pairs:
            right[word].add(latin)
        asked = sorted((w for w in right if kept_out(w)), key=lambda w: rank(0, w))[:n]
        searcher = system.searcher(_candidates(latin for _, latin in pairs))
        places = [_place(searcher, word, right[word], tick) for word in asked]
        table.append(_row(language, len(pairs), places))
    return {"right Latin word found": table}


def _candidates(words: Iterable[str]) -> tuple[ListedName, ...]:
    return tuple(
        ListedName(f"bench:{word}", "bench", "person", "primary", "Latn", word)
        for word in dict.fromkeys(words)
        if any(c.isalpha() for c in word)
    )


def _place(searcher: Searcher, word: str, right: set[str], tick: Callable[[int], None]) -> int:
    """The worst rank that the best right candidate may have among equals, 0 when it is not found."""
    tick(1)
    found = searcher.search(word, "person", _LEAST)
    score = next((s for listing, s in found if listing.removeprefix("bench:") in right), None)
    if score is None:
        return 0
    others = sum(s >= score and listing.removeprefix("bench:") not in right for listing, s in found)
    return others + 1


def _row(language: str, candidates: int, places: Sequence[int]) -> Row:
    inside = [1.0 if 1 <= place <= FIRST else 0.0 for place in places]
    row = measures.recall_row(language, inside, 0.5)
    first = sum(place == 1 for place in places) / len(places)
    return row | {"first": first, "anywhere": sum(map(bool, places)) / len(places), "candidates": candidates}
