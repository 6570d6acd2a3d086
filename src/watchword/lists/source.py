"""What does a list reader take and give? The two types that every publisher's file shares.

Reading itself is each publisher's own module; recognising a file is `registry`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from watchword.model import Listing, Publication


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One file as it came: `name` for messages only, `data` its bytes (already decompressed)."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class ReadList:
    """A list read whole: what it is, its listings in file order, and what a reader should know of it."""

    publication: Publication
    listings: tuple[Listing, ...]
    notes: tuple[str, ...] = ()


class ListFormat(Protocol):
    """One publisher's one format. A module of `lists` offers one or more of these as `FORMATS`."""

    @property
    def name(self) -> str:
        """Short name of the format, as `us-ofac-sdn-csv`: files of equal names are read together."""

    def recognises(self, file: SourceFile) -> bool:
        """Whether the content (never the file name) is this format. Must not raise on any bytes."""

    def read(self, files: tuple[SourceFile, ...]) -> ReadList:
        """Read the files of one publication whole, or raise ListError naming file and row."""
