"""Who was asked for in a record of the book? Its customers as they stood when it was made."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from watchword.ledger.log import Log
from watchword.model import Party
from watchword.monitoring.opening import reading_book
from watchword.monitoring.running import numbers_of
from watchword.store.book import Book


def customers_in(log: Log, seq: int) -> Sequence[Party | None] | None:
    """The party of each row of the record; None when the record is none of the book's."""
    with reading_book(log) as book:
        chunk = book.chunk_of(seq)
        if chunk is None:
            return None
        import_then = book.import_before(seq)
        return [_as_it_stood(book, number, import_then) for number in numbers_of(chunk)]


def _as_it_stood(book: Book, number: int, import_then: int) -> Party | None:
    """The version of a customer after an import; None when it is not in the book any more."""
    current = book.with_numbers([number]).get(number)
    if current is not None and current.since <= import_then:
        return msgspec.msgpack.decode(current.party, type=Party)
    for since, until, _, party in book.history(number):
        if since <= import_then < until:
            return msgspec.msgpack.decode(party, type=Party)
    return None
