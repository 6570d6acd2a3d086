"""The EU's full XML is read whole: every record, name, and field that is not deliberately left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree

from watchword.errors import ListError
from watchword.lists import eu, eu_mapper
from watchword.lists.eu_mapper import Node
from watchword.lists.source import ReadList, SourceFile
from watchword.model import Kind, Listing, Name, Strength

_NS = {"e": "http://eu.europa.ec/fpi/fsd/export"}
_REMARK = re.compile(r" \((?:Formerly known as|birth name)\)$")
_FORMAT = eu.FORMATS[0]


@pytest.fixture(scope="module")
def extract(data: Path) -> bytes:
    return (data / "eu" / "extract-full-1_1.xml").read_bytes()


@pytest.fixture(scope="module")
def listings(extract: bytes) -> dict[str, Listing]:
    return {listing.id: listing for listing in _read(extract).listings}


@pytest.fixture(scope="module")
def full(shared: Path) -> bytes:
    return (shared / "lists" / "eu" / "20190827-FULL-1_1.xml").read_bytes()


def _read(content: bytes) -> ReadList:
    return _FORMAT.read((SourceFile("eu.xml", content),))


def _refusal(content: bytes) -> str:
    with pytest.raises(ListError) as caught:
        _read(content)
    return str(caught.value)


def _check_whole(content: bytes) -> None:
    """Compare what was read with counts and texts taken by XPath."""
    root = etree.fromstring(content)
    read = _read(content)
    count = int(root.xpath("count(//e:sanctionEntity)", namespaces=_NS))
    assert read.publication.records == len(read.listings) == count
    assert len({listing.id for listing in read.listings}) == count
    for entity, listing in zip(root.iterfind(".//e:sanctionEntity", _NS), read.listings, strict=True):
        listed = {name.full for name in listing.names}
        published = [" ".join(alias.get("wholeName").split()) for alias in entity.iterfind("e:nameAlias", _NS)]
        assert {_REMARK.sub("", name).strip(" ,") for name in published} <= listed
        numbers = {" ".join(paper.get("number").split()) for paper in entity.iterfind("e:identification", _NS)}
        assert numbers <= {identifier.value for identifier in listing.identifiers}
        assert {node.get("programme") for node in entity.iterfind("e:regulation", _NS)} == set(listing.programmes)
        assert listing.source.startswith(f"logicalId {entity.get('logicalId')},")


def test_every_record_name_and_document_of_the_extract_is_read(extract: bytes) -> None:
    """One listing for each sanctionEntity, with every wholeName, document number and programme."""
    _check_whole(extract)


def test_every_record_name_and_document_of_the_real_file_is_read(full: bytes) -> None:
    """The full file of 2019-08-27 has 2,200 records, and each is a listing."""
    _check_whole(full)
    read = _read(full)
    assert read.publication.records == 2200
    assert read.publication.published == "2019-08-27"
    kinds = [listing.kind for listing in read.listings]
    assert kinds.count(Kind.PERSON) == full.count(b'classificationCode="P"') == 1622


class _Recording(dict[str, str]):
    """Attributes that remember which of them were asked for."""

    def __init__(self, tag: str, fields: dict[str, str], seen: set[str]) -> None:
        super().__init__(fields)
        self.tag, self.seen = tag, seen

    def get(self, key: str, default: str = "") -> str:  # type: ignore[override]
        self.seen.add(f"{self.tag}@{key}")
        return super().get(key, default)


def _recorded(element: etree._Element, seen: set[str]) -> Node:
    tag = etree.QName(element).localname
    children = tuple(_recorded(child, seen) for child in element)
    return Node(tag, _Recording(tag, dict(element.attrib), seen), children, (element.text or "").strip(), 1)


def _fields(root: etree._Element) -> Iterator[str]:
    for element in root.iterfind(".//e:sanctionEntity", _NS):
        for node in element.iter():
            yield from (f"{etree.QName(node).localname}@{name}" for name in node.attrib)


@pytest.mark.parametrize("source", ["extract", "full"])
def test_no_field_is_left_unread_by_accident(source: str, request: pytest.FixtureRequest) -> None:
    """Each attribute of each element is asked for by the mapper or stands in UNREAD with a reason."""
    root = etree.fromstring(request.getfixturevalue(source))
    seen: set[str] = set()
    for entity in root.iterfind(".//e:sanctionEntity", _NS):
        eu_mapper.to_listing(_recorded(entity, seen), "eu.xml")
    assert set(_fields(root)) - seen - set(eu_mapper.UNREAD) == set()
    assert not seen & set(eu_mapper.UNREAD)
    assert all(eu_mapper.UNREAD.values())


def test_read_and_unread_are_the_whole_schema(shared: Path) -> None:
    """READ and UNREAD together are the attributes that the publisher's XSD declares."""
    schema = etree.parse(shared / "lists" / "schemas" / "eu_full_1_1.xsd")
    declared = {node.get("name") for node in schema.iter("{*}attribute")} - {"generationDate", "globalFileId"}
    known = {field.partition("@")[2] for field in (*eu_mapper.READ, *eu_mapper.UNREAD)} - {""}
    assert known == declared


def test_a_field_of_a_newer_layout_is_noted(extract: bytes) -> None:
    """A field that is neither read nor deliberately left out becomes a note for the reader."""
    newer = extract.replace(b'unitedNationId=""', b'hairColour="red" unitedNationId=""', 1)
    assert "sanctionEntity@hairColour is not read (1 times)" in _read(newer).notes


def test_a_party_under_two_programmes_is_two_listings(listings: dict[str, Listing]) -> None:
    """The second record of one reference number has the programme in its id and a link to the first."""
    first, second = listings["eu-fsf:EU.471.56"], listings["eu-fsf:EU.471.56/AFG"]
    assert (first.programmes, second.programmes) == (("TAQA",), ("AFG",))
    assert [(link.relation, link.target_id) for link in second.links] == [("same-party", first.id)]


def test_the_primary_name_is_latin_and_strong(listings: dict[str, Listing]) -> None:
    """Of names in several scripts and languages the first in Latin script and English is the primary one."""
    listing = listings["eu-fsf:EU.109.15"]
    assert listing.names[0] == Name("Kamal Mustafa Abdallah")
    assert Name("Kamal Moustafa Abdallah", Strength.STRONG, language="fr") in listing.names
    assert [name.strength for name in listing.names].count(Strength.PRIMARY) == 1


def test_weak_names_are_those_flagged_or_remarked(extract: bytes, listings: dict[str, Listing]) -> None:
    """strong="false" and a remark on low quality both make a weak alias."""
    weak = [n.full for n in listings["eu-fsf:EU.4021.65"].names if n.strength is Strength.WEAK]
    assert weak == ["Abu Rayyan", "Abu Aisyah", "Abu Rayan"]
    alias = b'wholeName="Abu Ali" function="" title="" nameLanguage="" strong="true"'
    flagged = extract.replace(alias, alias.replace(b"true", b"false"))
    assert flagged != extract
    names = {name.full: name for listing in _read(flagged).listings for name in listing.names}
    assert names["Abu Ali"].strength is Strength.WEAK


def test_original_script_in_a_remark_is_a_name(listings: dict[str, Listing]) -> None:
    """`(original script: Рамзан Одуев)` beside an alias is a name of its own script."""
    names = listings["eu-fsf:EU.3563.17"].names
    assert Name("Рамзан Одуев", Strength.STRONG, "Cyrl") in names
    assert Name("Ramzan Oduev", Strength.STRONG, language="en") in names


def test_a_maiden_name_is_a_former_name(listings: dict[str, Listing]) -> None:
    """An alias remarked as maiden name is a former name."""
    names = {name.full: name.strength for name in listings["eu-fsf:EU.2822.39"].names}
    assert names["Elena Borisovna DMITRIYEVA"] is Strength.FORMER


def test_births_keep_what_is_known(listings: dict[str, Listing], extract: bytes) -> None:
    """Full dates, years, ranges with circa, and Islamic dates by the publisher's own conversion."""
    (span,) = listings["eu-fsf:EU.472.57"].births
    assert (span.first, span.last, span.circa) == ("1958-01-01", "1963-12-31", True)
    assert [(b.first, b.last) for b in listings["eu-fsf:EU.109.15"].births] == [
        ("1952-01-01", "1952-12-31"),
        ("1955-05-04", "1955-05-04"),
    ]
    islamic = "string(//e:birthdate[@calendarType='ISLAMIC']/@birthdate)"
    converted = etree.fromstring(extract).xpath(islamic, namespaces=_NS)
    assert converted in {birth.first for listing in listings.values() for birth in listing.births}


def test_documents_have_type_country_and_note(listings: dict[str, Listing]) -> None:
    """A document code becomes a type; dates, issuer, flags and remarks become its note."""
    (ssn, card) = listings["eu-fsf:EU.3851.78"].identifiers[:2]
    assert (ssn.type, ssn.value, ssn.country) == ("social-security", "548-91-5411", "us")
    assert (card.type, card.country) == ("national-id", "jo")
    assert listings["eu-fsf:EU.36.64"].identifiers[0].note == "passport"


def test_contacts_are_identifiers(listings: dict[str, Listing]) -> None:
    """Telephone, fax, e-mail and website of an address identify the party; packed values come apart."""
    found = {(i.type, i.value) for i in listings["eu-fsf:EU.4183.63"].identifiers}
    assert {
        ("phone", "+850-2-18111"),
        ("email", "pac@silibank.com"),
        ("email", "kndic@co.chesin.com"),
    } <= found


def test_the_listing_date_comes_from_the_record_or_its_remarks(listings: dict[str, Listing]) -> None:
    """designationDate, or `Date of listing: 17/03/2014` in a remark; a regulation's own date is none."""
    assert listings["eu-fsf:EU.471.56"].listed_on == "2001-01-25"
    assert listings["eu-fsf:EU.2822.39"].listed_on == "2014-03-21"
    assert listings["eu-fsf:EU.36.64"].listed_on == ""


def test_a_company_is_known_by_its_legal_form(listings: dict[str, Listing]) -> None:
    """Enterprises are companies when the primary name has a legal form, else organisations."""
    assert listings["eu-fsf:EU.1416.37"].kind is Kind.COMPANY
    assert listings["eu-fsf:EU.413.74"].kind is Kind.ORGANISATION


def test_truncated_files_are_refused_with_a_line(extract: bytes) -> None:
    """A file cut anywhere is refused, never read in part."""
    for share in (0.2, 0.5, 0.9, 0.999):
        assert re.search(r"^eu\.xml, line \d+: broken XML", _refusal(extract[: int(len(extract) * share)]))


def test_wrong_encoding_is_refused(extract: bytes) -> None:
    """Windows bytes under a UTF-8 declaration are broken XML, with the line."""
    spoiled = extract.replace("Рамзан".encode(), "Рамзан".encode("cp1251"))
    assert spoiled != extract
    assert "broken XML" in _refusal(spoiled)


def test_utf16_is_read(extract: bytes) -> None:
    """XML says its own encoding: UTF-16 is read like UTF-8."""
    wide = extract.decode("utf-8").replace('encoding="UTF-8"', 'encoding="UTF-16"', 1).encode("utf-16")
    assert _FORMAT.recognises(SourceFile("eu.xml", wide))
    assert len(_read(wide).listings) == len(_read(extract).listings)


_LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))


@pytest.mark.parametrize(
    "dtd",
    [
        f'<!DOCTYPE export [<!ENTITY l0 "ha">{_LAUGHS}]>',
        '<!DOCTYPE export [<!ENTITY l9 SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE export SYSTEM "http://localhost/evil.dtd">',
    ],
    ids=["billion laughs", "external entity", "external DTD"],
)
@pytest.mark.parametrize("padding", ["", f"<!-- {'x' * 70_000} -->"], ids=["", "behind a comment"])
def test_document_types_are_refused(extract: bytes, dtd: str, padding: str) -> None:
    """No entity is ever expanded: a DTD of any kind is refused, wherever it hides."""
    text = extract.decode("utf-8").replace("<export", f"{padding}{dtd}<export", 1)
    assert "declares a DTD" in _refusal(text.replace("Robert Gabriel", "&l9;", 1).encode())


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('classificationCode="P"', 'classificationCode="V"', "unknown subject type 'V'"),
        ('<subjectType code="person" classificationCode="P"/>', "", "unknown subject type ''"),
        ('wholeName="Robert Gabriel Mugabe"', 'wholeName=""', None),
        (
            'firstName="Robert" middleName="Gabriel" lastName="Mugabe" wholeName="Robert Gabriel Mugabe"',
            'wholeName=" "',
            "a name that is empty",
        ),
        ('euReferenceNumber="EU.36.64" logicalId="1"', "", "without euReferenceNumber and logicalId"),
        ("export", "import", "begins with"),
    ],
)
def test_a_spoiled_record_is_refused_with_its_line(extract: bytes, old: str, new: str, message: str | None) -> None:
    """An unknown type, a missing name or number refuses the list and names the line; parts make a name."""
    spoiled = extract.decode("utf-8").replace(old, new, 2 if old == "export" else 1)
    spoiled = spoiled.replace("</export>", "</import>") if old == "export" else spoiled
    if message is None:
        assert _read(spoiled.encode()).listings[0].name == "Robert Gabriel Mugabe"
        return
    refusal = _refusal(spoiled.encode())
    assert message in refusal
    assert refusal.startswith("eu.xml" if old == "export" else "eu.xml, line 3 ")


def test_a_record_without_a_name_is_refused(extract: bytes) -> None:
    """A record whose nameAlias elements are gone is refused."""
    spoiled = re.sub(rb"<nameAlias .*?</nameAlias>", b"", extract, count=1, flags=re.DOTALL)
    assert "eu.xml, line 3 (logicalId 1): a record without a name" in _refusal(spoiled)


def test_an_empty_export_is_refused(extract: bytes) -> None:
    """A file without records is no list."""
    empty = re.sub(rb"<sanctionEntity .*</sanctionEntity>", b"", extract, flags=re.DOTALL)
    assert "no sanctionEntity" in _refusal(empty)


def test_line_numbers_go_beyond_65535(extract: bytes) -> None:
    """The source of a record is its true line, though libxml2 stops counting at 65,535."""
    late = extract.replace(b"    <sanctionEntity", b"\n" * 70_000 + b"    <sanctionEntity", 1)
    assert _read(late).listings[0].source == "logicalId 1, line 70003"
