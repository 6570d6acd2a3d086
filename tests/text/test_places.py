"""Countries are known by their names, demonyms and codes, as publishers write them."""

from __future__ import annotations

import csv
import importlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchword.text import places, tables

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Niger", "ne"),
        ("Nigeria", "ng"),
        ("NE", "ne"),
        ("irn", "ir"),
        ("Iranian", "ir"),
        ("Afghan", "af"),
        ("Filipino", "ph"),
        ("Possibly Ethiopian", "et"),
        ("Kuwaiti citizenship", "kw"),
        ("Korea, North", "kp"),
        ("DPRK", "kp"),
        ("KOREA, DEMOCRATIC PEOPLE'S REPUBLIC OF", "kp"),
        ("West Bank", "ps"),
        ("Region: Gaza", "ps"),
        ("Palestinian", "ps"),
        ("Burma", "mm"),
        ("Ivory Coast", "ci"),
        ("Côte d’Ivoire", "ci"),
        ("CONGO, Democratic Republic of (was Zaire)", "cd"),
        ("Congo, Republic of the", "cg"),
        ("IRAN (ISLAMIC REPUBLIC OF)", "ir"),
        ("The Gambia", "gm"),
        ("Kosovo", "xk"),
        ("إيران", "ir"),
        ("ایران", "ir"),
        ("Россия", "ru"),
        ("Somalie", "so"),
        ("Alemania", "de"),
        ("中国", "cn"),
        ("Puntland", "so"),
        ("Crimea", "ua"),
        ("Hong Kong", "hk"),
        ("USSR", "su"),
        ("Pyongyang", "kp"),
    ],
)
def test_a_country_is_known_as_publishers_write_it(text: str, code: str) -> None:
    """Names, inverted names, demonyms, codes, territories and other languages lead to one code."""
    assert places.country(text) == code


@pytest.mark.parametrize(
    "text", ["", "00", "UNKNOWN", "-0-", "n/a", "undetermined", "Stateless", "Africa", "Punjab", "Iron"]
)
def test_what_names_no_country_gives_nothing(text: str) -> None:
    """Unknown, ambiguous and meaningless texts have no country."""
    assert places.country(text) == ""


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Russian and Ukrainian", ("ru", "ua")),
        ("(1) Somali (2) Swedish", ("so", "se")),
        ("(1)-(2) Tunisia (3) Libya (4) Algeria", ("tn", "ly", "dz")),
        ("a) French, b) Tunisian", ("fr", "tn")),
        ("Malian / Mauritanian", ("ml", "mr")),
        ("Moldovan, Russian and Ukrainian", ("md", "ru", "ua")),
        ("a) Syrian Arab Republic (located in as at Aug. 2015)  b) Iraq (possible)", ("sy", "iq")),
        ("Trinidad and Tobago", ("tt",)),
        ("Korea, North", ("kp",)),
        ("(1) Iraq (2) Iraq", ("iq",)),
        ("unknown", ()),
    ],
)
def test_a_column_of_several_countries_gives_each_once(text: str, codes: tuple[str, ...]) -> None:
    """Numbered, lettered and joined nationalities are all read, in order."""
    assert places.countries_listed(text) == codes


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Garowe, Puntland, Somalia", {"so"}),
        ("Atlanta, Georgia, USA", {"us"}),
        ("Tbilisi, Georgia", {"ge"}),
        ("Santa Fe, New Mexico", {"us"}),
        ("London EC3N 1DY, United Kingdom", {"gb"}),
        ("Kunduz Province Afghanistan", {"af"}),
        ("Lahore, Punjab, Pakistan", {"pk"}),
        ("Niger State, Nigeria", {"ng"}),
        ("Bissau, Guinea-Bissau", {"gw"}),
        ("Moscow, RU", {"ru"}),
        ("Pyongyang, Korea, North", {"kp"}),
        ("Tortola, Virgin Islands, British", {"vg"}),
        ("Los Angeles, CA", set()),
        ("Kish Island", set()),
        ("Green Car Rent, London UK", {"gb"}),
        ("Region: Crimea", {"ua"}),
        ("Garowe, Puntland", {"so"}),
        ("Baghdad", {"iq"}),
        ("طهران، إيران", {"ir"}),
        ("Tripoli", set()),  # in Libya and in Lebanon
        ("12 High Street", set()),
        ("", set()),
    ],
)
def test_an_address_gives_the_countries_it_names(text: str, codes: set[str]) -> None:
    """Countries in addresses and birth places are found; a province is not mistaken for a country."""
    assert places.countries_in(text) == codes


def test_states_that_are_no_more_are_the_same_as_their_heirs() -> None:
    """A birth in the USSR does not contradict a Russian; two heirs are not one another."""
    assert places.same_state("su", "ru")
    assert places.same_state("rs", "yu")
    assert places.same_state("ne", "ne")
    assert not places.same_state("ru", "ua")


def test_every_code_has_a_name_that_leads_back_to_it() -> None:
    """What country_name() shows, country() knows."""
    codes = {row[0] for row in tables.load("countries") if row[1] == "name"}
    assert len(codes) > 245
    assert {code for code in codes if places.country(places.country_name(code)) != code} == set()
    assert {code for code in codes if places.country(code) != code} == set()


def test_an_unknown_code_is_shown_as_it_is() -> None:
    """country_name() of no country is the text itself."""
    assert places.country_name("zz") == "zz"


def test_remarks_without_end_are_given_up() -> None:
    """A text of remarks is no country, however long."""
    assert places.country("in " * 5000 + "Niger") == ""


@given(st.text())
def test_no_text_is_too_strange_to_look_up(text: str) -> None:
    """Any text gives codes or nothing; never an error."""
    places.country(text)
    places.countries_listed(text)
    places.countries_in(text)


def test_the_table_is_what_its_generator_makes(shared: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Regenerating countries.tsv gives the same bytes."""
    monkeypatch.syspath_prepend(str(ROOT))
    countries = importlib.import_module("tools.tables.countries")
    writing = importlib.import_module("tools.tables.writing")
    made = writing.render("tools/tables/countries.py", countries.ABOUT, countries.rows(shared))
    path = ROOT / "src" / "watchword" / "text" / "tables" / "countries.tsv"
    assert path.read_text(encoding="utf-8") == made
    assert path.stat().st_size < 300_000


def test_every_country_of_the_real_list_is_known(shared: Path) -> None:
    """Every country column of OFAC's addresses is known, but for four that name none."""
    path = shared / "lists" / "ofac" / "2024-03-11_triple" / "add.csv"
    with path.open(encoding="utf-8", newline="") as file:
        seen = {row[4].strip() for row in csv.reader(file) if len(row) > 4}
    unknown = {text for text in seen if not places.countries_listed(text)}
    assert unknown <= {
        "-0-",
        "undetermined",
        "Region: Kafia Kingi",
        "Region: Commonwealth of Independent States",
    }


def test_a_country_is_shown_by_its_own_name() -> None:
    """A territory that maps to a state never lends it its name."""
    assert places.country_name("ge") == "Georgia"
    assert places.country_name("kn") == "Saint Kitts and Nevis"
