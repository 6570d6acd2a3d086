"""How does a person see that an index is being built? A bar on stderr, at a terminal only.

Nothing is measured or timed here: whoever builds says how far it is.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

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
            self._bar = self._start()
        task = self._bar.tasks[0]
        # Before the first listing and after the last one nobody can say how much is left: the bar only moves.
        task.total = total if done < total else None
        self._bar.update(task.id, completed=done)

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.stop()

    def _start(self) -> Progress:
        from rich.console import Console
        from rich.progress import Progress

        console = Console(stderr=True)
        console.print("Reading the lists and indexing every name in them. Bundled lists are indexed once.")
        bar = Progress(console=console, transient=True)
        bar.add_task("Indexing", total=None)
        bar.start()
        return bar
