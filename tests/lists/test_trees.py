"""XML becomes records safely: no DTD, no entities, no depth without end, and every fault by its line."""

from __future__ import annotations

import re

import pytest

from watchword.errors import ListError
from watchword.lists import trees
from watchword.lists.source import SourceFile
from watchword.lists.trees import Node

_DOCTYPE = (
    b'<?xml version="1.0"?><!DOCTYPE list [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><list><r>&b;</r></list>'
)


def _read(content: bytes, root: str = "list", wrappers: tuple[str, ...] = ()) -> list[Node]:
    return list(trees.read_records(SourceFile("a.xml", content), root, wrappers))


def _refusal(content: bytes) -> str:
    with pytest.raises(ListError) as caught:
        _read(content)
    return str(caught.value)


def test_records_are_the_elements_below_the_root() -> None:
    """The root comes first, without children; then every record with all that is inside, and its line."""
    root, first, second = _read(b'<list day="1">\n<r n="1"><a> x </a><b/></r>\n<r n="2"/></list>')
    assert (root.tag, root.get("day"), root.children) == ("list", "1", ())
    assert (first.get("n"), first.said("a"), first.line) == ("1", "x", 2)
    assert (second.get("n"), second.children, second.line) == ("2", (), 3)


def test_wrappers_only_hold_records() -> None:
    """Elements that hold records give their children, and no record of their own."""
    assert [node.tag for node in _read(b"<list><rs><r/><r/></rs><s/></list>", wrappers=("rs",))] == [
        "list",
        "r",
        "r",
        "s",
    ]


def test_namespaces_comments_and_instructions_are_left_out() -> None:
    """Tags and attributes lose their namespace; comments and instructions are no content."""
    content = b'<x:list xmlns:x="urn:x"><!-- r --><?go r?><x:r x:n="1">a<!-- b --></x:r></x:list>'
    _, record = _read(content)
    assert (record.tag, record.get("n"), record.text) == ("r", "1", "a")


def test_paths_give_texts_without_blanks_and_repetition() -> None:
    """`all`, `texts` and `said` follow a path through every element on it."""
    _, record = _read(b"<list><r><as><a>1</a><a> 2\n 3 </a></as><as><a>1</a><a/></as></r></list>")
    assert [node.text for node in record.all("as", "a")] == ["1", "2\n 3", "1", ""]
    assert record.texts("as", "a") == ("1", "2 3")
    assert (record.said("as", "a"), record.said("as", "b")) == ("1", "")


def test_a_dtd_is_refused() -> None:
    """A document type declaration is refused wherever it hides: no entity is ever resolved."""
    assert "declares a DTD" in _refusal(_DOCTYPE)
    assert "declares a DTD" in _refusal(_DOCTYPE.decode().encode("utf-16"))
    assert "declares a DTD" in _refusal(_DOCTYPE.replace(b"<!DOCTYPE", b" " * 100_000 + b"<!DOCTYPE"))


def test_an_entity_reference_is_refused() -> None:
    """An entity that only a DTD elsewhere could declare is an error, not a hole in a name."""
    assert "broken XML" in _refusal(b"<list><r>&name;</r></list>")


def test_depth_without_end_is_refused() -> None:
    """Elements nested deeper than in any list are refused, not recursed into."""
    assert "broken XML" in _refusal(b"<list>" + b"<a>" * 5000 + b"</a>" * 5000 + b"</list>")


def test_a_text_larger_than_any_is_refused() -> None:
    """One text of 11 MB is refused."""
    assert "broken XML" in _refusal(b"<list><r>" + b"a" * 11_000_000 + b"</r></list>")


@pytest.mark.parametrize(
    "content", [b"<list><r>", b"<list><r></s></list>", b"<list>\n\n<r a=1/></list>", b"<list/><list/>"]
)
def test_broken_xml_is_refused_by_line(content: bytes) -> None:
    """What libxml2 can't read is refused with the line and the reason."""
    assert re.match(r"a\.xml, line \d+: broken XML \(", _refusal(content))


def test_another_root_and_nothing_at_all_are_refused() -> None:
    """A file of another kind names its root; an empty one says so."""
    assert "begins with html, not list" in _refusal(b"<html/>")
    assert "broken XML (no element found)" in _refusal(b"")


@pytest.mark.parametrize(
    ("content", "is_list"),
    [
        (b"<list>", True),
        (b"\xef\xbb\xbf<?xml version='1.0'?>\n<!-- a <note> -->\n<x:list a='b'/>", True),
        (b"\xef\xbb\xbf<?xml version='1.0'?>\n<x:list a='b'/>", True),
        ("<list/>".encode("utf-16"), True),
        (b"<lists/>", False),
        (b"list", False),
        (b"", False),
        (bytes(range(256)), False),
    ],
)
def test_the_root_is_found_without_parsing(content: bytes, is_list: bool) -> None:
    """Recognising looks at the first tag only, and never raises."""
    assert trees.root_is(content, "list") is is_list


def test_what_no_reader_knows_is_listed() -> None:
    """Paths with content that are not known are told; empty elements and attributes are not."""
    _, record = _read(b'<list><r n="1" m=""><a k="v">x</a><b/></r></list>')
    known = trees.known_paths({"r": "@n", "r/a": "."})
    assert known == {"r@n", "r/a"}
    assert list(trees.unread(record, known)) == ["r/a@k"]
