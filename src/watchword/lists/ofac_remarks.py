"""What does a remark of OFAC's say? Its clauses become names, dates, places, numbers, links and details.

A clause that no rule reads is handed back, never guessed at: most are posts and ranks in free text. Nothing
here reads a file or knows which listing the remark belongs to.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache

from watchword.lists.ofac_labels import LABELS, PLAIN, Rule, find_label
from watchword.model import DateSpan, Detail, Identifier, Kind, Link, Place
from watchword.text import dates, places

_ALIAS = re.compile(r"(?:[afn]\.k\.a\.|d\.b\.a\.) '(?P<name>.+)'")
_ALIAS_START = re.compile(r"(?:[afn]\.k\.a\.|d\.b\.a\.) '")
_WALLET = re.compile(r"(?:alt\. )?Digital Currency Address - (?P<currency>\S+) (?P<value>\S+)")
_FAMILY = re.compile(
    r"(?i:wife|husband|spouse|son|daughter|child|(?:half-)?brother|(?:half-)?sister|father|mother|nephew|cousin)"
    r"(?:-in-law)? of (?P<name>[A-Z].+)"
)
_BARE_EMAIL = re.compile(r"(?:Email:)?(?P<value>[^\s@]+@[^\s@]+\.[a-z]+)(?: \(email\)\.?)?")
_BARE_WEBSITE = re.compile(r"(?P<value>(?:https?://|www\.)\S+)(?: \(website\))?")
# A label that is not in the table, as OFAC words them: `Kenyan Permit No. 123 (Kenya)`.
_UNKNOWN_LABEL = re.compile(
    r"(?:alt\. )?(?P<label>[A-Z][^\d:]*?(?:No\.|Number|ID|#|Code|Card|Certificate|License|Permit|Document)"
    r"(?: (?:No\.|Number|ID|#|Card))*):? (?P<rest>(?=.*\d).+)"
)
# `AB-123 (Jalisco) (Mexico) issued 05 May 1998 expires 04 May 2003`
_NUMBER = re.compile(
    r"(?P<value>.*?)(?P<places>(?:\s+\([^()]*(?:\([^()]*\)[^()]*)?\))*)"
    r"(?P<dates>(?:,? (?:issued|expires|expired)\b.*)?)"
)
_BRACKETED = re.compile(r"\(((?:[^()]|\([^()]*\))*)\)")
_VALUE_LABEL = re.compile(r"(?P<label>[A-Za-z.]+): (?P<value>.+)")
_PREVIOUSLY = re.compile(r"\.\s+Previously .*")
_LEI = re.compile(r"[A-Z0-9]{18}\d\d")

_NEEDS_NO_FIGURE = frozenset(
    (
        "email",
        "website",
        "phone",
        "bic",
        "ticker",
        "aircraft-tail",
        "aircraft-serial",
        "call-sign",
        "isin",
        "lei",
    )
)
_LONGEST_NUMBER = 300  # characters, with countries and dates
_WHOLE = frozenset(("phone", "email", "website"))  # types whose brackets are part of the value
_SENTENCE = re.compile(r"\b[a-z]{2,}\b")  # a word inside a number: a sentence with numbers in it
_GENDERS = {"Male": "male", "Female": "female"}


@dataclass(slots=True)
class Remarks:
    """What one remark says, field by field as in `Listing`; `aliases` are weak names as published.

    `unread` are the clauses that no rule read, `clauses` the number of all.
    """

    aliases: list[str] = field(default_factory=list)
    births: list[DateSpan] = field(default_factory=list)
    birth_places: list[Place] = field(default_factory=list)
    nationalities: list[str] = field(default_factory=list)
    genders: list[str] = field(default_factory=list)
    identifiers: list[Identifier] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    details: list[Detail] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    clauses: int = 0


def parse(text: str, kind: Kind, *, title: str = "", cut: bool = False) -> Remarks:
    """Read a remark of a party of that kind; `cut` says that the publisher broke it off mid-clause.

    `title` is the party's title: OFAC repeats it in the remark, where it needs no second reading. The last
    clause of a cut remark is left out: half a number is a wrong number.
    """
    clauses = split_clauses(text)
    if cut:
        del clauses[-1:]
    titles = frozenset(split_clauses(title))
    remarks = Remarks(clauses=len(clauses))
    for clause in clauses:
        if clause not in titles and not _read_clause(clause, kind, remarks):
            remarks.unread.append(clause)
    return remarks


def split_clauses(text: str) -> list[str]:
    """The clauses between the semicolons, without the closing full stop; quoted aliases stay whole."""
    clauses: list[str] = []
    for part in text.strip().removesuffix(".").split(";"):
        if clauses and _is_open_alias(clauses[-1]) and "'" in part and not _ALIAS_START.match(part.strip()):
            clauses[-1] = f"{clauses[-1]};{part.rstrip()}"
        else:
            clauses.append(part.strip())
    return [clause for clause in clauses if clause]


def _is_open_alias(clause: str) -> bool:
    return _ALIAS_START.match(clause) is not None and not clause.endswith("'")


def _read_clause(clause: str, kind: Kind, remarks: Remarks) -> bool:
    if alias := _ALIAS.fullmatch(clause):
        remarks.aliases.append(alias["name"].strip())
        return True
    found = find_label(clause)
    if found is None:
        return _read_unlabelled(clause, remarks)
    label, value = found
    rule = LABELS[label]
    match rule.use:
        case "identifier":
            return _add_identifier(remarks, rule, kind, label, value)
        case "detail":
            value = value.removeprefix("- ").rstrip(":")
            remarks.details.append(Detail(label, value or "yes"))
            return True
        case _:
            return bool(value) and _read_value(rule, label, value, remarks)


def _read_value(rule: Rule, label: str, value: str, remarks: Remarks) -> bool:
    """Links, birth dates and places, nationalities, genders: False when the value is none of its kind."""
    match rule.use:
        case "link":
            remarks.links.append(Link(rule.type, value))
        case "birth":
            span = dates.parse(value)
            if span is None:
                return False
            remarks.births.append(span)
        case "birth-place":
            remarks.birth_places.append(birth_place(value))
        case "nationality":
            code = country(value)
            if not code:
                remarks.details.append(Detail(label, value))
            elif code not in remarks.nationalities:
                remarks.nationalities.append(code)
        case _:
            if value not in _GENDERS:
                return False
            remarks.genders.append(_GENDERS[value])
    return True


def _read_unlabelled(clause: str, remarks: Remarks) -> bool:
    if wallet := _WALLET.fullmatch(clause):
        remarks.identifiers.append(Identifier("wallet", wallet["value"], note=wallet["currency"]))
    elif relative := _FAMILY.fullmatch(clause):
        remarks.links.append(Link("family", relative["name"]))
    elif email := _BARE_EMAIL.fullmatch(clause):
        remarks.identifiers.append(Identifier("email", email["value"]))
    elif website := _BARE_WEBSITE.fullmatch(clause):
        remarks.identifiers.append(Identifier("website", website["value"]))
    elif unknown := _UNKNOWN_LABEL.fullmatch(clause):
        return _add_identifier(remarks, Rule("identifier", "other"), Kind.UNKNOWN, unknown["label"], unknown["rest"])
    else:
        return False
    return True


def _add_identifier(remarks: Remarks, rule: Rule, kind: Kind, label: str, text: str) -> bool:
    type_ = rule.type
    if label == "Identification Number" and kind is Kind.PERSON:
        type_ = "national-id"
    value, code, notes = (text, "", []) if type_ in _WHOLE else _read_number(text)
    if type_ == "lei" and not _LEI.fullmatch(value):
        type_ = "other"
    if not value or not (type_ in _NEEDS_NO_FIGURE or _is_number(value)):
        return False
    if label not in PLAIN or type_ == "other":
        notes.insert(0, label)
    remarks.identifiers.append(Identifier(type_, value, code or rule.country, "; ".join(notes)))
    return True


def _is_number(value: str) -> bool:
    return any(c.isdigit() for c in value) and not _SENTENCE.search(value)


def _read_number(text: str) -> tuple[str, str, list[str]]:
    """Value, country and notes of `AB-123 (Jalisco) (Mexico) issued 05 May 1998 expires 04 May 2003`."""
    match = _NUMBER.fullmatch(text) if len(text) <= _LONGEST_NUMBER else None
    if match is None:
        return text, "", []
    value, code = match["value"].strip(), ""
    notes: list[str] = []
    for place in reversed(_BRACKETED.findall(match["places"])):
        found = "" if code else country(place)
        code = code or found
        if not found:
            notes.insert(0, place)
    if inner := _VALUE_LABEL.fullmatch(value):
        value = inner["value"]
        notes.insert(0, inner["label"])
    value, comma, rest = value.partition(", ")
    if comma:
        found = "" if code else country(rest)
        code = code or found
        notes.extend([] if found else [rest])
    if match["dates"]:
        notes.append(match["dates"].strip(" ,"))
    return value, code, notes


@cache
def country(text: str) -> str:
    """The country that OFAC's text names, ISO 3166-1 alpha-2 in lower case, or empty."""
    return places.country(_PREVIOUSLY.sub("", text).strip(" :"))


@cache
def birth_place(text: str) -> Place:
    """The place as published, with its country: the last part, as OFAC writes it, or the only one named."""
    named = places.countries_in(text)
    return Place(text, country(text.rpartition(",")[2]) or (next(iter(named)) if len(named) == 1 else ""))
