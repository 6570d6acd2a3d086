"""Whom records are about, beside the log as personal parts are; and how far each projection has followed it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_NUMBER = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "subjects",
        sa.Column("seq", _NUMBER, sa.ForeignKey("records.seq"), primary_key=True, autoincrement=False),
        sa.Column("subject", sa.Text, primary_key=True),
        sa.Column("token", sa.Text, nullable=False),
    )
    op.create_index("subjects_by_name", "subjects", ["subject"])
    op.create_table(
        "projections",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("size", _NUMBER, nullable=False),
    )
