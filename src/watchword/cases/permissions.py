"""Who may do what? Five roles, one table, asked by every use case whatever the door.

Four eyes: what `happenings.ACTIONS` names takes effect only when a second, different person has approved it.
"""

from __future__ import annotations

from collections.abc import Collection

from watchword.cases.people import Person
from watchword.errors import ForbiddenError

ROLES: dict[str, str] = {
    "viewer": "sees alerts",
    "analyst": "works on alerts, decides, proposes",
    "approver": "the second pair of eyes; may also do what an analyst does",
    "auditor": "sees and exports everything, changes nothing",
    "administrator": "people, keys, erasure, holds; proposes policy",
}

PERMISSIONS: dict[str, frozenset[str]] = {
    "see alerts": frozenset({"viewer", "analyst", "approver", "auditor", "administrator"}),
    "see personal data": frozenset({"analyst", "approver", "auditor"}),
    "work on alerts": frozenset({"analyst", "approver"}),
    "decide": frozenset({"analyst", "approver"}),
    "propose decisions": frozenset({"analyst", "approver"}),
    "propose policy": frozenset({"analyst", "approver", "administrator"}),
    "approve": frozenset({"approver"}),
    "end an allowance": frozenset({"analyst", "approver"}),
    "report": frozenset({"analyst", "approver", "auditor"}),
    "export the log": frozenset({"auditor", "administrator"}),
    "hold": frozenset({"auditor", "administrator"}),
    "erase": frozenset({"administrator"}),
    "rotate the key": frozenset({"administrator"}),
    "manage people": frozenset({"administrator"}),
    "change customers": frozenset({"analyst", "approver", "administrator"}),
    "change lists": frozenset({"administrator"}),
}
"""The roles that may do a thing. What stands in no role's set nobody may do."""


def allows(person: Person, action: str) -> bool:
    """Whether one of the person's roles allows the action."""
    return bool(PERMISSIONS[action] & set(person.roles))


def require(person: Person, action: str) -> None:
    """Raises ForbiddenError unless one of the person's roles allows the action."""
    if not allows(person, action):
        needed = " or ".join(role for role in ROLES if role in PERMISSIONS[action])
        raise ForbiddenError(f"{person.id} may not do this: {action}", where="by", hint=f"It needs the role {needed}.")


def require_second(person: Person, proposer: str) -> None:
    """Raises ForbiddenError unless this is a second, different person who may approve.

    Somebody whom the proposer has put on the register, or has given a passphrase, is no second pair of eyes: whoever
    registers people could otherwise make one of his own.
    """
    require(person, "approve")
    if person.id == proposer:
        raise ForbiddenError("nobody approves what they proposed", where="by", hint="Ask another approver.")
    if proposer in person.vouched_by:
        hint = "Ask an approver whom somebody else has registered."
        raise ForbiddenError(f"{person.id} was registered by {proposer}, who proposed this", where="by", hint=hint)


def check_roles(roles: Collection[str]) -> None:
    """Raises ForbiddenError for a role that does not exist."""
    unknown = [role for role in roles if role not in ROLES]
    if unknown:
        raise ForbiddenError(f"there is no role {unknown[0]!r}", where="role", hint=f"Use one of: {', '.join(ROLES)}.")
