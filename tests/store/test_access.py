"""Is an idempotency key begun by one asker only, whoever else tries at the same moment?"""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

from watchword.store.access import Access
from watchword.store.access_tables import Given
from watchword.store.engine import open_store


def test_of_many_that_begin_one_does(store_url: str) -> None:
    """Requests with one key at once, in any processes: one begins, the others are told of it; none fails."""
    many, at_once = 8, threading.Barrier(8)
    for number in range(5):
        made = Given("ann", f"key {number}", "asked", 0, b"", 1000)

        def begin(made: Given = made) -> Given | None:
            access = Access(open_store(store_url))
            at_once.wait(60)
            return access.begin_given(made, 0)

        with ThreadPoolExecutor(many) as pool:
            found = [one.result() for one in [pool.submit(begin) for _ in range(many)]]
        assert sum(one is None for one in found) == 1
        assert {one.asked for one in found if one} == {"asked"}
