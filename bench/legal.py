"""How is one company's legal form written differently? Changes nothing but the form."""

from __future__ import annotations

import random
import re

from bench.corpus import fold
from bench.letters import like
from bench.words import COMMON_FORMS, FORM_WORDS, LEGAL_FORMS, TRADING


def _pattern(form: str) -> str:
    letters = re.escape(form).replace(r"\.", r"\.?").replace(r",\ ", r",?\ ").replace(r"\ ", r"[ -]+")
    return letters.removesuffix(r"\.?") + r"\.?"


_FORMS = {fold(form): group for group in reversed(LEGAL_FORMS) for form in group}
_FOUND = re.compile(
    r"(?<![\w.&-])(?:"
    + "|".join(_pattern(f) for f in sorted((f for g in LEGAL_FORMS for f in g), key=len, reverse=True))
    + r")(?![\w&-])",
    re.IGNORECASE,
)


def legal_form(name: str, kind: str, rng: random.Random) -> str | None:
    """The legal form spelled out, abbreviated, changed or dropped; added to a business that has none."""
    if kind not in ("organisation", "company"):
        return None
    m = find_form(name)
    if m is None:
        tokens = fold(name).split()
        public = {"of", "ministry", "the", "institute", "university", "federal", "state", "office", "bureau"}
        formless = not (public | FORM_WORDS) & set(tokens)
        business = len(tokens) >= 2 and formless and TRADING & set(tokens)
        return f"{name} {rng.choice(COMMON_FORMS)}" if business else None
    group = next((g for g in LEGAL_FORMS if fold(m.group()) in {fold(f) for f in g}), ())
    same = [f for f in group if fold(f) != fold(m.group())]
    way = rng.choice(("same", "same", "same", "drop", "change"))
    if way == "same" and same:
        return _put(name, m, like(m.group(), rng.choice(same)))
    if way == "drop":
        return _put(name, m, "")
    return _put(name, m, rng.choice([f for f in COMMON_FORMS if f not in group]))


def find_form(name: str) -> re.Match[str] | None:
    """The legal form at the end of a name, else the one at its start."""
    found = [m for m in _FOUND.finditer(name) if m.end() >= len(name.rstrip(" .)")) or m.start() == 0]
    return found[-1] if found else None


def _put(name: str, m: re.Match[str], form: str) -> str | None:
    text = re.sub(r"\s+", " ", f"{name[: m.start()]}{form}{name[m.end() :]}").strip(" ,")
    return text if len(fold(text.replace(form, "", 1))) >= 3 else None
