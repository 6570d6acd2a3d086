"""Which lists ship inside the package? Old copies for trying out, each with its date, licence and digest.

Nothing here is made or changed: tools/bundle.py writes files and manifest, this reads and checks them.
"""

from __future__ import annotations

import tomllib
from dataclasses import replace
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from watchword.errors import ListError
from watchword.lists.loading import decompress
from watchword.lists.source import ReadList, SourceFile
from watchword.model import Publication

_FOLDER = files("watchword").joinpath("data", "bundled")
_MANIFEST = "manifest.toml"


def digest(folder: Traversable = _FOLDER) -> str:
    """The identity of the bundle: SHA-256 of its manifest, which holds every file's. Reads nothing else."""
    return sha256(folder.joinpath(_MANIFEST).read_bytes()).hexdigest()


def publications(folder: Traversable = _FOLDER) -> tuple[Publication, ...]:
    """What is bundled, from the manifest alone: the publications that `read_bundled` gives."""
    return tuple(_publication(entry) for entry in _entries(folder))


def read_bundled(folder: Traversable = _FOLDER) -> tuple[ReadList, ...]:
    """Every bundled list, read whole, with `Publication.bundled` set and dates and licence from the manifest.

    Raises ListError when a file is not the one that the manifest names, or holds another number of records.
    """
    return tuple(_read(entry, folder) for entry in _entries(folder))


def _entries(folder: Traversable) -> list[dict[str, Any]]:
    entries: list[dict[str, Any]] = tomllib.loads(folder.joinpath(_MANIFEST).read_text(encoding="utf-8"))["list"]
    return entries


def _publication(entry: dict[str, Any]) -> Publication:
    known = {key: entry[key] for key in Publication.__struct_fields__ if key in entry}
    return Publication(**known, bundled=True)


def _read(entry: dict[str, Any], folder: Traversable) -> ReadList:
    # The readers, and lxml with them, are slow to import: a start from a ready index needs only `digest`.
    from watchword.lists.registry import read_files

    members = [_load(file["name"], file["sha256"], folder) for file in entry["file"]]
    (read,) = read_files(members)
    if read.publication.records != entry["records"]:
        found = f"{read.publication.records} records, not {entry['records']} as the manifest says"
        raise ListError(found, where=f"bundled {entry['publisher']}")
    notes = (entry["note"],) if "note" in entry else ()
    return replace(read, publication=_publication(entry), notes=(*notes, *read.notes))


def _load(name: str, digest_: str, folder: Traversable) -> SourceFile:
    where = f"bundled {name}"
    data = decompress(folder.joinpath(f"{name}.xz").read_bytes(), where)
    if sha256(data).hexdigest() != digest_:
        raise ListError("not the file that the manifest names", where=where, hint="Install the package again.")
    return SourceFile(where, data)
