"""What does a report look like on paper? The same blocks on A4, with page numbers, the same to the byte each time.

Which font has which letter, and how texts from the right are laid out, is `letters`.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from html import escape
from typing import Any

from reportlab.graphics import shapes as drawn
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Spacer
from reportlab.platypus import Table as Grid

from watchword.paper import letters
from watchword.paper.blocks import Area, Block, Box, Figure, Heading, Line, NewPage, Shape, Table, Text, Words

_WIDTH = A4[0] - 40 * mm - 12  # between the margins, less what a frame keeps on either side
_BODY = ParagraphStyle("body", fontName="Helvetica", fontSize=9.5, leading=13, spaceAfter=6)
_GRAVE = ParagraphStyle("grave", _BODY, textColor=colors.HexColor("#a40000"), fontName="Helvetica-Bold")
_TITLE = ParagraphStyle("title", _BODY, fontName="Helvetica-Bold", fontSize=18, leading=24, spaceAfter=8)
_HEADING = ParagraphStyle("heading", _BODY, fontName="Helvetica-Bold", fontSize=13, leading=18, spaceBefore=12,
                          keepWithNext=1)  # fmt: skip
_CELL = ParagraphStyle("cell", _BODY, fontSize=8, leading=10, spaceAfter=0, wordWrap="CJK")
_CELL_RIGHT = ParagraphStyle("cell-right", _CELL, alignment=2)
_HEAD = ParagraphStyle("head", _CELL, fontName="Helvetica-Bold", textColor=colors.HexColor("#595959"))
_HEAD_RIGHT = ParagraphStyle("head-right", _HEAD, alignment=2)
_CAPTION = ParagraphStyle("caption", _CELL, textColor=colors.HexColor("#595959"), spaceAfter=8)


def page(title: str, blocks: Iterable[Block]) -> bytes:
    """The report as a PDF."""
    out = io.BytesIO()
    document = SimpleDocTemplate(
        out, pagesize=A4, leftMargin=20 * mm, rightMargin=20 * mm, topMargin=18 * mm, bottomMargin=18 * mm,
        title=title, author="watchword", invariant=1,
    )  # fmt: skip
    story: list[Any] = [_paragraph(title, _TITLE)]
    for block in blocks:
        story += _flow(block)

    def footer(canvas: Any, _: Any) -> None:
        _draw_from_right(canvas, f"{title}, page {canvas.getPageNumber()}", A4[0] - 20 * mm, 10 * mm)

    document.build(story, onFirstPage=footer, onLaterPages=footer)
    return out.getvalue()


def _flow(block: Block) -> list[Any]:
    if isinstance(block, Heading):
        return [_paragraph(block.text, _HEADING)]
    if isinstance(block, Text):
        return [_paragraph(block.text, _GRAVE if block.grave else _BODY)]
    if isinstance(block, Table):
        return [_grid(block), Spacer(1, 8)]
    if isinstance(block, NewPage):
        return [PageBreak()]
    return [_drawing(block), _paragraph(block.caption, _CAPTION)]


def _grid(table: Table) -> Grid:
    """A table."""
    widths = _widths((table.titles, *table.rows))

    def cells(row: tuple[str, ...], left: ParagraphStyle, right: ParagraphStyle) -> list[Paragraph]:
        styles = [right if at in table.right else left for at in range(len(row))]
        return [_paragraph(*one) for one in zip(row, styles, (width - 8 for width in widths), strict=True)]

    rows = [cells(table.titles, _HEAD, _HEAD_RIGHT), *(cells(row, _CELL, _CELL_RIGHT) for row in table.rows)]
    line = ("LINEBELOW", (0, 0), (-1, -1), 0.4, colors.HexColor("#dddddd"))
    edges = [("LEFTPADDING", (0, 0), (-1, -1), 0), ("RIGHTPADDING", (0, 0), (-1, -1), 6),
             ("TOPPADDING", (0, 0), (-1, -1), 2), ("BOTTOMPADDING", (0, 0), (-1, -1), 2),
             ("VALIGN", (0, 0), (-1, -1), "TOP")]  # fmt: skip
    return Grid(rows, colWidths=widths, repeatRows=1, hAlign="LEFT", style=[line, *edges])


def _widths(rows: Sequence[tuple[str, ...]]) -> list[float]:
    """Widths of columns that share the page by what is in them, so that words stay whole where there is room."""
    columns = list(zip(*rows, strict=True))
    longest = [max(min(len(cell), 40) for cell in column) + 4 for column in columns]
    words = [max((_wide(word[:24], _HEAD) for cell in column for word in cell.split()), default=0) + 8
             for column in columns]  # fmt: skip
    left = max(_WIDTH - sum(words), 0)
    wanted = [word + left * part / sum(longest) for word, part in zip(words, longest, strict=True)]
    return [_WIDTH * one / sum(wanted) for one in wanted]


def _drawing(figure: Figure) -> drawn.Drawing:
    scale = min(1.0, _WIDTH / figure.width)
    drawing = drawn.Drawing(figure.width * scale, figure.height * scale)
    group = drawn.Group(*(_shape(shape, figure.height) for shape in figure.shapes))
    group.scale(scale, scale)
    drawing.add(group)
    return drawing


def _shape(shape: Shape, height: float) -> Any:
    """A shape with its places counted from the lower left, as on paper."""
    colour = colors.HexColor(shape.colour)
    if isinstance(shape, Line):
        return drawn.Line(shape.x1, height - shape.y1, shape.x2, height - shape.y2, strokeColor=colour,
                          strokeWidth=shape.width)  # fmt: skip
    if isinstance(shape, Box):
        return drawn.Rect(shape.x, height - shape.y - shape.height, shape.width, shape.height, fillColor=colour,
                          strokeColor=None)  # fmt: skip
    if isinstance(shape, Area):
        flat = [value for x, y in shape.points for value in (x, height - y)]
        return drawn.Polygon(flat, fillColor=colour, strokeColor=None)
    return _string(shape, height)


def _string(words: Words, height: float) -> drawn.Group:
    """Words at their place: a piece for each font."""
    (line,) = letters.lines(words.text, "Helvetica", _width_at(words.size), float("inf"))
    width = _width_at(words.size)
    whole = sum(width(*piece) for piece in line)
    at = words.x - {"start": 0.0, "middle": whole / 2, "end": whole}[words.anchor]
    group = drawn.Group()
    for font, text in line:
        group.add(drawn.String(at, height - words.y, text, fontName=font, fontSize=words.size,
                               fillColor=colors.HexColor(words.colour)))  # fmt: skip
        at += width(font, text)
    return group


def _draw_from_right(canvas: Any, text: str, right: float, y: float) -> None:
    """A line of small print that ends at `right`."""
    width = _width_at(8)
    (line,) = letters.lines(text, "Helvetica", width, float("inf"))
    at = right - sum(width(*piece) for piece in line)
    for font, piece in line:
        canvas.setFont(font, 8)
        canvas.drawString(at, y, piece)
        at += width(font, piece)


def _paragraph(text: str, style: ParagraphStyle, widest: float = _WIDTH) -> Paragraph:
    """A text in the letters of all fonts, with nothing in it taken for reportlab's markup."""
    lines = letters.lines(text, style.fontName, _width_at(style.fontSize), widest)
    return Paragraph("<br/>".join("".join(_marked(*piece, style) for piece in line) for line in lines), style)


def _marked(font: str, text: str, style: ParagraphStyle) -> str:
    return escape(text) if font == style.fontName else f'<font name="{font}">{escape(text)}</font>'


def _wide(text: str, style: ParagraphStyle) -> float:
    width = _width_at(style.fontSize)
    return sum(width(*piece) for piece in letters.pieces(text, style.fontName))


def _width_at(size: float) -> letters.Width:
    return lambda font, text: float(stringWidth(text, font, size))
