"""How do the customer book and its runs look to a person? As tables; all text of customers and lists goes through plain."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from rich import box
from rich.table import Table
from rich.text import Text

from watchword.impacting import Impact
from watchword.monitoring.changes import HitChange, Monitored
from watchword.monitoring.importing import Outcome
from watchword.monitoring.telling import Customer
from watchword.replaying import Difference, Replayed
from watchword.validation.measuring import Measured
from watchword.wording import plain

if TYPE_CHECKING:
    from rich.console import RenderableType

_SHOWN = 20
_STYLES = {"gained": "bold red", "lost": "green", "changed": "yellow"}


def imported(done: Outcome) -> Iterator[RenderableType]:
    """What an import did to the book, and the first rows that were set aside."""
    one = done.imported
    parts = [(one.added, "added"), (one.changed, "changed"), (one.unchanged, "unchanged"), (one.gone, "gone"),
             (one.returned, "returned"), (one.kept, "not in the file but kept"), (one.set_aside, "set aside")]  # fmt: skip
    counts = ", ".join(f"{count:,} {what}" for count, what in parts if count) or "nothing in it"
    yield Text(f"Import {one.number}: {counts}. {one.customers:,} customers in the book. Record {done.seq}.")
    if done.aside:
        table = _table("row", "field", "reason")
        for row in done.aside:
            table.add_row(f"{row.row:,}", row.field, _text(row.reason))
        if one.set_aside > len(done.aside):
            table.caption = f"{one.set_aside - len(done.aside):,} more"
        yield table


def customers(rows: Sequence[Mapping[str, Any]], count: tuple[int, int]) -> Iterator[RenderableType]:
    """Customers with the number of their hits."""
    table = _table("id", "name", "kind", "hits")
    for row in rows:
        hits = f"{row['hits']:,}" if row["answered"] else "not answered yet"
        table.add_row(_text(row["id"]), _text(row["name"]), row["kind"], Text(hits, "bold red" if row["hits"] else ""))
    yield table
    yield Text(f"{len(rows):,} shown of {count[0]:,} customers; {count[1]:,} more are gone.", "dim")


def customer(told: Customer) -> Iterator[RenderableType]:
    """One customer with its versions, hits and answers."""
    yield Text(f"{plain(told.id)}{'  (gone)' if told.gone else ''}", "bold")
    table = _table("import", "until", "name", "kind", "birth", "countries", "identifiers")
    for version in told.versions:
        party = version.party
        table.add_row(
            str(version.since), str(version.until or ""), _text("; ".join((party.name, *party.aliases))),
            party.kind.value, _text(party.birth), _text(", ".join((*party.countries, *party.nationalities))),
            _text(", ".join(party.identifiers)),
        )  # fmt: skip
    yield table
    hits = _table("hit", "listed name", "similarity", "probability")
    for hit in told.hits:
        hits.add_row(_text(hit.listing), _text(hit.name), f"{hit.similarity:.4f}", f"{hit.probability:.1%}")
    yield hits if told.hits else Text("No hit stands.")
    answers = _table("run", "lists of", "record", "row", "hits")
    for one in told.answers:
        answers.add_row(str(one.run), one.day, f"{one.record:,}", f"{one.row:,}", _text(", ".join(one.hits)))
    yield answers if told.answers else Text("No run has answered this customer yet.")
    if told.gaps:
        yield Text(f"Runs without an answer: {', '.join(map(str, told.gaps))}", "bold red")


def runs(done: Sequence[tuple[Monitored, Sequence[HitChange]]]) -> Iterator[RenderableType]:
    """What runs did: their counts, and the first hits that came and went."""
    if not done:
        yield Text("Nothing is due: every customer in the book is answered for the lists as they are.")
    for one, changes in done:
        chunks = f"records {one.chunks[0]:,} to {one.chunks[1]:,}" if one.chunks else "no record"
        how = "what changed was screened" if one.basis else "everything was screened"
        lists = f"lists of {one.day}" if one.day else "bundled lists"
        yield Text(f"Run {one.run}, {lists}: {one.customers:,} customers, {how}; {chunks}.", "bold")
        yield Text(", ".join(f"{count:,} {what}" for what, count in one.changes.items()) or "No hit came or went.")
        if one.closed:
            yield Text(f"{one.closed:,} alerts closed: what they were about is delisted.")
        if changes:
            yield _changes(changes)


def _changes(changes: Sequence[HitChange]) -> Table:
    table = _table("customer", "listing", "", "why", "similarity", "before")
    for one in changes[:_SHOWN]:
        before = "" if one.before is None else f"{one.before:.4f}"
        table.add_row(_text(one.customer), _text(one.listing), Text(one.what, _STYLES[one.what]), one.why,
                      f"{one.similarity:.4f}", before)  # fmt: skip
    if len(changes) > _SHOWN:
        table.caption = f"{len(changes) - _SHOWN:,} more: --json has all."
        table.caption_justify = "left"
    return table


def targets(rows: Sequence[Mapping[str, Any]]) -> RenderableType:
    """Where messages go, and what waits."""
    if not rows:
        return Text("No target is set up.")
    table = _table("name", "address", "waiting", "trouble")
    for row in rows:
        table.add_row(_text(row["name"]), _text(row["url"]), f"{row['waiting']:,}", _text(row["trouble"], "yellow"))
    return table


def validated(measured: Measured, out: str) -> Iterator[RenderableType]:
    """The chief numbers of a validation."""
    exact, recall = measured.exact, measured.recall
    table = _table("", "", "95% interval")
    table.add_row("altered names found", f"{recall.share:.2%}", f"{recall.low:.1%} to {recall.high:.1%}")
    table.add_row("listed names found", f"{exact.found.found:,} of {exact.found.of:,}", "")
    lost = sum(one.missed + one.extra + one.other_score for one in measured.searches)
    table.add_row("searches unlike brute force", f"{lost:,}", "")
    if measured.alerts:
        one = measured.alerts.at_line
        interval = f"{1000 * one.low:.1f} to {1000 * one.high:.1f}"
        table.add_row("alerts per 1,000 customers", f"{1000 * one.share:.1f}", interval)
    yield table
    yield _text(f"Written to {out}: report.html, report.pdf, and the data.", "dim")
    if not measured.sound:
        yield Text("Not sound: the report says what was missed.", "bold red")


def replayed(found: Sequence[Replayed]) -> Iterator[RenderableType]:
    """How many answers came out the same, and each that did not, with the hits of then and now."""
    equal = [one for one in found if one.state == "equal"]
    rows = sum(one.rows for one in equal)
    yield Text(f"{len(equal):,} of {len(found):,} records are equal to the byte ({rows:,} answers in them).",
               "bold green" if len(equal) == len(found) else "bold red")  # fmt: skip
    for one in found:
        other = "" if one.same_engine or not one.engine else f"; by engine {one.engine}, here is {one.engine_now}"
        if one.state != "equal":
            yield _text(f"Record {one.record}: {one.state}{': ' * bool(one.reason)}{one.reason}{other}", "red")
        elif one.reason:
            yield _text(f"Record {one.record}: {one.rows:,} of {one.of:,} rows; {one.reason}.", "yellow")
        for difference in one.differences[:_SHOWN]:
            yield _both(difference)


def _both(difference: Difference) -> Table:
    table = _table("row", "listing", "then", "now")
    then = {hit.listing.id: hit.similarity for hit in difference.then or ()}
    now = {hit.listing.id: hit.similarity for hit in difference.now}
    unknown = difference.then is None
    for listing in sorted(then.keys() | now.keys()):
        before = "not on record" if unknown else f"{then[listing]:.4f}" if listing in then else ""
        after = f"{now[listing]:.4f}" if listing in now else ""
        table.add_row(str(difference.row or ""), _text(listing), before, after)
    if not (then or now):
        told = "this is not the row that was screened" if unknown else "no hit now"
        table.add_row(str(difference.row or ""), told, "", "")
    return table


def impact(found: Impact) -> Iterator[RenderableType]:
    """Alerts before and after, and the first that are gained and lost."""
    refused = f" ({found.refused:,} more can't be screened)" if found.refused else ""
    yield Text(f"{found.parties:,} parties{refused}: {found.alerts_before:,} with an alert before, "
               f"{found.alerts_after:,} after.", "bold")  # fmt: skip
    yield Text(", ".join(f"{count:,} {what}" for what, count in found.counts.items()) or "No hit is gained or lost.")
    if not found.changes:
        return
    table = _table("about", "name", "listing", "listed name", "", "why", "before", "after")
    for one in found.changes[:_SHOWN]:
        similarities = ("" if value is None else f"{value:.4f}" for value in (one.before, one.after))
        table.add_row(_text(one.subject if len(one.subject) < 40 else ""), _text(one.name), _text(one.listing),
                      _text(one.listed), Text(one.what, _STYLES[one.what]), one.why, *similarities)  # fmt: skip
    if len(found.changes) > _SHOWN:
        table.caption = f"{len(found.changes) - _SHOWN:,} more: --json has all."
        table.caption_justify = "left"
    yield table


def _table(*columns: str) -> Table:
    table = Table(box=box.SIMPLE_HEAVY, pad_edge=False)
    for column in columns:
        table.add_column(column, overflow="fold")
    return table


def _text(text: str, style: str = "") -> Text:
    return Text(plain(text), style)
