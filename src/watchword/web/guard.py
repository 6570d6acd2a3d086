"""What stands before every route? Who asks, may they, how often, from where, was it answered before; and after it,
what went wrong.

The one place of the web where any failure is caught.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Awaitable, Callable

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from watchword.errors import WatchwordError
from watchword.store.access_tables import Given
from watchword.web import auth, service
from watchword.web.auth import Actor
from watchword.web.errors import RequestError, problem_response, unexpected
from watchword.web.operations import Need, Operation
from watchword.web.requests import JSON
from watchword.web.service import Service
from watchword.web.telling import LOG, failure

IDEMPOTENCY = "Idempotency-Key"
REMEMBERED_SECONDS = 24 * 3600
_LONGEST_KEY = 255
_LONGEST_SECONDS = 600  # that a request takes: one that began earlier and has no answer ended with its process
CONTENT_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self';"
    " form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": CONTENT_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}


def route(operation: Operation, tell: Callable[[Request, WatchwordError], Response]) -> Route:
    """The route of an operation; `tell` makes the page that says what went wrong, for those who read pages."""

    async def endpoint(request: Request) -> Response:
        began = time.perf_counter()
        try:
            response = await _answer(request, operation)
        except WatchwordError as error:
            response = tell(request, error) if operation.page else problem_response(error)
            _log_trouble(operation, error, response.status_code)
        except ClientDisconnect:
            response = Response(status_code=400)  # nobody is there to read it
        except Exception as error:  # noqa: BLE001  # the last place before the wire
            response = tell(request, unexpected()) if operation.page else problem_response(unexpected())
            LOG.error("failed", extra={"told": {"route": operation.path, **failure(error)}})
        _finish(request, response, operation, time.perf_counter() - began)
        return response

    return Route(operation.path, endpoint, methods=[operation.method], name=f"{operation.method} {operation.path}")


async def _answer(request: Request, operation: Operation) -> Response:
    here = service.of(request)
    who = await here.identify(request)
    request.state.actor = who
    address = request.client.host if request.client else ""
    here.buckets.take(who.name if who.kind != "nobody" else f"address {address}")
    auth.check_need(who, operation.needs)
    if request.method in auth.SAFE:
        return await operation.handler(request)
    if not operation.cross_origin:
        auth.check_origin(request)
    if who.session is not None:
        auth.check_csrf(who, await _csrf(request, operation))
    key = request.headers.get(IDEMPOTENCY)
    if key is None or operation.page:
        return await operation.handler(request)
    return await _once(request, operation.handler, who, key)


async def _csrf(request: Request, operation: Operation) -> str:
    """The token that came with a change: in the form of a page, in a header of a program."""
    if not operation.page:
        return request.headers.get("x-csrf-token", "")
    return str((await request.form()).get("csrf", ""))


async def _once(request: Request, handler: Callable[[Request], Awaitable[Response]], who: Actor, key: str) -> Response:
    """Do a write, unless it was done under this key before: then give that answer again."""
    if not 0 < len(key) <= _LONGEST_KEY:
        raise RequestError("usage", f"a key has 1 to {_LONGEST_KEY} letters", where=IDEMPOTENCY)
    here = service.of(request)
    asked = hashlib.sha256(b"\n".join((request.method.encode(), str(request.url).encode(), await request.body())))
    now = int(here.clock().timestamp())
    mine = Given(who.name, key, asked.hexdigest(), 0, b"", now)
    known = await here.desk.run(lambda: here.access.begin_given(mine, now - REMEMBERED_SECONDS))
    if known is not None:
        return _again(known, mine)
    status, body = 0, b""
    try:
        response = await handler(request)
        if response.status_code < 500:
            status, body = response.status_code, bytes(response.body)
    finally:
        done = Given(who.name, key, mine.asked, status, body, now)
        await here.desk.run(lambda: here.access.end_given(done))
    return response


def _again(known: Given, mine: Given) -> Response:
    if known.asked != mine.asked:
        raise RequestError("conflict", "this key was used for another request", where=IDEMPOTENCY)
    if not known.status:
        if mine.at - known.at > _LONGEST_SECONDS:
            hint = "The record says whether it was done; then take another key."
            raise RequestError("conflict", "the first request of this key was cut off", where=IDEMPOTENCY, hint=hint)
        raise RequestError(
            "conflict", "the first request of this key is still running", where=IDEMPOTENCY, retry_after=1
        )
    return Response(known.body, known.status, {"Idempotent-Replayed": "true", "Cache-Control": "no-store"}, JSON)


def _finish(request: Request, response: Response, operation: Operation, seconds: float) -> None:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if operation.cross_origin:
        response.headers["Access-Control-Allow-Origin"] = "*"
        response.headers.setdefault("Cross-Origin-Resource-Policy", "cross-origin")
    service.of(request).meter.count(operation.path, response.status_code, seconds)
    who = getattr(request.state, "actor", auth.NOBODY)
    told = {"method": request.method, "route": operation.path, "status": response.status_code,
            "ms": round(seconds * 1000, 1), "actor": who.kind}  # fmt: skip
    LOG.info("request", extra={"told": told})


def _log_trouble(operation: Operation, error: WatchwordError, status: int) -> None:
    if status >= 500:
        LOG.error("failed", extra={"told": {"route": operation.path, "code": error.code, **failure(error)}})


def with_key(app: ASGIApp, here: Service) -> ASGIApp:
    """Another application behind the same door: only for requests with a key that may screen."""

    async def guarded(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            request = Request(scope, receive)
            try:
                who = await here.identify(request)
                here.buckets.take(who.name)
                auth.check_need(who, Need.SCREEN)
                auth.check_origin(request)
            except WatchwordError as error:
                await problem_response(error)(scope, receive, send)
                return
        await app(scope, receive, send)

    return guarded
