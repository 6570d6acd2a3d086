"""Which lists are kept at home, and how did they stand on a day? The folder `lists` of the home directory.

States are read here and never made: that is `acceptance`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from watchword.errors import NotFoundError, UsageError
from watchword.library.shelf import Shelf, Status
from watchword.library.state import State
from watchword.lists.publishers import is_closed
from watchword.lists.source import ReadList
from watchword.model import Publication
from watchword.snapshot import Progress, Snapshot
from watchword.store.files import locked
from watchword.store.home import home_directory

_SHORTEST_DIGEST = 6


@dataclass(frozen=True, slots=True)
class Edition:
    """One state together with the list that it is a state of."""

    shelf: Shelf
    state: State

    def read(self) -> ReadList:
        """The list as the state has it, read by its reader. Raises StorageError, or ListError when no reader can."""
        from watchword.lists.registry import read_files  # the readers are slow to import; a ready index needs none

        (read,) = read_files(self.shelf.files(self.state))
        return replace(read, publication=self.shelf.header(self.state).publication)


class Catalogue:
    """The lists that are kept in a home directory (default: WATCHWORD_HOME or the platform's data directory)."""

    def __init__(self, home: Path | str | None = None) -> None:
        self.home = home_directory(home)
        self._folder = self.home / "lists"
        self._shelves: dict[str, Shelf] = {}  # each remembers the state that was read last

    def shelf(self, list_id: str) -> Shelf:
        """The list of an id; one that is not kept yet has no states."""
        return self._shelves.setdefault(list_id, Shelf(self._folder / list_id))

    def shelves(self) -> tuple[Shelf, ...]:
        """Every list that is kept or was tried, by id."""
        if not self._folder.is_dir():
            return ()
        return tuple(self.shelf(path.name) for path in sorted(self._folder.iterdir()) if path.is_dir())

    def editions(self, day: str = "") -> tuple[Edition, ...]:
        """The state of each list that stood at the end of a day, the newest for no day; none where there was none.

        A list that was closed does not stand beside the one that replaced it.
        """
        found = {shelf.id: Edition(shelf, state) for shelf in self.shelves() if (state := shelf.at(day))}
        return tuple(edition for id_, edition in found.items() if not is_closed(id_, day, found))

    def nothing_of(self, day: str) -> NotFoundError:
        """What to raise where no list stood on a day: it names the oldest day of which there is one."""
        days = [states[0].day for shelf in self.shelves() if (states := shelf.states())]
        oldest = f"The oldest state kept is of {min(days)}. " if days else ""
        hint = f"{oldest}Add states of that time with watchword lists add."
        return NotFoundError("no list is kept that stood on this day", where=day, hint=hint)

    def find(self, digest: str) -> Edition:
        """The newest state whose digest begins so (six figures or more). Raises NotFoundError or UsageError."""
        found = [
            Edition(shelf, state)
            for shelf in self.shelves()
            for state in shelf.kept()
            if len(digest) >= _SHORTEST_DIGEST and digest.startswith(state.digest[: len(digest)])
        ]
        if not found:
            hint = "watchword lists states shows the states that are kept."
            raise NotFoundError("no state of a list has this digest", where=digest, hint=hint)
        if len({edition.state.digest for edition in found}) > 1:
            raise UsageError("several states have digests that begin so", where=digest, hint="Give more of it.")
        return max(found, key=lambda edition: edition.state)

    def snapshot(self, day: str = "", progress: Progress = lambda *_: None) -> Snapshot | None:
        """What to screen against: the lists as they stood at the end of a day, as they stand for no day.

        The index is built once for each set of states and kept at home. None when no list had a state.
        """
        editions = self.editions(day)
        return self._indexed(editions, progress) if editions else None

    def snapshot_of(self, publications: Collection[Publication], progress: Progress = lambda *_: None) -> Snapshot:
        """The lists of these publications, in their order. Raises NotFoundError when one is not kept."""
        return self._indexed(tuple(map(self._edition_of, publications)), progress)

    def days(self, after: str = "") -> tuple[str, ...]:
        """The days after a day (ISO date) from which a state of any list stood, in order."""
        return tuple(sorted({state.day for shelf in self.shelves() for state in shelf.states() if state.day > after}))

    def _edition_of(self, publication: Publication) -> Edition:
        for shelf in self.shelves():
            for state in shelf.kept():
                if publication.sha256.startswith(state.digest) and shelf.header(state).publication == publication:
                    return Edition(shelf, state)
        hint = "Add it with watchword lists add, as it was published."
        raise NotFoundError("this state of the list is not kept", where=publication.title, hint=hint)

    def _indexed(self, editions: Sequence[Edition], progress: Progress) -> Snapshot:
        return Snapshot.kept(_identity(editions), lambda: [edition.read() for edition in editions], self.home, progress)

    def standing(self, list_id: str, digest: str = "") -> tuple[State, ...]:
        """The states of a list that stand, of this digest only (or its beginning, six figures or more) where one is given.

        Raises NotFoundError when there is none.
        """
        long_enough = not digest or len(digest) >= _SHORTEST_DIGEST
        found = [one for one in self.shelf(list_id).states() if long_enough and one.digest.startswith(digest)]
        if not found:
            hint = "watchword lists states shows the states that are kept."
            raise NotFoundError("no such list or state is kept", where=f"{list_id} {digest}".strip(), hint=hint)
        return tuple(found)

    def forget(self, list_id: str, digest: str = "") -> None:
        """Take the states of this digest, or for "" the whole list, out of what is screened against; their files stay.

        A list without a state is not waited for, until it comes again. Nothing happens to states that are out already.
        """
        with self.changing():
            shelf = self.shelf(list_id)
            for state in shelf.states():
                if state.digest.startswith(digest):
                    shelf.forget(state)
            if not shelf.states():
                shelf.set_status(Status())

    def identity(self) -> str:
        """What names the states of today's lists: another one means that a list has changed."""
        return _identity(self.editions())

    @contextmanager
    def changing(self) -> Iterator[None]:
        """Within it, this process alone may change the lists. Raises StorageError when another one does."""
        with locked(self._folder / "lock"):
            for shelf in self.shelves():
                shelf.tidy()
            yield


def _identity(editions: Iterable[Edition]) -> str:
    names = "\n".join(f"{edition.shelf.id} {edition.state.name}" for edition in editions)
    return sha256(names.encode()).hexdigest()
