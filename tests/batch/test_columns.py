"""Which column is taken for what, by header, by map, and against the values?"""

from __future__ import annotations

from pathlib import Path

import pytest

from watchword import Kind
from watchword.batch.columns import FIELDS, ColumnMap, MapFile, as_toml, named, read_map
from watchword.batch.guessing import guess
from watchword.batch.headers import field_of, fold, words
from watchword.errors import UsageError
from watchword.text import identifiers


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("full_name", "name"), ("FullName", "name"), ("CUSTOMER NAME", "name"), ("Client: Name", "name"),
        ("Prénom", "given"), ("Nom de famille", "family"), ("Vorname", "given"), ("Nachname", "family"),
        ("Geburtsdatum", "birth"), ("Staatsangehörigkeit", "nationality"), ("Apellidos", "family"),
        ("Fecha de nacimiento", "birth"), ("Ragione sociale", "name"), ("Cittadinanza", "nationality"),
        ("Data de nascimento", "birth"), ("Geboortedatum", "birth"), ("Nazwisko", "family"), ("Imię", "given"),
        ("Фамилия", "family"), ("Дата рождения", "birth"), ("Гражданство", "nationality"), ("Doğum Tarihi", "birth"),
        ("الاسم الكامل", "name"), ("الجنسية", "nationality"), ("تاريخ الميلاد", "birth"), ("姓名", "name"),
        ("出生日期", "birth"), ("生年月日", "birth"), ("성명", "name"), ("dateOfBirth", "birth"), ("cust_dob", "birth"),
        ("Country1", "country"), ("Kunden-Nr.", "id"), ("Straße", "address"), ("aliases", "aliases"),
        ("Bank name", ""), ("Mother's name", ""), ("Shoe size", ""), ("", ""), ("123", ""),
    ],
)  # fmt: skip
def test_headers_are_understood(header: str, field: str) -> None:
    """Headers in many languages and spellings name their field; names of other people and things name none."""
    assert field_of(header)[0] == field


@pytest.mark.parametrize(
    ("header", "kind"),
    [("Passport No", "passport"), ("ИНН", "tax"), ("LEI code", "lei"), ("IMO", "imo"), ("رقم الهوية", "national-id")],
)
def test_headers_of_numbers_give_their_type(header: str, kind: str) -> None:
    """A header of a number says which type of identifier is below it."""
    assert field_of(header) == ("identifiers", kind)


def test_words_name_fields_and_types_that_exist() -> None:
    """Every row of the tables stands for a field, a type of identifier or a kind that there is."""
    for field, kind, word in words("headers"):
        assert field in {*FIELDS, "identifiers", "around"}
        assert (kind in identifiers.TYPES) == (field == "identifiers")
        assert word == fold(word) != ""
    for subject, meaning, _ in words("values"):
        assert subject != "kind" or Kind(meaning)


def test_no_header_means_two_things() -> None:
    """A word stands in one row of the table of headers only."""
    fields: dict[str, set[tuple[str, str]]] = {}
    for field, kind, word in words("headers"):
        if field != "around":
            fields.setdefault(word, set()).add((field, kind))
    assert not {word for word, found in fields.items() if len(found) > 1}


def _guess(header: str, *rows: str) -> ColumnMap:
    found = tuple(header.split("|"))
    return guess(found, [dict(zip(found, row.split("|"), strict=True)) for row in rows], MapFile())


@pytest.mark.parametrize(
    ("header", "row", "given", "family", "name"),
    [
        ("Nom|Prénom", "Dupont|Jean", "Prénom", "Nom", ""),
        ("Name|Vorname", "Meier|Anna", "Vorname", "Name", ""),
        ("Nombre|Apellidos", "Ana|García López", "Nombre", "Apellidos", ""),
        ("name|surname", "Ana García|García", "", "surname", "name"),
        ("full_name|first_name|last_name", "Ana García|Ana|García", "first_name", "last_name", "full_name"),
    ],
)
def test_parts_of_names_are_told_from_whole_ones(header: str, row: str, given: str, family: str, name: str) -> None:
    """`Nom` beside `Prénom` is the family name; a name that holds the surname is the whole name."""
    found = _guess(header, row)
    assert ("".join(found.given), "".join(found.family), "".join(found.name)) == (given, family, name)


def test_values_speak_against_a_header() -> None:
    """A column whose values are no kinds, dates, countries or genders is left out, whatever its header."""
    found = _guess("name|type|dob|country|sex", "Acme|company|n/a|X-1|often", "Bcme|GENERAL|soon|X-2|never")
    assert (found.kind, found.birth, found.country, found.gender) == ((), (), (), ())
    found = _guess("name|type|dob|country|sex", "Acme|company|1990|FR|M", "Bcme|N/A|||")
    assert (found.kind, found.birth, found.country, found.gender) == (("type",), ("dob",), ("country",), ("sex",))


def test_several_columns_of_one_field() -> None:
    """Address lines and countries come together; a second name is an alias; a header that is there twice is none."""
    found = _guess("name|name 2|address1|address2|country|residence|id|id", "A|B|C|D|FR|DE|1|2")
    assert found.name == ("name",)
    assert found.aliases == ("name 2",)
    assert found.address == ("address1", "address2")
    assert found.country == ("country", "residence")
    assert found.id == ()


def test_a_file_without_names_is_refused() -> None:
    """Without a column of names nothing is guessed, and the columns are listed."""
    with pytest.raises(UsageError, match="no column of names") as caught:
        _guess("a|b", "1|2")
    assert "a, b" in caught.value.hint


def test_a_map_survives_being_written(tmp_path: Path) -> None:
    """The TOML that is shown reads to the same map, odd headers included."""
    odd = 'Na"me\\ \t= [x]'
    columns = ColumnMap(
        name=(odd,), address=("a", "b"), kind=("k",), identifiers={"passport": ("p",), "tax": ("t", "u")},
        kinds={"np": Kind.PERSON}, kind_of_all=Kind.COMPANY,
    )  # fmt: skip
    path = tmp_path / "map.toml"
    path.write_text(as_toml(columns, "cp1252", ";"), encoding="utf-8")
    given = read_map(path)
    assert named(given, (odd, "a", "b", "k", "p", "t", "u")) == columns
    assert (given.encoding, given.delimiter) == ("cp1252", ";")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[columns]\nnmae = 'x'", "unknown field 'nmae'"),
        ("[columns]\nname = 'y'", "there is no column 'y'"),
        ("[columns]\nname = 'twice'", "two columns are called 'twice'"),
        ("[columns]\nbirth = 'x'", "no column of names"),
        ("[columns.identifiers]\npasport = 'x'", "unknown type 'pasport'"),
        ("[columns]\nidentifiers = 'x'", "identifiers have a table"),
        ("[columns.name]\npassport = 'x'", "identifiers have a table"),
        ("colums = 1", "can't be understood"),
        ("kind = 'robot'", "can't be understood"),
        ("[columns", "can't be understood"),
    ],
)
def test_a_map_that_is_wrong_says_where(tmp_path: Path, text: str, told: str) -> None:
    """Misspelled fields, types, kinds and headers are refused by name."""
    path = tmp_path / "map.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        named(read_map(path), ("x", "twice", "twice"))
    assert told in str(caught.value)


def test_a_map_that_is_not_there(tmp_path: Path) -> None:
    """A map that can't be read is a usage error that names it."""
    with pytest.raises(UsageError, match="can't read the map"):
        read_map(tmp_path / "none.toml")
