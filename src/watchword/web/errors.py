"""How does an error leave over HTTP? One map from an error's code to a status, and RFC 9457 problem details.

What went wrong is decided below; an unforeseen failure is told without its cause, which goes to the log.
"""

from __future__ import annotations

import re
from http import HTTPStatus

import msgspec
from starlette.responses import Response

from watchword.errors import InputError, NotFoundError, UsageError, WatchwordError

STATUS = {
    "error": 500,
    "usage": 400,
    "input": 422,
    "list": 503,
    "not-found": 404,
    "storage": 503,
    "unauthenticated": 401,
    "forbidden": 403,
    "method": 405,
    "conflict": 409,
    "too-large": 413,
    "media-type": 415,
    "too-many": 429,
    "not-ready": 503,
}
"""The status of each error's code; an error of another code has that of its nearest kin."""

MEDIA_TYPE = "application/problem+json"
_AT = re.compile(r" - at `(?:key in )?\$(?P<path>[^`]*)`$")


class Problem(msgspec.Struct, omit_defaults=True):
    """Problem details (RFC 9457): `where` is the field, parameter or place at fault, `hint` what to do."""

    type: str
    title: str
    status: int
    detail: str
    code: str = ""
    where: str = ""
    hint: str = ""


class RequestError(UsageError):
    """A request that is refused for what it is rather than for what it asks: its code says why."""

    def __init__(self, code: str, message: str, *, where: str = "", hint: str = "", retry_after: int = 0) -> None:
        super().__init__(message, where=where, hint=hint)
        self.code = code
        self.retry_after = retry_after


def status_of(error: WatchwordError) -> int:
    """The status that goes with an error."""
    kin = (getattr(kind, "code", "") for kind in type(error).__mro__)
    return next((STATUS[code] for code in (error.code, *kin) if code in STATUS), 500)


def problem(error: WatchwordError) -> Problem:
    """An error as problem details."""
    status = status_of(error)
    detail = (
        f"{error.where}: {error.message}" if error.where else error.message
    )  # clients that show one field show this
    return Problem(
        f"urn:watchword:problem:{error.code}", HTTPStatus(status).phrase, status, detail, error.code,
        error.where, error.hint,
    )  # fmt: skip


def problem_response(error: WatchwordError) -> Response:
    """An error as a response."""
    told = problem(error)
    headers = {"Cache-Control": "no-store"}
    if isinstance(error, RequestError) and error.retry_after:
        headers["Retry-After"] = str(error.retry_after)
    if told.status == STATUS["unauthenticated"]:
        headers["WWW-Authenticate"] = "ApiKey"
    return Response(msgspec.json.encode(told), told.status, headers, MEDIA_TYPE)


def unexpected() -> WatchwordError:
    """What a client hears of a failure that nobody foresaw."""
    return WatchwordError("the request failed here, and the failure was logged", hint="Try again; tell the operator.")


def not_here(path: str) -> NotFoundError:
    """No route has this path."""
    return NotFoundError("there is nothing at this address", where=path, hint="See /api/v1/openapi.json.")


def of_decoding(error: Exception, *, prefix: str = "") -> WatchwordError:
    """What msgspec found wrong with a body or query, with the field at fault."""
    text = str(error)
    if isinstance(error, RecursionError):
        return InputError("nested too deeply", where=prefix)
    if not isinstance(error, msgspec.ValidationError):
        return UsageError(f"this is no JSON: {text}", where=prefix or "body")
    found = _AT.search(text)
    where = found["path"].lstrip(".") if found else ""
    message = text[: found.start()] if found else text
    unknown = re.fullmatch(r"Object contains unknown field `(.*)`", message, re.DOTALL)
    if unknown:
        where = f"{where}.{unknown[1]}".lstrip(".")
        message = "there is no such field"
    missing = re.fullmatch(r"Object missing required field `(.*)`", message)
    if missing:
        where = f"{where}.{missing[1]}".lstrip(".")
        message = "this field is needed"
    return InputError(message.replace("`", ""), where=where or prefix)
