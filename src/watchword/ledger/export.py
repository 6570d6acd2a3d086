"""How does a log leave the house? As lines of JSON, which verify_log.py reads for those who needn't trust us.

docs/record.md describes the format. An export shows what is stored, sound or not: it judges nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import BinaryIO

import msgspec

from watchword.ledger import record, tree
from watchword.ledger.storage import Reading


class _Opening(msgspec.Struct, frozen=True):
    log: str
    version: int
    size: int
    personal: bool


class _HeadLine(msgspec.Struct, frozen=True):
    head: str


class _Personal(msgspec.Struct, frozen=True):
    seq: int
    salt: str
    data: str


class _PersonalLine(msgspec.Struct, frozen=True):
    personal: _Personal


def export_lines(reading: Reading, *, personal: bool) -> Iterator[bytes]:
    """The log as lines, each with its line end: an opening line, then every record.

    A record is followed by its personal part, if `personal` and there is one, and by the signed head of the log up
    to it, if there is one.
    """
    yield _line(_Opening("watchword", 1, reading.tip()[0], personal))
    leaves = _Leaves(reading.all_hashes())
    notes = _Beside((number - 1, _line(_HeadLine(note))) for number, note in reading.notes())
    parts = _Beside(_personal_lines(reading) if personal else ())
    for row in reading.records(0, None, ()):
        seq = row[0]
        yield from notes.until(seq - 1)
        yield from parts.until(seq - 1)
        yield b'{"hash":"%s","record":%s}\n' % (leaves.at(seq), record.record_of(row).line)
        yield from parts.until(seq)
        yield from notes.until(seq)
    yield from parts.until(None)
    yield from notes.until(None)


def write_export(reading: Reading, file: BinaryIO, *, personal: bool) -> None:
    """Write the log's lines to an open binary file."""
    file.writelines(export_lines(reading, personal=personal))


def _line(value: msgspec.Struct) -> bytes:
    return msgspec.json.encode(value) + b"\n"


def _personal_lines(reading: Reading) -> Iterator[tuple[int, bytes]]:
    for seq, salt, data in reading.all_personal():
        yield seq, _line(_PersonalLine(_Personal(seq, salt.hex(), data.decode("utf-8", "replace"))))


class _Beside:
    """Lines that belong beside records, in the order of the records' numbers."""

    def __init__(self, numbered: Iterable[tuple[int, bytes]]) -> None:
        self._rest = iter(numbered)
        self._next = next(self._rest, None)

    def until(self, seq: int | None) -> Iterator[bytes]:
        """The lines not yet given of all records up to number `seq` (None: of all)."""
        while self._next is not None and (seq is None or self._next[0] <= seq):
            yield self._next[1]
            self._next = next(self._rest, None)


class _Leaves:
    """The stored leaf hashes, found while both hashes and records are read in order."""

    def __init__(self, hashes: Iterator[tuple[int, bytes]]) -> None:
        self._hashes = hashes
        self._last = (-1, b"")

    def at(self, seq: int) -> bytes:
        """The stored leaf hash of a record in hex; empty when there is none."""
        wanted = tree.position(0, seq) if seq >= 0 else -1
        while self._last[0] < wanted:
            self._last = next(self._hashes, (1 << 63, b""))
        return self._last[1].hex().encode() if self._last[0] == wanted else b""
