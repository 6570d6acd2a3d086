"""Which pages carry the same text? Near-duplicates, as agency text with a changed headline, are one source.

Texts are compared by their runs of five words, sketched by 64 least hashes (MinHash, Broder 1997).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence

_RUN, _SKETCH, _ALIKE = 5, 64, 0.6
_WORD = re.compile(r"\w+")


def sketch(text: str) -> tuple[int, ...]:
    """The least hashes of a text's runs of words; fewer than 64 for a short text."""
    words = _WORD.findall(text.casefold())
    runs = {" ".join(words[k : k + _RUN]) for k in range(max(1, len(words) - _RUN + 1))} if words else set()
    return tuple(
        sorted(int.from_bytes(hashlib.blake2b(run.encode(), digest_size=8).digest()) for run in runs)[:_SKETCH]
    )


def alike(a: Sequence[int], b: Sequence[int]) -> float:
    """How much of two texts is the same, 0 to 1, estimated from their sketches."""
    if not a or not b:
        return 0.0
    least = sorted(set(a) | set(b))[:_SKETCH]
    return len(set(least) & set(a) & set(b)) / len(least)


def groups(texts: Iterable[str]) -> list[int]:
    """For each text the number of the first one that it repeats; its own where it repeats none."""
    sketches: dict[int, tuple[int, ...]] = {}
    holders: dict[int, list[int]] = {}  # of each hash; texts that share none are not alike
    out: list[int] = []
    for number, text in enumerate(texts):
        mine = sketch(text)
        others = sorted({k for one in mine for k in holders.get(one, ())})
        same = next((k for k in others if alike(mine, sketches[k]) >= _ALIKE), number)
        if same == number:
            sketches[number] = mine
            for one in mine:
                holders.setdefault(one, []).append(number)
        out.append(same)
    return out
