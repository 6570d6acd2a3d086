"""Ways to tamper with a stored log: each changes something and says which records must be named for it.

An empty set means that some fault must be found, but not at a certain record. All keep to what a person with full
access to the database could do; none has the key.
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from sqlalchemy import Connection, text

from watchword.ledger import record, tree

SIZE = 15  # records of logs.fill, with the first
PERSONAL = (1, 2, 4, 5, 6, 14)
COMMITTED = (*PERSONAL, 3)
ROWS = "seq, time, kind, previous, personal, body"


def flip(value: bytes | str, random: Random) -> bytes | str:
    """The value with one bit of one byte flipped, or one character replaced."""
    if isinstance(value, str):
        at = random.randrange(len(value))
        return value[:at] + chr(ord(value[at]) ^ 1) + value[at + 1 :]
    if not value:
        return random.randbytes(32)
    at = random.randrange(len(value))
    return value[:at] + bytes([value[at] ^ 1 << random.randrange(8)]) + value[at + 1 :]


def set_value(db: Connection, table: str, column: str, key: tuple[str, int], value: object) -> None:
    db.execute(text(f"UPDATE {table} SET {column} = :v WHERE {key[0]} = :k"), {"v": value, "k": key[1]})


def get_value(db: Connection, table: str, column: str, key: tuple[str, int]) -> bytes | str:
    return db.execute(text(f"SELECT {column} FROM {table} WHERE {key[0]} = :k"), {"k": key[1]}).scalar_one()


def change(db: Connection, random: Random, table: str, column: str, key: tuple[str, int]) -> None:
    set_value(db, table, column, key, flip(get_value(db, table, column, key), random))


def flip_record(db: Connection, random: Random) -> set[int]:
    seq = random.randrange(SIZE)
    change(db, random, "records", random.choice(["time", "kind", "previous", "personal", "body"]), ("seq", seq))
    return {seq}


def flip_two_records(db: Connection, random: Random) -> set[int]:
    seqs = random.sample(range(SIZE), 2)
    for seq in seqs:
        change(db, random, "records", random.choice(["time", "personal", "body"]), ("seq", seq))
    return set(seqs)


def flip_leaf(db: Connection, random: Random) -> set[int]:
    seq = random.randrange(SIZE)
    change(db, random, "hashes", "hash", ("position", tree.position(0, seq)))
    return {seq}


def flip_hash(db: Connection, random: Random) -> set[int]:
    change(db, random, "hashes", "hash", ("position", random.randrange(tree.stored_count(SIZE))))
    return set()


def flip_record_and_its_hash(db: Connection, random: Random) -> set[int]:
    seq = random.randrange(SIZE)
    change(db, random, "records", "body", ("seq", seq))
    set_value(db, "hashes", "hash", ("position", tree.position(0, seq)), leaf(db, seq))
    return {seq}


def leaf(db: Connection, seq: int) -> bytes:
    row = db.execute(text(f"SELECT {ROWS} FROM records WHERE seq = :s"), {"s": seq}).one()
    return record.record_of(tuple(row)).leaf_hash


def flip_note(db: Connection, random: Random) -> set[int]:
    change(db, random, "heads", "note", ("size", random.choice(head_sizes(db))))
    return set()


def head_sizes(db: Connection) -> list[int]:
    return list(db.execute(text("SELECT size FROM heads ORDER BY size")).scalars())


def flip_personal(db: Connection, random: Random) -> set[int]:
    seq = random.choice(PERSONAL)
    change(db, random, "personal", random.choice(["salt", "data"]), ("seq", seq))
    return {seq}


def renumber_record(db: Connection, random: Random) -> set[int]:
    seq = random.randrange(SIZE)
    set_value(db, "records", "seq", ("seq", seq), random.choice([-1, SIZE, SIZE + 5, 1 << 62]))
    return {seq}


def renumber_head(db: Connection, random: Random) -> set[int]:
    size = random.choice(head_sizes(db))
    set_value(db, "heads", "size", ("size", size), random.choice([-3, 0, SIZE + 1, 1 << 62]))
    return set()


def drop_record(db: Connection, random: Random) -> set[int]:
    seq = random.randrange(SIZE)
    db.execute(text("DELETE FROM records WHERE seq = :s"), {"s": seq})
    return {seq}


def drop_some_records(db: Connection, random: Random) -> set[int]:
    first = random.randrange(SIZE - 1)
    end = random.randrange(first + 1, SIZE)
    db.execute(text("DELETE FROM records WHERE seq >= :a AND seq < :b"), {"a": first, "b": end})
    return set(range(first, end))


def drop_hash(db: Connection, random: Random) -> set[int]:
    db.execute(text("DELETE FROM hashes WHERE position = :p"), {"p": random.randrange(tree.stored_count(SIZE))})
    return set()


def drop_head(db: Connection, random: Random) -> set[int]:
    db.execute(text("DELETE FROM heads WHERE size = :s"), {"s": random.choice(head_sizes(db))})
    return set()


def drop_personal(db: Connection, random: Random) -> set[int]:
    seq = random.choice(PERSONAL)
    db.execute(text("DELETE FROM personal WHERE seq = :s"), {"s": seq})
    return {seq}


def add_personal(db: Connection, random: Random) -> set[int]:
    seq = random.choice(sorted(set(range(SIZE)) - set(PERSONAL)))
    db.execute(text("INSERT INTO personal VALUES (:s, :x, :d)"), {"s": seq, "x": random.randbytes(32), "d": b"{}"})
    return {seq}


def swap_personal(db: Connection, random: Random) -> set[int]:
    one, other = random.sample(PERSONAL, 2)
    renumber(db, "personal", {one: other, other: one})
    return {one, other}


def swap_records(db: Connection, random: Random) -> set[int]:
    one, other = random.sample(range(SIZE), 2)
    renumber(db, "records", {one: other, other: one})
    return {one, other}


def rotate_records(db: Connection, random: Random) -> set[int]:
    seqs = sorted(random.sample(range(SIZE), 3))
    renumber(db, "records", dict(zip(seqs, seqs[1:] + seqs[:1], strict=True)))
    return set(seqs)


def renumber(db: Connection, table: str, seqs: dict[int, int]) -> None:
    for old, new in seqs.items():
        set_value(db, table, "seq", ("seq", old), -1000 - new)
    for new in seqs.values():
        set_value(db, table, "seq", ("seq", -1000 - new), new)


def append_copy(db: Connection, random: Random) -> set[int]:
    copy(db, random.randrange(SIZE), SIZE)
    return {SIZE}


def copy(db: Connection, seq: int, to: int) -> None:
    db.execute(
        text("INSERT INTO records SELECT :t, time, kind, previous, personal, body FROM records WHERE seq = :s"),
        {"t": to, "s": seq},
    )


def insert_copy(db: Connection, random: Random) -> set[int]:
    """A second copy of a record in the midst, the following ones pushed back."""
    at = random.randrange(1, SIZE)
    renumber(db, "records", {seq: seq + 1 for seq in range(at, SIZE)})
    copy(db, random.choice([n for n in range(SIZE + 1) if n not in (at, at + 1)]), at)
    return {at}


def insert_forged(db: Connection, random: Random) -> set[int]:
    """A new record in the midst, chained to the one before it, the following ones pushed back."""
    at = random.randrange(1, SIZE)
    renumber(db, "records", {seq: seq + 1 for seq in range(at, SIZE)})
    row = {"s": at, "t": "2026-11-23T16:00:37.123456Z", "p": leaf(db, at - 1), "n": b"", "b": b'{"hits":0}'}
    db.execute(text("INSERT INTO records VALUES (:s, :t, 'screened', :p, :n, :b)"), row)
    return {at}


def cut_records(db: Connection, random: Random) -> set[int]:
    size = random.randrange(SIZE)
    db.execute(text("DELETE FROM records WHERE seq >= :s"), {"s": size})
    return set(range(size, SIZE))


def cut_all(db: Connection, random: Random) -> set[int]:
    """The end cut off everywhere, at a head, as if it had never been: only a head kept outside shows it."""
    size = random.choice(head_sizes(db)[:-1])
    for table, column, first in [
        ("personal", "seq", size),
        ("records", "seq", size),
        ("hashes", "position", tree.stored_count(size)),
        ("heads", "size", size + 1),
    ]:
        db.execute(text(f"DELETE FROM {table} WHERE {column} >= :s"), {"s": first})
    return {size}


def rewrite(db: Connection, random: Random) -> set[int]:
    """A record changed, and everything after it computed anew, as far as that goes without the key."""
    at = random.randrange(SIZE)
    change(db, random, "records", "time", ("seq", at))
    for seq in range(at, SIZE - 1):
        set_value(db, "records", "previous", ("seq", seq + 1), leaf(db, seq))
    for position, hashed in enumerate(tree.stored_hashes(leaf(db, seq) for seq in range(SIZE))):
        set_value(db, "hashes", "hash", ("position", position), hashed)
    return set()


MUTATIONS: list[Callable[[Connection, Random], set[int]]] = [
    flip_record,
    flip_two_records,
    flip_leaf,
    flip_hash,
    flip_record_and_its_hash,
    flip_note,
    flip_personal,
    renumber_record,
    renumber_head,
    drop_record,
    drop_some_records,
    drop_hash,
    drop_head,
    drop_personal,
    add_personal,
    swap_personal,
    swap_records,
    rotate_records,
    append_copy,
    insert_copy,
    insert_forged,
    cut_records,
    cut_all,
    rewrite,
]
