"""What must a store offer to keep a log? Protocols only: the store stands beside the ledger.

Plain values cross here (tuples, bytes, text), so that neither room imports the other. Every failure of a store
is a StorageError. A store never computes a hash and never decides what is recorded.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from typing import Protocol

from watchword.ledger.record import Row


class Reading(Protocol):
    """One unchanging view of a stored log."""

    def tip(self) -> tuple[int, str]:
        """Size and note of the largest head; 0 and "" when there is none."""

    def notes(self) -> Iterator[tuple[int, str]]:
        """Size and note of every head, by size."""

    def records(self, first: int, end: int | None, kinds: Sequence[str]) -> Iterator[Row]:
        """Records from `first` to `end` (excluded; None for all) of these kinds (none for all), in order."""

    def last_of(self, kinds: Sequence[str], end: int | None) -> Row | None:
        """The last record of these kinds before `end` (None for all)."""

    def hashes(self, positions: Sequence[int]) -> list[bytes]:
        """The tree's hashes at these positions, in the order asked. StorageError when one is missing."""

    def all_hashes(self) -> Iterator[tuple[int, bytes]]:
        """Every stored hash with its position, in order."""

    def personal(self, seq: int) -> tuple[bytes, bytes] | None:
        """Salt and data of a record's personal part, if it is there."""

    def all_personal(self) -> Iterator[tuple[int, bytes, bytes]]:
        """Number, salt and data of every personal part, in order."""

    def token_of(self, subject: str) -> str:
        """The token that stands for a subject in the bodies of records; "" when no record has its personal part."""

    def personal_before(self, time: str) -> Iterator[int]:
        """Numbers of the records before that time that have a personal part, in order."""


class Writing(Reading, Protocol):
    """The only writer, until its transaction ends. It sees all that was committed before, and what it wrote."""

    def add_records(self, rows: Sequence[Row]) -> None:
        """Add records."""

    def add_hashes(self, first: int, hashes: Sequence[bytes]) -> None:
        """Add hashes at the positions from `first`."""

    def add_personal(self, rows: Sequence[tuple[int, bytes, bytes]]) -> None:
        """Add personal parts: number, salt, data."""

    def add_subjects(self, rows: Sequence[tuple[int, str, str]]) -> None:
        """Add whom records are about: number, subject, token."""

    def add_note(self, size: int, note: str) -> None:
        """Add a signed head."""

    def erase_personal(self, seq: int) -> bool:
        """Remove a personal part, and whom the record is about. Returns whether it was there."""


class Storage(Protocol):
    """Where a log is kept."""

    def reading(self) -> AbstractContextManager[Reading]:
        """A view that doesn't change while it is open."""

    def writing(self) -> AbstractContextManager[Writing]:
        """A transaction: all of it is durable once the block has ended well, none of it when it raised.

        Waits until no other process or thread writes.
        """

    def scrub(self) -> None:
        """Overwrite what erasures have left behind, as far as the database can."""
