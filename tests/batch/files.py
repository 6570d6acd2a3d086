"""Customer files for tests, and one way to screen them."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from watchword import Policy, Snapshot
from watchword.batch import run
from watchword.batch.run import Options, Outcome

HEADER = ("Customer no", "Full name", "Type", "DOB", "Nationality", "Shoe size")
PEOPLE = (
    ("C-1", "Ousmane Illiassou Djibo", "individual", "1984", "Niger", "42"),
    ("C-2", "Jane Roe", "individual", "1970-05-01", "gb", ""),
    ("C-3", "", "individual", "", "", ""),
    ("C-4", "Herman Gref", "P", "08/02/1964", "RU", "N/A"),
    ("C-5", "Banco Nacional de Cuba", "company", "N/A", "", ""),
    ("C-6", "Somebody Else", "individual", "31.02.1990", "", ""),
    ("C-7", "سعيد عريف", "individual", "", "", ""),
    ("C-8", "Mar Azul", "vessel", "", "", ""),
    ("C-9", "Nobody, Known\nto Us", "", "", "", ""),
)
SET_ASIDE = {3: "name", 6: "birth"}


def write_csv(path: Path, rows: Iterable[Sequence[str]] = PEOPLE, header: Sequence[str] = HEADER) -> Path:
    """A CSV file of these rows."""
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *rows])
    return path


def many(count: int) -> list[tuple[str, ...]]:
    """Rows enough for several chunks, the people above among them again and again."""
    return [(f"N-{at}", *PEOPLE[at % len(PEOPLE)][1:]) for at in range(count)]


def run_file(snapshot: Snapshot, path: Path, out: Path, **given: Any) -> Outcome:
    """Screen a file under the usual policy."""
    watch = given.pop("watch", lambda *_: None)
    map_file = given.pop("map_file", None)
    return run.run(run.plan(path, out, map_file), snapshot, Policy(), Options(**given), watch)


def read_csv(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
