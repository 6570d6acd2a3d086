"""Who compiles the inner loops, where they are not yet? A process of its own, that ends: numba keeps for good the gigabyte
that it compiles with.

What is left to do, as loops that only few commands need, is compiled where it is first used.
"""

from __future__ import annotations

import os
import subprocess
import sys

from watchword.match import index
from watchword.match.loops import compiled_before, kept_in
from watchword.match.matcher import Matcher
from watchword.match.records import lay_out
from watchword.model import Kind, Listing, Name
from watchword.policy import Policy
from watchword.text import names

_CODE = "import sys; sys.path[:] = {path!r}; from {module} import compile_here; compile_here()"
_NAMES = {Kind.PERSON: "Example Person", Kind.COMPANY: "Example Company Ltd"}
_LINE = 5000


def compile_apart() -> None:
    """Have the loops compiled by a process of its own, if they are not and can be kept. Whatever goes wrong there is met
    again by whoever uses them."""
    if compiled_before() or not _can_be_kept():
        return
    code = _CODE.format(path=sys.path, module=__name__)
    subprocess.run([sys.executable, "-c", code], check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603


def _can_be_kept() -> bool:
    try:
        kept_in().mkdir(parents=True, exist_ok=True)
    except OSError:
        return False
    return os.access(kept_in(), os.W_OK)


def compile_here() -> None:
    """Use each loop that screening, comparing and building an index need."""
    listings = [Listing(f"example:{kind}", "example", kind, (Name(name),)) for kind, name in _NAMES.items()]
    matcher = Matcher(index.build(listings, compiled=True), Policy(), compiled=True)
    asked = [(name, mode) for mode in range(len(index.MODES)) for name in _NAMES.values()]
    matcher.search_names(asked, _LINE)
    for mode, name in zip(index.MODES, _NAMES.values(), strict=True):
        layout = lay_out(names.parse(name, mode))
        matcher.scorer.compare(layout, layout)
