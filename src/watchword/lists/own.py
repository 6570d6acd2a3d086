"""How is a list of one's own read? A map in TOML says which column of a CSV, XLSX or JSON file is what.

The map is given together with its files, and knows them by their columns. It does not convert: what a column means
must be one of the fields of `Columns`.
"""

from __future__ import annotations

import csv
import io
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

import msgspec

from watchword.errors import ListError
from watchword.lists import objects, own_rows, sheets
from watchword.lists.own_rows import Columns, Record
from watchword.lists.source import ListFormat, ReadList, SourceFile
from watchword.model import Kind, Listing, Publication
from watchword.text.identifiers import TYPES

_MOST_ERRORS = 20  # told at once; a wrong map makes an error in every row
_ID = re.compile(r"own-[a-z0-9]+(?:-[a-z0-9]+)*")


class Head(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`[list]`: what the list is, and how its files are written.

    `id` begins with `own-` and begins the ids of the listings; `kind` is that of all parties where no column
    says it; `separator` parts several values in a cell; `encoding` and `delimiter` are those of CSV files;
    `rows` is the path to the array of a JSON file, as `data.parties`; `ignore` names columns left out on purpose.
    """

    id: str
    title: str
    kind: Kind = Kind.UNKNOWN
    published: str = ""
    licence: str = ""
    url: str = ""
    separator: str = ";"
    encoding: str = "utf-8"
    delimiter: str = ","
    rows: str = ""
    ignore: tuple[str, ...] = ()


class Map(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A map: `[list]`, `[columns]` and `[values.kind]`, `[values.gender]`: what a cell says -> our word for it."""

    list: Head
    columns: Columns
    values: Mapping[str, Mapping[str, str]] = {}


@dataclass(frozen=True, slots=True)
class OwnList:
    """The format that one map makes: the map itself, and the files that have its columns."""

    map: Map
    file: SourceFile

    @property
    def name(self) -> str:
        """The list's id."""
        return self.map.list.id

    def recognises(self, file: SourceFile) -> bool:
        """Whether it is the map, or a table or JSON in which at least half of the map's columns occur."""
        if file.data == self.file.data:
            return True
        wanted = self.map.columns.names()
        if file.data.startswith(b"PK"):
            present = [name for name in wanted if sheets.is_xlsx_with(file.data, [_escaped(name)])]
        else:
            try:
                head = file.data[: 64 * 1024].decode(self.map.list.encoding, "replace")
            except UnicodeError:
                return False
            present = [name for name in wanted if name.rpartition(".")[2] in head]
        return 2 * len(present) >= len(wanted)

    def read(self, files: tuple[SourceFile, ...]) -> ReadList:
        """One listing for each row; ListError naming file, row and field of every row that is not whole."""
        tables = [file for file in files if file.data != self.file.data]
        if not tables:
            hint = "Give the list's file together with its map."
            raise ListError("a map without a file that has its columns", where=self.file.name, hint=hint)
        listings: dict[str, Listing] = {}
        faults: list[str] = []
        notes: list[str] = []
        for record in (record for file in tables for record in self._records(file, notes, len(tables) > 1)):
            try:
                listing = own_rows.to_listing(record, self.map.columns, self._reading())
                if listing.id in listings:
                    raise ListError(f"{listing.id.partition(':')[2]!r} stands twice", where=f"{record.where}, field id")
            except ListError as error:
                faults.append(str(error))
                continue
            listings[listing.id] = listing
        _refuse(faults, tables)
        if not listings:
            raise ListError("no rows in this list", where=" and ".join(file.name for file in tables))
        head = self.map.list
        publication = Publication(
            publisher=head.id,
            title=head.title,
            records=len(listings),
            sha256=sha256(b"".join(file.data for file in files)).hexdigest(),
            published=head.published,
            licence=head.licence,
            url=head.url,
        )
        return ReadList(publication, tuple(listings.values()), tuple(notes))

    def _reading(self) -> own_rows.Reading:
        head = self.map.list
        return own_rows.Reading(head.id, head.kind, head.separator, self.map.values)

    def _records(self, file: SourceFile, notes: list[str], several: bool) -> Iterator[Record]:
        """The rows of a file; the places name it where the list has several."""
        wanted = self.map.columns.names()
        if file.data.startswith(b"PK"):
            records, columns = _of_table(sheets.read_xlsx(file, wanted))
        elif file.data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"["):
            records, columns = _of_json(file, self.map.list.rows)
            if missing := [name for name in wanted if name not in columns]:
                raise ListError(f"no entry has the fields: {', '.join(missing)}", where=file.name)
        else:
            records, columns = _of_table(sheets.read_csv(_as_utf8(file, self.map.list), wanted))
        known = {*wanted, *self.map.list.ignore}
        notes.extend(f"{file.name}: column {name} is not read" for name in columns if name not in known)
        yield from (replace(record, where=f"{file.name}, {record.where}") if several else record for record in records)


def formats_in(files: Sequence[SourceFile]) -> tuple[ListFormat, ...]:
    """A format for every map among `files`. ListError naming file and place when a map is not sound."""
    found = [OwnList(_read_map(file), file) for file in files if _is_map(file)]
    for at, format_ in enumerate(found):
        if other := next((earlier for earlier in found[:at] if earlier.name == format_.name), None):
            names = f"{other.file.name} and {format_.file.name}"
            raise ListError(f"two maps of a list {format_.name}", where=names, hint="Give one of them.")
    return tuple(found)


def _is_map(file: SourceFile) -> bool:
    head = file.data[: 64 * 1024]
    return re.search(rb"^\s*\[list\]", head, re.MULTILINE) is not None and b"[columns" in head


def _read_map(file: SourceFile) -> Map:
    try:
        map_ = msgspec.convert(tomllib.loads(file.data.decode("utf-8-sig")), Map)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError, UnicodeDecodeError, RecursionError) as error:
        raise ListError(f"this map can't be read: {error}", where=file.name) from None
    fault = _fault(map_)
    if fault:
        raise ListError(fault[1], where=f"{file.name}, {fault[0]}")
    return map_


def _fault(map_: Map) -> tuple[str, str] | None:
    """What is wrong with a map: the place and the problem."""
    head, columns = map_.list, map_.columns
    if not _ID.fullmatch(head.id):
        return "list.id", f"{head.id!r} must be own- and words of small letters and figures with hyphens"
    if not columns.name and not (columns.given or columns.family):
        return "columns", "a column for name, or for given and family, is needed"
    if unknown := sorted(set(columns.identifiers) - TYPES):
        return "columns.identifiers", f"unknown type {unknown[0]!r}; use one of {', '.join(sorted(TYPES))}"
    if unknown := sorted(set(map_.values) - {"kind", "gender"}):
        return "values", f"{unknown[0]!r} has no words of ours: only kind and gender"
    wrong = [word for word in map_.values.get("kind", {}).values() if word not in set(Kind)]
    wrong += [word for word in map_.values.get("gender", {}).values() if word not in ("male", "female")]
    if wrong:
        return "values", f"unknown word {wrong[0]!r}"
    if len(head.delimiter) != 1 or not head.separator:
        return "list", "delimiter must be one character, and separator at least one"
    try:
        "".encode(head.encoding)
    except LookupError:
        return "list.encoding", f"unknown encoding {head.encoding!r}"
    return None


def _refuse(faults: list[str], tables: Sequence[SourceFile]) -> None:
    if faults:
        more = f"; and {len(faults) - _MOST_ERRORS} more" if len(faults) > _MOST_ERRORS else ""
        count = f"{len(faults)} rows" if len(faults) > 1 else "1 row"
        where = " and ".join(file.name for file in tables)
        raise ListError(f"{count} can't be read: {'; '.join(faults[:_MOST_ERRORS])}{more}", where=where)


def _of_table(table: sheets.Table) -> tuple[list[Record], Sequence[str]]:
    rows = table.rows
    return [
        Record(f"{table.unit} {row.number}", {name: (text,) for name, text in row.cells.items()}) for row in rows
    ], table.columns


def _of_json(file: SourceFile, path: str) -> tuple[list[Record], Sequence[str]]:
    value = objects.load(file)
    for name in filter(None, path.split(".")):
        value = objects.record(value, file.name).get(name)
    found = objects.records(value, path or "entry")
    records = [Record(where, dict(_flat(entry, where))) for where, entry in found]
    return records, tuple(dict.fromkeys(name for record in records for name in record.cells))


def _flat(entry: objects.Record, where: str, prefix: str = "") -> Iterator[tuple[str, tuple[str, ...]]]:
    """The fields of an object, those of objects inside by path: `birth.place`."""
    for name, value in entry.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{where}.{name}", f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}", objects.texts(entry, name, where)


def _as_utf8(file: SourceFile, head: Head) -> SourceFile:
    """The CSV file in UTF-8 with commas, its rows on the same lines."""
    try:
        text = file.data.decode("utf-8-sig" if head.encoding.lower() in ("utf-8", "utf8") else head.encoding)
    except UnicodeError as error:
        raise ListError(f"not {head.encoding} text ({error})", where=file.name) from None
    if head.delimiter != ",":
        out = io.StringIO(newline="")
        try:
            rows = csv.reader(io.StringIO(text, newline=""), delimiter=head.delimiter, strict=True)
            csv.writer(out, lineterminator="\n").writerows(rows)
        except csv.Error as error:
            raise ListError(f"broken CSV ({error})", where=file.name) from None
        text = out.getvalue()
    return replace(file, data=text.encode())


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
