"""Which parts make up a running watchword? Snapshot and screener, built once from settings.

Nothing is decided, parsed or shown here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from watchword.policy import Policy
from watchword.screen import Screener
from watchword.snapshot import Snapshot

Progress = Callable[[int, int], None]  # done, in all


def _silent(_done: int, _total: int) -> None:
    """Tell nobody."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What a door was told: the home directory (None for the usual one), official files to screen against
    instead of the bundled lists (none for those), and the policy."""

    home: Path | None = None
    lists: tuple[Path, ...] = ()
    policy: Policy = field(default_factory=Policy)


def open_snapshot(settings: Settings, progress: Progress = _silent) -> Snapshot:
    """The lists to screen against. `progress` hears only of an index that has to be built.

    Raises ListError when one of the files can't be read whole.
    """
    if settings.lists:
        return Snapshot.from_files(settings.lists, progress)
    return Snapshot.bundled(settings.home, progress)


def open_screener(settings: Settings, progress: Progress = _silent, *, compiled: bool = False) -> Screener:
    """A screener over these lists under this policy; `compiled` for a process that stays."""
    return Screener(open_snapshot(settings, progress), settings.policy, compiled=compiled)
