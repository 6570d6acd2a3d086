"""How does a person come in and out? Signing in, the one-time link, one's own account.

Who may do what is decided elsewhere; here are only the forms.
"""

from __future__ import annotations

import hmac
import secrets
from functools import partial

from starlette.requests import Request
from starlette.responses import Response

from watchword.cases import register
from watchword.errors import ForbiddenError, InputError, UsageError, WatchwordError
from watchword.web import service, totp
from watchword.web.auth import COOKIE, actor
from watchword.web.directory import Directory, Trip
from watchword.web.errors import RequestError, not_here, problem
from watchword.web.operations import Need, Operation
from watchword.web.pages import page, see_other

_LONGEST = 1024
_TRIP = "watchword-trip"  # the cookie of somebody who is on the way to the house's directory
_TRIP_SECONDS = 600
_BACK = "/sign-in/directory/back"


async def form_of(request: Request, *names: str) -> dict[str, str]:
    """The fields of a form, "" where one is missing. Refuses files and very long texts."""
    form = await request.form()
    out = {}
    for name in names:
        value = form.get(name, "")
        if not isinstance(value, str) or len(value) > _LONGEST:
            raise InputError("only a short text is allowed here", where=name)
        out[name] = value
    return out


async def sign_in_form(request: Request) -> Response:
    """The form for signing in."""
    if actor(request).session is not None:
        return see_other("/")
    return _sign_in_page(request)


async def sign_in(request: Request) -> Response:
    """Sign in: a new session under a new cookie, whatever cookie came."""
    given = await form_of(request, "person", "password", "code")
    here = service.of(request)
    address = request.client.host if request.client else ""
    here.sign_ins.take(address)
    try:
        secret = await here.desk.run(partial(here.doorman.sign_in, given["person"], given["password"], given["code"]))
    except RequestError as error:
        return _sign_in_page(request, error, given["person"])
    return _signed_in(request, secret)


async def to_directory(request: Request) -> Response:
    """Send the browser to the house's directory, with a secret of its own by which it is known when it comes back."""
    here = service.of(request)
    directory, trip = _directory(request), Trip(secrets.token_urlsafe(32))
    address = await here.desk.run(partial(directory.way_out, trip, _back(request)))
    response = see_other(address)
    _set_cookie(request, response, _TRIP, trip.secret, _TRIP_SECONDS)
    return response


async def from_directory(request: Request) -> Response:
    """Sign in whoever the house's directory says this is."""
    here, given = (
        service.of(request),
        request.query_params,
    )  # what else a provider sends is passed over, by its standard
    directory, trip = _directory(request), Trip(request.cookies.get(_TRIP, ""))
    here.sign_ins.take(request.client.host if request.client else "")
    try:
        if not trip.secret or not hmac.compare_digest(trip.state.encode(), given.get("state", "").encode()):
            raise RequestError("unauthenticated", "this sign-in was not begun here, or is too old", where="state")
        if not given.get("code") or given.get("iss", directory.provider.issuer) != directory.provider.issuer:
            raise RequestError("unauthenticated", "the house's directory did not sign you in", where="code")
        secret = await here.desk.run(partial(_admit, here, directory, trip, given["code"], _back(request)))
        response = _signed_in(request, secret)
    except (RequestError, ForbiddenError, UsageError) as error:
        response = _sign_in_page(request, error)
    response.delete_cookie(_TRIP)
    return response


def _admit(here: service.Service, directory: Directory, trip: Trip, code: str, back: str) -> str:
    """Begin a session for the person of a code."""
    found = directory.who(trip, code, back)
    admitted = register.admit(here.cases, found, directory.provider.issuer)
    if not found.roles:
        raise ForbiddenError("the directory gives you no role here", where="roles", hint="Ask who keeps it.")
    return here.doorman.begin(admitted.id)


def _directory(request: Request) -> Directory:
    found = service.of(request).directory
    if found is None:
        raise not_here(request.url.path)
    return found


def _back(request: Request) -> str:
    scheme = "https" if _is_secure(request) else "http"
    return f"{scheme}://{request.headers.get('host', '')}{_BACK}"


def _sign_in_page(request: Request, error: WatchwordError | None = None, person: str = "") -> Response:
    directory, told = service.of(request).directory, problem(error) if error else None
    label = directory.provider.label if directory else ""
    return page(request, "sign_in.html", status=told.status if told else 200, problem=told, person=person, label=label)


async def sign_out(request: Request) -> Response:
    """End this session."""
    session, here = actor(request).session, service.of(request)
    if session is not None:
        await here.desk.run(partial(here.doorman.sign_out, session))
    response = see_other("/sign-in")
    response.delete_cookie(COOKIE)
    return response


async def welcome_form(request: Request) -> Response:
    """The form for setting a password, for whoever has the link."""
    here, link = service.of(request), request.query_params.get("link", "")
    person = await here.desk.run(partial(here.doorman.invited, link))
    return page(request, "welcome.html", person=person, link=link, problem=None)


async def welcome(request: Request) -> Response:
    """Set the password, and sign in with it."""
    here, given = service.of(request), await form_of(request, "link", "password", "again")
    here.sign_ins.take(request.client.host if request.client else "")
    person = await here.desk.run(partial(here.doorman.invited, given["link"]))
    try:
        if given["password"] != given["again"]:
            raise InputError("the two passwords differ", where="again")
        await here.desk.run(partial(here.doorman.set_passphrase, given["link"], given["password"]))
    except WatchwordError as error:
        told = problem(error)
        return page(request, "welcome.html", status=422, person=person, link=given["link"], problem=told)
    return _signed_in(request, await here.desk.run(partial(here.doorman.begin, person)))


async def account(request: Request) -> Response:
    """One's own account: roles, and the second factor."""
    return await _account(request)


async def add_factor(request: Request) -> Response:
    """Ask for one-time codes from now on, once one has been shown to fit."""
    here, who = service.of(request), actor(request)
    given = await form_of(request, "secret", "code")
    try:
        totp.code(given["secret"], 0)
        codes = await here.desk.run(
            partial(here.doorman.add_second_factor, who.name, given["secret"], given["code"])
        )  # fmt: skip
    except ValueError:
        raise InputError("this is no secret of a one-time code", where="secret") from None
    except InputError as error:
        return await _account(request, error, given["secret"])
    return page(request, "recovery.html", codes=codes)


async def _account(request: Request, error: WatchwordError | None = None, secret: str = "") -> Response:
    here, who = service.of(request), actor(request)
    if who.session is None:
        raise RequestError("unauthenticated", "only people have an account")
    has = await here.desk.run(partial(here.doorman.has_second_factor, who.name))
    secret = secret or totp.new_secret()
    told = problem(error) if error else None
    return page(
        request, "account.html", status=422 if error else 200, has_factor=has, secret=secret,
        address=totp.address(secret, who.name), problem=told,
    )  # fmt: skip


def _signed_in(request: Request, secret: str) -> Response:
    response = see_other("/")
    _set_cookie(request, response, COOKIE, secret)
    return response


def _set_cookie(request: Request, response: Response, name: str, value: str, seconds: int | None = None) -> None:
    secure = _is_secure(request)
    response.set_cookie(name, value, max_age=seconds, httponly=True, samesite="lax", secure=secure, path="/")


def _is_secure(request: Request) -> bool:
    return request.url.scheme == "https" or service.of(request).options.secure


OPERATIONS = (
    Operation("GET", "/sign-in", sign_in_form, Need.NOTHING, "Sign in", page=True),
    Operation("POST", "/sign-in", sign_in, Need.NOTHING, "Sign in", page=True),
    Operation("GET", "/sign-in/directory", to_directory, Need.NOTHING, "To the house's directory", page=True),
    Operation("GET", _BACK, from_directory, Need.NOTHING, "Back from the house's directory", page=True),
    Operation("POST", "/sign-out", sign_out, Need.NOTHING, "Sign out", page=True),
    Operation("GET", "/welcome", welcome_form, Need.NOTHING, "Set a password", page=True),
    Operation("POST", "/welcome", welcome, Need.NOTHING, "Set a password", page=True),
    Operation("GET", "/account", account, Need.NOTHING, "One's own account", page=True),
    Operation("POST", "/account/factor", add_factor, Need.NOTHING, "Ask for one-time codes", page=True),
)
