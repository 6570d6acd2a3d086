"""Is this amount what it seems? Commas for points, too many decimals, signs, exponents and missing currencies.

An amount is never rounded or repaired: one that can't be read in exactly one way is a fault.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from importlib import resources

from watchword.payments.message import Amount, Fault

_ISO = re.compile(r"[0-9]{1,18}(?:\.[0-9]{1,17})?", re.ASCII)  # ISO 20022: up to 18 figures and a full stop
_MT = re.compile(r"[0-9]{1,14},[0-9]{0,13}", re.ASCII)  # SWIFT: up to 15 characters, always with a comma
_MOST = 18
_MT_MOST = 15


def read_iso(text: str, currency: str, where: str) -> tuple[Amount, list[Fault]]:
    """An ISO 20022 amount and its faults."""
    text = text.strip()
    if not _ISO.fullmatch(text) or len(text.replace(".", "")) > _MOST:
        return Amount("", currency, where), [*_currency(currency, where), _odd(text, where, ",")]
    return Amount(text, currency, where), [*_currency(currency, where), *_checked(text, currency, where)]


def read_mt(text: str, currency: str, where: str) -> tuple[Amount, list[Fault]]:
    """A SWIFT MT amount, as 1234,56 or 1234, and its faults."""
    text = text.strip()
    if not _MT.fullmatch(text) or len(text) > _MT_MOST:
        return Amount("", currency, where), [*_currency(currency, where), _odd(text, where, ".")]
    value = text.replace(",", ".").rstrip(".")
    return Amount(value, currency, where), [*_currency(currency, where), *_checked(value, currency, where)]


def total(amounts: list[str]) -> Decimal:
    """The sum of amounts that were read, exactly."""
    return sum((Decimal(value) for value in amounts if value), Decimal(0))


def decimals(currency: str) -> int | None:
    """How many decimals a currency has (ISO 4217); None for one that is not known."""
    return _table().get(currency)


def _odd(text: str, where: str, stranger: str) -> Fault:
    short = text if len(text) <= 40 else f"{text[:37]}..."
    if not text:
        why = "it is empty"
    elif text.startswith("-"):
        why = "it is negative"
    elif stranger in text:
        why = f"it holds {stranger!r}, which can be read in two ways"
    elif re.search(r"[eE]", text):
        why = "it has an exponent"
    elif len(text) > _MOST:
        why = "it has too many figures"
    else:
        why = "it is not written as this format wants"
    return Fault("amount", f"the amount {short!r} can't be relied on: {why}", where)


def _currency(currency: str, where: str) -> list[Fault]:
    if not currency:
        return [Fault("currency", "the amount has no currency", where)]
    if decimals(currency) is None:
        return [Fault("currency", f"no such currency: {currency[:12]!r}", where)]
    return []


def _checked(value: str, currency: str, where: str) -> list[Fault]:
    known = decimals(currency)
    written = len(value.partition(".")[2].rstrip("0"))
    if known is not None and written > known:
        return [Fault("amount", f"{value} has more decimals than {currency} ({known})", where)]
    return []


@cache
def _table() -> dict[str, int]:
    lines = resources.files("watchword.payments").joinpath("currencies.tsv").read_text(encoding="ascii").splitlines()
    rows = (line.split("\t") for line in lines)
    return {currency: int(places) for places, names in rows for currency in names.split()}
