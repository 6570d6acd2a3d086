"""What does an entry of the French register say in our terms? A record with its typed fields becomes a `Listing`.

Nothing here reads files. Dates of legal bases are not listing dates: they are those of the last regulation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from watchword.errors import ListError
from watchword.lists import inline, objects, phrases, references
from watchword.lists.kinds import entity_kind
from watchword.lists.objects import Record
from watchword.model import Address, DateSpan, Detail, Identifier, Kind, Link, Listing, Name, Place, Strength
from watchword.text import dates

_Values = dict[str, list[dict[str, str]]]

PUBLISHER = "fr-gels"
TOP = frozenset(("DatePublication", "PublicationDetail"))
READ_ENTRY = frozenset(("IdRegistre", "Nature", "Nom", "RegistreDetail"))
# TypeChamp -> the fields of its values.
READ: dict[str, tuple[str, ...]] = {
    "PRENOM": ("Prenom",),
    "ALIAS": ("Alias", "Commentaire"),
    "SEXE": ("Sexe",),
    "TITRE": ("Titre",),
    "NATIONALITE": ("Pays",),
    "DATE_DE_NAISSANCE": ("Jour", "Mois", "Annee", "Commentaire"),
    "LIEU_DE_NAISSANCE": ("Lieu", "Pays", "Commentaire"),
    "ADRESSE_PP": ("Adresse", "Lieu", "Pays", "Commentaire"),
    "ADRESSE_PM": ("Adresse", "Lieu", "Pays", "Commentaire"),
    "PASSEPORT": ("NumeroPasseport", "Commentaire"),
    "AUTRE_IDENTITE": ("NumeroCarte", "Commentaire"),
    "IDENTIFICATION": ("Identification", "Commentaire"),
    "NUMERO_OMI": ("NumeroOMI",),
    "CRYPTOMONNAIE": ("Cryptomonnaie", "Commentaire"),
    "TELEPHONE": ("Telephone",),
    "COURRIEL": ("Courriel",),
    "SITE_INTERNET": ("SiteInternet",),
    "REFERENCE_UE": ("ReferenceUe", "Commentaire"),
    "REFERENCE_ONU": ("ReferenceOnu", "Commentaire"),
    "FONDEMENT_JURIDIQUE": ("FondementJuridiqueLabel",),
    "MOTIFS": ("Motifs",),
}
UNREAD: dict[str, str] = {"FONDEMENT_JURIDIQUE.FondementJuridique": "the database's number of the legal basis"}

_PROGRAMME = re.compile(r"\((UE|ONU)\s+(.+?)\s+-\s")
_WEAK = re.compile(r"peu fiable|faible|douteu|mauvaise qualité", re.IGNORECASE)
_FORMER = re.compile(r"anciennement|ancien nom|nom de jeune fille|précédemment", re.IGNORECASE)
_CIRCA = re.compile(r"^(?:vers|environ|circa|approximativement)|approximati", re.IGNORECASE)
_SEXES = {"m": "male", "masculin": "male", "homme": "male", "f": "female", "féminin": "female", "femme": "female"}
_NUMBER = r"n(?:um[ée]ros?|[°o]s?)\s*"
_LABELS = (
    ("registration", rf"{_NUMBER}d['’]identification fiscale \(OGRN\)|\b(?:OGRN|PSRN)\b"),
    (
        "tax",
        rf"(?:{_NUMBER}(?:personnel )?)?(?:d['’])?identification fiscale?(?: russe)?(?: ?\((?:INN|NIF)\))?"
        rf"|{_NUMBER}fiscal|\b(?:INN|NIF)\b(?: ?\([^)]*\))?",
    ),
    (
        "registration",
        rf"{_NUMBER}d['’](?:enregistrement|immatriculation|inscription)[^:;\d]{{0,50}}"
        rf"|{_NUMBER}de registre[^:;\d]{{0,30}}"
        rf"|{_NUMBER}d['’]identification de l['’]entreprise|code de crédit social unifié",
    ),
    ("bic", r"\bSWIFT(?:/BIC)?\b"),
    ("imo", rf"(?:{_NUMBER})?\bOMI\b"),
    ("other", r"\b(?:KPP|OKPO|PPC)\b"),
    ("passport", r"passeport"),
    (
        "national-id",
        rf"{_NUMBER}(?:national )?d['’]identi(?:té|fication)(?: nationale?)?|carte (?:nationale )?d['’]identité",
    ),
)
_GROUPS = {f"g{at}": type_ for at, (type_, _) in enumerate(_LABELS)}
_LABEL = re.compile("|".join(f"(?P<g{at}>{pattern})" for at, (_, pattern) in enumerate(_LABELS)), re.IGNORECASE)
_VALUE = re.compile(r"[\s:.,–—/()-]*(?P<value>[A-Z0-9][\w./-]*\w)")


def to_listing(entry: Record, where: str) -> Listing:
    """The listing of one entry. ListError with its place when number, name or nature is missing or of a wrong type."""
    number, nature, name = (objects.text(entry, field, where) for field in ("IdRegistre", "Nature", "Nom"))
    if not number or not name:
        raise ListError(f"an entry without {'Nom' if number else 'IdRegistre'}", where=where)
    kind = _kind(nature, name, where)
    said = _values(entry, where)
    names, details = _names(said, name, kind)
    births, birth_details = _births(said)
    return Listing(
        id=f"{PUBLISHER}:{number}",
        publisher=PUBLISHER,
        kind=kind,
        names=names,
        births=births if kind is Kind.PERSON else (),
        birth_places=phrases.distinct(_birth_places(said)),
        nationalities=phrases.distinct(code for value in said["NATIONALITE"] if (code := _country(value["Pays"]))),
        genders=phrases.distinct(sex for value in said["SEXE"] if (sex := _sex(value["Sexe"]))),
        identifiers=inline.unique(_identifiers(said)),
        addresses=phrases.distinct(_addresses(said)),
        programmes=phrases.distinct(_programme(value) for value in said["FONDEMENT_JURIDIQUE"] if any(value.values())),
        links=_links(said),
        details=phrases.distinct((*_details(said), *details, *birth_details)),
        source=where.partition(": ")[2],
    )


def unread(entry: Record, where: str) -> Iterator[str]:
    """The fields of an entry with content that are neither read nor left out for a reason."""
    yield from (name for name in entry if name not in READ_ENTRY)
    for place, detail in objects.records(entry.get("RegistreDetail"), f"{where}.RegistreDetail"):
        type_ = objects.text(detail, "TypeChamp", place)
        yield from (f"RegistreDetail.{name}" for name in detail if name not in ("TypeChamp", "Valeur"))
        for _, value in objects.records(detail.get("Valeur"), f"{place}.Valeur"):
            known = READ.get(type_, ())
            yield from (
                f"{type_}.{name}"
                for name, content in value.items()
                if content and name not in known and f"{type_}.{name}" not in UNREAD
            )


def _values(entry: Record, where: str) -> _Values:
    """The values of every type of field that is read, each with all its fields as text."""
    found: _Values = {type_: [] for type_ in READ}
    for place, detail in objects.records(entry.get("RegistreDetail"), f"{where}.RegistreDetail"):
        type_ = objects.text(detail, "TypeChamp", place)
        for at, value in objects.records(detail.get("Valeur"), f"{place}.Valeur"):
            if type_ in READ:
                texts = {name: " ".join(objects.text(value, name, at).split()) for name in READ[type_]}
                found[type_].append(
                    {name: "" if phrases.is_blank(text) or text == "/" else text for name, text in texts.items()}
                )
    return found


def _kind(nature: str, name: str, where: str) -> Kind:
    if nature == "Personne morale":
        return entity_kind(name)
    kinds = {"Personne physique": Kind.PERSON, "Navire": Kind.VESSEL}
    if nature not in kinds:
        raise ListError(f"unknown Nature {nature!r}", where=where)
    return kinds[nature]


def _names(said: _Values, name: str, kind: Kind) -> tuple[tuple[Name, ...], list[Detail]]:
    """The name with each given name, then the aliases; remarks on aliases are details."""
    given = [value["Prenom"] for value in said["PRENOM"] if value["Prenom"]] if kind is Kind.PERSON else []
    names = [
        phrases.listed_name(f"{first} {name}", Strength.STRONG if at else Strength.PRIMARY, given=first, family=name)
        for at, first in enumerate(given)
    ] or [phrases.listed_name(name, Strength.PRIMARY)]
    details = []
    for value in said["ALIAS"]:
        note = value["Commentaire"]
        strength = Strength.WEAK if _WEAK.search(note) else Strength.FORMER if _FORMER.search(note) else Strength.STRONG
        aliases = [alias for part in value["Alias"].split(";") for alias in phrases.items(part)]
        names += [phrases.listed_name(alias, strength) for alias in aliases]
        details += [Detail("Alias note", f"{value['Alias']}: {note}" if value["Alias"] else note)] if note else []
    return phrases.best_names(names), details


def _births(said: _Values) -> tuple[tuple[DateSpan, ...], list[Detail]]:
    spans: list[DateSpan] = []
    details: list[Detail] = []
    for value in said["DATE_DE_NAISSANCE"]:
        note = value["Commentaire"]
        text = "/".join(value[name].zfill(size) for name, size in (("Jour", 2), ("Mois", 2), ("Annee", 4)))
        span = dates.parse(text)
        if span:
            spans.append(msgspec.structs.replace(span, circa=bool(_CIRCA.search(note))))
        elif text != "00/00/0000":
            details.append(Detail("Date of birth", text))
        details += [Detail("Date of birth note", note)] if note else []
    return phrases.distinct(spans), details


def _country(text: str) -> str:
    return (phrases.country(text) or phrases.place(text).country) if text else ""


def _sex(text: str) -> str:
    return _SEXES.get(text.casefold().rstrip("."), "")


def _birth_places(said: _Values) -> Iterator[Place]:
    for value in said["LIEU_DE_NAISSANCE"]:
        text = ", ".join(filter(None, (value["Lieu"], value["Pays"])))
        if text:
            yield phrases.place(text, _country(value["Pays"]))


def _addresses(said: _Values) -> Iterator[Address]:
    for value in (*said["ADRESSE_PP"], *said["ADRESSE_PM"]):
        full = ", ".join(filter(None, (value["Adresse"], value["Lieu"], value["Pays"])))
        if full:
            yield Address(full, city=value["Lieu"], country=_country(value["Pays"]) or phrases.place(full).country)


def _identifiers(said: _Values) -> Iterator[Identifier]:
    for type_, name, kind in (
        ("PASSEPORT", "NumeroPasseport", "passport"),
        ("AUTRE_IDENTITE", "NumeroCarte", "national-id"),
        ("CRYPTOMONNAIE", "Cryptomonnaie", "wallet"),
    ):
        for value in said[type_]:
            note = value["Commentaire"]
            country = _country(note) if kind != "wallet" else ""
            yield from (Identifier(kind, number, country, note) for number in phrases.items(value[name]))
    for value in said["IDENTIFICATION"]:
        yield from _labelled(f"{value['Commentaire']}: {value['Identification']}")
    yield from (Identifier("imo", value["NumeroOMI"]) for value in said["NUMERO_OMI"] if value["NumeroOMI"])
    for value in said["TELEPHONE"]:
        yield from inline.phones_in(value["Telephone"])
    for value in said["COURRIEL"]:
        yield from inline.emails_in(value["Courriel"])
    yield from (
        Identifier("website", value["SiteInternet"]) for value in said["SITE_INTERNET"] if value["SiteInternet"]
    )


def _labelled(text: str) -> Iterator[Identifier]:
    """The numbers behind French labels: `Numéro d'enregistrement: 1027700, INN: 77020`."""
    labels = list(_LABEL.finditer(text))
    for label, end in zip(labels, [later.start() for later in labels[1:]] + [len(text)], strict=False):
        match = _VALUE.match(text, label.end(), end)
        type_ = _GROUPS[label.lastgroup or ""]
        if match and (type_ == "bic" or sum(map(str.isdigit, match["value"])) >= 3):
            yield Identifier(type_, match["value"])
    yield from (*inline.emails_in(text), *inline.websites_in(text))


def _programme(value: dict[str, str]) -> str:
    """The regime of `... (UE Ukraine intégrité territoriale - R (UE) 269/2014)`, or the legal basis as it stands."""
    label = value["FondementJuridiqueLabel"]
    match = _PROGRAMME.search(label)
    return f"{match[1]} {match[2]}" if match else label


def _links(said: _Values) -> tuple[Link, ...]:
    eu = (value["ReferenceUe"] for value in said["REFERENCE_UE"])
    un = (value["ReferenceOnu"] for value in said["REFERENCE_ONU"])
    return phrases.distinct(references.same_parties((*eu, *un)))


def _details(said: _Values) -> Iterator[Detail]:
    for label, type_, name in (
        ("Title", "TITRE", "Titre"),
        ("Legal basis", "FONDEMENT_JURIDIQUE", "FondementJuridiqueLabel"),
        ("EU reference", "REFERENCE_UE", "ReferenceUe"),
        ("EU reference note", "REFERENCE_UE", "Commentaire"),
        ("UN reference", "REFERENCE_ONU", "ReferenceOnu"),
        ("UN reference note", "REFERENCE_ONU", "Commentaire"),
        ("Place of birth note", "LIEU_DE_NAISSANCE", "Commentaire"),
        ("Address note", "ADRESSE_PP", "Commentaire"),
        ("Address note", "ADRESSE_PM", "Commentaire"),
        ("Reasons", "MOTIFS", "Motifs"),
    ):
        yield from (Detail(label, value[name]) for value in said[type_] if value[name])
    for value in said["IDENTIFICATION"]:
        if any(value.values()):
            yield Detail(value["Commentaire"] or "Identification", value["Identification"])
    # What a column holds that its reader does not know stands as published.
    for label, type_, name, is_read in (
        ("Nationality", "NATIONALITE", "Pays", _country),
        ("Telephone", "TELEPHONE", "Telephone", inline.phones_in),
        ("E-mail", "COURRIEL", "Courriel", inline.emails_in),
        ("Sex", "SEXE", "Sexe", _sex),
    ):
        yield from (Detail(label, value[name]) for value in said[type_] if value[name] and not is_read(value[name]))
