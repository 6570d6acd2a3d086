"""Which names of countries does watchword know? Makes countries.tsv from rigour's territories.

It decides no look-up: that is watchword.text.places. It holds no list of countries of its own.
"""

from __future__ import annotations

import csv
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from watchword.text import scripts
from watchword.text.places import fold

ABOUT = """Columns: ISO 3166-1 alpha-2 code (xk Kosovo; su, yu, cs, an: states of the past), kind, names (|).
Kinds: name (for display), code (alpha-2, alpha-3), strong (the country's own), region (its parts), city,
weak (demonyms, old names, other languages), heirs (codes of the states that came after). Names are folded.
Sources: territories of OpenSanctions rigour (MIT), places of Natural Earth (public domain), own choices."""

Row = dict[str, Any]
Claims = dict[str, set[str]]

# Where rigour's codes are not ISO 3166-1: states that are no more, and codes reserved for parts of a state.
RECODED = {"suhh": "su", "yucs": "yu", "csxx": "cs", "dd": "de", "zr": "cd", "an": "an"}
PARTS = {"az-nk": "az", "ac": "sh", "ta": "sh", "dg": "io", "ic": "es", "cp": "fr", "cq": "gg"}
HEIRS = {
    "an": "bq|cw|sx",
    "cs": "me|rs|xk",
    "su": "am|az|by|ee|ge|kg|kz|lt|lv|md|ru|tj|tm|ua|uz",
    "yu": "ba|cs|hr|me|mk|rs|si|xk",
}
# No state: bodies, oceans, Kashmir, which three states hold, and Czechoslovakia, whose code went to another.
LEFT_OUT = frozenset(("eu", "un", "zz", "ip", "pk-km", "cshh"))
DISPLAYED = {
    "cd": "Democratic Republic of the Congo",
    "cg": "Republic of the Congo",
    "hk": "Hong Kong",
    "mo": "Macao",
    "nr": "Nauru",
}

# Spellings of publishers and customer files that rigour lacks, calls weak or gives to somebody else.
SPELLINGS = """
ba: bosnia | bosnia herzegovina | bosna i hercegovina | bosina herzegovina
by: belarussian | byelorussia
cd: drc | rdc | dr congo | democratic republic of congo | congo kinshasa | zaire
cd: congo democratic republic of the
cf: car | rca | centrafrique
cg: congo | congo brazzaville | congo republic of the | republic of congo | congolese republic
ci: ivory coast | cote d ivoire
cs: serbia and montenegro | state union of serbia and montenegro
cv: cabo verde | cape verde
cz: czech republic
gb: uk | u k | united kingdom of great britain | britain | great britain
gb: england | scotland | wales | northern ireland
ir: i r iran | iri
km: union of the comoros
kp: dprk | dpr korea | n korea | north korea | korea north | korea democratic people s republic of
kr: rok | s korea | south korea | korea south | korea republic of
la: lao pdr | lao
ly: libyan arab jamahiriya
mk: macedonia | fyrom | the former yugoslav republic of macedonia
mm: burma
ph: phillippines | philipines
ps: west bank | gaza | gaza strip | palestine | occupied palestinian territory | palestinian territories
qa: qatarian
su: ussr | u s s r | union of soviet socialist republics | soviet union | soviet
sy: syrian arab republic | syrian arabic republic
sz: swaziland
tl: east timor
tr: turkey
tt: trinadad and tobago
tz: zanzibar | tanganyika
us: usa | u s | u s a | united states | united states of america | america
va: holy see | vatican
vn: vietnam | viet nam
yu: yugoslavia | federal republic of yugoslavia | socialist federal republic of yugoslavia
"""
# Parts of states that publishers write with no country beside them.
REGIONS = """
co: antioquia | valle del cauca | norte de santander
iq: anbar | al anbar province | salah al din governorate | kurdistan region of iraq
kp: pyongyang | mangyongdae district | kangwon
mx: sinaloa | jalisco | tamaulipas | michoacan | veracruz | nayarit | chihuahua | sonora
mx: nuevo leon | baja california
ng: niger state | borno | borno state
pk: balochistan | baluchistan | baluchistan province | sindh | khyber pakhtunkhwa | punjab province
sd: darfur | north darfur | south darfur | west darfur
so: puntland | somaliland
sy: latakia province | damascus countryside | rif dimashq
ua: crimea | крым | крим | autonomous republic of crimea
us: new mexico | new jersey | jersey city | washington dc | washington d c
"""
# Names that several countries share, and words that are something else in most texts.
AMBIGUOUS = """
avon beds bengal berks bucks cleveland corn dev dominican dor durham essex ira iron island
kashmir korean kurdistan laws male norfolk poo punjab victoria washington
"""
SCRIPTS = "Latn Cyrl Arab Hans Hebr Jpan Grek Kore Armn Geor Ethi Deva"
# Names in little-used spellings and of little islands are many; no list was seen to hold one.
LAST_LETTER = "\u017f"
MOST_WORDS = 3
LITTLE = "aq as ax bl bq bv cc ck cx fk gs hm io mf mp nf nu pm pn sj tf tk tv um vi wf"
CITY_SIZE = 400_000
LINE = 100


def rows(shared: Path) -> list[tuple[str, ...]]:
    """Every row of the table, from the folder of real files."""
    source = (shared / "geo" / "rigour_territories.jsonl").read_text(encoding="utf-8")
    territories = [row for row in map(json.loads, source.splitlines()) if row["code"] not in LEFT_OUT]
    claims: dict[str, Claims] = {kind: defaultdict(set) for kind in ("strong", "region", "weak", "city")}
    table: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in territories:
        _read(row, claims, table)
    for kind, block in (("strong", SPELLINGS), ("region", REGIONS)):
        for code, names in _curated(block):
            claims[kind].update({fold(name): {code} for name in names})
    for name, code in _cities(shared / "geo" / "populated_places.csv"):
        claims["city"][name].add(code)
    for kind, key, code in _settled(claims):
        table[code, kind].add(key)
    lines: list[tuple[str, ...]] = [
        (code, kind, line) for (code, kind), names in table.items() for line in _wrapped(names)
    ]
    return lines + [(code, "heirs", heirs) for code, heirs in HEIRS.items()]


def _read(row: Row, claims: dict[str, Claims], table: dict[tuple[str, str], set[str]]) -> None:
    code, own = _code(row)
    full = (row["full_name"],) if own else ()  # of a province it only adds the country
    for name in (row["name"], *full, *row["names_strong"]):
        claims["strong" if own else "region"][fold(name)].add(code)
    if own and code not in LITTLE.split():
        for name in filter(_is_kept, map(fold, row["names_weak"])):
            claims["weak"][name].add(code)
    if row["code"] == code or (len(row["code"]) == 4 and not table.get((code, "name"))):
        table[code, "name"] = {DISPLAYED.get(code, str(row["name"]))}
        table[code, "code"].add(code)
    if "alpha3" in row:
        table[code, "code"].add(str(row["alpha3"]))


def _code(row: Row) -> tuple[str, bool]:
    """The code that a territory's names stand for, and whether it is the territory's own."""
    code: str = row["code"]
    if code in RECODED:
        return RECODED[code], True
    if code in PARTS:
        return PARTS[code], False
    if code.startswith("su-"):
        return code[3:], False
    return (code, True) if len(code) == 2 else (str(row["parent"]), False)


def _is_kept(name: str) -> bool:
    script = scripts.script_of(name)
    if len(name) < 2 or script not in SCRIPTS.split():
        return False
    if name.endswith(" nutome") or name.startswith(("emetab ", "i ")):
        return False
    return script != "Latn" or (max(name) <= LAST_LETTER and name.count(" ") < MOST_WORDS)


def _curated(block: str) -> Iterator[tuple[str, list[str]]]:
    for line in block.strip().splitlines():
        code, _, names = line.partition(": ")
        yield code, [name.strip() for name in names.split("|")]


def _cities(path: Path) -> Iterator[tuple[str, str]]:
    """The places that are known by their name alone: large ones whose name no other country has."""
    countries: dict[str, set[str]] = defaultdict(set)
    large = set()
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            for name in {fold(row["name"]), fold(row["nameascii"])}:
                countries[name].add(row["iso_a2"].lower())
                if int(row["pop_max"] or 0) >= CITY_SIZE:
                    large.add(name)
    for name in large:
        code = next(iter(countries[name]))
        if len(countries[name]) == 1 and code.isalpha() and len(name) > 3:
            yield name, code


def _settled(claims: dict[str, Claims]) -> Iterator[tuple[str, str, str]]:
    """One country for a name, by its strongest kind; a name that two claim with equal right is dropped."""
    taken = set(AMBIGUOUS.split())
    for kind in ("strong", "region", "weak", "city"):
        for key, codes in claims[kind].items():
            if key and key not in taken and len(codes) == 1:
                yield kind, key, next(iter(codes))
        taken |= claims[kind].keys()


def _wrapped(names: Iterable[str]) -> Iterator[str]:
    """Names joined by |, in lines short enough to compare."""
    line = ""
    for name in sorted(names):
        if line and len(line) + len(name) > LINE:
            yield line
            line = ""
        line = f"{line}|{name}" if line else name
    if line:
        yield line
