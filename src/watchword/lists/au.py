"""What does Australia's consolidated list (regulation8_consolidated, XLSX or XLS) hold? Rows become groups of rows.

Reference 1, 1a, 1b are the names of one party, number 1. What a group means to us is said in `au_mapper`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from hashlib import sha256

from watchword.errors import ListError
from watchword.lists import au_mapper, phrases, sheets
from watchword.lists.loading import the_only
from watchword.lists.sheets import Row, Table
from watchword.lists.source import ListFormat, ReadList, SourceFile
from watchword.model import Publication

PUBLISHER = "au-dfat"
TITLE = "Australia DFAT consolidated list"
LICENCE = "Creative Commons Attribution 4.0, Commonwealth of Australia"
URL = "https://www.dfat.gov.au/international-relations/security/sanctions/consolidated-list"
_SIGNS = ("Name of Individual or Entity", "Name Type")
_REFERENCE = re.compile(r"(\d+)\s*[a-z]*\d*")


@dataclass(frozen=True, slots=True)
class Consolidated:
    """The format in one of its two containers: one workbook, one sheet."""

    name: str
    recognise: Callable[[bytes, Collection[str]], bool]
    load: Callable[[SourceFile, Collection[str]], Table]

    def recognises(self, file: SourceFile) -> bool:
        """Whether the file is a workbook with the publisher's column names."""
        return self.recognise(file.data, _SIGNS)

    def read(self, files: tuple[SourceFile, ...]) -> ReadList:
        """One listing for each number; the list's date is its latest control date, as it states no other."""
        file = the_only(files, TITLE)
        table = self.load(file, au_mapper.COLUMNS)
        listings = tuple(au_mapper.to_listing(number, rows, table) for number, rows in _groups(table).items())
        if not listings:
            raise ListError("no rows below the header", where=file.name)
        publication = Publication(
            publisher=PUBLISHER,
            title=TITLE,
            records=len(listings),
            sha256=sha256(file.data).hexdigest(),
            published=max(phrases.one_day(row["Control Date"]) for row in table.rows),
            licence=LICENCE,
            url=URL,
        )
        return ReadList(publication, listings, tuple(_notes(table)))


FORMATS: tuple[ListFormat, ...] = (
    Consolidated("au-dfat-xlsx", sheets.is_xlsx_with, sheets.read_xlsx),
    Consolidated("au-dfat-xls", sheets.is_xls_with, sheets.read_xls),
)


def _groups(table: Table) -> dict[str, list[Row]]:
    groups: dict[str, list[Row]] = {}
    for row in table.rows:
        match = _REFERENCE.fullmatch(row["Reference"])
        if match is None:
            raise ListError(f"{row['Reference']!r} is no reference such as 12 or 12a", where=table.where(row))
        groups.setdefault(match[1], []).append(row)
    return groups


def _notes(table: Table) -> Iterator[str]:
    for column in table.columns:
        if column and column not in au_mapper.COLUMNS + au_mapper.SINCE_2025:
            yield f"column {column} is not read"
    for name_type in sorted({row["Name Type"].casefold() for row in table.rows} - au_mapper.NAME_TYPES.keys()):
        yield f"name type {name_type!r} is not known: such names count as strong aliases"
