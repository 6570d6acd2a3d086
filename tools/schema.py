"""Make the schema of a new SQLite store from the migrations, so that a first answer needn't load what migrates.

    python -m tools.schema

To be run when a migration was added; tests/store/test_light_schema.py holds that both make the same store.
"""

from __future__ import annotations

import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

from watchword.store.engine import open_store
from watchword.store.light import HEAD, SCHEMA


def migrated(folder: Path) -> str:
    """The script that makes what the migrations make, which are run in a folder."""
    path = folder / "migrated.db"
    open_store(path).dispose()
    with closing(sqlite3.connect(path)) as connection:
        made = connection.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY rowid").fetchall()
    statements = [*(sql for (sql,) in made), f"INSERT INTO alembic_version VALUES ('{HEAD}')"]  # noqa: S608  # a name of ours
    return "".join(f"{' '.join(statement.split())};\n" for statement in statements)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        SCHEMA.write_text(migrated(Path(name)), encoding="utf-8")
