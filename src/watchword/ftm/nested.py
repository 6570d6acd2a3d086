"""How do the FollowTheMoney entities of a listing hang together? Each inside the one it belongs to, as APIs give them.

The names of the ways back (`sanctions`, `ownershipAsset`) are FollowTheMoney's own. Nothing is written anew here.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from watchword.ftm.writer import Entity

# Schema and property of an entity that points at the party; the party's own property for it.
BACK = {
    ("Sanction", "entity"): "sanctions",
    ("Passport", "holder"): "identification",
    ("Identification", "holder"): "identification",
    ("CryptoWallet", "holder"): "cryptoWallets",
    ("Ownership", "owner"): "ownershipOwner",
    ("Ownership", "asset"): "ownershipAsset",
    ("Family", "person"): "familyPerson",
    ("Family", "relative"): "familyRelative",
    ("Representation", "agent"): "agencyClient",
    ("Representation", "client"): "agentRepresentation",
    ("Membership", "member"): "membershipMember",
    ("Membership", "organization"): "membershipOrganization",
    ("UnknownLink", "subject"): "unknownLinkTo",
    ("UnknownLink", "object"): "unknownLinkFrom",
}
_FORWARD = "addressEntity"


def adjacent(entities: Sequence[Entity]) -> dict[str, list[Entity]]:
    """What belongs to a party, by the party's property for it.

    `entities` are a listing's, the party first (see `writer.entities`). An edge has the party at its other end inside.
    """
    party, *others = entities
    known = {entity["id"]: entity for entity in others}
    out: dict[str, list[Entity]] = {}
    for entity in others:
        for name, values in entity["properties"].items():
            back = BACK.get((entity["schema"], name))
            if back and party["id"] in values:
                out.setdefault(back, []).append(_with_ends(entity, name, known))
    for at in party["properties"].get(_FORWARD, ()):
        if at in known:
            out.setdefault(_FORWARD, []).append(known[at])
    return out


def nested(entities: Sequence[Entity]) -> Entity:
    """The party with what belongs to it inside its properties."""
    party = entities[0]
    properties: dict[str, Any] = {**party["properties"], **adjacent(entities)}
    return {**party, "properties": properties}


def _with_ends(entity: Entity, mine: str, known: dict[str, Entity]) -> Entity:
    """An edge with the entity at its other end inside; a name stands for one that is in another listing."""
    properties = {
        name: values if name == mine else [known.get(value, value) for value in values]
        for name, values in entity["properties"].items()
    }
    return {**entity, "properties": properties}
