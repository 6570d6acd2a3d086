"""How is a listing or a party written in FollowTheMoney, and read from it?

`entities` writes a listing, `party` reads an entity, both without FollowTheMoney's own library.
Nothing here reads whole files, merges entities or validates what others wrote.
"""

from __future__ import annotations

from watchword.ftm.reader import party
from watchword.ftm.writer import entities, entity_id

__all__ = ["entities", "entity_id", "party"]
