"""Which pages does a file hold? HTML, plain text, RSS and Atom, WARC and PDF, recognised by their content."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from watchword.documents import feeds, html, warc
from watchword.documents.model import Page
from watchword.errors import InputError

LARGEST = 32 << 20
_FEED = re.compile(
    rb"^\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--.*?-->\s*)*(?:<\?[^>]*\?>\s*)*<(?:rss|feed|rdf:RDF)\b", re.DOTALL
)
_MARKUP = re.compile(rb"<(?:!doctype html|html|head|body|article|div|p)\b", re.IGNORECASE)


def read_paths(paths: Iterable[Path]) -> Iterator[Page]:
    """The pages of files and of the files in folders, in order of their names. Raises InputError, naming the file."""
    for path in paths:
        files = (
            sorted(p for p in path.rglob("*") if p.is_file() and not p.name.startswith("."))
            if path.is_dir()
            else [path]
        )
        for file in files:
            yield from read(_bytes(file), str(file))


def read(data: bytes, source: str) -> Iterator[Page]:
    """The pages of one file: one, but for feeds and archives. Raises InputError when there is nothing to read."""
    digest = hashlib.sha256(data).hexdigest()
    if len(data) > LARGEST:
        raise InputError(f"a page of more than {LARGEST:,} bytes", where=source)
    for page in _pages(data, source):
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
            page = html.read(body, address or source)
            yield msgspec.structs.replace(page, address=page.address or address)
    elif _FEED.match(data[:2000]):
        yield from feeds.read(data, source)
    elif _MARKUP.search(data[:4000]):
        yield html.read(data, source)
    else:
        yield _plain(data, source)


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
