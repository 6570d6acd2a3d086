"""What do other systems hear of a run? One message of what it did, and the hits that came and went, in portions.

Messages go into the outbox within the transaction of the run's record. They name customers by their own ids and listings
by theirs; no name of anybody is in them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from watchword.ledger.log import Change
from watchword.monitoring.changes import HitChange, Monitored
from watchword.store.outbox import put
from watchword.store.records import Session

_PORTION = 100  # changes in a message


def tell(change: Change, monitored: Monitored, found: Sequence[HitChange]) -> None:
    """Put the messages of a run into the outbox."""
    assert isinstance(change.writing, Session)
    made = [_message(change.time, f"run_{monitored.run}", "monitored", monitored)]
    for start in range(0, len(found), _PORTION):
        data = {"run": monitored.run, "snapshot": monitored.snapshot, "changes": found[start : start + _PORTION]}
        made.append(_message(change.time, f"run_{monitored.run}_{start // _PORTION + 1}", "hits.changed", data))
    put(change.writing.connection, made)


def _message(time: str, message_id: str, kind: str, data: Any) -> tuple[str, bytes]:
    """The id and body of a message, in the form of Standard Webhooks."""
    return message_id, msgspec.json.encode({"type": kind, "timestamp": time, "data": data})
