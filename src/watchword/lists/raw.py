"""What does a file itself say of each listing? Its rows or its element as published, as a digest for each listing's id.

Two states of a list in one format differ in a record when these differ. Where a format is not known here, what its
reader makes of a record has to stand for it. Nothing is interpreted.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from hashlib import blake2b

from watchword.lists.ofac_rows import COLUMNS, read_table, role_of
from watchword.lists.source import SourceFile

_SIZE = 16  # bytes of a digest
_HEADER_WITHIN = 20  # rows
_NULL = "-0-"  # OFAC's word for nothing
_UN = re.compile(rb"<(INDIVIDUAL|ENTITY)[\s>].*?</\1>\s*", re.DOTALL)
_UN_ID = re.compile(rb"<REFERENCE_NUMBER>\s*([^<\s][^<]*?)\s*</|<DATAID>\s*([^<\s][^<]*?)\s*</")
_OFAC = re.compile(rb"<(sdnEntry)>.*?</\1>\s*", re.DOTALL)
_OFAC_ID = re.compile(rb"<uid>\s*(\d+)\s*</")
_GROUPED = frozenset(("uk-ofsi-csv", "uk-ofsi-old-csv"))


def rows(format_name: str, files: Sequence[SourceFile]) -> dict[str, bytes]:
    """Listing id -> digest of its rows or element; empty for a format that is not known here.

    A row's cells count without outer blanks and quotes; an element counts byte for byte, with the blanks that follow.
    """
    if format_name == "us-ofac-csv":
        found = _collected((f"us-ofac:{cells[0]}", role, cells) for file in files for role, cells in _ofac(file))
    elif format_name in _GROUPED:
        found = _collected(
            (f"uk-ofsi:{key}", "", cells) for file in files for key, cells in _keyed(file.data, "Group ID")
        )
    elif format_name == "us-ofac-xml":
        found = _elements(files, _OFAC, _OFAC_ID, "us-ofac")
    elif format_name == "un-sc-xml":
        found = _elements(files, _UN, _UN_ID, "un-sc")
    else:
        found = {}
    return found


def parts(format_name: str, files: Sequence[SourceFile]) -> dict[str, SourceFile]:
    """The files of a set by what they hold (OFAC's sdn, alt, add, comments), all others by number."""
    names = (role_of(file) if format_name == "us-ofac-csv" else str(at) for at, file in enumerate(files))
    return dict(zip(names, files, strict=True))


def _ofac(file: SourceFile) -> Iterator[tuple[str, list[str]]]:
    """Every row of one of OFAC's CSV files, with the file's role."""
    role = role_of(file)
    width = len(COLUMNS[role])
    text = file.data.rstrip(b"\x1a").decode("latin-1")
    found = [cells for cells in csv.reader(text.splitlines()) if len(cells) > 1]
    if any(len(cells) != width for cells in found):  # quotes are lost: what belongs together is for the reader to say
        found = [list(row.fields) for row in read_table(file).rows]
    for cells in found:
        bare = [cell.strip() for cell in cells]
        yield role, ["" if cell == _NULL else cell for cell in bare]


def _keyed(data: bytes, key: str) -> Iterator[tuple[str, list[str]]]:
    """Every row below the header that has the column `key`, with what stands there."""
    at = -1
    for number, cells in enumerate(csv.reader(io.StringIO(data.decode("latin-1"), newline=""))):
        bare = [cell.strip() for cell in cells]
        if at < 0:
            at = bare.index(key) if key in bare else -1
            if at < 0 and number >= _HEADER_WITHIN:
                return
        elif len(bare) > at and bare[at]:
            yield bare[at], bare


def _collected(found: Iterable[tuple[str, str, list[str]]]) -> dict[str, bytes]:
    digests: dict[str, blake2b] = {}
    for id_, role, cells in found:
        digest = digests.setdefault(id_, blake2b(digest_size=_SIZE))
        digest.update("\x1f".join((role, *cells, "\n")).encode())
    return {id_: digest.digest() for id_, digest in digests.items()}


def _elements(
    files: Sequence[SourceFile], element: re.Pattern[bytes], number: re.Pattern[bytes], publisher: str
) -> dict[str, bytes]:
    found = {}
    for match in (match for file in files for match in element.finditer(file.data)):
        if named := _named(match.group(), number):
            found[f"{publisher}:{named}"] = blake2b(match.group(), digest_size=_SIZE).digest()
    return found


def _named(element: bytes, number: re.Pattern[bytes]) -> str:
    """The number in an element: of several kinds, the one that the pattern names first."""
    said = [match.groups() for match in number.finditer(element)]
    kinds = zip(*said, strict=True) if said else ()
    return next((text.decode("utf-8", "replace") for kind in kinds for text in kind if text), "")
