"""Is this leaf under that root, and is that root a continuation of this one? The Merkle tree of RFC 6962.

The same tree as in RFC 9162, section 2.1; subtrees as in draft-ietf-plants-merkle-tree-certs, section 4. Only
functions over hashes: it neither stores nor signs. A tree is kept as a list of hashes that only grows: each
leaf's hash, then those of the nodes which that leaf completes (`position` says where one stands).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from hashlib import sha256

EMPTY = sha256(b"").digest()
"""The root of a tree without leaves."""

Fetch = Callable[[Sequence[int]], Sequence[bytes]]
"""Stored hashes by position, in the order asked."""

_HASH = sha256().digest_size

Range = tuple[int, int]


def leaf_hash(data: bytes) -> bytes:
    """SHA-256 of 0x00 and the data."""
    return sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """SHA-256 of 0x01 and both children."""
    return sha256(b"\x01" + left + right).digest()


class Frontier:
    """A tree while it grows: its size and the roots of its complete subtrees, largest first.

    One append costs two hashes on average; a root at most one hash for each level.
    """

    __slots__ = ("peaks", "size")

    def __init__(self, size: int = 0, peaks: Sequence[bytes] = ()) -> None:
        self.size = size
        self.peaks = list(peaks)

    def append(self, leaf: bytes) -> list[bytes]:
        """Add a leaf's hash. Returns the hashes to store, in the order of `position`: the leaf's first."""
        stored = [leaf]
        left = self.size
        while left & 1:
            leaf = node_hash(self.peaks.pop(), leaf)
            stored.append(leaf)
            left >>= 1
        self.peaks.append(leaf)
        self.size += 1
        return stored

    def root(self) -> bytes:
        """The root over all leaves so far."""
        return _join(self.peaks) if self.peaks else EMPTY


def stored_hashes(leaves: Iterable[bytes]) -> list[bytes]:
    """All hashes of the tree over these leaves' hashes, in the order of `position`."""
    frontier = Frontier()
    return [hashed for leaf in leaves for hashed in frontier.append(leaf)]


def root(leaves: Iterable[bytes]) -> bytes:
    """The root over these leaves' hashes."""
    level = list(leaves)
    while len(level) > 1:
        pairs = iter(level)
        nodes = [node_hash(left, right) for left, right in zip(pairs, pairs, strict=False)]
        level = nodes + level[2 * len(nodes) :]  # one without a neighbour goes up as it is
    return level[0] if level else EMPTY


def position(level: int, index: int) -> int:
    """Where the hash of node `index` (from the left, from 0) of a level (leaves are 0) is stored."""
    last = ((index + 1) << level) - 1
    return stored_count(last) + level


def stored_count(size: int) -> int:
    """How many hashes a tree of that size has stored."""
    return 2 * size - size.bit_count()


def parts(start: int, end: int) -> list[int]:
    """Positions of the complete subtrees that make up leaves `start` to `end` (excluded), left to right.

    `start` must be a multiple of the power of two at or above the length, as it is for every node.
    """
    out = []
    while start < end:
        level = (end - start).bit_length() - 1
        out.append(position(level, start >> level))
        start += 1 << level
    return out


def frontier_at(size: int, fetch: Fetch) -> Frontier:
    """The frontier of a stored tree when it had that size."""
    return Frontier(size, fetch(parts(0, size)))


def inclusion_path(index: int, size: int, fetch: Fetch) -> list[bytes]:
    """The proof that leaf `index` is in the tree of that size (RFC 9162, 2.1.3). ValueError if it is not."""
    return subtree_path(index, index + 1, size, fetch)


def consistency_path(old: int, new: int, fetch: Fetch) -> list[bytes]:
    """The proof that the tree of size `new` continues that of size `old` (RFC 9162, 2.1.4), 0 < old <= new.

    Raises ValueError for other sizes.
    """
    if not old:
        raise ValueError("every tree continues the empty one: there is nothing to prove")
    return subtree_path(0, old, new, fetch)


def subtree_path(start: int, end: int, size: int, fetch: Fetch) -> list[bytes]:
    """The proof that the tree of that size holds the subtree over leaves `start` to `end` (excluded).

    Raises ValueError when there is no such subtree.
    """
    if not _is_subtree(start, end, size):
        raise ValueError(f"a tree of size {size} has no subtree from {start} to {end}")
    groups = [parts(*covered) for covered in _siblings(start, end, size)]
    hashes = iter(fetch([at for group in groups for at in group]))
    return [_join([next(hashes) for _ in group]) for group in groups]


def verify_inclusion(index: int, size: int, leaf: bytes, path: Sequence[bytes], root: bytes) -> bool:
    """Whether the path proves that `leaf` (a leaf's hash) is number `index` of `size` leaves under `root`."""
    return 0 <= index < size and len(leaf) == _HASH and verify_subtree((index, index + 1), size, leaf, path, root)


def verify_consistency(old: int, new: int, old_root: bytes, path: Sequence[bytes], new_root: bytes) -> bool:
    """Whether the path proves that the tree of size `new` only adds to that of size `old` (not 0)."""
    return 0 < old <= new and verify_subtree((0, old), new, old_root, path, new_root)


def verify_subtree(leaves: Range, size: int, subroot: bytes, path: Sequence[bytes], root: bytes) -> bool:
    """Whether the path proves that `subroot` covers these leaves (end excluded) of the tree under `root`.

    An empty subtree is part of every tree: its root is EMPTY, its path has no hash.
    """
    start, end = leaves
    if not _is_subtree(start, end, size):
        return False
    if start == end:
        return subroot == EMPTY and not path
    siblings = _siblings(start, end, size)
    if len(path) != len(siblings) or any(len(hashed) != _HASH for hashed in path):
        return False
    proven_sub, proven_root = _climb(leaves, siblings, subroot, path)
    return proven_sub == subroot and proven_root == root


def _climb(leaves: Range, siblings: list[Range], subroot: bytes, path: Sequence[bytes]) -> tuple[bytes, bytes]:
    """The roots of the subtree and of the tree that the path leads to, joined from the inside out."""
    steps: Iterator[tuple[Range, bytes]] = zip(siblings, path, strict=True)
    end, sub = leaves[1], subroot
    if siblings and _within(siblings[0], leaves):
        (_, end), sub = next(steps)
    whole = sub
    for (left, right), sibling in steps:
        if left == end:
            whole = node_hash(whole, sibling)
            end = right
        else:
            if left >= leaves[0]:
                sub = node_hash(sibling, sub)
            whole = node_hash(sibling, whole)
    return sub, whole


def _within(inner: Range, outer: Range) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def _is_subtree(start: int, end: int, size: int) -> bool:
    """Whether the range is within the tree and starts where a subtree of its length can start."""
    if not 0 <= start <= end <= size:
        return False
    return start == end or start % (1 << (end - start - 1).bit_length()) == 0


def _siblings(start: int, end: int, size: int) -> list[Range]:
    """The leaves under each hash of a subtree's proof, innermost first.

    When the subtree is no node of the tree, the first hash is that of its last node that is one.
    """
    low, high, begin = 0, size, start
    out = []
    while (low, high) != (begin, end):
        middle = low + (1 << ((high - low - 1).bit_length() - 1))
        if end <= middle:
            out.append((middle, high))
            high = middle
        else:
            out.append((low, middle))
            low, begin = middle, max(begin, middle)
    if begin != start:
        out.append((low, high))
    return out[::-1]


def _join(hashes: Sequence[bytes]) -> bytes:
    """The root over complete subtrees that stand side by side, largest first."""
    joined = hashes[-1]
    for left in reversed(hashes[:-1]):
        joined = node_hash(left, joined)
    return joined
