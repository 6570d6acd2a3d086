"""Which tables hold the customer book? Customers as they are and were, what runs answered of them, and the runs.

Imports and runs are numbered from 1, each for itself.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, Integer, Table, Text

from watchword.store.tables import Blob, Number, metadata

customers = Table(  # as they are now; what they were is in customer_history
    "customers",
    metadata,
    Column("number", Number, primary_key=True, autoincrement=True),
    Column("own_id", Text, nullable=False, unique=True),
    Column("digest", Blob, nullable=False),
    Column("party", Blob, nullable=False),
    Column("since", Integer, nullable=False),  # import that brought this version
    Column("screened", Integer, nullable=False),  # first run that answered this version, 0 for none
    Column("gone", Integer, nullable=False),  # import that no longer had the customer, 0 for none
)

customer_history = Table(
    "customer_history",
    metadata,
    Column("number", Number, primary_key=True, autoincrement=False),
    Column("since", Integer, primary_key=True, autoincrement=False),
    Column("until", Integer, nullable=False),
    Column("digest", Blob, nullable=False),
    Column("party", Blob, nullable=False),
)

customer_answers = Table(  # of customers with hits: as a run answered, until another run answered otherwise
    "customer_answers",
    metadata,
    Column("number", Number, primary_key=True, autoincrement=False),
    Column("since", Integer, primary_key=True, autoincrement=False),
    Column("until", Integer, nullable=False),  # 0 while it stands
    Column("hits", Blob, nullable=False),
)

book_imports = Table(
    "book_imports",
    metadata,
    Column("number", Number, primary_key=True, autoincrement=False),
    Column("seq", BigInteger, nullable=False),
)

book_runs = Table(
    "book_runs",
    metadata,
    Column("number", Number, primary_key=True, autoincrement=False),
    Column("day", Text, nullable=False),
    Column("snapshot", Text, nullable=False),
    Column("policy", Text, nullable=False),
    Column("engine", Text, nullable=False),
    Column("imports", Integer, nullable=False),  # the book as this import left it
    Column("basis", Text, nullable=False),  # snapshot that known answers are carried over from, "" for none
    Column("whole", Boolean, nullable=False),  # whether every customer is in it, or only those not yet answered
    Column("position", BigInteger, nullable=False),  # number of the last customer answered
    Column("complete", Boolean, nullable=False),
)

book_chunks = Table(
    "book_chunks",
    metadata,
    Column("run", Integer, primary_key=True, autoincrement=False),
    Column("row", BigInteger, nullable=False),
    Column("first", BigInteger, primary_key=True, autoincrement=False),
    Column("last", BigInteger, nullable=False),
    Column("seq", BigInteger, nullable=False),  # the record that seals it
    Column("numbers", Blob, nullable=False),  # of the customers in the record's rows, in order (monitoring.rows)
)
