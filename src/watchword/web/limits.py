"""How much may one ask for? Sizes of bodies, and requests a second, each refused with the reason.

Limits are for one process; what stands in front of several may have its own.
"""

from __future__ import annotations

import asyncio
import threading
from collections import OrderedDict
from collections.abc import Callable

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from watchword.web.errors import RequestError, problem_response

_BODY_SECONDS = 30  # between two pieces of a body
_MOST_KNOWN = 10_000  # askers whose use is remembered


class Buckets:
    """So many requests a second for each asker, and a few more at once: a token bucket for each."""

    def __init__(self, rate: float, burst: int, clock: Callable[[], float]) -> None:
        self._rate = rate
        self._burst = burst
        self._clock = clock
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()  # asker -> tokens left, when
        self._lock = threading.Lock()

    def take(self, asker: str) -> None:
        """Count a request. Refuses it, with the time to wait, when there were too many."""
        now = self._clock()
        with self._lock:
            left, then = self._left.pop(asker, (float(self._burst), now))
            left = min(self._burst, left + (now - then) * self._rate)
            enough = left >= 1
            self._left[asker] = (left - 1 if enough else left, now)
            if len(self._left) > _MOST_KNOWN:
                self._left.popitem(last=False)
        if not enough:
            wait = max(1, round((1 - left) / self._rate))
            raise RequestError("too-many", "too many requests", hint=f"Wait {wait} s.", retry_after=wait)


class BodyLimit:
    """Refuses a body that is too large or comes too slowly, however its length is declared."""

    def __init__(self, app: ASGIApp, most: int) -> None:
        self._app = app
        self._most = most

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, counting what comes."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        declared = Headers(scope=scope).get("content-length", "0")
        if not declared.isdecimal() or int(declared) > self._most:
            await problem_response(self._too_large())(scope, receive, send)
            return
        await self._app(scope, self._counted(receive), send)

    def _counted(self, receive: Receive) -> Receive:
        taken, whole = 0, False

        async def counted() -> Message:
            nonlocal taken, whole
            if whole:
                return await receive()
            try:
                async with asyncio.timeout(_BODY_SECONDS):
                    message = await receive()
            except TimeoutError:
                raise RequestError("usage", "the body came too slowly", where="body") from None
            if message["type"] == "http.request":
                taken += len(message.get("body", b""))
                whole = not message.get("more_body", False)
                if taken > self._most:
                    raise self._too_large()
            return message

        return counted

    def _too_large(self) -> RequestError:
        hint = f"At most {self._most:,} bytes; cut it into several requests."
        return RequestError("too-large", "the body is too large", where="body", hint=hint)
