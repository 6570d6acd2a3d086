"""What does a group of ConList rows say in our terms? The rows of one Group ID become a `Listing`.

Nothing here reads files. `COLUMNS` are the columns read, all of them needed; `LABELS` the labels, written
`(Gender):`, that part the column Other Information.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from watchword.errors import ListError
from watchword.lists import inline, phrases
from watchword.lists.kinds import entity_kind
from watchword.lists.sheets import Row, Table
from watchword.model import Address, Detail, Identifier, Kind, Link, Listing, Name, Place, Strength
from watchword.text import places

_GIVEN = ("Name 1", "Name 2", "Name 3", "Name 4", "Name 5")
_STREET = ("Address 1", "Address 2", "Address 3", "Address 4", "Address 5", "Address 6")
COLUMNS: tuple[str, ...] = (
    "Name 6", *_GIVEN, "Title", "Name Non-Latin Script", "Non-Latin Script Type", "Non-Latin Script Language",
    "DOB", "Town of Birth", "Country of Birth", "Nationality", "Passport Number", "Passport Details",
    "National Identification Number", "National Identification Details", "Position", *_STREET,
    "Post/Zip Code", "Country", "Other Information", "Group Type", "Alias Type", "Alias Quality",
    "Regime", "Listed On", "UK Sanctions List Date Designated", "Last Updated", "Group ID",
)  # fmt: skip
LABELS: tuple[str, ...] = (
    "UK Sanctions List Ref", "UN Ref", "UK Statement of Reasons", "Gender", "Type of entity",
    "Business Reg No", "Phone number", "Tel", "Fax", "Website", "Email address", "Parent company",
    "Subsidiaries", "IMO number", "Current owners", "Flag of ship", "Previous flags", "Type of ship",
    "Tonnage of ship", "Length of ship", "Year built",
)  # fmt: skip
ALIAS_TYPES = frozenset(("Primary name", "Primary name variation", "AKA", "FKA"))

_LABEL = re.compile(rf"\(({'|'.join(LABELS)})\)\s*:")
_KINDS = {"Individual": Kind.PERSON, "Entity": Kind.ORGANISATION, "Ship": Kind.VESSEL}
_COMPANY = re.compile(
    r"company|corporation|\b(?:jsc|pjsc|llc|llp|ltd)\b|joint[- ]stock|limited|partnership", re.IGNORECASE
)
# The column also holds misspelt scripts and script names; the letters themselves decide the script.
_SCRIPTS = {"persian": "Arab", "arabic": "Arab", "greek": "Grek", "russian": "Cyrl"}
LANGUAGES = {
    "arabic": "ar", "belarusian": "be", "bosnian": "bs", "bulgarian": "bg", "greek": "el", "persian": "fa",
    "persian/farsi": "fa", "romanian": "ro", "russia": "ru", "russian": "ru", "serbian": "sr",
    "spanish": "es", "ukrainian": "uk",
}  # fmt: skip
# OFSI's own spelling, which elsewhere would be the other Congo with a remark.
_SPELLINGS = {"Congo (Democratic Republic)": "cd"}
_UK_REFS = re.compile(r"^\s*((?:[A-Z]{3}\d+)(?:\s+and\s+[A-Z]{3}\d+)*)[.\s]*")
_UN_REFS = re.compile(r"^\s*([A-Z]{2}[ei]\.\d+)[.\s]*")
_GENDER = re.compile(r"\b(?:gender|sex): (male|female)\b", re.IGNORECASE)
_ASSET_OF = re.compile(r"Listed as asset of (.+?),? \(OFSI ID: (\d+)")
_LINKED_TO = re.compile(r"Linked To: ([^\n]+)")
_SENTENCES = re.compile(r"\n|;\s|(?<=[^\s.]{4})\.{1,2}\s+(?=[A-Z])")
_REGION = re.compile(r"province|region|governorate|\bstate\b|oblast|district|republic|county", re.IGNORECASE)
_PAPERS = (("driving licence", "driving-licence"), ("ration card", "other"), ("certificate", "other"))


def to_listing(rows: Sequence[Row], table: Table) -> Listing:
    """The listing of one group. ListError with the row when a name is missing or the type is unknown."""
    first = rows[0]
    said = _labelled(first["Other Information"])
    names = _names(rows, table)
    births, undated = phrases.dates_in(_values(rows, "DOB"))
    narrative = said.get("", "")
    regimes = _values(rows, "Regime")
    identifiers = (
        *_documents(first),
        *contacts(said),
        *registrations(said, regimes),
        *inline.identifiers_in(narrative),
    )
    return Listing(
        id=f"uk-ofsi:{first['Group ID']}",
        publisher="uk-ofsi",
        kind=_kind(rows, names, said, table),
        names=names,
        births=births,
        birth_places=phrases.distinct(_birth_places(first)),
        nationalities=phrases.distinct(_nationalities(first)),
        genders=_genders(said.get("Gender", ""), narrative),
        identifiers=inline.unique(identifiers),
        addresses=phrases.distinct(address for row in rows if (address := _address(row))),
        programmes=regimes,
        listed_on=min((day for cell in _values(rows, "Listed On") if (day := phrases.one_day(cell))), default=""),
        links=phrases.distinct(_links(said)),
        details=phrases.distinct((*(Detail("Date of birth", text) for text in undated), *_details(rows, said))),
        remarks=narrative,
        source=table.source(rows),
    )


def _labelled(text: str) -> dict[str, str]:
    """Other Information by label; under no label the narrative: what follows the UK and UN references."""
    parts = _LABEL.split(text)
    narrative = [parts[0]]
    said: dict[str, str] = {}
    for label, value in zip(parts[1::2], parts[2::2], strict=True):
        refs = {"UK Sanctions List Ref": _UK_REFS, "UN Ref": _UN_REFS}.get(label)
        match = refs.match(value) if refs else None
        if match:
            narrative.append(value[match.end() :])
            value = match[1]
        said[label] = f"{said[label]}\n{value.strip()}" if label in said else value.strip()
    return {"": "\n".join(filter(None, map(str.strip, narrative))), **said}


def _kind(rows: Sequence[Row], names: Sequence[Name], said: dict[str, str], table: Table) -> Kind:
    types = _values(rows, "Group Type")
    if len(types) != 1 or types[0] not in _KINDS:
        raise ListError(f"unknown Group Type {' and '.join(types)!r}", where=table.where(rows[0]))
    if types[0] != "Entity":
        return _KINDS[types[0]]
    return Kind.COMPANY if is_company(said.get("Type of entity", "")) else entity_kind(names[0].full)


def _names(rows: Sequence[Row], table: Table) -> tuple[Name, ...]:
    names: list[Name] = []
    for row in rows:
        given = " ".join(row[column] for column in _GIVEN if row[column])
        full = f"{given} {row['Name 6']}".strip()
        if not full:
            raise ListError("a row without a name", where=table.where(row))
        strength = _strength(row)
        parts = {"given": given, "family": row["Name 6"]} if given else {}
        names.append(phrases.listed_name(full, strength, **parts))
        names.extend(_original(row, Strength.STRONG if strength is Strength.PRIMARY else strength))
    best = phrases.best_names(names)
    if best[0].strength is not Strength.PRIMARY:
        raise ListError("a group without a primary name", where=table.where(rows[0]), hint="Is the file whole?")
    return best


def _strength(row: Row) -> Strength:
    if row["Alias Type"] == "Primary name":
        return Strength.PRIMARY
    if row["Alias Type"] == "FKA":
        return Strength.FORMER
    return Strength.WEAK if row["Alias Quality"] == "Low quality" else Strength.STRONG


def _original(row: Row, strength: Strength) -> Iterator[Name]:
    language = LANGUAGES.get(row["Non-Latin Script Language"].casefold(), "")
    for text in phrases.items(row["Name Non-Latin Script"]):
        name = phrases.listed_name(text.strip(" .\u200e\u200f"), strength, language=language)
        known = _SCRIPTS.get(row["Non-Latin Script Type"].casefold(), name.script)
        yield msgspec.structs.replace(name, script=known) if name.script == "Zzzz" else name


def _birth_places(row: Row) -> Iterator[Place]:
    towns, countries = phrases.numbered(row["Town of Birth"]), phrases.numbered(row["Country of Birth"])
    for number in sorted(towns.keys() | countries.keys()):
        town, land = towns.get(number, ""), countries.get(number) or countries.get(0, "")
        parts = [part.strip(" .") for part in (town, land) if not phrases.is_blank(part)]
        if parts:
            yield phrases.place(", ".join(parts), country(land))


def _nationalities(row: Row) -> Iterator[str]:
    for item in phrases.items(row["Nationality"]):
        code = country(item)
        yield from (code,) if code else sorted(places.countries_in(item))


def _genders(*texts: str) -> tuple[str, ...]:
    label, narrative = texts
    return phrases.distinct(
        g for g in (label.casefold(), *map(str.casefold, _GENDER.findall(narrative))) if g in ("male", "female")
    )


def _documents(row: Row) -> Iterator[Identifier]:
    details = phrases.numbered(row["Passport Details"])
    for number, value in phrases.numbered(row["Passport Number"]).items():
        note = details.get(number, details.get(0, ""))
        if not phrases.is_blank(value):
            yield Identifier("passport", value.strip(" ."), inline.country_before(note), _said(note))
    details = phrases.numbered(row["National Identification Details"])
    for number, value in phrases.numbered(row["National Identification Number"]).items():
        note = details.get(number, details.get(0, ""))
        labelled = inline.identifiers_in(value)
        if labelled or phrases.is_blank(value):
            yield from labelled
            continue
        type_ = next((type_ for word, type_ in _PAPERS if word in note.lower()), "national-id")
        bare, _, land = value.partition(" (")
        code = places.country(land.strip(")")) or inline.country_before(note)
        yield Identifier(type_, bare.strip(" ."), code, _said(note))


def contacts(said: dict[str, str]) -> Iterator[Identifier]:
    """Telephone numbers, e-mail addresses and websites under the labels Phone number, Tel, Fax, Website and so on."""
    for label in ("Phone number", "Tel", "Fax"):
        yield from inline.phones_in(said.get(label, ""), "fax" if label == "Fax" else "")
    for label in ("Phone number", "Website", "Email address"):
        text = said.get(label, "")
        yield from inline.emails_in(text)
        yield from inline.websites_in(text)
    for word in re.split(r"[\s,;]+", said.get("Website", "")):
        if re.fullmatch(r"(?:[\w-]+\.)+[a-z]{2,}(?:/\S*)?", word, re.IGNORECASE) and not word.startswith("www."):
            yield Identifier("website", word)


def registrations(said: dict[str, str], regimes: Sequence[str]) -> Iterator[Identifier]:
    """The numbers under the labels IMO number and Business Reg No of a party under these regimes."""
    for item in phrases.items(said.get("IMO number", "")):
        yield Identifier("imo", item.strip(" ."))
    for item in phrases.items(said.get("Business Reg No", "")):
        text = re.sub(r"(?<=\d) (?=\d)", "", item)
        for found in inline.identifiers_in(f"Registration number: {text}"):
            # Ten figures are a Russian taxpayer number (INN); a state register's number (OGRN) has thirteen.
            is_tax = found.type == "registration" and re.fullmatch(r"\d{10}", found.value) and "Russia" in regimes
            yield msgspec.structs.replace(found, type="tax") if is_tax else found


def _address(row: Row) -> Address | None:
    lines = [row[column] for column in _STREET if row[column]]
    full = ", ".join(part.strip(" ,") for part in (*lines, row["Post/Zip Code"], row["Country"]) if part)
    if not full:
        return None
    city, region = city_or_region(row["Address 6"])
    code = country(row["Country"]) or phrases.place(full).country
    return Address(full, city, region, row["Post/Zip Code"], code)


def _links(said: dict[str, str]) -> Iterator[Link]:
    for label, relation in (
        ("Parent company", "owned-by"),
        ("Current owners", "owned-by"),
        ("Subsidiaries", "owns"),
    ):
        yield from (Link(relation, name) for name in entities(said.get(label, "")))
    narrative = said.get("", "")
    yield from (Link("owned-by", name, f"uk-ofsi:{number}") for name, number in _ASSET_OF.findall(narrative))
    yield from (Link("linked-to", name.strip()) for name in _LINKED_TO.findall(narrative))


def entities(text: str) -> Iterator[str]:
    """The names of companies in one cell."""
    for item in phrases.items(text):
        yield from (part.strip(" .;") for part in _SENTENCES.split(item) if not phrases.is_blank(part))


def _details(rows: Sequence[Row], said: dict[str, str]) -> Iterator[Detail]:
    for column in ("Title", "Position"):
        yield from (Detail(column, item) for cell in _values(rows, column) for item in phrases.items(cell))
    for item in phrases.items(rows[0]["Nationality"]):
        if not places.country(item.strip(" .")):
            yield Detail("Nationality", item)
    for column, number in (
        ("Passport Details", "Passport Number"),
        ("National Identification Details", "National Identification Number"),
    ):
        if rows[0][column] and not rows[0][number]:
            yield Detail(column, rows[0][column])
    for label, text in said.items():
        if label and text:
            yield Detail(label, text)
    for column in ("UK Sanctions List Date Designated", "Last Updated"):
        yield from (Detail(column, phrases.one_day(cell) or cell) for cell in _values(rows, column))


def is_company(type_of_entity: str) -> bool:
    """Whether the publisher's type of entity is that of a company: `Private limited company`, `JSC`."""
    return bool(_COMPANY.search(type_of_entity))


def city_or_region(line: str) -> tuple[str, str]:
    """The last line of an address as city or as region: one of the two is empty."""
    return ("", line) if _REGION.search(line) else (line, "")


def country(text: str) -> str:
    """The country that the UK's lists mean by a name, ISO 3166-1 alpha-2 in lower case, or empty."""
    return _SPELLINGS.get(text.strip(" .")) or phrases.country(text)


def _said(note: str) -> str:
    return "" if phrases.is_blank(note) else note


def _values(rows: Iterable[Row], column: str) -> tuple[str, ...]:
    return phrases.distinct(row[column] for row in rows if row[column])
