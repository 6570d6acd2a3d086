"""Which form of the inner loops runs: interpreted or compiled? Both are the same source file.

Interpreted loops start at once and answer one query in milliseconds; compiled ones need about a second to
load (and some twenty once per machine, to compile) and then answer thousands a second.
"""

from __future__ import annotations

import importlib.util
import sys
from functools import cache
from types import ModuleType
from typing import Any

import numpy as np

from watchword.match import kernels


class Loops:
    """The inner loops with the view of arrays that suits them; results never depend on which."""

    def __init__(self, module: ModuleType) -> None:
        self.run: Any = module
        self.compiled: bool = module.COMPILED

    def view(self, array: np.ndarray) -> Any:
        """The array itself for compiled loops; a memoryview, quicker to index, for interpreted ones."""
        return array if self.compiled else memoryview(array)  # type: ignore[arg-type]  # numpy arrays are buffers


@cache
def loops(compiled: bool) -> Loops:
    """The inner loops, loaded once a process."""
    if not compiled:
        return Loops(kernels)
    name = f"{kernels.__name__}_compiled"
    spec = importlib.util.spec_from_file_location(
        name, kernels.__file__, submodule_search_locations=[*kernels.__path__]
    )
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return Loops(module)
