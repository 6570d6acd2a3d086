"""Does a report of blocked property have what the record of the payment tells, so that nobody types it?"""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from tests.gateway.test_folder import Place
from tests.gateway.test_settling import LISTED, Office

from watchword.cases import report_facts
from watchword.cases.alert import Ruling
from watchword.errors import ForbiddenError
from watchword.gateway.reporting import known_facts
from watchword.screen import Screener


def test_the_payment_tells_its_report(few: Screener, tmp_path: Path) -> None:
    """Amount, currency, parties and the day of the block stand in the template; a value in dollars only where it is one."""
    office = Office(Place(tmp_path, few))
    office.send("a.xml", **LISTED)
    (held,) = office.settlement.held()
    (alert,) = held.alerts
    office.desk.decide(office.ann, alert.id, Ruling("block", "identity-confirmed"), "it is him")
    known = known_facts(office.desk, office.ann, "block", alert.id)
    assert known["property"] == f"Funds, 1000.00 {held.payment.currency}"
    assert "creditor: Ousmane Illiassou Djibo" in known["parties"]
    assert held.payment.message_id in known["transaction"]
    assert known["action_date"] == office.desk.alert(alert.id).decided_at[:10]
    assert ("value_usd" in known) == (held.payment.currency == "USD")
    filled = tomllib.loads(report_facts.template("block", known))
    assert {name: value for name, value in filled.items() if value} == known
    with pytest.raises(ForbiddenError):
        known_facts(office.desk, office.vic, "block", alert.id)
