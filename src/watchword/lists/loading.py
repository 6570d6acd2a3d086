"""How do list files get from disk into memory? Files, folders and compressed files become `SourceFile`s.

Nothing here knows a publisher's format; a file that no format knows can only be described for the reader.
"""

from __future__ import annotations

import gzip
import lzma
import zlib
from collections.abc import Iterable, Sequence
from io import BytesIO
from os import PathLike
from pathlib import Path

from watchword.errors import ListError
from watchword.lists.source import SourceFile

LARGEST_FILE = 500 * 1024 * 1024  # bytes, decompressed: the largest published list has under 200 MB
_XZ_MEMORY = 256 * 1024 * 1024

_GZIP, _XZ, _ZIP = b"\x1f\x8b", b"\xfd7zXZ\x00", b"PK\x03\x04"
_SIGNATURES = (
    (_ZIP, "a zip archive or office document"),
    (b"%PDF", "a PDF document"),
    (_GZIP, "a gzip file inside another compressed file"),
    (_XZ, "an xz file inside another compressed file"),
    (b"\xd0\xcf\x11\xe0", "an old Excel or Word file"),
    (b"Rar!", "a rar archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"{\\rtf", "an RTF document"),
)


def load_paths(paths: Iterable[str | PathLike[str]]) -> tuple[SourceFile, ...]:
    """Every file named, and every file inside each folder named (at any depth, in order of name), read whole.

    Files whose content is gzip or xz are decompressed, whatever they are called. Hidden files inside
    folders are left out. Raises ListError for what is not there, can't be read, is an empty folder, or
    holds more than `LARGEST_FILE` bytes.
    """
    return tuple(_load(file) for path in paths for file in paths_inside(Path(path)))


def paths_inside(path: Path) -> list[Path]:
    """The file itself, or every file inside a folder (at any depth, in order of name) that is not hidden.

    Raises ListError for a folder that is empty or can't be read.
    """
    if not path.is_dir():
        return [path]
    try:
        inside = sorted(path.rglob("*"))
    except OSError as error:
        raise ListError(f"this folder can't be read ({error.strerror})", where=str(path)) from None
    files = [f for f in inside if f.is_file() and not any(p.startswith(".") for p in f.relative_to(path).parts)]
    if not files:
        raise ListError("no files in this folder", where=str(path))
    return files


def decompress(data: bytes, name: str) -> bytes:
    """`data` itself, or what is inside when it is gzip or xz; ListError when damaged or too large."""
    if data.startswith(_GZIP):
        read = _gunzip
    elif data.startswith(_XZ):
        read = _unxz
    else:
        return data
    try:
        whole = read(data)
    except (EOFError, OSError, zlib.error, lzma.LZMAError) as error:
        raise ListError(f"damaged compressed file ({error})", where=name, hint="Fetch it again.") from None
    if len(whole) > LARGEST_FILE:
        raise ListError(f"more than {LARGEST_FILE:,} bytes when decompressed", where=name)
    return whole


def describe(data: bytes) -> str:
    """What a file that is no known list looks like, for an error message: `an HTML page`, `empty`, `text`."""
    if not data.strip():
        return "empty"
    for signature, description in _SIGNATURES:
        if data.startswith(signature):
            return description
    if data[257:262] == b"ustar":
        return "a tar archive"
    head = data[:4096].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    if head.startswith((b"<!doctype html", b"<html")) or b"<html" in head:
        return "an HTML page, such as a login or error page"
    if head.startswith(b"<"):
        return "XML of some other kind"
    if head.startswith((b"{", b"[")):
        return "JSON of some other kind"
    if b"\0" in data[:4096]:
        return "binary data"
    return "a table or text of some other kind" if b"," in head or b"\t" in head else "plain text"


def the_only(files: Sequence[SourceFile], title: str) -> SourceFile:
    """The one file of a format that comes as a single file; ListError naming all when there are more."""
    if len(files) > 1:
        names = " and ".join(file.name for file in files)
        raise ListError(f"more than one file of the {title}", where=names, hint="Give one of them.")
    return files[0]


def _load(path: Path) -> SourceFile:
    name = str(path)
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise ListError(f"more than {LARGEST_FILE:,} bytes", where=name)
        data = path.read_bytes()
    except FileNotFoundError:
        raise ListError("no such file or folder", where=name) from None
    except OSError as error:
        raise ListError(f"can't be read ({error.strerror})", where=name) from None
    return SourceFile(name, decompress(data, name))


def _gunzip(data: bytes) -> bytes:
    with gzip.GzipFile(fileobj=BytesIO(data)) as stream:
        return stream.read(LARGEST_FILE + 1)


def _unxz(data: bytes) -> bytes:
    decoder = lzma.LZMADecompressor(format=lzma.FORMAT_XZ, memlimit=_XZ_MEMORY)
    whole = decoder.decompress(data, max_length=LARGEST_FILE + 1)
    if not decoder.eof and len(whole) <= LARGEST_FILE:
        raise EOFError("cut short")
    if decoder.unused_data.strip(b"\0"):
        raise EOFError("something follows the end")
    return whole
