"""What does a report look like on paper? One page for each, its fields in the order of the rule, as PDF."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from watchword.cases.report_facts import facts_of
from watchword.cases.reports import Report, columns
from watchword.paper import pdf
from watchword.paper.blocks import Block, Heading, NewPage, Table, Text

_RECORD = {
    "alert": "Alert", "target": "Listed party", "target_ids": "Its listings", "programmes": "Programmes",
    "decision": "Decision on record", "due": "Due",
}  # fmt: skip


def paper(title: str, kind: str, reports: Sequence[Report]) -> bytes:
    """Reports of one kind as a PDF; the same reports make the same bytes."""
    return pdf.page(title, _blocks(kind, reports) if reports else [Text("There is none.")])


def _blocks(kind: str, reports: Sequence[Report]) -> Iterator[Block]:
    labels = {**_RECORD, **facts_of(kind)}
    for number, report in enumerate(reports):
        if number:
            yield NewPage()
        yield Heading(report.fields.get("rule", ""))
        named = [name for name in columns(kind) if name in labels]
        rows = [(labels[name].partition(";")[0], report.fields.get(name, "")) for name in named]
        yield Table(("Field", "As reported"), tuple(rows))
