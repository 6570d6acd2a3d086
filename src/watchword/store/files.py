"""How does a file change so that nobody ever finds half of it? Written beside, brought to disk, then renamed.

Nothing here knows what is in a file.
"""

from __future__ import annotations

import errno
import os
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from watchword.errors import StorageError

_PAUSE = 0.05  # seconds between tries for a lock that is waited for
_HELD = (errno.EACCES, errno.EAGAIN, errno.EDEADLK)
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
        make_folder(path.parent)
        with unfinished.open("wb") as file:
            file.writelines(parts)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
        sync_folder(path.parent)
    except OSError as error:
        raise StorageError(f"can't write it: {error.strerror or error}", where=str(path)) from error


def make_folder(folder: Path) -> None:
    """Make a folder, and those around it, where there is none; they are on disk before anything is put into them."""
    missing = [one for one in (folder, *folder.parents) if not one.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    for one in missing:
        sync_folder(one.parent)


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
def locked(path: Path, *, what: str = "the lists", wait: bool = False) -> Iterator[None]:
    """Within it, no other process holds the lock file `path`. A killed process gives its lock back.

    When another holds it, it is waited for, or StorageError raised at once that says `what` is being changed; likewise
    when it can't be made.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise StorageError(f"can't write it: {error.strerror or error}", where=str(path)) from error
    try:
        try:
            while not _lock(descriptor, last=not wait):
                time.sleep(_PAUSE)
        except OSError as error:
            hint = "Wait until it is done, then try again."
            raise StorageError(f"another process is changing {what}", where=str(path), hint=hint) from error
        yield
    finally:
        os.close(descriptor)


def _lock(descriptor: int, *, last: bool) -> bool:
    """Whether the lock could be taken; the `last` try raises OSError where it could not."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if last or error.errno not in _HELD:
            raise
        return False
    return True


def sync_folder(folder: Path) -> None:
    """Bring a rename to disk, where the system has such a thing."""
    if sys.platform == "win32":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
