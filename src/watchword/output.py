"""How does an answer leave the process? As JSON, FollowTheMoney lines or tables on stdout.

What a table looks like is `render`; nothing here chooses between the forms.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import msgspec

from watchword.model import Listing, Publication

if TYPE_CHECKING:
    from rich.console import RenderableType

_PIPE_WIDTH = 100  # columns of a table that goes to a file or another program


def write_json(value: Any) -> None:
    """Write one JSON document, in UTF-8 whatever the terminal's encoding is."""
    _write(msgspec.json.format(msgspec.json.encode(value), indent=2) + b"\n")


def write_lines(values: Iterable[Any]) -> None:
    """Write JSON lines: one document a line, as they come."""
    for value in values:
        _write(msgspec.json.encode(value) + b"\n")


def write_text(text: str) -> None:
    """Write text as it stands, in UTF-8: CSV for another program."""
    _write(text.encode())


def write_ftm(listings: Iterable[Listing], publications: Iterable[Publication]) -> None:
    """Write one FollowTheMoney entity a line, the form that its own tools read."""
    from watchword.ftm import writer

    of = {publication.publisher: publication for publication in publications}
    for listing in listings:
        for entity in writer.entities(listing, of[listing.publisher]):
            _write(msgspec.json.encode(entity) + b"\n")


def write_entities(entities: Iterable[dict[str, Any]]) -> None:
    """Write FollowTheMoney entities that are ready, one a line."""
    for entity in entities:
        _write(msgspec.json.encode(entity) + b"\n")


def print_parts(*parts: RenderableType) -> None:
    """Print tables and texts, as wide as the terminal or COLUMNS says."""
    from rich.console import Console

    told = sys.stdout.isatty() or "COLUMNS" in os.environ
    console = Console(width=None if told else _PIPE_WIDTH, highlight=False, markup=False, emoji=False)
    for part in parts:
        console.print(part)
    sys.stdout.flush()


def _write(data: bytes) -> None:
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()
