"""Pages come only from public servers, as robots.txt allows, within limits."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from watchword.documents.fetching import Limits, PageFetcher, is_public
from watchword.errors import InputError


class _Site(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        pages = {"/robots.txt": b"User-agent: *\nDisallow: /secret", "/page": b"<p>hello</p>", "/large": b"x" * 5000}
        if self.path == "/moved":
            self.send_response(302)
            self.send_header("Location", "http://inside.example/page")
            self.end_headers()
            return
        body = pages.get(self.path)
        self.send_response(200 if body else 404)
        self.end_headers()
        self.wfile.write(body or b"")

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def port() -> Iterator[int]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_address[1]
    server.shutdown()
    server.server_close()


def fetcher(port: int) -> PageFetcher:
    known = {"outside.example": ["127.0.0.1"], "inside.example": ["10.0.0.7"]}
    return PageFetcher(Limits(largest=4000), lambda: 0.0, lambda host, _: known[host], lambda ip: ip != "10.0.0.7")


def test_a_page_is_fetched_and_limits_hold(port):
    """A page comes with its address; a large one, a missing one and one that robots.txt forbids do not."""
    got = fetcher(port).fetch(f"http://outside.example:{port}/page")
    assert got.data == b"<p>hello</p>"
    for path, why in (("large", "more than"), ("none", "404"), ("secret", "robots")):
        with pytest.raises(InputError, match=why):
            fetcher(port).fetch(f"http://outside.example:{port}/{path}")


def test_private_addresses_are_refused_also_behind_a_redirect(port):
    """No name, literal or redirect leads into a private network."""
    for url in (f"http://inside.example:{port}/page", f"http://outside.example:{port}/moved"):
        with pytest.raises(InputError, match="private"):
            fetcher(port).fetch(url)
    for address in (
        "127.0.0.1",
        "10.1.2.3",
        "169.254.169.254",
        "::1",
        "fd00::1",
        "::ffff:127.0.0.1",
        "0.0.0.0",
        "100.64.0.1",
        "2002:7f00:1::",
    ):
        assert not is_public(address), address
    assert is_public("8.8.8.8")


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://x.example/", "http://", "http://user@x.example/"])
def test_only_addresses_of_pages_are_taken(url):
    """Other schemes and addresses with a login are refused."""
    with pytest.raises(InputError, match="not the address"):
        PageFetcher(Limits(), lambda: 0.0, lambda *_: ["8.8.8.8"]).fetch(url)
