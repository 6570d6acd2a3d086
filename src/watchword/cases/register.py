"""Who puts people on the register, and how does a person show who they are? Use cases for every door.

The first person of a register is an administrator and needs nobody's leave; from then on administrators add people.
Which account or key speaks for a person is the door's business: it hands over the person.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection

from watchword.cases import happenings, people, permissions
from watchword.cases.desk import Desk
from watchword.cases.people import Person, Told
from watchword.errors import ForbiddenError, UsageError
from watchword.ledger.log import Change, Entry
from watchword.model import Receipt


def everyone(desk: Desk) -> list[Person]:
    """The register, by id."""
    with desk.open() as (_, connection):
        return people.everyone(connection)


def person(desk: Desk, person_id: str) -> Person:
    """The person of an id. Raises NotFoundError."""
    with desk.open() as (_, connection):
        return people.find(connection, person_id)


def of_account(desk: Desk, account: str) -> Person | None:
    """The person whose account of the operating system this is."""
    with desk.open() as (_, connection):
        return people.of_account(connection, account)


def add(desk: Desk, by: Person | None, new: Person, passphrase: str = "") -> Receipt:
    """Put somebody on the register. `by` is nobody only while the register is empty; then they administrate.

    Raises UsageError for an id, name or account that is there, ForbiddenError for a role that may not.
    """
    permissions.check_roles(new.roles)
    if not new.roles or not new.name.strip():
        raise UsageError("a person has a name and a role", where="roles" if new.name.strip() else "name")
    person_id = people.person_id(new.id)
    with desk.open() as (change, connection):
        known = people.everyone(connection)
        if any(one.id == person_id for one in known):
            raise UsageError(f"{person_id} is on the register", where="person", hint="Set roles with people set.")
        added_by = _adding(desk, connection, by, new, person_id)
        people.check_new(connection, Person(person_id, new.roles, new.name.strip(), new.account))
        _set(change, Person(person_id, new.roles, new.name.strip(), new.account), added_by)
        if passphrase:
            people.set_passphrase(connection, person_id, passphrase, added_by)
            change.append(Entry(happenings.PASSPHRASE_SET, happenings.PassphraseSet(person_id, added_by)))
    return change.receipts[0]


def set_roles(desk: Desk, by: Person, person_id: str, roles: Sequence[str]) -> Receipt:
    """Give a person these roles and no others; none take every right away. Nobody sets their own.

    Raises ForbiddenError and NotFoundError.
    """
    permissions.check_roles(roles)
    with desk.open() as (change, connection):
        who = desk.working(connection, by, "manage people").id
        known = people.find(connection, person_id)
        if known.id == who:
            raise ForbiddenError("nobody sets their own roles", where="by", hint="Ask another administrator.")
        _set(change, Person(known.id, tuple(roles), known.name, known.account), who)
    return change.receipts[-1]


def admit(desk: Desk, new: Person, by: str) -> Person:
    """The person whom the house's directory `by` sends, with the roles that it gives: put on the register, or brought up
    to date. The account is what it knows them by.

    A directory makes nobody an administrator, nor takes that away, and takes over nobody who is on the register without
    that account. Raises ForbiddenError, and UsageError for an id or a name that can't be.
    """
    permissions.check_roles(new.roles)
    if "administrator" in new.roles:
        raise ForbiddenError("a directory makes nobody an administrator", where="roles")
    with desk.open() as (change, connection):
        known = people.of_account(connection, new.account)
        if known is not None:
            kept = tuple(role for role in known.roles if role == "administrator")
            made = Person(known.id, (*kept, *new.roles), known.name, known.account)
        else:
            made = _admitted(connection, new)
        if known is None or set(known.roles) != set(made.roles):
            _set(change, made, by)
    return made


def set_passphrase(desk: Desk, by: Person, person_id: str, passphrase: str) -> Receipt:
    """Set a person's passphrase: one's own, or as an administrator a first one that its owner has to replace."""
    with desk.open() as (change, connection):
        owner, who = people.find(connection, person_id), people.find(connection, by.id)
        if owner.id != who.id:
            permissions.require(who, "manage people")
        people.set_passphrase(connection, owner.id, passphrase, who.id)
        change.append(Entry(happenings.PASSPHRASE_SET, happenings.PassphraseSet(owner.id, who.id)))
    return change.receipts[-1]


def authenticate(desk: Desk, person_id: str, passphrase: str, *, own: bool = True) -> Person:
    """The person whose passphrase this is. With `own` it must be one that the person has set.

    Raises ForbiddenError, the same for a wrong passphrase and for somebody who is not on the register.
    """
    with desk.open() as (_, connection):
        wanted = people.person_id(person_id)
        people.check_passphrase(connection, wanted, passphrase, own=own)
        return people.find(connection, wanted)


def _adding(desk: Desk, connection: Connection, by: Person | None, new: Person, person_id: str) -> str:
    if people.everyone(connection):
        if by is None:
            raise ForbiddenError("only an administrator adds people", where="by")
        return desk.working(connection, by, "manage people").id
    if "administrator" not in new.roles:
        raise UsageError("the first person of a register administrates it", where="roles")
    return person_id


def _admitted(connection: Connection, new: Person) -> Person:
    """Somebody new, if there may be such a one."""
    on_register = people.everyone(connection)
    if not on_register:
        raise ForbiddenError("the first person of a register comes in by the link", where="person")
    if not new.roles:
        raise ForbiddenError("the directory gives you no role here", where="roles", hint="Ask who keeps it.")
    person_id = people.person_id(new.id)
    if any(one.id == person_id for one in on_register):
        hint = "An administrator can register you under another id, or with this account."
        raise ForbiddenError(f"{person_id} is on the register without this account", where="person", hint=hint)
    made = Person(person_id, new.roles, new.name.strip() or person_id, new.account)
    people.check_new(connection, made)
    return made


def _set(change: Change, person: Person, by: str) -> None:
    body = happenings.PersonSet(person.id, person.roles, by)
    change.append(Entry(happenings.PERSON_SET, body, Told(person.name, person.account)))
