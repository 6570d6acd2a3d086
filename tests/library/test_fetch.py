"""Fetching: patience with what passes, an end to what doesn't, and never half a file."""

from __future__ import annotations

import gzip
import socket
from typing import Any

import pytest
import urllib3.util.connection
from tests.library.server import Server, ok, silent, status, tagged, truncated

from watchword.library.fetch import Answer, Fetcher, Patience, UnreachableError

_FILE = b"a list\n" * 1000


class Time:
    """A clock that only sleeping moves."""

    def __init__(self) -> None:
        self.now = 0.0
        self.slept: list[float] = []

    def clock(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
def fetcher(time: Time) -> Fetcher:
    return Fetcher(Patience(quiet=0.3), time.clock, time.sleep)


def test_a_file_comes_with_what_to_ask_next_time(server: Server, fetcher: Fetcher) -> None:
    """The bytes as sent, the ETag and the date; progress tells how far it is."""
    url = server.on("/sdn", ok(_FILE, ETag='"1"', Last_Modified="Mon, 23 Nov 2026 10:00:00 GMT"))
    told: list[tuple[int, int]] = []
    answer = fetcher.fetch(url, told=lambda done, total: told.append((done, total)))
    assert answer == Answer(_FILE, '"1"', "Mon, 23 Nov 2026 10:00:00 GMT")
    assert told[-1] == (len(_FILE), len(_FILE))


def test_nothing_comes_twice(server: Server, fetcher: Fetcher) -> None:
    """Asked with the ETag of before, an unchanged file is not sent again."""
    url = server.on("/sdn", tagged(_FILE, '"1"'))
    assert fetcher.fetch(url, '"1"') == Answer(None)
    assert fetcher.fetch(url, '"0"').data == _FILE


def test_304_without_a_question_is_no_answer(server: Server, fetcher: Fetcher) -> None:
    """A server that says "not modified" to who has nothing gave no file."""
    with pytest.raises(UnreachableError, match="304"):
        fetcher.fetch(server.on("/sdn", status(304)))


def test_packed_answers_are_unpacked(server: Server, fetcher: Fetcher) -> None:
    """What travels as gzip arrives as it was."""
    assert fetcher.fetch(server.on("/sdn", ok(gzip.compress(_FILE), Content_Encoding="gzip"))).data == _FILE


def test_a_passing_error_is_tried_again(server: Server, fetcher: Fetcher, time: Time) -> None:
    """500, then half a file, then the file: two pauses, the second twice the first."""
    url = server.on("/sdn", status(500), truncated(_FILE), ok(_FILE))
    assert fetcher.fetch(url).data == _FILE
    assert time.slept == [2.0, 4.0]


def test_a_server_may_ask_for_time(server: Server, fetcher: Fetcher, time: Time) -> None:
    """Retry-After is kept, up to a minute."""
    fetcher.fetch(server.on("/sdn", status(429, Retry_After="20"), status(503, Retry_After="9999"), ok(_FILE)))
    assert time.slept == [20.0, 60.0]


@pytest.mark.parametrize(
    ("reply", "reason"),
    [
        (status(500), "500"),
        (truncated(_FILE), "broke off"),
        (silent(_FILE, 0.8), "stopped sending"),
        (ok(b""), "empty"),
        (ok(b"not gzip", Content_Encoding="gzip"), "damaged"),
    ],
)  # fmt: skip
def test_what_lasts_is_given_up(server: Server, fetcher: Fetcher, time: Time, reply: object, reason: str) -> None:
    """After four tries the address is unreachable, and the error says why."""
    with pytest.raises(UnreachableError, match=reason) as caught:
        fetcher.fetch(server.on("/sdn", reply))  # type: ignore[arg-type]
    assert len(time.slept) == 3
    assert caught.value.where.endswith("/sdn")


@pytest.mark.parametrize("code", [401, 403, 404, 410])
def test_a_refusal_is_not_asked_again(server: Server, fetcher: Fetcher, time: Time, code: int) -> None:
    """What no waiting will change ends at once, with what a person can do."""
    way_out = "with a browser" if code in (401, 403) else "still publish"
    with pytest.raises(UnreachableError, match=f"{code}.*{way_out}"):
        fetcher.fetch(server.on("/sdn", status(code)))
    assert not time.slept


def test_redirects_are_followed_but_not_for_ever(server: Server, fetcher: Fetcher, time: Time) -> None:
    """Up to five; a circle ends at once, and so does a way out of the web."""
    server.on("/new", ok(_FILE))
    assert fetcher.fetch(server.on("/old", status(302, Location="/new"))).data == _FILE
    with pytest.raises(UnreachableError, match="circle"):
        fetcher.fetch(server.on("/loop", status(302, Location="/loop")))
    with pytest.raises(UnreachableError, match="not encrypted"):
        fetcher.fetch(server.on("/out", status(301, Location="ftp://127.0.0.1/sdn.csv")))
    assert not time.slept


def test_a_file_has_a_largest_size(server: Server, time: Time) -> None:
    """More bytes than any list has, packed or not, are not read to the end."""
    fetcher = Fetcher(Patience(largest=1000), time.clock, time.sleep)
    with pytest.raises(UnreachableError, match="1,000 bytes"):
        fetcher.fetch(server.on("/big", ok(_FILE)))
    with pytest.raises(UnreachableError, match="1,000 bytes"):
        fetcher.fetch(server.on("/bomb", ok(gzip.compress(bytes(10**7)), Content_Encoding="gzip")))


def test_a_file_has_a_longest_time(server: Server) -> None:
    """A server that sends a little now and then is left in the end."""
    ticks = iter(range(0, 100_000, 100))
    fetcher = Fetcher(Patience(whole=50, tries=1), lambda: float(next(ticks)), lambda _: None)
    with pytest.raises(UnreachableError, match="50 seconds"):
        fetcher.fetch(server.on("/sdn", ok(_FILE)))


def test_without_a_network_it_is_soon_told(fetcher: Fetcher, time: Time) -> None:
    """A name that leads nowhere is tried twice: who has no network learns so in seconds, not minutes."""
    with pytest.raises(UnreachableError, match="its name is unknown, 2 times"):
        fetcher.fetch("http://nowhere.invalid/sdn.csv")
    assert time.slept == [2.0]


def test_nobody_there(fetcher: Fetcher) -> None:
    """A closed port and an address of no web server are told apart from an answer."""
    with pytest.raises(UnreachableError, match="can't be reached"):
        fetcher.fetch("http://127.0.0.1:9/sdn")
    with pytest.raises(UnreachableError, match="web server"):
        fetcher.fetch("file:///etc/hostname")


@pytest.mark.parametrize(
    "inside", ["https://10.0.0.1/", "http://[::1]/", "http://169.254.169.254/latest", "http://localhost/"]
)
def test_a_redirect_leads_nowhere_inside(server: Server, fetcher: Fetcher, inside: str) -> None:
    """A publisher that sends on to a private network is not followed."""
    url = server.on("/moved", status(302, Location=inside))
    with pytest.raises(UnreachableError, match="sends on elsewhere"):
        fetcher.fetch(url)


def test_a_redirect_is_followed_to_the_address_that_was_checked(
    server: Server, fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name that leads elsewhere when it is looked up again (DNS rebinding) leads nowhere inside: the connection goes to
    what was checked, and a further hop on the same host is checked anew."""
    public, answers, reached = "93.184.215.14", ["93.184.215.14", "127.0.0.1"], []
    looked_up, connected = socket.getaddrinfo, urllib3.util.connection.create_connection

    def look_up(host: str, port: int, *more: Any, **named: Any) -> list[Any]:
        told = answers.pop(0) if host == "elsewhere.example" else host
        return looked_up(told, port, *more, **named)

    def connect(address: tuple[str, int], *more: Any, **named: Any) -> socket.socket:
        reached.append(address[0])
        return connected(("127.0.0.1", address[1]) if address[0] == public else address, *more, **named)

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    monkeypatch.setattr(urllib3.util.connection, "create_connection", connect)
    there = f"elsewhere.example:{server.server_port}"
    server.on("/file", ok(_FILE))
    url = server.on("/moved", status(302, Location=f"http://{there}/file"))
    assert fetcher.fetch(url).data == _FILE
    assert reached == ["127.0.0.1", public]
    assert server.asked[-1][1]["Host"] == there
    answers[:] = [public, "127.0.0.1"]
    server.on("/file", status(302, Location="/again"))
    with pytest.raises(UnreachableError, match="sends on elsewhere"):
        fetcher.fetch(url)
    assert not [path for path, _ in server.asked if path == "/again"]
