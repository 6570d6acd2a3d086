"""The grammar of OFAC's remarks."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from watchword.lists.ofac_labels import LABELS, PLAIN, find_label
from watchword.lists.ofac_remarks import Remarks, parse, split_clauses
from watchword.lists.ofac_rows import COLUMNS, Row, read_table
from watchword.lists.source import SourceFile
from watchword.model import DateSpan, Detail, Identifier, Kind, Link, Place
from watchword.text.identifiers import TYPES

EXTRACTS = Path(__file__).parent.parent / "data" / "us-ofac"
KINDS = {"individual": Kind.PERSON, "vessel": Kind.VESSEL, "aircraft": Kind.AIRCRAFT}


def read(text: str, kind: Kind = Kind.ORGANISATION) -> Remarks:
    remarks = parse(text, kind)
    assert not remarks.unread, remarks.unread
    return remarks


def identifier(clause: str, kind: Kind = Kind.ORGANISATION) -> Identifier:
    (found,) = read(f"{clause}.", kind).identifiers
    return found


@pytest.mark.parametrize(
    ("clause", "span"),
    [
        ("DOB 03 Mar 1980", DateSpan("1980-03-03", "1980-03-03", text="03 Mar 1980")),
        ("alt. DOB Mar 1978", DateSpan("1978-03-01", "1978-03-31", text="Mar 1978")),
        ("DOB 1984", DateSpan("1984-01-01", "1984-12-31", text="1984")),
        ("DOB 1958 to 1959", DateSpan("1958-01-01", "1959-12-31", text="1958 to 1959")),
        ("alt. DOB circa 1952", DateSpan("1952-01-01", "1952-12-31", True, "circa 1952")),
        (
            "DOB 01 Feb 1958 to 28 Feb 1958",
            DateSpan("1958-02-01", "1958-02-28", text="01 Feb 1958 to 28 Feb 1958"),
        ),
        ("DOB circa 1979-1982", DateSpan("1979-01-01", "1982-12-31", True, "circa 1979-1982")),
    ],
)
def test_birth_dates(clause: str, span: DateSpan) -> None:
    """Every form of date that OFAC writes is a span of days."""
    assert read(f"{clause}.", Kind.PERSON).births == [span]


def test_places_and_nationalities() -> None:
    """Places keep their text and get a country; nationality and citizenship are codes, each once."""
    remarks = read(
        "POB Nahia, Giza, Egypt; alt. POB Pyongyang, Korea, North; POB Armenia, Quindio, Colombia; "
        "POB Gricar; nationality Korea, North; alt. nationality Niger; citizen Niger; "
        "alt. citizen Congo, Democratic Republic of the."
    )
    assert remarks.birth_places == [
        Place("Nahia, Giza, Egypt", "eg"),
        Place("Pyongyang, Korea, North", "kp"),
        Place("Armenia, Quindio, Colombia", "co"),
        Place("Gricar"),
    ]
    assert remarks.nationalities == ["kp", "ne", "cd"]


def test_a_nationality_that_is_no_country_is_kept_as_a_detail() -> None:
    """What the country table does not know is not lost."""
    assert read("nationality Ruritania.").details == [Detail("nationality", "Ruritania")]


@pytest.mark.parametrize(
    ("clause", "expected"),
    [
        ("Passport K00227238 (Cyprus)", Identifier("passport", "K00227238", "cy")),
        (
            "alt. Passport 3545767791D (Germany) issued 07 Aug 1998 expires 06 Aug 2008",
            Identifier("passport", "3545767791D", "de", "issued 07 Aug 1998 expires 06 Aug 2008"),
        ),
        ("Passport C234897(0) (United Kingdom)", Identifier("passport", "C234897(0)", "gb")),
        ("Passport 745310111 (Korea, North)", Identifier("passport", "745310111", "kp")),
        (
            "Passport 654133553 expires 11 Mar 2019",
            Identifier("passport", "654133553", "", "expires 11 Mar 2019"),
        ),
        ("alt. Passport Booklet: A5199819 (Pakistan)", Identifier("passport", "A5199819", "pk", "Booklet")),
        ("Passport D000000483, Diplomatic (Syria)", Identifier("passport", "D000000483", "sy", "Diplomatic")),
        (
            "Diplomatic Passport E0022392 (Nicaragua) issued 12 Apr 2012",
            Identifier("passport", "E0022392", "ni", "Diplomatic Passport; issued 12 Apr 2012"),
        ),
        (
            "Passport 4117921 issued under the name Dilawar Khan Zain Khan",
            Identifier("passport", "4117921", "", "issued under the name Dilawar Khan Zain Khan"),
        ),
        ("Cedula No. V-15631775 (Venezuela)", Identifier("national-id", "V-15631775", "ve", "Cedula No.")),
        (
            "National ID No. 1 63 08 4 01 001 005E (Mali)",
            Identifier("national-id", "1 63 08 4 01 001 005E", "ml"),
        ),
        (
            "C.U.R.P. IALA530122HDFCZL08 (Mexico)",
            Identifier("national-id", "IALA530122HDFCZL08", "mx", "C.U.R.P."),
        ),
        ("Tax ID No. 7733769696 (Russia)", Identifier("tax", "7733769696", "ru")),
        ("NIT # 890601336-8 (Colombia)", Identifier("tax", "890601336-8", "co", "NIT #")),
        ("C.U.I.T. 20-60357110-0 (Argentina)", Identifier("tax", "20-60357110-0", "ar", "C.U.I.T.")),
        ("Registration Number 1027700067328 (Russia)", Identifier("registration", "1027700067328", "ru")),
        (
            "Folio Mercantil No. 10328 (Jalisco) (Mexico)",
            Identifier("registration", "10328", "mx", "Folio Mercantil No.; Jalisco"),
        ),
        (
            "Unified Social Credit Code (USCC) 91310104093794515H (China)",
            Identifier("registration", "91310104093794515H", "cn", "Unified Social Credit Code (USCC)"),
        ),
        (
            "Registration ID F.5 (29) AR-11/2002 (Pakistan)",
            Identifier("registration", "F.5 (29) AR-11/2002", "pk", "Registration ID"),
        ),
        ("Vessel Registration Identification IMO 9282443", Identifier("imo", "9282443")),
        (
            "Vessel Registration Identification 15411 (Malta)",
            Identifier("registration", "15411", "mt", "Vessel Registration Identification"),
        ),
        ("Identification Number IMO 6109861", Identifier("imo", "6109861", "", "Identification Number IMO")),
        ("MMSI 273215770", Identifier("mmsi", "273215770")),
        ("alt. SWIFT/BIC SINAIRTH418", Identifier("bic", "SINAIRTH418")),
        ("BIK (RU) 044525745", Identifier("other", "044525745", "ru", "BIK (RU)")),
        ("D-U-N-S Number 50-722-4994", Identifier("duns", "50-722-4994")),
        ("Legal Entity Number 529900E3569EJW938341", Identifier("lei", "529900E3569EJW938341")),
        (
            "Legal Entity Number 2180068XRFK54K3Z159",
            Identifier("other", "2180068XRFK54K3Z159", "", "Legal Entity Number"),
        ),
        ("Identification Number ISIN: RU0009177331", Identifier("isin", "RU0009177331")),
        ("Equity Ticker PME US", Identifier("ticker", "PME US")),
        ("Aircraft Tail Number RA-65989", Identifier("aircraft-tail", "RA-65989")),
        ("Aircraft Manufacturer's Serial Number (MSN) 82A555", Identifier("aircraft-serial", "82A555")),
        ("Telephone (356)(21241817)", Identifier("phone", "(356)(21241817)")),
        ("Fax: 97082881184", Identifier("phone", "97082881184", "", "Fax")),
        ("Email Address n.dobrynina@rt-stanko.ru", Identifier("email", "n.dobrynina@rt-stanko.ru")),
        ("Email:adelb@shabakah.net.sa", Identifier("email", "adelb@shabakah.net.sa")),
        ("http://www.sanabel.org.uk (website)", Identifier("website", "http://www.sanabel.org.uk")),
        ("Website nadymdobycha.gazprom.ru", Identifier("website", "nadymdobycha.gazprom.ru")),
        (
            "alt. Digital Currency Address - XBT 18Ke1QWE9nQfXuhJijHggZuPJ5ZYxapoBK",
            Identifier("wallet", "18Ke1QWE9nQfXuhJijHggZuPJ5ZYxapoBK", "", "XBT"),
        ),
        ("Driver's License No. 180839 (Mexico)", Identifier("driving-licence", "180839", "mx")),
        ("SSN 418-15-2837 (United States)", Identifier("social-security", "418-15-2837", "us")),
        (
            "Birth Certificate Number 3277 (Iran)",
            Identifier("other", "3277", "ir", "Birth Certificate Number"),
        ),
        (
            "Ruritanian Fishing Permit No. RU-7 (Malta)",
            Identifier("other", "RU-7", "mt", "Ruritanian Fishing Permit No."),
        ),
    ],
)
def test_identifiers(clause: str, expected: Identifier) -> None:
    """Numbers come with type, value, country, and in the note what else OFAC says of them."""
    assert identifier(clause) == expected


def test_an_identification_number_is_the_national_one_of_persons_only() -> None:
    """`Identification Number` is a person's national number and anything of an organisation's."""
    assert identifier("Identification Number 18349929 (Lebanon)", Kind.PERSON).type == "national-id"
    assert identifier("Identification Number 18349929 (Lebanon)").type == "other"


@pytest.mark.parametrize(
    "clause",
    [
        "Passport issued in Sarajevo, Bosnia-Herzegovina",
        "NIT # Provisional (Colombia)",
        "Passport OR801168 and Kuwaiti National ID No. 281020505755 issued under the name Said Jan",
        "DOB unknown",
        "Gender Unknown",
        "Linked To:",
        "POB",
        "Member of the State Duma of the Federal Assembly of the Russian Federation",
    ],
)
def test_what_is_not_understood_is_handed_back(clause: str) -> None:
    """A clause without a value of its kind is reported unread and adds nothing."""
    assert parse(f"{clause}.", Kind.PERSON) == Remarks(unread=[clause], clauses=1)


@pytest.mark.parametrize(
    ("clause", "name"),
    [
        ("a.k.a. 'CHAPORI, Petit'", "CHAPORI, Petit"),
        ("f.k.a. 'MEXICAN FEDERATION'", "MEXICAN FEDERATION"),
        ("n.k.a. 'LGOK'", "LGOK"),
        ("d.b.a. 'ANARQUIA PAINTBALL'", "ANARQUIA PAINTBALL"),
        ("a.k.a. ''ADIL 'ABDIH FAR'A'", "'ADIL 'ABDIH FAR'A"),
        ("a.k.a. 'LLC 'DSD''", "LLC 'DSD'"),
        ("a.k.a. 'BIG; SMALL'", "BIG; SMALL"),
    ],
)
def test_weak_aliases(clause: str, name: str) -> None:
    """Names in single quotes are weak aliases, whatever quotes and semicolons are in them."""
    remarks = read(f"Gender Male; {clause}; Linked To: AL-AMIN, Muhammad 'Abdallah.")
    assert remarks.aliases == [name]
    assert remarks.links == [Link("linked-to", "AL-AMIN, Muhammad 'Abdallah")]


def test_an_unclosed_alias_takes_no_other_with_it() -> None:
    """A missing closing quote costs that alias only."""
    remarks = parse("a.k.a. 'ONE; a.k.a. 'TWO'.", Kind.PERSON)
    assert remarks.aliases == ["TWO"]
    assert remarks.unread == ["a.k.a. 'ONE"]


def test_links_and_details() -> None:
    """Relations become links; regulations, types, dates and flags become details under OFAC's own label."""
    remarks = read(
        "Aircraft Operator Mahan Air; daughter of Slobodan Milosevic; half-brother of Saddam Hussein; "
        "Additional Sanctions Information - Subject to Secondary Sanctions; "
        "Secondary sanctions risk: section 1(b) of Executive Order 13224.; "
        "Organization Established Date 18 Jan 2010; "
        "Former Vessel Flag Malta; alt. Former Vessel Flag Tuvalu; "
        "all offices worldwide; Effective Date (EO 14024 Directive 2): 26 Mar 2022."
    )
    assert remarks.links == [
        Link("operated-by", "Mahan Air"),
        Link("family", "Slobodan Milosevic"),
        Link("family", "Saddam Hussein"),
    ]
    assert remarks.details == [
        Detail("Additional Sanctions Information", "Subject to Secondary Sanctions"),
        Detail("Secondary sanctions risk", "section 1(b) of Executive Order 13224."),
        Detail("Organization Established Date", "18 Jan 2010"),
        Detail("Former Vessel Flag", "Malta"),
        Detail("Former Vessel Flag", "Tuvalu"),
        Detail("all offices worldwide", "yes"),
        Detail("Effective Date", "(EO 14024 Directive 2): 26 Mar 2022"),
    ]


def test_a_cut_remark_loses_its_half_clause() -> None:
    """Half a number is never read as a number."""
    text = "Gender Male; Passport 123456 (Iran); Tax ID No. 77"
    assert [i.type for i in parse(text, Kind.PERSON, cut=True).identifiers] == ["passport"]


def test_a_title_that_the_remark_repeats_is_not_unread() -> None:
    """OFAC ends a person's remark with the title, which has its own column."""
    title = "Chairman, Naftiran; Director, Petro Suisse"
    assert not parse(f"DOB 1956; {title}.", Kind.PERSON, title=title).unread


def test_the_table_of_labels_is_sound() -> None:
    """Every label finds its own rule, every identifier type exists, and every plain label is in the table."""
    for label, rule in LABELS.items():
        assert find_label(f"alt. {label} 12 (Iran)") == (label, "12 (Iran)")
        assert find_label(f"{label}: 12") == (label, "12")
        assert rule.use != "identifier" or rule.type in TYPES
    assert LABELS.keys() >= PLAIN


@settings(max_examples=200, deadline=None)
@given(st.lists(st.text(alphabet="aA1'(), .;:-#é", max_size=20) | st.sampled_from(sorted(LABELS)), max_size=12))
def test_no_remark_breaks_the_reader(parts: list[str]) -> None:
    """Any text is read or handed back clause by clause: the clauses and nothing else."""
    text = " ".join(parts)
    remarks = parse(text, Kind.PERSON)
    assert remarks.clauses == len(split_clauses(text))
    assert set(remarks.unread) <= set(split_clauses(text))


def real_rows(shared: Path) -> Iterator[Row]:
    folder = shared / "lists" / "ofac"
    for path in sorted([*folder.glob("*/sdn.csv"), *folder.glob("sdn_2*.csv"), *folder.glob("*/cons_prim.csv")]):
        yield from read_table(SourceFile(path.name, path.read_bytes())).rows


def test_no_clause_of_the_real_remarks_is_left_unread_by_accident(shared: Path) -> None:
    """Every clause of every real file is read or is in the frozen list of free texts: under one in 100."""
    known = set((EXTRACTS / "unread_clauses.txt").read_text(encoding="utf-8").splitlines())
    columns = {column: at for at, column in enumerate(COLUMNS["sdn"])}
    clauses, unread, new = 0, 0, set()
    for row in real_rows(shared):
        text = row.fields[columns["Remarks"]]
        kind = KINDS.get(row.fields[columns["SDN_Type"]], Kind.ORGANISATION)
        remarks = parse(text, kind, title=row.fields[columns["Title"]], cut=len(text) >= 1000)
        clauses += remarks.clauses
        unread += len(remarks.unread)
        new |= set(remarks.unread) - known
    assert not new
    assert clauses > 200_000
    assert unread / clauses < 0.01
