"""Which form of the inner loops runs: interpreted or compiled? Both are the same source file.

Interpreted loops start at once and answer one query in milliseconds; compiled ones need about a second to
load (and some twenty once per machine, to compile) and then answer thousands a second.
"""

from __future__ import annotations

import hashlib
import importlib.util
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import platformdirs

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
    with _cache_of_these_sources():
        spec.loader.exec_module(module)
    return Loops(module)


@contextmanager
def _cache_of_these_sources() -> Iterator[None]:
    """Let numba keep the compiled loops in a folder named by a digest of all their sources.

    Numba looks at the time of the one file that a function stands in; a loop that calls one of another file
    would go on running the old one. NUMBA_CACHE_DIR, where set, is the folder that holds that folder.
    """
    from numba import config

    digest = hashlib.sha256()
    for folder in kernels.__path__:
        for source in sorted(Path(folder).glob("*.py")):
            digest.update(source.read_bytes())
    before = config.CACHE_DIR  # type: ignore[attr-defined]
    parent = Path(before) if before else platformdirs.user_cache_path("watchword", appauthor=False)
    config.CACHE_DIR = str(parent / f"loops-{digest.hexdigest()[:12]}")  # type: ignore[attr-defined]
    try:
        yield
    finally:
        config.CACHE_DIR = before  # type: ignore[attr-defined]
