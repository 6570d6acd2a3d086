"""What does a row of UCDP, ACLED or GDELT say? Each source's columns become one Event.

Files are opened in `reading`. Layouts: UCDP GED codebook (also the reduced table of the UCDP-AEC data set), ACLED's
export with its standard columns, GDELT 2.0's event codebook.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import NamedTuple

from watchword.regions.events import Event
from watchword.text.places import country as country_of

Row = Mapping[str, str]


class Source(NamedTuple):
    """A layout: columns by which its header is known, and what makes an Event of a row.

    `event` gives None for a row that tells of something else than violence and raises ValueError, with the reason, for
    one that can't be read.
    """

    name: str
    columns: frozenset[str]
    event: Callable[[Row], Event | None]


def _day(text: str) -> str:
    """A date as the sources write it, as ISO. Raises ValueError."""
    text = text.strip()
    if len(text) == 8 and text.isdigit():
        return date(int(text[:4]), int(text[4:6]), int(text[6:])).isoformat()
    for form in ("%d %B %Y", "%d-%b-%Y", "%d/%m/%Y"):
        try:
            return datetime.strptime(text, form).date().isoformat()
        except ValueError:
            continue
    try:
        return date.fromisoformat(text[:10]).isoformat()
    except ValueError:
        raise ValueError(f"no date that can be read: {text!r}") from None


def _country(text: str) -> str:
    found = country_of(text)
    if not found:
        raise ValueError(f"no country that is known: {text!r}")
    return found


def _number(text: str, default: int) -> int:
    """A whole number, also as 3.0; `default` where there is none."""
    try:
        return int(float(text)) if text.strip() else default
    except ValueError:
        raise ValueError(f"no number: {text!r}") from None


def _coordinates(lat: str, lon: str) -> tuple[float | None, float | None]:
    if not lat.strip() or not lon.strip():
        return None, None
    try:
        y, x = float(lat), float(lon)
    except ValueError:
        raise ValueError(f"no coordinates: {lat!r}, {lon!r}") from None
    if not (-90 <= y <= 90 and -180 <= x <= 180):
        raise ValueError(f"coordinates that are not on earth: {lat}, {lon}")
    return y, x


def _actors(*names: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name.strip() for name in names if name.strip() and name.strip() != "Civilians"))


_UCDP_KINDS = {"1": "battle", "2": "battle", "3": "attack"}


def _ucdp(row: Row) -> Event:
    lat, lon = _coordinates(row["latitude"], row["longitude"])
    kind = _UCDP_KINDS.get(row["type_of_violence"].strip()[:1], "attack")
    return Event(
        id=f"ucdp:{_number(row['id'], 0)}", source="ucdp", first=_day(row["date_start"]), last=_day(row["date_end"]),
        country=_country(row["country"]), division=row["adm_1"], place=row["where_coordinates"], lat=lat, lon=lon,
        kind=kind, actors=_actors(row["side_a"], row["side_b"]), deaths=_number(row["best"], -1),
        sources=max(1, _number(row["number_of_sources"], 1)),
    )  # fmt: skip


def _ucdp_reduced(row: Row) -> Event:
    sides = [_number(row[f"deaths_{one}"], 0) for one in ("side_a", "side_b", "civilian", "unknown")]
    actors = _actors(row["side_a_name"], row["side_b_name"])
    return Event(
        id=f"ucdp:{row['id']}", source="ucdp", first=_day(row["start_date"]), last=_day(row["end_date"]),
        country=_country(row["location_root_name"]), division=row["location_adm1_name"],
        place=row["location_where_name"] or row["location_adm2_name"],
        kind="battle" if len(actors) > 1 else "attack", actors=actors, deaths=sum(sides),
    )  # fmt: skip


_ACLED_KINDS = {
    "Battles": "battle",
    "Explosions/Remote violence": "explosion",
    "Violence against civilians": "attack",
}


def _acled(row: Row) -> Event | None:
    kind = _ACLED_KINDS.get(row["event_type"].strip())
    if kind is None:
        return None
    lat, lon = _coordinates(row["latitude"], row["longitude"])
    day = _day(row["event_date"])
    return Event(
        id=f"acled:{row['event_id_cnty']}", source="acled", first=day, last=day, country=_country(row["country"]),
        division=row["admin1"], place=row["location"], lat=lat, lon=lon, kind=kind,
        actors=_actors(row["actor1"], row["actor2"]), deaths=_number(row["fatalities"], -1),
        sources=max(1, len([one for one in row["source"].split(";") if one.strip()])),
    )  # fmt: skip


_GDELT_KINDS = {"18": "attack", "19": "battle", "20": "attack"}  # CAMEO: assault, fight, mass violence
_GDELT_PLACE = 3  # ActionGeo_Type from which a city is known (3 and 4; 2 and 5 are divisions)


def _gdelt(row: Row) -> Event | None:
    kind = _GDELT_KINDS.get(row["EventRootCode"].strip())
    if kind is None or not row["ActionGeo_FullName"].strip():
        return None
    parts = [part.strip() for part in row["ActionGeo_FullName"].split(",")]
    located = _number(row["ActionGeo_Type"], 0)
    lat, lon = _coordinates(row["ActionGeo_Lat"], row["ActionGeo_Long"])
    day = _day(row["SQLDATE"])
    return Event(
        id=f"gdelt:{row['GLOBALEVENTID']}", source="gdelt", first=day, last=day, country=_country(parts[-1]),
        division=parts[-2] if len(parts) > 1 else "", place=parts[0] if located in (_GDELT_PLACE, 4) else "",
        lat=lat if located > 1 else None, lon=lon if located > 1 else None, kind=kind,
        actors=_actors(row["Actor1Name"], row["Actor2Name"]), sources=max(1, _number(row["NumSources"], 1)),
        articles=_number(row["NumArticles"], 0), link=row["SOURCEURL"],
    )  # fmt: skip


ALL = (
    Source("ucdp", frozenset(("type_of_violence", "date_start", "adm_1", "where_coordinates", "best")), _ucdp),
    Source("ucdp", frozenset(("location_root_name", "location_adm1_name", "start_date")), _ucdp_reduced),
    Source("acled", frozenset(("event_id_cnty", "event_date", "event_type", "admin1")), _acled),
    Source("gdelt", frozenset(("GLOBALEVENTID", "EventRootCode", "ActionGeo_FullName")), _gdelt),
)

GDELT_COLUMNS = (
    "GLOBALEVENTID",
    "SQLDATE",
    "MonthYear",
    "Year",
    "FractionDate",
    "Actor1Code",
    "Actor1Name",
    "Actor1CountryCode",
    "Actor1KnownGroupCode",
    "Actor1EthnicCode",
    "Actor1Religion1Code",
    "Actor1Religion2Code",
    "Actor1Type1Code",
    "Actor1Type2Code",
    "Actor1Type3Code",
    "Actor2Code",
    "Actor2Name",
    "Actor2CountryCode",
    "Actor2KnownGroupCode",
    "Actor2EthnicCode",
    "Actor2Religion1Code",
    "Actor2Religion2Code",
    "Actor2Type1Code",
    "Actor2Type2Code",
    "Actor2Type3Code",
    "IsRootEvent",
    "EventCode",
    "EventBaseCode",
    "EventRootCode",
    "QuadClass",
    "GoldsteinScale",
    "NumMentions",
    "NumSources",
    "NumArticles",
    "AvgTone",
    "Actor1Geo_Type",
    "Actor1Geo_FullName",
    "Actor1Geo_CountryCode",
    "Actor1Geo_ADM1Code",
    "Actor1Geo_ADM2Code",
    "Actor1Geo_Lat",
    "Actor1Geo_Long",
    "Actor1Geo_FeatureID",
    "Actor2Geo_Type",
    "Actor2Geo_FullName",
    "Actor2Geo_CountryCode",
    "Actor2Geo_ADM1Code",
    "Actor2Geo_ADM2Code",
    "Actor2Geo_Lat",
    "Actor2Geo_Long",
    "Actor2Geo_FeatureID",
    "ActionGeo_Type",
    "ActionGeo_FullName",
    "ActionGeo_CountryCode",
    "ActionGeo_ADM1Code",
    "ActionGeo_ADM2Code",
    "ActionGeo_Lat",
    "ActionGeo_Long",
    "ActionGeo_FeatureID",
    "DATEADDED",
    "SOURCEURL",
)
"""The columns of GDELT 2.0's own files, which have no header."""
