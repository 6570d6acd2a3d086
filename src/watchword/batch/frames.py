"""How do processes tell frames apart in a stream of bytes? By their length, which goes before each."""

from __future__ import annotations

from typing import IO


def read_frame(stream: IO[bytes]) -> bytes | None:
    """The next frame: eight bytes of length, then as many of data. None at the end, also one that cuts a frame."""
    head = stream.read(8)
    if len(head) < 8:
        return None
    size = int.from_bytes(head, "little")
    data = stream.read(size)
    return data if len(data) == size else None


def write_frame(stream: IO[bytes], data: bytes) -> None:
    """Write one frame and send it."""
    stream.write(len(data).to_bytes(8, "little") + data)
    stream.flush()
