"""Who are our customers, and what changed since the last file? A file becomes the book: added, changed, gone.

The file is read whole before the book is touched, and the book changes in one step or not at all. Nobody is screened
here: `running` does that.
"""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO

import msgspec

from watchword.batch.chunks import PassedOver
from watchword.batch.reading import rows_of
from watchword.batch.run import open_customers
from watchword.cases.answers import customer_digest
from watchword.errors import InputError, UsageError
from watchword.ledger.log import Change, Entry, Log
from watchword.model import Party
from watchword.monitoring.opening import book_of
from watchword.screen import check
from watchword.store.book import Book

IMPORTED = "customers-imported"
_BLOCK = 1000
_TOLD = 20  # rows set aside that are told of one by one
_FEW = 20  # customers whose going needs no --accept-shrunken, however small the book is

Watch = Callable[[int, int], None]  # position, total


class Aside(msgspec.Struct, frozen=True):
    """A row that can't be a customer, and why."""

    row: int
    field: str
    reason: str


class Imported(msgspec.Struct, frozen=True):
    """What an import did to the book; also the body of its record. `kept` were missing in a file that is not whole."""

    number: int
    file: str  # SHA-256 of the file's bytes
    customers: int  # in the book after it
    added: int
    changed: int
    unchanged: int
    gone: int
    returned: int
    kept: int
    set_aside: int
    by: str = ""  # a person of the register, or os:NAME
    accept_shrunken: bool = False


class Outcome(msgspec.Struct, frozen=True):
    """An import with the first rows that were set aside, and the number of its record."""

    imported: Imported
    aside: tuple[Aside, ...]
    seq: int


class Wish(msgspec.Struct, frozen=True):
    """How a file is taken: `part` holds only some customers, so nobody is gone; otherwise a file that lacks more than
    the share `max_loss` of the book is refused unless `accept_shrunken`. `by` is whoever brings it."""

    part: bool = False
    max_loss: float = 0.10
    accept_shrunken: bool = False
    by: str = ""


@dataclass(slots=True)
class _Tally:
    added: int = 0
    changed: int = 0
    unchanged: int = 0
    returned: int = 0


class _Staged(msgspec.Struct, frozen=True, array_like=True):
    own_id: str
    digest: bytes
    party: bytes


def take(path: Path, map_file: Path | None, wish: Wish, log: Log, time: datetime, watch: Watch) -> Outcome:
    """Take a customer file into the book.

    Raises InputError or UsageError for a file that can't be read or is changed meanwhile, and for one that lacks too many
    customers.
    """
    with tempfile.TemporaryFile() as stage:
        reading = _Reading(path, map_file)
        written = path.stat()
        for block in reading.blocks(watch):
            data = msgspec.msgpack.encode(block)
            stage.write(len(data).to_bytes(4, "little") + data)
        stage.seek(0)
        with path.open("rb") as whole:
            file = hashlib.file_digest(whole, "sha256").hexdigest()
        now = path.stat()
        if (now.st_ino, now.st_size, now.st_mtime_ns) != (written.st_ino, written.st_size, written.st_mtime_ns):
            raise InputError("it was changed while it was read", where=str(path), hint="Import it again.")
        with log.change(time) as change:
            imported = _merge(stage, file, len(reading.aside), wish, change)
    return Outcome(imported, tuple(reading.aside[:_TOLD]), change.receipts[-1].seq)


class _Reading:
    """Reads a file's customers, each once, and sets aside what can't be one."""

    def __init__(self, path: Path, map_file: Path | None) -> None:
        self._source, self._columns = open_customers(path, map_file)
        if self._source.form != "ftm" and not self._columns.id:
            raise UsageError("no column of customers' own ids is known", where="columns",
                             hint=f"Name it with --map. Columns: {', '.join(self._source.headers)}.")  # fmt: skip
        self._encoder = msgspec.msgpack.Encoder()
        self.aside: list[Aside] = []

    def blocks(self, watch: Watch) -> Iterator[list[_Staged]]:
        source = self._source
        rows = rows_of(source.form, source.headers, source.delimiter, self._columns)
        seen: set[bytes] = set()  # digests of ids: a million take some 100 MB
        for chunk in source.chunks(self._columns):
            block = []
            for row, raw in enumerate(rows.raws(chunk.data), start=chunk.first):
                try:
                    party = rows.party(raw)
                    if isinstance(party, PassedOver):
                        continue
                    self._check(party, seen)
                except InputError as error:
                    self.aside.append(Aside(row, error.where or "row", error.message))
                    continue
                block.append(self._staged(party))
            watch(chunk.position, source.total)
            yield block

    def _check(self, party: Party, seen: set[bytes]) -> None:
        if not party.id:
            raise InputError("a customer needs an id of its own", where="id")
        mark = hashlib.blake2b(party.id.encode("utf-8", "surrogatepass"), digest_size=16).digest()
        if mark in seen:
            raise InputError("another row has this id", where="id")
        check(party)
        seen.add(mark)

    def _staged(self, party: Party) -> _Staged:
        return _Staged(party.id, bytes.fromhex(customer_digest(party)), self._encoder.encode(party))


def _blocks(stage: IO[bytes]) -> Iterator[list[_Staged]]:
    decoder = msgspec.msgpack.Decoder(list[_Staged])
    while head := stage.read(4):
        yield decoder.decode(stage.read(int.from_bytes(head, "little")))


def _merge(stage: IO[bytes], file: str, aside: int, wish: Wish, change: Change) -> Imported:
    """Bring the staged customers into the book, and record that."""
    book = book_of(change.writing)
    number = book.last_import() + 1
    before = set(book.present())
    tally = _Tally()
    for block in _blocks(stage):
        before -= _merge_block(block, book, number, tally)
    gone: list[int] = []
    if not (wish.part or aside):  # a customer whose row can't be read is not gone
        gone = sorted(before)
        _refuse_shrunken(len(gone), len(gone) + tally.changed + tally.unchanged, wish)
        book.let_go(gone, number)
    imported = Imported(
        number, file, book.count()[0], tally.added, tally.changed, tally.unchanged, len(gone), tally.returned,
        len(before) - len(gone), aside, wish.by, wish.accept_shrunken,
    )  # fmt: skip
    book.add_import(number, change.next_seq)
    change.append(Entry(IMPORTED, imported))
    return imported


def _merge_block(block: list[_Staged], book: Book, number: int, tally: _Tally) -> set[int]:
    """Add and replace some customers; the numbers of those that were there."""
    known = book.with_ids([one.own_id for one in block])
    fresh, earlier, later = [], [], []
    for one in block:
        old = known.get(one.own_id)
        if old is None:
            fresh.append((one.own_id, one.digest, one.party))
        elif old.gone or old.digest != one.digest:
            earlier.append(old)
            later.append((one.digest, one.party))
        else:
            tally.unchanged += 1
    tally.added += len(fresh)
    tally.returned += sum(1 for old in earlier if old.gone)
    tally.changed += sum(1 for old in earlier if not old.gone)
    book.add(fresh, number)
    book.replace(earlier, later, number)
    return {old.number for old in known.values()}


def _refuse_shrunken(gone: int, known: int, wish: Wish) -> None:
    if gone > _FEW and gone > wish.max_loss * known and not wish.accept_shrunken:
        raise InputError(
            f"the file lacks {gone:,} of {known:,} customers", where="file",
            hint="Give --part if it holds only some of them, or --accept-shrunken if they are gone.",
        )  # fmt: skip
