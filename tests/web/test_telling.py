"""Does an operator hear of everything, and of nobody by name?"""

from __future__ import annotations

import io
import json
import logging
import time

from watchword.web.telling import Gathered, JsonLines


def _logger(handler: logging.Handler) -> logging.Logger:
    made = logging.Logger("of this test")
    handler.setFormatter(JsonLines())
    made.addHandler(handler)
    return made


def test_lines_are_written_together_and_none_is_lost() -> None:
    """Lines wait for the next write, keep their order, and what still waits at the end is written then."""
    stream = io.StringIO()
    handler = Gathered(stream, seconds=3600)
    logger = _logger(handler)
    for number in range(100):
        logger.info("request", extra={"told": {"number": number}})
    assert not stream.getvalue()
    handler.close()
    assert [json.loads(line)["number"] for line in stream.getvalue().splitlines()] == list(range(100))


def test_lines_are_written_by_themselves() -> None:
    """Nothing has to be asked for: a line appears soon after it came."""
    stream = io.StringIO()
    handler = Gathered(stream, seconds=0.01)
    _logger(handler).info("request")
    end = time.monotonic() + 60
    while not stream.getvalue() and time.monotonic() < end:
        time.sleep(0.01)
    assert json.loads(stream.getvalue())["event"] == "request"
    handler.close()


def test_errors_are_written_at_once() -> None:
    """A failure is on the stream when the call returns: the process may be about to end."""
    stream = io.StringIO()
    handler = Gathered(stream, seconds=3600)
    logger = _logger(handler)
    logger.info("request")
    logger.error("failed")
    assert [json.loads(line)["event"] for line in stream.getvalue().splitlines()] == ["request", "failed"]
    handler.close()


def test_messages_of_others_are_told_by_their_pattern() -> None:
    """What a library puts into its message may be somebody's name: only the pattern is told."""
    stream = io.StringIO()
    handler = Gathered(stream)
    _logger(handler).error("no such name: %s", "Illiassou Djibo")
    assert "Djibo" not in stream.getvalue()
    assert json.loads(stream.getvalue())["event"] == "no such name: %s"
    handler.close()
