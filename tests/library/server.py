"""A web server on this machine that misbehaves on purpose, one answer after the other."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Reply = Callable[["Handler"], None]


class Handler(BaseHTTPRequestHandler):
    """Gives the next reply of a path; the last one stands."""

    protocol_version = "HTTP/1.1"
    server: Server

    def do_GET(self) -> None:  # the name that http.server asks for
        replies = self.server.replies[self.path]
        self.server.asked.append((self.path, dict(self.headers)))
        self.close_connection = True
        (replies.pop(0) if len(replies) > 1 else replies[0])(self)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


class Server(ThreadingHTTPServer):
    """`replies` for each path, and what was `asked`: path and headers."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.replies: dict[str, list[Reply]] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []

    def on(self, path: str, *replies: Reply) -> str:
        """Answer a path with these replies; gives its address."""
        self.replies[path] = list(replies)
        return f"http://127.0.0.1:{self.server_port}{path}"


@contextmanager
def running() -> Iterator[Server]:
    """A server that runs in a thread of its own."""
    server = Server()
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()


def ok(data: bytes, **headers: str) -> Reply:
    """The file, whole."""

    def reply(handler: Handler) -> None:
        _head(handler, 200, {"Content-Length": str(len(data))} | headers)
        handler.wfile.write(data)

    return reply


def tagged(data: bytes, etag: str) -> Reply:
    """The file, or 304 for who has it."""

    def reply(handler: Handler) -> None:
        if handler.headers.get("If-None-Match") == etag:
            _head(handler, 304, {"ETag": etag, "Content-Length": "0"})
        else:
            ok(data, ETag=etag)(handler)

    return reply


def status(code: int, **headers: str) -> Reply:
    """Nothing but a status."""
    return lambda handler: _head(handler, code, {"Content-Length": "0"} | headers)


def truncated(data: bytes) -> Reply:
    """Half of the file, though the whole was promised."""

    def reply(handler: Handler) -> None:
        _head(handler, 200, {"Content-Length": str(len(data))})
        handler.wfile.write(data[: len(data) // 2])

    return reply


def silent(data: bytes, seconds: float) -> Reply:
    """The first bytes, then nothing for a long time."""

    def reply(handler: Handler) -> None:
        _head(handler, 200, {"Content-Length": str(len(data))})
        handler.wfile.write(data[:10])
        handler.wfile.flush()
        time.sleep(seconds)

    return reply


def _head(handler: Handler, code: int, headers: dict[str, str]) -> None:
    handler.send_response(code)
    for name, value in headers.items():
        handler.send_header(name.replace("_", "-"), value)
    handler.end_headers()
