"""What is a programme about? A country or terrorism, so that programmes of different publishers can be compared.

A theme is a hint that two listings may be one party, never a proof. Programmes that are about neither (narcotics,
cyber, human rights) have no theme.
"""

from __future__ import annotations

import re
from functools import cache

from watchword.model import Listing
from watchword.text import places

TERRORISM = "terrorism"

_TERRORISM = re.compile(
    r"\b(?:SDGT|FTO|SDT|TAQA|EUAQ|TERR|AFG|Afghanistan|ISIL|Al-Qaida|Al-Shabaab|1267|1373|1988|Taliban|terroris[mt])\b",
    re.IGNORECASE,
)
# Publishers' own words and codes that name no country as `text.places` knows it; Russia's war has two programmes.
_CODES = {
    "BURMA": "mm", "CAR": "cf", "COD": "cd", "DARFUR": "sd", "DPRK": "kp",
    "DRCONGO": "cd", "FSE": "", "IFCA": "ir", "IFSR": "ir", "IRAN": "ir", "IRAQ": "iq", "IRGC": "ir",
    "LIBYA": "ly", "MAGNIT": "ru", "RUSSIA": "ru", "SDN": "sd", "SDNT": "", "SDNTK": "", "SYRIA": "sy",
    "UKRAINE": "ru", "VENEZUELA": "ve",
}  # fmt: skip
_ONE = {"ua": "ru"}  # listed for the war against Ukraine: as Russia by some, as Ukraine by others
_CODE = re.compile(r"^(?:CAATSA - )?([A-Z]+)(?=\d*(?:-|$))")


def themes(listing: Listing) -> frozenset[str]:
    """What the listing's programmes are about: `terrorism`, ISO 3166-1 alpha-2 codes; empty when none is known."""
    return frozenset(theme for programme in listing.programmes for theme in theme_of(programme))


@cache
def theme_of(programme: str) -> frozenset[str]:
    """What one programme is about; empty when that is neither a country nor terrorism."""
    found = {TERRORISM} if _TERRORISM.search(programme) else set()
    code = _CODE.match(programme)
    if code and code[1] in _CODES:
        found |= {_CODES[code[1]]} - {""}
    else:
        whole = places.country(programme)
        countries = {whole} if whole else places.countries_in(programme)
        found |= {_ONE.get(country, country) for country in countries}
    return frozenset(found)
