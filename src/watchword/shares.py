"""How sure is a share that was counted on a sample? Wilson's interval."""

from __future__ import annotations

import math

import msgspec

_Z = 1.959964  # of a normal distribution: 95% lie within


class Share(msgspec.Struct, frozen=True):
    """`found` of `of`, with the 95% interval of the share."""

    found: int
    of: int
    low: float
    high: float

    @property
    def share(self) -> float:
        """0..1; 0 of none is 0."""
        return self.found / self.of if self.of else 0.0


def share(found: int, of: int) -> Share:
    """A share with its interval; of none, anything is possible."""
    return Share(found, of, *interval(found, of)) if of else Share(0, 0, 0.0, 1.0)


def interval(found: int, of: int) -> tuple[float, float]:
    """Wilson's 95% interval of a share of at least one."""
    part = found / of
    middle = part + _Z * _Z / (2 * of)
    half = _Z * math.sqrt(part * (1 - part) / of + _Z * _Z / (4 * of * of))
    scale = 1 + _Z * _Z / of
    return max(0.0, (middle - half) / scale), min(1.0, (middle + half) / scale)
