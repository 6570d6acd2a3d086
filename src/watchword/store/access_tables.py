"""Which tables keep how people and programs prove who they are? Five, each with the struct of its rows.

What may be done with them is `access`. Times are seconds since 1970.
"""

from __future__ import annotations

from typing import Any

import msgspec
from sqlalchemy import Column, Index, Integer, LargeBinary, Table, Text

from watchword.store.tables import Number, metadata


class SignIns(msgspec.Struct, frozen=True):
    """What is kept of a person's attempts to sign in; the passphrase itself is the register's.

    `totp` is the secret of one-time codes in Base32 ("" for none) and `totp_step` the last step that was used;
    `recovery` digests of unused recovery codes, joined by spaces; `failures` since the last success.
    """

    person: str
    totp: str = ""
    totp_step: int = 0
    recovery: str = ""
    failures: int = 0
    locked_until: int = 0


class Session(msgspec.Struct, frozen=True):
    """A person who has signed in: the digest of the cookie, when it began and was last seen."""

    digest: str
    person: str
    csrf: str
    begun: int
    seen: int


class Link(msgspec.Struct, frozen=True):
    """A link that lets a person set a password, once, `until` a moment."""

    digest: str
    person: str
    until: int


class Key(msgspec.Struct, frozen=True):
    """A program's key, which speaks for a person: its digest and what it may do (`needs`, joined by spaces).

    `revoked` is 0 while it is good.
    """

    id: str
    name: str
    digest: str
    needs: str
    person: str
    made: int
    revoked: int = 0


class Given(msgspec.Struct, frozen=True):
    """An answer to a write with an idempotency key: `asked` is the digest of the request; status 0 while it runs."""

    actor: str
    key: str
    asked: str
    status: int
    body: bytes
    at: int


def _table(name: str, kind: type[msgspec.Struct], *keys: str) -> Table:
    types: dict[object, Any] = {"int": Number, "bytes": LargeBinary, "str": Text}
    columns = [
        Column(field.name, Integer if field.name in ("failures", "status") else types[_kind(field.type)],
               primary_key=field.name in keys, nullable=False, unique=(name, field.name) == ("keys", "digest") or None)
        for field in msgspec.structs.fields(kind)
    ]  # fmt: skip
    return Table(name, metadata, *columns)


def _kind(annotation: Any) -> str:
    return annotation.__name__ if isinstance(annotation, type) else str(annotation)


sign_ins = _table("sign_ins", SignIns, "person")
sessions = _table("sessions", Session, "digest")
Index("sessions_by_person", sessions.c.person)
links = _table("links", Link, "digest")
keys = _table("keys", Key, "id")
given = _table("given", Given, "actor", "key")
