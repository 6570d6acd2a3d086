"""Which form of the inner loops runs: interpreted or compiled? Both are the same source file.

Interpreted loops start at once and answer one query in milliseconds; compiled ones need about a second to
load (and some twenty once per machine, to compile) and then answer thousands a second.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
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

    def views(self, *arrays: np.ndarray) -> tuple[Any, ...]:
        """`view` of each."""
        return arrays if self.compiled else tuple(map(self.view, arrays))


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


def compiled_before() -> bool:
    """Whether loops of these sources were compiled on this machine and kept; if not, their first use takes a minute."""
    return any(kept_in().rglob("search.search-*.nbi"))


def kept_in() -> Path:
    """The folder of the compiled loops, in NUMBA_CACHE_DIR where that is set. It is named by a digest of all their sources.

    Numba looks at the time of the one file that a function stands in; a loop that calls one of another file
    would go on running the old one.
    """
    digest = hashlib.sha256()
    for sources in kernels.__path__:
        for source in sorted(Path(sources).glob("*.py")):
            digest.update(source.read_bytes())
    parent = os.environ.get("NUMBA_CACHE_DIR")
    folder = Path(parent) if parent else platformdirs.user_cache_path("watchword", appauthor=False)
    return folder / f"loops-{digest.hexdigest()[:12]}"


@contextmanager
def _cache_of_these_sources() -> Iterator[None]:
    """Let numba keep the compiled loops in their folder; NUMBA_CACHE_DIR, where set, holds it."""
    from numba import config

    before = config.CACHE_DIR  # type: ignore[attr-defined]
    config.CACHE_DIR = str(kept_in())  # type: ignore[attr-defined]
    try:
        yield
    finally:
        config.CACHE_DIR = before  # type: ignore[attr-defined]
