"""What can permit a true match? A dated register of licences and carve-outs, with authority and scope.

The register is data: `permits.toml`, to which a house adds its specific licences in `permits.toml` of the home
directory. Whether one fits a case is decided by two people, not here.
"""

from __future__ import annotations

import tomllib
from datetime import date
from importlib import resources
from pathlib import Path

import msgspec

from watchword.cases.alert import Ruling
from watchword.errors import NotFoundError, StorageError, UsageError

FILE = "permits.toml"


class Permit(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A licence or carve-out: who grants what, from and until when (ISO dates; "" for no end), and where it stands."""

    id: str
    authority: str
    scope: str
    since: str
    until: str
    reason: str
    source: str


def permits(home: Path | None = None) -> tuple[Permit, ...]:
    """The register: the entries that ship, then the house's own. Raises StorageError for a file that is wrong."""
    shipped = _read((resources.files("watchword.cases") / FILE).read_text(encoding="utf-8"), FILE)
    if home is None:
        return shipped
    own = home / FILE
    try:
        return shipped + (_read(own.read_text(encoding="utf-8"), str(own)) if own.is_file() else ())
    except (OSError, UnicodeDecodeError) as error:
        raise StorageError(f"can't read it: {error}", where=str(own)) from error


def ruling(asked: Ruling, register: tuple[Permit, ...], today: date) -> Ruling:
    """The ruling with authority, scope and end of its permit, which must be of the register and of today.

    Raises NotFoundError, and UsageError where it doesn't fit.
    """
    found = next((one for one in register if one.id == asked.permit), None)
    if found is None:
        hint = f"Use one of: {', '.join(one.id for one in register)}."
        raise NotFoundError("no licence or carve-out has this id", where=asked.permit or "permit", hint=hint)
    if asked.reason != found.reason:
        raise UsageError(f"{found.id} is a {found.reason}, not a {asked.reason}", where="reason")
    if not found.since <= today.isoformat() <= (found.until or "9999"):
        days = f"from {found.since}{f' to {found.until}' if found.until else ''}"
        raise UsageError(f"{found.id} is in force {days}", where="permit")
    return Ruling(asked.disposition, asked.reason, found.id, found.authority, found.scope, found.until)


def _read(text: str, where: str) -> tuple[Permit, ...]:
    try:
        return tuple(msgspec.convert(tomllib.loads(text).get("permit", []), list[Permit]))
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise StorageError(f"the register of permits can't be understood: {error}", where=where) from None
