"""Which pages does a file hold? HTML, plain text, RSS and Atom, WARC and PDF, recognised by their content."""

from __future__ import annotations

import codecs
import hashlib
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from watchword.documents import feeds, html, warc
from watchword.documents.model import Page
from watchword.errors import InputError

_LARGEST_PAGE, _MOST_TEXT = 8 << 20, 4_000_000
LARGEST = 32 << 20
_FEED = re.compile(
    rb"^\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--.*?-->\s*)*(?:<\?[^>]*\?>\s*)*<(?:rss|feed|rdf:RDF)\b", re.DOTALL
)
_MARKUP = re.compile(rb"<(?:!doctype html|html|head|body|article|div|p)\b", re.IGNORECASE)


class Unread(msgspec.Struct, frozen=True):
    """A file of a folder that holds no page that can be read, and why."""

    source: str
    reason: str


def read_paths(paths: Iterable[Path], unread: list[Unread]) -> Iterator[Page]:
    """The pages of files and of the files in folders, in order of their names.

    Raises InputError, naming the file, for a file that was asked for; one of a folder goes to `unread`.
    """
    for path in paths:
        if not path.is_dir():
            yield from read(_bytes(path), str(path))
            continue
        for file in sorted(p for p in path.rglob("*") if p.is_file() and not p.name.startswith(".")):
            try:
                yield from list(read(_bytes(file), str(file)))
            except InputError as error:
                unread.append(Unread(str(file), error.message))


def read(data: bytes, source: str) -> Iterator[Page]:
    """The pages of one file: one, but for feeds and archives. Raises InputError when there is nothing to read."""
    digest = hashlib.sha256(data).hexdigest()
    if len(data) > LARGEST:
        raise InputError(f"a page of more than {LARGEST:,} bytes", where=source)
    for page in _pages(_in_utf8(data), source):
        if len(page.text) > _MOST_TEXT:
            raise InputError(f"a text of more than {_MOST_TEXT:,} letters", where=source, hint="Split it.")
        yield msgspec.structs.replace(page, language=language(page.text), sha256=digest)


def language(text: str) -> str:
    """The language of a text as ISO 639-1; empty for a text of fewer than twenty letters."""
    if sum(map(str.isalpha, text[:200])) < 20:
        return ""
    import py3langid

    return str(py3langid.classify(text[:4000])[0])


def _pages(data: bytes, source: str) -> Iterator[Page]:
    if data.startswith(b"%PDF"):
        yield _pdf(data, source)
    elif data.startswith(b"WARC/") or (data.startswith(b"\x1f\x8b") and source.endswith((".warc.gz", ".warc"))):
        for address, body in warc.responses(data, source):
            page = _html(body, address or source)
            yield msgspec.structs.replace(page, address=page.address or address)
    elif _FEED.match(data[:2000]):
        yield from feeds.read(data, source)
    elif _MARKUP.search(data[:4000]):
        yield _html(data, source)
    else:
        yield _plain(data, source)


def _in_utf8(data: bytes) -> bytes:
    """What is told to be UTF-16 as UTF-8, where it is text of more than a word."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        text = data.decode("utf-16", errors="replace")
        return text.encode() if len(text.split()) > 1 else data
    return data


def _html(data: bytes, source: str) -> Page:
    if len(data) > _LARGEST_PAGE:
        raise InputError(f"a web page of more than {_LARGEST_PAGE:,} bytes", where=source)
    return html.read(data, source)


def _plain(data: bytes, source: str) -> Page:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise InputError("neither a page nor a text in UTF-8", where=source) from None
    if "\x00" in text:
        raise InputError("this is no text", where=source)
    return Page(source, text, text.strip().split("\n", 1)[0][:200])


def _pdf(data: bytes, source: str) -> Page:
    try:
        import pypdf
    except ImportError:
        raise InputError("reading PDF needs an extra", where=source, hint="pip install 'watchword[pdf]'") from None
    import io

    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        text = "\n\n".join(page.extract_text() for page in reader.pages)
        title = str((reader.metadata and reader.metadata.title) or "")
    except (pypdf.errors.PdfReadError, ValueError, KeyError) as error:
        raise InputError(f"the PDF can't be read: {error}", where=source) from None
    return Page(source, text, title)


def _bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST:
            raise InputError(f"a page of more than {LARGEST:,} bytes", where=str(path))
        return path.read_bytes()
    except OSError as error:
        raise InputError(f"can't be read: {error.strerror or error}", where=str(path)) from None
