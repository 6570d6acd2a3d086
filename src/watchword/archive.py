"""What stood behind a digest on the record? The lists and the policy that an answer was computed from.

The record says which publications made a snapshot; their files are kept at home, and the index is made anew from them.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec

from watchword.cases.answers import LISTS_USED, POLICY_USED, ListsUsed, PolicyUsed
from watchword.errors import NotFoundError
from watchword.ledger.log import Log
from watchword.library.catalogue import Catalogue
from watchword.model import Publication
from watchword.policy import Policy
from watchword.snapshot import Progress, Snapshot


class Archive:
    """Lists and policies by digest, as the log of a home directory knows them."""

    def __init__(self, log: Log, home: Path | None, progress: Progress = lambda *_: None) -> None:
        self._log = log
        self._home = home
        self._progress = progress

    def snapshot(self, digest: str) -> Snapshot:
        """The lists of a digest. Raises NotFoundError when the record does not know it, or a list is not kept."""
        publications = msgspec.json.decode(self._behind(LISTS_USED, ListsUsed, digest).publications,
                                           type=list[Publication])  # fmt: skip
        if all(one.bundled for one in publications):
            found = Snapshot.bundled(self._home, self._progress)
        else:
            found = Catalogue(self._home).snapshot_of(publications, self._progress)
        if found.digest != digest:
            hint = "Another version of watchword reads these files in another way: use the one that made the record."
            raise NotFoundError("the lists can't be made again as they were", where=digest, hint=hint)
        return found

    def policy(self, digest: str) -> Policy:
        """The policy of a digest. Raises NotFoundError when it can't be made again as it was."""
        policy = msgspec.json.decode(self._behind(POLICY_USED, PolicyUsed, digest).policy, type=Policy)
        if policy.digest != digest:
            raise NotFoundError("the policy can't be made again as it was", where=digest)
        return policy

    def _behind(self, kind: str, body: type[Any], digest: str) -> Any:
        with self._log.read() as view:
            for record in view.records(kinds=(kind,)):
                found = record.read(body)
                if found.digest == digest:
                    return found
        raise NotFoundError("the record knows nothing of this digest", where=digest)
