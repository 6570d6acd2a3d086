"""A desk on each kind of store, with people of every role."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tests.cases.casework import REGISTER, Clock, Office

from watchword.cases import register
from watchword.cases.desk import Desk
from watchword.cases.people import Person
from watchword.ledger.keys import KeyFolder
from watchword.ledger.log import Log
from watchword.store.engine import open_store
from watchword.store.records import Records


@pytest.fixture
def office(store_url: str, tmp_path: Path) -> Iterator[Office]:
    """A log with a desk: root administrates; ann and bob analyse; carl and dora approve; vera sees; audrey audits."""
    clock = Clock(datetime(2026, 11, 23, 16, tzinfo=UTC), timedelta(seconds=1))
    log = Log(Records(open_store(store_url)), KeyFolder(tmp_path / "keys"))
    log.begin(clock())
    desk = Desk(log, clock, REGISTER)
    register.add(desk, None, Person("root", ("administrator",), "Rita Root"))
    root = register.person(desk, "root")
    for name, role in (("ann", "analyst"), ("bob", "analyst"), ("carl", "approver"), ("dora", "approver"),
                       ("vera", "viewer"), ("audrey", "auditor")):  # fmt: skip
        register.add(desk, root, Person(name, (role,), f"{name.title()} Example"))
    yield Office(desk, clock, {person.id: person for person in register.everyone(desk)})
    log.storage.engine.dispose()
