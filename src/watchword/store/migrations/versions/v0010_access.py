"""How people and programs prove who they are: sign-ins, sessions, one-time links, keys; and answers given once."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

_NUMBER = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Make the tables."""
    _for_people()
    _for_programs()


def _for_people() -> None:
    op.create_table(
        "sign_ins",
        sa.Column("person", sa.Text, primary_key=True),
        sa.Column("totp", sa.Text, nullable=False),
        sa.Column("totp_step", _NUMBER, nullable=False),
        sa.Column("recovery", sa.Text, nullable=False),
        sa.Column("failures", sa.Integer, nullable=False),
        sa.Column("locked_until", _NUMBER, nullable=False),
    )
    op.create_table(
        "sessions",
        sa.Column("digest", sa.Text, primary_key=True),
        sa.Column("person", sa.Text, nullable=False),
        sa.Column("csrf", sa.Text, nullable=False),
        sa.Column("begun", _NUMBER, nullable=False),
        sa.Column("seen", _NUMBER, nullable=False),
    )
    op.create_index("sessions_by_person", "sessions", ["person"])
    op.create_table(
        "links",
        sa.Column("digest", sa.Text, primary_key=True),
        sa.Column("person", sa.Text, nullable=False),
        sa.Column("until", _NUMBER, nullable=False),
    )


def _for_programs() -> None:
    op.create_table(
        "keys",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("digest", sa.Text, nullable=False, unique=True),
        sa.Column("needs", sa.Text, nullable=False),
        sa.Column("person", sa.Text, nullable=False),
        sa.Column("made", _NUMBER, nullable=False),
        sa.Column("revoked", _NUMBER, nullable=False),
    )
    op.create_table(
        "given",
        sa.Column("actor", sa.Text, primary_key=True),
        sa.Column("key", sa.Text, primary_key=True),
        sa.Column("asked", sa.Text, nullable=False),
        sa.Column("status", sa.Integer, nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
        sa.Column("at", _NUMBER, nullable=False),
    )
