"""What is still to be told to whom? Targets of messages, and the messages that wait for each, in order.

A message is put in within the transaction of what it tells of, so it is there exactly if that happened. It goes once the
target has it. What a message says, and when it is tried again, is decided upstairs.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import msgspec
from sqlalchemy import Connection, Engine, delete, func, insert, select, update

from watchword.errors import NotFoundError, UsageError
from watchword.store.engine import WRITE, storage_errors
from watchword.store.webhook_tables import webhook_messages as messages
from watchword.store.webhook_tables import webhooks as targets


class Target(msgspec.Struct, frozen=True):
    """Where messages go. `failures` in a row, and the `trouble` of the last; not tried before `next_try`.

    Times are seconds since 1970; `own_network` allows addresses of this machine and of private networks.
    """

    name: str
    url: str
    secret: str
    own_network: bool
    failures: int = 0
    next_try: int = 0
    trouble: str = ""


class Message(msgspec.Struct, frozen=True):
    """A message that waits: its place in the order, its id (the same on every try), its body."""

    number: int
    id: str
    body: bytes


_TARGET = [targets.c[name] for name in Target.__struct_fields__]


class Outbox:
    """Targets and waiting messages of one store. Any number of threads and processes may use it."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def add(self, target: Target) -> None:
        """Set up a target. Raises UsageError when its name is taken."""
        with self._writing() as connection:
            if connection.execute(select(targets.c.name).where(targets.c.name == target.name)).first():
                raise UsageError("there is a target of this name", where=target.name, hint="Remove it first.")
            connection.execute(insert(targets).values(**msgspec.structs.asdict(target), lease=0))

    def remove(self, name: str) -> int:
        """Remove a target with the messages that wait for it, and give their number. Raises NotFoundError."""
        with self._writing() as connection:
            if not connection.execute(delete(targets).where(targets.c.name == name)).rowcount:
                raise NotFoundError("no target has this name", where=name, hint="watchword webhooks list shows all.")
            return connection.execute(delete(messages).where(messages.c.target == name)).rowcount

    def targets(self) -> tuple[tuple[Target, int], ...]:
        """Every target by name, with the number of messages that wait for it."""
        with self._reading() as connection:
            counted = select(messages.c.target, func.count()).group_by(messages.c.target)
            waiting = {name: int(count) for name, count in connection.execute(counted)}
            found = connection.execute(select(*_TARGET).order_by(targets.c.name))
            return tuple((_target(row), waiting.get(row[0], 0)) for row in found)

    def next(self, name: str) -> Message | None:
        """The message that is the target's turn; None when none waits."""
        with self._reading() as connection:
            wanted = select(messages.c.number, messages.c.id, messages.c.body).where(messages.c.target == name)
            row = connection.execute(wanted.order_by(messages.c.number).limit(1)).first()
            return Message(*row) if row else None

    def lease(self, name: str, now: int, until: int) -> bool:
        """Take a target for oneself until a time, so that no two processes send out of order. False: it is taken."""
        with self._writing() as connection:
            free = update(targets).where(targets.c.name == name, targets.c.lease <= now).values(lease=until)
            return connection.execute(free).rowcount == 1

    def renew(self, name: str, mine: int, until: int) -> bool:
        """Keep a target that was taken until `mine` for longer. False: another process has taken it since."""
        with self._writing() as connection:
            kept = update(targets).where(targets.c.name == name, targets.c.lease == mine).values(lease=until)
            return connection.execute(kept).rowcount == 1

    def delivered(self, name: str, number: int) -> None:
        """The target has the message: it goes, and so does the target's trouble."""
        with self._writing() as connection:
            connection.execute(delete(messages).where(messages.c.number == number))
            fresh = update(targets).where(targets.c.name == name)
            connection.execute(fresh.values(failures=0, next_try=0, trouble=""))

    def failed(self, name: str, trouble: str, next_try: int) -> None:
        """A try was in vain; the message keeps its turn."""
        with self._writing() as connection:
            one = update(targets).where(targets.c.name == name)
            connection.execute(one.values(failures=targets.c.failures + 1, next_try=next_try, trouble=trouble))

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
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


def put(connection: Connection, made: Sequence[tuple[str, bytes]]) -> None:
    """Put messages (id, body) in for every target, within the connection's transaction."""
    names = [name for (name,) in connection.execute(select(targets.c.name).order_by(targets.c.name))]
    rows = [{"target": name, "id": id_, "body": body} for id_, body in made for name in names]
    if rows:
        connection.execute(insert(messages), rows)


def _target(row: Sequence[object]) -> Target:
    return msgspec.convert(dict(zip(Target.__struct_fields__, row, strict=True)), Target, strict=False)
