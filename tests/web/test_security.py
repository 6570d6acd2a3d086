"""Does hostile input, or somebody without the right, get anywhere?"""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from lxml import html
from starlette.testclient import TestClient
from tests.web.conftest import HOSTILE, PASSWORD, Served, options

from watchword.web.app import OPERATIONS, create
from watchword.web.auth import COOKIE, grants_of
from watchword.web.limits import Buckets
from watchword.web.operations import Need, Operation
from watchword.web.service import first_link
from watchword.web.telling import LOG

# What each route needs. A route that is not here, or needs something else, fails the test below.
PRIVILEGES = {
    "POST /api/v1/screen": "screen",
    "POST /api/v1/batch": "screen",
    "GET /api/v1/lists": "screen",
    "GET /api/v1/listings/{id}": "screen",
    "GET /api/v1/parties/{id}": "screen",
    "GET /api/v1/alerts": "cases",
    "GET /api/v1/alerts/{id}": "cases",
    "POST /api/v1/alerts/{id}/assignee": "cases",
    "POST /api/v1/alerts/{id}/comments": "cases",
    "POST /api/v1/alerts/{id}/decisions": "cases",
    "POST /api/v1/alerts/{id}/allowance": "cases",
    "GET /api/v1/proposals": "cases",
    "POST /api/v1/proposals/{seq}/approval": "approve",
    "POST /api/v1/proposals/{seq}/refusal": "cases",
    "GET /api/v1/allowances": "cases",
    "GET /api/v1/log/head": "screen",
    "GET /api/v1/log/proofs/{seq}": "audit",
    "GET /api/v1/log/growth": "audit",
    "POST /api/v1/documents": "screen",
    "POST /api/v1/payments": "screen",
    "GET /api/v1/customers": "cases",
    "GET /api/v1/customers/{id}": "cases",
    "POST /match/{dataset}": "screen",
    "GET /search/{dataset}": "screen",
    "GET /entities/{id}": "screen",
    "GET /entities/{id}/adjacent": "screen",
    "GET /entities/{id}/adjacent/{property}": "screen",
    "GET /catalog": "screen",
    "GET /algorithms": "screen",
    "GET /reconcile": "screen",
    "POST /reconcile": "screen",
    "GET /reconcile/properties": "screen",
    "GET /reconcile/preview": "screen",
    "GET /reconcile/draft": "screen",
    "POST /reconcile/draft/match": "screen",
    "POST /reconcile/draft/extend": "screen",
    "OPTIONS /reconcile/draft/match": "nothing",
    "OPTIONS /reconcile/draft/extend": "nothing",
    "GET /reconcile/draft/extend/propose": "screen",
    "GET /reconcile/draft/preview": "screen",
    "GET /reconcile/suggest/entity": "screen",
    "GET /reconcile/suggest/property": "screen",
    "GET /reconcile/suggest/type": "screen",
    "GET /reconcile/draft/suggest/entity": "screen",
    "GET /reconcile/draft/suggest/property": "screen",
    "GET /reconcile/draft/suggest/type": "screen",
    "GET /healthz": "nothing",
    "GET /readyz": "nothing",
    "GET /metrics": "observe",
    "GET /api/v1/openapi.json": "nothing",
    "GET /api/v1/docs": "nothing",
    "GET /": "screen",
    "GET /listings/{id}": "screen",
    "GET /alerts": "cases",
    "POST /alerts/bulk": "cases",
    "POST /alerts/bulk/close": "cases",
    "GET /alerts/{id}": "cases",
    "POST /alerts/{id}/decide": "cases",
    "POST /alerts/{id}/comment": "cases",
    "POST /alerts/{id}/take": "cases",
    "POST /alerts/{id}/attach": "cases",
    "POST /alerts/{id}/allow": "cases",
    "GET /evidence/{sha256}": "cases",
    "GET /proposals": "cases",
    "POST /proposals/{seq}/approve": "approve",
    "POST /proposals/{seq}/refuse": "cases",
    "GET /lists": "screen",
    "GET /customers": "cases",
    "GET /customers/{id}": "cases",
    "GET /numbers": "cases",
    "GET /record": "audit",
    "POST /record/verify": "audit",
    "POST /record/export": "audit",
    "GET /sign-in": "nothing",
    "POST /sign-in": "nothing",
    "GET /sign-in/directory": "nothing",
    "GET /sign-in/directory/back": "nothing",
    "POST /sign-out": "nothing",
    "GET /welcome": "nothing",
    "POST /welcome": "nothing",
    "GET /account": "nothing",
    "POST /account/factor": "nothing",
    "GET /static/{name}": "nothing",
}
_GUARDED = [one for one in OPERATIONS if one.needs is not Need.NOTHING]


def _name(one: Operation) -> str:
    return f"{one.method} {one.path}"


def _ask(client: TestClient, one: Operation, headers: dict[str, str] | None = None) -> Any:
    path = re.sub(r"{\w+}", "us-ofac:1", one.path)
    return client.request(one.method, path, headers=headers, json={} if one.method == "POST" else None)


def assert_harmless(text: str) -> None:
    """No element of a page runs anything but our own files: no handlers, no inline scripts or styles, no images."""
    for element in html.fromstring(text).iter():
        assert not [name for name in element.attrib if name.startswith("on") or name == "style"]
        assert element.tag not in ("img", "iframe", "object", "style")
        assert element.tag != "script" or element.get("src", "").startswith("/static/")
        assert not element.get("href", "").lower().startswith(("javascript:", "data:"))


def test_every_route_is_in_the_table() -> None:
    """Each route is in the table of privileges, with what it needs."""
    assert {_name(one): one.needs.value for one in OPERATIONS} == PRIVILEGES


def test_every_route_of_the_application_is_an_operation(served: Served) -> None:
    """Nothing is served beside the operations: no route comes in by another way."""
    routes = {f"{method} {route.path}" for route in served.app.routes for method in route.methods}  # type: ignore[attr-defined]
    assert {name for name in routes if not name.startswith("HEAD ")} == set(PRIVILEGES)


@pytest.mark.parametrize("one", _GUARDED, ids=_name)
def test_strangers_are_kept_out(closed: Served, one: Operation) -> None:
    """Whoever is not known gets nothing of what needs a right: 401, or for a page the way to sign in."""
    answer = _ask(closed.client, one)
    assert answer.status_code == (303 if one.page and one.method == "GET" else 401)
    assert _ask(closed.client, one, {"Authorization": "ApiKey ww_guess"}).status_code == 401


@pytest.mark.parametrize("one", _GUARDED, ids=_name)
def test_keys_open_only_what_they_are_for(closed: Served, one: Operation) -> None:
    """A key with every other right is refused; one with the right is not."""
    others = [need.value for need in Need if need not in (one.needs, Need.NOTHING)]
    assert _ask(closed.client, one, closed.key(*others)).status_code == 403
    assert _ask(closed.client, one, closed.key(one.needs.value)).status_code not in (401, 403)


def test_roles_grant_what_the_record_permits() -> None:
    """A role may reach what the record's table of permissions lets it do, and nobody without a role gets anything."""
    assert grants_of(()) == frozenset()
    assert grants_of(("viewer",)) == {Need.SCREEN, Need.CASES}
    assert Need.APPROVE not in grants_of(("analyst",))
    assert Need.APPROVE not in grants_of(("administrator",))
    assert Need.ADMINISTER not in grants_of(("viewer", "analyst", "approver", "auditor"))


def test_key_may_not_do_more_than_its_person(served: Served) -> None:
    """A key speaks for a person: what their roles don't allow it can't do either."""
    served.signed_in("eve", "viewer")
    secret, _ = served.service.doorman.make_key("eve's", ["screen", "administer", "observe"], "eve")
    headers = {"Authorization": f"ApiKey {secret}"}
    assert served.client.get("/metrics", headers=headers).status_code == 403
    assert served.client.get("/catalog", headers=headers).status_code == 200


def test_first_administrator_comes_in_by_the_link(few_lists: Any, tmp_path: Any) -> None:
    """On a new machine one link is given; whoever has it sets a passphrase and administrates; then there is none."""
    made = options(tmp_path)
    link = first_link(made, "Admin")
    with TestClient(create(made, few_lists), follow_redirects=False) as browser:
        assert browser.get("/account").status_code == 303
        assert "admin" in browser.get("/welcome", params={"link": link}).text
        data = {"link": link, "password": PASSWORD, "again": PASSWORD}
        assert browser.post("/welcome", data={**data, "again": "x"}).status_code == 422
        assert browser.post("/welcome", data=data).status_code == 303
        assert "administrator" in browser.get("/account").text
        assert browser.post("/welcome", data=data).status_code in (403, 404)
        fresh = TestClient(browser.app, follow_redirects=False)
        assert fresh.post("/sign-in", data={"person": "ADMIN", "password": PASSWORD}).status_code == 303
    assert first_link(made, "admin") == ""


@pytest.mark.parametrize("address", ["/", "/listings/uk-ofsi:10", "/reconcile/preview?id=uk-ofsi-10"])
def test_hostile_names_are_text(served: Served, address: str) -> None:
    """A name full of markup is shown as text in every field of a listing."""
    page = served.client.get(address, params={"q": HOSTILE} if address == "/" else None)
    assert page.status_code == 200
    assert "&lt;script&gt;" in page.text
    assert_harmless(page.text)


def test_pages_run_nothing_inline(served: Served) -> None:
    """No page has inline script or style, and the policy allows none, nor any other host."""
    for address in ("/", "/listings/us-ofac:1", "/sign-in", "/api/v1/docs", "/no-such-page"):
        page = served.client.get(address, headers={"Accept": "text/html"})
        policy = page.headers["content-security-policy"]
        assert "unsafe" not in policy
        assert "default-src 'none'" in policy
        assert "://" not in policy
        assert_harmless(page.text)
        assert not re.findall(r"(?:src|href)=\"(?:https?:)?//", page.text)
        assert page.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("given", ["'; DROP TABLE records; --", "1 OR 1=1", '" UNION SELECT * FROM keys --'])
def test_sql_is_only_text(closed: Served, given: str) -> None:
    """What looks like SQL is a name, an id, a key or a cookie like any other."""
    key = closed.key("screen")
    assert closed.client.get(f"/api/v1/listings/{given}", headers=key).status_code == 404
    assert closed.client.post("/api/v1/screen", json={"party": {"name": given}}, headers=key).status_code == 200
    assert closed.client.get("/api/v1/lists", headers={"Authorization": f"ApiKey ww_{given}"}).status_code == 401
    body = {"person": given, "password": given, "code": given}
    assert closed.client.post("/sign-in", data=body).status_code == 401
    assert closed.client.get("/readyz").status_code == 200


@pytest.mark.parametrize(
    "path",
    ["/static/../app.py", "/static/..%2fapp.py", "/static/%2e%2e/app.py", "/static//etc/passwd", "/static/x.css"],
)
def test_only_known_files_are_served(served: Served, path: str) -> None:
    """A path that leads elsewhere finds nothing."""
    assert served.client.get(path).status_code == 404


def test_oversized_bodies_are_refused(few_lists: Any, tmp_path: Any) -> None:
    """A body over the limit is refused, whether its length is declared or not."""

    with TestClient(create(options(tmp_path, open_screening=True, most_bytes=1000), few_lists)) as client:
        headers = {"content-type": "application/json"}
        assert client.post("/api/v1/screen", content=b"x" * 1001, headers=headers).status_code == 413
        pieces = (b"x" * 100 for _ in range(20))
        assert client.post("/api/v1/screen", content=pieces, headers=headers).status_code == 413
        answer = client.post("/api/v1/screen", content=b"x", headers={**headers, "content-length": "-1"})
        assert answer.status_code == 413


@pytest.mark.parametrize("depth", [100, 10_000, 1_000_000])
@pytest.mark.parametrize("opening", ["[", '{"a":'])
def test_deep_bodies_are_refused(served: Served, depth: int, opening: str) -> None:
    """Deeply nested JSON is refused and breaks nothing."""
    bodies = [opening * depth, '{"queries":{"q":{"schema":"Person","properties":' + opening * depth]
    for body in bodies:
        headers = {"content-type": "application/json"}
        assert served.client.post("/match/default", content=body, headers=headers).status_code in (400, 422)


@pytest.mark.parametrize(
    "body", [b"", b"null", b"[]", b"\xff\xfe", b'{"party":{"name":"\\ud800"}}', b"NaN", b'{"party":']
)
def test_broken_json_is_refused(served: Served, body: bytes) -> None:
    """What is no JSON object of ours is refused."""
    answer = served.client.post("/api/v1/screen", content=body, headers={"content-type": "application/json"})
    assert answer.status_code in (400, 422)


def test_other_media_types_are_refused(served: Served) -> None:
    """A form of another site can't be sent as JSON."""
    answer = served.client.post("/api/v1/screen", content=json.dumps({"party": {"name": "Ann"}}))
    assert answer.status_code == 415
    assert answer.json()["where"] == "Content-Type"


def test_cookie_before_signing_in_is_worth_nothing_after(served: Served) -> None:
    """A session's secret is always new: one that was planted before signing in opens nothing (fixation)."""
    link = served.service.doorman.make_link("ann")
    browser = TestClient(served.app, follow_redirects=False, cookies={COOKIE: "planted"})
    done = browser.post("/welcome", data={"link": link, "password": PASSWORD, "again": PASSWORD})
    fresh = done.cookies[COOKIE]
    assert fresh != "planted"
    assert "HttpOnly" in done.headers["set-cookie"]
    assert "SameSite=lax" in done.headers["set-cookie"]
    assert served.service.doorman.session("planted") is None
    assert served.service.doorman.session(fresh) is not None


def test_change_without_the_token_is_refused(served: Served) -> None:
    """A form of a session without its token, or with another's, changes nothing."""
    browser = served.signed_in("ann")
    assert browser.post("/sign-out").status_code == 403
    assert browser.post("/sign-out", data={"csrf": "x" * 43}).status_code == 403
    token = re.search(r'name="csrf" value="([^"]+)"', browser.get("/account").text)
    assert token is not None
    assert browser.post("/sign-out", data={"csrf": token[1]}).status_code == 303
    assert browser.get("/account").headers["location"] == "/sign-in"


def test_program_in_a_session_needs_the_token_too(served: Served) -> None:
    """A write to the API with only a cookie is refused."""
    browser = served.signed_in("ann")
    assert browser.post("/api/v1/screen", json={"party": {"name": "Ann"}}).status_code == 403


@pytest.mark.parametrize(
    "header", [{"Origin": "https://evil.example"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"}]
)
def test_other_sites_change_nothing(served: Served, header: dict[str, str]) -> None:
    """A change that another site's page asks for is refused, even where nobody has to be known."""
    assert served.client.post("/api/v1/screen", json={"party": {"name": "Ann"}}, headers=header).status_code == 403
    assert served.client.post("/sign-in", data={"person": "a", "password": "b"}, headers=header).status_code == 403


def test_other_host_names_are_refused(served: Served) -> None:
    """A name that leads to this address but is not ours is refused (DNS rebinding)."""
    assert served.client.get("/catalog", headers={"Host": "evil.example"}).status_code == 400


def test_guessing_is_slowed(served: Served) -> None:
    """Many sign-ins from one address have to wait, whoever they are for."""
    served.service.sign_ins = Buckets(0.1, 2, lambda: 0.0)
    codes = [served.client.post("/sign-in", data={"person": f"p{at}", "password": "x"}).status_code for at in range(4)]
    assert codes == [401, 401, 429, 429]


def test_asking_too_much_is_slowed(few_lists: Any, tmp_path: Any) -> None:
    """Over the rate one has to wait, and hears how long."""

    with TestClient(create(options(tmp_path, open_screening=True, rate=2), few_lists)) as client:
        answers = [client.get("/catalog") for _ in range(8)]
    assert answers[0].status_code == 200
    assert answers[-1].status_code == 429
    assert int(answers[-1].headers["retry-after"]) >= 1


def test_errors_tell_no_secrets(
    served: Served, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """An unforeseen failure is told without its words: not to the client, and not in the log."""

    def broken(*_: object) -> None:
        raise RuntimeError("Ousmane Illiassou Djibo is in this message")

    monkeypatch.setattr(served.service.desk, "screen", broken)
    monkeypatch.setattr(LOG, "handlers", [caplog.handler])  # whatever another test made of the log
    monkeypatch.setattr(LOG, "disabled", False)
    with caplog.at_level("INFO", logger="watchword.web"):
        answer = served.client.post("/api/v1/screen", json={"party": {"name": "Ousmane Illiassou Djibo"}})
    assert answer.status_code == 500
    assert "Djibo" not in answer.text
    told = [record.__dict__.get("told") for record in caplog.records]
    assert told
    assert "Djibo" not in repr(told)
    assert any(one and one.get("error") == "RuntimeError" for one in told)


def test_metrics_count_routes_not_addresses(served: Served) -> None:
    """Counts know routes by their pattern, so that no name of anybody gets into them."""
    served.client.get("/search/default", params={"q": "Ousmane Djibo"})
    page = served.client.get("/metrics", headers=served.key("observe")).text
    assert 'watchword_requests_total{route="/search/{dataset}",status="200"} 1.0' in page
    assert "Djibo" not in page
