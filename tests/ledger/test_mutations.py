"""Is every change of a stored or exported log found, and the right record named?"""

from __future__ import annotations

import io
from pathlib import Path
from random import Random

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import text
from tests.ledger.logs import fill, open_log
from tests.ledger.mutations import MUTATIONS, SIZE

from watchword.ledger import heads, tree
from watchword.ledger.audit import verify, verify_reading
from watchword.ledger.export import export_lines
from watchword.ledger.keys import Signer
from watchword.ledger.log import Log
from watchword.ledger.record import record_of
from watchword.ledger.verify_log import check_log, hash_leaf
from watchword.store.records import Session


@pytest.fixture
def filled(log: Log) -> Log:
    """A small log of which the database lets itself be tampered with."""
    fill(log)
    assert log.head().size == SIZE
    assert verify(log) == []
    with log.storage.engine.begin() as db:
        if db.dialect.name == "sqlite":
            for name in db.execute(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).scalars().all():
                db.execute(text(f"DROP TRIGGER {name}"))
        else:
            db.execute(text("DROP FUNCTION refuse_change CASCADE"))
            db.execute(text("ALTER TABLE personal DROP CONSTRAINT personal_seq_fkey"))
    return log


def tamper(log: Log, count: int, seed: int) -> None:
    """Change the stored log in that many ways, one at a time, each undone before the next."""
    random = Random(seed)
    outside = log.head().note
    with log.storage.engine.connect() as db:
        if db.dialect.name == "sqlite":
            db.connection.driver_connection.execute("PRAGMA foreign_keys=OFF")
        for number in range(count):
            mutation = MUTATIONS[number % len(MUTATIONS)]
            with db.begin() as transaction:
                wanted = mutation(db, random)
                faults = verify_reading(Session(db), head=outside)
                transaction.rollback()
            assert faults, (number, mutation.__name__)
            assert wanted <= {fault.record for fault in faults}, (number, mutation.__name__, faults)
    assert verify(log, head=outside) == []


def test_every_change_of_a_stored_log_is_found(filled: Log) -> None:
    """A random change of the database is found, and the records that it concerns are named."""
    tamper(filled, 240, seed=1)


@pytest.mark.slow
def test_ten_thousand_changes_of_a_stored_log_are_found(filled: Log) -> None:
    """10,000 random changes of an SQLite file, 2,000 of a PostgreSQL database: all found, all records named."""
    tamper(filled, 10_000 if filled.storage.engine.dialect.name == "sqlite" else 2_000, seed=2)


def test_a_key_that_the_old_one_did_not_sign_in_is_found(log: Log) -> None:
    """Whoever can write to the database but lacks the key can't go on with a key of his own."""
    fill(log)
    own = Signer(Ed25519PrivateKey.generate())
    with log.storage.writing() as writing:
        head = heads.read_head(writing.tip()[1])
        frontier = tree.frontier_at(SIZE, writing.hashes)
        (last,) = writing.hashes([tree.position(0, SIZE - 1)])
        for seq, kind in ((SIZE, "key-rotated"), (SIZE + 1, "screened")):
            row = (seq, head.time, kind, last, b"", msgspec.json.encode({"key": own.public.hex()}))
            last = record_of(row).leaf_hash
            writing.add_records([row])
            writing.add_hashes(tree.stored_count(seq), frontier.append(last))
        unsigned = heads.Head(head.origin, SIZE + 2, frontier.root(), head.time, SIZE)
        writing.add_note(SIZE + 2, heads.sign_head(unsigned, own.public, own.sign).note)
    assert [(fault.record, fault.code) for fault in verify(log)] == [(SIZE, "key")]


@pytest.fixture
def export(tmp_path: Path) -> tuple[list[bytes], str]:
    """The lines of a small log, and its last head."""
    log = open_log(f"sqlite:///{tmp_path / 'watchword.db'}", tmp_path / "keys")
    fill(log)
    with log.storage.reading() as reading:
        lines = list(export_lines(reading, personal=True))
    assert check_log(lines, log.head().note) == []
    return lines, log.head().note


def numbers(line: bytes) -> set[int]:
    """The number of a record's line."""
    if not line.startswith(b'{"hash"'):
        return set()
    return {msgspec.json.decode(line)["record"]["seq"]}


def changed_lines(lines: list[bytes], random: Random) -> tuple[bytes, set[int]]:
    """A changed export, and the numbers that must be named."""
    out = list(lines)
    at, other = random.sample(range(len(out)), 2)
    way = random.randrange(6)
    if way == 0:
        del out[at]
        return b"".join(out), numbers(lines[at])
    if way == 1:
        out.insert(other, out[at])
        return b"".join(out), numbers(lines[at])
    if way == 2:
        out[at], out[other] = out[other], out[at]
        return b"".join(out), set()
    if way == 3:
        out.insert(at, forged(random))
        return b"".join(out), set()
    if way == 4:
        end = random.randrange(sum(map(len, out)))
        return b"".join(out)[:end], set()
    byte = random.randrange(len(out[at]) - 1)
    bit = 1 << random.randrange(8)
    out[at] = out[at][:byte] + bytes([out[at][byte] ^ bit]) + out[at][byte + 1 :]
    return b"".join(out), numbers(lines[at])


def forged(random: Random) -> bytes:
    """A record that was never in the log, with the hash that it should have."""
    fields = {"seq": random.randrange(SIZE + 2), "time": "2026-11-23T16:00:37.123456Z", "kind": "screened"}
    line = msgspec.json.encode({**fields, "previous": random.randbytes(32).hex(), "personal": "", "body": {}})
    return b'{"hash":"%s","record":%s}\n' % (hash_leaf(line).hex().encode(), line)


def tamper_with_export(export: tuple[list[bytes], str], count: int, seed: int) -> None:
    lines, _ = export
    random = Random(seed)
    for number in range(count):
        data, wanted = changed_lines(lines, random)
        if data == b"".join(lines):
            continue
        faults = check_log(io.BytesIO(data))
        assert faults, (number, data)
        assert wanted <= {fault.record for fault in faults}, (number, wanted, faults)


def test_every_change_of_an_export_is_found(export: tuple[list[bytes], str]) -> None:
    """Any flipped bit, dropped, doubled, exchanged, added or cut line of an export is found."""
    tamper_with_export(export, 1_000, seed=3)


@pytest.mark.slow
def test_ten_thousand_changes_of_an_export_are_found(export: tuple[list[bytes], str]) -> None:
    """10,000 random changes of an exported log: all are found, all records named."""
    tamper_with_export(export, 10_000, seed=4)
