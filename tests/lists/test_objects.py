"""JSON becomes plain records; a value of another type than it should be is refused by its place."""

from __future__ import annotations

from typing import Any

import pytest

from watchword.errors import ListError
from watchword.lists import objects
from watchword.lists.source import SourceFile


def test_a_broken_file_is_refused_by_line() -> None:
    """The line of the byte at which it breaks is named."""
    with pytest.raises(ListError, match=r"^a\.json, line 3: broken JSON"):
        objects.load(SourceFile("a.json", b'{"a": 1,\n"b": 2,\nc}'))
    with pytest.raises(ListError, match=r"^a\.json, line 1: broken JSON"):
        objects.load(SourceFile("a.json", b'{"a": '))


def test_depth_without_end_is_refused() -> None:
    """Arrays nested a hundred thousand deep are an error, not a crash."""
    with pytest.raises(ListError, match="broken JSON"):
        objects.load(SourceFile("a.json", b"[" * 100_000 + b"]" * 100_000))
    with pytest.raises(ListError, match="line 1: broken JSON"):
        list(objects.load_lines(SourceFile("a.jsonl", b'{"a":' * 100_000)))


def test_lines_are_objects() -> None:
    """Blank lines are passed over, and each object has its line."""
    file = SourceFile("a.jsonl", b'\xef\xbb\xbf{"a": 1}\n\n{"a": 2}\r\n')
    assert list(objects.load_lines(file)) == [(1, {"a": 1}), (3, {"a": 2})]
    with pytest.raises(ListError, match=r"line 2: an object is needed here, not an array"):
        list(objects.load_lines(SourceFile("a.jsonl", b"{}\n[]")))


@pytest.mark.parametrize(
    ("value", "text"), [(None, ""), (" a ", "a"), (7, "7"), (True, None), (["a"], None), ({"a": 1}, None)]
)
def test_a_text_is_text_or_a_number(value: Any, text: str | None) -> None:
    """Numbers become text, null nothing; switches, arrays and objects are no text."""
    if text is not None:
        assert objects.text({"f": value}, "f", "here") == text
        return
    with pytest.raises(ListError, match=r"^here\.f: text is needed here, not"):
        objects.text({"f": value}, "f", "here")


def test_texts_are_one_or_several() -> None:
    """A field may hold one text or an array of them; blanks and repetitions are left out."""
    assert objects.texts({"f": ["a", "", "a", 2, None]}, "f", "") == ("a", "2")
    assert objects.texts({"f": "a"}, "f", "") == ("a",)
    assert objects.texts({}, "f", "") == ()


def test_records_have_their_place() -> None:
    """Objects of an array are told by number; null is an empty array."""
    assert objects.records([{"a": 1}], "list") == [("list[0]", {"a": 1})]
    assert objects.records(None, "list") == []
    with pytest.raises(ListError, match=r"^list: an array is needed here, not text"):
        objects.records("a", "list")
    with pytest.raises(ListError, match=r"^list\[1\]: an object is needed here, not a number"):
        objects.records([{}, 1], "list")
