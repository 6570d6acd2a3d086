"""Which options do commands on whole files share, and what do they read? The policy and the map of columns.

Commands themselves are elsewhere; anything heavy is imported when it is needed.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import msgspec

from watchword.commands import opening
from watchword.errors import UsageError

if TYPE_CHECKING:
    from watchword.policy import Policy
    from watchword.wiring import Settings

policy = click.option(
    "--policy", type=click.Path(path_type=Path), metavar="FILE.toml",
    help="Policy to screen under: alert, weak_aliases and tables of weights. Default: the one in force.",
)  # fmt: skip
column_map = click.option(
    "--map", "map_file", type=click.Path(path_type=Path), metavar="MAP.toml",
    help="Which column holds what (see batch --show-map). Default: guessed from the headers.",
)  # fmt: skip


def settings_of(given: dict[str, Any]) -> Settings:
    """The settings that a command's options make, with the policy of its file, if one is given. Raises UsageError."""
    settings = opening.settings_of(given)
    return opening.under(settings, read_policy(given["policy"])) if given["policy"] else settings


def read_policy(path: Path) -> Policy:
    """The policy in a TOML file. Raises UsageError naming what is wrong in it."""
    from watchword.policy import Policy

    try:
        given = tomllib.loads(path.read_text(encoding="utf-8"))
        _refuse_unknown(given, Policy, str(path))
        return msgspec.convert(given, Policy)
    except OSError as error:
        raise UsageError(f"can't read the policy: {error.strerror}", where=str(path)) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, msgspec.ValidationError) as error:
        raise UsageError(f"the policy can't be understood: {error}", where=str(path)) from None


def _refuse_unknown(given: dict[str, Any], kind: type[msgspec.Struct], where: str) -> None:
    """UsageError for a key that a policy does not have: a setting that is misspelled must not be passed over."""
    fields = {field.name: field.type for field in msgspec.structs.fields(kind)}
    for key, value in given.items():
        if key not in fields:
            raise UsageError(f"unknown setting {key!r}", where=where, hint=f"Use one of: {', '.join(fields)}.")
        nested = fields[key]
        if isinstance(value, dict) and isinstance(nested, type) and issubclass(nested, msgspec.Struct):
            _refuse_unknown(value, nested, f"{where}: {key}")
