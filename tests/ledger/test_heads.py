"""Does a signed head say what it should, in every form in which it goes outside?"""

from __future__ import annotations

import base64
import contextlib
import hashlib
import json
from pathlib import Path

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from watchword.errors import InputError, StorageError
from watchword.ledger import heads, verify_log
from watchword.ledger.heads import Head
from watchword.ledger.keys import Signer

SIGNER = Signer(Ed25519PrivateKey.from_private_bytes(bytes(range(32))))
HEAD = heads.sign_head(
    Head(heads.origin_of(SIGNER.public), 7, bytes(range(32)), "2026-11-23T16:00:37.123456Z", 5),
    SIGNER.public,
    SIGNER.sign,
)


def test_a_note_follows_the_published_format() -> None:
    """Origin, size, root; an empty line; the em dash, the name, the key's hash and the signature (C2SP)."""
    text, _, signatures = HEAD.note.partition("\n\n")
    origin, size, root, *extensions = text.split("\n")
    assert (origin, size, base64.b64decode(root)) == (HEAD.origin, "7", HEAD.root)
    assert extensions == ["time 2026-11-23T16:00:37.123456Z", "after 5"]
    dash, name, blob = signatures.rstrip("\n").split(" ")
    assert (dash, name) == ("\u2014", origin)
    key = hashlib.sha256(name.encode() + b"\n\x01" + SIGNER.public).digest()[:4]
    assert base64.b64decode(blob)[:4] == key
    public = Ed25519PrivateKey.from_private_bytes(bytes(range(32))).public_key()
    public.verify(base64.b64decode(blob)[4:], (text + "\n").encode())


def test_a_note_is_read_as_it_was_written() -> None:
    """Reading a note gives the same head, for the writer and for the verifier."""
    assert heads.read_head(HEAD.note) == HEAD
    assert HEAD.is_signed_by(SIGNER.public)
    note = verify_log.read_note(HEAD.note)
    assert note is not None
    assert (note.size, note.root, note.after) == (7, HEAD.root, 5)
    assert verify_log.is_signed(note, SIGNER.public)


@given(st.integers(0, len(HEAD.note) - 1), st.characters(codec="utf-8"))
def test_no_character_of_a_note_can_be_changed(at: int, character: str) -> None:
    """With any one character exchanged it is no head, or it isn't signed."""
    note = HEAD.note[:at] + character + HEAD.note[at + 1 :]
    if note == HEAD.note:
        return
    read = verify_log.read_note(note)
    assert read is None or not verify_log.is_signed(read, SIGNER.public)
    with contextlib.suppress(InputError):
        assert not heads.read_head(note).is_signed_by(SIGNER.public)


def test_another_key_did_not_sign_it() -> None:
    """A head is signed by its key only."""
    other = Signer(Ed25519PrivateKey.generate())
    assert not HEAD.is_signed_by(other.public)
    forged = msgspec.structs.replace(HEAD, key=heads.key_hash(HEAD.origin, other.public))
    assert not forged.is_signed_by(other.public)


def test_a_head_for_a_webhook() -> None:
    """The JSON has the head's parts and the note, which is what is signed."""
    sent = json.loads(heads.head_as_json(HEAD))
    assert sent["note"] == HEAD.note
    assert (sent["origin"], sent["size"], sent["root"]) == (HEAD.origin, 7, HEAD.root.hex())


def test_a_head_for_a_mail() -> None:
    """The text ends with the note, which a reader can take out as it is."""
    text = heads.head_as_mail(HEAD)
    assert text.endswith(HEAD.note)
    assert heads.read_head(text[text.index(HEAD.origin, text.index("\n\n")) :]) == HEAD


def test_a_head_in_a_file(tmp_path: Path) -> None:
    """The file holds the note; where it can't be written, that is a StorageError and nothing is left."""
    heads.write_head(HEAD, tmp_path / "head")
    assert heads.read_head((tmp_path / "head").read_text()) == HEAD
    with pytest.raises(StorageError):
        heads.write_head(HEAD, tmp_path / "missing" / "head")
    (tmp_path / "folder").mkdir()
    with pytest.raises(StorageError):
        heads.write_head(HEAD, tmp_path / "folder")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["folder", "head"]


@pytest.mark.parametrize("note", ["", "x", HEAD.text, HEAD.note + "\n", HEAD.note.replace("7", "07", 1)])
def test_what_is_no_head(note: str) -> None:
    """Anything else is an InputError."""
    with pytest.raises(InputError):
        heads.read_head(note)
