"""Do proofs hold exactly when they should? Every tree up to 100 leaves, and published vectors."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchword.ledger import tree

LEAVES = [tree.leaf_hash(bytes([n])) for n in range(100)]


def reference_root(leaves: Sequence[bytes]) -> bytes:
    """RFC 6962, 2.1, word for word."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    k = 1
    while k * 2 < len(leaves):
        k *= 2
    return tree.node_hash(reference_root(leaves[:k]), reference_root(leaves[k:]))


ROOTS = [reference_root(LEAVES[:n]) for n in range(101)]
STORED = tree.stored_hashes(LEAVES)


def fetch(positions: Sequence[int]) -> list[bytes]:
    return [STORED[at] for at in positions]


def flipped(path: Sequence[bytes]) -> Iterator[list[bytes]]:
    """The path with one bit of one hash flipped, for each hash."""
    for at, hashed in enumerate(path):
        bit = at * 7 % 256
        changed = (int.from_bytes(hashed, "big") ^ (1 << bit)).to_bytes(32, "big")
        yield [*path[:at], changed, *path[at + 1 :]]


def test_root_is_that_of_the_rfc() -> None:
    """The grown root equals the recursive definition for every size."""
    assert [tree.root(LEAVES[:n]) for n in range(101)] == ROOTS


def test_positions_run_without_gap() -> None:
    """A hash stands at its position, and positions are filled in order."""
    places = {}
    for level in range(7):
        for index in range(100 >> level):
            places[tree.position(level, index)] = reference_root(LEAVES[index << level : (index + 1) << level])
    assert [places[at] for at in range(len(places))] == STORED
    assert tree.stored_count(100) == len(STORED)


def test_frontier_is_found_again_in_a_stored_tree() -> None:
    """A tree goes on growing from what is stored, at every size."""
    for size in range(101):
        frontier = tree.frontier_at(size, fetch)
        assert (frontier.size, frontier.root()) == (size, ROOTS[size])


def test_every_inclusion_proof_up_to_100_leaves() -> None:
    """A leaf's proof holds; with any hash flipped, another index, leaf, size or root it fails."""
    for size in range(1, 101):
        for index in range(size):
            leaf, root = LEAVES[index], ROOTS[size]
            path = tree.inclusion_path(index, size, fetch)
            assert tree.verify_inclusion(index, size, leaf, path, root)
            assert not any(tree.verify_inclusion(index, size, leaf, bad, root) for bad in flipped(path))
            assert not tree.verify_inclusion((index + 1) % size, size, leaf, path, root) or size == 1
            assert not tree.verify_inclusion(index, size, tree.leaf_hash(b"other"), path, root)
            assert not tree.verify_inclusion(index, size, leaf, path, ROOTS[size - 1]) or size == 1
            assert not tree.verify_inclusion(index, size, leaf, [*path, leaf], root)
            assert not tree.verify_inclusion(index, size, leaf, path[:-1], root) or not path


def test_every_consistency_proof_up_to_100_leaves() -> None:
    """A later tree's proof holds; with any hash flipped, or roots exchanged, it fails."""
    for new in range(1, 101):
        for old in range(1, new + 1):
            path = tree.consistency_path(old, new, fetch)
            assert tree.verify_consistency(old, new, ROOTS[old], path, ROOTS[new])
            for bad in flipped(path):
                assert not tree.verify_consistency(old, new, ROOTS[old], bad, ROOTS[new])
            if old != new:
                assert not tree.verify_consistency(old, new, ROOTS[new], path, ROOTS[old])
                assert not tree.verify_consistency(old, new, ROOTS[old], path[1:], ROOTS[new])


def test_every_subtree_proof_up_to_40_leaves() -> None:
    """Every valid subtree is proven; with any hash flipped it fails."""
    for size in range(1, 41):
        for start in range(size):
            for end in range(start + 1, size + 1):
                if start % (1 << (end - start - 1).bit_length()):
                    with pytest.raises(ValueError, match="no subtree"):
                        tree.subtree_path(start, end, size, fetch)
                    continue
                path = tree.subtree_path(start, end, size, fetch)
                sub = reference_root(LEAVES[start:end])
                assert tree.verify_subtree((start, end), size, sub, path, ROOTS[size])
                for bad in flipped(path):
                    assert not tree.verify_subtree((start, end), size, sub, bad, ROOTS[size])


@pytest.mark.parametrize(("index", "size"), [(-1, 3), (3, 3), (0, 0)])
def test_no_path_outside_the_tree(index: int, size: int) -> None:
    """A leaf that is not in the tree has no proof, and none verifies."""
    with pytest.raises(ValueError, match="no subtree"):
        tree.inclusion_path(index, size, fetch)
    assert not tree.verify_inclusion(index, size, LEAVES[0], [], LEAVES[0])


def test_nothing_is_proven_from_an_empty_tree() -> None:
    """Consistency with size 0 says nothing, so it is neither made nor accepted."""
    with pytest.raises(ValueError, match="nothing to prove"):
        tree.consistency_path(0, 5, fetch)
    assert not tree.verify_consistency(0, 5, tree.EMPTY, [], ROOTS[5])


@given(st.lists(st.binary(max_size=8), max_size=70), st.data())
def test_growing_equals_building(datas: list[bytes], draw: st.DataObject) -> None:
    """Where a tree is cut and continued makes no difference to its hashes."""
    leaves = [tree.leaf_hash(data) for data in datas]
    cut = draw.draw(st.integers(0, len(leaves)))
    stored = tree.stored_hashes(leaves[:cut])
    frontier = tree.frontier_at(cut, lambda positions: [stored[at] for at in positions])
    for leaf in leaves[cut:]:
        stored += frontier.append(leaf)
    assert stored == tree.stored_hashes(leaves)
    assert frontier.root() == reference_root(leaves)


def answer(vector: dict[str, object]) -> bool:
    """Our answer to one vector of transparency-dev/merkle."""
    v = {key: base64.b64decode(value) if "oot" in key or "Hash" in key else value for key, value in vector.items()}
    path = [base64.b64decode(hashed) for hashed in v["proof"] or ()]
    if "size1" in v:
        return tree.verify_consistency(v["size1"], v["size2"], v["root1"], path, v["root2"])
    if "size" in v:
        return tree.verify_subtree((v["start"], v["end"]), v["size"], v["root1"], path, v["root2"])
    start, end = v.get("start", 0), v.get("end", v.get("treeSize"))
    # a leaf's proof within a subtree is its proof in the tree that the subtree is by itself
    within = start == 0 or start % (1 << (end - start - 1).bit_length()) == 0 if end > start else False
    return within and tree.verify_inclusion(v["leafIdx"] - start, end - start, v["leafHash"], path, v["root"])


def check_vectors(folder: Path) -> int:
    files = sorted(folder.rglob("*.json"))
    wrong = []
    for file in files:
        vector = json.loads(file.read_text())
        if answer(vector) is vector["wantErr"]:
            wrong.append(file.name)
    assert wrong == []
    return len(files)


def test_kept_vectors(data: Path) -> None:
    """The published vectors that the repository holds are answered right."""
    assert check_vectors(data / "merkle") == 24


def test_all_published_vectors(shared: Path) -> None:
    """All 518 published vectors, most of them corrupted on purpose, are answered right."""
    assert check_vectors(shared / "merkle") == 518
