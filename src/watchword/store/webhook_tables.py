"""Which tables hold what is still to be told to other systems? Targets, and the messages that wait for them."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, Index, Integer, Table, Text

from watchword.store.tables import Blob, Number, metadata

webhooks = Table(
    "webhooks",
    metadata,
    Column("name", Text, primary_key=True),
    Column("url", Text, nullable=False),
    Column("secret", Text, nullable=False),
    Column("own_network", Boolean, nullable=False),
    Column("failures", Integer, nullable=False),
    Column("next_try", BigInteger, nullable=False),
    Column("trouble", Text, nullable=False),
    Column("lease", BigInteger, nullable=False),
)

webhook_messages = Table(
    "webhook_messages",
    metadata,
    Column("number", Number, primary_key=True, autoincrement=True),
    Column("target", Text, nullable=False),
    Column("id", Text, nullable=False),
    Column("body", Blob, nullable=False),
    Index("webhook_messages_by_target", "target", "number"),
)
