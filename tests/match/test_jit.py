"""What do compiled loops leave out that numba puts in?"""

from __future__ import annotations

import numpy as np
from numba import njit

from watchword.match.kernels.jit import OPTIONS


def _first(array, other, times):  # type: ignore[no-untyped-def]
    """The first item of one of two arrays, which change their names again and again."""
    for _ in range(times):
        array, other = other, array
    return array[0]


def test_no_reference_is_counted() -> None:
    """A loop counts no references to its arrays, as numba else would, and lets go of none."""
    arrays = np.array([7, 8]), np.array([9])
    counted = []
    for options in ({}, OPTIONS):
        compiled = njit(_first, **options)
        for times, expected in ((0, 7), (1, 9), (2, 7)):
            assert compiled(*arrays, times) == expected
        code = "".join(compiled.inspect_llvm().values())
        counted.append("NRT_incref" in code or "NRT_decref" in code)
    assert counted == [True, False]
