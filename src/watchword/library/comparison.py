"""Which states are to be compared? Files, days and digests become versions of lists, and those of one list are paired.

What differs between two versions is `changes`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import msgspec

from watchword.errors import ListError, NotFoundError, UsageError
from watchword.library.catalogue import Catalogue, Edition
from watchword.library.changes import Counts, ListChanges, Version, compare, count, digests
from watchword.library.intake import Batch, iso_day, parse_day, stamp_of
from watchword.library.shelf import Shelf
from watchword.library.state import State
from watchword.lists.publishers import list_id
from watchword.lists.raw import parts, rows
from watchword.lists.registry import format_of, formats_for, load_paths, read_files, remembering
from watchword.lists.source import ListFormat, SourceFile

_DAY_LENGTH = len("2026-11-23")


@dataclass(frozen=True, slots=True)
class Files:
    """The files of one list in one format; `retrieved` is the day (ISO date) that is known of them, else ""."""

    format: str
    files: tuple[SourceFile, ...]
    retrieved: str = ""


class Day(msgspec.Struct, frozen=True):
    """One line of a history: the state that stood at the end of a day, and how it differs from the one before."""

    list: str
    day: str
    digest: str
    records: int
    counts: Counts | None  # None for the first


def sides(catalogue: Catalogue, text: str, only: Collection[str] = ()) -> tuple[Files, ...]:
    """What A or B of a comparison stands for: a file or folder, a day (ISO date), or a digest.

    Of the lists that are kept, `only` those of these ids, where some are named.

    Raises NotFoundError or UsageError for what is none, ListError for files that are no list.
    """
    if Path(text).exists():
        return _sorted(load_paths([text]), iso_day(stamp_of(text)))
    if len(text) == _DAY_LENGTH and text[4::3] == "--":
        editions = catalogue.editions(parse_day(text, "A B"))
        if not editions:
            raise catalogue.nothing_of(text)
    elif text and set(text) <= set("0123456789abcdef"):
        editions = (catalogue.find(text),)
    else:
        raise NotFoundError("no such file, day or digest", where=text, hint="A day looks like 2026-11-23.")
    return _kept(editions, only)


def current(catalogue: Catalogue, only: Collection[str] = ()) -> tuple[Files, ...]:
    """The newest states that are kept, as a side of a comparison. Raises NotFoundError when none is."""
    editions = catalogue.editions()
    if not editions:
        raise NotFoundError("no list is kept to compare with", where="B", hint="Give B, or run lists update.")
    return _kept(editions, only)


def compare_sides(old: Sequence[Files], new: Sequence[Files]) -> tuple[ListChanges, ...]:
    """The changes of every list that both sides have. Raises UsageError when there is none.

    Of OFAC's CSV sets, only the files that both have are compared.
    """
    before, after = _by_list(old), _by_list(new)
    common = [name for name in after if name in before]
    if not common:
        told = f"{', '.join(before)} and {', '.join(after)}"
        raise UsageError("the two have no list in common", where=told, hint="Compare two states of one list.")
    return tuple(_compare(*before[name], *after[name]) for name in common)


def neighbours(shelf: Shelf, pairs: Iterable[tuple[State, State]]) -> Iterator[ListChanges]:
    """The changes from the older to the newer state of each pair; a state that ends one and begins the next is read
    once."""
    formats = remembering()
    last: tuple[State, dict[str, tuple[Version, Files]]] | None = None

    def side(state: State) -> dict[str, tuple[Version, Files]]:
        return _by_list(_sorted(shelf.files(state), iso_day(state.retrieved)), formats)

    for old, new in pairs:
        before = last[1] if last and last[0] == old else side(old)
        last = new, side(new)
        ((name, after),) = last[1].items()
        yield _compare(*before[name], *after)


def history(batches: Iterable[Batch]) -> Iterator[Day]:
    """One line for each list and day of a series, from the oldest: the last state of a day counts."""
    formats = remembering()
    pending: dict[str, tuple[Day, str, dict[str, bytes]]] = {}
    told: dict[str, tuple[str, dict[str, bytes]]] = {}
    for batch in batches:
        for group in _sorted(batch.load()):
            version = _version(group.format, group.files, formats)
            publication = version.read.publication
            day = publication.published or iso_day(batch.retrieved)
            waiting = pending.get(version.list)
            if waiting and waiting[0].day != day:
                yield waiting[0]
                told[version.list] = waiting[1:]
            found = digests(version)
            last = told.get(version.list)
            counts = count(last[1], found, comparable=last[0] == version.format) if last else None
            line = Day(version.list, day, publication.sha256, publication.records, counts)
            pending[version.list] = line, version.format, found
    yield from (line for line, _, _ in pending.values())


def kept_history(catalogue: Catalogue, since: str = "") -> Iterator[Day]:
    """`history` of the states that are kept: those from a day (ISO date) on, compared with the one that stood on it."""
    for shelf in catalogue.shelves():
        first = shelf.at(since) if since else None
        states = [state for state in shelf.states() if first is None or state >= first]
        batches = (Batch(state.retrieved, True, state.name, partial(shelf.files, state)) for state in states)
        yield from history(batches)


def _by_list(side: Sequence[Files], formats: Sequence[ListFormat] | None = None) -> dict[str, tuple[Version, Files]]:
    versions = ((_version(files.format, files.files, formats), files) for files in side)
    return {version.list: (_dated(version, files.retrieved), files) for version, files in versions}


def _dated(version: Version, retrieved: str) -> Version:
    publication = msgspec.structs.replace(version.read.publication, retrieved=retrieved)
    return replace(version, read=replace(version.read, publication=publication))


def _compare(old: Version, old_files: Files, new: Version, new_files: Files) -> ListChanges:
    if old.format != new.format:
        return compare(old, new)
    mine, theirs = parts(old.format, old_files.files), parts(new.format, new_files.files)
    left_out = sorted(mine.keys() ^ theirs.keys())
    if not left_out:
        return compare(old, new)
    old = _narrowed(old, old_files, tuple(mine[part] for part in mine if part in theirs))
    new = _narrowed(new, new_files, tuple(theirs[part] for part in theirs if part in mine))
    return compare(old, new, (f"only one side has {', '.join(left_out)}.csv: not compared",))


def _kept(editions: Iterable[Edition], only: Collection[str]) -> tuple[Files, ...]:
    wanted = (edition for edition in editions if not only or edition.shelf.id in only)
    return tuple(
        one
        for edition in wanted
        for one in _sorted(edition.shelf.files(edition.state), iso_day(edition.state.retrieved))
    )


def _narrowed(version: Version, whole: Files, files: tuple[SourceFile, ...]) -> Version:
    """The version as these of its files have it; its rows alone, where they can't be read without the others."""
    try:
        return _dated(_version(version.format, files), whole.retrieved)
    except ListError:
        return replace(version, rows=rows(version.format, files))


def _sorted(files: Sequence[SourceFile], retrieved: str = "") -> tuple[Files, ...]:
    formats = formats_for(files)
    groups: dict[str, list[SourceFile]] = {}
    for file in files:
        groups.setdefault(format_of(file, formats).name, []).append(file)
    return tuple(Files(name, tuple(group), retrieved) for name, group in groups.items())


def _version(name: str, files: tuple[SourceFile, ...], formats: Sequence[ListFormat] | None = None) -> Version:
    (read,) = read_files(files, formats) if formats else read_files(files)
    return Version(list_id(read.publication), name, read, rows(name, files))
