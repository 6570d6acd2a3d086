"""Has a demonstration something to show on every page?"""

from __future__ import annotations

from tests.web.conftest import Served, few

from watchword.cases import register
from watchword.cases.people import Person
from watchword.web.demo import customers, furnish
from watchword.web.pages import NAVIGATION


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


def test_every_page_has_something_to_show(served: Served) -> None:
    """No page of a demonstration is empty: those for everybody, the work, the book, the record, an alert, a customer."""
    furnish(served.service)
    admin = served.service.doorman.person("admin")
    register.add(served.service.cases, admin, Person("dora", ("analyst", "auditor"), "Dora"))
    browser = served.signed_in("dora")
    alerts = served.service.cases.queue(states=())[1]
    pages = {"/": "Search", "/?q=Djibo": "Djibo", "/alerts": alerts[0].id, f"/alerts/{alerts[0].id}": "<svg",
             "/proposals": "ann", "/customers": "demo-1", "/customers/demo-1": "demo-1", "/lists": "us-ofac",
             "/record": "monitored", "/numbers": "<svg", "/account": "analyst"}  # fmt: skip
    assert set(pages) >= {address for address, _, _ in NAVIGATION}
    for address, wanted in pages.items():
        page = browser.get(address)
        assert page.status_code == 200, address
        assert wanted in page.text, address
        assert 'class="quiet">None' not in page.text, address
        assert 'class="quiet">Nobody' not in page.text, address


def test_the_book_shows_whom_and_their_hits(served: Served) -> None:
    """The book tells names, what stands against each and how likely it is; a viewer is shown only how many there are."""
    furnish(served.service)
    page = served.signed_in("ann").get("/customers").text
    assert "hits gained: new customers" in page
    assert "Gudrun Winter" in page
    row = next(part for part in page.split("<tr>") if "Gudrun Winter" in part)
    assert '<td class="number">none</td>' in row
    hit = next(part for part in page.split("<tr>") if "/listings/" in part)
    assert " %</td>" in hit
    admin = served.service.doorman.person("admin")
    register.add(served.service.cases, admin, Person("vera", ("viewer",), "Vera"))
    viewer = served.signed_in("vera").get("/customers")
    assert viewer.status_code == 200
    assert "in the book" in viewer.text
    assert "Gudrun Winter" not in viewer.text
    assert "demo-1" not in viewer.text


def test_demo_customers_are_invented() -> None:
    """Customers bear numbers of their own, and some resemble nobody."""
    found = customers(few())
    assert len({party.id for party in found}) == len(found)
    assert "Gudrun Winter" in {party.name for party in found}
