"""Who is this? Passphrases, one-time codes, sessions, links that set a passphrase, and keys of programs.

Secrets are 256 random bits, kept only as digests; passphrases are the register's. Whatever is wrong with a sign-in, the answer
and the time it takes are the same. What somebody may do is for `auth`.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from watchword.cases import people, register
from watchword.cases.desk import Desk
from watchword.cases.people import Person
from watchword.errors import ForbiddenError, InputError, NotFoundError, UsageError
from watchword.store.access import Access
from watchword.store.access_tables import Key, Link, Session, SignIns
from watchword.web import totp
from watchword.web.errors import RequestError

FIRST_ROLES = ("administrator", "analyst")
SHORTEST, LONGEST = 12, 1024  # letters of a passphrase
_LONGEST_ID = 64
IDLE, WHOLE = timedelta(minutes=60), timedelta(hours=12)  # of a session
LINK_LASTS = timedelta(hours=24)
_FREE_FAILURES = 5
_LONGEST_REST = 900  # seconds
_ROLES_SECONDS = 5  # that a person's roles are remembered: so long a right that was taken away may still be used
_TOUCH = 60  # seconds between two notes of when a session was seen
_RECOVERY_CODES = 8
KEY_PREFIX = "ww_"


def digest(secret: str) -> str:
    """How a random secret is kept."""
    return hashlib.sha256(secret.encode()).hexdigest()


class Doorman:
    """Signs people in and out, and knows the keys of programs."""

    def __init__(self, access: Access, cases: Desk, clock: Callable[[], datetime]) -> None:
        self._access = access
        self._cases = cases
        self._clock = clock
        self._known: dict[str, tuple[int, Person]] = {}

    # People --------------------------------------------------------------------------------------------------

    def sign_in(self, name: str, passphrase: str, one_time: str = "") -> str:
        """Begin a session; the secret of its cookie. Refuses with one and the same words whatever is wrong."""
        now = self._now()
        person = self._verified(name, passphrase)
        known = self._access.sign_ins(person or name[:_LONGEST_ID])
        if known.locked_until > now:
            raise _wrong()
        if not person or not self._second_factor(known, one_time, now):
            failures = self._access.fail(known.person)
            if failures >= _FREE_FAILURES:
                rest = min(_LONGEST_REST, 2 ** (failures - _FREE_FAILURES + 1))
                self._access.change_sign_ins(known.person, locked_until=now + rest)
            raise _wrong()
        if known.failures:
            self._access.change_sign_ins(person, failures=0, locked_until=0)
        return self.begin(person)

    def person(self, person_id: str) -> Person | None:
        """The person of an id, with the roles of now or of some seconds ago; None for nobody of the register."""
        known = self._known.get(person_id)
        now = self._now()
        if known is not None and 0 <= now - known[0] < _ROLES_SECONDS:
            return known[1]
        try:
            found = register.person(self._cases, person_id)
        except (NotFoundError, UsageError):
            return None
        self._known[person_id] = now, found
        return found

    def begin(self, person: str) -> str:
        """Begin a session for somebody who has proved who they are: always under a new secret."""
        secret, now = secrets.token_urlsafe(32), self._now()
        self._access.add_session(Session(digest(secret), person, secrets.token_urlsafe(32), now, now))
        return secret

    def session(self, secret: str) -> Session | None:
        """The session of a cookie; None when there is none, or it has ended."""
        found = self._access.session(digest(secret))
        if found is None:
            return None
        now = self._now()
        if now - found.seen > IDLE.total_seconds() or now - found.begun > WHOLE.total_seconds():
            self._access.end_session(found.digest)
            return None
        if now - found.seen >= _TOUCH:
            self._access.touch_session(found.digest, now)
        return found

    def sign_out(self, session: Session) -> None:
        """End a session."""
        self._access.end_session(session.digest)

    def make_link(self, person: str) -> str:
        """The secret of a link with which a person sets a passphrase, once, within a day."""
        secret = secrets.token_urlsafe(32)
        self._access.add_link(Link(digest(secret), person, self._now() + int(LINK_LASTS.total_seconds())))
        return secret

    def invited(self, secret: str) -> str:
        """Whom a link is for. Raises NotFoundError when it was used, is too old or never was."""
        found = self._access.link(digest(secret), self._now())
        if found is None:
            raise NotFoundError("this link was used or is too old", where="link", hint="Ask for a new one.")
        return found.person

    def set_passphrase(self, secret: str, passphrase: str) -> str:
        """Set the passphrase of the person a link is for, and use the link up. Returns the person.

        While the register is empty this makes its first administrator.
        """
        person = self.invited(secret)
        check_passphrase(passphrase, person)
        if not self._access.use_link(digest(secret)):
            raise NotFoundError("this link was used", where="link", hint="Ask for a new one.")
        known = self.person(person)
        if known is None:
            register.add(self._cases, None, Person(person, FIRST_ROLES, person), passphrase)
        else:
            register.set_passphrase(self._cases, known, person, passphrase)
        self._access.end_sessions(person)
        return person

    def has_second_factor(self, person: str) -> bool:
        """Whether a person signs in with a one-time code too."""
        return bool(self._access.sign_ins(person).totp)

    def add_second_factor(self, person: str, secret: str, one_time: str) -> list[str]:
        """Ask this person for one-time codes from now on. Returns codes that each replace one, once.

        Raises InputError when the code is not that of the secret: the telephone would lock its owner out.
        """
        step = totp.matching_step(secret, one_time, self._now())
        if step is None:
            raise InputError("this code does not fit", where="code", hint="Check the telephone's clock.")
        codes = [secrets.token_hex(5) for _ in range(_RECOVERY_CODES)]
        self._access.change_sign_ins(
            person, totp=secret, totp_step=step, recovery=" ".join(map(digest, codes)),
        )  # fmt: skip
        return codes

    def drop_second_factor(self, person: str) -> None:
        """Ask this person for no codes any more, as when the telephone was lost."""
        self._access.change_sign_ins(person, totp="", totp_step=0, recovery="")

    # Programs ------------------------------------------------------------------------------------------------

    def make_key(self, name: str, needs: Iterable[str], person: str) -> tuple[str, Key]:
        """A new key for a program that speaks for a person: its text, which is shown once, and what is kept of it."""
        if not name.strip() or len(name) > 64 or not name.isprintable():
            raise InputError("a key needs a name of up to 64 letters", where="name")
        secret = f"{KEY_PREFIX}{secrets.token_urlsafe(32)}"
        made = Key(secrets.token_hex(4), name.strip(), digest(secret), " ".join(sorted(needs)), person, self._now())
        self._access.add_key(made)
        return secret, made

    def key(self, secret: str) -> Key | None:
        """What is kept of a good key."""
        return self._access.key(digest(secret)) if secret.startswith(KEY_PREFIX) else None

    def keys(self) -> tuple[Key, ...]:
        """What is kept of every key, the newest first."""
        return self._access.keys()

    def revoke_key(self, key_id: str) -> None:
        """Make a key worthless. Raises NotFoundError when there is no good key of that id."""
        if not self._access.revoke_key(key_id, self._now()):
            raise NotFoundError("there is no good key of this id", where=key_id, hint="See watchword keys list.")

    def _second_factor(self, known: SignIns, one_time: str, now: int) -> bool:
        if not known.totp:
            return True
        step = totp.matching_step(known.totp, one_time, now)
        if step is not None:
            return self._access.use_step(known.person, step)
        return self._access.use_recovery(known.person, digest(one_time.strip()))

    def _verified(self, name: str, passphrase: str) -> str:
        """The person whose passphrase this is, "" for nobody. Takes the time of one hash whoever is named."""
        try:
            person = people.person_id(name)
        except UsageError:
            person = ""  # nobody has this id; the hash is taken all the same
        try:
            with self._access.reading() as connection:
                people.check_passphrase(connection, person, passphrase[:LONGEST])
        except ForbiddenError:
            return ""
        return person

    def _now(self) -> int:
        return int(self._clock().timestamp())


def check_passphrase(passphrase: str, person: str) -> None:
    """Raises InputError for a passphrase that is too short, too long, or the person's own name."""
    if not SHORTEST <= len(passphrase) <= LONGEST:
        raise InputError(f"a passphrase has {SHORTEST} to {LONGEST} letters", where="password")
    if passphrase.casefold() in (person.casefold(), person.casefold() * 2) or len(set(passphrase)) < 5:
        raise InputError("this passphrase is too easy to guess", where="password")


def _wrong() -> RequestError:
    hint = "After several failures a name rests for a while."
    return RequestError("unauthenticated", "name, password or code is wrong", where="password", hint=hint)
