"""Has a demonstration something to show on every page?"""

from __future__ import annotations

from tests.web.conftest import Served, few

from watchword.web.demo import customers, furnish


def test_demo_has_people_alerts_and_decisions(served: Served) -> None:
    """Invented customers raise alerts in several states, people have links, and it is done once."""
    links = furnish(served.service)
    assert set(links) == {"admin", "ann", "ben", "cleo"}
    total, _ = served.service.cases.queue(states=())
    assert total >= 4
    assert {alert.state for alert in served.service.cases.queue(states=())[1]} >= {"open", "closed"}
    assert len(served.service.cases.proposals()) == 1
    subjects = {served.service.cases.answer(alert).subject for alert in served.service.cases.queue(states=())[1]}  # type: ignore[union-attr]
    assert "payment:DEMO-1/DEMO-1" in subjects
    assert furnish(served.service) == {}


def test_demo_customers_are_invented() -> None:
    """Customers bear numbers of their own, and some resemble nobody."""
    found = customers(few())
    assert len({party.id for party in found}) == len(found)
    assert "Gudrun Winter" in {party.name for party in found}
