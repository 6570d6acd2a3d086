"""What did OFSI's consolidated list hold before its layout of 2022? Rows of 2018 to 2021 in today's columns.

The older layout has 29 columns: documents and their details share one, aliases have no quality, names stand in Latin
letters only. Each row is put into the columns of 2022, and `uk_mapper` says what a group of them means.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256

from watchword.errors import ListError
from watchword.lists import phrases, sheets, uk_mapper
from watchword.lists.loading import the_only
from watchword.lists.sheets import Row, Table
from watchword.lists.source import ListFormat, ReadList, SourceFile
from watchword.lists.uk_conlist import LICENCE, PUBLISHER, TITLE, URL
from watchword.model import Publication
from watchword.text import places

COLUMNS: tuple[str, ...] = (
    "Name 6", "Name 1", "Name 2", "Name 3", "Name 4", "Name 5", "Title", "DOB", "Town of Birth", "Country of Birth",
    "Nationality", "Passport Details", "NI Number", "Position", "Address 1", "Address 2", "Address 3", "Address 4",
    "Address 5", "Address 6", "Post/Zip Code", "Country", "Other Information", "Group Type", "Alias Type", "Regime",
    "Listed On", "Last Updated", "Group ID",
)  # fmt: skip
_SIGNS = ("Name 6", "NI Number", "Group Type", "Group ID")
_ALIAS_TYPES = {"Prime Alias": "Primary name", "AKA": "AKA", "FKA": "FKA"}
_UN_REFERENCE = re.compile(r"^\s*UN ref(?:erence)?\s*[.:]?\s*(?=[A-Z]{2}[ei]\.\d{3}\b)", re.IGNORECASE)
_PASSPORT = re.compile(
    r"(?P<before>(?:[^\d(]*?[\s.:])??)(?P<number>(?:[A-Z]{1,3} )?[A-Z/-]*\d[\w/-]*(?: \d[\d/-]*)*)"
    r"(?!\w)[\s.,:]*(?P<after>.*)",
    re.DOTALL,
)
_LABEL = re.compile(
    r"\b(?:(?:passports?|travel document)\b(?:\s*(?:numbers?|nos?)\b)?|numbers?\b|nos?\b)[\s.:]*$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class OldConList:
    """The format in one of its two containers, one file."""

    name: str
    recognise: Callable[[bytes, Collection[str]], bool]
    load: Callable[[SourceFile, Collection[str]], Table]

    def recognises(self, file: SourceFile) -> bool:
        """Whether the file is a table with the columns of the older layout and without those of 2022."""
        return self.recognise(file.data, _SIGNS) and not self.recognise(file.data, ("Alias Quality",))

    def read(self, files: tuple[SourceFile, ...]) -> ReadList:
        """One listing for each Group ID, in the order in which the groups begin."""
        file = the_only(files, TITLE)
        table = self.load(file, COLUMNS)
        listings = tuple(uk_mapper.to_listing(rows, table) for rows in _groups(table))
        if not listings:
            raise ListError("no rows below the header", where=file.name)
        publication = Publication(
            publisher=PUBLISHER,
            title=TITLE,
            records=len(listings),
            sha256=sha256(file.data).hexdigest(),
            published=next((day for cell in table.above if (day := phrases.one_day(cell))), ""),
            licence=LICENCE,
            url=URL,
        )
        return ReadList(publication, listings, tuple(_notes(table)))


def _load_csv(file: SourceFile, needed: Collection[str]) -> Table:
    """The table of a CSV file in Windows-1252, as OFSI wrote it, or in UTF-8."""
    try:
        file.data.decode("utf-8-sig")
    except UnicodeDecodeError:
        file = SourceFile(file.name, _from_windows(file))
    return sheets.read_csv(file, needed)


FORMATS: tuple[ListFormat, ...] = (
    OldConList("uk-ofsi-old-csv", sheets.csv_header_has, _load_csv),
    OldConList("uk-ofsi-old-xlsx", sheets.is_xlsx_with, sheets.read_xlsx),
)


def _from_windows(file: SourceFile) -> bytes:
    try:
        return file.data.decode("cp1252").encode()
    except UnicodeDecodeError as error:
        line = file.data.count(b"\n", 0, error.start) + 1
        raise ListError("neither UTF-8 nor Windows-1252", where=f"{file.name}, line {line}") from None


def _groups(table: Table) -> list[list[Row]]:
    groups: dict[str, list[Row]] = {}
    for row in table.rows:
        number = row["Group ID"]
        if not (number.isascii() and number.isdecimal()):
            raise ListError(f"Group ID {number!r} is not a number", where=table.where(row))
        groups.setdefault(number, []).append(replace(row, cells=_modern(row.cells)))
    return list(groups.values())


def _modern(cells: Mapping[str, str]) -> dict[str, str]:
    """A row's cells under the columns of 2022."""
    row = dict.fromkeys(uk_mapper.COLUMNS, "") | dict(cells)
    row["Alias Type"] = _ALIAS_TYPES.get(cells["Alias Type"], cells["Alias Type"])
    row["Passport Number"], row["Passport Details"] = _passports(cells["Passport Details"])
    row["National Identification Number"] = row.pop("NI Number")
    row["Other Information"] = _UN_REFERENCE.sub("(UN Ref):", cells["Other Information"])
    return row


def _passports(text: str) -> tuple[str, str]:
    """Numbers, and what is said of them, of `(1) K929139 (Tunisian). Issued on 14 Feb 1995 (2) ...`."""
    found: list[tuple[str, str]] = []
    rest: list[str] = []
    for item in phrases.numbered(text).values():
        match = _PASSPORT.fullmatch(item)
        before = _LABEL.sub("", match["before"]).strip(" .:") if match else ""
        labelled = match is not None and (_LABEL.search(match["before"]) or places.country(before))
        if match is None or not (labelled or not match["before"]):
            rest.append(item)
            continue
        after = re.sub(r"^\(([^()]*)\)\.?", r"\1.", match["after"].strip())
        found.append((match["number"], ". ".join(part for part in (before, after.strip(" .")) if part)))
    if not found:
        return "", text
    number, said = found[-1]
    found[-1] = number, "; ".join(filter(None, (said, *rest)))
    if len(found) == 1:
        return found[0]
    marked = [(f"({at}) {number}", f"({at}) {said}") for at, (number, said) in enumerate(found, 1)]
    return " ".join(number for number, _ in marked), " ".join(said for _, said in marked)


def _notes(table: Table) -> Iterator[str]:
    yield "the layout before 2022: without quality of aliases and names in other scripts"
    for column in table.columns:
        if column and column not in COLUMNS:
            yield f"column {column} is not read"
    for alias in sorted({row["Alias Type"] for row in table.rows} - _ALIAS_TYPES.keys()):
        yield f"alias type {alias!r} is not known: such names count as strong aliases"
