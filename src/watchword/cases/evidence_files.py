"""Where do files of evidence go? Beside the log, once for each content; the record has type, size and SHA-256.

A file's type is told from its first bytes, not from its name.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

import msgspec
from sqlalchemy import insert, select

from watchword.cases import folding, happenings
from watchword.cases.desk import Desk
from watchword.cases.people import Person
from watchword.errors import InputError, NotFoundError, StorageError
from watchword.ledger.log import Entry
from watchword.model import Receipt
from watchword.store import case_tables as tables

LARGEST = 25 << 20
"""Bytes of the largest file that is taken."""

_TYPES = {
    b"%PDF-": "application/pdf",
    b"\x89PNG\r\n": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
    b"GIF8": "image/gif",
    b"PK\x03\x04": "application/zip",
    b"II*\x00": "image/tiff",
    b"MM\x00*": "image/tiff",
}


class Named(msgspec.Struct, frozen=True):
    """The personal part of an `attached` record: how the file was called."""

    name: str


def read(path: Path) -> bytes:
    """The bytes of a file. Raises InputError when it can't be read or is too large."""
    try:
        if path.stat().st_size > LARGEST:
            raise InputError(f"evidence has {LARGEST >> 20} MB at most", where=str(path))
        return path.read_bytes()
    except OSError as error:
        raise InputError(f"can't read it: {error.strerror or error}", where=str(path)) from error


def attach(desk: Desk, person: Person, alert_id: str, name: str, data: bytes) -> Receipt:
    """Keep a file of evidence and record it with the alert. Raises InputError for one that is empty or too large."""
    if not 0 < len(data) <= LARGEST:
        raise InputError(f"evidence has 1 byte to {LARGEST >> 20} MB", where=name)
    digest = hashlib.sha256(data).hexdigest()
    with desk.open() as (change, connection):
        by = desk.working(connection, person, "work on alerts").id
        folding.find(connection, alert_id)
        if connection.execute(select(tables.files.c.size).where(tables.files.c.sha256 == digest)).scalar() is None:
            connection.execute(insert(tables.files).values(sha256=digest, size=len(data), data=data))
        body = happenings.Attached(alert_id, by, digest, type_of(data), len(data))
        change.append(Entry(happenings.ATTACHED, body, Named(name)))
    return change.receipts[-1]


def fetch(desk: Desk, digest: str) -> bytes:
    """A file by its SHA-256. Raises NotFoundError, and StorageError when it is not what it was."""
    with desk.open() as (_, connection):
        data = connection.execute(select(tables.files.c.data).where(tables.files.c.sha256 == digest)).scalar()
    if data is None:
        raise NotFoundError("no file of evidence has this SHA-256", where=digest)
    if hashlib.sha256(data).hexdigest() != digest:
        raise StorageError("this file of evidence was changed", where=digest)
    return bytes(data)


def type_of(data: bytes) -> str:
    """The media type that a file's first bytes tell; text/plain for UTF-8 text, else application/octet-stream."""
    known = next((kind for start, kind in _TYPES.items() if data.startswith(start)), "")
    if known:
        return known
    try:
        return "text/plain" if data.decode("utf-8").replace("\n", "").isprintable() else "application/octet-stream"
    except UnicodeDecodeError:
        return "application/octet-stream"
