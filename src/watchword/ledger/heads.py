"""What does a signed head say, and how is it carried outside? Checkpoints in the signed-note format.

A head states a log's size and root at a time. Its text follows C2SP tlog-checkpoint and signed-note, which
the witnesses of other transparency logs read too. Nothing is sent from here: a door does that.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import os
import re
import tempfile
from collections.abc import Callable
from pathlib import Path

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from watchword.errors import InputError, StorageError

_ED25519 = b"\x01"
_NOTE = re.compile(
    r"(?P<text>(?P<origin>[!-*,-~]+)\n(?P<size>0|[1-9][0-9]{0,17})\n(?P<root>[A-Za-z0-9+/]{43}=)\n"
    r"time (?P<time>[0-9T:.Z-]{27})\nafter (?P<after>0|[1-9][0-9]{0,17})\n)"
    r"\n— (?P<name>[!-*,-~]+) (?P<signature>[A-Za-z0-9+/]{91}=)\n"
)


class Head(msgspec.Struct, frozen=True):
    """A signed statement: at `time` the log `origin` had `size` records under `root`.

    `after` is the size of the head before it (0 for the first), so that no head can be left out unseen.
    `key` is the first 4 bytes of the signing key's hash, `signature` Ed25519 over `text`.
    """

    origin: str
    size: int
    root: bytes
    time: str
    after: int
    key: bytes = b""
    signature: bytes = b""

    @property
    def text(self) -> str:
        """The signed lines: origin, size, root in Base64, then time and `after` as extension lines."""
        root = base64.b64encode(self.root).decode()
        return f"{self.origin}\n{self.size}\n{root}\ntime {self.time}\nafter {self.after}\n"

    @property
    def note(self) -> str:
        """The signed note: the text, an empty line, the signature line."""
        return f"{self.text}\n— {self.origin} {base64.b64encode(self.key + self.signature).decode()}\n"

    def is_signed_by(self, public: bytes) -> bool:
        """Whether the key of these 32 bytes signed it."""
        if self.key != key_hash(self.origin, public):
            return False
        try:
            Ed25519PublicKey.from_public_bytes(public).verify(self.signature, self.text.encode())
        except InvalidSignature:
            return False
        return True


def origin_of(first_key: bytes) -> str:
    """The name of the log whose first public key this is; it stays when the key is rotated."""
    return f"watchword-log/{hashlib.sha256(first_key).hexdigest()[:16]}"


def key_hash(origin: str, public: bytes) -> bytes:
    """The 4 bytes by which a note tells which key signed it (C2SP signed-note)."""
    return hashlib.sha256(origin.encode() + b"\n" + _ED25519 + public).digest()[:4]


def sign_head(head: Head, public: bytes, sign: Callable[[bytes], bytes]) -> Head:
    """The head with the signature of the key whose public half is given."""
    signature = sign(head.text.encode())
    return msgspec.structs.replace(head, key=key_hash(head.origin, public), signature=signature)


def read_head(note: str) -> Head:
    """The head of a signed note; its signature is not yet checked. Raises InputError for any other text."""
    found = _NOTE.fullmatch(note)
    if not found:
        raise InputError("this is no signed head of a log", where="head")
    try:
        root = base64.b64decode(found["root"], validate=True)
        signature = base64.b64decode(found["signature"], validate=True)
    except binascii.Error as error:
        raise InputError(f"this head is damaged: {error}", where="head") from error
    head = Head(
        found["origin"],
        int(found["size"]),
        root,
        found["time"],
        int(found["after"]),
        signature[:4],
        signature[4:],
    )
    if head.note != note:
        raise InputError("this head was not written by a log of this kind", where="head")
    return head


def head_as_json(head: Head) -> bytes:
    """The head for a webhook: its parts, and the note that alone is signed."""
    parts = {"origin": head.origin, "size": head.size, "root": head.root.hex(), "time": head.time}
    return msgspec.json.encode({**parts, "note": head.note})


def head_as_mail(head: Head) -> str:
    """The head as plain text for an e-mail: two sentences for the keeper, then the note."""
    return (
        f"On {head.time} the log {head.origin} had {head.size} records.\n"
        "Please keep the lines below as they are. With them, anybody can show later whether a\n"
        "record that was in the log at this time has been changed or removed.\n\n"
        f"{head.note}"
    )


def write_head(head: Head, path: Path) -> None:
    """Write the note to a file; it appears whole or not at all. Raises StorageError when it can't be."""
    temporary = ""
    try:
        with tempfile.NamedTemporaryFile("wb", dir=path.parent, suffix=".part", delete=False) as file:
            temporary = file.name
            file.write(head.note.encode())
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).replace(path)
    except OSError as error:
        Path(temporary).unlink(missing_ok=True) if temporary else None
        raise StorageError(f"can't write it: {error.strerror or error}", where=str(path)) from error
