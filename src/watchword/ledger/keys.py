"""Which key signs the log, and where is it kept? Ed25519 keys, one PEM file each, readable by the owner only.

The log itself says which key is in force; here the private halves are found by their public half. A key is
written before the log names it and takes its final name after: a crash between leaves an unused file, never a
log whose key is gone. Keys are not encrypted here: the folder is to be guarded as the home directory is.
"""

from __future__ import annotations

import hashlib
import os
import stat
from pathlib import Path

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)

from watchword.errors import StorageError

_PENDING = ".new"


class Signer:
    """A private key in use. `public` is its public half, 32 bytes."""

    def __init__(self, private: Ed25519PrivateKey) -> None:
        self._private = private
        self.public = private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)

    def sign(self, data: bytes) -> bytes:
        """The Ed25519 signature over the data, 64 bytes."""
        return self._private.sign(data)


class KeyFolder:
    """The keys of one log, as files of one folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def create(self) -> Signer:
        """A new key, on disk under a pending name until `settle`. Raises StorageError."""
        private = Ed25519PrivateKey.generate()
        signer = Signer(private)
        path = self._path(signer.public, _PENDING)
        pem = private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        try:
            missing = [one for one in (self.folder, *self.folder.parents) if not one.exists()]
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            for (
                one
            ) in missing:  # without its key a log can't be continued: not even a power cut may take the folder away
                _flush_folder(one.parent)
            with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                file.write(pem)
                file.flush()
                os.fsync(file.fileno())
            _flush_folder(self.folder)
        except OSError as error:
            raise StorageError(f"can't write the key: {error.strerror or error}", where=str(path)) from error
        return signer

    def settle(self, public: bytes) -> None:
        """Give a key that the log now names its final name. Raises StorageError."""
        pending, path = self._path(public, _PENDING), self._path(public)
        try:
            pending.replace(path)
            _flush_folder(self.folder)
        except OSError as error:
            raise StorageError(f"can't keep the key: {error.strerror or error}", where=str(path)) from error

    def is_empty(self) -> bool:
        """Whether no log has ever used a key of this folder."""
        return not any(self.folder.glob("*.pem"))

    def load(self, public: bytes) -> Signer:
        """The key with that public half. Raises StorageError when it isn't here or others may read it."""
        path = self._path(public)
        if not path.exists() and self._path(public, _PENDING).exists():
            self.settle(public)
        try:
            if os.name == "posix" and stat.S_IMODE(path.stat().st_mode) & 0o077:
                raise StorageError("others may read this key", where=str(path), hint="Set its mode to 0600.")
            private = load_pem_private_key(path.read_bytes(), None)
        except OSError as error:
            hint = "The log can't be written without its key: restore it from your backup."
            raise StorageError(f"can't read the key: {error.strerror or error}", where=str(path), hint=hint) from error
        except (ValueError, TypeError, UnsupportedAlgorithm) as error:
            raise StorageError(f"this is no private key: {error}", where=str(path)) from error
        if not isinstance(private, Ed25519PrivateKey) or Signer(private).public != public:
            raise StorageError("this is another key than the log names", where=str(path))
        return Signer(private)

    def _path(self, public: bytes, suffix: str = "") -> Path:
        return self.folder / f"{hashlib.sha256(public).hexdigest()[:16]}.pem{suffix}"


def _flush_folder(folder: Path) -> None:
    """Make the folder's entries durable, where the platform can."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
