"""What do the commands of `watchword links` take and give? Explain, list, confirm and split links between listings.

No rule of linking lives here: `linking.rules` judges, `linking.clusters` joins.
"""

from __future__ import annotations

import getpass
from typing import Any, Literal

import click

from watchword.commands import linking, opening, options, recording
from watchword.output import print_parts, write_json

_DONE = 0
_SHOWN = 20  # pairs shown to a person who names no --limit

_by = click.option("--by", metavar="NAME", help="Who decides. Default: the user of this machine.")
_why = click.option("--why", default="", metavar="TEXT", help="The reason, kept with the decision.")


@click.group()
def links() -> None:
    """Which listings of different lists are the same party, and why? Confirm or split what the rules can't tell.

    \b
    Examples:
      watchword links show us-ofac:6915
      watchword links doubtful
      watchword links confirm uk-ofsi:13712 us-ofac:24879 --why "JNIM, spelled otherwise"
      watchword links split us-ofac:7864 au-dfat:1052 --why "brothers"
    """


@links.command()
@click.argument("listing_id", metavar="LISTING-ID")
@options.lists
@options.as_of
@options.json
@options.home
def show(**given: Any) -> int:
    """The party of one listing: its listings on every list, with all that speaks for and against each link.

    \b
    Example:
      watchword links show us-ofac:6915
    """
    linked = linking.open_linked(given)
    listing_id = linked.snapshot.find(given["listing_id"]).id
    members = linked.parties.members(listing_id)
    bonds = [bond for bond in linked.bonds if {bond.a, bond.b} & {*members}]
    refusals = [r for r in linked.parties.refusals if {r.a, r.b} & {*members}]
    decided = [d for d in linked.decisions if {d.a, d.b} & {*members}]
    if given["json"]:
        write_json({"party": members[0], "listings": members, "bonds": bonds, "refused": refusals, "decisions": decided,
                    "warnings": linked.warnings})  # fmt: skip
    else:
        from watchword import render, render_across

        listings = [linked.snapshot.find(member) for member in members]
        print_parts(render_across.links(listing_id, listings, bonds, refusals, decided), render.notice(linked.warnings))
    return _DONE


@links.command()
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help=f"Show N pairs. Default: {_SHOWN}; JSON all.")
@options.lists
@options.as_of
@options.json
@options.home
def doubtful(**given: Any) -> int:
    """Pairs of listings that may be one party and that no person has decided, the most likely first.

    \b
    Example:
      watchword links doubtful --limit 50
    """
    linked = linking.open_linked(given)
    decided = {(d.a, d.b) for d in linked.decisions}
    found = [
        bond for bond in linked.bonds
        if bond.verdict == "doubtful" and (bond.a, bond.b) not in decided
        and linked.parties.party(bond.a) != linked.parties.party(bond.b)
    ]  # fmt: skip
    found.sort(key=lambda bond: (-bond.bits, bond.a, bond.b))
    if given["json"]:
        write_json({"total": len(found), "pairs": found[: given["limit"]], "warnings": linked.warnings})
    else:
        from watchword import render, render_across

        shown = given["limit"] or _SHOWN
        names = {i: linked.snapshot.find(i).name for bond in found[:shown] for i in (bond.a, bond.b)}
        print_parts(render_across.doubtful(found, shown, names), render.notice(linked.warnings))
    return _DONE


@links.command()
@click.argument("a", metavar="A")
@click.argument("b", metavar="B")
@_by
@_why
@options.lists
@options.json
@options.home
def confirm(**given: Any) -> int:
    """Two listings are one party, whatever the rules say. Lasts over updates of the lists.

    \b
    Example:
      watchword links confirm uk-ofsi:13712 us-ofac:24879 --why "JNIM, spelled otherwise"
    """
    return _decide(given, "same")


@links.command()
@click.argument("a", metavar="A")
@click.argument("b", metavar="B")
@_by
@_why
@options.lists
@options.json
@options.home
def split(**given: Any) -> int:
    """Two listings are not one party, whatever the rules say. Lasts over updates of the lists.

    \b
    Example:
      watchword links split us-ofac:7864 au-dfat:1052 --why "brothers"
    """
    return _decide(given, "apart")


@links.command("decisions")
@options.json
@options.home
def show_decisions(**given: Any) -> int:
    """Every decision that people have made on links, oldest first.

    \b
    Example:
      watchword links decisions --json
    """
    from watchword.linking import decisions

    made = decisions.read(linking.home())
    if given["json"]:
        write_json(made)
    else:
        from watchword import render_across

        print_parts(render_across.decisions(made))
    return _DONE


def _decide(given: dict[str, Any], verdict: Literal["same", "apart"]) -> int:
    from watchword import wiring
    from watchword.linking import decisions

    snapshot = opening.open_snapshot(opening.settings_of(given), quiet=given["json"])
    pair = (snapshot.find(given["a"]).id, snapshot.find(given["b"]).id)
    by, at = given["by"] or getpass.getuser(), opening.now().isoformat(timespec="seconds")
    decision = decisions.decide(pair, verdict, by, at, given["why"])
    log = wiring.open_log(wiring.Settings(opening.home_option()), light=True)
    body = {"by": f"os:{recording.user()}", "listings": [decision.a, decision.b], "verdict": verdict}
    log.append("link-decided", body, time=wiring.now(), personal={"by": decision.by, "why": decision.why})
    decisions.add(linking.home(), decision)
    if given["json"]:
        write_json(decision)
    else:
        from watchword import render_across

        print_parts(render_across.decisions([decision]))
    return _DONE
