"""Which parties are in a customer file, in the book, or on record? One after the other, in their order.

Rows that can't be a party are passed over: whoever reads them here counts on samples.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec

from watchword.batch.chunks import PassedOver
from watchword.batch.reading import rows_of
from watchword.batch.run import open_customers
from watchword.cases.answers import SCREENED, Answer, customer_digest
from watchword.errors import InputError
from watchword.ledger.log import Log
from watchword.model import Party
from watchword.monitoring.opening import reading_book

_PAGE = 1000


def rows_of_file(path: Path, map_file: Path | None) -> Iterator[Party | None]:
    """The party of each row of a file in any form that batch reads, None for a row that is none.

    Raises InputError or UsageError when the file can't be read.
    """
    source, columns = open_customers(path, map_file)
    rows = rows_of(source.form, source.headers, source.delimiter, columns)
    for chunk in source.chunks(columns):
        for raw in rows.raws(chunk.data):
            try:
                party = rows.party(raw)
            except InputError:
                yield None
                continue
            yield None if isinstance(party, PassedOver) else party


def of_file(path: Path, map_file: Path | None) -> Iterator[Party]:
    """The parties of a file, in their order. Raises as `rows_of_file`."""
    return (party for party in rows_of_file(path, map_file) if party is not None)


def of_book(log: Log) -> Iterator[Party]:
    """The customers of the book who are not gone."""
    decoder = msgspec.msgpack.Decoder(Party)
    after = 0
    while True:
        with reading_book(log) as book:
            page = book.page(after, _PAGE)
        if not page:
            return
        yield from (decoder.decode(one.party) for one in page)
        after = page[-1].number


def of_record(log: Log) -> Iterator[tuple[str, Party]]:
    """Whom each single question on record was about, and the party: each question once, erased ones not at all."""
    seen: set[bytes] = set()
    with log.read() as view:
        for record in view.records(kinds=(SCREENED,)):
            personal = view.personal_bytes(record.seq)
            if personal is None:
                continue
            answer = msgspec.json.decode(personal, type=Answer)
            mark = bytes.fromhex(customer_digest(answer.party))
            if mark not in seen:
                seen.add(mark)
                yield answer.subject, answer.party
