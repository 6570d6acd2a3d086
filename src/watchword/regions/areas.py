"""Which ground is a region? The table `regions.toml`, or one's own in the same form.

A region is countries, first-level divisions of countries, polygons, or all three; regions may overlap, and an event
counts in each that it falls into. How much happens there is `series` and `alarm`.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable
from importlib.resources import files
from pathlib import Path

import msgspec

from watchword.errors import InputError, NotFoundError
from watchword.regions import shapes
from watchword.regions.events import Event
from watchword.text.places import country as country_of

# What the sources write around the name of a division.
_SORT = re.compile(
    r"\b(?:region|province|provincia|governorate|state|district|wilaya|department|oblast|muhafazat|county|city|"
    r"division|area|prefecture|territory|emirate)\b|\bde la\b|\bdu\b"
)
_NOT_WORD = re.compile(r"[\W_]+")

Ring = tuple[tuple[float, float], ...]  # corners: longitude, latitude


class Division(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """First-level divisions of one country; `names` in every spelling that the sources use."""

    country: str
    names: tuple[str, ...]


class Area(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A region: `code` for programs and commands, `name` for people, `watched` when it is shown unasked."""

    code: str
    name: str
    countries: tuple[str, ...] = ()
    divisions: tuple[Division, ...] = ()
    polygons: tuple[Ring, ...] = ()
    watched: bool = True

    @property
    def all_countries(self) -> tuple[str, ...]:
        """The countries of which it holds anything, each once."""
        return tuple(dict.fromkeys((*self.countries, *(one.country for one in self.divisions))))


def division_key(name: str) -> str:
    """A division's or place's name as it is compared: plain small letters, without `province`, `region` and the like."""
    plain = unicodedata.normalize("NFKD", name).casefold()
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return " ".join(_NOT_WORD.sub(" ", _SORT.sub(" ", plain)).split())


def read_areas(path: Path | None = None) -> tuple[Area, ...]:
    """The regions of a table; those that ship with the package when none is given. Raises InputError for a bad one."""
    try:
        if path is None:
            text = files("watchword.regions").joinpath("regions.toml").read_text(encoding="utf-8")
        else:
            text = path.read_text(encoding="utf-8")
        areas = msgspec.convert(tomllib.loads(text).get("region", []), tuple[Area, ...], strict=True)
    except OSError as error:
        raise InputError(f"the table of regions can't be read: {error.strerror}", where=str(path)) from error
    except (tomllib.TOMLDecodeError, msgspec.ValidationError, UnicodeDecodeError) as error:
        raise InputError(
            f"the table of regions is wrong: {error}", where=str(path), hint="See docs/regions.md."
        ) from None
    _check(areas, str(path or "regions.toml"))
    return areas


def _check(areas: Iterable[Area], where: str) -> None:
    codes = [area.code for area in areas]
    if len(set(codes)) < len(codes) or not codes:
        raise InputError("regions need codes that differ, and at least one", where=where)
    for area in areas:
        if unknown := [code for code in area.all_countries if country_of(code) != code]:
            raise InputError(f"no country has the code {unknown[0]!r}", where=f"{where}: {area.code}")
        if not (area.countries or area.divisions or area.polygons):
            raise InputError("a region needs countries, divisions or polygons", where=f"{where}: {area.code}")


def find_area(areas: Iterable[Area], code: str) -> Area:
    """The region of a code. Raises NotFoundError that names those that there are."""
    known = {area.code: area for area in areas}
    if code not in known:
        raise NotFoundError(f"no region {code!r}", where="region", hint=f"There are {', '.join(known)}.")
    return known[code]


class Ground:
    """Finds the regions of an event; keeps the divisions of the regions by country."""

    def __init__(self, areas: Iterable[Area]) -> None:
        self._areas = tuple(areas)
        self._divisions = {
            area.code: {(one.country, division_key(name)) for one in area.divisions for name in one.names}
            for area in self._areas
        }

    def areas_of(self, event: Event) -> list[str]:
        """Codes of the regions that an event falls into, in the order of the table."""
        return [area.code for area in self._areas if self._holds(area, event)]

    def _holds(self, area: Area, event: Event) -> bool:
        if event.country in area.countries:
            return True
        wanted = self._divisions[area.code]
        if any(country == event.country for country, _ in wanted):
            name = event.division
            if not name and event.lat is not None and event.lon is not None:
                name = shapes.division_at(event.country, event.lon, event.lat)
            if (event.country, division_key(name)) in wanted:
                return True
        if event.lat is None or event.lon is None:
            return False
        return any(shapes.is_inside(event.lon, event.lat, ring) for ring in area.polygons)
