"""What do `watchword read` and `announced` take and give? What pages say, on record; designations without a list.

No rule lives here: `documents` reads, `news.reader` links and compares.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import msgspec

from watchword.commands import opening, options, recording
from watchword.errors import InputError, UsageError
from watchword.output import print_parts, write_entities, write_json

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from watchword.documents.model import Page
    from watchword.documents.reading import Unread
    from watchword.model import Receipt
    from watchword.news.reader import FindNames, ReadPage
    from watchword.screen import Screener
    from watchword.wiring import Settings

_NOTHING_LISTED, _LISTED, _SET_ASIDE = 0, 10, 11
_KINDS = "HTML, text, RSS, Atom, WARC and PDF files are read; hidden files are not."


@click.command()
@click.argument("sources", metavar="SOURCE...", nargs=-1, required=True)
@click.option("--digest", is_flag=True, help="Only one line a fact, by day, over all pages.")
@click.option("--model", metavar="MODEL", help="A spaCy model (name or folder) that sees further names; extra nlp.")
@options.lists
@options.as_of
@options.json
@options.ftm
@options.home
def read(**given: Any) -> int:
    """What do pages say? Dated facts with their sentences, who is listed, and what contradicts what.

    SOURCE is a file or folder (HTML, text, RSS, Atom, WARC, PDF) or an address of the web.

    \b
    Examples:
      watchword read docs/examples/rome.html
      watchword read saved-pages/ --digest
      watchword read https://www.example.org/news/42 --json

    Exit code 10 when a listed party is named, 11 when files of a folder could not be read and were set aside.
    """
    if given["json"] and given["ftm"]:
        raise UsageError("--json and --ftm exclude each other", where="--ftm", hint="Give one of them.")
    from watchword.batch.pool import cores
    from watchword.commands import facts
    from watchword.mentions.finder import MentionFinder
    from watchword.news import reader

    settings = opening.settings_of(given)
    unread: list[Unread] = []
    pages = _some_pages(given["sources"], settings, unread)
    screener = opening.open_screener(settings, quiet=given["json"], compiled=True)
    found = reader.read_pages(pages, MentionFinder(screener), cores(), _names(given["model"]))
    receipt = _recorded(found, screener, settings)
    if given["json"]:
        write_json({"pages": found, "set_aside": unread, "receipt": receipt})
    elif given["ftm"]:
        from watchword.news import ftm

        write_entities(entity for page in found for entity in ftm.entities(page))
    else:
        from watchword import render_news

        shown = render_news.digest(found) if given["digest"] else [p for page in found for p in render_news.page(page)]
        print_parts(*shown, *render_news.set_aside(unread))
    facts.take_pledges(receipt, settings)
    recording.tell(receipt, quiet=given["json"])
    return _SET_ASIDE if unread else _LISTED if any(page.listed for page in found) else _NOTHING_LISTED


@click.command()
@options.lists
@options.as_of
@options.json
@options.home
def announced(**given: Any) -> int:
    """Which designations did pages announce that no list has yet? One is closed when a list follows.

    With --as-of: which had been announced by that day, and were in no list as these stood then?

    \b
    Examples:
      watchword announced
      watchword announced --as-of 2022-01-21

    Exit code 10 while one is open.
    """
    from watchword import wiring
    from watchword.news import announced as watch
    from watchword.news.confirmed import recorded_facts

    settings = opening.settings_of(given)
    log = wiring.open_log(settings, light=True)
    screener = opening.open_screener(settings, quiet=given["json"])
    with log.read() as view:
        found = list(watch.announced(recorded_facts(view), screener, until=settings.as_of))
    if given["json"]:
        write_json({"announced": found, "warnings": screener.warnings})
    else:
        from watchword import render, render_news

        print_parts(render_news.announced(found), render.notice(screener.warnings))
    return _LISTED if any(not one.listed for one in found) else _NOTHING_LISTED


def _names(model: str | None) -> FindNames:
    from watchword.documents import names, statistical

    return statistical.finder(model) if model else names.find


def _some_pages(sources: Sequence[str], settings: Settings, unread: list[Unread]) -> list[Page]:
    pages = list(_pages(sources, settings, unread))
    if not pages:
        why = "".join(f" {one.source}: {one.reason}." for one in unread[:3])
        raise InputError("there is no page in it", where=", ".join(sources), hint=_KINDS + why)
    return pages


def _pages(sources: Sequence[str], settings: Settings, unread: list[Unread]) -> Iterator[Page]:
    from watchword.documents import reading

    for source in sources:
        if source.startswith(("http://", "https://")):
            yield from _fetched(source, settings)
        elif not Path(source).exists():
            raise InputError("no such file or folder", where=source)
        else:
            yield from reading.read_paths([Path(source)], unread)


def _fetched(url: str, settings: Settings) -> Iterator[Page]:
    """The page at an address; a copy of what came is kept in the home directory, named by its digest."""
    import time

    from watchword.documents import reading
    from watchword.documents.fetching import Limits, PageFetcher
    from watchword.store.files import write_whole
    from watchword.store.home import home_directory

    came = PageFetcher(Limits(), time.monotonic).fetch(url)
    for page in reading.read(came.data, came.address):
        write_whole(home_directory(settings.home) / "pages" / page.sha256, came.data)
        yield page


def _recorded(found: Sequence[ReadPage], screener: Screener, settings: Settings) -> Receipt | None:
    """What was read, on the record before it is shown, and each listed party as an answer of its own, with its alert.

    The body tells no names.
    """
    from watchword import wiring
    from watchword.model import Party

    recording.recorded(screener, settings, "read")
    for page in found:
        for one in {listed.read: listed for listed in page.listed if not listed.by_number}.values():
            screener.screen(Party(one.read), one.hit.similarity, subject=f"page:{page.page.sha256[:16]}")
    body = {
        "snapshot": screener.snapshot.digest,
        "pages": [{"sha256": p.page.sha256, "facts": len(p.facts), "listed": len(p.listed)} for p in found],
    }
    personal = {"pages": [_kept(page) for page in found]}
    return wiring.open_log(settings, light=True).append("page-read", body, time=wiring.now(), personal=personal)


def _kept(page: ReadPage) -> dict[str, Any]:
    listed = [
        {"text": one.text, "listing": one.hit.listing.id, "similarity": one.hit.similarity, "sentence": one.sentence}
        for one in page.listed
    ]
    facts = msgspec.to_builtins(page.facts)
    return {
        "source": page.page.source,
        "day": page.dating.day,
        "facts": facts,
        "listed": listed,
        "notes": list(page.notes),
    }
