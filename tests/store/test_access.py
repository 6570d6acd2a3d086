"""Does what may happen once happen once, whoever else tries at the same moment in another process?"""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from watchword.store.access import Access
from watchword.store.access_tables import Given
from watchword.store.engine import open_store

_MANY = 8
_T = TypeVar("_T")


def _at_once(store: str, work: Callable[[Access], _T]) -> list[_T]:
    """The same work by many, each with a store of its own, at the same moment."""
    start = threading.Barrier(_MANY)

    def one() -> _T:
        access = Access(open_store(store))
        start.wait(60)
        return work(access)

    with ThreadPoolExecutor(_MANY) as pool:
        return [done.result() for done in [pool.submit(one) for _ in range(_MANY)]]


def test_of_many_that_begin_one_does(store_url: str) -> None:
    """Requests with one idempotency key: one begins, the others are told of it; none fails."""
    for number in range(5):
        made = Given("ann", f"key {number}", "asked", 0, b"", 1000)
        found = _at_once(store_url, lambda access, made=made: access.begin_given(made, 0))  # type: ignore[misc]
        assert sum(one is None for one in found) == 1
        assert {one.asked for one in found if one} == {"asked"}


def test_a_recovery_code_is_good_once(store_url: str) -> None:
    """Of many sign-ins with one recovery code, one succeeds."""
    access = Access(open_store(store_url))
    for number in range(5):
        access.change_sign_ins("ann", recovery=f"first code{number} last")
        used = _at_once(store_url, lambda access, number=number: access.use_recovery("ann", f"code{number}"))  # type: ignore[misc]
        assert used.count(True) == 1
        assert access.sign_ins("ann").recovery == "first last"


def test_every_failure_counts(store_url: str) -> None:
    """Wrong passwords that are tried at once are all counted, the first ones too."""
    for number in range(5):
        person = f"person{number}"
        assert sorted(_at_once(store_url, lambda access, person=person: access.fail(person))) == [*range(1, _MANY + 1)]  # type: ignore[misc]
