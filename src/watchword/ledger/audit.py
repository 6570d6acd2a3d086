"""Is the stored log still what was recorded? Recomputes all of it.

What a record or a head should be is judged by verify_log, over the same lines that an auditor would get, so that
both always find the same. Only the tree's inner hashes, which no export holds, are checked here.
"""

from __future__ import annotations

from collections.abc import Iterator

from watchword.ledger import tree
from watchword.ledger.export import export_lines
from watchword.ledger.log import Log
from watchword.ledger.storage import Reading
from watchword.ledger.verify_log import Fault, check_log


def verify(log: Log, *, head: str = "", key: bytes | None = None) -> list[Fault]:
    """Every fault of a stored log, by record; empty when it is sound.

    `head` is a signed note kept outside: without one, nobody can tell that records were cut off the end together
    with their heads. `key` is the log's first public key, if it is known from elsewhere. Raises StorageError when
    the database itself can't be read.
    """
    with log.storage.reading() as reading:
        return verify_reading(reading, head=head, key=key)


def verify_reading(reading: Reading, *, head: str = "", key: bytes | None = None) -> list[Fault]:
    """The same for a view that is open already."""
    faults = check_log(export_lines(reading, personal=True), head, key)
    return faults + list(_faulty_nodes(reading))


def _faulty_nodes(reading: Reading) -> Iterator[Fault]:
    """Inner hashes that are not those of their children, and hashes missing or too many."""
    frontier = tree.Frontier()
    expected: list[bytes] = []
    for at, (position, hashed) in enumerate(reading.all_hashes()):
        if position != at:
            yield Fault(frontier.size, "tree", f"the tree's hash {at} is missing")
            return
        if not expected:
            expected = frontier.append(hashed)[1:]
        elif hashed != expected.pop(0):
            yield Fault(frontier.size - 1, "tree", f"the tree's hash {at}, completed by this record, was changed")
    size = reading.tip()[0]
    if expected or frontier.size != size:
        yield Fault(frontier.size, "tree", f"the tree holds {frontier.size} records, its last head {size}")
