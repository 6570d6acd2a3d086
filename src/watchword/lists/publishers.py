"""Where does each official list come from? The table publishers.toml: address, licence, frequency, expected files.

A mirror or a new address is another table of the same form. Nothing is fetched here.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Collection, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path

import msgspec

from watchword.errors import NotFoundError, UsageError
from watchword.model import Publication


class Address(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One file of a list: its usual name, and where it is published."""

    name: str
    url: str


class Source(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One official list.

    `publisher` and `title` are those of the publications that its readers give; `formats` the readers' names of what
    the addresses give. A list `on_request` is fetched only when it is named; one that is `closed` (ISO date) has been
    replaced by another on that day.
    """

    id: str
    publisher: str
    title: str
    page: str = ""
    licence: str = ""
    frequency: str = ""
    formats: tuple[str, ...] = ()
    files: tuple[Address, ...] = ()
    on_request: bool = False
    closed: str = ""
    replaced_by: str = ""


class _Table(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    list: tuple[Source, ...]


@cache
def sources() -> tuple[Source, ...]:
    """The built-in table."""
    return _decode(
        files("watchword").joinpath("lists", "publishers.toml").read_text(encoding="utf-8"), "publishers.toml"
    )


def read_sources(path: Path) -> tuple[Source, ...]:
    """A table of one's own, such as that of a mirror. Raises UsageError naming what is wrong with it."""
    try:
        return _decode(path.read_text(encoding="utf-8"), str(path))
    except OSError as error:
        raise UsageError(f"can't be read ({error.strerror})", where=str(path)) from None
    except UnicodeDecodeError:
        raise UsageError("not UTF-8 text", where=str(path)) from None


def chosen(wanted: Collection[str], table: Sequence[Source]) -> tuple[Source, ...]:
    """The lists of these ids or publishers, in the table's order; without any, all that are fetched by default.

    Raises NotFoundError for a name that the table does not have or has no address for.
    """
    if not wanted:
        return tuple(source for source in table if source.files and not source.on_request)
    for name in wanted:
        named = [source for source in table if name in (source.id, source.publisher)]
        if not any(source.files for source in named):
            problem = "has no address to fetch it from" if named else "no such list or publisher"
            known = ", ".join(source.id for source in table if source.files)
            raise NotFoundError(problem, where=name, hint=f"Use one of: {known}.")
    return tuple(source for source in table if source.files and not {source.id, source.publisher}.isdisjoint(wanted))


def is_closed(list_id: str, day: str, kept: Collection[str]) -> bool:
    """Whether a list no longer stands on a day (ISO date, "" for now): closed by then, and its replacement is kept."""
    source = next((source for source in sources() if source.id == list_id and source.closed), None)
    return source is not None and (not day or day >= source.closed) and source.replaced_by in kept


def publisher_of(list_id: str) -> str:
    """The publisher of a list by the built-in table; a list that is not in it is its own."""
    return next((source.publisher for source in sources() if source.id == list_id), list_id)


def list_id(publication: Publication) -> str:
    """Which list a publication is a state of: an id of the built-in table, else one made of the publisher's name."""
    for source in sources():
        if (source.publisher, source.title) == (publication.publisher, publication.title):
            return source.id
    known = any(source.publisher == publication.publisher for source in sources())
    name = f"{publication.publisher} {publication.title}" if known else publication.publisher
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().casefold()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:80] or "list"


def _decode(text: str, where: str) -> tuple[Source, ...]:
    try:
        table = msgspec.convert(tomllib.loads(text), _Table).list
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise UsageError(f"not a table of lists: {error}", where=where) from None
    ids = [source.id for source in table]
    twice = next((name for name in ids if ids.count(name) > 1), "")
    if twice:
        raise UsageError(f"two lists have the id {twice}", where=where)
    return table
