"""Who is in this field of an MT message? Options A, B, C, D, F and K, with or without an account, become a Party.

Which role the field gives is `mt`'s business.
"""

from __future__ import annotations

import re

from watchword.model import Kind, Party
from watchword.payments.accounts import bic_country, bic_forms, iban
from watchword.payments.blocks import Field
from watchword.payments.message import Role
from watchword.text import dates, places

_BIC = re.compile(r"[A-Z]{4}[A-Z]{2}[A-Z0-9]{2}(?:[A-Z0-9]{3})?")
_CODED = re.compile(r"(ARNU|CCPT|CUST|DRLC|EMPL|NIDN|SOSE|TXID)/([A-Z]{2})/(.+)")
_STRUCTURED = re.compile(r"([1-8])/(.*)")
_TYPES = {
    "CCPT": "passport", "NIDN": "national-id", "TXID": "tax", "SOSE": "social-security", "DRLC": "driving-licence",
    "ARNU": "other", "CUST": "other", "EMPL": "other",
}  # fmt: skip
_FIGURES = re.compile(r"\d")


def read_party(field: Field, role: str) -> Role:
    """The party of a field; its name is empty when the field holds neither a name nor a number."""
    lines = list(enumerate(field.lines, 1))
    numbers, regions = _account(lines)
    lines = [(at, line) for at, line in lines if line]
    if field.tag[2:] == "F" or (lines and all(_STRUCTURED.match(line) for _, line in lines)):
        return _structured(field, role, lines, (numbers, regions))
    if field.tag[2:] in {"A", "G"} and lines and _BIC.fullmatch(lines[0][1]):
        bic = lines[0][1]
        regions += [country] if (country := bic_country(bic)) else []
        party = Party(bic, kind=Kind.ORGANISATION, identifiers=(*bic_forms(bic), *numbers))
        return Role(role, field.path(lines[0][0]), party, tuple(regions))
    return _plain(field, role, lines, (numbers, regions))


def _account(lines: list[tuple[int, str]]) -> tuple[list[str], list[str]]:
    """Take account, clearing code or coded number from the first line; as identifiers, and the countries they tell."""
    if not lines or not lines[0][1].startswith("/"):
        return [], []
    text = lines.pop(0)[1].lstrip("/")
    if text[1:2] == "/" and text[0] in "CD":  # debit or credit account
        text = text[2:]
    bare = text.replace(" ", "")
    known = iban(bare)
    if known:
        return [f"iban:{bare}"], [known.country]
    return ([f"account:{text.replace(':', ' ')}"] if len(bare) > 3 else []), []


def _plain(field: Field, role: str, lines: list[tuple[int, str]], account: tuple[list[str], list[str]]) -> Role:
    """Name and address in lines: the first is the name, which may go on in the next ones without a figure."""
    numbers, regions = account
    names = [line for _, line in lines]
    if not names:
        name = next((n.partition(":")[2] for n in numbers), "")
        party = Party(name, kind=Kind.ORGANISATION, identifiers=tuple(numbers))
        return Role(role, field.path(1), party, tuple(regions))
    address = ", ".join(names[1:])
    party = Party(
        names[0],
        aliases=_continued(names),
        countries=_last_country(names[1:]),
        identifiers=tuple(numbers),
        addresses=(address,) if address else (),
    )
    return Role(role, field.path(lines[0][0]), party, tuple(regions))


def _continued(names: list[str]) -> tuple[str, ...]:
    """The name as it reads when it goes on in the next one or two lines: with a blank between, or without."""
    out: list[str] = []
    read = names[0]
    for line in names[1:3]:
        if _FIGURES.search(line) or places.country(line):
            break
        out += [f"{read} {line}", *([f"{read}{line}"] if len(names[0]) > 30 else [])]
        read = f"{read} {line}"
    return tuple(out)


def _last_country(lines: list[str]) -> tuple[str, ...]:
    code = places.country(lines[-1]) if lines else ""
    return (code,) if code else ()


def _structured(field: Field, role: str, lines: list[tuple[int, str]], account: tuple[list[str], list[str]]) -> Role:
    """Lines as 1/name, 2/street, 3/country/town, 4/birth, 5/country/birth place, 6, 7/country/number (50F, 59F)."""
    numbers, regions = account
    parts: dict[str, list[str]] = {}
    where = 0
    for at, line in lines:
        coded, numbered = _CODED.fullmatch(line), _STRUCTURED.fullmatch(line)
        if coded:
            numbers.append(f"{_TYPES[coded[1]]}:{coded[2].lower()}:{coded[3].replace(':', ' ')}")
        elif numbered:
            parts.setdefault(numbered[1], []).append(numbered[2].strip())
            where = where or (at if numbered[1] == "1" else 0)
        else:
            parts.setdefault("1", []).append(line)
            where = where or at
    for text in (*parts.get("6", ()), *parts.get("7", ())):
        country, _, number = text.partition("/")
        if number:
            numbers.append(
                f"other:{country.lower()}:{number.replace(':', ' ')}" if len(country) == 2 else f"other:{text}"
            )
    names = parts.get("1", [])
    home = [text.partition("/") for text in parts.get("3", ())]
    countries = tuple(code for country, _, _ in home if (code := places.country(country)))
    address = ", ".join((*parts.get("2", ()), *(town for _, _, town in home if town)))
    party = Party(
        " ".join(names) or next((n.partition(":")[2] for n in numbers), ""),
        aliases=tuple(dict.fromkeys((*names[:1], "".join(names)))) if len(names) > 1 else (),
        birth=_birth(parts.get("4", ())),
        birth_place=", ".join(p.partition("/")[2] for p in parts.get("5", ())),
        countries=countries,
        identifiers=tuple(numbers),
        addresses=(address,) if address else (),
    )
    return Role(role, field.path(where or 1), party, tuple(regions))


def _birth(lines: list[str] | tuple[str, ...]) -> str:
    text = lines[0] if lines else ""
    if not re.fullmatch(r"\d{8}", text):
        return ""
    text = f"{text[:4]}-{text[4:6]}-{text[6:]}"
    return text if dates.parse(text) else ""
