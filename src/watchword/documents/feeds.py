"""Which entries does a feed hold? RSS 2.0, RSS 1.0 and Atom, each entry as a page of its own."""

from __future__ import annotations

from collections.abc import Iterator
from email.utils import parsedate_to_datetime
from typing import Any

import msgspec
from lxml import etree

from watchword.documents import html
from watchword.documents.model import Page
from watchword.errors import InputError

_PARSER = {"resolve_entities": False, "no_network": True, "huge_tree": False, "recover": True}


def read(data: bytes, source: str) -> Iterator[Page]:
    """The entries of a feed, in order. Raises InputError when it is no feed."""
    root = etree.fromstring(data, etree.XMLParser(**_PARSER))
    entries = [] if root is None else [e for e in root.iter() if _name(e) in ("item", "entry")]
    if root is None or _name(root) not in ("rss", "feed", "RDF"):
        raise InputError("this is no RSS or Atom feed", where=source)
    for number, entry in enumerate(entries, 1):
        fields = {_name(child): child for child in reversed(entry) if isinstance(child.tag, str)}
        link = fields.get("link")
        address = "" if link is None else (link.get("href") or (link.text or "")).strip()
        body = next((_text(fields[k]) for k in ("encoded", "content", "description", "summary") if k in fields), "")
        page = html.read(f"<html><body><article>{body}</article></body></html>".encode(), f"{source}#{number}")
        text = page.text or " ".join(etree.HTML(f"<p>{body}</p>").itertext()) if body.strip() else page.text
        author = _text(fields["author"]).strip() if "author" in fields else _text(fields.get("creator")).strip()
        day = next((_day(_text(fields[k])) for k in ("pubDate", "published", "date", "updated") if k in fields), "")
        yield msgspec.structs.replace(page, text=text, title=_text(fields.get("title")).strip(), author=author, address=address,
                                      published=day, frame_date=day, updated=_day(_text(fields.get("updated"))))  # fmt: skip


def _name(element: Any) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _text(element: Any) -> str:
    return "" if element is None else "".join(element.itertext())


def _day(text: str) -> str:
    text = text.strip()
    if text[:4].isdigit():
        return text[:10]
    try:
        return parsedate_to_datetime(text).date().isoformat()
    except (TypeError, ValueError, IndexError):
        return ""
