"""What is the article on a web page, and what does the frame say of it? Text without what stands around it.

trafilatura finds the article; what it lets through of menus, share bars, teasers, comments and forms is taken out
before, by what elements are called and how they begin. Nothing is fetched and no script runs.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from lxml import etree
from lxml import html as lxml_html

from watchword.documents import dates, frames
from watchword.documents.model import Page

_OUT = (
    "//script|//style|//noscript|//nav|//form|//aside|//footer|//iframe|//svg|//button|//textarea|//figure|//template"
)
_FRAME = re.compile(
    r"(?:^|[\s_-])(?:today|topbar|date\w*|\w*-date|posted-on|meta|time\w*|published|byline|header)(?:$|[\s_-])",
    re.IGNORECASE,
)
_PUBLISHED = ("article:published_time", "datepublished", "date", "dc.date", "dc.date.issued", "dcterms.issued", "dcterms.created",
              "pubdate", "publishdate", "publish-date", "parsely-pub-date", "sailthru.date")  # fmt: skip
_UPDATED = ("article:modified_time", "datemodified", "og:updated_time", "dcterms.modified", "last-modified")
_UPDATE_WORD = re.compile(r"updated|mis à jour|actualizado|atualizado|aktualisiert|обновлено", re.IGNORECASE)
_LONGEST_LINE = 120  # characters of a line of the frame
_LONG_LIST = 2000  # characters of a list of links
_ISO = re.compile(r"\d{4}-\d\d-\d\d")


def read(data: bytes, source: str) -> Page:
    """The article of an HTML page. The text is empty when the page has none."""
    tree = _parsed(data)
    if tree is None:
        return Page(source, "")
    facts = _linked_data(tree)
    meta = _meta(tree)
    published = _first_day(facts.get("datePublished"), *(meta.get(k) for k in _PUBLISHED))
    updated = _first_day(facts.get("dateModified"), *(meta.get(k) for k in _UPDATED))
    shown = list(_shown_dates(tree))
    published = published or next((day for day, update in shown if not update), "") or _stamped(tree)
    updated = updated or next((day for day, update in shown if update), "")
    frame = next((day for day, update in shown if not update and day != published), "") or published
    title = _title(tree, facts, meta)
    address = str(next(iter(tree.xpath("//link[@rel='canonical']/@href")), "") or meta.get("og:url", ""))
    author = (
        _named(facts.get("author"))
        or meta.get("author", "")
        or next(filter(None, map(frames.writer, _under(tree))), "")
    )
    publisher = _named(facts.get("publisher"))
    text = _article(tree, title)
    return Page(
        source, text, title, author, publisher or meta.get("og:site_name", ""), "", address, frame, published, updated
    )


def _parsed(data: bytes) -> Any:
    parser = lxml_html.HTMLParser(encoding=_encoding(data), huge_tree=False, no_network=True)
    try:
        return lxml_html.document_fromstring(data, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, UnicodeError):
        return None


def _encoding(data: bytes) -> str:
    declared = re.search(rb"charset=[\"']?([\w-]+)", data[:4096])
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        named = declared[1].decode("ascii") if declared else "cp1252"
        return "cp1252" if named.lower() in ("utf-8", "utf8") else named
    return "utf-8"


def _article(tree: Any, title: str) -> str:
    import trafilatura

    for element in tree.xpath(_OUT):
        _drop(element)
    for element in list(tree.iter()):
        if (
            isinstance(element.tag, str)
            and element.tag not in ("html", "body", "article", "main")
            and _is_around(element)
        ):
            _drop(element)
    for heading in tree.xpath("//h2|//h3|//h4|//h5|//strong|//legend"):
        if frames.heads_comments(heading.text_content()):
            _drop_below(heading)
    for element in tree.xpath("//td|//ul|//div|//section"):
        if _is_of_links(element):
            _drop(element)
    text = trafilatura.extract(tree, include_comments=False, include_tables=True, favor_recall=True) or ""
    lines = [" ".join(line.split()) for line in text.splitlines()]
    kept = [line for line in lines if line and not _is_title(line, title) and not frames.is_frame(line)]
    first = next((at for at, line in enumerate(kept) if not frames.is_label(line)), len(kept))
    return "\n".join(kept[first:])


def _is_title(line: str, title: str) -> bool:
    return line == title or (len(line) > 10 and re.match(re.escape(line) + r"\s*[|\u2013\u2014:-]", title) is not None)


def _is_around(element: Any) -> bool:
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    if names.strip() and frames.AROUND.search(names):
        return True
    return (
        element.tag in ("p", "div", "li")
        and frames.ALSO.match((element.text_content() or "")[:60]) is not None
        and len(element.text_content()) < 200
    )


def _is_of_links(element: Any) -> bool:
    """Whether most of an element's text is links: a menu or a list of other stories."""
    text = len("".join(element.itertext()).strip())
    links = sum(len("".join(link.itertext()).strip()) for link in element.iter("a"))
    return 0 < text < _LONG_LIST and links > 0.6 * text and element.find(".//p") is None


def _drop(element: Any) -> None:
    if element.getparent() is not None:
        element.drop_tree()


def _drop_below(heading: Any) -> None:
    """Drop a heading with all that stands under it: its element, or, where that holds the article, what follows."""
    parent = heading.getparent()
    if parent is not None and parent.tag not in ("body", "main", "article") and not parent.xpath(".//h1"):
        _drop(parent)
        return
    for element in [*heading.itersiblings(), heading]:
        _drop(element)


def _linked_data(tree: Any) -> dict[str, Any]:
    """The article's facts in JSON-LD, where the page has any."""
    for script in tree.xpath("//script[@type='application/ld+json']/text()"):
        try:
            found = json.loads(script)
        except ValueError:
            continue
        rows = found if isinstance(found, list) else found.get("@graph", [found]) if isinstance(found, dict) else []
        for row in rows:
            if isinstance(row, dict) and ("datePublished" in row or "headline" in row):
                return row
    return {}


def _meta(tree: Any) -> dict[str, str]:
    out: dict[str, str] = {}
    for element in tree.xpath("//meta[@content]|//*[@itemprop]"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or ""
        value = element.get("content") or element.get("datetime") or element.text_content().strip()
        if name and value:
            out.setdefault(name.lower(), value)
    return out


def _shown_dates(tree: Any) -> Iterator[tuple[str, bool]]:
    """Dates that the frame shows, in order, and whether each says when the page was updated."""
    for element in tree.iter():
        if not isinstance(element.tag, str):
            continue
        names = f"{element.get('class') or ''} {element.get('id') or ''}"
        stamp = element.get("datetime") if element.tag == "time" else None
        if stamp is None and not (names.strip() and _FRAME.search(names)) and element.tag not in ("dd",):
            continue
        text = element.text_content() or ""
        if len(text) > 120:
            continue
        before = (
            (element.getprevious().tail or "")
            if element.getprevious() is not None
            else ((element.getparent().text or "") if element.getparent() is not None else "")
        )
        day = _first_day(stamp) or next((d.span.first for d in dates.find(text, "") if d.span.first == d.span.last), "")
        if day:
            yield day, _UPDATE_WORD.search(f"{before} {names} {text if stamp is None else ''}") is not None


def _stamped(tree: Any) -> str:
    """The day in a line that says when the page was published; else in the first short one under the title."""
    lines = [
        " ".join(text.split()) for text in tree.xpath("//body//text()[normalize-space()]") if len(text) <= _LONGEST_LINE
    ]
    told = (line for line in lines if frames.is_stamp(line))
    return next(
        (day for line in (*told, *_under(tree)) if len(line) <= _LONGEST_LINE and (day := _first_day(line))), ""
    )


def _under(tree: Any) -> list[str]:
    """The first lines under the title."""
    found = tree.xpath("//h1/following::text()[normalize-space()][position() <= 6]")
    return [" ".join(text.split()) for text in found]


def _first_day(*values: object) -> str:
    for value in values:
        match = _ISO.match(value.strip()) if isinstance(value, str) else None
        if match:
            return match[0]
        found = (
            next((d.span.first for d in dates.find(value, "") if d.span.first == d.span.last), "")
            if isinstance(value, str)
            else ""
        )
        if found:
            return found
    return ""


def _title(tree: Any, facts: dict[str, Any], meta: dict[str, str]) -> str:
    heading = next((h.text_content() for h in tree.xpath("//h1")), "")
    named = facts.get("headline") if isinstance(facts.get("headline"), str) else ""
    title = named or meta.get("og:title") or heading or next((t.text or "" for t in tree.xpath("//title")), "")
    return " ".join(str(title).split())


def _named(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(filter(None, map(_named, value)))
    return str(value.get("name", "")) if isinstance(value, dict) else value if isinstance(value, str) else ""
