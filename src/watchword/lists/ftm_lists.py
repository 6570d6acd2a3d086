"""What does a list of FollowTheMoney entities (JSON lines) hold? Each sanctioned party becomes a `Listing`.

Sanction, Identification, Address and wallet entities belong to their party; edges such as Ownership and Family become
links. What the properties mean is `ftm_mapper`'s business. Nothing here judges why a dataset lists a party.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256

import msgspec

from watchword.errors import ListError
from watchword.lists import ftm_mapper, objects
from watchword.lists.ftm_mapper import EDGES, KINDS, OWNERS, Entity
from watchword.lists.loading import the_only
from watchword.lists.source import ListFormat, ReadList, SourceFile
from watchword.model import Link, Listing, Publication

TITLE = "FollowTheMoney entities"
URL = "https://followthemoney.tech/"


@dataclass(frozen=True, slots=True)
class _Graph:
    """The parties by id, what belongs to each, and the edges of each: the edge, its other end, whether it is first."""

    parties: dict[str, Entity] = field(default_factory=dict)
    belongings: dict[str, list[Entity]] = field(default_factory=dict)
    addresses: dict[str, Entity] = field(default_factory=dict)
    edges: dict[str, list[tuple[Entity, str, bool]]] = field(default_factory=dict)
    unknown: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FtmJsonLines:
    """The format: one entity on each line, one file."""

    name: str = "ftm-json"

    def recognises(self, file: SourceFile) -> bool:
        """Whether the first line is an object with a schema and properties."""
        head = file.data[: 1024 * 1024].removeprefix(b"\xef\xbb\xbf").lstrip().partition(b"\n")[0]
        if not head.startswith(b"{") or b'"schema"' not in head:
            return False
        try:
            first = msgspec.json.decode(head)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            return False
        return isinstance(first, dict) and {"id", "schema", "properties"} <= first.keys()

    def read(self, files: tuple[SourceFile, ...]) -> ReadList:
        """One listing for each party that is sanctioned, or for every party when none is said to be.

        Raises ListError naming the line of an entity that is broken, stands twice, or of a party without a name.
        """
        file = the_only(files, TITLE)
        graph = _read(file)
        listed = {id_ for id_, party in graph.parties.items() if _is_sanctioned(party, graph.belongings.get(id_, ()))}
        held = {one.id for id_ in graph.parties for one in graph.belongings.get(id_, ())}
        chosen = [party for id_, party in graph.parties.items() if (not listed or id_ in listed) and id_ not in held]
        if not chosen:
            raise ListError("no parties in this file", where=file.name)
        names = {id_: _caption(party) for id_, party in graph.parties.items()}
        listings = tuple(_listing(party, graph, names) for party in chosen)
        notes = [
            f"entities of the schema {schema} are not read ({count} times)" for schema, count in graph.unknown.items()
        ]
        if others := len(graph.parties.keys() - held) - len(chosen):
            notes.append(f"parties that are not sanctioned are no listings ({others} times)")
        publication = Publication(
            publisher=ftm_mapper.PUBLISHER,
            title=TITLE,
            records=len(listings),
            sha256=sha256(file.data).hexdigest(),
            url=URL,
        )
        return ReadList(publication, listings, tuple(notes))


FORMATS: tuple[ListFormat, ...] = (FtmJsonLines(),)


def _read(file: SourceFile) -> _Graph:
    graph = _Graph()
    seen: set[str] = set()
    for line, value in objects.load_lines(file):
        where = f"{file.name}, line {line}"
        entity = ftm_mapper.entity(value, where, line)
        if entity.id in seen:
            raise ListError(f"{entity.id} stands twice", where=where)
        seen.add(entity.id)
        if entity.schema in KINDS:
            graph.parties[entity.id] = entity
            # A wallet is a party of its own when its holder is not in the file.
            for holder in entity.values("holder"):
                graph.belongings.setdefault(holder, []).append(entity)
        elif entity.schema == "Address":
            graph.addresses[entity.id] = entity
        elif entity.schema in OWNERS:
            for holder in entity.values(OWNERS[entity.schema]):
                graph.belongings.setdefault(holder, []).append(entity)
        elif entity.schema in EDGES:
            _add_edge(graph, entity)
        else:
            graph.unknown[entity.schema] = graph.unknown.get(entity.schema, 0) + 1
    return graph


def _add_edge(graph: _Graph, edge: Entity) -> None:
    first, second, _, _ = EDGES[edge.schema]
    for one in edge.values(first):
        for other in edge.values(second):
            graph.edges.setdefault(one, []).append((edge, other, True))
            graph.edges.setdefault(other, []).append((edge, one, False))


def _is_sanctioned(party: Entity, belongings: list[Entity] | tuple[()]) -> bool:
    return "sanction" in party.values("topics") or any(one.schema == "Sanction" for one in belongings)


def _caption(party: Entity) -> str:
    return next((name for field in ("name", "alias", "publicKey") for name in party.values(field)), party.id)


def _listing(party: Entity, graph: _Graph, names: Mapping[str, str]) -> Listing:
    addresses = [graph.addresses[id_] for id_ in party.values("addressEntity") if id_ in graph.addresses]
    listing = ftm_mapper.to_listing(party, (*graph.belongings.get(party.id, ()), *addresses))
    edges = graph.edges.get(party.id, [])
    more = (
        detail
        for edge, other, is_first in edges
        if is_first
        for detail in ftm_mapper.edge_details(edge, names.get(other, other))
    )
    links = tuple(dict.fromkeys(_links(edges, names)))
    return msgspec.structs.replace(listing, links=links, details=(*listing.details, *more))


def _links(edges: list[tuple[Entity, str, bool]], names: Mapping[str, str]) -> Iterator[Link]:
    for edge, other, is_first in edges:
        relation = ftm_mapper.relation(edge, is_first)
        yield Link(relation, names.get(other, other), f"{ftm_mapper.PUBLISHER}:{other}")
