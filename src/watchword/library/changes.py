"""What changed between two states of a list? Records added, removed and changed, with the fields that changed.

A record has changed when anything in its row of the publisher's file has (`lists.raw` says what a row is); which fields
did is told of what the reader makes of it. Two formats of a list can't be compared row by row.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

import msgspec

from watchword.lists.source import ReadList
from watchword.model import Listing, Publication

_NOT_COMPARED = frozenset(("id", "publisher", "source"))  # `source` is a place in the file, which moves
_FIELDS = tuple(name for name in Listing.__struct_fields__ if name not in _NOT_COMPARED)
_ENCODER = msgspec.msgpack.Encoder()


@dataclass(frozen=True, slots=True)
class Version:
    """A list as it was read in one format; `rows` are its digests by id, empty where the format has none."""

    list: str
    format: str
    read: ReadList
    rows: Mapping[str, bytes]


class Side(msgspec.Struct, frozen=True):
    """Which state was compared."""

    format: str
    publication: Publication


class Entry(msgspec.Struct, frozen=True):
    """A record that one state has and the other lacks."""

    id: str
    name: str
    kind: str
    programmes: tuple[str, ...]


class FieldChange(msgspec.Struct, frozen=True):
    """What a field lost and gained, as texts."""

    field: str
    removed: tuple[str, ...]
    added: tuple[str, ...]


class Changed(msgspec.Struct, frozen=True):
    """A record whose row changed. Without fields, nothing that is read of it did: blanks, or a field of no meaning."""

    id: str
    name: str
    fields: tuple[FieldChange, ...]


class ListChanges(msgspec.Struct, frozen=True):
    """From an older to a newer state of one list; `changed` is None when their formats differ."""

    list: str
    title: str
    old: Side
    new: Side
    added: tuple[Entry, ...]
    removed: tuple[Entry, ...]
    changed: tuple[Changed, ...] | None
    notes: tuple[str, ...] = ()


class Counts(msgspec.Struct, frozen=True):
    """How many records were added, removed and changed; `changed` is None when that can't be said."""

    added: int
    removed: int
    changed: int | None


def compare(old: Version, new: Version, notes: tuple[str, ...] = ()) -> ListChanges:
    """Every difference between two states of one list, in the order of the newer one (removed: of the older)."""
    before = {listing.id: listing for listing in old.read.listings}
    after = {listing.id: listing for listing in new.read.listings}
    changed = None
    if old.format == new.format:
        changed = tuple(
            Changed(id_, listing.name, fields_changed(before[id_], listing))
            for id_, listing in after.items()
            if id_ in before and _differ(old, before[id_], new, listing)
        )
    else:
        notes = (*notes, f"{old.format} and {new.format} can't be compared row by row")
    return ListChanges(
        new.list,
        new.read.publication.title,
        Side(old.format, old.read.publication),
        Side(new.format, new.read.publication),
        tuple(_entry(listing) for id_, listing in after.items() if id_ not in before),
        tuple(_entry(listing) for id_, listing in before.items() if id_ not in after),
        changed,
        notes,
    )


def digests(version: Version) -> dict[str, bytes]:
    """Id -> digest of the record's row: what `count` needs of a state."""
    return {listing.id: _row(version, listing) for listing in version.read.listings}


def count(old: Mapping[str, bytes], new: Mapping[str, bytes], *, comparable: bool) -> Counts:
    """The numbers of `compare`, from the digests alone; `comparable` when both have one format."""
    changed = sum(digest != old[id_] for id_, digest in new.items() if id_ in old) if comparable else None
    return Counts(len(new.keys() - old.keys()), len(old.keys() - new.keys()), changed)


def fields_changed(old: Listing, new: Listing) -> tuple[FieldChange, ...]:
    """The fields in which two listings differ, with what each lost and gained."""
    out = []
    for name in _FIELDS:
        before, after = getattr(old, name), getattr(new, name)
        if before != after:
            lost, gained = Counter(_texts(before)), Counter(_texts(after))
            out.append(FieldChange(name, tuple((lost - gained).elements()), tuple((gained - lost).elements())))
    return tuple(out)


def _differ(old: Version, before: Listing, new: Version, after: Listing) -> bool:
    if before.id in old.rows and after.id in new.rows:
        return old.rows[before.id] != new.rows[after.id]
    return _bare(before) != _bare(after)


def _bare(listing: Listing) -> bytes:
    return _ENCODER.encode(msgspec.structs.replace(listing, source=""))


def _row(version: Version, listing: Listing) -> bytes:
    digest = version.rows.get(listing.id)
    return digest if digest is not None else blake2b(_bare(listing), digest_size=16).digest()


def _entry(listing: Listing) -> Entry:
    return Entry(listing.id, listing.name, listing.kind.value, listing.programmes)


def _texts(value: Any) -> Iterable[str]:
    values = value if isinstance(value, tuple) else (value,) if value else ()
    return (_text(one) for one in values)


def _text(value: Any) -> str:
    """One value of a field in words: its first part, the others in brackets."""
    if not isinstance(value, msgspec.Struct):
        return str(value)
    said = [str(part) for part in msgspec.structs.astuple(value) if part not in ("", False)]
    return said[0] + (f" ({', '.join(said[1:])})" if len(said) > 1 else "")
