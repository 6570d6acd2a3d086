"""What do the commands of `watchword lists` take and give? Show, update, add, compare, and name what is kept.

No rule of the lists lives here: what may become a state is `library.acceptance`, what changed is `library.changes`.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from watchword.commands import identity, opening, options
from watchword.errors import ListError, UsageError
from watchword.model import Publication
from watchword.output import print_parts, write_json
from watchword.progress import TransferBar
from watchword.wording import age

if TYPE_CHECKING:
    from watchword.library.acceptance import Gate, Outcome
    from watchword.library.catalogue import Catalogue
    from watchword.library.comparison import Day
    from watchword.snapshot import Snapshot

_DONE = 0
_SHOWN = 20  # records of each sort that a comparison shows to a person who names no --limit


@click.group(invoke_without_command=True)
@options.lists
@options.as_of
@options.max_age
@options.json
@options.home
def lists(**given: Any) -> int:
    """Which lists are screened against: dates, age, counts by kind, what went wrong. Without them, the bundled ones.

    \b
    Examples:
      watchword lists
      watchword lists update
      watchword lists add sdn.csv alt.csv add.csv
      watchword lists diff 2022-01-21 2022-02-25
      watchword lists --lists sdn.csv --lists alt.csv --lists add.csv
    """
    return _DONE if click.get_current_context().invoked_subcommand else _show(given)


@lists.command()
@click.argument("names", metavar="[LIST-OR-PUBLISHER]...", nargs=-1)
@click.option(
    "--addresses", type=click.Path(path_type=Path), metavar="FILE",
    help="Table of addresses to use instead of the built-in one, as of a mirror (in the form of publishers.toml).",
)  # fmt: skip
@options.max_loss
@options.accept_shrunken
@options.accept_invalid
@options.json
@options.home
def update(**given: Any) -> int:
    """Fetch what is new from the publishers' own addresses. A list that shrank or can't be read is refused.

    \b
    Examples:
      watchword lists update
      watchword lists update us-ofac un-sc

    Exit code 4 when any list could not be brought up to date; the others are.
    """
    return _tell(fetched(given), given)


def fetched(given: dict[str, Any]) -> tuple[Outcome, ...]:
    """What became of each list that was asked for at its address, as `lists update` takes its options."""
    from watchword.library.fetch import Fetcher, Patience
    from watchword.library.update import update as run
    from watchword.lists import publishers

    table = publishers.read_sources(given["addresses"]) if given["addresses"] else publishers.sources()
    wanted = publishers.chosen(given["names"], table)
    fetcher = Fetcher(Patience(), time.monotonic, time.sleep)
    with _gate(given) as gate, TransferBar() as bar:
        return _recorded(run(gate, fetcher, wanted, bar), given)


@lists.command()
@click.argument("paths", metavar="PATH...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--retrieved", default="", metavar="DATE", help="Day on which the files were fetched, for all of them.")
@options.max_loss
@options.accept_shrunken
@options.accept_invalid
@options.json
@options.home
def add(**given: Any) -> int:
    """Keep lists from files, folders and tar archives: for machines without network, and for history.

    The day stands in the name of a file or folder; else it is the day on which the file was written.

    \b
    Examples:
      watchword lists add sdn.csv alt.csv add.csv
      watchword lists add history.tar.xz
      watchword lists add ConList.xlsx --retrieved 2023-06-05

    Exit code 4 when any file could not be taken; the others are.
    """
    from watchword.library.intake import batches, parse_day
    from watchword.library.update import add as run

    day = parse_day(given["retrieved"], "--retrieved") if given["retrieved"] else ""
    with batches(given["paths"], day) as found, _gate(given) as gate, TransferBar() as bar:
        return _tell(_recorded(run(gate, found, bar), given), given)


@lists.command()
@click.argument("old", metavar="[A]", default="")
@click.argument("new", metavar="[B]", default="")
@click.option("--since", default="", metavar="DATE", help="Compare the lists as they stood on this day with today's.")
@click.option("--daily", is_flag=True, help="One line for each day on which a list changed.")
@click.option("--list", "only", multiple=True, metavar="LIST", help="Only this list, as us-ofac-sdn. Repeatable.")
@click.option("--limit", type=click.IntRange(min=0), default=_SHOWN, show_default=True, metavar="N",
              help="Records of each sort that are shown to a person.")  # fmt: skip
@options.json
@options.home
def diff(**given: Any) -> int:
    """What changed between A and B: records added, removed, and changed with the fields that changed.

    A and B are files or folders, days, or digests. A alone is compared with today's lists; an A that is a folder or
    archive of dated files is told day by day.

    \b
    Examples:
      watchword lists diff sdn_2021-08-18.csv sdn_2022-01-21.csv
      watchword lists diff 2022-01-21 2022-02-25 --list us-ofac-sdn
      watchword lists diff --since 2022-01-01 --daily
      watchword lists diff history.tar.xz
    """
    from watchword.library.catalogue import Catalogue
    from watchword.library.comparison import history, kept_history
    from watchword.library.intake import batches, parse_day

    if bool(given["since"]) == bool(given["old"]) or (given["since"] and given["new"]):
        raise UsageError("give A and B, or A, or --since", where="A B", hint="See watchword lists diff --help.")
    catalogue = Catalogue(opening.home_option())
    if given["daily"] and not given["old"]:
        return _tell_days(kept_history(catalogue, parse_day(given["since"], "--since")), given)
    if given["old"] and not given["new"] and Path(given["old"]).exists():
        with batches([Path(given["old"])]) as found:
            if given["daily"] or len(found) > 1:
                return _tell_days(history(found), given)
    return _tell_changes(catalogue, given)


@lists.command()
@click.argument("list_id", metavar="LIST")
@click.option("--state", default="", metavar="DIGEST", help="Only the state of this digest, as lists states shows it.")
@click.option("--text", required=True, metavar="TEXT", help="Why; kept on record.")
@identity.as_person
@options.json
@options.home
def forget(**given: Any) -> int:
    """Propose that LIST, or one state of it, is screened against no more; it takes effect once a second person approves.

    Its files stay, so that answers on them can be replayed. A list that is fetched or added again stands again.

    \b
    Examples:
      watchword lists forget us-ofac-sdn --state 3f2a9c --text "a file of the test system" --as ann
      watchword alerts approve 31 --as carl
    """
    from watchword.cases import approvals
    from watchword.cases.happenings import Forgotten
    from watchword.library.catalogue import Catalogue

    found = Catalogue(opening.home_option()).standing(given["list_id"], given["state"])
    digests = {state.digest for state in found}
    if given["state"] and len(digests) > 1:
        raise UsageError("several states have digests that begin so", where=given["state"], hint="Give more of it.")
    desk = identity.open_desk()
    of = Forgotten(given["list_id"], digests.pop() if given["state"] else "")
    receipt = approvals.propose_forgetting(desk, identity.actor(desk, given), of, given["text"])
    if given["json"]:
        write_json(receipt)
    else:
        click.echo(f"Proposal {receipt.seq} waits for a second person: watchword alerts approve {receipt.seq}.")
    return _DONE


@lists.command()
@click.argument("names", metavar="[LIST]...", nargs=-1)
@options.json
@options.home
def states(**given: Any) -> int:
    """Every state that is kept of the lists (all, or those named): its day, when it was retrieved, its digest.

    \b
    Examples:
      watchword lists states
      watchword lists states us-ofac-sdn
    """
    from watchword.library.catalogue import Catalogue

    rows: list[dict[str, Any]] = []
    for shelf in Catalogue(opening.home_option()).shelves():
        if not given["names"] or shelf.id in given["names"]:
            standing = set(shelf.states())
            rows += [{"list": shelf.id, "day": state.day, "retrieved": state.retrieved, "digest": state.digest,
                      "forgotten": state not in standing} for state in shelf.kept()]  # fmt: skip
    if given["json"]:
        write_json(rows)
    else:
        from watchword import render_lists

        print_parts(render_lists.states(rows))
    return _DONE


def _show(given: dict[str, Any]) -> int:
    from watchword import wiring

    settings = opening.settings_of(given)
    snapshot = opening.open_snapshot(settings, quiet=given["json"])
    counts = _counts(snapshot)
    standings = wiring.standings(settings)
    warnings = wiring.warnings(settings, snapshot.publications, opening.today())
    if given["json"]:
        kept = {one.publication: one for one in standings}
        rows = []
        for publication, kinds in zip(snapshot.publications, counts, strict=True):
            one = kept.get(publication)
            more = {"list": one.list, "states": one.states, "current_on": one.current_on, "checked": one.checked,
                    "trouble": one.trouble} if one else {}  # fmt: skip
            rows.append(_publication(publication, kinds) | more)
        write_json({"snapshot": snapshot.digest, "listings": len(snapshot), "lists": rows, "warnings": warnings,
                    "clearance": wiring.clearance(settings, snapshot.publications, opening.today())})  # fmt: skip
    else:
        from watchword import render, render_lists

        blocks = render_lists.lists(snapshot.publications, counts, standings, opening.today())
        print_parts(blocks, render.notice(warnings))
    return _DONE


def _counts(snapshot: Snapshot) -> list[Counter[str]]:
    """Listings of each kind in each publication: listings stand in the order of the publications."""
    listings = iter(snapshot)
    return [Counter(one.kind.value for one in islice(listings, p.records)) for p in snapshot.publications]


def _publication(publication: Publication, kinds: Counter[str]) -> dict[str, Any]:
    fields = {name: getattr(publication, name) for name in publication.__struct_fields__}
    return {**fields, "age_days": age(publication, opening.today()), "kinds": dict(sorted(kinds.items()))}


@contextmanager
def _gate(given: dict[str, Any]) -> Iterator[Gate]:
    """The gate through which lists come in, while no other process changes them."""
    from watchword.library.acceptance import Gate
    from watchword.library.catalogue import Catalogue
    from watchword.library.standing import Limits

    catalogue = Catalogue(opening.home_option())
    with catalogue.changing():
        limits = Limits(max_loss=given["max_loss"])
        accept = {name: given[name] for name in ("accept_shrunken", "accept_invalid")}
        yield Gate(catalogue, limits, opening.now(), **accept)


def _recorded(found: Iterable[Outcome], given: dict[str, Any]) -> tuple[Outcome, ...]:
    """The outcomes; lists that changed are put on the record, with who took them and what was accepted of them, as are
    states that a run before this one took and could not record."""
    from watchword import wiring
    from watchword.commands import recording
    from watchword.library.catalogue import Catalogue
    from watchword.library.recorded import LISTS_CHANGED, unrecorded

    outcomes = tuple(found)
    changed = [outcome for outcome in outcomes if outcome.result == "added"]
    log = wiring.open_log(wiring.Settings(opening.home_option()), light=True)
    with log.read() as view:
        left = unrecorded(Catalogue(opening.home_option()), view, [(one.list, one.digest) for one in changed])
    if changed or left:
        accepted = {name: given[name] for name in ("accept_shrunken", "accept_invalid", "max_loss")}
        body = {"by": f"os:{recording.user()}", "lists": changed, **accepted, **({"found": left} if left else {})}
        log.append(LISTS_CHANGED, body, time=wiring.now())
    return outcomes


def _tell(outcomes: tuple[Outcome, ...], given: dict[str, Any]) -> int:
    """Write what became of each list; 4 when one failed."""
    if given["json"]:
        write_json({"outcomes": outcomes})
    else:
        from watchword import render_lists

        print_parts(render_lists.outcomes(outcomes))
    return ListError.exit_code if any(outcome.failed for outcome in outcomes) else _DONE


def _tell_changes(catalogue: Catalogue, given: dict[str, Any]) -> int:
    from watchword.library.comparison import compare_sides, current, sides

    old = sides(catalogue, given["since"] or given["old"], given["only"])
    new = sides(catalogue, given["new"], given["only"]) if given["new"] else current(catalogue, given["only"])
    found = [one for one in compare_sides(old, new) if not given["only"] or one.list in given["only"]]
    if given["json"]:
        write_json({"lists": found})
    else:
        from watchword import render_lists

        print_parts(*(render_lists.changes(one, given["limit"]) for one in found))
    return _DONE


def _tell_days(days: Iterable[Day], given: dict[str, Any]) -> int:
    found = [day for day in days if not given["only"] or day.list in given["only"]]
    if given["json"]:
        write_json({"days": found})
    else:
        from watchword import render_lists

        print_parts(render_lists.history(found))
    return _DONE
