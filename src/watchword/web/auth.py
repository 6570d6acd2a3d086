"""Who asks, and may they? Keys and sessions become an actor, whose grants are checked against what a route needs.

Roles are the record's; how somebody proves who they are is `doorman`.
"""

from __future__ import annotations

import hmac
from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from starlette.requests import Request

from watchword.cases.permissions import PERMISSIONS
from watchword.web.errors import RequestError
from watchword.web.operations import Need

if TYPE_CHECKING:
    from watchword.store.access_tables import Session

COOKIE = "watchword"
SAFE = frozenset(("GET", "HEAD", "OPTIONS"))
_SCHEMES = ("apikey", "bearer")


@dataclass(frozen=True, slots=True)
class Actor:
    """Who asks: the name that goes on record, what they may do, and their session where they are a person."""

    name: str
    grants: frozenset[Need]
    kind: str  # person, key or nobody
    roles: tuple[str, ...] = ()
    session: Session | None = None

    def may(self, need: Need) -> bool:
        """Whether they may do that."""
        return need is Need.NOTHING or need in self.grants


ACTIONS = {
    Need.CASES: "see alerts",
    Need.APPROVE: "approve",
    Need.AUDIT: "export the log",
    Need.OBSERVE: "manage people",
    Need.ADMINISTER: "manage people",
}
"""Which action of the record's permissions each need stands for; everybody of the register may screen."""


def grants_of(roles: Collection[str]) -> frozenset[Need]:
    """What somebody of these roles may do."""
    allowed = {need for need, action in ACTIONS.items() if PERMISSIONS[action] & set(roles)}
    return frozenset(allowed | {Need.SCREEN} if roles else ())


NOBODY = Actor("anonymous", frozenset(), "nobody")


def actor(request: Request) -> Actor:
    """Who sent this request (see `guard`)."""
    found: Actor = request.state.actor
    return found


def given_key(request: Request) -> str:
    """The key of a request's Authorization header, "" when there is none. Refuses other schemes."""
    header = request.headers.get("authorization", "")
    if not header:
        return ""
    scheme, _, secret = header.partition(" ")
    if scheme.lower() not in _SCHEMES or not secret.strip():
        raise RequestError("unauthenticated", "this is no key", where="Authorization", hint="Send: ApiKey KEY")
    return secret.strip()


def check_need(who: Actor, need: Need) -> None:
    """Refuse whoever may not do that: the unknown ask who they are, the known are told that they may not."""
    if who.may(need):
        return
    if who.kind == "nobody":
        hint = "Sign in, or send a key: Authorization: ApiKey KEY"
        raise RequestError("unauthenticated", "this needs somebody who is known", where="Authorization", hint=hint)
    raise RequestError("forbidden", f"this needs the right to {need.value}", hint="Ask an administrator.")


def check_origin(request: Request) -> None:
    """Refuse a change that another site's page asks for in a visitor's name."""
    if request.method in SAFE:
        return
    origin = request.headers.get("origin")
    if origin is not None and urlsplit(origin).netloc != request.headers.get("host", ""):
        raise RequestError("forbidden", "this request comes from another site", where="Origin")
    if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        raise RequestError("forbidden", "this request comes from another site", where="Sec-Fetch-Site")


def check_csrf(who: Actor, given: str) -> None:
    """Refuse a change in a person's session that lacks the session's own token."""
    if who.session is None or not hmac.compare_digest(who.session.csrf.encode(), given.encode()):
        raise RequestError("forbidden", "this form is too old", where="csrf", hint="Load the page again.")
