"""Which names do the shared lists hold? A rough reading for counting tokens, not for screening.

Reads names and the person or entity flag only; watchword.lists has the real readers.
"""

from __future__ import annotations

import csv
import gzip
from collections.abc import Iterator
from pathlib import Path

import openpyxl
from lxml import etree

Flagged = Iterator[tuple[bool, str]]


def names(shared: Path) -> tuple[list[str], list[str]]:
    """All different names of persons and of entities (vessels and aircraft left out), each list sorted."""
    persons: set[str] = set()
    entities: set[str] = set()
    lists = shared / "lists"
    for reader, path in (
        (_ofac, lists / "ofac" / "2024-03-11_triple"),
        (_uk, lists / "uk" / "ConList_2023-06-05.derived.csv.gz"),
        (_eu, lists / "eu" / "20190827-FULL-1_1.xml"),
        (_au, lists / "au" / "regulation8_consolidated_2024-12.xlsx"),
    ):
        for is_person, name in reader(path):
            (persons if is_person else entities).add(" ".join(name.split()))
    return sorted(persons - {""}), sorted(entities - {""})


def _ofac(folder: Path) -> Flagged:
    kinds: dict[str, str] = {}
    with (folder / "sdn.csv").open(encoding="latin-1") as file:
        for row in csv.reader(file):
            if len(row) > 2:
                kinds[row[0]] = row[2].strip()
                if kinds[row[0]] not in ("vessel", "aircraft"):
                    yield kinds[row[0]] == "individual", row[1]
    with (folder / "alt.csv").open(encoding="latin-1") as file:
        for row in csv.reader(file):
            if len(row) > 3 and kinds.get(row[0]) not in ("vessel", "aircraft"):
                yield kinds.get(row[0]) == "individual", row[3]


def _uk(path: Path) -> Flagged:
    with gzip.open(path, "rt", encoding="utf-8-sig") as file:
        next(file)
        for row in csv.DictReader(file):
            parts = [row[f"Name {n}"] for n in (1, 2, 3, 4, 5, 6)]
            if row["Group Type"] in ("Individual", "Entity"):
                yield row["Group Type"] == "Individual", " ".join(parts)
                yield row["Group Type"] == "Individual", row["Name Non-Latin Script"]


def _eu(path: Path) -> Flagged:
    for _, entity in etree.iterparse(path, tag="{*}sanctionEntity"):
        is_person = any(kind.get("classificationCode") == "P" for kind in entity.iterfind("{*}subjectType"))
        for alias in entity.iterfind("{*}nameAlias"):
            yield is_person, alias.get("wholeName", "")
        entity.clear()


def _au(path: Path) -> Flagged:
    sheet = openpyxl.load_workbook(path, read_only=True).worksheets[0]
    for row in sheet.iter_rows(min_row=2, max_col=3, values_only=True):
        if row[1] and row[2] in ("Individual", "Entity"):
            yield row[2] == "Individual", str(row[1])
