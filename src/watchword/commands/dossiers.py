"""What does `watchword dossier` take and give? One listed party: lists, coverage, pages, ties; also as HTML and PDF.

What is in it is `dossier`.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from watchword.commands import identity, linking, opening, options
from watchword.output import print_parts, write_json

if TYPE_CHECKING:
    from watchword.commands.linking import Linked
    from watchword.dossier import Dossier

_DONE = 0
_PATH = click.Path(path_type=Path)


@click.command()
@click.argument("name_or_id", metavar="NAME-OR-ID")
@click.option("--html", type=_PATH, metavar="FILE", help="Also write it as one HTML file that needs no other.")
@click.option("--pdf", type=_PATH, metavar="FILE", help="Also write it as PDF.")
@identity.as_person
@options.lists
@options.as_of
@options.json
@options.home
def dossier(**given: Any) -> int:
    """What is known of a listed party? Its lists and names, who lists it, what read pages say by day, its ties.

    \b
    Examples:
      watchword dossier us-ofac:32391
      watchword dossier "Ousmane Illiassou Djibo" --html djibo.html --pdf djibo.pdf
    """
    from watchword.dossier import blocks
    from watchword.store.files import write_whole

    identity.reader(identity.open_desk(), given, "see personal data")
    linked = linking.open_linked(given)
    listing_id, others = linking.resolve(given["name_or_id"], linked)
    one = _of(listing_id, linked, given)
    if given["html"]:
        from watchword.paper import html

        write_whole(given["html"], html.page(one.title, blocks(one)))
    if given["pdf"]:
        from watchword.paper import pdf

        write_whole(given["pdf"], pdf.page(one.title, blocks(one)))
    if given["json"]:
        write_json({"dossier": one, "others": others, "warnings": linked.warnings})
    else:
        from watchword import render, render_dossier

        print_parts(*render_dossier.shown(one.title, blocks(one)), render.notice(linked.warnings))
    return _DONE


def _of(listing_id: str, linked: Linked, given: dict[str, Any]) -> Dossier:
    from watchword import wiring
    from watchword.coverage import Map
    from watchword.dossier import Dossier
    from watchword.lists.coalition import coalition
    from watchword.news.passages import facts_about, passages

    covered = Map(linked.snapshot, linked.parties, coalition(), linked.bonds).coverage(listing_id)
    ids = [one.id for one in covered.listings]
    listings = tuple(linked.snapshot.find(one) for one in ids)
    ties = tuple(tie for one in listings for tie in linking.relations_of(one, linked.snapshot))
    with wiring.open_log(opening.settings_of(given), light=True).read() as view:
        said, told = tuple(passages(view, ids)), tuple(facts_about(view, ids))
    return Dossier(covered, listings, ties, said, told, linked.snapshot.digest)
