"""Fixtures of the web: a small set of lists, an application around it, clients with and without rights."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.testclient import TestClient
from tests.small import listing, snapshot_of

from watchword.cases import register
from watchword.cases.people import Person
from watchword.model import Address, Identifier, Link, Listing
from watchword.snapshot import Snapshot
from watchword.web.app import create
from watchword.web.service import Options, Service
from watchword.wiring import Settings

PASSWORD = "correct horse battery"
HOSTILE = "<script>alert('x')</script> \"><img src=x onerror=alert(1)>"


def few() -> tuple[Listing, ...]:
    """Listings with everything that a page or an answer can show."""
    return (
        listing(
            "us-ofac:1", "Ousmane Illiassou Djibo", "Petit Chapori", "عثمان إلياسو جيبو", born=["1984"],
            nationalities=("ne",), genders=("male",), programmes=("SDGT",), listed_on="2021-06-01",
            identifiers=(Identifier("passport", "AB123456", "ne"),), addresses=(Address("Niamey, Niger", country="ne"),),
            links=(Link("linked-to", "Sahel Trading"),),
        ),
        listing("us-ofac:2", "Sahel Trading", kind="company", programmes=("SDGT",)),
        listing("eu-fsf:EU.7.1", "Usmane Iliasu Djibo", born=["1984"], nationalities=("ne",), programmes=("TAQA",)),
        listing("uk-ofsi:9", "PLAYA AZUL", kind="vessel", identifiers=(Identifier("imo", "7406784"),)),
        listing("uk-ofsi:10", HOSTILE, HOSTILE.upper(), remarks=HOSTILE, programmes=(HOSTILE,)),
    )  # fmt: skip


@pytest.fixture(scope="session")
def few_lists() -> Snapshot:
    """A snapshot of those listings."""
    return snapshot_of(*few())


def options(home: Path, **more: object) -> Options:
    """Options for a test: interpreted loops, no links, no watching."""
    return Options(Settings(home), hosts=("testserver", "127.0.0.1"), linked=False, compiled=False, **more)  # type: ignore[arg-type]


@dataclass
class Served:
    """An application that runs, and clients of it."""

    app: Starlette
    client: TestClient

    @property
    def service(self) -> Service:
        """Its parts."""
        found: Service = self.app.state.service
        return found

    @property
    def boss(self) -> Person:
        """Somebody who may do everything, put on the register when first asked for."""
        known = self.service.doorman.person("boss")
        if known is None:
            register.add(self.service.cases, None, Person("boss", ("administrator", "approver", "auditor"), "Boss"))
            return self.boss
        return known

    def key(self, *needs: str) -> dict[str, str]:
        """The header of a new key that may do this."""
        secret, _ = self.service.doorman.make_key("test", needs, self.boss.id)
        return {"Authorization": f"ApiKey {secret}"}

    def signed_in(self, person: str, *roles: str) -> TestClient:
        """A browser in which a person of these roles has signed in."""
        if self.service.doorman.person(person) is None:
            register.add(self.service.cases, self.boss, Person(person, roles or ("analyst",), person))
        link = self.service.doorman.make_link(person)
        browser = TestClient(self.app, follow_redirects=False)
        done = browser.post("/welcome", data={"link": link, "password": PASSWORD, "again": PASSWORD})
        assert done.status_code == 303
        return browser


@pytest.fixture
def served(few_lists: Snapshot, tmp_path: Path) -> Iterator[Served]:
    """An application with a record of its own, in which screening needs no key."""
    app = create(options(tmp_path, open_screening=True), few_lists)
    with TestClient(app, follow_redirects=False) as client:
        yield Served(app, client)


@pytest.fixture(scope="module")
def closed(few_lists: Snapshot, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The same with keys, shared by the tests of a module."""
    app = create(options(tmp_path_factory.mktemp("closed")), few_lists)
    with TestClient(app, follow_redirects=False) as client:
        yield Served(app, client)


@dataclass
class Live:
    """A server that listens on a port of its own."""

    url: str
    app: Starlette


@pytest.fixture(scope="session")
def live(few_lists: Snapshot, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    """A real server over loopback, on those lists, in which screening needs no key."""
    app = create(options(tmp_path_factory.mktemp("live"), open_screening=True), few_lists)
    config = uvicorn.Config(app, host="127.0.0.1", port=0, log_config=None, access_log=False)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        assert thread.is_alive()
        time.sleep(0.02)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield Live(f"http://127.0.0.1:{port}", app)
    server.should_exit = True
    thread.join(20)
