"""Who does the house's own directory say this is? OpenID Connect: code flow with PKCE, state and nonce.

Nothing that the browser brings is believed before it is held against the provider's signature. What somebody may do is
`register.admit`'s to say, with the roles that the configuration gives to values of a claim.
"""

from __future__ import annotations

import base64
import hashlib
import os
import stat
import tomllib
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import quote, urlencode

import msgspec

from watchword.cases import permissions
from watchword.cases.people import Person
from watchword.errors import UsageError, WatchwordError
from watchword.web.errors import RequestError
from watchword.webhooks.address import Resolve, look_up, read_address
from watchword.webhooks.sending import direct

ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
"""Signatures that are believed. None with a shared secret: whoever knows a public key could make those."""

_LEEWAY = 60  # seconds that two clocks may differ
_KEPT = 3600  # seconds that the provider's own description and keys are kept
_SECONDS = 10.0
_LARGEST = 1 << 20


_T = TypeVar("_T")


class Provider(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A provider as the configuration has it.

    `person` and `role` name claims: whose value is the person's id here, and whose values `roles` turns into roles.
    `own_network` allows a provider within one's own network; `label` is what the link says.
    """

    issuer: str
    client_id: str
    roles: dict[str, tuple[str, ...]]
    client_secret: str = ""
    person: str = "preferred_username"
    role: str = "groups"
    scope: str = "openid profile"
    own_network: bool = False
    label: str = "Sign in with the account of the house"


class Trip(msgspec.Struct, frozen=True):
    """One way to the provider and back. All is derived from one secret, which only the browser that went keeps."""

    secret: str

    @property
    def state(self) -> str:
        """What has to come back unchanged."""
        return self._derived("state")

    @property
    def nonce(self) -> str:
        """What has to stand in the token."""
        return self._derived("nonce")

    @property
    def verifier(self) -> str:
        """What redeems the code (RFC 7636)."""
        return self._derived("verifier")

    def _derived(self, use: str) -> str:
        return _base64(hashlib.sha256(f"{use}:{self.secret}".encode()).digest())


class _Described(msgspec.Struct, frozen=True):
    """What a provider tells of itself (OpenID Connect Discovery)."""

    issuer: str
    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str
    token_endpoint_auth_methods_supported: tuple[str, ...] = ("client_secret_basic",)


class _Token(msgspec.Struct, frozen=True):
    id_token: str


def read_provider(path: Path) -> Provider:
    """The provider of a configuration file (TOML). Raises UsageError naming what is wrong."""
    try:
        if os.name == "posix" and stat.S_IMODE(path.stat().st_mode) & 0o077:
            raise UsageError("others may read the client's secret", where=str(path), hint="Set its mode to 0600.")
        found = msgspec.convert(tomllib.loads(path.read_text("utf-8")), Provider)
    except OSError as error:
        raise UsageError(f"can't read it: {error.strerror or error}", where=str(path)) from error
    except (tomllib.TOMLDecodeError, msgspec.ValidationError, UnicodeDecodeError) as error:
        raise UsageError(f"{path.name}: {error}", where=str(path), hint="See docs/deploy.md.") from error
    try:
        read_address(found.issuer, own_network=found.own_network)
    except UsageError as error:
        hint = "It begins with https://; own_network = true allows a provider within your own network."
        raise UsageError(f"the issuer is no such address: {error.message}", where="issuer", hint=hint) from None
    given = [role for roles in found.roles.values() for role in roles]
    permissions.check_roles(given)
    if "administrator" in given:
        hint = "Put administrators on the register: watchword people add --account."
        raise UsageError("a directory makes nobody an administrator", where="roles", hint=hint)
    return found


class Directory:
    """Asks one provider. Any number of threads may use it."""

    def __init__(self, provider: Provider, clock: Callable[[], datetime], resolve: Resolve = look_up) -> None:
        self.provider = provider
        self._clock = clock
        self._resolve = resolve
        self._kept: dict[str, tuple[int, bytes]] = {}

    def way_out(self, trip: Trip, back: str) -> str:
        """Where to send a browser that wants to sign in; it is to come back to `back`."""
        challenge = _base64(hashlib.sha256(trip.verifier.encode()).digest())
        asked = {
            "response_type": "code", "client_id": self.provider.client_id, "redirect_uri": back,
            "scope": self.provider.scope, "state": trip.state, "nonce": trip.nonce,
            "code_challenge": challenge, "code_challenge_method": "S256",
        }  # fmt: skip
        address = self._described().authorization_endpoint
        return f"{address}{'&' if '?' in address else '?'}{urlencode(asked)}"

    def who(self, trip: Trip, code: str, back: str) -> Person:
        """The person of a code that came back, with the account and roles that the provider's token gives them.

        Raises RequestError when the token can't be believed, or the provider not be asked.
        """
        claims = self._checked(self._redeemed(trip, code, back), trip.nonce)
        given = claims.get(self.provider.role)
        values = given if isinstance(given, list) else [given]
        roles = [role for value in values if isinstance(value, str) for role in self.provider.roles.get(value, ())]
        person, name = claims.get(self.provider.person), claims.get("name", "")
        if not isinstance(person, str) or not isinstance(name, str) or not isinstance(claims["sub"], str):
            raise _untrusted(f"it has no claim {self.provider.person}")
        account = f"{self.provider.issuer}#{claims['sub']}"
        return Person(person.partition("@")[0], tuple(dict.fromkeys(roles)), name, account)

    def _redeemed(self, trip: Trip, code: str, back: str) -> str:
        """The token that the provider gives for a code."""
        described, mine = self._described(), self.provider
        form = {"grant_type": "authorization_code", "code": code, "redirect_uri": back, "code_verifier": trip.verifier}
        headers = {}
        if not mine.client_secret:
            form["client_id"] = mine.client_id
        elif "client_secret_basic" in described.token_endpoint_auth_methods_supported:
            login = f"{quote(mine.client_id, safe='')}:{quote(mine.client_secret, safe='')}"
            headers["Authorization"] = f"Basic {base64.b64encode(login.encode()).decode()}"
        else:
            form |= {"client_id": mine.client_id, "client_secret": mine.client_secret}
        return _read(self._ask(described.token_endpoint, form, headers), _Token).id_token

    def _checked(self, token: str, nonce: str) -> dict[str, Any]:
        """The claims of a token that this provider signed, for us, now, for this trip."""
        from joserfc.errors import JoseError
        from joserfc.jwt import JWTClaimsRegistry

        now, mine = int(self._clock().timestamp()), self.provider
        wanted = JWTClaimsRegistry(
            now, _LEEWAY, iss={"essential": True, "value": mine.issuer}, sub={"essential": True},
            aud={"essential": True, "value": mine.client_id}, exp={"essential": True}, iat={"essential": True},
            nonce={"essential": True, "value": nonce},
        )  # fmt: skip
        try:
            try:
                claims = _signed(token, self._keys())
            except (JoseError, ValueError):
                claims = _signed(token, self._keys(fresh=True))  # perhaps by a key that is younger than ours
            wanted.validate(claims)
        except (JoseError, ValueError, TypeError, KeyError) as error:
            raise _untrusted(type(error).__name__) from None
        several = isinstance(claims["aud"], list) and len(claims["aud"]) > 1
        if several and claims.get("azp") != mine.client_id:
            raise _untrusted("it is for another party")
        return claims

    def _keys(self, *, fresh: bool = False) -> Any:
        return _read(self._known(self._described().jwks_uri, fresh=fresh), dict[str, Any])

    def _described(self) -> _Described:
        address = self.provider.issuer.rstrip("/") + "/.well-known/openid-configuration"
        found = _read(self._known(address), _Described)
        if found.issuer != self.provider.issuer:
            raise _untrusted("it calls itself by another name")
        return found

    def _known(self, url: str, *, fresh: bool = False) -> bytes:
        """What stands at an address of the provider, kept for a while."""
        now = int(self._clock().timestamp())
        then, data = self._kept.get(url, (0, b""))
        if not data or now - then > (_LEEWAY if fresh else _KEPT):
            data = self._ask(url)
            self._kept[url] = now, data
        return data

    def _ask(self, url: str, form: Mapping[str, str] | None = None, headers: Mapping[str, str] | None = None) -> bytes:
        from urllib3.exceptions import HTTPError

        try:
            pool, target, host = direct(
                url, self._resolve, own_network=self.provider.own_network, seconds=_SECONDS
            )  # fmt: skip
        except UsageError as error:
            raise _unreachable(error.message) from None
        sent = {"Host": host, "User-Agent": "watchword", "Accept": "application/json", **(headers or {})}
        body = None
        if form is not None:
            body, sent["Content-Type"] = urlencode(form), "application/x-www-form-urlencoded"
        with pool:
            try:
                answer = pool.request(
                    "GET" if form is None else "POST", target, body=body, headers=sent, retries=False, redirect=False,
                    preload_content=False,
                )  # fmt: skip
                data = answer.read(_LARGEST + 1)
            except (HTTPError, OSError) as error:
                raise _unreachable(type(error).__name__) from None
        if answer.status == 400 and form is not None:
            raise _untrusted("it does not take this code")
        if answer.status != 200 or len(data) > _LARGEST:
            raise _unreachable(f"it answered {answer.status}")
        return bytes(data)


def _signed(token: str, keys: Any) -> dict[str, Any]:
    """The claims of a token that one of these keys signed. Raises JoseError, ValueError."""
    from joserfc import jwt
    from joserfc.jwk import KeySet

    return jwt.decode(token, KeySet.import_key_set(keys), list(ALGORITHMS)).claims


def _read(data: bytes, kind: type[_T]) -> _T:
    try:
        return msgspec.json.decode(data, type=kind)
    except msgspec.MsgspecError:
        raise _untrusted("it is not of the right form") from None


def _base64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def _untrusted(why: str) -> WatchwordError:
    message = f"the answer of the house's directory can't be believed: {why}"
    return RequestError("unauthenticated", message, where="sign-in", hint="Try again; tell the operator.")


def _unreachable(why: str) -> WatchwordError:
    message = f"the house's directory can't be asked: {why}"
    return RequestError("not-ready", message, where="sign-in", hint="Try again; tell the operator.", retry_after=10)
