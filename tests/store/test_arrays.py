"""What the array file promises: it opens as it was written, or is refused."""

from __future__ import annotations

import numpy as np
import pytest

from watchword.errors import StorageError
from watchword.store.arrays import open_arrays, write_arrays

_ARRAYS = {
    "a": np.arange(5, dtype=np.int32),
    "none": np.zeros(0, dtype=np.int64),
    "text": np.frombuffer(b"xyz", np.uint8),
}


def test_arrays_come_back_as_written(tmp_path):
    """Facts, types and values survive; arrays are read-only views of the file."""
    write_arrays(tmp_path / "deep" / "x.index", {"k": "v"}, _ARRAYS)
    meta, arrays = open_arrays(tmp_path / "deep" / "x.index")
    assert meta == {"k": "v"}
    for name, array in _ARRAYS.items():
        assert arrays[name].dtype == array.dtype
        assert arrays[name].tolist() == array.tolist()
        assert not arrays[name].flags.writeable


def test_equal_arrays_give_equal_bytes(tmp_path):
    """Writing is deterministic."""
    for name in ("x", "y"):
        write_arrays(tmp_path / name, {"k": "v"}, _ARRAYS)
    assert (tmp_path / "x").read_bytes() == (tmp_path / "y").read_bytes()


@pytest.mark.parametrize("damage", [lambda b: b[:-1], lambda b: b"X" + b[1:], lambda b: b[:30], lambda b: b""])
def test_a_damaged_file_is_refused(tmp_path, damage):
    """Cut short, another kind, or empty: StorageError naming the file."""
    path = tmp_path / "x.index"
    write_arrays(path, {}, _ARRAYS)
    path.write_bytes(damage(path.read_bytes()))
    with pytest.raises(StorageError) as caught:
        open_arrays(path)
    assert str(path) in caught.value.where


@pytest.mark.parametrize("portion", [64, 1 << 20])
def test_every_byte_is_looked_at(tmp_path, monkeypatch, portion):
    """A single bit that is another one, wherever in the file, is refused."""
    monkeypatch.setattr("watchword.store.arrays._PORTION", portion)
    path = tmp_path / "x.index"
    write_arrays(path, {"k": "v"}, _ARRAYS)
    written = path.read_bytes()
    for at in range(len(written)):
        path.write_bytes(written[:at] + bytes([written[at] ^ 1 << at % 8]) + written[at + 1 :])
        with pytest.raises(StorageError):
            open_arrays(path)


def test_a_folder_that_cannot_be_written_is_a_storage_error(tmp_path):
    """Nothing is left behind when writing fails."""
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    with pytest.raises(StorageError):
        write_arrays(blocked / "x.index", {}, _ARRAYS)
