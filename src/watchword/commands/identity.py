"""Who is at the keyboard? The person of the register whose account this is, or whose passphrase is given.

What a person may do is decided in the use cases.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import click

from watchword.commands import opening
from watchword.commands.recording import user
from watchword.errors import ForbiddenError

if TYPE_CHECKING:
    from pathlib import Path

    from watchword.cases.desk import Desk
    from watchword.cases.people import Person

PASSPHRASE = "WATCHWORD_PASSPHRASE"  # noqa: S105 - the name of a variable

as_person = click.option(
    "--as", "as_person", default="", metavar="PERSON",
    help=f"Who acts, with the passphrase of {PASSPHRASE} or asked for. Default: the person of this account.",
)  # fmt: skip


def open_desk() -> Desk:
    """The desk of the home directory's record."""
    from watchword import wiring

    return wiring.open_desk(wiring.Settings(opening.home_option()))


def home() -> Path:
    """The home directory."""
    from watchword.store.home import home_directory

    return home_directory(opening.home_option())


def actor(desk: Desk, given: dict[str, Any], *, own: bool = True) -> Person:
    """The person who acts. Raises ForbiddenError when it is nobody of the register.

    `own` asks for a passphrase that its owner has set.
    """
    from watchword.cases import register

    if given["as_person"]:
        return register.authenticate(desk, given["as_person"], passphrase(given["as_person"]), own=own)
    found = register.of_account(desk, user())
    if found is None:
        hint = "Use --as PERSON, or have this account added: watchword people add --help."
        raise ForbiddenError(f"the account {user()!r} is nobody's on the register", where="--as", hint=hint)
    return found


def reader(desk: Desk, given: dict[str, Any], action: str, more: str = "") -> bool:
    """Whether whoever asks may also read `more`. Raises ForbiddenError unless they may read at all.

    While nobody is registered, everybody may read everything.
    """
    from watchword.cases import permissions, register

    if not register.everyone(desk):
        return True
    person = actor(desk, given)
    permissions.require(person, action)
    return permissions.allows(person, more or action)


def passphrase(person: str, *, new: bool = False) -> str:
    """The passphrase from the environment, else asked for; a new one is asked for twice, of the environment's no use."""
    given = os.environ.get("WATCHWORD_NEW_PASSPHRASE" if new else PASSPHRASE)
    if given is not None:
        return given
    told: str = click.prompt(f"{'New passphrase' if new else 'Passphrase'} of {person}", hide_input=True, err=True,
                             confirmation_prompt=new)  # fmt: skip
    return told
