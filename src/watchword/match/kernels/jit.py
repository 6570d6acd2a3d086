"""Is this copy of the inner loops compiled? The name under which the package was loaded decides.

Nothing else may depend on the answer.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

COMPILED = (__package__ or "").endswith("_compiled")


def jit(function: Callable[..., Any]) -> Any:
    """The function as it is, or compiled by numba (and kept on disk for the next process, where that can be)."""
    if not COMPILED:
        return function
    from numba import njit

    try:
        return njit(cache=True, nogil=True)(function)
    except RuntimeError:  # no folder that can be written
        return njit(nogil=True)(function)
