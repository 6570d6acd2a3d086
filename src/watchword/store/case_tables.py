"""Which tables do cases have? Alerts, people, proposals and allow-list entries as folds over the log; credentials, files.

The folds can be made anew from the log at any time. Credentials and the files of evidence are kept beside it. What is
in the `data` of a row is known to the room `cases` alone.
"""

from __future__ import annotations

from sqlalchemy import Column, Float, Index, Integer, Table, Text

from watchword.store.tables import Blob, Number, metadata

alerts = Table(
    "alerts",
    metadata,
    Column("id", Text, primary_key=True),
    Column("state", Text, nullable=False),
    Column("assigned", Text, nullable=False),
    Column("probability", Float, nullable=False),
    Column("rank", Integer, nullable=False),
    Column("due", Text, nullable=False),
    Column("opened", Number, nullable=False),
    Column("data", Blob, nullable=False),
    Index("alerts_in_order", "state", "rank", "due", "opened"),
)

alert_keys = Table(
    "alert_keys",
    metadata,
    Column("subject", Text, primary_key=True),
    Column("listed", Text, primary_key=True),
    Column("alert", Text, nullable=False),
)

alert_records = Table(
    "alert_records",
    metadata,
    Column("seq", Number, primary_key=True, autoincrement=False),
    Column("alert", Text, primary_key=True),
    Index("alert_records_by_alert", "alert"),
)

people = Table(
    "people",
    metadata,
    Column("id", Text, primary_key=True),
    Column("data", Blob, nullable=False),
)

proposals = Table(
    "proposals",
    metadata,
    Column("seq", Number, primary_key=True, autoincrement=False),
    Column("state", Text, nullable=False),
    Column("data", Blob, nullable=False),
)

allowances = Table(
    "allowances",
    metadata,
    Column("seq", Number, primary_key=True, autoincrement=False),
    Column("alert", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("until", Text, nullable=False),
    Column("data", Blob, nullable=False),
    Index("allowances_by_alert", "alert", "state"),
    Index("allowances_by_day", "state", "until"),
)

credentials = Table(
    "credentials",
    metadata,
    Column("person", Text, primary_key=True),
    Column("secret", Text, nullable=False),
    Column("set_by", Text, nullable=False),
)

files = Table(
    "files",
    metadata,
    Column("sha256", Text, primary_key=True),
    Column("size", Number, nullable=False),
    Column("data", Blob, nullable=False),
)
