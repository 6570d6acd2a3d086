"""Which people, organisations and places does a text name, listed or not? Capitals, titles and words that tell.

Rules and small gazetteers: what no rule is sure of is left out. A surname alone is the person named in full before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import msgspec

from watchword.documents.sentences import sentences
from watchword.text import places, tables

_NAME = re.compile(
    r"(?:[A-Z][\w'\u2019-]*|[A-Z]\.)(?:\s+(?:(?:of|for|the|and|de|da|del|la|al|el|bin|ibn|van|von|der|di)\s+){0,2}(?:[A-Z][\w'\u2019-]*|[A-Z]\.))*"
)
_TITLE = re.compile(
    r"\b(?P<role>(?:(?:[A-Z][\w.]+ |foreign |prime |defen[cs]e |interior |deputy |former |vice |U\.?S\.? )*(?:[Pp]resident|[Mm]inister|[Ss]ecretary(?: of [Ss]tate"
    r"| of [Dd]efen[cs]e)?|[Ss]ecretary[- ][Gg]eneral|[Gg]eneral|[Cc]olonel|[Aa]mbassador|[Gg]overnor|[Mm]ayor|[Cc]ommander|[Ss]pokes(?:man|woman|person)"
    r"|[Jj]udge|[Pp]rosecutor|[Ee]nvoy|[Dd]irector|[Cc]hief|[Ll]eader|[Kk]ing|[Qq]ueen|[Ss]enator|Mr|Mrs|Ms|Dr)\.?))\s+(?P<name>[A-Z])"
)
_ORGANISATION = re.compile(
    r"\b(?:Ministry|Department|Council|Committee|Union|Nations|Bank|Group|Company|Agency|Authority|Court|Party|Organi[sz]ation|Brigade|Front|Forces?|Army|"
    r"Police|Coalition|Commission|Programme|Fund|Facility|University|Institute|Treasury|NATO|OFAC|UN|EU|ISIS|Daesh|Ltd|LLC|Inc|Holding|Shipping|Airlines|"
    r"Movement|Network|State)\b")  # fmt: skip
_LEADING = re.compile(
    r"^(?:(?:The|On|In|At|A|An|But|And|After|When|If|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|the)\s+)+"
)
_LINK = re.compile(r"\s+(?:of|for|and)\s+(?:the\s+)?")
_SAYS = re.compile(r"^\s+(?:said|says|told|warned|announced|added|was|who|met|is)\b")
_FIRST, _RARER = 120, 10  # tenths of bits: as common in names as this, and so much rarer in firms' names


class Named(msgspec.Struct, frozen=True, omit_defaults=True):
    """A name in a text: `kind` is person, organisation or place; `full` the name in full where this is a part of it."""

    start: int
    end: int
    text: str
    kind: str
    role: str = ""
    full: str = ""
    country: str = ""


def find(text: str) -> tuple[Named, ...]:
    """The names of a text in order."""
    out: list[Named] = []
    surnames: dict[str, str] = {}
    for start, end in sentences(text):
        roles = {m.start("name"): m["role"] for m in _TITLE.finditer(text, start, end)}
        for match in _NAME.finditer(text, start, end):
            for first, last in _apart(text, *match.span()):
                named = _named(text, first, last, roles, start, surnames)
                if named:
                    out.append(named)
                    if named.kind == "person" and " " in named.text:
                        surnames[named.text.rsplit(" ", 1)[1]] = named.text
    return tuple(out)


def _apart(text: str, first: int, last: int) -> Iterator[tuple[int, int]]:
    """A person's name apart from what it is linked with: Maria Alvarez of the Red Crane Foundation."""
    link = _LINK.search(text, first, last)
    before = text[first : link.start()].split() if link else []
    if link is None or len(before) < 2 or not is_forename(before[0]):
        yield first, last
        return
    yield first, link.start()
    yield from _apart(text, link.end(), last)


def _named(
    text: str, first: int, last: int, roles: dict[int, str], sentence: int, surnames: dict[str, str]
) -> Named | None:
    name, end = text[first:last], last
    inner = next((at for at in sorted(roles) if first <= at < end), None)
    role = ""
    if inner is not None:  # Foreign Minister Luigi Di Maio: the role is a part of the capitals
        role, first = roles[inner], inner
        name = text[first:end]
    name = _LEADING.sub("", name.rstrip("'\u2019"))
    name = re.sub(r"['\u2019]s$", "", name)
    if not name:
        return None
    first = text.index(name, first)
    last = first + len(name)
    if role:
        return Named(first, last, name, "person", role, surnames.get(name, ""))
    if name in surnames:
        return Named(first, last, name, "person", full=surnames[name])
    country = places.country(name) if len(name) > 3 else ""
    if country:
        return Named(first, last, name, "place", country=country)
    if _ORGANISATION.search(name):
        return Named(first, last, name, "organisation") if first > sentence or " " in name else None
    words = name.split()
    if (
        2 <= len(words) <= 5
        and not any(w in ("of", "for", "and", "the") for w in words)
        and (is_forename(words[0]) or _SAYS.match(text[last:]))
    ):
        return Named(first, last, name, "person")
    if re.search(r"\b(?:in|at|near|from|outside)\s+(?:the\s+)?$", text[max(0, first - 16) : first]):
        return Named(first, last, name, "place")
    return None


def is_forename(word: str) -> bool:
    """Whether a word is more often a person's than a firm's."""
    return word.lower() in _forenames()


@cache
def _forenames() -> frozenset[str]:
    """Words that are common in names of persons and rarer in those of entities."""
    rows = tables.load("frequency")
    return frozenset(row[0] for row in rows if int(row[1]) <= _FIRST and int(row[1]) + _RARER < int(row[2]))
