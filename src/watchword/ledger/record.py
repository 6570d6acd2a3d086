"""What is one record, and which bytes of it are sealed?

A record is sealed as one line of JSON with its six fields in this order: seq, time, kind, previous, personal,
body; no space between them, the body's keys sorted. The leaf hash of that line stands in the next record's
`previous` and in the Merkle tree. Nothing here is stored or signed.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any, TypeVar

import msgspec

from watchword.errors import UsageError
from watchword.ledger import tree
from watchword.model import Receipt as Receipt

FIRST = bytes(32)
"""What the first record has for `previous`."""

OPENED, ROTATED, ERASED = "log-opened", "key-rotated", "erased"
HOLD_PLACED, HOLD_LIFTED = "hold-placed", "hold-lifted"
RESERVED = frozenset({OPENED, ROTATED, ERASED, HOLD_PLACED, HOLD_LIFTED})
"""Kinds that only the ledger itself writes, because a verifier acts on them."""

Row = tuple[int, str, str, bytes, bytes, bytes]
"""A record as stored: seq, time, kind, previous hash, commitment (empty when none), body."""

Body = bytes | dict[str, Any] | msgspec.Struct

_SORTED = msgspec.json.Encoder(order="sorted")
_NOT_JSON = (msgspec.MsgspecError, TypeError, ValueError, RecursionError)
_KIND = re.compile(r"[a-z][a-z0-9-]{0,63}")
_T = TypeVar("_T")


class Record(msgspec.Struct, frozen=True):
    """One record. Its fields are those of the sealed line, in that line's order.

    `seq` counts from 0; `time` is UTC as 2026-11-23T16:00:37.123456Z; `previous` is the leaf hash of the
    record before (64 zeros for the first), `personal` the commitment to a personal part ("" when there is
    none), both in hex; `body` is canonical JSON.
    """

    seq: int
    time: str
    kind: str
    previous: str
    personal: str
    body: msgspec.Raw

    @property
    def line(self) -> bytes:
        """The bytes that are sealed (no line end)."""
        return _encode_record(self)

    @property
    def leaf_hash(self) -> bytes:
        """SHA-256 of 0x00 and the line."""
        return tree.leaf_hash(self.line)

    def read(self, type: type[_T]) -> _T:
        """The body as that type. Raises msgspec.ValidationError when it is something else."""
        return msgspec.json.decode(self.body, type=type)


def record_of(row: Row) -> Record:
    """The record of a stored row."""
    seq, time, kind, previous, personal, body = row
    return Record(seq, time, kind, previous.hex(), personal.hex(), msgspec.Raw(body))


def canonical(body: Body) -> bytes:
    """A JSON object (or the bytes of one) as the one line that is sealed: keys sorted, no spaces, UTF-8.

    Raises UsageError when it is no object or can't be written as JSON.
    """
    try:
        value = msgspec.json.decode(body) if isinstance(body, bytes) else body
        line = _SORTED.encode(value)
    except _NOT_JSON as error:
        raise UsageError(f"it can't be written as JSON: {error}", where="body") from error
    if not line.startswith(b"{"):
        raise UsageError("only a JSON object can be recorded", where="body")
    return line


def canonical_all(objects: Iterable[Any]) -> list[bytes]:
    """`canonical` of each of many objects. Raises UsageError."""
    encode = _SORTED.encode
    try:
        return [encode(one) for one in objects]
    except _NOT_JSON as error:
        raise UsageError(f"it can't be written as JSON: {error}", where="body") from error


def canonical_part(value: Any) -> msgspec.Raw:
    """Anything in the form of `canonical`, to be written as a part of several objects. Raises UsageError."""
    (line,) = canonical_all([value])
    return msgspec.Raw(line)


def commitment(salt: bytes, data: bytes) -> bytes:
    """SHA-256 of the salt and the canonical JSON of a personal part."""
    return hashlib.sha256(salt + data).digest()


def stamp(time: datetime) -> str:
    """A moment as records have it: UTC to the microsecond. Raises UsageError when its zone is unknown."""
    if time.tzinfo is None:
        raise UsageError("a time without its zone can't be recorded", where="time")
    return time.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def check_kind(kind: str, *, reserved: bool = False) -> str:
    """The kind, if it is lower-case words joined by hyphens. UsageError otherwise, or when reserved."""
    if not _KIND.fullmatch(kind):
        raise UsageError(f"{kind!r} is no kind of record", where="kind")
    if kind in RESERVED and not reserved:
        raise UsageError(f"only the ledger itself writes {kind!r}", where="kind")
    return kind


_encode_record = msgspec.json.Encoder().encode
