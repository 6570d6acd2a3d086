"""What do both sides of a case say, field by field, and where do they contradict each other?

Plain values for templates; the verdicts are those of the evidence, nothing is compared here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from watchword.model import Kind, Listing, Party
from watchword.text.dates import format_span
from watchword.text.places import country_name
from watchword.web.showing import ShownHit, Verdict, countries

_MOST = 4  # values of a field that are shown; the listing's page has all
_ALWAYS = frozenset(("Kind", "Country", "Identifiers"))  # also where neither side tells them


@dataclass(frozen=True, slots=True)
class Told:
    """What a side tells of a field, how many values more there are, and whether they fit ours (None: not compared)."""

    values: tuple[str, ...]
    more: int = 0
    verdict: Verdict | None = None


@dataclass(frozen=True, slots=True)
class Facing:
    """A field: what we have, and what each listing has."""

    name: str
    ours: Told | None  # None: nothing that a customer has
    listed: tuple[Told, ...]


def facing(about: Party | None, hits: Sequence[ShownHit]) -> tuple[Facing, ...]:
    """The fields of a case in the order in which they decide it. Fields that nobody tells are left out."""
    ours = _ours(about) if about else {}
    theirs = [_listed(one.hit.listing) for one in hits]
    verdicts = [{field.name: field.verdict for field in one.fields} for one in hits]
    persons = about is not None and about.kind is Kind.PERSON
    out = []
    for name in _FIELDS:
        told = (ours.get(name, ()), *(one.get(name, ()) for one in theirs))
        if any(told) or name in _ALWAYS or (persons and name == "Born"):
            listed = (_told(one.get(name, ()), found.get(_EVIDENCE.get(name, name)))
                      for one, found in zip(theirs, verdicts, strict=True))  # fmt: skip
            out.append(Facing(name, _told(ours.get(name, ())) if name not in _LISTED_ONLY else None, tuple(listed)))
    return tuple(out)


_FIELDS = (
    "Kind",
    "Born",
    "Country",
    "Identifiers",
    "Gender",
    "Also",
    "Birth place",
    "Address",
    "Programmes",
    "Listed on",
)
_LISTED_ONLY = frozenset(("Programmes", "Listed on"))
_EVIDENCE = {"Identifiers": "Identifier"}  # what the evidence calls a field


def _ours(about: Party) -> dict[str, tuple[str, ...]]:
    return {
        "Kind": (about.kind.value,), "Born": _some(about.birth), "Gender": _some(about.gender), "Also": about.aliases,
        "Country": tuple(dict.fromkeys(map(country_name, (*about.nationalities, *about.countries)))),
        "Identifiers": about.identifiers, "Birth place": _some(about.birth_place), "Address": about.addresses,
    }  # fmt: skip


def _listed(listing: Listing) -> dict[str, tuple[str, ...]]:
    return {
        "Kind": (listing.kind.value,), "Born": tuple(map(format_span, listing.births)), "Gender": listing.genders,
        "Country": tuple(map(country_name, countries(listing))),
        "Identifiers": tuple(" ".join(_some(one.type, one.value, one.country.upper())) for one in listing.identifiers),
        "Birth place": _some(*(one.text for one in listing.birth_places)),
        "Address": _some(*(one.full for one in listing.addresses)),
        "Programmes": listing.programmes, "Listed on": _some(listing.listed_on),
    }  # fmt: skip


def _some(*values: str) -> tuple[str, ...]:
    return tuple(one for one in values if one)


def _told(values: Iterable[str], verdict: Verdict | None = None) -> Told:
    found = tuple(dict.fromkeys(values))
    return Told(found[:_MOST], max(len(found) - _MOST, 0), verdict)
