"""How is OFAC's CSV set read whole? sdn.csv, alt.csv, add.csv and sdn_comments.csv become one `ReadList`.

The consolidated (non-SDN) list has the same four files under other names. The files must be of one day:
OFAC gives each designation at least one row in add.csv, so the numbers of both files are the same set.
Nothing here knows where files come from.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import replace
from hashlib import sha256
from itertools import pairwise

import msgspec

from watchword.errors import ListError
from watchword.lists.ofac_listing import PUBLISHER, Record, make_listing, programmes
from watchword.lists.ofac_remarks import Remarks
from watchword.lists.ofac_rows import COLUMNS, Row, Seen, Table, read_table, role_of
from watchword.lists.source import ReadList, SourceFile
from watchword.model import Listing, Publication

SDN_TITLE = "OFAC Specially Designated Nationals and Blocked Persons List (SDN)"
CONSOLIDATED_TITLE = "OFAC Consolidated Sanctions List (non-SDN)"
LICENCE = "US federal government work: public domain (17 U.S.C. 105)"
URL = "https://ofac.treasury.gov/sanctions-list-service"

# sdn.csv breaks a remark off here, mid-word; the rest is in sdn_comments.csv.
REMARK_LIMIT = 1000

NON_SDN_PROGRAMMES = frozenset(("NS-PLC", "561List", "561-Related", "FSE-SY", "FSE-IR", "CMIC-EO13959"))
NON_SDN_REMARK = re.compile(r"Not on the SDN List|Executive Order \d+ Directive (?:Determination|Information)")
_SPREADSHEET_DATE = re.compile(r"\d{1,2}-(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)", re.IGNORECASE)
_ONE_DAY = "Give the files of one set, published on one day."
_SDN_FILES = {"sdn": "sdn.csv", "alt": "alt.csv", "add": "add.csv", "comments": "sdn_comments.csv"}
_CONSOLIDATED_FILES = {
    "sdn": "cons_prim.csv",
    "alt": "cons_alt.csv",
    "add": "cons_add.csv",
    "comments": "cons_comments.csv",
}


class OfacCsv:
    """OFAC's legacy CSV set, SDN or consolidated.

    One that `remembers` keeps what it has made of each row: days of a series share nearly all of theirs.
    """

    name = "us-ofac-csv"

    def __init__(self, *, remembers: bool = False) -> None:
        self._made: dict[tuple[object, ...], tuple[Listing, Remarks]] | None = {} if remembers else None
        self._seen: Seen | None = {} if remembers else None

    def recognises(self, file: SourceFile) -> bool:
        """Whether the file is one of the set, by its first rows."""
        return bool(role_of(file))

    def read(self, files: tuple[SourceFile, ...]) -> ReadList:
        """Read the set whole; only sdn.csv is a must.

        Raises ListError, naming file and row, when a file is none of the set, is there twice or is damaged,
        when a number occurs twice, and when the files don't fit together.
        """
        tables = _by_role(files, self._seen)
        tables["sdn"], notes = _restore_number(tables)
        _check_numbers(tables["sdn"])
        for role in ("alt", "add", "comments"):
            if role in tables:
                _check_same_day(tables["sdn"], tables[role])
        consolidated = _is_consolidated(tables["sdn"].rows)
        names = _CONSOLIDATED_FILES if consolidated else _SDN_FILES
        records = _records(tables, names["sdn"])
        made = [self._make(record) for record in records]
        notes.extend(_notes(tables, names))
        notes.extend(_remark_notes(records, [remarks for _, remarks in made], names["comments"]))
        publication = Publication(
            publisher=PUBLISHER,
            title=CONSOLIDATED_TITLE if consolidated else SDN_TITLE,
            records=len(tables["sdn"].rows),
            sha256=sha256(b"".join(table.file.data for table in tables.values())).hexdigest(),
            licence=LICENCE,
            url=URL,
        )
        return ReadList(publication, tuple(listing for listing, _ in made), tuple(notes))

    def _make(self, record: Record) -> tuple[Listing, Remarks]:
        if self._made is None:
            return make_listing(record)
        rows = (record.row, *record.aliases, *record.addresses)
        key = (len(record.aliases), record.remark, record.cut, *(row.fields for row in rows))
        if key not in self._made:
            self._made[key] = make_listing(record)
        listing, remarks = self._made[key]
        return msgspec.structs.replace(listing, source=record.source), remarks


FORMATS = (OfacCsv(),)


def _by_role(files: tuple[SourceFile, ...], seen: Seen | None) -> dict[str, Table]:
    """The files in the order of their roles."""
    found: dict[str, Table] = {}
    for file in files:
        table = read_table(file, seen)
        if table.role in found:
            first = found[table.role].file.name
            raise ListError(f"a second {_SDN_FILES[table.role]}, beside {first}", where=file.name, hint=_ONE_DAY)
        found[table.role] = table
    if "sdn" not in found:
        names = ", ".join(file.name for file in files)
        raise ListError("no file with the designations (sdn.csv or cons_prim.csv)", where=names, hint=_ONE_DAY)
    return {role: found[role] for role in COLUMNS if role in found}


def _restore_number(tables: dict[str, Table]) -> tuple[Table, list[str]]:
    """sdn.csv with an overwritten number restored, where the set itself proves what it was.

    A real copy of 2022-01-21 has the number of its last row overwritten by another's. The row is then out of
    the ascending order that all of OFAC's files keep, and add.csv has exactly one number that no row of
    sdn.csv has, which fits exactly there. Anything less certain is left to be refused.
    """
    sdn = tables["sdn"]
    counts = Counter(row.number for row in sdn.rows)
    twice = [number for number, count in counts.items() if count > 1]
    missing = sorted({row.number for row in tables["add"].rows} - counts.keys()) if "add" in tables else []
    if len(twice) != 1 or counts[twice[0]] != 2 or len(missing) != 1:
        return sdn, []
    for at, row in enumerate(sdn.rows):
        if row.number == twice[0] and _fits(sdn.rows, at, missing[0]) and not _fits(sdn.rows, at, row.number):
            rows = (*sdn.rows[:at], Row(row.line, (missing[0], *row.fields[1:])), *sdn.rows[at + 1 :])
            note = (
                f"sdn.csv row {row.line} repeats number {row.number}, an edited copy: read as {missing[0]}, "
                "the only number of add.csv without a designation, which fits between its neighbours"
            )
            return replace(sdn, rows=rows), [note]
    return sdn, []


def _fits(rows: tuple[Row, ...], at: int, number: str) -> bool:
    """Whether the number keeps the rows around it in ascending order."""
    around = [*(int(row.number) for row in rows[max(0, at - 1) : at]), int(number)]
    around.extend(int(row.number) for row in rows[at + 1 : at + 2])
    return all(a < b for a, b in pairwise(around))


def _check_numbers(sdn: Table) -> None:
    lines: dict[str, int] = {}
    for row in sdn.rows:
        if row.number in lines:
            problem = f"number {row.number} is already that of row {lines[row.number]}"
            raise ListError(problem, where=sdn.where(row), hint="The copy is damaged; fetch it again.")
        lines[row.number] = row.line


def _check_same_day(sdn: Table, table: Table) -> None:
    """Refuse members of another day: they would silently lack, or add, names and addresses."""
    designations = {row.number: row for row in sdn.rows}
    for row in table.rows:
        if row.number not in designations:
            problem = f"number {row.number} is not in {sdn.file.name}: the files are of different days"
        elif table.role == "comments" and not _is_full(designations[row.number]):
            problem = f"the remark of {row.number} is not cut in {sdn.file.name}: the files are of different days"
        else:
            continue
        raise ListError(problem, where=table.where(row), hint=_ONE_DAY)
    present = {row.number for row in table.rows}
    for row in sdn.rows:
        needed = table.role == "add" or (table.role == "comments" and _is_cut(row))
        if needed and row.number not in present:
            problem = f"no row for number {row.number} of {sdn.file.name}: cut off, or of another day"
            raise ListError(problem, where=table.file.name, hint=_ONE_DAY)


def _is_full(row: Row) -> bool:
    return len(row.fields[-1]) >= REMARK_LIMIT


def _is_cut(row: Row) -> bool:
    return _is_full(row) and not row.fields[-1].endswith(".")


def _records(tables: dict[str, Table], source: str) -> list[Record]:
    aliases = _grouped(tables.get("alt"))
    addresses = _grouped(tables.get("add"))
    overflow = _grouped(tables.get("comments"))
    rests = {number: "".join(row.fields[1] for row in rows) for number, rows in overflow.items()}
    return [
        Record(
            row,
            tuple(aliases.get(row.number, ())),
            tuple(addresses.get(row.number, ())),
            row.fields[-1] + rests.get(row.number, ""),
            _is_cut(row) and row.number not in rests,
            f"{source} row {row.line}",
        )
        for row in tables["sdn"].rows
    ]


def _grouped(table: Table | None) -> dict[str, list[Row]]:
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in table.rows if table else ():
        groups[row.number].append(row)
    return groups


def _is_consolidated(rows: tuple[Row, ...]) -> bool:
    """Whether most designations say they are not on the SDN list: nearly all of that list do, few others."""
    others = sum(
        not NON_SDN_PROGRAMMES.isdisjoint(programmes(row.fields[3])) or bool(NON_SDN_REMARK.search(row.fields[-1]))
        for row in rows
    )
    return 2 * others > len(rows)


def _notes(tables: dict[str, Table], names: dict[str, str]) -> list[str]:
    """What a reader of the list should know of these files."""
    notes: list[str] = []
    for role, lost in (("alt", "aliases"), ("add", "addresses")):
        if role not in tables:
            notes.append(f"without {names[role]}: {lost} are missing")
    for role, table in tables.items():
        if table.mended:
            notes.append(f"{names[role]}: {table.mended:,} rows had lost their quotes and were put together again")
        if not table.marked:
            notes.append(f"{names[role]} lacks OFAC's end mark 0x1A: saved by another program, or cut off after a row")
    for row in tables["sdn"].rows:
        if _SPREADSHEET_DATE.fullmatch(row.fields[1]):
            notes.append(f"{names['sdn']} row {row.line}: a spreadsheet has made the name a date, {row.fields[1]!r}")
    return notes


def _remark_notes(records: list[Record], remarks: list[Remarks], overflow: str) -> list[str]:
    notes: list[str] = []
    cut = sum(record.cut for record in records)
    if cut:
        notes.append(f"{cut:,} remarks are cut at {REMARK_LIMIT:,} characters: their rest is in {overflow}")
    unread = sum(len(remark.unread) for remark in remarks)
    if unread:
        notes.append(f"{unread:,} clauses of remarks are free text (posts, ranks): kept in the remarks only")
    return notes
