"""What files promise: whole or not at all, one writer at a time, and no more of them than are used."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest

from watchword.errors import StorageError
from watchword.store import files
from watchword.store.files import keep_newest, locked, touch, write_whole


def test_a_file_changes_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A write that fails leaves what was there."""
    path = tmp_path / "deep" / "x"
    write_whole(path, b"old")
    assert path.read_bytes() == b"old"

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StorageError, match="No space left"):
        write_whole(path, b"new")
    assert path.read_bytes() == b"old"


def test_a_lock_is_one_writers(tmp_path: Path) -> None:
    """It is told at once who comes second, and free afterwards."""
    with locked(tmp_path / "lock"), pytest.raises(StorageError, match="another process"), locked(tmp_path / "lock"):
        pass  # pragma: no cover
    with locked(tmp_path / "lock"):
        pass


def test_a_lock_may_be_waited_for(tmp_path: Path) -> None:
    """Who waits goes on as soon as the first is done, not before."""
    order: list[str] = []

    def second() -> None:
        with locked(tmp_path / "lock", wait=True):
            order.append("second")

    waiting = threading.Thread(target=second)
    with locked(tmp_path / "lock"):
        waiting.start()
        waiting.join(0.3)
        order.append("first")
    waiting.join()
    assert order == ["first", "second"]


def test_new_folders_are_on_disk_before_what_is_in_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every folder that was made is brought to disk through the one around it; one that was there is left alone."""
    synced: list[Path] = []
    monkeypatch.setattr(files, "sync_folder", synced.append)
    write_whole(tmp_path / "a" / "b" / "x", b"1")
    assert synced == [tmp_path / "a", tmp_path, tmp_path / "a" / "b"]
    synced.clear()
    write_whole(tmp_path / "a" / "b" / "y", b"1")
    assert synced == [tmp_path / "a" / "b"]


def test_only_what_was_used_last_stays(tmp_path: Path) -> None:
    """The files used last are kept, others of the suffix go, and no other file does."""
    for number, name in enumerate("abcd"):
        (tmp_path / f"{name}.index").touch()
        os.utime(tmp_path / f"{name}.index", (number, number))
    (tmp_path / "e.txt").touch()
    touch(tmp_path / "a.index")
    keep_newest(tmp_path, ".index", 2)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.index", "d.index", "e.txt"]
    keep_newest(tmp_path / "none", ".index", 2)
