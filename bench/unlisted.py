"""Which names are not listed, though some look as if they were? Alerts on them are the price of recall.

Only names exactly equal to a listed one (folded, in any order of words) are left out: a name that merely
resembles a listed one is what an analyst has to look at in practice.
"""

from __future__ import annotations

import csv
import gzip
import os
import random
from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec

from bench.corpus import ListedName, fold, rank
from bench.legal import find_form


class Unlisted(msgspec.Struct, frozen=True):
    """A name of somebody who is not listed; `group` says where it is from."""

    group: str
    kind: str
    name: str


_FULL_NAMES = "matching/arabic_latin_fullnames_maghreb_sahel.csv.gz"
_SURNAMES = {
    "Arabic": "Al-Harbi Al-Otaibi Al-Qahtani Al-Shehri Al-Ghamdi Al-Dosari Al-Mutairi Haddad Khoury "
    "Mansour Nasser "
    "Hamdan Darwish Jaber Saleh Qasim Awad Shaheen Barakat Sabbagh Al-Jubouri Al-Dulaimi Al-Obeidi Al-Rubaie",
    "Persian": "Ahmadi Mohammadi Hosseini Karimi Rezaei Mousavi Jafari Moradi Rahimi Ebrahimi Hashemi "
    "Sadeghi "
    "Ghasemi Rostami Kazemi Bagheri Shirazi Tehrani Zare Akbari Heidari Norouzi Amiri Farahani Soltani "
    "Mahmoudi",
    "West African": "Traoré Diallo Keita Coulibaly Touré Cissé Diarra Konaté Ouattara Ouédraogo "
    "Sawadogo Kaboré "
    "Maïga Sow Bah Barry Ndiaye Diop Fall Gueye Sarr Camara Condé Sylla Issoufou Hassane Garba "
    "Mahamadou Seydou "
    "Abdou Harouna Saley Boureima Adamou Yacouba Djibo Souley Tahirou Zakari Hamani",
    "South Asian": "Khan Ahmed Hussain Malik Sheikh Qureshi Chaudhry Akhtar Iqbal Siddiqui Rana Butt "
    "Mirza Ansari "
    "Hashmi Bhatti Rahman Islam Hossain Chowdhury Uddin Singh Kumar Sharma Patel Das Yadav Devi",
}
_GIVEN = {
    "West African": "Mamadou Moussa Ibrahima Amadou Ousmane Abdoulaye Boubacar Souleymane Seydou Oumar "
    "Adama Issa "
    "Bakary Modibo Drissa Salif Yacouba Issoufou Hamadou Idrissa Aminata Fatoumata Mariam Aïssata "
    "Kadiatou Awa "
    "Rokia Djénéba Salamatou Zeinabou Illiassou Mahaman Sani Laouali Maman Abdourahamane",
}
# countries of given names, countries of surnames, surname first
_CULTURES: dict[str, tuple[tuple[str, ...], tuple[str, ...], bool]] = {
    "Arabic": (("EG", "IQ", "SA", "JO", "LB", "AE", "KW", "LY", "DZ", "MA"), (), False),
    "Persian": (("IR",), (), False),
    "Russian": (("RU", "BY", "KZ", "UA"), ("RU", "UA", "BY"), False),
    "West African": (("ML",), (), False),
    "South Asian": (("PK", "IN", "BD"), ("IN", "LK", "NP"), False),
    "Korean": (("KR",), ("KR",), True),
    "Chinese": (("CN", "TW"), ("CN", "TW"), True),
}


def shared() -> Path:
    """The folder of full real files: WATCHWORD_SHARED, else ../shared/data beside the repository."""
    return Path(os.environ.get("WATCHWORD_SHARED", Path(__file__).parent.parent.parent / "shared" / "data"))


def customers(folder: Path) -> tuple[Unlisted, ...]:
    """The two yente validation files together: 2,000 synthetic persons of all countries."""
    out = []
    for file in ("global", "us"):
        path = folder / "matching" / f"yente_validation_negatives_{file}.csv"
        with path.open(encoding="utf-8", newline="") as rows:
            out += [Unlisted("customers", "person", row["full_name"]) for row in csv.DictReader(rows)]
    return tuple(out)


def full_names(folder: Path, seed: int, n: int) -> tuple[Unlisted, ...]:
    """Real full names of the Maghreb and Sahel, three quarters in Latin letters, the rest in Arabic."""
    with gzip.open(folder / _FULL_NAMES, "rt", encoding="utf-8", newline="") as rows:
        people = {row["arabic_key"]: row["latin"] for row in csv.DictReader(rows)}
    chosen = sorted(people, key=lambda key: rank(seed, key))[:n]
    return tuple(
        Unlisted("Maghreb and Sahel, Arabic letters", "person", key)
        if i % 4 == 3
        else Unlisted("Maghreb and Sahel", "person", people[key])
        for i, key in enumerate(chosen)
    )


def composed(folder: Path, seed: int, n: int) -> tuple[Unlisted, ...]:
    """Given names and surnames of one culture put together, the cultures in equal parts."""
    given = parts(folder / "parties" / "common-forenames-by-country.csv")
    surnames = parts(folder / "parties" / "common-surnames-by-country.csv")
    each = -(-n // len(_CULTURES))
    out: list[Unlisted] = []
    for culture, (given_of, surnames_of, family_first) in _CULTURES.items():
        rng = random.Random(f"{seed} {culture}")
        firsts = _pool(given, given_of) + _GIVEN.get(culture, "").split()
        lasts = _pool(surnames, surnames_of) + _SURNAMES.get(culture, "").split()
        made: dict[str, None] = {}
        while len(made) < each:
            words = [
                rng.choice(firsts),
                *([rng.choice(firsts)] if _middle(culture, rng) else []),
                rng.choice(lasts),
            ]
            made[" ".join(words[::-1] if family_first else words)] = None
        out += [Unlisted(culture, "person", name) for name in made]
    return tuple(out[:n])


def _middle(culture: str, rng: random.Random) -> bool:
    return culture in ("Arabic", "Persian", "South Asian", "West African") and rng.random() < 0.4


def parts(path: Path) -> dict[str, list[str]]:
    """Names by country, in the order of the file."""
    out: dict[str, list[str]] = {}
    with path.open(encoding="utf-8-sig", newline="") as rows:
        for row in csv.DictReader(rows):
            name = (row["Romanized Name"] or "").strip()
            known = out.setdefault(row["Country"], [])
            if name and name not in known:
                known.append(name)
    return out


def _pool(parts: dict[str, list[str]], countries: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(name for country in countries for name in parts.get(country, ())))


def culture_close(folder: Path, seed: int, n: int) -> tuple[Unlisted, ...]:
    """Names of the cultures that the lists are full of: half real full names, half composed ones."""
    return (*full_names(folder, seed, n - n // 2), *composed(folder, seed, n // 2))


def companies(folder: Path, seed: int, n: int) -> tuple[Unlisted, ...]:
    """Company names drawn from GLEIF's register; a few may belong to listed groups."""
    with gzip.open(folder / "parties" / "gleif_entities_30pct.csv.gz", "rt", encoding="utf-8", newline="") as rows:
        found = [(rank(seed, row["lei"]), row["legal_name"]) for row in csv.DictReader(rows)]
    return tuple(Unlisted("companies", "company", name) for _, name in sorted(found)[:n])


def without_listed(people: Sequence[Unlisted], names: Sequence[ListedName]) -> tuple[Unlisted, ...]:
    """The unlisted ones less every name that equals a listed one, and less repeated names."""
    listed = {_key(n.name, n.kind) for n in names}
    kept = {(p.kind, _key(p.name, p.kind)): p for p in reversed(people) if _key(p.name, p.kind) not in listed}
    return tuple(p for p in people if kept.get((p.kind, _key(p.name, p.kind))) is p)


def _key(name: str, kind: str) -> str:
    form = find_form(name) if kind in ("organisation", "company") else None
    core = f"{name[: form.start()]} {name[form.end() :]}" if form else name
    return " ".join(sorted(fold(core).split() or fold(name).split()))
