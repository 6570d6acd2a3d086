"""What does an XML list hold? Bytes become records: plain nodes with tag, attributes, children and text.

The parser takes no DTD, resolves no entity, opens no network and refuses texts and depths that no list has.
What a record means is a mapper's business.
"""

from __future__ import annotations

import io
import re
from collections.abc import Collection, Container, Iterator, Mapping

import msgspec
from lxml import etree

from watchword.errors import ListError
from watchword.lists.source import SourceFile

_HEAD = 4096
_COMMENT = re.compile(rb"<!--.*?-->", re.DOTALL)
_FIRST_TAG = re.compile(rb"<(?:[\w.-]+:)?([A-Za-z][\w.-]*)[\s/>]")


class Node(msgspec.Struct, frozen=True):
    """One element: tag without namespace, attributes, child elements, text without outer blanks, line in the file."""

    tag: str
    fields: Mapping[str, str]
    children: tuple[Node, ...]
    text: str
    line: int

    def all(self, *path: str) -> Iterator[Node]:
        """Every element below at `path`, in order: `all("akaList", "aka")` are the aka of every akaList."""
        if len(path) == 1:
            return (child for child in self.children if child.tag == path[0])
        return (found for child in self.children if child.tag == path[0] for found in child.all(*path[1:]))

    def texts(self, *path: str) -> tuple[str, ...]:
        """The texts at `path` that are not empty, each on one line, none twice."""
        found = (" ".join(node.text.split()) for node in self.all(*path))
        return tuple(dict.fromkeys(text for text in found if text))

    def said(self, *path: str) -> str:
        """The first text at `path` that is not empty, on one line; empty when there is none."""
        return next(iter(self.texts(*path)), "")

    def get(self, name: str) -> str:
        """An attribute without outer blanks, empty when it is not there."""
        return self.fields.get(name, "").strip()


def root_is(data: bytes, tag: str, *marks: str) -> bool:
    """Whether `data` is XML whose root element is `tag`, in any namespace, with all `marks` near its beginning.

    Never raises, and promises nothing about the rest of the file.
    """
    head = data[:_HEAD].replace(b"\0", b"").removeprefix(b"\xef\xbb\xbf").removeprefix(b"\xff\xfe").lstrip()
    first = _FIRST_TAG.search(_COMMENT.sub(b"", head)) if head.startswith(b"<") else None
    return first is not None and first[1] == tag.encode() and all(mark.encode() in head for mark in marks)


def read_records(file: SourceFile, root: str, wrappers: Collection[str] = ()) -> Iterator[Node]:
    """The root's own attributes, as a node without children; then every record of the file, in order.

    A record is an element below the root that is none of the `wrappers`, which only hold records. Raises
    ListError naming the line for XML that is broken or cut off, has another root, or declares a DTD.
    """
    if b"<!DOCTYPE" in file.data[:65536].replace(b"\0", b""):
        raise ListError("it declares a DTD, which no list needs", where=file.name)
    # No huge_tree: libxml2 then refuses texts and depths that no list has.
    events = etree.iterparse(
        io.BytesIO(file.data), events=("start", "end"), resolve_entities=False, no_network=True,
        huge_tree=False, load_dtd=False, remove_comments=True, remove_pis=True,
    )  # fmt: skip
    top: etree._Element | None = None
    record: etree._Element | None = None
    try:
        for event, element in events:
            if top is None:
                top = _check_root(element, root, file.name)
                yield Node(root, _attributes(top), (), "", top.sourceline or 0)
            elif event == "start":
                if record is None and _local(element) not in wrappers:
                    record = element
            elif element is record:
                yield _node(element)
                _forget(element)
                record = None
    except etree.XMLSyntaxError as error:
        where = f"{file.name}, line {error.lineno}"
        raise ListError(f"broken XML ({error.msg})", where=where, hint="Fetch it again.") from None
    if top is None:
        raise ListError("no XML in this file", where=file.name)


def unread(node: Node, known: Container[str], path: str = "") -> Iterator[str]:
    """The paths with content, here and below, that are not `known`: `aka/type`, `name@lang`.

    Paths begin at the record. A layout newer than the reader shows here.
    """
    path = f"{path}/{node.tag}" if path else node.tag
    for name, value in node.fields.items():
        if value and f"{path}@{name}" not in known:
            yield f"{path}@{name}"
    if node.text and path not in known:
        yield path
    for child in node.children:
        yield from unread(child, known, path)


def known_paths(table: Mapping[str, str]) -> frozenset[str]:
    """The paths of a table from a parent's path to the names below it: `{"aka": "type @id"}`.

    `.` is the parent's own text.
    """
    return frozenset(
        path if name == "." else f"{path}{name}" if name.startswith("@") else f"{path}/{name}"
        for path, names in table.items()
        for name in names.split()
    )


def _check_root(element: etree._Element, root: str, name: str) -> etree._Element:
    if element.getroottree().docinfo.doctype:
        raise ListError("it declares a DTD, which no list needs", where=name)
    if _local(element) != root:
        raise ListError(f"begins with {_local(element)}, not {root}", where=name)
    return element


def _node(element: etree._Element) -> Node:
    children = tuple(_node(child) for child in element if isinstance(child.tag, str))
    text = element.text
    return Node(_local(element), _attributes(element), children, text.strip() if text else "", element.sourceline or 0)


def _attributes(element: etree._Element) -> dict[str, str]:
    return {_bare(name): value for name, value in element.attrib.items()}


def _local(element: etree._Element) -> str:
    return _bare(element.tag) if isinstance(element.tag, str) else ""


def _bare(name: str) -> str:
    return name.rpartition("}")[2]


def _forget(element: etree._Element) -> None:
    """Give back the memory of a record and of all before it, which iterparse would keep."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]
