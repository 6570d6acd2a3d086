"""What became of one listing over the states of its list that are kept? Added, changed, removed, by day.

Comparing two states takes seconds, so what differs between neighbours is noted beside them once it is known. A note is
made of two states that never change, and can be deleted: it is made again.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Literal

import msgspec

from watchword.errors import StorageError
from watchword.library.catalogue import Catalogue
from watchword.library.changes import FieldChange
from watchword.library.comparison import neighbours
from watchword.library.shelf import Shelf
from watchword.library.state import State
from watchword.lists.publishers import publisher_of
from watchword.store.files import locked, write_whole

_SUFFIX = ".changes"
Progress = Callable[[str, int, int], None]
_Pair = tuple[State, State]


class Happening(msgspec.Struct, frozen=True):
    """What a state of a list did to a listing: `day` (ISO date) and `digest` are the state's.

    A change without fields is one of blanks, or of a field that is not read.
    """

    day: str
    digest: str
    what: Literal["added", "changed", "removed"]
    fields: tuple[FieldChange, ...] = ()


class Story(msgspec.Struct, frozen=True):
    """All that is kept of a listing in one list: the days (ISO dates) of the first and last state, how many there
    are, and what happened to it in them, from the oldest."""

    list: str
    first: str
    last: str
    states: int
    happenings: tuple[Happening, ...]


class _Note(msgspec.Struct, frozen=True):
    """What differs between two neighbours; `changed` is None when they can't be compared row by row."""

    added: frozenset[str]
    removed: frozenset[str]
    changed: dict[str, tuple[FieldChange, ...]] | None


def behind(catalogue: Catalogue, publisher: str = "") -> int:
    """How many states have still to be compared, of all lists or those of one publisher."""
    return sum(len(_unknown(shelf)) for shelf in _shelves(catalogue, publisher))


def catch_up(catalogue: Catalogue, publisher: str = "", progress: Progress = lambda *_: None) -> None:
    """Compare every state that has not been; `progress` hears the list, how many are done, and of how many.

    Whatever is done when this is stopped stays done. Raises StorageError, and ListError for a state that can no longer
    be read.
    """
    for shelf in _shelves(catalogue, publisher):
        with locked(shelf.folder / "changes.lock"):
            waiting = _unknown(shelf)
            progress(shelf.id, 0, len(waiting))
            for done, (pair, found) in enumerate(zip(waiting, neighbours(shelf, waiting), strict=True), 1):
                changed = None if found.changed is None else {one.id: one.fields for one in found.changed}
                note = _Note(
                    frozenset(one.id for one in found.added), frozenset(one.id for one in found.removed), changed
                )
                data = msgspec.msgpack.encode(note, order="deterministic")
                write_whole(_path(shelf, pair), zlib.compress(data))
                progress(shelf.id, done, len(waiting))


def stories(catalogue: Catalogue, publisher: str, listing_id: str, day: str = "") -> tuple[Story, ...]:
    """What became of a listing in each list of its publisher of which states are kept, up to a day (ISO date).

    Only what `catch_up` has compared is told. Raises StorageError.
    """
    out = []
    for shelf in _shelves(catalogue, publisher):
        states = [state for state in shelf.states() if not day or state.day <= day]
        found = tuple(_happenings(shelf, states, listing_id))
        if states:
            out.append(Story(shelf.id, states[0].day, states[-1].day, len(states), found))
    return tuple(out)


def _shelves(catalogue: Catalogue, publisher: str) -> Iterator[Shelf]:
    return (one for one in catalogue.shelves() if not publisher or publisher_of(one.id) == publisher)


def _unknown(shelf: Shelf) -> list[_Pair]:
    return [pair for pair in pairwise(shelf.states()) if not _path(shelf, pair).exists()]


def _path(shelf: Shelf, pair: _Pair) -> Path:
    return shelf.folder / "changes" / f"{pair[0].name}-{pair[1].name}{_SUFFIX}"


def _happenings(shelf: Shelf, states: list[State], listing_id: str) -> Iterator[Happening]:
    for pair in pairwise(states):
        note = _read(_path(shelf, pair))
        new = pair[1]
        if note is None:
            continue
        if listing_id in note.added:
            yield Happening(new.day, new.digest, "added")
        elif listing_id in note.removed:
            yield Happening(new.day, new.digest, "removed")
        elif listing_id in (note.changed or {}):
            yield Happening(new.day, new.digest, "changed", (note.changed or {})[listing_id])


def _read(path: Path) -> _Note | None:
    try:
        return msgspec.msgpack.decode(zlib.decompress(path.read_bytes()), type=_Note)
    except FileNotFoundError:
        return None
    except (OSError, zlib.error, msgspec.MsgspecError) as error:
        hint = "Delete it: it is made again."
        raise StorageError(f"can't read it: {error}", where=str(path), hint=hint) from error
