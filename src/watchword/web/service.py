"""What do all routes of a process share? Lists, desk, record, doorman and limits, opened once when it starts.

Routes reach it through `of(request)`; nothing is kept in module variables, so tests run several side by side.
"""

from __future__ import annotations

import gc
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial

from sqlalchemy import Engine
from starlette.requests import Request

from watchword import wiring
from watchword.cases import register
from watchword.cases.desk import Desk as CaseDesk
from watchword.cases.people import person_id
from watchword.errors import WatchwordError
from watchword.ledger.log import Log
from watchword.snapshot import Snapshot
from watchword.store.access import Access
from watchword.store.records import Records
from watchword.web.auth import COOKIE, NOBODY, Actor, given_key, grants_of
from watchword.web.desk import Desk
from watchword.web.directory import Directory, Provider
from watchword.web.doorman import Doorman
from watchword.web.errors import RequestError
from watchword.web.limits import Buckets
from watchword.web.lists import Lists
from watchword.web.operations import Need
from watchword.web.telling import LOG, Meter, failure, write_out
from watchword.wiring import Settings

_MOST_KNOWN = 1000
_GARBAGE = (20_000, 20, 20)  # objects and rounds after which garbage is looked for
_KEY_SECONDS = 10.0  # that a key is remembered: so long a revoked one may still be taken


@dataclass(frozen=True)
class Options:
    """How a server is to run.

    `hosts` are the names under which it may be asked for (any when empty: then a proxy has to check); `open_screening`
    lets anybody screen without a key; `secure` marks cookies for HTTPS although a proxy speaks HTTP to us;
    `rate` are requests a second for each asker, `refresh` seconds between two looks for new lists; `linked` has new ones
    linked, `compiled` screens with compiled loops; `alone` says that the process is for nothing but this server;
    people sign in at `provider` too.
    """

    settings: Settings = field(default_factory=Settings)
    hosts: tuple[str, ...] = ()
    open_screening: bool = False
    secure: bool = False
    threads: int = 2
    most_bytes: int = 8_000_000
    rate: float = 2000.0
    refresh: float = 30.0
    linked: bool = True
    compiled: bool = True
    alone: bool = False
    provider: Provider | None = None


@dataclass
class Service:
    """The parts of a running server."""

    options: Options
    lists: Lists
    log: Log
    desk: Desk
    cases: CaseDesk
    access: Access
    doorman: Doorman
    clock: Callable[[], datetime]
    meter: Meter
    buckets: Buckets
    sign_ins: Buckets
    directory: Directory | None = None
    stopping: threading.Event = field(default_factory=threading.Event)
    _known: dict[str, tuple[float, Actor]] = field(default_factory=dict)
    _watch: threading.Thread | None = None

    async def identify(self, request: Request) -> Actor:
        """Who sends this request: the owner of its key, else of its session's cookie, else nobody."""
        secret = given_key(request)
        if secret:
            return await self._program(secret)
        cookie = request.cookies.get(COOKIE)
        if cookie:
            found = await self.desk.run(partial(self._person, cookie))
            if found is not None:
                return found
        return _VISITOR if self.options.open_screening else NOBODY

    async def _program(self, secret: str) -> Actor:
        known = self._known.get(secret)
        if known is not None and time.monotonic() - known[0] < _KEY_SECONDS:
            return known[1]
        key = await self.desk.run(partial(self.doorman.key, secret))
        if key is None:
            raise RequestError("unauthenticated", "this key is not known or was revoked", where="Authorization")
        owner = await self.desk.run(partial(self.doorman.person, key.person))
        roles = owner.roles if owner else ()
        who = Actor(key.person, frozenset(map(Need, key.needs.split())) & grants_of(roles), "key", roles)
        if len(self._known) > _MOST_KNOWN:
            self._known.clear()
        self._known[secret] = time.monotonic(), who
        return who

    def _person(self, cookie: str) -> Actor | None:
        session = self.doorman.session(cookie)
        person = self.doorman.person(session.person) if session else None
        if session is None or person is None:
            return None
        return Actor(person.id, grants_of(person.roles), "person", person.roles, session)

    def watch(self) -> None:
        """Look for new lists from now on, in a thread of its own."""
        self._watch = threading.Thread(target=self._refresh, name="lists", daemon=True)
        self._watch.start()

    def _refresh(self) -> None:
        while True:
            try:
                if self.lists.refresh():
                    LOG.info("lists changed", extra={"told": {"snapshot": self.lists.served.snapshot.digest}})
                    if self.options.alone:
                        set_aside()
                if self.options.linked:
                    self.lists.link()
            except WatchwordError as error:
                LOG.error("lists not refreshed", extra={"told": {"code": error.code, **failure(error)}})
            if self.stopping.wait(self.options.refresh):
                return

    def close(self) -> None:
        """Finish what was begun, and say the last of it: the signal to stop on ends the process without more ado."""
        self.stopping.set()
        self.desk.close()
        write_out()


_VISITOR = Actor("anonymous", frozenset({Need.SCREEN}), "nobody")


def open_service(options: Options, snapshot: Snapshot | None = None) -> Service:
    """The parts of a server, opened: from now on it can answer. Raises StorageError or ListError when it can't."""
    settings = options.settings
    log = wiring.open_log(settings)
    lists = Lists(settings, lambda: wiring.now().date(), snapshot, compiled=options.compiled, log=log)
    access = Access(engine_of(log))
    cases = wiring.open_desk(settings, log)
    desk = Desk(lists, log, wiring.now, options.threads)
    made = Service(
        options, lists, log, desk, cases, access, Doorman(access, cases, wiring.now), wiring.now, Meter(),
        Buckets(options.rate, int(2 * options.rate), time.monotonic), Buckets(0.5, 20, time.monotonic),
        Directory(options.provider, wiring.now) if options.provider else None,
    )  # fmt: skip
    desk.warm()
    if options.alone:
        set_aside()
    made.watch()
    return made


def set_aside() -> None:
    """Look for garbage in what is loaded now, and not again: going through all of it holds every request up."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()
    gc.set_threshold(*_GARBAGE)


def of(request: Request) -> Service:
    """The service that a request came to."""
    service: Service = request.app.state.service
    return service


def first_link(options: Options, administrator: str) -> str:
    """The secret of a link for the first administrator; "" when somebody is on the register already."""
    log = wiring.open_log(options.settings)
    cases = CaseDesk(log, wiring.now)
    if register.everyone(cases):
        return ""
    return Doorman(Access(engine_of(log)), cases, wiring.now).make_link(person_id(administrator))


def engine_of(log: Log) -> Engine:
    """The store of the log."""
    storage = log.storage
    assert isinstance(storage, Records)  # a server's log is never the light one
    return storage.engine
