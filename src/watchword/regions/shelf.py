"""Which events do we keep? Each imported file becomes one file in the home directory's folder `events`.

A file is named by the digest of what was imported; importing it again changes nothing. Of two imports that hold the
same event, the later one counts: publishers correct their events.
"""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import msgspec

from watchword.errors import StorageError
from watchword.regions.events import Event, Reading
from watchword.regions.merging import merge
from watchword.store.files import write_whole

_SUFFIX = ".jsonl.gz"


class Import(msgspec.Struct, frozen=True):
    """One imported file: its name, when it was taken (UTC), of which source, how much it held."""

    file: str
    digest: str
    taken: str
    source: str
    events: int
    set_aside: int
    first: str
    last: str


def keep(reading: Reading, path: Path, home: Path, time: datetime) -> Import:
    """Keep the events of a file that was read. Raises StorageError when they can't be written."""
    return put(reading, path.name, hashlib.sha256(path.read_bytes()).hexdigest(), home, time)


def put(reading: Reading, name: str, digest: str, home: Path, time: datetime) -> Import:
    """Keep events under the name and digest of what they were read from. Raises StorageError likewise."""
    days = [event.first for event in reading.events] or [""]
    about = Import(
        name, digest, time.isoformat(timespec="microseconds"), reading.source,
        len(reading.events), len(reading.set_aside), days[0], days[-1],
    )  # fmt: skip
    lines = [msgspec.json.encode(about), *map(msgspec.json.encode, reading.events), b""]
    target = _folder(home) / f"{digest[:16]}{_SUFFIX}"
    if not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        write_whole(target, gzip.compress(b"\n".join(lines), mtime=0))
    return about


def imports(home: Path) -> list[Import]:
    """What was imported, in order of time."""
    return [about for about, _ in _files(home)]


def load(home: Path) -> list[Event]:
    """All kept events, each once, merged over the sources. Raises StorageError for a damaged file."""
    known: dict[str, Event] = {}
    for _, events in _files(home):
        known.update((event.id, event) for event in events)
    return merge(known.values())


def _files(home: Path) -> list[tuple[Import, list[Event]]]:
    found = [_read(path) for path in _folder(home).glob(f"*{_SUFFIX}")]
    return sorted(found, key=lambda file: (file[0].taken, file[0].digest))


def _read(path: Path) -> tuple[Import, list[Event]]:
    try:
        lines: Iterator[bytes] = iter(gzip.decompress(path.read_bytes()).splitlines())
        about = msgspec.json.decode(next(lines), type=Import)
        decoder = msgspec.json.Decoder(Event)
        return about, [decoder.decode(line) for line in lines]
    except (OSError, EOFError, StopIteration, msgspec.DecodeError) as error:
        hint = "Remove it and import its source again."
        raise StorageError("a file of events is damaged", where=str(path), hint=hint) from error


def _folder(home: Path) -> Path:
    return home / "events"
