"""How many altered listed names are found, and what does that cost in alerts on unlisted names?

Recall is never shown without its price: every line of recall stands beside alerts per 1,000 unlisted names.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import msgspec

from bench import alterations, corpus, measures, unlisted
from bench.alterations import Altered
from bench.corpus import ListedName
from bench.measures import Row, Tables
from bench.scorers import Searcher, System, Watchword
from bench.unlisted import Unlisted

SEED = 1
SHARE = 0.01  # the alerts allowed on unlisted names at the second cutoff
_MISSED_SHOWN = 40

Tick = Callable[[int], None]  # how many queries are done


class Sample(msgspec.Struct, frozen=True):
    """What to draw: `n` altered names with a seed; each `every`-th unlisted name, for slow peers."""

    n: int
    seed: int = SEED
    every: int = 1


def single(system: System, names: Sequence[ListedName], folder: Path, sample: Sample, tick: Tick) -> Tables:
    """Listed names altered once; the second cutoff allows 1% alerts on the 2,000 unlisted customers."""
    altered = alterations.single(names, sample.seed, sample.n)
    return _tables(system, names, altered, _unlisted(folder, names, sample), ("customers",), tick)


# How listed names are altered for each set.
MAKERS = {
    "single": alterations.single,
    "hard": alterations.double,
    "hardest": alterations.double_of_all,
}


def hard(
    system: System, names: Sequence[ListedName], folder: Path, sample: Sample, tick: Tick, name: str = "hard"
) -> Tables:
    """Listed names altered twice; half of the unlisted persons that set the second line are culture-close."""
    altered = MAKERS[name](names, sample.seed, sample.n)
    people = _unlisted(folder, names, sample)
    groups = tuple(dict.fromkeys(p.group for p in people if p.group != "companies"))
    return _tables(system, names, altered, people, groups, tick)


def _unlisted(folder: Path, names: Sequence[ListedName], sample: Sample) -> tuple[Unlisted, ...]:
    people = [
        *unlisted.customers(folder),
        *unlisted.culture_close(folder, sample.seed, 2000),
        *unlisted.companies(folder, sample.seed, 2000),
    ]
    return unlisted.without_listed(people, names)[:: sample.every]


def _tables(
    system: System,
    names: Sequence[ListedName],
    altered: Sequence[Altered],
    people: Sequence[Unlisted],
    reference: tuple[str, ...],
    tick: Tick,
) -> Tables:
    searcher = system.searcher(_given(names))
    tops = [(p, _top(searcher, p, system.least, tick)) for p in people]
    own = [(a, _own(searcher, a, system.least, tick)) for a in altered]
    strict = measures.cutoff_for((s for p, s in tops if p.group in reference), SHARE, system.least)
    lines = {"default": system.cutoff, "1% alerts": strict}
    return {
        "cutoffs": [_summary(line, cutoff, own, tops, reference) for line, cutoff in lines.items()],
        "recall by class": _by_class(own, lines),
        "alerts per 1,000 unlisted": _alerts(tops, lines),
    }


def missed(system: System, names: Sequence[ListedName], sample: Sample, tick: Tick, name: str) -> list[Row]:
    """The altered names that are not found at the default cutoff, with the score of their own listing."""
    altered = MAKERS[name](names, sample.seed, sample.n)
    searcher = system.searcher(_given(names))
    scored = [(_own(searcher, a, system.least, tick), a) for a in altered]
    return [
        {"classes": " + ".join(a.classes), "score": s, "original": a.original, "query": a.query, "id": a.id}
        for s, a in scored
        if measures.grid(s) < measures.grid(system.cutoff)
    ]


def _given(names: Sequence[ListedName]) -> Sequence[ListedName] | None:
    return None if _BUNDLED and names is _BUNDLED[0] else names


def _top(searcher: Searcher, person: Unlisted, least: float, tick: Tick) -> float:
    tick(1)
    found = searcher.search(person.name, person.kind, least)
    return found[0][1] if found else 0.0


def _own(searcher: Searcher, item: Altered, least: float, tick: Tick) -> float:
    tick(1)
    return next((s for listing, s in searcher.search(item.query, item.kind, least) if listing == item.id), 0.0)


def _summary(
    line: str,
    cutoff: float,
    own: Sequence[tuple[Altered, float]],
    tops: Sequence[tuple[Unlisted, float]],
    reference: tuple[str, ...],
) -> Row:
    scores = [s for p, s in tops if p.group in reference]
    row = measures.recall_row(line, [s for _, s in own], cutoff) | {"cutoff": cutoff, "unlisted": len(scores)}
    return row | {"alerts per 1,000": 1000 * measures.reach(scores, cutoff) / len(scores)}


def _by_class(own: Sequence[tuple[Altered, float]], lines: dict[str, float]) -> list[Row]:
    groups: dict[str, list[float]] = defaultdict(list)
    for item, score in own:
        for cls in item.classes:
            groups[cls].append(score)
    out: list[Row] = []
    for cls in alterations.CLASSES:
        row: Row = {"class": cls, "n": len(groups[cls])}
        for line, cutoff in lines.items():
            found = measures.recall_row(cls, groups[cls], cutoff)
            row |= {f"{line}: {k}": found[k] for k in ("recall", "low", "high")}
        out.append(row)
    return out


def _alerts(tops: Sequence[tuple[Unlisted, float]], lines: dict[str, float]) -> list[Row]:
    groups: dict[str, list[float]] = defaultdict(list)
    for person, score in tops:
        groups[person.group].append(score)
    out: list[Row] = []
    for group, scores in groups.items():
        row: Row = {"unlisted": group, "n": len(scores)}
        out.append(row | {line: 1000 * measures.reach(scores, c) / len(scores) for line, c in lines.items()})
    return out


def exact(system: System, names: Sequence[ListedName], tick: Tick) -> Tables:
    """Every listed name as a query: is its own listing among the best? Weak aliases under a policy that
    lets them raise a hit by themselves (where the system has one)."""
    given = _given(names)
    usual = system.searcher(given)
    weak = Watchword(weak=True).searcher(given) if isinstance(system, Watchword) else None
    results: dict[tuple[str, str], list[str]] = defaultdict(list)
    missed: list[Row] = []
    for n in names:
        searcher = weak if n.strength == "weak" else usual
        if searcher is None:
            continue
        outcome = _outcome(searcher, n, system.cutoff)
        results[(n.publisher, n.script)].append(outcome)
        tick(1)
        if outcome not in ("at 1", "top"):
            missed.append({"id": n.id, "strength": n.strength, "name": n.name[:80], "outcome": outcome})
    table: list[Row] = [_exact_row(key[0], key[1], outcomes) for key, outcomes in sorted(results.items())]
    table.append(_exact_row("all", "all", [o for outcomes in results.values() for o in outcomes]))
    return {"own listing found": table, "not found at the top (the first ones)": missed[:_MISSED_SHOWN]}


def _outcome(searcher: Searcher, n: ListedName, cutoff: float) -> str:
    if any(listing == n.id for listing, _ in searcher.search(n.name, n.kind, 1.0)):
        return "at 1"
    found = searcher.search(n.name, n.kind, cutoff)
    own = next((s for listing, s in found if listing == n.id), None)
    if own is None:
        return "lost"
    return "top" if own == found[0][1] else "below"


def _exact_row(publisher: str, script: str, outcomes: Iterable[str]) -> Row:
    kept = list(outcomes)
    right = sum(o in ("at 1", "top") for o in kept)
    row: Row = {"publisher": publisher, "script": script, "n": len(kept), "at the top": right / len(kept)}
    return row | {o: kept.count(o) for o in ("at 1", "top", "below", "lost")}


_BUNDLED: list[tuple[ListedName, ...]] = []


def corpus_of_bundled() -> tuple[ListedName, ...]:
    """The bundled names, read once; sets given this very tuple are searched in the bundled snapshot."""
    if not _BUNDLED:
        _BUNDLED.append(corpus.bundled())
    return _BUNDLED[0]
