"""What does a page say, who in it is listed, and does it contradict itself, the lists or other pages?

The reader puts together what `documents` reads and `mentions` finds; it decides no score and keeps nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial

import msgspec

from watchword.documents import dates, duplicates, facts, names
from watchword.documents.dating import Dating, dating
from watchword.documents.model import DateFound, Fact, Page
from watchword.documents.names import Named
from watchword.documents.sentences import sentences
from watchword.mentions.finder import Mention, MentionFinder
from watchword.model import Hit, Party
from watchword.news.figures import Figure, figure
from watchword.news.together import on_cores
from watchword.screen import decide
from watchword.text import places

FindNames = Callable[[str], tuple[Named, ...]]

_AROUND = 200  # characters around a mention in which a country speaks for or against it


class Listed(msgspec.Struct, frozen=True):
    """A listed party in a page: where, as written, the hit with the countries of its passage, and the sentence.

    `read` is the name without what grammar put on it; `by_number`: an identifier stands there, not a name.
    """

    start: int
    end: int
    text: str
    hit: Hit
    sentence: str
    read: str
    by_number: bool


_ENGLISH_ONLY = "Facts are read from English text only; listed parties and dates are read in this language too."
_NO_TEXT = "No text was found in it, so nothing was screened: it may need a browser, or be a picture."


class Person(msgspec.Struct, frozen=True, omit_defaults=True):
    """A name in a page, and the public figure that is meant where it is misspelt or short."""

    named: Named
    figure: Figure | None = None


class PageFact(msgspec.Struct, frozen=True):
    """A fact, and for each of its roles the ids of the listings that stand in it."""

    fact: Fact
    listed: dict[str, tuple[str, ...]]


class ReadPage(msgspec.Struct, frozen=True):
    """All that was read of a page. `repeats` is the source of the first page with the same text."""

    page: Page
    dating: Dating
    facts: tuple[PageFact, ...]
    listed: tuple[Listed, ...]
    names: tuple[Person, ...]
    dates: tuple[DateFound, ...]
    notes: tuple[str, ...] = ()
    repeats: str = ""


def read_pages(
    pages: Iterable[Page], finder: MentionFinder, cores: int = 1, find_names: FindNames = names.find
) -> tuple[ReadPage, ...]:
    """Pages as read, in order; a page that repeats another is marked, and still read. Many are shared among cores."""
    read = list(on_cores(partial(read_page, finder=finder, find_names=find_names), tuple(pages), cores))
    first = duplicates.groups(one.page.text for one in read)
    out = [
        msgspec.structs.replace(one, repeats=read[same].page.source if same != number else "")
        for number, (one, same) in enumerate(zip(read, first, strict=True))
    ]
    return tuple(_with_contradictions(out))


def read_page(page: Page, finder: MentionFinder, find_names: FindNames = names.find) -> ReadPage:
    """One page as read."""
    when = dating(page)
    listed = tuple(_listed(page.text, finder))
    found = tuple(_linked(fact, listed) for fact in facts.read(page.text, when.day))
    people = tuple(Person(named, figure(named.full or named.text, named.role) if named.kind == "person" else None)
                   for named in find_names(page.text))  # fmt: skip
    told = tuple(dates.find(page.text, when.day))
    said = _NO_TEXT if not page.text.strip() else _ENGLISH_ONLY if page.language not in ("", "en") and not found else ""
    notes = (*when.contradictions, *_against_lists(found, listed), *([said] if said else []))
    return ReadPage(page, when, found, listed, people, told, notes)


def _listed(text: str, finder: MentionFinder) -> Iterable[Listed]:
    spans = list(sentences(text))
    for mention in finder.find(text):
        start, end = next(((a, b) for a, b in spans if a <= mention.start < b), (mention.start, mention.end))
        by_number = any(e.code == "identifier-equal" for e in mention.hit.evidence)
        hit = mention.hit if by_number else _in_context(mention, text, finder)
        yield Listed(mention.start, mention.end, mention.text, hit, text[start:end], mention.read, by_number)


def _in_context(mention: Mention, text: str, finder: MentionFinder) -> Hit:
    """The hit again, with the countries that the passage names: they move its probability, never its similarity."""
    around = text[max(0, mention.start - _AROUND) : mention.end + _AROUND]
    countries = sorted({named.country for named in names.find(around) if named.country} | places.countries_in(around))
    if not countries:
        return mention.hit
    asked = Party(mention.read, countries=tuple(countries))
    hits = decide(asked, finder.screener, min(finder.policy.line, mention.hit.similarity))
    return next((hit for hit in hits if hit.listing.id == mention.hit.listing.id), mention.hit)


def _linked(fact: Fact, listed: Sequence[Listed]) -> PageFact:
    inside = [one for one in listed if fact.start <= one.start < fact.end]
    roles = {}
    for role, words in fact.roles.items():
        ids = {one.hit.listing.id for one in inside if one.text in words or words in one.text}
        if ids:
            roles[role] = tuple(sorted(ids))
    return PageFact(fact, roles)


def _against_lists(found: Sequence[PageFact], listed: Sequence[Listed]) -> Iterable[str]:
    """What the lists say of the designations that a page reports."""
    known = {one.hit.listing.id: one.hit.listing for one in listed}
    for one in found:
        fact = one.fact
        if fact.type != "designation" or fact.status != "asserted":
            continue
        ids = one.listed.get("target", ())
        if not ids:
            yield f"Announced, not listed: {fact.roles.get('target', '?')} is in none of the lists."
        for listing in (known[listing_id] for listing_id in ids):
            day = listing.listed_on
            if day and fact.date and day < fact.date.first:
                yield f"{listing.id} has been listed since {day}; the page says {fact.date.text}."


def _with_contradictions(pages: Sequence[ReadPage]) -> Iterable[ReadPage]:
    """Pages with a note wherever another page says the opposite of one of their facts, or another sum or count."""
    told: dict[tuple[str, str, str], list[tuple[ReadPage, Fact]]] = {}
    for page in pages:
        for one in page.facts if not page.repeats else ():
            about = _about(one.fact)
            if about[1]:
                told.setdefault(about, []).append((page, one.fact))
    for page in pages:
        notes = [
            note
            for mine in page.facts
            for other, theirs in told.get(_about(mine.fact), ())
            if other is not page and (note := _contradiction(mine.fact, theirs, other.page.source))
        ]
        yield msgspec.structs.replace(page, notes=(*page.notes, *dict.fromkeys(notes)))


def _contradiction(mine: Fact, theirs: Fact, source: str) -> str:
    """What another page says against a fact of the same type about the same thing; empty where nothing."""
    if {mine.status, theirs.status} == {"asserted", "negated"}:
        return f"{source} says the opposite: {theirs.sentence}"
    if (
        mine.amount
        and theirs.amount
        and mine.amount.currency == theirs.amount.currency
        and mine.amount.value != theirs.amount.value
    ):
        return f"{source} gives another sum, {theirs.amount.text}: {theirs.sentence}"
    if (
        mine.number is not None
        and theirs.number is not None
        and mine.number != theirs.number
        and mine.place == theirs.place != ""
    ):
        return f"{source} gives another number, {theirs.number}: {theirs.sentence}"
    return ""


def _about(fact: Fact) -> tuple[str, str, str]:
    """What makes two facts tell of one thing: the type, the party or place that they are about, in lower case."""
    main = next((fact.roles[r] for r in ("target", "donor", "actor") if r in fact.roles), "") or fact.place
    day = fact.date.first[:7] if fact.date and fact.type in ("attack", "meeting", "pledge") else ""
    return fact.type, main.lower(), day
