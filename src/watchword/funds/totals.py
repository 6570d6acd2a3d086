"""How much was pledged, committed and disbursed, and how much is held or frozen? Sums by donor, programme or region.

Currencies are never added up with each other: each has a line of its own. Pledges that nobody confirmed are apart.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Literal

import msgspec

from watchword.funds.flow import Flow, Stage, State
from watchword.text import places

By = Literal["donor", "programme", "region"]
COLUMNS = ("unverified", "pledged", "committed", "disbursed", "cleared", "planned", "held", "frozen")


class Line(msgspec.Struct, frozen=True):
    """The sums of one donor, programme or region in one currency.

    `disbursed` was paid, of that `cleared` to payees who are cleared now; `planned` waits for release.
    """

    name: str
    currency: str
    unverified: Decimal = Decimal(0)
    pledged: Decimal = Decimal(0)
    committed: Decimal = Decimal(0)
    disbursed: Decimal = Decimal(0)
    cleared: Decimal = Decimal(0)
    planned: Decimal = Decimal(0)
    held: Decimal = Decimal(0)
    frozen: Decimal = Decimal(0)


def add_up(flows: Iterable[tuple[Flow, bool]], by: By) -> list[Line]:
    """The lines, largest first; each flow comes with whether its payee is cleared now."""
    sums: dict[tuple[str, str], dict[str, Decimal]] = {}
    for flow, cleared in flows:
        line = sums.setdefault((_key(flow, by), flow.currency), dict.fromkeys(COLUMNS, Decimal(0)))
        for column in _columns(flow, cleared):
            line[column] += Decimal(flow.amount)
    lines = [Line(name, currency, **one) for (name, currency), one in sums.items()]
    return sorted(lines, key=lambda one: (-max(one.pledged, one.committed, one.disbursed), one.name, one.currency))


def _key(flow: Flow, by: By) -> str:
    if by == "donor":
        return flow.provider or "(not told)"
    if by == "programme":
        return flow.programme or "(not told)"
    return places.country_name(flow.region) if flow.region else "(not told)"


def _columns(flow: Flow, cleared: bool) -> tuple[str, ...]:
    match flow.state:
        case State.UNVERIFIED:
            return ("unverified",)
        case State.HELD:
            return ("held",)
        case State.FROZEN:
            return ("frozen",)
        case State.PLANNED:
            return ("planned",)
        case State.PAID:
            return ("disbursed", "cleared") if cleared else ("disbursed",)
        case _:
            return ("pledged",) if flow.stage is Stage.PLEDGE else ("committed",)
