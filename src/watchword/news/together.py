"""How are many pages read on all cores? In processes that share what the finder knows, in the order of the pages.

What a page says is not decided here. Where processes can't be split off cheaply (not Linux), one reads all.
"""

from __future__ import annotations

import multiprocessing
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import TypeVar

_FEW, _AT_ONCE = 100, 20  # pages for which no other process pays; pages handed over together

One = TypeVar("One")
Read = TypeVar("Read")
_work: list[Callable[[object], object]] = []  # what the processes that were split off do; set before they are


def on_cores(read: Callable[[One], Read], pages: Sequence[One], cores: int) -> Iterator[Read]:
    """`read` of each page, in order."""
    if cores < 2 or len(pages) <= _FEW or not _can_split():
        yield from map(read, pages)
        return
    _work[:] = [read]  # type: ignore[list-item]  # a page in, what was read out
    try:
        with multiprocessing.get_context("fork").Pool(cores, _leave_stopping_to_parent) as pool:
            yield from pool.imap(_read_here, pages, _AT_ONCE)
    finally:
        _work.clear()


def _leave_stopping_to_parent() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _read_here(page: object) -> object:
    return _work[0](page)


@cache
def _can_split() -> bool:
    return sys.platform == "linux" and "fork" in multiprocessing.get_all_start_methods()
