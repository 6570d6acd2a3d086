"""Are whole parties ranked right? Listings come as queries with one field wrong or missing.

Run on one publisher alone, so that the same party on another list does not count as a false hit.
"""

from __future__ import annotations

import csv
import random
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec

from bench import alterations, measures, unlisted
from bench.corpus import fold, present, rank
from bench.measures import Row, Tables
from bench.scorers import Watchword, snapshot_from
from watchword.model import DateSpan, Kind, Listing, Party

PUBLISHER = "au-dfat"  # kept out of tools/fit
SEED = 1
_FAR = ("br", "fi", "jp", "mx", "nz")
_ELSEWHERE = ("Rua Aurora 17, Recife, Brazil", "Mannerheimintie 4, Helsinki, Finland", "Sakae 3-18, Nagoya, Japan")
# Where the culture-close strangers are from: their countries by the group of their name.
_HOMES = {
    "Arabic": "eg iq sa jo lb ly", "Persian": "ir", "Russian": "ru by ua", "West African": "ml ne bf sn",
    "South Asian": "pk in bd", "Korean": "kr", "Chinese": "cn tw",
}  # fmt: skip
_SAHEL = "dz ma tn ml mr ne td"
_SEX = {"male": "female", "female": "male"}


class Query(msgspec.Struct, frozen=True):
    """A party to screen, what was changed of it, and the listing that it is (empty: none)."""

    change: str
    party: Party
    id: str = ""


def ranking(system: Watchword, folder: Path, n: int, tick: Callable[[int], None]) -> Tables:
    """Ties at the top, the right listing first, Brier score and reliability of `probability`."""
    import watchword as ww

    listings = [x for x in ww.Snapshot.bundled() if x.publisher == PUBLISHER]
    screener = ww.Screener(snapshot_from(listings), policy=system.policy)
    rows: dict[str, list[tuple[Query, list[tuple[str, float, float]]]]] = defaultdict(list)
    for query in [*queries(listings, n), *strangers(folder, n, SEED)]:
        hits = screener.screen(query.party).hits
        rows[query.change].append((query, [(h.listing.id, h.similarity, h.probability) for h in hits]))
        tick(1)
    everything = [pair for pairs in rows.values() for pair in pairs]
    said = [(p, i == q.id) for q, hits in everything for i, _, p in hits]
    probabilities, truths = [p for p, _ in said], [t for _, t in said]
    return {
        "in all": [_row("all", everything) | {"brier": measures.brier(probabilities, truths), "hits": len(said)}],
        "by change": [_row(change, pairs) for change, pairs in rows.items()],
        "reliability of probability": measures.reliability(probabilities, truths),
    }


def _row(change: str, pairs: Sequence[tuple[Query, list[tuple[str, float, float]]]]) -> Row:
    alerts = [(q, hits) for q, hits in pairs if hits]
    several = [hits for _, hits in alerts if len(hits) > 1]
    own = [(q, hits) for q, hits in alerts if any(i == q.id for i, _, _ in hits)]
    return {
        "change": change,
        "n": len(pairs),
        "alerts": len(alerts),
        "own found": len(own),
        "own first": sum(max(hits, key=lambda h: h[2])[0] == q.id for q, hits in own),
        "tied probability": sum(_tied([p for _, _, p in hits]) for hits in several),
        "tied similarity": sum(_tied([s for _, s, _ in hits]) for hits in several),
        "mean top probability": sum(max(p for _, _, p in hits) for _, hits in alerts) / max(1, len(alerts)),
    }


def _tied(values: Sequence[float]) -> bool:
    marks = sorted((measures.grid(v) for v in values), reverse=True)
    return marks[0] == marks[1]


def queries(listings: Sequence[Listing], n: int) -> list[Query]:
    """`n` parties of the list for each change, and as many namesakes; the same every time."""
    people = [x for x in listings if x.kind == "person" and x.births and len(x.name.split()) > 1]
    entities = [x for x in listings if x.kind in ("company", "organisation") and x.addresses]
    words = Counter(t for x in listings for t in set(fold(x.name).split()))
    out: list[Query] = []
    for sort, changes in ((people, _CHANGES), (entities, _ENTITY_CHANGES)):
        for change, make in changes.items():
            made = 0
            for x in sorted(sort, key=lambda x: rank(SEED, change, x.id)):
                if made == n:
                    break
                party = make(x, random.Random(f"{SEED} {change} {x.id}"))
                if party is not None and (change != "namesake" or _ordinary(x, words)):
                    out.append(Query(change, party, "" if change == "namesake" else x.id))
                    made += 1
    return out


def _ordinary(x: Listing, words: Counter[str]) -> bool:
    # Other people carry a listed name by chance only when every word of it is common.
    tokens = fold(x.name).split()
    return len(tokens) <= 3 and all(words[t] >= 5 for t in tokens)


def strangers(folder: Path, n: int, seed: int) -> list[Query]:
    """Unlisted customers with their birth dates, and ten times as many persons of the lists' cultures."""
    path = folder / "matching" / "yente_validation_negatives_global.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))[:n]
    out = [Query("stranger", Party(r["full_name"], kind=Kind.PERSON, birth=r["date_of_birth"])) for r in rows]
    for person in unlisted.culture_close(folder, seed, 10 * n):
        rng = random.Random(f"{seed} {person.name}")
        birth = f"{rng.randrange(1940, 2005)}-{rng.randrange(1, 13):02d}-{rng.randrange(1, 29):02d}"
        home = rng.choice(_HOMES.get(person.group, _SAHEL).split())
        party = Party(person.name, kind=Kind.PERSON, birth=birth, nationalities=(home,), gender=rng.choice(_GENDERS))
        out.append(Query("culture-close stranger", party))
    return out


_GENDERS = ("male", "male", "female")  # as on the lists, mostly men


def as_party(x: Listing, name: str = "", **other: object) -> Party:
    """The listing as a party with everything that it says, and what is said otherwise."""
    told: dict[str, object] = {
        "kind": x.kind,
        "birth": _known(x),
        "nationalities": x.nationalities,
        "gender": x.genders[0] if len(x.genders) == 1 else "",
        "birth_place": x.birth_places[0].text if x.birth_places else "",
        "addresses": tuple(a.full for a in x.addresses[:1]),
    }
    return Party(name or present(x.name, str(x.kind)), **(told | other))  # type: ignore[arg-type]  # by name


def _known(x: Listing) -> str:
    if not x.births:
        return ""
    span = x.births[0]
    return span.first if span.first == span.last else span.first[:4]


def _full(x: Listing) -> DateSpan | None:
    return next((s for s in x.births if s.first == s.last), None)


def _swapped(x: Listing, rng: random.Random) -> Party | None:
    span = _full(x)
    if span is None or span.first[5:7] == span.first[8:] or int(span.first[8:]) > 12:
        return None
    return as_party(x, birth=f"{span.first[:4]}-{span.first[8:]}-{span.first[5:7]}")


def _year(x: Listing, by: int) -> Party:
    first = x.births[0].first
    return as_party(x, birth=f"{int(first[:4]) + by}{first[4:8]}{min(int(first[8:] or 1), 28):02d}")


def _namesake(x: Listing, rng: random.Random) -> Party:
    born = _year(x, rng.choice((-31, -23, 17, 26))).birth
    return as_party(x, birth=born, nationalities=(rng.choice(_FAR),), birth_place="", addresses=())


def _renamed(x: Listing, rng: random.Random) -> Party | None:
    cls = rng.choice(("typo", "dropped letter", "vowel change", "transliteration", "reordered", "token dropped"))
    name = alterations.alter(present(x.name, str(x.kind)), str(x.kind), (cls,), rng)
    return as_party(x, name=name) if name else None


_CHANGES: dict[str, Callable[[Listing, random.Random], Party | None]] = {
    "nothing": lambda x, rng: as_party(x),
    "birth missing": lambda x, rng: as_party(x, birth=""),
    "birth year only": lambda x, rng: as_party(x, birth=x.births[0].first[:4]) if _full(x) else None,
    "birth day and month swapped": _swapped,
    "birth a year off": lambda x, rng: _year(x, rng.choice((-1, 1))),
    "birth wrong": lambda x, rng: _year(x, rng.choice((-9, 8, 12))),
    "nationality missing": lambda x, rng: as_party(x, nationalities=()) if x.nationalities else None,
    "nationality wrong": lambda x, rng: as_party(x, nationalities=(rng.choice(_FAR),)) if x.nationalities else None,
    "gender wrong": lambda x, rng: as_party(x, gender=_SEX[x.genders[0]]) if len(x.genders) == 1 else None,
    "birth place missing": lambda x, rng: as_party(x, birth_place="") if x.birth_places else None,
    "birth place wrong": lambda x, rng: as_party(x, birth_place="Nagoya") if x.birth_places else None,
    "address wrong": lambda x, rng: as_party(x, addresses=(rng.choice(_ELSEWHERE),)) if x.addresses else None,
    "name alone": lambda x, rng: Party(present(x.name, "person"), kind=x.kind),
    "name altered": _renamed,
    "namesake": _namesake,
}
_ENTITY_CHANGES: dict[str, Callable[[Listing, random.Random], Party | None]] = {
    "entity, nothing": lambda x, rng: as_party(x),
    "entity, address missing": lambda x, rng: as_party(x, addresses=()),
    "entity, address wrong": lambda x, rng: as_party(x, addresses=(rng.choice(_ELSEWHERE),)),
    "entity, name altered": _renamed,
}
