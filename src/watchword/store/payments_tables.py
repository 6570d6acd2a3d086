"""Which tables do payments and funds have beside the log? What was taken in, decided and handed over, and flows of aid.

They hold no name of a customer: what is compared later is read from the personal parts of the log's records.
"""

from __future__ import annotations

from sqlalchemy import Column, Float, Index, Integer, Table, Text

from watchword.store.tables import Blob, Number, metadata

deliveries = Table(
    "payment_deliveries",
    metadata,
    Column("id", Text, primary_key=True),  # SHA-256 of name and bytes
    Column("name", Text, nullable=False),
    Column("state", Text, nullable=False),  # deciding, decided, handed, settled
    Column("verdict", Text, nullable=False),
    Column("target", Text, nullable=False),  # the name that it has where it is handed over
    Column("payments", Integer, nullable=False),
    Column("time", Text, nullable=False),
)

payments = Table(
    "payments",
    metadata,
    Column("seq", Number, primary_key=True, autoincrement=False),  # its record `payment-decided`
    Column("delivery", Text, nullable=False),
    Column("number", Integer, nullable=False),
    Column("message", Text, nullable=False),  # SHA-256 of sender, type and message id; empty without an id
    Column("currency", Text, nullable=False),
    Column("amount", Float, nullable=False),
    Column("time", Text, nullable=False),
    Column("state", Text, nullable=False),  # released, held, then released, blocked or rejected
    Column("hits", Integer, nullable=False),
    Index("payments_once", "delivery", "number", unique=True),
    Index("payments_by_message", "message"),
    Index("payments_held", "state", "currency", "time"),
)

queue = Table(
    "payment_queue",
    metadata,
    Column("id", Number, primary_key=True),
    Column("name", Text, nullable=False),
    Column("body", Blob, nullable=False),
    Column("state", Text, nullable=False),  # waiting, released, held
    Column("worker", Text, nullable=False),
    Column("until", Text, nullable=False),  # when another worker may take it
    Index("payment_queue_waiting", "state", "id"),
)

flows = Table(
    "fund_flows",
    metadata,
    Column("id", Text, primary_key=True),
    Column("flow", Blob, nullable=False),
    Column("state", Text, nullable=False),
    Column("screened", Number, nullable=False),  # its last record `disbursement-screened`; 0 for none
    Column("snapshot", Text, nullable=False),  # a digest of the lists and policy that cleared it; empty for none
    Column("parties", Text, nullable=False),  # the digest of the parties that were cleared
)

ties = Table(
    "fund_ties",
    metadata,
    Column("id", Text, primary_key=True),
    Column("payee", Text, nullable=False),
    Column("tie", Blob, nullable=False),
    Index("fund_ties_by_payee", "payee"),
)
