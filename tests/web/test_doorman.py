"""Is somebody let in only with the right secret, and told nothing else?"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from watchword.cases import register
from watchword.cases.desk import Desk
from watchword.cases.people import Person
from watchword.errors import InputError, NotFoundError
from watchword.ledger.keys import KeyFolder
from watchword.ledger.log import Log
from watchword.store.access import Access
from watchword.store.engine import open_store
from watchword.store.records import Records
from watchword.web import totp
from watchword.web.doorman import IDLE, LINK_LASTS, WHOLE, Doorman
from watchword.web.errors import RequestError

PASSWORD = "correct horse battery"


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 26, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def go(self, **by: float) -> None:
        """Let time pass."""
        self.now += timedelta(**by)


@pytest.fixture
def clock() -> Clock:
    """A clock."""
    return Clock()


@pytest.fixture
def access(tmp_path: Path) -> Access:
    """A new store's tables."""
    return Access(open_store(tmp_path / "w.db"))


@pytest.fixture
def doorman(access: Access, tmp_path: Path, clock: Clock) -> Doorman:
    """A doorman who knows ann, the first administrator, and bob, who has no passphrase."""
    log = Log(Records(open_store(tmp_path / "w.db")), KeyFolder(tmp_path / "keys"))
    log.begin(clock())
    cases = Desk(log, clock)
    made = Doorman(access, cases, clock)
    made.set_passphrase(made.make_link("ann"), PASSWORD)
    register.add(cases, made.person("ann"), Person("bob", ("analyst",), "Bob"))
    return made


def test_right_password_begins_a_session(doorman: Doorman) -> None:
    """Each sign-in begins a session of its own, under a new secret."""
    one, two = doorman.sign_in("ann", PASSWORD), doorman.sign_in("ann", PASSWORD)
    assert one != two
    first, second = doorman.session(one), doorman.session(two)
    assert first is not None
    assert second is not None
    assert first.person == "ann"
    assert first.csrf != second.csrf


@pytest.mark.parametrize(("person", "password"), [("ann", "wrong"), ("bob", PASSWORD), ("", ""), ("ann", "x" * 5000)])
def test_wrong_sign_in_says_one_thing(doorman: Doorman, person: str, password: str) -> None:
    """Whatever is wrong, the words are the same."""
    with pytest.raises(RequestError) as caught:
        doorman.sign_in(person, password)
    assert caught.value.message == "name, password or code is wrong"
    assert caught.value.code == "unauthenticated"


@pytest.mark.parametrize("person", ["ann", "bob", "nobody", "no such id!"])
def test_every_name_costs_a_hash(doorman: Doorman, monkeypatch: pytest.MonkeyPatch, person: str) -> None:
    """Whoever is named, one argon2id hash of the same cost is checked, so that the time tells nothing."""
    verified: list[str] = []
    real = PasswordHasher.verify
    monkeypatch.setattr(PasswordHasher, "verify", lambda self, h, p: (verified.append(h), real(self, h, p))[1])
    with pytest.raises(RequestError):
        doorman.sign_in(person, "wrong")
    assert len(verified) == 1
    assert verified[0].rpartition("$")[0].rpartition("$")[0] == "$argon2id$v=19$m=65536,t=3,p=4"


def test_failures_make_a_name_rest(doorman: Doorman, clock: Clock) -> None:
    """After five failures even the right password has to wait, longer each time."""
    for _ in range(5):
        with pytest.raises(RequestError):
            doorman.sign_in("ann", "wrong")
    with pytest.raises(RequestError):
        doorman.sign_in("ann", PASSWORD)
    clock.go(seconds=3)
    assert doorman.sign_in("ann", PASSWORD)


def test_session_ends_idle_and_after_a_day(doorman: Doorman, clock: Clock) -> None:
    """A session ends when nobody used it for an hour, and twelve hours after it began."""
    idle, busy = doorman.sign_in("ann", PASSWORD), doorman.sign_in("ann", PASSWORD)
    clock.go(seconds=IDLE.total_seconds() + 1)
    assert doorman.session(idle) is None
    busy = doorman.sign_in("ann", PASSWORD)
    for _ in range(int(WHOLE / timedelta(minutes=30))):
        assert doorman.session(busy) is not None
        clock.go(minutes=30)
    clock.go(seconds=1)
    assert doorman.session(busy) is None


def test_signing_out_ends_it(doorman: Doorman) -> None:
    """After signing out the cookie opens nothing."""
    secret = doorman.sign_in("ann", PASSWORD)
    session = doorman.session(secret)
    assert session is not None
    doorman.sign_out(session)
    assert doorman.session(secret) is None


def test_link_is_good_once_and_for_a_day(doorman: Doorman, clock: Clock) -> None:
    """A link sets a password once; a newer one replaces it; after a day it is worth nothing."""
    old, new = doorman.make_link("bob"), doorman.make_link("bob")
    with pytest.raises(NotFoundError):
        doorman.set_passphrase(old, PASSWORD)
    assert doorman.set_passphrase(new, PASSWORD) == "bob"
    with pytest.raises(NotFoundError):
        doorman.set_passphrase(new, PASSWORD)
    late = doorman.make_link("bob")
    clock.go(seconds=LINK_LASTS.total_seconds())
    with pytest.raises(NotFoundError):
        doorman.invited(late)


def test_new_password_ends_old_sessions(doorman: Doorman) -> None:
    """Whoever sets a new password signs everybody else out."""
    secret = doorman.sign_in("ann", PASSWORD)
    doorman.set_passphrase(doorman.make_link("ann"), "another good password")
    assert doorman.session(secret) is None
    with pytest.raises(RequestError):
        doorman.sign_in("ann", PASSWORD)


@pytest.mark.parametrize("password", ["short", "a" * 12, "ababababababab", "x" * 1025])
def test_weak_passwords_are_refused(doorman: Doorman, password: str) -> None:
    """Short, endless and easily guessed passwords are refused, and the link stays good."""
    link = doorman.make_link("bob")
    with pytest.raises(InputError):
        doorman.set_passphrase(link, password)
    assert doorman.invited(link) == "bob"


def test_second_factor_is_asked_for_and_used_once(doorman: Doorman, clock: Clock) -> None:
    """With a second factor the password alone is not enough, a code works once, and a recovery code once."""
    secret = totp.new_secret()

    def code() -> str:
        return totp.code(secret, int(clock.now.timestamp()) // 30)

    with pytest.raises(InputError):
        doorman.add_second_factor("ann", secret, "000000")
    recovery = doorman.add_second_factor("ann", secret, code())
    with pytest.raises(RequestError):
        doorman.sign_in("ann", PASSWORD)
    with pytest.raises(RequestError):
        doorman.sign_in("ann", PASSWORD, code())  # it was used when the factor was added
    clock.go(seconds=60)
    assert doorman.sign_in("ann", PASSWORD, code())
    assert doorman.sign_in("ann", PASSWORD, recovery[3])
    with pytest.raises(RequestError):
        doorman.sign_in("ann", PASSWORD, recovery[3])


def test_keys_are_kept_as_digests_and_can_be_revoked(doorman: Doorman, access: Access, tmp_path: Path) -> None:
    """A key's text is nowhere in the store; revoked, it opens nothing."""
    secret, made = doorman.make_key("crm", ["screen"], "ann")
    assert doorman.key(secret) == made
    assert doorman.key("ww_wrong") is None
    assert doorman.key("") is None
    store = b"".join(path.read_bytes() for path in tmp_path.glob("w.db*"))
    assert secret.encode() not in store
    assert PASSWORD.encode() not in store
    assert access.revoke_key(made.id, 1)
    assert doorman.key(secret) is None
