"""Are clients asked to go once the server stops, and does the server still hear of the signal?"""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Iterator
from typing import Any

import pytest
from starlette.responses import PlainTextResponse

from watchword.web.parting import Parting

SCOPE = {"type": "http", "method": "GET", "path": "/", "headers": []}


@pytest.fixture(params=[signal.SIGTERM, signal.SIGINT])
def heard(request: pytest.FixtureRequest) -> Iterator[tuple[signal.Signals, list[int]]]:
    """A signal to stop on, and how often the server has heard of it."""
    heard: list[int] = []
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    signal.signal(request.param, lambda number, _: heard.append(number))
    yield request.param, heard
    for number, handler in before.items():
        signal.signal(number, handler)


def _headers(app: Parting) -> list[tuple[bytes, bytes]]:
    """The headers of an answer."""
    sent: list[Any] = []

    async def ask() -> None:
        async def send(message: Any) -> None:
            sent.append(message)

        async def receive() -> Any:
            return {"type": "http.request", "body": b"", "more_body": False}

        await app(dict(SCOPE), receive, send)

    asyncio.run(ask())
    start, body = sent
    assert body["body"] == b"well"
    return list(start["headers"])


def test_answers_end_connections_once_the_server_stops(heard: tuple[signal.Signals, list[int]]) -> None:
    """Before the signal a connection stays; from then on each answer ends its own."""
    number, told = heard
    app = Parting(PlainTextResponse("well"))
    before = _headers(app)
    os.kill(os.getpid(), number)
    after = _headers(app)
    assert (b"connection", b"close") not in before
    assert after == [*before, (b"connection", b"close")]
    assert told == [number]
