"""How well are labelled pairs of names told apart? Compares two names at a time; no list is searched."""

from __future__ import annotations

import csv
import gzip
import random
import re
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from bench import measures
from bench.corpus import fold, rank
from bench.measures import Row, Tables
from bench.scorers import System
from bench.split import kept_out

PEER_CUTOFF = 0.7  # the default of nomenklatura's logic-v2, whose scores the file holds
_CURVE = tuple(c / 100 for c in range(50, 101, 5))
_CHANGES = (
    ("completely different", r"completely different|collision|shared (first|zero)|different person|both UK"),
    ("words added or dropped", r"^added|^dropped|patronymic added|addition"),
    ("clan or tribe swapped", r"nisbah|clan|tribal"),
    ("numeral or series", r"Roman|vintage|SPV|II (series|marker)"),
    ("place in a company's name", r"city|country|geographic|jurisdiction|sister"),
    ("line of business", r"line-of-business|sector|functional|synonym|nominalisation|compound"),
    (
        "legal form, points, case",
        r"legal|period|plc|&|'the'|'The'|hyphen|casing|camelcase|abbreviation|comma form",
    ),
    ("diacritics", r"diacritic|cedilla|stripped"),
    ("romanisation", r"translit|romanisation|vs media"),
    (
        "one letter or syllable",
        r"single|one-letter|defect|vowel|consonant|insert|onset|truncat|single-y|orthograph",
    ),
    ("father's name swapped", r"patronymic|father"),
    ("given name swapped", r"given-name|middle-name|initial"),
    ("surname swapped", r"surname|last name|family"),
)
_SCHEMA_KINDS = {"Person": "person", "Company": "company", "Organization": "organisation", "Vessel": "vessel"}


def kind_of(schema: str) -> str:
    """Our kind for a FollowTheMoney schema."""
    return _SCHEMA_KINDS.get(schema, "unknown")


def name_bench(system: System, folder: Path) -> Tables:
    """The 414 labelled pairs of name_bench_dev.csv, beside the scores of logic-v2 in the file."""
    with (folder / "matching" / "name_bench_dev.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    truths = [row["is_match"] == "true" for row in rows]
    ours = [system.score(r["name1"], r["name2"], kind_of(r["schema"])) for r in rows]
    peer = [float(r["logicv2_score"]) for r in rows]
    tables: Tables = {"at the default cutoff and at the best one": []}
    for name, scores, cutoff in ((system.name, ours, system.cutoff), ("logic-v2", peer, PEER_CUTOFF)):
        best, found = measures.best_f1(scores, truths)
        at_default: Row = {"scorer": name, "line": "default", "cutoff": cutoff}
        at_best: Row = {"scorer": name, "line": "best", "cutoff": best}
        tables["at the default cutoff and at the best one"] += [
            at_default | measures.counts(scores, truths, cutoff),
            at_best | found,
        ]
    curve = [(c, measures.counts(ours, truths, c)) for c in _CURVE]
    tables["over all cutoffs"] = [{"cutoff": c, **row} for c, row in curve]
    for title, groups in _groupings(rows).items():
        tables[title] = [_group(g, at, ours, peer, truths, system.cutoff) for g, at in sorted(groups.items())]
    return tables


def mistakes(system: System, folder: Path) -> list[Row]:
    """The pairs of name_bench that are on the wrong side of the default cutoff."""
    with (folder / "matching" / "name_bench_dev.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    out: list[Row] = []
    for r in rows:
        score = system.score(r["name1"], r["name2"], kind_of(r["schema"]))
        if (score >= system.cutoff) != (r["is_match"] == "true"):
            peer = float(r["logicv2_score"])
            out.append({"same": r["is_match"], "score": score, "logic-v2": peer} | _shown(r))
    return sorted(out, key=lambda row: (str(row["same"]), float(row["score"] or 0)))


def _shown(row: dict[str, str]) -> Row:
    return {"one": row["name1"], "other": row["name2"], "schema": row["schema"], "note": row["notes"]}


def _groupings(rows: Sequence[dict[str, str]]) -> dict[str, dict[str, list[int]]]:
    out: dict[str, dict[str, list[int]]] = {
        title: defaultdict(list) for title in ("by quality", "by schema", "by origin", "by category", "by change")
    }
    for i, row in enumerate(rows):
        out["by quality"][row["quality"]].append(i)
        out["by schema"][row["schema"]].append(i)
        out["by origin"][row["case_group"]].append(i)
        out["by category"][row["category"] or "none given"].append(i)
        out["by change"][_change(row)].append(i)
    return out


def _change(row: dict[str, str]) -> str:
    if row["category"] != "LLM-proposed deviation":
        return "no note"
    return next((name for name, pattern in _CHANGES if re.search(pattern, row["notes"])), "other")


def _group(
    name: str,
    at: list[int],
    ours: Sequence[float],
    peer: Sequence[float],
    truths: Sequence[bool],
    cutoff: float,
) -> Row:
    mine = measures.counts([ours[i] for i in at], [truths[i] for i in at], cutoff)
    theirs = measures.counts([peer[i] for i in at], [truths[i] for i in at], PEER_CUTOFF)
    return {
        "group": name,
        "n": len(at),
        "same": sum(truths[i] for i in at),
        "right": int(mine["tp"] or 0) + int(mine["tn"] or 0),
        "logic-v2 right": int(theirs["tp"] or 0) + int(theirs["tn"] or 0),
        "f1": mine["f1"] if any(truths[i] for i in at) else None,
        "logic-v2 f1": theirs["f1"] if any(truths[i] for i in at) else None,
    }


def fullnames(system: System, folder: Path, n: int = 2000, shuffles: int = 5) -> Tables:
    """Real Arabic/Latin full names: attested pairs, and each Arabic name with other people's Latin names."""
    path = folder / "matching" / "arabic_latin_fullnames_maghreb_sahel.csv.gz"
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        rows = [r for r in csv.DictReader(file) if kept_out(r["arabic_key"])]
    rows = sorted(rows, key=lambda r: rank(0, r["arabic_key"], r["latin"]))[:n]
    same = [system.score(r["arabic_key"], r["latin"], "person") for r in rows]
    rng = random.Random(0)
    other: list[float] = []
    for r in rows:
        for strange in rng.sample(rows, shuffles):
            if strange["arabic_key"] != r["arabic_key"] and fold(strange["latin"]) != fold(r["latin"]):
                other.append(system.score(r["arabic_key"], strange["latin"], "person"))
    lines = [("default", system.cutoff), ("1% of shuffled", measures.cutoff_for(other, 0.01, 0.01))]
    out: list[Row] = []
    for line, cutoff in lines:
        alerts = measures.reach(other, cutoff)
        row = measures.recall_row(line, same, cutoff) | {"cutoff": cutoff, "shuffled": len(other)}
        out.append(row | {"alerts": alerts, "alerts per 1,000": 1000 * alerts / len(other)})
    return {"attested and shuffled pairs": out}


def ofac(system: System, folder: Path) -> Tables:
    """Rank correlation with the scores of OFAC's own search tool, over all pairs and for each query."""
    with (folder / "matching" / "ofac_search_score_fixtures.csv").open(encoding="utf-8", newline="") as file:
        rows = [r for r in csv.DictReader(file) if r["query_name"] != "query_name"]
    ours = [system.score(r["query_name"], r["result_name"], "unknown") for r in rows]
    theirs = [float(r["ofac_score"]) for r in rows]
    groups: dict[str, list[int]] = defaultdict(list)
    for i, r in enumerate(rows):
        groups[r["query_name"]].append(i)
    queries: list[Row] = [
        {
            "query": q,
            "n": len(at),
            "spearman": measures.spearman([ours[i] for i in at], [theirs[i] for i in at]),
        }
        for q, at in sorted(groups.items())
        if len(at) > 4 and len({theirs[i] for i in at}) > 1
    ]
    mean = sum(float(q["spearman"] or 0) for q in queries) / len(queries)
    summary: list[Row] = [
        {"over": "all pairs", "n": len(rows), "spearman": measures.spearman(ours, theirs)},
        {"over": "mean of queries with 5 or more results", "n": len(queries), "spearman": mean},
    ]
    return {"rank correlation with OFAC's search": summary, "by query": queries}


def watchman(system: System, folder: Path) -> Tables:
    """The cross-script pairs of Watchman's tests, against our default cutoff and theirs."""
    lines = (folder / "matching" / "watchman_cross_script_pairs.csv").read_text(encoding="utf-8").splitlines()
    rows = list(csv.reader(line for line in lines if line and not line.startswith("#")))
    scores = [system.score(r[0], r[1], "person") for r in rows]
    pairs: list[Row] = [
        {"one": r[0], "other": r[1], "score": s, "theirs": float(r[2])} for r, s in zip(rows, scores, strict=True)
    ]
    passed = sum(s >= float(r[2]) for r, s in zip(rows, scores, strict=True))
    summary = measures.recall_row("default cutoff", scores, system.cutoff) | {"at Watchman's own line": passed}
    return {"pairs found": [summary], "pairs": pairs}
