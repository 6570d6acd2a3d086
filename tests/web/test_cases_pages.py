"""Do the queue, a case, bulk closing and second approvals do what the record's rules say, and show hostile text as text?"""

from __future__ import annotations

import html
import re
from datetime import timedelta

import pytest
from starlette.testclient import TestClient
from tests.web.conftest import HOSTILE, Served
from tests.web.test_security import assert_harmless
from tests.web.test_work import PAYMENT

from watchword.cases import approvals, bulk
from watchword.cases.alert import Ruling
from watchword.errors import ForbiddenError, UsageError
from watchword.model import Party
from watchword.web.desk import Question
from watchword.web.figures import figures

_DJIBO = Party("Ousmane Iliasu Djibo", kind="person", birth="1990", countries=("ne",), id="C-17")  # type: ignore[arg-type]


def screened(served: Served, *parties: Party) -> None:
    """Screen customers as the API does, with alerts."""
    lists = served.service.lists.served
    question = Question(lists, frozenset(lists.publishers), "desk", "web", None, raises=True)
    for party in parties:
        served.client.portal.call(served.service.desk.screen, party, question)  # type: ignore[union-attr]


def token(browser: TestClient, address: str) -> str:
    """The token of the forms on a page."""
    return re.findall(r'name="csrf" value="([^"]+)"', browser.get(address).text)[-1]


def post(browser: TestClient, address: str, page: str, **fields: object) -> int:
    """Send a form of a page; the status of the answer."""
    return browser.post(address, data={"csrf": token(browser, page), **fields}).status_code


def open_alerts(served: Served) -> list[str]:
    return [one.id for one in served.service.cases.queue()[1]]


def test_a_case_shows_both_sides(served: Served) -> None:
    """Both names, each field's verdict, the evidence and the suggested reason stand on the page of an alert."""
    screened(served, _DJIBO)
    ann = served.signed_in("ann", "analyst")
    first = next(one.id for one in served.service.cases.queue()[1] if "us-ofac:1" in one.listings)
    queue = ann.get("/alerts").text
    assert f"/alerts/{first}" in queue
    page = ann.get(f"/alerts/{first}").text
    for told in (
        "Ousmane Iliasu Djibo",
        "Ousmane Illiassou Djibo",
        "conflict",
        "birth-differs",
        "1990 here",
    ):
        assert told in page
    assert_harmless(page)
    assert_harmless(queue)


def test_what_contradicts_stands_at_the_value(served: Served) -> None:
    """In the queue and in the case, a contradiction is told in words where it is; what nobody tells is not in the way."""
    screened(served, _DJIBO)
    ann = served.signed_in("ann", "analyst")
    first = next(one.id for one in served.service.cases.queue()[1] if "us-ofac:1" in one.listings)
    page = re.sub(r"\s+", " ", ann.get(f"/alerts/{first}").text)
    born = page[page.index('<th scope="row">Born</th>') :].split("</tr>")[0]
    assert "1990" in born
    assert re.search(
        r'<td class="conflict"><span class="verdict">.*✗</span> conflict</span> ?<div><bdi>1984</bdi>', born
    )
    country = page[page.index('<th scope="row">Country</th>') :].split("</tr>")[0]
    assert re.search(r'<td class="match"><span class="verdict">.*✓</span> match</span> ?<div><bdi>Niger</bdi>', country)
    assert re.search('<th scope="row">Identifiers</th><td> ?<span class="quiet">not told</span>', page)
    assert '<th scope="row">Birth place</th>' not in page
    row = next(part for part in ann.get("/alerts").text.split("</tr>") if f"/alerts/{first}" in part)
    assert re.search(r'verdict conflict" title="1990 / 1984">.*born<span class="unseen"> conflict', row)
    assert re.search(r'verdict match" title="[^"]*">.*country<span class="unseen"> match', row)
    assert "gender" not in row


def test_a_payment_is_shown_around_its_hit(served: Served) -> None:
    """An alert of a payment shows the payment: amount, parties and texts by role, the part that was found marked, and why
    it is held; hostile text in it stays text."""
    note = f"<RmtInf><Ustrd>Cement for Ousmane Illiassou Djibo, {html.escape(HOSTILE)}</Ustrd></RmtInf></CdtTrfTxInf>"
    message = PAYMENT.replace("<Cdtr><Nm>Ousmane Illiassou Djibo</Nm></Cdtr>", "<Cdtr><Nm>Marta Oliveira</Nm></Cdtr>")
    message = message.replace("</CdtTrfTxInf>", note)
    answer = served.client.post("/api/v1/payments", json={"name": "m1.xml", "message": message})
    assert answer.json()["payments"][0]["state"] == "held", answer.text
    first = next(one.id for one in served.service.cases.queue()[1] if "us-ofac:1" in one.listings)
    page = served.signed_in("ann", "analyst").get(f"/alerts/{first}").text
    assert "10.00 EUR, reference E1, message M1, of 20" in page
    assert "<dt>Creditor</dt><dd><bdi>Marta Oliveira</bdi></dd>" in page
    assert "Cement for <mark>Ousmane Illiassou Djibo</mark>, &lt;script&gt;" in page
    assert "may be Ousmane Illiassou Djibo" in page
    assert_harmless(page)
    before = open_alerts(served)
    screened(served, _DJIBO)
    other = next(one for one in open_alerts(served) if one not in before)
    assert "The payment" not in served.signed_in("ann").get(f"/alerts/{other}").text


def test_deciding_opens_the_next(served: Served) -> None:
    """A decision is recorded with reason and words, and leads to the next alert in the queue."""
    screened(served, _DJIBO)
    ann, (first, second) = served.signed_in("ann", "analyst"), open_alerts(served)
    fields = {"disposition": "false-positive", "reason": "birth-differs", "text": "another birth year"}
    answer = ann.post(f"/alerts/{first}/decide", data={"csrf": token(ann, f"/alerts/{first}"), **fields})
    assert (answer.status_code, answer.headers["location"]) == (303, f"/alerts/{second}")
    assert served.service.cases.alert(first).state == "closed"
    assert "another birth year" in ann.get(f"/alerts/{first}").text


def test_a_wrong_decision_is_told(served: Served) -> None:
    """A reason that does not fit, and no words, are told on the page; nothing is decided."""
    screened(served, _DJIBO)
    ann, first = served.signed_in("ann", "analyst"), open_alerts(served)[0]
    for fields in (
        {"disposition": "block", "reason": "common-name", "text": "x"},
        {"disposition": "unsure", "reason": "facts-missing", "text": " "},
    ):
        answer = ann.post(f"/alerts/{first}/decide", data={"csrf": token(ann, f"/alerts/{first}"), **fields})
        assert answer.status_code in (400, 422)
        assert "problem" in answer.text
    assert served.service.cases.alert(first).state == "open"


def test_comment_assign_attach(served: Served) -> None:
    """Words, an assignment and a file become part of the history; a file is only ever downloaded."""
    screened(served, _DJIBO)
    ann, first = served.signed_in("ann", "analyst"), open_alerts(served)[0]
    here = f"/alerts/{first}"
    assert post(ann, f"{here}/comment", here, text=HOSTILE) == 303
    assert post(ann, f"{here}/take", here, assignee="ann") == 303
    sent = ann.post(
        f"{here}/attach", data={"csrf": token(ann, here)}, files={"file": ("<b>.html", b"<script>x</script>")}
    )
    assert sent.status_code == 303
    page = ann.get(here).text
    assert_harmless(page)
    assert html.escape(HOSTILE, quote=True).split()[0][:6] in page
    file = re.search(r"/evidence/[0-9a-f]{64}", page)
    assert file
    got = ann.get(file[0])
    assert got.content == b"<script>x</script>"
    assert got.headers["content-disposition"].startswith("attachment")
    assert got.headers["content-type"] == "application/octet-stream"


def test_four_eyes_by_browser(served: Served) -> None:
    """A true match is released by two people: the one who proposed it is refused by this door as well."""
    screened(served, _DJIBO)
    ann, carl = served.signed_in("ann", "approver"), served.signed_in("carl", "approver")
    first = open_alerts(served)[0]
    here = f"/alerts/{first}"
    assert post(ann, f"{here}/decide", here, disposition="block", reason="identity-confirmed", text="him") == 303
    assert post(ann, f"{here}/decide", here, disposition="false-positive", reason="other-person", text="not him") == 303
    pending = served.service.cases.alert(first).pending
    assert pending
    assert "somebody else has to approve it" in ann.get("/proposals").text
    assert post(ann, f"/proposals/{pending}/approve", "/proposals") == 403
    assert served.service.cases.alert(first).pending == pending
    assert f"Approve {pending}" in carl.get("/proposals").text
    assert post(carl, f"/proposals/{pending}/approve", "/proposals") == 303
    ruling = served.service.cases.alert(first).ruling
    assert ruling
    assert ruling.disposition == "false-positive"


def test_an_allowance_is_proposed(served: Served) -> None:
    """An allow-list entry waits for a second person, who may refuse it with words."""
    screened(served, _DJIBO)
    ann, carl = served.signed_in("ann", "analyst"), served.signed_in("carl", "approver")
    here = f"/alerts/{open_alerts(served)[0]}"
    until = (served.service.clock().date() + timedelta(days=90)).isoformat()
    assert post(ann, f"{here}/allow", here, until=until, text="known for years") == 303
    (waiting,) = served.service.cases.proposals()
    assert f"no alert until {until}" in carl.get("/proposals").text
    assert post(carl, f"/proposals/{waiting.seq}/refuse", "/proposals", text="not enough") == 303
    assert not served.service.cases.proposals()


def test_viewers_see_no_personal_data(served: Served) -> None:
    """A viewer sees that there are alerts, not whom they are about, and may not open or decide them."""
    screened(served, _DJIBO)
    viewer, first = served.signed_in("vera", "viewer"), open_alerts(served)[0]
    queue = viewer.get("/alerts").text
    assert first in queue
    assert "Iliasu" not in queue
    assert viewer.get(f"/alerts/{first}").status_code == 403
    fields = {"disposition": "false-positive", "reason": "other-person", "text": "x"}
    answer = viewer.post(f"/alerts/{first}/decide", data={"csrf": token(viewer, "/alerts"), **fields})
    assert answer.status_code == 403
    assert served.service.cases.alert(first).state == "open"


def test_bulk_needs_its_sample(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    """Many unlikely alerts close together only when each of the drawn sample was confirmed; likely ones never."""
    parties = [Party(f"Sahel Tradin{letter}", kind="company", countries=("mx",), id=letter) for letter in "abcdefghkm"]  # type: ignore[arg-type]
    monkeypatch.setattr(bulk, "LIKELY", 0.9)
    himself = Party("Ousmane Illiassou Djibo", kind="person", birth="1984", countries=("ne",), id="C-1")  # type: ignore[arg-type]
    screened(served, *parties, himself)
    cases = served.service.cases
    served.signed_in("ann", "analyst")
    ann = served.service.doorman.person("ann")
    assert ann
    unlikely = [one.id for one in cases.queue()[1] if one.probability < bulk.LIKELY]
    likely = [one.id for one in cases.queue()[1] if one.probability >= bulk.LIKELY]
    assert likely
    with pytest.raises(UsageError, match="by itself"):
        bulk.chosen(cases, likely[:1])
    assert len(unlikely) == 10
    sample = bulk.sample_of(bulk.chosen(cases, unlikely))
    with pytest.raises(UsageError, match="look at this one"):
        bulk.close(cases, ann, unlikely, sample[1:], ("common-name", "shops of that name"))
    browser = served.signed_in("ann")
    shown = browser.post(
        "/alerts/bulk",
        data={"csrf": token(browser, "/alerts"), "alerts": unlikely, "reason": "common-name", "text": "shops"},
    )
    assert all(f'value="{one}" required' in shown.text for one in sample)
    done = browser.post(
        "/alerts/bulk/close",
        data={
            "csrf": token(browser, "/alerts"),
            "alerts": unlikely,
            "checked": sample,
            "reason": "common-name",
            "text": "shops",
        },
    )
    assert done.status_code == 303
    assert all(cases.alert(one).state == "closed" for one in unlikely)


def test_the_proposer_never_approves(served: Served) -> None:
    """Whatever the door, the use case itself refuses the proposer."""
    screened(served, _DJIBO)
    served.signed_in("ann", "approver")
    ann = served.service.doorman.person("ann")
    assert ann
    first = open_alerts(served)[0]
    served.service.cases.decide(ann, first, Ruling("block", "identity-confirmed"), "him")
    served.service.cases.decide(ann, first, Ruling("false-positive", "other-person"), "not him")
    with pytest.raises(ForbiddenError):
        approvals.approve(served.service.cases, ann, served.service.cases.alert(first).pending)


def test_overview_pages_show_what_is(served: Served) -> None:
    """Lists, customers, numbers and the record tell what is there, in charts beside tables, and nothing runs in them."""
    screened(served, _DJIBO)
    first, carl = open_alerts(served)[0], served.signed_in("carl", "approver", "auditor")
    post(
        carl,
        f"/alerts/{first}/decide",
        f"/alerts/{first}",
        disposition="block",
        reason="identity-confirmed",
        text="him",
    )
    post(
        carl,
        f"/alerts/{first}/decide",
        f"/alerts/{first}",
        disposition="reject",
        reason="identity-confirmed",
        text="his",
    )
    pages = {address: carl.get(address) for address in ("/lists", "/customers", "/numbers", "/record", "/record?seq=1")}
    assert {answer.status_code for answer in pages.values()} == {200}
    for answer in pages.values():
        assert_harmless(answer.text)
    assert "1 closed" in pages["/numbers"].text
    assert "<svg" in pages["/numbers"].text
    assert "1 of 1" in pages["/numbers"].text
    assert "us-ofac" in pages["/lists"].text
    sound = carl.post("/record/verify", data={"csrf": token(carl, "/record")})
    assert "Sound" in sound.text
    exported = carl.post("/record/export", data={"csrf": token(carl, "/record")})
    assert exported.headers["content-disposition"].startswith("attachment")
    assert b"Iliasu" not in exported.content
    assert carl.get("/record?seq=999999").status_code == 404
    assert carl.get("/record?seq=-1").status_code in (400, 422)
    assert carl.get("/customers/nobody").status_code == 404


def test_overturned_decisions_are_counted(served: Served) -> None:
    """A match that two people turn into none counts as one overturned decision; precision counts the last word."""
    screened(served, _DJIBO)
    first = open_alerts(served)[0]
    served.signed_in("ann", "approver"), served.signed_in("carl", "approver")
    ann, carl = served.service.doorman.person("ann"), served.service.doorman.person("carl")
    assert ann
    assert carl
    cases = served.service.cases
    cases.decide(ann, first, Ruling("block", "identity-confirmed"), "him")
    cases.decide(ann, first, Ruling("false-positive", "other-person"), "not him")
    approvals.approve(cases, carl, cases.alert(first).pending)
    found = figures(cases, served.service.clock().date())
    assert found.overturned == 1
    assert [(one.decided, one.true) for one in found.by_list] == [(1, 0)]
    assert dict(found.states) == {"closed": 1, "open": 1}


def test_a_hit_tells_what_contradicts_before_it_is_opened(served: Served) -> None:
    """In a search with a year of birth and a country, each hit says in its heading which of them agrees or contradicts."""
    page = served.client.get("/?q=Ousmane+Illiassou+Djibo&birth=1950&country=ne").text
    heading = page.split("<summary>")[1].split("</summary>")[0]
    assert re.search(r'verdict conflict" title="1950 / 1984">.*born<span class="unseen"> conflict', heading)
    assert re.search(r'verdict match" title="[^"]*">.*country<span class="unseen"> match', heading)
    assert "gender" not in heading
