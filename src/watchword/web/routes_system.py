"""What does a machine ask of a server? Is it alive, is it ready, how is it doing, what is its API.

Health tells nothing that an outsider may not know.
"""

from __future__ import annotations

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from watchword.web import service
from watchword.web.errors import RequestError
from watchword.web.operations import Need, Operation
from watchword.web.requests import json_response


async def healthz(request: Request) -> Response:
    """The process is up."""
    return json_response({"status": "ok"})


async def readyz(request: Request) -> Response:
    """The process can answer: lists are open, the record can be written."""
    here = service.of(request)
    if here.stopping.is_set():
        raise RequestError("not-ready", "this process is stopping", retry_after=1)
    await here.desk.run(here.log.head)
    return json_response({"status": "ok"})


async def metrics(request: Request) -> Response:
    """Counts for Prometheus."""
    here = service.of(request)
    served = here.lists.served
    here.meter.listings.set(len(served.snapshot))
    here.meter.fresh.set(served.clearance(frozenset(served.publishers)).allowed)
    return Response(here.meter.page(), media_type="text/plain; version=0.0.4; charset=utf-8")


async def openapi(request: Request) -> Response:
    """The document of this API."""
    return Response(msgspec.json.encode(request.app.state.openapi), media_type="application/json")


OPERATIONS = (
    Operation("GET", "/healthz", healthz, Need.NOTHING, "Is the process up?", "system"),
    Operation("GET", "/readyz", readyz, Need.NOTHING, "Can it answer?", "system"),
    Operation("GET", "/metrics", metrics, Need.OBSERVE, "Counts for Prometheus", "system"),
    Operation("GET", "/api/v1/openapi.json", openapi, Need.NOTHING, "This document", "system"),
)
