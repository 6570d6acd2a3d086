"""How do compiled loops read and write an item of an array? Without asking whether its place is negative.

Python counts a negative place from the end, so numba asks of each place that it can't prove to be none: two more
instructions for every item of every loop. No loop here has negative places; so they are handed over as unsigned numbers.
"""
# mypy: disable-error-code="no-untyped-call"

from __future__ import annotations

from typing import Any

from numba.core import ir, types
from numba.core.compiler import CompilerBase, DefaultPassBuilder
from numba.core.compiler_machinery import FunctionPass, register_pass
from numba.core.ir_utils import build_definitions
from numba.core.untyped_passes import ReconstructSSA
from numba.extending import intrinsic


@intrinsic
def place(typing: Any, holder: Any, index: Any) -> Any:
    """The place in an array as an unsigned number; any other index, as that of a tuple, as it is."""
    counted = isinstance(holder, types.Array) and isinstance(index, types.Integer)
    kind = types.uintp if counted else index

    def build(context: Any, builder: Any, signature: Any, given: Any) -> Any:
        return context.cast(builder, given[1], index, kind)

    return kind(holder, index), build


@register_pass(mutates_CFG=False, analysis_only=False)
class _Places(FunctionPass):
    """Hand every index that is not a constant through `place`."""

    _name = "watchword_places"

    def __init__(self) -> None:
        super().__init__()

    def run_pass(self, state: Any) -> bool:
        for block in state.func_ir.blocks.values():
            block.body = [new for one in block.body for new in _handed(block.scope, one)]
        state.func_ir._definitions = build_definitions(state.func_ir.blocks)
        return True


def _handed(scope: Any, one: Any) -> list[Any]:
    """A statement, behind those that make its index a place."""
    item: Any
    if isinstance(one, ir.SetItem):
        item, holder = one, one.target
    elif isinstance(one, ir.Assign) and isinstance(one.value, ir.Expr) and one.value.op == "getitem":
        item, holder = one.value, one.value.value
    else:
        return [one]
    function, index = (scope.redefine(name, one.loc) for name in ("place_of", "place"))
    call = ir.Expr.call(function, [holder, item.index], (), one.loc)
    item.index = index
    return [
        ir.Assign(ir.Global("place", place, one.loc), function, one.loc),
        ir.Assign(call, index, one.loc),
        one,
    ]


class Compiler(CompilerBase):
    """Numba's way to compile a loop, and the places."""

    def define_pipelines(self) -> list[Any]:
        """The one way: numba's own."""
        passes = DefaultPassBuilder.define_nopython_pipeline(self.state)
        passes.add_pass_after(_Places, ReconstructSSA)
        passes.finalize()
        return [passes]
