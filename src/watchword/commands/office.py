"""What do `watchword people`, `allow` and `permits` take and give? Who works here, which pairs need no alert, what permits.

Every rule is in `cases`.
"""

from __future__ import annotations

from typing import Any

import click

from watchword.commands import identity, options
from watchword.commands.keeping import tell
from watchword.output import print_parts, write_json

_DONE = 0
_ROLE = click.Choice(["viewer", "analyst", "approver", "auditor", "administrator"])

_role = click.option("--role", type=_ROLE, multiple=True, help="What they may do. Repeatable.")
_person = click.argument("person")


@click.group()
def people() -> None:
    """The register of people: who works here, and in which roles.

    The first person is an administrator and needs nobody's leave; from then on administrators add people.

    \b
    Examples:
      watchword people add root "Rita Root" --role administrator --account rita
      watchword people add ann "Ann Example" --role analyst
    """


@people.command()
@_person
@click.argument("name")
@_role
@click.option(
    "--account", default="", metavar="USER", help="Their account of the operating system: it speaks for them."
)
@click.option("--with-passphrase", is_flag=True, help="Ask for a first passphrase, which they have to replace.")
@identity.as_person
@options.json
@options.home
def add(**given: Any) -> int:
    """Put PERSON (a short id) with their NAME on the register.

    \b
    Example:
      watchword people add ann "Ann Example" --role analyst --with-passphrase
    """
    from watchword.cases import register
    from watchword.cases.people import Person

    desk = identity.open_desk()
    by = identity.actor(desk, given) if register.everyone(desk) else None
    secret = identity.passphrase(given["person"], new=True) if given["with_passphrase"] else ""
    person = Person(given["person"], given["role"], given["name"], given["account"])
    return tell([register.add(desk, by, person, secret)], given["json"])


@people.command("set")
@_person
@_role
@identity.as_person
@options.json
@options.home
def set_roles(**given: Any) -> int:
    """Give PERSON these roles and no others; without --role they may do nothing any more.

    \b
    Example:
      watchword people set ann --role approver
    """
    from watchword.cases import register

    desk = identity.open_desk()
    by = identity.actor(desk, given)
    return tell([register.set_roles(desk, by, given["person"], given["role"])], given["json"])


@people.command("passphrase")
@_person
@identity.as_person
@options.json
@options.home
def set_passphrase(**given: Any) -> int:
    """Set a passphrase: one's own, by the old one, or as an administrator a first one for somebody else.

    \b
    Example:
      watchword people passphrase ann --as ann
    """
    from watchword.cases import register

    desk = identity.open_desk()
    themselves = given["as_person"].strip().casefold() == given["person"].strip().casefold()
    by = identity.actor(desk, given, own=not themselves)
    secret = identity.passphrase(given["person"], new=True)
    return tell([register.set_passphrase(desk, by, given["person"], secret)], given["json"])


@people.command("list")
@identity.as_person
@options.json
@options.home
def list_people(**given: Any) -> int:
    """Everybody on the register.

    \b
    Example:
      watchword people list
    """
    from watchword.cases import register

    desk = identity.open_desk()
    identity.reader(desk, given, "see alerts")
    found = register.everyone(desk)
    if given["json"]:
        write_json(found)
    else:
        from watchword import render_record

        print_parts(render_record.people(found))
    return _DONE


@click.group()
def allow() -> None:
    """The allow-list: pairs that need no alert, for as long as both sides stay what they are.

    \b
    Examples:
      watchword allow propose 12-1 --until 2027-06-30 --text "same name, born otherwise" --as ann
      watchword alerts approve 31 --as carl
      watchword allow list --ended
    """


@allow.command()
@click.argument("alert_id", metavar="ALERT")
@click.option("--until", required=True, metavar="DATE", help="Its last day, at most a year from now.")
@click.option("--text", required=True, metavar="TEXT", help="Why, in words.")
@identity.as_person
@options.json
@options.home
def propose(**given: Any) -> int:
    """Propose an entry for an alert's pair; it holds once a second person has approved it.

    \b
    Example:
      watchword allow propose 12-1 --until 2027-06-30 --text "same name, born otherwise" --as ann
    """
    from watchword.cases import approvals

    desk = identity.open_desk()
    person = identity.actor(desk, given)
    done = approvals.propose_allowance(desk, person, given["alert_id"], given["until"], given["text"])
    return tell([done], given["json"])


@allow.command()
@click.argument("entry", type=int)
@identity.as_person
@options.json
@options.home
def end(**given: Any) -> int:
    """End an entry before its time; its alert is open again.

    \b
    Example:
      watchword allow end 32 --as ann
    """
    from watchword.cases import approvals

    desk = identity.open_desk()
    return tell([approvals.withdraw(desk, identity.actor(desk, given), given["entry"])], given["json"])


@allow.command("list")
@click.option("--ended", is_flag=True, help="Also entries that have ended, with what changed.")
@identity.as_person
@options.json
@options.home
def list_allowed(**given: Any) -> int:
    """The entries in force.

    \b
    Example:
      watchword allow list --ended
    """
    desk = identity.open_desk()
    identity.reader(desk, given, "see alerts")
    found = desk.allowed(ended=given["ended"])
    if given["json"]:
        write_json(found)
    else:
        from watchword import render_record

        print_parts(render_record.allowances(found))
    return _DONE


@click.command()
@options.json
@options.home
def permits(**given: Any) -> int:
    """Licences and carve-outs that a true match can be permitted under, with authority, scope and days.

    \b
    Example:
      watchword permits --json
    """
    from watchword.cases import permits as register

    if given["json"]:
        write_json(register.permits(identity.home()))
    else:
        from watchword import render_record

        print_parts(render_record.permits(register.permits(identity.home())))
    return _DONE
