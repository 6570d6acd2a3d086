"""Which pages does a web archive hold? WARC 1.0 and 1.1 (ISO 28500), plain or compressed: its HTML responses."""

from __future__ import annotations

import gzip
import io
from collections.abc import Iterator
from typing import IO, cast

from watchword.errors import InputError

_LARGEST = 16 << 20  # bytes of one record


def responses(data: bytes, source: str) -> Iterator[tuple[str, bytes]]:
    """Address and body of every successful HTML response. Raises InputError where the archive breaks off."""
    plain = io.BytesIO(data)
    stream = cast("IO[bytes]", gzip.GzipFile(fileobj=plain) if data[:2] == b"\x1f\x8b" else plain)
    try:
        while True:
            first = stream.readline(200)
            if not first:
                return
            if not first.strip():
                continue
            if not first.startswith(b"WARC/"):
                raise InputError("the archive has a record without its first line", where=source)
            headers = _headers(stream)
            length = int(headers.get("content-length", "0") or 0)
            if length > _LARGEST:
                raise InputError(f"a record of the archive is larger than {_LARGEST:,} bytes", where=source)
            body = stream.read(length)
            if len(body) < length:
                raise InputError("the archive breaks off inside a record", where=source)
            if headers.get("warc-type") == "response":
                yield from _html(headers.get("warc-target-uri", ""), body)
    except (OSError, EOFError, ValueError) as error:
        raise InputError(f"the archive can't be read: {error}", where=source) from None


def _headers(stream: IO[bytes]) -> dict[str, str]:
    out = {}
    while line := stream.readline(1 << 16).strip():
        name, _, value = line.decode("utf-8", "replace").partition(":")
        out[name.strip().lower()] = value.strip()
    return out


def _html(address: str, body: bytes) -> Iterator[tuple[str, bytes]]:
    head, _, content = body.partition(b"\r\n\r\n")
    lines = head.decode("latin-1").lower().split("\r\n")
    coded = any(line.startswith("content-encoding:") and "gzip" in line for line in lines)
    chunked = any(line.startswith("transfer-encoding:") and "chunked" in line for line in lines)
    if " 200" in lines[0] and any(line.startswith("content-type:") and "html" in line for line in lines):
        content = _unchunked(content) if chunked else content
        yield address.strip("<>"), gzip.decompress(content) if coded else content


def _unchunked(body: bytes) -> bytes:
    out, at = bytearray(), 0
    while at < len(body):
        end = body.index(b"\r\n", at)
        size = int(body[at:end].split(b";")[0], 16)
        if size == 0:
            break
        out += body[end + 2 : end + 2 + size]
        at = end + 4 + size
    return bytes(out)
