"""How are many arrays kept in one file that opens at once? Header, then raw arrays, memory-mapped.

Readers share the pages between processes; nothing is parsed or copied on opening. It is no database: a
file is written whole, and never changed.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

import msgspec
import numpy as np

from watchword.errors import StorageError

_MAGIC = b"WATCHWORD-ARRAYS-1\n"
_ALIGN = 64


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
    start = -(-(len(_MAGIC) + 8 + len(header)) // _ALIGN) * _ALIGN
    temporary = ""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, suffix=".part", delete=False) as file:
            temporary = file.name
            file.write(_MAGIC + len(header).to_bytes(8, "little") + header)
            for entry, array in zip(entries, arrays.values(), strict=True):
                file.seek(start + entry.offset)
                file.write(np.ascontiguousarray(array).astype(entry.dtype, copy=False).tobytes())
            file.truncate(start + offset)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).replace(path)
        temporary = ""
    except OSError as error:
        raise StorageError(f"can't write it: {error.strerror or error}", where=str(path)) from error
    finally:
        if temporary:  # stopped half-way, by an error or by Ctrl-C
            Path(temporary).unlink(missing_ok=True)


def open_arrays(path: Path) -> tuple[dict[str, str], dict[str, np.ndarray]]:
    """The facts and the read-only, memory-mapped arrays of a file.

    Raises StorageError when it is missing, no such file, or not as long as its header says.
    """
    try:
        raw = np.asarray(np.memmap(path, dtype=np.uint8, mode="r"))  # plain arrays are cut in a third of the time
    except (OSError, ValueError) as error:
        raise StorageError(f"can't read it: {error}", where=str(path)) from error
    lead = len(_MAGIC) + 8
    try:
        if raw[: len(_MAGIC)].tobytes() != _MAGIC:
            raise ValueError("it is not an index of this version")
        length = int.from_bytes(raw[len(_MAGIC) : lead].tobytes(), "little")
        header = msgspec.json.decode(raw[lead : lead + length].tobytes(), type=_Header)
        start = -(-(lead + length) // _ALIGN) * _ALIGN
        if len(raw) != start + header.size:
            raise ValueError("it was cut short")
    except (ValueError, msgspec.MsgspecError) as error:
        raise StorageError(f"damaged: {error}", where=str(path)) from error
    arrays = {}
    for entry in header.entries:
        dtype = np.dtype(entry.dtype)
        first = start + entry.offset
        arrays[entry.name] = raw[first : first + entry.count * dtype.itemsize].view(dtype)
    return header.meta, arrays
