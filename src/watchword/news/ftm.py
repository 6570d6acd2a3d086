"""How is a page written in FollowTheMoney? An Article, a Mention of each listed party, an Event for each fact."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any

from watchword.news.reader import ReadPage


def entities(read: ReadPage) -> Iterator[dict[str, Any]]:
    """The entities of one page; ids are digests of the page and of what they say."""
    page = read.page
    article = _id(page.sha256, page.source)
    yield _entity(article, "Article", title=page.title, sourceUrl=page.address, publishedAt=read.dating.day, author=page.author,
                  publisher=page.publisher, language=page.language, bodyText=page.text, contentHash=page.sha256)  # fmt: skip
    for one in read.listed:
        yield _entity(_id(article, one.hit.listing.id, str(one.start)), "Mention", document=article, name=one.text,
                      resolved=one.hit.listing.id)  # fmt: skip
    for found in read.facts:
        fact = found.fact
        involved = sorted({listing for ids in found.listed.values() for listing in ids})
        name = f"{fact.type}: " + "; ".join(f"{role} {words}" for role, words in fact.roles.items())
        day = fact.date.first if fact.date else ""
        yield _entity(_id(article, name, str(fact.start)), "Event", name=name, date=day, location=fact.place,
                      summary=fact.sentence, involved=involved, proof=article)  # fmt: skip


def _entity(entity_id: str, schema: str, **properties: object) -> dict[str, Any]:
    values = {name: value if isinstance(value, list) else [value] for name, value in properties.items() if value}
    return {"id": entity_id, "schema": schema, "properties": values}


def _id(*parts: str) -> str:
    return "page-" + hashlib.sha256("\n".join(parts).encode()).hexdigest()[:24]
