"""Which tables are there? The log's own. Projections of it stand beside them, in modules named *_tables.

The migrations make them, and with them the triggers that refuse any change of the log. What they mean is said in
the ledger, which alone knows what is in a record.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Dialect, ForeignKey, Index, Integer, LargeBinary, MetaData, Table, Text

metadata = MetaData()


class Blob(LargeBinary):
    """Bytes as the drivers take and give them; the usual wrapping would be a third of an append's time."""

    cache_ok = True

    def bind_processor(self, dialect: Dialect) -> None:
        """Nothing is done to a value on its way in."""

    def result_processor(self, dialect: Dialect, coltype: object) -> None:
        """Nothing is done to a value on its way out."""


Number = BigInteger().with_variant(Integer, "sqlite")  # SQLite's own row number, so that no second index is kept

records = Table(
    "records",
    metadata,
    Column("seq", Number, primary_key=True, autoincrement=False),
    Column("time", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("previous", Blob, nullable=False),
    Column("personal", Blob, nullable=False),
    Column("body", Blob, nullable=False),
    Index("records_by_kind", "kind", "seq"),
)

hashes = Table(
    "hashes",
    metadata,
    Column("position", Number, primary_key=True, autoincrement=False),
    Column("hash", Blob, nullable=False),
)

heads = Table(
    "heads",
    metadata,
    Column("size", Number, primary_key=True, autoincrement=False),
    Column("note", Text, nullable=False),
)

personal = Table(
    "personal",
    metadata,
    Column("seq", Number, ForeignKey("records.seq"), primary_key=True, autoincrement=False),
    Column("salt", Blob, nullable=False),
    Column("data", Blob, nullable=False),
)

subjects = Table(
    "subjects",
    metadata,
    Column("seq", Number, ForeignKey("records.seq"), primary_key=True, autoincrement=False),
    Column("subject", Text, primary_key=True),
    Column("token", Text, nullable=False),
    Index("subjects_by_name", "subject"),
)

projections = Table(
    "projections",
    metadata,
    Column("name", Text, primary_key=True),
    Column("size", Number, nullable=False),
)
