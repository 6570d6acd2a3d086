"""What is kept of how people and programs prove who they are? Only digests: nothing here opens a door if it leaks.

Times are seconds since 1970. Who somebody is and may do is told by the record; nothing is decided here.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

import msgspec
from sqlalchemy import Connection, Engine, Insert, Select, Table, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from watchword.store.access_tables import (
    Given,
    Key,
    Link,
    Session,
    SignIns,
    given,
    keys,
    links,
    sessions,
    sign_ins,
)
from watchword.store.engine import WRITE, storage_errors

_T = TypeVar("_T")


class Access:
    """Those tables in one store. Any number of threads may use it; every failure is a StorageError."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    # Sign-ins ------------------------------------------------------------------------------------------------

    def sign_ins(self, person: str) -> SignIns:
        """What is kept of a person's attempts to sign in."""
        found = self._one(SignIns, select(sign_ins).where(sign_ins.c.person == person))
        return found or SignIns(person)

    def change_sign_ins(self, person: str, **changed: Any) -> None:
        """Set some of a person's fields."""
        with self._writing() as connection:
            self._keep(connection, person)
            connection.execute(update(sign_ins).where(sign_ins.c.person == person).values(**changed))

    def use_step(self, person: str, step: int) -> bool:
        """Use up a one-time code; false when it, or a later one, was used already."""
        with self._writing() as connection:
            fresh = (sign_ins.c.person == person) & (sign_ins.c.totp_step < step)
            return connection.execute(update(sign_ins).where(fresh).values(totp_step=step)).rowcount == 1

    def use_recovery(self, person: str, digest: str) -> bool:
        """Use up a recovery code; false when there is no such code."""
        with self._writing() as connection:
            row = connection.execute(select(sign_ins.c.recovery).where(sign_ins.c.person == person)).scalar()
            left = (row or "").split()
            if digest not in left:
                return False
            left.remove(digest)
            as_read = (sign_ins.c.person == person) & (sign_ins.c.recovery == row)  # else it was used meanwhile
            changed = update(sign_ins).where(as_read).values(recovery=" ".join(left))
            return connection.execute(changed).rowcount == 1

    def fail(self, person: str) -> int:
        """Count a failed attempt; how many there are now."""
        with self._writing() as connection:
            self._keep(connection, person)
            mine = sign_ins.c.person == person
            connection.execute(update(sign_ins).where(mine).values(failures=sign_ins.c.failures + 1))
            return connection.execute(select(sign_ins.c.failures).where(mine)).scalar() or 0

    def _keep(self, connection: Connection, person: str) -> None:
        if connection.execute(select(sign_ins.c.person).where(sign_ins.c.person == person)).first() is None:
            _first(connection, insert(sign_ins).values(**msgspec.structs.asdict(SignIns(person))))

    # Sessions ------------------------------------------------------------------------------------------------

    def session(self, digest: str) -> Session | None:
        """The session of a cookie's digest."""
        return self._one(Session, select(sessions).where(sessions.c.digest == digest))

    def add_session(self, made: Session) -> None:
        """Begin a session."""
        self._add(sessions, made)

    def touch_session(self, digest: str, seen: int) -> None:
        """Note when a session was last seen."""
        with self._writing() as connection:
            connection.execute(update(sessions).where(sessions.c.digest == digest).values(seen=seen))

    def end_session(self, digest: str) -> None:
        """End one session."""
        with self._writing() as connection:
            connection.execute(delete(sessions).where(sessions.c.digest == digest))

    def end_sessions(self, person: str) -> None:
        """End every session of a person."""
        with self._writing() as connection:
            connection.execute(delete(sessions).where(sessions.c.person == person))

    # One-time links ------------------------------------------------------------------------------------------

    def add_link(self, made: Link) -> None:
        """Make a link, in place of any other of that person."""
        with self._writing() as connection:
            connection.execute(delete(links).where(links.c.person == made.person))
            connection.execute(insert(links).values(**msgspec.structs.asdict(made)))

    def link(self, digest: str, now: int) -> Link | None:
        """The link of a digest, while it may be used."""
        return self._one(Link, select(links).where((links.c.digest == digest) & (links.c.until > now)))

    def use_link(self, digest: str) -> bool:
        """Use a link up; false when it was used already."""
        with self._writing() as connection:
            return connection.execute(delete(links).where(links.c.digest == digest)).rowcount == 1

    # Keys ----------------------------------------------------------------------------------------------------

    def key(self, digest: str) -> Key | None:
        """The good key of a digest."""
        return self._one(Key, select(keys).where((keys.c.digest == digest) & (keys.c.revoked == 0)))

    def keys(self) -> tuple[Key, ...]:
        """Every key, the newest first."""
        with self.reading() as connection:
            rows = connection.execute(select(keys).order_by(keys.c.made.desc(), keys.c.id)).mappings()
            return tuple(Key(**row) for row in rows)

    def add_key(self, made: Key) -> None:
        """Keep a key."""
        self._add(keys, made)

    def revoke_key(self, key_id: str, now: int) -> bool:
        """Make a key worthless; false when there is no good key of that id."""
        with self._writing() as connection:
            good = (keys.c.id == key_id) & (keys.c.revoked == 0)
            return connection.execute(update(keys).where(good).values(revoked=now)).rowcount == 1

    # Answers given once --------------------------------------------------------------------------------------

    def begin_given(self, made: Given, oldest: int) -> Given | None:
        """Note that a write with an idempotency key begins; what is there already when it began before.

        Answers from before `oldest` are forgotten.
        """
        same = (given.c.actor == made.actor) & (given.c.key == made.key)
        with self._writing() as connection:
            connection.execute(delete(given).where(given.c.at < oldest))
            row = connection.execute(select(given).where(same)).mappings().first()
            if row is None:
                if _first(connection, insert(given).values(**msgspec.structs.asdict(made))):
                    return None
                row = connection.execute(select(given).where(same)).mappings().one()
            return Given(**row)

    def end_given(self, made: Given) -> None:
        """Keep the answer, so that it is given again; a status of 0 forgets that the write began."""
        same = (given.c.actor == made.actor) & (given.c.key == made.key)
        with self._writing() as connection:
            if made.status:
                connection.execute(update(given).where(same).values(status=made.status, body=made.body))
            else:
                connection.execute(delete(given).where(same))

    def _one(self, kind: type[_T], wanted: Select[Any]) -> _T | None:
        with self.reading() as connection:
            row = connection.execute(wanted).mappings().first()
            return None if row is None else kind(**row)

    def _add(self, table: Table, made: msgspec.Struct) -> None:
        with self._writing() as connection:
            connection.execute(insert(table).values(**msgspec.structs.asdict(made)))

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection for reading these tables and those beside them."""
        with storage_errors(self._engine.url), self._engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with (
            storage_errors(self._engine.url),
            self._engine.connect().execution_options(begin=WRITE) as connection,
            connection.begin(),
        ):
            yield connection


def _first(connection: Connection, new: Insert) -> bool:
    """Insert a row that another process may insert at the same moment; false when that one was first."""
    try:
        with connection.begin_nested():
            connection.execute(new)
    except IntegrityError:
        return False
    return True
