"""How is a file kept as what sets it apart from an earlier one? Cut into pieces, those already known are only cited.

The pieces are lines, or elements where lines are long. What a piece means, nobody here knows.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

Steps = list[int | bytes]
"""What makes a file: two numbers cite pieces of the earlier one (the first, how many), bytes are a new piece."""

_LONG = 4096  # bytes of a line that is cut further
_JOINTS = re.compile(rb"(?<=>)(?=<)|(?<=\},)")


def cut(data: bytes) -> list[bytes]:
    """The pieces of a file, in order: joined, they are `data` again."""
    out: list[bytes] = []
    for line in data.split(b"\n"):
        ended = line + b"\n"
        out.extend((ended,) if len(ended) <= _LONG else _JOINTS.split(ended))
    last = out.pop()[:-1]
    if last:
        out.append(last)
    return out


def difference(pieces: Iterable[bytes], earlier: Sequence[bytes]) -> Steps:
    """The steps that make `pieces` from `earlier`."""
    places: dict[bytes, int] = {}
    for at, piece in enumerate(earlier):
        places.setdefault(piece, at)
    steps: Steps = []
    first = count = 0
    for piece in pieces:
        if count and first + count < len(earlier) and earlier[first + count] == piece:
            count += 1
            continue
        if count:
            steps += (first, count)
        found = places.get(piece)
        first, count = (0, 0) if found is None else (found, 1)
        if found is None:
            steps.append(piece)
    if count:
        steps += (first, count)
    return steps


def rebuild(steps: Iterable[int | bytes], earlier: Sequence[bytes]) -> list[bytes]:
    """The pieces that the steps make from `earlier`; ValueError when they don't fit it."""
    out: list[bytes] = []
    remaining = iter(steps)
    for step in remaining:
        if isinstance(step, bytes):
            out.append(step)
            continue
        count = next(remaining, None)
        if not isinstance(count, int) or not 0 <= step <= step + count <= len(earlier):
            raise ValueError("these steps are for another file")
        out.extend(earlier[step : step + count])
    return out


def share_cited(steps: Iterable[int | bytes], size: int) -> float:
    """How much (0..1) of a file of `size` bytes is cited, not new."""
    new = sum(len(step) for step in steps if isinstance(step, bytes))
    return 1 - new / size if size else 1.0
