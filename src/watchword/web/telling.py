"""What does an operator hear? Counts for Prometheus, and one line of JSON for each request, without personal data.

Routes are told by their pattern, never by their address, and failures by their kind and place, never by their
words: addresses, queries and messages can hold names of the people who are screened.
"""

from __future__ import annotations

import logging
import os
import sys
import threading
import traceback
from datetime import UTC, datetime
from pathlib import Path
from typing import TextIO

import msgspec
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest, multiprocess

LOG = logging.getLogger("watchword.web")
_SHARED = "PROMETHEUS_MULTIPROC_DIR"  # where the workers of one server count together (the library's own word)
_MOST_LINES = 10_000  # that wait to be written: then whoever brings another one writes them
_SECONDS = (0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10)


class Meter:
    """Counts of one process, or of all workers together."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self._known: dict[tuple[str, int], tuple[Counter, Histogram]] = {}
        self.requests = Counter("watchword_requests", "Requests answered", ("route", "status"), registry=self._registry)
        self.seconds = Histogram(
            "watchword_request_seconds", "Time to an answer", ("route",), registry=self._registry, buckets=_SECONDS
        )
        self.screened = Counter("watchword_screened", "Parties screened", ("door",), registry=self._registry)
        self.listings = Gauge(
            "watchword_listings", "Listings screened against", registry=self._registry, multiprocess_mode="mostrecent"
        )
        self.fresh = Gauge(
            "watchword_lists_fresh", "1 while the lists are fit to clear somebody", registry=self._registry,
            multiprocess_mode="mostrecent",
        )  # fmt: skip

    def count(self, route: str, status: int, seconds: float) -> None:
        """Count an answered request."""
        known = self._known.get((route, status))
        if known is None:
            known = self.requests.labels(route, str(status)), self.seconds.labels(route)
            self._known[route, status] = known
        known[0].inc()
        known[1].observe(seconds)

    def page(self) -> bytes:
        """The counts in Prometheus's text format."""
        if _SHARED not in os.environ:
            return generate_latest(self._registry)
        together = CollectorRegistry()
        multiprocess.MultiProcessCollector(together)  # type: ignore[no-untyped-call]
        return generate_latest(together)


class JsonLines(logging.Formatter):
    """One JSON object a line: time, level, event, and what the event's maker gave in `extra={"told": {...}}`.

    Of others' messages only the pattern is told, not what they put into it.
    """

    def format(self, record: logging.LogRecord) -> str:
        """The line of a record."""
        told = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "event": str(record.msg),
            **getattr(record, "told", {}),
        }
        if record.exc_info and record.exc_info[1] is not None:
            told.update(failure(record.exc_info[1]))
        return msgspec.json.encode(told).decode()


def failure(error: BaseException) -> dict[str, object]:
    """A failure by its kind and the lines that led to it; its message may hold somebody's name, so it is left out."""
    frames = traceback.extract_tb(error.__traceback__)
    places = [f"{Path(frame.filename).name}:{frame.lineno}" for frame in frames]
    return {"error": type(error).__name__, "at": places[-8:]}


class Gathered(logging.Handler):
    """Writes lines to a stream some times a second, all that have come at once, from a thread of its own.

    A write for each line would make every request wait for whoever computes meanwhile. Errors are written at once.
    """

    def __init__(self, stream: TextIO, seconds: float = 0.2) -> None:
        super().__init__()
        self._stream = stream
        self._seconds = seconds
        self._lines: list[str] = []
        self._writing = threading.RLock()
        self._closing = threading.Event()
        self._thread: threading.Thread | None = None

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a line until it is written."""
        self._lines.append(self.format(record))
        if record.levelno >= logging.ERROR or len(self._lines) > _MOST_LINES:
            self.flush()
        if self._thread is None or not self._thread.is_alive():  # none lives on in a process that was forked
            self._thread = threading.Thread(target=self._run, name="log", daemon=True)
            self._thread.start()

    def flush(self) -> None:
        """Write what has come."""
        with self._writing:
            self.acquire()
            lines, self._lines = self._lines, []
            self.release()
            if lines:
                self._stream.write("\n".join([*lines, ""]))
                self._stream.flush()

    def close(self) -> None:
        """Write what has come, and end."""
        self._closing.set()
        self.flush()
        super().close()

    def _run(self) -> None:
        while not self._closing.wait(self._seconds):
            self.flush()


def begin_logging(level: int = logging.INFO) -> None:
    """Log as JSON lines to stderr, the server's own messages too."""
    handler = Gathered(sys.stderr)
    handler.setFormatter(JsonLines())
    for name in ("watchword", "uvicorn"):
        logger = logging.getLogger(name)
        logger.handlers, logger.propagate = [handler], False
        logger.setLevel(level if name == "watchword" else logging.WARNING)
    logging.getLogger("uvicorn.access").disabled = True


def write_out() -> None:
    """Write what was logged and is not written yet."""
    for handler in logging.getLogger("watchword").handlers:
        handler.flush()
