"""Does the house's directory let in whom it names, with the roles that the configuration gives, and nobody else?"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from joserfc.jwk import RSAKey
from starlette.testclient import TestClient
from tests.web.conftest import Served, options
from tests.web.provider import CLIENT, SECRET, House, house

from watchword.errors import UsageError, WatchwordError
from watchword.snapshot import Snapshot
from watchword.web.app import create
from watchword.web.auth import COOKIE
from watchword.web.directory import Directory, Provider, Trip, read_provider

ROLES = {"screeners": ("analyst",), "seconds": ("approver",)}


def _provider(issuer: str, **more: Any) -> Provider:
    return Provider(issuer, CLIENT, ROLES, SECRET, own_network=True, **more)


@pytest.fixture(scope="module")
def at_home() -> Iterator[House]:
    """One provider for all tests."""
    with house() as made:
        yield made


@pytest.fixture
def provider(at_home: House) -> House:
    """The provider, behaving."""
    fresh = House()
    at_home.claims, at_home.twist, at_home.sign = fresh.claims, fresh.twist, at_home.signed
    at_home.paths.clear()
    return at_home


@pytest.fixture
def office(few_lists: Snapshot, tmp_path: Path, provider: House) -> Iterator[Served]:
    """An application whose people may sign in there; it has an administrator already."""
    app = create(options(tmp_path, provider=_provider(provider.issuer)), few_lists)
    with TestClient(app, follow_redirects=False) as client:
        made = Served(app, client)
        assert made.boss
        yield made


def _browser(office: Served) -> TestClient:
    return TestClient(office.app, follow_redirects=False)


def _come_back(browser: TestClient, provider: House) -> Any:
    out = browser.get("/sign-in/directory")
    assert out.status_code == 303
    back = urlsplit(provider.let_in(out.headers["location"]))
    return browser.get(f"{back.path}?{back.query}")


def _let_in(office: Served, provider: House) -> Any:
    return _come_back(_browser(office), provider)


def test_a_person_comes_in_with_the_roles_of_their_groups(office: Served, provider: House) -> None:
    """A first sign-in puts a person on the register, on record, with the roles of their groups; a session begins."""
    browser = _browser(office)
    assert 'href="/sign-in/directory"' in browser.get("/sign-in").text
    done = _come_back(browser, provider)
    assert (done.status_code, done.headers["location"]) == (303, "/")
    assert "HttpOnly" in done.headers["set-cookie"]
    assert browser.get("/alerts").status_code == 200
    assert browser.get("/record").status_code == 403
    ann = office.service.doorman.person("ann")
    assert ann is not None
    assert (ann.roles, ann.name, ann.account) == (("analyst",), "Ann Example", f"{provider.issuer}#77")
    with office.service.log.read() as view:
        last = [one.read(dict) for one in view.records(kinds=("person-set",))][-1]  # type: ignore[type-arg]
    assert last == {"by": provider.issuer, "person": "ann", "roles": ["analyst"]}


def test_roles_follow_the_directory(office: Served, provider: House) -> None:
    """With other groups the roles are others at the next sign-in; without any, nobody comes in and all rights end."""
    _let_in(office, provider)
    provider.claims = {**provider.claims, "groups": ["seconds", "unknown"]}
    assert _let_in(office, provider).status_code == 303
    assert _roles(office, "ann") == ("approver",)
    provider.claims = {**provider.claims, "groups": []}
    refused = _let_in(office, provider)
    assert refused.status_code == 403
    assert COOKIE not in refused.cookies
    assert _roles(office, "ann") == ()


def _roles(office: Served, person: str) -> tuple[str, ...]:
    office.service.doorman._known.clear()
    found = office.service.doorman.person(person)
    assert found is not None
    return found.roles


@pytest.mark.parametrize("groups", [["unknown"], [], "unknown", {"screeners": 1}, [7], None])
def test_without_a_role_nobody_is_let_in(office: Served, provider: House, groups: object) -> None:
    """Groups that the configuration does not name give nothing: no session, nobody on the register."""
    provider.claims = {**provider.claims, "groups": groups}
    assert _let_in(office, provider).status_code == 403
    assert office.service.doorman.person("ann") is None


def _change(**claims: object) -> Callable[[dict[str, Any]], None]:
    def twist(token: dict[str, Any]) -> None:
        token |= claims
        for name in [name for name, value in claims.items() if value is None]:
            del token[name]

    return twist


@pytest.mark.parametrize(
    "claims",
    [
        {"nonce": "of another trip"}, {"nonce": None}, {"aud": "another client"}, {"aud": None},
        {"aud": [CLIENT, "another"]}, {"aud": [CLIENT, "another"], "azp": "another"}, {"iss": "https://evil.example"},
        {"iss": None}, {"exp": 1_700_000_000}, {"exp": None}, {"exp": "soon"}, {"iat": None}, {"iat": 4_000_000_000},
        {"sub": None}, {"sub": 77}, {"preferred_username": None}, {"nbf": 4_000_000_000},
    ],
    ids=repr,
)  # fmt: skip
def test_a_token_for_somebody_else_is_not_believed(office: Served, provider: House, claims: dict[str, Any]) -> None:
    """Issuer, audience, times, nonce and subject are all checked, and each must be there."""
    provider.twist = _change(**claims)
    refused = _let_in(office, provider)
    assert refused.status_code == 401
    assert COOKIE not in refused.cookies
    assert office.service.doorman.person("ann") is None


@pytest.mark.parametrize("forger", ["forged", "unsigned", "with_public_key", "other_kind"])
def test_a_forged_token_is_not_believed(office: Served, provider: House, forger: str) -> None:
    """Only the provider's own key signs: not another's, nothing, nor its public key as a shared secret."""
    provider.sign = getattr(provider, forger)
    assert _let_in(office, provider).status_code == 401
    assert office.service.doorman.person("ann") is None


def test_what_is_no_token_is_not_believed(office: Served, provider: House) -> None:
    """Rubbish is refused like any other token."""
    for text in ("", "a.b.c", "x" * 10_000, "....."):
        provider.sign = lambda _, text=text: text  # type: ignore[misc]
        assert _let_in(office, provider).status_code == 401


def test_state_belongs_to_the_browser(office: Served, provider: House) -> None:
    """A way back that another browser began is refused (login CSRF), and nothing is asked of the provider."""
    out = _browser(office).get("/sign-in/directory")
    back = urlsplit(provider.let_in(out.headers["location"]))
    other = _browser(office)
    assert other.get(f"{back.path}?{back.query}").status_code == 401
    other.get("/sign-in/directory")
    assert other.get(f"{back.path}?{back.query}").status_code == 401
    assert "/token" not in provider.paths


def test_a_code_is_good_once_and_for_its_own_trip(office: Served, provider: House) -> None:
    """A code that was used, or that another trip brought, gives no session: the verifier would not fit."""
    first = _browser(office)
    back = urlsplit(provider.let_in(first.get("/sign-in/directory").headers["location"]))
    second = _browser(office)
    mine = urlsplit(provider.let_in(second.get("/sign-in/directory").headers["location"]))
    stolen = back.query.partition("&")[0] + "&" + mine.query.partition("&")[2]
    assert second.get(f"{mine.path}?{stolen}").status_code == 401
    assert first.get(f"{back.path}?{back.query}").status_code == 401
    assert office.service.doorman.person("ann") is None


def test_nobody_is_made_an_administrator(office: Served, provider: House, tmp_path: Path) -> None:
    """No configuration gives that role; who has it from an administrator keeps it; the first person is never from there."""
    path = tmp_path / "oidc.toml"
    path.write_text(f'issuer = "https://x.example"\nclient_id = "{CLIENT}"\n[roles]\nbosses = ["administrator"]\n')
    path.chmod(0o600)
    with pytest.raises(UsageError, match="nobody an administrator"):
        read_provider(path)
    provider.claims = {**provider.claims, "preferred_username": "boss", "sub": "1"}
    refused = _let_in(office, provider)
    assert refused.status_code == 403
    assert "without this account" in refused.text
    assert _roles(office, "boss") == office.boss.roles


def test_an_empty_register_is_not_opened(few_lists: Snapshot, tmp_path: Path, provider: House) -> None:
    """On a new machine the directory lets nobody in: the first administrator comes by the link."""
    with TestClient(create(options(tmp_path, provider=_provider(provider.issuer)), few_lists)) as client:
        served = Served(client.app, client)  # type: ignore[arg-type]
        assert _let_in(served, provider).status_code == 403
        assert served.service.doorman.person("ann") is None


def test_a_name_is_nobody_twice(office: Served, provider: House) -> None:
    """Somebody of the same name under another id is not registered a second time: four eyes count people."""
    assert _let_in(office, provider).status_code == 303
    provider.claims = {**provider.claims, "sub": "78", "preferred_username": "ann2"}
    assert "one person is registered once" in _let_in(office, provider).text
    assert office.service.doorman.person("ann2") is None


def test_new_keys_are_taken_up(provider: House) -> None:
    """When the provider signs with a new key, it is asked for its keys again."""
    import itertools
    from datetime import UTC, datetime, timedelta

    minutes = itertools.count()
    begun = datetime.now(UTC)
    directory = Directory(_provider(provider.issuer), lambda: begun + timedelta(seconds=20 * next(minutes)))
    for key in (provider.key, RSAKey.generate_key(2048, {"kid": "two"})):
        provider.key = key
        for _ in range(3):  # time goes by
            directory.way_out(Trip("x"), "http://here/back")
        trip = Trip(f"secret {key.kid}")
        back = provider.let_in(directory.way_out(trip, "http://here/back"))
        code = back.partition("code=")[2].partition("&")[0]
        assert directory.who(trip, code, "http://here/back").id == "ann"


@pytest.mark.parametrize("place", ["issuer", "token_endpoint", "jwks_uri"])
def test_a_provider_must_not_lead_inside(provider: House, place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither the issuer nor what it tells of itself may lead into the private network, unless that is configured."""
    from watchword import wiring

    inside = {"issuer": provider.issuer.replace("http:", "https:"), "token_endpoint": "https://10.0.0.1/token",
              "jwks_uri": "https://169.254.169.254/keys"}  # fmt: skip
    if place == "issuer":
        with pytest.raises(WatchwordError, match="private network"):
            Directory(Provider(inside[place], CLIENT, ROLES), wiring.now).way_out(Trip("x"), "http://here")
        return
    told = {**provider.describe(), place: inside[place], "issuer": "https://id.example"}
    directory = Directory(Provider("https://id.example", CLIENT, ROLES, SECRET), wiring.now)
    monkeypatch.setattr(directory, "_described", lambda: _described(told))
    with pytest.raises(WatchwordError, match=r"private network|no address of a server"):
        directory.who(Trip("x"), "code", "http://here") if place == "token_endpoint" else directory._keys()


def _described(told: dict[str, Any]) -> object:
    import msgspec

    from watchword.web import directory

    return msgspec.convert(told, directory._Described)


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ('issuer = "http://id.example"\nclient_id = "w"\n[roles]', "encrypted"),
        ('issuer = "https://user:pass@id.example"\nclient_id = "w"\n[roles]', "login"),
        ('issuer = "https://id.example"\n[roles]', "client_id"),
        ('issuer = "https://id.example"\nclient_id = "w"\n[roles]\nx = ["king"]', "no role"),
        ('issuer = "https://id.example"\nclient_id = "w"\nsecret = "x"\n[roles]', "secret"),
        ("issuer =", "Invalid"),
    ],
)
def test_a_wrong_configuration_is_named(tmp_path: Path, text: str, where: str) -> None:
    """What is wrong with a configuration is said before the server starts."""
    path = tmp_path / "oidc.toml"
    path.write_text(text)
    path.chmod(0o600)
    with pytest.raises(WatchwordError, match=where):
        read_provider(path)


def test_the_secret_is_its_owners(tmp_path: Path) -> None:
    """A configuration that others may read is refused: it holds the client's secret."""
    path = tmp_path / "oidc.toml"
    path.write_text('issuer = "https://id.example"\nclient_id = "w"\n[roles]\n')
    path.chmod(0o644)
    with pytest.raises(UsageError, match="others may read"):
        read_provider(path)


def test_without_a_provider_there_is_no_such_way(served: Served) -> None:
    """Where none is configured the sign-in page offers none, and its addresses are nothing."""
    assert "/sign-in/directory" not in served.client.get("/sign-in").text
    assert served.client.get("/sign-in/directory").status_code == 404
    assert served.client.get("/sign-in/directory/back?code=x&state=y").status_code == 404
