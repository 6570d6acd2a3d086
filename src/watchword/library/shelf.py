"""Which states of one list are kept, and which of them stood on a day? One folder for each list.

A state is there as soon as its file has its name, so a process that is killed leaves the old or the new state. What
may become a state is `acceptance`.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import msgspec

from watchword.errors import StorageError
from watchword.library.delta import cut, difference, rebuild, share_cited
from watchword.library.state import (
    SUFFIX,
    Header,
    State,
    encode,
    joined,
    kept_file,
    read_header,
    read_steps,
    state_named,
)
from watchword.lists.source import SourceFile
from watchword.model import Publication
from watchword.store.files import UNFINISHED, write_whole

_DEEPEST = 50  # steps back to a state that is kept whole: each costs some ten milliseconds on reading
_FORGOTTEN = ".forgotten"  # suffix of an empty file beside a state that no longer stands
_WORTH_CITING = 0.5  # share of a state that its base must give
_Cut = list[list[bytes]]


class Trouble(msgspec.Struct, frozen=True):
    """Why a list is stale: the last attempt to bring it up to date failed.

    `kind` is "refused" (a file came and was not taken) or "unreachable" (none came); `since` and `last` are ISO dates.
    """

    kind: str
    reason: str
    since: str
    last: str


class Validator(msgspec.Struct, frozen=True):
    """What a server said of the file (SHA-256) that it gave: to be asked next time whether it has another."""

    etag: str
    modified: str
    sha256: str


class Status(msgspec.Struct, frozen=True):
    """What is known of a list beside its states: when its address last confirmed it (ISO date), and what went wrong."""

    checked: str = ""
    validators: dict[str, Validator] = {}
    trouble: Trouble | None = None


class Shelf:
    """The states of one list in one `folder`; `id` is the list's, and the folder's name."""

    def __init__(self, folder: Path) -> None:
        self.id = folder.name
        self.folder = folder
        self._last: tuple[State, Header, _Cut] | None = None  # a series cites its last state each time

    def states(self) -> tuple[State, ...]:
        """Every state that stands or has stood, from the oldest to the newest. Opens no file."""
        names = self._names()
        return tuple(one for one in self.kept() if f"{one.name}{_FORGOTTEN}" not in names)

    def kept(self) -> tuple[State, ...]:
        """Every state whose files are here, those that people have taken out as well: answers on them can be replayed."""
        names = [name.removesuffix(SUFFIX) for name in self._names() if name.endswith(SUFFIX)]
        return tuple(sorted(state for name in names if (state := state_named(name))))

    def _names(self) -> frozenset[str]:
        try:
            return frozenset(path.name for path in (self.folder / "states").iterdir())
        except FileNotFoundError:
            return frozenset()
        except OSError as error:
            raise StorageError(f"can't read it: {error.strerror or error}", where=str(self.folder)) from error

    def at(self, day: str = "") -> State | None:
        """The state that stood at the end of a day (ISO date), the newest for no day; None when there was none."""
        return max((state for state in self.states() if not day or state.day <= day), default=None)

    def before(self, state: State) -> State | None:
        """The last state that is older than this one, which need not be kept."""
        return max((other for other in self.states() if other < state), default=None)

    def has(self, state: State) -> bool:
        """Whether the next state in time is this one: the same files, standing from the same day."""
        later = min((other for other in self.states() if other >= state), default=None)
        return later is not None and (later.day, later.digest) == (state.day, state.digest)

    def header(self, state: State) -> Header:
        """What is noted of a state beside its files."""
        return read_header(self._path(state))

    def files(self, state: State) -> tuple[SourceFile, ...]:
        """The files of a state, byte for byte as they were published. Raises StorageError when they are damaged."""
        header, pieces = self._open(state)
        where = str(self._path(state))
        return tuple(joined(file, parts, where) for file, parts in zip(header.files, pieces, strict=True))

    def put(self, state: State, publication: Publication, files: Sequence[SourceFile], notes: Sequence[str]) -> None:
        """Keep a state. Once this returns it is on disk; whenever it is stopped, the state is there whole or not."""
        pieces = [cut(file.data) for file in files]
        base = self.before(state) or next(iter(self.states()), None)
        try:
            earlier_header, earlier = self._open(base) if base else (None, [])
        except StorageError:  # nothing is to be built on it
            base, earlier_header, earlier = None, None, []
        pool = [piece for parts in earlier for piece in parts]
        steps = [difference(parts, pool) for parts in pieces]
        size = sum(len(file.data) for file in files)
        deep = earlier_header is not None and earlier_header.depth >= _DEEPEST
        if deep or share_cited([step for one in steps for step in one], size) < _WORTH_CITING:
            base, steps = None, [difference(parts, ()) for parts in pieces]
        depth = earlier_header.depth + 1 if base and earlier_header else 0
        kept = tuple(kept_file(file) for file in files)
        header = Header(publication, kept, tuple(notes), base.name if base else "", depth, "")
        write_whole(self._path(state), encode(header, steps))
        self._path(state).with_suffix(_FORGOTTEN).unlink(missing_ok=True)  # it came again
        self._last = state, header, pieces

    def forget(self, state: State) -> None:
        """Take a state out of what stands, on any day; its files stay. Nothing happens when it is out already."""
        write_whole(self._path(state).with_suffix(_FORGOTTEN), b"")

    def status(self) -> Status:
        """What is known of the list beside its states."""
        try:
            return msgspec.json.decode((self.folder / "status.json").read_bytes(), type=Status)
        except FileNotFoundError:
            return Status()
        except (OSError, msgspec.MsgspecError) as error:
            raise StorageError(f"can't read it: {error}", where=str(self.folder / "status.json")) from error

    def set_status(self, status: Status) -> None:
        """Replace what is known of the list beside its states."""
        write_whole(self.folder / "status.json", msgspec.json.encode(status, order="deterministic"))

    def tidy(self) -> None:
        """Remove what a killed process left unfinished, and remember nothing. Only for whoever holds the lock."""
        self._last = None
        for path in self.folder.rglob(f"*{UNFINISHED}"):
            path.unlink(missing_ok=True)

    def _path(self, state: State) -> Path:
        return self.folder / "states" / f"{state.name}{SUFFIX}"

    def _open(self, state: State) -> tuple[Header, _Cut]:
        """A state's header, and the pieces of each of its files."""
        if self._last and self._last[0] == state:
            return self._last[1:]
        header, steps = read_steps(self._path(state))
        base = state_named(header.base)
        pool = [piece for parts in self._open(base)[1] for piece in parts] if base else []
        try:
            pieces = [rebuild(one, pool) for one in steps]
        except ValueError as error:
            raise StorageError(f"damaged: {error}", where=str(self._path(state))) from error
        self._last = state, header, pieces
        return header, pieces
