"""Which parties are in a chunk? Bytes that `textfiles` made, taken apart where they are screened.

Whatever can't be read or made a party raises InputError with the field at fault; nothing is set aside here.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

import msgspec

from watchword.batch.chunks import PassedOver
from watchword.batch.columns import ColumnMap
from watchword.batch.csvrows import BadRow, CsvRows
from watchword.batch.values import Cell, PartyMaker
from watchword.errors import InputError
from watchword.ftm import party as party_of_entity
from watchword.model import Party

# FollowTheMoney's schemata that are no party by themselves: papers, places and ties between parties.
_NO_PARTY = frozenset({
    "Address", "Analyzable", "Article", "Assessment", "Associate", "Audio", "BankAccount", "Call", "Contract",
    "ContractAward", "CourtCase", "CourtCaseParty", "CryptoWalletLink", "Debt", "Directorship", "Document",
    "Documentation", "EconomicActivity", "Email", "Employment", "Event", "Family", "Folder", "HyperText",
    "Identification", "Image", "Interest", "Interval", "License", "Membership", "Mention", "Message", "Note",
    "Occupancy", "Ownership", "Package", "Page", "Pages", "Passport", "Payment", "PlainText", "Position", "Post",
    "Project", "ProjectParticipant", "RealEstate", "Relationship", "Representation", "Risk", "Sanction", "Security",
    "Similar", "Succession", "Table", "TaxRoll", "Trip", "UnknownLink", "UserAccount", "Value", "Video", "Workbook",
})  # fmt: skip


class CsvChunk:
    """Rows of delimited text: lists of cells in the order of the header."""

    def __init__(self, headers: Sequence[str], delimiter: str, columns: ColumnMap) -> None:
        self._decoder = msgspec.msgpack.Decoder(list[str | list[str] | BadRow])
        self._width = len(headers)
        self._maker = PartyMaker(columns, headers)
        self._delimiter = delimiter

    def raws(self, data: bytes) -> Iterable[list[str] | BadRow]:
        """Each row's cells, or why they can't be had. Lines are a record each."""
        rows = self._decoder.decode(data)
        lines = [row for row in rows if isinstance(row, str)]
        apart = CsvRows(lines, self._delimiter, self._width, "")
        if len(lines) == len(rows):  # nearly always
            return list(apart)
        some = iter(apart)
        return [next(some) if isinstance(row, str) else row for row in rows]

    def party(self, raw: list[str] | BadRow) -> Party:
        """The party of a row's cells."""
        if isinstance(raw, BadRow):
            raise InputError(raw.reason, where="row")
        return self._maker.party(raw)

    def text(self, raw: list[str] | BadRow) -> str:
        """The row as it stands in the file; quotes are those that are needed."""
        if isinstance(raw, BadRow):
            return raw.text
        line = io.StringIO()
        csv.writer(line, delimiter=self._delimiter, lineterminator="").writerow(raw)
        return line.getvalue()


class _LinesChunk:
    """JSON lines: bytes each."""

    _decoder = msgspec.msgpack.Decoder(list[bytes | BadRow])

    def raws(self, data: bytes) -> Iterable[bytes | BadRow]:
        """Each line's bytes, or why they can't be had."""
        return self._decoder.decode(data)

    def party(self, raw: bytes | BadRow) -> Party | PassedOver:
        """The party of a line."""
        if isinstance(raw, BadRow):
            raise InputError(raw.reason, where="row")
        line = raw.removeprefix(b"\xef\xbb\xbf").strip()
        if not line:
            return PassedOver()
        try:
            value = msgspec.json.decode(line)
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
            raise InputError(f"not readable as JSON: {error}", where="row") from None
        if not isinstance(value, dict):
            raise InputError("a row must be an object", where="row")
        return self._party(value)

    def text(self, raw: bytes | BadRow) -> str:
        """The line as it stands in the file."""
        return raw.text if isinstance(raw, BadRow) else raw.decode("utf-8", "backslashreplace").rstrip("\r\n")

    def _party(self, value: dict[str, Cell]) -> Party | PassedOver:
        raise NotImplementedError


class JsonChunk(_LinesChunk):
    """Rows as objects under keys."""

    def __init__(self, columns: ColumnMap) -> None:
        self._maker, self._keys = PartyMaker(columns), columns.used

    def _party(self, value: dict[str, Cell]) -> Party:
        return self._maker.party([value.get(key) for key in self._keys])


class EntityChunk(_LinesChunk):
    """FollowTheMoney entities."""

    def _party(self, value: dict[str, Any]) -> Party | PassedOver:
        schema = value.get("schema")
        if isinstance(schema, str) and schema in _NO_PARTY:
            return PassedOver(schema)
        return party_of_entity(value)
