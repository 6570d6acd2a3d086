"""What does an auditor read of a measurement? Headings, texts, tables and figures in order, for screen and paper alike."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from watchword.paper.blocks import Block, Heading, Table, Text
from watchword.policy import settings
from watchword.shares import Share
from watchword.validation import figures
from watchword.validation.measuring import LINES, Measured

_SHOWN = 30  # names missed that are shown; all are in the data


TITLE = "Validation of the screening"


def blocks(measured: Measured) -> Iterator[Block]:
    """The whole report."""
    yield from _what(measured)
    yield from _recall(measured)
    yield from _exact(measured)
    yield from _searches(measured)
    yield from _alerts(measured)
    yield from _lists(measured)
    yield from _policy(measured)
    yield from _again(measured)


def _what(measured: Measured) -> Iterator[Block]:
    question = measured.question
    yield Text(
        "What this system finds and what it misses, measured on the lists and the policy below. Every number follows "
        "from the lists, the policy, the engine and the seed, so whoever has them gets the same report to the byte."
    )
    found, exact = measured.recall, measured.exact.found
    searched = measured.searches[0].searches if measured.searches else 0
    lost = sum(one.missed + one.extra + one.other_score for one in measured.searches)
    rows = [
        ("Altered names found", _told(found)),
        ("Listed names found as they stand", _told(exact)),
        ("Searches that differ from brute force", f"{lost:,} of {searched:,} at {len(measured.searches)} cutoffs"),
    ]
    if measured.alerts:
        rows.append(("Customers with an alert", f"{1000 * measured.alerts.at_line.share:.1f} of 1,000"))
    rows += [
        ("Alert line", f"{measured.policy.alert:.2f}"),
        ("Day", question.day),
        ("Engine", measured.engine),
        ("Lists", measured.snapshot),
        ("Policy", measured.policy_digest),
        ("Seed", str(question.seed)),
    ]
    yield Table(("What", "Result"), tuple(rows))
    if not measured.sound:
        yield Text("Not sound: listed names were missed, or the index lost something. See below.", grave=True)


def _recall(measured: Measured) -> Iterator[Block]:
    yield Heading("Altered names")
    yield Text(
        f"{measured.recall.of:,} listed names, chosen by chance, one of a listing, each altered as names come to be: by "
        "one class of alteration, every third by two. Found is a name that has its own listing among its hits at the "
        "alert line. Bars show the share found, whiskers its 95% interval (Wilson)."
    )
    rows = [(row.cls, row.recall) for row in measured.by_class]
    yield figures.bars([*rows, ("all", measured.recall)], "Share of altered names found, by class of alteration")
    yield Table(
        ("Class", "Names", "Found", "Share", "95% interval"),
        tuple((label, f"{s.of:,}", f"{s.found:,}", f"{s.share:.1%}", _interval(s)) for label, s in rows),
        (1, 2, 3, 4),
    )
    yield Text("The same share at other lines, and what the line in force gives:")
    points = list(zip(LINES, measured.by_line, strict=True))
    yield figures.curve(points, measured.policy.alert, "Share of altered names found, by line")


def _exact(measured: Measured) -> Iterator[Block]:
    exact = measured.exact
    yield Heading("Every listed name")
    yield Text(
        f"All {exact.found.of:,} listed names were asked for as they stand; {exact.found.found:,} found their own listing "
        f"at the alert line. {exact.weak:,} are weak aliases: they were asked for under a policy that lets them raise "
        f"hits. {exact.unreadable:,} names have neither letter nor digit and can't be asked for."
    )
    if exact.missed:
        yield Text(f"Missed: {len(exact.missed):,}.", grave=True)
        shown = exact.missed[:_SHOWN]
        yield Table(("Listing", "Name", "Strength"), tuple((m.listing, m.name, m.strength) for m in shown))


def _searches(measured: Measured) -> Iterator[Block]:
    yield Heading("Nothing is lost by the index")
    yield Text(
        "The index leaves out what can't reach the cutoff. Here its answers stand beside those of scoring every listed "
        "name, one by one, for altered names at four cutoffs. All of the last three columns must be 0."
    )
    rows = tuple(
        (f"{s.cutoff:.2f}", *(f"{n:,}" for n in (s.searches, s.found, s.missed, s.extra, s.other_score)))
        for s in measured.searches
    )
    yield Table(("Cutoff", "Searches", "Found", "Missed", "Extra", "Other score"), rows, tuple(range(6)))


def _alerts(measured: Measured) -> Iterator[Block]:
    yield Heading("Alerts")
    alerts = measured.alerts
    if alerts is None:
        yield Text("Not measured: no customers were given.")
        return
    yield Text(
        f"{alerts.customers:,} customers, chosen by chance, were screened ({alerts.refused:,} could not be). "
        f"{alerts.at_line.found:,} have a hit at the alert line: {1000 * alerts.at_line.share:.1f} of 1,000, 95% interval "
        f"{1000 * alerts.at_line.low:.1f} to {1000 * alerts.at_line.high:.1f}."
    )
    points = list(zip(LINES, alerts.by_line, strict=True))
    yield figures.curve(points, measured.policy.alert, "Share of customers with a hit, by line")


def _lists(measured: Measured) -> Iterator[Block]:
    yield Heading("Lists")
    rows = []
    for one in measured.lists:
        publication = one.publication
        age = "unknown" if one.age is None else f"{one.age:,}"
        day = publication.published or publication.retrieved or "unknown"
        kinds = ", ".join(f"{count:,} {kind}" for kind, count in one.kinds.items())
        rows.append((publication.publisher, publication.title, f"{publication.records:,}", kinds, day, age,
                     publication.sha256[:12]))  # fmt: skip
    titles = ("Publisher", "List", "Listings", "Kinds", "Day", "Age, days", "SHA-256")
    yield Table(titles, tuple(rows), (2, 5))


def _policy(measured: Measured) -> Iterator[Block]:
    yield Heading("Policy")
    yield Table(("Setting", "Value"), tuple(one for one in settings(measured.policy).items() if "." not in one[0]))
    weights = {key: value for key, value in msgspec.to_builtins(measured.policy).items() if isinstance(value, dict)}
    names = list(next(iter(weights.values())))
    rows = tuple((name, *(str(table[name]) for table in weights.values())) for name in names)
    yield Table(("Weight", *weights), rows, tuple(range(1, len(weights) + 1)))


def _again(measured: Measured) -> Iterator[Block]:
    question = measured.question
    yield Heading("How to do it again")
    yield Text(
        f"watchword validate OUT --seed {question.seed} --names {question.names} --searches {question.searches} "
        f"--day {question.day}, with the same lists, policy and engine, and the same customers where there are any. "
        "MANIFEST has the SHA-256 of every file of the pack; the record of this validation holds the SHA-256 of MANIFEST."
    )


def _told(one: Share) -> str:
    return f"{one.found:,} of {one.of:,}: {one.share:.2%}, 95% interval {_interval(one)}"


def _interval(one: Share) -> str:
    return f"{one.low:.1%} to {one.high:.1%}"
