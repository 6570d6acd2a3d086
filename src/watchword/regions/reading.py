"""Which events does a file hold? UCDP GED, ACLED's export and GDELT 2.0, known by their columns.

CSV or tab-separated, plain or as the one file in a ZIP. A bad row is set aside with its reason; a file that is none of
these is refused whole. Nothing is merged or counted here.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from watchword.errors import InputError
from watchword.regions.events import Event, Reading, SetAside
from watchword.regions.sources import ALL, GDELT_COLUMNS, Row, Source

_LARGEST = 2 << 30  # bytes of a file, unpacked: UCDP's whole GED has some 200 million
_HINT = "UCDP GED, ACLED's export and GDELT 2.0 event files are read, as CSV or in a ZIP."
_FIELD = 1 << 20


def read_events(path: Path) -> Reading:
    """The events of one file. Raises InputError when it can't be opened or is no file of events."""
    try:
        with path.open("rb") as raw:
            zipped = raw.read(4) == b"PK\x03\x04"
        if zipped:
            return _read_zip(path)
        with path.open("rb") as raw:
            return _read(raw, path.name)
    except OSError as error:
        raise InputError(f"the file can't be read: {error.strerror}", where=str(path)) from error


def _read_zip(path: Path) -> Reading:
    try:
        with zipfile.ZipFile(path) as packed:
            inside = packed.infolist()
            if len(inside) != 1 or inside[0].file_size > _LARGEST:
                raise InputError("a ZIP with one file of up to 2 GB is wanted", where=path.name, hint=_HINT)
            with packed.open(inside[0]) as raw:
                return _read(raw, path.name)
    except zipfile.BadZipFile as error:
        raise InputError("the ZIP is damaged", where=path.name) from error


def _read(raw: IO[bytes], name: str) -> Reading:
    text = io.TextIOWrapper(raw, encoding="utf-8-sig", errors="replace", newline="")
    source, rows = _layout(text, name)
    events: list[Event] = []
    aside: list[SetAside] = []
    other = 0
    for number, row in rows:
        try:
            event = source.event(row)
        except ValueError as error:
            aside.append(SetAside(name, number, str(error)))
            continue
        except (AttributeError, KeyError, TypeError):
            aside.append(SetAside(name, number, "columns are missing or too many"))
            continue
        if event is None:
            other += 1
        elif event.last < event.first:
            aside.append(SetAside(name, number, f"it ends ({event.last}) before it begins ({event.first})"))
        else:
            events.append(event)
    return Reading(source.name, tuple(sorted(events, key=lambda e: (e.first, e.id))), tuple(aside), other)


def _layout(text: io.TextIOWrapper, name: str) -> tuple[Source, Iterator[tuple[int, Row]]]:
    """Which source it is, and its rows with their numbers."""
    csv.field_size_limit(_FIELD)
    first = text.readline()
    if first.count("\t") == len(GDELT_COLUMNS) - 1 and first[:1].isdigit():
        gdelt = next(one for one in ALL if one.name == "gdelt")
        lines = _with_first(first, text)
        return gdelt, enumerate(csv.DictReader(lines, GDELT_COLUMNS, delimiter="\t", quoting=csv.QUOTE_NONE), 1)
    delimiter = max(",;\t", key=first.count)
    header = next(csv.reader([first], delimiter=delimiter), [])
    source = next((one for one in ALL if one.columns <= set(header)), None)
    if source is None:
        raise InputError("this is no file of events that is known", where=name, hint=_HINT)
    return source, enumerate(csv.DictReader(text, header, delimiter=delimiter), 2)


def _with_first(first: str, rest: io.TextIOWrapper) -> Iterator[str]:
    yield first
    yield from rest
