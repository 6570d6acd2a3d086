"""What do `watchword keys` take and give? Keys of programs, and links that let people set a passphrase.

Who may do that is told by the record's permissions; how keys are kept is `web.doorman`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from watchword.commands import identity, options
from watchword.output import write_json, write_text

if TYPE_CHECKING:
    from watchword.cases.desk import Desk
    from watchword.web.doorman import Doorman

_DONE = 0
_RIGHTS = click.Choice(["screen", "cases", "approve", "audit", "observe", "administer"])


@click.group()
def keys() -> None:
    """Keys with which programs use a server (see serve), and links for people.

    A key speaks for a person of the register, and may never do more than they. Only administrators make them.

    \b
    Examples:
      watchword keys add crm --for ann --may screen --as root
      watchword keys list --as root
      watchword keys link ann --as root
    """


@keys.command()
@click.argument("name")
@click.option("--for", "person", required=True, metavar="PERSON", help="The person for whom it speaks.")
@click.option("--may", "rights", type=_RIGHTS, multiple=True, default=("screen",), help="What it may do. Repeatable.")
@identity.as_person
@options.json
@options.home
def add(**given: Any) -> int:
    """Make a key called NAME, and show it, once.

    \b
    Example:
      watchword keys add crm --for ann --may screen --as root
    """
    desk, doorman = _open(given)
    from watchword.cases import register

    owner = register.person(desk, given["person"])
    secret, made = doorman.make_key(given["name"], given["rights"], owner.id)
    if given["json"]:
        write_json({"id": made.id, "key": secret, "person": made.person, "rights": made.needs.split()})
    else:
        write_text(f"{secret}\n")
        click.echo(f"Key {made.id}: it is not shown again.", err=True)
    return _DONE


@keys.command("list")
@identity.as_person
@options.json
@options.home
def list_keys(**given: Any) -> int:
    """Every key, without its text, the newest first.

    \b
    Example:
      watchword keys list --as root
    """
    _, doorman = _open(given)
    found = doorman.keys()
    if given["json"]:
        write_json([{"id": one.id, "name": one.name, "person": one.person, "rights": one.needs.split(),
                     "revoked": bool(one.revoked)} for one in found])  # fmt: skip
    else:
        lines = (
            f"{one.id}  {one.name:20}  {one.person:12}  {one.needs}{'  revoked' * bool(one.revoked)}\n" for one in found
        )
        write_text("".join(lines) or "No keys.\n")
    return _DONE


@keys.command()
@click.argument("key_id", metavar="ID")
@identity.as_person
@options.home
def revoke(**given: Any) -> int:
    """Make a key worthless; servers take up to ten seconds to hear of it.

    \b
    Example:
      watchword keys revoke 1f2e3d4c --as root
    """
    _, doorman = _open(given)
    doorman.revoke_key(given["key_id"])
    return _DONE


@keys.command()
@click.argument("person")
@identity.as_person
@options.home
def link(**given: Any) -> int:
    """A link path with which PERSON sets a passphrase of their own, once, within a day.

    \b
    Example:
      watchword keys link ann --as root
    """
    desk, doorman = _open(given)
    from watchword.cases import register

    write_text(f"/welcome?link={doorman.make_link(register.person(desk, given['person']).id)}\n")
    return _DONE


def _open(given: dict[str, Any]) -> tuple[Desk, Doorman]:
    """The desk and the doorman, for somebody who may manage people. Raises ForbiddenError."""
    from watchword.cases import permissions
    from watchword.store.access import Access
    from watchword.web.doorman import Doorman
    from watchword.web.service import engine_of

    desk = identity.open_desk()
    permissions.require(identity.actor(desk, given), "manage people")
    return desk, Doorman(Access(engine_of(desk.log)), desk, desk.clock)
