"""What makes up the running application? Parts from options, routes from the table of operations, and its life.

`create` is what a server loads; nothing is started on import.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import Response

from watchword.errors import WatchwordError
from watchword.snapshot import Snapshot
from watchword.web import (
    guard,
    openapi,
    pages,
    routes_alerts,
    routes_cases,
    routes_documents,
    routes_overview,
    routes_proposals,
    routes_reconcile,
    routes_record,
    routes_screening,
    routes_search,
    routes_signing,
    routes_system,
    routes_work,
    routes_yente,
)
from watchword.web.errors import RequestError, not_here, problem_response
from watchword.web.limits import BodyLimit
from watchword.web.operations import Operation
from watchword.web.service import Options, open_service

OPERATIONS: tuple[Operation, ...] = (
    *routes_yente.OPERATIONS,  # first: routes are tried one after the other, and these are asked most
    *routes_screening.OPERATIONS,
    *routes_cases.OPERATIONS,
    *routes_work.OPERATIONS,
    *routes_reconcile.OPERATIONS,
    *routes_system.OPERATIONS,
    *routes_documents.OPERATIONS,
    *routes_search.OPERATIONS,
    *routes_alerts.OPERATIONS,
    *routes_proposals.OPERATIONS,
    *routes_overview.OPERATIONS,
    *routes_record.OPERATIONS,
    *routes_signing.OPERATIONS,
    *pages.OPERATIONS,
)
"""Every route. A page's own module is added here."""


def create(options: Options, snapshot: Snapshot | None = None) -> Starlette:
    """The application of these options; its parts open when the server starts, and close when it stops.

    `snapshot` stands for the lists that are kept.
    """

    @asynccontextmanager
    async def life(app: Starlette) -> AsyncIterator[None]:
        app.state.service = open_service(options, snapshot)
        try:
            yield
        finally:
            app.state.service.close()

    app = Starlette(
        routes=[guard.route(operation, pages.trouble) for operation in OPERATIONS],
        middleware=[
            Middleware(TrustedHostMiddleware, allowed_hosts=list(options.hosts) or ["*"], www_redirect=False),
            Middleware(BodyLimit, most=options.most_bytes),
        ],
        exception_handlers={HTTPException: _unrouted},  # type: ignore[dict-item]  # of the exception's own type
        lifespan=life,
    )
    app.router.redirect_slashes = False
    app.state.openapi = openapi.document(OPERATIONS)
    return app


def _unrouted(request: Request, error: HTTPException) -> Response:
    """What the router found wrong: no such address, or not this method."""
    told: WatchwordError = not_here(request.url.path)
    if error.status_code == 405:
        told = RequestError("method", "this address takes another method", where=request.method)
    for_people = "text/html" in request.headers.get("accept", "")
    response = pages.trouble(request, told) if for_people else problem_response(told)
    for name, value in {**guard.HEADERS, **(error.headers or {})}.items():
        response.headers.setdefault(name, value)
    return response
