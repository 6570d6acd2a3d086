"""Which publisher's list is a file, and what does it hold? Files are recognised by content, read in groups.

The one door to the readers: nothing else imports a publisher's module to read a file. Where files come from
is `loading`'s business.
"""

from __future__ import annotations

from collections.abc import Sequence

from watchword.errors import ListError
from watchword.lists import (
    au,
    ca,
    ch,
    eu,
    eu_csv,
    fr,
    ftm_lists,
    ofac_advanced,
    ofac_csv,
    ofac_enhanced,
    ofac_xml,
    own,
    uk_conlist,
    uk_conlist_old,
    uk_list,
    un,
    us_csl,
)
from watchword.lists.loading import describe, load_paths
from watchword.lists.source import ListFormat, ReadList, SourceFile

__all__ = ["FORMATS", "format_of", "load_paths", "read_files"]

# OFAC's files have no header, so they are recognised by less than the others: they come last.
FORMATS: tuple[ListFormat, ...] = (
    *ofac_xml.FORMATS,
    *ofac_advanced.FORMATS,
    *ofac_enhanced.FORMATS,
    *us_csl.FORMATS,
    *un.FORMATS,
    *eu.FORMATS,
    *eu_csv.FORMATS,
    *uk_list.FORMATS,
    *uk_conlist.FORMATS,
    *uk_conlist_old.FORMATS,
    *ca.FORMATS,
    *ch.FORMATS,
    *fr.FORMATS,
    *au.FORMATS,
    *ftm_lists.FORMATS,
    *ofac_csv.FORMATS,
)


def remembering() -> tuple[ListFormat, ...]:
    """The formats for a series of states: OFAC's reads again only the rows that it has not seen before."""
    return tuple(ofac_csv.OfacCsv(remembers=True) if known in ofac_csv.FORMATS else known for known in FORMATS)


def formats_for(files: Sequence[SourceFile], formats: Sequence[ListFormat] = FORMATS) -> tuple[ListFormat, ...]:
    """The formats, and those that the maps of lists of one's own among the files make."""
    return (*formats, *own.formats_in(files))


def format_of(file: SourceFile, formats: Sequence[ListFormat] = FORMATS) -> ListFormat:
    """The format of a file, by its content; ListError saying what an unknown one looks like."""
    for known in formats:
        if known.recognises(file):
            return known
    names = ", ".join(known.name for known in FORMATS)
    raise ListError(
        f"no list that is known here: it looks like {describe(file.data)}",
        where=file.name,
        hint=f"Known formats: {names}.",
    )


def read_files(files: Sequence[SourceFile], formats: Sequence[ListFormat] = FORMATS) -> tuple[ReadList, ...]:
    """Every list in `files`, each read whole, in the order in which their first files come.

    The files of one format are one publication (OFAC's CSV set has several); a list of one's own is its map and
    its files. Raises ListError, naming file and row, when a file is of no known format, is there twice, can't be
    read whole, or when two lists have a listing of the same id (one publication in two formats).
    """
    if not files:
        raise ListError("no files given")
    _refuse_copies(files)
    formats = formats_for(files, formats)
    groups: dict[str, tuple[ListFormat, list[SourceFile]]] = {}
    for file in files:
        known = format_of(file, formats)
        groups.setdefault(known.name, (known, []))[1].append(file)
    lists = tuple(known.read(tuple(members)) for known, members in groups.values())
    _refuse_overlap(lists)
    return lists


def _refuse_copies(files: Sequence[SourceFile]) -> None:
    seen: dict[bytes, str] = {}
    for file in files:
        if file.data in seen:
            raise ListError("the same file twice", where=f"{seen[file.data]} and {file.name}", hint="Give one of them.")
        seen[file.data] = file.name


def _refuse_overlap(lists: Sequence[ReadList]) -> None:
    owners: dict[str, str] = {}
    for read in lists:
        title = read.publication.title
        for listing in read.listings:
            if listing.id in owners:
                other = owners[listing.id]
                what = f"two lists with the same listing {listing.id}"
                raise ListError(
                    what, where=f"{other} and {title}" if other != title else title, hint="Give one of them."
                )
            owners[listing.id] = title
