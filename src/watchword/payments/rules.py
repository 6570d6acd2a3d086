"""By which rules is a payment held or let go? Data, read strictly from a TOML file: an unknown word is an error.

Nothing here scores: the alert line and weights are the policy's.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Iterable
from importlib import resources
from pathlib import Path
from typing import Literal

import msgspec

from watchword.errors import UsageError
from watchword.payments.message import Transaction
from watchword.text import places

Outcome = Literal["block", "reject"]


class _Strict(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A table of the file: every key has to be known."""


class Rail(_Strict, frozen=True):
    """A way that payments take, told by their `marks` (local instrument, service level, clearing system).

    Parties in the roles of `not_in_flight` are not held by hits on `lists` (all when empty), because their banks screen
    them daily; with `needs_proof`, only if there is a current daily screening of that party.
    """

    marks: tuple[str, ...]
    not_in_flight: tuple[str, ...] = ()
    lists: tuple[str, ...] = ()
    needs_proof: bool = True


class Scrutiny(_Strict, frozen=True):
    """Payments that have to do with these countries, places or currencies have a lower line; `hold` holds them all."""

    name: str
    countries: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    currencies: tuple[str, ...] = ()
    line: float = 0.72
    hold: bool = False


class Texts(_Strict, frozen=True):
    """What a name inside a text must reach: `line` of similarity, `bits` (tenths) that its words carry together, and
    `shortest`, the letters of a name that is one word: shorter ones are mostly codes."""

    line: float = 0.8
    bits: int = 140
    shortest: int = 5


class Outcomes(_Strict, frozen=True):
    """Block or reject by words of a listing's programme; `otherwise` for the rest."""

    otherwise: Outcome = "block"
    programmes: dict[str, Outcome] = {}

    def of(self, programmes: Iterable[str]) -> Outcome:
        """What becomes of a true match: blocked as soon as one of its programmes blocks."""
        told = [
            next((outcome for word, outcome in sorted(self.programmes.items()) if word.lower() in one.lower()),
                 self.otherwise)
            for one in programmes
        ]  # fmt: skip
        return "reject" if told and all(one == "reject" for one in told) else self.otherwise if not told else "block"


class Rules(_Strict, frozen=True):
    """All rules. Two with one digest give the same verdicts."""

    stale_lists: Literal["hold", "tell"] = "hold"
    largest: int = 1 << 30
    resent_days: int = 30
    lists: tuple[str, ...] = ()
    exempt_roles: tuple[str, ...] = ()
    held_currencies: tuple[str, ...] = ()
    lines: dict[str, float] = {}
    rails: dict[str, Rail] = {}
    scrutiny: tuple[Scrutiny, ...] = ()
    texts: Texts = Texts()
    outcomes: Outcomes = Outcomes()
    alarmed_regions: float = 0.72  # the line of payments that touch a region under alarm; 0 for no other than usual
    schemas: str = ""  # a folder of XSDs that ISO messages have to keep to

    @property
    def digest(self) -> str:
        """SHA-256 of the rules' canonical JSON, in hex."""
        return hashlib.sha256(msgspec.json.encode(self, order="deterministic")).hexdigest()

    def rail_of(self, made: Transaction) -> tuple[str, Rail | None]:
        """The rail that a payment takes, by its marks; none for those that are screened before release."""
        for name, rail in sorted(self.rails.items()):
            if any(mark in rail.marks for mark in made.marks):
                return name, rail
        return "", None


def default() -> Rules:
    """The rules that ship with the package."""
    return _read(resources.files("watchword.payments").joinpath("rules.toml").read_text(encoding="utf-8"), "rules.toml")


def read(path: Path | None) -> Rules:
    """The rules of a file, the default ones for None. Raises UsageError that names what is wrong in it."""
    if path is None:
        return default()
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"the rules can't be read: {error}", where=str(path)) from None
    return _read(text, str(path))


def _read(text: str, where: str) -> Rules:
    try:
        rules = msgspec.convert(tomllib.loads(text), Rules)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise UsageError(f"the rules can't be understood: {error}", where=where) from None
    for one in rules.scrutiny:
        _check_line(one.line, one.name, where)
        for code in one.countries:
            if places.country(code) != code:
                raise UsageError(f"no country code: {code!r}", where=where, hint="Use ISO 3166-1, as kp.")
    for role, line in (*rules.lines.items(), ("texts", rules.texts.line)):
        _check_line(line, role, where)
    if rules.alarmed_regions:
        _check_line(rules.alarmed_regions, "alarmed_regions", where)
    return rules


def _check_line(line: float, name: str, where: str) -> None:
    if not 0 < line <= 1:
        raise UsageError(f"the line of {name} must be above 0 and at most 1, not {line}", where=where)


class Watched:
    """The places of the rules' scrutiny, found in texts as whole words."""

    def __init__(self, rules: Rules) -> None:
        self._rules = rules
        self._places = [
            re.compile(r"\b(?:" + "|".join(re.escape(places.fold(name)) for name in one.places) + r")\b")
            if one.places else None
            for one in rules.scrutiny
        ]  # fmt: skip

    def of(self, made: Transaction) -> tuple[Scrutiny, ...]:
        """The scrutiny that a payment is under, in the order of the rules."""
        countries = {code for role in made.roles for code in (*role.regions, *role.party.countries)}
        texts = [text.text for text in made.texts if text.role != "reference"]
        texts += [line for role in made.roles for line in (*role.party.addresses, role.party.birth_place) if line]
        for text in texts:
            countries |= places.countries_in(text)
        folded = " | ".join(places.fold(text) for text in texts)
        currencies = {amount.currency for amount in made.amounts}
        return tuple(
            one for one, pattern in zip(self._rules.scrutiny, self._places, strict=True)
            if countries & set(one.countries) or currencies & set(one.currencies)
            or (pattern is not None and pattern.search(folded))
        )  # fmt: skip
