"""Payments taken in, decided and handed over; the queue of many workers; flows of aid and who stands behind payees."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0002"

_NUMBER = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Make the tables."""
    _payments()
    _funds()


def _payments() -> None:
    op.create_table(
        "payment_deliveries",
        sa.Column("id", sa.Text, primary_key=True),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("name", "state", "verdict", "target")),
        sa.Column("payments", sa.Integer, nullable=False),
        sa.Column("time", sa.Text, nullable=False),
    )
    op.create_table(
        "payments",
        sa.Column("seq", _NUMBER, primary_key=True, autoincrement=False),
        sa.Column("delivery", sa.Text, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("message", sa.Text, nullable=False),
        sa.Column("currency", sa.Text, nullable=False),
        sa.Column("amount", sa.Float, nullable=False),
        sa.Column("time", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("hits", sa.Integer, nullable=False),
    )
    op.create_index("payments_once", "payments", ["delivery", "number"], unique=True)
    op.create_index("payments_by_message", "payments", ["message"])
    op.create_index("payments_held", "payments", ["state", "currency", "time"])
    op.create_table(
        "payment_queue",
        sa.Column("id", _NUMBER, primary_key=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("state", "worker", "until")),
    )
    op.create_index("payment_queue_waiting", "payment_queue", ["state", "id"])


def _funds() -> None:
    op.create_table(
        "fund_flows",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("flow", sa.LargeBinary, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("screened", _NUMBER, nullable=False),
        sa.Column("snapshot", sa.Text, nullable=False),
        sa.Column("parties", sa.Text, nullable=False),
    )
    op.create_table(
        "fund_ties",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("payee", sa.Text, nullable=False),
        sa.Column("tie", sa.LargeBinary, nullable=False),
    )
    op.create_index("fund_ties_by_payee", "fund_ties", ["payee"])
