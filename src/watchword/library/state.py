"""What is one state of a list? The files that were published on one day, whole, in one file named by day and digest.

A state is written once and never changed. Which states make a list's history is `shelf`.
"""

from __future__ import annotations

import lzma
import re
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

import msgspec

from watchword.errors import StorageError
from watchword.library.delta import Steps
from watchword.lists.source import SourceFile
from watchword.model import Publication

SUFFIX = ".state"
_MAGIC = b"WATCHWORD-STATE-1\n"
_NAME = re.compile(r"(\d{4}-\d\d-\d\d)\.(\d{8}T\d{6})\.([0-9a-f]{16})")
_PRESET = 2  # of xz: a quarter of the time of its default, for a tenth more bytes


class State(msgspec.Struct, frozen=True, order=True):
    """One state, as its file's name tells it; states sort from the oldest to the newest.

    It stood from `day` (ISO date: published, else retrieved). `retrieved` is YYYYMMDDTHHMMSS in UTC, zeros where the
    time is unknown. `digest` is the beginning of the publication's SHA-256.
    """

    day: str
    retrieved: str
    digest: str

    @property
    def name(self) -> str:
        """The name of its file, without suffix."""
        return f"{self.day}.{self.retrieved}.{self.digest}"


class KeptFile(msgspec.Struct, frozen=True):
    """One published file: the name it came under, its bytes' SHA-256 and their number."""

    name: str
    sha256: str
    size: int


class Header(msgspec.Struct, frozen=True):
    """The first line of a state's file.

    `base` names the state whose pieces are cited ("" for none), `depth` how many such steps lead to a whole one;
    `body` is the SHA-256 of the packed rest.
    """

    publication: Publication
    files: tuple[KeptFile, ...]
    notes: tuple[str, ...]
    base: str
    depth: int
    body: str


def state_named(name: str) -> State | None:
    """The state of a file's name without suffix; None for another sort of name."""
    match = _NAME.fullmatch(name)
    return State(*match.groups()) if match else None


def kept_file(file: SourceFile) -> KeptFile:
    """What is noted of a file beside its bytes."""
    return KeptFile(file.name, sha256(file.data).hexdigest(), len(file.data))


def encode(header: Header, steps: Sequence[Steps]) -> bytes:
    """The content of a state's file: for each of its files the steps that make it (`header.body` is set here)."""
    body = lzma.compress(msgspec.msgpack.encode(steps), preset=_PRESET)
    header = msgspec.structs.replace(header, body=sha256(body).hexdigest())
    return _MAGIC + msgspec.json.encode(header, order="deterministic") + b"\n" + body


def read_header(path: Path) -> Header:
    """The first line of a state's file. Raises StorageError when it can't be read or is damaged."""
    return _read(path, whole=False)[0]


def read_steps(path: Path) -> tuple[Header, list[Steps]]:
    """A state's file: its first line, and for each of its files the steps. Raises StorageError as `read_header`."""
    header, body = _read(path, whole=True)
    if sha256(body).hexdigest() != header.body:
        raise StorageError("this state of a list is damaged", where=str(path), hint="Restore it from a backup.")
    return header, msgspec.msgpack.decode(lzma.decompress(body), type=list[Steps])


def joined(file: KeptFile, pieces: Sequence[bytes], where: str) -> SourceFile:
    """A file put together again. Raises StorageError when it is not the one that was kept."""
    data = b"".join(pieces)
    if sha256(data).hexdigest() != file.sha256:
        raise StorageError(f"{file.name} is not the file that was kept", where=where, hint="Restore it from a backup.")
    return SourceFile(file.name, data)


def _read(path: Path, *, whole: bool) -> tuple[Header, bytes]:
    try:
        with path.open("rb") as file:
            magic, line = file.readline(len(_MAGIC)), file.readline()
            if magic != _MAGIC:
                raise StorageError("not a state of a list of this version", where=str(path))
            return msgspec.json.decode(line, type=Header), file.read() if whole else b""
    except OSError as error:
        raise StorageError(f"can't read it: {error.strerror or error}", where=str(path)) from error
    except msgspec.MsgspecError as error:
        raise StorageError(f"damaged: {error}", where=str(path), hint="Restore it from a backup.") from error
