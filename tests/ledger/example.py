"""The example log of docs/record: made with a known key and known salts, so that it always comes out the same.

python tests/ledger/example.py      writes docs/record anew
"""

from __future__ import annotations

import itertools
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from watchword.ledger.export import export_lines
from watchword.ledger.keys import KeyFolder, Signer
from watchword.ledger.log import Entry, Log
from watchword.ledger.personal import Erasure, erase
from watchword.store.engine import open_store
from watchword.store.records import Records

FOLDER = Path(__file__).parents[2] / "docs" / "record"
START = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


class KnownKey(KeyFolder):
    """A folder whose first key is not secret."""

    def create(self) -> Signer:
        """The key of the example."""
        private = Ed25519PrivateKey.from_private_bytes(b"an example: this is no secret...")
        signer = Signer(private)
        pem = private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        self.folder.mkdir()
        path = self._path(signer.public, ".new")
        path.touch(mode=0o600)
        path.write_bytes(pem)
        return signer


def answer(name: str, hits: list[dict[str, object]]) -> Entry:
    """An answer, much shortened."""
    return Entry("screened", {"hits": hits, "policy": "9c1e", "snapshot": "3f2a"}, {"name": name})


def files() -> dict[str, bytes]:
    """The example's files by name."""
    salts = (bytes([number]) * 32 for number in itertools.count(1))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        engine = open_store(folder / "watchword.db")
        log = Log(Records(engine), KnownKey(folder / "keys"), salt=lambda: next(salts))
        log.begin(START)
        hit = {"listing": "us-ofac:32391", "similarity": 0.94}
        log.append_many([answer("Ann Example", []), answer("Bob Example", [hit])], time=START + timedelta(hours=1))
        log.append("comment", {"by": "carol", "on": 2, "text": "Another birth date."}, time=START + timedelta(hours=2))
        erase(log, Erasure(1, "customer asked for it", "dave"), time=START + timedelta(hours=3))
        with log.storage.reading() as reading:
            export = b"".join(export_lines(reading, personal=True))
        proof = msgspec.json.format(msgspec.json.encode(log.prove(2)), indent=1) + b"\n"
        head = log.head().note.encode()
        engine.dispose()
    return {"log.jsonl": export, "proof.json": proof, "head.txt": head}


if __name__ == "__main__":
    for file, data in files().items():
        (FOLDER / file).write_bytes(data)
