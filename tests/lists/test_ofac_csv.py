"""OFAC's CSV set: files into listings."""

from __future__ import annotations

from collections import Counter
from hashlib import sha256
from pathlib import Path

import pytest
from lxml import etree

from watchword.errors import ListError
from watchword.lists.ofac_csv import CONSOLIDATED_TITLE, FORMATS, SDN_TITLE
from watchword.lists.ofac_listing import READ, UNREAD, make_name, programmes, split_place
from watchword.lists.ofac_rows import COLUMNS
from watchword.lists.source import ReadList, SourceFile
from watchword.model import (
    Address,
    DateSpan,
    Detail,
    Identifier,
    Kind,
    Link,
    Listing,
    Name,
    Place,
    Strength,
)

EXTRACTS = Path(__file__).parent.parent / "data" / "us-ofac"
(OFAC,) = FORMATS
TRIPLES = {
    # folder -> records, alias rows, address rows, rows of a blank address
    "2021-04_triple_pre_djibo": (8_890, 11_742, 13_761, 2_403),
    "2022-01-21_triple": (9_044, 12_409, 13_625, 2_328),
    "2024-03-11_triple": (14_452, 17_614, 19_701, 2_673),
}


def load(folder: Path, *names: str) -> tuple[SourceFile, ...]:
    return tuple(SourceFile(name, (folder / name).read_bytes()) for name in names)


def sdn(*names: str) -> tuple[SourceFile, ...]:
    return load(EXTRACTS / "sdn", *(names or ("sdn.csv", "alt.csv", "add.csv", "sdn_comments.csv")))


def without(file: SourceFile, *starts: str) -> SourceFile:
    rows = file.data.split(b"\r\n")
    kept = [row for row in rows if not row.startswith(tuple(start.encode() for start in starts))]
    assert len(kept) == len(rows) - len(starts)
    return SourceFile(file.name, b"\r\n".join(kept))


def by_id(read: ReadList) -> dict[str, Listing]:
    return {listing.id: listing for listing in read.listings}


def failure(*files: SourceFile) -> str:
    with pytest.raises(ListError) as caught:
        OFAC.read(files)
    assert caught.value.where
    return str(caught.value)


def test_a_set_is_recognised_and_read_in_any_order_under_any_names() -> None:
    """Roles come from content: shuffled, renamed files give the same listings and digest."""
    files = sdn()
    renamed = tuple(SourceFile(f"download({n})", file.data) for n, file in enumerate(reversed(files)))
    assert all(OFAC.recognises(file) for file in files)
    assert OFAC.read(renamed) == OFAC.read(files)


def test_the_publication_counts_every_record() -> None:
    """Records are the rows of sdn.csv; the digest is of the files in the order sdn, alt, add, comments."""
    files = sdn()
    read = OFAC.read(files)
    assert read.publication.records == len(read.listings) == files[0].data.count(b"\r\n")
    assert read.publication.sha256 == sha256(b"".join(file.data for file in files)).hexdigest()
    assert (read.publication.title, read.publication.published) == (SDN_TITLE, "")
    strong = [n for n in by_names(read) if n.strength in (Strength.STRONG, Strength.FORMER)]
    assert len(strong) == files[1].data.count(b"\r\n")


def by_names(read: ReadList) -> list[Name]:
    return [name for listing in read.listings for name in listing.names]


def test_djibo() -> None:
    """Every field of a real person's record is read."""
    djibo = by_id(OFAC.read(sdn()))["us-ofac:32391"]
    assert djibo.kind is Kind.PERSON
    assert djibo.names[0] == Name("DJIBO, Ousmane Illiassou", given="Ousmane Illiassou", family="DJIBO")
    assert [n.full for n in djibo.names if n.strength is Strength.STRONG] == [
        "KOUNOU, Ousmane Illasou",
        "DJIBO, Halid Illiassou",
    ]
    assert [n.full for n in djibo.names if n.strength is Strength.WEAK] == [
        "ILLIASSOU, Djibbo",
        "CHAPORI, Aboubacar",
        "CHAPORI, Petit",
        "TCHAPORI, Petit",
        "CHAPPORI, Petit",
        "CHAFFORI, Petit",
    ]
    assert djibo.births == (DateSpan("1984-01-01", "1984-12-31", text="1984"),)
    assert djibo.birth_places == (Place("Niger", "ne"),)
    assert (djibo.nationalities, djibo.genders, djibo.programmes) == (("ne",), ("male",), ("SDGT",))
    assert djibo.addresses[0] == Address("Menaka Region, Mali", city="Menaka Region", country="ml")
    assert djibo.source == "sdn.csv row 19"


def test_a_vessel() -> None:
    """A vessel's columns become call sign, owner and details."""
    listings = by_id(OFAC.read(sdn()))
    assert listings["us-ofac:4238"].links == (Link("owned-by", "Samir de Navegacion S.A."),)
    vessel = listings["us-ofac:15036"]
    assert vessel.kind is Kind.VESSEL
    assert vessel.identifiers[0] == Identifier("call-sign", "T2EU4")
    assert [i.type for i in vessel.identifiers] == ["call-sign", "imo", "mmsi"]
    assert vessel.details[:4] == (
        Detail("Vessel Type", "Crude/Oil Products Tanker"),
        Detail("Tonnage", "99,144"),
        Detail("Gross Registered Tonnage", "56,068"),
        Detail("Vessel Flag", "Iran"),
    )


def test_kinds() -> None:
    """Types are taken from the file; of entities, only those with a legal form in the name are companies."""
    listings = by_id(OFAC.read(sdn()))
    kinds = {number: listings[f"us-ofac:{number}"].kind for number in (36, 173, 2676, 27197)}
    assert kinds == {36: Kind.ORGANISATION, 173: Kind.COMPANY, 2676: Kind.PERSON, 27197: Kind.AIRCRAFT}


def test_persons_names_are_split_and_others_are_not() -> None:
    """`LAST, First` is split for persons, at the first comma; a company's comma is part of its name."""
    assert make_name("DELOS REYES, Feliciano Semborio, Jr.", Strength.PRIMARY, Kind.PERSON).given.endswith("Jr.")
    assert make_name("ABU ZUBAYDAH", Strength.PRIMARY, Kind.PERSON).family == ""
    assert make_name("CECOEX, S.A.", Strength.PRIMARY, Kind.COMPANY) == Name("CECOEX, S.A.")
    assert make_name("قاسم", Strength.STRONG, Kind.PERSON).script == "Arab"


def test_programmes_are_split() -> None:
    """OFAC joins programmes by `] [`."""
    assert programmes("SDNTK] [FTO] [SDGT") == ("SDNTK", "FTO", "SDGT")
    assert programmes("CAATSA - RUSSIA") == ("CAATSA - RUSSIA",)
    assert programmes("") == ()


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Mexico, D.F. 11570", ("Mexico", "D.F.", "11570")),
        ("London EC3N 1DY", ("London", "", "EC3N 1DY")),
        ("Lusaka, Lusaka Province", ("Lusaka", "Lusaka Province", "")),
        ("Grossbeeren, Brandenburg 14979", ("Grossbeeren", "Brandenburg", "14979")),
        ("Havana", ("Havana", "", "")),
        ("", ("", "", "")),
    ],
)
def test_the_place_column_is_taken_apart(text: str, parts: tuple[str, str, str]) -> None:
    """City before the first comma, postcode at the end, region between."""
    assert split_place(text) == parts


def test_cut_remarks_are_made_whole_by_the_comments() -> None:
    """A remark cut at 1,000 characters goes on in sdn_comments.csv, mid-word."""
    whole = by_id(OFAC.read(sdn()))["us-ofac:28263"]
    assert whole.names[-1].full == "snowsjohn"
    assert whole.links == (Link("linked-to", "LAZARUS GROUP"),)
    read = OFAC.read(sdn("sdn.csv", "alt.csv", "add.csv"))
    assert "2 remarks are cut at 1,000 characters: their rest is in sdn_comments.csv" in read.notes
    cut = by_id(read)["us-ofac:28263"]
    assert cut.remarks.endswith("a.k.a. 'snowsjo")
    assert cut.names == whole.names[:-1]


def test_the_designations_alone_can_be_read() -> None:
    """sdn.csv alone gives all listings and says what is missing."""
    read = OFAC.read(sdn("sdn.csv"))
    assert read.publication.records == 22
    assert "without alt.csv: aliases are missing" in read.notes
    assert "without add.csv: addresses are missing" in read.notes


def test_the_consolidated_list_is_told_by_its_programmes() -> None:
    """The non-SDN list has its own title and file names."""
    files = load(EXTRACTS / "consolidated", "cons_add.csv", "cons_prim.csv", "cons_alt.csv")
    read = OFAC.read(files)
    assert read.publication.title == CONSOLIDATED_TITLE
    assert by_id(read)["us-ofac:4632"].source == "cons_prim.csv row 1"


def test_an_overwritten_number_is_restored_where_the_set_proves_it() -> None:
    """The real edited copy of 2022: its last row gets the number that add.csv has for it, and a note."""
    files = load(EXTRACTS / "edited", "sdn.csv", "alt.csv", "add.csv")
    read = OFAC.read(files)
    assert [listing.id for listing in read.listings][-1] == "us-ofac:34489"
    assert read.listings[-1].addresses[0].full.startswith("1st Floor Anchor House")
    assert "sdn.csv row 5 repeats number 2677" in read.notes[0]


def test_an_overwritten_number_without_proof_is_refused() -> None:
    """Without add.csv nothing proves what a repeated number was."""
    message = failure(*load(EXTRACTS / "edited", "sdn.csv", "alt.csv"))
    assert message.startswith("sdn.csv row 5: number 2677 is already that of row 1")


def test_a_name_that_a_spreadsheet_made_a_date_is_noted() -> None:
    """The vessel 7-28 became 28-Jul in a real edited copy: its reader is told."""
    files = sdn("sdn.csv")
    changed = SourceFile("sdn.csv", files[0].data.replace(b'"EBANO"', b'"28-Jul"'))
    assert any("a spreadsheet has made the name a date, '28-Jul'" in note for note in OFAC.read((changed,)).notes)


def test_files_that_do_not_belong_together_are_refused() -> None:
    """Missing, doubled and differently dated files are errors that name the file and row."""
    main, alt, add, comments = sdn()
    assert failure(alt, add).startswith("alt.csv, add.csv: no file with the designations")
    assert failure(main, alt, SourceFile("sdn2.csv", main.data)).startswith(
        "sdn2.csv: a second sdn.csv, beside sdn.csv"
    )
    assert failure(without(main, "32391,"), alt).startswith("alt.csv row 35: number 32391 is not in sdn.csv")
    assert failure(without(main, "36,"), add).startswith("add.csv row 1: number 36 is not in sdn.csv")
    assert failure(main, without(add, "36,")).startswith("add.csv: no row for number 36 of sdn.csv")
    assert failure(main, without(comments, "28263,")).startswith("sdn_comments.csv: no row for number 28263")
    late = SourceFile("c.csv", b'36,"; Linked To: CUBANA."\r\n' + comments.data)
    assert failure(main, late).startswith("c.csv row 1: the remark of 36 is not cut in sdn.csv")
    twice = SourceFile("sdn.csv", main.data.replace(b"\r\n306,", b"\r\n173,"))
    assert failure(twice).startswith("sdn.csv row 3: number 173 is already that of row 2")
    assert failure(main, SourceFile("alt.csv", b"<html><body>Error 503</body></html>")).startswith(
        "alt.csv: not one of"
    )


def test_no_column_is_left_unread_by_accident() -> None:
    """Every column is read into a field of our model, or has a reason why not."""
    for role, columns in COLUMNS.items():
        assert set(columns) == READ[role].keys() | UNREAD[role].keys()
        assert not READ[role].keys() & UNREAD[role].keys()
        assert all([*READ[role].values(), *UNREAD[role].values()])


@pytest.mark.parametrize("role", ["sdn", "alt", "add"])
def test_every_column_said_to_be_read_changes_the_listing(role: str) -> None:
    """Filling a column that counts as read changes the listing; filling one that does not changes nothing."""
    samples = {
        "sdn": ["1", "NAME", "vessel", "CUBA", "t", "C4LL", "Tug", "7", "8", "Iran", "OWNER", "Gender Male."],
        "alt": ["1", "5", "aka", "ALIAS", "alias remark"],
        "add": ["1", "6", "Street 1", "City", "Spain", "address remark"],
    }
    blank = {
        "sdn": ["1", "N", "-0- ", "CUBA"] + ["-0- "] * 8,
        "alt": ["1", "2", "fka", "A", "-0- "],
        "add": ["1", "2"] + ["-0- "] * 4,
    }

    def listing(rows: dict[str, list[str]]) -> Listing:
        files = (SourceFile(f"{name}.csv", (",".join(row) + "\r\n").encode()) for name, row in rows.items())
        return OFAC.read(tuple(files)).listings[0]

    plain = listing(blank)
    for at, column in enumerate(COLUMNS[role]):
        if column != "ent_num":
            changed = [*blank[role][:at], samples[role][at], *blank[role][at + 1 :]]
            if column == "Program":
                changed[at] = "SDGT"
            assert (listing({**blank, role: changed}) != plain) == (column in READ[role]), column


@pytest.mark.parametrize("folder", TRIPLES)
def test_real_sets_are_read_whole(folder: str, shared: Path) -> None:
    """Each real set gives as many listings, aliases and addresses as its files have rows, ids unique."""
    records, aliases, addresses, blank = TRIPLES[folder]
    read = OFAC.read(load(shared / "lists" / "ofac" / folder, "sdn.csv", "alt.csv", "add.csv"))
    strengths = Counter(name.strength for name in by_names(read))
    assert read.publication.records == len(read.listings) == len(by_id(read)) == records
    assert strengths[Strength.PRIMARY] == records
    assert strengths[Strength.STRONG] + strengths[Strength.FORMER] == aliases
    assert sum(len(listing.addresses) for listing in read.listings) == addresses - blank
    assert read.publication.title == SDN_TITLE


def test_the_edited_copy_equals_the_published_file_but_for_its_edits(shared: Path) -> None:
    """The set of 2022-01-21 agrees with the published sdn.csv of that day, less one name made a date."""
    folder = shared / "lists" / "ofac"
    edited = by_id(OFAC.read(load(folder / "2022-01-21_triple", "sdn.csv", "alt.csv", "add.csv")))
    published = by_id(OFAC.read(load(folder, "sdn_2022-01-21_scrape.csv")))
    assert edited.keys() == published.keys()
    assert [id_ for id_ in published if edited[id_].names[0] != published[id_].names[0]] == ["us-ofac:23156"]
    assert all(edited[id_].births == published[id_].births for id_ in published)


def test_the_real_consolidated_set_is_read_whole(shared: Path) -> None:
    """The non-SDN set of 2018: 639 records, 1,209 aliases."""
    folder = shared / "lists" / "ofac" / "cons_2018-05"
    read = OFAC.read(load(folder, "cons_prim.csv", "cons_alt.csv", "cons_add.csv"))
    strengths = Counter(name.strength for name in by_names(read))
    assert (read.publication.records, read.publication.title) == (639, CONSOLIDATED_TITLE)
    assert strengths[Strength.STRONG] + strengths[Strength.FORMER] == 1_209


def test_real_files_of_different_days_are_refused(shared: Path) -> None:
    """No mixture of the real sets is taken for one set."""
    folder = shared / "lists" / "ofac"
    for main in (folder / "sdn_2022-02-25.csv", folder / "sdn_2021-08-18.csv"):
        for triple in TRIPLES:
            files = load(folder / triple, "alt.csv", "add.csv")
            failure(*load(folder, main.name), *files)


def test_the_csv_remarks_say_what_the_xml_says(shared: Path) -> None:
    """Aliases by strength, birth dates and birth places equal those of OFAC's XML of the month before."""
    folder = shared / "lists" / "ofac"
    read = OFAC.read(load(folder / "2021-04_triple_pre_djibo", "sdn.csv", "alt.csv", "add.csv"))
    listings = {listing.id.partition(":")[2]: listing for listing in read.listings}
    compared, different = 0, set()
    for _, entry in etree.iterparse(folder / "sdn_2021-03-10.xml", tag="{*}sdnEntry"):
        listing = listings.get(entry.findtext("{*}uid"))
        if listing:
            compared += 1
            weak = [category.text == "weak" for category in entry.iterfind("{*}akaList/{*}aka/{*}category")]
            aliases = Counter(name.strength is Strength.WEAK for name in listing.names[1:])
            dates = sorted(date.text for date in entry.iterfind(".//{*}dateOfBirth"))
            places = sorted(place.text for place in entry.iterfind(".//{*}placeOfBirth"))
            same = (
                aliases == Counter(weak),
                sorted(span.text for span in listing.births) == dates,
                sorted(place.text for place in listing.birth_places) == places,
            )
            if not all(same):
                different.add(listing.id)
        entry.clear()
    # A d.b.a. and three parts of remarks that the XML keeps as free text; two remarks cut; two changed since.
    known = "11005 11313 11748 28263 28264 16689 31373"
    assert different == {f"us-ofac:{number}" for number in known.split()}
    assert compared == 8_826
