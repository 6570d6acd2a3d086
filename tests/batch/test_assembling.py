"""Is an output put together of what is certain, and of nothing else?"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from queue import SimpleQueue

import pytest

from watchword.batch.assembling import Assembling


def _frame(data: bytes) -> bytes:
    return len(data).to_bytes(8, "little") + data


def test_frames_are_read_as_they_become_certain(tmp_path: Path) -> None:
    """Every certain frame is read before the end is known; what stands behind them is not."""
    first, second, torn = _frame(b"one"), _frame(b"two"), _frame(b"three")[:-2]
    (tmp_path / "frames").write_bytes(first + second + torn)
    seen: SimpleQueue[bytes] = SimpleQueue()

    def assemble(frames: Iterator[bytes], whole: Path) -> None:
        read = []
        for frame in frames:
            seen.put(frame)
            read.append(frame)
        whole.write_bytes(b" ".join(read))

    assembling = Assembling(assemble, tmp_path / "frames", tmp_path / "whole")
    assembling.certain(len(first))
    assert seen.get(timeout=10) == b"one"
    assembling.certain(len(first + second))
    assert seen.get(timeout=10) == b"two"
    assembling.finish()
    assert (tmp_path / "whole").read_bytes() == b"one two"


def test_an_error_is_told_at_the_end(tmp_path: Path) -> None:
    """What goes wrong in the thread is raised when the output is needed; stopping without it is quiet."""
    (tmp_path / "frames").write_bytes(b"")

    def assemble(frames: Iterator[bytes], whole: Path) -> None:
        raise OSError("no space left")

    assembling = Assembling(assemble, tmp_path / "frames", tmp_path / "whole")
    assembling.stop()
    with pytest.raises(OSError, match="no space left"):
        assembling.finish()
