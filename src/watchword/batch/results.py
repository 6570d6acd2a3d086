"""What is written of an answer? One flat line for each hit, one without a hit where there is none; or all of it.

Files are put together elsewhere: here answers become bytes, in the worker that screened them.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import msgspec

from watchword.cases.answers import ToldRow
from watchword.model import Evidence, Hit, Party

# Name, type, meaning: of a line of CSV, Parquet and Spark.
COLUMNS = (
    ("row", "int64", "number of the row in the file, from 1"),
    ("id", "string", "the row's own id"),
    ("name", "string", "the name that was screened"),
    ("hits", "int32", "hits of this row; 0 on the one line of a row without hits"),
    ("rank", "int32", "1 is the most probable hit of the row; empty without hits, as all that follows"),
    ("listing", "string", "id of the listing, as us-ofac:32391"),
    ("publisher", "string", "publisher of the list"),
    ("kind", "string", "kind of the listing"),
    ("listed_name", "string", "primary name of the listing"),
    ("matched_name", "string", "listed name that matched best"),
    ("strength", "string", "primary, strong, weak or former: what that name is"),
    ("programmes", "string", "programmes of the listing, parted by semicolons"),
    ("similarity", "float64", "how alike the names are, 0 to 1"),
    ("probability", "float64", "how likely it is the same party, 0 to 1"),
    ("reasons", "string", "the evidence, with points that add up to the similarity"),
)
HEADER = tuple(name for name, _, _ in COLUMNS)
Line = tuple[Any, ...]  # values in the order of COLUMNS
Write = Callable[[Sequence[ToldRow]], bytes]  # makes bytes of one form of output of answers; empty of none
OF_ROW = 4  # columns that every line has; the others are empty on the line of a row without hits
CSV_HEAD = ",".join(HEADER).encode() + b"\r\n"
_EMPTY = (None,) * (len(HEADER) - OF_ROW)
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def lines_of(row: int, party: Party, hits: Sequence[Hit]) -> Iterator[Line]:
    """One line for each hit, best first; one line with nothing after `hits` when there is none."""
    head = (row, party.id, party.name, len(hits))
    if not hits:
        yield (*head, *_EMPTY)
    for rank, hit in enumerate(hits, start=1):
        listing, name = hit.listing, hit.name
        yield (
            *head, rank, listing.id, listing.publisher, listing.kind.value, listing.name, name.full,
            name.strength.value, "; ".join(listing.programmes), hit.similarity, hit.probability,
            "; ".join(map(reason, hit.evidence)),
        )  # fmt: skip


def reason(one: Evidence) -> str:
    """One piece of evidence on one line: `name-exact Djibo = DJIBO +0.4102 9.1 bits`."""
    texts = f"{one.query} = {one.listed}" if one.query and one.listed else one.query or one.listed
    points = f"{one.points:+.4f}" if one.points else ""
    bits = f"{one.bits:.1f} bits" if one.bits else ""
    return " ".join(filter(None, (one.code, texts, points, bits)))


def csv_lines(rows: Sequence[ToldRow]) -> bytes:
    """Lines of CSV (RFC 4180, UTF-8); a text that a spreadsheet would run as a formula starts with an apostrophe."""
    text = io.StringIO()
    write = csv.writer(text, lineterminator="\r\n").writerow
    for row in rows:
        for line in lines_of(row.row, row.party, row.hits):
            write([_harmless(value) if isinstance(value, str) else value for value in line])
    return text.getvalue().encode("utf-8", "backslashreplace")


def _harmless(text: str) -> str:
    """The text, with an apostrophe before what a spreadsheet would take for a formula; plain numbers stay."""
    if not text.startswith(_FORMULA) or text[1:].replace(".", "", 1).isdigit():
        return text
    return f"'{text}"


def json_lines(rows: Sequence[ToldRow]) -> bytes:
    """One JSON object a row: its number, the party as it was understood, and its hits whole."""
    return msgspec.json.Encoder().encode_lines(rows)
