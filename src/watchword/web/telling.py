"""What does an operator hear? Counts for Prometheus, and one line of JSON for each request, without personal data.

Routes are told by their pattern, never by their address, and failures by their kind and place, never by their
words: addresses, queries and messages can hold names of the people who are screened.
"""

from __future__ import annotations

import json
import logging
import os
import sys
import traceback
from datetime import UTC, datetime
from pathlib import Path

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest, multiprocess

LOG = logging.getLogger("watchword.web")
_SHARED = "PROMETHEUS_MULTIPROC_DIR"  # where the workers of one server count together (the library's own word)
_SECONDS = (0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10)


class Meter:
    """Counts of one process, or of all workers together."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
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
        return json.dumps(told, ensure_ascii=False)


def failure(error: BaseException) -> dict[str, object]:
    """A failure by its kind and the lines that led to it; its message may hold somebody's name, so it is left out."""
    frames = traceback.extract_tb(error.__traceback__)
    places = [f"{Path(frame.filename).name}:{frame.lineno}" for frame in frames]
    return {"error": type(error).__name__, "at": places[-8:]}


def begin_logging(level: int = logging.INFO) -> None:
    """Log as JSON lines to stderr, the server's own messages too."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    for name in ("watchword", "uvicorn"):
        logger = logging.getLogger(name)
        logger.handlers, logger.propagate = [handler], False
        logger.setLevel(level if name == "watchword" else logging.WARNING)
    logging.getLogger("uvicorn.access").disabled = True
