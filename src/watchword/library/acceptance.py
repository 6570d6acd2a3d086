"""May these files become the next state of a list? Read whole, compared with the state before, then kept or refused.

A refused file leaves no trace but the reason: the last good state stays, marked stale. Where files come from is
`intake` and `update`.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

import msgspec

from watchword.errors import ListError, WatchwordError
from watchword.library.catalogue import Catalogue
from watchword.library.intake import iso_day
from watchword.library.shelf import Shelf, Trouble
from watchword.library.standing import Limits
from watchword.library.state import State
from watchword.lists import schemas
from watchword.lists.publishers import Source, list_id
from watchword.lists.registry import format_of, formats_for, read_files, remembering
from watchword.lists.source import ReadList, SourceFile

Result = Literal["added", "unchanged", "refused", "unreachable"]


class Outcome(msgspec.Struct, frozen=True, omit_defaults=True):
    """What became of one list or file: `list` its id (or the file's name when it is no list), and why.

    `day` and `digest` name the state that stands now; `records` is its number of listings, `lost` and `new` how many
    the state before had that this one lacks, and the reverse.
    """

    list: str
    result: Result
    reason: str = ""
    day: str = ""
    digest: str = ""
    records: int = 0
    new: int = 0
    lost: int = 0
    notes: tuple[str, ...] = ()

    @property
    def failed(self) -> bool:
        """Whether the list is not as new as it could be."""
        return self.result in ("refused", "unreachable")


@dataclass(frozen=True, slots=True)
class _Measure:
    """How much a state holds."""

    ids: frozenset[str]
    names: int


class Gate:
    """Takes or refuses files, one list at a time; hold `Catalogue.changing` around it. `now` is in UTC.

    One gate for a whole series is fast: what it has read of the state before, it does not read again.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        limits: Limits,
        now: datetime,
        *,
        accept_shrunken: bool = False,
        accept_invalid: bool = False,
    ) -> None:
        self.catalogue = catalogue
        self.limits = limits
        self.now = now
        self.today = now.date().isoformat()
        self._accept_shrunken = accept_shrunken
        self._accept_invalid = accept_invalid
        self._formats = remembering()
        self._measured: dict[str, tuple[State, _Measure]] = {}

    def admit(self, files: Sequence[SourceFile], retrieved: str, source: Source | None = None) -> Outcome:
        """Keep the files of one list, retrieved at YYYYMMDDTHHMMSS (UTC), as a state, unless they lack too much
        or break their publisher's schema.

        With a `source` they must be that list in one of its formats. Raises ListError when they are no list, can't be
        read whole, are another list, or are dated in the future; StorageError when they can't be kept.
        """
        read = self._read(files, source)
        publication = msgspec.structs.replace(read.publication, retrieved=iso_day(retrieved))
        state = State(publication.published or iso_day(retrieved), retrieved, publication.sha256[:16])
        if state.day > (self.now + timedelta(days=1)).date().isoformat():
            raise ListError(f"dated {state.day}, which is in the future", where=files[0].name)
        shelf = self.catalogue.shelf(source.id if source else list_id(publication))
        earlier = shelf.before(state)
        if shelf.has(state) or (earlier and earlier.digest == state.digest):
            return Outcome(shelf.id, "unchanged", "", state.day, state.digest, publication.records)
        measure = _measure(read)
        before = self._before(shelf, earlier) if earlier else measure
        lost, new = len(before.ids - measure.ids), len(measure.ids - before.ids) if earlier else len(measure.ids)
        invalid, shrunken = self._invalid(files), self._shrunken(before, measure, lost)
        refused = (bool(invalid) and not self._accept_invalid) or (bool(shrunken) and not self._accept_shrunken)
        reason = "; ".join(filter(None, (invalid, shrunken)))
        if not refused:
            shelf.put(state, publication, files, read.notes)
            self._measured[shelf.id] = state, measure
        return Outcome(
            shelf.id, "refused" if refused else "added", reason, state.day, state.digest, publication.records, new, lost,
            () if refused else read.notes,
        )  # fmt: skip

    def mark(self, shelf: Shelf, trouble: str, reason: str) -> None:
        """Mark a list stale ("refused" or "unreachable") with the reason and today's date."""
        status = shelf.status()
        since = status.trouble.since if status.trouble and status.trouble.kind == trouble else self.today
        mark = Trouble(trouble, reason, since, self.today)
        shelf.set_status(msgspec.structs.replace(status, trouble=mark))

    def note(self, outcome: Outcome, retrieved: str) -> None:
        """Note what files that were given mean for a list: one that is refused though newer makes it stale, the
        newest state ends that. `retrieved` is the day that somebody stated, on which it was the publisher's newest."""
        shelf = self.catalogue.shelf(outcome.list)
        newest = shelf.at()
        if outcome.failed and (newest is None or outcome.day >= newest.day):
            self.mark(shelf, outcome.result, outcome.reason)
        elif newest and newest.digest == outcome.digest:
            status = shelf.status()
            checked = max(status.checked, iso_day(retrieved)) if retrieved else status.checked
            if status.trouble or checked != status.checked:
                shelf.set_status(msgspec.structs.replace(status, checked=checked, trouble=None))

    def suspect(self, files: Sequence[SourceFile], retrieved: str, reason: str) -> None:
        """Mark stale the lists of which files that can't be read may be a newer state: those of the same publisher.

        Nothing is marked for files that are no list at all, nor for those that are older than what stands.
        """
        try:
            name = format_of(files[0], formats_for(files)).name
        except ListError:
            return
        for shelf in self.catalogue.shelves():
            newest = shelf.at()
            publisher = shelf.header(newest).publication.publisher if newest else ""
            if newest and f"{name}-".startswith(f"{publisher}-") and iso_day(retrieved) >= newest.day:
                self.mark(shelf, "refused", reason)

    def _read(self, files: Sequence[SourceFile], source: Source | None) -> ReadList:
        names = ", ".join(file.name for file in files)
        with _uncollected():
            lists = read_files(files, self._formats)
        if len(lists) > 1:
            raise ListError("files of more than one list", where=names)
        publication = lists[0].publication
        if source and (publication.publisher, publication.title) != (source.publisher, source.title):
            raise ListError(f"this is the {publication.title}, not the {source.title}", where=names)
        return lists[0]

    def _invalid(self, files: Sequence[SourceFile]) -> str:
        """In words, how files break their publisher's schema; "" when they keep to it or have none."""
        formats = formats_for(files)
        try:
            for file in files:
                schemas.check(file, format_of(file, formats).name, self.catalogue.home / "schemas")
        except ListError as error:
            return str(error)
        return ""

    def _before(self, shelf: Shelf, earlier: State) -> _Measure:
        known = self._measured.get(shelf.id)
        if known and known[0] == earlier:
            return known[1]
        try:
            return _measure(self._read(shelf.files(earlier), None))
        except WatchwordError as error:
            if self._accept_shrunken:
                return _Measure(frozenset(), 0)
            error.hint = f"{error.hint} Or take the new state without comparing them, with --accept-shrunken.".strip()
            raise

    def _shrunken(self, before: _Measure, after: _Measure, lost: int) -> str:
        """In words, what is missing beyond the limit; "" when it is within."""
        for what, missing, of in (
            ("records", lost, len(before.ids)),
            ("names", before.names - after.names, before.names),
        ):
            if missing > self.limits.max_loss * of:
                share, limit = missing / of, self.limits.max_loss
                gone = f"{missing:,} of {of:,} {what} are gone ({share:.1%}), more than {limit:.0%}"
                return f"{gone}; if the publisher says so too, --accept-shrunken takes it"
        return ""


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without the garbage collector, which would walk through everything that is remembered again and again."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _measure(read: ReadList) -> _Measure:
    ids = frozenset(listing.id for listing in read.listings)
    return _Measure(ids, sum(len(listing.names) for listing in read.listings))
