"""What is a page, a fact, a speaker? The nouns of reading, as found, with offsets into the page's text."""

from __future__ import annotations

import msgspec

from watchword.model import DateSpan


class Money(msgspec.Struct, frozen=True):
    """A sum: value in units of the currency (ISO 4217), and as written."""

    value: float
    currency: str
    text: str


class DateFound(msgspec.Struct, frozen=True):
    """A date in running text: where, and every day that it may mean. `relative`: read against the publication date."""

    start: int
    end: int
    span: DateSpan
    relative: bool = False


class Fact(msgspec.Struct, frozen=True, omit_defaults=True):
    """One typed statement of a page.

    `roles` are the actors and objects by role (authority, target, donor, host, perpetrator, ...), as written.
    `status` is asserted, negated or hypothetical; `speaker` who says so, empty when the page itself does. `sentence`
    stands at `start`..`end` of the page's text.
    """

    type: str
    roles: dict[str, str]
    sentence: str
    start: int
    end: int
    status: str = "asserted"
    speaker: str = ""
    date: DateSpan | None = None
    place: str = ""
    amount: Money | None = None
    number: int | None = None


class Page(msgspec.Struct, frozen=True, omit_defaults=True):
    """A page as read: the text of its article and what its frame says. Dates are ISO days, empty when unknown.

    `frame_date` is the date shown in the page's frame, `published` and `updated` the article's own.
    """

    source: str
    text: str
    title: str = ""
    author: str = ""
    publisher: str = ""
    language: str = ""
    address: str = ""
    frame_date: str = ""
    published: str = ""
    updated: str = ""
    sha256: str = ""
