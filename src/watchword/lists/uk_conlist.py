"""What does OFSI's consolidated list (ConList, layout of 2022, CSV or XLSX) hold? Rows become groups of rows.

One party has many rows, one for each combination of name, birth date and address, joined by Group ID. What a
group means to us is said in `uk_mapper`. Layouts before 2022 are the business of `uk_conlist_old`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from hashlib import sha256

from watchword.errors import ListError
from watchword.lists import phrases, sheets, uk_mapper
from watchword.lists.loading import the_only
from watchword.lists.sheets import Row, Table
from watchword.lists.source import ListFormat, ReadList, SourceFile
from watchword.model import Publication

PUBLISHER = "uk-ofsi"
TITLE = "UK OFSI consolidated list of financial sanctions targets"
LICENCE = "Open Government Licence v3.0, Crown copyright"
URL = "https://www.gov.uk/government/publications/financial-sanctions-consolidated-list-of-targets"
_SIGNS = ("Name 6", "Group Type", "Alias Type", "Alias Quality", "Group ID")


@dataclass(frozen=True, slots=True)
class ConList:
    """The format in one of its two containers, one file."""

    name: str
    recognise: Callable[[bytes, Collection[str]], bool]
    load: Callable[[SourceFile, Collection[str]], Table]

    def recognises(self, file: SourceFile) -> bool:
        """Whether the file is a table with the columns of ConList, one of which is new in 2022."""
        return self.recognise(file.data, _SIGNS)

    def read(self, files: tuple[SourceFile, ...]) -> ReadList:
        """One listing for each Group ID, in the order in which the groups begin."""
        file = the_only(files, TITLE)
        table = self.load(file, uk_mapper.COLUMNS)
        groups = _groups(table)
        listings = tuple(uk_mapper.to_listing(rows, table) for rows in groups)
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


FORMATS: tuple[ListFormat, ...] = (
    ConList("uk-ofsi-csv", sheets.csv_header_has, sheets.read_csv),
    ConList("uk-ofsi-xlsx", sheets.is_xlsx_with, sheets.read_xlsx),
)


def _groups(table: Table) -> list[list[Row]]:
    groups: dict[str, list[Row]] = {}
    for row in table.rows:
        number = row["Group ID"]
        if not number.isdecimal():
            raise ListError(f"Group ID {number!r} is not a number", where=table.where(row))
        groups.setdefault(number, []).append(row)
    return list(groups.values())


def _notes(table: Table) -> Iterator[str]:
    for column in table.columns:
        if column not in uk_mapper.COLUMNS:
            yield f"column {column} is not read"
    for alias in sorted({row["Alias Type"] for row in table.rows} - uk_mapper.ALIAS_TYPES):
        yield f"alias type {alias!r} is not known: such names count as strong aliases"
