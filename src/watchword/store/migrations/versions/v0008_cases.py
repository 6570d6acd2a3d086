"""Alerts, people, proposals and allow-list entries as folds over the log; credentials and files beside it."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

_NUMBER = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Make the tables."""
    _alerts()
    _table("people", sa.Column("id", sa.Text, primary_key=True), _data())
    _table("proposals", _seq(), _text("state"), _data())
    _table("allowances", _seq(), _text("alert"), _text("state"), _text("until"), _data())
    op.create_index("allowances_by_alert", "allowances", ["alert", "state"])
    op.create_index("allowances_by_day", "allowances", ["state", "until"])
    _table("credentials", sa.Column("person", sa.Text, primary_key=True), _text("secret"), _text("set_by"))
    size = sa.Column("size", _NUMBER, nullable=False)
    _table("files", sa.Column("sha256", sa.Text, primary_key=True), size, _data())


def _alerts() -> None:
    _table(
        "alerts",
        sa.Column("id", sa.Text, primary_key=True),
        _text("state"),
        _text("assigned"),
        sa.Column("probability", sa.Float, nullable=False),
        sa.Column("rank", sa.Integer, nullable=False),
        _text("due"),
        sa.Column("opened", _NUMBER, nullable=False),
        _data(),
    )
    op.create_index("alerts_in_order", "alerts", ["state", "rank", "due", "opened"])
    _table(
        "alert_keys",
        sa.Column("subject", sa.Text, primary_key=True),
        sa.Column("listed", sa.Text, primary_key=True),
        _text("alert"),
    )
    _table("alert_records", _seq(), sa.Column("alert", sa.Text, primary_key=True))
    op.create_index("alert_records_by_alert", "alert_records", ["alert"])


def _table(name: str, *columns: sa.Column[Any]) -> None:
    op.create_table(name, *columns)


def _seq() -> sa.Column[int]:
    return sa.Column("seq", _NUMBER, primary_key=True, autoincrement=False)


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=False)


def _data() -> sa.Column[bytes]:
    return sa.Column("data", sa.LargeBinary, nullable=False)
