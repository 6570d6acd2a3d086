"""Is this copy of the inner loops compiled? The name under which the package was loaded decides.

Nothing else may depend on the answer.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

COMPILED = (__package__ or "").endswith("_compiled")
AT_ONCE = 64  # names fetched before they are looked at: of thousands, the last would push out the first


# Loops run without Python's lock. They make no arrays and keep none: who calls them holds all, so that none is counted.
OPTIONS: dict[str, Any] = {"nogil": True, "_nrt": False}


def jit(function: Callable[..., Any]) -> Any:
    """The function as it is, or compiled by numba (and kept on disk for the next process, where that can be)."""
    return _compiled(function) if COMPILED else function


def inlined(function: Callable[..., Any]) -> Any:
    """As `jit`, and compiled into each function that calls it: handing five arrays over costs as much as a short loop."""
    return _compiled(function, forceinline=True) if COMPILED else function


def _compiled(function: Callable[..., Any], **more: bool) -> Any:
    from numba import njit

    from .unsigned import Compiler

    options: dict[str, Any] = OPTIONS | more | {"pipeline_class": Compiler}
    try:
        return njit(cache=True, **options)(function)
    except RuntimeError:  # no folder that can be written
        return njit(**options)(function)


def _fetching() -> Any:
    """What `fetch` is in compiled loops: the processor's instruction that fetches a line of memory and does not wait."""
    from llvmlite import ir  # type: ignore[import-untyped]
    from numba.core import cgutils, types
    from numba.extending import intrinsic

    def fetch(typing: Any, array: Any, at: Any) -> Any:
        def build(context: Any, builder: Any, signature: Any, given: Any) -> Any:
            cells = context.make_array(signature.args[0])(context, builder, given[0]).data
            place = builder.bitcast(builder.gep(cells, [given[1]]), ir.IntType(8).as_pointer())
            flag = ir.IntType(32)
            kind = ir.FunctionType(ir.VoidType(), [place.type, flag, flag, flag])
            read, keep, data = flag(0), flag(3), flag(1)
            instruction = cgutils.get_or_insert_function(builder.module, kind, "llvm.prefetch.p0")  # type: ignore[no-untyped-call]
            builder.call(instruction, [place, read, keep, data])
            return context.get_dummy_value()

        return types.void(array, types.intp), build

    return intrinsic(fetch)


def _nothing(array: Any, at: int) -> None:
    """What `fetch` is in interpreted loops."""


fetch = _fetching() if COMPILED else _nothing


def _multiplying() -> Any:
    """What `product` is in compiled loops: numbers without a sign wrap. Of numbers with one the compiler takes for granted
    that they don't overflow, and would leave out what cuts them."""
    import numpy as np

    @jit
    def product(a: Any, b: Any) -> Any:
        return np.int64(np.uint64(a) * np.uint64(b) & np.uint64(_LOW))

    return product


def _product(a: int, b: int) -> int:
    """The lowest 63 bits of a product, in interpreted loops."""
    return a * b & _LOW


_LOW = (1 << 63) - 1
product = _multiplying() if COMPILED else _product
