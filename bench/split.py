"""Which rows may no fitting see? One fixed split, shared by the benchmarks and the makers of tables."""

from __future__ import annotations

import hashlib


def kept_out(key: str) -> bool:
    """Whether a row is in the half kept out of all fitting: by hash of its text in the other script.

    Hash the text as the file has it (for coling2018_wd_*: without the spaces between the letters), so that
    every spelling of one name in the other script falls into the same half.
    """
    return hashlib.sha256(f"kept out\x1f{key}".encode()).digest()[0] % 2 == 1
