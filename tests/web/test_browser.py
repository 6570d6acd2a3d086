"""In a real browser: does an analyst get from a screened customer to a four-eyes release by keyboard alone?"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page
from tests.web.browser import Console, chromium
from tests.web.conftest import PASSWORD, Live

from watchword.cases import register
from watchword.cases.people import Person
from watchword.model import Party
from watchword.web.desk import Question

_PAGES = ("/", "/?q=Ousmane+Djibo", "/alerts", "/proposals", "/customers", "/lists", "/record", "/record?seq=1", "/numbers",
          "/listings/us-ofac:1", "/account")  # fmt: skip
_CUSTOMERS = (
    Party("Ousmane Iliasu Djibo", kind="person", birth="1990", countries=("ne",), id="C-17"),  # type: ignore[arg-type]
    Party("عثمان إلياسو جيبو", kind="person", id="C-18"),  # type: ignore[arg-type]
    Party("Sahel Trading LLC", kind="company", id="C-19"),  # type: ignore[arg-type]
)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's Chromium."""
    with chromium() as one:
        yield one


@pytest.fixture(scope="module")
def office(live: Live) -> Live:
    """The live server with people on its register and customers screened."""
    service = live.app.state.service
    register.add(service.cases, None, Person("boss", ("administrator",), "Boss"))
    boss = service.doorman.person("boss")
    for name, roles in (("ann", ("analyst", "approver")), ("carl", ("approver", "auditor"))):
        register.add(service.cases, boss, Person(name, roles, name.title()))
    lists = service.lists.served
    question = Question(lists, frozenset(lists.publishers), "desk", "web", None, raises=True)

    async def screen() -> None:
        for party in _CUSTOMERS:
            await service.desk.screen(party, question)

    with ThreadPoolExecutor(1) as apart:  # the browser's own event loop runs in this thread
        apart.submit(lambda: asyncio.run(screen())).result()
    return live


def signed_in(browser: Browser, office: Live, person: str, **context: object) -> tuple[Page, Console]:
    """A page in which somebody has set a password, by keyboard."""
    page = browser.new_context(**context).new_page()  # type: ignore[arg-type]
    console = Console(page)
    page.goto(f"{office.url}/welcome?link={office.app.state.service.doorman.make_link(person)}")
    page.wait_for_function("document.activeElement.tagName === 'INPUT'")  # the page itself puts the cursor there
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{office.url}/")
    return page, console


def press_until(page: Page, text: str, most: int = 80) -> None:
    """Tab to the control of this text."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if text in page.evaluate("document.activeElement.closest('a, button')?.innerText || ''"):
            return
    raise AssertionError(f"no Tab reaches {text!r}")


def test_from_alert_to_release_by_keyboard(browser: Browser, office: Live) -> None:
    """Block, think again, and a second person releases: no mouse is needed for any of it."""
    page, console = signed_in(browser, office, "ann")
    press_until(page, "Alerts")
    page.keyboard.press("Enter")
    page.wait_for_url("**/alerts")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url("**/alerts/*")
    first = page.url
    page.keyboard.press("x")
    page.keyboard.type("passport seen, it is him")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "/alerts/" in url and url != first)
    assert office.app.state.service.cases.alert(first.rsplit("/", 1)[1]).ruling.disposition == "block"
    page.goto(first)
    page.keyboard.press("n")
    page.keyboard.type("another passport came: not him")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: url != first)
    pending = office.app.state.service.cases.alert(first.rsplit("/", 1)[1]).pending
    assert pending
    second, other = signed_in(browser, office, "carl")
    press_until(second, "Second approvals")
    second.keyboard.press("Enter")
    second.wait_for_url("**/proposals")
    press_until(second, f"Approve {pending}")
    second.keyboard.press("Enter")
    second.wait_for_load_state()
    second.wait_for_selector("text=Nothing waits")
    assert office.app.state.service.cases.alert(first.rsplit("/", 1)[1]).ruling.disposition == "false-positive"
    assert console.errors == other.errors == []


def test_search_as_one_types(browser: Browser, office: Live) -> None:
    """Hits come while one types, with their evidence in place."""
    page, console = signed_in(browser, office, "ann")
    page.focus("#q")
    page.keyboard.type("Usman Iliasu Jibo", delay=15)
    page.wait_for_url("**/?q=Usman%20Iliasu%20Jibo*")  # the answer to the last letter is there
    page.wait_for_selector("#found .hit")
    page.locator("#found summary").first.focus()
    page.keyboard.press("Enter")
    assert page.locator("#found table.evidence").first.is_visible()
    assert console.errors == []


def test_keys_are_explained(browser: Browser, office: Live) -> None:
    """The question mark shows the keys, Escape hides them, and typing in a field is only typing."""
    page, console = signed_in(browser, office, "ann")
    page.goto(f"{office.url}/alerts")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url("**/alerts/*")
    page.keyboard.press("?")
    assert page.locator("dialog#keys").is_visible()
    page.keyboard.press("Escape")
    assert not page.locator("dialog#keys").is_visible()
    page.focus("#comment")
    here = page.url
    page.keyboard.type("jknxu?")
    assert page.input_value("#comment") == "jknxu?"
    assert page.url == here
    assert console.errors == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_are_accessible(browser: Browser, office: Live, scheme: str) -> None:
    """No page has a serious finding of axe, in light or dark, nor an error on its console."""
    page, console = signed_in(browser, office, "carl", color_scheme=scheme, bypass_csp=True)
    first = office.app.state.service.cases.queue(states=())[1][0].id
    for address in (*_PAGES, f"/alerts/{first}"):
        page.goto(office.url + address)
        found = Axe().run(page).response["violations"]
        assert not [(one["id"], one["nodes"][0]["html"]) for one in found if one["impact"] in ("serious", "critical")]
    assert console.errors == []


def test_no_page_is_wider_than_a_phone(browser: Browser, office: Live) -> None:
    """At 390 pixels nothing has to be scrolled sideways but tables in their own frame, however long a name is, in any script."""
    long = "عثمان" * 40
    party = Party(
        "Ousmane Illiassou Djibo", kind="person", aliases=(long,), addresses=(long,), identifiers=(long,), id="C" * 90
    )  # type: ignore[arg-type]
    lists = office.app.state.service.lists.served
    question = Question(lists, frozenset(lists.publishers), "desk", "web", None, raises=True)
    with ThreadPoolExecutor(1) as apart:
        apart.submit(lambda: asyncio.run(office.app.state.service.desk.screen(party, question))).result()
    page, console = signed_in(browser, office, "carl", viewport={"width": 390, "height": 844})
    alerts = office.app.state.service.cases.queue(states=())[1]
    for address in (*_PAGES, f"/?q={long}", *(f"/alerts/{one.id}" for one in alerts)):
        page.goto(office.url + address)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, address
    assert console.errors == []


def test_without_javascript(browser: Browser, office: Live) -> None:
    """Search, queue and deciding work with scripts turned off."""
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(f"{office.url}/welcome?link={office.app.state.service.doorman.make_link('ann')}")
    page.fill("#password", PASSWORD)
    page.fill("#again", PASSWORD)
    page.click("text=Set password and sign in")
    page.fill("#q", "PLAYA AZUL")
    page.click("main button:has-text('Search')")
    assert "uk-ofsi:9" in page.inner_text("#found")
    page.goto(f"{office.url}/alerts")
    page.locator("a.open").last.click()
    page.check("input[value=unsure]")
    page.select_option("#reason", "facts-missing")
    page.fill("#text", "no birth date")
    page.click("text=Decide and open the next")
    page.goto(f"{office.url}/alerts?state=escalated")
    assert page.locator("a.open").count() == 1
