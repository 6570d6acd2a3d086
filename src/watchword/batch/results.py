"""What is written of an answer? One flat line for each hit, one without a hit where there is none; or all of it.

Files are put together elsewhere: here answers become bytes, in the worker that screened them.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Any, Protocol

import msgspec

from watchword.model import Evidence, Screening

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
OF_ROW = 4  # columns that every line has; the others are empty on the line of a row without hits
_EMPTY = (None,) * (len(HEADER) - OF_ROW)
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def lines_of(row: int, answer: Screening) -> Iterator[Line]:
    """One line for each hit, best first; one line with nothing after `hits` when there is none."""
    party = answer.party
    head = (row, party.id, party.name, len(answer.hits))
    if not answer.hits:
        yield (*head, *_EMPTY)
    for rank, hit in enumerate(answer.hits, start=1):
        listing, name = hit.listing, hit.name
        yield (
            *head, rank, listing.id, listing.publisher, listing.kind.value, listing.name, name.full,
            name.strength.value, "; ".join(listing.programmes), hit.similarity, hit.probability,
            "; ".join(map(reason, hit.evidence)),
        )  # fmt: skip


def reason(one: Evidence) -> str:
    """One piece of evidence on one line: `name-exact Djibo = DJIBO +0.4102 9.1 bits`."""
    texts = " = ".join(text for text in (one.query, one.listed) if text)
    points = f"{one.points:+.4f}" if one.points else ""
    bits = f"{one.bits:.1f} bits" if one.bits else ""
    return " ".join(part for part in (one.code, texts, points, bits) if part)


class Writer(Protocol):
    """Collects answers and gives them as bytes of one output form."""

    head: bytes  # what stands before the first line

    def add(self, row: int, answer: Screening) -> None:
        """Take one answer."""

    def take(self) -> bytes:
        """What was added since the last call, as bytes; empty when it was nothing."""


class CsvWriter:
    """Lines of CSV (RFC 4180, UTF-8); a text that a spreadsheet would run as a formula starts with an apostrophe."""

    head = ",".join(HEADER).encode() + b"\r\n"

    def __init__(self) -> None:
        self._text = io.StringIO()
        self._rows = csv.writer(self._text, lineterminator="\r\n")

    def add(self, row: int, answer: Screening) -> None:
        """Take one answer."""
        for line in lines_of(row, answer):
            self._rows.writerow([_harmless(value) if isinstance(value, str) else value for value in line])

    def take(self) -> bytes:
        """The lines added since the last call."""
        data = self._text.getvalue().encode("utf-8", "backslashreplace")
        self._text.seek(0)
        self._text.truncate()
        return data


def _harmless(text: str) -> str:
    """The text, with an apostrophe before what a spreadsheet would take for a formula; plain numbers stay."""
    if not text.startswith(_FORMULA) or text[1:].replace(".", "", 1).isdigit():
        return text
    return f"'{text}"


class JsonWriter:
    """One JSON object a row: its number, the party as it was understood, and its hits whole."""

    head = b""

    def __init__(self) -> None:
        self._lines = bytearray()
        self._encoder = msgspec.json.Encoder()

    def add(self, row: int, answer: Screening) -> None:
        """Take one answer."""
        self._lines += self._encoder.encode({"row": row, "party": answer.party, "hits": answer.hits})
        self._lines += b"\n"

    def take(self) -> bytes:
        """The lines added since the last call."""
        data = bytes(self._lines)
        self._lines.clear()
        return data
