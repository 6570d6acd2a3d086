"""What does a report look like on a screen? One HTML file that needs no other, its figures as SVG."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from watchword.paper.blocks import Area, Block, Box, Figure, Heading, Line, NewPage, Shape, Table, Text, Words

_STYLE = """
body { font: 16px/1.5 system-ui, sans-serif; color: #222; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.7rem; } h2 { font-size: 1.25rem; margin-top: 2.2rem; border-bottom: 1px solid #ddd; }
table { border-collapse: collapse; margin: 1rem 0; font-size: .9rem; display: block; overflow-x: auto; }
th, td { text-align: left; vertical-align: top; padding: .25rem .8rem .25rem 0; border-bottom: 1px solid #eee; }
th { color: #595959; font-weight: 600; } .right { text-align: right; font-variant-numeric: tabular-nums; }
td { overflow-wrap: break-word; } .grave { color: #a40000; font-weight: 600; }
svg { max-width: 100%; height: auto; } figure { margin: 1rem 0; } figcaption { color: #595959; font-size: .85rem; }
@media print { body { margin: 0; max-width: none; } h2 { break-after: avoid; } figure, tr { break-inside: avoid; } }
"""


def page(title: str, blocks: Iterable[Block]) -> bytes:
    """The report as one file."""
    body = "\n".join(map(_block, blocks))
    return (
        f'<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>{escape(title)}</title>\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<style>{_STYLE}</style>\n</head>\n<body>\n<main>\n<h1>{escape(title)}</h1>\n{body}\n</main>\n</body>\n</html>\n"
    ).encode()


def _block(block: Block) -> str:
    if isinstance(block, Heading):
        return f"<h2>{escape(block.text)}</h2>"
    if isinstance(block, Text):
        mark = ' class="grave"' if block.grave else ""
        return f"<p{mark}>{escape(block.text)}</p>"
    if isinstance(block, Table):
        return _table(block)
    if isinstance(block, NewPage):
        return "<hr>"
    return f"<figure>\n{svg(block)}\n<figcaption>{escape(block.caption)}</figcaption>\n</figure>"


def _table(table: Table) -> str:
    def cells(tag: str, row: tuple[str, ...]) -> str:
        marks = [' class="right"' if at in table.right else "" for at in range(len(row))]
        return "".join(f"<{tag}{mark}>{escape(cell)}</{tag}>" for mark, cell in zip(marks, row, strict=True))

    rows = "\n".join(f"<tr>{cells('td', row)}</tr>" for row in table.rows)
    return f"<table>\n<thead><tr>{cells('th', table.titles)}</tr></thead>\n<tbody>\n{rows}\n</tbody>\n</table>"


def svg(figure: Figure) -> str:
    """A figure as an SVG element."""
    shapes = "\n".join(map(_shape, figure.shapes))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {figure.width:g} {figure.height:g}" role="img" '
        f'width="{figure.width:g}" aria-label="{escape(figure.caption)}" font-family="sans-serif">\n{shapes}\n</svg>'
    )


def _shape(shape: Shape) -> str:
    if isinstance(shape, Line):
        return (f'<path d="M{shape.x1:g} {shape.y1:g}L{shape.x2:g} {shape.y2:g}" stroke="{shape.colour}" '
                f'stroke-width="{shape.width:g}"/>')  # fmt: skip
    if isinstance(shape, Box):
        return (f'<rect x="{shape.x:g}" y="{shape.y:g}" width="{shape.width:g}" height="{shape.height:g}" '
                f'fill="{shape.colour}"/>')  # fmt: skip
    if isinstance(shape, Area):
        points = " ".join(f"{x:g},{y:g}" for x, y in shape.points)
        return f'<polygon points="{points}" fill="{shape.colour}"/>'
    return _words(shape)


def _words(words: Words) -> str:
    return (f'<text x="{words.x:g}" y="{words.y:g}" font-size="{words.size:g}" fill="{words.colour}" '
            f'text-anchor="{words.anchor}">{escape(words.text)}</text>')  # fmt: skip
