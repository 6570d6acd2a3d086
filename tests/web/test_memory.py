"""Does a request leave anything behind in memory?"""

from __future__ import annotations

import asyncio
import gc
import json

import pytest
from starlette.types import Message
from tests.web.conftest import Served

_TIMES = 50


def _match(*names: str) -> bytes:
    queries = {f"q{at}": {"schema": "Person", "properties": {"name": [name]}} for at, name in enumerate(names)}
    return json.dumps({"queries": queries}).encode()


REQUESTS = {
    "one name": ("POST", "/match/default", _match("Ousmane Djibo"), 200),
    "many names": ("POST", "/match/default", _match("Ousmane Djibo", "Gudrun Winter", "Playa Azul"), 200),
    "a name that can't be read": ("POST", "/match/default", _match("..."), 422),
    "a body that is none": ("POST", "/match/default", b"{", 400),
    "a look-up": ("GET", "/search/default?q=Djibo", b"", 200),
    "an entity": ("GET", "/entities/us-ofac-1", b"", 200),
    "the lists": ("GET", "/catalog", b"", 200),
    "a page": ("GET", "/?q=Djibo", b"", 200),
    "no page": ("GET", "/nowhere", b"", 404),
    "health": ("GET", "/healthz", b"", 200),
}


@pytest.mark.parametrize("kind", REQUESTS)
def test_a_request_leaves_nothing_to_the_collector(served: Served, kind: str) -> None:
    """What a request needed is gone when it is answered. Objects that know each other in a ring would stay until the
    collector of garbage has looked through everything, which in a server that is busy is hardly ever: its memory grows."""
    assert served.client.portal is not None
    served.client.portal.call(_ask, served, *REQUESTS[kind])
    gc.collect()
    gc.disable()
    try:
        served.client.portal.call(_ask, served, *REQUESTS[kind])
        left = gc.collect()
    finally:
        gc.enable()
    assert left < _TIMES / 2


async def _ask(served: Served, method: str, target: str, body: bytes, status: int) -> None:
    """The same request many times, straight to the application: a client of it would leave something of its own."""
    path, _, query = target.partition("?")
    for _ in range(_TIMES):
        parts: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]
        told: list[Message] = []

        async def receive(parts: list[Message] = parts) -> Message:
            return parts.pop() if parts else await asyncio.Future()

        async def send(message: Message, told: list[Message] = told) -> None:
            told.append(message)

        headers = [(b"host", b"testserver"), (b"content-type", b"application/json")]
        headers.append((b"content-length", str(len(body)).encode()))
        scope = {
            "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": method, "path": path,
            "raw_path": path.encode(), "root_path": "", "scheme": "http", "query_string": query.encode(),
            "headers": headers, "client": ("127.0.0.1", 1), "server": ("testserver", 80), "state": {},
        }  # fmt: skip
        await served.app(scope, receive, send)
        assert told[0]["status"] == status
