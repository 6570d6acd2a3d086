"""How is a message in XML read safely, and in constant memory? As its payments one by one, each with its path.

The parser takes no DTD, resolves no entity, opens no network and refuses texts and depths that no message has.
What an element means is `iso20022`'s business.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from lxml import etree

from watchword.payments.message import Fault
from watchword.payments.tags import UNITS

_HEADER_END = re.compile(rb"</(?:[\w.-]+:)?AppHdr\s*>")
_DECLARATION = re.compile(rb"^\s*<\?xml[^>]*\?>")
_TEMPLATE = re.compile(rb"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
_REPEATED = frozenset(("PmtInf", "Stmt", "Ntfctn", "Rpt", "NtryDtls", "TxDtls"))


class NotRead(Exception):  # noqa: N818  # no error of a person: it becomes a fault of the message
    """A message can't be read as XML; `fault` says why."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.message)
        self.fault = fault


@dataclass(slots=True)
class Unit:
    """An element that is decided on, where it stands, and the elements around it from the root on, with their paths."""

    element: Any
    path: str
    around: list[tuple[Any, str]] = field(default_factory=list)


def local(element: Any) -> str:
    """The element's name without its namespace; empty for comments and processing instructions."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def namespace(element: Any) -> str:
    """The element's namespace, empty when it has none."""
    return str(element.tag).rpartition("}")[0].removeprefix("{")


def text_of(element: Any) -> str:
    """The element's own text on one line."""
    return " ".join((element.text or "").split())


def children(element: Any) -> Iterator[tuple[Any, str]]:
    """The child elements with the last part of their paths: a name, numbered where it repeats."""
    tags = [local(child) for child in element]
    seen: dict[str, int] = {}
    for child, tag in zip(element, tags, strict=True):
        if tag:
            seen[tag] = seen.get(tag, 0) + 1
            yield child, f"{tag}[{seen[tag]}]" if tags.count(tag) > 1 else tag


def looks_like_template(head: bytes) -> bool:
    """Whether this is a template (Jinja) that no values were put into."""
    return bool(_TEMPLATE.search(head))


def split_header(head: bytes) -> int:
    """Where the document begins that stands behind a business header without a common root; 0 when there is none."""
    start = _DECLARATION.sub(b"", head).lstrip()
    if not re.match(rb"<(?:[\w.-]+:)?AppHdr[\s>]", start):
        return 0
    end = _HEADER_END.search(head)
    return end.end() if end else 0


def units(opened: BinaryIO, schema: Any = None) -> Iterator[Unit]:
    """Every payment of a message as it is read, each forgotten when the next is asked for; last, the root by itself.

    Raises NotRead with the fault for what is not well-formed, has a DTD, is larger than a message can be, or does
    not keep to `schema` (an etree.XMLSchema), where one is given.
    """
    events = etree.iterparse(
        opened, events=("start", "end"), resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False,
        remove_comments=True, remove_pis=True, schema=schema,
    )  # fmt: skip
    trail: list[tuple[Any, str]] = []
    counts: list[dict[str, int]] = [{}]
    inside, used = 0, None
    root = None
    try:
        for event, element in events:
            tag = local(element)
            if event == "start":
                if root is None:
                    root = _without_dtd(element)
                inside += tag in UNITS
                trail.append((element, _step(trail, counts, tag)))
                counts.append({})
                continue
            _, path = trail.pop()
            counts.pop()
            if tag in UNITS:
                inside -= 1
                if not inside:
                    yield Unit(element, path, list(trail))
                    used = _forget(element, used)
            elif tag in _REPEATED and not inside:
                element.clear()
    except etree.XMLSyntaxError as error:
        raise NotRead(_syntax_fault(error, events.error_log)) from None
    if root is not None:
        yield Unit(root, f"/{local(root)}")


def parse(data: bytes) -> Any:
    """A small message whole. Raises NotRead."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise NotRead(_syntax_fault(error, parser.error_log)) from None


def _step(trail: list[tuple[Any, str]], counts: list[dict[str, int]], tag: str) -> str:
    counts[-1][tag] = counts[-1].get(tag, 0) + 1
    name = f"{tag}[{counts[-1][tag]}]" if tag in UNITS or tag in _REPEATED else tag
    return f"{trail[-1][1] if trail else ''}/{name}"


def _without_dtd(element: Any) -> Any:
    if element.getroottree().docinfo.doctype:
        raise NotRead(Fault("dtd", "it declares a DTD, which no payment needs and which can hide or invent content"))
    return element


def _forget(element: Any, before: Any) -> Any:
    """Give back the memory of a unit's content now and of the empty element before it: its own is still in use."""
    element.clear()
    if before is not None and before.getparent() is not None:
        before.getparent().remove(before)
    return element


def _syntax_fault(error: etree.XMLSyntaxError, log: Any) -> Fault:
    first = next(iter(log), None)  # the first is the cause; the last may be only that nothing is left
    line = first.line if first else error.lineno
    where = f"line {line}" if line else ""
    said = str(first.message if first else error.msg or "it ends before it begins").strip()
    lowered = said.lower()
    if said.startswith("Element "):
        return Fault("wrong-schema", said, where)
    if "encod" in lowered or "not proper utf-8" in lowered or "invalid char" in lowered:
        return Fault("encoding", f"its letters are not in the encoding that it names ({said})", where)
    if "entity" in lowered:
        return Fault("entity", f"it uses an entity, which no payment needs ({said})", where)
    if "premature end" in lowered or "no element found" in lowered or "document is empty" in lowered:
        return Fault("truncated", f"it is cut off ({said})", where)
    if "huge" in lowered or "excessive depth" in lowered or "xml_parse_huge" in lowered:
        return Fault("too-large", f"a text or a nesting in it is larger than any message has ({said})", where)
    return Fault("not-well-formed", f"it is not well-formed XML ({said})", where)
