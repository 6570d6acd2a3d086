"""How do the blocks of a report look at a terminal? Headings in bold, tables as tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich import box
from rich.console import RenderableType
from rich.table import Table as Grid
from rich.text import Text as Words

from watchword.paper.blocks import Block, Figure, Heading, Table, Text
from watchword.wording import plain


def shown(title: str, blocks: Iterable[Block]) -> Iterator[RenderableType]:
    """The report; of a figure its caption."""
    yield Words(plain(title), "bold")
    for block in blocks:
        if isinstance(block, Table):
            yield _grid(block)
        elif isinstance(block, Heading):
            yield Words(f"\n{plain(block.text)}", "bold cyan")
        elif isinstance(block, Figure):
            yield Words(plain(block.caption), "dim")
        elif isinstance(block, Text):
            yield Words(plain(block.text), "bold red" if block.grave else "dim")


def _grid(table: Table) -> Grid:
    grid = Grid(box=box.SIMPLE_HEAD, pad_edge=False)
    for at, title in enumerate(table.titles):
        grid.add_column(title, overflow="fold", justify="right" if at in table.right else "left")
    for row in table.rows:
        grid.add_row(*map(plain, row))
    return grid
