"""How does a file change so that nobody ever finds half of it? Written beside, brought to disk, then renamed.

Nothing here knows what is in a file.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from watchword.errors import StorageError

UNFINISHED = ".part"
"""The suffix of a file that is being written; one that was left by a killed process is never read."""


def write_whole(path: Path, data: bytes) -> None:
    """Make `path` hold `data`; whoever reads it, even after a crash, finds the old or the new content whole.

    Two processes must not write the same path at once (see `locked`). Raises StorageError.
    """
    write_stream(path, [data])


def write_stream(path: Path, parts: Iterable[bytes]) -> None:
    """The same for content that comes in parts."""
    unfinished = path.with_name(path.name + UNFINISHED)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with unfinished.open("wb") as file:
            file.writelines(parts)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
        sync_folder(path.parent)
    except OSError as error:
        raise StorageError(f"can't write it: {error.strerror or error}", where=str(path)) from error


def touch(path: Path) -> None:
    """Note that a file was used, where it may be changed: `keep_newest` goes by it."""
    with suppress(OSError):
        os.utime(path)


def keep_newest(folder: Path, suffix: str, count: int) -> None:
    """Remove all files of a suffix but the `count` that were used last. One that is in use elsewhere may stay."""
    with suppress(OSError):
        files = sorted(folder.glob(f"*{suffix}"), key=lambda path: path.stat().st_mtime_ns, reverse=True)
        for path in files[count:]:
            with suppress(OSError):
                path.unlink()


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Within it, no other process holds the lock file `path`. A killed process gives its lock back.

    Raises StorageError at once when another holds it, or when it can't be made.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise StorageError(f"can't write it: {error.strerror or error}", where=str(path)) from error
    try:
        try:
            _lock(descriptor)
        except OSError as error:
            hint = "Wait until it is done, then try again."
            raise StorageError("another process is changing the lists", where=str(path), hint=hint) from error
        yield
    finally:
        os.close(descriptor)


def _lock(descriptor: int) -> None:
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


def sync_folder(folder: Path) -> None:
    """Bring a rename to disk, where the system has such a thing."""
    if sys.platform == "win32":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
