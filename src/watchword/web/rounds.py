"""How do questions that come together share a search, a commit and a waking? In rounds: whatever waits is answered at once.

The more requests wait, the less each of them costs, and a question that is alone waits for nobody. Whoever asks still
hears only of their own answer, or of their own failure.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from typing import Generic, TypeVar

_LINGER = 0.008  # seconds that a round waits for the one before it to be told: meanwhile more questions come
_MOST = 64  # questions in one round: more would only make the first of them wait

_Asked = TypeVar("_Asked")
_Told = TypeVar("_Told")
_Waiting = tuple[_Asked, "asyncio.Future[_Told]"]


class Rounds(Generic[_Asked, _Told]):
    """Answers questions in rounds, one round at a time, in threads of a pool.

    `answer` is given the questions of a round and a function that it has to call once, from any thread, with the outcome
    of each. It may return before that: the next round begins then, but gives the one before a moment to be told.
    """

    def __init__(
        self,
        pool: Executor,
        answer: Callable[[Sequence[_Asked], Callable[[Sequence[_Told | Exception]], None]], None],
    ) -> None:
        self._pool = pool
        self._answer = answer
        self._lock = threading.Condition()
        self._untold = 0
        self._waiting: list[_Waiting[_Asked, _Told]] = []
        self._busy = False

    async def ask(self, asked: _Asked) -> _Told:
        """The outcome of a question in the next round. Raises what `answer` told of it."""
        future: asyncio.Future[_Told] = asyncio.get_running_loop().create_future()
        with self._lock:
            self._waiting.append((asked, future))
            begin, self._busy = not self._busy, True
        if begin:
            self._pool.submit(self._go_on)
        try:
            return await future
        finally:
            del future  # a failure knows this frame: with the future in it, it would keep itself alive

    def _go_on(self) -> None:
        while waiting := self._next():
            self._round(waiting)

    def _next(self) -> list[_Waiting[_Asked, _Told]]:
        with self._lock:
            if self._waiting and self._untold:
                self._lock.wait_for(self._all_told, _LINGER)
            found, self._waiting = self._waiting[:_MOST], self._waiting[_MOST:]
            self._busy = bool(found)
            self._untold += len(found)
        return found

    def _all_told(self) -> bool:
        return not self._untold

    def _round(self, waiting: list[_Waiting[_Asked, _Told]]) -> None:
        loop = waiting[0][1].get_loop()

        def tell(outcomes: Sequence[_Told | Exception]) -> None:
            loop.call_soon_threadsafe(_settle, waiting, outcomes)
            with self._lock:
                self._untold -= len(waiting)
                self._lock.notify()

        try:
            self._answer([asked for asked, _ in waiting], tell)
        except Exception as error:  # noqa: BLE001  # whatever it is, it is for those who asked
            tell([error] * len(waiting))


def _settle(waiting: list[_Waiting[_Asked, _Told]], outcomes: Sequence[_Told | Exception]) -> None:
    for (_, future), outcome in zip(waiting, outcomes, strict=True):
        if future.done():
            continue  # who asked is gone
        if isinstance(outcome, Exception):
            future.set_exception(outcome)
        else:
            future.set_result(outcome)
