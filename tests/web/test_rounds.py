"""Do questions that are answered together each hear only of themselves?"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor

import pytest

from watchword.errors import InputError
from watchword.web.rounds import Rounds

Tell = Callable[[Sequence[int | Exception]], None]


@pytest.fixture
def pool() -> Iterator[ThreadPoolExecutor]:
    """One thread, in which rounds run."""
    with ThreadPoolExecutor(1) as made:
        yield made


def test_what_waits_is_one_round(pool: ThreadPoolExecutor) -> None:
    """Questions that come while a round runs are the next round; each has its own answer, in any order of asking."""
    rounds: list[int] = []
    go_on = threading.Event()

    def answer(asked: Sequence[int], tell: Tell) -> None:
        rounds.append(len(asked))
        go_on.wait(60)
        tell([-one for one in asked])

    async def ask() -> list[int]:
        made: Rounds[int, int] = Rounds(pool, answer)
        first = asyncio.create_task(made.ask(0))
        while not rounds:
            await asyncio.sleep(0.001)
        others = [asyncio.create_task(made.ask(number)) for number in range(1, 100)]
        await asyncio.sleep(0)
        go_on.set()
        return list(await asyncio.gather(first, *others))

    assert asyncio.run(ask()) == [-number for number in range(100)]
    assert rounds == [1, 64, 35]


def test_failure_is_for_the_one_who_asked(pool: ThreadPoolExecutor) -> None:
    """An error among the outcomes is raised for its own question only; one of the round itself for all of it."""

    def answer(asked: Sequence[int], tell: Tell) -> None:
        if 13 in asked:
            raise RuntimeError("the round fails")
        tell([InputError("odd", where="name") if one % 2 else one for one in asked])

    async def ask(numbers: range) -> list[int | BaseException]:
        made: Rounds[int, int] = Rounds(pool, answer)
        return await asyncio.gather(*map(made.ask, numbers), return_exceptions=True)

    told = asyncio.run(ask(range(4)))
    assert told[0::2] == [0, 2]
    assert all(isinstance(one, InputError) for one in told[1::2])
    assert {type(one) for one in asyncio.run(ask(range(13, 16)))} <= {RuntimeError, int, InputError}
    assert isinstance(asyncio.run(ask(range(13, 14)))[0], RuntimeError)


def test_who_leaves_disturbs_nobody(pool: ThreadPoolExecutor) -> None:
    """A question whose asker went away is answered to nobody, and the others of its round still hear."""
    begun, go_on = threading.Event(), threading.Event()

    def answer(asked: Sequence[int], tell: Tell) -> None:
        begun.set()
        go_on.wait(60)
        tell(list(asked))

    async def ask() -> list[int | BaseException]:
        made: Rounds[int, int] = Rounds(pool, answer)
        tasks = [asyncio.create_task(made.ask(number)) for number in range(3)]
        while not begun.is_set():
            await asyncio.sleep(0.001)
        tasks[1].cancel()
        go_on.set()
        return await asyncio.gather(*tasks, return_exceptions=True)

    told = asyncio.run(ask())
    assert (told[0], told[2]) == (0, 2)
    assert isinstance(told[1], asyncio.CancelledError)


def test_a_round_that_is_never_told_holds_nobody_up(pool: ThreadPoolExecutor) -> None:
    """The next round waits a moment for the one before, not for ever."""
    kept: list[Tell] = []

    def answer(asked: Sequence[int], tell: Tell) -> None:
        kept.append(tell)
        if 0 not in asked:
            tell(list(asked))

    async def ask() -> int:
        made: Rounds[int, int] = Rounds(pool, answer)
        slow = asyncio.create_task(made.ask(0))
        while not kept:
            await asyncio.sleep(0.001)
        quick = await asyncio.wait_for(made.ask(1), 60)
        assert not slow.done()
        kept[0]([0])
        await slow
        return quick

    assert asyncio.run(ask()) == 1
