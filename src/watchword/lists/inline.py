"""Which identifiers stand inside running text? `Passport no.: a) Afghan number OR1961825, issued ...`

Only labelled numbers are taken, besides e-mail addresses and websites, which label themselves. A number's
type and country come from the words around it; nothing is checked against a register.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from watchword.lists.phrases import numbered
from watchword.model import Identifier
from watchword.text import places

_NO = r"(?:numbers?|nos?|code)\b"
_LABELS = (
    (
        "tax",
        rf"(?:tax(?:payer)?|fiscal|employer) (?:id(?:entification)?\b(?: {_NO})?|{_NO})|national tax {_NO}"
        r"|\b(?-i:TIN|INN|УНН/ИНН)\b",
    ),
    (
        "registration",
        rf"(?:state |business |company |commercial )?registration (?:id\b|{_NO})|registered company {_NO}"
        rf"|(?:UK )?company (?:identification |registration )?{_NO}|business identification {_NO}"
        rf"|federal no\b|\b(?-i:P?SRN|OGRN)\b(?: {_NO})?",
    ),
    ("passport", rf"passports?(?: (?:{_NO}|information))?\b"),
    ("social-security", rf"social security {_NO}|\b(?-i:SSN)\b"),
    ("lei", rf"legal entity (?:identifier|{_NO})(?: \(LEI\))?|\b(?-i:LEI)\b"),
    ("bic", r"\b(?-i:SWIFT(?:/BIC)?|BIC)\b(?: code)?"),
    ("imo", rf"\b(?-i:IMO)\b(?: identification)?(?: {_NO})?"),
    ("wallet", r"digital currency address"),
    ("driving-licence", rf"(?:driving|driver'?s) licen[cs]e(?: {_NO})?"),
    # Numbers of which a party may have several, or that statistics offices and banks give it.
    (
        "other",
        rf"(?:ration card|military service|licen[cs]e|certificate|government gazette) {_NO}"
        rf"|\b(?-i:BIK|USREOU|SPARK|OKPO)\b(?: \(RU\))?(?: {_NO})?",
    ),
    (
        "national-id",
        r"(?:national |personal |civil |diplomatic )*\b(?:identification|identity|id)(?: card)?"
        rf"(?: ?\(tazkira\))?(?: {_NO})"
        r"|national (?:identification|identity|id)(?: card)?(?: ?\(tazkira\))?",
    ),
    ("phone", rf"\b(?:tele(?:phone|fax)|tel|phone|fax|facsimile|mobile|mob)\b(?:/fax)?(?: {_NO})?"),
)
_GROUPS = {f"g{at}": type_ for at, (type_, _) in enumerate(_LABELS)}
_LABEL = re.compile("|".join(f"(?P<g{at}>{pattern})" for at, (_, pattern) in enumerate(_LABELS)), re.IGNORECASE)

_LEAD_IN = (
    r"[\s.:,;–—#()№-]*(?:na\b\s*)?(?P<who>(?:[A-Z][a-z]+(?:,? (?:of|and|the|of the))?[\s,]+){0,4}?)"
    r"(?:(?:[Pp]assport|[Nn]umber|[Nn]o|ID|[Cc]ard|[Nn]ational|[Ii]dentification|[Ii]dentity)\b[\s.:–-]*)*"
)
_NUMBER = r"\d{1,3}(?: \d{3}){2,}|(?:[A-Z]{1,3}[ -])?[A-Z0-9]*\d[A-Z0-9]*(?:[-/.][A-Z0-9]+|- \d+)*"
_VALUES = {
    "bic": r"[A-Z]{4} ?[A-Z]{2}[A-Z0-9]{2}(?:[A-Z0-9]{3})?",
    "lei": r"[A-Z0-9]{20,21}",
    "imo": r"\d{7}",
    "wallet": r"[A-Z]{3,5}\s+\w{25,}|\w{25,}",
}
_VALUE = {
    type_: re.compile(rf"{_LEAD_IN}(?P<value>{_VALUES.get(type_, _NUMBER)})(?!\w)(?:\s*\((?P<after>[^)]*)\))?")
    for type_ in _GROUPS.values()
}
_DATE = re.compile(r"\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|(?:1[89]|20)\d\d|\d{4}-\d\d-\d\d")
_NOTE = re.compile(
    r"\W*((?:issued|expire|expiry|expiration|valid|date of|under)\b.*?)(?=\.\s+[A-Z]|\s[b-z]\)\s|[;\n]|$)",
    re.DOTALL,
)
_BEFORE = re.compile(r"((?:[A-Z][a-z]+\s+){1,3})$")
_LONGEST_REACH = 1200  # characters after a label in which its numbered items are looked for

_PHONE = re.compile(r"\+?[(\d][\d\s()/-]{4,}(?:\.\d+)*\d")
_PHONE_REACH = re.compile(r"(?:[\s\d+().,;:/&-]|\b(?:and|ext|mobile|or)\b)*")
_EMAIL = re.compile(r"[\w.+-]+@\s?[\w-]+(?:\.[\w-]+)+")
_WEBSITE = re.compile(r"(?:https?://|\bwww\.)[^\s,;()<>\"]+", re.IGNORECASE)
_NOTICE_HOSTS = re.compile(r"interpol\.int|\bun\.org|europa\.eu|legislation\.gov|youtube\.com", re.IGNORECASE)


def identifiers_in(text: str) -> tuple[Identifier, ...]:
    """Every labelled identifier of `text`, in order of types as found, without repetition.

    `note` has what is said of issue and expiry. Links to INTERPOL's, the UN's and the EU's own notices are
    no websites of the party.
    """
    found = [*_labelled(text), *emails_in(text), *websites_in(text)]
    return unique(found)


def emails_in(text: str) -> tuple[Identifier, ...]:
    """The e-mail addresses of `text`; blanks that a line break put inside one are taken out."""
    return tuple(Identifier("email", "".join(m.split()).strip(".")) for m in _EMAIL.findall(text))


def websites_in(text: str) -> tuple[Identifier, ...]:
    """The addresses of `text` that begin with http or www."""
    found = (address.rstrip(".'’") for address in _WEBSITE.findall(text))
    return tuple(Identifier("website", address) for address in found if not _NOTICE_HOSTS.search(address))


def phones_in(text: str, note: str = "") -> tuple[Identifier, ...]:
    """The telephone numbers of a cell that holds nothing else, numbered or separated in any way."""
    found = (phone for item in numbered(text).values() for phone in _PHONE.findall(item))
    return tuple(Identifier("phone", phone.strip(), note=note) for phone in found if sum(map(str.isdigit, phone)) > 5)


def country_before(text: str) -> str:
    """The country that the first words name, as in `Pakistani. Issued in Lahore` or `Sudan number`."""
    words = re.split(
        r"[.,;()]|\b(?:passport|number|no|national|identity|identification|issued|civil)\b", text, maxsplit=1
    )
    return places.country(words[0].strip()) if words[0].strip() else ""


def unique(identifiers: Iterable[Identifier]) -> tuple[Identifier, ...]:
    """Identifiers without repetition of type and value; the first with a country stands for its likes."""
    best: dict[tuple[str, str], Identifier] = {}
    for identifier in identifiers:
        key = (identifier.type, identifier.value.casefold())
        if key not in best or (identifier.country and not best[key].country):
            best[key] = identifier
    return tuple(best.values())


def _labelled(text: str) -> Iterator[Identifier]:
    labels = list(_LABEL.finditer(text))
    ends = [label.start() for label in labels[1:]] + [len(text)]
    for label, end in zip(labels, ends, strict=False):
        type_ = _GROUPS[label.lastgroup or ""]
        region = text[label.end() : min(end, label.end() + _LONGEST_REACH)]
        if type_ == "phone":
            reach = _PHONE_REACH.match(region)
            yield from phones_in(reach.group() if reach else "", "fax" if "fa" in label.group().lower() else "")
            continue
        before = _BEFORE.search(text[max(0, label.start() - 60) : label.start()])
        nearby = _country_at_end(before.group(1)) if before else ""
        for item in numbered(region).values():
            yield from _read_item(type_, item, nearby)


def _read_item(type_: str, item: str, nearby: str) -> Iterator[Identifier]:
    match = _VALUE[type_].match(item)
    if match is None or not _is_number(type_, match["value"]):
        return
    who = match["who"].replace(",", " ").strip()
    country = places.country(who) if who else nearby
    if who and not country:
        return
    country = country or (places.country(match["after"]) if match["after"] else "")
    value, note = match["value"].replace("- ", "-"), _NOTE.match(item[match.end("value") :])
    if type_ == "wallet":
        currency, _, address = value.rpartition(" ") if " " in value else value.rpartition("\t")
        yield Identifier("wallet", address, note=currency.strip())
        return
    yield Identifier(type_, value, country, note.group(1).strip() if note else "")


def _is_number(type_: str, value: str) -> bool:
    if type_ in ("bic", "lei", "wallet"):
        return True
    return sum(map(str.isalnum, value)) >= 4 and not _DATE.fullmatch(value)


def _country_at_end(words: str) -> str:
    """The country named by the last one, two or three words: `and Trans Afghan` is Afghan."""
    parts = words.split()
    return next((code for at in range(len(parts)) if (code := places.country(" ".join(parts[at:])))), "")
