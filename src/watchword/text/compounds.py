"""Which spellings of Abdul Rahman, Jalaluddin and Hamidullah are one? Theophoric compounds in one form.

Words of their own are joined where names are parsed (`names`).
"""

from __future__ import annotations

import re

_ABD = re.compile(
    r"abd(?:ou|oo|[aeiouy])?(?:l|(r)(?=r)|s(?=s)|n(?=n)|t(?=t)|z(?=z)|d(?=d)|j(?=j)|)(?=.{3})(?=.*[^aeiouy])"
)  # Abdaoui is none
ABD_ALONE = frozenset({"abd", "abdul", "abdel", "abdal", "abdol", "abdil", "abdoul", "abdool", "abdu", "abdou",
                        "abdur", "abdus", "abdar", "abder", "abdes", "abdas", "abdir", "abdi"})  # fmt: skip
ABD_FULL = frozenset({"abdi", "abdou", "abdo", "abdu"})  # names of their own: joined only with an article
_DIN = re.compile(r"(?<=.{3})(?:u[dl]?|e[dl]?|a[dl]?|i[dl]?|o[dl]?)?d(?:ee|ei|i|y)n[e]?$")
LAST_PARTS = {
    **dict.fromkeys(["din", "deen", "dine", "dyn", "eddin", "eddine", "uddin", "aldin"], "din"),
    **dict.fromkeys(["lah", "allah", "ullah", "ollah", "oullah", "allh", "illah", "ellah"], "lah"),
}
_LAH = re.compile(r"(?<=.{3})(?:ou|oo|[aeiou])?l+ah$")
_ENDS = (*(f"d{vowels}n{mute}" for vowels in ("ee", "ei", "i", "y") for mute in ("", "e")), "lah")  # of these


def compound(form: str) -> tuple[str, str]:
    """A theophoric compound in one spelling, and the part that carries its weight.

    Abdurrahman, Abdelrahmane -> abdrahman; Jalaluddin -> jalaldin; Hamidullah -> hamidlah.
    """
    if not form.startswith("abd") and not form.endswith(_ENDS):
        return form, form
    if (start := _ABD.match(form)) is not None and form not in ABD_FULL:
        rest = form[start.end() :]
        return "abd" + (rest[:-1] if rest.endswith("ne") else rest), rest
    for pattern, ending in ((_DIN, "din"), (_LAH, "lah")):
        if len(form) > 6 and (end := pattern.search(form)) is not None:
            return form[: end.start()] + ending, form
    return form, form
