"""Which files make one state, and from which day are they? Files, folders and archives of lists, put in order of time.

The day stands in a file's or folder's name; else it is the day on which the file was written. What the files hold,
nobody here knows.
"""

from __future__ import annotations

import bz2
import gzip
import lzma
import re
import tarfile
import tempfile
from calendar import monthrange
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path, PurePosixPath

from watchword.errors import ListError, UsageError
from watchword.lists.loading import LARGEST_FILE, decompress, load_paths, paths_inside
from watchword.lists.source import SourceFile

_LARGEST_ARCHIVE = 8 * 1024**3  # bytes, unpacked: two years of daily scrapes of a list are a twentieth
_BLOCK = 1 << 20
_TAR_MARK = slice(257, 262)
_OPENERS: dict[bytes, Callable[[Path], lzma.LZMAFile | gzip.GzipFile | bz2.BZ2File]] = {
    b"\xfd7zXZ\x00": lzma.LZMAFile,
    b"\x1f\x8b": gzip.GzipFile,
    b"BZh": bz2.BZ2File,
}
_DAY = re.compile(
    r"(?<![0-9A-Za-z])((?:19|20)\d\d)([-_.]?)(0[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01])"
    r"(?:[T _-]?([01]\d|2[0-3])[-:]?([0-5]\d)[-:]?([0-5]\d)Z?)?(?!\d)"
)
_MONTH = re.compile(r"(?<![0-9A-Za-z])((?:19|20)\d\d)[-_](0[1-9]|1[0-2])(?![-_.]?\d)")


@dataclass(frozen=True, slots=True)
class Batch:
    """Files that came together: `retrieved` is YYYYMMDDTHHMMSS, `where` a name for messages, `load` reads them.

    `stated` tells that somebody said so, with an option or in a name; else the day is that on which they were written.
    """

    retrieved: str
    stated: bool
    where: str
    load: Callable[[], tuple[SourceFile, ...]]


@dataclass(frozen=True, slots=True)
class _Member:
    """One file: `parent` is "" for a file that was named itself."""

    path: str
    parent: str
    written: str
    load: Callable[[], SourceFile]


@contextmanager
def batches(paths: Iterable[Path], retrieved: str = "") -> Iterator[tuple[Batch, ...]]:
    """Everything in these files, folders and tar archives (plain, gz, xz, bz2), from the oldest to the newest.

    Files of one folder and day belong together, as do files that were named themselves. `retrieved` (ISO date) is the
    day of all of them, whatever their names say. Raises ListError for what is not there or can't be unpacked.
    """
    with ExitStack() as stack:
        members = [member for path in paths for member in _members(path, stack)]
        groups: dict[tuple[str, str], list[_Member]] = {}
        for member in members:
            stamp = f"{retrieved.replace('-', '')}T000000" if retrieved else stamp_of(member.path)
            groups.setdefault((member.parent, stamp), []).append(member)
        found = [_batch(stamp, group) for (_, stamp), group in groups.items()]
        yield tuple(sorted(found, key=lambda batch: batch.retrieved))


def stamp_of(path: str) -> str:
    """The day and time (YYYYMMDDTHHMMSS) in the name of a file, else of the nearest folder that has one; else "".

    A month alone is its last day: the list was there by then.
    """
    for name in reversed(PurePosixPath(path.replace("\\", "/")).parts):
        if match := _DAY.search(name):
            year, _, month, day, *time = match.groups()
            try:
                datetime(int(year), int(month), int(day))
            except ValueError:
                continue
            return f"{year}{month}{day}T{''.join(part or '00' for part in time)}"
        if match := _MONTH.search(name):
            year, month = match.groups()
            return f"{year}{month}{monthrange(int(year), int(month))[1]:02}T000000"
    return ""


def iso_day(stamp: str) -> str:
    """The day (ISO date) of YYYYMMDDTHHMMSS, "" of ""."""
    return f"{stamp[:4]}-{stamp[4:6]}-{stamp[6:8]}" if stamp else ""


def parse_day(text: str, where: str) -> str:
    """An ISO date as it was typed. Raises UsageError for anything else."""
    try:
        return datetime.strptime(text, "%Y-%m-%d").date().isoformat()
    except ValueError:
        raise UsageError(f"not a date: {text!r}", where=where, hint="Dates look like 2026-11-23.") from None


def _batch(stamp: str, members: list[_Member]) -> Batch:
    where = members[0].path if len(members) == 1 else f"{members[0].path} and {len(members) - 1} more"
    written = max(member.written for member in members)
    return Batch(stamp or written, bool(stamp), where, lambda: tuple(member.load() for member in members))


def _members(path: Path, stack: ExitStack) -> Iterator[_Member]:
    for file in paths_inside(path):
        parent = "" if file == path else str(file.parent)
        archive = _unpacked(file, stack)
        if archive is None:
            written = _stamp(file.stat().st_mtime if file.exists() else 0)
            yield _Member(str(file), parent, written, partial(_load, file))
            continue
        for info in archive.getmembers():
            if info.isfile():
                name = f"{file}/{info.name}"
                folder = str(PurePosixPath(name).parent)
                yield _Member(name, folder, _stamp(info.mtime), partial(_extract, archive, info))


def _load(path: Path) -> SourceFile:
    (file,) = load_paths([path])
    return SourceFile(path.name, file.data)


def _extract(archive: tarfile.TarFile, info: tarfile.TarInfo) -> SourceFile:
    name = PurePosixPath(info.name).name
    if info.size > LARGEST_FILE:
        raise ListError(f"more than {LARGEST_FILE:,} bytes", where=info.name)
    try:
        stream = archive.extractfile(info)
        data = stream.read() if stream else b""
    except (tarfile.TarError, OSError) as error:
        raise ListError(f"damaged archive ({error})", where=info.name, hint="Fetch it again.") from None
    return SourceFile(name, decompress(data, name))


def _unpacked(path: Path, stack: ExitStack) -> tarfile.TarFile | None:
    """The archive, when the file is one: unpacked into an unnamed file, for xz can't be read out of order."""
    try:
        with path.open("rb") as file:
            head = file.read(512)
        opener = next((opener for mark, opener in _OPENERS.items() if head.startswith(mark)), None)
        if opener is None:
            return stack.enter_context(tarfile.open(path)) if head[_TAR_MARK] == b"ustar" else None
        with opener(path) as packed:
            block = packed.read(_BLOCK)
            if block[_TAR_MARK] != b"ustar":
                return None
            unpacked = stack.enter_context(tempfile.TemporaryFile())  # noqa: SIM115  # the stack closes it
            while block:
                unpacked.write(block)
                if unpacked.tell() > _LARGEST_ARCHIVE:
                    raise ListError(f"more than {_LARGEST_ARCHIVE:,} bytes when unpacked", where=str(path))
                block = packed.read(_BLOCK)
        unpacked.seek(0)
        return stack.enter_context(tarfile.open(fileobj=unpacked))
    except FileNotFoundError:
        raise ListError("no such file or folder", where=str(path)) from None
    except (EOFError, OSError, lzma.LZMAError, tarfile.TarError) as error:
        raise ListError(f"can't be read ({error})", where=str(path)) from None


def _stamp(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y%m%dT%H%M%S")
