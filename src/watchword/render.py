"""How does an answer look to a person? Hits, comparisons and listings as tables and blocks.

All text of lists is hostile here: it is never read as markup, and goes through `wording.plain`. Nothing is
computed that the answer does not hold.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from rich import box
from rich.console import Console, ConsoleOptions, Group, RenderResult
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from watchword.linking.book import Parties
from watchword.linking.grouping import PartyHits, group
from watchword.model import Comparison, Evidence, Hit, Listing, Name, Publication, Screening, Strength
from watchword.text.dates import format_span
from watchword.text.places import country_name
from watchword.wording import percent, plain, strength

_ALIASES_SHOWN = 3
_CHART, _LEAST_CHART = 20, 8  # characters of the similarity's whole range
_BESIDE_CHART = 70  # columns that the rest of a comparison takes


def notice(warnings: Iterable[str]) -> Text:
    """How far the lists can be relied on, one line each; empty when all are fresh."""
    return Text("\n").join(_text(warning, "yellow") for warning in warnings)


# An answer -------------------------------------------------------------------------------------------------


def screening(
    answer: Screening, total: int, minimum: float, publications: Sequence[Publication], parties: Parties | None = None
) -> Group:
    """The hits of an answer as blocks, under a line that says how many there are in all and among what.

    Where the lists are linked (`parties`), hits on one party stand together: the best as a block, the others in a line.
    """
    listings = sum(p.records for p in publications)
    lists = f"{len(publications)} list{'s' * (len(publications) != 1)}"
    found = "No hit" if not total else "1 hit" if total == 1 else f"{total:,} hits"
    name = plain(answer.party.name)
    head = Text.assemble((found, "bold red" if total else "bold green"), " at or above ", f"{minimum:g}",
                         f" for {name} among {listings:,} listings of {lists}")  # fmt: skip
    titles = {p.publisher: p.title for p in publications}
    found_by = group(answer.hits, parties or Parties(()))
    blocks = [Padding(_party(number, one, titles), (1, 0, 0, 0)) for number, one in enumerate(found_by, start=1)]
    more = total - len(answer.hits)
    tail = (
        [Padding(Text(f"{more:,} more not shown: --limit {total} shows them.", "bold"), (1, 0, 0, 0))] if more else []
    )
    return Group(head, *blocks, *tail, Text())


def _party(number: int, found: PartyHits, titles: Mapping[str, str]) -> Group:
    best, *others = found.hits
    hit = {one.listing.id for one in found.hits}
    lines = [
        Text.assemble("same party ", (plain(one.listing.name), "red"), f"  similarity {one.similarity:.3f}  ",
                      (f"{plain(one.listing.id)} · {plain(', '.join(one.listing.programmes))}", "dim"))
        for one in others
    ]  # fmt: skip
    rest = [listing for listing in found.listings if listing not in hit]
    if rest:
        lines.append(_text(f"same party, no hit: {', '.join(rest)}", "dim"))
    return Group(_hit(number, best, titles), *(Padding(line, (0, 0, 0, 3)) for line in lines))


def _hit(number: int, hit: Hit, titles: Mapping[str, str]) -> Group:
    head = Table.grid(expand=True, padding=(0, 1))
    head.add_column(ratio=1)
    head.add_column(justify="right", no_wrap=True)
    figures = Text.assemble(
        "similarity ",
        (f"{hit.similarity:.3f}", "bold"),
        "  probability ",
        (percent(hit.probability), "bold"),
    )
    head.add_row(Text.assemble(f"{number}  ", (plain(hit.listing.name), "bold red"), _scripts(hit.listing)), figures)
    lines = [
        _text(_facts(hit.listing)),
        _text(titles.get(hit.listing.publisher, hit.listing.publisher), "dim"),
    ]
    if hit.name.full != hit.listing.name:
        lines.insert(0, Text.assemble("matched by ", (plain(hit.name.full), "bold"), f", {strength(hit.name)}"))
    others = [n for n in hit.listing.names if n.full not in (hit.name.full, hit.listing.name)]
    if others:
        lines.append(_text(_aliases(others), "dim"))
    return Group(head, Padding(Group(*lines, _evidence(hit.evidence)), (0, 0, 0, 3)))


def _scripts(listing: Listing) -> Text:
    """The name in the first other script that the publisher gives."""
    original = next((n.full for n in listing.names if n.script != "Latn"), "")
    return _text(f"  {original}" if original and original != listing.name else "", "red")


def _facts(listing: Listing) -> str:
    births = " or ".join(format_span(b) for b in listing.births)
    countries = dict.fromkeys([*listing.nationalities, *(p.country for p in listing.birth_places),
                               *(a.country for a in listing.addresses)])  # fmt: skip
    facts = [listing.id, listing.kind.value, ", ".join(listing.programmes), births and f"born {births}",
             "/".join(listing.genders), ", ".join(country_name(c) for c in countries if c)]  # fmt: skip
    return " · ".join(fact for fact in facts if fact)


def _aliases(names: Sequence[Name]) -> str:
    shown = [f"{n.full}{' (weak)' * (n.strength is Strength.WEAK)}" for n in names[:_ALIASES_SHOWN]]
    more = len(names) - len(shown)
    return f"also {'; '.join(shown)}" + (f"; {more} more" if more else "")


def _evidence(found: Iterable[Evidence]) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim", pad_edge=False)
    for column in ("evidence", "asked", "listed"):
        table.add_column(column, overflow="fold")
    for column in ("points", "bits"):
        table.add_column(column, justify="right", no_wrap=True)
    for one in found:
        table.add_row(*_cells(one), _points(one.points), _bits(one.bits))
    return table


def _cells(one: Evidence) -> tuple[Text, Text, Text]:
    style = "red" if one.points < 0 or one.bits < 0 else ""
    query, listed = one.query, one.listed
    if one.code.startswith("country-"):
        query, listed = (", ".join(map(country_name, codes.split(", "))) for codes in (query, listed))
    return Text(one.code, style), _text(query), _text(listed)


def _points(points: float) -> str:
    return f"{points:+.4f}" if points else ""


def _bits(bits: float) -> str:
    return f"{bits:+.1f}" if bits else ""


# A comparison ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ComparisonTable:
    """The words of two names side by side, with points that add up to the similarity, and a chart of how they do.

    The chart takes the room that is left: a narrow terminal shows none.
    """

    first: str
    second: str
    result: Comparison

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """The table, as wide as it may be."""
        chart = min(_CHART, options.max_width - _BESIDE_CHART)
        yield _comparison(self.first, self.second, self.result, chart if chart >= _LEAST_CHART else 0)


def _comparison(first: str, second: str, result: Comparison, chart: int) -> Table:
    found = result.evidence
    table = Table(box=box.SIMPLE_HEAVY, show_footer=True, pad_edge=False, padding=(0, 1, 0, 0))
    table.add_column(_text(first), "similarity", min_width=10, overflow="fold")
    table.add_column(_text(second), min_width=6, overflow="fold")
    table.add_column("evidence", no_wrap=True)
    for label, total in (
        ("points", f"{sum(e.points for e in found):.4f}"),
        ("most", f"{sum(e.most for e in found):.4f}"),
        ("bits", _bits(sum(e.bits for e in found))),
    ):
        table.add_column(label, total, justify="right", no_wrap=True)
    if chart:
        table.add_column("0" + "1".rjust(chart - 1), _bar(0, result.similarity, chart), no_wrap=True)
    reached = 0.0
    for one in found:
        code, query, listed = _cells(one)
        most = f"{one.most:.4f}" if one.most else ""
        bars = [_bar(reached, one.points, chart)] if chart else []
        table.add_row(query, listed, code, _points(one.points), most, _bits(one.bits), *bars)
        reached += one.points
    return table


def _bar(start: float, length: float, chart: int) -> Text:
    """A bar from `start` over `length`, both shares of the chart; one that takes away hangs back, in red."""
    first, last = sorted((round(start * chart), round((start + length) * chart)))
    return Text(" " * first + ("█" if length >= 0 else "░") * (last - first), "green" if length >= 0 else "red")


# A listing, the codes ----------------------------------------------------------------------------


def listing(one: Listing, publications: Iterable[Publication]) -> Group:
    """Everything that a listing has, field by field."""
    grid = Table.grid(padding=(0, 2))
    grid.add_column(style="dim", no_wrap=True)
    grid.add_column(overflow="fold")
    for label, values in _fields(one):
        for number, value in enumerate(values):
            grid.add_row(label if number == 0 else "", _text(value))
    for publication in publications:
        grid.add_row("list", _text(f"{publication.title}, published {publication.published or 'on an unknown date'}"))
        grid.add_row("licence", _text(publication.licence))
    return Group(_text(one.name, "bold"), grid, Text())


def _fields(one: Listing) -> Iterator[tuple[str, list[str]]]:
    yield "id", [one.id]
    yield "kind", [one.kind.value]
    yield "names", [_name(name) for name in one.names]
    yield "born", [format_span(b) + _as_written(format_span(b), b.text) for b in one.births]
    yield "birth places", [f"{p.text}{_in(p.text, p.country)}" for p in one.birth_places]
    yield "died", [format_span(d) + _as_written(format_span(d), d.text) for d in one.deaths]
    yield "nationalities", [country_name(code) for code in one.nationalities]
    yield "genders", list(one.genders)
    yield "identifiers", [f"{i.type} {i.value}{_in('', i.country)}{_after(i.note)}" for i in one.identifiers]
    yield "addresses", [f"{a.full}{_in(a.full, a.country)}" for a in one.addresses]
    yield "programmes", list(one.programmes)
    yield "listed on", [one.listed_on] if one.listed_on else []
    yield "links", [f"{link.relation} {link.target}{_after(link.target_id)}" for link in one.links]
    yield "details", [f"{detail.label}: {detail.value}" for detail in one.details]
    yield "remarks", [one.remarks] if one.remarks else []
    yield "source", [one.source] if one.source else []


def _name(name: Name) -> str:
    parts = [name.strength.value, name.script, name.language]
    if name.given or name.family:
        parts.append(f"given {name.given or '-'}, family {name.family or '-'}")
    return f"{name.full}  ({'; '.join(part for part in parts if part)})"


def _as_written(shown: str, text: str) -> str:
    return f"  (published as {text})" if text and text != shown else ""


def _in(text: str, country: str) -> str:
    name = country_name(country) if country else ""
    return f" ({name})" if name and name.casefold() not in text.casefold() else ""


def _after(text: str) -> str:
    return f" ({text})" if text else ""


def codes(meanings: Mapping[str, str]) -> Table:
    """Every kind of evidence and what it tells."""
    table = Table(box=box.SIMPLE_HEAVY, pad_edge=False)
    table.add_column("evidence", no_wrap=True)
    table.add_column("what it tells")
    for code, meaning in meanings.items():
        table.add_row(code, meaning)
    return table


def _text(text: str, style: str = "") -> Text:
    return Text(plain(text), style)
