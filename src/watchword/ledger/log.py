"""What happened, in which order? An append-only log: each record sealed by the next, all by a signed tree.

One change is one transaction and one signed head; nothing is given back before it is durable, and any failure
raises StorageError instead. The log knows no field of screening: what a record says is decided upstairs.
"""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec

from watchword.errors import InputError, NotFoundError, StorageError, UsageError
from watchword.ledger import heads, record, tree
from watchword.ledger.heads import Head
from watchword.ledger.keys import KeyFolder, Signer
from watchword.ledger.record import Body, Receipt, Record
from watchword.ledger.storage import Reading, Storage, Writing

_Pending = tuple[str, bytes, bytes, bytes, tuple[tuple[str, str], ...]]  # kind, body, salt, personal part, subjects
_CHECK = "Nothing more is written to it. Run `watchword log verify`."


class Entry(msgspec.Struct, frozen=True):
    """Something to be recorded: its kind, its body, and a personal part that can be erased later.

    `subjects` are whom it is about, each with the token that stands for it in the body (see `Change.token`); they
    are kept beside the log and go with the personal part, without which none may be given.
    """

    kind: str
    body: Body
    personal: Body | None = None
    subjects: tuple[tuple[str, str], ...] = ()


class Proof(msgspec.Struct, frozen=True):
    """One record with all that is needed to check it: the sealed line, its path to the root, the signed head.

    `path` is the RFC 9162 inclusion path from leaf `seq`, in hex; `key` the public key that signed the head.
    """

    seq: int
    record: str
    path: tuple[str, ...]
    head: str
    key: str


@dataclass(frozen=True, slots=True)
class _Tip:
    """Where the log stands: its last head, the tree as it grew to it, the last leaf, the key in force."""

    head: Head
    frontier: tree.Frontier
    last: bytes
    signer: Signer

    def grown(self) -> tree.Frontier:
        """A copy of the tree, to grow."""
        return tree.Frontier(self.frontier.size, self.frontier.peaks)


class View:
    """The log at one moment, for reading."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading

    @property
    def reading(self) -> Reading:
        """The store's view or transaction, for tables that are kept beside the log."""
        return self._reading

    @property
    def head(self) -> Head | None:
        """The last signed head; None while the log is not yet opened."""
        note = self._reading.tip()[1]
        return heads.read_head(note) if note else None

    def records(self, first: int = 0, end: int | None = None, kinds: Sequence[str] = ()) -> Iterator[Record]:
        """Records from `first` to `end` (excluded), of these kinds only when any are given, in order."""
        return (record.record_of(row) for row in self._reading.records(first, end, kinds))

    def record(self, seq: int) -> Record:
        """Record number `seq`. Raises NotFoundError."""
        for row in self._reading.records(seq, seq + 1, ()):
            return record.record_of(row)
        raise NotFoundError(f"there is no record number {seq}", where="seq")

    def personal(self, seq: int) -> dict[str, Any] | None:
        """The personal part of a record; None when it never had one or it was erased."""
        found = self._reading.personal(seq)
        return None if found is None else msgspec.json.decode(found[1], type=dict[str, Any])

    def personal_bytes(self, seq: int) -> bytes | None:
        """The same as the canonical JSON that the record is committed to."""
        found = self._reading.personal(seq)
        return None if found is None else found[1]

    def personal_before(self, time: datetime) -> Iterator[int]:
        """Numbers of the records before that time whose personal part is still there."""
        return self._reading.personal_before(record.stamp(time))


class Change(View):
    """One transaction: what is appended in it becomes durable together, and its receipts are set at its end.

    What it reads can't change until it ends, so a rule that is checked in it holds when its records are in.
    """

    def __init__(self, writing: Writing, time: datetime, salt: Callable[[], bytes]) -> None:
        super().__init__(writing)
        self._writing = writing
        self._salt = salt
        self.time = record.stamp(time)
        self.pending: list[_Pending] = []
        self._tokens: dict[str, str] = {}
        self.receipts: list[Receipt] = []

    @property
    def writing(self) -> Writing:
        """The store's transaction, for tables that are kept beside the log."""
        return self._writing

    @property
    def next_seq(self) -> int:
        """The number that the next record appended will have."""
        return self._writing.tip()[0] + len(self.pending)

    def salt(self) -> bytes:
        """32 random bytes."""
        return self._salt()

    def token(self, subject: str) -> str:
        """The random number (16 hex digits) that stands for a subject in bodies: the same for as long as a record
        about it has its personal part. Afterwards nobody can tell whom it stood for."""
        known = self._tokens.get(subject) or self._writing.token_of(subject)
        return self._tokens.setdefault(subject, known or self._salt()[:8].hex())

    def append(self, entry: Entry) -> None:
        """Add a record. Raises UsageError for a reserved kind or a body that is no JSON object."""
        self._add(entry, reserved=False)

    def erase(self, seq: int, entry: Entry) -> None:
        """Remove a record's personal part and record that. Raises NotFoundError when there is none."""
        if not self._writing.erase_personal(seq):
            raise NotFoundError(f"record {seq} has no personal part", where="seq")
        self._add(entry, reserved=True)

    def append_reserved(self, entry: Entry) -> None:
        """Add a record of a kind that only the ledger itself writes."""
        self._add(entry, reserved=True)

    def _add(self, entry: Entry, *, reserved: bool) -> None:
        kind = record.check_kind(entry.kind, reserved=reserved)
        salt = data = b""
        if entry.personal is not None:
            salt, data = self._salt(), record.canonical(entry.personal)
        elif entry.subjects:
            raise UsageError("only a record with a personal part can be about somebody", where="subjects")
        self.pending.append((kind, record.canonical(entry.body), salt, data, entry.subjects))


class Log:
    """One log in one store, written by any number of threads and processes, one change at a time."""

    def __init__(
        self,
        storage: Storage,
        keys: KeyFolder,
        *,
        salt: Callable[[], bytes] = lambda: secrets.token_bytes(32),
    ) -> None:
        self._storage = storage
        self._keys = keys
        self._salt = salt
        self._lock = threading.Lock()
        self._tip: _Tip | None = None

    @property
    def storage(self) -> Storage:
        """Where it is kept."""
        return self._storage

    def begin(self, time: datetime) -> None:
        """Open the log if it is new: a first key, and a first record that names it.

        Raises StorageError when keys of an earlier log are here: then that log was lost, and going on with an
        empty one would hide it.
        """
        with self._lock, self._storage.writing() as writing:
            if writing.tip()[0]:
                return
            if not self._keys.is_empty():
                raise StorageError(
                    "the log is empty, but keys of an earlier log are here",
                    where=str(self._keys.folder),
                    hint="Restore the database that belongs to them.",
                )
            signer = self._keys.create()
            origin = heads.origin_of(signer.public)
            change = Change(writing, time, self._salt)
            change.append_reserved(Entry(record.OPENED, {"key": signer.public.hex(), "origin": origin, "version": 1}))
            nothing = Head(origin, 0, tree.EMPTY, change.time, 0)
            self._seal(writing, _Tip(nothing, tree.Frontier(), record.FIRST, signer), change)
        self._keys.settle(signer.public)

    def append(self, kind: str, body: Body, *, time: datetime, personal: Body | None = None) -> Receipt:
        """Add one record and wait until it is durable. `body` is a JSON object, a struct, or its JSON bytes.

        Raises UsageError for what can't be recorded, StorageError when it could not be made durable.
        """
        return self.append_many([Entry(kind, body, personal)], time=time)[0]

    def append_many(self, entries: Iterable[Entry], *, time: datetime) -> list[Receipt]:
        """Add records together, in their order, in one transaction: all of them are durable or none is."""
        with self.change(time) as change:
            for entry in entries:
                change.append(entry)
        return change.receipts

    @contextmanager
    def change(self, time: datetime) -> Iterator[Change]:
        """A transaction to read, check and append in; its `receipts` are there once the block has ended."""
        with self._lock:
            with self._storage.writing() as writing:
                tip = self._current(writing)
                change = Change(writing, time, self._salt)
                yield change
                if change.pending:
                    tip = self._seal(writing, tip, change)
            self._tip = tip

    def rotate_key(self, reason: str, *, time: datetime) -> Receipt:
        """Sign from now on with a new key. The record that names it stands under a head of the old key."""
        with self._lock:
            with self._storage.writing() as writing:
                tip = self._current(writing)
                signer = self._keys.create()
                change = Change(writing, time, self._salt)
                body = {"key": signer.public.hex(), "reason": reason}
                change.append_reserved(Entry(record.ROTATED, body))
                self._seal(writing, tip, change)
            self._tip = None
            self._keys.settle(signer.public)
        return change.receipts[0]

    @contextmanager
    def read(self) -> Iterator[View]:
        """The log as it is now; it doesn't change for as long as the block lasts."""
        with self._storage.reading() as reading:
            yield View(reading)

    def head(self) -> Head:
        """The last signed head. Raises NotFoundError while the log is not yet opened."""
        with self.read() as view:
            head = view.head
        if head is None:
            raise NotFoundError("the log is not yet opened", where="log")
        return head

    def prove(self, seq: int) -> Proof:
        """The proof of one record under the last signed head. Raises NotFoundError."""
        with self._storage.reading() as reading:
            found = View(reading).record(seq)
            head = heads.read_head(reading.tip()[1])
            path = tree.inclusion_path(seq, head.size, reading.hashes)
            key = _key_of_head(reading, head.size)
        return Proof(seq, found.line.decode(), tuple(h.hex() for h in path), head.note, key.hex())

    def prove_growth(self, old: int, new: int) -> list[bytes]:
        """The proof that the log with `new` records only adds to that with `old`, 0 < old <= new.

        Raises UsageError for other sizes, NotFoundError for a size that the log does not yet have.
        """
        with self._storage.reading() as reading:
            if new > reading.tip()[0]:
                raise NotFoundError(f"the log has no {new} records", where="new")
            try:
                return tree.consistency_path(old, new, reading.hashes)
            except ValueError as error:
                raise UsageError(str(error), where="old") from error

    def _current(self, writing: Writing) -> _Tip:
        """The tip of the log, read again when another writer has moved it. StorageError for a bad one."""
        note = writing.tip()[1]
        known = self._tip
        if known is not None and known.head.note == note:
            return known
        if not note:
            raise StorageError("the log is not yet opened", where="log")
        try:
            head = heads.read_head(note)
        except InputError as error:
            raise StorageError(f"the log is damaged: {error.message}", where="log", hint=_CHECK) from error
        if known is not None and (
            head.size <= known.head.size or writing.hashes([_leaf(known.head.size - 1)]) != [known.last]
        ):
            raise StorageError("the log has lost records", where=f"record {head.size}", hint=_CHECK)
        return self._load_tip(writing, head)

    def _load_tip(self, writing: Writing, head: Head) -> _Tip:
        """The tip under the last head, if head, tree and last record agree and nothing lies beyond them."""
        frontier = tree.frontier_at(head.size, writing.hashes)
        (last,) = writing.hashes([_leaf(head.size - 1)])
        leaves = [record.record_of(row).leaf_hash for row in writing.records(head.size - 1, None, ())]
        signed = head.is_signed_by(_key_of_head(writing, head.size))
        if not signed or frontier.root() != head.root or leaves != [last]:
            raise StorageError("the end of the log was changed", where=f"record {head.size - 1}", hint=_CHECK)
        return _Tip(head, frontier, last, self._keys.load(_key(writing)))

    def _seal(self, writing: Writing, tip: _Tip, change: Change) -> _Tip:
        """Write the pending records with their hashes and a signed head. Returns the new tip."""
        frontier, last = tip.grown(), tip.last
        first, hashed = frontier.size, tree.stored_count(frontier.size)
        rows, hashes, personal, subjects, leaves = [], [], [], [], []
        for kind, body, salt, data, about in change.pending:
            seq = frontier.size
            promise = record.commitment(salt, data) if data else b""
            rows.append((seq, change.time, kind, last, promise, body))
            last = record.record_of(rows[-1]).leaf_hash
            leaves.append(last)
            hashes += frontier.append(last)
            if data:
                personal.append((seq, salt, data))
                subjects += [(seq, subject, token) for subject, token in dict(about).items()]
        unsigned = Head(tip.head.origin, frontier.size, frontier.root(), change.time, tip.head.size)
        head = heads.sign_head(unsigned, tip.signer.public, tip.signer.sign)
        writing.add_records(rows)
        writing.add_hashes(hashed, hashes)
        writing.add_personal(personal)
        writing.add_subjects(subjects)
        writing.add_note(head.size, head.note)
        root, note = head.root.hex(), head.note
        change.receipts = [
            Receipt(first + at, entry[0], change.time, leaf.hex(), head.size, root, note)
            for at, (entry, leaf) in enumerate(zip(change.pending, leaves, strict=True))
        ]
        return _Tip(head, frontier, last, tip.signer)


def _leaf(seq: int) -> int:
    """The position of a record's leaf hash."""
    return tree.position(0, seq)


def _key(reading: Reading, end: int | None = None) -> bytes:
    """The public key that is in force after the records before `end`."""
    row = reading.last_of((record.OPENED, record.ROTATED), end)
    if row is None:
        raise StorageError("the log names no key", where="record 0", hint=_CHECK)
    return bytes.fromhex(record.record_of(row).read(dict[str, Any])["key"])


def _key_of_head(reading: Reading, size: int) -> bytes:
    """The public key that signs the head of that size. A rotation, alone under its head, counts from the next."""
    return _key(reading, max(1, size - 1))
