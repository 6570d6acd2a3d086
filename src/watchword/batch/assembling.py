"""When is an output of frames put together? While further frames come, in a thread, so that little is left at the end.

What it has written by then counts for nothing: a run that is taken up again puts all frames together anew.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue

Assemble = Callable[[Iterator[bytes], Path], None]  # makes the output file of frames


class Assembling:
    """Reads frames of a growing file as far as they are certain, and makes an output of them. Leave with `finish` or `stop`."""

    def __init__(self, assemble: Assemble, frames: Path, whole: Path) -> None:
        self._lengths: SimpleQueue[int | None] = SimpleQueue()
        self._thread = ThreadPoolExecutor(1, "watchword-assembling")
        self._whole = self._thread.submit(assemble, self._read(frames), whole)

    def certain(self, length: int) -> None:
        """So many bytes of frames are on the disk."""
        self._lengths.put(length)

    def finish(self) -> None:
        """Wait until all that is certain is in the output. Raises what assembling raised."""
        self.stop()
        self._whole.result()

    def stop(self) -> None:
        """Take no more frames. May be repeated."""
        self._lengths.put(None)
        self._thread.shutdown()

    def _read(self, path: Path) -> Iterator[bytes]:
        with path.open("rb") as file:
            while (length := self._lengths.get()) is not None:
                while file.tell() < length:
                    yield file.read(int.from_bytes(file.read(8), "little"))
