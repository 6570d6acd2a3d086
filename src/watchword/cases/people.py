"""Who is who? The register of people: id, name, account, roles; a fold over the log, with passphrases beside it.

What a role may do is `permissions`. A passphrase is kept as its Argon2id hash, and is nobody's until its owner has
set it.
"""

from __future__ import annotations

import re
import secrets
import unicodedata
from collections.abc import Sequence
from functools import cache

import msgspec
from sqlalchemy import Connection, delete, insert, select, update

from watchword.cases import happenings as kinds
from watchword.errors import ForbiddenError, NotFoundError, UsageError
from watchword.ledger.record import ERASED, Record
from watchword.store import case_tables as tables

_ID = re.compile(r"[a-z][a-z0-9._-]{0,63}")
_SHORTEST_PASSPHRASE = 12


class Person(msgspec.Struct, frozen=True):
    """A person of the register. `account` is that of the operating system, or issuer and subject of a directory.

    `vouched_by` are those who registered them or ever set a passphrase for them.
    """

    id: str
    roles: tuple[str, ...]
    name: str = ""
    account: str = ""
    vouched_by: tuple[str, ...] = ()
    seq: int = 0


class Told(msgspec.Struct, frozen=True):
    """The personal part of a `person-set` record."""

    name: str
    account: str


class PeopleFold:
    """The register as a fold over the log."""

    name = "people"
    kinds: Sequence[str] = (kinds.PERSON_SET, kinds.PASSPHRASE_SET, ERASED)
    tables = (tables.people,)

    def apply(self, connection: Connection, record: Record, personal: bytes | None) -> None:
        """Take one more record."""
        if record.kind == ERASED:
            _forget(connection, int(record.read(dict[str, int | str])["seq"]))
            return
        if record.kind == kinds.PASSPHRASE_SET:
            _vouch(connection, record.read(kinds.PassphraseSet))
            return
        told = record.read(kinds.PersonSet)
        known = _get(connection, told.person)
        said = msgspec.json.decode(personal, type=Told) if personal else Told("", "")
        vouched_by = known.vouched_by if known else (told.by,)
        person = Person(told.person, told.roles, said.name, said.account, vouched_by, record.seq)
        _save(connection, person, new=known is None)


def person_id(text: str) -> str:
    """The id that a person is known by, in whatever case or width it is written. Raises UsageError."""
    found = unicodedata.normalize("NFKC", text).strip().casefold()
    if not _ID.fullmatch(found):
        raise UsageError(f"{text!r} can't be a person's id", where="person", hint="Use letters and digits, as ann.")
    return found


def same_name(name: str) -> str:
    """A name as it is compared with others of the register: no case, accents, order, spaces or signs."""
    letters = unicodedata.normalize("NFKD", name).casefold()
    words = re.findall(r"\w+", "".join(c for c in letters if not unicodedata.combining(c)))
    return " ".join(sorted(words))


def find(connection: Connection, text: str) -> Person:
    """The person of an id. Raises NotFoundError."""
    person = _get(connection, person_id(text))
    if person is None:
        raise NotFoundError("nobody of this id is on the register", where=text, hint="See watchword people list.")
    return person


def everyone(connection: Connection) -> list[Person]:
    """The register, by id."""
    rows = connection.execute(select(tables.people.c.data).order_by(tables.people.c.id))
    return [msgspec.json.decode(data, type=Person) for (data,) in rows]


def of_account(connection: Connection, account: str) -> Person | None:
    """The person of an account of the operating system."""
    return next((person for person in everyone(connection) if account and person.account == account), None)


def check_new(connection: Connection, person: Person) -> None:
    """Raises UsageError when one of this name or account is on the register under another id."""
    for known in everyone(connection):
        if known.id == person.id:
            continue
        if person.name and same_name(known.name) == same_name(person.name):
            raise UsageError(f"{known.id} has this name: one person is registered once", where="name")
        if person.account and known.account == person.account:
            raise UsageError(f"{known.id} has this account: one person is registered once", where="account")


def set_passphrase(connection: Connection, person: str, passphrase: str, by: str) -> None:
    """Keep the hash of a passphrase. Raises UsageError for one of less than 12 characters."""
    from argon2 import PasswordHasher

    if len(passphrase) < _SHORTEST_PASSPHRASE:
        raise UsageError(f"a passphrase has {_SHORTEST_PASSPHRASE} characters or more", where="passphrase")
    connection.execute(delete(tables.credentials).where(tables.credentials.c.person == person))
    secret = PasswordHasher().hash(passphrase)
    connection.execute(insert(tables.credentials).values(person=person, secret=secret, set_by=by))


def check_passphrase(connection: Connection, person: str, passphrase: str, *, own: bool = True) -> None:
    """Raises ForbiddenError unless this is the person's passphrase and, if `own`, the person has set it."""
    from argon2 import PasswordHasher
    from argon2.exceptions import Argon2Error, InvalidHashError

    table = tables.credentials.c
    kept = connection.execute(select(table.secret, table.set_by).where(table.person == person)).first()
    try:
        PasswordHasher().verify(kept[0] if kept else _nobodys(), passphrase)
    except (Argon2Error, InvalidHashError):
        raise ForbiddenError("this is not the passphrase of this person", where="passphrase") from None
    if own and kept and kept[1] != person:
        hint = f"Run: watchword people passphrase {person}"
        raise ForbiddenError(
            "somebody else has set this passphrase: set one of your own", where="passphrase", hint=hint
        )


@cache
def _nobodys() -> str:
    """A hash that no passphrase fits: checking it takes as long, so that the time does not tell who is registered."""
    from argon2 import PasswordHasher

    return PasswordHasher().hash(secrets.token_hex())


def _get(connection: Connection, person: str) -> Person | None:
    data = connection.execute(select(tables.people.c.data).where(tables.people.c.id == person)).scalar()
    return None if data is None else msgspec.json.decode(data, type=Person)


def _save(connection: Connection, person: Person, *, new: bool) -> None:
    data = msgspec.json.encode(person)
    if new:
        connection.execute(insert(tables.people).values(id=person.id, data=data))
    else:
        connection.execute(update(tables.people).where(tables.people.c.id == person.id).values(data=data))


def _vouch(connection: Connection, told: kinds.PassphraseSet) -> None:
    person = find(connection, told.person)
    if told.by not in (person.id, *person.vouched_by):
        _save(connection, msgspec.structs.replace(person, vouched_by=(*person.vouched_by, told.by)), new=False)


def _forget(connection: Connection, seq: int) -> None:
    for person in everyone(connection):
        if person.seq == seq:
            _save(connection, msgspec.structs.replace(person, name="", account=""), new=False)
