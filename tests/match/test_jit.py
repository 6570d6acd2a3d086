"""What do compiled loops leave out that numba puts in?"""

from __future__ import annotations

from importlib import import_module

import numpy as np
from numba import njit

from watchword.match.kernels import jit
from watchword.match.kernels.jit import OPTIONS
from watchword.match.kernels.layout import HASH, MIX
from watchword.match.loops import loops


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


def test_products_keep_their_lowest_bits() -> None:
    """The product of two large numbers is cut alike by compiled loops and interpreted ones, also where the compiler knows
    both to be above 0 and would take the product for such."""
    compiled = import_module(f"{loops(compiled=True).run.__name__}.jit").product

    def first_bits(key, factor):  # type: ignore[no-untyped-def]
        return compiled(key & HASH, factor) >> 47

    cut = njit(first_bits)
    for key in (676713363277777, HASH, 1, 3 << 40):
        assert cut(key, MIX) == jit.product(key, MIX) >> 47
