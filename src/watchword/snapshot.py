"""Which listings are screened against? Lists read whole, indexed once, immutable, named by their digest.

A snapshot never changes: a new list makes a new one. Reading publishers' files is `lists`; matching names
is `match`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from pathlib import Path

import msgspec
import numpy as np

from watchword.errors import InputError, ListError, NotFoundError, StorageError
from watchword.lists import bundled
from watchword.lists.publishers import list_id, sources
from watchword.lists.source import ReadList
from watchword.lists.version import readers
from watchword.match import index
from watchword.match.version import engine
from watchword.model import Link, Listing, Name, Publication
from watchword.store.arrays import open_arrays, write_arrays
from watchword.store.files import keep_newest, touch
from watchword.store.home import home_directory

_REMEMBERED = 1 << 14  # listings kept decoded
_KEPT = 4  # indexes at home, of some 70 MB each: today's lists, and those of days that were asked for lately

Progress = Callable[[int, int], None]  # listings done, listings in all (0 while the lists are being read)


class Snapshot:
    """Listings of one or more publications with the index over their names. `len()` counts listings."""

    def __init__(self, meta: Mapping[str, str], arrays: Mapping[str, np.ndarray], path: Path | None = None) -> None:
        self._meta = meta
        self.digest = meta["digest"]
        self.path = path  # the file that the arrays are mapped from, if they are
        self.publications = tuple(msgspec.json.decode(meta["publications"], type=list[Publication]))
        self.arrays = arrays
        self._data, self._decoder = memoryview(arrays["listing_data"]), msgspec.msgpack.Decoder(Listing)  # type: ignore[arg-type]
        self.listing = lru_cache(maxsize=_REMEMBERED)(self._listing)

    @classmethod
    def open(cls, path: Path | str) -> Snapshot:
        """A snapshot that `write` wrote, memory-mapped: processes that open it share one copy.

        Raises StorageError when it can't be read or was written by another version of the engine.
        """
        meta, arrays = open_arrays(Path(path))
        if meta.get("engine") != engine():
            raise StorageError("another version of watchword made this index", where=str(path), hint="Make it anew.")
        return cls(meta, arrays, Path(path))

    def write(self, path: Path | str) -> None:
        """Write the index to a file for `open`. Raises StorageError when that can't be done."""
        write_arrays(Path(path), self._meta, self.arrays)

    @classmethod
    def bundled(cls, home: Path | str | None = None, progress: Progress = lambda *_: None) -> Snapshot:
        """The dated lists that ship with the package, for trying out.

        The index is built once and kept in `home` (default: WATCHWORD_HOME or the platform's data
        directory), then opened in milliseconds. Where that can't be written it is built in memory.
        """
        return cls.kept(bundled.digest(), bundled.read_bundled, home_directory(home), progress)

    @classmethod
    def kept(
        cls,
        identity: str,
        read: Callable[[], Sequence[ReadList]],
        home: Path,
        progress: Progress = lambda *_: None,
    ) -> Snapshot:
        """The lists of an identity, which `read` gives, with an index that is built once and kept in `home`.

        Another identity, engine or reader has another index; of those that nobody opened lately, some are removed.
        """
        key = hashlib.sha256(f"{identity} {engine()} {readers()}".encode()).hexdigest()[:16]
        path = home / "snapshots" / f"{key}.index"
        if path.exists():
            try:
                opened = cls(*open_arrays(path), path)
            except StorageError:
                path.unlink(missing_ok=True)
            else:
                touch(path)
                return opened
        progress(0, 0)
        meta, arrays = _build(read(), progress)
        try:
            write_arrays(path, meta, arrays)
        except StorageError:
            return cls(meta, arrays)
        keep_newest(path.parent, ".index", _KEPT)
        return cls(*open_arrays(path), path)

    @classmethod
    def from_files(cls, paths: Iterable[Path | str], progress: Progress = lambda *_: None) -> Snapshot:
        """Lists from official files, recognised by content; a folder stands for the files in it.

        Raises ListError, naming file and row, when any file can't be read whole.
        """
        from watchword.lists import registry  # the readers are slow to import; a ready index needs none

        progress(0, 0)
        files = registry.load_paths([Path(p) for p in paths])
        return cls(*_build(registry.read_files(files), progress))

    @classmethod
    def of(cls, lists: Sequence[ReadList]) -> Snapshot:
        """These lists, indexed in memory and kept nowhere. Raises ListError when an id is there twice."""
        return cls(*_build(lists, lambda *_: None))

    def __len__(self) -> int:
        return len(self.arrays["listing_from"]) - 1

    def __iter__(self) -> Iterator[Listing]:
        return (self._listing(at) for at in range(len(self)))

    def _listing(self, at: int) -> Listing:
        """The listing of a number in 0..len-1, in the order of the lists; the last ones are remembered."""
        starts = self.arrays["listing_from"]
        return self._decoder.decode(self._data[starts.item(at) : starts.item(at + 1)])

    def find(self, listing_id: str) -> Listing:
        """The listing of an id such as us-ofac:32391. Raises NotFoundError."""
        at = self._numbers.get(listing_id)
        if at is None:
            raise NotFoundError("no listing has this id", where=listing_id, hint="Ids look like us-ofac:32391.")
        return self.listing(at)

    def listed_name(self, name: int) -> tuple[int, Name, str]:
        """Listing number, name and mode of a number in the index of names."""
        at, mode, number = [self.arrays[column].item(name) for column in ("name_listing", "name_mode", "name_number")]
        return at, self.listing(at).names[number], index.MODES[mode]

    @cached_property
    def ids(self) -> tuple[str, ...]:
        """The id of every listing, in the order of the lists."""
        return tuple(self.arrays["id_text"].tobytes().decode().split("\n"))

    @cached_property
    def _numbers(self) -> dict[str, int]:
        return {listing_id: at for at, listing_id in enumerate(self.ids)}

    def listings_with(self, key: int) -> list[int]:
        """Numbers of the listings that hold an identifier of this key (match.index.identifier_key)."""
        keys = self.arrays["id_key"]
        first, last = np.searchsorted(keys, key, "left"), np.searchsorted(keys, key, "right")
        return sorted({int(at) for at in self.arrays["id_listing"][first:last]})


def _build(lists: Sequence[ReadList], progress: Progress) -> tuple[dict[str, str], dict[str, np.ndarray]]:
    """Facts and arrays of a snapshot over these lists, in their order."""
    listings = _told_apart(lists)
    encoder = msgspec.msgpack.Encoder()
    blobs = [encoder.encode(listing) for listing in listings]
    publications = msgspec.json.encode([read.publication for read in lists], order="deterministic")
    digest = hashlib.sha256(publications)
    for blob in blobs:
        digest.update(blob)
    done = 0

    def count(more: int) -> None:
        nonlocal done
        done += more
        progress(done, len(listings))

    try:
        arrays = index.build(listings, count)
    except InputError as error:
        raise ListError(error.message, where=error.where) from error
    offsets = np.cumsum([0, *map(len, blobs)], dtype=np.int64)
    arrays["listing_from"] = offsets.astype(np.uint32) if offsets[-1] < 1 << 32 else offsets
    arrays["listing_data"] = np.frombuffer(b"".join(blobs), dtype=np.uint8)
    arrays["id_text"] = np.frombuffer("\n".join(listing.id for listing in listings).encode(), dtype=np.uint8)
    meta = {"digest": digest.hexdigest(), "publications": publications.decode(), "engine": engine()}
    return meta, arrays


def _told_apart(lists: Sequence[ReadList]) -> list[Listing]:
    """All listings, in the order of the lists. A party may stand under one number in two lists of a publisher, one of
    them not yet without it: then the record of the list that stands later in the table of publishers has its list in its
    id too, and a tie to the other."""
    names = [list_id(read.publication) for read in lists]
    order = [source.id for source in sources()]
    holders: dict[str, str] = {}
    out: dict[int, list[Listing]] = {}
    for at in sorted(range(len(lists)), key=lambda at: order.index(names[at]) if names[at] in order else len(order)):
        out[at] = [_as_other(one, names[at], holders) for one in lists[at].listings]
    return [one for at in range(len(lists)) for one in out[at]]


def _as_other(one: Listing, name: str, holders: dict[str, str]) -> Listing:
    """A listing of the list `name` under an id that none of the `holders` has, which it joins. Raises ListError."""
    if holders.get(one.id, name) != name:
        tie = Link("same-party", one.name, one.id)
        one = msgspec.structs.replace(one, id=f"{one.id}/{name}", links=(*one.links, tie))
    if one.id in holders:
        raise ListError("two records have this id", where=one.id, hint="Give each list once.")
    holders[one.id] = name
    return one
