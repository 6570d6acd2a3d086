"""How is a text or a list's age put into plain words? One-line texts that every door can show as they are.

Tables and colours are `render`; nothing here needs a terminal.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from datetime import date

from watchword.model import Name, Publication

OLD_AFTER = 7  # days: publishers change their lists every week
_JOINERS = "\u200c\u200d"  # Persian and Indic spelling needs them, and they steer nothing


def plain(text: str) -> str:
    """One line that can do nothing to a terminal: no control, bidirectional or other unseen character."""
    if text.isprintable():
        return text
    return " ".join("".join(_shown(character) for character in text).split())


def _shown(character: str) -> str:
    category = unicodedata.category(character)
    if category in ("Cc", "Zl", "Zp", "Zs"):
        return " "
    if category in ("Cs", "Cn", "Co"):
        return "\ufffd"
    return "" if category == "Cf" and character not in _JOINERS else character


def age(publication: Publication, today: date) -> int | None:
    """Days since a list was published, None when its date is unknown."""
    return (today - date.fromisoformat(publication.published)).days if publication.published else None


def reservation(publications: Iterable[Publication], today: date) -> str:
    """How far lists can be relied on, in one line: bundled copies, old lists; empty when all are fresh.

    Of bundled copies it gives the dates, not the age, so that it says the same on any day.
    """
    publications = list(publications)
    dates = sorted(p.published for p in publications if p.bundled)
    if dates:
        span = " to ".join(dict.fromkeys((dates[0], dates[-1])))
        return (
            f"Old bundled lists, {span}, for trying out only: run watchword lists update, or give files with --lists."
        )
    old = [f"{p.publisher} is {_age(p, today)}" for p in publications if _is_old(p, today)]
    return f"Check that the lists are current: {', '.join(old)}." if old else ""


def _is_old(publication: Publication, today: date) -> bool:
    days = age(publication, today)
    return days is None or days > OLD_AFTER


def _age(publication: Publication, today: date) -> str:
    days = age(publication, today)
    return "of unknown date" if days is None else f"{days:,} days old"


def strength(name: Name) -> str:
    """How much a listed name can be relied on, with its article."""
    return {
        "primary": "a primary name",
        "strong": "a strong alias",
        "weak": "a weak alias",
        "former": "a former name",
    }[name.strength]


def percent(probability: float) -> str:
    """A probability for people; never 0 or 100."""
    if probability >= 0.9995:
        return ">99.9 %"
    return f"{probability:.1%}".replace("%", " %") if probability >= 0.0005 else "<0.1 %"
