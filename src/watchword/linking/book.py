"""Which links hold for these lists? Bonds found once for a snapshot, kept at home; parties from bonds and decisions.

The kept files are only a saving: without them the same links are found again. Rules and clusters live next door.
"""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from importlib import resources
from pathlib import Path
from typing import TypeVar

import msgspec
import numpy as np

from watchword.errors import StorageError
from watchword.linking.clusters import Refusal, cluster
from watchword.linking.decisions import Decision, digest, standing
from watchword.linking.facts import read_side
from watchword.linking.finder import find_bonds
from watchword.linking.rules import Bond
from watchword.match.version import engine
from watchword.policy import Policy
from watchword.screen import Screener
from watchword.snapshot import Snapshot
from watchword.store.arrays import open_arrays, write_arrays
from watchword.store.files import keep_newest, touch

Progress = Callable[[int, int], None]
_KEPT = {".bonds": 4, ".parties": 16}  # files at home: bonds have some 10 MB each, parties some 200 kB
_Told = TypeVar("_Told", bound=msgspec.Struct)


class Parties:
    """Which listings are one party. A party's id is the smallest id of its listings."""

    def __init__(self, groups: Iterable[Sequence[str]], refusals: Iterable[Refusal] = ()) -> None:
        self.groups = tuple(tuple(group) for group in groups)
        self.refusals = tuple(refusals)
        self._of = {listing_id: group for group in self.groups for listing_id in group}

    def members(self, listing_id: str) -> tuple[str, ...]:
        """The ids of all listings of this listing's party, sorted; at least its own."""
        return self._of.get(listing_id, (listing_id,))

    def party(self, listing_id: str) -> str:
        """The id of the listing's party."""
        return self.members(listing_id)[0]


def find_parties(snapshot: Snapshot, bonds: Sequence[Bond], decisions: Iterable[Decision]) -> Parties:
    """The parties of a snapshot from its bonds and from what people have decided."""
    stand = list(standing(decisions).values())
    wanted = {i for bond in bonds for i in (bond.a, bond.b)} | {i for d in stand for i in (d.a, d.b)}
    sides = {listing.id: read_side(listing) for listing in snapshot if listing.id in wanted}
    return Parties(*cluster(sides, bonds, stand))


def kept_parties(snapshot: Snapshot, home: Path, decisions: Iterable[Decision]) -> Parties | None:
    """The parties that were found before for these lists and decisions; None when they must be found first."""
    kept = _read(_parties_file(snapshot, home, decisions), _Kept)
    return Parties(kept.groups, kept.refusals) if kept else None


def open_bonds(snapshot: Snapshot, home: Path, progress: Progress = lambda *_: None) -> list[Bond]:
    """The bonds of a snapshot: those kept at home, else found now (half a minute for 24,000 listings) and kept."""
    path = home / "links" / f"{_key(snapshot)}.bonds"
    kept = _read(path, _Bonds)
    if kept is None:
        progress(0, 0)
        kept = _Bonds(find_bonds(Screener(snapshot), progress))
        _write(path, kept)
    return kept.bonds


def open_parties(
    snapshot: Snapshot, home: Path, decisions: Sequence[Decision], progress: Progress = lambda *_: None
) -> Parties:
    """The parties of a snapshot: those kept at home, else found now and kept."""
    parties = kept_parties(snapshot, home, decisions)
    if parties is None:
        parties = find_parties(snapshot, open_bonds(snapshot, home, progress), decisions)
        _write(_parties_file(snapshot, home, decisions), _Kept(parties.groups, parties.refusals))
    return parties


class _Bonds(msgspec.Struct, frozen=True):
    bonds: list[Bond]


class _Kept(msgspec.Struct, frozen=True):
    groups: tuple[tuple[str, ...], ...]
    refusals: tuple[Refusal, ...]


@cache
def version() -> str:
    """Digest of everything that can change a link: this package's sources and the engine."""
    told = hashlib.sha256(engine().encode())
    for file in sorted(resources.files("watchword.linking").iterdir(), key=lambda f: f.name):
        if file.name.endswith(".py"):
            told.update(file.read_bytes())
    return told.hexdigest()


def _key(snapshot: Snapshot) -> str:
    return hashlib.sha256(f"{snapshot.digest} {version()} {Policy().digest}".encode()).hexdigest()[:16]


def _parties_file(snapshot: Snapshot, home: Path, decisions: Iterable[Decision]) -> Path:
    return home / "links" / f"{_key(snapshot)}-{digest(decisions)[:16]}.parties"


def _read(path: Path, kind: type[_Told]) -> _Told | None:
    """What is kept in a file; None when there is none, or it is damaged and must be made anew."""
    try:
        _, arrays = open_arrays(path)
        told = msgspec.msgpack.decode(arrays["data"].tobytes(), type=kind)
    except (StorageError, msgspec.MsgspecError):
        return None
    touch(path)
    return told


def _write(path: Path, told: msgspec.Struct) -> None:
    """Keep it for the next time; where nothing can be kept it is found again."""
    data = np.frombuffer(msgspec.msgpack.encode(told), dtype=np.uint8)
    with contextlib.suppress(StorageError):
        write_arrays(path, {}, {"data": data})
        keep_newest(path.parent, path.suffix, _KEPT[path.suffix])
