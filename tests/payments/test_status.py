"""Are status reports what the schema wants, and do they keep silent about hits?"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from lxml import etree

from watchword.payments import status
from watchword.payments.status import Told

TIME = datetime(2026, 1, 15, 10, 30, tzinfo=UTC)


@pytest.mark.parametrize("statuses", [["ACCP"], ["PDNG"], ["RJCT"], ["BLCK"], ["ACCP", "PDNG"]])
def test_report_keeps_to_the_schema(shared: Path, statuses: list[str]) -> None:
    """Every status report is valid against the XSD of pacs.002.001.12."""
    told = [Told("E2E-1", one) for one in statuses]
    made = status.report("MSG-1", "pacs.008.001.08", told, TIME)
    schema = etree.XMLSchema(etree.parse(str(shared / "payments/xsd/pacs/pacs.002.001.12/pacs.002.001.12.xsd")))
    schema.assertValid(etree.fromstring(made))


def test_group_status_and_reason() -> None:
    """A message whose payments differ is PART; only rejected and blocked ones have a reason, the regulatory one."""
    made = status.report("M", "pacs.008.001.08", [Told("A", "ACCP"), Told("B", "RJCT")], TIME)
    tree = etree.fromstring(made)
    assert [e.text for e in tree.iter("{*}GrpSts")] == ["PART"]
    assert [e.text for e in tree.iter("{*}Cd")] == ["RR04"]
    assert made == status.report("M", "pacs.008.001.08", [Told("A", "ACCP"), Told("B", "RJCT")], TIME)
