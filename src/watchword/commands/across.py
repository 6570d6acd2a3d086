"""What do coverage, gaps and owned take and give? Questions that need every list, or who owns whom.

No rule of the field lives here: `coverage` and `ownership` answer.
"""

from __future__ import annotations

import csv
import io
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from watchword.commands import linking, opening, options
from watchword.errors import NotFoundError
from watchword.output import print_parts, write_json, write_text

if TYPE_CHECKING:
    from watchword.commands.linking import Linked
    from watchword.coverage import Gap
    from watchword.news.announced import Announced
    from watchword.ownership import Basis, Holding, Verdict

_DONE, _FOUND = 0, 10
_SHOWN = 20  # gaps shown to a person who names no --limit
_OTHERS = 5  # parties of the same name that are named beside the best
_FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet would run


@click.command()
@click.argument("name_or_id", metavar="NAME-OR-ID")
@options.lists
@options.as_of
@options.json
@options.home
def coverage(**given: Any) -> int:
    """Who lists a party, under which programme and since when, and which members of the coalition do not?

    Of somebody whom nobody lists, designations that read pages announced are shown: announced, not yet listed.

    \b
    Examples:
      watchword coverage us-ofac:32391
      watchword coverage "Sirajuddin Haqqani" --json
    """
    from watchword.coverage import Map
    from watchword.lists.coalition import coalition

    linked = linking.open_linked(given)
    try:
        listing_id, others = linking.resolve(given["name_or_id"], linked)
    except NotFoundError:
        if told := _announced(given["name_or_id"], linked, given):
            return _tell_announced(told, linked, given)
        raise
    found = Map(linked.snapshot, linked.parties, coalition(), linked.bonds).coverage(listing_id)
    if given["json"]:
        write_json(
            {"coverage": found, "members_as_of": coalition().as_of, "others": others, "warnings": linked.warnings}
        )
    else:
        from watchword import render, render_across

        print_parts(render_across.coverage(found, others[:_OTHERS]), render.notice(linked.warnings))
    return _DONE


@click.command()
@click.option("--programme", default="", metavar="CODE", help="Only designations under this programme, as SDGT.")
@click.option("--member", default="us", show_default=True, metavar="CODE", help="Whose designations, as us, gb or eu.")
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help=f"Show N gaps. Default: {_SHOWN}; others all.")
@click.option("--csv", "as_csv", is_flag=True, help="Answer as CSV on stdout, one row for each gap.")
@options.lists
@options.as_of
@options.json
@options.home
def gaps(**given: Any) -> int:
    """Designations of one member that others lack, most missing first: a worklist for coordinated action.

    \b
    Examples:
      watchword gaps --programme SDGT
      watchword gaps --programme TAQA --member eu --csv
    """
    from watchword.coverage import Map
    from watchword.lists.coalition import coalition

    linked = linking.open_linked({**given, "json": given["json"] or given["as_csv"]})
    found = Map(linked.snapshot, linked.parties, coalition(), linked.bonds).gaps(given["member"], given["programme"])
    if given["json"]:
        write_json({"member": given["member"], "programme": given["programme"], "total": len(found),
                    "gaps": found[: given["limit"]], "warnings": linked.warnings})  # fmt: skip
    elif given["as_csv"]:
        write_text(_csv(found[: given["limit"]]))
    else:
        from watchword import render, render_across

        shown = render_across.gaps(found, given["limit"] or _SHOWN, coalition().find(given["member"]).title)
        print_parts(shown, render.notice(linked.warnings))
    return _DONE


@click.command()
@click.argument("name")
@click.option(
    "--owners", "path", type=click.Path(path_type=Path), required=True, metavar="FILE",
    help="CSV or JSON with owner, owned, percent, and where known control and blocked (yes or no).",
)  # fmt: skip
@click.option(
    "--list", "publisher", multiple=True, metavar="PUBLISHER",
    help="Whose lists tell who is blocked. Default: us-ofac, whose rule this is. Repeatable.",
)  # fmt: skip
@options.lists
@options.as_of
@options.json
@options.home
def owned(**given: Any) -> int:
    """Is NAME blocked because blocked persons own half of it or more (OFAC's 50 Percent Rule)?

    Owners are screened against the lists; a column `blocked` (yes or no) decides instead where it is filled in.

    \b
    Examples:
      watchword owned "Entity C" --owners owners.csv
      watchword owned "Entity C" --owners owners.json --json

    Exit code 10 when it is blocked or calls for caution, 0 when no blocked person is behind it.
    """
    from watchword import ownership, wiring
    from watchword.owners import read_owners

    owners = read_owners(given["path"])
    settings = opening.settings_of(given)
    screener = opening.open_screener(settings, quiet=given["json"])
    publications = opening.publications(given["publisher"] or ("us-ofac",), screener.snapshot, screener.policy)
    publishers = frozenset(p.publisher for p in publications)
    found = ownership.judge(given["name"], owners, ownership.screen_owners(owners, screener, publishers))
    told = wiring.warnings(settings, publications, opening.today())
    if given["json"]:
        write_json({**_verdict(found), "lists": sorted(publishers), "warnings": told})
    else:
        from watchword import render, render_across

        print_parts(render_across.owned(found), render.notice(told))
    return _DONE if found.status == "not-blocked" else _FOUND


def _announced(name: str, linked: Linked, given: dict[str, Any]) -> list[Announced]:
    """Designations of this name that pages announced and that no list has."""
    from watchword import wiring
    from watchword.news.announced import announced
    from watchword.news.confirmed import recorded_facts
    from watchword.screen import Screener

    screener = Screener(linked.snapshot, compiled=False)
    with wiring.open_log(opening.settings_of(given), light=True).read() as view:
        return [one for one in announced(recorded_facts(view), screener, name) if not one.listed]


def _tell_announced(told: list[Announced], linked: Linked, given: dict[str, Any]) -> int:
    """Announced, not yet listed: nobody lists the party, but a page says that somebody does."""
    if given["json"]:
        write_json({"coverage": None, "announced": told, "others": [], "warnings": linked.warnings})
    else:
        from watchword import render, render_news

        click.echo("Announced, not yet listed:")
        print_parts(render_news.announced(told), render.notice(linked.warnings))
    return _DONE


def _csv(found: list[Gap]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(("rank", "party", "name", "kind", "programmes", "listed_on", "missing", "unknown", "missing_members",
                     "not_on_lists", "listings", "may_be"))  # fmt: skip
    for rank, gap in enumerate(found, start=1):
        cells = (rank, gap.party, gap.name, gap.kind, " ".join(gap.programmes), gap.listed_on, len(gap.absent), gap.unknown,
                 " ".join(gap.absent), " ".join(gap.lacking), " ".join(gap.listings), " ".join(gap.doubtful))  # fmt: skip
        writer.writerow([_cell(cell) for cell in cells])
    return out.getvalue()


def _cell(value: str | int) -> str | int:
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def _verdict(found: Verdict) -> dict[str, Any]:
    return {
        "entity": found.entity, "status": found.status, **_share("total", found.total), **_share("known", found.known),
        "basis": _basis(found.basis), "holdings": [_holding(one) for one in found.holdings],
        "cautions": found.cautions,
    }  # fmt: skip


def _holding(one: Holding) -> dict[str, Any]:
    through = [_holding(above) for above in one.through]
    return {"owner": one.owner, **_share("share", one.share), "basis": _basis(one.basis), "through": through}


def _basis(basis: Basis | None) -> dict[str, Any] | None:
    if basis is None:
        return None
    return {"said": basis.said, "listings": basis.listings, "similarity": basis.similarity}


def _share(name: str, share: Fraction) -> dict[str, str]:
    from watchword.ownership import percent

    return {name: str(share), f"{name}_percent": percent(share)}
