"""How do answers across lists look to a person? Links, coverage, gaps, relations and ownership as tables.

All text of lists and files goes through `wording.plain`. Nothing is computed that the answer does not hold.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from rich import box
from rich.console import Group
from rich.padding import Padding
from rich.table import Table
from rich.text import Text
from rich.tree import Tree

from watchword.coverage import Coverage, Gap, Standing, Status
from watchword.linking.clusters import Refusal
from watchword.linking.decisions import Decision
from watchword.linking.rules import VETOES, Bond
from watchword.model import Listing
from watchword.ownership import Basis, Holding, Verdict, percent
from watchword.relations import Relation
from watchword.wording import plain

_HEADS: dict[Status, tuple[str, str]] = {
    "lists": ("On the member's own list", "green"),
    "follows": ("On a list that the member follows", "green"),
    "absent": ("Not on the member's lists here", "bold red"),
    "unknown": ("Can't be told", "yellow"),
}
_AGAINST = VETOES | {"country-different", "alias-only"}
_MAYBE_SHOWN = 3  # unconfirmed links named in a row


def coverage(found: Coverage, others: Sequence[str] = ()) -> Group:
    """Who lists a party, under which programme and since when, then how the members stand."""
    head = Text.assemble((plain(found.name), "bold"), f"  {found.kind}, party {plain(found.party)}")
    table = _table("list", "listing", "name", "programmes", "since", "list of")
    for one in found.listings:
        since, published = one.listed_on or "unknown", one.list_published or "unknown"
        _row(table, one.publisher, one.id, one.name, ", ".join(one.programmes), since, published)
    groups = [_members(found.members, status) for status in _HEADS]
    notes = []
    if found.un_cited:
        notes.append(
            f"On the UN's list by {', '.join(found.un_cited)}, which others cite; the list itself is not here."
        )
    if found.doubtful:
        notes.append(f"May be the same party: {', '.join(found.doubtful)}. See watchword links show {found.party}.")
    if others:
        notes.append(f"Other parties have this name as well: {', '.join(others)}.")
    return Group(head, table, *(group for group in groups if group), *(_text(note, "yellow") for note in notes), Text())


def _members(members: Iterable[Standing], status: Status) -> Group | None:
    mine = [member for member in members if member.status == status]
    if not mine:
        return None
    told, style = _HEADS[status]
    by_reason: dict[str, list[str]] = {}
    for member in mine:
        by_reason.setdefault(member.why, []).append(member.name)
    lines = []
    for why, names in by_reason.items():
        lines.append(Text.assemble(_text(", ".join(names)), _text(f"  ({why})" if why else "", "dim")))
    return Group(Text(f"{told}: {len(mine)}", style), Padding(Group(*lines), (0, 0, 0, 3)))


def gaps(found: Sequence[Gap], shown: int, member: str) -> Group:
    """A worklist: the designations of a member that others lack, most missing first."""
    table = _table("", "designation", "name", "programmes", "since", "missing", "not on", "may be")
    for number, gap in enumerate(found[:shown], start=1):
        own = gap.listings[-1] if len(gap.listings) == 1 else gap.party
        _row(table, str(number), own, gap.name, ", ".join(gap.programmes), gap.listed_on or "unknown",
             f"{len(gap.absent)} (+{gap.unknown}?)", ", ".join(gap.lacking), _some(gap.doubtful))  # fmt: skip
    head = Text(f"{len(found):,} designations of {plain(member)} that other members lack", "bold")
    legend = "missing: members whose lists here do not have it (+ those that can't be told). may be: unconfirmed links."
    more = [Text(f"{len(found) - shown:,} more not shown: --limit {len(found)} shows them.", "bold")]
    return Group(head, table, _text(legend, "dim"), *(more if len(found) > shown else []), Text())


def _some(ids: Sequence[str]) -> str:
    more = len(ids) - _MAYBE_SHOWN
    return ", ".join(ids[:_MAYBE_SHOWN]) + (f" and {more} more" if more > 0 else "")


def links(
    listing_id: str, members: Sequence[Listing], bonds: Iterable[Bond], refusals: Iterable[Refusal],
    made: Iterable[Decision],
) -> Group:  # fmt: skip
    """A party's listings, and every bond of theirs with its evidence."""
    table = _table("listing", "kind", "name", "born", "programmes")
    for one in members:
        born = ", ".join(span.text or span.first for span in one.births)
        _row(table, one.id, one.kind.value, one.name, born, ", ".join(one.programmes))
    refused = {frozenset((r.a, r.b)): r for r in refusals}
    blocks = [_bond(bond, refused.get(frozenset((bond.a, bond.b)))) for bond in bonds]
    people = [_text(_decision(one)) for one in made]
    head = Text.assemble(
        "Party of ", (plain(listing_id), "bold"), f": {len(members)} listing{'s' * (len(members) != 1)}"
    )
    return Group(head, table, *blocks, *people, Text())


def _bond(bond: Bond, refusal: Refusal | None) -> Group:
    style = "bold green" if bond.verdict == "same" and refusal is None else "bold yellow"
    told = f"{bond.verdict}, similarity {bond.similarity:.3f}, {bond.bits:+.1f} bits"
    head = Text.assemble((f"{plain(bond.a)} and {plain(bond.b)}: ", "bold"), (told, style))
    if refusal:
        head.append(f", not followed ({refusal.reason}: {' and '.join(map(plain, refusal.between))})", "yellow")
    table = _table("evidence", plain(bond.a), plain(bond.b), "bits")
    for one in bond.evidence:
        _row(table, one.code, one.query, one.listed, f"{one.bits:+.1f}" if one.bits else "")
    return Group(head, Padding(table, (0, 0, 1, 3)))


def decisions(made: Sequence[Decision]) -> Group:
    """What people have decided on links, one line each."""
    return Group(*(_text(_decision(one)) for one in made)) if made else Group(Text("Nobody has decided anything yet."))


def _decision(one: Decision) -> str:
    verdict = "are one party" if one.verdict == "same" else "are not one party"
    return f"{one.a} and {one.b} {verdict}, by {one.by}, {one.at}" + (f": {one.why}" if one.why else "")


def doubtful(bonds: Sequence[Bond], shown: int, names: Mapping[str, str]) -> Group:
    """Bonds that a person has to confirm or split, the most likely first."""
    table = _table("bits", "listing", "name", "listing", "name", "against it")
    for bond in bonds[:shown]:
        against = ", ".join(e.code for e in bond.evidence if e.code in _AGAINST)
        _row(table, f"{bond.bits:.1f}", bond.a, names[bond.a], bond.b, names[bond.b], against)
    head = Text(f"{len(bonds):,} pairs of listings may be one party", "bold")
    hint = "watchword links confirm A B, or split A B, decides a pair; watchword links show A explains it."
    more = [Text(f"{len(bonds) - shown:,} more not shown: --limit {len(bonds)} shows them.", "bold")]
    return Group(head, table, _text(hint, "dim"), *(more if len(bonds) > shown else []), Text())


def relations(found: Sequence[Relation]) -> Group:
    """What a listing states of others (to), and what others of the same publisher state of it (from)."""
    if not found:
        return Group(Text("No relation is stated.", "bold"), Text())
    table = _table("", "relation", "listing", "name as given", "stated in")
    for one in found:
        arrow, other = ("to", one.target_id) if one.direction == "to" else ("from", one.listing)
        several = f"one of {', '.join(one.candidates)}" if one.candidates else "not listed by that name"
        name = one.target if one.direction == "to" else one.listing_name
        _row(table, arrow, one.relation, other or several, name, one.source)
    return Group(Text("Relations", "bold"), table, Text())


def owned(found: Verdict) -> Group:
    """What the 50 Percent Rule says of an entity, with the path of every blocked share."""
    style = {"blocked": "bold red", "caution": "bold yellow", "not-blocked": "bold green"}[found.status]
    told = {"blocked": "blocked", "caution": "not blocked, with caution", "not-blocked": "not blocked"}[found.status]
    head = Text.assemble((plain(found.entity), "bold"), ": ", (told, style))
    if found.basis:
        head.append(f"  ({_basis(found.basis)})")
    tree = Tree(Text(f"blocked persons own {percent(found.total)} of {plain(found.entity)}"))
    for holding in found.holdings:
        _grow(tree, holding)
    notes = [_text(caution, "yellow") for caution in found.cautions]
    rule = "OFAC's 50 Percent Rule (FAQ 398-402), by the shares in the file. It is no legal advice."
    return Group(head, *([tree] if found.holdings else []), *notes, _text(rule, "dim"), Text())


def _grow(tree: Tree, holding: Holding) -> None:
    why = _basis(holding.basis) if holding.basis else "" if holding.through else "blocked as told above"
    branch = tree.add(Text.assemble((percent(holding.share), "bold"), f" {plain(holding.owner)}", (f"  {why}", "red")))
    for above in holding.through:
        _grow(branch, above)


def _basis(basis: Basis) -> str:
    if basis.said:
        return "blocked: the file says so"
    return f"a hit on {', '.join(map(plain, basis.listings))}, similarity {basis.similarity:.3f}"


def _table(*columns: str) -> Table:
    table = Table(box=box.SIMPLE_HEAVY, pad_edge=False, padding=(0, 1, 0, 0))
    for column in columns:
        table.add_column(column, overflow="fold")
    return table


def _row(table: Table, *cells: str) -> None:
    table.add_row(*(_text(cell) for cell in cells))


def _text(text: str, style: str = "") -> Text:
    return Text(plain(text), style)
