"""How do clients go when the server stops? Each is asked to, with the answer to what it has asked last.

The server by itself asks those that it knows when it stops. One that was let in at that very moment is overlooked: its
client would ask on, hold the server up until its patience ends, and be cut off in the middle of a question.
"""

from __future__ import annotations

import signal
from types import FrameType

from starlette.types import ASGIApp, Message, Receive, Scope, Send

_STOPS = (signal.SIGINT, signal.SIGTERM)


class Parting:
    """An application that ends connections from the signal to stop on. To be made in the main thread, once the server
    listens for these signals: it still hears of them."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._stopping = False
        self._before = {int(number): signal.getsignal(number) for number in _STOPS}
        for number in _STOPS:
            signal.signal(number, self._stop)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and say with its answer whether there may be another."""

        async def parting(message: Message) -> None:
            if self._stopping and message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", ()), (b"connection", b"close")]
            await send(message)

        await self._app(scope, receive, parting)

    def _stop(self, number: int, frame: FrameType | None) -> None:
        self._stopping = True
        before = self._before[number]
        if callable(before):
            before(number, frame)
