"""What does a report look like on paper? One page for each, its fields in the order of the rule, as PDF.

The standard fonts of PDF have Western letters only: another letter is shown by its code, as U+0639; the CSV has it.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Table

from watchword.cases.reports import COLUMNS, FACTS, Report

_TITLE = ParagraphStyle("title", fontName="Helvetica-Bold", fontSize=14, leading=20, spaceAfter=8)
_LABEL = ParagraphStyle("label", fontName="Helvetica-Bold", fontSize=8, leading=10)
_TEXT = ParagraphStyle("text", fontName="Helvetica", fontSize=9, leading=12, wordWrap="CJK")
_RECORD = {
    "alert": "Alert", "target": "Listed party", "target_ids": "Its listings", "programmes": "Programmes",
    "decision": "Decision on record", "due": "Due",
}  # fmt: skip


def paper(title: str, reports: Sequence[Report]) -> bytes:
    """The reports as a PDF; the same reports make the same bytes."""
    out = io.BytesIO()
    document = SimpleDocTemplate(
        out, pagesize=A4, leftMargin=20 * mm, rightMargin=20 * mm, topMargin=18 * mm, bottomMargin=18 * mm,
        title=title, author="watchword", invariant=1,
    )  # fmt: skip
    story: list[Any] = []
    for report in reports:
        story += [
            Paragraph(_western(f"{title}, {report.fields.get('rule', '')}"), _TITLE),
            _fields(report),
            PageBreak(),
        ]
    document.build(story[:-1] or [Paragraph(_western(f"{title}: none"), _TITLE)])
    return out.getvalue()


def _fields(report: Report) -> Table:
    labels = {**_RECORD, **FACTS}
    rows = [
        [
            Paragraph(_western(labels[name].partition(";")[0]), _LABEL),
            Paragraph(_western(report.fields.get(name, "")), _TEXT),
        ]
        for name in COLUMNS
        if name in labels
    ]
    edges = [("VALIGN", (0, 0), (-1, -1), "TOP"), ("LINEBELOW", (0, 0), (-1, -1), 0.3, "#bbbbbb")]
    return Table(rows, colWidths=[62 * mm, 108 * mm], style=edges)


def _western(text: str) -> str:
    shown = "".join(one if one.isprintable() and _fits(one) else f"U+{ord(one):04X} " for one in text)
    return escape(shown)


def _fits(letter: str) -> bool:
    return letter.encode("cp1252", "ignore") != b""
