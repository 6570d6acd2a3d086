"""What do yente's words mean here? Datasets, parameters, entities and answers of its API, from and to our own.

yente's `score` is our similarity: the alert line is set on it. Nothing here screens.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated, Any

import msgspec
from msgspec import Meta

from watchword import ftm
from watchword.errors import InputError, NotFoundError, UsageError
from watchword.ftm import schemata
from watchword.ftm.nested import nested
from watchword.model import Hit, Kind, Listing
from watchword.snapshot import Snapshot
from watchword.web.lists import Served

ALL = ("default", "sanctions")  # collections of every list that is served
ALGORITHM = "watchword"
BEST = "best"
TOPIC = "sanction"
LIMIT, MOST = 5, 500
QUERIES = 5000
CUTOFF = 0.5
Score = Annotated[float, Meta(gt=0, le=1)]
_FILTER = re.compile(r"(?P<name>\w{1,64}):(?P<value>.{1,200})", re.DOTALL)


class MatchParameters(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Parameters of /match. Without `limit` every match is given, and other candidates up to five in all."""

    limit: Annotated[int, Meta(ge=1, le=MOST)] | None = None
    threshold: Score | None = None
    cutoff: Score = CUTOFF
    algorithm: str = BEST
    include_dataset: tuple[str, ...] = ()
    exclude_dataset: tuple[str, ...] = ()
    exclude_schema: tuple[str, ...] = ()
    exclude_entity_ids: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    changed_since: str = ""


class SearchParameters(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Parameters of /search. `filter` is property:value, as country:ru or program:SDGT."""

    q: Annotated[str, Meta(min_length=1)]
    limit: Annotated[int, Meta(ge=1, le=MOST)] = 10
    offset: Annotated[int, Meta(ge=0, le=9999)] = 0
    schema: str = ""
    countries: tuple[str, ...] = ()
    datasets: tuple[str, ...] = ()
    include_dataset: tuple[str, ...] = ()
    exclude_dataset: tuple[str, ...] = ()
    exclude_schema: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    changed_since: str = ""
    filter: tuple[str, ...] = ()
    facets: tuple[str, ...] = ()
    fuzzy: bool = True
    simple: bool = True


class Example(msgspec.Struct, frozen=True):
    """An entity to be matched, in FollowTheMoney."""

    schema: str
    properties: dict[str, Any]
    id: str | None = None


class MatchBody(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Entities by the caller's own keys. `weights` and `config` tune yente's algorithms and must be empty."""

    queries: Annotated[dict[str, Example], Meta(min_length=1, max_length=QUERIES)]
    weights: dict[str, float] = {}
    config: dict[str, Any] = {}


@dataclass(frozen=True, slots=True)
class Scope:
    """Which listings a request is about: publishers, and what is left out."""

    publishers: frozenset[str]
    schemata: frozenset[str]
    left_out: frozenset[str] = frozenset()
    before: Snapshot | None = None  # the lists as they were: a listing that stands in them unchanged is left out

    def has(self, listing: Listing) -> bool:
        """Whether a listing is asked for."""
        return (
            listing.publisher in self.publishers
            and not self.schemata & {*lineage(schemata.SCHEMATA[listing.kind])}
            and not {listing.id, ftm.entity_id(listing.id)} & self.left_out
            and (self.before is None or not _stands_in(listing, self.before))
        )


def scope(dataset: str, asked: MatchParameters | SearchParameters, served: Served, before: Snapshot | None) -> Scope:
    """What a dataset and parameters choose. NotFoundError for an unknown dataset, InputError for another parameter."""
    chosen = _publishers((dataset, *asked.include_dataset), served)
    chosen -= _publishers(asked.exclude_dataset, served)
    if isinstance(asked, SearchParameters) and asked.datasets:
        chosen &= _publishers(asked.datasets, served)
    for topic in asked.topics:
        if topic != TOPIC:
            raise InputError(f"no list here says which parties have the topic {topic!r}", where="topics",
                             hint=f"Leave it out, or use {TOPIC}.")  # fmt: skip
    for schema in asked.exclude_schema:
        _check_schema(schema, "exclude_schema")
    left_out = frozenset(asked.exclude_entity_ids) if isinstance(asked, MatchParameters) else frozenset()
    return Scope(chosen, frozenset(asked.exclude_schema), left_out, before)


def day_before(changed_since: str) -> date:
    """The day whose lists tell what has changed since. Raises InputError for what is no date."""
    try:
        return date.fromisoformat(changed_since[:10]) - timedelta(days=1)
    except (ValueError, OverflowError):
        raise InputError("not an ISO date", where="changed_since", hint="As 2026-11-01.") from None


def check_body(body: MatchBody, asked: MatchParameters) -> None:
    """Refuse by name what can't be done: other algorithms, their weights and settings."""
    if asked.algorithm not in (BEST, ALGORITHM):
        raise UsageError(f"there is no algorithm {asked.algorithm!r} here", where="algorithm",
                         hint=f"Use {BEST} or {ALGORITHM}; /algorithms tells more.")  # fmt: skip
    for name in ("weights", "config"):
        if getattr(body, name):
            hint = "Leave it out: the policy of this server decides."
            raise UsageError("settings of yente's algorithms are not supported here", where=name, hint=hint)


def query_of(example: Example) -> dict[str, Any]:
    """The entity as the reader takes it."""
    entity: dict[str, Any] = {"schema": example.schema, "properties": example.properties}
    return entity if example.id is None else {"id": example.id, **entity}


def entity(listing: Listing, served: Served, *, deep: bool = False) -> dict[str, Any]:
    """A listing as yente gives an entity; `deep` with what belongs to it inside."""
    found = ftm.entities(listing, served.publication.get(listing.publisher))
    return {
        **(nested(found) if deep else found[0]),
        "datasets": [listing.publisher],
        "referents": [listing.id],
        "target": True,
        "first_seen": listing.listed_on or None,
        "last_seen": served.publication[listing.publisher].published or None,
        "last_change": None,
    }


def scored(hit: Hit, threshold: float, served: Served) -> dict[str, Any]:
    """A hit as yente gives a match, with our probability and the evidence, whose scores add up to the score."""
    return {
        **entity(hit.listing, served),
        "score": hit.similarity,
        "match": hit.similarity >= threshold,
        "probability": hit.probability,
        "explanations": _explanations(hit),
    }


def _explanations(hit: Hit) -> dict[str, Any]:
    out: dict[str, Any] = {}
    for one in hit.evidence:
        name, number = one.code, 2
        while name in out:
            name, number = f"{one.code}-{number}", number + 1
        out[name] = {"score": one.points, "query": one.query, "candidate": one.listed, "weight": one.most,
                     "detail": f"{one.bits:+.1f} bits"}  # fmt: skip
    return out


def kept(results: list[Hit], asked: MatchParameters, threshold: float) -> tuple[list[Hit], int]:
    """The hits to give, best first by score, and the limit that was used: never fewer than the matches, unless told."""
    ordered = sorted(results, key=lambda hit: (-hit.similarity, -hit.probability, hit.listing.id))
    if asked.limit is not None:
        return ordered[: asked.limit], asked.limit
    matches = sum(hit.similarity >= threshold for hit in ordered)
    return ordered[: max(LIMIT, matches)], max(LIMIT, matches)


def suits(found: Mapping[str, Any], asked: SearchParameters) -> bool:
    """Whether an entity has what a search's filters ask for."""
    properties = found["properties"]
    countries = {code for name in schemata.COUNTRIES_OF for code in properties.get(name, ())}
    if asked.schema and asked.schema not in lineage(found["schema"]):
        return False
    if asked.countries and not countries & set(asked.countries):
        return False
    for text in asked.filter:
        name, value = _filter(text)
        of = {"schema": [found["schema"]], "datasets": found["datasets"], "countries": countries}
        if value not in of.get(name, properties.get(name, ())):
            return False
    return True


def facets(found: Iterable[Mapping[str, Any]], wanted: tuple[str, ...]) -> dict[str, Any]:
    """How many of the entities have each value of the facets asked for."""
    out: dict[str, dict[str, int]] = {name: {} for name in wanted}
    for one in found:
        properties = one["properties"]
        values = {
            "countries": sorted({code for name in schemata.COUNTRIES_OF for code in properties.get(name, ())}),
            "topics": properties.get("topics", ()),
            "datasets": one["datasets"],
            "schema": (one["schema"],),
        }
        for name in wanted:
            for value in values[name]:
                out[name][value] = out[name].get(value, 0) + 1
    return {
        name: {"label": name.capitalize(), "values": [
            {"name": value, "label": value, "count": count}
            for value, count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
        ]}
        for name, counts in out.items()
    }  # fmt: skip


def check_search(asked: SearchParameters) -> None:
    """Refuse by name what a search can't do."""
    if not asked.fuzzy or not asked.simple:
        name = "fuzzy" if not asked.fuzzy else "simple"
        raise UsageError("names are always compared as in screening here", where=name, hint="Leave it out.")
    if asked.schema:
        _check_schema(asked.schema, "schema")
    for name in asked.facets:
        if name not in ("countries", "topics", "datasets", "schema"):
            raise InputError(f"there is no facet {name!r}", where="facets", hint="countries, topics, datasets, schema")
    for text in asked.filter:
        _filter(text)


def lineage(schema: str) -> tuple[str, ...]:
    """A schema and those that it extends, as far as parties have them."""
    return (schema, *schemata.EXTENDS.get(schema, ()))


def _filter(text: str) -> tuple[str, str]:
    found = _FILTER.fullmatch(text)
    if not found:
        raise InputError("a filter is property:value", where="filter", hint="As program:SDGT.")
    return found["name"], found["value"]


def _publishers(datasets: Iterable[str], served: Served) -> frozenset[str]:
    out: set[str] = set()
    for name in datasets:
        if name not in ALL and name not in served.publishers:
            known = ", ".join((*ALL, *served.publishers))
            raise NotFoundError(f"there is no dataset {name!r}", where="dataset", hint=f"Use one of: {known}.")
        out |= set(served.publishers) if name in ALL else {name}
    return frozenset(out)


def _check_schema(schema: str, where: str) -> None:
    known = {*schemata.SCHEMATA.values(), *schemata.EXTENDS}
    if schema not in known:
        raise InputError(f"no party here has the schema {schema!r}", where=where, hint=", ".join(sorted(known)))


def _stands_in(listing: Listing, before: Snapshot) -> bool:
    try:
        return before.find(listing.id) == listing
    except NotFoundError:
        return False


def kind_of(schema: str) -> Kind:
    """The kind of party that a schema stands for; unknown for one that several kinds share."""
    return schemata.KINDS.get(schema, Kind.UNKNOWN)
