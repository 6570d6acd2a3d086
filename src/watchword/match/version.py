"""Which engine gave an answer? The package version and a digest of everything that can change a score.

The digest covers the sources of `text` and `match` and the frozen tables, so that two answers of one
engine version are always comparable, and an index built by another is never used.
"""

from __future__ import annotations

import hashlib
from functools import cache
from importlib import resources

VERSION = "0.1.0"


@cache
def engine() -> str:
    """Version of the engine, as 0.1.0+1a2b3c4d5e6f."""
    digest = hashlib.sha256()
    root = resources.files("watchword")
    for folder in ("text", "text/tables", "match", "match/kernels"):
        for file in sorted(root.joinpath(folder).iterdir(), key=lambda f: f.name):
            if file.name.endswith((".py", ".tsv")):
                digest.update(file.name.encode())
                digest.update(hashlib.sha256(file.read_bytes()).digest())
    return f"{VERSION}+{digest.hexdigest()[:12]}"
