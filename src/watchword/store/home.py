"""Where does watchword keep its state? One directory, chosen by the user."""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs


def home_directory(chosen: Path | str | None = None) -> Path:
    """The state directory: `chosen`, else WATCHWORD_HOME, else the platform's data directory.

    It is not created here; whoever writes first does.
    """
    named = chosen or os.environ.get("WATCHWORD_HOME")
    return Path(named).expanduser() if named else platformdirs.user_data_path("watchword", appauthor=False)


def store_place(home: Path, chosen: str = "") -> Path | str:
    """Where the record is kept: the URL `chosen`, else that of WATCHWORD_STORE, else a file in the home directory."""
    return chosen or os.environ.get("WATCHWORD_STORE") or home / "watchword.db"
