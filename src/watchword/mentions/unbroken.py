"""Where do listed names stand in a text that writes no blanks between words? Chinese and Japanese, as listed.

Any run of letters could be a name there, so only whole names without alteration are looked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from watchword.mentions.words import runs
from watchword.snapshot import Snapshot

_UNSPACED = re.compile(r"\s")
_SHORTEST = 3  # two letters are a word more often than a name


class UnbrokenNames:
    """The listed names of at least three letters that are written without blanks."""

    def __init__(self, snapshot: Snapshot) -> None:
        listed = (name.full for listing in snapshot for name in listing.names if not name.full.isascii())
        self._names = {name for full in listed if (name := _UNSPACED.sub("", full)) and _is_unbroken(name)}
        self._lengths = sorted({len(name) for name in self._names}, reverse=True)

    def found_in(self, run: str) -> Iterator[tuple[int, int]]:
        """Where the names stand in a run of such letters, the longest first at each place."""
        at = 0
        while at < len(run):
            length = next((n for n in self._lengths if run[at : at + n] in self._names), 0)
            if length:
                yield at, at + length
            at += length or 1


def _is_unbroken(name: str) -> bool:
    found = next(runs(name), (0, ""))[1]
    return len(name) >= _SHORTEST and found == name
