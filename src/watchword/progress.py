"""How does a person see that an index is built or a list fetched? A bar on stderr, at a terminal only.

Nothing is measured or timed here: whoever builds says how far it is.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from watchword.wording import plain

if TYPE_CHECKING:
    from rich.progress import Progress


class IndexBar:
    """Shows how far the index is that is being built, and why it is built.

    Nothing is shown, nor rich loaded, when no index has to be built or nobody sits at a terminal. Use it in
    a `with` statement: the terminal is put in order even when the work is stopped.
    """

    def __init__(self) -> None:
        self.used = False
        self._bar: Progress | None = None

    def __enter__(self) -> IndexBar:
        return self

    def __call__(self, done: int, total: int) -> None:
        """Say that `done` of `total` parts are indexed; a `total` of 0 says that the lists are being read."""
        self.used = True
        if not sys.stderr.isatty():
            return
        if self._bar is None:
            self._bar = _started(
                "Indexing", "Reading the lists and indexing every name in them. Lists that are kept are indexed once."
            )
        task = self._bar.tasks[0]
        # Before the first listing and after the last one nobody can say how much is left: the bar only moves.
        task.total = total if done < total else None
        self._bar.update(task.id, completed=done)

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.stop()


class TransferBar:
    """Shows which list is fetched or read, and how far it is. Use it in a `with` statement, as `IndexBar`."""

    def __init__(self) -> None:
        self._bar: Progress | None = None

    def __enter__(self) -> TransferBar:
        return self

    def __call__(self, label: str, done: int, total: int) -> None:
        """Say that `done` of `total` parts of what `label` names are there; a `total` of 0 is not known."""
        if not sys.stderr.isatty():
            return
        if self._bar is None:
            self._bar = _started("Lists")
        self._bar.update(self._bar.tasks[0].id, description=plain(label), completed=done, total=total or None)

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.stop()


def make_ready(*, quiet: bool = False) -> None:
    """Have the inner loops compiled where they are not, and say at a terminal that this first use takes longer."""
    from watchword.match import compiling, loops

    if not quiet and sys.stderr.isatty() and not loops.compiled_before():
        print("First use on this machine: compiling the inner loops takes about a minute.", file=sys.stderr)
    compiling.compile_apart()


def _started(what: str, why: str = "") -> Progress:
    from rich.console import Console
    from rich.progress import Progress

    console = Console(stderr=True)
    if why:
        console.print(why)
    bar = Progress(console=console, transient=True)
    bar.add_task(what, total=None)
    bar.start()
    return bar
