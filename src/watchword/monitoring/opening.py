"""Where is the book of a log? In the same store, so that both change together or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from watchword.errors import UsageError
from watchword.ledger.log import Log
from watchword.ledger.storage import Reading
from watchword.store.book import Book
from watchword.store.records import Session


def book_of(reading: Reading) -> Book:
    """The book in the transaction of a view or change of the log."""
    if not isinstance(reading, Session):
        raise UsageError("this store keeps no customer book", where="store")
    return Book(reading.connection)


@contextmanager
def reading_book(log: Log) -> Iterator[Book]:
    """The book as it is now; it doesn't change for as long as the block lasts."""
    with log.storage.reading() as reading:
        yield book_of(reading)
