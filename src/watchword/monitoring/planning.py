"""Which run is due? None, the rest of one that was stopped, one for customers not yet answered, or one for new lists.

A run for new lists carries over what is known where the policy, the engine and the earlier lists allow it, else it screens
everybody against everything.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import msgspec

from watchword.errors import NotFoundError
from watchword.monitoring.changes import HitChange, Monitored
from watchword.monitoring.delta import difference
from watchword.monitoring.opening import book_of, reading_book
from watchword.monitoring.running import Means, Task, Watch, run
from watchword.snapshot import Snapshot
from watchword.store.book import Book, Run

Reopen = Callable[[str], Snapshot]  # digest -> the lists; NotFoundError where they are not kept


@dataclass(frozen=True, slots=True)
class State:
    """Lists to answer every customer for; `day` is that of their newest state."""

    day: str
    snapshot: Snapshot


def monitor(state: State, means: Means, reopen: Reopen, watch: Watch) -> Iterator[tuple[Monitored, list[HitChange]]]:
    """Do every run that is due for a state of the lists: afterwards each customer has an answer for it.

    Raises StorageError when something can't be recorded; nothing that was done is lost.
    """
    while (task := _due(state, means, reopen)) is not None:
        yield run(task, means, watch)


def _due(state: State, means: Means, reopen: Reopen) -> Task | None:
    """The run that is due, noted in the book when it is a new one."""
    with reading_book(means.log) as book:
        found = _planned(book, state, means)
    if found is None:
        return None
    planned, new = found
    delta = None
    if planned.basis:
        try:
            delta = difference(reopen(planned.basis), state.snapshot)
        except NotFoundError:
            planned = msgspec.structs.replace(planned, basis="")
    if new:
        with means.log.change(means.clock()) as change:
            book_of(change.writing).begin_run(planned)
    return Task(planned, state.snapshot, delta)


def _planned(book: Book, state: State, means: Means) -> tuple[Run, bool] | None:
    """The run to do, and whether it is a new one."""
    against = means.recorder.against
    wanted = (against.snapshot, against.policy.digest, against.engine)
    last = book.last_run()
    number = last.number + 1 if last else 1
    fresh = Run(number, state.day, *wanted, book.last_import(), "", whole=True)
    if last is None:
        return (fresh, True) if book.count()[0] else None
    same = (last.snapshot, last.policy, last.engine) == wanted
    if not last.complete:
        # Answers of a run that was left for good stand for two states: nothing may be carried over from them.
        return (last, False) if same else (fresh, True)
    if same:
        rest = msgspec.structs.replace(fresh, whole=False)
        return (rest, True) if book.unscreened() else None
    carries = (last.policy, last.engine) == wanted[1:]
    return msgspec.structs.replace(fresh, basis=last.snapshot if carries else ""), True


def standing(means: Means) -> Run | None:
    """The last run that was completed."""
    with reading_book(means.log) as book:
        return book.last_run(complete=True)
