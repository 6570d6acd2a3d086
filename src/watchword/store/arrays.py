"""How are many arrays kept in one file that opens at once? Header, raw arrays, sum of both; memory-mapped.

Readers share the pages between processes; nothing is parsed or copied on opening, but every byte is read and summed: a
damaged index would find too few. It is no database: a file is written whole, and never changed.
"""

from __future__ import annotations

import io
import os
import tempfile
import zlib
from collections.abc import Mapping
from pathlib import Path

import msgspec
import numpy as np

from watchword.errors import StorageError

_MAGIC = b"WATCHWORD-ARRAYS-2\n"
_ALIGN = 64
_SUM = 8  # bytes of the sum at the end
_PORTION = 1 << 20  # read at a time: more than that does not stay in the processor's memory


class _Entry(msgspec.Struct, frozen=True):
    name: str
    dtype: str
    offset: int
    count: int


class _Header(msgspec.Struct, frozen=True):
    meta: dict[str, str]
    entries: list[_Entry]
    size: int


def write_arrays(path: Path, meta: Mapping[str, str], arrays: Mapping[str, np.ndarray]) -> None:
    """Write one-dimensional arrays and string facts to `path`; the file appears whole or not at all.

    Raises StorageError when the folder can't be written.
    """
    entries = []
    offset = 0
    for name, array in arrays.items():
        entries.append(_Entry(name, array.dtype.newbyteorder("<").str, offset, len(array)))
        offset += -(-array.nbytes // _ALIGN) * _ALIGN
    header = msgspec.json.encode(_Header(dict(meta), entries, offset))
    temporary = ""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, suffix=".part", delete=False) as file:
            temporary = file.name
            summed = 0
            parts: list[bytes | memoryview] = [_MAGIC + len(header).to_bytes(8, "little") + header]
            for part in (*parts, *map(_cells, arrays.values())):
                for piece in (part, bytes(-len(part) % _ALIGN)):
                    summed = zlib.crc32(piece, summed)
                    file.write(piece)
            file.write(summed.to_bytes(_SUM, "little"))
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).replace(path)
        temporary = ""
    except OSError as error:
        raise StorageError(f"can't write it: {error.strerror or error}", where=str(path)) from error
    finally:
        if temporary:  # stopped half-way, by an error or by Ctrl-C
            Path(temporary).unlink(missing_ok=True)


def _cells(array: np.ndarray) -> memoryview:
    """The bytes of an array as they are written."""
    return np.ascontiguousarray(array).astype(array.dtype.newbyteorder("<"), copy=False).view(np.uint8).data


def open_arrays(path: Path) -> tuple[dict[str, str], dict[str, np.ndarray]]:
    """The facts and the read-only, memory-mapped arrays of a file.

    Raises StorageError when it is missing, no such file, or not as it was written.
    """
    try:
        with path.open("rb", buffering=0) as file:
            raw = np.asarray(np.memmap(file, dtype=np.uint8, mode="r"))  # plain arrays are cut in a third of the time
            summed = _sum(file, len(raw) - _SUM)
    except (OSError, ValueError) as error:
        raise StorageError(f"can't read it: {error}", where=str(path)) from error
    lead = len(_MAGIC) + 8
    try:
        if raw[: len(_MAGIC)].tobytes() != _MAGIC:
            raise ValueError("it is not an index of this version")
        length = int.from_bytes(raw[len(_MAGIC) : lead].tobytes(), "little")
        header = msgspec.json.decode(raw[lead : lead + length].tobytes(), type=_Header)
        start = -(-(lead + length) // _ALIGN) * _ALIGN
        if len(raw) != start + header.size + _SUM:
            raise ValueError("it was cut short")
        if summed != int.from_bytes(raw[-_SUM:].tobytes(), "little"):
            raise ValueError("its bytes are not those that were written")
    except (ValueError, msgspec.MsgspecError) as error:
        raise StorageError(f"damaged: {error}", where=str(path), hint="Make it anew.") from error
    arrays = {}
    for entry in header.entries:
        dtype = np.dtype(entry.dtype)
        first = start + entry.offset
        arrays[entry.name] = raw[first : first + entry.count * dtype.itemsize].view(dtype)
    return header.meta, arrays


def _sum(file: io.FileIO, size: int) -> int:
    """The sum of the first so many bytes, read and not mapped: that would count them as memory of each process."""
    portion, summed = memoryview(bytearray(_PORTION)), 0
    file.seek(0)
    while size > 0 and (count := file.readinto(portion[: min(size, _PORTION)])):
        summed, size = zlib.crc32(portion[:count], summed), size - count
    return summed
