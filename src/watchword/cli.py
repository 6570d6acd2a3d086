"""What does the command line take and give? Words become a Party; answers become tables, JSON and exit codes.

No rule of the field lives here. Anything heavy is imported by the command that needs it, so that one
question is answered in half a second.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

import click
import msgspec

from watchword import __version__
from watchword.commands import (
    across,
    agents,
    alerts,
    batch,
    customers,
    dossiers,
    facts,
    funds,
    impacting,
    keeping,
    keys,
    linking,
    links,
    lists,
    log,
    monitoring,
    news,
    office,
    opening,
    options,
    payments,
    recording,
    regions,
    replaying,
    reports,
    serve,
    tune,
    validating,
    webhooks,
)
from watchword.errors import UsageError, WatchwordError
from watchword.model import Hit, Kind, Listing, Party, Publication
from watchword.output import print_parts, write_ftm, write_json
from watchword.wording import plain

if TYPE_CHECKING:
    from watchword.library.journal import Story
    from watchword.library.standing import Clearance
    from watchword.wiring import Settings

NOTHING_FOUND, HITS_FOUND, STOPPED = 0, 10, 130
_SHOWN = 10  # hits shown to a person who names no --limit


def main() -> None:
    """The `watchword` command. A character that the terminal's encoding lacks is shown as a question mark."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    sys.exit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """Run one command line and give its exit code: the one place where errors become exit codes.

    0 nothing found or done, 10 hits found, 130 stopped by Ctrl-C, and those of the tree in `errors`.
    """
    as_json = "--json" in arguments
    try:
        code = commands.main(args=list(arguments), prog_name="watchword", standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as error:
        error.show(sys.stderr)
        return UsageError.exit_code
    except click.ClickException as error:
        return _tell(_usage(error), as_json)
    except WatchwordError as error:
        return _tell(error, as_json)
    except click.Abort:
        click.echo("Stopped.", err=True)
        return STOPPED
    return int(code or 0)


def _tell(error: WatchwordError, as_json: bool) -> int:
    """Write an error to stderr, for a program or for a person: what is wrong, where, what to do."""
    if as_json:
        click.echo(msgspec.json.encode({"error": error.as_dict()}), err=True)
        return error.exit_code
    click.echo(f"Error: {plain(error.message)}", err=True)
    for label, text in (("Where", error.where), ("What to do", error.hint)):
        if text:
            click.echo(f"{label}: {plain(text)}", err=True)
    return error.exit_code


def _usage(error: click.ClickException) -> UsageError:
    """What click found wrong as an error of ours, with the option or argument at fault."""
    context, parameter = getattr(error, "ctx", None), getattr(error, "param", None)
    where = parameter.get_error_hint(context).strip("'") if parameter else ""
    return UsageError(
        error.format_message(), where=where, hint=f"See {context.command_path} --help." if context else ""
    )


# The commands -----------------------------------------------------------------------------------------------


_KINDS = click.Choice([kind.value for kind in Kind], case_sensitive=False)
_SIMILARITY = click.FloatRange(0, 1, min_open=True)
_WEAK = click.Choice(["corroborate", "trigger"])
_ID_HELP = "An identifier, as passport:AB123456 or imo:9187629. Repeatable."
_LIST_HELP = "Only listings of this publisher, as us-ofac (watchword lists shows all). Repeatable."
_MIN_HELP = "Lowest similarity of a hit, above 0 to 1. Default: the alert line of the policy."
_LIMIT_HELP = f"Show N hits and say how many more there are. Default: {_SHOWN}; for programs all."
_WEAK_HELP = "Whether a weak alias alone may raise a hit, or only supports one. Default: as in the policy in force."


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@options.home
@click.version_option(__version__, prog_name="watchword", message="%(prog)s %(version)s")
def commands() -> None:
    """Screen names against official sanctions and terrorist lists, with reasons.

    \b
    Examples:
      watchword screen "Ousmane Illiassou Djibo"
      watchword compare "Usama bin Ladin" "Osama bin Laden"
      watchword show us-ofac:32391
      watchword lists update
      watchword batch customers.csv hits.csv

    \b
    Exit codes:
      0 nothing found, or done       4 a list file can't be read whole
      10 hits found                  5 no listing or list of that name
      1 another error                6 the home directory can't be used
      2 bad usage                    11 done, but rows of a file were set aside
      3 a party can't be screened: the message names the field
      7 this person may not do that
      130 stopped by Ctrl-C
    """


@commands.command()
@click.argument("name")
@click.option("--kind", type=_KINDS, default="unknown", help="What sort of party. Left out: every kind is compared.")
@click.option("--alias", multiple=True, metavar="NAME", help="A further name of the party. Repeatable.")
@click.option("--birth", default="", metavar="DATE", help="1984, 1984-05, 1984-05-01, 'circa 1984' or 1980-1985.")
@click.option(
    "--country", multiple=True, metavar="COUNTRY", help="Country of any tie, by ISO code or name. Repeatable."
)
@click.option("--nationality", multiple=True, metavar="COUNTRY", help="Citizenship, by ISO code or name. Repeatable.")
@click.option("--gender", default="", help="male or female.")
@click.option("--id", "identifier", multiple=True, metavar="TYPE:VALUE", help=_ID_HELP)
@click.option("--list", "publisher", multiple=True, metavar="PUBLISHER", help=_LIST_HELP)
@options.lists
@click.option("--min", "minimum", type=_SIMILARITY, metavar="SIMILARITY", help=_MIN_HELP)
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help=_LIMIT_HELP)
@options.as_of
@options.max_age
@click.option("--weak-aliases", type=_WEAK, help=_WEAK_HELP)
@options.json
@options.ftm
@options.home
def screen(**given: Any) -> int:
    """Is NAME on a list? Every listing at or above the line, best first, with reasons.

    \b
    Examples:
      watchword screen "Ousmane Illiassou Djibo" --birth 1984 --country ne
      watchword screen "PLAYA AZUL" --kind vessel --id imo:7406784
      watchword screen "Petit Chapori" --weak-aliases trigger
      watchword screen "Usama bin Ladin" --list uk-ofsi --min 0.7 --json
      watchword screen "Usama bin Ladin" --as-of 2022-01-21

    Exit code 10 when there are hits, 0 when there are none.
    """
    from watchword import wiring

    _refuse_both(given)
    party = _party(given)
    settings = opening.settings_of(given)
    screener = opening.open_screener(settings, quiet=given["json"])
    publications = opening.publications(given["publisher"], screener.snapshot, screener.policy)
    recording.recorded(screener, settings, "screen", given["publisher"])
    clearance = wiring.clearance(settings, publications, opening.today())
    minimum = screener.policy.alert if given["minimum"] is None else given["minimum"]
    answer = screener.screen(party, minimum)
    hits = _of(answer.hits, publications)
    limit = given["limit"] or (len(hits) if given["json"] or given["ftm"] else _SHOWN)
    answer = msgspec.structs.replace(answer, hits=hits[:limit], warnings=clearance.reasons)
    parties = linking.kept_parties(screener.snapshot) if answer.hits and not given["ftm"] else None
    if given["json"]:
        write_json({"total": len(hits), "minimum": minimum, **_fields(answer), "clearance": clearance,
                    "parties": linking.parties_of(answer.hits, parties)})  # fmt: skip
    elif given["ftm"]:
        write_ftm((hit.listing for hit in answer.hits), publications)
    else:
        from watchword import render

        notice = render.notice(_notice(clearance, hits))
        print_parts(render.screening(answer, len(hits), minimum, publications, parties), notice)
    recording.tell(answer.receipt, quiet=given["json"])
    return HITS_FOUND if hits else NOTHING_FOUND


@commands.command()
@click.argument("first", metavar="A")
@click.argument("second", metavar="B")
@click.option("--kind", type=_KINDS, default="person", show_default=True, help="What they are names of.")
@options.json
@options.home
def compare(**given: Any) -> int:
    """How alike are two names? The words side by side, and the evidence that adds up to the similarity.

    \b
    Examples:
      watchword compare "Usama bin Ladin" "Osama bin Laden" --kind person
      watchword compare "Volga Shipping Ltd" "OOO Volga Shipping" --kind company --json
    """
    from watchword.screen import compare as compare_names

    first, second, kind = given["first"], given["second"], given["kind"]
    comparison = compare_names(first, second, kind=kind)
    if given["json"]:
        write_json({"a": first, "b": second, "kind": kind, **_fields(comparison)})
    else:
        from watchword import render

        print_parts(render.ComparisonTable(first, second, comparison))
    return NOTHING_FOUND


@commands.command()
@click.argument("listing_id", metavar="LISTING-ID")
@click.option("--relations", is_flag=True, help="Also who it is tied to, by this publisher's words, with listing ids.")
@click.option("--changes", is_flag=True, help="Also what became of it over the states of its list that are kept.")
@options.lists
@options.as_of
@options.json
@options.ftm
@options.home
def show(**given: Any) -> int:
    """Everything that a publisher says about one listing.

    \b
    Examples:
      watchword show us-ofac:32391
      watchword show us-ofac:32391 --ftm
      watchword show us-ofac:12744 --relations
      watchword show us-ofac:32391 --changes
    """
    _refuse_both(given)
    settings = opening.settings_of(given)
    snapshot = opening.open_snapshot(settings, quiet=given["json"])
    listing = snapshot.find(given["listing_id"])
    publications = tuple(one for one in snapshot.publications if one.publisher == listing.publisher)
    ties = linking.relations_of(listing, snapshot) if given["relations"] else ()
    stories = _stories(settings, listing) if given["changes"] else ()
    if given["json"]:
        asked = {"relations": ties, "changes": stories}
        write_json({**_fields(listing), **{name: found for name, found in asked.items() if given[name]}})
    elif given["ftm"]:
        write_ftm([listing], publications)
    else:
        from watchword import render, render_across, render_lists, wiring

        told = wiring.warnings(settings, publications, opening.today())
        shown = [render_across.relations(ties)] if given["relations"] else []
        shown += [render_lists.stories(stories)] if given["changes"] else []
        print_parts(render.listing(listing, publications), *shown, render.notice(told))
    return NOTHING_FOUND


def _stories(settings: Settings, listing: Listing) -> tuple[Story, ...]:
    from watchword import wiring
    from watchword.progress import TransferBar

    with TransferBar() as bar:
        return wiring.stories(settings, listing, bar)


@commands.command()
@options.json
@options.home
def codes(**given: Any) -> int:
    """What each kind of evidence tells."""
    from watchword.match.evidence import CODES

    if given["json"]:
        write_json(CODES)
    else:
        from watchword import render

        print_parts(render.codes(CODES))
    return NOTHING_FOUND


# What the commands share -----------------------------------------------------------------------------------


def _party(given: dict[str, Any]) -> Party:
    return Party(
        given["name"], kind=given["kind"], aliases=given["alias"], birth=given["birth"],
        countries=given["country"], nationalities=given["nationality"], gender=given["gender"],
        identifiers=given["identifier"],
    )  # fmt: skip


def _of(hits: Iterable[Hit], publications: Iterable[Publication]) -> tuple[Hit, ...]:
    """The hits on lists of these publications' publishers."""
    wanted = {publication.publisher for publication in publications}
    return tuple(hit for hit in hits if hit.listing.publisher in wanted)


def _notice(clearance: Clearance, hits: Sequence[Hit]) -> tuple[str, ...]:
    """What a person has to know of the lists: more where nothing was found, and they are not fit to clear anybody."""
    nobody = () if hits or clearance.allowed else ("Finding nothing on such lists clears nobody.",)
    return (*clearance.reasons, *nobody)


def _refuse_both(given: dict[str, Any]) -> None:
    if given["json"] and given["ftm"]:
        raise UsageError("--json and --ftm exclude each other", where="--ftm", hint="Give one of them.")


def _fields(struct: msgspec.Struct) -> dict[str, Any]:
    return {name: getattr(struct, name) for name in struct.__struct_fields__}


for _command in (
    lists.lists, links.links, across.coverage, across.gaps, across.owned, batch.batch, tune.tune, regions.regions,
    customers.customers, news.read, news.announced, facts.facts, dossiers.dossier,
    monitoring.monitor, monitoring.watch, webhooks.webhooks,
    validating.validate, replaying.replay,
    impacting.impact, impacting.policy, payments.payments, funds.funds,
    log.log, keeping.rebuild, alerts.alerts, office.people, office.allow, office.permits, reports.report,
    serve.serve, keys.keys, agents.mcp,
):  # fmt: skip
    commands.add_command(_command)


if __name__ == "__main__":
    main()
