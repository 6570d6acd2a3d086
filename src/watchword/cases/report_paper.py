"""What does a report look like on paper? One page for each, its fields in the order of the rule, as PDF."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from watchword.cases.reports import COLUMNS, FACTS, Report
from watchword.paper import pdf
from watchword.paper.blocks import Block, Heading, NewPage, Table, Text

_RECORD = {
    "alert": "Alert", "target": "Listed party", "target_ids": "Its listings", "programmes": "Programmes",
    "decision": "Decision on record", "due": "Due",
}  # fmt: skip
_LABELS = {**_RECORD, **FACTS}


def paper(title: str, reports: Sequence[Report]) -> bytes:
    """The reports as a PDF; the same reports make the same bytes."""
    return pdf.page(title, _blocks(reports) if reports else [Text("There is none.")])


def _blocks(reports: Sequence[Report]) -> Iterator[Block]:
    for number, report in enumerate(reports):
        if number:
            yield NewPage()
        yield Heading(report.fields.get("rule", ""))
        rows = [(_LABELS[name].partition(";")[0], report.fields.get(name, "")) for name in COLUMNS if name in _LABELS]
        yield Table(("Field", "As reported"), tuple(rows))
