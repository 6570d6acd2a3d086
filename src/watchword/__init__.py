"""watchword: screening against sanctions and terrorist designations. Public names only."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from watchword.match.version import VERSION as __version__  # noqa: N811

if TYPE_CHECKING:
    from watchword.errors import InputError as InputError
    from watchword.errors import ListError as ListError
    from watchword.errors import WatchwordError as WatchwordError
    from watchword.model import Comparison as Comparison
    from watchword.model import Evidence as Evidence
    from watchword.model import Hit as Hit
    from watchword.model import Kind as Kind
    from watchword.model import Listing as Listing
    from watchword.model import Name as Name
    from watchword.model import Party as Party
    from watchword.model import Screening as Screening
    from watchword.model import Strength as Strength
    from watchword.policy import Policy as Policy
    from watchword.screen import Screener as Screener
    from watchword.screen import compare as compare
    from watchword.snapshot import Snapshot as Snapshot

_HOMES = {
    "errors": ("InputError", "ListError", "WatchwordError"),
    "model": ("Comparison", "Evidence", "Hit", "Kind", "Listing", "Name", "Party", "Screening", "Strength"),
    "policy": ("Policy",),
    "screen": ("Screener", "compare"),
    "snapshot": ("Snapshot",),
}
_HOME_OF = {name: module for module, names in _HOMES.items() for name in names}
__all__ = [*_HOME_OF, "__version__"]


def __getattr__(name: str) -> Any:
    """Load a public name when it is first used, so that one command does not import what it does not need."""
    from importlib import import_module

    if name not in _HOME_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME_OF[name]}"), name)
