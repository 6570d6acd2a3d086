"""Is somebody else writing this file? A lock that the system takes back when its holder dies.

It holds between processes of one machine; network file systems may not keep it.
"""

from __future__ import annotations

import sys
from typing import BinaryIO


def lock(file: BinaryIO) -> bool:
    """Lock an open file until it is closed; False when another process has it."""
    if sys.platform == "win32":
        import msvcrt

        try:
            file.seek(0)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
    import fcntl

    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
