"""For which states of the lists is an answer due? Every day on which a list changed since the last run, in order.

Someone who was listed on Monday and delisted on Wednesday is found by a run on Friday, too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from watchword.ledger.log import Log
from watchword.library.catalogue import Catalogue
from watchword.monitoring.opening import reading_book
from watchword.monitoring.planning import State
from watchword.snapshot import Snapshot


def due(log: Log, catalogue: Catalogue, newest: Callable[[], Snapshot]) -> Iterator[State]:
    """The states after that of the last run, the newest last. Before the first run, the newest alone."""
    with reading_book(log) as book:
        last = book.last_run(complete=True)
    days = catalogue.days(last.day) if last and last.day else ()
    for day in days[:-1]:
        snapshot = catalogue.snapshot(day)
        if snapshot is not None:
            yield State(day, snapshot)
    editions = catalogue.editions()
    yield State(max((edition.state.day for edition in editions), default=""), newest())
