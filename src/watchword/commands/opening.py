"""How does a command come to the lists that its options name? Settings, snapshot and screener, with a bar on the way.

What is done with them is each command's own.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, TypeVar

import click
import msgspec

from watchword.errors import NotFoundError
from watchword.model import Publication
from watchword.progress import IndexBar, make_ready
from watchword.wording import plain

if TYPE_CHECKING:
    from pathlib import Path

    from watchword.policy import Policy
    from watchword.screen import Screener
    from watchword.snapshot import Snapshot
    from watchword.wiring import Settings

_Part = TypeVar("_Part")


def home_option() -> Path | None:
    """The directory of --home, None when it was not given."""
    found: Path | None = click.get_current_context().find_root().obj
    return found


def settings_of(given: dict[str, Any]) -> Settings:
    """The settings that a command's options make, with the policy in force.

    Raises UsageError for options that exclude each other, StorageError when the record can't be read.
    """
    from dataclasses import replace

    from watchword import wiring
    from watchword.library.intake import parse_day
    from watchword.library.standing import Limits

    as_of = parse_day(given["as_of"], "--as-of") if given.get("as_of") else ""
    limits = Limits(max_age=given["max_age"]) if "max_age" in given else Limits()
    settings = wiring.Settings(home_option(), given["lists"], as_of=as_of, limits=limits)
    settings = replace(settings, policy=wiring.policy_in_force(settings))
    if given.get("weak_aliases"):
        return under(settings, msgspec.structs.replace(settings.policy, weak_aliases=given["weak_aliases"]))
    return settings


def under(settings: Settings, policy: Policy) -> Settings:
    """The settings, which have the policy in force, with this one instead of it."""
    from dataclasses import replace

    return replace(settings, policy=policy, other_policy=policy.digest != settings.policy.digest)


def open_snapshot(settings: Settings, *, quiet: bool) -> Snapshot:
    """The lists of the settings; `quiet` says nothing of a home directory that can't be written."""
    from watchword import wiring

    return _watched(wiring.open_snapshot, settings, quiet)


def open_screener(settings: Settings, *, quiet: bool, compiled: bool = False) -> Screener:
    """A screener over the lists of the settings, which records nothing (see commands.recording)."""
    from watchword import wiring

    if compiled:
        make_ready(quiet=quiet)
    return _watched(
        lambda settings, bar: wiring.open_screener(settings, bar, today=today(), compiled=compiled), settings, quiet
    )


def publications(
    wanted: Collection[str], snapshot: Snapshot, policy: Policy, option: str = "--list"
) -> tuple[Publication, ...]:
    """The publications of the publishers named, all when none is.

    Raises NotFoundError for one that is not here or not in the policy's scope.
    """
    every = policy.scoped(snapshot.publications)
    known = [publication.publisher for publication in every]
    for publisher in wanted:
        if publisher not in known:
            scope = "" if policy.covers(publisher) else " in the scope of the policy"
            raise NotFoundError(f"no list of publisher {publisher!r}{scope}", where=option,
                                hint=f"Use one of: {', '.join(dict.fromkeys(known))}.")  # fmt: skip
    return tuple(p for p in every if not wanted or p.publisher in wanted)


def now() -> datetime:
    """The time in UTC: the one place where commands ask the clock."""
    return datetime.now(UTC)


def today() -> date:
    """The day in UTC."""
    return now().date()


def _watched(build: Callable[[Settings, IndexBar], _Part], settings: Settings, quiet: bool) -> _Part:
    """Build a part, with a bar while an index has to be made."""
    from watchword.store.home import home_directory

    with IndexBar() as bar:
        part = build(settings, bar)
    home = home_directory(settings.home)
    if bar.used and not settings.lists and not quiet and not (home / "snapshots").is_dir():
        click.echo(f"Warning: nothing can be kept in {plain(str(home))}, so every start indexes anew.", err=True)
        click.echo("What to do: name a directory that can be written with --home or WATCHWORD_HOME.", err=True)
    return part
