"""Which flows and ties does a CSV table hold? One row each, with columns named as their fields.

Rows that can't be read are set aside with their number and reason.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from pathlib import Path

from watchword.errors import InputError
from watchword.funds.flow import RELATIONS, Flow, Refused, Stage, State, Tie
from watchword.text import dates, places

_FLOW = ("stage", "amount", "currency", "provider", "receiver")
_TIE = ("payee", "relation", "name")
_AMOUNT = re.compile(r"[0-9]+(?:\.[0-9]{1,4})?", re.ASCII)
_CURRENCY = re.compile(r"[A-Z]{3}")


def read(path: Path) -> Iterator[Flow | Tie | Refused]:
    """The rows of a table of flows (stage, amount, currency, provider, receiver, ...) or of ties (payee, relation, name).

    Raises InputError when the file can't be read or has neither's columns.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as opened:
            rows = csv.DictReader(opened)
            columns = {name.strip().lower() for name in rows.fieldnames or ()}
            if not ({*_FLOW} <= columns or {*_TIE} <= columns):
                raise InputError("it has not the columns of flows or of ties", where=str(path),
                                 hint=f"Flows: {', '.join(_FLOW)}. Ties: {', '.join(_TIE)}.")  # fmt: skip
            make = _flow if {*_FLOW} <= columns else _tie
            for number, row in enumerate(rows, 1):
                values = {(k or "").strip().lower(): v.strip() for k, v in row.items() if isinstance(v, str)}
                yield make(values, f"{path.name}, row {number}", number)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise InputError(f"it can't be read: {error}", where=str(path)) from None


def _flow(row: dict[str, str], where: str, number: int) -> Flow | Refused:
    try:
        stage = Stage(row["stage"].lower())
    except ValueError:
        return Refused(where, f"stage is {', '.join(Stage)}, not {row['stage']!r}")
    if not _AMOUNT.fullmatch(row["amount"]):
        return Refused(where, f"no amount that can be relied on: {row['amount']!r}")
    if not _CURRENCY.fullmatch(row["currency"]):
        return Refused(where, f"no currency: {row['currency']!r}")
    if not row["receiver"]:
        return Refused(where, "it names no receiver")
    day = row.get("day", "")
    if day and dates.parse(day) is None:
        return Refused(where, f"not a possible date: {day!r}")
    state = State.PLANNED if stage is Stage.DISBURSEMENT else State.CONFIRMED
    if row.get("state"):
        try:
            state = State(row["state"].lower())
        except ValueError:
            return Refused(where, f"state is {', '.join(State)}, not {row['state']!r}")
        if state in (State.HELD, State.FROZEN):
            return Refused(where, f"{state} comes from a decision, never from a table")
    region = row.get("region", "")
    return Flow(
        stage, row["amount"], row["currency"], day, row["provider"], row["receiver"], row.get("programme", ""),
        places.country(region) or region, state, row.get("activity", ""), row.get("reference", "") or f"row {number}",
        where.partition(",")[0],
    )  # fmt: skip


def _tie(row: dict[str, str], where: str, _: int) -> Tie | Refused:
    if row["relation"].lower() not in RELATIONS:
        return Refused(where, f"relation is {', '.join(RELATIONS)}, not {row['relation']!r}")
    if not row["name"] or not row["payee"]:
        return Refused(where, "payee or name is empty")
    if row.get("birth") and dates.parse(row["birth"]) is None:
        return Refused(where, f"not a possible date: {row['birth']!r}")
    if row.get("country") and not places.country(row["country"]):
        return Refused(where, f"unknown country: {row['country']!r}")
    return Tie(
        row["payee"], row["relation"].lower(), row["name"], row.get("birth", ""), row.get("country", ""),
        row.get("identifier", ""),
    )  # fmt: skip
