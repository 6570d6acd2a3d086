"""How do decided payments look? A table for people, a line of JSON for programs, a bar while a file is read.

Text of messages is hostile: it goes through `wording.plain` and is never read as markup.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import msgspec

from watchword.wording import plain

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.progress import Progress

    from watchword.gateway.settling import Held
    from watchword.gateway.verdict import Decision, Found, Reason
    from watchword.model import Receipt

_HELD_SHOWN, _RELEASED_SHOWN = 200, 50  # rows of a table


class Pages:
    """What a person sees of some files: counts, and a table of the payments."""

    def __init__(self) -> None:
        self.released = self.held = 0
        self._rows: list[tuple[str, Decision]] = []
        self._lists: dict[str, None] = {}  # what is to be known of the lists, said once
        self._left_out = 0

    def add(self, name: str, decision: Decision) -> None:
        """Take in a decision. When there are many, the rest are only counted, so that memory stays the same."""
        held = decision.verdict == "hold"
        self.held += held
        self.released += not held
        self._lists.update(dict.fromkeys(r.message for r in decision.reasons if r.code == "stale-lists"))
        if (self.held if held else self.released) <= (_HELD_SHOWN if held else _RELEASED_SHOWN):
            self._rows.append((name, decision))
        else:
            self._left_out += 1

    def parts(self) -> Iterator[RenderableType]:
        """The table, and under it how many were released and held."""
        from rich.table import Table
        from rich.text import Text

        table = Table(show_edge=False, pad_edge=False)
        for column in ("file", "payment", "amount", "verdict", "why"):
            table.add_column(column, justify="right" if column == "amount" else "left", overflow="fold")
        for name, one in self._rows:
            told = one.message_id or one.path
            payment = told if one.reference in ("", one.message_id) else f"{told} / {one.reference}"
            held = one.verdict == "hold"
            why = ["the lists are too old to let it go" if reason.code == "stale-lists" else _said(reason)
                   for reason in one.reasons]  # fmt: skip
            table.add_row(
                Text(plain(name)), Text(plain(payment)), Text(plain(f"{one.amount} {one.currency}")),
                Text(str(one.verdict), "bold red" if held else "green"),
                Text("\n").join(Text(plain(line)) for line in (*why, *_notes(one))),
            )  # fmt: skip
        yield table
        if self._left_out:
            yield Text(f"{self._left_out:,} more not shown: --json gives all.", "bold")
        for told in self._lists:
            yield Text(plain(told), "yellow")
        yield Text.assemble((f"{self.released:,} released", "green"), ", ", (f"{self.held:,} held", "bold red"))


class PaymentBar:
    """How far a file is, at a terminal only. Use it in a `with` statement."""

    def __init__(self, name: str, total: int) -> None:
        self._name, self._total = name, total
        self._bar: Progress | None = None

    def __enter__(self) -> PaymentBar:
        if self._total > 1 and sys.stderr.isatty():
            from rich.console import Console
            from rich.progress import Progress

            self._bar = Progress(console=Console(stderr=True), transient=True)
            self._bar.add_task(plain(self._name), total=self._total)
            self._bar.start()
        return self

    def advance(self) -> None:
        """One payment more is decided."""
        if self._bar is not None:
            self._bar.advance(self._bar.tasks[0].id)

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.stop()


def held(found: Sequence[Held]) -> RenderableType:
    """Held payments: number, what they are, why they are held, their alerts, and what those make of them."""
    from rich.table import Table
    from rich.text import Text

    if not found:
        return Text("No payment is held.")
    table = Table(show_edge=False, pad_edge=False)
    for column in ("payment", "message", "amount", "why", "alerts", "outcome"):
        table.add_column(column, overflow="fold")
    for one in found:
        payment = one.payment
        told = [reason.message for reason in payment.reasons if reason.holds] or list(payment.codes)
        alerts = [f"{alert.id} {alert.ruling.disposition if alert.ruling else alert.state}" for alert in one.alerts]
        table.add_row(
            str(payment.seq), Text(plain(f"{payment.message_id} / {payment.reference}")),
            Text(plain(f"{payment.amount} {payment.currency}")), Text("\n").join(Text(plain(line)) for line in told),
            "\n".join(alerts), one.outcome or "to decide",
        )  # fmt: skip
    return table


def fields(name: str, decision: Decision, receipt: Receipt) -> dict[str, Any]:
    """A decision for a program: every party with role, path and hits, the verdict, the reasons, the receipt."""
    return {
        "file": name,
        **{key: getattr(decision, key) for key in decision.__struct_fields__ if key != "found"},
        "parties": [_party(one) for one in decision.found],
        "receipt": msgspec.structs.asdict(receipt),
    }


def _party(found: Found) -> dict[str, Any]:
    return {
        "role": found.role, "path": found.path, "party": found.party, "note": found.note,
        "hits": [{"listing": hit.listing.id, "name": hit.name.full, "listed_as": hit.listing.name,
                  "publisher": hit.listing.publisher, "programmes": hit.listing.programmes,
                  "similarity": hit.similarity, "probability": hit.probability, "evidence": hit.evidence}
                 for hit in found.hits],
    }  # fmt: skip


def _said(reason: Reason) -> str:
    return f"{reason.message} [{reason.where}]" if reason.where else reason.message


def _notes(decision: Decision) -> list[str]:
    return list(dict.fromkeys(f"{found.role}: {found.note}" for found in decision.found if found.note))
