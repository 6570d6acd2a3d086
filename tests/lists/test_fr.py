"""The French register of asset freezes is read whole: every type of field, in French, by its number."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.lists.fields import outcome, read, refusal

from watchword.lists import fr, fr_mapper
from watchword.model import Address, DateSpan, Detail, Identifier, Kind, Link, Listing, Name, Place, Strength

(_FORMAT,) = fr.FORMATS


@pytest.fixture(scope="module")
def invented(data: Path) -> bytes:
    return (data / "fr" / "invented.json").read_bytes()


@pytest.fixture(scope="module")
def listings(invented: bytes) -> dict[str, Listing]:
    return {listing.id: listing for listing in read(_FORMAT, invented).listings}


def test_every_entry_is_a_listing(invented: bytes) -> None:
    """Three entries are three listings of three kinds, of the day of publication."""
    read_list = read(_FORMAT, invented)
    assert [one.id for one in read_list.listings] == ["fr-gels:9001", "fr-gels:9002", "fr-gels:9003"]
    assert [one.kind for one in read_list.listings] == [Kind.PERSON, Kind.COMPANY, Kind.VESSEL]
    assert (read_list.publication.records, read_list.publication.published) == (3, "2024-05-02")
    assert read_list.notes == ()


def test_no_field_is_left_unread_by_accident(invented: bytes) -> None:
    """Every field of every type changes the list when it is changed; those in UNREAD do not, and say why."""
    before, whole = outcome(_FORMAT, invented), json.loads(invented)
    tried = set()
    for entry in whole["Publications"]["PublicationDetail"]:
        for field in entry["RegistreDetail"]:
            for value in field["Valeur"]:
                for name, old in list(value.items()):
                    value[name] = f"{old}9 Zz"
                    path = f"{field['TypeChamp']}.{name}"
                    assert (outcome(_FORMAT, json.dumps(whole).encode()) != before) == (path not in fr_mapper.UNREAD), (
                        path
                    )
                    value[name] = old
                    tried.add(path)
    assert tried == {f"{type_}.{name}" for type_, names in fr_mapper.READ.items() for name in names} | set(
        fr_mapper.UNREAD
    )
    assert all(fr_mapper.UNREAD.values())


@pytest.mark.parametrize(
    ("old", "new", "note"),
    [
        ('"TypeChamp": "TITRE"', '"TypeChamp": "HUMEUR"', "HUMEUR.Titre is not read (1 times)"),
        ('"Titre": "Général"', '"Titre": "Général", "Grade": "1"', "TITRE.Grade is not read (1 times)"),
        ('"Nature": "Navire"', '"Nature": "Navire", "Humeur": "gaie"', "Humeur is not read (1 times)"),
    ],
)
def test_a_new_field_is_noted(invented: bytes, old: str, new: str, note: str) -> None:
    """What a newer layout adds is told, never silently lost."""
    assert read(_FORMAT, invented.decode().replace(old, new, 1).encode()).notes == (note,)


def test_a_person_is_read(listings: dict[str, Listing]) -> None:
    """Given names, aliases by their remark, French dates and places, and links to the EU's and the UN's entries."""
    person = listings["fr-gels:9001"]
    assert person.names == (
        Name("Grigory Vladimirovich EXEMPLOV", given="Grigory Vladimirovich", family="EXEMPLOV"),
        Name("Grégoire EXEMPLOV", Strength.STRONG, given="Grégoire", family="EXEMPLOV"),
        Name("Grisha", Strength.WEAK),
        Name("Le Chef", Strength.WEAK),
        Name("EXEMPLOVITCH", Strength.FORMER),
    )
    assert person.births == (
        DateSpan("1976-10-20", "1976-10-20", False, "20/10/1976"),
        DateSpan("1977-01-01", "1977-12-31", True, "00/00/1977"),
    )
    assert (person.nationalities, person.genders) == (("ru",), ("male",))
    assert person.birth_places == (Place("Exempleville, RUSSIE", "ru"),)
    assert person.addresses == (Address("1 rue X, Moscou, RUSSIE", "Moscou", country="ru"),)
    assert person.programmes == ("UE Exemplie intégrité territoriale",)
    assert set(person.links) == {
        Link("same-party", "EU.9000.12", "eu-fsf:EU.9000.12"),
        Link("same-party", "QDi.901", "un-sc:QDi.901"),
    }
    assert person.listed_on == ""
    assert Detail("Date of birth", "00/00/inconnue") in person.details


def test_numbers_are_told_by_their_columns_and_french_labels(listings: dict[str, Listing]) -> None:
    """Passport, card, wallet, telephone, e-mail and site have columns; register and tax numbers have labels."""
    assert [(one.type, one.value) for one in listings["fr-gels:9001"].identifiers] == [
        ("passport", "AB123456"),
        ("national-id", "778899"),
        ("wallet", "1BoatSLRHtKNngkdXEeobR76b53LETtpyT"),
        ("phone", "+7 495 000 00 00"),
        ("email", "g@example.com"),
        ("website", "www.example.com"),
    ]
    company = listings["fr-gels:9002"]
    assert company.identifiers == (Identifier("registration", "1027700000001"), Identifier("tax", "7700000001"))
    assert company.programmes == ("Arrêté national du 1er mars 2024",)
    assert listings["fr-gels:9003"].identifiers == (Identifier("imo", "9187629"),)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Numéro d'identification fiscale (INN): 7707083893", [("tax", "7707083893")]),
        ("Numéro d'identification fiscale (OGRN): 1027700132195", [("registration", "1027700132195")]),
        ("SWIFT/BIC: SABRRUMM", [("bic", "SABRRUMM")]),
        ("numéro OMI 9187629", [("imo", "9187629")]),
        ("OKPO 00032537; KPP 773601001", [("other", "00032537"), ("other", "773601001")]),
        ("Type d'entité: société", []),
    ],
)
def test_french_labels(invented: bytes, text: str, found: list[tuple[str, str]]) -> None:
    """What French labels say of a number is its type; text without a number is none."""
    whole = json.loads(invented)
    value = whole["Publications"]["PublicationDetail"][1]["RegistreDetail"][1]["Valeur"][0]
    value.update(Identification=text, Commentaire="")
    company = read(_FORMAT, json.dumps(whole).encode()).listings[1]
    assert [(one.type, one.value) for one in company.identifiers] == found
    assert Detail("Identification", text) in company.details


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('"IdRegistre": 9002', '"IdRegistre": 9001', "list: PublicationDetail[1]: fr-gels:9001 stands twice"),
        ('"IdRegistre": 9002, ', "", "list: PublicationDetail[1]: an entry without IdRegistre"),
        ('"Nom": "Étoile Exemple"', '"Nom": null', "list: PublicationDetail[2]: an entry without Nom"),
        ('"Nature": "Navire"', '"Nature": "Avion"', "list: PublicationDetail[2]: unknown Nature 'Avion'"),
        ('"Valeur": [{"Titre"', '"Valeur": [["Titre"', "broken JSON"),
        ('"Prenom": "Grégoire"', '"Prenom": {}', "RegistreDetail[0].Valeur[1].Prenom: text is needed here"),
        ('"PublicationDetail": [', '"PublicationDetail": 1, "x": [', "list: PublicationDetail: an array is needed"),
    ],
)
def test_a_spoiled_file_is_refused_by_its_place(invented: bytes, old: str, new: str, message: str) -> None:
    """Each fault refuses the whole file, and says where it is."""
    assert old in invented.decode()
    assert message in refusal(_FORMAT, invented.decode().replace(old, new, 1).encode())
