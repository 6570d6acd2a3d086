"""Two states of a list, for commands that are asked about a past day."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture
def two_states(data: Path, tmp_path: Path) -> list[Path]:
    """OFAC's list of 18 August 2021 with Marija Milosevic, and of 20 August without her."""
    lines = (data / "us-ofac" / "sdn" / "sdn.csv").read_bytes().split(b"\r\n")
    states = []
    for day, kept in (("2021-08-18", lines), ("2021-08-20", [*lines[:7], *lines[8:]])):
        states.append(tmp_path / f"sdn_{day}.csv")
        states[-1].write_bytes(b"\r\n".join(kept))
    return states
